"""Measures the spine service: its own C++ through overread_spine_bridge, the network in PyTorch.

    python3 evaluate.py BRIDGE service.json WEIGHTS.pt phantoms FIRST LAST
    python3 evaluate.py BRIDGE service.json WEIGHTS.pt films LABELS.tsv
    python3 evaluate.py BRIDGE service.json WEIGHTS.pt refusals PICTURE...

`films` also turns, mirrors and rescales each film. Confidence intervals: bootstrap, 2000 draws.
"""

import csv
import json
import os
import struct
import subprocess
import sys

import numpy as np
import torch
from PIL import Image

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


def interval(values, statistic=np.mean):
    draw = np.random.default_rng(1)
    values = np.asarray(values, float)
    tries = [statistic(values[draw.integers(0, len(values), len(values))]) for _ in range(2000)]
    return f"{statistic(values):.3f} [{np.percentile(tries, 2.5):.3f}, {np.percentile(tries, 97.5):.3f}] (n = {len(values)})"


def angle(result):
    return result["measurements"][0]["value"] if result.get("measurements") else 0.0


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


def films(service, labels):
    rows = list(csv.DictReader(open(labels), delimiter="\t"))
    folder = os.path.dirname(labels)
    ways = {
        "as it is": lambda im: im,
        "mirrored": lambda im: im.transpose(Image.FLIP_LEFT_RIGHT),
        "turned 5 degrees": lambda im: im.rotate(5, Image.BICUBIC, expand=False),
        "turned -5 degrees": lambda im: im.rotate(-5, Image.BICUBIC, expand=False),
        "half size": lambda im: im.resize((max(96, im.width // 2), max(320, im.height // 2)), Image.LANCZOS),
        "one and a half size": lambda im: im.resize((im.width * 3 // 2, im.height * 3 // 2), Image.BICUBIC),
        "inverted": lambda im: Image.eval(im, lambda v: 255 - v),
    }
    results = {way: [service.picture(make(Image.open(os.path.join(folder, row["path"])).convert("L"))) for row in rows]
               for way, make in ways.items()}
    plain = results["as it is"]
    sick = np.array([row["class"] == "scoliosis" for row in rows])
    found = np.array([angle(r) for r in plain])
    print("refused:", sum(r["status"] == "refused" for r in plain))
    print("sensitivity at 10 degrees:", interval((found >= 10)[sick]))
    print("specificity at 10 degrees:", interval((found < 10)[~sick]))
    pairs = (found[sick][:, None] > found[~sick][None]).mean() + 0.5 * (found[sick][:, None] == found[~sick][None]).mean()
    print(f"area under the ROC curve of the angle: {pairs:.4f}")
    for cut in (8, 12, 15, 20):
        print(f"  at {cut} degrees: sensitivity {(found >= cut)[sick].mean():.3f}, specificity {(found < cut)[~sick].mean():.3f}")
    for name, part in (("normal", ~sick), ("scoliosis", sick)):
        print(f"{name}: angle quantiles 0 / 25 / 50 / 75 / 100 %:", np.percentile(found[part], [0, 25, 50, 75, 100]).round(1))
    # For one curve the major one counts; for two, the two largest in any order.
    side, both = [], []
    for row, result in zip(rows, plain):
        if row["curve_convexity_side"] in ("-", ""):
            continue
        wanted = list(zip(row["curve_convexity_side"].split("; "), row["curve_region"].split("; ")))
        curves = sorted(result.get("findings", []), key=lambda f: -f["measurements"][0]["value"])[:len(wanted)]
        for lateral, region in wanted:
            same = [f for f in curves if f["laterality"] == lateral]
            side.append(bool(same))
            both.append(any(f["site"].replace("proximal ", "") == region for f in same))
    print("side agrees:", interval(side))
    print("side and region agree:", interval(both))
    for way in list(ways)[1:]:
        other = np.array([angle(r) for r in results[way]])
        print(f"{way}: mean absolute change {interval(np.abs(other - found))}, largest {np.abs(other - found).max():.1f}, "
              f"same side of 10 degrees {np.mean((other >= 10) == (found >= 10)):.3f}, refused {sum(r['status'] == 'refused' for r in results[way])}")


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
    elif what == "films":
        films(service, rest[0])
    else:
        refusals(service, rest)


if __name__ == "__main__":
    main()
