#!/bin/sh
# Rules about dates and money against a count day by day and cent by cent, with chance near the days on
# which things change; and then with a fault in that count, which must be seen.
set -u
passed=0 failed=0 cases=1000
[ -z "${MODE:-}" ] || cases=150
[ -z "${FULL:-}" ] || cases=20000
if "$BUILD/tests/time/time" 1 $cases >"${TMPDIR:?}/log"; then
    passed=1
else
    failed=1
fi
grep -v ' passed, ' "$TMPDIR/log"
for fault in 1 2 3 4 5; do
    if "$BUILD/tests/time/time" 1 5000 $fault >"$TMPDIR/log"; then
        echo "fault $fault of the count was not seen"
        failed=$((failed + 1))
    else
        echo "# $(grep '^case ' "$TMPDIR/log"), as it must with fault $fault"
        passed=$((passed + 1))
    fi
done
# Membership at its boundary days.
for engine in scalar block reference; do
    if "$JHR" test -q --engine $engine tests/time/lid.jhr >"$TMPDIR/log" 2>&1; then
        passed=$((passed + 1))
    else
        cat "$TMPDIR/log"
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
