#include <array>
#include <string>

#include "core/base/uid.hpp"
#include "core/dicom/file.hpp"
#include "core/dicom/tags.hpp"
#include "core/phantom/chest_ct.hpp"
#include "core/phantom/chest_ct_truth.hpp"

namespace overread {
namespace {

using chest_ct::chest_ct_instance_uid;
using chest_ct::chest_ct_uid;

std::string three_digits(int value) {
  const std::string digits = std::to_string(value);
  return std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

/// What every instance of the series shares.
Dataset series_dataset(const ChestCt& ct, std::uint64_t seed, const ChestCtOptions& options) {
  Dataset d;
  const auto text = [&d](Tag tag, Vr vr, std::string_view value) { d.set_text(tag, vr, value); };
  text(tags::kSpecificCharacterSet, Vr::kCS, "ISO_IR 192");
  d.set_texts(tags::kImageType, Vr::kCS, {"ORIGINAL", "PRIMARY", "AXIAL"});
  text(tags::kSopClassUid, Vr::kUI, "1.2.840.10008.5.1.4.1.1.2");
  text(tags::kStudyInstanceUid, Vr::kUI, chest_ct_uid(seed, options, "study"));
  text(tags::kSeriesInstanceUid, Vr::kUI, chest_ct_uid(seed, options, "series"));
  text(tags::kFrameOfReferenceUid, Vr::kUI, chest_ct_uid(seed, options, "frame of reference"));
  text(tags::kStudyDate, Vr::kDA, "20240110");
  text(tags::kStudyTime, Vr::kTM, "090000");
  text(tags::kContentDate, Vr::kDA, "20240110");
  text(tags::kContentTime, Vr::kTM, "090000");
  text(tags::kAccessionNumber, Vr::kSH, "");
  text(tags::kModality, Vr::kCS, "CT");
  text(tags::kManufacturer, Vr::kLO, "Overread");
  text(tags::kManufacturerModelName, Vr::kLO, "Chest CT phantom");
  text(tags::kReferringPhysicianName, Vr::kPN, "");
  text(tags::kStudyDescription, Vr::kLO, "Chest CT");
  text(tags::kSeriesDescription, Vr::kLO, "Chest CT, digital phantom");
  text(tags::kPatientName, Vr::kPN, "Phantom^Chest " + std::to_string(seed));
  text(tags::kPatientId, Vr::kLO, "PHANTOM-CHEST-CT-" + std::to_string(seed));
  text(tags::kPatientBirthDate, Vr::kDA, "");
  text(tags::kPatientSex, Vr::kCS, "O");
  text(tags::kBodyPartExamined, Vr::kCS, "CHEST");
  text(tags::kPatientPosition, Vr::kCS, "HFS");
  text(tags::kPositionReferenceIndicator, Vr::kLO, "");
  text(tags::kConvolutionKernel, Vr::kSH, "STANDARD");
  text(tags::kStudyId, Vr::kSH, "1");
  text(tags::kPhotometricInterpretation, Vr::kCS, "MONOCHROME2");
  text(tags::kRescaleType, Vr::kLO, "HU");
  text(tags::kBurnedInAnnotation, Vr::kCS, "NO");
  d.set_number(tags::kKvp, Vr::kDS, 120);
  d.set_number(tags::kSliceThickness, Vr::kDS, ct.spacing_mm);
  d.set_number(tags::kSpacingBetweenSlices, Vr::kDS, ct.spacing_mm);
  d.set_number(tags::kSeriesNumber, Vr::kIS, 1);
  d.set_number(tags::kAcquisitionNumber, Vr::kIS, 1);
  d.set_number(tags::kSamplesPerPixel, Vr::kUS, 1);
  d.set_number(tags::kRows, Vr::kUS, ct.rows);
  d.set_number(tags::kColumns, Vr::kUS, ct.columns);
  d.set_numbers(tags::kPixelSpacing, Vr::kDS, std::array{ct.pixel_mm, ct.pixel_mm});
  d.set_numbers(tags::kImageOrientationPatient, Vr::kDS, std::array{1.0, 0.0, 0.0, 0.0, 1.0, 0.0});
  d.set_number(tags::kBitsAllocated, Vr::kUS, 16);
  d.set_number(tags::kBitsStored, Vr::kUS, 12);
  d.set_number(tags::kHighBit, Vr::kUS, 11);
  d.set_number(tags::kPixelRepresentation, Vr::kUS, 0);
  d.set_number(tags::kRescaleIntercept, Vr::kDS, -1024);
  d.set_number(tags::kRescaleSlope, Vr::kDS, 1);
  d.set_numbers(tags::kWindowCenter, Vr::kDS, std::array{-600.0, 40.0});
  d.set_numbers(tags::kWindowWidth, Vr::kDS, std::array{1500.0, 400.0});
  d.set_texts(tags::kWindowCenterWidthExplanation, Vr::kLO, {"Lung", "Mediastinum"});
  return d;
}

Bytes pixel_bytes(const ChestCt& ct, int slice) {
  const std::size_t pixels =
      static_cast<std::size_t>(ct.rows) * static_cast<std::size_t>(ct.columns);
  Bytes bytes;
  bytes.reserve(pixels * 2);
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint16_t value = ct.stored[static_cast<std::size_t>(slice) * pixels + i];
    bytes.push_back(static_cast<std::uint8_t>(value & 0xFF));
    bytes.push_back(static_cast<std::uint8_t>(value >> 8));
  }
  return bytes;
}

}  // namespace

Result<ChestCtSeries> make_chest_ct(std::uint64_t seed, const ChestCtOptions& options) {
  const ChestCt ct = render_chest_ct(seed, options);
  Dataset d = series_dataset(ct, seed, options);
  ChestCtSeries series;
  series.truth = ct.truth;
  series.truth.input.study_instance_uid = chest_ct_uid(seed, options, "study");
  series.truth.input.series_instance_uid = chest_ct_uid(seed, options, "series");
  // Files from the head down, as scanners number them; the truth lists them from the feet up.
  for (int slice = ct.slices - 1; slice >= 0; --slice) {
    const int number = ct.slices - slice;
    const double z = (slice + 0.5) * ct.spacing_mm - 300.0;
    const double corner = -0.5 * (ct.columns - 1) * ct.pixel_mm;
    d.set_text(tags::kSopInstanceUid, Vr::kUI, chest_ct_instance_uid(seed, options, slice));
    d.set_number(tags::kInstanceNumber, Vr::kIS, number);
    d.set_numbers(tags::kImagePositionPatient, Vr::kDS, std::array{corner, corner, z});
    d.set_number(tags::kSliceLocation, Vr::kDS, z);
    d.set_bytes(tags::kPixelData, Vr::kOW, pixel_bytes(ct, slice));
    OVERREAD_TRY(Bytes bytes, write_dicom_file(d));
    series.files.push_back({"ct-" + three_digits(number) + ".dcm", std::move(bytes)});
  }
  for (int slice = 0; slice < ct.slices; ++slice) {
    series.truth.input.sop_instance_uids.push_back(chest_ct_instance_uid(seed, options, slice));
  }
  return series;
}

}  // namespace overread
