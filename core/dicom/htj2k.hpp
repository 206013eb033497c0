#pragma once

#include <optional>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/codestream.hpp"

namespace overread {

/// A decoder of HTJ2K that lies outside this library; a platform may have one that is quicker.
///
/// @param stream  From SOC on; is_plain_htj2k() holds for it.
/// @return        The samples, or nothing when it does not read this stream: OpenJPEG does then.
/// @errors        kDecodeFailed.
using Htj2kDecoder = Result<std::optional<DecodedSamples>> (*)(ByteView stream,
                                                               const CodestreamHeader& header);

/// From now on plain HTJ2K goes to this decoder; null: to OpenJPEG, as at the start.
void set_htj2k_decoder(Htj2kDecoder decoder);

/// Whether every decoder of HTJ2K must give the same samples for this code-stream, and no part of
/// it is missing: reversible, one quality layer, no overrides by component or tile, 2–16 bits, one
/// component or three with the color transform; marker segments and tile-parts lie end to end from
/// SOC to EOC, every tile is there.
///
/// @dicom ISO/IEC 15444-1 Annex A, ISO/IEC 15444-15 Annex A
bool is_plain_htj2k(ByteView stream, const CodestreamHeader& header);

/// decode_jpeg_2000(), by the decoder that was set where the code-stream is plain HTJ2K.
///
/// @errors kDecodeFailed.
Result<DecodedSamples> decode_jpeg_2000_or_ht(ByteView stream, const CodestreamHeader& header);

}  // namespace overread
