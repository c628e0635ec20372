"""Points in polygons and cones against numpy and astropy: inside, onsky and cone.

The plane is compared with an even-odd rule of numpy's own, the sky with triangles of great circles about the middle (no
projection), and cones with astropy's separations. What lies within rounding of an edge may fall on either side.

Usage: compare_regions.py PRINT_CATALOG
"""
import os
import random
import subprocess
import sys
import tempfile

import numpy as np

try:
    from astropy import units
    from astropy.coordinates import SkyCoord
except ImportError:
    print("SKIP no astropy")
    sys.exit(77)

row_count, per_function = 2_000, 150
draw = random.Random(11)
generator = np.random.default_rng(11)


def listed(numbers):
    return ", ".join(draw.choice([repr(float(n)), f"{n:+.17g}"]) for n in numbers)


def points_about(ra, dec, size):
    """Positions within and around a field, some of them anywhere on the sky."""
    near = SkyCoord(ra * units.deg, dec * units.deg).directional_offset_by(
        generator.uniform(0, 360, row_count) * units.deg, size * 1.5 * np.sqrt(generator.uniform(0, 1, row_count)) * units.deg)
    far = generator.uniform(0, 1, row_count) < 0.2
    anywhere = np.degrees(np.arcsin(generator.uniform(-1, 1, row_count)))
    return (np.where(far, generator.uniform(0, 360, row_count), near.ra.deg), np.where(far, anywhere, near.dec.deg))


def with_gaps(*columns):
    return [np.where(generator.uniform(0, 1, row_count) < 0.05, np.nan, column) for column in columns]


def vectors(ra, dec):
    ra, dec = np.radians(ra), np.radians(dec)
    return np.stack([np.cos(dec) * np.cos(ra), np.cos(dec) * np.sin(ra), np.sin(dec)], axis=-1)


def plane_case():
    x, y = with_gaps(generator.normal(0, 10, row_count), generator.normal(0, 10, row_count))
    corners = generator.normal(0, 10, (draw.randint(3, 40), 2))
    odd, doubtful = np.zeros(row_count, bool), np.zeros(row_count, bool)
    for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0)):
        with np.errstate(invalid="ignore"):
            crosses = (np.minimum(y1, y2) <= y) & (y < np.maximum(y1, y2))
            along = (y - y1) / (y2 - y1)
            odd ^= crosses & (x < x1 + along * (x2 - x1))
            doubtful |= crosses & (np.abs(x - x1 - along * (x2 - x1)) < 1e-9)
    return f"inside(x, y, {listed(corners.ravel())})", (x, y), odd, doubtful


def sky_case():
    """A star-shaped polygon about a place: a point is inside when the triangle that holds its bearing holds it."""
    ra, dec = draw.choice([(draw.uniform(0, 360), draw.choice([-90, 90, draw.uniform(-90, 90)])), (0.0, draw.uniform(-60, 60))])
    size = draw.choice([0.001, 0.1, 3, 25])
    count = draw.randint(5, 30)
    middle = SkyCoord(ra * units.deg, dec * units.deg)
    bearings = np.arange(count) * 360 / count + generator.uniform(0, 0.4 * 360 / count, count)
    corners = middle.directional_offset_by(bearings * units.deg, size * generator.uniform(0.4, 1, count) * units.deg)
    around = np.stack([corners.ra.deg, corners.dec.deg], axis=-1)
    x, y = with_gaps(*points_about(ra, dec, size))
    points, edges, centre = vectors(x, y), vectors(*around.T), vectors(ra, dec)
    inside, doubtful = np.zeros(row_count, bool), np.zeros(row_count, bool)
    with np.errstate(invalid="ignore"):
        for first, second in zip(edges, np.roll(edges, -1, axis=0)):
            sides = np.stack([points @ np.cross(a, b) for a, b in ((centre, first), (first, second), (second, centre))])
            lengths = np.array([[np.linalg.norm(np.cross(a, b))] for a, b in ((centre, first), (first, second), (second, centre))])
            if np.dot(np.cross(centre, first), second) < 0:
                sides = -sides
            inside |= np.all(sides >= 0, axis=0)
            doubtful |= np.any(np.abs(sides) < 1e-13 * np.maximum(lengths, 1e-3), axis=0)
    return f"onsky(x, y, {listed(around.ravel())})", (x, y), inside, doubtful


def cone_case():
    ra, dec = draw.uniform(0, 360), draw.choice([-90, 90, draw.uniform(-90, 90)])
    radius = draw.choice([1, 60, 3600 * 10, 3600 * 100, 3600 * 179])
    x, y = with_gaps(*points_about(ra, dec, radius / 3600 if radius < 3e5 else 60))
    known = ~(np.isnan(x) | np.isnan(y))
    apart = SkyCoord(np.where(known, x, 0) * units.deg, np.where(known, y, 0) * units.deg).separation(
        SkyCoord(ra * units.deg, dec * units.deg)).arcsec
    return f"cone(x, y, {listed([ra, dec, radius])})", (x, y), apart <= radius, np.abs(apart - radius) < 1e-7


def write_table(path, x, y):
    with open(path, "w", encoding="utf-8") as file:
        file.write("x,y\n")
        file.writelines(f"{'' if np.isnan(a) else repr(float(a))},{'' if np.isnan(b) else repr(float(b))}\n"
                        for a, b in zip(x, y))


failures = 0
with tempfile.TemporaryDirectory() as folder:
    for case in (plane_case, sky_case, cone_case):
        different = passing = doubted = 0
        for number in range(per_function):
            text, (x, y), expected, doubtful = case()
            table, expressions = os.path.join(folder, "table.csv"), os.path.join(folder, "expressions")
            write_table(table, x, y)
            with open(expressions, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            printed = subprocess.run([sys.argv[1], "filter", table, expressions], capture_output=True, text=True)
            print(printed.stderr, end="")
            passes, unknown = (printed.stdout.split() + ["", "-1"])[:2]
            known = ~(np.isnan(x) | np.isnan(y))
            found = np.array(list(passes)) == "1"
            is_same = len(found) == row_count and int(unknown) == np.count_nonzero(~known) and \
                np.array_equal(found[~doubtful], (expected & known)[~doubtful])
            different += not is_same
            if not is_same:
                print(f"FAIL {text}: {np.count_nonzero(found)} rows and {unknown} unknown, "
                      f"{np.count_nonzero(expected & known)} and {np.count_nonzero(~known)} expected")
            passing += np.count_nonzero(found)
            doubted += np.count_nonzero(doubtful & known)
        share, unsure = passing / per_function / row_count, doubted / per_function / row_count
        is_good = different == 0 and 0.02 < share < 0.98 and unsure < 0.01
        failures += not is_good
        print(f"{'ok  ' if is_good else 'FAIL'} {case.__name__}: {per_function} regions of {row_count} points, {different} differ; "
              f"{share:.0%} inside, {unsure:.4%} too near an edge to tell")
sys.exit(1 if failures else 0)
