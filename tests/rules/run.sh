#!/bin/sh
# The voorbeelden of the shipped rules must notice each change of a rule, a threshold or a cell. The
# changed copy lies in a copy of rules/, so that its `gebruik` finds the same files.
set -u
passed=0 failed=0
cp -r rules "${TMPDIR:?}/rules" || exit 1
for book in rules/*/*.jhr; do
    grep -q '^regeling' "$book" || continue
    scratch=$TMPDIR/${book%.jhr}-veranderd.jhr
    "$BUILD"/tests/rules/mutate "$book" "$scratch" >"$TMPDIR/log"
    grep -v ' passed, ' "$TMPDIR/log"
    passed=$((passed + $(sed -n 's/ passed, .*//p' "$TMPDIR/log")))
    failed=$((failed + $(sed -n 's/.* passed, \([0-9]*\) failed/\1/p' "$TMPDIR/log")))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
