#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/findings/terms.hpp"

/// Words that view models put around values. Texts of buttons and panels are ui's.
namespace overread {

enum class Text {
  kUntitledSeries,
  kUnnamedPatient,
  kUncalibrated,
  kPixelSpacing,
  kPixelSpacingCalibrated,
  kImagerPixelSpacing,
  kEstimatedMagnification,
  kUltrasoundRegion,
  kImage,
  kOf,
  kWindow,
  kZoom,
  kThickness,
  kLossy,
  kNotCalibratedReason,
  kImagerSpacingReason,
  kEstimatedMagnificationReason,
  kUltrasoundRegionReason,
  kUnevenSpacing,
  kMissingSlices,
  kDuplicates,
  kGantryTilt,
  kMixedOrientation,
  kShiftedSlices,
  kMixedSpacing,
  kMissingParts,
  kMosaic,
  kUsualStep,
  kLargestStep,
  kUpTo,
  kLocalizer,
  kAxial,
  kCoronal,
  kSagittal,
  kClip,
  kStack,
  kSegment,
  kEcho,
  kPhase,
  kAcquisition,
  kTriggerDelay,
  kDimension,
  kPass,
  kAlreadyOpen,
  kNameless,
  kUidTaken,
  kIsolated,
  kMemory,
  kBorderline,
  kOtherModality,
  kServiceBroken,
  kOutsidePicture,
  kPadding,
  kSeries,
  kNoPicture,
  kIncomplete,
  kUnverified,
  kVerifiedBy,
  kSeeItem,
  kNotOpened,
  kFrames,
  kSegments,
  kStructures,
  kKeyImages,
  kKeyImage,
  kMadeFrom,
  kSourcesNotOpen,
  kFromHalf,
  kManual,
  kSemiautomatic,
  kAutomatic,
  kUnreadSyntax,
  kNoDecoder,
  kDeepJpegXl,
  kVideo,
  kVideoNotPlayed,
  kTransportStream,
  kProgramStream,
  kElementaryStream,
  kUnknownContainer,
  kCoarseReason,
  kOneStereoView,
  kChannels,
  kSeconds,
  kHertz,
  kDocument,
  kPresentationState,
  kCreatedBy,
  kImagesNotOpen,
  kTrueSizeFitted,
  kNotSubtracted,
  kPaletteNotKnown,
  kAnnotationsLeftOut,
  kMoreParts,
  kUndrawnParts,
  kWindowOfFile,
  kLutOfFile,
};

std::string text(Text id, Language language);

/// "1 image", "133 images"; in Russian with the right ending.
std::string image_count_text(int count, Language language);

/// "1 decode worker", "2 decode workers"; in Russian with the right ending.
std::string decode_workers_text(int count, Language language);

/// The parts that are not empty, a middle dot between them.
std::string joined(const std::vector<std::string>& parts);

/// A PN value for people: "Ivanov Ivan" from "Ivanov^Ivan^^^", the alphabetic group only.
std::string person_name_text(std::string_view person_name);

}  // namespace overread
