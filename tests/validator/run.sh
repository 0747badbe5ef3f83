#!/bin/sh
# validator: what the proofs say against the program, case by case and by enumeration.
# SEED changes what is run.
set -u
program=$BUILD/tests/validator/validator
failed=0 passed=0
if [ -n "${FULL:-}" ]; then
    regelingen=2000 cases=100 pairs=3500 shipped=10000000
else
    regelingen=60 cases=30 pairs=60 shipped=20000
fi
case ${MODE:-} in
asan | ubsan) regelingen=$((regelingen / 6)) pairs=$((pairs / 6)) ;;
esac
run() {
    if "$program" "$@"; then
        passed=$((passed + 1))
    else
        echo "FAILED: $*"
        failed=$((failed + 1))
    fi
}
run points "${SEED:-1}" "$regelingen" "$cases"
run findings "${SEED:-1}" "$pairs"
run pairs "${SEED:-1}" "$pairs"
for rules in rules/*/*.jhr; do
    grep -q '^regeling' "$rules" || continue
    grep -q 'stand voorgesteld' "$rules" || continue
    run shipped "${SEED:-1}" "$shipped" "$rules"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
