#include "core/dicom/file.hpp"

namespace overread {

std::size_t bytes_per_sample(SampleType type) {
  switch (type) {
    case SampleType::kUint8:
    case SampleType::kInt8:
      return 1;
    case SampleType::kUint16:
    case SampleType::kInt16:
      return 2;
    case SampleType::kUint32:
    case SampleType::kInt32:
    case SampleType::kFloat32:
      return 4;
    case SampleType::kFloat64:
      return 8;
  }
  return 1;
}

}  // namespace overread
