#!/usr/bin/env bash
# Builds, runs every suite, prints one last line: N passed, N failed, N skipped.
# FILTER=text runs the tests whose full name contains it. With CI=true a skipped test is a failure.
set -uo pipefail
cd "$(dirname "$0")/.."

configuration="${1:-Release}"
results="${RESULTS:-TestResults}"
rm -rf "$results"
mkdir -p "$results"

dotnet build EtcdMonitor.slnx -c "$configuration" -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

# in memory where there is room: a member on a disk that others use too is slow at times, and the monitor says so
shared="$(df --output=avail -k /dev/shm 2> /dev/null | tail -1)"
if [ "${shared:-0}" -gt 8000000 ]; then
  TMPDIR="$(mktemp -d /dev/shm/etcd-monitor-tests-XXXX)"
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi

status=0
for project in tests/*/*.csproj; do
  name="$(basename "$project" .csproj)"
  [ "$name" = Etcd.Testing ] && continue    # a library for the suites
  args=(test "$project" -c "$configuration" --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results")
  [ -n "${COVERAGE:-}" ] && args+=(--collect "XPlat Code Coverage")
  [ -n "${FILTER:-}" ] && args+=(--filter "FullyQualifiedName~$FILTER")
  dotnet "${args[@]}" || status=1
done

build/summary.sh "$results" "$status"
