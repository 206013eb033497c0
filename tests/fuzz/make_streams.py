#!/usr/bin/env python3
"""Writes the first inputs of fuzz_codestream: small whole code-streams made by other people's encoders.

Usage: make_streams.py OUT_FOLDER, with Debian 12's python3-pydicom, python3-numpy, python3-pil and dcmtk.
Each file is the number of the transfer syntax in try_codestream.cpp, a byte for sign and color, the stream.
"""
import io
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import decode_data_sequence
from pydicom.pixel_data_handlers.rle_handler import rle_encode_frame

SIZE = 16
ROWS, COLUMNS = np.mgrid[0:SIZE, 0:SIZE]
GRAY8 = ((ROWS * 13 + COLUMNS * 7) % 256).astype(np.uint8)
GRAY16 = (ROWS * 251 + COLUMNS * 16 + (ROWS * COLUMNS) % 5).astype(np.uint16)
COLOR = np.stack([GRAY8, GRAY8.T, 255 - GRAY8], axis=-1)


def by_pillow(pixels, form, **options):
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, form, **options)
    return out.getvalue()


def native_file(pixels):
    """A Secondary Capture file of one frame, for DCMTK's encoders."""
    d = Dataset()
    d.file_meta = FileMetaDataset()
    d.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    d.is_little_endian, d.is_implicit_VR = True, False
    d.SOPClassUID, d.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.7", "1.2.3"
    d.SamplesPerPixel = 3 if pixels.ndim == 3 else 1
    d.PhotometricInterpretation = "RGB" if pixels.ndim == 3 else "MONOCHROME2"
    if pixels.ndim == 3:
        d.PlanarConfiguration = 0
    d.Rows, d.Columns = pixels.shape[:2]
    d.BitsAllocated = d.BitsStored = 8 * pixels.itemsize
    d.HighBit, d.PixelRepresentation = d.BitsStored - 1, 0
    d.PixelData = pixels.tobytes()
    return d


def by_dcmtk(pixels, program, *options):
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder, "in.dcm"), Path(folder, "out.dcm")
        native_file(pixels).save_as(source, write_like_original=False)
        subprocess.run([program, *options, source, made], check=True)
        return decode_data_sequence(pydicom.dcmread(made).PixelData)[-1]


def deflated(pixels):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(pixels.tobytes()) + packer.flush()


STREAMS = {
    "jpeg-baseline-gray": (0, 0, by_pillow(GRAY8, "JPEG", quality=80)),
    "jpeg-baseline-422": (0, 4, by_pillow(COLOR, "JPEG", quality=80, subsampling="4:2:2")),
    "jpeg-extended-12": (1, 0, by_dcmtk(GRAY16 % 4096, "dcmcjpeg", "+ee")),
    "jpeg-lossless-16": (2, 1, by_dcmtk(GRAY16, "dcmcjpeg", "+e1")),
    "jpeg-ls-16": (3, 0, by_dcmtk(GRAY16, "dcmcjpls")),
    "jpeg-ls-color": (3, 0, by_dcmtk(COLOR, "dcmcjpls")),
    "jpeg-2000-16": (4, 1, by_pillow(GRAY16, "JPEG2000", no_jp2=True)),
    "jpeg-2000-color": (4, 6, by_pillow(COLOR, "JPEG2000", no_jp2=True, tile_size=(8, 8))),
    "rle-16": (6, 0, rle_encode_frame(GRAY16[:8, :8])),
    "deflated-16": (7, 0, deflated(GRAY16[:8, :8])),
}

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, (syntax, flags, stream) in STREAMS.items():
    (folder / name).write_bytes(bytes([syntax, flags]) + stream)
