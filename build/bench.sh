#!/usr/bin/env bash
# bench.sh RUNS: ours beside etcd's own Go client; the table is printed, the figures go to artifacts/bench/patterns.json.
set -euo pipefail
cd "$(dirname "$0")/.."

gopath=/usr/share/gocode   # where Debian puts Go's libraries
peer="$PWD/artifacts/bench/go-peer"
if ! command -v go > /dev/null || [ ! -d "$gopath/src/go.etcd.io/etcd/clientv3" ]; then
  build/apt.sh golang-go golang-etcd-server-dev || { echo "bench: the peer needs Go and etcd's client. By hand:  sudo apt-get install golang-go golang-etcd-server-dev" >&2; exit 1; }
fi
mkdir -p artifacts/bench
if [ ! -x "$peer" ] || [ bench/go-peer/main.go -nt "$peer" ]; then
  GO111MODULE=off GOPATH="$gopath" go build -o "$peer" bench/go-peer/main.go
fi
dotnet build bench/Etcd.Benchmarks -c Release -v quiet
exec dotnet bench/Etcd.Benchmarks/bin/Release/net10.0/Etcd.Benchmarks.dll "$peer" "$1" artifacts/bench/patterns.json
