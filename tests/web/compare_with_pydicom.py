"""Compares files with what they were rewritten as, as pydicom reads both.

Each line of standard input is "original<TAB>rewritten". Prints one line for a difference:
"original<TAB>path<TAB>expected<TAB>found"; nothing else.
"""

import sys
import warnings

import pydicom
from pydicom.encaps import decode_data_sequence
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence

PIXEL_DATA = 0x7FE00010
SPECIFIC_CHARACTER_SET = 0x00080005
TRAILING_PADDING = 0xFFFCFFFC
NATIVE_SYNTAXES = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2")
BIG_ENDIAN = "1.2.840.10008.1.2.2"


def swapped(value: bytes, size: int) -> bytes:
    whole = bytearray(value)
    for i in range(0, len(whole) - size + 1, size):
        whole[i : i + size] = whole[i : i + size][::-1]
    return bytes(whole)


def plain(value, element, syntax):
    """A value as something that == compares: paddings and representations left out."""
    if isinstance(value, bytes):
        if element.tag == PIXEL_DATA and syntax not in NATIVE_SYNTAXES:
            return b"".join(decode_data_sequence(value))
        size = {"OW": 2, "OF": 4, "OL": 4, "OD": 8, "OV": 8}.get(element.VR, 1)
        value = swapped(value, size) if syntax == BIG_ENDIAN else value
        return value + b"\0" if len(value) % 2 else value
    if isinstance(value, (MultiValue, list, tuple)):
        return [plain(one, element, syntax) for one in value]
    if value is None or value == "":
        return None
    if isinstance(value, (int, float)):
        return repr(float(value))
    return str(value).rstrip(" \0")


def compare(path, expected, found, syntaxes, tell):
    tags = {e.tag for e in expected} | {e.tag for e in found}
    for tag in sorted(tags):
        # Group lengths are retired (PS3.5 7.2), paddings mean nothing, and texts become UTF-8.
        if tag.element == 0 or tag in (SPECIFIC_CHARACTER_SET, TRAILING_PADDING):
            continue
        at = f"{path}{tag}"
        if tag not in found or tag not in expected:
            tell(at, "there" if tag in expected else "not there", "there" if tag in found else "not there")
            continue
        a, b = expected[tag], found[tag]
        if isinstance(a.value, Sequence) and isinstance(b.value, Sequence):
            if len(a.value) != len(b.value):
                tell(at, f"{len(a.value)} items", f"{len(b.value)} items")
            for index, (one, other) in enumerate(zip(a.value, b.value)):
                compare(f"{at}[{index}]", one, other, syntaxes, tell)
            continue
        values = plain(a.value, a, syntaxes[0]), plain(b.value, b, syntaxes[1])
        if values[0] != values[1]:
            tell(at, f"{a.VR} {str(values[0])[:60]!r}", f"{b.VR} {str(values[1])[:60]!r}")


def main():
    warnings.simplefilter("ignore")
    for line in sys.stdin:
        paths = line.rstrip("\n").split("\t")
        try:
            expected, found = (pydicom.dcmread(path, force=True) for path in paths)
            syntaxes = [d.file_meta.get("TransferSyntaxUID", "1.2.840.10008.1.2") for d in (expected, found)]
            for dataset in (expected, found):
                dataset.decode()
            compare("", expected, found, syntaxes, lambda *told: print(paths[0], *told, sep="\t"))
        except Exception as error:  # The file pydicom cannot read is named like any difference.
            print(paths[0], "pydicom", type(error).__name__, str(error)[:100].replace("\n", " "), sep="\t")


main()
