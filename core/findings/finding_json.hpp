#pragma once

#include "core/findings/json_object.hpp"
#include "core/findings/result.hpp"

/// The parts that results, truths and journals share, as JSON values. Text that may be empty is
/// always written, so that a reader in another language finds every key of the contract.
namespace overread {

Json to_json_value(const Concept& concept_name);
Json to_json_value(const Measurement& measurement);
Json to_json_value(const Grade& grade);
Json to_json_value(const Region& region);
Json to_json_value(const Finding& finding);
Json to_json_value(const InputReference& input);

/// @param path  Where the value stands in its document, for messages.
/// @errors kInvalidJson naming the path.
Result<Concept> concept_from_json(const Json& value, const std::string& path);
Result<Measurement> measurement_from_json(const Json& value, const std::string& path);
Result<Grade> grade_from_json(const Json& value, const std::string& path);
Result<Region> region_from_json(const Json& value, const std::string& path);
Result<Finding> finding_from_json(const Json& value, const std::string& path);
Result<InputReference> input_from_json(const Json& value, const std::string& path);

/// An array of anything above.
template <class T>
Json to_json_array(const std::vector<T>& values) {
  Json array = Json::array();
  for (const T& value : values) array.push_back(to_json_value(value));
  return array;
}

}  // namespace overread
