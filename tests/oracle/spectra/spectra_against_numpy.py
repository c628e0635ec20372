"""Our reading of spectra against astropy's, and our values on a grid against numpy's by the definition."""
import json
import subprocess
import sys

try:
    import numpy as np
    from astropy.io import fits
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)


def read(path):
    with fits.open(path) as file:
        table, about = file[1].data, file[2].data
        named = {name.upper(): table[name].astype(float) for name in table.columns.names}
        flux, ivar = named["FLUX"].copy(), named["IVAR"].copy()
        ivar[~np.isfinite(flux) | ~np.isfinite(ivar) | (ivar < 0)] = 0
        return named["LOGLAM"], flux, ivar, {name: about[name][0] for name in ("CLASS", "SUBCLASS", "Z", "PLUG_RA", "PLUG_DEC")}


def spikes(flux, ivar):
    found = []
    for at in range(1, len(flux) - 1):
        near = slice(max(at - 5, 0), at + 6)
        good = np.sort(flux[near][ivar[near] > 0])
        if ivar[at] <= 0:
            continue
        median = good[(len(good) - 1) // 2]
        excess = abs(flux[at] - median)
        far = [abs(flux[other] - median) > 0.25 * excess for other in (at - 1, at + 1) if ivar[other] > 0]
        if excess * np.sqrt(ivar[at]) > 6 and not any(far):
            found.append(at)
    return found


def on_grid(loglam, flux, ivar, first, step, bins):
    """The mean of flux weighted by inverse variance and overlap, by the matrix of all overlaps."""
    gaps = np.diff(loglam)
    half = np.minimum(np.append(gaps[0], gaps), np.append(gaps, gaps[-1])) / 2
    edges = first + step * (np.arange(bins + 1) - 0.5)
    rebinned, cover = np.zeros(bins), np.zeros(bins)
    for bin in range(bins):
        overlap = np.minimum(loglam + half, edges[bin + 1]) - np.maximum(loglam - half, edges[bin])
        overlap = np.clip(overlap, 0, None) * (ivar > 0)
        cover[bin] = overlap.sum() / step
        if cover[bin] > 0:
            rebinned[bin] = (overlap * ivar * flux).sum() / (overlap * ivar).sum()
    return rebinned, cover


def as_input(rebinned, known):
    """Percentiles are the value of the rank below, without means between ranks."""
    values = np.sort(rebinned[known])
    low, median, high = (values[int(share * (len(values) - 1))] for share in (0.16, 0.5, 0.84))
    return np.where(known, np.arcsinh((rebinned - median) / ((high - low) / 2)), 0)


def compare(program, paths):
    """Prints the largest differences; the exit status of the comparison."""
    lines = subprocess.run([program, "read", *paths], check=True, capture_output=True, text=True).stdout.splitlines()
    worst = 0
    for path, line in zip(paths, lines):
        ours = json.loads(line)
        loglam, flux, ivar, about = read(path)
        same = np.array_equal(ours["loglam"], loglam) and np.allclose(ours["flux"], flux, rtol=1e-6) \
            and np.allclose(ours["ivar"], ivar, rtol=1e-6)
        same = same and ours["class"] == about["CLASS"].strip() and ours["subclass"] == about["SUBCLASS"].strip()
        same = same and abs(ours["z"] - about["Z"]) < 1e-9 and abs(ours["ra"] - about["PLUG_RA"]) < 1e-9 \
            and abs(ours["dec"] - about["PLUG_DEC"]) < 1e-9
        if not same:
            print(f"{path} reads otherwise")
            return 1
        found = spikes(flux, ivar)
        if found != ours["spikes"]:
            print(f"{path}: spikes {ours['spikes']}, {found} expected")
            return 1
        ivar[found] = 0
        rebinned, cover = on_grid(loglam, flux, ivar, ours["first"], ours["step"], ours["bins"])
        values, mask = np.array(ours["input"]).reshape(2, -1)
        sure = np.abs(cover - 0.5) > 1e-6
        if not np.array_equal(mask[sure] == 1, cover[sure] >= 0.5):
            print(f"{path}: other bins are known")
            return 1
        known = mask == 1
        scale = np.abs(rebinned[known]).max()
        worst = max(worst, np.abs(np.array(ours["rebinned"]) - rebinned)[known].max() / scale,
                    np.abs(values - as_input(rebinned, known)).max())
    print(f"{len(lines)} spectra, largest difference {worst:.1e}")
    return 0 if len(lines) == len(paths) and worst < 1e-5 else 1
