"""The sky on images under the headers of simulated tiles, and under headers with every way to write a linear map.

Usage: compare_simulated_wcs.py PRINT_WCS
"""
import glob
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from wcs_against_astropy import compare, fits, np


def linear_terms(style, scale, angle):
    """The cards of one map, written as CDELT with CROTA2, CDELT with PC, or CD."""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    if style == "CROTA":
        return {"CDELT1": -scale, "CDELT2": scale, "CROTA2": angle}
    matrix = {"1_1": c, "1_2": -s, "2_1": s, "2_2": c}
    if style == "PC":
        return {"CDELT1": -scale, "CDELT2": scale} | {"PC" + place: term for place, term in matrix.items()}
    return {"CD" + place: term * (-scale if place[0] == "1" else scale) for place, term in matrix.items()}


def write_headers(folder):
    random = np.random.default_rng(1)
    for number in range(60):
        header = fits.Header()
        projection = ("SIN", "TAN", "ZEA", "ARC", "STG")[number % 5]
        header["CTYPE1"], header["CTYPE2"] = f"RA---{projection}", f"DEC--{projection}"
        header["CRVAL1"], header["CRVAL2"] = random.uniform(0, 360), (90, -90, 0, random.uniform(-89, 89))[number % 4]
        header["CRPIX1"], header["CRPIX2"] = random.uniform(-3000, 3000, 2)
        style = ("CROTA", "PC", "CD")[number % 3]
        header.update(linear_terms(style, scale=10 ** random.uniform(-4, -3), angle=random.uniform(-180, 180)))
        shape = random.integers(20, 90, 2)
        fits.writeto(os.path.join(folder, f"{number:02}-{projection}.fits"), np.ones(shape, np.float32), header)


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], "simulate", folder], check=True)
    write_headers(folder)
    paths = sorted(glob.glob(os.path.join(folder, "*.fits")))
    sys.exit(compare(sys.argv[1], paths) if len(paths) == 72 else 1)
