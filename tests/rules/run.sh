#!/bin/sh
# The shipped rules: their citaten are verbatim, each entry of the catalogue is accounted for, the code
# lists are those of iJw, and the voorbeelden notice each small change of the rules.
set -u
passed=0 failed=0
here=tests/rules
cp -r rules "${TMPDIR:?}/rules" || exit 1

expect() { # expect ok|fault WHAT COMMAND...
    wanted=$1 what=$2
    shift 2
    if "$@" >"$TMPDIR/log"; then got=ok; else got=fault; fi
    if [ "$got" = "$wanted" ]; then
        passed=$((passed + 1))
        return
    fi
    echo "$what: expected $wanted"
    cat "$TMPDIR/log"
    failed=$((failed + 1))
}

for book in rules/*/*.jhr; do
    grep -q '^ *citaat "' "$book" || continue
    expect ok "citaten of $book" $here/citaten.sh $here/quotes.txt "$book"
    # a letter changed in one of them
    awk '!done && sub(/citaat "[a-zA-Z(]/, "citaat \"#") { done = 1 } { print }' "$book" >"$TMPDIR/fout.jhr"
    expect fault "a changed citaat of $book" $here/citaten.sh $here/quotes.txt "$TMPDIR/fout.jhr"
done
expect ok "entries" $here/ingangen.sh $here/entries.txt rules/README.md
grep -v '^| R14 |' rules/README.md >"$TMPDIR/README.md"
expect fault "an entry left out" $here/ingangen.sh $here/entries.txt "$TMPDIR/README.md"
expect ok "code lists" $here/codelijsten.sh rules/landelijk/bron/ijw32-codelijsten.csv rules/landelijk/codelijsten.jhr
sed 's/# 02 Huisarts/# 03 Huisarts/' rules/landelijk/codelijsten.jhr >"$TMPDIR/lijst.jhr"
expect fault "another code" $here/codelijsten.sh rules/landelijk/bron/ijw32-codelijsten.csv "$TMPDIR/lijst.jhr"

books=$(grep -l '^regeling' rules/*/*.jhr)
unknowns() {
    "$BUILD"/tests/rules/unknowns "$@"
}
# shellcheck disable=SC2086
expect ok "a voorbeeld with unknown facts of each rule" unknowns $books
cat "$TMPDIR/log"
for book in $books; do # without its voorbeelden
    sed '/^voorbeeld/,$d' "$book" >"$TMPDIR/$book"
    expect fault "no voorbeeld with unknown facts in $book" unknowns "$TMPDIR/$book"
    cp "$book" "$TMPDIR/$book"
done

# Every change of a rule, a threshold, an operator, a date, a cell, a group or a tarief fails a voorbeeld.
expect ok "changes of the rules" "$JHR" test --mutate --min-score 100 rules
changes=$("$JHR" test --mutate rules | sed -n 's/^[0-9]* van \([0-9]*\) veranderingen.*/\1/p')
echo "# changes of rules/, all noticed: $changes"
[ "${changes:-0}" -ge 420 ] || { echo "fewer than 420 changes were tried" && failed=$((failed + 1)); }

voorbeelden=$(cat rules/*/*.jhr | grep -c '^voorbeeld ')
echo "# voorbeelden in rules/: $voorbeelden"
[ "$voorbeelden" -ge 120 ] || { echo "fewer than 120 voorbeelden" && failed=$((failed + 1)); }
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
