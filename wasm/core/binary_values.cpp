#include "wasm/core/binary_values.hpp"

#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

namespace overread {
namespace {

Bytes number_as_bytes(std::size_t number) {
  return {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8),
          static_cast<std::uint8_t>(number >> 16), static_cast<std::uint8_t>(number >> 24)};
}

}  // namespace

void detach_binary_values(Dataset& dataset, Call& call) {
  std::vector<std::pair<Tag, Element>> changed;
  for (const auto& [tag, element] : dataset.elements()) {
    if (const auto* bytes = std::get_if<Bytes>(&element.value)) {
      if (bytes->empty()) continue;
      changed.emplace_back(tag, Element{element.vr, number_as_bytes(call.attach(*bytes))});
    } else if (const auto* items = std::get_if<Element::Sequence>(&element.value)) {
      Element::Sequence copy = *items;
      for (Dataset& item : copy) detach_binary_values(item, call);
      changed.emplace_back(tag, Element{element.vr, std::move(copy)});
    }
  }
  for (auto& [tag, element] : changed) dataset.set(tag, std::move(element));
}

Result<void> attach_binary_values(Dataset& dataset, const Call& call) {
  std::vector<std::pair<Tag, Element>> changed;
  for (const auto& [tag, element] : dataset.elements()) {
    if (const auto* bytes = std::get_if<Bytes>(&element.value)) {
      if (bytes->empty()) continue;
      ByteReader reader(*bytes);
      OVERREAD_TRY(const std::uint32_t number, reader.u32());
      if (number >= call.blob_count()) {
        return fail(ErrorCode::kInvalidArgument, describe(tag) + " has no bytes");
      }
      const ByteView blob = call.blob(number);
      changed.emplace_back(tag, Element{element.vr, Bytes(blob.begin(), blob.end())});
    } else if (const auto* items = std::get_if<Element::Sequence>(&element.value)) {
      Element::Sequence copy = *items;
      for (Dataset& item : copy) OVERREAD_CHECK(attach_binary_values(item, call));
      changed.emplace_back(tag, Element{element.vr, std::move(copy)});
    }
  }
  for (auto& [tag, element] : changed) dataset.set(tag, std::move(element));
  return {};
}

}  // namespace overread
