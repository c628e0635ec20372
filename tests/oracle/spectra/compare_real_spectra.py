"""Every real spectrum as we read it and put it on the grid. Exits 77 (skipped) without real data.

Usage: compare_real_spectra.py PRINT_SPECTRA
"""
import glob
import os
import sys

sys.dont_write_bytecode = True
from spectra_against_numpy import compare

data = os.environ.get("IICNET_REAL_DATA")
if not data or not os.path.isdir(os.path.join(data, "spectra")):
    print("SKIP: no real data: IICNET_REAL_DATA is not set")
    sys.exit(77)

paths = sorted(glob.glob(os.path.join(data, "spectra", "spec-*.fits")))
sys.exit(compare(sys.argv[1], paths) if len(paths) == 13 else 1)
