"""Seeds for a long run of the fuzz targets: small files of a folder, and their code-streams.

  make_seeds.py FOLDER OUT     writes OUT/files and OUT/streams (as fuzz_codestream reads them)
"""
import hashlib
import pathlib
import sys

import pydicom

LARGEST = 64 * 1024
# The order of kSyntaxes in try_codestream.cpp.
SYNTAXES = [
    {"1.2.840.10008.1.2.4.50"},
    {"1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55"},
    {"1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.57"},
    {"1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"},
    {"1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91"},
    {"1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203"},
    {"1.2.840.10008.1.2.5"},
    {"1.2.840.10008.1.2.8.1"},
]


def keep(folder, data):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def first_stream(path):
    """(index of the transfer syntax, bytes of the first frame), or None."""
    try:
        dataset = pydicom.dcmread(path, force=True)
        syntax = str(dataset.file_meta.TransferSyntaxUID)
        index = next(i for i, uids in enumerate(SYNTAXES) if syntax in uids)
        frames = int(dataset.get("NumberOfFrames", 1) or 1)
        return index, next(iter(pydicom.encaps.generate_pixel_data_frame(dataset.PixelData, frames)))
    except Exception:
        return None


def main():
    source, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    counts = {}
    for path in sorted(source.rglob("*")):
        if not path.is_file() or path.stat().st_size > 40 * 1024 * 1024 or path.suffix in {".md", ".txt", ".json"}:
            continue
        head = path.open("rb").read(132)
        if path.stat().st_size <= LARGEST:
            keep(out / "files", path.read_bytes())
        if head[128:] != b"DICM":
            continue
        found = first_stream(path)
        if found and len(found[1]) <= LARGEST:
            counts[found[0]] = counts.get(found[0], 0) + 1
            keep(out / "streams", bytes([found[0], 0]) + bytes(found[1]))
    print({"files": len(list((out / "files").iterdir())), "streams": counts})


main()
