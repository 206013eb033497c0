#include "core/image/frame_count.hpp"

#include <catch_amalgamated.hpp>

#include "core/dicom/tags.hpp"

namespace overread {
namespace {

constexpr const char* kNative = "1.2.840.10008.1.2.1";
constexpr const char* kDeflated = "1.2.840.10008.1.2.1.99";
constexpr const char* kJpeg2000 = "1.2.840.10008.1.2.4.90";
constexpr const char* kVideo = "1.2.840.10008.1.2.4.102";

/// 10 × 20 pixels of the given kind.
Dataset image_of(std::int64_t frames, int bits = 16, int samples = 1,
                 const char* photometric = "MONOCHROME2") {
  Dataset d;
  d.set_number(tags::kRows, Vr::kUS, 10);
  d.set_number(tags::kColumns, Vr::kUS, 20);
  d.set_number(tags::kBitsAllocated, Vr::kUS, bits);
  d.set_number(tags::kSamplesPerPixel, Vr::kUS, samples);
  d.set_text(tags::kPhotometricInterpretation, Vr::kCS, photometric);
  d.set_text(tags::kNumberOfFrames, Vr::kIS, std::to_string(frames));
  return d;
}

/// The most frames that pass with so many bytes.
int most_frames(const Dataset& base, std::uint64_t bytes, const char* syntax = kNative) {
  int most = 0;
  for (int frames = 1; frames <= 64; ++frames) {
    Dataset d = base;
    d.set_text(tags::kNumberOfFrames, Vr::kIS, std::to_string(frames));
    if (instance_header(d, syntax, bytes)) most = frames;
  }
  return most;
}

TEST_CASE("Native pixel data may be cut: n bytes begin n / 8 frames",
          "[image][header][PS3.5 8.2]") {
  CHECK(most_frames(image_of(1), 80) == 10);
  CHECK(most_frames(image_of(1), 79) == 9);
  CHECK(most_frames(image_of(1, 8, 3, "RGB"), 80) == 10);
}

TEST_CASE("Native frames of less than 8 bytes are as many as their bytes hold",
          "[image][header][PS3.5 8.2]") {
  const auto small = [](int bits, int samples, const char* photometric) {
    Dataset d = image_of(1, bits, samples, photometric);
    d.set_number(tags::kRows, Vr::kUS, 1);
    d.set_number(tags::kColumns, Vr::kUS, 2);
    return d;
  };
  CHECK(most_frames(small(16, 1, "MONOCHROME2"), 40) == 10);  // 4 bytes
  CHECK(most_frames(small(16, 1, "MONOCHROME2"), 39) == 9);
  CHECK(most_frames(small(8, 3, "RGB"), 60) == 10);           // 6
  CHECK(most_frames(small(8, 3, "YBR_FULL_422"), 40) == 10);  // 4: two bytes a pixel
  CHECK(most_frames(small(12, 1, "MONOCHROME2"), 30) == 10);  // 3: 24 bits
  CHECK(most_frames(small(1, 1, "MONOCHROME2"), 5) == 20);    // 2 bits, packed on
}

TEST_CASE("A single frame passes however few bytes there are", "[image][header]") {
  CHECK(most_frames(image_of(1), 0) == 1);
}

TEST_CASE("Too many frames are refused by name, count and bytes", "[image][header][hostile]") {
  const auto header = instance_header(image_of(1'000'000), kNative, 4000);
  REQUIRE_FALSE(header);
  CHECK(header.error().code == ErrorCode::kTooLarge);
  CHECK(header.error().message ==
        "Number Of Frames (0028,0008) is 1000000, must be 1–500: 4000 bytes are no beginning of "
        "more frames of 20 × 10 pixels");
}

TEST_CASE("Pixel data in the data set count, not the file around them", "[image][header]") {
  Dataset d = image_of(101);
  d.set_bytes(tags::kPixelData, Vr::kOW, Bytes(800));
  const auto header = instance_header(d, kNative, 1'000'000);
  REQUIRE_FALSE(header);
  CHECK(header.error().message.contains("must be 1–100: 800 bytes"));
}

TEST_CASE("Compressed frames take a fragment's header each, deflated ones a thousandth",
          "[image][header]") {
  CHECK(most_frames(image_of(1), 80, kJpeg2000) == 10);
  CHECK(most_frames(image_of(1), 4, kDeflated) == 10);  // 4 × 1032 / 400
}

TEST_CASE("Video and unknown sizes stop at a million frames", "[image][header]") {
  CHECK(instance_header(image_of(kMaxFrameCount), kVideo, 100));
  CHECK(instance_header(image_of(kMaxFrameCount), kNative));
  const auto header = instance_header(image_of(kMaxFrameCount + 1), kNative);
  REQUIRE_FALSE(header);
  CHECK(header.error().message == "Number Of Frames (0028,0008) is 1000001, must be 1–1000000");
}

}  // namespace
}  // namespace overread
