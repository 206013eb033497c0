#pragma once

namespace overread {

/// Which elements of a file become part of the data set; the others are passed over by their
/// lengths.
enum class ReadScope {
  kAll,
  kPublic,  ///< Those the standard knows: headers are made of them, and half of a file may be
            ///< private.
  /// What says how pixels and overlays are stored and nothing else, no sequence above all: quick,
  /// whatever else the file holds.
  kImage,
};

}  // namespace overread
