#pragma once

#include "core/base/result.hpp"
#include "wasm/core/call.hpp"

/// What the package's users call: files, data sets, frames. Requests and answers are typed in
/// web/packages/core/src.
namespace overread::calls {

/// {} + [file] → {meta, dict}, DS and IS as texts, + the binary values; in the JSON each of them is
/// InlineBinary of its number, four bytes little-endian.
Result<void> read_dataset(Call& call);
/// {dict, transferSyntaxUid} + binary values → [file]; with inlineBinary, the JSON has them.
Result<void> write_dataset(Call& call);
/// {frameNumber} + [file] → description + [pixels].
Result<void> decode_frame(Call& call);
/// {frameNumber, window?, invert?, overlays?} + [file] → {rows, columns, window?} + [RGBA].
Result<void> render_frame(Call& call);
/// {} + [file] → InstanceHeader.
Result<void> instance_header(Call& call);
/// {name} + [PNG or JPEG] → [DICOM file].
Result<void> secondary_capture(Call& call);
/// {headers} → [{headers: indices, frames: [[instance, frame number]], warnings}], one a series.
Result<void> group_series(Call& call);

}  // namespace overread::calls
