#include "core/base/uid.hpp"

#include <array>
#include <cstdint>

namespace overread {
namespace {

// FNV-1a with a 128-bit state: identity, not secrecy, is what these UIDs need.
struct Hash128 {
  std::uint64_t high = 0x6c62272e07bb0142ULL;
  std::uint64_t low = 0x62b821756295c58dULL;

  void add(std::uint8_t byte) {
    low ^= byte;
    // Multiply by the 128-bit FNV prime 2^88 + 0x13b.
    const std::uint64_t a = (low & 0xFFFFFFFFULL) * 0x13bULL;
    const std::uint64_t b = (low >> 32) * 0x13bULL + (a >> 32);
    const std::uint64_t new_low = (b << 32) | (a & 0xFFFFFFFFULL);
    high = high * 0x13bULL + (b >> 32) + (low << 24);
    low = new_low;
  }
};

std::string decimal(std::uint64_t high, std::uint64_t low) {
  std::array<std::uint32_t, 4> words = {
      static_cast<std::uint32_t>(high >> 32), static_cast<std::uint32_t>(high),
      static_cast<std::uint32_t>(low >> 32), static_cast<std::uint32_t>(low)};
  std::string digits;
  bool zero = false;
  while (!zero) {
    std::uint64_t remainder = 0;
    zero = true;
    for (std::uint32_t& word : words) {
      const std::uint64_t value = (remainder << 32) | word;
      word = static_cast<std::uint32_t>(value / 10);
      remainder = value % 10;
      zero = zero && word == 0;
    }
    digits.insert(digits.begin(), static_cast<char>('0' + remainder));
  }
  return digits;
}

std::string uid_from_hash(Hash128 hash) {
  // Version 8 and variant bits of RFC 9562, so that the number is a well-formed UUID.
  hash.high = (hash.high & ~0xF000ULL) | 0x8000ULL;
  hash.low = (hash.low & ~(3ULL << 62)) | (2ULL << 62);
  return "2.25." + decimal(hash.high, hash.low);
}

}  // namespace

std::string uid_from_text(std::string_view text) {
  Hash128 hash;
  for (const char c : text) hash.add(static_cast<std::uint8_t>(c));
  return uid_from_hash(hash);
}

std::string uid_from_bytes(ByteView bytes) {
  Hash128 hash;
  for (const std::uint8_t byte : bytes) hash.add(byte);
  return uid_from_hash(hash);
}

bool is_valid_uid(std::string_view uid) {
  if (uid.empty() || uid.size() > 64) return false;
  std::size_t start = 0;
  while (true) {
    const std::size_t dot = uid.find('.', start);
    const std::string_view component = uid.substr(start, dot - start);
    if (component.empty() || (component.size() > 1 && component[0] == '0')) return false;
    for (const char c : component) {
      if (c < '0' || c > '9') return false;
    }
    if (dot == std::string_view::npos) return true;
    start = dot + 1;
  }
}

}  // namespace overread
