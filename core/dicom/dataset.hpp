#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/dicom/tag.hpp"

namespace overread {

class Dataset;

/// One data element. Text is UTF-8 whatever Specific Character Set said, one entry a value, padding
/// trimmed. Binary integers and floats are widened; OB/OW/OD/OF/OL/OV/UN stay bytes, little-endian.
/// Encapsulated pixel data are the bytes of its items, offset table first, without the delimiter.
struct Element {
  using Text = std::vector<std::string>;  ///< AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT
  using Integers = std::vector<std::int64_t>;  ///< SS US SL UL SV UV
  using Floats = std::vector<double>;          ///< FL FD
  using Tags = std::vector<Tag>;               ///< AT
  using Sequence = std::vector<Dataset>;       ///< SQ
  using Value = std::variant<std::monostate, Text, Integers, Floats, Tags, Sequence, Bytes>;

  Vr vr = Vr::kUN;
  Value value;
};

/// Elements by tag, in tag order: DICOM's data set, without anything of the file around it.
class Dataset {
 public:
  using Map = std::map<Tag, Element>;

  Dataset();
  ~Dataset();
  Dataset(const Dataset&);
  Dataset(Dataset&&) noexcept;
  Dataset& operator=(const Dataset&);
  Dataset& operator=(Dataset&&) noexcept;

  const Element* find(Tag tag) const;
  bool contains(Tag tag) const { return find(tag) != nullptr; }
  const Map& elements() const { return elements_; }
  bool empty() const { return elements_.empty(); }

  /// The value at `index` as text (numbers printed), empty when absent.
  std::string text(Tag tag, std::size_t index = 0) const;
  /// The value at `index` as a number (DS and IS parsed), nothing when absent or not a number.
  std::optional<double> number(Tag tag, std::size_t index = 0) const;
  /// A number that only helps: one that is not finite counts as absent.
  std::optional<double> finite_number(Tag tag) const;
  std::optional<std::int64_t> integer(Tag tag, std::size_t index = 0) const;
  /// All values as numbers; empty when absent or when any is not a number.
  std::vector<double> numbers(Tag tag) const;
  /// The items of a sequence; empty when absent.
  std::span<const Dataset> sequence(Tag tag) const;
  /// The bytes of an OB/OW/... element; empty when absent.
  ByteView bytes(Tag tag) const;

  void set(Tag tag, Element element);
  void set_text(Tag tag, Vr vr, std::string_view value);
  void set_texts(Tag tag, Vr vr, std::vector<std::string> values);
  /// For DS, IS, US, SS, UL, SL, FL, FD: numbers are written in the VR's form (DS in at most 16
  /// characters, the shortest that keeps 10 significant digits).
  void set_number(Tag tag, Vr vr, double value);
  void set_numbers(Tag tag, Vr vr, std::span<const double> values);
  void set_sequence(Tag tag, std::vector<Dataset> items);
  void set_bytes(Tag tag, Vr vr, Bytes bytes);
  void remove(Tag tag);

 private:
  Map elements_;
};

}  // namespace overread
