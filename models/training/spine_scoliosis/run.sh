#!/usr/bin/env bash
# Trains the spine network from nothing and writes models/spine-scoliosis/model.onnx.
#
#   models/training/spine_scoliosis/run.sh [WORK_FOLDER [MINUTES]]
#
# Needs Debian's python3-torch, python3-numpy and python3-onnx (1.13, 1.24, 1.12 were used), a set-up
# checkout (./overread), one core and about 1.5 GB under WORK_FOLDER.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=${1:-$root/build/training/spine-scoliosis}
minutes=${2:-58}
here=$root/models/training/spine_scoliosis
python=/usr/bin/python3

cmake --preset native-release -S "$root" > /dev/null
ninja -C "$root/build/native-release" overread_phantom_export overread_spine_bridge
export_phantoms=$root/build/native-release/models/training/overread_phantom_export
mkdir -p "$work"
[ -e "$work/val.bin" ] || "$export_phantoms" "$work/val.bin" 9000000 300
for i in $(seq 0 13); do
  file=$work/$(printf 'a%02d.bin' "$i")
  [ -e "$file" ] || { "$export_phantoms" "$file.part" $((1000000 + i * 500)) 500; mv "$file.part" "$file"; }
done
"$python" "$here/train.py" "$work" "$work/weights.pt" --minutes "$minutes"
"$python" "$here/export_onnx.py" "$work/weights.pt" "$root/models/spine-scoliosis/model.onnx"
"$python" "$here/seal.py" "$root/models/spine-scoliosis"
