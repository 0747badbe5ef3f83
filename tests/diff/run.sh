#!/bin/sh
# jhr diff from outside: what a change of the rules does, in each format, over all cases and over a file
# of proposals; files, folders and revisions; what was declared; what cannot be read. Each change is
# made by sed from oud.jhr. That regions and shares are right is shown beside the validator.
set -u
passed=0 failed=0
here=tests/diff
T=${TMPDIR:?}
out=$T/out err=$T/err
ok() { # ok WHAT COMMAND...
    what=$1
    shift
    if "$@" >"$T/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "diff: $what"
        head -n 20 "$T/log"
    fi
}
exits() { # exits CODE WORDS...
    wanted=$1
    shift
    "$JHR" diff "$@" >"$out" 2>"$err" </dev/null
    code=$?
    [ $code -eq "$wanted" ] || { echo "exit $code, not $wanted" && cat "$err" "$out" && false; }
}
says() { grep -qF -- "$1" "$out" || { echo "does not say: $1" && cat "$out" && false; }; }
says_one() { # says_one WORDS...: one of these
    for words in "$@"; do grep -qF -- "$words" "$out" && return; done
    echo "says none of them" && cat "$out" && false
}
not_says() { ! grep -F -- "$1" "$out"; }
complains() { grep -qF -- "$1" "$err" || { echo "does not complain of: $1" && cat "$err" && false; }; }
changed() { sed "$2" "$O" >"$T/$1.jhr" && ! cmp -s "$O" "$T/$1.jhr" || echo "no change: $1"; }

O=$here/oud.jhr
Z=$here/zaken.ndjson
changed leeftijd 's/leeftijd < 12/leeftijd < 14/'
changed ruimer 's/leeftijd < 12/leeftijd < 10/'
changed tarief 's/€ 60,-/€ 62,50/'
changed cel 's/| A01 | nee | ja  |/| A01 | nee | nee |/'
changed anders 's/nooit als leeftijd < 12/alleen als niet (leeftijd hoogstens 11)/'
changed weg '/^eis E2/,/^$/d'
changed voorstel '/nooit als leeftijd < 12/s/$/\n  stand voorgesteld/'
changed hernoemd 's/^eis E1/eis E9/'
changed fout 's/leeftijd < 12/leefijd < 12/'

# ---- over all cases ----
ok "the same" exits 0 $O $O --exit-code
ok "the same: proved" says "Gelijk, bewezen"
ok "the same in other words" exits 0 $O "$T/anders.jhr" --exit-code
ok "the same in other words: proved" says "Gelijk, bewezen"
ok "an age limit" exits 0 $O "$T/leeftijd.jhr"
ok "an age limit: where" says "product A01 en leeftijd 12..13"
ok "an age limit: direction" says "toelaatbaar -> niet toelaatbaar"
ok "an age limit: witness" says 'getuige: { "peildatum": "2027-'
ok "with an exit code" exits 1 $O "$T/leeftijd.jhr" --exit-code
ok "the other way" exits 0 $O "$T/ruimer.jhr"
ok "the other way: direction" says "niet toelaatbaar -> toelaatbaar"
ok "a tariff" exits 0 $O "$T/tarief.jhr"
ok "a tariff: where" says "omvang 4801..5000 minuten"
ok "a cell" exits 0 $O "$T/cel.jhr"
ok "a cell: where" says "product A02 en lopend A01"
ok "a rule that is gone" exits 0 $O "$T/weg.jhr"
ok "a rule that is gone: named" says 'E2 "Behandeling alleen bij crisis": vervallen'
ok "a proposal that becomes law" exits 0 "$T/voorstel.jhr" $O
ok "a proposal that becomes law: standing" says "(voorgesteld -> vastgesteld)"
ok "one file, and its proposals" exits 1 "$T/voorstel.jhr" "$T/voorstel.jhr" --stand voorgesteld --exit-code
ok "one file, and its proposals: where" says "product A01 en leeftijd 0..11"
ok "one file without them" exits 0 "$T/voorstel.jhr" "$T/voorstel.jhr" --exit-code
ok "in English" exits 0 --lang en $O "$T/leeftijd.jhr"
ok "in English: says so" says "The decision changes in"

# ---- the witness is decided so by eval ----
"$JHR" diff -f json $O "$T/leeftijd.jhr" | sed -n 's/.*"getuige":\(.*\)}\],"gebieden_niet.*/\1/p' >"$T/getuige.json"
for side in "$O:toelaatbaar" "$T/leeftijd.jhr:niet toelaatbaar"; do
    "$JHR" eval -r "${side%%:*}" -f json "$T/getuige.json" >"$out" 2>&1
    ok "the witness by ${side%%:*}" says "\"besluit\": \"${side#*:}\""
done

# ---- formats ----
for f in text plain compact json markdown github; do
    ok "$f" exits 0 -f $f $O "$T/leeftijd.jhr" --cases $Z
    ok "$f: names the rule" says "E1"
    cp "$out" "$T/eerst"
    exits 0 -f $f $O "$T/leeftijd.jhr" --cases $Z
    ok "$f: the same again" cmp "$T/eerst" "$out"
done
ok "github: a place" says "leeftijd.jhr,line=17,title=jhr diff::E1: toelaatbaar -> niet"
ok "github: what part of it" says "leeftijd 12..13 [" && ok "github: of this" says " hiervan]"
ok "github: the proposals" says "::notice title=jhr diff::van 5 voorstellen verandert bij 2 het besluit"
ok "github: what was declared" exits 1 -f github $O "$T/leeftijd.jhr" --expect /dev/null
ok "github: as an error" says "opgegeven, + gevonden):%0A  + klein E1"
ok "github: no empty line after it" not_says ']%0A'
# a passed budget is said in every format
for f in text plain compact json markdown github; do
    ok "$f: a passed budget" exits 0 -f $f $O "$T/leeftijd.jhr" --budget 4
    ok "$f: a passed budget is said" says_one "alleen gezocht, niet bewezen: het budget was op voor product A01" "niet volledig bewezen: product A01" '"niet_volledig":["A01"'
done
# and what is searched without a share, but where a line is a difference
for f in text plain json markdown github; do
    ok "$f: an opaque condition" exits 0 -f $f examples/ci/rules/begeleiding.jhr $O
    ok "$f: an opaque condition is named" says "kosten hoogstens € 6.000,-"
done
ok "a part that nobody knows, in English" exits 0 --lang en $O "$T/leeftijd.jhr" --budget 4
ok "in English: the part" says "The decision changes in an unknown part of all cases."
ok "a format it does not have" exits 2 -f sarif $O $O

# ---- proposals ----
ok "proposals" exits 1 $O "$T/leeftijd.jhr" --cases $Z --exit-code
ok "counted" says "Van 5 voorstellen verandert bij 2 het besluit, bij 0 alleen de gronden."
ok "by line" says "regel 1: toelaatbaar -> niet toelaatbaar, gronden geen -> E1, A01 bij X1, Delft, € 600,00"
ok "an empty line counts as a line" says "regel 5: onbepaald -> niet toelaatbaar"
ok "by product" says "A01: 2, € 600,00 (1 zonder bekende kosten)"
ok "the sum of what is admitted" says "€ 1.230,00 -> € 630,00"
ok "a tariff flips none" exits 0 $O "$T/tarief.jhr" --cases $Z
ok "but costs" says "€ 1.230,00 -> € 1.281,25"
ok "only the grounds" exits 0 $O "$T/hernoemd.jhr" --cases $Z --exit-code
ok "only the grounds: apart" says "verandert bij 0 het besluit, bij 1 alleen de gronden."
ok "only the grounds: which" says "regel 4: niet toelaatbaar, gronden E1 -> E9"
printf '{"peildatum":"2027-03-01","feiten":{"lefetijd":1}}\n{\n' >"$T/slecht.ndjson"
ok "what cannot be read" exits 3 $O $O --cases "$T/slecht.ndjson"
ok "what cannot be read: where" says "regel 2 is niet te lezen door beide"
ok "no proposals at all" exits 0 $O $O --cases /dev/null
ok "no proposals at all: said" complains "staat geen voorstel"
ok "a file of proposals that is not there" exits 3 $O $O --cases "$T/nergens.ndjson"
sed 's/"peildatum":"2027-03-01",//' $Z >"$T/zonder.ndjson"
ok "without a peildatum" exits 3 $O $O --cases "$T/zonder.ndjson"
ok "with --at" exits 0 $O $O --cases "$T/zonder.ndjson" --at 2027-03-01
ok "with --at: read" says "Van 5 voorstellen"
ok "--at that is no date" exits 2 $O $O --at morgen

# ---- other facts, another year ----
changed later 's/geldig vanaf 1-1-2027 tot 1-1-2030/geldig vanaf 1-1-2031 tot 1-1-2034/
    s/^feit crisis: ja\/nee/&\nfeit school: ja\/nee/'
sed 's/"crisis":false/"crisis":false,"school":true/; s/2027-0/2031-0/g' $Z >"$T/later.ndjson"
ok "a fact and a period of the other side" exits 0 $O "$T/later.jhr" --cases "$T/later.ndjson"
ok "both read all" says "Van 5 voorstellen"
ok "other dates: said" says "5 gelezen met alle datums in een ander jaar"
ok "facts left out: said" says "4 gelezen zonder wat alleen de andere regels kennen"
ok "the fact is listed" says "feit school"
sed 's/"crisis"/"crissi"/' $Z >"$T/tikfout.ndjson"
ok "a fact that neither knows is an error" exits 3 $O "$T/later.jhr" --cases "$T/tikfout.ndjson"

# ---- what was declared ----
"$JHR" diff -f compact $O "$T/leeftijd.jhr" >"$T/verwacht"
ok "as declared" exits 0 $O "$T/leeftijd.jhr" --expect "$T/verwacht"
ok "as declared: said" says "Het verschil is wat is opgegeven."
{ printf '# toelichting\n\n'; sed 's/$/\r/' "$T/verwacht"; } >"$T/verwacht2"
ok "comments and line ends do not count" exits 0 $O "$T/leeftijd.jhr" --expect "$T/verwacht2"
{ printf '\357\273\277'; cat "$T/verwacht"; } >"$T/verwacht3"
ok "nor does a mark of the byte order" exits 0 $O "$T/leeftijd.jhr" --expect "$T/verwacht3"
printf 'a\033[2J\000b\n' >"$T/verwacht4"
ok "what is no text" exits 1 $O $O --expect "$T/verwacht4"
ok "what is no text: shown as such" says '- a\x1B[2J\x00b'
ok "another change" exits 1 $O "$T/ruimer.jhr" --expect "$T/verwacht"
ok "another change: declared" says "- klein E1: toelaatbaar -> niet toelaatbaar"
ok "another change: found" says "+ klein E1: niet toelaatbaar -> toelaatbaar"
ok "declared, and nothing changed" exits 1 $O $O --expect "$T/verwacht"
ok "nothing declared, and changed" exits 1 $O "$T/leeftijd.jhr" --expect /dev/null
ok "nothing declared, nothing changed" exits 0 $O $O --expect /dev/null
ok "in json" exits 1 -f json $O $O --expect "$T/verwacht"
ok "in json: said" says '"zoals_opgegeven":false'
ok "what was declared is not there" exits 3 $O $O --expect "$T/nergens"

# ---- errors ----
ok "the old rules have an error" exits 1 "$T/fout.jhr" $O
ok "the old rules have an error: which" complains 'bedoelde u `leeftijd`'
ok "the new rules have an error" exits 1 $O "$T/fout.jhr"
ok "a file that is not there" exits 3 $O "$T/nergens.jhr"
ok "one path" exits 2 $O
ok "three paths" exits 2 $O $O $O
ok "no budget" exits 2 $O $O --budget 0
ok "another stand" exits 2 $O $O --stand onbeslist
"$JHR" compile -o "$T/oud.jhrc" $O
ok "compiled rules: proposals" exits 0 "$T/oud.jhrc" "$T/leeftijd.jhr" --cases $Z
ok "compiled rules: proposals counted" says "verandert bij 2 het besluit"
ok "compiled rules: no proof of others" exits 1 "$T/oud.jhrc" "$T/leeftijd.jhr" --exit-code
ok "compiled rules: the same bytes" exits 0 "$T/oud.jhrc" $O --exit-code

# ---- folders, revisions ----
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@example.org
export GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@example.org
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE 2>/dev/null || true
case $JHR in /*) ;; *) JHR=$PWD/$JHR ;; esac
repo="$T/mijn regels"
mkdir -p "$repo/regels/sub"
sed 's/^feit leeftijd.*/gebruik "sub\/feiten.jhr"/' $O >"$repo/regels/klein.jhr"
echo 'feit leeftijd: getal 0..17 jaar' >"$repo/regels/sub/feiten.jhr"
sed 's/^regeling klein/regeling buurt/' $O >"$repo/regels/ander.jhr"
cd "$repo" || exit 1
git init -q -b main . && git add . && git commit -qm een
sed 's/leeftijd < 12/leeftijd < 14/' regels/klein.jhr >nieuw && mv nieuw regels/klein.jhr
sed 's/0\.\.17/0..18/' regels/sub/feiten.jhr >nieuw && mv nieuw regels/sub/feiten.jhr
ok "a file against its revision" exits 0 git:HEAD:regels/klein.jhr regels/klein.jhr
ok "a file against its revision: where" says "leeftijd 12..13"
ok "a revision against itself" exits 0 git:HEAD:regels/klein.jhr git:main:regels/klein.jhr --exit-code
ok "folders" exits 0 git:HEAD:regels regels/
ok "folders: paired by name" says "buurt 1 -> buurt 1"
rm regels/ander.jhr
ok "a regeling that is gone" exits 1 git:HEAD:regels regels --exit-code
ok "a regeling that is gone: named" says "buurt 1: vervallen"
git add -A && git commit -qm twee
ok "two revisions" exits 0 git:HEAD~1:regels/klein.jhr git:HEAD:regels/klein.jhr
ok "no such revision" exits 3 git:nergens:regels/klein.jhr regels/klein.jhr
ok "no such revision: said" complains JHR7008
ok "no such file in it" exits 3 git:HEAD:nergens.jhr regels/klein.jhr
ok "no such file in it: said" complains JHR7001
ok "an option is no revision" exits 3 git:--help:regels/klein.jhr regels/klein.jhr
ok "no shell reads the words" exits 3 'git:HEAD:$(touch gevaar)' regels/klein.jhr
ok "no shell reads the words: nothing was made" test ! -e gevaar
PATH=$T/leeg exits 3 git:HEAD:regels/klein.jhr regels/klein.jhr
PATH=/usr/bin:/bin ok "without git" complains JHR7007
cd "$T" || exit 1
mkdir leeg
ok "outside a repository" sh -c 'cd "$1/leeg" && GIT_CEILING_DIRECTORIES=$1 "$2" diff git:HEAD:a.jhr a.jhr; [ $? -eq 3 ]' - "$T" "$JHR"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
