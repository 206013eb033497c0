#pragma once

#include <cstddef>
#include <string>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"
#include "core/dicom/dataset.hpp"
#include "core/dicom/read_scope.hpp"

namespace overread {

/// A DICOM file taken apart: group 0002 in `meta`, the rest in `dataset`.
struct DicomFile {
  Dataset meta;
  Dataset dataset;
  std::string transfer_syntax_uid;
};

/// @param with_pixel_data  Without it (7FE0,xxxx) is left out, which is what headers want.
struct ReadOptions {
  bool with_pixel_data = true;
  ReadScope scope = ReadScope::kAll;
};

/// Reads a Part 10 file, or a bare data set as old media hold them.
///
/// @errors kNotDicom, kTruncated, kInvalidAttribute, kUnsupported, kTooLarge.
/// @dicom PS3.10 7, PS3.5 7
Result<DicomFile> read_dicom_file(ByteView bytes, ReadOptions options = {});

/// Writes a Part 10 file. Group 0002 is made from SOP Class UID, SOP Instance UID and the transfer
/// syntax, which is Explicit VR Little Endian unless `transfer_syntax_uid` says otherwise (only
/// uncompressed syntaxes, or the syntax the pixel data is already in).
///
/// @errors kInvalidAttribute, kUnsupported, kWriteFailed.
Result<Bytes> write_dicom_file(const Dataset& dataset, std::string_view transfer_syntax_uid = {});

/// How the numbers in DecodedFrame::pixels are laid out.
enum class SampleType { kUint8, kInt8, kUint16, kInt16, kUint32, kInt32, kFloat32, kFloat64 };

std::size_t bytes_per_sample(SampleType type);

/// One frame of stored values, decompressed, [rows][columns][samples], little-endian.
/// Colors are as stored, but 422 is upsampled and YBR_RCT / YBR_ICT come out as RGB;
/// `photometric_interpretation` names what is in `pixels`.
struct DecodedFrame {
  int rows = 0;
  int columns = 0;
  int samples_per_pixel = 1;
  int bits_allocated = 16;
  int bits_stored = 16;
  int pixel_representation = 0;
  int frame_count = 1;
  std::string photometric_interpretation;
  SampleType sample_type = SampleType::kUint16;
  Bytes pixels;
};

/// @param whole_words  Leaves each pixel's word as it lies in the file, without taking the stored
///                     value out: with the bits beside it, where retired overlays are.
/// @param coarse_side  Of JPEG 2000 a first picture as decode_coarse_jpeg_2000() makes it with this
///                     side; 0 for all there is. Other compressions know no such thing.
struct DecodeOptions {
  bool whole_words = false;
  int coarse_side = 0;
};

/// Decompresses one frame.
///
/// @param frame_number  1-based.
/// @errors kInvalidArgument for a frame number out of 1–Number of Frames; kDecodeFailed,
///         kUnsupported, kTooLarge, kTruncated, kInvalidAttribute for the file.
Result<DecodedFrame> decode_frame(ByteView bytes, int frame_number = 1, DecodeOptions options = {});

/// Wraps a PNG or JPEG picture as a Secondary Capture file, so that it takes the same road as every
/// instance: 8 or 16 bits, MONOCHROME2 or RGB, no spacing, UIDs derived from the bytes.
///
/// @param name  File name, kept as Series Description.
/// @errors kNotDicom for anything that is neither PNG nor JPEG; kTooLarge; kDecodeFailed.
Result<Bytes> secondary_capture_from_picture(ByteView bytes, std::string_view name);

/// True when the bytes begin like a PNG or a JPEG.
bool looks_like_picture(ByteView bytes);

}  // namespace overread
