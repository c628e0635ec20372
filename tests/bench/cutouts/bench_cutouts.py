"""Run by tests/bench/bench_cutouts: bench_cutouts.py PROGRAM FOLDER."""
import glob
import os
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np
from astropy.io import fits
from astropy.nddata import Cutout2D
from astropy.visualization import make_lupton_rgb
from astropy.wcs import WCS

warnings.simplefilter("ignore")
program, folder = sys.argv[1:]
cores = os.sched_getaffinity(0)
one_core = {min(cores)}
os.sched_setaffinity(0, one_core)
files = [sorted(glob.glob(os.path.join(folder, f"*[wW]{band}*.fits")))[0] for band in (1, 2, 3)]
images = [fits.getdata(file).astype(np.float32) for file in files]
grids = [WCS(fits.getheader(file)) for file in files]
height, width = images[0].shape
random = np.random.default_rng(1)
pixels = random.uniform(20, [width - 21, height - 21], size=(200, 2))
places = [grids[0].pixel_to_world(x, y) for x, y in pixels]


def rate(cut):
    made, start = 0, time.perf_counter()
    while time.perf_counter() - start < 2:
        for index in range(len(places)):
            bands = cut(index)
            make_lupton_rgb(bands[0].data, bands[1].data, bands[2].data, Q=8, stretch=5)
            made += 1
    return made / (time.perf_counter() - start)


by_position = rate(lambda i: [Cutout2D(image, places[i], 39, wcs=grid) for image, grid in zip(images, grids)])
by_pixel = rate(lambda i: [Cutout2D(image, tuple(pixels[i]), 39) for image in images])
with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
    listing.writelines(f"{place.ra.deg:.12f} {place.dec.deg:.12f}\n" for place in places)
    listing.flush()

    def own_rate(allowed):
        os.sched_setaffinity(0, allowed)
        return float(subprocess.run([program, folder, listing.name], check=True, capture_output=True, text=True).stdout.split()[0])

    ours, on_all_cores = own_rate(one_core), own_rate(cores)
print(f"astropy, by position on the sky:        {by_position:10.0f} cutouts/s")
print(f"astropy, by pixel and without a WCS:    {by_pixel:10.0f} cutouts/s")
for name, made in (("one core", ours), (f"{len(cores)} cores", on_all_cores)):
    print(f"IICnet Studio, by position, {name + ':':12}{made:10.0f} cutouts/s   {made / by_position:.0f} × and {made / by_pixel:.0f} ×")
