#pragma once

#include <string>
#include <string_view>

#include "core/base/bytes.hpp"

namespace overread {

/// A UID under 2.25 (a UUID as one decimal number) made from `text`: the same text gives the same
/// UID, so a picture without identity and a seeded phantom keep theirs.
///
/// @dicom PS3.5 B.2
std::string uid_from_text(std::string_view text);
std::string uid_from_bytes(ByteView bytes);

/// True for 1 to 64 characters of digits and dots, no empty component, no leading zero.
///
/// @dicom PS3.5 9.1
bool is_valid_uid(std::string_view uid);

}  // namespace overread
