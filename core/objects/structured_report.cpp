#include "core/objects/structured_report.hpp"

#include <format>
#include <map>
#include <utility>

#include "core/dicom/tags.hpp"
#include "core/objects/codes.hpp"
#include "core/objects/content_value.hpp"

namespace overread {
namespace {

/// Where an item stands: 1 for the root, then the 1-based position at each level. PS3.3 C.17.3.2.5
using Path = std::vector<std::int64_t>;

std::optional<ContentGraphic> graphic_of(const Dataset& item, const std::string& value_type) {
  if (value_type != "SCOORD" && value_type != "SCOORD3D") return std::nullopt;
  return ContentGraphic{item.text(tags::kGraphicType), item.numbers(tags::kGraphicData),
                        value_type == "SCOORD" ? 2 : 3,
                        item.text(tags::kReferencedFrameOfReferenceUid)};
}

class TreeReader {
 public:
  Result<std::vector<ContentItem>> read(const Dataset& root) {
    OVERREAD_CHECK(add(root, 0));
    for (const auto& [index, path] : references_) {
      const auto target = by_path_.find(path);
      if (target != by_path_.end()) items_[index].target = target->second;
    }
    return std::move(items_);
  }

 private:
  Result<void> add(const Dataset& dataset, int depth) {
    if (items_.size() == kMaxContentItems) {
      return fail(ErrorCode::kTooLarge,
                  std::format("{} has more than {} content items", describe(tags::kContentSequence),
                              kMaxContentItems));
    }
    if (depth > kMaxContentDepth) {
      return fail(ErrorCode::kTooLarge,
                  std::format("{} nests deeper than {}", describe(tags::kContentSequence),
                              kMaxContentDepth));
    }
    const std::size_t index = items_.size();
    by_path_.emplace(path_, static_cast<int>(index));
    items_.push_back(item_of(dataset, depth));
    if (items_.back().by_reference) {
      references_.emplace_back(index, identifier_of(dataset));
      return {};
    }
    path_.push_back(0);
    for (const Dataset& child : dataset.sequence(tags::kContentSequence)) {
      ++path_.back();
      OVERREAD_CHECK(add(child, depth + 1));
    }
    path_.pop_back();
    return {};
  }

  static ContentItem item_of(const Dataset& dataset, int depth) {
    ContentItem item;
    item.depth = depth;
    item.relationship = dataset.text(tags::kRelationshipType);
    item.by_reference = dataset.contains(tags::kReferencedContentItemIdentifier);
    if (item.by_reference) return item;
    item.value_type = dataset.text(tags::kValueType);
    item.concept_name = concept_at(dataset, tags::kConceptNameCodeSequence);
    item.value = content_value(dataset);
    item.references = sop_references(dataset, tags::kReferencedSopSequence);
    item.graphic = graphic_of(dataset, item.value_type);
    return item;
  }

  static Path identifier_of(const Dataset& dataset) {
    constexpr std::int64_t kNowhere = 0;
    constexpr Tag kIdentifier = tags::kReferencedContentItemIdentifier;
    Path path(dataset.numbers(kIdentifier).size());
    for (std::size_t i = 0; i < path.size(); ++i) {
      path[i] = dataset.integer(kIdentifier, i).value_or(kNowhere);
    }
    return path;
  }

  std::vector<ContentItem> items_;
  Path path_{1};
  std::map<Path, int> by_path_;
  std::vector<std::pair<std::size_t, Path>> references_;
};

std::vector<ReportVerifier> verifiers_of(const Dataset& dataset) {
  std::vector<ReportVerifier> verifiers;
  for (const Dataset& item : dataset.sequence(tags::kVerifyingObserverSequence)) {
    verifiers.push_back({item.text(tags::kVerifyingObserverName),
                         item.text(tags::kVerificationDateTime),
                         item.text(tags::kVerifyingOrganization)});
  }
  return verifiers;
}

}  // namespace

Result<StructuredReport> structured_report(const Dataset& dataset) {
  if (dataset.text(tags::kValueType) != "CONTAINER") {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is \"{}\", must be CONTAINER", describe(tags::kValueType),
                            dataset.text(tags::kValueType)));
  }
  StructuredReport report;
  OVERREAD_TRY(report.items, TreeReader().read(dataset));
  report.title = report.items.front().concept_name.meaning;
  report.is_complete = dataset.text(tags::kCompletionFlag) == "COMPLETE";
  report.is_verified = dataset.text(tags::kVerificationFlag) == "VERIFIED";
  report.verifiers = verifiers_of(dataset);
  report.content_date = dataset.text(tags::kContentDate);
  report.content_time = dataset.text(tags::kContentTime);
  return report;
}

}  // namespace overread
