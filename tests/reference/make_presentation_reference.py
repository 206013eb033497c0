#!/usr/bin/env python3
"""Writes presentation states and what DCMTK makes of images under them.

Usage: make_presentation_reference.py DATA_FOLDER OUT_FOLDER >presentation_reference.tsv
DATA_FOLDER holds the files named below; OUT_FOLDER gets one presentation state a case.

Each state is made by DCMTK's dcmpsmk from its image, changed with pydicom where the case says so, and
rendered by dcmp2pgm: 8-bit values after modality, VOI and presentation stages, rotation and flip.
Written with DCMTK 3.6.7 and pydicom 2.3.1 (Debian dcmtk, python3-pydicom). dcmp2pgm draws neither
displayed areas nor shutters nor annotations; these are tested with numbers worked out by hand.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

CT = "series-ct-chest/B40f/1-10.dcm"
CR = "radiograph/CR-ModalitySequenceLUT.dcm"
VOI = "lut-overlay/vlut_04.dcm"
MR = "multiframe/emri_small.dcm"
NEGATIVE = "photometric/dx_image.dcm"
SMALL_NEGATIVE = "dicomdir/77654033/CR1/6154"
PIXELS = 40


def table(entries, bits, first=0):
    item = Dataset()
    item.add_new(0x00283002, "US", [len(entries) % 65536, first, bits])
    item.LUTExplanation = "made"
    item.add_new(0x00283006, "OW", np.asarray(entries, "<u2").tobytes())
    return Sequence([item])


def curve(count, bits, power):
    top = 2**bits - 1
    return np.floor(top * (np.arange(count) / (count - 1)) ** power + 0.5).astype(int)


def with_table(state, entries, bits):
    del state.PresentationLUTShape
    state.PresentationLUTSequence = table(entries, bits)


def window(state, center, width):
    item = Dataset()
    item.WindowCenter, item.WindowWidth = center, width
    state.SoftcopyVOILUTSequence = Sequence([item])


def turn(degrees, flip):
    def change(state):
        state.ImageRotation, state.ImageHorizontalFlip = degrees, flip
    return change


def inverse_and_turned(state):
    state.PresentationLUTShape = "INVERSE"
    turn(90, "Y")(state)


def no_modality(state):
    """Nothing is rescaled then, whatever the image says: the window is in stored values."""
    for name in ("RescaleSlope", "RescaleIntercept", "RescaleType"):
        delattr(state, name)
    window(state, "1064", "400")


def gamma(state):
    with_table(state, curve(4096, 12, 0.8), 12)


def gamma_of_all(state):
    """No VOI stage: all modality values are spread over the table."""
    with_table(state, curve(4096, 16, 1.3), 16)


def falling(state):
    with_table(state, curve(1024, 16, 0.9)[::-1], 16)


def tables_in_a_row(state):
    item = Dataset()
    item.VOILUTSequence = table(curve(500, 16, 1.2), 16, first=65536 - 160)
    state.SoftcopyVOILUTSequence = Sequence([item])
    with_table(state, curve(4096, 12, 0.8), 12)


def as_stored(state):
    """The state's shape counts, not the MONOCHROME1 of the image."""
    state.PresentationLUTShape = "IDENTITY"


def nothing(state):
    pass


# name, image, frame, options of dcmpsmk, change
CASES = [
    ("window", CT, 1, ["+Vw"], nothing),
    ("inverse-90-flip", CT, 1, ["+Vw"], inverse_and_turned),
    ("180", CT, 1, ["+Vw"], turn(180, "N")),
    ("180-flip", CT, 1, ["+Vw"], turn(180, "Y")),
    ("270", CT, 1, ["+Vw"], turn(270, "N")),
    ("270-flip", CT, 1, ["+Vw"], turn(270, "Y")),
    ("90", CT, 1, ["+Vw"], turn(90, "N")),
    ("flip", CT, 1, ["+Vw"], turn(0, "Y")),
    ("no-voi", CT, 1, ["-V"], nothing),
    ("no-modality", CT, 1, ["+Vw"], no_modality),
    ("presentation-lut", CT, 1, ["+Vw"], gamma),
    ("presentation-lut-alone", CT, 1, ["-V"], gamma_of_all),
    ("presentation-lut-falling", CT, 1, ["+Vw"], falling),
    ("voi-and-presentation-lut", CT, 1, ["+Vw"], tables_in_a_row),
    ("monochrome1-compressed", CR, 1, ["+Vw"], nothing),
    ("monochrome1", NEGATIVE, 1, ["+Vw"], nothing),
    ("monochrome1-identity", NEGATIVE, 1, ["+Vw"], as_stored),
    ("monochrome1-12-bit", SMALL_NEGATIVE, 1, ["+Vw"], nothing),
    ("voi-lut", VOI, 1, ["+Vl"], nothing),
    ("frame", MR, 4, ["+Vw"], nothing),
]


def read_pgm(path):
    data = Path(path).read_bytes()
    head = re.match(rb"P5\s+(?:#[^\n]*\n\s*)*(\d+)\s+(\d+)\s+255\s", data)
    columns, rows = int(head[1]), int(head[2])
    return np.frombuffer(data[head.end():], np.uint8, count=columns * rows).reshape(rows, columns)


def places(rows, columns):
    """The corners, then a spread of places that does not follow rows or columns."""
    chosen = [(0, 0), (columns - 1, 0), (0, rows - 1), (columns - 1, rows - 1)]
    for i in range(PIXELS - len(chosen)):
        chosen.append(((i * 7919 + 331) % columns, (i * 6841 + 127) % rows))
    return chosen


def uncompressed(source, folder):
    """dcmp2pgm reads native pixels only."""
    syntax = pydicom.dcmread(source, stop_before_pixels=True).file_meta.TransferSyntaxUID
    if not syntax.is_compressed:
        return source
    target = str(Path(folder) / "image.dcm")
    subprocess.run(["dcmdjpeg", "-q", source, target], check=True)
    return target


def main(root, out):
    print("state\tfile\tframe\tcolumns\trows\tcolumn\trow\tlevel")
    for name, image, frame, options, change in CASES:
        folder = tempfile.TemporaryDirectory()
        source = uncompressed(str(Path(root) / image), folder.name)
        target = str(Path(out) / (name + ".dcm"))
        subprocess.run(["dcmpsmk", "-q", *options, source, target], check=True)
        state = pydicom.dcmread(target)
        change(state)
        # The same bytes whenever it is run, and nothing of a patient.
        state.SOPInstanceUID = state.file_meta.MediaStorageSOPInstanceUID = "2.25." + str(
            int.from_bytes(name.encode()[:12], "big"))
        state.SeriesInstanceUID = "2.25.7"
        state.PresentationCreationDate, state.PresentationCreationTime = "20240131", "101112"
        state.InstanceCreationDate, state.InstanceCreationTime = "20240131", "101112"
        state.ContentLabel, state.ContentDescription = "REFERENCE", name
        state.PatientName, state.PatientID = "Reference", "REFERENCE"
        state.save_as(target)
        picture = str(Path(folder.name) / "picture.pgm")
        subprocess.run(["dcmp2pgm", "-q", "-f", str(frame), "-p", target, source, picture],
                       check=True)
        levels = read_pgm(picture)
        folder.cleanup()
        rows, columns = levels.shape
        for column, row in places(rows, columns):
            print(name, image, frame, columns, rows, column, row, levels[row, column], sep="\t")


main(sys.argv[1], sys.argv[2])
