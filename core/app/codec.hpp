#pragma once

#include <string>
#include <string_view>

#include "core/app/command.hpp"
#include "core/app/effect.hpp"
#include "core/base/bytes.hpp"
#include "core/base/result.hpp"

/// Commands and effects as messages between the core and its platform: a JSON object whose `kind`
/// is the type's name, members spelled as in the headers, and at most one run of bytes beside it.
namespace overread {

/// A command the platform may send: what it reports (AddInstances … FailRun, RestoreReading), and
/// what a URL or a menu outside the panels asks for (OpenFiles, OpenFolder, OpenCase, ShowSeries,
/// SetLayout, ScrollTo, ChooseLanguage, ChooseTheme, RunService).
///
/// FrameDecoded carries the members of DecodedFrame beside its own, `sample_type` as "uint8" …
/// "float64", and the pixels as bytes. FinishRun carries `result` as an overread-result/1 object
/// and, with a mask, `mask` {columns, rows, slices, labels} and the label values as bytes.
///
/// ObjectRead carries an object_message() in `content` and its bytes.
///
/// @errors kInvalidJson naming the member; kTruncated when the bytes are not the size promised.
Result<Command> command_from_json(std::string_view json, ByteView bytes = {});

/// SaveDicom's data set goes as DICOM JSON (PS3.18 Annex F) in `dataset`.
std::string to_json(const Effect& effect);

}  // namespace overread
