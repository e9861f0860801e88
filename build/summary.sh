#!/usr/bin/env bash
# summary.sh FOLDER [STATUS]: adds up the trx files of a test run; the last line is the sum, the exit code the verdict.
set -uo pipefail

results="$1"
status="${2:-0}"
passed=0
failed=0
skipped=0
for trx in "$results"/*.trx; do
  [ -e "$trx" ] || continue
  # one result a test; a test that ran into a time limit or was aborted counts as failed
  outcomes="$(grep -o '<UnitTestResult [^>]*outcome="[A-Za-z]*"' "$trx" | sed 's/.*outcome="\([A-Za-z]*\)"/\1/')"
  all="$(grep -c . <<< "$outcomes")"
  ok="$(grep -c '^Passed$' <<< "$outcomes")"
  not_run="$(grep -c '^NotExecuted$' <<< "$outcomes")"
  passed=$((passed + ok))
  skipped=$((skipped + not_run))
  failed=$((failed + all - ok - not_run))
done

# a suite that broke down without a failed test is a failure all the same
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ "${CI:-}" = true ] && [ "$skipped" -gt 0 ]; then
  echo "CI=true: skipped tests count as failures" >&2
  status=1
fi
if [ "$((passed + failed + skipped))" -eq 0 ]; then
  echo "no test ran${FILTER:+: nothing is named like $FILTER}" >&2
  status=1
fi
[ "$failed" -gt 0 ] && status=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
