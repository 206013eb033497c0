#include "ui/fonts/font_data.hpp"

#pragma clang diagnostic ignored "-Wc23-extensions"

namespace overread::ui {
namespace {

constexpr std::uint8_t kTextRegular[] = {
#embed "text-regular.ttf"
};
constexpr std::uint8_t kTextSemibold[] = {
#embed "text-semibold.ttf"
};
constexpr std::uint8_t kIcons[] = {
#embed "icons.ttf"
};

}  // namespace

std::span<const std::uint8_t> text_regular_ttf() { return kTextRegular; }
std::span<const std::uint8_t> text_semibold_ttf() { return kTextSemibold; }
std::span<const std::uint8_t> icons_ttf() { return kIcons; }

}  // namespace overread::ui
