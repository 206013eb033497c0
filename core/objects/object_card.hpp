#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/file.hpp"

namespace overread {

/// What a file wraps for other programs: a document, or a frame that this build cannot decompress.
struct WrappedDocument {
  std::string mime_type, title;
  std::uint64_t size = 0;  ///< Bytes.

  friend bool operator==(const WrappedDocument&, const WrappedDocument&) = default;
};

/// Whether a document is a PDF, as its MIME type says; case does not count.
///
/// @dicom PS3.3 A.45.1, RFC 2045 5.1
bool is_pdf(const WrappedDocument& document);

/// Whether it is a frame in JPEG XL.
bool is_jpeg_xl(const WrappedDocument& document);

/// One multiplex group of a waveform.
struct WaveformGroup {
  int channel_count = 0;
  std::int64_t sample_count = 0;       ///< Of each channel.
  double sampling_frequency_hz = 0.0;  ///< 0 when the file does not say.

  friend bool operator==(const WaveformGroup&, const WaveformGroup&) = default;
};

/// What can be said about an object that is not drawn.
struct ObjectCard {
  std::string sop_class_name;
  std::string label, description;
  std::string content_date, content_time;  ///< DA and TM.
  std::optional<WrappedDocument> document;
  std::vector<WaveformGroup> waveforms;
  /// The syntax of pixels that this build cannot decompress; empty when there are none.
  std::string unread_transfer_syntax_uid;
};

ObjectCard object_card(const DicomFile& file);

/// The bytes of an encapsulated document without the filling.
///
/// @errors kInvalidAttribute when there is no Encapsulated Document or no MIME type;
///         kTruncated when Encapsulated Document Length is more than there is.
/// @dicom PS3.3 C.24.2
Result<Bytes> encapsulated_document(const Dataset& dataset);

/// What a card's `document` is: an encapsulated one, or the first frame of an instance in JPEG XL.
///
/// @errors Those of encapsulated_document() and jpeg_xl_frame().
Result<Bytes> wrapped_bytes(const DicomFile& file);

}  // namespace overread
