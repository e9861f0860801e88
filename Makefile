# The front door. `make` alone lists what there is; each target does its own set-up.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CONFIGURATION ?= Release
PREFIX ?= /usr/local
ENDPOINTS ?=
FILTER ?=
ARGS ?=
MINUTES ?=
ONLY ?=
SEED ?= 1
TIMES ?= 200
RUNS ?=
VERSIONS ?=
PARALLEL ?=
CHURN ?=
SLACK ?=
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help build build-all run test deps lint fmt clean install build-taskmaster coverage soak crash benchmark faults truth mutate bench

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)$$/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-18s %s\n", $$1, $$2 }'

build: ## bin/etcd-monitor, bin/examples and bin/taskmaster
	@build/publish.sh "$(CONFIGURATION)" etcd-monitor examples taskmaster

build-taskmaster: ## bin/taskmaster alone
	@build/publish.sh "$(CONFIGURATION)" taskmaster

build-all: ## every project, tests too
	@dotnet build EtcdMonitor.slnx -c "$(CONFIGURATION)" -v quiet

run: ## a local three-member cluster to break, watched; ENDPOINTS=host:2379,… watches yours
	@build/setup.sh run
	@build/publish.sh "$(CONFIGURATION)" etcd-monitor
	@exec build/run.sh "$(ENDPOINTS)" $(ARGS)

test: ## set-up, build and every test; FILTER=Name picks some
	@build/setup.sh test
	@FILTER="$(FILTER)" build/test.sh "$(CONFIGURATION)"

coverage: ## line coverage of src, per project
	@build/setup.sh test
	@FILTER="$(FILTER)" build/coverage.sh "$(CONFIGURATION)"

soak: ## MINUTES=30 of faults, SEED=1: the monitor must stay flat and leave nothing behind
	@build/setup.sh run
	@build/publish.sh "$(CONFIGURATION)" etcd-monitor
	@exec build/soak.sh "$(CONFIGURATION)" "$(or $(MINUTES),30)" "$(SEED)"

faults: ## MINUTES=60 of faults under the client, ONLY=kv,bank SEED=1: histories must be right; goes on where it was stopped
	@build/setup.sh run
	@exec build/faults.sh "$(CONFIGURATION)" "$(or $(MINUTES),60)" "$(ONLY)" "$(SEED)"

truth: ## RUNS=20 of every fault that the monitor must name, ONLY=blind,nospace VERSIONS=3.4,3.5 SEED=1 PARALLEL=6 CHURN=200 SLACK=1; goes on where it was stopped
	@build/setup.sh test
	@exec build/truth.sh "$(CONFIGURATION)" "RUNS=$(or $(RUNS),1)" "ONLY=$(ONLY)" "VERSIONS=$(VERSIONS)" "SEED=$(SEED)" "PARALLEL=$(PARALLEL)" "CHURN=$(CHURN)" "SLACK=$(SLACK)"

mutate: ## each condition of each rule broken in turn: a test must go red; ONLY=Quorum picks rules by their file's name
	@nice build/mutate.py $(ONLY)

crash: ## kill -9 while the storage is written, TIMES=200: no half round, no corrupt file
	@dotnet build tests/Faults -c "$(CONFIGURATION)" -v quiet
	@dotnet "tests/Faults/bin/$(CONFIGURATION)/net10.0/Faults.dll" crash "$(TIMES)" "$(SEED)"

bench: ## locks and elections beside etcd's Go client, RUNS=5 each in turn; wants an idle machine
	@build/setup.sh run
	@exec build/bench.sh "$(or $(RUNS),5)"

deps: ## set-up alone: what run and test need of this machine
	@build/setup.sh test

lint: ## format of the code, mistakes in scripts
	@build/lint.sh

fmt: ## put the code in form
	@dotnet format EtcdMonitor.slnx

clean: ## remove all that was built
	@build/clean.sh

install: build ## bin/etcd-monitor and bin/taskmaster to PREFIX/bin
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 0755 bin/etcd-monitor bin/taskmaster "$(DESTDIR)$(PREFIX)/bin"

# features that are not there yet say so; a target that does nothing would look like one that worked
benchmark:
	@echo "make $@: not in this version yet" >&2; exit 2
