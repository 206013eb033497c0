#pragma once

#include <cstdint>
#include <optional>

#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// More frames than any instance we read has, for files whose bytes set no limit.
inline constexpr int kMaxFrameCount = 1'000'000;

/// Refuses a Number of Frames that is out of all proportion to the bytes there are, before anything
/// is made for each frame: a header of 1 KiB could otherwise ask for tables of a million entries.
///
/// A file that ends inside its pixel data passes, and a single frame always: which frames are whole
/// is the decoder's to say.
///
/// @param header      With its shape and transfer syntax.
/// @param file_bytes  Size of the file, taken where `dataset` came without its pixel data.
/// @errors kTooLarge naming the count, the count allowed and the bytes it comes from.
/// @dicom PS3.3 C.7.6.6, PS3.5 8
Result<void> check_frame_count(const InstanceHeader& header, const Dataset& dataset,
                               std::optional<std::uint64_t> file_bytes);

}  // namespace overread
