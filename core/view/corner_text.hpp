#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/image/instance_header.hpp"
#include "core/view/viewport_state.hpp"

namespace overread {

/// One line of text in a corner: what it is (a text key, translated by the interface) and its
/// value, formatted. Lines whose label is not shown ("patient.name") carry their value alone.
struct CornerLine {
  std::string key;    ///< "patient.name", "image.number", "image.window", ...
  std::string value;  ///< "DOE JANE", "14/133", "C 40 W 400".

  friend bool operator==(const CornerLine&, const CornerLine&) = default;
};

/// Four corners of text. Lines without a value are left out.
struct CornerTexts {
  std::vector<CornerLine> top_left;      ///< Patient.
  std::vector<CornerLine> top_right;     ///< Study and institution.
  std::vector<CornerLine> bottom_left;   ///< Series, image, frame, position, slice.
  std::vector<CornerLine> bottom_right;  ///< Window, zoom, compression.
};

/// What the texts are about.
struct ShownImage {
  const InstanceHeader* header = nullptr;
  std::string stack{};  ///< What sets the stack apart in its series; empty: the only one.
  int frame_number = 1;
  int position = 0, count = 1;  ///< 0-based position in its series.
  Window window{};              ///< The one in force.
  std::string voi_lut{};        ///< Name of the VOI LUT that is in force instead; empty: none is.
  double zoom_percent = 100.0;  ///< Device pixels per frame pixel × 100.
};

CornerTexts corner_texts(const ShownImage& image);

/// "20240131" as "2024-01-31"; other text as it is. PS3.5 6.2, DA
std::string formatted_date(std::string_view date);
/// "143055.12" as "14:30"; other text as it is. PS3.5 6.2, TM
std::string formatted_time(std::string_view time);
/// "DOE^JANE^^DR" as "DOE JANE DR": the first component group that is not empty, carets as spaces.
/// PS3.5 6.2.1.1
std::string formatted_name(std::string_view name);
/// "057Y" as "57Y"; other text as it is.
std::string formatted_age(std::string_view age);
/// Up to `decimals` decimals, trailing zeros cut, "−" for minus.
std::string formatted_number(double value, int decimals);

}  // namespace overread
