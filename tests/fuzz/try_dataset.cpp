#include <string>

#include "core/dicom/file.hpp"
#include "core/dicom/json.hpp"
#include "tests/fuzz/rules.hpp"
#include "tests/fuzz/tries.hpp"

namespace overread::fuzz {

Result<void> try_dataset(ByteView bytes) {
  const auto file = read_dicom_file(bytes);
  if (!file) return must_say_why(file.error());
  const std::string json = to_dicom_json(file->dataset);
  const auto again = from_dicom_json(json);
  if (!again) return must(false, "the JSON of a data set is read: " + again.error().message);
  const auto written = write_dicom_file(*again);
  if (!written) return must_say_why(written.error());
  return must(read_dicom_file(*written).has_value(), "what was written is read");
}

}  // namespace overread::fuzz
