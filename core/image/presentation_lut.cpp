#include "core/image/presentation_lut.hpp"

#include <cmath>

namespace overread {

float apply_presentation_lut(float value, Polarity polarity) {
  return polarity == Polarity::kInverted ? 1.0F - value : value;
}

std::uint8_t display_level(float value) {
  return static_cast<std::uint8_t>(std::floor(value * 255.0F + 0.5F));
}

}  // namespace overread
