# overread_layer, overread_test, overread_add_folders: how each folder declares itself.

set(OVERREAD_LAYERS base geometry dicom image findings view ai report teaching phantom objects app)
set(OVERREAD_SHARED_DATA "$ENV{OVERREAD_SHARED_DATA}" CACHE PATH
    "Folder of real test data; tests that need it are skipped when it is absent")
if(NOT OVERREAD_SHARED_DATA AND EXISTS "${CMAKE_SOURCE_DIR}/../shared/data/README.md")
  get_filename_component(overread_data "${CMAKE_SOURCE_DIR}/../shared/data" ABSOLUTE)
  set(OVERREAD_SHARED_DATA "${overread_data}" CACHE PATH "" FORCE)
endif()

# The system's libc++ is not instrumented: containers that cross into it would look overflown. GDCM
# leaks on broken JPEG 2000 headers and asks for what a hostile file claims.
set(OVERREAD_TEST_ENVIRONMENT
  "ASAN_OPTIONS=detect_leaks=0:detect_container_overflow=0:alloc_dealloc_mismatch=0:allocator_may_return_null=1"
  "UBSAN_OPTIONS=print_stacktrace=1"
  "OVERREAD_SHARED_DATA=${OVERREAD_SHARED_DATA}")

# What reads other people's bytes is fuzzed: compiled with libFuzzer's counters and all of UBSan's checks.
set(OVERREAD_FUZZED_LAYERS base geometry dicom dicom_gdcm image findings objects)

# overread_unoptimised(<target>): under sanitizers, for what never loops over pixels. The optimiser is a
# third of the time to compile it, more than it saves in running.
function(overread_unoptimised target)
  if(OVERREAD_SANITIZE)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

# overread_compact(<target>): for what never loops over pixels, smaller code in WebAssembly. It is fetched,
# and compiled twice, by each browser.
function(overread_compact target)
  if(OVERREAD_WASM)
    target_compile_options(${target} PRIVATE -Os)
  endif()
endfunction()

# Adds each named folder that has a CMakeLists.txt.
function(overread_add_folders)
  foreach(folder IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory(${folder})
    endif()
  endforeach()
endfunction()

# Layer names become targets (base -> overread_base); everything else is taken as it is.
function(overread_resolve out)
  set(targets "")
  foreach(name IN LISTS ARGN)
    if(name IN_LIST OVERREAD_LAYERS)
      list(APPEND targets overread_${name})
    else()
      list(APPEND targets ${name})
    endif()
  endforeach()
  set(${out} "${targets}" PARENT_SCOPE)
endfunction()

# overread_layer(<name> [SOURCES a.cpp ...] [DEPENDS base gdcm ...] [PRIVATE_DEPENDS ...])
# makes the static library overread_<name>; without a .cpp file, a header-only one.
function(overread_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "overread_layer(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  overread_resolve(public ${arg_DEPENDS})
  overread_resolve(private ${arg_PRIVATE_DEPENDS})
  set(target overread_${name})
  set(compiled ${arg_SOURCES})
  list(FILTER compiled INCLUDE REGEX "\\.cpp$")
  if(compiled)
    add_library(${target} STATIC ${arg_SOURCES})
    target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${target} PUBLIC ${public} PRIVATE ${private} overread_warnings)
    if(OVERREAD_SANITIZE AND name IN_LIST OVERREAD_FUZZED_LAYERS)
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link,float-cast-overflow,null,object-size,vptr,function)
    endif()
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE "${CMAKE_SOURCE_DIR}")
    target_link_libraries(${target} INTERFACE ${public} ${private})
  endif()
endfunction()

# overread_test(<name> SOURCES a_test.cpp ... [DEPENDS dicom phantom ...] [TIMEOUT seconds])
# makes the Catch2 program overread_<name>_tests and its ctest entry. The layer <name> itself is
# always linked. Natively it runs as it is, in WebAssembly under Node with the real file system.
function(overread_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;DEPENDS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "overread_test(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  overread_resolve(libraries ${arg_DEPENDS})
  if(name IN_LIST OVERREAD_LAYERS)
    list(PREPEND libraries overread_${name})
  endif()
  set(target overread_${name}_tests)
  add_executable(${target} ${arg_SOURCES})
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${libraries} catch2 overread_warnings)
  target_compile_definitions(${target} PRIVATE
    OVERREAD_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    OVERREAD_BINARY_DIR="${CMAKE_CURRENT_BINARY_DIR}"
    OVERREAD_SHARED_DATA="${OVERREAD_SHARED_DATA}")
  if(OVERREAD_WASM)
    # The layers are tested as they ship; the tests around them need no optimiser of their own.
    target_compile_options(${target} PRIVATE -O0)
    target_link_options(${target} PRIVATE -O1 -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB
      -sEXIT_RUNTIME -sNODERAWFS -sENVIRONMENT=node -sSTACK_SIZE=1MB)
  endif()
  add_test(NAME ${name} COMMAND ${target} --colour-mode none WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${arg_TIMEOUT} COST ${arg_TIMEOUT} ENVIRONMENT "${OVERREAD_TEST_ENVIRONMENT}")
endfunction()

# overread_fuzz(<name> CORPUS folder ... DEPENDS ...): the libFuzzer program overread_<name>_fuzz of
# try_<name>.cpp, and a ctest entry that runs each stored input of its corpus once.
function(overread_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "CORPUS;DEPENDS")
  overread_resolve(libraries ${arg_DEPENDS})
  set(target overread_${name}_fuzz)
  add_executable(${target} fuzz.cpp try_${name}.cpp)
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE ${libraries} overread_warnings)
  target_compile_definitions(${target} PRIVATE OVERREAD_TRY_NAME=try_${name})
  target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  # Debian's libFuzzer is itself compiled against libstdc++, whose names do not meet libc++'s. Past the
  # driver, which would turn -lstdc++ into -lc++.
  target_link_options(${target} PRIVATE "LINKER:-l:libstdc++.so.6")
  add_dependencies(fuzz_targets ${target})
  list(TRANSFORM arg_CORPUS PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  add_test(NAME fuzz_${name} COMMAND ${target} -runs=0 -timeout=20 -malloc_limit_mb=512 ${arg_CORPUS})
  set_tests_properties(fuzz_${name} PROPERTIES
    LABELS fuzz TIMEOUT 300 ENVIRONMENT "${OVERREAD_TEST_ENVIRONMENT}")
  list(JOIN arg_CORPUS "\n" corpus)
  file(GENERATE OUTPUT "$<TARGET_FILE:${target}>.corpus" CONTENT "${corpus}\n")
endfunction()

# Names to build: all the fuzz programs; what reading compile_commands.json needs, the made headers.
add_custom_target(fuzz_targets)
add_custom_target(overread_configured)
