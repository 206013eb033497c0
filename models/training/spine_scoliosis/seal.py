"""Writes size and SHA-256 of a service's files into its service.json.

    python3 seal.py models/spine-scoliosis
"""

import hashlib
import json
import os
import re
import sys


def main():
    folder = sys.argv[1]
    path = os.path.join(folder, "service.json")
    text = open(path, encoding="utf-8").read()
    for file in json.loads(text)["files"]:
        data = open(os.path.join(folder, file["name"]), "rb").read()
        pattern = r'(\{ "name": "%s", "role": "\w+", "size": )\d+(, "sha256": ")[0-9a-f]{64}(" \})' % re.escape(file["name"])
        text, count = re.subn(pattern, r"\g<1>%d\g<2>%s\g<3>" % (len(data), hashlib.sha256(data).hexdigest()), text)
        if count != 1:
            sys.exit(f"{path}: cannot find the entry of {file['name']}")
    open(path, "w", encoding="utf-8").write(text)


if __name__ == "__main__":
    main()
