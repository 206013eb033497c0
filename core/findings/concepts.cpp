#include "core/findings/concepts.hpp"

namespace overread::concepts {
namespace {

/// Our own coding scheme, for quantities without a code we could check. Its designator begins
/// with 99 as PS3.16 section 8 asks of private schemes; values stay within SH's 16 characters.
constexpr const char* kPrivateScheme = "99OVERREAD";

}  // namespace

// Codes of SCT and DCM below are in PS3.16's context groups unless the line says otherwise.

Concept cobb_angle() { return {"SCT", "285285000", "Cobb angle"}; }

// SNOMED CT code from the literature, in none of PS3.16's context groups.
Concept scoliosis() { return {"SCT", "298382003", "Scoliosis"}; }

Concept laa_950() { return {kPrivateScheme, "laa-950", "LAA-950"}; }

Concept pd15() { return {kPrivateScheme, "pd15", "PD15"}; }

// The plain "Volume" (SCT 118565006) would lose what it is the volume of.
Concept lung_volume() { return {kPrivateScheme, "lung-volume", "Lung volume"}; }

// SNOMED CT code from the literature, in none of PS3.16's context groups.
Concept emphysema() { return {"SCT", "87433001", "Emphysema"}; }

Concept nodule() { return {"SCT", "27925004", "Nodule"}; }

Concept nodule_diameter() { return {kPrivateScheme, "nodule-diameter", "Nodule diameter"}; }

Concept nodule_volume() { return {kPrivateScheme, "nodule-volume", "Nodule volume"}; }

// DCM 112058 is "Calcium score"; the Agatston method (DCM 112055) makes it this one.
Concept agatston_score() { return {"DCM", "112058", "Agatston score"}; }

Concept aortic_diameter() { return {kPrivateScheme, "aortic-diameter", "Aortic diameter"}; }

Concept vertebral_attenuation() {
  return {kPrivateScheme, "vertebral-hu", "Vertebral attenuation"};
}

}  // namespace overread::concepts
