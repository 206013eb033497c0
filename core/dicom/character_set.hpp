#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.hpp"

namespace overread {

/// Turns text of one Specific Character Set into UTF-8.
///
/// Knows the single-byte sets (Latin 1–5 and 9, Cyrillic, Arabic, Greek, Hebrew, Thai, Japanese
/// katakana), their code extensions by ISO 2022 escapes, the two-byte sets of Japanese, Korean and
/// simplified Chinese, and ISO_IR 192, GB18030 and GBK. What has no meaning in the set becomes
/// U+FFFD; no text is ever refused.
///
/// @dicom PS3.3 C.12.1.1.2, PS3.5 6.1
class CharacterSet {
 public:
  /// @param defined_terms  Values of Specific Character Set, empty for the default repertoire,
  /// which
  ///                       is read as UTF-8 where it is that and as Latin 1 elsewhere: files that
  ///                       forgot to name their set are common.
  explicit CharacterSet(std::span<const std::string> defined_terms);
  ~CharacterSet();
  CharacterSet(const CharacterSet&) = delete;
  CharacterSet& operator=(const CharacterSet&) = delete;

  /// @param delimiters  Characters after which the initial sets are in force again: `\` between
  ///                    values, also `^` and `=` in person names.
  std::string to_utf8(ByteView text, std::string_view delimiters) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// True when `text` is well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

}  // namespace overread
