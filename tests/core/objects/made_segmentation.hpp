#pragma once

#include <string_view>
#include <vector>

#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"

/// Segmentations made element by element.
namespace overread::testing {

inline Dataset segment_item(int number, std::string_view label) {
  Dataset type;
  type.set_text(tags::kCodeValue, Vr::kSH, "10200004");
  type.set_text(tags::kCodingSchemeDesignator, Vr::kSH, "SCT");
  type.set_text(tags::kCodeMeaning, Vr::kLO, "Liver");
  Dataset dataset;
  dataset.set_number(tags::kSegmentNumber, Vr::kUS, number);
  dataset.set_text(tags::kSegmentLabel, Vr::kLO, label);
  dataset.set_text(tags::kSegmentAlgorithmType, Vr::kCS, "MANUAL");
  dataset.set_sequence(tags::kSegmentedPropertyTypeCodeSequence, {type});
  return dataset;
}

inline Dataset frame_group(int segment, std::string_view source, double z) {
  Dataset identification, reference, derivation, position;
  identification.set_number(tags::kReferencedSegmentNumber, Vr::kUS, segment);
  reference.set_text(tags::kReferencedSopInstanceUid, Vr::kUI, source);
  derivation.set_sequence(tags::kSourceImageSequence, {reference});
  position.set_numbers(tags::kImagePositionPatient, Vr::kDS, std::vector<double>{0, 0, z});
  Dataset group;
  group.set_sequence(tags::kSegmentIdentificationSequence, {identification});
  group.set_sequence(tags::kDerivationImageSequence, {derivation});
  group.set_sequence(tags::kPlanePositionSequence, {position});
  return group;
}

/// Two frames of 3 × 3 one-bit pixels, one of segment 1 and one of segment 2: 18 bits, so that the
/// second frame begins inside a byte.
///
///   frame 1   1 0 0   frame 2   0 1 0
///             0 1 0             1 1 1
///             0 0 1             0 1 0
inline DicomFile two_crosses() {
  Dataset measures, orientation, shared;
  measures.set_numbers(tags::kPixelSpacing, Vr::kDS, std::vector<double>{0.5, 0.7});
  orientation.set_numbers(tags::kImageOrientationPatient, Vr::kDS,
                          std::vector<double>{1, 0, 0, 0, 1, 0});
  shared.set_sequence(tags::kPixelMeasuresSequence, {measures});
  shared.set_sequence(tags::kPlaneOrientationSequence, {orientation});
  DicomFile file;
  file.transfer_syntax_uid = "1.2.840.10008.1.2.1";
  Dataset& d = file.dataset;
  d.set_text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.66.4");
  d.set_text(tags::kSegmentationType, Vr::kCS, "BINARY");
  d.set_text(tags::kFrameOfReferenceUid, Vr::kUI, "1.2.9");
  d.set_number(tags::kRows, Vr::kUS, 3);
  d.set_number(tags::kColumns, Vr::kUS, 3);
  d.set_number(tags::kSamplesPerPixel, Vr::kUS, 1);
  d.set_number(tags::kBitsAllocated, Vr::kUS, 1);
  d.set_number(tags::kNumberOfFrames, Vr::kIS, 2);
  d.set_sequence(tags::kSegmentSequence, {segment_item(1, "Slash"), segment_item(2, "Plus")});
  d.set_sequence(tags::kSharedFunctionalGroupsSequence, {shared});
  d.set_sequence(tags::kPerFrameFunctionalGroupsSequence,
                 {frame_group(1, "1.2.3.1", 10), frame_group(2, "1.2.3.2", 12.5)});
  // Bits 0, 4, 8 of the first frame; 9 + 1, 3, 4, 5, 7 of the second. Lowest bit first.
  d.set_bytes(tags::kPixelData, Vr::kOB, {0b00010001, 0b01110101, 0b00000001, 0});
  return file;
}

}  // namespace overread::testing
