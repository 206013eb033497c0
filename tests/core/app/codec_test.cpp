#include "core/app/codec.hpp"

#include <catch_amalgamated.hpp>
#include <format>

#include "core/app/update.hpp"
#include "study.hpp"

namespace overread {
namespace {

constexpr const char* kFrame = R"({"kind":"FrameDecoded","sop_instance_uid":"1.2","frame_number":2,
  "rows":2,"columns":3,"samples_per_pixel":1,"bits_allocated":16,"bits_stored":12,
  "pixel_representation":0,"frame_count":4,"photometric_interpretation":"MONOCHROME2",
  "sample_type":"uint16"})";

TEST_CASE("Codec: a decoded frame brings its pixels", "[codec]") {
  const Bytes pixels(12, 7);
  const Result<Command> command = command_from_json(kFrame, pixels);
  REQUIRE(command);
  const auto& decoded = std::get<command::FrameDecoded>(*command);
  CHECK(decoded.frame_number == 2);
  CHECK(decoded.stored->columns == 3);
  CHECK(decoded.stored->sample_type == SampleType::kUint16);
  CHECK(decoded.stored->pixels == pixels);
}

TEST_CASE("Codec: pixels of another size than promised are refused", "[codec]") {
  const Result<Command> command = command_from_json(kFrame, Bytes(11, 0));
  REQUIRE_FALSE(command);
  CHECK(command.error().code == ErrorCode::kTruncated);
  CHECK(command.error().message.contains("11"));
  CHECK(command.error().message.contains("12"));
}

TEST_CASE("Codec: a decoded frame brings its overlay planes behind the pixels", "[codec]") {
  std::string json = kFrame;
  json.pop_back();
  json += R"(,"overlays":[
    {"columns":3,"rows":3,"left":-4,"top":5,"use":"region","group":24578,"label":"A","description":"B"},
    {"columns":8,"rows":1,"left":0,"top":0,"use":"graphics","group":24580}],
    "overlay_problems":["Overlay Rows (6004,0010) is 0"]})";
  Bytes bytes(12, 7);
  bytes.insert(bytes.end(), {0x55, 0x01, 0xF0});
  const Result<Command> command = command_from_json(json, bytes);
  REQUIRE(command);
  const auto& decoded = std::get<command::FrameDecoded>(*command);
  CHECK(decoded.stored->pixels == Bytes(12, 7));
  REQUIRE(decoded.overlays.size() == 2);
  CHECK(decoded.overlays[0] == OverlayPlane{.columns = 3,
                                            .rows = 3,
                                            .left = -4,
                                            .top = 5,
                                            .use = OverlayUse::kRegion,
                                            .group = 0x6002,
                                            .label = "A",
                                            .description = "B",
                                            .bits = {0x55, 0x01}});
  CHECK(decoded.overlays[1].bits == Bytes{0xF0});
  CHECK(decoded.overlay_problems.size() == 1);

  bytes.pop_back();
  const Result<Command> truncated = command_from_json(json, bytes);
  REQUIRE_FALSE(truncated);
  CHECK(truncated.error().message == "overlays have 2 bytes, must be 3");
  CHECK_FALSE(command_from_json(json, Bytes(11, 7)));
  json.replace(json.find("region"), 6, "lesion");
  bytes.push_back(0);
  CHECK_FALSE(command_from_json(json, bytes));
}

TEST_CASE("Codec: headers survive the way to JSON and back", "[codec]") {
  std::string json = R"({"kind":"AddInstances","headers":[)";
  json += to_json(testing::ct_series(1).front()) + "]}";
  const Result<Command> command = command_from_json(json);
  REQUIRE(command);
  const auto& added = std::get<command::AddInstances>(*command);
  REQUIRE(added.headers.size() == 1);
  CHECK(added.headers[0].sop_instance_uid == "1.2.3.1.1");
  CHECK(added.headers[0].pixels.rescale_intercept == -1024.0);
  REQUIRE(added.headers[0].pixel_spacing);
  CHECK((*added.headers[0].pixel_spacing)[0] == 0.5);
}

TEST_CASE("Codec: names of files come one for each header, or not at all", "[codec]") {
  const std::string header = to_json(testing::ct_series(1).front());
  const auto added = [&](const std::string& names) {
    return command_from_json(R"({"kind":"AddInstances","headers":[)" + header + "]," + names + "}");
  };
  const Result<Command> named = added(R"("file_names":["a.dcm"])");
  REQUIRE(named);
  CHECK(std::get<command::AddInstances>(*named).file_names == std::vector<std::string>{"a.dcm"});
  const Result<Command> two = added(R"("file_names":["a.dcm","b.dcm"])");
  REQUIRE_FALSE(two);
  CHECK(two.error().message.contains("file_names has 2 entries, must be one for each of the 1"));
}

TEST_CASE("Codec: the code of an error is kept, one of the page alone is a failed decoding",
          "[codec]") {
  const auto [name, code] = GENERATE(table<std::string, ErrorCode>({
      {"not-dicom", ErrorCode::kNotDicom},
      {"truncated", ErrorCode::kTruncated},
      {"internal", ErrorCode::kInternal},
      {"worker-failed", ErrorCode::kDecodeFailed},
      {"", ErrorCode::kDecodeFailed},
  }));
  const Result<Command> command = command_from_json(
      R"({"kind":"FrameFailed","sop_instance_uid":"a","frame_number":2,"error":{"code":")" + name +
      R"(","message":"m"}})");
  REQUIRE(command);
  CHECK(std::get<command::FrameFailed>(*command).error == Error{code, "m"});
}

TEST_CASE("Codec: what is no command is refused by name", "[codec]") {
  const auto [json, named] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"[]", ""},
      {R"({"kind":"Explode"})", "Explode"},
      {R"({"kind":"AcceptFinding","finding_id":"a"})", "AcceptFinding"},
      {R"({"kind":"OpenCase"})", "id"},
      {R"({"kind":"SetLayout","layout":"nine"})", "layout"},
      {R"({"kind":"ReportRun","run_id":"a","fraction":7})", "fraction"},
      {R"({"kind":"FrameFailed","sop_instance_uid":"a","frame_number":0,"error":{"message":"m"}})",
       "frame_number"},
  }));
  const Result<Command> command = command_from_json(json);
  REQUIRE_FALSE(command);
  CHECK(command.error().message.contains(named));
}

TEST_CASE("Codec: a mask must be as large as it says", "[codec]") {
  const std::string json = R"({"kind":"FinishRun","run_id":"r",
    "result":{"schema":"overread-result/1",
      "service":{"id":"s","version":"1","model_sha256":"","evidence":"teaching"},
      "input":{"study_instance_uid":"1","series_instance_uid":"2","sop_instance_uids":["3"]},
      "status":"no-findings","backend":"builtin","duration_ms":1,
      "measurements":[],"grades":[],"findings":[]},
    "mask":{"columns":2,"rows":2,"slices":2,"labels":[{"number":1,"name":"Lung",
      "category":{"scheme":"SCT","value":"1","meaning":"A"},
      "type":{"scheme":"SCT","value":"2","meaning":"B"},"rgb":[1,2,300]}]}})";
  const Result<Command> command = command_from_json(json, Bytes(8, 1));
  REQUIRE_FALSE(command);
  CHECK(command.error().message.contains("rgb"));

  std::string valid = json;
  valid.replace(valid.find("300"), 3, "255");
  REQUIRE(command_from_json(valid, Bytes(8, 1)));
  CHECK_FALSE(command_from_json(valid, Bytes(7, 1)));
}

TEST_CASE("Codec: an effect names its kind and members", "[codec]") {
  CHECK(to_json(Effect{effect::LoadCase{"spine-1"}}) == R"({"kind":"LoadCase","id":"spine-1"})");
  CHECK(
      to_json(Effect{effect::DecodeFrames{1, {{"1.2", 3}}}}) ==
      R"({"kind":"DecodeFrames","viewport":1,"frames":[{"sop_instance_uid":"1.2","frame_number":3}]})");
}

}  // namespace
}  // namespace overread
