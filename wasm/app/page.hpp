#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/app/frame_store.hpp"

namespace overread::page {

/// Makes the WebGL2 context of the page's canvas the current one. False where there is none.
bool create_context();
/// Hands an effect, as JSON, to the page.
void perform_effect(const std::string& json);
/// Hands the copy of the interface for the page's DOM over.
void show_mirror(const std::string& json);
/// Memory of the page's for decoded frames.
std::shared_ptr<FrameStore> frame_store();
/// The mouse cursor, by its CSS name.
void set_cursor(const char* css_name);
void set_clipboard(const char* text);
/// The text last copied or pasted in this page.
std::string clipboard();
/// Whether text is being typed, and where its field stands, for keyboards on glass and for IMEs.
void set_text_input(bool wanted, float x, float y, float line_height);

}  // namespace overread::page
