#include "core/phantom/phantom.hpp"

#include "core/phantom/chest_ct.hpp"
#include "core/phantom/spine.hpp"

namespace overread {
namespace {

PhantomFile truth_file(const Truth& truth) {
  const std::string json = to_json(truth) + "\n";
  return {"truth.json", Bytes(json.begin(), json.end())};
}

Result<std::vector<PhantomFile>> spine_files(std::uint64_t seed) {
  OVERREAD_TRY(SpinePhantom phantom, make_spine_phantom({.seed = seed}));
  OVERREAD_TRY(Bytes bytes, spine_dicom_file(phantom));
  std::vector<PhantomFile> files;
  files.push_back({"spine-" + std::to_string(seed) + ".dcm", std::move(bytes)});
  files.push_back(truth_file(phantom.truth));
  return files;
}

Result<std::vector<PhantomFile>> chest_ct_files(std::uint64_t seed) {
  OVERREAD_TRY(ChestCtSeries series, make_chest_ct(seed));
  std::vector<PhantomFile> files;
  files.reserve(series.files.size() + 1);
  for (ChestCtFile& file : series.files) {
    files.push_back({std::move(file.name), std::move(file.bytes)});
  }
  files.push_back(truth_file(series.truth));
  return files;
}

}  // namespace

std::vector<std::string> phantom_kinds() { return {"chest-ct", "spine"}; }

Result<std::vector<PhantomFile>> make_phantom(std::string_view kind, std::uint64_t seed) {
  if (kind == "chest-ct") return chest_ct_files(seed);
  if (kind == "spine") return spine_files(seed);
  std::string known;
  for (const std::string& name : phantom_kinds()) known += (known.empty() ? "" : ", ") + name;
  return fail(ErrorCode::kInvalidArgument,
              "No phantom of kind \"" + std::string(kind) + "\"; there are: " + known);
}

}  // namespace overread
