# Sourced: the Debian packages of the machine itself, and their installation where they are missing.

PACKAGES_BUILD="clang-19 lld-19 llvm-19 libc++-19-dev libc++abi-19-dev libclang-rt-19-dev cmake
  ninja-build libssl-dev patchelf patch python3 python3-fonttools python3-brotli brotli xz-utils openssl
  ca-certificates"
PACKAGES_BENCH="libgdcm-dev libdcmtk-dev chromium"
PACKAGES_TEST="clang-format-19 clang-tidy-19 shellcheck chromium dicom3tools dcmtk python3-pydicom python3-numpy"

# packages_missing NAME...: those of the names that dpkg does not have installed.
packages_missing() {
  local installed name
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    awk '$1 == "installed" { print $2 }')
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$installed" || echo "$name"
  done
}

# packages_wanted build|test|bench
packages_wanted() {
  # shellcheck disable=SC2086
  case $1 in
    build) echo $PACKAGES_BUILD ;;
    test) echo $PACKAGES_BUILD $PACKAGES_TEST ;;
    bench) echo $PACKAGES_BUILD $PACKAGES_BENCH ;;
  esac
  # npm brings Debian's own Node; a Node and npm from elsewhere are as good.
  command -v npm >/dev/null || echo npm
}

# packages_install NAME...: as root, or through sudo, or not at all.
packages_install() {
  local root=""
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
      root=sudo
    else
      fail "these Debian packages are missing and there is neither root nor sudo to install them:
  apt-get install $*"
    fi
  fi
  local wait="-o DPkg::Lock::Timeout=900"
  # shellcheck disable=SC2086
  $root apt-get $wait -q update &&
    $root env DEBIAN_FRONTEND=noninteractive apt-get $wait -q -y install --no-install-recommends "$@"
}
