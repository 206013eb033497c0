# Imported targets for the third-party libraries of this build's variant. Their folders in the
# cache are named by `wasm/toolchain/dependencies paths <variant>`, which builds nothing.
if(OVERREAD_WASM)
  set(overread_variant wasm)
elseif(OVERREAD_SERVER_ONLY)
  set(overread_variant server)
elseif(OVERREAD_SANITIZE)
  set(overread_variant native-asan)
else()
  set(overread_variant native)
endif()
execute_process(
  COMMAND bash "${CMAKE_SOURCE_DIR}/wasm/toolchain/dependencies" paths ${overread_variant}
  OUTPUT_VARIABLE overread_paths
  OUTPUT_STRIP_TRAILING_WHITESPACE
  RESULT_VARIABLE overread_status)
if(NOT overread_status EQUAL 0)
  message(FATAL_ERROR "wasm/toolchain/dependencies paths ${overread_variant} failed")
endif()
string(REPLACE "\n" ";" overread_paths "${overread_paths}")
set(overread_missing "")
foreach(line IN LISTS overread_paths)
  string(REGEX MATCH "^([a-z0-9_]+)=(.*)$" matched "${line}")
  set(overread_${CMAKE_MATCH_1}_dir "${CMAKE_MATCH_2}")
  if(NOT EXISTS "${CMAKE_MATCH_2}")
    list(APPEND overread_missing ${CMAKE_MATCH_1})
  endif()
endforeach()
if(NOT OVERREAD_TESTS)
  list(REMOVE_ITEM overread_missing catch2)
endif()
if(overread_missing)
  message(FATAL_ERROR "Not built yet for ${overread_variant}: ${overread_missing}. "
                      "Run: ./overread setup ${overread_variant}")
endif()
# A change of a pin, patch or recipe names other folders: configure again then.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
  "${CMAKE_SOURCE_DIR}/wasm/toolchain/versions.tsv"
  "${CMAKE_SOURCE_DIR}/wasm/toolchain/recipes.sh")

function(overread_headers name folder)
  add_library(${name} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${name} INTERFACE "${folder}")
endfunction()

overread_headers(glm "${overread_glm_dir}/include")
target_compile_definitions(glm INTERFACE GLM_FORCE_EXPLICIT_CTOR GLM_FORCE_XYZW_ONLY)
overread_headers(nlohmann_json "${overread_json_dir}/include")
overread_headers(stb "${overread_stb_dir}/include/stb")
set(OVERREAD_IMGUI_DIR "${overread_imgui_dir}")

add_library(catch2 STATIC IMPORTED GLOBAL)
set_target_properties(catch2 PROPERTIES
  IMPORTED_LOCATION "${overread_catch2_dir}/lib/libcatch2.a"
  INTERFACE_INCLUDE_DIRECTORIES "${overread_catch2_dir}/include")

# Archives in link order: gdcm's own before what it carries.
add_library(gdcm INTERFACE IMPORTED GLOBAL)
target_include_directories(gdcm INTERFACE "${overread_gdcm_dir}/include/gdcm-3.0")
foreach(archive gdcm gdcmexpat gdcmzlib)
  target_link_libraries(gdcm INTERFACE "${overread_gdcm_dir}/lib/lib${archive}.a")
endforeach()
add_library(openjpeg INTERFACE IMPORTED GLOBAL)
target_include_directories(openjpeg INTERFACE "${overread_openjpeg_dir}/include/openjpeg-2.5")
target_link_libraries(openjpeg INTERFACE "${overread_openjpeg_dir}/lib/libopenjp2.a")
add_library(charls INTERFACE IMPORTED GLOBAL)
target_include_directories(charls INTERFACE "${overread_charls_dir}/include")
target_link_libraries(charls INTERFACE "${overread_charls_dir}/lib/libcharls.a")
add_library(jpeg INTERFACE IMPORTED GLOBAL)
target_include_directories(jpeg INTERFACE "${overread_jpeg_dir}/include")
target_link_libraries(jpeg INTERFACE "${overread_jpeg_dir}/lib/libjpeg.a")

if(NOT OVERREAD_WASM)
  find_package(Threads REQUIRED)
  overread_headers(httplib "${overread_httplib_dir}/include")
  target_link_libraries(httplib INTERFACE Threads::Threads)
  target_link_libraries(gdcm INTERFACE Threads::Threads ${CMAKE_DL_LIBS})
endif()
