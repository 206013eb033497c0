#!/usr/bin/env python3
"""Writes display_reference.tsv: what pydicom and numpy make of chosen pixels of real files.

Run with Debian 12's python3-pydicom 2.3.1 and python3-numpy 1.24.2:

    /usr/bin/python3 tests/reference/make_display_reference.py ../shared/data/dicom \
        > tests/reference/display_reference.tsv

Columns: file, frame (1-based), column, row, stored, modality, red, green, blue. Stored and modality
are "-" for color. Gray levels are worked out in double precision: VOI by pydicom's apply_voi_lut
(window before LUT), scaled to 0-255, turned round for MONOCHROME1; they may end in .5, so they are
written before rounding. "-" where the file has neither window nor VOI LUT.
"""

import sys
from pathlib import Path

import numpy as np
import pydicom
from pydicom.pixel_data_handlers.util import (
    apply_color_lut,
    apply_modality_lut,
    apply_voi_lut,
    convert_color_space,
)

FILES = [
    ("transfer-syntax/CTImage_1.2.1_LittleEndianExplicit.dcm", 1),
    ("transfer-syntax/CTImage_1.2.5_RLELossless.dcm", 1),
    ("transfer-syntax/MR_small.dcm", 1),
    ("transfer-syntax/US1_UNCI.dcm", 1),
    ("lut-overlay/mlut_18.dcm", 1),
    ("lut-overlay/vlut_04.dcm", 1),
    ("lut-overlay/MR-SIEMENS-DICOM-WithOverlays.dcm", 1),
    ("photometric/dx_image.dcm", 1),
    ("photometric/examples_palette.dcm", 1),
    ("photometric/TestPattern_Palette.dcm", 1),
    ("photometric/TestPattern_Palette_16.dcm", 1),
    ("photometric/SC_rgb.dcm", 1),
    ("photometric/SC_rgb_16bit.dcm", 1),
    ("photometric/SC_rgb_32bit.dcm", 1),
    ("photometric/US-YBR_FULL_422-EVRLE.dcm", 1),
    ("photometric/SC_ybr_full_422_uncompressed.dcm", 1),
    ("photometric/no-pixel-spacing.dcm", 1),
    ("multiframe/emri_small.dcm", 4),
    ("multiframe/enh.dcm", 1),
    ("multiframe/OBXXXX1A_rle_2frame.dcm", 2),
    ("series-ct-head/10.dcm", 1),
    ("series-ct-chest/B40f/1-10.dcm", 1),
]
PIXELS = 24


def places(rows, columns):
    """The corners, then a spread of places that does not follow rows or columns."""
    chosen = [(0, 0), (columns - 1, 0), (0, rows - 1), (columns - 1, rows - 1)]
    for i in range(PIXELS - len(chosen)):
        chosen.append(((i * 7919 + 331) % columns, (i * 6841 + 127) % rows))
    return chosen


def voi_dataset(ds):
    """Window and table of the frame's functional groups, where they are there."""
    for groups in ("PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence"):
        for item in ds.get(groups, []):
            if "FrameVOILUTSequence" in item:
                voi = item.FrameVOILUTSequence[0]
                ds.WindowCenter, ds.WindowWidth = voi.WindowCenter, voi.WindowWidth
                return


def rescale_dataset(ds, frame):
    groups = ds.get("PerFrameFunctionalGroupsSequence", [])
    items = ([groups[frame - 1]] if groups else []) + list(
        ds.get("SharedFunctionalGroupsSequence", []))
    for item in items:
        if "PixelValueTransformationSequence" in item:
            values = item.PixelValueTransformationSequence[0]
            ds.RescaleSlope, ds.RescaleIntercept = values.RescaleSlope, values.RescaleIntercept
            return


def gray_levels(ds, modality):
    """0-255 as floats, or None without window and table."""
    if "WindowCenter" not in ds and "VOILUTSequence" not in ds:
        return None
    out = apply_voi_lut(modality, ds, index=0, prefer_lut=False).astype(np.float64)
    if "WindowCenter" in ds:
        if ds.PixelRepresentation == 0:
            low, high = 0.0, 2.0**ds.BitsStored - 1
        else:
            low, high = -(2.0 ** (ds.BitsStored - 1)), 2.0 ** (ds.BitsStored - 1) - 1
        if "ModalityLUTSequence" in ds:
            low, high = 0.0, 2.0 ** (ds.ModalityLUTSequence[0].LUTDescriptor[2]) - 1
        elif "RescaleSlope" in ds:
            low = low * float(ds.RescaleSlope) + float(ds.RescaleIntercept)
            high = high * float(ds.RescaleSlope) + float(ds.RescaleIntercept)
    else:
        low, high = 0.0, 2.0 ** ds.VOILUTSequence[0].LUTDescriptor[2] - 1
    t = (out - low) / (high - low)
    if ds.PhotometricInterpretation == "MONOCHROME1":
        t = 1.0 - t
    return np.clip(t, 0.0, 1.0) * 255.0


def color_levels(ds, pixels):
    photometric = ds.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        rgb = apply_color_lut(pixels, ds).astype(np.float64)
        bits = ds.RedPaletteColorLookupTableDescriptor[2]
        return rgb / (2.0**bits - 1) * 255.0
    if photometric.startswith("YBR_FULL"):
        return convert_color_space(pixels, "YBR_FULL", "RGB").astype(np.float64)
    return pixels.astype(np.float64) / (2.0**ds.BitsStored - 1) * 255.0


def number(value):
    return f"{value:.6g}" if value is not None else "-"


def main(root):
    print("file\tframe\tcolumn\trow\tstored\tmodality\tred\tgreen\tblue")
    for name, frame in FILES:
        ds = pydicom.dcmread(Path(root) / name, force=True)
        pixels = ds.pixel_array
        if int(ds.get("NumberOfFrames", 1) or 1) > 1:
            pixels = pixels[frame - 1]
        color = ds.SamplesPerPixel == 3 or ds.PhotometricInterpretation == "PALETTE COLOR"
        if color:
            levels = color_levels(ds, pixels)
        else:
            rescale_dataset(ds, frame)
            voi_dataset(ds)
            modality = apply_modality_lut(pixels, ds)
            levels = gray_levels(ds, modality)
        padding = ds.get("PixelPaddingValue")
        for column, row in places(ds.Rows, ds.Columns):
            if color:
                stored = unit = None
                rgb = levels[row, column]
            else:
                stored, unit = float(pixels[row, column]), float(modality[row, column])
                rgb = [None] * 3 if levels is None else [levels[row, column]] * 3
                if padding is not None and stored == padding:
                    rgb = [None] * 3
            print("\t".join([name, str(frame), str(column), str(row), number(stored), number(unit),
                             *(number(value) for value in rgb)]))


main(sys.argv[1])
