#pragma once

/// Elementary functions made only of IEEE 754 basic operations in a fixed order, so that the same
/// seed gives the same phantom, bit for bit, natively and in wasm. The platform's libm is free to
/// differ in the last place; these are not. Relative error below 1e-13 in the ranges we use.
namespace overread::deterministic {

inline constexpr double kPi = 3.14159265358979323846;
inline constexpr double kRadiansPerDegree = kPi / 180.0;

double sin(double radians);  ///< |radians| < 1e6
double cos(double radians);  ///< |radians| < 1e6
double tan(double radians);
double exp(double x);                      ///< 0 below -745, infinity above 709.78
double log(double x);                      ///< x > 0; -infinity at 0
double pow(double base, double exponent);  ///< base >= 0
double atan(double x);
double atan2(double y, double x);
double asin(double x);
double acos(double x);

}  // namespace overread::deterministic
