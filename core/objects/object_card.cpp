#include "core/objects/object_card.hpp"

#include <algorithm>
#include <format>
#include <string_view>

#include "core/dicom/jpeg_xl.hpp"
#include "core/dicom/tags.hpp"
#include "core/dicom/transfer_syntax.hpp"
#include "core/objects/sop_class_name.hpp"

namespace overread {
namespace {

constexpr std::int64_t kMaxChannels = 65535;      // US
constexpr std::int64_t kMaxSamples = 4294967295;  // UL

std::string first_text(const Dataset& dataset, std::initializer_list<Tag> wanted) {
  for (const Tag tag : wanted) {
    if (std::string text = dataset.text(tag); !text.empty()) return text;
  }
  return {};
}

std::vector<WaveformGroup> waveforms_of(const Dataset& dataset) {
  std::vector<WaveformGroup> groups;
  for (const Dataset& item : dataset.sequence(tags::kWaveformSequence)) {
    WaveformGroup group;
    group.channel_count = static_cast<int>(std::clamp<std::int64_t>(
        item.integer(tags::kNumberOfWaveformChannels).value_or(0), 0, kMaxChannels));
    group.sample_count = std::clamp<std::int64_t>(
        item.integer(tags::kNumberOfWaveformSamples).value_or(0), 0, kMaxSamples);
    group.sampling_frequency_hz = std::max(0.0, item.number(tags::kSamplingFrequency).value_or(0));
    groups.push_back(group);
  }
  return groups;
}

constexpr std::string_view kJpegXlMimeType = "image/jxl";

}  // namespace

bool is_pdf(const WrappedDocument& document) {
  constexpr std::string_view kPdf = "application/pdf";
  return std::ranges::equal(document.mime_type, kPdf, [](char given, char wanted) {
    return (given >= 'A' && given <= 'Z' ? static_cast<char>(given - 'A' + 'a') : given) == wanted;
  });
}

bool is_jpeg_xl(const WrappedDocument& document) { return document.mime_type == kJpegXlMimeType; }

ObjectCard object_card(const DicomFile& file) {
  const Dataset& dataset = file.dataset;
  ObjectCard card;
  card.sop_class_name = sop_class_name(dataset.text(tags::kSopClassUid));
  card.label = first_text(dataset, {tags::kContentLabel, tags::kRtPlanLabel});
  card.description = dataset.text(tags::kContentDescription);
  card.content_date = dataset.text(tags::kContentDate);
  card.content_time = dataset.text(tags::kContentTime);
  card.waveforms = waveforms_of(dataset);
  if (const auto document = encapsulated_document(dataset)) {
    card.document = WrappedDocument{dataset.text(tags::kMimeTypeOfEncapsulatedDocument),
                                    dataset.text(tags::kDocumentTitle), document->size()};
  } else if (const auto frame = jpeg_xl_frame(file, 1)) {
    card.document = WrappedDocument{std::string(kJpegXlMimeType), {}, frame->size()};
  }
  const bool has_pixels = dataset.integer(tags::kRows).value_or(0) > 0;
  if (has_pixels &&
      transfer_syntax(file.transfer_syntax_uid).compression == Compression::kUnsupported) {
    card.unread_transfer_syntax_uid = file.transfer_syntax_uid;
  }
  return card;
}

Result<Bytes> encapsulated_document(const Dataset& dataset) {
  const ByteView document = dataset.bytes(tags::kEncapsulatedDocument);
  if (document.empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is missing or empty", describe(tags::kEncapsulatedDocument)));
  }
  if (dataset.text(tags::kMimeTypeOfEncapsulatedDocument).empty()) {
    return fail(ErrorCode::kInvalidAttribute,
                std::format("{} is missing", describe(tags::kMimeTypeOfEncapsulatedDocument)));
  }
  const auto length = dataset.integer(tags::kEncapsulatedDocumentLength);
  if (!length) return Bytes(document.begin(), document.end());
  // The value field is filled to an even number of bytes; a length below that is some other
  // document's.
  const auto size = static_cast<std::int64_t>(document.size());
  if (*length > size || *length < size - 1) {
    return fail(
        *length > size ? ErrorCode::kTruncated : ErrorCode::kInvalidAttribute,
        std::format("{} is {}, {} has {} bytes", describe(tags::kEncapsulatedDocumentLength),
                    *length, describe(tags::kEncapsulatedDocument), size));
  }
  const ByteView whole = document.first(static_cast<std::size_t>(*length));
  return Bytes(whole.begin(), whole.end());
}

Result<Bytes> wrapped_bytes(const DicomFile& file) {
  if (is_jpeg_xl(file.transfer_syntax_uid)) return jpeg_xl_frame(file, 1);
  return encapsulated_document(file.dataset);
}

}  // namespace overread
