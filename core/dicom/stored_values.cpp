#include "core/dicom/stored_values.hpp"

#include <type_traits>

#include "core/dicom/words.hpp"

namespace overread {
namespace {

template <class Word>
constexpr int kBits = 8 * static_cast<int>(sizeof(Word));

/// The bits that are set in `of(word)` for any word.
template <class Word, class Of>
Word united(const Bytes& pixels, Of of) {
  const std::uint8_t* const data = pixels.data();
  const std::size_t count = pixels.size() / sizeof(Word);
  Word all = 0;
  for (std::size_t i = 0; i < count; ++i) {
    all = static_cast<Word>(all | of(load<Word>(data + i * sizeof(Word))));
  }
  return all;
}

template <class Word, class Of>
void replace_each(Bytes& pixels, Of of) {
  std::uint8_t* const data = pixels.data();
  const std::size_t count = pixels.size() / sizeof(Word);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint8_t* const at = data + i * sizeof(Word);
    store(at, of(load<Word>(at)));
  }
}

/// True when the bits above `bits_stored` are nothing but signs: all ones somewhere, and never a
/// mixture.
template <class Word>
bool is_sign_extended(const Bytes& pixels, int bits_stored) {
  const auto high = [bits_stored](Word word) { return static_cast<Word>(word >> bits_stored); };
  const auto mixture = [=](Word word) {
    const auto spread = static_cast<Word>(0 - (high(word) & 1));
    return static_cast<Word>(high(word) ^ high(spread));
  };
  return united<Word>(pixels, mixture) == 0 && united<Word>(pixels, high) != 0;
}

template <class Word>
int bits_in_use_of(const Bytes& pixels, const WordLayout& layout) {
  using Signed = std::make_signed_t<Word>;
  // Of a negative number the complement: both are small when the number is.
  const auto magnitude = [](Word word) {
    const auto sign = static_cast<Word>(static_cast<Signed>(word) >> (kBits<Word> - 1));
    return static_cast<Word>(word ^ sign);
  };
  const bool fits =
      layout.is_signed
          ? united<Word>(pixels, magnitude) >> (layout.bits_stored - 1) == 0
          : united<Word>(pixels, [](Word word) { return word; }) >> layout.bits_stored == 0;
  return fits ? layout.bits_stored : kBits<Word>;
}

template <class Word>
void extract(Bytes& pixels, const WordLayout& layout) {
  using Signed = std::make_signed_t<Word>;
  const int above = kBits<Word> - 1 - layout.high_bit;
  const int unused = kBits<Word> - layout.bits_stored;
  if (layout.is_signed) {
    replace_each<Word>(pixels, [=](Word word) {
      const auto top = static_cast<Word>(word << above);
      return static_cast<Word>(static_cast<Signed>(top) >> unused);
    });
  } else {
    replace_each<Word>(pixels, [=](Word word) {
      const auto top = static_cast<Word>(word << above);
      return static_cast<Word>(top >> unused);
    });
  }
}

}  // namespace

int extract_stored_values(Bytes& pixels, const WordLayout& layout) {
  return with_word_of(static_cast<std::size_t>(layout.bytes_per_sample), [&]<class Word>(Word) {
    if (layout.bits_stored >= kBits<Word>) return kBits<Word>;
    if (layout.is_signed && !layout.carries_overlays && layout.high_bit + 1 == layout.bits_stored &&
        is_sign_extended<Word>(pixels, layout.bits_stored)) {
      return bits_in_use_of<Word>(pixels, layout);
    }
    extract<Word>(pixels, layout);
    return layout.bits_stored;
  });
}

int bits_in_use(const Bytes& pixels, const WordLayout& layout) {
  return with_word_of(static_cast<std::size_t>(layout.bytes_per_sample), [&]<class Word>(Word) {
    return layout.bits_stored >= kBits<Word> ? kBits<Word> : bits_in_use_of<Word>(pixels, layout);
  });
}

}  // namespace overread
