#!/usr/bin/env bash
# Removes what building and testing leave in the working tree; caches of packages and etcd stay.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf bin artifacts TestResults
find src tests -type d \( -name bin -o -name obj -o -name TestResults \) -prune -exec rm -rf {} +
