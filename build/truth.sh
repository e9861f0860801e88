#!/usr/bin/env bash
# truth.sh CONFIGURATION NAME=value…: faults on real clusters, and whether the monitor says what is true in time; results and evidence go to artifacts/truth.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration="$1"; shift
dotnet build tests/Faults -c "$configuration" -v quiet
for version in 3.4 3.5; do
  build/etcd.sh "$version" > /dev/null || echo "etcd $version is not there: nothing is shown of it" >&2
done
exec dotnet "tests/Faults/bin/$configuration/net10.0/Faults.dll" truth "$@" "FOLDER=$PWD/artifacts/truth"
