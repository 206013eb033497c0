#include "wasm/app/page.hpp"

#include <emscripten.h>

#include <cstdint>
#include <cstdlib>
#include <span>

// The page's side of each of these is in bridge.js.
// clang-format off
EM_JS_DEPS(overread_page, "$GL,$UTF8ToString,$stringToNewUTF8");

EM_JS(int, overread_create_context, (), {
  const context = Module["canvas"].getContext("webgl2", {
    alpha: false, antialias: false, depth: false, stencil: false,
  });
  if (!context) return 0;
  const handle = GL.registerContext(context, {
    majorVersion: 2, minorVersion: 0, enableExtensionsByDefault: true,
  });
  GL.makeContextCurrent(handle);
  return 1;
});
EM_JS(void, overread_effect, (const char* json, int length), {
  Module["onEffect"]?.(JSON.parse(UTF8ToString(json, length)), null);
});
EM_JS(void, overread_mirror, (const char* json, int length), {
  Module["onMirror"]?.(JSON.parse(UTF8ToString(json, length)));
});
// Addresses beyond 2 GB come as negative numbers.
EM_JS(int, overread_keep_frame, (int number, const std::uint8_t* bytes, std::size_t size), {
  const at = bytes >>> 0;
  try {
    Module["frames"].keep(number, size >>> 0, () => HEAPU8.slice(at, at + (size >>> 0)));
    return 1;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
});
EM_JS(void, overread_copy_frame, (int number, std::uint8_t* to), {
  HEAPU8.set(Module["frames"].get(number), to >>> 0);
});
EM_JS(void, overread_drop_frame, (int number), { Module["frames"].drop(number); });
EM_JS(void, overread_set_cursor, (const char* name), {
  Module["canvas"].style.cursor = UTF8ToString(name);
});
EM_JS(void, overread_set_clipboard, (const char* text), {
  Module["bridge"].copied(UTF8ToString(text));
});
EM_JS(char*, overread_clipboard, (), { return stringToNewUTF8(Module["bridge"].clipboard); });
EM_JS(void, overread_text_input, (int wanted, float x, float y, float height), {
  Module["bridge"].textInput(wanted !== 0, x, y, height);
});
// clang-format on

namespace overread::page {
namespace {

class PageFrames final : public FrameStore {
 public:
  bool keep(int number, ByteView bytes) override {
    return overread_keep_frame(number, bytes.data(), bytes.size()) != 0;
  }
  void copy(int number, std::span<std::uint8_t> to) const override {
    overread_copy_frame(number, to.data());
  }
  void drop(int number) override { overread_drop_frame(number); }
};

}  // namespace

bool create_context() { return overread_create_context() != 0; }
void perform_effect(const std::string& json) {
  overread_effect(json.data(), static_cast<int>(json.size()));
}
void show_mirror(const std::string& json) {
  overread_mirror(json.data(), static_cast<int>(json.size()));
}
std::shared_ptr<FrameStore> frame_store() { return std::make_shared<PageFrames>(); }
void set_cursor(const char* css_name) { overread_set_cursor(css_name); }
void set_clipboard(const char* text) { overread_set_clipboard(text); }
std::string clipboard() {
  char* text = overread_clipboard();
  std::string out(text);
  std::free(text);
  return out;
}
void set_text_input(bool wanted, float x, float y, float line_height) {
  overread_text_input(wanted, x, y, line_height);
}

}  // namespace overread::page
