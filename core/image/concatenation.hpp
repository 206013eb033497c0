#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/image/instance_header.hpp"

namespace overread {

/// More missing parts of one concatenation are not listed: a hostile header must not make a long
/// list of them.
inline constexpr std::size_t kMostNamedParts = 100;

/// In-concatenation Numbers of the parts that are not there, by Concatenation UID: gaps between the
/// numbers, and the end where In-concatenation Total Number tells of it. Only concatenations that
/// miss something are in it.
///
/// @param headers  All there is of a DICOM series.
/// @dicom PS3.3 C.7.6.16.2.2.4
std::map<std::string, std::vector<int>> missing_parts(std::span<const InstanceHeader> headers);

}  // namespace overread
