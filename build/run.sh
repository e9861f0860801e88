#!/usr/bin/env bash
# run.sh ENDPOINTS [args]: watches that cluster; without endpoints the demo.
set -euo pipefail
cd "$(dirname "$0")/.."

endpoints="${1:-}"
shift || true
if [ -n "$endpoints" ]; then
  exec bin/etcd-monitor serve --endpoints="$endpoints" "$@"
fi
exec bin/etcd-monitor demo "$@"
