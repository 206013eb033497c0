#include <cstdint>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "core/geometry/image_plane.hpp"
#include "core/image/color_map.hpp"
#include "core/image/frame_count.hpp"
#include "core/image/instance_header.hpp"
#include "core/image/json_object_writer.hpp"

namespace overread {
namespace {

using Json = nlohmann::json;

/// Calls `visit(key, member)` for every text, number and flag of a header: one list for both ways.
template <class Header, class Visit>
void visit_plain_members(Header& h, Visit visit) {
  visit("study_instance_uid", h.study_instance_uid);
  visit("series_instance_uid", h.series_instance_uid);
  visit("sop_instance_uid", h.sop_instance_uid);
  visit("sop_instance_uid_made", h.sop_instance_uid_made);
  visit("sop_class_uid", h.sop_class_uid);
  visit("frame_of_reference_uid", h.frame_of_reference_uid);
  visit("transfer_syntax_uid", h.transfer_syntax_uid);
  visit("modality", h.modality);
  visit("body_part_examined", h.body_part_examined);
  visit("view_position", h.view_position);
  visit("laterality", h.laterality);
  visit("image_laterality", h.image_laterality);
  visit("patient_name", h.patient_name);
  visit("patient_id", h.patient_id);
  visit("patient_birth_date", h.patient_birth_date);
  visit("patient_sex", h.patient_sex);
  visit("patient_age", h.patient_age);
  visit("study_date", h.study_date);
  visit("study_time", h.study_time);
  visit("study_description", h.study_description);
  visit("study_id", h.study_id);
  visit("accession_number", h.accession_number);
  visit("series_description", h.series_description);
  visit("protocol_name", h.protocol_name);
  visit("institution_name", h.institution_name);
  visit("convolution_kernel", h.convolution_kernel);
  visit("contrast_bolus_agent", h.contrast_bolus_agent);
  visit("photometric_interpretation", h.photometric_interpretation);
  visit("patient_orientation_row", h.patient_orientation_row);
  visit("patient_orientation_column", h.patient_orientation_column);
  visit("series_number", h.series_number);
  visit("acquisition_number", h.acquisition_number);
  visit("instance_number", h.instance_number);
  visit("rows", h.rows);
  visit("columns", h.columns);
  visit("frame_count", h.frame_count);
  visit("samples_per_pixel", h.samples_per_pixel);
  visit("bits_allocated", h.bits_allocated);
  visit("bits_stored", h.bits_stored);
  visit("pixel_representation", h.pixel_representation);
  visit("slice_thickness", h.slice_thickness);
  visit("spacing_between_slices", h.spacing_between_slices);
  visit("kvp", h.kvp);
  visit("exposure", h.exposure);
  visit("frame_time", h.frame_time);
  visit("lossy_compressed", h.lossy_compressed);
  visit("lossy_ratio", h.lossy_ratio);
  visit("pixel_aspect_ratio", h.pixel_aspect_ratio);
  visit("concatenation_uid", h.concatenation.uid);
  visit("in_concatenation_number", h.concatenation.number);
  visit("in_concatenation_total_number", h.concatenation.total_number);
  visit("concatenation_frame_offset_number", h.concatenation.frame_offset);
}

template <class Measures, class Visit>
void visit_measures(Measures& m, Visit visit) {
  visit("slice_thickness", m.slice_thickness);
  visit("spacing_between_slices", m.spacing_between_slices);
}

template <class Content, class Visit>
void visit_content(Content& c, Visit visit) {
  visit("stack_id", c.stack_id);
  visit("image_type", c.image_type);
  visit("in_stack_position_number", c.in_stack_position_number);
  visit("temporal_position", c.temporal_position);
  visit("acquisition_number", c.acquisition_number);
  visit("echo_number", c.echo_number);
  visit("segment_number", c.segment_number);
  visit("echo_time", c.echo_time);
  visit("diffusion_b_value", c.diffusion_b_value);
  visit("trigger_time", c.trigger_time);
}

constexpr std::array<std::string_view, 6> kSpacingSources{"none",
                                                          "pixel-spacing",
                                                          "pixel-spacing-calibrated",
                                                          "imager-pixel-spacing",
                                                          "estimated-magnification",
                                                          "ultrasound-region"};
constexpr std::array<std::string_view, 3> kVoiFunctions{"linear", "linear-exact", "sigmoid"};

void write_windows(JsonObjectWriter& write, const std::vector<Window>& windows) {
  write.objects("windows", windows, [](JsonObjectWriter& item, const Window& window) {
    item("center", window.center);
    item("width", window.width);
    item("explanation", window.explanation);
  });
}

void write_tables(JsonObjectWriter& write, std::string_view key,
                  std::span<const LookUpTable> tables) {
  write.objects(key, tables, [](JsonObjectWriter& item, const LookUpTable& table) {
    item("first_mapped", table.first_mapped);
    item("bits", table.bits);
    item("entries", table.entries);
    if (!table.explanation.empty()) item("explanation", table.explanation);
  });
}

/// What PixelTransform and FrameScaling have in common.
void write_scaling(JsonObjectWriter& write, const auto& scaling) {
  write("rescale_slope", scaling.rescale_slope);
  write("rescale_intercept", scaling.rescale_intercept);
  write("rescale_type", scaling.rescale_type);
  write_windows(write, scaling.windows);
  write("voi_function", kVoiFunctions[static_cast<std::size_t>(scaling.voi_function)]);
  write_tables(write, "voi_luts", scaling.voi_luts);
}

void write_pixels(JsonObjectWriter& write, const PixelTransform& pixels) {
  write_scaling(write, pixels);
  write("inverted", pixels.inverted);
  write_tables(write, "palette", pixels.palette);
  if (pixels.modality_lut) write_tables(write, "modality_lut", {&*pixels.modality_lut, 1});
  write("pixel_padding_value", pixels.pixel_padding_value);
  write("pixel_padding_range_limit", pixels.pixel_padding_range_limit);
  if (pixels.color_map == nullptr) return;
  write.object("color_map", [&](JsonObjectWriter& item) {
    item("name", pixels.color_map->name);
    std::vector<int> levels;
    levels.reserve(3 * pixels.color_map->colors.size());
    for (const auto& color : pixels.color_map->colors) {
      levels.insert(levels.end(), color.begin(), color.end());
    }
    item("levels", levels);
  });
}

template <class Mapping, class Visit>
void visit_mapping(Mapping& m, Visit visit) {
  visit("first_value_mapped", m.first_value_mapped);
  visit("last_value_mapped", m.last_value_mapped);
  visit("slope", m.slope);
  visit("intercept", m.intercept);
  visit("unit", m.unit);
  visit("quantity", m.quantity);
}

void write_mappings(JsonObjectWriter& write, const std::vector<RealWorldValueMapping>& mappings) {
  write.objects("mappings", mappings,
                [](JsonObjectWriter& item, const RealWorldValueMapping& mapping) {
                  visit_mapping(mapping, std::ref(item));
                  if (!mapping.lut_data.empty()) item("lut_data", mapping.lut_data);
                });
}

void write_shutter(JsonObjectWriter& write, const DisplayShutter& shutter) {
  write("presentation_value", shutter.presentation_value);
  if (const auto& rectangle = shutter.rectangle) {
    write.object("rectangle", [&](JsonObjectWriter& item) {
      item("left", rectangle->left);
      item("right", rectangle->right);
      item("upper", rectangle->upper);
      item("lower", rectangle->lower);
    });
  }
  if (const auto& circle = shutter.circle) {
    write.object("circle", [&](JsonObjectWriter& item) {
      item("column", circle->column);
      item("row", circle->row);
      item("radius", circle->radius);
      item("aspect", circle->aspect);
    });
  }
  if (shutter.polygon.empty()) return;
  write.objects("polygon", shutter.polygon, [](JsonObjectWriter& item, const auto& vertex) {
    item("column", vertex[0]);
    item("row", vertex[1]);
  });
}

/// Reads members of one object; remembers the first key that does not fit and goes on.
class Reader {
 public:
  Reader(const Json& object, std::string& wrong) : object_(&object), wrong_(&wrong) {}

  void operator()(std::string_view key, std::string& into) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    value->is_string() ? void(into = value->get<std::string>()) : note(key);
  }
  void operator()(std::string_view key, int& into) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_number_integer()) return note(key);
    const auto number = value->get<std::int64_t>();
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) {
      return note(key);
    }
    into = static_cast<int>(number);
  }
  void operator()(std::string_view key, double& into) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    value->is_number() ? void(into = value->get<double>()) : note(key);
  }
  void operator()(std::string_view key, bool& into) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    value->is_boolean() ? void(into = value->get<bool>()) : note(key);
  }
  void operator()(std::string_view key, std::optional<double>& into) const {
    double value = 0.0;
    if (find(key) == nullptr) return;
    (*this)(key, value);
    into = value;
  }
  template <std::size_t kCount>
  void operator()(std::string_view key, std::array<double, kCount>& into) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_array() || value->size() != kCount) return note(key);
    for (std::size_t i = 0; i < kCount; ++i) {
      if (!(*value)[i].is_number()) return note(key);
      into[i] = (*value)[i].template get<double>();
    }
  }
  /// A number of pixels that a shutter may lie at or reach.
  void place(std::string_view key, int& into) const {
    (*this)(key, into);
    if (into < -kLargestShutterPlace - 1 || into > kLargestShutterPlace) note(key);
  }
  /// Calls read(reader of the member) for an object.
  template <class Read>
  void object(std::string_view key, Read read) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_object()) return note(key);
    read(Reader(*value, *wrong_));
  }
  /// Calls read(reader of the item) for each item of a list of objects.
  template <class Read>
  void each(std::string_view key, Read read) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_array()) return note(key);
    for (const Json& item : *value) {
      if (!item.is_object()) return note(key);
      read(Reader(item, *wrong_));
    }
  }
  void entries(std::string_view key, std::vector<std::uint16_t>& into) const {
    const Json* value = find(key);
    if (value == nullptr || !value->is_array() || value->empty() || value->size() > 65536) {
      return note(key);
    }
    into.reserve(value->size());
    for (const Json& entry : *value) {
      if (!entry.is_number_unsigned() || entry.get<std::uint64_t>() > 65535) return note(key);
      into.push_back(static_cast<std::uint16_t>(entry.get<std::uint64_t>()));
    }
  }
  void numbers(std::string_view key, std::vector<std::uint32_t>& into) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_array()) return note(key);
    for (const Json& number : *value) {
      if (!number.is_number_unsigned() ||
          number.get<std::uint64_t>() > std::numeric_limits<std::uint32_t>::max()) {
        return note(key);
      }
      into.push_back(static_cast<std::uint32_t>(number.get<std::uint64_t>()));
    }
  }
  void values(std::string_view key, std::vector<double>& into) const {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_array() || value->size() > kMostMappedValues) return note(key);
    into.reserve(value->size());
    for (const Json& number : *value) {
      if (!number.is_number()) return note(key);
      into.push_back(number.get<double>());
    }
  }
  template <class Enum, std::size_t kCount>
  void choice(std::string_view key, const std::array<std::string_view, kCount>& names,
              Enum& into) const {
    std::string text;
    (*this)(key, text);
    if (text.empty()) return;
    for (std::size_t i = 0; i < kCount; ++i) {
      if (names[i] == text) {
        into = static_cast<Enum>(i);
        return;
      }
    }
    note(key);
  }
  const Json* find(std::string_view key) const {
    const auto found = object_->find(key);
    return found == object_->end() || found->is_null() ? nullptr : &*found;
  }
  void note(std::string_view key) const {
    if (wrong_->empty()) *wrong_ = key;
  }

 private:
  const Json* object_;
  std::string* wrong_;
};

void read_windows(const Reader& reader, std::vector<Window>& windows) {
  reader.each("windows", [&](const Reader& item) {
    Window& window = windows.emplace_back();
    item("center", window.center);
    item("width", window.width);
    item("explanation", window.explanation);
  });
}

void read_tables(const Reader& reader, std::string_view key, std::vector<LookUpTable>& tables) {
  reader.each(key, [&](const Reader& item) {
    LookUpTable& table = tables.emplace_back();
    item("first_mapped", table.first_mapped);
    item("bits", table.bits);
    item.entries("entries", table.entries);
    item("explanation", table.explanation);
    if (table.bits < 8 || table.bits > 16) item.note("bits");
  });
}

void read_pixel_spacing(const Reader& reader, std::optional<std::array<double, 2>>& into) {
  if (reader.find("pixel_spacing") == nullptr) return;
  std::array<double, 2> spacing{1.0, 1.0};
  reader("pixel_spacing", spacing);
  if (!(spacing[0] > 0.0 && spacing[1] > 0.0)) reader.note("pixel_spacing");
  into = spacing;
}

void read_shutter(const Reader& reader, DisplayShutter& shutter) {
  reader("presentation_value", shutter.presentation_value);
  if (shutter.presentation_value < 0 || shutter.presentation_value > 65535) {
    reader.note("presentation_value");
  }
  reader.object("rectangle", [&](const Reader& item) {
    auto& rectangle = shutter.rectangle.emplace();
    item.place("left", rectangle.left);
    item.place("right", rectangle.right);
    item.place("upper", rectangle.upper);
    item.place("lower", rectangle.lower);
  });
  reader.object("circle", [&](const Reader& item) {
    auto& circle = shutter.circle.emplace();
    item.place("column", circle.column);
    item.place("row", circle.row);
    item.place("radius", circle.radius);
    item("aspect", circle.aspect);
    if (!(circle.aspect > 0.0)) item.note("aspect");
  });
  reader.each("polygon", [&](const Reader& item) {
    auto& [column, row] = shutter.polygon.emplace_back();
    item.place("column", column);
    item.place("row", row);
  });
  if (shutter.polygon.size() > kMostShutterVertices) reader.note("polygon");
}

void read_color_map(const Reader& reader, PixelTransform& pixels) {
  reader.object("color_map", [&](const Reader& item) {
    auto map = std::make_shared<ColorMap>();
    item("name", map->name);
    const Json* levels = item.find("levels");
    const bool fits = levels != nullptr && levels->is_array() && levels->size() % 3 == 0 &&
                      levels->size() >= 3 * kFewestColors && levels->size() <= 3 * kMostColors;
    if (!fits) return item.note("levels");
    map->colors.resize(levels->size() / 3);
    for (std::size_t i = 0; i < levels->size(); ++i) {
      const Json& level = (*levels)[i];
      if (!level.is_number_unsigned() || level.get<std::uint64_t>() > 255) {
        return item.note("levels");
      }
      map->colors[i / 3][i % 3] = static_cast<std::uint8_t>(level.get<std::uint64_t>());
    }
    pixels.color_map = std::move(map);
  });
}

void read_mappings(const Reader& reader, std::vector<RealWorldValueMapping>& mappings) {
  reader.each("mappings", [&](const Reader& item) {
    RealWorldValueMapping& mapping = mappings.emplace_back();
    visit_mapping(mapping, item);
    item.values("lut_data", mapping.lut_data);
  });
  if (mappings.size() > kMostMappings) reader.note("mappings");
}

void read_pixels(const Reader& reader, PixelTransform& pixels) {
  reader("rescale_slope", pixels.rescale_slope);
  reader("rescale_intercept", pixels.rescale_intercept);
  reader("rescale_type", pixels.rescale_type);
  reader("inverted", pixels.inverted);
  reader("pixel_padding_value", pixels.pixel_padding_value);
  reader("pixel_padding_range_limit", pixels.pixel_padding_range_limit);
  reader.choice("voi_function", kVoiFunctions, pixels.voi_function);
  read_windows(reader, pixels.windows);
  std::vector<LookUpTable> modality;
  read_tables(reader, "modality_lut", modality);
  if (!modality.empty()) pixels.modality_lut = std::move(modality.front());
  read_tables(reader, "voi_luts", pixels.voi_luts);
  read_tables(reader, "palette", pixels.palette);
  if (!pixels.palette.empty() && pixels.palette.size() != 3) reader.note("palette");
  read_color_map(reader, pixels);
}

/// Numbers a picture is made with must hold whatever wrote the JSON.
bool shape_is_sound(const InstanceHeader& header) {
  const auto frames = static_cast<std::size_t>(header.frame_count);
  return header.rows >= 0 && header.rows <= 65535 && header.columns >= 0 &&
         header.columns <= 65535 && header.frame_count >= 1 &&
         header.frame_count <= kMaxFrameCount && header.planes.size() <= frames &&
         header.frame_scaling.size() <= frames && header.frame_measures.size() <= frames &&
         header.frame_contents.size() <= frames && header.shutters.size() <= frames &&
         header.real_world_values.size() <= frames && header.pixel_aspect_ratio > 0.0 &&
         (header.samples_per_pixel == 1 || header.samples_per_pixel == 3);
}

}  // namespace

std::string to_json(const InstanceHeader& header) {
  return JsonObjectWriter::text_of([&](JsonObjectWriter& write) {
    visit_plain_members(header, std::ref(write));
    write("spacing_source", kSpacingSources[static_cast<std::size_t>(header.spacing_source)]);
    write("pixel_spacing", header.pixel_spacing);
    write.objects("planes", header.planes, [](JsonObjectWriter& item, const FramePlane& plane) {
      item("image_position_patient", plane.image_position_patient);
      item("image_orientation_patient", plane.image_orientation_patient);
    });
    write.object("pixels", [&](JsonObjectWriter& item) { write_pixels(item, header.pixels); });
    if (!header.shutters.empty()) write.objects("shutters", header.shutters, write_shutter);
    if (!header.real_world_values.empty()) {
      write.objects("real_world_values", header.real_world_values, write_mappings);
    }
    write.objects(
        "frame_scaling", header.frame_scaling,
        [](JsonObjectWriter& item, const FrameScaling& one) { write_scaling(item, one); });
    write.objects("frame_measures", header.frame_measures,
                  [](JsonObjectWriter& item, const FrameMeasures& one) {
                    visit_measures(one, std::ref(item));
                    item("pixel_spacing", one.pixel_spacing);
                  });
    write.objects("frame_contents", header.frame_contents,
                  [](JsonObjectWriter& item, const FrameContent& one) {
                    visit_content(one, std::ref(item));
                    item("dimension_index_values", one.dimension_index_values);
                  });
  });
}

Result<InstanceHeader> instance_header_from_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return fail(ErrorCode::kInvalidJson, "an instance header must be a JSON object");
  }
  InstanceHeader header;
  std::string wrong;
  const Reader reader(json, wrong);
  visit_plain_members(header, reader);
  reader.choice("spacing_source", kSpacingSources, header.spacing_source);
  read_pixel_spacing(reader, header.pixel_spacing);
  reader.each("planes", [&](const Reader& item) {
    FramePlane& plane = header.planes.emplace_back();
    item("image_position_patient", plane.image_position_patient);
    item("image_orientation_patient", plane.image_orientation_patient);
    if (!ImagePlane::create(plane.image_position_patient, plane.image_orientation_patient,
                            {1.0, 1.0})) {
      reader.note("planes");
    }
  });
  if (const Json* pixels = reader.find("pixels")) {
    pixels->is_object() ? read_pixels(Reader(*pixels, wrong), header.pixels)
                        : reader.note("pixels");
  }
  reader.each("shutters",
              [&](const Reader& item) { read_shutter(item, header.shutters.emplace_back()); });
  reader.each("real_world_values", [&](const Reader& item) {
    read_mappings(item, header.real_world_values.emplace_back());
  });
  reader.each("frame_scaling", [&](const Reader& item) {
    FrameScaling& one = header.frame_scaling.emplace_back();
    item("rescale_slope", one.rescale_slope);
    item("rescale_intercept", one.rescale_intercept);
    item("rescale_type", one.rescale_type);
    read_windows(item, one.windows);
    item.choice("voi_function", kVoiFunctions, one.voi_function);
    read_tables(item, "voi_luts", one.voi_luts);
  });
  reader.each("frame_measures", [&](const Reader& item) {
    FrameMeasures& one = header.frame_measures.emplace_back();
    visit_measures(one, item);
    read_pixel_spacing(item, one.pixel_spacing);
  });
  reader.each("frame_contents", [&](const Reader& item) {
    FrameContent& one = header.frame_contents.emplace_back();
    visit_content(one, item);
    item.numbers("dimension_index_values", one.dimension_index_values);
  });
  if (wrong.empty() && !shape_is_sound(header)) wrong = "rows, columns or frame_count";
  if (!wrong.empty()) {
    return fail(ErrorCode::kInvalidJson, "an instance header's \"" + wrong + "\" does not fit");
  }
  return header;
}

}  // namespace overread
