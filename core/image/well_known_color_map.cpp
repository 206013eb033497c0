#include "core/image/well_known_color_map.hpp"

#include <array>
#include <span>
#include <utility>

namespace overread {
namespace {

/// So many entries in equal steps from the level before them to this one, halves up. The first run
/// of a channel begins at its own level.
struct LevelRun {
  int count, level;
};

struct WellKnownPalette {
  std::string_view uid, name;
  std::array<std::span<const LevelRun>, 3> channels;
};

constexpr auto kHotIronRed = std::to_array<LevelRun>({{1, 0}, {127, 254}, {1, 255}, {127, 255}});
constexpr auto kHotIronGreen = std::to_array<LevelRun>({{129, 0}, {126, 252}, {1, 255}});
constexpr auto kHotIronBlue = std::to_array<LevelRun>({{192, 0}, {63, 252}, {1, 255}});
constexpr auto kPetRed = std::to_array<LevelRun>(
    {{64, 0}, {1, 1}, {42, 85}, {1, 86}, {42, 170}, {1, 171}, {42, 255}, {63, 255}});
constexpr auto kPetGreen = std::to_array<LevelRun>({{1, 0},
                                                    {31, 62},
                                                    {1, 65},
                                                    {30, 125},
                                                    {1, 128},
                                                    {32, 64},
                                                    {1, 63},
                                                    {31, 1},
                                                    {1, 0},
                                                    {126, 252},
                                                    {1, 255}});
constexpr auto kPetBlue = std::to_array<LevelRun>({{1, 0},
                                                   {1, 1},
                                                   {127, 255},
                                                   {1, 252},
                                                   {63, 0},
                                                   {20, 80},
                                                   {1, 85},
                                                   {20, 165},
                                                   {1, 170},
                                                   {20, 250},
                                                   {1, 255}});
constexpr auto kHotMetalBlueRed = std::to_array<LevelRun>(
    {{86, 0},  {8, 24},  {1, 26},  {8, 50},   {1, 52},  {1, 55},  {2, 59},  {1, 62},
     {2, 66},  {1, 69},  {1, 71},  {1, 74},   {2, 78},  {1, 81},  {2, 85},  {1, 88},
     {1, 90},  {8, 114}, {1, 116}, {16, 164}, {1, 166}, {8, 190}, {2, 198}, {1, 201},
     {5, 221}, {1, 224}, {5, 244}, {1, 247},  {2, 255}, {85, 255}});
constexpr auto kHotMetalBlueGreen = std::to_array<LevelRun>(
    {{120, 0}, {4, 8},   {1, 9},   {7, 23},  {1, 24},  {8, 40},  {1, 41},  {7, 55},  {1, 56},
     {8, 72},  {1, 73},  {7, 87},  {1, 88},  {8, 104}, {1, 105}, {7, 119}, {1, 120}, {8, 136},
     {1, 137}, {7, 151}, {1, 152}, {8, 168}, {1, 169}, {7, 183}, {1, 184}, {8, 200}, {1, 201},
     {7, 215}, {1, 216}, {6, 228}, {1, 229}, {5, 239}, {1, 240}, {5, 250}, {1, 251}, {2, 255}});
constexpr auto kHotMetalBlueBlue = std::to_array<LevelRun>(
    {{1, 0},   {8, 16},  {1, 17},   {33, 83}, {1, 84},   {16, 116}, {1, 117},  {33, 183},
     {1, 184}, {8, 200}, {8, 176},  {1, 174}, {8, 150},  {4, 126},  {1, 121},  {7, 79},
     {1, 74},  {4, 50},  {8, 26},   {1, 24},  {8, 0},    {17, 0},   {8, 24},   {1, 26},
     {16, 74}, {1, 76},  {16, 124}, {1, 126}, {16, 174}, {1, 176},  {10, 206}, {1, 210},
     {3, 219}, {1, 223}, {3, 232},  {1, 236}, {3, 245},  {1, 249},  {2, 255}});
constexpr auto kPet20StepRed = std::to_array<LevelRun>(
    {{13, 0},   {1, 96},  {12, 96},  {1, 48},  {24, 48},  {1, 80},  {12, 80},  {1, 96},
     {12, 96},  {1, 112}, {12, 112}, {1, 128}, {11, 128}, {1, 48},  {25, 48},  {1, 80},
     {12, 80},  {1, 64},  {11, 64},  {1, 224}, {12, 224}, {1, 208}, {37, 208}, {1, 192},
     {12, 192}, {1, 176}, {12, 176}, {1, 255}, {25, 255}});
constexpr auto kPet20StepGreen = std::to_array<LevelRun>(
    {{26, 0},   {1, 48},   {24, 48},  {1, 80},   {12, 80},  {1, 96},  {12, 96},
     {1, 112},  {12, 112}, {1, 128},  {11, 128}, {1, 96},   {12, 96}, {1, 144},
     {12, 144}, {1, 192},  {12, 192}, {1, 224},  {24, 224}, {1, 208}, {12, 208},
     {1, 176},  {12, 176}, {1, 144},  {11, 144}, {1, 96},   {12, 96}, {1, 48},
     {12, 48},  {1, 0},    {12, 0},   {1, 255},  {12, 255}});
constexpr auto kPet20StepBlue = std::to_array<LevelRun>(
    {{13, 0},   {1, 80},  {25, 80},  {1, 112}, {11, 112}, {1, 128}, {12, 128}, {1, 176},
     {12, 176}, {1, 192}, {12, 192}, {1, 224}, {11, 224}, {1, 48},  {25, 48},  {1, 80},
     {12, 80},  {1, 64},  {11, 64},  {1, 80},  {12, 80},  {1, 96},  {12, 96},  {1, 64},
     {12, 64},  {1, 0},   {50, 0},   {1, 255}, {12, 255}});
constexpr auto kSpringRed = std::to_array<LevelRun>({{1, 255}, {255, 255}});
constexpr auto kSpringGreen = std::to_array<LevelRun>({{1, 0}, {255, 255}});
constexpr auto kSpringBlue = std::to_array<LevelRun>({{1, 255}, {255, 0}});
constexpr auto kSummerRed = std::to_array<LevelRun>({{1, 0}, {255, 0}});
constexpr auto kSummerGreen = std::to_array<LevelRun>({{1, 255}, {255, 128}});
constexpr auto kSummerBlue = std::to_array<LevelRun>({{1, 0}, {127, 0}, {128, 254}});
constexpr auto kFallRed = std::to_array<LevelRun>({{1, 255}, {255, 255}});
constexpr auto kFallGreen = std::to_array<LevelRun>({{1, 255}, {255, 0}});
constexpr auto kFallBlue = std::to_array<LevelRun>({{1, 0}, {255, 0}});
constexpr auto kWinterRed = std::to_array<LevelRun>({{1, 0}, {127, 0}, {128, 127}});
constexpr auto kWinterGreen = std::to_array<LevelRun>({{1, 0}, {255, 255}});
constexpr auto kWinterBlue = std::to_array<LevelRun>({{1, 255}, {255, 128}});

// PS3.6 B.1
constexpr std::array<WellKnownPalette, 8> kWellKnownPalettes{{
    {kHotIronUid, "Hot Iron", {kHotIronRed, kHotIronGreen, kHotIronBlue}},
    {"1.2.840.10008.1.5.2", "PET", {kPetRed, kPetGreen, kPetBlue}},
    {"1.2.840.10008.1.5.3",
     "Hot Metal Blue",
     {kHotMetalBlueRed, kHotMetalBlueGreen, kHotMetalBlueBlue}},
    {"1.2.840.10008.1.5.4", "PET 20 Step", {kPet20StepRed, kPet20StepGreen, kPet20StepBlue}},
    {"1.2.840.10008.1.5.5", "Spring", {kSpringRed, kSpringGreen, kSpringBlue}},
    {"1.2.840.10008.1.5.6", "Summer", {kSummerRed, kSummerGreen, kSummerBlue}},
    {"1.2.840.10008.1.5.7", "Fall", {kFallRed, kFallGreen, kFallBlue}},
    {"1.2.840.10008.1.5.8", "Winter", {kWinterRed, kWinterGreen, kWinterBlue}},
}};

std::vector<std::uint8_t> levels_of(std::span<const LevelRun> runs) {
  std::vector<std::uint8_t> levels;
  levels.reserve(kFewestColors);
  int from = runs.front().level;
  for (const auto& [count, to] : runs) {
    for (int step = 1; step <= count; ++step) {
      const int twice = 2 * from * count + 2 * (to - from) * step + count;
      levels.push_back(static_cast<std::uint8_t>(twice / (2 * count)));
    }
    from = to;
  }
  return levels;
}

std::shared_ptr<const ColorMap> well_known_map(const WellKnownPalette& palette) {
  auto map = std::make_shared<ColorMap>();
  map->name = palette.name;
  std::array<std::vector<std::uint8_t>, 3> levels;
  for (std::size_t k = 0; k < 3; ++k) levels[k] = levels_of(palette.channels[k]);
  for (std::size_t i = 0; i < levels[0].size(); ++i) {
    map->colors.push_back({levels[0][i], levels[1][i], levels[2][i]});
  }
  return map;
}

}  // namespace

std::shared_ptr<const ColorMap> well_known_color_map(std::string_view palette_uid) {
  static const auto kMaps = [] {
    std::array<std::shared_ptr<const ColorMap>, kWellKnownPalettes.size()> maps;
    for (std::size_t i = 0; i < maps.size(); ++i) maps[i] = well_known_map(kWellKnownPalettes[i]);
    return maps;
  }();
  for (std::size_t i = 0; i < kMaps.size(); ++i) {
    if (kWellKnownPalettes[i].uid == palette_uid) return kMaps[i];
  }
  return nullptr;
}

}  // namespace overread
