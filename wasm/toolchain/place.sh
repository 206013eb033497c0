# Sourced by the set-up scripts: where things are kept, how they are named and how they are said.

TOOLCHAIN_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SOURCE_DIR=$(cd "$TOOLCHAIN_DIR/../.." && pwd)
CACHE_DIR=${XDG_CACHE_HOME:-$HOME/.cache}/overread

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'overread: %s\n' "$*" >&2
  exit 1
}

# place_key TEXT...: twelve hex digits that stand for all the texts.
place_key() { printf '%s\n' "$@" | sha256sum | cut -c1-12; }

# pin ID: the line of versions.tsv for ID.
pin() { awk -v id="$1" '$1 == id' "$TOOLCHAIN_DIR/versions.tsv"; }

# pin_version ID: the upstream version, without Debian's revision.
pin_version() { pin "$1" | awk '{ sub(/[+~-].*/, "", $5); print $5 }'; }

# build_into FOLDER COMMAND...: runs COMMAND with a scratch folder as its last argument and renames
# that folder to FOLDER when the command succeeded, so that FOLDER exists only when it is whole.
build_into() {
  local folder=$1 scratch
  shift
  [ -e "$folder" ] && return 0
  mkdir -p "$(dirname "$folder")"
  scratch=$(mktemp -d "$folder.partial.XXXXXX")
  # A subshell with errexit: the first command that fails ends the recipe.
  ( set -e; "$@" "$scratch" )
  local status=$?
  if [ $status -ne 0 ]; then
    rm -rf "$scratch"
    return $status
  fi
  chmod 755 "$scratch"
  mv -T "$scratch" "$folder"
}
