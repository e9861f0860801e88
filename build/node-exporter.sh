#!/usr/bin/env bash
# Prints the path of a node exporter, after fetching Debian's package when there is none. Installs nothing: the installed
# package would run a service.
set -euo pipefail

fail() { echo "node-exporter.sh: $*" >&2; exit 1; }

cache="${ETCD_MONITOR_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/etcd-monitor}"
target="$cache/prometheus-node-exporter"
if command -v prometheus-node-exporter; then exit 0; fi
if [ -x "$target" ]; then echo "$target"; exit 0; fi
command -v apt-get > /dev/null && command -v dpkg > /dev/null || fail "apt-get or dpkg is missing; put prometheus-node-exporter into the PATH yourself"
mkdir -p "$cache" || fail "cannot create $cache"

work="$(mktemp -d "$cache/.fetch-XXXXXX")"
trap 'rm -rf "$work"' EXIT
cd "$work"
download() { apt-get -q download prometheus-node-exporter > log 2>&1; }
root=()
if [ "$(id -u)" -ne 0 ]; then root=(sudo -n); fi
# a list that is there may do; one that is too old, or none, is fetched
if ! download; then
  { "${root[@]}" apt-get -q -o DPkg::Lock::Timeout=400 update > log 2>&1 && download; } || fail "$(tail -n 1 log). By hand:  sudo apt-get update"
fi
dpkg -x ./*.deb out >> log 2>&1 || fail "its package cannot be unpacked"
mv out/usr/bin/prometheus-node-exporter "$target"
echo "$target"
