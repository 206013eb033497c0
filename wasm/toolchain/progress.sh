# Sourced: a plan of named steps, run in order, each with its number, its log and its time.

PLAN_TITLES=()
PLAN_COMMANDS=()
PLAN_STARTED=$SECONDS

# plan TITLE COMMAND...: adds a step.
plan() {
  PLAN_TITLES+=("$1")
  shift
  PLAN_COMMANDS+=("$(printf '%q ' "$@")")
}

# elapsed SECONDS: 75 -> "1 min 15 s".
elapsed() {
  if [ "$1" -lt 60 ]; then echo "$1 s"; else echo "$(($1 / 60)) min $(($1 % 60)) s"; fi
}

# run_plan: runs the steps; the first one that fails shows the end of its log and ends the script.
run_plan() {
  local count=${#PLAN_TITLES[@]} i started log
  mkdir -p "$SOURCE_DIR/build/logs"
  for ((i = 0; i < count; i++)); do
    say "[$((i + 1))/$count] ${PLAN_TITLES[i]}"
    started=$SECONDS
    log=$SOURCE_DIR/build/logs/step-$((i + 1)).log
    if ! (eval "${PLAN_COMMANDS[i]}") >"$log" 2>&1; then
      tail -n 40 "$log" >&2
      fail "this step failed after $(elapsed $((SECONDS - started))): ${PLAN_TITLES[i]}
The whole log: $log"
    fi
    [ $((SECONDS - started)) -lt 2 ] ||
      say "      done in $(elapsed $((SECONDS - started))), $(elapsed $((SECONDS - PLAN_STARTED))) in all"
  done
  PLAN_TITLES=()
  PLAN_COMMANDS=()
}
