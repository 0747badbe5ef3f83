#!/bin/sh
# Each fuzz target over its seeds and changed copies of them (replay.c): no crash, no sanitizer report.
set -u
copies=40
[ -z "${FULL:-}" ] || copies=2000
[ -z "${MODE:-}" ] || copies=$((copies / 10))
passed=0 failed=0
for source in tests/fuzz/fuzz_*.c; do
    [ -f "$source" ] || { echo "skipped: there are no fuzz targets"; exit 0; }
    name=${source#tests/fuzz/fuzz_}
    name=${name%.c}
    seeds=$(tests/fuzz/seeds "$name")
    if [ -z "$seeds" ]; then
        echo "$name: no seeds; see tests/fuzz/seeds"
        failed=$((failed + 1))
        continue
    fi
    # shellcheck disable=SC2086
    if out=$("$BUILD/tests/fuzz/fuzz_$name" -n $copies $seeds 2>&1); then
        passed=$((passed + 1))
        echo "# fuzz $name, replayed: $out"
    else
        failed=$((failed + 1))
        echo "$name: $out"
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
