#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

/// Typed access to samples that lie in bytes. Plain loops over these functions become SIMD.
/// Internal to core/dicom.
namespace overread {

static_assert(std::endian::native == std::endian::little, "Samples are kept little-endian");

template <class Word>
Word load(const std::uint8_t* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

template <class Word>
void store(std::uint8_t* at, Word word) {
  std::memcpy(at, &word, sizeof word);
}

/// Calls `work` with a zero of the unsigned type that is `size` bytes wide: 1, 2, 4, or else 8.
template <class Work>
decltype(auto) with_word_of(std::size_t size, Work&& work) {
  switch (size) {
    case 1:
      return std::forward<Work>(work)(std::uint8_t{0});
    case 2:
      return std::forward<Work>(work)(std::uint16_t{0});
    case 4:
      return std::forward<Work>(work)(std::uint32_t{0});
    default:
      return std::forward<Work>(work)(std::uint64_t{0});
  }
}

}  // namespace overread
