#!/usr/bin/env python3
"""Shows that layers.py finds each kind of violation, and nothing in a tree that keeps the rules."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import layers  # noqa: E402

GOOD = {
    "core/base/result.hpp": "#pragma once\n#include <string>\n",
    "core/dicom/gdcm_codec.cpp": '#include "core/base/result.hpp"\n#include <gdcmReader.h>\n',
    "tests/bench/natives.cpp": "#include <gdcmImageReader.h>\n",
    "core/app/update.cpp": '#include "core/view/reslice.hpp"\n',
    "ui/panel.cpp": '#include <imgui.h>\n#include "core/app/view_models.hpp"\n',
    "wasm/app/main.cpp": "#include <emscripten.h>\n#ifdef __EMSCRIPTEN__\n#endif\n",
}

# A file, its text, and a part of the line that must be printed for it.
BAD = [
    ("core/base/a.cpp", '#include "core/image/frame.hpp"\n', "base may not see image"),
    ("core/view/a.cpp", '#include "core/ai/service.hpp"\n', "view may not see ai"),
    ("core/report/a.cpp", '#include "core/teaching/case.hpp"\n', "report may not see teaching"),
    ("core/image/a.cpp", '#include "ui/theme.hpp"\n', "core may include core/"),
    ("core/image/a.cpp", "#include <gdcmImage.h>\n", "GDCM stays in"),
    ("core/dicom/codec.cpp", "#include <gdcmImage.h>\n", "GDCM stays in"),
    ("core/view/a.cpp", "#include <GLES3/gl3.h>\n", "no ImGui or GL in core"),
    ("core/view/a.cpp", '#include "imgui.h"\n', "no ImGui or GL in core"),
    ("core/base/a.cpp", "#include <emscripten.h>\n", "Emscripten stays in wasm"),
    ("ui/a.cpp", "#if defined(__EMSCRIPTEN__)\n#endif\n", "__EMSCRIPTEN__ outside wasm"),
    ("ui/a.cpp", '#include "core/dicom/dataset.hpp"\n', "ui may include"),
    ("ui/a.cpp", '#include "../core/app/state.hpp"\n', "written from the root"),
    ("server-stub/a.cpp", '#include "wasm/bridge.hpp"\n', "server-stub may include"),
    ("core/base/string_utils.cpp", "\n", "called utils"),
    ("web/helpers/a.ts", "\n", "called helpers"),
    ("core/base/a.hpp", "int f();\n", "no #pragma once"),
    ("web/a.ts", "// TO" + "DO later\n", "promises instead of doing"),
    ("web/a.ts", "const p = '/ro" + "ot/x';\n", "a path of one machine"),
    ("core/base/a.cpp", "\n" * 601, "more than 600"),
]

# Two sources of a folder, and a part of the line that must be printed for them.
UNNAMED = "namespace {{\n\n{}\n\n}}  // namespace\n"
CLASHES = [
    ("int size(int a) {\n  return a;\n}", "std::vector<int> size() { return {}; }", "size is also"),
    ("constexpr double kMost = 1.0;", "constexpr int kMost{2};", "kMost is also"),
    ("struct Row {};", "enum class Row { kA };", "Row is also"),
    ("[[nodiscard]] const char* name_of(int a) { return nullptr; }",
     "template <class T>\nT name_of(T a) { return a; }", "name_of is also"),
]
NO_CLASH = [("void f() {\n  int count = 0;\n}", "int g() {\n  int count = 1;\n  return count;\n}"),
            ("using Kind = Warning::Kind;", "using Kind = Warning::Kind;")]


def found_in(files):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return list(layers.violations(root))


def main():
    failures = []
    if extra := found_in(GOOD):
        failures.append(f"a good tree is refused: {extra}")
    for name, text, expected in BAD:
        found = found_in({name: text})
        if not any(expected in line for line in found):
            failures.append(f"{name} with {text[:40]!r}: wanted '{expected}', got {found}")
    for first, second, expected in CLASHES:
        found = found_in({"ui/a.cpp": UNNAMED.format(first), "ui/b.cpp": UNNAMED.format(second)})
        if not any(expected in line for line in found):
            failures.append(f"{first!r} beside {second!r}: wanted '{expected}', got {found}")
    for first, second in NO_CLASH:
        if found := found_in({"ui/a.cpp": UNNAMED.format(first), "ui/b.cpp": UNNAMED.format(second)}):
            failures.append(f"{first!r} beside {second!r} is refused: {found}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
