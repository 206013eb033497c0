# Sourced: `./overread test`. Each part is prepared by plans, then run with its own log; a part that
# fails does not stop the others. Ends with one line of counts, all of them read from the logs.

PARTS_ALL="native lint asan fuzz wasm web e2e"
# The sanitized build runs the very tests of the plain one, so that one is for the everyday loop.
PARTS_DEFAULT="lint asan fuzz wasm web e2e"
LOG_DIR=$SOURCE_DIR/build/logs

test_usage() {
  cat <<'USAGE'
usage: ./overread test [PART...]

  lint     layers, words, clang-format, clang-tidy, tsc --strict, eslint; each also on a text that
           must fail
  native   unit and differential tests, natively
  asan     the same under AddressSanitizer and UndefinedBehaviorSanitizer
  fuzz     the stored corpora and a short run of each libFuzzer target
  wasm     the same unit tests in WebAssembly under Node, on the objects that ship
  web      tests of the packages, the workers and the command line under Node
  e2e      the application in headless Chromium; screenshots in build/artifacts

Without a part: all but native, whose tests asan runs too. Logs are in build/logs. Tests that need
real data say that they were skipped when OVERREAD_SHARED_DATA names no folder. Exit code 1 when anything failed.
USAGE
}

# test_preset PRESET [CTEST_OPTION...]: configures, compiles and runs one preset's tests.
test_preset() {
  local preset=$1
  shift
  compile "$preset" "$preset" && run_ctest "$preset" "$@"
}

run_ctest() {
  local preset=$1
  shift
  ctest --test-dir "$SOURCE_DIR/build/$preset" --verbose --no-tests=error -j "$(nproc)" "$@"
}

part_native() { test_preset native-debug; }
part_asan() { test_preset native-asan -LE fuzz; }
part_wasm() { compile_wasm_tests && run_ctest wasm-release; }

# The corpus by ctest, then each target for a while on what it makes of the corpus.
part_fuzz() {
  compile native-asan native-asan fuzz_targets && run_ctest native-asan -L fuzz || return 1
  mkdir -p "$SOURCE_DIR/build/fuzz"
  find "$SOURCE_DIR/build/native-asan" -name 'overread_*_fuzz' -type f -print0 |
    xargs -0 -P "$(nproc)" -I TARGET \
      "$SOURCE_DIR/tests/lint/fuzz_for" TARGET "${OVERREAD_FUZZ_SECONDS:-30}"
}

# clang-tidy asks the build how sources are compiled, always in batches here: the headers they share
# cost most. Nothing is built but the headers that are made.
part_lint() {
  # shellcheck disable=SC2034  # read by compile
  CONFIGURE_OPTIONS=(-DCMAKE_UNITY_BUILD=ON)
  compile tidy native-asan overread_configured || return 1
  "$SOURCE_DIR/tests/lint/run"
}

part_web() { npm run --prefix "$SOURCE_DIR/web" test; }
part_e2e() { npm run --prefix "$SOURCE_DIR/web" e2e; }

# plan_part PART: what the part needs before it can run.
plan_part() {
  case $1 in
    native) plan_libraries native && plan_npm ;;
    lint | asan | fuzz) plan_libraries native-asan && plan_npm ;;
    wasm) plan_libraries wasm && plan_npm ;;
    web) plan_core && plan_site && plan_npm bench tests/bench ;;
    e2e) plan_serve && plan_npm e2e tests/e2e ;;
  esac
}

# counts_of LOG: "passed failed skipped" of the test cases that the log reports: Catch2's summary
# lines, Node's, lines "check: passed|failed", and ctest's own verdict on a program with no summary.
counts_of() {
  awk '
    { entry = "" }
    match($0, /^[0-9]+: /) {
      entry = substr($0, 1, RLENGTH - 2)
      $0 = substr($0, RLENGTH + 1)
    }
    /^All tests passed \([0-9]+ assertions? in [0-9]+ test cases?\)/ {
      for (i = 2; i <= NF; i++) if ($i ~ /^case/ && $(i - 1) == "test") passed += $(i - 2)
      counted[entry] = 1
    }
    /^test cases:/ {
      for (i = 2; i <= NF; i++) {
        if ($i == "passed") passed += $(i - 1)
        if ($i == "failed") failed += $(i - 1)
        if ($i == "skipped") skipped += $(i - 1)
      }
      counted[entry] = 1
    }
    /^(#|ℹ) pass [0-9]+$/ { passed += $3; counted[entry] = 1 }
    /^(#|ℹ) fail [0-9]+$/ { failed += $3 }
    /^(#|ℹ) skipped [0-9]+$/ { skipped += $3 }
    /^check: passed / { passed++ }
    /^check: failed / { failed++ }
    match($0, / Test +#[0-9]+:/) {
      split(substr($0, RSTART, RLENGTH), words, /[#:]/)
      if (!(words[2] in counted)) {
        if ($0 ~ / Passed /) passed++
        else if ($0 ~ /Skipped/) skipped++
        else failed++
      }
    }
    END { print passed + 0, failed + 0, skipped + 0 }
  ' "$1"
}

# failures_of LOG: what failed, with the lines around it: Node's, Catch2's, ctest's, the lint checks'
# and the compilers' words. The log's end where none of them stands in it.
failures_of() {
  local found
  found=$(grep -E -B 3 -A 16 \
    '^ *not ok |FAILED:|^check: failed |\*\*\*(Failed|Timeout|Exception)|:[0-9]+: (fatal )?error: ' "$1" |
    head -n 200)
  if [ -n "$found" ]; then printf '%s\n' "$found"; else tail -n 60 "$1"; fi
}

command_test() {
  local part parts total_passed=0 total_failed=0 broken=0 started log status passed failed skipped
  if wants_help "$@"; then
    test_usage
    exit 0
  fi
  for part in "$@"; do
    case " $PARTS_ALL " in
      *" $part "*) ;;
      *) printf 'overread: unknown part %s\n' "$part" >&2; test_usage >&2; exit 2 ;;
    esac
  done
  parts=${*:-$PARTS_DEFAULT}
  if [ -z "${OVERREAD_SHARED_DATA:-}" ] && [ -e "$SOURCE_DIR/../shared/data/README.md" ]; then
    OVERREAD_SHARED_DATA=$(cd "$SOURCE_DIR/../shared/data" && pwd)
  fi
  export OVERREAD_SHARED_DATA=${OVERREAD_SHARED_DATA:-}
  mkdir -p "$LOG_DIR"
  plan_tools test
  run_plan
  for part in $parts; do
    started=$SECONDS
    plan_part "$part"
    run_plan
    log=$LOG_DIR/test-$part.log
    say "[test] $part"
    watched "$log" "part_$part"
    status=$?
    read -r passed failed skipped < <(counts_of "$log")
    # A part can fail without a failing test case: it did not compile, or a program crashed.
    if [ $status -ne 0 ]; then
      broken=1
      [ "$failed" -gt 0 ] || failed=1
      failures_of "$log" >&2
    fi
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
    say "$(printf '       %-7s %5d passed, %d failed, %d skipped, %s   (%s)' "$part" "$passed" \
      "$failed" "$skipped" "$(elapsed $((SECONDS - started)))" "build/logs/test-$part.log")"
  done
  say "       all parts: $(elapsed $((SECONDS - PLAN_STARTED)))"
  printf '%d passed, %d failed\n' "$total_passed" "$total_failed"
  [ $broken -eq 0 ] && [ $total_failed -eq 0 ] || exit 1
}
