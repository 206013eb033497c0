#include <array>

#include "core/base/uid.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"
#include "core/phantom/spine.hpp"

namespace overread {
namespace {

Dataset code(std::string_view scheme, std::string_view value, std::string_view meaning) {
  Dataset item;
  item.set_text(tags::kCodeValue, Vr::kSH, value);
  item.set_text(tags::kCodingSchemeDesignator, Vr::kSH, scheme);
  item.set_text(tags::kCodeMeaning, Vr::kLO, meaning);
  return item;
}

std::string with_zeros(int value, int digits) {
  std::string text = std::to_string(value);
  while (static_cast<int>(text.size()) < digits) text.insert(text.begin(), '0');
  return text;
}

}  // namespace

Dataset spine_dataset(const SpinePhantom& phantom) {
  const std::string name = "overread phantom spine " + std::to_string(phantom.seed) + " " +
                           std::to_string(phantom.columns) + "x" + std::to_string(phantom.rows);
  Dataset d;
  const auto text = [&d](Tag tag, Vr vr, std::string_view value) { d.set_text(tag, vr, value); };
  text(tags::kSpecificCharacterSet, Vr::kCS, "ISO_IR 192");
  d.set_texts(tags::kImageType, Vr::kCS, {"DERIVED", "PRIMARY"});
  text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.1.1");
  text(tags::kSopInstanceUid, Vr::kUI, uid_from_text(name + " instance"));
  text(tags::kStudyInstanceUid, Vr::kUI, uid_from_text(name + " study"));
  text(tags::kSeriesInstanceUid, Vr::kUI, uid_from_text(name + " series"));
  text(tags::kStudyDate, Vr::kDA, "20240110");
  text(tags::kStudyTime, Vr::kTM, "090000");
  text(tags::kContentDate, Vr::kDA, "20240110");
  text(tags::kContentTime, Vr::kTM, "090000");
  text(tags::kAccessionNumber, Vr::kSH, "");
  text(tags::kModality, Vr::kCS, "DX");
  text(tags::kPresentationIntentType, Vr::kCS, "FOR PRESENTATION");
  text(tags::kManufacturer, Vr::kLO, "Overread");
  text(tags::kManufacturerModelName, Vr::kLO, "Spine phantom");
  text(tags::kReferringPhysicianName, Vr::kPN, "");
  text(tags::kStudyDescription, Vr::kLO, "Whole spine, standing");
  text(tags::kSeriesDescription, Vr::kLO, "Spine AP, digital phantom");
  d.set_sequence(tags::kAnatomicRegionSequence, {code("SCT", "421060004", "Vertebral column")});
  text(tags::kPatientName, Vr::kPN, "Phantom^Spine " + std::to_string(phantom.seed));
  text(tags::kPatientId, Vr::kLO, "PHANTOM-SPINE-" + std::to_string(phantom.seed));
  text(tags::kPatientBirthDate, Vr::kDA, "");
  text(tags::kPatientSex, Vr::kCS, phantom.patient_sex);
  text(tags::kPatientAge, Vr::kAS, with_zeros(phantom.patient_age_years, 3) + "Y");
  text(tags::kBodyPartExamined, Vr::kCS, "SPINE");
  d.set_number(tags::kKvp, Vr::kDS, 80.0);
  d.set_numbers(tags::kImagerPixelSpacing, Vr::kDS,
                std::array{phantom.spacing_mm, phantom.spacing_mm});
  text(tags::kPositionerType, Vr::kCS, "NONE");
  text(tags::kViewPosition, Vr::kCS, "AP");
  text(tags::kDetectorType, Vr::kCS, "DIRECT");
  text(tags::kStudyId, Vr::kSH, "1");
  d.set_number(tags::kSeriesNumber, Vr::kIS, 1);
  d.set_number(tags::kInstanceNumber, Vr::kIS, 1);
  d.set_texts(tags::kPatientOrientation, Vr::kCS, {"L", "F"});
  text(tags::kImageLaterality, Vr::kCS, "U");
  d.set_number(tags::kSamplesPerPixel, Vr::kUS, 1);
  text(tags::kPhotometricInterpretation, Vr::kCS, phantom.photometric_interpretation);
  d.set_number(tags::kRows, Vr::kUS, phantom.rows);
  d.set_number(tags::kColumns, Vr::kUS, phantom.columns);
  d.set_numbers(tags::kPixelSpacing, Vr::kDS, std::array{phantom.spacing_mm, phantom.spacing_mm});
  d.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  d.set_number(tags::kBitsStored, Vr::kUS, 12);
  d.set_number(tags::kHighBit, Vr::kUS, 11);
  d.set_number(tags::kPixelRepresentation, Vr::kUS, 0);
  text(tags::kBurnedInAnnotation, Vr::kCS, "NO");
  const bool inverted = phantom.photometric_interpretation == "MONOCHROME1";
  text(tags::kPixelIntensityRelationship, Vr::kCS, "LOG");
  d.set_number(tags::kPixelIntensityRelationshipSign, Vr::kSS, inverted ? 1 : -1);
  d.set_number(tags::kWindowCenter, Vr::kDS, 2048);
  d.set_number(tags::kWindowWidth, Vr::kDS, 4096);
  d.set_number(tags::kRescaleIntercept, Vr::kDS, 0);
  d.set_number(tags::kRescaleSlope, Vr::kDS, 1);
  text(tags::kRescaleType, Vr::kLO, "US");
  text(tags::kLossyImageCompression, Vr::kCS, "00");
  d.set_sequence(tags::kAcquisitionContextSequence, {});
  d.set_sequence(tags::kViewCodeSequence, {code("SCT", "399348003", "antero-posterior")});
  text(tags::kPresentationLutShape, Vr::kCS, inverted ? "INVERSE" : "IDENTITY");
  Bytes pixels;
  pixels.reserve(phantom.pixels.size() * 2);
  for (const std::uint16_t value : phantom.pixels) {
    pixels.push_back(static_cast<std::uint8_t>(value & 0xFF));
    pixels.push_back(static_cast<std::uint8_t>(value >> 8));
  }
  d.set_bytes(tags::kPixelData, Vr::kOW, std::move(pixels));
  return d;
}

Result<Bytes> spine_dicom_file(const SpinePhantom& phantom) {
  return write_dicom_file(spine_dataset(phantom));
}

}  // namespace overread
