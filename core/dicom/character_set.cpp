#include "core/dicom/character_set.hpp"

#include <iconv.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace overread {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::uint8_t kEscape = 0x1B;

/// How the bytes of a code element become characters.
enum class Form {
  kAscii,       ///< One byte below 0x80.
  kSingleByte,  ///< One byte from 0x80 up, in `encoding`.
  kEucHigh,     ///< Two bytes from 0x80 up, in `encoding` (EUC-KR, GB2312).
  kEucLow,      ///< Two bytes below 0x80: high bits are set, then `encoding` (EUC-JP).
  kEucLow3,     ///< As kEucLow, after the single shift 0x8F (JIS X 0212 in EUC-JP).
  kGb,          ///< GB18030 or GBK: lead byte from 0x81 up, then one or three more.
  kUtf8,
};

struct Charset {
  std::string_view escape;  ///< After ESC; empty when it cannot be designated.
  bool is_g0 = false;       ///< Takes the place of ASCII rather than of the high half.
  Form form = Form::kAscii;
  const char* encoding = "";
};

/// Without code extensions: the high half of the first value, PS3.3 table C.12-2 and C.12-5.
struct Term {
  std::string_view registration;
  Form form;
  const char* encoding;
};

constexpr auto kTerms = std::to_array<Term>({
    {"IR 100", Form::kSingleByte, "ISO-8859-1"},
    {"IR 101", Form::kSingleByte, "ISO-8859-2"},
    {"IR 109", Form::kSingleByte, "ISO-8859-3"},
    {"IR 110", Form::kSingleByte, "ISO-8859-4"},
    {"IR 144", Form::kSingleByte, "ISO-8859-5"},
    {"IR 127", Form::kSingleByte, "ISO-8859-6"},
    {"IR 126", Form::kSingleByte, "ISO-8859-7"},
    {"IR 138", Form::kSingleByte, "ISO-8859-8"},
    {"IR 148", Form::kSingleByte, "ISO-8859-9"},
    {"IR 203", Form::kSingleByte, "ISO-8859-15"},
    {"IR 166", Form::kSingleByte, "TIS-620"},
    {"IR 13", Form::kSingleByte, "SHIFT_JIS"},
    {"IR 149", Form::kEucHigh, "EUC-KR"},
    {"IR 58", Form::kEucHigh, "GB2312"},
    {"IR 192", Form::kUtf8, "UTF-8"},
    {"GB18030", Form::kGb, "GB18030"},
    {"GBK", Form::kGb, "GBK"},
});

/// Designations by escape sequence, PS3.3 tables C.12-3 and C.12-4.
constexpr auto kDesignations = std::to_array<Charset>({
    {"(B", true, Form::kAscii, ""},
    {"(J", true, Form::kAscii, ""},
    {"-A", false, Form::kSingleByte, "ISO-8859-1"},
    {"-B", false, Form::kSingleByte, "ISO-8859-2"},
    {"-C", false, Form::kSingleByte, "ISO-8859-3"},
    {"-D", false, Form::kSingleByte, "ISO-8859-4"},
    {"-L", false, Form::kSingleByte, "ISO-8859-5"},
    {"-G", false, Form::kSingleByte, "ISO-8859-6"},
    {"-F", false, Form::kSingleByte, "ISO-8859-7"},
    {"-H", false, Form::kSingleByte, "ISO-8859-8"},
    {"-M", false, Form::kSingleByte, "ISO-8859-9"},
    {"-b", false, Form::kSingleByte, "ISO-8859-15"},
    {"-T", false, Form::kSingleByte, "TIS-620"},
    {")I", false, Form::kSingleByte, "SHIFT_JIS"},
    {"$)C", false, Form::kEucHigh, "EUC-KR"},
    {"$)A", false, Form::kEucHigh, "GB2312"},
    {"$B", true, Form::kEucLow, "EUC-JP"},
    {"$@", true, Form::kEucLow, "EUC-JP"},
    {"$(D", true, Form::kEucLow3, "EUC-JP"},
});

/// The high half a defined term stands for: "ISO_IR 144" and "ISO 2022 IR 144" both give Cyrillic.
std::optional<Charset> charset_of_term(std::string_view term) {
  while (!term.empty() && term.back() == ' ') term.remove_suffix(1);
  for (const Term& known : kTerms) {
    if (term.ends_with(known.registration) &&
        (term.size() == known.registration.size() || term.starts_with("ISO"))) {
      return Charset{"", false, known.form, known.encoding};
    }
  }
  return std::nullopt;
}

std::uint8_t byte_at(ByteView text, std::size_t index) {
  return index < text.size() ? text[index] : 0;
}

std::size_t utf8_length(ByteView text, std::size_t begin) {
  const std::uint8_t lead = byte_at(text, begin);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                                           : 4;
  if (length == 0 || lead > 0xF4 || begin + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((text[begin + i] & 0xC0) != 0x80) return 0;
  }
  const std::uint8_t second = byte_at(text, begin + 1);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
      (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
    return 0;
  }
  return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  const ByteView bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = utf8_length(bytes, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

struct CharacterSet::State {
  Charset initial_high{"", false, Form::kSingleByte, "ISO-8859-1"};
  bool is_default = true;
  mutable std::map<std::string_view, iconv_t> converters;

  ~State() {
    for (const auto& [encoding, converter] : converters) {
      if (converter != reinterpret_cast<iconv_t>(-1)) iconv_close(converter);
    }
  }

  /// One character, or U+FFFD where the platform's iconv has none.
  void append(std::string& out, const char* encoding, std::span<const std::uint8_t> code) const {
    const auto [entry, is_new] = converters.try_emplace(encoding, iconv_t{});
    if (is_new) entry->second = iconv_open("UTF-8", encoding);
    if (entry->second == reinterpret_cast<iconv_t>(-1)) {
      out += kReplacement;
      return;
    }
    std::array<char, 4> input{};
    for (std::size_t i = 0; i < code.size() && i < input.size(); ++i) {
      input[i] = static_cast<char>(code[i]);
    }
    std::array<char, 16> output{};
    char* from = input.data();
    char* to = output.data();
    std::size_t from_left = code.size();
    std::size_t to_left = output.size();
    iconv(entry->second, nullptr, nullptr, nullptr, nullptr);
    const std::size_t status = iconv(entry->second, &from, &from_left, &to, &to_left);
    if (status == static_cast<std::size_t>(-1) || from_left != 0 || to == output.data()) {
      out += kReplacement;
      return;
    }
    out.append(output.data(), to);
  }

  /// Appends the character at `begin`, returns the count of bytes it took.
  std::size_t append_high(std::string& out, const Charset& set, ByteView text,
                          std::size_t begin) const {
    std::size_t length = 1;
    switch (set.form) {
      case Form::kUtf8:
        length = utf8_length(text, begin);
        if (length == 0) {
          out += kReplacement;
          return 1;
        }
        out.append(reinterpret_cast<const char*>(text.data()) + begin, length);
        return length;
      case Form::kEucHigh:
        length = byte_at(text, begin + 1) >= 0x80 ? 2 : 1;
        break;
      case Form::kGb: {
        const std::uint8_t second = byte_at(text, begin + 1);
        length = second >= 0x30 && second <= 0x39 ? 4 : 2;
        if (second < 0x30) length = 1;
        break;
      }
      default:
        break;
    }
    length = std::min(length, text.size() - begin);
    append(out, set.encoding, text.subspan(begin, length));
    return length;
  }
};

CharacterSet::CharacterSet(std::span<const std::string> defined_terms)
    : state_(std::make_unique<State>()) {
  for (std::size_t i = 0; i < defined_terms.size(); ++i) {
    const auto charset = charset_of_term(defined_terms[i]);
    if (!charset) continue;
    state_->is_default = false;
    // The first value is in force from the start. Two-byte Korean and Chinese sets need their
    // escape by the standard; where it is missing the declared set is the best guess there is.
    const bool first_is_ascii = i > 0 && charset_of_term(defined_terms[0]) == std::nullopt;
    if (i == 0 || (first_is_ascii && i == 1)) state_->initial_high = *charset;
  }
}

CharacterSet::~CharacterSet() = default;

std::string CharacterSet::to_utf8(ByteView text, std::string_view delimiters) const {
  const std::string_view as_text(reinterpret_cast<const char*>(text.data()), text.size());
  bool plain = true;
  for (const std::uint8_t byte : text) plain = plain && byte < 0x80 && byte != kEscape;
  if (plain || (state_->is_default && is_utf8(as_text) &&
                as_text.find(static_cast<char>(kEscape)) == std::string_view::npos)) {
    return std::string(as_text);
  }
  std::string out;
  const Charset ascii{"", true, Form::kAscii, ""};
  Charset low = ascii;
  Charset high = state_->initial_high;
  for (std::size_t i = 0; i < text.size();) {
    const std::uint8_t byte = text[i];
    if (byte == kEscape) {
      const std::string_view rest = as_text.substr(i + 1);
      const Charset* designated = nullptr;
      for (const Charset& candidate : kDesignations) {
        if (rest.starts_with(candidate.escape)) designated = &candidate;
      }
      if (designated != nullptr) {
        (designated->is_g0 ? low : high) = *designated;
        i += 1 + designated->escape.size();
      } else {
        out += kReplacement;
        ++i;
      }
    } else if (byte >= 0x80) {
      i += state_->append_high(out, high, text, i);
    } else if (byte < 0x20 || low.form == Form::kAscii) {
      out += static_cast<char>(byte);
      if (byte < 0x20 || delimiters.find(static_cast<char>(byte)) != std::string_view::npos) {
        low = ascii;
        high = state_->initial_high;
      }
      ++i;
    } else if (byte == 0x20 || i + 1 >= text.size()) {
      out += byte == 0x20 ? std::string_view(" ") : kReplacement;
      ++i;
    } else {
      const std::array<std::uint8_t, 3> code{0x8F, static_cast<std::uint8_t>(byte | 0x80),
                                             static_cast<std::uint8_t>(text[i + 1] | 0x80)};
      const std::span<const std::uint8_t> all(code);
      state_->append(out, low.encoding, low.form == Form::kEucLow3 ? all : all.subspan(1));
      i += 2;
    }
  }
  return out;
}

}  // namespace overread
