"""Measures the spine service on real films, through the command line as it ships.

    python3 films.py LABELS.tsv RESULTS [WAY...]

Reads each film of LABELS.tsv (columns path, class, curve_convexity_side, curve_region) as it is and in
each WAY below, by default all; RESULTS/<way>/<film>/results.json is kept and not made again.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from measures import angle, interval

PROGRAM = Path(__file__).resolve().parents[3] / "build/web/cli/overread.mjs"
PLAIN = "as it is"
WAYS = {
    PLAIN: None,
    "mirrored": lambda image: image.transpose(Image.FLIP_LEFT_RIGHT),
    "turned 5 degrees": lambda image: image.rotate(5, Image.BICUBIC),
    "turned -5 degrees": lambda image: image.rotate(-5, Image.BICUBIC),
    "half size": lambda image: image.resize((max(96, image.width // 2), max(320, image.height // 2)), Image.LANCZOS),
    "one and a half size": lambda image: image.resize((image.width * 3 // 2, image.height * 3 // 2), Image.BICUBIC),
}


def read(film, way, folder):
    """The service's result on one film; the untouched film is given as the file it is."""
    made = folder / "results.json"
    if not made.exists():
        folder.mkdir(parents=True, exist_ok=True)
        given = film
        if WAYS[way]:
            given = folder / "film.png"
            WAYS[way](Image.open(film).convert("L")).save(given)
        subprocess.run(["node", PROGRAM, "read", given, "--out", folder, "--services", "spine-scoliosis"],
                       check=True, stdout=subprocess.DEVNULL)
    return json.loads(made.read_text())[0]


def detection(found, sick):
    print("sensitivity at 10 degrees:", interval((found >= 10)[sick]))
    print("specificity at 10 degrees:", interval((found < 10)[~sick]))
    above, equal = (compare(found[sick][:, None], found[~sick][None]).mean() for compare in (np.greater, np.equal))
    print(f"area under the ROC curve of the angle: {above + 0.5 * equal:.4f}")
    for cut in (8, 12, 15, 20):
        print(f"  at {cut} degrees: sensitivity {(found >= cut)[sick].mean():.3f}, specificity {(found < cut)[~sick].mean():.3f}")
    for name, part in (("normal", ~sick), ("scoliosis", sick)):
        print(f"{name}: angle quantiles 0 / 25 / 50 / 75 / 100 %:", np.percentile(found[part], [0, 25, 50, 75, 100]).round(1))


def places(rows, results):
    """For one curve the major one counts; for two, the two largest in any order."""
    side, both = [], []
    for row, result in zip(rows, results):
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


def main():
    labels, out, *ways = sys.argv[1:]
    unknown = [way for way in ways if way not in WAYS]
    if unknown:
        sys.exit(f"no such way: {', '.join(unknown)}; there are: {', '.join(WAYS)}")
    rows = list(csv.DictReader(open(labels), delimiter="\t"))
    sick = np.array([row["class"] == "scoliosis" for row in rows])

    def results_of(way):
        return [read(Path(labels).parent / row["path"], way, Path(out) / way.replace(" ", "-") / Path(row["path"]).stem)
                for row in rows]

    plain = results_of(PLAIN)
    found = np.array([angle(result) for result in plain])
    print("refused:", sum(result["status"] == "refused" for result in plain), "of", len(plain))
    detection(found, sick)
    places(rows, plain)
    for way in ways or WAYS:
        if way == PLAIN:
            continue
        results = results_of(way)
        other = np.array([angle(result) for result in results])
        change = np.abs(other - found)
        print(f"{way}: mean absolute change {interval(change)}, half below {np.median(change):.1f}, largest {change.max():.1f}, "
              f"same side of 10 degrees {np.mean((other >= 10) == (found >= 10)):.3f}, "
              f"refused {sum(result['status'] == 'refused' for result in results)}")


if __name__ == "__main__":
    main()
