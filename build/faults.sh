#!/usr/bin/env bash
# faults.sh CONFIGURATION MINUTES ONLY SEED: the campaigns against the client; results, evidence and table go to artifacts/faults.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration="$1"
dotnet build tests/Faults -c "$configuration" -v quiet
for version in 3.4 3.5; do
  build/etcd.sh "$version" > /dev/null || echo "etcd $version is not there: nothing is shown of it" >&2
done
mkdir -p artifacts/faults
exec dotnet "tests/Faults/bin/$configuration/net10.0/Faults.dll" faults "$2" "$3" "$4" "$PWD/artifacts/faults"
