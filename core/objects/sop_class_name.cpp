#include "core/objects/sop_class_name.hpp"

#include <algorithm>
#include <array>

namespace overread {
namespace {

struct NamedClass {
  std::string_view uid, name;
};

constexpr auto kNamedClasses = std::to_array<NamedClass>({
#define OVERREAD_SOP_CLASS(uid, name) {uid, name},
#include "core/objects/sop_class_names.inc"
#undef OVERREAD_SOP_CLASS
});

static_assert(std::ranges::is_sorted(kNamedClasses, {}, &NamedClass::uid));

}  // namespace

std::string sop_class_name(std::string_view sop_class_uid) {
  const auto found = std::ranges::lower_bound(kNamedClasses, sop_class_uid, {}, &NamedClass::uid);
  if (found == kNamedClasses.end() || found->uid != sop_class_uid) {
    return std::string(sop_class_uid);
  }
  constexpr std::string_view kLastWord = " Storage";
  std::string_view name = found->name;
  if (name.ends_with(kLastWord)) name.remove_suffix(kLastWord.size());
  return std::string(name);
}

}  // namespace overread
