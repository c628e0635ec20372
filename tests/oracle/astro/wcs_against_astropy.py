"""Our places of pixels on the sky against astropy's, in the frame of the header itself.

astropy stands on WCSLIB as we do, so SIN and TAN are worked out here once more from their definitions.
"""
import json
import subprocess
import sys
import warnings

try:
    import numpy as np
    from astropy.io import fits
    from astropy.wcs import WCS
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

warnings.simplefilter("ignore")
LARGEST = 0.001  # arcsec


def arcsec_between(ra1, dec1, ra2, dec2):
    ra1, dec1, ra2, dec2 = np.radians([ra1, dec1, ra2, dec2])
    haversine = np.sin((dec2 - dec1) / 2) ** 2 + np.cos(dec1) * np.cos(dec2) * np.sin((ra2 - ra1) / 2) ** 2
    return np.degrees(2 * np.arcsin(np.sqrt(haversine))) * 3600


def by_definition(wcs, x, y):
    """Right ascension and declination by vectors: along the reference direction, east of it, north of it."""
    (ra, dec), lonpole = np.radians(wcs.wcs.crval), wcs.wcs.lonpole
    east = np.array([-np.sin(ra), np.cos(ra), 0])
    north = np.array([-np.sin(dec) * np.cos(ra), -np.sin(dec) * np.sin(ra), np.cos(dec)])
    centre = np.array([np.cos(dec) * np.cos(ra), np.cos(dec) * np.sin(ra), np.sin(dec)])
    turned = {180.0: 1, 0.0: -1}[lonpole if np.isfinite(lonpole) else 0.0 if wcs.wcs.crval[1] >= 90 else 180.0]
    xi, eta = turned * np.radians(wcs.pixel_scale_matrix @ (np.array([x, y]) + 1 - wcs.wcs.crpix))
    depth = 1 if wcs.wcs.ctype[0].endswith("TAN") else np.sqrt(1 - xi**2 - eta**2)
    v = depth * centre + xi * east + eta * north
    return np.degrees(np.arctan2(v[1], v[0])) % 360, np.degrees(np.arctan2(v[2], np.hypot(v[0], v[1])))


def compare(program, paths):
    """Prints the largest differences; the exit status of the comparison."""
    printed = subprocess.run([program, "place", *paths], check=True, capture_output=True, text=True).stdout
    lines = printed.splitlines()
    sky, back, defined, scales, places = [], [], [], [], 0
    for path, line in zip(paths, lines):
        ours = json.loads(line)
        with fits.open(path) as file:
            wcs = WCS(file[0].header, naxis=2)
        scale = np.sqrt(abs(np.linalg.det(wcs.pixel_scale_matrix))) * 3600
        scales.append(abs(ours["scale"] - scale) / scale)
        for place in ours["places"]:
            places += 1
            if "ra" not in place:
                print(f"{path}: {place} has no place on the sky")
                return 1
            ra, dec = wcs.wcs_pix2world(place["x"], place["y"], 0)
            x, y = wcs.wcs_world2pix(place["ra"], place["dec"], 0)
            sky.append(arcsec_between(ra, dec, place["ra"], place["dec"]))
            back.append(scale * max(np.hypot(place["backX"] - place["x"], place["backY"] - place["y"]),
                                    np.hypot(place["backX"] - x, place["backY"] - y)))
            if wcs.wcs.ctype[0][-3:] in ("SIN", "TAN"):
                defined.append(arcsec_between(*by_definition(wcs, place["x"], place["y"]), place["ra"], place["dec"]))
                if not defined[-1] <= LARGEST:
                    print(f"{path}: {place} differs from the definition")
            if not sky[-1] <= LARGEST or not back[-1] <= LARGEST:
                print(f"{path}: {place} differs from astropy's {ra} {dec} and {x} {y}")
    print(f"{places} places in {len(lines)} files, largest difference: {max(sky):.2e} arcsec on the sky, "
          f"{max(back):.2e} arcsec back on the image, {max(scales):.1e} of the scale; "
          f"{max(defined):.2e} arcsec from the definitions of SIN and TAN in {len(defined)}")
    whole = len(lines) == len(paths)
    return 0 if whole and max(sky) <= LARGEST and max(back) <= LARGEST and max(defined) <= LARGEST and max(scales) < 1e-9 else 1
