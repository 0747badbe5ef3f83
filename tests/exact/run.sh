#!/bin/sh
# exact: what completions decide, and what they ask, against brute force. SEED and PAIRS change what
# is run.
set -u
program=$BUILD/tests/exact/exact
failed=0 passed=0
if [ -n "${FULL:-}" ]; then
    pairs=100000
else
    pairs=4000
fi
case ${MODE:-} in
asan | ubsan) pairs=$((pairs / 5)) ;;
esac
if "$program" "${SEED:-1}" "${PAIRS:-$pairs}"; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
fi
# An answer that is wrong on purpose is noticed.
T=${TMPDIR:-/tmp}
noticed() { # noticed FAULT WORDS
    "$program" "${SEED:-1}" 2000 "$1" >"$T/fault"
    if [ $? -eq 1 ] && grep -q "^seed .*: $2\$" "$T/fault"; then
        passed=$((passed + 1))
    else
        echo "FAILED: the fault $1 is not noticed"
        failed=$((failed + 1))
    fi
}
noticed besluit "another decision than brute force"
noticed few "nodig does not suffice"
noticed more "nodig is not minimal"
noticed answer "an answer settles something else than brute force"
noticed later "one more fact changed the decision"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
