"""Pairs by position against astropy's match_to_catalog_sky and search_around_sky: over the sky, at the poles, across 0h,
in clusters, with repeated positions and with all of one catalog near the antipode of the other.

Usage: compare_match.py PRINT_CATALOG
"""
import os
import subprocess
import sys
import tempfile

import numpy as np
from astropy import units as u
from astropy.coordinates import SkyCoord, search_around_sky

random = np.random.default_rng(3)
separation_tolerance = 1e-9  # arcsec


def over_the_sky(count):
    return np.column_stack([random.uniform(0, 360, count), np.degrees(np.arcsin(random.uniform(-1, 1, count)))])


def about(count, ra, dec, degrees):
    """Places spread evenly over a cap about a point."""
    centre = SkyCoord(ra * u.deg, dec * u.deg)
    angle, distance = random.uniform(0, 360, count) * u.deg, degrees * np.sqrt(random.uniform(0, 1, count)) * u.deg
    places = centre.directional_offset_by(angle, distance)
    return np.column_stack([places.ra.deg % 360, places.dec.deg])


def shifted(places, arcsec):
    """The places again, each moved by up to so much."""
    turned = SkyCoord(places * u.deg).directional_offset_by(
        random.uniform(0, 360, len(places)) * u.deg, random.uniform(0, arcsec, len(places)) * u.arcsec)
    return np.column_stack([turned.ra.deg % 360, turned.dec.deg])


def skies():
    """Name, two catalogs and a radius in arcseconds."""
    yield "over the sky", over_the_sky(20_000), over_the_sky(5_000), 600
    for name, ra, dec in (("north pole", 0, 90), ("south pole", 0, -90), ("across 0h", 0, 0), ("high and across 0h", 0, 85)):
        second = about(5_000, ra, dec, 0.5)
        yield name, np.vstack([about(10_000, ra, dec, 0.5), shifted(second, 4), shifted(second, 2)]), second, 3
    centres = over_the_sky(50)
    clusters = np.vstack([about(100, ra, dec, 5 / 3600) for ra, dec in centres])
    yield "clusters", np.vstack([about(400, ra, dec, 5 / 3600) for ra, dec in centres]), clusters, 0.4
    repeated = about(1_250, 200, 20, 0.2)
    yield "repeated", np.vstack([about(15_000, 200, 20, 0.2), np.repeat(repeated, 4, axis=0)]), np.tile(repeated, (4, 1)), 20
    yield "antipode", about(20_000, 10, 40, 8), about(5_000, 190, -40, 8), 3


def ours(first, second, radius, kind):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("first.csv", "second.csv")]
        for path, places in zip(paths, (first, second)):
            np.savetxt(path, places, fmt="%.17g", delimiter=",", header="ra,dec", comments="")
        printed = subprocess.run([sys.argv[1], "match", *paths, str(radius), kind], check=True, capture_output=True, text=True)
    *lines, last = printed.stdout.splitlines()
    pairs = np.array([line.split() for line in lines], float).reshape(-1, 3)
    return pairs[:, :2].astype(int), pairs[:, 2], int(last.split()[-1])


def lowest_of_each(places):
    """For each row the lowest row at exactly the same place."""
    _, lowest, inverse = np.unique(places, axis=0, return_index=True, return_inverse=True)
    return lowest[inverse.ravel()]


def nearest(first, second):
    rows, separations, _ = SkyCoord(first * u.deg).match_to_catalog_sky(SkyCoord(second * u.deg))
    return lowest_of_each(second)[rows], separations.arcsec


def check(what, agrees):
    print(f"{'ok  ' if agrees else 'FAIL'} {what}")
    return bool(agrees)


def compare(name, first, second, radius):
    rows, separations = nearest(first, second)
    pairs, distances, _ = ours(first, second, "inf", "nearest")
    good = check(f"{name}: the nearest of each of {len(first)} among {len(second)}",
                 np.array_equal(pairs[:, 0], np.arange(len(first))) and np.array_equal(pairs[:, 1], rows))
    good &= check(f"{name}: separations, {np.abs(distances - separations).max():.1e} arcsec apart at most",
                  np.abs(distances - separations).max() < separation_tolerance)

    within = separations <= radius
    pairs, _, ambiguous = ours(first, second, radius, "nearest")
    good &= check(f"{name}: {within.sum()} within {radius} arcsec",
                  np.array_equal(pairs[:, 0], np.flatnonzero(within)) and np.array_equal(pairs[:, 1], rows[within]))
    near, _, _, _ = search_around_sky(SkyCoord(first * u.deg), SkyCoord(second * u.deg), radius * u.arcsec)
    rivals = np.count_nonzero(np.bincount(near, minlength=len(first)) > 1)
    good &= check(f"{name}: {rivals} with a second candidate", ambiguous == rivals)

    mutual = within & (nearest(second, first)[0][rows] == np.arange(len(first)))
    pairs, _, _ = ours(first, second, radius, "one-to-one")
    good &= check(f"{name}: {mutual.sum()} one-to-one",
                  np.array_equal(pairs, np.column_stack([np.flatnonzero(mutual), rows[mutual]])))
    return good


results = [compare(*sky) for sky in skies()]
sys.exit(0 if all(results) else 1)
