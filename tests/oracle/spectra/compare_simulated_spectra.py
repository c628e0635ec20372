"""Simulated spectra as astropy reads the files that we write, and as we do.

Usage: compare_simulated_spectra.py PRINT_SPECTRA
"""
import glob
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from spectra_against_numpy import compare

with tempfile.TemporaryDirectory() as folder:
    subprocess.run([sys.argv[1], "simulate", folder], check=True)
    paths = sorted(glob.glob(os.path.join(folder, "spec-*.fits")))
    sys.exit(compare(sys.argv[1], paths) if len(paths) == 12 else 1)
