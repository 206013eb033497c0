#include "core/objects/key_objects.hpp"

namespace overread {
namespace {

/// Key Object Description. PS3.16 TID 2010
bool is_description(const ContentItem& item) {
  return item.value_type == "TEXT" && item.concept_name.value == "113012" &&
         item.concept_name.scheme == "DCM";
}

}  // namespace

KeyObjects key_objects(const StructuredReport& document) {
  KeyObjects selection;
  if (document.items.empty()) return selection;
  selection.title = document.items.front().concept_name;
  for (const ContentItem& item : document.items) {
    if (item.depth != 1) continue;
    if (is_description(item)) {
      if (!selection.description.empty()) selection.description += '\n';
      selection.description += item.value;
    } else if (item.relationship == "HAS CONCEPT MOD" && item.value_type == "CODE") {
      selection.modifiers.push_back(item.value);
    } else if (item.relationship == "CONTAINS") {
      selection.objects.insert(selection.objects.end(), item.references.begin(),
                               item.references.end());
    }
  }
  return selection;
}

}  // namespace overread
