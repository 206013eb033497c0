"""Measures the spine service: its own C++ through overread_spine_bridge, the network in PyTorch.

    python3 evaluate.py BRIDGE service.json WEIGHTS.pt phantoms FIRST LAST
    python3 evaluate.py BRIDGE service.json WEIGHTS.pt refusals PICTURE...
"""

import json
import struct
import subprocess
import sys

import numpy as np
import torch
from PIL import Image

from measures import angle, interval
from network import SpineNetwork


class Service:
    def __init__(self, bridge, package, weights):
        self.tool = subprocess.Popen([bridge, package], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.network = SpineNetwork()
        self.network.load_state_dict(torch.load(weights))
        self.network.eval()

    def read(self, count):
        data = self.tool.stdout.read(count)
        if len(data) != count:
            sys.exit("the bridge stopped")
        return data

    def text(self):
        return self.read(struct.unpack("<i", self.read(4))[0]).decode()

    @torch.no_grad()
    def answer(self, request):
        self.tool.stdin.write(request)
        self.tool.stdin.flush()
        count = struct.unpack("<i", self.read(4))[0]
        if count:
            picture = torch.from_numpy(np.frombuffer(self.read(4 * count), np.float32).copy()).reshape(3, 1, 512, 256)
            self.tool.stdin.write(self.network(picture)[0].numpy().astype("<f4").tobytes())
            self.tool.stdin.flush()
        result, truth = json.loads(self.text()), self.text()
        return result, json.loads(truth) if truth else None

    def phantom(self, seed):
        return self.answer(f"phantom {seed}\n".encode())

    def picture(self, image):
        gray = np.ascontiguousarray(np.asarray(image.convert("L")))
        return self.answer(f"picture {gray.shape[1]} {gray.shape[0]}\n".encode() + gray.tobytes())[0]


def phantoms(service, first, last):
    errors, classes, grades, sides, sites = [], [], [], [], []
    for seed in range(first, last + 1):
        result, truth = service.phantom(seed)
        measured, true = angle(result), truth["measurements"][0]["value"]
        errors.append(measured - true)
        classes.append((measured >= 10) == (true >= 10))
        if result["status"] != "refused" and true >= 10:
            a, b = result["measurements"][0], truth["measurements"][0]
            sides.append(a["laterality"] == b["laterality"])
            sites.append(a["site"] == b["site"])
            grades.append(result["grades"][0]["value"] == truth["grades"][0]["value"])
        print(f"seed {seed}: {result['status']}, {measured:.1f} for {true:.1f}")
    size = np.abs(errors)
    print("mean absolute error, degrees:", interval(size))
    print("mean error:", interval(errors))
    print("quantiles of the absolute error, 50 / 75 / 90 / 100 %:", np.percentile(size, [50, 75, 90, 100]).round(1))
    print("right side of 10 degrees:", interval(classes))
    for name, values in (("side", sides), ("region", sites), ("Chaklin grade", grades)):
        print(f"{name} of the major curve, true angle at least 10:", interval(values))


def refusals(service, paths):
    codes = {}
    for path in paths:
        result = service.picture(Image.open(path))
        code = (result.get("reason") or {}).get("code", "") if result["status"] == "refused" else "read"
        codes[code] = codes.get(code, 0) + 1
        if code == "read":
            print("read:", path, f"{angle(result):.1f}")
    print(codes)


def main():
    torch.set_num_threads(1)
    bridge, package, weights, what, *rest = sys.argv[1:]
    service = Service(bridge, package, weights)
    if what == "phantoms":
        phantoms(service, int(rest[0]), int(rest[1]))
    else:
        refusals(service, rest)


if __name__ == "__main__":
    main()
