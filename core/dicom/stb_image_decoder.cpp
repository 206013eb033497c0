// The one place where stb_image is compiled: PNG and JPEG from memory, nothing else.
#include <cstdlib>
#include <limits>

#include "core/dicom/stb_memory.hpp"

namespace overread {
namespace {

constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();
thread_local std::size_t stb_limit = kUnlimited;

void* limited_malloc(std::size_t size) { return size <= stb_limit ? std::malloc(size) : nullptr; }

void* limited_realloc(void* memory, std::size_t size) {
  return size <= stb_limit ? std::realloc(memory, size) : nullptr;
}

}  // namespace

StbMemoryLimit::StbMemoryLimit(std::size_t bytes) { stb_limit = bytes; }
StbMemoryLimit::~StbMemoryLimit() { stb_limit = kUnlimited; }

}  // namespace overread

#define STBI_MALLOC(size) overread::limited_malloc(size)
#define STBI_REALLOC(memory, size) overread::limited_realloc(memory, size)
#define STBI_FREE(memory) std::free(memory)
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_FAILURE_STRINGS
#define STBI_MAX_DIMENSIONS 65535
#include <stb_image.h>
