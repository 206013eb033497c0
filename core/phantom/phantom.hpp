#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

namespace overread {

/// One file of a phantom, ready to be written.
struct PhantomFile {
  std::string name;  ///< Relative, no folders: "spine-7.dcm", "truth.json".
  Bytes bytes;
};

/// The kinds this build makes: "spine", ...
std::vector<std::string> phantom_kinds();

/// A patient who never was: DICOM files and, last, `truth.json` (schema `overread-truth/1`). The
/// same kind and seed give the same bytes on every platform.
///
/// @errors kInvalidArgument naming the kinds for one that this build does not make.
Result<std::vector<PhantomFile>> make_phantom(std::string_view kind, std::uint64_t seed);

}  // namespace overread
