// Runs the spine service with the network elsewhere, for measuring it from Python.
//
//   overread_spine_bridge service.json
//
// Reads requests from standard input and answers on standard output; numbers are little-endian.
//   "phantom SEED\n"                  a phantom radiograph made here
//   "picture COLUMNS ROWS\n" + bytes  an 8-bit gray picture, bone bright
// Answer: int32 count of floats and the network's input, or count 0 when the service refused.
// After an input, the caller sends the network's output "rows" as 3 x 8 x 128 floats. At the end
// comes int32 length and the service's result as JSON, then int32 length and the phantom's truth
// (length 0 for a picture).

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/ai/service.hpp"
#include "core/phantom/spine.hpp"

namespace {

using namespace overread;

constexpr std::size_t kOutputFloats = 3 * 8 * 128;

void put_length(std::size_t length) {
  const auto value = static_cast<std::int32_t>(length);
  std::fwrite(&value, sizeof(value), 1, stdout);
}

void put_text(const std::string& text) {
  put_length(text.size());
  std::fwrite(text.data(), 1, text.size(), stdout);
}

ServiceInput input_of(DecodedFrame decoded, bool inverted, std::string modality) {
  ServiceInput input;
  InstanceHeader header;
  header.study_instance_uid = "1.2.3";
  header.series_instance_uid = "1.2.3.1";
  header.sop_instance_uid = "1.2.3.1.1";
  header.modality = std::move(modality);
  header.rows = decoded.rows;
  header.columns = decoded.columns;
  header.pixels.inverted = inverted;
  input.series.instances.push_back(header);
  input.series.frames.push_back({});
  Frame frame;
  frame.transform = header.pixels;
  frame.stored = std::make_shared<const DecodedFrame>(std::move(decoded));
  input.frames.push_back(std::move(frame));
  return input;
}

int serve(const ServicePackage& package) {
  char line[128];
  while (std::fgets(line, sizeof(line), stdin) != nullptr) {
    unsigned long long seed = 0;
    int columns = 0, rows = 0;
    std::string truth;
    ServiceInput input;
    DecodedFrame decoded;
    if (std::sscanf(line, "phantom %llu", &seed) == 1) {
      SpineParameters parameters;
      parameters.seed = seed;
      auto phantom = make_spine_phantom(parameters);
      if (!phantom) return 1;
      truth = to_json(phantom->truth);
      decoded.rows = phantom->rows;
      decoded.columns = phantom->columns;
      decoded.bits_stored = 12;
      decoded.pixels.resize(phantom->pixels.size() * 2);
      std::memcpy(decoded.pixels.data(), phantom->pixels.data(), decoded.pixels.size());
      input =
          input_of(std::move(decoded), phantom->photometric_interpretation == "MONOCHROME1", "DX");
    } else if (std::sscanf(line, "picture %d %d", &columns, &rows) == 2 && columns > 0 &&
               rows > 0) {
      decoded.rows = rows;
      decoded.columns = columns;
      decoded.bits_allocated = decoded.bits_stored = 8;
      decoded.sample_type = SampleType::kUint8;
      decoded.pixels.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
      if (std::fread(decoded.pixels.data(), 1, decoded.pixels.size(), stdin) !=
          decoded.pixels.size())
        return 1;
      input = input_of(std::move(decoded), false, "OT");
    } else {
      std::fprintf(stderr, "not a request: %s", line);
      return 2;
    }
    auto run = make_service_run(package, std::move(input));
    if (!run) {
      std::fprintf(stderr, "%s\n", run.error().message.c_str());
      return 1;
    }
    const Progress go_on = [](double) { return true; };
    auto begun = (*run)->begin(go_on);
    if (!begun) return 1;
    ServiceResult result;
    if (auto* tensors = std::get_if<std::vector<Tensor>>(&*begun)) {
      put_length(tensors->front().values.size());
      std::fwrite(tensors->front().values.data(), sizeof(float), tensors->front().values.size(),
                  stdout);
      std::fflush(stdout);
      Tensor answer{
          .name = "rows", .shape = {3, 8, 128}, .values = std::vector<float>(kOutputFloats)};
      if (std::fread(answer.values.data(), sizeof(float), kOutputFloats, stdin) != kOutputFloats)
        return 1;
      auto outcome = (*run)->finish({&answer, 1}, go_on);
      if (!outcome) {
        std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
        return 1;
      }
      result = std::move(outcome->result);
    } else {
      put_length(0);
      result = std::move(std::get<ServiceOutcome>(*begun).result);
    }
    put_text(to_json(result));
    put_text(truth);
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s service.json\n", argv[0]);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string json((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto package = parse_service_package(json);
  if (!package) {
    std::fprintf(stderr, "%s: %s\n", argv[1], package.error().message.c_str());
    return 1;
  }
  return serve(*package);
}
