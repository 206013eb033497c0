#!/usr/bin/env python3
"""Runs clang-tidy over our own sources, in the batches in which the build compiles them.

usage: tidy.py BUILD_FOLDER    the folder's compile_commands.json says what is compiled, and how
       tidy.py --self-test     shows that a faulty source is refused, in a batch too

What passed is remembered in the cache under a hash of everything that went in: the sources, the
headers they include, the command, the checks and the version of clang-tidy.
"""

import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "overread" / "tidy"
TIDY = "clang-tidy-19"
CHECKED = ("core/", "ui/", "server-stub/")

FAULTY = """
#include <string>
#include <utility>
std::string taken(std::string text) {
  std::string other = std::move(text);
  return other + text;
}
"""


def digest(*texts):
    total = hashlib.sha256()
    for text in texts:
        total.update(text if isinstance(text, bytes) else text.encode())
        total.update(b"\0")
    return total.hexdigest()


def sources_in(path):
    """The sources that a batch of CMake's includes; a source alone is a batch of one."""
    if "Unity" not in path.parts:
        return [path]
    return [Path(name) for name in re.findall(r'#include "(.+)"', path.read_text())]


def is_checked(path):
    return path.is_relative_to(ROOT) and str(path.relative_to(ROOT)).startswith(CHECKED)


def batches_of(build):
    """(batch, its sources, how it is compiled)"""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["file"])
        sources = sources_in(path)
        if all(map(is_checked, sources)):
            yield path, sources, entry


def compile_arguments(entry):
    arguments = shlex.split(entry["command"])
    return arguments[1:] if "ccache" in Path(arguments[0]).name else arguments


def own_headers(entry):
    """Our own files that go in, through the compiler itself."""
    arguments = compile_arguments(entry)
    for flag in ("-o", "-MF", "-MT"):
        while flag in arguments:
            at = arguments.index(flag)
            del arguments[at:at + 2]
    arguments = [a for a in arguments if a not in ("-c", "-MD")]
    made = subprocess.run([*arguments, "-MM", "-MT", "x"], cwd=entry["directory"],
                          capture_output=True, text=True, check=False)
    if made.returncode:
        return None
    names = made.stdout.replace("\\\n", " ").split()[1:]
    return sorted({(Path(entry["directory"]) / name).resolve() for name in names})


def anywhere(text):
    """Paths below the tree told relative to it: one cache serves every clone."""
    return str(text).replace(str(ROOT), ".")


def check(path, sources, entry, build, constants):
    headers = own_headers(entry)
    stamp = None
    if headers is not None:
        stamp = CACHE / digest(*constants, anywhere(entry["command"]),
                               *[anywhere(h) + anywhere(h.read_bytes().decode("latin-1")) for h in headers])
        if stamp.exists():
            return sources, True, ""
    ran = subprocess.run([TIDY, "--quiet", "-p", str(build), str(path)],
                         capture_output=True, text=True, check=False)
    if ran.returncode == 0 and stamp is not None:
        stamp.touch()
    return sources, ran.returncode == 0, ran.stdout + ("" if ran.stdout else ran.stderr)


def run(build):
    CACHE.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    constants = (version, (ROOT / ".clang-tidy").read_text())
    batches = list(batches_of(build))
    if not batches:
        print(f"{build}/compile_commands.json names no source of ours")
        return 1
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("OVERREAD_JOBS", os.cpu_count()))) as pool:
        for sources, passed, text in pool.map(lambda batch: check(*batch, build, constants), batches):
            if not passed:
                failed += 1
                print(f"{' '.join(str(source.relative_to(ROOT)) for source in sources)}:\n{text}")
    count = sum(len(sources) for _, sources, _ in batches)
    print(f"{count} sources in {len(batches)} batches, {failed} with findings")
    return 1 if failed else 0


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "core" / "faulty.cpp"
        source.parent.mkdir()
        source.write_text(FAULTY)
        batch = Path(folder) / "batch.cxx"
        batch.write_text(f'#include "{source}"\n')
        for path in (source, batch):
            ran = subprocess.run([TIDY, "--quiet", f"--config-file={ROOT / '.clang-tidy'}", str(path),
                                  "--", "-std=c++23", "-stdlib=libc++"],
                                 capture_output=True, text=True, check=False)
            if ran.returncode == 0 or "bugprone-use-after-move" not in ran.stdout:
                print(f"a use after a move went unseen in {path.name}:", ran.stdout, ran.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(self_test() if sys.argv[1:] == ["--self-test"] else run(Path(sys.argv[1]).resolve()))
