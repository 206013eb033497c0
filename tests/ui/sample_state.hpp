#pragma once

#include "core/app/state.hpp"

namespace overread::testing {

/// Nothing open; two services and three teaching cases on offer.
State empty_state();
/// A spine radiograph and a chest CT open, services run, findings in all states of decision,
/// messages and a task under way. Pictures are drawn, not measured: this is for looking.
State reading_state();
/// The same with a report on the first viewport and segments drawn on the chest CT.
State objects_state();
/// A map of diffusion, 0 to 0.003 mm2/s in floats, on the first viewport.
State mapped_state();
/// reading_state() with a video on the first viewport, stopped.
State video_state();
/// reading_state() with two presentation states of the radiograph, neither put on.
State presented_state();

}  // namespace overread::testing
