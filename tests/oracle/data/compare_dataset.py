"""A dataset read by h5py against astropy's Cutout2D(size=39, mode='partial', fill_value=nan), bit for bit: on tiles made here
and, where there are any, on real ones.

Exits 77 (skipped) without astropy or h5py. Usage: compare_dataset.py MAKE_DATASET
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
import warnings

try:
    import h5py
    import numpy as np
    from astropy.io import fits
    from astropy.nddata import Cutout2D
    from astropy.wcs import WCS
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

warnings.simplefilter("ignore")
random = np.random.default_rng(3)
CLASSES = ["STAR", "GALAXY", "QSO"]


def make_tile(folder):
    """Four bands of noise with blank pixels on one slightly turned grid."""
    header = fits.Header()
    turn = np.radians(7)
    scale = 0.0003819444391411
    cards = {"CTYPE1": "RA---SIN", "CTYPE2": "DEC--SIN", "CRVAL1": 0.02, "CRVAL2": 61.5, "CRPIX1": 120.5, "CRPIX2": 90.0,
             "CD1_1": -scale * np.cos(turn), "CD1_2": scale * np.sin(turn), "CD2_1": scale * np.sin(turn),
             "CD2_2": scale * np.cos(turn), "EQUINOX": 2000.0, "COADDID": "0000p615_ac51"}
    for keyword, value in cards.items():
        header[keyword] = value
    for band, zero_point in zip((1, 2, 3, 4), (20.5, 19.5, 18.0, 13.0)):
        pixels = random.normal(5, 2, size=(180, 240)).astype(np.float32)
        pixels[random.random(pixels.shape) < 0.001] = np.nan
        header["BAND"], header["MAGZP"] = band, zero_point
        fits.writeto(os.path.join(folder, f"w{band}.fits"), pixels, header)


def compare(folder, files):
    """How many cutouts were compared, how many go over the edge, how many differ."""
    images = [fits.getdata(file) for file in files]
    wcs = WCS(fits.getheader(files[0]))
    height, width = images[0].shape
    places = random.uniform(-0.49, [width - 0.51, height - 0.51], size=(300, 2))
    sky = wcs.wcs_pix2world(places, 0)
    compared = partial = wrong = 0
    with tempfile.TemporaryDirectory() as work:
        catalog, out = os.path.join(work, "catalog.csv"), os.path.join(work, "out.h5")
        with open(catalog, "w") as text:
            text.write("name,ra,dec,class,w1mpro,w1sigmpro\n")
            for row, (ra, dec) in enumerate(sky):
                error = "" if row % 7 == 0 else f"{0.01 + row / 5000:.4f}"
                text.write(f"S{row},{ra % 360:.13f},{dec:.13f},{CLASSES[row % 3]},{10 + row / 100:.2f},{error}\n")
        subprocess.run([sys.argv[1], folder, catalog, out], check=True)
        with h5py.File(out) as file:
            card = json.loads(file["card"][()])
            names = [name.decode() for name in file["name"][:]]
            kept = [row for row in range(300) if row % 7 != 0 and 1.0857362 / round(0.01 + row / 5000, 4) >= 5]
            assert sorted(names) == sorted(f"S{row}" for row in kept), "other sources than those brighter than the limit"
            assert file["cutouts"].shape == (len(names), len(files), 39, 39) and file["cutouts"].dtype == np.dtype("<f4")
            assert card["bands"] == [f"W{band + 1}" for band in range(len(files))]
            assert not file["cutouts"].chunks and file["cutouts"].compression is None
            for i, name in enumerate(names):
                row = int(name[1:])
                assert CLASSES[file["label"][i]] == CLASSES[row % 3]
                assert np.allclose(file["position"][i], [sky[row][0] % 360, sky[row][1]], rtol=0, atol=1e-11)
                assert file["magnitude"][i][0] == np.float32(f"{10 + row / 100:.2f}") and np.isnan(file["magnitude"][i][1])
                pixel = wcs.wcs_world2pix(*file["position"][i], 0)
                blank = False
                for band, image in enumerate(images):
                    other = Cutout2D(image, tuple(pixel), 39, mode="partial", fill_value=np.nan)
                    here = file["cutouts"][i, band]
                    compared += 1
                    wrong += not np.array_equal(here.view(np.uint32), other.data.astype("<f4").view(np.uint32)) and not (
                        np.array_equal(here, other.data, equal_nan=True))
                    blank |= bool(np.isnan(other.data).any())
                nearest = np.ceil(np.array(pixel) - 0.5)
                assert np.allclose(file["offset"][i], pixel - nearest, rtol=0, atol=1e-6)
                corners = wcs.wcs_pix2world([nearest + 19.5 * np.array(at) for at in ((-1, -1), (1, -1), (1, 1), (-1, 1))], 0)
                corners[:, 0] %= 360
                assert np.allclose(file["corners"][i], corners, rtol=0, atol=1e-8), "the corners are elsewhere"
                over = bool((nearest < 19).any() or nearest[0] > width - 20 or nearest[1] > height - 20)
                assert bool(file["flags"][i] & 1) == over and (not blank or file["flags"][i] & 3)
                partial += over
    return compared, partial, wrong


with tempfile.TemporaryDirectory() as made:
    make_tile(made)
    fields = [(made, sorted(glob.glob(os.path.join(made, "*.fits"))))]
    real = os.environ.get("IICNET_REAL_DATA")
    for name in ("2010H", "2010ai"):
        folder = os.path.join(real, "allwise", name) if real else ""
        if os.path.isdir(folder):
            fields.append((folder, [sorted(glob.glob(os.path.join(folder, f"*[wW]{band}*.fits")))[0] for band in (1, 2, 3, 4)]))
    failed = False
    for folder, files in fields:
        compared, partial, wrong = compare(folder, files)
        print(f"{os.path.basename(folder)}: {compared} cutouts compared, {partial} sources over the edge, {wrong} differ")
        failed |= wrong > 0 or partial == 0 or compared < 400
sys.exit(1 if failed else 0)
