"""Reads the SEG that overread_report_tests wrote with pydicom and counts its voxels.

The counts are those of the mask made by hand in report_examples.cpp: a block of 4 by 3 pixels on
slices 2 and 3 (label 1), a row of 5 pixels at the bottom of slice 4 (label 2).
"""

import sys

import pydicom

seg = pydicom.dcmread(sys.argv[1])
pixels = seg.pixel_array
assert pixels.shape == (3, 11, 13), pixels.shape
voxels = {1: 0, 2: 0}
for frame, group in zip(pixels, seg.PerFrameFunctionalGroupsSequence):
    number = group.SegmentIdentificationSequence[0].ReferencedSegmentNumber
    voxels[number] += int(frame.sum())
assert voxels == {1: 24, 2: 5}, voxels
assert pixels[0, 5:8, 2:6].all() and pixels[0].sum() == 12
assert pixels[2, 10, 8:13].all()
assert [s.SegmentLabel for s in seg.SegmentSequence] == ["Emphysema (LAA-950)", "Nodule"]
assert [s.SegmentNumber for s in seg.SegmentSequence] == [1, 2]
print("pydicom: SEG has 24 and 5 voxels")
