#!/usr/bin/env bash
# soak.sh CONFIGURATION MINUTES SEED: the soak campaign against bin/etcd-monitor, whose log goes to artifacts/soak-monitor.log.
set -euo pipefail
cd "$(dirname "$0")/.."

configuration="$1"
dotnet build tests/Faults -c "$configuration" -v quiet
mkdir -p artifacts
rm -f artifacts/soak-monitor.log
exec dotnet "tests/Faults/bin/$configuration/net10.0/Faults.dll" soak "$2" "$3" "$PWD/bin/etcd-monitor" "$PWD/artifacts/soak-monitor.log"
