#pragma once

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

namespace overread {

/// Unpacks a raw deflate stream, as the Deflated transfer syntaxes hold it; also takes one with a
/// zlib header, which some writers add.
///
/// @param limit  The most bytes to give back.
/// @errors kDecodeFailed, kTruncated, kTooLarge when there is more than `limit`.
/// @dicom PS3.5 A.5
Result<Bytes> inflate_bytes(ByteView deflated, std::size_t limit);

/// Packs bytes into a raw deflate stream, padded to an even length.
///
/// @errors kWriteFailed.
Result<Bytes> deflate_bytes(ByteView bytes);

}  // namespace overread
