#pragma once

#include "core/findings/mask.hpp"
#include "core/image/series.hpp"
#include "core/report/report_model.hpp"

/// Two small studies that the report's tests share, made by hand.
namespace overread::examples {

/// A spine radiograph with two curves: the first edited and accepted, the second rejected.
ReportModel spine_report();

/// Five CT slices of 13 × 11 pixels, 2 mm apart from z = 100 mm.
Series ct_series();

/// Two labels on ct_series(): 24 voxels on slices 2 and 3, 5 voxels on slice 4.
LabelMask ct_mask();

/// A service's own output on ct_series() that points to ct_mask().
ReportModel ct_report();

}  // namespace overread::examples
