#!/usr/bin/env bash
# summary.sh FOLDER [STATUS]: adds up the trx files of a test run: the failed tests by name with what they said, then the sum in the
# last line; the exit code is the verdict. Whoever sees only the end of a log sees what broke.
set -uo pipefail

results="$1"
status="${2:-0}"
passed=0
failed=0
skipped=0
# the test's name, then the first two lines of its message
named='/<UnitTestResult [^>]*outcome="Failed"/ { sub(/.*testName="/, ""); sub(/" computerName=.*/, ""); print "FAILED " $0 }
/<Message>/ { sub(/.*<Message>/, "       "); sub(/<\/Message>.*/, ""); print; if ((getline next_line) > 0 && next_line !~ /</) print "       " next_line }'
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
  awk "$named" "$trx" | head -60 | cut -c1-300
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
