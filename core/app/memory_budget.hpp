#pragma once

#include <cstddef>
#include <optional>

#include "core/app/command.hpp"
#include "core/image/series.hpp"

/// How the memory that the platform allows is shared out, and what is known before it is taken.
namespace overread {

/// Bytes for decoded frames: a quarter of the budget; what FrameCache has by itself when there is
/// none.
std::size_t frames_budget(const command::ReportMemory& memory);

/// Bytes that a service takes at most to read a series, from the headers alone: its files, its
/// frames, the volume and the masks over it.
double service_forecast(const Series& series);

/// The most bytes that a run may take; nothing is known without a budget.
std::optional<double> service_budget(const command::ReportMemory& memory);

}  // namespace overread
