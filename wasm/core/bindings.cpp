/// The exported functions of overread-core: a list.
///
/// Every function takes one Call (wasm/core/call.hpp), answers it and gives 0, or 1 for an error.
/// JavaScript owns the call: it makes it, fills it, copies the outputs out and frees it, all
/// without giving control away, so no address outlives a call and memory may grow in any of them.
/// web/packages/core/src/wasm_module.ts is the other side.
#include <emscripten/emscripten.h>

#include <cstddef>
#include <cstdint>

#include "wasm/core/call.hpp"
#include "wasm/core/dataset_calls.hpp"
#include "wasm/core/htj2k_beside.hpp"
#include "wasm/core/object_calls.hpp"
#include "wasm/core/open_file.hpp"
#include "wasm/core/service_calls.hpp"
#include "wasm/core/video_calls.hpp"

using overread::Call;

extern "C" {

EMSCRIPTEN_KEEPALIVE void overread_use_htj2k_beside() { overread::use_htj2k_beside(); }
EMSCRIPTEN_KEEPALIVE Call* overread_call_create() { return new Call; }
EMSCRIPTEN_KEEPALIVE void overread_call_free(Call* call) { delete call; }
EMSCRIPTEN_KEEPALIVE std::uint8_t* overread_call_add(Call* call, std::size_t size) {
  return call->add_input(size);
}
EMSCRIPTEN_KEEPALIVE std::size_t overread_call_output_count(const Call* call) {
  return call->output_count();
}
EMSCRIPTEN_KEEPALIVE std::size_t overread_call_output_size(const Call* call, std::size_t index) {
  return call->output(index).size();
}
EMSCRIPTEN_KEEPALIVE const std::uint8_t* overread_call_output_data(const Call* call,
                                                                   std::size_t index) {
  return call->output(index).data();
}

#define OVERREAD_EXPORT(name)                             \
  EMSCRIPTEN_KEEPALIVE int overread_##name(Call* call) {  \
    return overread::serve(*call, overread::calls::name); \
  }

OVERREAD_EXPORT(version)
OVERREAD_EXPORT(read_dataset)
OVERREAD_EXPORT(write_dataset)
OVERREAD_EXPORT(decode_frame)
OVERREAD_EXPORT(open_file)
OVERREAD_EXPORT(open_file_frame)
OVERREAD_EXPORT(render_frame)
OVERREAD_EXPORT(instance_header)
OVERREAD_EXPORT(secondary_capture)
OVERREAD_EXPORT(group_series)
OVERREAD_EXPORT(check_service)
OVERREAD_EXPORT(verify_service_file)
OVERREAD_EXPORT(begin_service)
OVERREAD_EXPORT(finish_service)
OVERREAD_EXPORT(drop_service)
OVERREAD_EXPORT(read_object)
OVERREAD_EXPORT(wrapped_bytes)
OVERREAD_EXPORT(jpeg_xl_frames)
OVERREAD_EXPORT(with_decoded_frames)
OVERREAD_EXPORT(first_fragment)
OVERREAD_EXPORT(fragment_ranges)
OVERREAD_EXPORT(read_video)
OVERREAD_EXPORT(media_directory)
OVERREAD_EXPORT(make_phantom)
OVERREAD_EXPORT(structured_report)
OVERREAD_EXPORT(segmentation)

}  // extern "C"
