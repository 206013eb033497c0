# The native compiler: the same clang and the same C++ library (libc++) as Emscripten uses, so that
# tests, sanitizers and fuzzing see the code that ships.
find_program(OVERREAD_CLANG NAMES clang-19 clang-20 clang-21 REQUIRED)
string(REGEX MATCH "[0-9]+$" overread_llvm "${OVERREAD_CLANG}")
set(CMAKE_C_COMPILER "${OVERREAD_CLANG}")
set(CMAKE_CXX_COMPILER "clang++-${overread_llvm}")
set(CMAKE_AR "/usr/bin/llvm-ar-${overread_llvm}" CACHE FILEPATH "")
set(CMAKE_RANLIB "/usr/bin/llvm-ranlib-${overread_llvm}" CACHE FILEPATH "")
set(CMAKE_CXX_FLAGS_INIT "-stdlib=libc++")
foreach(kind EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-fuse-ld=lld-${overread_llvm}")
endforeach()
