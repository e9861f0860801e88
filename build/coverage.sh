#!/usr/bin/env bash
# Runs every suite with coverlet and prints the line coverage of each project of src, all suites together.
set -uo pipefail
cd "$(dirname "$0")/.."

results="TestResults/coverage"
rm -rf "$results"
COVERAGE=1 RESULTS="$results" build/test.sh "${1:-Release}" || exit 1

# a line is covered when any suite ran it: file and line are the key, the hits of all reports add up
find "$results" -name coverage.cobertura.xml -print0 | xargs -0 cat | awk '
  /<package name=/ { match($0, /name="[^"]*"/); package = substr($0, RSTART + 6, RLENGTH - 7) }
  /<class /        { match($0, /filename="[^"]*"/); file = substr($0, RSTART + 10, RLENGTH - 11) }
  /<line number=/  {
    match($0, /number="[0-9]+"/); line = substr($0, RSTART + 8, RLENGTH - 9)
    match($0, /hits="[0-9]+"/);   hits = substr($0, RSTART + 6, RLENGTH - 7)
    key = package SUBSEP file SUBSEP line
    if (file ~ /\/obj\// || package ~ /Tests$|Testing$|Browser$/) next
    if (!(key in seen)) { seen[key] = 0; all[package]++; total++ }
    if (hits > 0 && !seen[key]) { seen[key] = 1; run[package]++; covered++ }
  }
  END {
    for (p in all) printf "%-22s %6.1f %%  %6d of %6d lines\n", p, 100 * run[p] / all[p], run[p], all[p] | "sort"
    close("sort")
    if (total == 0) { print "no coverage was collected" > "/dev/stderr"; exit 1 }
    printf "%-22s %6.1f %%  %6d of %6d lines\n", "src", 100 * covered / total, covered, total
  }'
