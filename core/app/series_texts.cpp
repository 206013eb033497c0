#include "core/app/series_texts.hpp"

#include <algorithm>
#include <format>

#include "core/app/texts.hpp"

namespace overread {
namespace {

constexpr std::string_view kThinSpace = "\u2009";

/// In hundredths: spacings differ by less than the tenths of a measurement.
std::string mm_text(double value, Language language) {
  return std::format("{}{}{}", number_text(value, 2, decimal_mark(language)), kThinSpace,
                     term("mm", language));
}

std::string mm_range_text(double low, double high, Language language) {
  return std::format("{}–{}", number_text(low, 2, decimal_mark(language)), mm_text(high, language));
}

std::string degrees_text(double value, Language language) {
  return number_text(value, 1, decimal_mark(language)) + "°";
}

std::string count_text(double value) { return std::format("{:.0f}", value); }

/// A long list is of no more use than its beginning.
std::string numbers_text(const std::vector<int>& numbers) {
  constexpr std::size_t kShown = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(numbers.size(), kShown); ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(numbers[i]);
  }
  return numbers.size() > kShown ? text + " …" : text;
}

std::string warning_numbers(const GeometryWarning& warning, Language language) {
  switch (warning.kind) {
    case GeometryWarning::Kind::kUnevenSpacing:
    case GeometryWarning::Kind::kMixedSpacing:
      return mm_range_text(warning.low, warning.high, language);
    case GeometryWarning::Kind::kMissingSlices:
      return std::format("{} ({} {}, {} {})", count_text(warning.value),
                         text(Text::kUsualStep, language), mm_text(warning.low, language),
                         text(Text::kLargestStep, language), mm_text(warning.high, language));
    case GeometryWarning::Kind::kDuplicates:
    case GeometryWarning::Kind::kMosaic:
      return count_text(warning.value);
    case GeometryWarning::Kind::kGantryTilt:
      return degrees_text(warning.value, language);
    case GeometryWarning::Kind::kMixedOrientation:
      return std::format("{}, {} {}", count_text(warning.value), text(Text::kUpTo, language),
                         degrees_text(warning.high, language));
    case GeometryWarning::Kind::kShiftedSlices:
      return mm_text(warning.value, language);
    case GeometryWarning::Kind::kMissingParts:
      return numbers_text(warning.numbers);
  }
  return {};
}

Text warning_name(GeometryWarning::Kind kind) {
  switch (kind) {
    case GeometryWarning::Kind::kUnevenSpacing:
      return Text::kUnevenSpacing;
    case GeometryWarning::Kind::kMissingSlices:
      return Text::kMissingSlices;
    case GeometryWarning::Kind::kDuplicates:
      return Text::kDuplicates;
    case GeometryWarning::Kind::kGantryTilt:
      return Text::kGantryTilt;
    case GeometryWarning::Kind::kMixedOrientation:
      return Text::kMixedOrientation;
    case GeometryWarning::Kind::kShiftedSlices:
      return Text::kShiftedSlices;
    case GeometryWarning::Kind::kMixedSpacing:
      return Text::kMixedSpacing;
    case GeometryWarning::Kind::kMissingParts:
      return Text::kMissingParts;
    case GeometryWarning::Kind::kMosaic:
      return Text::kMosaic;
  }
  return Text::kUnevenSpacing;
}

/// "phase 2"; a part whose frames say nothing is the one without.
std::string named(Text name, const std::string& value, Language language) {
  return std::format("{} {}", text(name, language), value.empty() ? "–" : value);
}

std::string plane_text(const std::string& plane, Language language) {
  if (plane == "axial") return text(Text::kAxial, language);
  return text(plane == "coronal" ? Text::kCoronal : Text::kSagittal, language);
}

std::string trait_text(const StackTrait& trait, Language language) {
  switch (trait.kind) {
    case StackTrait::Kind::kLocalizer:
      return text(Text::kLocalizer, language);
    case StackTrait::Kind::kOrientation:
      return plane_text(trait.value, language);
    case StackTrait::Kind::kSize:
    case StackTrait::Kind::kImageType:
    case StackTrait::Kind::kKernel:
      return trait.value.empty() ? "–" : trait.value;
    case StackTrait::Kind::kClip:
      return named(Text::kClip, trait.value, language);
    case StackTrait::Kind::kStackId:
      return named(Text::kStack, trait.value, language);
    case StackTrait::Kind::kSegment:
      return named(Text::kSegment, trait.value, language);
    case StackTrait::Kind::kEcho:
      return named(Text::kEcho, trait.value, language);
    case StackTrait::Kind::kBValue:
      return "b " + (trait.value.empty() ? std::string("–") : trait.value);
    case StackTrait::Kind::kTemporalPosition:
      return named(Text::kPhase, trait.value, language);
    case StackTrait::Kind::kAcquisition:
      return named(Text::kAcquisition, trait.value, language);
    case StackTrait::Kind::kTriggerTime:
      return named(Text::kTriggerDelay, trait.value, language);
    case StackTrait::Kind::kDimension:
      return named(Text::kDimension, trait.value, language);
    case StackTrait::Kind::kPass:
      return named(Text::kPass, trait.value, language);
  }
  return {};
}

}  // namespace

std::string warning_text(const GeometryWarning& warning, Language language) {
  return std::format("{}: {}", text(warning_name(warning.kind), language),
                     warning_numbers(warning, language));
}

std::vector<std::string> trait_texts(const std::vector<StackTrait>& traits, Language language) {
  std::vector<std::string> texts;
  texts.reserve(traits.size());
  for (const StackTrait& trait : traits) texts.push_back(trait_text(trait, language));
  return texts;
}

std::string series_title(const Series& series, Language language) {
  const InstanceHeader& first = series.instances.front();
  const std::string& title =
      first.series_description.empty() ? first.protocol_name : first.series_description;
  return title.empty() ? text(Text::kUntitledSeries, language) : title;
}

}  // namespace overread
