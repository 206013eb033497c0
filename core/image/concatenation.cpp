#include "core/image/concatenation.hpp"

#include <algorithm>
#include <set>

namespace overread {

std::map<std::string, std::vector<int>> missing_parts(std::span<const InstanceHeader> headers) {
  struct Parts {
    std::set<int> numbers;
    int last = 0;
  };
  std::map<std::string, Parts> by_uid;
  for (const InstanceHeader& header : headers) {
    const Concatenation& part = header.concatenation;
    if (part.uid.empty() || part.number < 1) continue;
    Parts& parts = by_uid[part.uid];
    parts.numbers.insert(part.number);
    parts.last = std::max({parts.last, part.number, part.total_number});
  }
  std::map<std::string, std::vector<int>> missing;
  for (const auto& [uid, parts] : by_uid) {
    std::vector<int> numbers;
    for (int number = 1; number <= parts.last && numbers.size() < kMostNamedParts; ++number) {
      if (!parts.numbers.contains(number)) numbers.push_back(number);
    }
    if (!numbers.empty()) missing.emplace(uid, std::move(numbers));
  }
  return missing;
}

}  // namespace overread
