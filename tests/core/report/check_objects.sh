#!/usr/bin/env bash
# check_objects.sh BUILD_FOLDER SOURCE_FOLDER: dciodvfy, DCMTK, pydicom and dcmjs judge the SR and
# SEG files that overread_report_tests wrote. Exit code 77: one of them is not installed.
set -euo pipefail
objects=$1/objects
source=$2
missing=""
for tool in dciodvfy dsrdump node; do
  command -v "$tool" >/dev/null || missing="$missing $tool"
done
python=/usr/bin/python3
"$python" -c 'import pydicom, numpy' 2>/dev/null || missing="$missing python3-pydicom"
[ -d "$source/web/node_modules/dcmjs" ] || missing="$missing dcmjs"

failed=0
if command -v dciodvfy >/dev/null; then
  for file in "$objects"/*.dcm; do
    # dciodvfy prints its findings on stderr and its exit code does not tell them apart.
    if dciodvfy "$file" 2>&1 | grep -E '^Error' >"$1/dciodvfy.txt"; then
      echo "dciodvfy: $(basename "$file")"
      cat "$1/dciodvfy.txt"
      failed=1
    fi
  done
fi
if command -v dsrdump >/dev/null; then
  for file in "$objects"/*-sr*.dcm; do
    dsrdump "$file" >"$1/dsrdump.txt" 2>&1 || { cat "$1/dsrdump.txt"; failed=1; }
    grep -q 'Measurement Group' "$1/dsrdump.txt" || { echo "dsrdump: no group in $file"; failed=1; }
    if grep -E '^(E|F):' "$1/dsrdump.txt"; then failed=1; fi
  done
  # Older versions of DCMTK know no +U8 and print the bytes as they are.
  { dsrdump +U8 "$objects/spine-sr-ru.dcm" || dsrdump "$objects/spine-sr-ru.dcm"; } \
    >"$1/dsrdump.txt" 2>/dev/null || true
  grep -q 'Сколиоз' "$1/dsrdump.txt" ||
    { echo "dsrdump: the Russian report has lost its letters"; failed=1; }
fi
if "$python" -c 'import pydicom, numpy' 2>/dev/null; then
  "$python" "$source/tests/core/report/check_seg.py" "$objects/ct-seg.dcm" || failed=1
fi
if [ -d "$source/web/node_modules/dcmjs" ]; then
  node "$source/tests/core/report/check_sr.mjs" "$source" "$objects" || failed=1
fi
[ "$failed" = 0 ] || exit 1
if [ -n "$missing" ]; then
  echo "Not installed, so not asked:$missing"
  exit 77
fi
