#!/usr/bin/env bash
# apt.sh PACKAGE…: installs Debian packages, waiting for other users of apt.
set -euo pipefail

command -v apt-get > /dev/null || { echo "apt-get is not there: this is no Debian" >&2; exit 1; }
root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null && sudo -n true 2> /dev/null || { echo "installing needs root: $*" >&2; exit 1; }
  root=(sudo -n)
fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
echo "installing $*" >&2
apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=400 "$@" >> "$log" 2>&1; }
# a list that is there may do; one that is too old, or none, is fetched
if ! apt install -y --no-install-recommends "$@"; then
  { apt update && apt install -y --no-install-recommends "$@"; } || { tail -n 5 "$log" >&2; exit 1; }
fi
