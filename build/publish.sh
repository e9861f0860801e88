#!/usr/bin/env bash
# Builds bin/etcd-monitor: one file that needs the .NET runtime and the operating system's SQLite.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration="${1:-Release}"
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
[ -x bin/etcd-monitor ] || echo "Building bin/etcd-monitor; the first time takes a minute or two…" >&2
# one runtime's packages do not belong into the locks that every machine shares, nor its intermediate
# files where build and test keep theirs: so both have places of their own
if ! dotnet publish src/EtcdMonitor.Cli -c "$configuration" -o bin --artifacts-path artifacts/publish -p:PublishSingleFile=true --self-contained false \
    --use-current-runtime -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false \
    -p:DebugType=embedded -v quiet > "$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
