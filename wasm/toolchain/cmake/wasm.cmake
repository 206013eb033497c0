# Emscripten, wherever `wasm/toolchain/emscripten` put or found it. No variable of the caller's
# environment is needed: the compiler finds its configuration beside itself.
if(NOT DEFINED ENV{OVERREAD_EMSCRIPTEN_ROOT})
  execute_process(
    COMMAND bash "${CMAKE_CURRENT_LIST_DIR}/../emscripten" root
    OUTPUT_VARIABLE overread_emscripten_root
    OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE overread_emscripten_status)
  if(NOT overread_emscripten_status EQUAL 0)
    message(FATAL_ERROR "Emscripten is not set up. Run: ./overread setup wasm")
  endif()
  set(ENV{OVERREAD_EMSCRIPTEN_ROOT} "${overread_emscripten_root}")
endif()
set(EMSCRIPTEN_ROOT_PATH "$ENV{OVERREAD_EMSCRIPTEN_ROOT}")
include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")
