#!/usr/bin/env python3
"""Writes objects_reference.tsv: what pydicom and numpy find in real objects, one fact a row.

Usage: make_objects_reference.py DATA_FOLDER >objects_reference.tsv
DATA_FOLDER holds the files named below. Written with pydicom 2.3.1 (Debian python3-pydicom).

  report    items             number of content items, the root included
  report    items.TYPE        number of items of a value type ("reference" for those by reference)
  report    depth             of the deepest item, the root being 0
  report    texts             sum of the UTF-8 bytes of all Text Values
  report    references        SOP Instance UIDs in reading order, joined by spaces
  segment   NUMBER.frames     frames that have a pixel of it
  segment   NUMBER.area       pixels of it in all frames (fractional: from half of the maximum on)
  segment   NUMBER.moment     sum of (frame + 1) * (row + 1) * (column + 1) over these pixels
  segment   NUMBER.label      Segment Label
  frame     INDEX.source      Referenced SOP Instance UID and frame numbers of its source
  frame     INDEX.position    Image Position (Patient)
  roi       NUMBER.name, .color, .contours, .points
  roi       NUMBER.sums       sums of x, y and z of all points, mm
  waveform  INDEX             channels, samples, sampling frequency
"""
import os
import sys

import numpy as np
import pydicom

REPORTS = ["sr_document.dcm", "sr_document_with_multiple_groups.dcm", "test-SR.dcm", "reportsi.dcm",
           "dcmqi/sr-example/sr.dcm"]
SEGMENTATIONS = ["seg_image_cr_binary.dcm", "seg_image_ct_binary.dcm",
                 "seg_image_ct_binary_fractional.dcm", "seg_image_ct_binary_overlap.dcm",
                 "seg_image_ct_binary_single_frame.dcm", "seg_image_ct_true_fractional.dcm",
                 "seg_image_sm_control.dcm", "seg_image_sm_control_labelmap.dcm",
                 "seg_image_sm_control_labelmap_palette_color.dcm", "seg_image_sm_dots.dcm",
                 "seg_image_sm_numbers.dcm", "dcmqi/segmentations/partial_overlaps.dcm",
                 "dcmqi/sr-example/seg.dcm"]
STRUCTURE_SETS = ["rtstruct.dcm", "rt/rtss.dcm"]
WAVEFORMS = ["waveform_ecg.dcm"]


def items(item, depth=0):
    yield item, depth
    for child in item.get("ContentSequence", []):
        yield from items(child, depth + 1)


def report(dataset):
    found = list(items(dataset))
    yield "items", len(found)
    kinds = [("reference" if "ReferencedContentItemIdentifier" in i else i.ValueType) for i, _ in found]
    for kind in sorted(set(kinds)):
        yield f"items.{kind}", kinds.count(kind)
    yield "depth", max(depth for _, depth in found)
    yield "texts", sum(len(str(i.TextValue).rstrip(" ").encode()) for i, _ in found if "TextValue" in i)
    yield "references", " ".join(r.ReferencedSOPInstanceUID for i, _ in found
                                 for r in i.get("ReferencedSOPSequence", []))


def segment_of_frame(dataset, frame):
    shared = dataset.SharedFunctionalGroupsSequence[0]
    groups = dataset.PerFrameFunctionalGroupsSequence[frame]
    holder = groups if "SegmentIdentificationSequence" in groups else shared
    return holder.SegmentIdentificationSequence[0].ReferencedSegmentNumber


def segmentation(dataset):
    pixels = dataset.pixel_array
    if pixels.ndim == 2:
        pixels = pixels[np.newaxis]
    label_map = dataset.SegmentationType == "LABELMAP"
    background = dataset.get("PixelPaddingValue", 0)
    for segment in dataset.SegmentSequence:
        number = segment.SegmentNumber
        if label_map and number == background:
            continue
        if label_map:
            inside = pixels == number
        else:
            own = np.array([segment_of_frame(dataset, i) == number for i in range(len(pixels))])
            values = pixels.astype(int)
            if dataset.SegmentationType == "FRACTIONAL":
                values = 2 * values >= dataset.MaximumFractionalValue
            inside = (values != 0) & own[:, None, None]
        frame, row, column = np.nonzero(inside)
        yield "segment", f"{number}.label", segment.SegmentLabel
        yield "segment", f"{number}.frames", len(set(frame))
        yield "segment", f"{number}.area", len(frame)
        yield "segment", f"{number}.moment", int(((frame + 1) * (row + 1) * (column + 1)).sum())
    for index, groups in enumerate(dataset.PerFrameFunctionalGroupsSequence):
        if "DerivationImageSequence" in groups:
            for source in groups.DerivationImageSequence[0].get("SourceImageSequence", []):
                numbers = source.get("ReferencedFrameNumber", [])
                numbers = [numbers] if isinstance(numbers, (int, str)) else list(numbers)
                yield "frame", f"{index}.source", " ".join(
                    [source.ReferencedSOPInstanceUID] + [str(int(n)) for n in numbers])
        if "PlanePositionSequence" in groups:
            position = groups.PlanePositionSequence[0].ImagePositionPatient
            yield "frame", f"{index}.position", " ".join(repr(float(v)) for v in position)


def structure_set(dataset):
    contours = {c.ReferencedROINumber: c for c in dataset.get("ROIContourSequence", [])}
    for roi in dataset.StructureSetROISequence:
        own = contours.get(roi.ROINumber, {})
        lines = [np.array(c.ContourData, float).reshape(-1, 3) for c in own.get("ContourSequence", [])]
        points = np.vstack(lines) if lines else np.zeros((0, 3))
        yield f"{roi.ROINumber}.name", roi.ROIName
        yield f"{roi.ROINumber}.color", " ".join(str(int(v)) for v in own.get("ROIDisplayColor", []))
        yield f"{roi.ROINumber}.contours", len(lines)
        yield f"{roi.ROINumber}.points", len(points)
        yield f"{roi.ROINumber}.sums", " ".join(f"{v:.6f}" for v in points.sum(axis=0))


def main():
    root = sys.argv[1]

    def read(name):
        return pydicom.dcmread(os.path.join(root, name), force=True)

    print("file\tkind\tkey\tvalue")
    for name in REPORTS:
        for key, value in report(read(name)):
            print(name, "report", key, value, sep="\t")
    for name in SEGMENTATIONS:
        for kind, key, value in segmentation(read(name)):
            print(name, kind, key, value, sep="\t")
    for name in STRUCTURE_SETS:
        for key, value in structure_set(read(name)):
            print(name, "roi", key, value, sep="\t")
    for name in WAVEFORMS:
        for index, group in enumerate(read(name).WaveformSequence):
            print(name, "waveform", index, f"{group.NumberOfWaveformChannels} "
                  f"{group.NumberOfWaveformSamples} {float(group.SamplingFrequency)!r}", sep="\t")


main()
