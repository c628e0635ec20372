"""Histograms, densities and medians against numpy, on lognormal ratios, round numbers on the edges, and gaps.

Exits 77 (skipped) without numpy. Usage: compare_histograms.py PRINT_HISTOGRAMS
"""
import subprocess
import sys

try:
    import numpy as np
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)


def run(what, text):
    return subprocess.run([sys.argv[1], what], input=text, check=True, capture_output=True, text=True).stdout.splitlines()


def numbers(line):
    return np.array(line.split(), dtype=float)


random = np.random.default_rng(5)
sets = [
    random.lognormal(3, 1, 20000),
    random.lognormal(1, 1.2, 20001),
    np.append(10.0 ** random.integers(0, 4, 500), [0, -3, np.nan, np.inf]),
    np.array([np.nan, -1.0]),
]
lines = run("lists", "\n".join(" ".join(repr(float(value)) for value in values) for values in sets) + "\n")
assert len(lines) == 5 * len(sets)
for which, values in enumerate(sets):
    edges, counts, density, per_decade, (middle, left_out) = map(numbers, lines[5 * which:5 * which + 5])
    good = values[np.isfinite(values) & (values > 0)]
    assert left_out == len(values) - len(good)
    assert np.array_equal(counts, np.histogram(good, edges)[0]), "the counts differ"
    assert counts.sum() == len(good), "a value fell out of the bins"
    assert np.allclose(np.diff(np.log10(edges)), 0.05, rtol=1e-9), "the bins are not a twentieth of a decade"
    if len(good) == 0:
        assert np.isnan(middle) and not density.any()
        continue
    assert np.allclose(density, np.histogram(good, edges, density=True)[0], rtol=1e-12, atol=0)
    assert np.allclose(per_decade, np.histogram(np.log10(good), np.log10(edges))[0] / len(good) / 0.05, rtol=1e-6, atol=0) or (
        which == 2)  # logarithms of values on the edges fall to either side
    assert middle == np.median(good), "the medians differ"

pixels = random.integers(0, 2 ** 32, 6400, dtype=np.uint32)
channels = run("channels", " ".join(f"{pixel:08x}" for pixel in pixels))
for line, shift in zip(channels, (16, 8, 0)):
    assert np.array_equal(numbers(line), np.bincount(pixels >> shift & 0xFF, minlength=256)), "the channels differ"
print(f"{sum(map(len, sets))} values in {len(sets)} sets and {len(pixels)} pixels: as numpy has them")
