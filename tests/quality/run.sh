#!/bin/sh
# What voorbeelden exercise (`jhr test --coverage`) and which changes they notice (`--mutate`), on a
# regeling with planted gaps: `expected` is what it prints. E1 is watched at its boundary, E2 is not,
# E3 is in no voorbeeld, E4 never decides.
set -u
passed=0 failed=0
R=tests/quality/regels.jhr
out=${TMPDIR:?}/out
ok() { # ok WHAT COMMAND...
    what=$1
    shift
    if "$@" >"$TMPDIR/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "quality: $what"
        head -n 20 "$TMPDIR/log"
    fi
}
exits() { # exits CODE WORDS...: what it prints is in $out
    wanted=$1
    shift
    "$JHR" test "$@" >"$out" 2>"$TMPDIR/err"
    code=$?
    [ $code -eq "$wanted" ] || { echo "exit $code, not $wanted" && cat "$TMPDIR/err" && false; }
}
says() { grep -qF -- "$1" "$out" || { echo "does not say: $1" && cat "$out" && false; }; }
not_says() { ! grep -F -- "$1" "$out"; }

ok "coverage and changes" exits 0 --coverage --mutate $R
[ -z "${UPDATE:-}" ] || cp "$out" tests/quality/expected
ok "what it prints" diff -u tests/quality/expected "$out"
ok "a threshold on its boundary is noticed" not_says "12 -> "
ok "a threshold without a boundary is not" says ":27:25: niet opgemerkt: 16 -> 17 (E2)"
ok "a cell in no voorbeeld is not" says "niet opgemerkt: A02+B01 nee -> ja (S1)"
ok "a cell in a voorbeeld is" not_says "A01+A02"
ok "a date on its boundary is" not_says "1-1-2028"
ok "a rule that never decides is left alone" not_says "E4"
ok "and so is a begrip that no rule uses" not_says nergens_gebruikt
cp "$out" "$TMPDIR/first"
ok "again" exits 0 --coverage --mutate $R
ok "the same twice" cmp "$TMPDIR/first" "$out"

# A member of a set, and an amount of a tarief: each is noticed where a voorbeeld looks.
cat >"$TMPDIR/leden.jhr" <<'END'
regeling leden "Leden en bedragen" versie "1" geldig vanaf 1-1-2027 tot 1-1-2028
product A01 "A" tarief € 60,- per uur zonder norm
product A02 "B" tarief € 70,- per uur zonder norm
product A03 "C" zonder tarief zonder norm
productgroep licht = { A01, A02 }
eis E1 "Alleen licht" alleen als product in licht reden 7
eis E2 "Niet te duur" voor product in licht alleen als kosten hoogstens € 600,- reden 7
voorbeeld "Tien uur van zestig"
  peildatum 1-1-2027
  voorstel A01 bij "X" van 1-1-2027 t/m 31-1-2027 omvang 10 uur
  verwacht toelaatbaar
END
ok "members and amounts" exits 0 --mutate "$TMPDIR/leden.jhr"
ok "a member in no voorbeeld" says ":5:1: niet opgemerkt: A02 -> weg (licht)"
ok "a member in a voorbeeld" not_says "A01 -> weg"
ok "an amount in no voorbeeld" says ":3:17: niet opgemerkt: 70,00 euro -> 71,00 euro (A02)"
ok "an amount at its threshold" not_says "60,00 euro -> 61,00"
ok "an amount below it" says "niet opgemerkt: 60,00 euro -> 59,00 euro (A01)"
ok "in json" exits 0 --mutate -f json "$TMPDIR/leden.jhr"
ok "json: a member" says '"verandering":"lid","van":"licht"'
ok "json: an amount" says '"verandering":"tarief","van":"A02"'

ok "in English" exits 0 --coverage --mutate --lang en $R
ok "a change in English" says "not noticed: 16 -> 17 (E2)"
ok "json" exits 0 --coverage --mutate -f json $R
ok "json: a condition" says '{"voorwaarde":"school","van":"E2"'
ok "json: a cell" says '{"cel_zonder_voorbeeld":"A02+B01","van":"S1"}'
ok "json: a change" says '"was":"16","wordt":"17","opgemerkt":false}'
ok "json: a score" says '{"score":"E2","soort":"regel","opgemerkt":4,"veranderingen":7}'
ok "json: the sum" says '"van_cellen":7}}'
ok "junit" exits 0 --mutate -f junit $R
ok "junit: a suite of changes" says '<testsuite name="veranderingen" tests="32" failures="18">'
ok "markdown" exits 0 --mutate -f markdown $R
ok "markdown: a table" says '| regel E2 | 4 | 7 | 57% |'

ok "at the bar of rules, of all three" exits 0 --min-coverage 14 $R
ok "past the lowest of the three" exits 1 --min-coverage 15 $R
ok "a bar that is no number" exits 2 --min-coverage veel $R
ok "at the score" exits 0 --min-score 43 $R
ok "past the score" exits 1 --min-score 44 $R
ok "a score that is no percentage" exits 2 --min-score 101 $R
ok "some voorbeelden alone" exits 0 --mutate --run twintig $R
ok "notice less" says "E1 weggelaten"
sed 's/leeftijd 11$/leeftijd 12/' $R >"$TMPDIR/mislukt.jhr"
ok "a voorbeeld that fails" exits 1 --mutate "$TMPDIR/mislukt.jhr"
ok "says nothing of changes" says "0 van 0 veranderingen"

# A file that two regelingen use: a voorbeeld of one of them is enough.
printf 'begrip volwassen = leeftijd >= 18\nfeit leeftijd: getal 0..23 jaar\n' >"$TMPDIR/namen.jhr"
for name in eerste tweede; do
    printf 'regeling %s "%s" versie "1" geldig vanaf 1-1-2027\ngebruik "namen.jhr"
segment L "L"\nproduct A1 "A" in L zonder tarief zonder norm\neis E1 "E" nooit als volwassen reden 7\n' $name $name
    [ $name = eerste ] && age=17 || age=18
    [ $name = eerste ] && then=toelaatbaar || then="niet toelaatbaar wegens E1"
    printf 'voorbeeld "V" peildatum 1-3-2027 gegeven leeftijd %s voorstel A1 bij "X" van 1-3-2027 t/m 31-3-2027 verwacht %s\n' \
        $age "$then"
done >"$TMPDIR/beide"
mkdir "$TMPDIR/boeken"
mv "$TMPDIR/namen.jhr" "$TMPDIR/boeken"
awk -v d="$TMPDIR/boeken/" '/^regeling/ { n++ } { print >(d n ".jhr") }' "$TMPDIR/beide"
ok "one book" exits 0 --mutate "$TMPDIR/boeken/1.jhr"
ok "notices half" says "niet opgemerkt: 18 -> 19 (volwassen)"
ok "two books" exits 0 --mutate "$TMPDIR/boeken"
ok "notice all of what they share" says "begrip volwassen: 3 van 3 (100%)"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
