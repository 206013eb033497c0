"""Other people's decoders, each a function from a path and its data set to all stored values, little-endian bytes."""

import subprocess
import tempfile
import zlib
from pathlib import Path

import numpy as np
import pydicom
from pydicom.encaps import generate_pixel_data_frame
from pydicom.pixel_data_handlers.rle_handler import _rle_decode_segment

SUFFIXES = {"jpegls": ".jls", "jpeg2000": ".j2k"}


def dtype_of(ds):
    sign = "i" if ds.get("PixelRepresentation", 0) else "u"
    return np.dtype(f"<{sign}{max(ds.BitsAllocated // 8, 1)}")


def streams(ds):
    """The code-stream of each frame."""
    return list(generate_pixel_data_frame(ds.PixelData, int(ds.get("NumberOfFrames") or 1)))


def one_bit(packed, ds):
    """One-bit pixels, the lowest bit first, as bytes. PS3.5 8.1.1"""
    bits = np.unpackbits(np.frombuffer(packed, np.uint8), bitorder="little")
    return bits[:ds.Rows * ds.Columns].tobytes()


def run(*arguments):
    done = subprocess.run([str(a) for a in arguments], capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError("no picture")
    return done.stdout


def of_pydicom(_path, ds):
    """Native pixels and RLE by pydicom itself, JPEG and JPEG 2000 by Pillow."""
    return ds.pixel_array.astype(dtype_of(ds)).tobytes()


def of_numpy(_path, ds):
    """Native pixels as they lie."""
    for keyword in ("FloatPixelData", "DoubleFloatPixelData", "PixelData"):
        if keyword in ds:
            return ds[keyword].value
    raise RuntimeError("no pixels")


def of_zlib(_path, ds):
    return b"".join(one_bit(zlib.decompress(stream, -15), ds) for stream in streams(ds))


def of_pydicom_rle_of_bits(_path, ds):
    """Packed one-bit frames: one segment after a header of 64 bytes. PS3.5 G.3"""
    return b"".join(one_bit(bytes(_rle_decode_segment(stream[64:])), ds) for stream in streams(ds))


def of_dcmtk(program, *options):
    def decode(path, _ds):
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "plain.dcm"
            run(program, *options, path, made)
            ds = pydicom.dcmread(made)
            return ds.pixel_array.astype(dtype_of(ds)).tobytes()
    return decode


def netpbm(path):
    """Values of a PGM or PPM; those of more than 8 bits are big-endian."""
    data = path.read_bytes()
    words, at = [], 0
    while len(words) < 4:
        end = data.index(b"\n", at)
        words += data[at:end].split(b"#")[0].split()
        at = end + 1
    return np.frombuffer(data[at:], np.uint8 if int(words[3]) < 256 else np.dtype(">u2"))


def of_jpeg_2000_program(program):
    """opj_decompress and ojph_expand have the same options."""
    def decode(_path, ds):
        values = b""
        with tempfile.TemporaryDirectory() as folder:
            for stream in streams(ds):
                source = Path(folder) / "frame.j2k"
                made = source.with_suffix(".pgm" if ds.SamplesPerPixel == 1 else ".ppm")
                source.write_bytes(stream)
                run(program, "-i", source, "-o", made)
                values += netpbm(made).astype(dtype_of(ds)).tobytes()
        return values
    return decode


def of_ffmpeg(codec, pixel_format, value_of=lambda values: values):
    """FFmpeg's own decoders. They fill the words of a pixel format; value_of undoes that."""
    def decode(_path, ds):
        values = b""
        with tempfile.TemporaryDirectory() as folder:
            for stream in streams(ds):
                source = (Path(folder) / "frame").with_suffix(SUFFIXES[codec])
                source.write_bytes(stream)
                raw = run("ffmpeg", "-v", "error", "-c:v", codec, "-f", "image2", "-i", source,
                          "-f", "rawvideo", "-pix_fmt", pixel_format, "-")
                words = np.frombuffer(raw, "<u2" if pixel_format.endswith("16le") else np.uint8)
                values += value_of(words).astype(dtype_of(ds)).tobytes()
        return values
    return decode
