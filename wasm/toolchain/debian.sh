# Sourced: files of other Debian suites through a private apt configuration. The machine's own apt
# is only read; nothing of another suite is installed into the system.

# The address and the keyring of the machine's own Debian entry.
debian_mirror() {
  apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(RELEASE)' 'Created-By: Packages' 2>/dev/null |
    awk '$2 == "Debian" && $3 !~ /-(security|updates|backports)/ { print $1; exit }'
}

# debian_options SUITE: fills the array apt_options and brings SUITE's index once.
debian_options() {
  local suite=$1 folder=$CACHE_DIR/apt/$1 mirror
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  # Hooks of the machine's apt are for its own lists; its proxy settings stay in force.
  printf '%s\n' '#clear APT::Update::Post-Invoke;' '#clear APT::Update::Post-Invoke-Success;' \
    '#clear Acquire::IndexTargets::deb::DEP-11;' '#clear Acquire::IndexTargets::deb::Contents-deb;' \
    >"$folder/apt.conf"
  # A mirror may stand still for weeks: what we take is pinned by its hash, not by the index's date.
  apt_options=(-c "$folder/apt.conf" -q
    -o "Dir::Etc::sourcelist=$folder/debian.sources" -o Dir::Etc::sourceparts=-
    -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache"
    -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o "APT::Sandbox::User=$(id -un)")
  # Testing and unstable move: an index older than a day may name files that are gone.
  if [ -z "$(find "$folder/updated" -mtime -1 2>/dev/null)" ]; then
    mirror=$(debian_mirror)
    cat >"$folder/debian.sources" <<SOURCES
Types: deb deb-src
URIs: ${mirror:-http://deb.debian.org/debian}
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
    apt-get "${apt_options[@]}" -q update >"$folder/update.log" 2>&1 ||
      fail "apt cannot read Debian $suite: $(tail -n 3 "$folder/update.log")"
    touch "$folder/updated"
  fi
}

# debian_get FORM PACKAGE VERSION: downloads one file into the current folder.
debian_get() {
  case $1 in
    tar) apt-get "${apt_options[@]}" source --tar-only --download-only "$2=$3" ;;
    diff) apt-get "${apt_options[@]}" source --diff-only --download-only "$2=$3" ;;
    deb) apt-get "${apt_options[@]}" download "$2=$3" ;;
  esac >apt.log 2>&1
}

# debian_newer FORM PACKAGE VERSION: the newest version on offer with the same upstream major.
debian_newer() {
  local list
  case $1 in
    deb) list=$(apt-cache "${apt_options[@]}" show "$2" 2>/dev/null) ;;
    *) list=$(apt-cache "${apt_options[@]}" showsrc "$2" 2>/dev/null) ;;
  esac
  awk '$1 == "Version:" { print $2 }' <<<"$list" | grep -E "^${3%%.*}([.+~-]|$)" | sort -V | tail -n 1
}

debian_fetch_into() {
  local id=$1 scratch=$2 suite form package version sha256 newer file
  read -r _ suite form package version sha256 < <(pin "$id")
  debian_options "$suite"
  cd "$scratch" || return 1
  if debian_get "$form" "$package" "$version"; then
    rm -f apt.log
    file=$(ls)
    printf '%s  %s\n' "$sha256" "$file" | sha256sum --check --quiet >&2 ||
      fail "$file ($package $version, Debian $suite) has another SHA-256 than versions.tsv says"
  else
    newer=$(debian_newer "$form" "$package" "$version")
    [ -n "$newer" ] || fail "Debian $suite offers no $package $version: $(tail -n 2 apt.log)"
    say "Note: $package $version is gone from Debian $suite; taking $newer (checked by apt's" \
      "signed index). Run ./overread test."
    debian_get "$form" "$package" "$newer" || fail "apt: $(tail -n 2 apt.log)"
    rm -f apt.log
  fi
}

# debian_file ID: the path of the downloaded file of versions.tsv's ID.
debian_file() {
  local folder version
  version=$(pin "$1" | awk '{ print $5 }')
  [ -n "$version" ] || fail "versions.tsv has no line for $1"
  folder=$CACHE_DIR/downloads/$1-$version
  build_into "$folder" debian_fetch_into "$1" || return 1
  find "$folder" -type f | head -n 1
}

# debian_source ID FOLDER: unpacks a source into FOLDER, with Debian's patches (ID-debian) and ours.
debian_source() {
  local tar diff patch
  tar=$(debian_file "$1")
  mkdir -p "$2"
  tar -xf "$tar" -C "$2" --strip-components=1
  if [ -n "$(pin "$1-debian")" ]; then
    diff=$(debian_file "$1-debian")
    tar -xf "$diff" -C "$2"
    while read -r patch _; do
      case $patch in '' | '#'*) continue ;; esac
      patch -d "$2" -p1 -s -i "$2/debian/patches/$patch"
    done <"$2/debian/patches/series"
  fi
  for patch in "$TOOLCHAIN_DIR/patches/$1"-*.patch; do
    [ -e "$patch" ] || continue
    patch -d "$2" -p1 -s -i "$patch"
  done
}
