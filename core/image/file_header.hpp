#pragma once

#include <cstdint>

#include "core/base/bytes.hpp"
#include "core/dicom/file.hpp"
#include "core/image/instance_header.hpp"

namespace overread {

/// The header of a file, from its beginning or all of it.
///
/// An image or another object without SOP Instance UID gets one made of the bytes of its file, so
/// that whoever reads the file calls it the same. Study and Series Instance UID that are missing
/// are made of what the file says of patient, study and series.
///
/// @param file        Read from `bytes`; its pixel data is not needed.
/// @param bytes       The first bytes of the file, or all.
/// @param file_bytes  Size of the file.
/// @errors what instance_header() says; kTruncated for the beginning of a file without SOP Instance
///         UID, which all its bytes are needed for.
Result<InstanceHeader> file_header(const DicomFile& file, ByteView bytes, std::uint64_t file_bytes);

}  // namespace overread
