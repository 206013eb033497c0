#include "core/ai/gates.hpp"

#include <algorithm>
#include <cmath>

#include "core/ai/printed.hpp"

namespace overread {
namespace {

using Kind = GateParameter::Kind;

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::ranges::transform(upper, upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

std::string listed(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) {
    if (!joined.empty()) joined += ", ";
    joined += word;
  }
  return joined;
}

std::string four_digits(double value) { return printed("%.4g", value); }

bool contains_text(const std::vector<std::string>& allowed, std::string_view value) {
  const std::string upper = upper_case(value);
  return std::ranges::any_of(allowed, [&](const auto& one) { return upper_case(one) == upper; });
}

using Verdict = std::optional<Reason>;
using Check = Verdict (*)(const NamedStep&, const Series&);

Verdict modality(const NamedStep& gate, const Series& series) {
  const std::string& found = series.instances.front().modality;
  if (contains_text(gate.list("allowed"), found)) return {};
  return Reason{"wrong-modality", "Modality is " + (found.empty() ? "not given" : found) +
                                      ", the service reads " + listed(gate.list("allowed"))};
}

Verdict body_part(const NamedStep& gate, const Series& series) {
  // Empty is common and says nothing: what is in the picture decides then.
  const std::string& found = series.instances.front().body_part_examined;
  if (found.empty() || contains_text(gate.list("allowed"), found)) return {};
  return Reason{"wrong-body-part", "Body Part Examined is " + found + ", the service reads " +
                                       listed(gate.list("allowed"))};
}

Verdict view(const NamedStep& gate, const Series& series) {
  const std::string& found = series.instances.front().view_position;
  if (found.empty() || contains_text(gate.list("allowed"), found)) return {};
  return Reason{"wrong-view", "View Position is " + found + ", the service reads " +
                                  listed(gate.list("allowed"))};
}

Verdict monochrome(const NamedStep&, const Series& series) {
  if (series.instances.front().samples_per_pixel == 1) return {};
  return Reason{"color-image", "The image has colors, the service reads gray images"};
}

Verdict frame_count(const NamedStep& gate, const Series& series) {
  const auto found = static_cast<double>(series.frames.size());
  if (found < gate.number("min")) {
    return Reason{"too-few-frames", "The series has " + four_digits(found) +
                                        " frames, the service needs " +
                                        four_digits(gate.number("min"))};
  }
  if (found > gate.number("max")) {
    return Reason{"too-many-frames", "The series has " + four_digits(found) +
                                         " frames, the service reads at most " +
                                         four_digits(gate.number("max"))};
  }
  return {};
}

Verdict image_size(const NamedStep& gate, const Series& series) {
  const InstanceHeader& header = series.instances.front();
  if (header.columns >= gate.number("min_columns") && header.rows >= gate.number("min_rows")) {
    return {};
  }
  return Reason{"image-too-small", "The image has " + std::to_string(header.columns) + " x " +
                                       std::to_string(header.rows) + " pixels, the service needs " +
                                       four_digits(gate.number("min_columns")) + " x " +
                                       four_digits(gate.number("min_rows"))};
}

/// |normal . z| of every frame's plane; the orientation's two unit vectors are checked by image.
double axial_cosine(const FramePlane& plane) {
  const auto& o = plane.image_orientation_patient;
  return std::abs(o[0] * o[4] - o[1] * o[3]);
}

Verdict axial(const NamedStep& gate, const Series& series) {
  const double limit = std::cos(gate.number("max_tilt_deg") * 3.14159265358979323846 / 180.0);
  for (const SeriesFrame& frame : series.frames) {
    const FramePlane* plane =
        series.instances[static_cast<std::size_t>(frame.instance)].plane(frame.frame_number);
    if (plane == nullptr) {
      return Reason{"no-geometry", "Image Orientation (Patient) is missing"};
    }
    if (axial_cosine(*plane) < limit) {
      return Reason{"not-axial", "The slices are not axial within " +
                                     four_digits(gate.number("max_tilt_deg")) + " degrees"};
    }
  }
  return {};
}

/// Largest step along z between neighboring frames, mm; negative without geometry.
double largest_step_mm(const Series& series) {
  double largest = -1.0;
  double previous = 0.0;
  for (std::size_t i = 0; i < series.frames.size(); ++i) {
    const SeriesFrame& frame = series.frames[i];
    const FramePlane* plane =
        series.instances[static_cast<std::size_t>(frame.instance)].plane(frame.frame_number);
    if (plane == nullptr) return -1.0;
    const double z = plane->image_position_patient[2];
    if (i > 0) largest = std::max(largest, std::abs(z - previous));
    previous = z;
  }
  return largest;
}

Verdict slice_spacing(const NamedStep& gate, const Series& series) {
  const double step = largest_step_mm(series);
  if (step < 0.0) return Reason{"no-geometry", "Image Position (Patient) is missing"};
  if (step <= gate.number("refuse_above_mm")) return {};
  return Reason{"slices-too-far-apart", "The slices are " + four_digits(step) +
                                            " mm apart, the service reads at most " +
                                            four_digits(gate.number("refuse_above_mm")) + " mm"};
}

Verdict slice_spacing_caution(const NamedStep& gate, const Series& series) {
  const double step = largest_step_mm(series);
  if (step <= gate.number("caution_above_mm")) return {};
  return Reason{"thick-slices", "The slices are " + four_digits(step) +
                                    " mm apart; values change with slices above " +
                                    four_digits(gate.number("caution_above_mm")) + " mm"};
}

Verdict even_spacing(const NamedStep&, const Series& series) {
  for (const GeometryWarning& warning : series.warnings) {
    switch (warning.kind) {
      case GeometryWarning::Kind::kUnevenSpacing:
        return Reason{"uneven-spacing", "The distance between slices changes, up to " +
                                            four_digits(warning.value) + " mm"};
      case GeometryWarning::Kind::kMissingSlices:
        return Reason{"missing-slices", "Slices are missing: " + four_digits(warning.value)};
      case GeometryWarning::Kind::kDuplicates:
        return Reason{"duplicate-slices", "Slices share a position: " + four_digits(warning.value)};
      case GeometryWarning::Kind::kMixedOrientation:
        return Reason{"mixed-orientation",
                      "The slices have different orientations, turned by up to " +
                          four_digits(warning.high) + " degrees"};
      case GeometryWarning::Kind::kShiftedSlices:
        return Reason{"shifted-slices", "Slices lie up to " + four_digits(warning.value) +
                                            " mm off the straight line of the others"};
      case GeometryWarning::Kind::kMixedSpacing:
        return Reason{"mixed-spacing", "The slices have different pixel sizes, " +
                                           four_digits(warning.low) + " to " +
                                           four_digits(warning.high) + " mm"};
      case GeometryWarning::Kind::kMissingParts:
        return Reason{"missing-parts",
                      "Parts of the image are missing: " + four_digits(warning.value)};
      case GeometryWarning::Kind::kMosaic:
        return Reason{"mosaic", "Slices lie side by side in one picture"};
      // A tilted stack is a volume, sheared; how far from axial it may be, the gate "axial" says.
      case GeometryWarning::Kind::kGantryTilt:
        break;
    }
  }
  return {};
}

Verdict tilt_caution(const NamedStep&, const Series& series) {
  const auto tilt = std::ranges::find(series.warnings, GeometryWarning::Kind::kGantryTilt,
                                      &GeometryWarning::kind);
  if (tilt == series.warnings.end()) return {};
  return Reason{"gantry-tilt", "The gantry is tilted by " + four_digits(tilt->value) +
                                   " degrees; volumes are those of the sheared voxels"};
}

Verdict pixel_spacing(const NamedStep&, const Series& series) {
  if (series.instances.front().pixel_spacing) return {};
  return Reason{"no-pixel-spacing", "Pixel Spacing is missing, lengths cannot be measured"};
}

/// The part of a kernel's name that tells its sharpness: "B70f" -> 70, "LUNG" -> nothing.
std::optional<double> kernel_number(std::string_view kernel) {
  std::string digits;
  for (char c : kernel) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (!digits.empty()) {
      break;
    }
  }
  if (digits.empty() || digits.size() > 3) return {};
  return std::stod(digits);
}

Verdict kernel_caution(const NamedStep& gate, const Series& series) {
  const std::string& kernel = series.instances.front().convolution_kernel;
  if (kernel.empty()) {
    return Reason{"unknown-kernel",
                  "The reconstruction kernel is not given; sharp kernels raise "
                  "the share of low voxels"};
  }
  const auto number = kernel_number(kernel);
  const bool sharp = contains_text(gate.list("sharp"), kernel) ||
                     (number && *number >= gate.number("sharp_from_number"));
  if (!sharp) return {};
  return Reason{"sharp-kernel",
                "Kernel " + kernel + " is sharp: noise raises the share of low voxels"};
}

Verdict contrast_caution(const NamedStep&, const Series& series) {
  const std::string& agent = series.instances.front().contrast_bolus_agent;
  if (agent.empty()) return {};
  return Reason{"contrast", "Contrast was given (" + agent +
                                "): lung attenuation is some HU higher than without"};
}

struct KnownGate {
  GateRule rule;
  Check refuses;
  Check cautions;
};

const std::vector<KnownGate>& known_gates() {
  static const std::vector<KnownGate> gates = {
      {{"modality", {{"allowed", Kind::kTexts}}}, modality, nullptr},
      {{"body-part", {{"allowed", Kind::kTexts}}}, body_part, nullptr},
      {{"view", {{"allowed", Kind::kTexts}}}, view, nullptr},
      {{"monochrome", {}}, monochrome, nullptr},
      {{"frame-count", {{"min", Kind::kNumber}, {"max", Kind::kNumber}}}, frame_count, nullptr},
      {{"image-size", {{"min_columns", Kind::kNumber}, {"min_rows", Kind::kNumber}}},
       image_size,
       nullptr},
      {{"axial", {{"max_tilt_deg", Kind::kNumber}}}, axial, nullptr},
      {{"slice-spacing", {{"caution_above_mm", Kind::kNumber}, {"refuse_above_mm", Kind::kNumber}}},
       slice_spacing,
       slice_spacing_caution},
      {{"even-spacing", {}}, even_spacing, tilt_caution},
      {{"pixel-spacing", {}}, pixel_spacing, nullptr},
      {{"kernel", {{"sharp", Kind::kTexts}, {"sharp_from_number", Kind::kNumber}}},
       nullptr,
       kernel_caution},
      {{"contrast", {}}, nullptr, contrast_caution},
      // Decided by the algorithm, from the pixels.
      {{"lungs-found", {{"min_volume_ml", Kind::kNumber}}}, nullptr, nullptr},
      {{"spine-found", {}}, nullptr, nullptr},
  };
  return gates;
}

}  // namespace

const GateRule* find_gate_rule(std::string_view name) {
  for (const KnownGate& gate : known_gates()) {
    if (gate.rule.name == name) return &gate.rule;
  }
  return nullptr;
}

std::string known_gate_names() {
  std::vector<std::string> names;
  for (const KnownGate& gate : known_gates()) names.push_back(gate.rule.name);
  return listed(names);
}

GateOutcome check_header_gates(const ServicePackage& package, const Series& series) {
  GateOutcome outcome;
  if (series.instances.empty() || series.frames.empty()) {
    outcome.refusal = Reason{"empty-series", "The series has no frames"};
    return outcome;
  }
  for (const NamedStep& gate : package.gates) {
    const auto known = std::ranges::find(known_gates(), gate.name,
                                         [](const KnownGate& one) { return one.rule.name; });
    if (known == known_gates().end()) continue;
    if (known->refuses != nullptr) {
      if (Verdict refusal = known->refuses(gate, series)) {
        outcome.refusal = std::move(refusal);
        return outcome;
      }
    }
    if (known->cautions != nullptr) {
      if (Verdict caution = known->cautions(gate, series)) {
        outcome.cautions.push_back(*std::move(caution));
      }
    }
  }
  return outcome;
}

}  // namespace overread
