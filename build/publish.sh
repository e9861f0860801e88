#!/usr/bin/env bash
# publish.sh CONFIGURATION NAME…: builds bin/NAME, each one file that needs the .NET runtime (and etcd-monitor the operating system's SQLite).
set -euo pipefail
cd "$(dirname "$0")/.."

configuration="${1:-Release}"; shift || true
log="$(mktemp)"
trap 'rm -f "$log"' EXIT

project() {
  case "$1" in
    etcd-monitor) echo src/EtcdMonitor.Cli ;;
    examples) echo examples/Etcd.Examples ;;
    taskmaster) echo src/Taskmaster ;;
    *) echo "publish.sh: there is no program $1" >&2; return 1 ;;
  esac
}

for name in "${@:-etcd-monitor}"; do
  source="$(project "$name")"
  [ -x "bin/$name" ] || echo "Building bin/$name; the first time takes a minute or two…" >&2
  # one runtime's packages do not belong into the locks that every machine shares, nor its intermediate
  # files where build and test keep theirs: so both have places of their own
  if ! dotnet publish "$source" -c "$configuration" -o bin --artifacts-path artifacts/publish -p:PublishSingleFile=true --self-contained false \
      --use-current-runtime -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false \
      -p:DebugType=embedded -v quiet > "$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
done
