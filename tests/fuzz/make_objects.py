#!/usr/bin/env python3
"""Writes the first inputs of the targets that read files: one small file for each kind of object, with a value for
every attribute that its reader asks for.

Usage: make_objects.py OUT_FOLDER, with Debian 12's python3-pydicom and python3-numpy.
"""
import struct
import sys
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixel_data_handlers.rle_handler import rle_encode_frame
from pydicom.uid import ExplicitVRLittleEndian, RLELossless

STORAGE = "1.2.840.10008.5.1.4.1.1."
MASKS = np.array([[[0, 1, 1], [1, 0, 0]], [[1, 1, 0], [0, 0, 1]]], np.uint8)
H264, JPEG_XL = "1.2.840.10008.1.2.4.102", "1.2.840.10008.1.2.4.110"


def item(**attributes):
    d = Dataset()
    for keyword, value in attributes.items():
        setattr(d, keyword, value)
    return d


def code(value, scheme, meaning):
    return [item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)]


def image(uid, **more):
    return item(ReferencedSOPClassUID=STORAGE + "2", ReferencedSOPInstanceUID=uid, **more)


def instance(sop_class, **more):
    return item(SOPClassUID=STORAGE + sop_class, SOPInstanceUID="1.2.3", StudyInstanceUID="1.2",
                SeriesInstanceUID="1.3", ContentDate="20240131", ContentTime="142530", ContentLabel="SEED",
                ContentDescription="A seed", **more)


def pixels(data, bits, stored=None, **more):
    rows, columns = data.shape[1:3]
    d = item(SamplesPerPixel=1, PhotometricInterpretation="MONOCHROME2", NumberOfFrames=len(data), Rows=rows,
             Columns=columns, BitsAllocated=bits, BitsStored=stored or bits, HighBit=(stored or bits) - 1,
             PixelRepresentation=0, **more)
    d.PixelData = data.tobytes() if bits > 1 else np.packbits(data.ravel(), bitorder="little").tobytes()
    d["PixelData"].VR = "OB" if bits <= 8 else "OW"
    return d


def joined(*parts):
    d = Dataset()
    for part in parts:
        d.update(part)
    return d


def content(value_type, **more):
    return item(RelationshipType="CONTAINS", ValueType=value_type,
                ConceptNameCodeSequence=code("121071", "DCM", "Finding"), **more)


def report():
    number = item(NumericValue="23.4", MeasurementUnitsCodeSequence=code("mm", "UCUM", "millimeter"))
    reference = item(RelationshipType="INFERRED FROM", ReferencedContentItemIdentifier=[1, 2])
    return joined(
        instance("88.34", CompletionFlag="COMPLETE", VerificationFlag="VERIFIED"),
        item(ValueType="CONTAINER", ConceptNameCodeSequence=code("126000", "DCM", "Report")),
        item(VerifyingObserverSequence=[item(VerifyingObserverName="Doe^Jane", VerificationDateTime="20240131142530",
                                             VerifyingOrganization="Clinic")]),
        item(ContentSequence=[
            content("TEXT", TextValue="As before"),
            content("CODE", ConceptCodeSequence=code("T-11500", "SRT", "Spine")),
            content("NUM", MeasuredValueSequence=[number],
                    NumericValueQualifierCodeSequence=code("114006", "DCM", "Failed")),
            content("DATETIME", DateTime="20240131142530+0100"), content("DATE", Date="20240131"),
            content("TIME", Time="142530"), content("PNAME", PersonName="Doe^Jane"), content("UIDREF", UID="1.2.9"),
            content("TCOORD", TemporalRangeType="POINT"),
            content("SCOORD3D", GraphicType="POINT", GraphicData=[1.0, 2.0, 3.0], ReferencedFrameOfReferenceUID="1.5"),
            content("CONTAINER", ContentSequence=[
                content("SCOORD", GraphicType="POLYLINE", GraphicData=[1.0, 2.0, 3.0, 4.0], ContentSequence=[
                    content("IMAGE", ReferencedSOPSequence=[image("1.2.4", ReferencedFrameNumber=[1, 3])]), reference]),
            ]),
        ]))


def key_objects():
    modifier = item(RelationshipType="HAS CONCEPT MOD", ValueType="CODE",
                    ConceptNameCodeSequence=code("113011", "DCM", "Title Modifier"),
                    ConceptCodeSequence=code("113004", "DCM", "Quality"))
    description = item(RelationshipType="CONTAINS", ValueType="TEXT", TextValue="Blurred",
                       ConceptNameCodeSequence=code("113012", "DCM", "Key Object Description"))
    return joined(instance("88.59"), item(
        ValueType="CONTAINER", ConceptNameCodeSequence=code("113000", "DCM", "Of Interest"),
        ContentSequence=[modifier, description, content("IMAGE", ReferencedSOPSequence=[image("1.2.4")])]))


def plane(position):
    return {"PlanePositionSequence": [item(ImagePositionPatient=[0, 0, position])],
            "PlaneOrientationSequence": [item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])],
            "PixelMeasuresSequence": [item(PixelSpacing=[0.5, 0.25], SliceThickness=2, SpacingBetweenSlices=3)]}


def segment(number):
    return item(SegmentNumber=number, SegmentLabel="Lung", SegmentDescription="Left",
                SegmentedPropertyCategoryCodeSequence=code("123037004", "SCT", "Body structure"),
                SegmentedPropertyTypeCodeSequence=code("39607008", "SCT", "Lung"),
                SegmentAlgorithmType="AUTOMATIC", SegmentAlgorithmName="A",
                RecommendedDisplayCIELabValue=[30000, 33000, 35000])


def segmentation(kind, sop_class, data, bits, **more):
    frames = [item(SegmentIdentificationSequence=[item(ReferencedSegmentNumber=1 + i % 2)],
                   DerivationImageSequence=[item(SourceImageSequence=[image("1.2.4")])], **plane(3 * i))
              for i in range(len(data))]
    return joined(instance(sop_class, SegmentationType=kind, FrameOfReferenceUID="1.5"),
                  item(SegmentSequence=[segment(1), segment(2)], PerFrameFunctionalGroupsSequence=frames),
                  pixels(data, bits, **more))


def tiled_full():
    d = segmentation("BINARY", "66.4", MASKS, 1)
    del d.PerFrameFunctionalGroupsSequence
    d.DimensionOrganizationType = "TILED_FULL"
    d.SharedFunctionalGroupsSequence = [item(**plane(0))]
    return d


def compressed():
    d = segmentation("BINARY", "66.4", MASKS, 8)
    d.PixelData = encapsulate([rle_encode_frame(frame) for frame in MASKS])
    return d


def structure_set():
    contour = item(ContourGeometricType="CLOSED_PLANAR", NumberOfContourPoints=3,
                   ContourData=[1, 2, 3, 4, 5, 3, 6, 7.5, 3], ContourImageSequence=[image("1.2.4")])
    point = item(ContourGeometricType="POINT", NumberOfContourPoints=1, ContourData=[1, 2, 3])
    odd = item(ContourGeometricType="CLOSEDPLANAR_XOR", NumberOfContourPoints=2, ContourData=[1, 2, 3])
    return joined(instance("481.3", StructureSetLabel="PLAN", StructureSetName="First"), item(
        StructureSetROISequence=[item(ROINumber=1, ROIName="PTV", ROIDescription="Target",
                                      ReferencedFrameOfReferenceUID="1.5", ROIGenerationAlgorithm="MANUAL")],
        ROIContourSequence=[item(ReferencedROINumber=1, ROIDisplayColor=[255, 0, 7],
                                 ContourSequence=[contour, point, odd]),
                            item(ReferencedROINumber=2)],
        RTROIObservationsSequence=[item(ReferencedROINumber=1, RTROIInterpretedType="PTV")]))


def table(entries):
    return item(LUTDescriptor=[len(entries), 0, 8], LUTData=struct.pack(f"<{len(entries)}H", *entries))


def palette(segmented=False):
    d = Dataset()
    for color in ("Red", "Green", "Blue"):
        setattr(d, color + "PaletteColorLookupTableDescriptor", [8 if segmented else 3, 0, 16])
        # A discrete segment of 2, a linear one of 4 and the first again. PS3.3 C.7.9.2
        words = [0, 2, 0, 900, 1, 4, 65535, 2, 1, 0, 0] if segmented else [0, 900, 65535]
        setattr(d, ("Segmented" if segmented else "") + color + "PaletteColorLookupTableData",
                struct.pack(f"<{len(words)}H", *words))
    return d


def annotations():
    line = item(GraphicAnnotationUnits="PIXEL", GraphicDimensions=2, NumberOfGraphicPoints=2,
                GraphicData=[1.0, 2.0, 3.0, 4.0], GraphicType="POLYLINE", GraphicFilled="N")
    words = item(UnformattedTextValue="Old", BoundingBoxAnnotationUnits="DISPLAY",
                 BoundingBoxTopLeftHandCorner=[0.25, 0.5], BoundingBoxBottomRightHandCorner=[0.75, 1.0],
                 BoundingBoxTextHorizontalJustification="LEFT", AnchorPointAnnotationUnits="PIXEL", AnchorPoint=[1.5, 2.5],
                 AnchorPointVisibility="Y")
    return item(
        GraphicAnnotationSequence=[item(GraphicLayer="A", GraphicObjectSequence=[line], TextObjectSequence=[words],
                                        ReferencedImageSequence=[image("1.2.4")])],
        GraphicLayerSequence=[item(GraphicLayer="A", GraphicLayerOrder=1, GraphicLayerDescription="Lines",
                                   GraphicLayerRecommendedDisplayCIELabValue=[30000, 33000, 35000]),
                              item(GraphicLayer="B", GraphicLayerOrder=2,
                                   GraphicLayerRecommendedDisplayGrayscaleValue=65535)])


def overlay():
    d = Dataset()
    for element, vr, value in [(0x10, "US", 2), (0x11, "US", 4), (0x15, "IS", 1), (0x22, "LO", "Marks"),
                               (0x40, "CS", "G"), (0x50, "SS", [1, 1]), (0x100, "US", 1), (0x102, "US", 0),
                               (0x1001, "CS", "A"), (0x3000, "OW", b"\x5a\x00")]:
        d.add_new((0x6000, element), vr, value)
    return d


def presentation(sop_class, *more):
    area = item(DisplayedAreaTopLeftHandCorner=[1, 1], DisplayedAreaBottomRightHandCorner=[4, 3],
                PresentationSizeMode="MAGNIFY", PresentationPixelSpacing=[0.5, 0.25],
                PresentationPixelMagnificationRatio=2.0)
    return joined(
        instance(sop_class, ContentCreatorName="Doe^Jane", PresentationCreationDate="20240131",
                 PresentationCreationTime="142530"),
        item(ReferencedSeriesSequence=[item(SeriesInstanceUID="1.3", ReferencedImageSequence=[image("1.2.4")])],
             DisplayedAreaSelectionSequence=[area], ImageRotation=90, ImageHorizontalFlip="Y"),
        annotations(), overlay(), *more)


def grayscale():
    return presentation("11.1", item(
        ModalityLUTSequence=[joined(table([0, 1, 2]), item(ModalityLUTType="HU"))],
        SoftcopyVOILUTSequence=[item(WindowCenter=40, WindowWidth=400, VOILUTFunction="SIGMOID",
                                     ReferencedImageSequence=[image("1.2.4")]),
                                item(VOILUTSequence=[table([0, 100, 255])])],
        PresentationLUTSequence=[table([0, 100, 255])], ShutterShape=["RECTANGULAR", "CIRCULAR", "POLYGONAL"],
        ShutterLeftVerticalEdge=1, ShutterRightVerticalEdge=4, ShutterUpperHorizontalEdge=1,
        ShutterLowerHorizontalEdge=3, CenterOfCircularShutter=[2, 2], RadiusOfCircularShutter=2,
        VerticesOfThePolygonalShutter=[1, 1, 1, 4, 3, 4],
        ShutterPresentationValue=7, MaskSubtractionSequence=[item(MaskOperation="AVG_SUB")]))


def pseudo_color():
    return presentation("11.3", item(RescaleSlope=2, RescaleIntercept=-1024, RescaleType="HU"), palette())


def directory():
    def record(kind, **more):
        return item(OffsetOfTheNextDirectoryRecord=0, RecordInUseFlag=0xFFFF,
                    OffsetOfReferencedLowerLevelDirectoryEntity=0, DirectoryRecordType=kind, **more)
    d = item(FileSetID="SEED", OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity=0,
             OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity=0, FileSetConsistencyFlag=0,
             DirectoryRecordSequence=[record("PATIENT", PatientName="Doe^Jane", PatientID="1"),
                                      record("IMAGE", ReferencedFileID=["A", "B"],
                                             ReferencedSOPClassUIDInFile=STORAGE + "2",
                                             ReferencedSOPInstanceUIDInFile="1.2.4",
                                             ReferencedTransferSyntaxUIDInFile=ExplicitVRLittleEndian)])
    d.SOPClassUID, d.SOPInstanceUID = "1.2.840.10008.1.3.10", "1.2.3"
    return d


def real_world_value(**more):
    return item(LUTExplanation="ADC", LUTLabel="ADC", MeasurementUnitsCodeSequence=code("mm2/s", "UCUM", "square mm"),
                QuantityDefinitionSequence=[item(ValueType="CODE",
                                                 ConceptNameCodeSequence=code("246205007", "SCT", "Quantity"),
                                                 ConceptCodeSequence=code("113041", "DCM", "ADC"))], **more)


def parametric_map():
    frames = [item(RealWorldValueMappingSequence=[
        real_world_value(DoubleFloatRealWorldValueFirstValueMapped=0.0, DoubleFloatRealWorldValueLastValueMapped=2.0,
                         RealWorldValueSlope=2.0 + i, RealWorldValueIntercept=1.0)],
        StoredValueColorRangeSequence=[item(MinimumStoredValueMapped=0.0, MaximumStoredValueMapped=1.0 + i)],
        PixelValueTransformationSequence=[item(RescaleSlope=1, RescaleIntercept=0, RescaleType="US")], **plane(i))
        for i in range(2)]
    d = joined(instance("30", Modality="MR"), palette(segmented=True), item(PerFrameFunctionalGroupsSequence=frames),
               pixels(np.zeros((2, 2, 4), np.uint8), 8))
    for keyword in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation"):
        delattr(d, keyword)
    d.BitsAllocated = 32
    d.FloatPixelPaddingValue, d.FloatPixelPaddingRangeLimit = 0.0, 0.5
    d.FloatPixelData = np.linspace(0, 1, 16, dtype=np.float32).tobytes()
    return d


def enhanced():
    """An enhanced MR image, part of a concatenation, of which every frame says something else."""
    frames = [item(
        FrameContentSequence=[item(FrameAcquisitionNumber=i, StackID="1", InStackPositionNumber=i + 1,
                                   TemporalPositionIndex=1, DimensionIndexValues=[1, i + 1])],
        FrameVOILUTSequence=[item(WindowCenter=40 + i, WindowWidth=400, WindowCenterWidthExplanation="SOFT",
                                  VOILUTFunction="LINEAR_EXACT", VOILUTSequence=[table([0, 100, 255])])],
        PixelValueTransformationSequence=[item(RescaleSlope=2, RescaleIntercept=-i, RescaleType="US")],
        RealWorldValueMappingSequence=[
            real_world_value(RealWorldValueFirstValueMapped=0, RealWorldValueLastValueMapped=2,
                             RealWorldValueLUTData=[0.5, 1.5, float(i)])],
        MREchoSequence=[item(EffectiveEchoTime=10.0 + i)],
        MRDiffusionSequence=[item(DiffusionBValue=100.0 * i, DiffusionDirectionality="NONE")],
        MRImageFrameTypeSequence=[item(FrameType=["ORIGINAL", "PRIMARY", "PHASE", "NONE"])],
        CardiacSynchronizationSequence=[item(NominalCardiacTriggerDelayTime=5.0)],
        FrameDisplayShutterSequence=[item(ShutterShape="CIRCULAR", CenterOfCircularShutter=[2, 2],
                                          RadiusOfCircularShutter=1 + i)],
        **plane(3 * i)) for i in range(2)]
    for frame in frames:
        for keyword in ("RealWorldValueFirstValueMapped", "RealWorldValueLastValueMapped"):
            frame.RealWorldValueMappingSequence[0][keyword].VR = "US"
    return joined(
        instance("4.1", Modality="MR", ConcatenationUID="1.6", InConcatenationNumber=1, InConcatenationTotalNumber=2,
                 ConcatenationFrameOffsetNumber=0, PatientName="Doe^Jane"),
        item(PerFrameFunctionalGroupsSequence=frames, PixelPaddingValue=0, PixelPaddingRangeLimit=3,
             DimensionIndexSequence=[item(DimensionIndexPointer=0x00209057)]),
        overlay(), pixels(np.arange(16, dtype=np.uint16).reshape(2, 2, 4), 16, 12))


def palette_image():
    return joined(instance("7", Modality="OT", ConversionType="WSD", PixelAspectRatio=[2, 1]), palette(),
                  pixels(np.arange(3, dtype=np.uint8).reshape(1, 1, 3), 8),
                  item(PhotometricInterpretation="PALETTE COLOR"))


def radiograph():
    return joined(instance("1.1", Modality="DX", ImagerPixelSpacing=[0.1, 0.1], PixelSpacing=[0.08, 0.08],
                           PatientOrientation=["L", "F"], EstimatedRadiographicMagnificationFactor=1.25),
                  item(ModalityLUTSequence=[joined(table([0, 1, 2]), item(ModalityLUTType="OD"))],
                       VOILUTSequence=[table([0, 100, 255])]),
                  pixels(np.arange(4, dtype=np.uint16).reshape(1, 2, 2), 16, 10))


def video():
    d = joined(instance("77.1.4.1", Modality="GM", FrameTime=40, CineRate=25), pixels(np.zeros((1, 2, 2), np.uint8), 8))
    d.NumberOfFrames = 12
    stream = struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + struct.pack(">I4s", 8, b"mdat")
    d.PixelData = encapsulate([stream, b"\0" * 16])
    return d


def document():
    return instance("104.1", MIMETypeOfEncapsulatedDocument="application/pdf", DocumentTitle="Letter",
                    EncapsulatedDocument=b"%PDF-1.4", EncapsulatedDocumentLength=8)


def waveform():
    return instance("9.1.1", WaveformSequence=[item(NumberOfWaveformChannels=2, NumberOfWaveformSamples=100,
                                                    SamplingFrequency=500)])


def jpeg_xl():
    d = joined(instance("7", Modality="OT"), pixels(np.zeros((1, 2, 2), np.uint8), 8))
    d.PixelData = encapsulate([b"\xff\x0a" + b"\0" * 14])
    return d


OBJECTS = {
    "report": report(),
    "key-objects": key_objects(),
    "segmentation-binary": segmentation("BINARY", "66.4", MASKS, 1),
    "segmentation-rle": compressed(),
    "segmentation-tiled": tiled_full(),
    "segmentation-fractional": joined(segmentation("FRACTIONAL", "66.4", MASKS * 200, 8),
                                      item(MaximumFractionalValue=255)),
    "segmentation-labelmap": segmentation("LABELMAP", "66.7", MASKS.astype(np.uint16), 16),
    "structure-set": structure_set(),
    "presentation-grayscale": grayscale(),
    "presentation-pseudo-color": pseudo_color(),
    "directory": directory(),
    "parametric-map": parametric_map(),
    "enhanced-image": enhanced(),
    "palette-image": palette_image(),
    "radiograph": radiograph(),
    "video": video(),
    "document": document(),
    "waveform": waveform(),
    "jpeg-xl": jpeg_xl(),
}
# pydicom 2 does not know that of JPEG XL.
SYNTAXES = {"segmentation-rle": RLELossless, "video": H264, "jpeg-xl": H264}

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for name, dataset in OBJECTS.items():
    path, syntax = folder / f"{name}.dcm", SYNTAXES.get(name, ExplicitVRLittleEndian)
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.is_little_endian, dataset.is_implicit_VR = True, False
    if name in SYNTAXES:
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
    if name == "directory":
        del dataset.SOPClassUID, dataset.SOPInstanceUID
    dataset.save_as(path, write_like_original=False)
    if name == "jpeg-xl":
        path.write_bytes(path.read_bytes().replace(H264.encode(), JPEG_XL.encode()))
