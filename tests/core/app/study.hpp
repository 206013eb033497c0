#pragma once

#include <string>

#include "core/app/effect.hpp"
#include "core/app/state.hpp"
#include "core/findings/result.hpp"

/// Small studies made by hand, shared by the tests of core/app.
namespace overread::testing {

/// `slices` axial CT instances of one series, 2.5 mm apart, 4 × 4 pixels of 0.5 mm.
std::vector<InstanceHeader> ct_series(int slices, const std::string& study = "1.2.3");

/// A frame of 4 × 4 zeros.
std::shared_ptr<const DecodedFrame> blank_frame();

/// A state with one CT series on screen and its services offered.
State state_with_ct(int slices = 5);

/// Blank frames come for all instances, in their order. @return What is asked for then.
std::vector<Effect> decode_all(State& state);

/// A curve of 20°: upper end plate falls 10° to the right, lower one rises 10°.
Finding curve_of_twenty_degrees();

/// What a service would say about it.
ServiceResult result_with(Finding finding);

}  // namespace overread::testing
