# Sourced by the set-up scripts: where things are kept, how they are named and how they are said.

TOOLCHAIN_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SOURCE_DIR=$(cd "$TOOLCHAIN_DIR/../.." && pwd)
CACHE_DIR=${XDG_CACHE_HOME:-$HOME/.cache}/overread

export TOOLCHAIN_DIR SOURCE_DIR CACHE_DIR

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'overread: %s\n' "$*" >&2
  exit 1
}

# place_key TEXT...: twelve hex digits that stand for all the texts.
place_key() { printf '%s\n' "$@" | sha256sum | cut -c1-12; }

# pin ID: the line of versions.tsv for ID.
pin() { awk -v id="$1" '$1 == id' "$TOOLCHAIN_DIR/versions.tsv"; }

# pin_version ID: the upstream version, without Debian's epoch and revision.
pin_version() { pin "$1" | awk '{ sub(/^[0-9]+:/, "", $5); sub(/[+~-].*/, "", $5); print $5 }'; }

# build_into FOLDER COMMAND...: runs COMMAND with a scratch folder as its last argument and renames
# that folder to FOLDER when the command succeeded, so that FOLDER exists only when it is whole.
# COMMAND runs in a shell of its own, in which the first failure ends it: errexit would be off in this
# one whenever a caller asks for the result with "if" or "||".
build_into() {
  local folder=$1 scratch
  shift
  [ -e "$folder" ] && return 0
  mkdir -p "$(dirname "$folder")"
  # What a killed run left behind.
  find "$(dirname "$folder")" -maxdepth 1 -name "$(basename "$folder").partial.*" -mmin +600 \
    -exec rm -rf {} +
  scratch=$(mktemp -d "$folder.partial.XXXXXX")
  if ! bash -e -c "$(declare -f)
\"\$@\"" recipe "$@" "$scratch"; then
    rm -rf "$scratch"
    return 1
  fi
  chmod 755 "$scratch"
  # Somebody else may have built the same meanwhile.
  mv -T "$scratch" "$folder" 2>/dev/null || rm -rf "$scratch"
  [ -e "$folder" ]
}
