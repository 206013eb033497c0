#pragma once

#include <initializer_list>
#include <string_view>

#include "core/base/bytes.hpp"
#include "core/dicom/tag.hpp"

/// Data elements written byte by byte, apart from the product's own writer.
namespace overread::testing {

inline void append_u16(Bytes& out, unsigned value) {
  out.push_back(static_cast<std::uint8_t>(value));
  out.push_back(static_cast<std::uint8_t>(value >> 8));
}

inline void append_u32(Bytes& out, std::uint32_t value) {
  append_u16(out, value & 0xFFFF);
  append_u16(out, value >> 16);
}

inline void append(Bytes& out, const Bytes& bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

/// Explicit VR little endian with the short length form.
inline Bytes element(Tag tag, std::string_view vr, const Bytes& value) {
  Bytes out;
  append_u16(out, tag.group);
  append_u16(out, tag.element);
  out.insert(out.end(), vr.begin(), vr.end());
  append_u16(out, static_cast<unsigned>(value.size()));
  append(out, value);
  return out;
}

inline Bytes text_element(Tag tag, std::string_view vr, std::string_view text) {
  return element(tag, vr, Bytes(text.begin(), text.end()));
}

inline Bytes us_element(Tag tag, unsigned value) {
  Bytes bytes;
  append_u16(bytes, value);
  return element(tag, "US", bytes);
}

/// Explicit VR little endian with the long length form; `length` may lie.
inline Bytes long_element(Tag tag, std::string_view vr, const Bytes& value, std::uint32_t length) {
  Bytes out;
  append_u16(out, tag.group);
  append_u16(out, tag.element);
  out.insert(out.end(), vr.begin(), vr.end());
  append_u16(out, 0);
  append_u32(out, length);
  append(out, value);
  return out;
}

inline Bytes long_element(Tag tag, std::string_view vr, const Bytes& value) {
  return long_element(tag, vr, value, static_cast<std::uint32_t>(value.size()));
}

/// (FFFE,E000) with its length and bytes.
inline Bytes item(const Bytes& value) {
  Bytes out{0xFE, 0xFF, 0x00, 0xE0};
  append_u32(out, static_cast<std::uint32_t>(value.size()));
  append(out, value);
  return out;
}

inline Bytes sequence_delimiter() { return {0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0}; }
inline Bytes item_delimiter() { return {0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0}; }

/// A Part 10 file: preamble, prefix, a Transfer Syntax UID and the data set.
inline Bytes part10(std::string_view transfer_syntax_uid, const Bytes& dataset) {
  Bytes file(128, 0);
  append(file, {'D', 'I', 'C', 'M'});
  std::string uid(transfer_syntax_uid);
  if (uid.size() % 2 != 0) uid += '\0';
  append(file, text_element({0x0002, 0x0010}, "UI", uid));
  append(file, dataset);
  return file;
}

inline Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) append(out, part);
  return out;
}

/// The Image Pixel attributes of a small picture, in tag order, without the pixels.
struct SmallImage {
  unsigned rows = 2;
  unsigned columns = 2;
  unsigned samples = 1;
  unsigned bits_allocated = 8;
  unsigned bits_stored = 8;
  unsigned high_bit = 7;
  unsigned pixel_representation = 0;
  unsigned planar_configuration = 0;
  std::string_view photometric_interpretation = "MONOCHROME2 ";
  std::string_view number_of_frames = "1 ";
};

inline Bytes image_attributes(const SmallImage& image) {
  return joined(
      {text_element({0x0008, 0x0060}, "CS", "OT"), us_element({0x0028, 0x0002}, image.samples),
       text_element({0x0028, 0x0004}, "CS", image.photometric_interpretation),
       us_element({0x0028, 0x0006}, image.planar_configuration),
       text_element({0x0028, 0x0008}, "IS", image.number_of_frames),
       us_element({0x0028, 0x0010}, image.rows), us_element({0x0028, 0x0011}, image.columns),
       us_element({0x0028, 0x0100}, image.bits_allocated),
       us_element({0x0028, 0x0101}, image.bits_stored),
       us_element({0x0028, 0x0102}, image.high_bit),
       us_element({0x0028, 0x0103}, image.pixel_representation)});
}

inline constexpr std::string_view kExplicitLittle = "1.2.840.10008.1.2.1";
inline constexpr std::string_view kRleLossless = "1.2.840.10008.1.2.5";

/// An uncompressed file with these pixels.
inline Bytes native_file(const SmallImage& image, const Bytes& pixels,
                         std::string_view pixel_vr = "OW") {
  return part10(kExplicitLittle, joined({image_attributes(image),
                                         long_element({0x7FE0, 0x0010}, pixel_vr, pixels)}));
}

/// An encapsulated file: the first item is the offset table.
inline Bytes encapsulated_file(std::string_view transfer_syntax_uid, const SmallImage& image,
                               std::initializer_list<Bytes> items) {
  Bytes value;
  for (const Bytes& bytes : items) append(value, item(bytes));
  append(value, sequence_delimiter());
  return part10(
      transfer_syntax_uid,
      joined({image_attributes(image), long_element({0x7FE0, 0x0010}, "OB", value, 0xFFFFFFFF)}));
}

}  // namespace overread::testing
