#include "core/view/corner_text.hpp"

#include <algorithm>
#include <cmath>
#include <format>
#include <optional>

#include "core/geometry/image_plane.hpp"
#include "core/image/stack_geometry.hpp"
#include "core/view/value_text.hpp"

namespace overread {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void add(std::vector<CornerLine>& lines, std::string_view key, std::string value) {
  if (!value.empty()) lines.push_back({std::string(key), std::move(value)});
}

std::string joined(std::initializer_list<std::string> parts, std::string_view between) {
  std::string all;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!all.empty()) all += between;
    all += part;
  }
  return all;
}

/// What a report calls an image by. 0: the file does not say.
std::string instance_number(const InstanceHeader& header) {
  return header.instance_number == 0 ? "" : formatted_number(header.instance_number, 0);
}

std::string frame_of_instance(const ShownImage& image) {
  if (image.header->frame_count < 2) return {};
  return std::format("{}/{}", image.frame_number, image.header->frame_count);
}

std::string slice_position(const ShownImage& image) {
  const FramePlane* plane = image.header->plane(image.frame_number);
  const bool mosaic = image.header->content(image.frame_number).is_mosaic();
  if (plane == nullptr || mosaic) return {};
  const double mm =
      position_along_normal_mm(*plane, slice_normal(plane->image_orientation_patient));
  return formatted_number(mm, 1) + " mm";
}

std::string thickness(const ShownImage& image) {
  const auto thickness = image.header->measures(image.frame_number).slice_thickness;
  return thickness ? formatted_number(*thickness, 2) + " mm" : "";
}

/// Three digits of the width; one decimal is enough for windows of whole numbers.
std::string window_text(const Window& window) {
  constexpr double kShownShare = 1e-2;
  const double resolution = std::min(window.width * kShownShare, 0.1);
  const auto number = [&](double value) {
    return value_text(value, resolution > 0.0 ? resolution : 0.1, DecimalMark::kPoint);
  };
  return std::format("C {} W {}", number(window.center), number(window.width));
}

}  // namespace

std::string formatted_date(std::string_view date) {
  if (date.size() != 8 || !all_digits(date)) return std::string(date);
  return std::format("{}-{}-{}", date.substr(0, 4), date.substr(4, 2), date.substr(6, 2));
}

std::string formatted_time(std::string_view time) {
  if (time.size() < 4 || !all_digits(time.substr(0, 4))) return std::string(time);
  return std::format("{}:{}", time.substr(0, 2), time.substr(2, 2));
}

std::string formatted_name(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if (c == '=' && !text.empty()) break;
    const char shown = c == '^' || c == '=' ? ' ' : c;
    if (shown == ' ' && (text.empty() || text.back() == ' ')) continue;
    text += shown;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string formatted_age(std::string_view age) {
  if (age.size() != 4 || !all_digits(age.substr(0, 3))) return std::string(age);
  const auto first = std::min(age.find_first_not_of('0'), std::size_t{2});
  return std::string(age.substr(first));
}

std::string formatted_number(double value, int decimals) {
  std::string text = std::format("{:.{}f}", std::fabs(value), decimals);
  if (text.contains('.')) {
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
  }
  return value < 0.0 && text != "0" ? "−" + text : text;
}

CornerTexts corner_texts(const ShownImage& image) {
  const InstanceHeader& header = *image.header;
  CornerTexts texts;
  add(texts.top_left, "patient.name", formatted_name(header.patient_name));
  add(texts.top_left, "patient.id", header.patient_id);
  add(texts.top_left, "patient.birth-sex-age",
      joined({formatted_date(header.patient_birth_date), header.patient_sex,
              formatted_age(header.patient_age)},
             " · "));

  add(texts.top_right, "study.institution", header.institution_name);
  add(texts.top_right, "study.date",
      joined({formatted_date(header.study_date), formatted_time(header.study_time)}, " "));
  add(texts.top_right, "study.description", header.study_description);
  add(texts.top_right, "study.accession", header.accession_number);

  add(texts.bottom_left, "series.description",
      joined({header.modality, header.series_description}, " · "));
  add(texts.bottom_left, "series.stack", image.stack);
  add(texts.bottom_left, "image.number", instance_number(header));
  add(texts.bottom_left, "image.frame", frame_of_instance(image));
  add(texts.bottom_left, "image.position",
      std::format("{}/{}", image.position + 1, std::max(image.count, 1)));
  add(texts.bottom_left, "image.slice-position", slice_position(image));
  add(texts.bottom_left, "image.thickness", thickness(image));

  if (header.samples_per_pixel == 1 && header.pixels.palette.empty()) {
    add(texts.bottom_right, "image.window",
        image.voi_lut.empty() ? window_text(image.window) : image.voi_lut);
  }
  add(texts.bottom_right, "image.zoom", formatted_number(image.zoom_percent, 0) + " %");
  if (header.lossy_compressed && header.lossy_ratio) {
    add(texts.bottom_right, "image.lossy", formatted_number(*header.lossy_ratio, 1) + ":1");
  } else if (header.lossy_compressed) {
    add(texts.bottom_right, "image.lossy-unstated", "lossy");
  }
  return texts;
}

}  // namespace overread
