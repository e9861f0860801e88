#!/usr/bin/env bash
# Prints the folder that holds etcd and etcdctl of one version, after fetching them when they are missing.
#
#   build/etcd.sh 3.4      Debian bookworm's 3.4.23
#   build/etcd.sh 3.5      Debian sid's 3.5.30, or trixie's 3.5.16 where sid cannot be had
#
# Needs apt and dpkg, no root: apt gets a state of its own, the mirror is the one this machine's apt uses,
# signatures are checked as apt does. Nothing is installed.
set -euo pipefail

fail() { echo "etcd.sh: $*" >&2; exit 1; }

version="${1:-}"
case "$version" in
  3.4) suites=(bookworm) ;;
  3.5) suites=(sid trixie) ;;
  *) fail "usage: etcd.sh 3.4|3.5" ;;
esac

cache="${ETCD_MONITOR_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/etcd-monitor}"
target="$cache/etcd-$version"
have() { [ -x "$target/etcd" ] && [ -x "$target/etcdctl" ]; }

if have; then echo "$target"; exit 0; fi
command -v apt-get > /dev/null || fail "etcd $version is not in $target and there is no apt-get to fetch it; put etcd and etcdctl there yourself"
command -v dpkg > /dev/null || fail "dpkg is missing"
mkdir -p "$cache" || fail "cannot create $cache"

# one fetch at a time; whoever waited finds the cache filled
exec 9> "$cache/.lock"
flock -w 600 9 || fail "another fetch holds $cache/.lock for 10 minutes"
if have; then echo "$target"; exit 0; fi

work="$(mktemp -d "$cache/.fetch-XXXXXX")"
trap 'rm -rf "$work"' EXIT

mirror() {
  local site
  site="$(apt-get indextargets --format '$(SITE)' 2> /dev/null | grep -E '/debian/?$' | head -n 1)" || true
  if [ -z "$site" ]; then
    site="$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2> /dev/null | head -n 1 | tr -d ' ')" || true
  fi
  [ -n "$site" ] && echo "${site%/}"
}

# fetch SUITE: apt with its own configuration, lists, cache and status, so that the machine's apt stays as it is
fetch() {
  local suite="$1" root="$work/$1"
  mkdir -p "$root"/{lists/partial,archives/partial,etc,deb,bin,out}
  : > "$root/status"
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg signed=""
  if [ -r "$keyring" ]; then signed="[signed-by=$keyring] "; fi   # else apt's own trusted keys
  echo "deb $signed$site $suite main" > "$root/sources.list"
  cat > "$root/apt.conf" <<CONF
Dir::State "$root";
Dir::State::status "$root/status";
Dir::State::lists "$root/lists";
Dir::Cache "$root";
Dir::Cache::archives "$root/archives";
Dir::Etc::sourcelist "$root/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Etc::preferences "/dev/null";
APT::Sandbox::User "";
APT::Get::List-Cleanup "false";
Acquire::Languages "none";
Acquire::Retries "3";
DPkg::Lock::Timeout "400";
CONF
  (
    export APT_CONFIG="$root/apt.conf"
    apt-get -q -o DPkg::Lock::Timeout=400 update
    cd "$root/deb"
    apt-get -q -o DPkg::Lock::Timeout=400 download etcd-server etcd-client
  ) > "$root/log" 2>&1 || return 1
  local deb name
  for deb in "$root"/deb/*.deb; do dpkg -x "$deb" "$root/out" >> "$root/log" 2>&1 || return 1; done
  for name in etcd etcdctl etcdutl; do
    if [ -x "$root/out/usr/bin/$name" ]; then cp "$root/out/usr/bin/$name" "$root/bin/$name"; fi
  done
  # the right line of versions, and it runs here
  case "$("$root/bin/etcd" --version 2>&1 || true)" in
    "etcd Version: $version."*) ;;
    *) echo "not an etcd $version that runs here" >> "$root/log"; return 1 ;;
  esac
  rm -rf "$target"
  mv "$root/bin" "$target"
}

site="$(mirror)" || true
[ -n "$site" ] || fail "apt knows no Debian mirror (no source ends in /debian)"
for suite in "${suites[@]}"; do
  if fetch "$suite"; then echo "$target"; exit 0; fi
  reason="$suite: $(grep -E '^(E|W):|not an etcd' "$work/$suite/log" | tail -n 1)"
done
fail "could not fetch etcd $version from $site ($reason)"
