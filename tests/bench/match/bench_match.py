"""Run by tests/bench/bench_match: bench_match.py PROGRAM [ROWS OF THE FIRST LIST] [ROWS OF THE SECOND]."""
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
from astropy import units as u
from astropy.coordinates import SkyCoord

program = sys.argv[1]
counts = [int(float(word)) for word in sys.argv[2:4]] or [1_000_000, 100_000]
random = np.random.default_rng(1)


def over_the_sky(count):
    return np.column_stack([random.uniform(0, 360, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))])


def on_a_field(count):
    return np.column_stack([random.uniform(150, 160, count), random.uniform(-5, 5, count)])


def ours(first, second):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("first", "second", "pairs")]
        first.tofile(paths[0])
        second.tofile(paths[1])
        printed = subprocess.run([program, *paths], check=True, capture_output=True, text=True).stdout
        return float(printed), np.fromfile(paths[2], np.int64)


def astropys(first, second):
    """The best of five times; places are made anew because astropy keeps its tree with them."""
    best = np.inf
    for _ in range(5):
        one, other = (SkyCoord(places * u.deg) for places in (first, second))
        start = time.perf_counter()
        rows, _, _ = one.match_to_catalog_sky(other)
        best = min(best, time.perf_counter() - start)
    return best, rows


print(f"The nearest among {counts[1]:,} for each of {counts[0]:,}, best of five; {os.cpu_count()} cores")
different = 0
for name, scatter in (("over the whole sky", over_the_sky), ("on 100 square degrees", on_a_field)):
    first, second = (scatter(count) for count in counts)
    (here, pairs), (there, expected) = ours(first, second), astropys(first, second)
    different += np.count_nonzero(pairs != expected)
    print(f"{name + ':':23} IICnet Studio {here:6.3f} s   astropy {there:6.3f} s   ratio {there / here:5.1f}   "
          f"{np.count_nonzero(pairs != expected)} pairs differ")
sys.exit(1 if different else 0)
