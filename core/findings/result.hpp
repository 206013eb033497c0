#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/geometry/spaces.hpp"

namespace overread {

/// A coded concept: Coding Scheme Designator, Code Value, Code Meaning.
struct Concept {
  std::string scheme, value, meaning;
  friend bool operator==(const Concept&, const Concept&) = default;
};

/// A number with its unit (UCUM), place and how it was made.
struct Measurement {
  Concept concept_name;
  double value = 0.0;
  std::string unit;        ///< UCUM: "deg", "mm", "%", "HU" as "[hnsf'U]" only in DICOM.
  std::string site;        ///< "thoracic", "left lung"; may be empty.
  std::string laterality;  ///< "left", "right", "both" or empty.
  std::string method;
};

struct Grade {
  std::string scheme;  ///< Never shown without it.
  std::string value;
  bool borderline = false;
};

enum class RegionKind { kPoint, kPolyline, kPolygon, kBox, kMask };

/// Where a finding is. Points in image pixels, centers at integers.
struct Region {
  RegionKind kind = RegionKind::kPoint;
  std::string sop_instance_uid;
  int frame_number = 1;
  std::vector<Point<Image>> points;  ///< A box is two points: first and last pixel.
  std::string mask;                  ///< For kMask: name of the SEG written beside.
  int mask_segment = 0;              ///< Its Segment Number, 1-based; 0 for none.
  std::string role;                  ///< What a line stands for: "superior end plate", ...
};

struct Finding {
  Concept concept_name;
  std::string site, laterality;
  std::optional<double> probability;
  std::vector<Measurement> measurements;
  std::vector<Grade> grades;
  std::vector<Region> regions;
};

struct ServiceIdentity {
  std::string id, version, model_sha256;
  std::string evidence = "teaching";
};

struct InputReference {
  std::string study_instance_uid, series_instance_uid;
  std::vector<std::string> sop_instance_uids;
};

enum class ResultStatus { kFindings, kNoFindings, kRefused, kFailed };

struct Reason {
  std::string code;  ///< kebab-case: "wrong-view".
  std::string text;
};

/// One service's answer on one series: the `overread-result/1` contract.
struct ServiceResult {
  ServiceIdentity service;
  InputReference input;
  ResultStatus status = ResultStatus::kNoFindings;
  std::optional<Reason> reason;
  std::string backend = "builtin";
  double duration_ms = 0.0;
  std::optional<double> probability, threshold;
  std::optional<std::array<double, 2>> unsure;
  std::vector<Measurement> measurements;
  std::vector<Grade> grades;
  std::vector<Finding> findings;
};

/// A phantom's truth: the `overread-truth/1` contract.
struct Truth {
  std::string kind;
  std::uint64_t seed = 0;
  InputReference input;
  std::vector<Measurement> measurements;
  std::vector<Grade> grades;
  std::vector<Finding> findings;
};

std::string to_json(const ServiceResult& result);
Result<ServiceResult> service_result_from_json(std::string_view json);
std::string to_json(const Truth& truth);
Result<Truth> truth_from_json(std::string_view json);

}  // namespace overread
