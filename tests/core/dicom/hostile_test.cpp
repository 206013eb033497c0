#include <catch_amalgamated.hpp>
#include <cstdio>
#include <filesystem>
#include <string>

#include "core/dicom/file.hpp"
#include "core/dicom/json.hpp"
#include "tests/support/elements.hpp"
#include "tests/support/files.hpp"

namespace overread {
namespace {

/// What every input must do: end in an error with a message, or in a frame of just the right size.
void check_outcome(ByteView bytes) {
  const auto file = read_dicom_file(bytes);
  if (file) {
    CHECK(!to_dicom_json(file->dataset).empty());
  } else {
    CHECK(!file.error().message.empty());
  }
  const auto frame = decode_frame(bytes, 1);
  if (frame) {
    const std::size_t expected =
        static_cast<std::size_t>(frame->rows) * static_cast<std::size_t>(frame->columns) *
        static_cast<std::size_t>(frame->samples_per_pixel) * bytes_per_sample(frame->sample_type);
    CHECK(frame->pixels.size() == expected);
  } else {
    CHECK(!frame.error().message.empty());
  }
}

}  // namespace

TEST_CASE("Hostile: 100 failing loads", "[dicom][leaks]") {
  // Run under LeakSanitizer in the native-asan preset: nothing may stay behind.
  const Bytes good = testing::encapsulated_file(
      "1.2.840.10008.1.2.4.90", {.rows = 4, .columns = 4},
      {Bytes{}, Bytes{0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0, 0, 0, 0, 4,    0,    0, 0, 4, 0,
                      0,    0,    0,    0,    0, 0,  0, 0, 0, 0, 4, 0,    0,    0, 4, 0, 0,
                      0,    0,    0,    0,    0, 0,  0, 1, 7, 1, 1, 0xFF, 0x52, 0, 4}});
  for (int i = 0; i < 100; ++i) CHECK(!decode_frame(good).has_value());
  for (const std::string_view syntax :
       {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.4.80"}) {
    const Bytes broken = testing::encapsulated_file(
        syntax, {.rows = 4, .columns = 4},
        {Bytes{}, Bytes{0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 8, 0, 4, 0, 4, 1, 1,
                        0x11, 0,    0xFF, 0xDA, 0, 8,  1, 1, 0, 1, 0, 0, 0}});
    for (int i = 0; i < 100; ++i) CHECK(!decode_frame(broken).has_value());
  }
}

TEST_CASE("Hostile: sizes that would fill the memory are refused first", "[dicom]") {
  testing::SmallImage image{.rows = 65535,
                            .columns = 65535,
                            .samples = 1,
                            .bits_allocated = 32,
                            .bits_stored = 32,
                            .high_bit = 31};
  const auto native = decode_frame(testing::native_file(image, {1, 2, 3, 4}));
  REQUIRE(!native.has_value());
  const auto rle = decode_frame(
      testing::encapsulated_file(testing::kRleLossless, image, {Bytes{}, Bytes(64, 0)}));
  REQUIRE(!rle.has_value());
  CHECK(rle.error().code == ErrorCode::kTooLarge);
  image.rows = image.columns = 15000;
  const auto thin = decode_frame(
      testing::encapsulated_file(testing::kRleLossless, image, {Bytes{}, Bytes(64, 0)}));
  REQUIRE(!thin.has_value());
  CHECK(thin.error().code == ErrorCode::kTooLarge);
}

TEST_CASE("Hostile: a file cut at every place", "[dicom][data]") {
  const Bytes file = testing::native_file({}, {1, 2, 3, 4});
  for (std::size_t length = 0; length < file.size(); ++length) {
    const auto frame = decode_frame(ByteView(file).first(length));
    CHECK(!frame.has_value());
  }
}

TEST_CASE("Hostile: the damaged files of the collection", "[dicom][data]") {
  const std::filesystem::path root =
      std::filesystem::path(OVERREAD_SHARED_DATA) / "dicom" / "corrupt";
  if (!std::filesystem::exists(root)) SKIP("no test data: set OVERREAD_SHARED_DATA");
  for (const auto& path : testing::files_below(root)) {
    INFO(path.string());
    check_outcome(*testing::load_file(path));
  }
}

}  // namespace overread
