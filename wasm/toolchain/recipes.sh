# Sourced: one function a library, each called with the variant and the folder to install into.
# Variants: native, native-asan, wasm; headers and sources alone are the same for all of them.

LIBRARIES_EVERYWHERE="glm json stb imgui"
# The longest first.
LIBRARIES_COMPILED="gdcm openjpeg jpeg catch2 charls"
export LIBRARIES_EVERYWHERE LIBRARIES_COMPILED

# libraries_of VARIANT
libraries_of() {
  case $1 in
    native | native-asan) echo "$LIBRARIES_EVERYWHERE httplib $LIBRARIES_COMPILED" ;;
    wasm) echo "$LIBRARIES_EVERYWHERE $LIBRARIES_COMPILED" ;;
    server) echo "$LIBRARIES_EVERYWHERE httplib" ;;
    *) fail "unknown variant $1 (native, native-asan, wasm, server)" ;;
  esac
}

# Assertions stay off in every variant: GDCM asserts on what a file says.
flags_of() {
  case $1 in
    native) echo "-O3 -DNDEBUG" ;;
    native-asan) echo "-O1 -g1 -DNDEBUG -fsanitize=address,fuzzer-no-link -fno-omit-frame-pointer" ;;
    wasm) echo "-O3 -DNDEBUG -msimd128 -fwasm-exceptions" ;;
  esac
}

# configure VARIANT SOURCE BUILD INSTALL EXTRA_FLAGS ARGUMENTS...
configure() {
  local variant=$1 source=$2 build=$3 install=$4 flags
  flags="$(flags_of "$variant") $5"
  shift 5
  local toolchain=native
  [ "$variant" = wasm ] && toolchain=wasm
  cmake -G Ninja -S "$source" -B "$build" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_TOOLCHAIN_FILE="$TOOLCHAIN_DIR/cmake/$toolchain.cmake" \
    -DCMAKE_C_FLAGS_RELEASE="$flags" -DCMAKE_CXX_FLAGS_RELEASE="$flags" \
    -DCMAKE_INSTALL_PREFIX="$install" -DCMAKE_INSTALL_LIBDIR=lib \
    -DCMAKE_POSITION_INDEPENDENT_CODE=OFF -DBUILD_SHARED_LIBS=OFF "$@"
}

build_glm() {
  debian_source glm "$2/source"
  mkdir -p "$2/include"
  mv "$2/source/glm" "$2/include/"
  rm -rf "$2/source"
}

build_json() {
  dpkg-deb -x "$(debian_file json)" "$2/package"
  mv "$2/package/usr/include" "$2/include"
  rm -rf "$2/package"
}

build_stb() {
  dpkg-deb -x "$(debian_file stb)" "$2/package"
  mv "$2/package/usr/include" "$2/include"
  rm -rf "$2/package"
}

build_httplib() {
  debian_source httplib "$2/source"
  mkdir -p "$2/include"
  mv "$2/source/httplib.h" "$2/include/"
  rm -rf "$2/source"
}

build_imgui() { debian_source imgui "$2"; }

build_openjpeg() {
  debian_source openjpeg "$2/source"
  local extra=""
  # Its SSE paths run on wasm SIMD. No threads: every decoder is one worker.
  [ "$1" = wasm ] && extra="-mssse3"
  configure "$1" "$2/source" "$2/build" "$2" "$extra" -DBUILD_CODEC=OFF -DBUILD_TESTING=OFF \
    -DOPJ_USE_THREAD=OFF -DBUILD_PKGCONFIG_FILES=OFF -DCMAKE_POLICY_VERSION_MINIMUM=3.5
  ninja -C "$2/build" -j "$JOBS" install
  rm -rf "$2/source" "$2/build"
}

build_charls() {
  debian_source charls "$2/source"
  configure "$1" "$2/source" "$2/build" "$2" "" -DCHARLS_BUILD_TESTS=OFF \
    -DCHARLS_BUILD_SAMPLES=OFF -DCHARLS_BUILD_FUZZ_TEST=OFF -DCHARLS_INSTALL=ON
  ninja -C "$2/build" -j "$JOBS" install
  rm -rf "$2/source" "$2/build"
}

# One code for every machine: no hand-written SIMD, which WebAssembly could not use. Errors leave it
# as exceptions, which natively need to be let through C.
build_jpeg() {
  debian_source jpeg "$2/source"
  local extra=-fexceptions
  [ "$1" = wasm ] && extra=""
  configure "$1" "$2/source" "$2/build" "$2" "$extra" -DENABLE_SHARED=OFF -DWITH_SIMD=OFF \
    -DWITH_TURBOJPEG=OFF -DWITH_TOOLS=OFF -DWITH_TESTS=OFF
  ninja -C "$2/build" -j "$JOBS" jpeg-static
  mkdir -p "$2/include" "$2/lib"
  cp "$2"/source/src/{jpeglib,jmorecfg,jerror}.h "$2/build/jconfig.h" "$2/include/"
  cp "$2/build/libjpeg.a" "$2/lib/"
  rm -rf "$2/source" "$2/build"
}

# Catch2's amalgamated file, at -O1: a static library of one file.
build_catch2() {
  debian_source catch2 "$2/source"
  mkdir -p "$2/include" "$2/lib"
  cp "$2/source/extras/catch_amalgamated.hpp" "$2/include/"
  cat >"$2/source/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.25)
project(catch2 LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 23)
add_library(catch2 STATIC extras/catch_amalgamated.cpp)
install(TARGETS catch2 ARCHIVE DESTINATION lib)
CMAKE
  configure "$1" "$2/source" "$2/build" "$2" "-O1 -UNDEBUG"
  ninja -C "$2/build" -j "$JOBS" install
  rm -rf "$2/source" "$2/build"
}

# What is in use of GDCM, by folder, target and source: its dictionary with all it calls, and the zlib
# it carries. The rest takes five times as long to compile.
build_gdcm() {
  local objects=() folder target names name archiver=/usr/bin/llvm-ar-19
  [ "$1" = wasm ] && archiver=$("$TOOLCHAIN_DIR/emscripten" root)/emar
  while read -r folder target names; do
    for name in $names; do
      objects+=("Source/$folder/CMakeFiles/$target.dir/gdcm$name.cxx.o")
    done
  done <<'PARTS'
Common gdcmCommon Directory Filename System Trace
DataDictionary gdcmDICT CSAHeaderDefaultDicts DefaultDicts Dicts Global PrivateDefaultDicts
DataStructureAndEncodingDefinition gdcmDSED ByteSwapFilter ByteValue DataElement DataSet ExplicitDataElement Fragment ImplicitDataElement MediaStorage PrivateTag SequenceOfFragments SequenceOfItems VR Value
InformationObjectDefinition gdcmIOD Defs IODEntry Macro Module TableReader Type
PARTS
  debian_source gdcm "$2/source"
  configure "$1" "$2/source" "$2/build" "$2" "" -DGDCM_BUILD_SHARED_LIBS=OFF \
    -DGDCM_BUILD_TESTING=OFF -DGDCM_DOCUMENTATION=OFF -DGDCM_BUILD_DOCBOOK_MANPAGES=OFF \
    -Wno-dev
  ninja -C "$2/build" -j "$JOBS" "${objects[@]}" gdcmexpat gdcmzlib
  mkdir -p "$2/include/gdcm-3.0/gdcmzlib" "$2/lib"
  cp "$2"/build/bin/*.a "$2/lib/"
  (cd "$2/build" && "$archiver" rcs "$2/lib/libgdcm.a" "${objects[@]}")
  cp "$2"/source/Source/*/*.{h,hxx,txx} "$2"/build/Source/Common/gdcmConfigure.h "$2/include/gdcm-3.0/"
  cp "$2"/source/Utilities/gdcmzlib/*.h "$2"/build/Utilities/gdcmzlib/*.h "$2/include/gdcm-3.0/gdcmzlib/"
  rm -rf "$2/source" "$2/build"
}
