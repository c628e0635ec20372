"""The sky on every real image: corners, middle and places between. Exits 77 (skipped) without real data.

Usage: compare_real_wcs.py PRINT_WCS
"""
import glob
import os
import sys

sys.dont_write_bytecode = True
from wcs_against_astropy import compare

data = os.environ.get("IICNET_REAL_DATA")
if not data or not os.path.isdir(os.path.join(data, "allwise")):
    print("SKIP: no real data: IICNET_REAL_DATA is not set")
    sys.exit(77)

paths = sorted(glob.glob(os.path.join(data, "allwise", "*", "*.fits")) + glob.glob(os.path.join(data, "unwise", "*.fits*")))
sys.exit(compare(sys.argv[1], paths) if len(paths) >= 30 else 1)
