#pragma once

#include <cstddef>
#include <optional>

#include "core/app/command.hpp"
#include "core/image/series.hpp"

/// How the memory that the platform allows is shared out, and what is known before it is taken.
///
/// | share | 2 GB | 600 MB | whose |
/// |---|---|---|---|
/// | frames, 25 % | 500 MB | 150 MB | FrameCache: in the page's FrameStore but for a few |
/// | services, 60 % | 1200 MB | 360 MB | the inference worker |
/// | decoding, 10 % | 200 MB | 60 MB | all decode workers, which also have what services leave |
/// | page, 5 % | 100 MB | 30 MB | the rest of the page's module, small files that wait |
///
/// Decoding and page are kept by web/app/src/memory_profile.ts, which has the budgets. Counted is
/// what modules and files take: neither the browser's own memory nor the graphics card's.
namespace overread {

/// Bytes for decoded frames; what FrameCache has by itself when there is no budget.
std::size_t frames_budget(const command::ReportMemory& memory);

/// Bytes that a service takes at most to read a series, from the headers alone: its files, its
/// frames, the volume and the masks over it.
double service_forecast(const Series& series);

/// The most bytes that a run may take: the services' share. Nothing is known without a budget.
std::optional<double> service_budget(const command::ReportMemory& memory);

}  // namespace overread
