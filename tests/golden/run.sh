#!/bin/sh
# Every stage of every golden input against what is expected of it, in golden/STAGE/*.expected:
# one file an input with all its stages, so that a change reads as one diff.
set -u
export OUT="${TMPDIR:?}/out"
passed=0 failed=0

# One text: each stage under a heading.
gather() {
    for stage in tokens ast nl en ir atoms code; do
        if [ -s "$1.$stage" ]; then
            printf '==== %s\n' "$stage"
            cat "$1.$stage"
        fi
    done
}

inputs=$(find tests/golden -name '*.jhr' | LC_ALL=C sort)
# shellcheck disable=SC2086
"$BUILD"/tests/golden/golden $inputs || failed=$((failed + 1))
for input in $inputs; do
    base=${input%.jhr}
    gather "$OUT/$base" >"$TMPDIR/got"
    if [ -n "${UPDATE:-}" ]; then
        cp "$TMPDIR/got" "$base.expected"
    fi
    if [ -f "$base.expected" ] && cmp -s "$TMPDIR/got" "$base.expected"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "golden: $input differs from $base.expected"
        diff -u "$base.expected" "$TMPDIR/got" 2>&1 | head -n 40
    fi
done

# The motivering of every voorbeeld that ships, with the sentences and words of it counted.
for book in $(grep -l '^voorbeeld ' rules/*/*.jhr); do
    name=${book##*/}
    expected=tests/golden/motivering/${name%.jhr}.expected
    "$BUILD"/tests/golden/motivering "$book" >"$TMPDIR/got" 2>"$TMPDIR/found" || failed=$((failed + 1))
    cat "$TMPDIR/found"
    [ -z "${UPDATE:-}" ] || cp "$TMPDIR/got" "$expected"
    if cmp -s "$TMPDIR/got" "$expected"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "golden: the motivering of $book differs from $expected"
        diff -u "$expected" "$TMPDIR/got" 2>&1 | head -n 40
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
