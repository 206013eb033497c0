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

# watch_log LOG: says how far a long step is, from its log's last line: in place on a terminal,
# once a minute elsewhere.
watch_log() {
  local log=$1 started=$SECONDS every=${OVERREAD_HEARTBEAT:-60}
  [ -t 2 ] && every=1
  # Detached from the pipes, so that whoever reads our output does not wait for the last sleep.
  while sleep "$every" >/dev/null 2>&1; do
    if [ -t 2 ]; then
      printf '\r\033[K      %s  %s' "$(elapsed $((SECONDS - started)))" \
        "$(tail -n 1 "$log" 2>/dev/null | tr -d '\r' | cut -c1-90)" >&2
    else
      say "      $(elapsed $((SECONDS - started)))  $(tail -n 1 "$log" 2>/dev/null | cut -c1-100)"
    fi
  done
}

# watched LOG COMMAND...: runs COMMAND with its output in LOG.
watched() {
  local log=$1 status watcher
  shift
  watch_log "$log" &
  watcher=$!
  ("$@") >"$log" 2>&1
  status=$?
  kill "$watcher" 2>/dev/null
  wait "$watcher" 2>/dev/null
  [ -t 2 ] && printf '\r\033[K' >&2
  return $status
}

# run_plan: runs the steps; the first one that fails shows the end of its log and ends the script.
run_plan() {
  local count=${#PLAN_TITLES[@]} i started log
  mkdir -p "$SOURCE_DIR/build/logs"
  for ((i = 0; i < count; i++)); do
    say "[$((i + 1))/$count] ${PLAN_TITLES[i]}"
    started=$SECONDS
    log=$SOURCE_DIR/build/logs/step-$((i + 1)).log
    if ! watched "$log" eval "${PLAN_COMMANDS[i]}"; then
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
