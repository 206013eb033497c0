"""What is in an object that is no picture, counted with pydicom."""

from pydicom.uid import UID

REPORTS = "1.2.840.10008.5.1.4.1.1.88."
SEGMENTATIONS = {"1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7"}
MEDIA_DIRECTORY = "1.2.840.10008.1.3.10"
STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"


def counted(count, what):
    return f"{count} {what}" + ("" if count == 1 else "s")


def content_items(item):
    yield item
    for child in item.get("ContentSequence") or []:
        yield from content_items(child)


def report(ds):
    items = list(content_items(ds))
    references = sum(len(item.get("ReferencedSOPSequence") or []) for item in items)
    return f"tree, {counted(len(items), 'item')}, {counted(references, 'reference')}"


def segmentation(ds):
    segments = ds.get("SegmentSequence") or []
    if ds.get("SegmentationType") == "LABELMAP":
        # The background may be described like a segment. PS3.3 C.8.20.4
        segments = [s for s in segments if s.SegmentNumber != ds.get("PixelPaddingValue", 0)]
    return f"{counted(len(segments), 'segment')}, {counted(int(ds.get('NumberOfFrames', 1)), 'frame')}"


def structure_set(ds):
    contours = [c for roi in ds.get("ROIContourSequence") or [] for c in roi.get("ContourSequence") or []]
    points = sum(len(c.ContourData) // 3 for c in contours)
    structures = ds.get("StructureSetROISequence") or []
    counts = [(len(structures), "structure"), (len(contours), "contour"), (points, "point")]
    return ", ".join(counted(count, what) for count, what in counts)


def directory(ds):
    """Files that the records in use name. PS3.3 F.3.2.2"""
    records = ds.get("DirectoryRecordSequence") or []
    named = [r for r in records if r.get("ReferencedFileID") and r.get("RecordInUseFlag") != 0]
    return f"directory, {counted(len(named), 'file')}"


def name_of_class(uid):
    """As PS3.6 has it, without " Storage"; the UID itself where pydicom does not know it."""
    name = UID(uid).name
    return name[:-len(" Storage")] if name.endswith(" Storage") else name


def card(ds):
    waves = [f"{w.NumberOfWaveformChannels} × {w.NumberOfWaveformSamples}" for w in ds.get("WaveformSequence") or []]
    said = [name_of_class(ds.SOPClassUID)]
    if waves:
        said.append("channels × samples " + ", ".join(waves))
    if ds.get("EncapsulatedDocument"):
        said.append(f"{ds.MIMETypeOfEncapsulatedDocument} of {len(ds.EncapsulatedDocument)} bytes")
    return "card: " + ", ".join(said)


def phrase(ds):
    """What a reader has to be shown of a data set."""
    uid = str(ds.get("SOPClassUID", ""))
    if uid.startswith(REPORTS):
        return report(ds)
    if uid in SEGMENTATIONS:
        return segmentation(ds)
    if uid == STRUCTURE_SET:
        return structure_set(ds)
    if ds.get("Rows") and ds.get("Columns"):
        return "picture"
    meta = getattr(ds, "file_meta", None) or {}
    if meta.get("MediaStorageSOPClassUID") == MEDIA_DIRECTORY:
        return directory(ds)
    if not ds.get("SOPInstanceUID"):
        return "no object of a study"
    return card(ds)
