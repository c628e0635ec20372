"""Aperture photometry of real fields against photutils: exact circles above the sky of the same annulus.

Sources of signal to noise 20 and more must agree within 2 %. Exits 77 (skipped) without photutils or real data.
Usage: compare_photometry.py PRINT_IMAGING
"""
import csv
import os
import subprocess
import sys

try:
    import numpy as np
    from astropy.io import fits
    from photutils.aperture import CircularAnnulus, CircularAperture, aperture_photometry
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

SKY_INNER, SKY_OUTER, APERTURE = 50.0, 70.0, {"W1": 8.25, "W2": 8.25, "W3": 8.25, "W4": 16.5}
TOLERANCE, FAINTEST, FEWEST = 0.02, 20.0, 60

data = os.environ.get("IICNET_REAL_DATA")
if not data or not os.path.isdir(os.path.join(data, "allwise")):
    print("SKIP: no real data: IICNET_REAL_DATA is not set")
    sys.exit(77)

def sky_level(image, annulus):
    """Median of all pixels of an annulus within 2.5 sigma of it, sigma being what its fainter half scatters by."""
    mask = annulus.to_mask(method="center")
    values = mask.get_values(image)
    values = values[np.isfinite(values)]
    for _ in range(3):
        level = np.median(values)
        values = values[np.abs(values - level) <= 2.5 * (level - np.quantile(values, 0.158655))]
    return np.median(values)


compared, worst, wrong, images = 0, 0.0, 0, {}
for field in ("2010H", "2010ai"):
    folder = os.path.join(data, "allwise", field)
    printed = subprocess.run([sys.argv[1], "photometry", folder], check=True, capture_output=True, text=True).stdout
    for path, band, x, y, radius, flux, area, snr in csv.reader(printed.splitlines()):
        if float(snr) < FAINTEST:
            continue
        if path not in images:
            images[path] = fits.getdata(path).astype(float)
        pixel = APERTURE[band] / float(radius)
        place = (float(x), float(y))
        annulus = CircularAnnulus(place, SKY_INNER / pixel, SKY_OUTER / pixel)
        sky = sky_level(images[path], annulus)
        aperture = CircularAperture(place, float(radius))
        total = aperture_photometry(images[path], aperture, method="exact")["aperture_sum"][0]
        inside = aperture.area_overlap(images[path], method="exact")
        other = total - sky * inside
        difference = abs(float(flux) / other - 1)
        compared += 1
        worst = max(worst, difference)
        if difference > TOLERANCE or abs(float(area) / inside - 1) > 1e-3:
            wrong += 1
            print(f"{path} {band} at {x} {y}: {flux} here, {other:.6g} by photutils ({100 * difference:.2f} %)")
print(f"{compared} fluxes compared, largest difference {100 * worst:.2f} %, {wrong} beyond {100 * TOLERANCE:.0f} %")
sys.exit(0 if wrong == 0 and compared >= FEWEST else 1)
