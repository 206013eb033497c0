#!/usr/bin/env python3
"""Writes the golden pictures: an implementation of slice_renderer.hpp's steps in numpy, in double
precision and written from that description alone.

    /usr/bin/python3 tests/golden/make_golden.py tests/golden

Each line of views.tsv gives one binary PPM of 64 x 48 pixels. The scenes are made of whole numbers
by the formulas below, so that every test can make them itself.
"""

import sys
from pathlib import Path

import numpy as np

COLUMNS, ROWS = 40, 30
WIDTH, HEIGHT = 64, 48
TIE = 1.0 / 256.0
MASK_COLOR = {1: (230, 159, 0), 2: (86, 180, 233)}
OPACITY, CONTOUR = 0.3, 2.0


def gray_scene():
    c, r = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    return ((c * 37 + r * 91) % 800 - 300 + (c * c + r * r * 2) // 3).astype(np.float64)


def color_scene():
    c, r = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    return np.stack([c * 6 % 256, r * 8 % 256, (c * 5 + r * 3) % 256], axis=2).astype(np.float64)


def mask_scene():
    c, r = np.meshgrid(np.arange(COLUMNS), np.arange(ROWS))
    mask = np.zeros((ROWS, COLUMNS), int)
    mask[(c - 12) ** 2 + (r - 14) ** 2 <= 64] = 1
    mask[(c >= 25) & (c <= 33) & (r >= 8) & (r <= 21)] = 2
    return mask


class View:
    def __init__(self, row):
        self.zoom = float(row["zoom"])
        self.offset = np.array([float(row["offset_x"]), float(row["offset_y"])])
        self.turns = int(row["turns"])
        self.flips = int(row["flip_h"]), int(row["flip_v"])
        self.aspect = float(row["aspect"])
        width, height = COLUMNS, ROWS * self.aspect
        if self.turns % 2:
            width, height = height, width
        self.scale = min(WIDTH / width, HEIGHT / height) * self.zoom

    def image_from_viewport(self, x, y):
        """Frame coordinates of continuous viewport coordinates: the steps of COORDINATES.md undone
        one by one."""
        dx = (x - WIDTH / 2) / self.scale
        dy = (y - HEIGHT / 2) / self.scale
        if self.flips[0]:
            dx = -dx
        if self.flips[1]:
            dy = -dy
        for _ in range(self.turns):  # a quarter turn counterclockwise, y down
            dx, dy = dy, -dx
        return ((COLUMNS - 1) / 2 + self.offset[0] + dx,
                (ROWS - 1) / 2 + self.offset[1] + dy / self.aspect)


def nearest_pixel(view, x, y):
    u, v = view.image_from_viewport(x + 0.5, y + 0.5)
    i, j = int(np.floor(u + 0.5 + TIE)), int(np.floor(v + 0.5 + TIE))
    inside = 0 <= i < COLUMNS and 0 <= j < ROWS
    return u, v, i, j, inside


def sample(scene, u, v, i, j, interpolation):
    if interpolation == "nearest":
        return scene[j, i]
    i0, j0 = int(np.floor(u)), int(np.floor(v))
    fx, fy = u - i0, v - j0
    columns = [min(max(k, 0), COLUMNS - 1) for k in (i0, i0 + 1)]
    rows = [min(max(k, 0), ROWS - 1) for k in (j0, j0 + 1)]
    return ((1 - fx) * (1 - fy) * scene[rows[0], columns[0]]
            + fx * (1 - fy) * scene[rows[0], columns[1]]
            + (1 - fx) * fy * scene[rows[1], columns[0]]
            + fx * fy * scene[rows[1], columns[1]])


def window(value, row):
    c, w = float(row["window_center"]), float(row["window_width"])
    if row["function"] == "sigmoid":
        return 1 / (1 + np.exp(-4 * (value - c) / w))
    if row["function"] == "linear-exact":
        if value <= c - w / 2:
            return 0.0
        if value > c + w / 2:
            return 1.0
        return (value - c) / w + 0.5
    if value <= c - 0.5 - (w - 1) / 2:
        return 0.0
    if value > c - 0.5 + (w - 1) / 2:
        return 1.0
    return (value - (c - 0.5)) / (w - 1) + 0.5


def label_at(view, mask, x, y):
    _, _, i, j, inside = nearest_pixel(view, x, y)
    return mask[j, i] if inside else 0


def render(row):
    view = View(row)
    color = row["source"] == "color"
    scene = color_scene() if color else gray_scene()
    mask = mask_scene()
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for y in range(HEIGHT):
        for x in range(WIDTH):
            u, v, i, j, inside = nearest_pixel(view, x, y)
            if not inside:
                continue
            value = sample(scene, u, v, i, j, row["interpolation"])
            if color:
                g = np.array(value, float)
                if int(row["inverted"]):
                    g = 255 - g
            else:
                t = window(value, row)
                if int(row["inverted"]):
                    t = 1 - t
                g = np.full(3, 255.0 * t)
            label = mask[j, i] if int(row["mask"]) else 0
            if label:
                around = [label_at(view, mask, x + dx, y + dy)
                          for dx, dy in ((-CONTOUR, 0), (CONTOUR, 0), (0, -CONTOUR), (0, CONTOUR))]
                a = 1.0 if any(other != label for other in around) else OPACITY
                g = g + (np.array(MASK_COLOR[label], float) - g) * a
            picture[y, x] = np.clip(np.floor(g + 0.5), 0, 255)
    return picture


def main(folder):
    lines = (folder / "views.tsv").read_text().splitlines()
    keys = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(keys, line.split("\t")))
        header = f"P6\n{WIDTH} {HEIGHT}\n255\n".encode()
        (folder / f"{row['name']}.ppm").write_bytes(header + render(row).tobytes())


main(Path(sys.argv[1]))
