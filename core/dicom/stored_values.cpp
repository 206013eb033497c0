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

/// The lowest `count` bits, of fewer than a word has. Masks, not shifts: those make 32 bits of a
/// word's 16, and half as many fit a vector.
template <class Word>
constexpr Word lowest(int count) {
  return static_cast<Word>((Word{1} << count) - 1);
}

/// True when the bits above `bits_stored` are nothing but signs: all ones somewhere, and never a
/// mixture.
template <class Word>
bool is_sign_extended(const Bytes& pixels, int bits_stored) {
  const auto high = static_cast<Word>(~lowest<Word>(bits_stored));
  const auto first = static_cast<Word>(Word{1} << bits_stored);
  const auto others = static_cast<Word>(high ^ first);
  // One more than all ones is nothing, than nothing the first bit; anything else leaves others.
  const auto mixture = [=](Word word) {
    return static_cast<Word>(((word & high) + first) & others);
  };
  return united<Word>(pixels, mixture) == 0 &&
         united<Word>(pixels, [=](Word word) { return static_cast<Word>(word & high); }) != 0;
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
  if (const int below = layout.high_bit + 1 - layout.bits_stored; below > 0) {
    replace_each<Word>(pixels, [=](Word word) { return static_cast<Word>(word >> below); });
  }
  const auto mask = lowest<Word>(layout.bits_stored);
  const auto sign = static_cast<Word>(layout.is_signed ? mask ^ (mask >> 1) : 0);
  replace_each<Word>(pixels,
                     [=](Word word) { return static_cast<Word>(((word & mask) ^ sign) - sign); });
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
