#include "wasm/core/frame_json.hpp"

namespace overread {
namespace {

const char* sample_type_name(SampleType type) {
  switch (type) {
    case SampleType::kUint8:
      return "uint8";
    case SampleType::kInt8:
      return "int8";
    case SampleType::kUint16:
      return "uint16";
    case SampleType::kInt16:
      return "int16";
    case SampleType::kUint32:
      return "uint32";
    case SampleType::kInt32:
      return "int32";
    case SampleType::kFloat32:
      return "float32";
    case SampleType::kFloat64:
      return "float64";
  }
  return "uint8";
}

}  // namespace

nlohmann::json frame_json(const DecodedFrame& frame) {
  return {{"rows", frame.rows},
          {"columns", frame.columns},
          {"samplesPerPixel", frame.samples_per_pixel},
          {"bitsAllocated", frame.bits_allocated},
          {"bitsStored", frame.bits_stored},
          {"pixelRepresentation", frame.pixel_representation},
          {"photometricInterpretation", frame.photometric_interpretation},
          {"frames", frame.frame_count},
          {"sampleType", sample_type_name(frame.sample_type)}};
}

}  // namespace overread
