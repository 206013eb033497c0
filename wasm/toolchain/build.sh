# Sourced: the steps from a bare machine to a served application, as plans.

# shellcheck disable=SC2034  # run by ./overread
SERVER_PROGRAM=$SOURCE_DIR/build/server/server-stub/overread-server
NATIVES_PROGRAM=$SOURCE_DIR/build/bench-natives

# Where there is ccache, one cache of objects serves every clone of this project: paths below the
# tree are told relative to it.
if [ -z "${CCACHE_DISABLE:-}" ] && command -v ccache >/dev/null; then
  export CCACHE_BASEDIR=$SOURCE_DIR CCACHE_NOHASHDIR=1
  EM_COMPILER_WRAPPER=$(command -v ccache)
  export EM_COMPILER_WRAPPER
fi

# plan_tools build|test|bench: Debian packages, Node.
plan_tools() {
  local missing
  # shellcheck disable=SC2046
  missing=$(packages_missing $(packages_wanted "$1"))
  # shellcheck disable=SC2086
  [ -z "$missing" ] || plan "Installing $(wc -w <<<"$missing") Debian packages" \
    packages_install $missing
  if [ ! -x "$NODE_LINK_DIR/node" ] || ! node_is_enough "$NODE_LINK_DIR/node"; then
    plan "Finding or fetching Node" node_setup
  fi
}

# plan_libraries VARIANT [--without-tests]: Emscripten for wasm, then what is not in the cache.
plan_libraries() {
  local variant=$1 missing
  if [ "$variant" = wasm ] && ! "$TOOLCHAIN_DIR/emscripten" root >/dev/null; then
    plan "Unpacking Emscripten $(pin_version emscripten) (240 MB to fetch)" \
      "$TOOLCHAIN_DIR/emscripten" setup
  fi
  missing=$("$TOOLCHAIN_DIR/dependencies" missing "$variant") || exit 1
  [ "${2:-}" != --without-tests ] || missing=$(grep -vx catch2 <<<"$missing")
  # shellcheck disable=SC2086
  [ -z "$missing" ] || plan "Libraries for $variant: $(tr '\n' ' ' <<<"$missing")" \
    "$TOOLCHAIN_DIR/dependencies" build "$variant" $missing
}

# fingerprint PATH...: changes when a file below the paths does (names, sizes, times).
fingerprint() {
  find "$@" \( -name node_modules -o -name __pycache__ \) -prune -o -type f \
    -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort | sha256sum | cut -c1-16
}

stamp_is() { [ "$(cat "$SOURCE_DIR/build/stamps/$1" 2>/dev/null)" = "$2" ]; }

# stamped NAME VALUE COMMAND...: runs COMMAND and remembers VALUE when it succeeded.
stamped() {
  local name=$1 value=$2
  shift 2
  "$@" || return 1
  mkdir -p "$SOURCE_DIR/build/stamps"
  echo "$value" >"$SOURCE_DIR/build/stamps/$name"
}

# plan_npm [NAME FOLDER]: the packages of FOLDER's package-lock.json (web's), when the lock changed.
# shellcheck disable=SC2120  # ./overread passes arguments
plan_npm() {
  local name=${1:-web} folder=${2:-web} value
  value=$(sha256sum <"$SOURCE_DIR/$folder/package-lock.json")
  [ -d "$SOURCE_DIR/$folder/node_modules" ] && stamp_is "npm-$name" "$value" ||
    plan "Installing the npm packages of $folder/" stamped "npm-$name" "$value" \
      npm ci --prefix "$SOURCE_DIR/$folder" --ignore-scripts --no-audit --no-fund
}

configured() { [ -e "$SOURCE_DIR/build/$1/build.ninja" ]; }

# compile FOLDER PRESET TARGETS_AND_OPTIONS...: configures once, then lets ninja decide.
compile() {
  local folder=$1 preset=$2
  shift 2
  configured "$folder" || cmake -S "$SOURCE_DIR" --preset "$preset" -B "$SOURCE_DIR/build/$folder" \
    "${CONFIGURE_OPTIONS[@]}" || { rm -f "$SOURCE_DIR/build/$folder/build.ninja"; return 1; }
  ninja -C "$SOURCE_DIR/build/$folder" "$@"
}
CONFIGURE_OPTIONS=()

# The tests of the WebAssembly build link the very objects that ship.
compile_wasm_tests() {
  configured wasm-release && cmake -DOVERREAD_TESTS=ON "$SOURCE_DIR/build/wasm-release" ||
    CONFIGURE_OPTIONS=(-DOVERREAD_TESTS=ON)
  compile wasm-release wasm-release
}

compile_server() {
  CONFIGURE_OPTIONS=(-DOVERREAD_SERVER_ONLY=ON -DOVERREAD_TESTS=OFF -DOVERREAD_BATCHES=ON)
  compile server native-release overread-server
}

# up_to_date FOLDER TARGET...: nothing to compile there.
up_to_date() {
  local folder=$1
  shift
  configured "$folder" &&
    ninja -C "$SOURCE_DIR/build/$folder" -n "$@" 2>/dev/null | grep -q 'no work to do'
}

# plan_core: the WebAssembly modules as shipped. The interface's fonts and icons are npm packages.
plan_core() {
  plan_tools build
  # A folder that once held the tests keeps wanting their library.
  if grep -qs '^OVERREAD_TESTS:BOOL=ON' "$SOURCE_DIR/build/wasm-release/CMakeCache.txt"; then
    plan_libraries wasm
  else
    plan_libraries wasm --without-tests
  fi
  plan_npm
  up_to_date wasm-release overread_core overread_page ||
    plan "Compiling the WebAssembly modules" compile wasm-release wasm-release overread_core overread_page
}

# plan_web: the page, the workers and the command line. What they are made of is known only after
# plan_core's steps.
plan_web() {
  web_is_due && plan "Building the page and the command line" web_build
  return 0
}

web_is_due() { [ ${#PLAN_TITLES[@]} -gt 0 ] || ! stamp_is web "$(web_fingerprint)"; }

web_fingerprint() {
  {
    fingerprint "$SOURCE_DIR/web" "$SOURCE_DIR/models"
    find "$SOURCE_DIR/build/wasm-release" \( -name CMakeFiles -prune \) -o -type f \
      \( -name '*.mjs' -o -name '*.wasm' \) -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort
  } | sha256sum | cut -c1-16
}

web_build() { stamped web "$(web_fingerprint)" npm run --prefix "$SOURCE_DIR/web" build; }

# The built-in cases are phantoms; they change when the code that makes them does.
cases_fingerprint() {
  fingerprint "$SOURCE_DIR/core/phantom" "$SOURCE_DIR/server-stub/cases" "$SOURCE_DIR/web/cli"
}

cases_build() {
  rm -rf "$SOURCE_DIR/build/cases"
  stamped cases "$(cases_fingerprint)" \
    node "$SOURCE_DIR/build/web/cli/overread.mjs" cases --out "$SOURCE_DIR/build/cases"
}

plan_cases() {
  [ -d "$SOURCE_DIR/build/cases" ] && stamp_is cases "$(cases_fingerprint)" ||
    plan "Making the built-in cases" cases_build
}

# plan_site: the page, and the server that hands it out; at once, because the page keeps one core busy.
plan_site() {
  local web_due=0
  web_is_due && web_due=1
  plan_libraries server
  if up_to_date server overread-server; then
    [ $web_due = 0 ] || plan "Building the page and the command line" web_build
  elif [ $web_due = 0 ]; then
    plan "Compiling the server" compile_server
  else
    plan "Building the page, the command line and the server" site_build
  fi
}

site_build() {
  local web
  web_build &
  web=$!
  compile_server || { wait "$web"; return 1; }
  wait "$web"
}

# plan_natives: Debian's own GDCM and DCMTK, to measure ourselves against.
plan_natives() {
  plan_tools bench
  [ "$NATIVES_PROGRAM" -nt "$SOURCE_DIR/tests/bench/natives.cpp" ] ||
    plan "Compiling native GDCM and DCMTK into the bench" natives_build
}

natives_build() {
  # Debian's libraries speak libstdc++.
  clang++-19 -std=c++20 -O2 -isystem /usr/include/gdcm-3.0 "$SOURCE_DIR/tests/bench/natives.cpp" \
    -o "$NATIVES_PROGRAM" -lgdcmMSFF -lgdcmDSED -lgdcmCommon \
    -ldcmjpeg -ldcmjpls -ldcmdata -loflog -lofstd
}

# plan_serve: everything the served application needs and nothing else.
plan_serve() {
  plan_core
  plan_site
  plan_cases
}
