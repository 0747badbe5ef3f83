#!/bin/sh
# differential: the evaluators against the reference on random regelingen and cases.
# SEED, REGELINGEN, CASES and SECONDS_MAX change what is run. With FULL=1 half the regelingen come
# from the next seed, in a second process.
set -u
program=$BUILD/tests/differential/differential
seed=${SEED:-1} most=${SECONDS_MAX:-0}
if [ -n "${FULL:-}" ]; then
    regelingen=5000 cases=100
else
    regelingen=300 cases=20
fi
case ${MODE:-} in
asan | ubsan) regelingen=$((regelingen / 10)) ;;
esac
regelingen=${REGELINGEN:-$regelingen} cases=${CASES:-$cases}
[ -n "${FULL:-}" ] || exec "$program" "$seed" "$regelingen" "$cases" "$most"

"$program" $((seed + 1)) "$regelingen" "$cases" "$most" >"$TMPDIR/second" 2>&1 &
second=$!
"$program" "$seed" "$regelingen" "$cases" "$most"
status=$?
wait $second || status=1
cat "$TMPDIR/second"
exit $status
