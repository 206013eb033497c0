#pragma once

#include <string>
#include <vector>

#include "core/findings/terms.hpp"
#include "core/image/series.hpp"

/// What a stack is called and warned of, in the reader's language.
namespace overread {

/// "Uneven slice spacing: 1.08–7.00 mm".
std::string warning_text(const GeometryWarning& warning, Language language);

/// What sets a stack apart, one entry a trait: "sagittal", "phase 2".
std::vector<std::string> trait_texts(const std::vector<StackTrait>& traits, Language language);

/// Series Description, or Protocol Name, or that there is none.
std::string series_title(const Series& series, Language language);

}  // namespace overread
