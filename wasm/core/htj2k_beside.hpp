#pragma once

namespace overread {

/// From now on plain HTJ2K goes to the decoder that JavaScript keeps beside this module, as
/// Module.decodeHtj2k; where it has none, OpenJPEG goes on.
void use_htj2k_beside();

}  // namespace overread
