#pragma once

#include <string>
#include <string_view>

#include "core/findings/terms.hpp"

namespace overread {

/// The fixed words of a report.
enum class ReportWord {
  kPatient,
  kStudy,
  kStudyUid,
  kTechnique,
  kFindings,
  kConclusion,
  kDisclosure,
  kBodyPart,
  kView,
  kSeries,
  kImages,
  kSliceThickness,
  kPixelSpacing,
  kKernel,
  kNoSpacing,
  kNothingAccepted,
  kNothingFound,
  kNothingRead,
  kMethod,
  kGradeBorderline,
  kGrade,
  kProbability,
  kAccepted,
  kEdited,
  kNotRead,
  kReader,
  kReaderUnnamed,
  kServiceVersion,
  kEvidence,
  kModel,
  kModelNone,
  kThreshold,
  kRunTime,
  kSeconds,
  kProposedBy,
  kProposedValue,
  kRefused,
  kFailed,
  kWarning,
  kServiceMeasured,
  kCaution,
  kKilovolts,
};

std::string_view word(ReportWord id, Language language);

}  // namespace overread
