#!/usr/bin/env python3
"""Writes rendered_reference.tsv: chosen frames as display_rules.py shows them, and how far ours are from that.

    node tests/coverage/frames_for_python.mjs FRAMES
    /usr/bin/python3 tests/coverage/make_rendered_reference.py ../shared/data/dicom FRAMES \
        > tests/coverage/rendered_reference.tsv

Run with Debian 12's python3-pydicom 2.3.1, python3-numpy 1.24.2 and python3-pil 9.4.0. Stored values are ours (the
table's first column says what they are equal to), so that only rendering is compared; JPEG in color is decoded and
turned into RGB by Pillow. Columns: path; frame (1-based); rule (what the file needs of the pixel pipeline); sha256 (of
RGBA, each level rounded); compared_sha256, largest_difference, different (our picture, how far and in how many pixels
it differs) where ours is not the same. A level that ends in .5 may be rounded to either side.
"""

import hashlib
import io
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.encaps import generate_pixel_data_frame

import display_rules as rules

# JPEG of 8 bits: processes 1, 2 and 4.
JPEG = {f"1.2.840.10008.1.2.4.{n}" for n in (50, 51)}


def transfer_syntax(ds):
    return str(getattr(getattr(ds, "file_meta", None), "TransferSyntaxUID", ""))


def stored_values(file, entry, ds):
    """[rows][columns] or [rows][columns][3], as float64. Bits Stored of color says what the largest value is."""
    kind = {"uint": "u", "int": "i", "float": "f"}[entry["sampleType"].rstrip("0123456789")]
    bytes_per_sample = int(entry["sampleType"].lstrip("uintfloat")) // 8
    values = np.frombuffer(file.read_bytes(), f"<{kind}{bytes_per_sample}").astype(np.float64)
    shape = (ds.Rows, ds.Columns) + ((3,) if ds.SamplesPerPixel == 3 else ())
    return values.reshape(shape)


def names_its_colors(stream):
    """True where the code-stream itself says whether it is RGB: JFIF, or a whole Adobe segment. ITU-T T.872 6"""
    at = 2
    while at + 4 <= len(stream) and stream[at + 1] != 0xDA:
        length = int.from_bytes(stream[at + 2:at + 4], "big")
        body = stream[at + 4:at + 2 + length]
        if stream[at + 1] == 0xE0 and body[:5] == b"JFIF\0":
            return True
        if stream[at + 1] == 0xEE and body[:5] == b"Adobe" and len(body) >= 12:
            return True
        at += 2 + length
    return False


def rgb_of_jpeg(stream, photometric):
    """Pillow guesses YCbCr where nothing is said; Photometric Interpretation does say. PS3.3 C.7.6.3.1.2"""
    image = Image.open(io.BytesIO(stream))
    if photometric == "RGB" and not names_its_colors(stream):
        image.draft("YCbCr", image.size)  # leaves the components as they are
    else:
        image = image.convert("RGB")
    return np.asarray(image, np.float64)


def color(ds, frame, stored, said):
    """RGB levels 0 to 255 before rounding."""
    photometric = ds.PhotometricInterpretation
    if transfer_syntax(ds) in JPEG:
        said.append("color, JPEG by Pillow")
        streams = list(generate_pixel_data_frame(ds.PixelData, int(ds.get("NumberOfFrames") or 1)))
        return rgb_of_jpeg(streams[frame - 1], photometric)
    if photometric in ("YBR_FULL", "YBR_FULL_422"):
        said.append(f"color, {photometric}")
        return rules.rgb_of_ybr_full(stored)
    if photometric not in ("RGB", "YBR_RCT", "YBR_ICT"):
        raise NotImplementedError(photometric)
    # JPEG 2000's own transforms are part of its decoding.
    said.append("color, RGB" + (f" of {ds.BitsStored} bits" if ds.BitsStored != 8 else ""))
    return stored / (2.0 ** ds.BitsStored - 1) * 255.0


def levels(ds, frame, stored, said):
    if ds.PhotometricInterpretation == "PALETTE COLOR":
        rgb = rules.palette(ds, stored, said)
    elif ds.get("SamplesPerPixel", 1) == 3:
        rgb = color(ds, frame, stored, said)
    else:
        rgb = rules.single_sample(ds, frame, stored, said)
    hidden, shown_as = rules.shuttered(ds, frame, ds.Rows, ds.Columns)
    if hidden.any():
        said.append("shutter")
        rgb[hidden] = shown_as
    return rgb


def rgba_of(rgb):
    rounded = np.clip(np.floor(rgb + 0.5), 0, 255).astype(np.uint8)
    return np.concatenate([rounded, np.full(rounded.shape[:2] + (1,), 255, np.uint8)], axis=-1)


def main(root, frames):
    warnings.simplefilter("ignore")
    print("path\tframe\trule\tsha256\tcompared_sha256\tlargest_difference\tdifferent")
    for entry in json.loads((frames / "files.json").read_text()):
        ds = pydicom.dcmread(root / entry["path"], force=True) if entry["shown"] else None
        for frame in entry["shown"]:
            base = frames / f"{entry['index']}.{frame}"
            stored = stored_values(base.with_name(base.name + ".stored"), entry, ds)
            said = []
            expected = rgba_of(levels(ds, frame, stored, said))
            ours = base.with_name(base.name + ".rgba").read_bytes()
            line = [entry["path"], str(frame), ", ".join(said), hashlib.sha256(expected.tobytes()).hexdigest()]
            if expected.tobytes() == ours:
                line += ["-", "-", "-"]
            else:
                away = np.abs(expected.astype(int) - np.frombuffer(ours, np.uint8).reshape(expected.shape))
                line += [hashlib.sha256(ours).hexdigest(), str(away.max()), str(int((away.max(axis=-1) > 0).sum()))]
            print("\t".join(line))


main(Path(sys.argv[1]), Path(sys.argv[2]))
