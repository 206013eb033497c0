#include <gdcmByteValue.h>
#include <gdcmDataElement.h>
#include <gdcmFragment.h>
#include <gdcmJPEGCodec.h>
#include <gdcmSequenceOfFragments.h>
#include <gdcmTrace.h>

#include <exception>
#include <string>

#include "core/dicom/codestream.hpp"

namespace overread {
namespace {

std::string what_failed(const std::exception& exception) {
  return std::string("The JPEG code-stream is broken (") + exception.what() + ")";
}

/// GDCM tells of odd files on standard error; here they are told by errors.
void silence_gdcm() {
  gdcm::Trace::DebugOff();
  gdcm::Trace::WarningOff();
  gdcm::Trace::ErrorOff();
}

gdcm::DataElement one_fragment(ByteView stream) {
  gdcm::Fragment fragment;
  fragment.SetByteValue(reinterpret_cast<const char*>(stream.data()),
                        gdcm::VL(static_cast<std::uint32_t>(stream.size())));
  const gdcm::SmartPointer<gdcm::SequenceOfFragments> sequence = new gdcm::SequenceOfFragments;
  sequence->AddFragment(fragment);
  gdcm::DataElement element(gdcm::Tag(0x7fe0, 0x0010));
  element.SetVR(gdcm::VR::OB);
  element.SetValue(*sequence);
  return element;
}

}  // namespace

Result<DecodedSamples> decode_jpeg(ByteView stream, const CodestreamHeader& header, bool is_rgb) {
  silence_gdcm();
  const int bytes_per_sample = header.bits <= 8 ? 1 : 2;
  const bool is_gray = header.samples_per_pixel == 1;
  try {
    const unsigned int dimensions[3] = {static_cast<unsigned int>(header.columns),
                                        static_cast<unsigned int>(header.rows), 1};
    gdcm::PixelFormat format(static_cast<unsigned short>(header.samples_per_pixel),
                             static_cast<unsigned short>(8 * bytes_per_sample),
                             static_cast<unsigned short>(header.bits),
                             static_cast<unsigned short>(header.bits - 1), 0);
    gdcm::JPEGCodec codec;
    codec.SetNumberOfDimensions(2);
    codec.SetDimensions(dimensions);
    codec.SetPlanarConfiguration(0);
    codec.SetPhotometricInterpretation(is_gray  ? gdcm::PhotometricInterpretation::MONOCHROME2
                                       : is_rgb ? gdcm::PhotometricInterpretation::RGB
                                                : gdcm::PhotometricInterpretation::YBR_FULL);
    codec.SetPixelFormat(format);
    gdcm::DataElement decoded;
    if (!codec.Decode(one_fragment(stream), decoded)) {
      return fail(ErrorCode::kDecodeFailed, "The JPEG code-stream is broken");
    }
    const gdcm::ByteValue* value = decoded.GetByteValue();
    const std::size_t expected = static_cast<std::size_t>(header.rows) *
                                 static_cast<std::size_t>(header.columns) *
                                 static_cast<std::size_t>(header.samples_per_pixel) *
                                 static_cast<std::size_t>(bytes_per_sample);
    if (value == nullptr || value->GetLength() < expected) {
      return fail(ErrorCode::kDecodeFailed, "The JPEG code-stream ends before the frame is full");
    }
    const auto* begin = reinterpret_cast<const std::uint8_t*>(value->GetPointer());
    return DecodedSamples{Bytes(begin, begin + expected), bytes_per_sample};
  } catch (const std::exception& exception) {
    return fail(ErrorCode::kDecodeFailed, what_failed(exception));
  }
}

}  // namespace overread
