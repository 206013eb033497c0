#include <array>
#include <catch_amalgamated.hpp>
#include <filesystem>
#include <utility>

#include "tests/fuzz/tries.hpp"
#include "tests/support/files.hpp"

namespace overread::fuzz {
namespace {

using Try = Result<void> (*)(ByteView);
constexpr std::array<std::pair<const char*, Try>, 5> kTries{{{"dataset", try_dataset},
                                                             {"frame", try_frame},
                                                             {"codestream", try_codestream},
                                                             {"picture", try_picture},
                                                             {"object", try_object}}};

TEST_CASE("Fuzzing: no target breaks on an input that once broke one, or on a seed", "[fuzz]") {
  const std::filesystem::path here = std::filesystem::path(OVERREAD_SOURCE_DIR) / "tests/fuzz";
  for (const char* folder : {"regressions", "streams", "pictures", "objects"}) {
    const auto paths = testing::files_below(here / folder);
    CHECK_FALSE(paths.empty());
    for (const auto& path : paths) {
      const auto bytes = testing::load_file(path);
      REQUIRE(bytes);
      for (const auto& [name, attempt] : kTries) {
        INFO(name << ": " << path.filename().string());
        const auto tried = attempt(*bytes);
        CHECK((tried ? "" : tried.error().message) == "");
      }
    }
  }
}

}  // namespace
}  // namespace overread::fuzz
