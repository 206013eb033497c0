#!/usr/bin/env python3
"""Writes expected_headers.tsv: what pydicom reads from real files, element by element.

Usage: make_expected_headers.py DATA_FOLDER >expected_headers.tsv
DATA_FOLDER holds the files named in FILES. Written with pydicom 2.3.1 (Debian python3-pydicom).
Columns: file, path of tags (items 0-based), VR, values joined by a backslash. Binary values, group
lengths, private elements and Specific Character Set are left out.
"""
import glob
import os
import sys

import pydicom
from pydicom.multival import MultiValue

FILES = [
    "charset/*.dcm",
    "transfer-syntax/CTImage_1.2_*.dcm",
    "transfer-syntax/CTImage_1.2.1_*.dcm",
    "transfer-syntax/CTImage_1.2.2_*.dcm",
    "transfer-syntax/CTImage_1.2.1.99_*.dcm",
    "transfer-syntax/CTImage_1.2.4.70_*.dcm",
    "multiframe/emri_small.dcm",
    "objects/*SR*.dcm",
    "objects/*sr*.dcm",
    "objects/rtstruct.dcm",
    "objects/rtplan.dcm",
    "objects/seg_*ct*.dcm",
    "radiograph/*.dcm",
    "lut-overlay/*.dcm",
]
TEXT = {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI",
        "UR", "UT"}
NUMBERS = {"US", "SS", "UL", "SL", "UV", "SV"}
LIMIT = 120


def values_of(element):
    values = element.value
    if values is None or values == "":
        return []
    return list(values) if isinstance(values, (MultiValue, list)) else [values]


def rows(dataset, prefix):
    for element in dataset:
        if element.tag.is_private or element.tag.element == 0 or element.tag == 0x00080005:
            continue
        path = f"{prefix}{element.tag.group:04X}{element.tag.element:04X}"
        if element.VR == "SQ":
            yield path, "SQ", str(len(element.value))
            for index, item in enumerate(element.value):
                yield from rows(item, f"{path}[{index}].")
        elif element.VR in TEXT or element.VR in NUMBERS:
            if len(values_of(element)) > 64:
                continue
            texts = []
            for value in values_of(element):
                original = None if element.VR == "PN" else getattr(value, "original_string", None)
                texts.append(str(original if original is not None else value).strip(" \0"))
            text = "\\".join(texts)
            if element.VR in TEXT and any(c in text for c in "\t\n\r"):
                continue
            yield path, element.VR[:2], text


def main():
    root = sys.argv[1]
    print("file\tpath\tvr\tvalue")
    names = sorted({name for pattern in FILES for name in glob.glob(os.path.join(root, pattern))})
    for name in names:
        dataset = pydicom.dcmread(name, stop_before_pixels=True, force=True)
        for count, (path, vr, value) in enumerate(rows(dataset, "")):
            if count == LIMIT:
                break
            print(os.path.relpath(name, root), path, vr, value, sep="\t")


main()
