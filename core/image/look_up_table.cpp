#include "core/image/look_up_table.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <variant>

namespace overread {

std::vector<std::uint16_t> words_of(const Element& element) {
  std::vector<std::uint16_t> words;
  if (const auto* integers = std::get_if<Element::Integers>(&element.value)) {
    words.reserve(integers->size());
    for (const std::int64_t value : *integers) {
      words.push_back(static_cast<std::uint16_t>(value & 0xFFFF));
    }
  } else if (const auto* bytes = std::get_if<Bytes>(&element.value)) {
    words.reserve(bytes->size() / 2);
    for (std::size_t i = 0; i + 1 < bytes->size(); i += 2) {
      words.push_back(static_cast<std::uint16_t>((*bytes)[i] | (*bytes)[i + 1] << 8));
    }
  }
  return words;
}

namespace {

/// Entries of at most 8 bits may be packed two to a word, the low byte first.
std::vector<std::uint16_t> unpacked(const std::vector<std::uint16_t>& words, std::size_t count) {
  std::vector<std::uint16_t> entries;
  entries.reserve(words.size() * 2);
  for (const std::uint16_t word : words) {
    entries.push_back(word & 0xFF);
    entries.push_back(static_cast<std::uint16_t>(word >> 8));
  }
  entries.resize(std::min(count, entries.size()));
  return entries;
}

}  // namespace

Result<LutDescriptor> read_lut_descriptor(const Dataset& dataset, Tag descriptor, TableInput input,
                                          std::string_view name) {
  const std::vector<double> numbers = dataset.numbers(descriptor);
  if (numbers.size() != 3) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} of the {} has {} values, must be 3", describe(descriptor), name,
                            numbers.size()));
  }
  if (!std::ranges::all_of(numbers, [](double value) { return std::fabs(value) <= 65536.0; })) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} of the {} is {}\\{}\\{}, out of 16 bits", describe(descriptor),
                            name, numbers[0], numbers[1], numbers[2]));
  }
  // A count of 65536 does not fit 16 bits and is written as 0; some write it signed.
  auto count = static_cast<int>(numbers[0]);
  if (count <= 0) count += 65536;
  auto first = static_cast<int>(numbers[1]);
  if (input == TableInput::kSigned && first > 32767) first -= 65536;
  if (count < 1 || count > 65536 || first < -32768 || first > 65535) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} of the {} is {}\\{}, out of 16 bits", describe(descriptor), name,
                            numbers[0], numbers[1]));
  }
  return LutDescriptor{.count = static_cast<std::size_t>(count),
                       .first_mapped = first,
                       .bits = static_cast<int>(numbers[2])};
}

Result<LookUpTable> read_look_up_table(const Dataset& dataset, Tag descriptor, Tag data,
                                       TableInput input, std::string_view name) {
  OVERREAD_TRY(const LutDescriptor stated, read_lut_descriptor(dataset, descriptor, input, name));
  const int bits = stated.bits;
  if (bits < 8 || bits > 16) {
    return fail(ErrorCode::kInvalidAttribute, std::format("{} of the {} says {} bits, must be 8–16",
                                                          describe(descriptor), name, bits));
  }
  const Element* element = dataset.find(data);
  if (element == nullptr) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} of the {} is missing", describe(data), name));
  }
  const std::size_t wanted = stated.count;
  std::vector<std::uint16_t> words = words_of(*element);
  if (bits == 8 && words.size() < wanted && words.size() == (wanted + 1) / 2) {
    words = unpacked(words, wanted);
  }
  if (words.size() < wanted) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} of the {} has {} entries, must be {}", describe(data), name,
                            words.size(), wanted));
  }
  words.resize(wanted);
  return LookUpTable{
      .first_mapped = stated.first_mapped, .bits = bits, .entries = std::move(words)};
}

std::uint16_t look_up(const LookUpTable& table, double input) {
  if (table.entries.empty()) return 0;
  const double last = static_cast<double>(table.entries.size() - 1);
  const double index = std::floor(input + 0.5) - table.first_mapped;
  if (!(index > 0.0)) return table.entries.front();
  return table.entries[static_cast<std::size_t>(std::min(index, last))];
}

double table_maximum(const LookUpTable& table) {
  return static_cast<double>((1u << table.bits) - 1u);
}

}  // namespace overread
