#!/usr/bin/env python3
"""Writes independent_pixels.tsv: stored values of the files on which the collection's two decoders did not agree.

The collection's expected_pixels.tsv holds what GDCM and a second decoder made of each file. Where they agree ("exact")
nothing is needed here. Every other file of manifest.tsv gets a row:

    node tests/coverage/frames_for_python.mjs FRAMES
    /usr/bin/python3 tests/coverage/make_independent_pixels.py ../shared/data/dicom FRAMES \
        > tests/coverage/independent_pixels.tsv

Run with Debian 12's python3-pydicom 2.3.1, python3-numpy 1.24.2, python3-pil 9.4.0, dcmtk 3.6.7, ffmpeg 5.1.9,
libopenjp2-tools 2.5.0, openjph-tools 0.9.0, and without python3-gdcm. Columns: path; outcome ("values", "no pixels",
"refused", "not DICOM"); decoder (all that are named gave the same values); sha256 of the values of all frames;
compared_sha256 and largest_difference (of our values, where they are others); note (why it is refused).
"""

import csv
import hashlib
import io
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pydicom
from pydicom.datadict import dictionary_has_tag
from pydicom.errors import InvalidDicomError

import independent_decoders as by

PYDICOM, PILLOW = "pydicom", "pydicom with Pillow"
OPJ = ("OpenJPEG's opj_decompress", by.of_jpeg_2000_program("opj_decompress"))
OJPH = ("OpenJPH's ojph_expand", by.of_jpeg_2000_program("ojph_expand"))


def signed_13_bits(values):
    return ((values.astype(np.int64) >> 3) ^ 4096) - 4096


# The first of two that do not agree to the last bit, as lossy decoders may not, is the one compared with.
JPEG_LS = [("DCMTK dcmdjpls", by.of_dcmtk("dcmdjpls")), ("FFmpeg", by.of_ffmpeg("jpegls", "gray16le"))]
RUN_LENGTHS = [(PYDICOM, by.of_pydicom), ("DCMTK dcmdrle", by.of_dcmtk("dcmdrle"))]
DCMDJPEG = [("DCMTK dcmdjpeg", by.of_dcmtk("dcmdjpeg", "+cn"))]
# This file ends before the delimiter of its items: pydicom drops Pixel Data then.
ENDINGS = {"corrupt/emri_small_jpeg_2k_lossless_too_short.dcm": bytes.fromhex("feffdde000000000")}
DECODERS = {
    # 13 bits whose highest is the sign, as the attributes have it and the code-stream does not.
    "corrupt/J2K_pixelrep_mismatch.dcm": [(PILLOW, by.of_pydicom),
                                          ("FFmpeg", by.of_ffmpeg("jpeg2000", "gray16le", signed_13_bits))],
    "corrupt/JPEG2000-embedded-sequence-delimiter.dcm": [OPJ, ("FFmpeg", by.of_ffmpeg("jpeg2000", "gray16le"))],
    "corrupt/emri_small_jpeg_2k_lossless_too_short.dcm": [(PILLOW, by.of_pydicom), OPJ],
    "fragments/CT0012.fragmented_no_bot_jpeg_ls.80.dcm": JPEG_LS,
    "fragments/CT0012.fragmented_no_bot_jpeg_ls.81.dcm": JPEG_LS,
    "multiframe/SC_rgb_16bit_2frame.dcm": [(PYDICOM, by.of_pydicom), ("DCMTK dcmconv", by.of_dcmtk("dcmconv"))],
    "multiframe/SC_rgb_rle_16bit_2frame.dcm": RUN_LENGTHS,
    "photometric/GDCMJ2K_TextGBR.dcm": [OPJ, ("FFmpeg", by.of_ffmpeg("jpeg2000", "rgb24"))],
    "photometric/SC_rgb_jpeg.dcm": [(PILLOW, by.of_pydicom)],
    "photometric/SC_rgb_rle_16bit.dcm": RUN_LENGTHS,
    "photometric/SC_rgb_rle_32bit.dcm": RUN_LENGTHS,
    "transfer-syntax/CTImage_1.2.4.53_JPEGProcess6_8.dcm": DCMDJPEG,
    "transfer-syntax/CTImage_1.2.4.55_JPEGProcess10_12.dcm": DCMDJPEG,
    "transfer-syntax/HTJ2KLossless_08_RGB.dcm": [OJPH, OPJ],
    "transfer-syntax/HTJ2K_08_RGB.dcm": [OJPH],
    # FFmpeg makes 8 bits of 7.
    "transfer-syntax/JLSL_08_07_0_1F.dcm": [("FFmpeg", by.of_ffmpeg("jpegls", "gray", lambda values: values >> 1))],
    "transfer-syntax/liver_deflate.dcm": [("zlib", by.of_zlib)],
    # 0 and 255 for the two values of a bit.
    "transfer-syntax/liver_j2k.dcm": [OPJ, ("FFmpeg", by.of_ffmpeg("jpeg2000", "gray", lambda values: values >> 7))],
    "transfer-syntax/liver_rle.dcm": [(PYDICOM, by.of_pydicom_rle_of_bits)],
    "objects/parametric_map_float.dcm": [("numpy", by.of_numpy)],
    "objects/parametric_map_double_float.dcm": [("numpy", by.of_numpy)],
}


def reason(error):
    """The error's first sentence."""
    said = str(error).split(". ")[0].split("\n")[0]
    return said if isinstance(error, RuntimeError) else f"{type(error).__name__}: {said}"


def read(path, ending):
    """The data set, or None for what is no DICOM."""
    whole = path.read_bytes() + ending
    try:
        return pydicom.dcmread(io.BytesIO(whole))
    except InvalidDicomError:
        ds = pydicom.dcmread(io.BytesIO(whole), force=True)
        return ds if any(dictionary_has_tag(tag) for tag in ds.keys()) else None


def compared(expected, ours, ds):
    """Largest difference between two sets of values of one shape."""
    kind = by.dtype_of(ds)
    return int(np.abs(np.frombuffer(expected, kind).astype(np.int64) - np.frombuffer(ours, kind)).max())


def row(root, name, ours):
    def refused(error, decoder):
        return ["refused", decoder, "-", "-", "-", reason(error)]
    try:
        ds = read(root / name, ENDINGS.get(name, b""))
    except Exception as error:  # pydicom raises whatever a damaged file leads it to
        return refused(error, PYDICOM)
    if ds is None:
        return ["not DICOM", PYDICOM, "-", "-", "-", "-"]
    if not any(keyword in ds for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        return ["no pixels", PYDICOM, "-", "-", "-", "-"]
    decoders = DECODERS.get(name, [(PYDICOM, by.of_pydicom)])
    values = {}
    for decoder, decode in decoders:
        try:
            values[decoder] = decode(root / name, ds)
        except Exception as error:  # the same
            failure = error
    if not values:
        return refused(failure, ", ".join(decoder for decoder, _ in decoders))
    assert len(values) == len(decoders) and len(set(values.values())) == 1, f"{name}: {list(values)} do not agree"
    expected = next(iter(values.values()))
    hashes = [hashlib.sha256(one).hexdigest() for one in (expected, ours or b"")]
    if ours is None or hashes[0] == hashes[1] or len(ours) != len(expected):
        return ["values", ", ".join(values), hashes[0], "-", "-", "-"]
    return ["values", ", ".join(values), hashes[0], hashes[1], str(compared(expected, ours, ds)), "-"]


def main(root, frames):
    warnings.simplefilter("ignore")
    with open(root / "expected_pixels.tsv", encoding="utf-8") as file:
        agreed = {r["path"] for r in csv.DictReader(file, delimiter="\t") if r["verdict"] == "exact"}
    own = {entry["path"]: frames / f"{entry['index']}.all" for entry in json.loads((frames / "files.json").read_text())}
    print("path\toutcome\tdecoder\tsha256\tcompared_sha256\tlargest_difference\tnote")
    for name in sorted(own):
        if name not in agreed:
            ours = own[name].read_bytes() if own[name].exists() else None
            print("\t".join([name, *row(root, name, ours)]))


main(Path(sys.argv[1]), Path(sys.argv[2]))
