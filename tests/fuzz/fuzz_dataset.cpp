// Any bytes end in an error with a message or in a data set whose JSON comes back the same, and
// which, written, is read as the same data set again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/dicom/file.hpp"
#include "core/dicom/json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = overread::read_dicom_file({data, size});
  if (!file) {
    if (file.error().message.empty()) std::abort();
    return 0;
  }
  const std::string json = overread::to_dicom_json(file->dataset);
  const auto again = overread::from_dicom_json(json);
  if (!again) std::abort();
  if (const auto written = overread::write_dicom_file(*again)) {
    if (!overread::read_dicom_file(*written)) std::abort();
  }
  return 0;
}
