#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "ui/widgets/interact.hpp"

namespace overread::ui {

/// A horizontal slider over [lowest, highest]. @return The new value while it is moved.
std::optional<double> slider(Context& ui, std::string_view id, ImRect box, std::string_view label,
                             double value, double lowest, double highest);

/// Work done, `fraction` in [0, 1]; below 0 its extent is not known and the bar says nothing.
void progress_bar(Context& ui, std::string_view id, ImRect box, std::string_view label,
                  double fraction);
/// The same as a ring of `radius`.
void progress_ring(Context& ui, ImVec2 center, float radius, double fraction);

/// A probability with its threshold and the band in which the service is unsure.
void probability_bar(Context& ui, std::string_view id, ImRect box, std::string_view label,
                     double probability, std::optional<double> threshold,
                     std::optional<std::array<double, 2>> unsure, ImU32 ink);

}  // namespace overread::ui
