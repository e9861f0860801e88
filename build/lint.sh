#!/usr/bin/env bash
# Format of the code; mistakes in shell scripts where shellcheck is there.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet format EtcdMonitor.slnx --verify-no-changes
if command -v shellcheck > /dev/null; then
  shellcheck build/*.sh .ci/run
else
  echo "shellcheck is not there: scripts were only parsed. Debian has it:  apt-get install shellcheck" >&2
  for script in build/*.sh .ci/run; do bash -n "$script"; done
fi
