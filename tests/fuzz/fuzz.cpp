// A libFuzzer program: OVERREAD_TRY_NAME is one of the functions of tries.hpp.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/tries.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto tried = overread::fuzz::OVERREAD_TRY_NAME({data, size});
  if (tried) return 0;
  std::fprintf(stderr, "broken: %s\n", tried.error().message.c_str());
  std::abort();
}
