#!/usr/bin/env bash
# Installs what is missing, says what it could not. Does nothing, and needs no root, where all is there.
#
#   build/setup.sh run    etcd and SQLite
#   build/setup.sh test   and the browser that the tests drive, strace, a mail server and a node exporter
set -euo pipefail
cd "$(dirname "$0")/.."

purpose="${1:-run}"
missing=()    # packages to install
problems=()   # what to say at the end

has_library() { ldconfig -p 2> /dev/null | grep -q "$1" || compgen -G "/usr/lib/*/$1*" > /dev/null || compgen -G "/usr/lib/$1*" > /dev/null; }
has_etcd() { [ -n "${ETCD_BIN:-}" ] || command -v etcd > /dev/null || PATH="$PATH:/usr/sbin:/sbin" command -v etcd > /dev/null; }

need() { # need TEST PACKAGE…
  local test="$1"; shift
  eval "$test" || missing+=("$@")
}

command -v dotnet > /dev/null || problems+=(".NET 10 SDK is not there: see https://dot.net")
need 'has_library libsqlite3.so.0' libsqlite3-0
if [ "$purpose" = test ]; then
  need 'command -v chromium > /dev/null' chromium
  need 'command -v strace > /dev/null' strace   # slow disks
  need '/usr/bin/python3 -c "import aiosmtpd" 2> /dev/null' python3-aiosmtpd   # a mail server
fi

if [ "${#missing[@]}" -gt 0 ]; then
  build/apt.sh "${missing[@]}" || problems+=("could not install ${missing[*]}. By hand:  sudo apt-get install ${missing[*]}")
fi

# the demo takes the newer etcd where it can be had; the tests want both versions
if ! has_etcd && ! build/etcd.sh 3.5 > /dev/null && ! build/etcd.sh 3.4 > /dev/null; then
  problems+=("etcd is not there. By hand:  sudo apt-get install etcd-server")
fi
if [ "$purpose" = test ]; then
  for version in 3.4 3.5; do
    build/etcd.sh "$version" > /dev/null || problems+=("etcd $version is not there: its tests are skipped, or fail under CI=true")
  done
  build/node-exporter.sh > /dev/null || problems+=("prometheus-node-exporter is not there: its tests are skipped, or fail under CI=true")
fi

for problem in "${problems[@]}"; do echo "set-up: $problem" >&2; done
case " ${problems[*]} " in *".NET 10 SDK"*) exit 1 ;; esac
