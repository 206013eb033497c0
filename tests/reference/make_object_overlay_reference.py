#!/usr/bin/env python3
"""Writes object_overlay_reference.tsv: what segmentations and structure sets mark on real slices.

Usage: make_object_overlay_reference.py DATA_FOLDER >object_overlay_reference.tsv
Made with pydicom and numpy from the files themselves, without any of our code. Columns:

  slice    file of the slice, below DATA_FOLDER/objects
  object   file of the segmentation or structure set
  number   Segment Number or ROI Number; "all" for the union of all segments
  count    pixels of the segment, or points of all contours
  columns  sum of the columns of these pixels or points, first column 0
  rows     the same of the rows
"""
import os
import sys

import numpy as np
import pydicom

SEGMENTED = [("dcmqi/segmentations/partial_overlaps.dcm",
              ["dcmqi/ct-3slice/01.dcm", "dcmqi/ct-3slice/02.dcm", "dcmqi/ct-3slice/03.dcm"])]
CONTOURED = [("rt/rtss.dcm", ["rt/ct.0.dcm"])]


def position(dataset):
    return np.array(dataset.ImagePositionPatient, float)


def segments(segmentation, image):
    """Pixels of each segment on an image of the same grid, found by position alone."""
    found = {}
    for frame, groups in zip(segmentation.pixel_array, segmentation.PerFrameFunctionalGroupsSequence):
        if np.abs(position(groups.PlanePositionSequence[0]) - position(image)).max() < 0.01:
            number = groups.SegmentIdentificationSequence[0].ReferencedSegmentNumber
            found[number] = frame.astype(bool)
    return found


def contours(structures, image):
    """Points of each structure on an image, columns and rows, found by distance from its plane."""
    orientation = np.array(image.ImageOrientationPatient, float)
    across, down = orientation[:3], orientation[3:]
    normal = np.cross(across, down)
    rows_mm, columns_mm = (float(v) for v in image.PixelSpacing)
    for roi in structures.ROIContourSequence:
        places = []
        for contour in roi.get("ContourSequence", []):
            away = np.array(contour.ContourData, float).reshape(-1, 3) - position(image)
            if np.abs(away @ normal).max() < image.SliceThickness / 2:
                places.append(np.stack([away @ across / columns_mm, away @ down / rows_mm], axis=1))
        if places:
            yield roi.ReferencedROINumber, np.vstack(places)


def main():
    root = os.path.join(sys.argv[1], "objects")

    def read(name):
        return pydicom.dcmread(os.path.join(root, name), force=True)

    print("slice\tobject\tnumber\tcount\tcolumns\trows")
    for name, slices in SEGMENTED:
        segmentation = read(name)
        for image in slices:
            found = segments(segmentation, read(image))
            found["all"] = np.any(list(found.values()), axis=0)
            for number, plane in found.items():
                row, column = np.nonzero(plane)
                print(image, name, number, len(row), column.sum(), row.sum(), sep="\t")
    for name, slices in CONTOURED:
        structures = read(name)
        for image in slices:
            for number, points in contours(structures, read(image)):
                column, row = points.sum(axis=0)
                print(image, name, number, len(points), f"{column:.4f}", f"{row:.4f}", sep="\t")


main()
