#!/usr/bin/env python3
"""Writes the first inputs of fuzz_picture: a small PNG or JPEG file of each kind, made by Pillow.

Usage: make_pictures.py OUT_FOLDER, with Debian 12's python3-numpy and python3-pil.
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image

ROWS, COLUMNS = np.mgrid[0:9, 0:7]
GRAY8 = (ROWS * 13 + COLUMNS * 7).astype(np.uint8)
COLOR = Image.fromarray(np.stack([GRAY8, 255 - GRAY8, GRAY8 // 2], axis=-1))
GRAY = Image.fromarray(GRAY8)
TURNED = Image.Exif()
TURNED[0x0112] = 6

PICTURES = {
    "gray.png": (GRAY, {}),
    "gray-16.png": (Image.fromarray((GRAY8.astype(np.uint16) * 257)), {}),
    "one-bit.png": (GRAY.convert("1"), {}),
    "color.png": (COLOR, {}),
    "palette.png": (COLOR.quantize(5), {"transparency": 1}),
    "alpha.png": (COLOR.convert("RGBA"), {}),
    "gray-alpha.png": (GRAY.convert("LA"), {}),
    "gray.jpg": (GRAY, {}),
    "color-422.jpg": (COLOR, {"subsampling": "4:2:2"}),
    "progressive.jpg": (COLOR, {"progressive": True}),
    "turned.jpg": (COLOR, {"exif": TURNED}),
    "cmyk.jpg": (COLOR.convert("CMYK"), {}),
}

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, (picture, options) in PICTURES.items():
    picture.save(folder / name, optimize=True, **options)
