#!/usr/bin/env python3
"""Checks the shape of the tree: who includes whom, what may stand where, how things are called.

usage: layers.py [ROOT]     prints one line a violation; exit code 1 when there is any
"""

import re
import sys
from pathlib import Path

CORE = ["base", "geometry", "dicom", "image", "findings", "view", "ai", "report", "teaching",
        "phantom", "objects", "app"]

# What a core layer may include besides itself. Downward only; view, ai, report and teaching are
# siblings and never see each other.
MAY_INCLUDE = {
    "base": [],
    "geometry": ["base"],
    "dicom": ["base"],
    "image": ["base", "geometry", "dicom"],
    "findings": ["base", "geometry"],
    "view": ["base", "geometry", "dicom", "image", "findings"],
    "ai": ["base", "geometry", "dicom", "image", "findings"],
    "report": ["base", "geometry", "dicom", "image", "findings"],
    "teaching": ["base", "geometry", "findings"],
    "phantom": ["base", "geometry", "dicom", "image", "findings"],
    "objects": ["base", "geometry", "dicom", "image", "findings"],
    "app": [layer for layer in CORE if layer != "app"],
}

# The interface shows view models and sends commands; geometry, findings and the overlay strokes of
# view are the words these are written in.
UI_MAY_INCLUDE = ["ui/", "core/app/", "core/base/", "core/geometry/", "core/findings/", "core/view/"]

TOP_MAY_INCLUDE = {
    "core": ["core/"],
    "ui": UI_MAY_INCLUDE,
    "server-stub": ["server-stub/", "core/"],
    "wasm": ["wasm/", "core/", "ui/"],
}

CODE = {".cpp", ".hpp", ".h", ".cc"}
SCRIPTS = {".ts", ".mts", ".js", ".mjs", ".py", ".sh", ".cmake", ".txt", ".html", ".css"}
SKIPPED = {"node_modules", "build", "__pycache__", ".git"}
TOPS = ["core", "ui", "wasm", "web", "server-stub", "models", "tests"]
LONGEST_FILE = 600

INCLUDE = re.compile(r'^\s*#\s*(?:include|embed)\s*[<"]([^>"]+)[>"]', re.M)
FORBIDDEN_NAMES = {"util", "utils", "common", "helper", "helpers", "manager", "managers"}
WINDOWING = re.compile(r"^(imgui|GLES|GL/|GLFW|backends/imgui|webgl)", re.I)
PROMISE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bfor now\b", re.I)
MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9_.$}])/(work|root|farm)/")
# The unnamed namespace of a source, and what is defined in it without indentation: classes, functions,
# constants.
UNNAMED = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.M | re.S)
DEFINED = re.compile(
    r"^(?:(?:struct|class|enum class|enum) (?P<type>\w+)"
    r"|(?!using |return |template|namespace )[\w\[][\w:<>,&*\[\] ]*[ &*](?P<value>\w+) ?[({=\[;])", re.M)
# Overloads that only the type they write tells apart.
OVERLOADED = {"to_json_value"}
OWN_ROOTS = ("core/", "ui/", "wasm/", "web/", "server-stub/", "models/", "tests/")


def files_of(root):
    for top in TOPS:
        for path in sorted((root / top).rglob("*")):
            relative = path.relative_to(root)
            if path.is_file() and not SKIPPED & set(relative.parts):
                yield relative


def check_includes(relative, text):
    parts = relative.parts
    for target in INCLUDE.findall(text):
        # The bench measures against a GDCM of its own.
        if target.startswith("gdcm") and parts[:2] != ("tests", "bench"):
            if parts[:2] != ("core", "dicom") or not re.match(r"gdcm_.*\.cpp$", parts[-1]):
                yield f"{relative}: includes <{target}>; GDCM stays in core/dicom/gdcm_*.cpp"
        if parts[0] == "core" and WINDOWING.match(target):
            yield f"{relative}: includes <{target}>; no ImGui or GL in core"
        # The differential program is a page of its own: the WebGL renderer beside the reference.
        in_browser = parts[0] == "wasm" or parts[:2] == ("tests", "differential")
        if not in_browser and target.startswith("emscripten"):
            yield f"{relative}: includes <{target}>; Emscripten stays in wasm"
        if target.startswith("../") or "/../" in target:
            yield f'{relative}: includes "{target}"; includes are written from the root'
        if not target.startswith(OWN_ROOTS):
            continue
        allowed = TOP_MAY_INCLUDE.get(parts[0])
        if allowed is not None and not target.startswith(tuple(allowed)):
            yield f'{relative}: includes "{target}"; {parts[0]} may include {", ".join(allowed)}'
        if parts[0] == "core" and target.startswith("core/") and target.count("/") >= 2:
            own, other = parts[1], target.split("/")[1]
            if other != own and other not in MAY_INCLUDE.get(own, []):
                yield f'{relative}: includes "{target}"; {own} may not see {other}'


def check_text(relative, text):
    lines = text.splitlines()
    if relative.suffix in CODE and len(lines) > LONGEST_FILE:
        yield f"{relative}: {len(lines)} lines; more than {LONGEST_FILE}"
    if relative.parts[:2] == ("tests", "lint"):
        return
    for number, line in enumerate(lines, 1):
        if "__EMSCRIPTEN__" in line and relative.parts[0] != "wasm":
            yield f"{relative}:{number}: __EMSCRIPTEN__ outside wasm"
        if PROMISE.search(line):
            yield f"{relative}:{number}: promises instead of doing: {line.strip()[:80]}"
        if MACHINE_PATH.search(line):
            yield f"{relative}:{number}: a path of one machine: {line.strip()[:80]}"
    if relative.suffix == ".hpp" and "#pragma once" not in text:
        yield f"{relative}: no #pragma once"


def check_name(relative):
    for part in relative.parts:
        words = set(re.split(r"[_\-.]", part.lower()))
        if words & FORBIDDEN_NAMES:
            yield f"{relative}: a file or folder called {', '.join(words & FORBIDDEN_NAMES)}"


def unnamed_names(text):
    for block in UNNAMED.finditer(text):
        for found in DEFINED.finditer(block.group(1)):
            yield found.group("type") or found.group("value")


def check_unnamed(relative, text, first_seen):
    """Sources of a folder are compiled in batches: a second meaning of a name would be an error there
    or, worse, an overload."""
    for name in set(unnamed_names(text)) - OVERLOADED:
        first = first_seen.setdefault((relative.parent, name), relative)
        if first != relative:
            yield f"{relative}: {name} is also a name of {first.name}"


def violations(root):
    first_seen = {}
    for relative in files_of(root):
        yield from check_name(relative)
        if relative.suffix not in CODE | SCRIPTS:
            continue
        text = (root / relative).read_text(encoding="utf-8", errors="replace")
        if relative.suffix in CODE:
            yield from check_includes(relative, text)
            yield from check_unnamed(relative, text, first_seen)
        yield from check_text(relative, text)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
    found = list(violations(root))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
