#!/usr/bin/env python3
"""Writes overlay_reference.tsv: the overlay planes of real files as pydicom's overlay_array gives them.

Run with Debian 12's python3-pydicom 2.3.1 and python3-numpy 1.24.2:

    /usr/bin/python3 tests/reference/make_overlay_reference.py ../shared/data/dicom \
        > tests/reference/overlay_reference.tsv

Columns: file, group, rows, columns, left and top (0-based, of the plane's first pixel in the image), set (how many
bits are one), sha256 (of the plane as bytes 0 and 1, row by row). A file without overlays has one row of "-".
"""

import hashlib
import sys
from pathlib import Path

import numpy as np
import pydicom

FILES = [
    "lut-overlay/MR-SIEMENS-DICOM-WithOverlays.dcm",
    "lut-overlay/examples_overlay.dcm",
    "lut-overlay/mlut_18.dcm",
    "lut-overlay/vlut_04.dcm",
    "radiograph/OutOfBoundsOverlay.dcm",
    "photometric/TestPattern_Palette.dcm",
    "photometric/TestPattern_RGB.dcm",
]


def main(root):
    print("file\tgroup\trows\tcolumns\tleft\ttop\tset\tsha256")
    for name in FILES:
        ds = pydicom.dcmread(Path(root) / name)
        groups = [group for group in range(0x6000, 0x6020, 2) if (group, 0x3000) in ds]
        if not groups:
            print("\t".join([name] + ["-"] * 7))
        for group in groups:
            plane = ds.overlay_array(group).astype(np.uint8)
            top, left = (int(value) - 1 for value in ds[group, 0x0050].value)
            rows, columns = plane.shape
            print("\t".join([name, f"{group:04X}", str(rows), str(columns), str(left), str(top),
                             str(int(plane.sum())), hashlib.sha256(plane.tobytes()).hexdigest()]))


main(sys.argv[1])
