# Language level, warnings and code generation of our own code. Third-party code is compiled
# elsewhere (wasm/toolchain/build) and enters as SYSTEM headers and finished archives.
if(CMAKE_SYSTEM_NAME STREQUAL "Emscripten")
  set(OVERREAD_WASM TRUE)
else()
  set(OVERREAD_WASM FALSE)
endif()
option(OVERREAD_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(OVERREAD_TESTS "Build the tests" ON)
option(OVERREAD_SERVER_ONLY "Configure with what the server needs: no compiled libraries" OFF)
option(OVERREAD_BATCHES "Compile sources several at a time: quicker when all is built at once" OFF)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_COLOR_DIAGNOSTICS ON)

# emcc runs ccache by itself, in front of clang, when EM_COMPILER_WRAPPER names it. ccache's own
# switch, CCACHE_DISABLE, leaves it out here too.
if(NOT DEFINED ENV{CCACHE_DISABLE})
  find_program(OVERREAD_CCACHE ccache)
endif()
if(OVERREAD_CCACHE AND NOT OVERREAD_WASM)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${OVERREAD_CCACHE}")
  set(CMAKE_C_COMPILER_LAUNCHER "${OVERREAD_CCACHE}")
endif()

# Most of a source's time goes into what its neighbours include too: a folder is one batch. Off in
# native-debug, where a source must name what it uses; off beside ccache, which does more, one source at a
# time. Continuous integration compiles everything.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 0)
if(OVERREAD_BATCHES AND (NOT OVERREAD_CCACHE OR DEFINED ENV{CI}))
  set(CMAKE_UNITY_BUILD ON)
endif()

# Debug is what the tests run: optimised enough for phantoms and decoders to be quick.
foreach(language C CXX)
  set(CMAKE_${language}_FLAGS_DEBUG "-O1 -gline-tables-only")
  set(CMAKE_${language}_FLAGS_RELEASE "-O3 -DNDEBUG")
endforeach()

# No fused multiply-add anywhere: phantoms and pixels must be equal bit for bit on every machine.
add_compile_options(-ffp-contract=off)

if(OVERREAD_WASM)
  add_compile_options(-msimd128 -fwasm-exceptions)
  add_link_options(-fwasm-exceptions)
else()
  add_compile_definitions(
    $<$<CONFIG:Debug>:_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_EXTENSIVE>)
  if(OVERREAD_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    # What AddressSanitizer sees as well, or never happens without casts between functions and classes;
    # a third of the time to compile. The fuzzed layers have them.
    add_compile_options(-fno-sanitize=null,object-size,vptr,function)
    add_link_options(-fsanitize=address,undefined)
  endif()
endif()

# Put on each of our own targets (not on third-party sources compiled inside the project).
add_library(overread_warnings INTERFACE)
target_compile_options(overread_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror
  # Designated initializers name what differs from the defaults; the rest is meant to be default.
  -Wno-missing-designated-field-initializers)
