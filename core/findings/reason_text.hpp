#pragma once

#include <string>

#include "core/findings/result.hpp"
#include "core/findings/terms.hpp"

namespace overread {

/// Why a service refused, or what it warns of, in the reader's language: in English the service's
/// own words with their numbers, otherwise what the code stands for. A code that is not known, and
/// several cautions at once, keep the service's words.
std::string reason_text(const Reason& reason, Language language);

}  // namespace overread
