#pragma once

#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"

namespace overread {

/// How DS and IS are given: both forms are the standard's, strings keep what was written ("1.500").
enum class DecimalForm { kNumbers, kStrings };

/// The DICOM JSON model, with InlineBinary for bytes.
///
/// @dicom PS3.18 Annex F
std::string to_dicom_json(const Dataset& dataset, DecimalForm decimals = DecimalForm::kNumbers);

/// @errors kInvalidJson naming the attribute.
Result<Dataset> from_dicom_json(std::string_view json);

}  // namespace overread
