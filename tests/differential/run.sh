#!/bin/sh
# differential: the evaluators against the reference on random regelingen and cases.
# SEED, REGELINGEN, CASES and SECONDS_MAX change what is run.
set -u
program=$BUILD/tests/differential/differential
if [ -n "${FULL:-}" ]; then
    regelingen=3000 cases=100
else
    regelingen=300 cases=20
fi
case ${MODE:-} in
asan | ubsan) regelingen=$((regelingen / 10)) ;;
esac
exec "$program" "${SEED:-1}" "${REGELINGEN:-$regelingen}" "${CASES:-$cases}" "${SECONDS_MAX:-0}"
