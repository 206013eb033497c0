#!/usr/bin/env python3
"""Writes object_phrases.tsv: what pydicom finds in each file of the collection, in the words of the table.

    /usr/bin/python3 tests/coverage/make_object_phrases.py ../shared/data/dicom > tests/coverage/object_phrases.tsv

Run with Debian 12's python3-pydicom 2.3.1. Columns: path; phrase, "not DICOM" where pydicom finds no element it knows.
"""

import csv
import sys
import warnings
from pathlib import Path

import pydicom
from pydicom.datadict import dictionary_has_tag
from pydicom.errors import InvalidDicomError

from object_phrases import phrase


def phrase_of_file(path):
    try:
        ds = pydicom.dcmread(path)
    except InvalidDicomError:
        ds = pydicom.dcmread(path, force=True)
        if not any(dictionary_has_tag(tag) for tag in ds.keys()):
            return "not DICOM"
    return phrase(ds)


def main(root):
    warnings.simplefilter("ignore")
    with open(root / "manifest.tsv", encoding="utf-8") as file:
        names = sorted(row["path"] for row in csv.DictReader(file, delimiter="\t"))
    print("path\tphrase")
    for name in names:
        try:
            found = phrase_of_file(root / name)
        except Exception as error:  # pydicom raises whatever a damaged file leads it to
            found = f"{type(error).__name__}: {str(error).splitlines()[0]}"
        print(name, found, sep="\t")


main(Path(sys.argv[1]))
