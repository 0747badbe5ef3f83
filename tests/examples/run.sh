#!/bin/sh
# Each examples/NAME/run.sh is run from the root of the tree, with JHR, BUILD and TMPDIR set, and must
# exit with 0; its stdout must be examples/NAME/expected (UPDATE=1 rewrites it).
set -u
passed=0 failed=0
for script in examples/*/run.sh; do
    [ -f "$script" ] || { echo "there are no examples"; exit 1; }
    folder=${script%/run.sh}
    name=${folder#examples/}
    mkdir -p "$TMPDIR/$name"
    if ! TMPDIR=$TMPDIR/$name "$script" >"$TMPDIR/$name.out" 2>"$TMPDIR/$name.err"; then
        echo "$folder: failed"
        cat "$TMPDIR/$name.out" "$TMPDIR/$name.err"
    elif [ -n "${UPDATE:-}" ]; then
        cp "$TMPDIR/$name.out" "$folder/expected"
        passed=$((passed + 1)) && continue
    elif ! diff -u "$folder/expected" "$TMPDIR/$name.out"; then
        echo "$folder: prints something else than its file \"expected\""
    else
        passed=$((passed + 1)) && continue
    fi
    failed=$((failed + 1))
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
