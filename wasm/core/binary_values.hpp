#pragma once

#include "core/dicom/dataset.hpp"
#include "wasm/core/call.hpp"

namespace overread {

/// Moves every binary value of `dataset` into the call's answer and leaves the blob's number (four
/// bytes, little-endian) in its place, so that pixel data never passes through JSON text.
void detach_binary_values(Dataset& dataset, Call& call);

/// The other way: puts the call's blobs in the places of their numbers.
///
/// @errors kInvalidArgument for a number without a blob.
Result<void> attach_binary_values(Dataset& dataset, const Call& call);

}  // namespace overread
