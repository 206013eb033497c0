#pragma once

#include "core/findings/result.hpp"

/// The concepts services report and phantoms know, one spelling for both sides. Meanings are the
/// contract's, word for word.
namespace overread::concepts {

Concept cobb_angle();       ///< SCT 285285000, deg
Concept scoliosis();        ///< finding
Concept laa_950();          ///< %
Concept pd15();             ///< HU
Concept lung_volume();      ///< mL
Concept emphysema();        ///< finding
Concept nodule();           ///< finding, SCT 27925004
Concept nodule_diameter();  ///< mm
Concept nodule_volume();    ///< mm3
Concept agatston_score();
Concept aortic_diameter();        ///< mm
Concept vertebral_attenuation();  ///< HU

}  // namespace overread::concepts
