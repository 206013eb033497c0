#!/usr/bin/python3
"""Cuts the interface's fonts down to what is shown, as TrueType files Dear ImGui can rasterize.

    subset.py text  INTER.woff2   OUT.ttf
    subset.py icons LUCIDE.ttf CODEPOINTS.json ICONS.txt OUT.ttf OUT.hpp

text:  Latin, Cyrillic and the signs of the interface; every digit is mapped to its tabular form,
       because the rasterizer knows no layout features.
icons: the icons named in ICONS.txt (C++ name, Lucide name), and a header with their code points.
"""
import json
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

TEXT = (
    list(range(0x20, 0x7F)) + list(range(0xA0, 0x180)) + list(range(0x400, 0x460))
    + [0x2009, 0x200A, 0x202F, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2260, 0x2264, 0x2265,
       0x20BD, 0x2116, 0x21B5, 0x21E7, 0x2318, 0x25CF, 0x2713]
    + list(range(0x2010, 0x2040))
)
DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def subset_font(font, code_points):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [1, 2, 13]
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)


def set_plain(font):
    """Drops what the embedded file does not need."""
    font["head"].modified = font["head"].created
    font.flavor = None


def make_text(source, target):
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        for digit, name in enumerate(DIGITS):
            if ord("0") + digit in table.cmap:
                table.cmap[ord("0") + digit] = name + ".tf"
    subset_font(font, TEXT)
    set_plain(font)
    font.save(target)


def make_icons(source, codepoints_file, list_file, target, header):
    with open(codepoints_file, encoding="utf-8") as stream:
        codepoints = json.load(stream)
    with open(list_file, encoding="utf-8") as stream:
        rows = [line.split() for line in stream if line.strip() and not line.startswith("#")]
    unknown = [lucide for _, lucide in rows if lucide not in codepoints]
    if unknown:
        sys.exit("subset.py: Lucide has no icon " + ", ".join(unknown))
    font = TTFont(source, recalcTimestamp=False)
    subset_font(font, [codepoints[lucide] for _, lucide in rows])
    set_plain(font)
    font.save(target)
    with open(header, "w", encoding="utf-8") as stream:
        stream.write("#pragma once\n\n// Made by ui/fonts/subset.py from ui/fonts/icons.txt.\n")
        stream.write("namespace overread::ui::icons {\n")
        for name, lucide in rows:
            octets = "".join("\\x%02x" % byte for byte in chr(codepoints[lucide]).encode("utf-8"))
            stream.write('inline constexpr char %s[] = "%s";\n' % (name, octets))
        stream.write("}  // namespace overread::ui::icons\n")


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "text":
        make_text(*arguments[1:])
    elif len(arguments) == 6 and arguments[0] == "icons":
        make_icons(*arguments[1:])
    else:
        sys.exit(__doc__)


main(sys.argv[1:])
