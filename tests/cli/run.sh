#!/bin/sh
# The command from outside: words, streams, exit codes, files. Each case is one function call; what
# it prints is in $out and $err, its exit code in $code.
set -u
passed=0 failed=0
R=rules/noord-limburg/noord-limburg.jhr
V=rules/noord-limburg/voorstellen
T=${TMPDIR:?}
out=$T/stdout err=$T/stderr

run() { # run WORDS…: the command
    "$JHR" "$@" >"$out" 2>"$err" </dev/null
    code=$?
}
ok() { # ok NAME CONDITION…: counts
    name=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "cli: $name: exit $code; stdout, stderr:"
        head -n 5 "$out" "$err"
    fi
}
exits() { [ "$code" -eq "$1" ]; }
says() { grep -q -- "$1" "$out"; }
complains() { grep -q -- "$1" "$err"; }
silent() { [ ! -s "$out" ]; }

# ---- words and exit codes ----
run
ok "no words: exit 2" exits 2
run help
ok "help: exit 0" exits 0
ok "help lists check" says "jhr check"
ok "help lists no command that is not there" sh -c '! grep -q "jhr serve" "$1"' - "$out"
for c in check eval replay test diff compile inspect explain matrix demo; do
    run help $c
    ok "help $c" exits 0
    run $c --help
    ok "$c --help" exits 0
    run $c -h --lang en
    ok "$c -h in English" says "Options:"
done
run version
ok "version" says "^jhr [0-9]"
run --version
ok "--version" says "^jhr [0-9]"
run version -f json
ok "version as JSON" says '{"versie":"'
run chekc rules
ok "a misspelt command: exit 2" exits 2
ok "a misspelt command: suggestion" complains "bedoelde u jhr check"
run check --fromat json rules
ok "a misspelt option: exit 2" exits 2
ok "a misspelt option: suggestion" complains "bedoelde u --format"
run check --fromat json rules --lang en
ok "in English" complains "did you mean --format"
run check -f jsn rules
ok "a misspelt format" complains "bedoelde u json"
run check --at 2027-01-01 rules
ok "an option of another command: exit 2" exits 2
run check
ok "check without a path: exit 2" exits 2
run eval -r
ok "an option without its value: exit 2" exits 2
run eval -q=3 -r $R $V/toelaatbaar-p2.json
ok "a switch with a value: exit 2" exits 2

run check -f html rules
ok "a format of another command: exit 2" exits 2
ok "a format of another command: the right ones" complains 'wel: text plain compact json sarif junit markdown github gitlab'
run explain -f json JHR1001
ok "explain as JSON" says '"code":"JHR1001"'
run explain -f sarif JHR1001
ok "explain as SARIF: exit 2" exits 2

# ---- check ----
run check $R
ok "check of the shipped rules: exit 0" exits 0
run check rules
ok "check of a directory: exit 0" exits 0
run check nergens.jhr
ok "a missing file: exit 3" exits 3
ok "a missing file: JHR7001" says JHR7001
printf 'regeling r "R" versie "1" geldig vanaf 1-1-2027\nfeit leeftijd: getal 0..23 jaar\neis E1 "x"\n  alleen als leeftjid < 12\n  reden 7\n' >"$T/fout.jhr"
run check "$T/fout.jhr"
ok "an error: exit 1" exits 1
ok "a misspelt fact: suggestion" says 'bedoelde u .leeftijd'
for f in plain compact json sarif junit markdown github gitlab; do
    run check -f $f "$T/fout.jhr"
    ok "check -f $f: exit 1" exits 1
    ok "check -f $f names the code" says JHR1
done
run check -f github "$T/fout.jhr"
ok "github: a command that its runner reads" says '^::error file=.*fout.jhr,line=4,col=14,title=JHR1001::'
run check -f markdown "$T/fout.jhr"
ok "markdown: a table with the place" says '^| fout | .*fout.jhr:4 | .* | JHR1001 |$'
run check -f junit "$T/fout.jhr"
ok "junit: a failure" says '<failure message='
run check -f gitlab "$T/fout.jhr"
ok "gitlab: a code quality report" says '"check_name":"JHR1001","fingerprint":"[0-9a-f]\{64\}","severity":"major","location":{"path":".*fout.jhr","lines":{"begin":4}}}'
cp "$out" "$T/eerst"
sed '1s/^/# een regel erboven\n/' "$T/fout.jhr" >"$T/fout2.jhr" && mv "$T/fout2.jhr" "$T/fout.jhr"
run check -f gitlab "$T/fout.jhr"
ok "gitlab: the same finding when lines moved" sh -c 'sed "s/\"begin\":4/\"begin\":5/" "$1" | cmp -s - "$2"' - "$T/eerst" "$out"
sed -i 1d "$T/fout.jhr"
run check -f gitlab rules/landelijk/gemeenten.jhr
ok "gitlab: nothing is a list" says '^\[\]$'
run check -f compact "$T/fout.jhr"
ok "compact: file:line:column" says 'fout.jhr:4:14: fout: '
run check -f json rules
ok "no findings as JSON: a list" says '^\['
run check --lang en "$T/fout.jhr"
ok "check in English" says '^error\[JHR'
run check --color always "$T/fout.jhr"
ok "colour when asked" says "$(printf '\033')"
NO_COLOR=1 run check "$T/fout.jhr"
ok "no colour in a pipe" sh -c '! grep -q "$(printf "\033")" "$1"' - "$out"
run check -o "$T/uit.json" -f json "$T/fout.jhr"
ok "check -o writes the file" test -s "$T/uit.json"
ok "check -o leaves stdout empty" silent
run check -f json -o "$T/nergens/uit.json" "$T/fout.jhr"
ok "an unwritable -o: exit 3" exits 3

mkdir -p "$T/pijp"
mkfifo "$T/pijp/wacht.jhr"
run check "$T/pijp"
ok "a pipe in a folder is not waited for" exits 0

run eval -r $R -o "$T/pijp/wacht.jhr" $V/toelaatbaar-p2.json &
head -n 1 "$T/pijp/wacht.jhr" >"$T/gelezen"
wait
ok "-o to a pipe writes into it" grep -q '^Besluit: toelaatbaar' "$T/gelezen"
ok "and leaves it what it is" [ -p "$T/pijp/wacht.jhr" ]
run eval -r $R -o /dev/full $V/toelaatbaar-p2.json
ok "a device that is full: exit 3" exits 3

. tests/cli/receipt.sh
. tests/cli/interactive.sh

# ---- explain ----
run explain JHR1001
ok "explain: exit 0" exits 0
run explain JHR4242
ok "explain of no code: exit 2" exits 2

# ---- compile, inspect ----
run compile -o "$T/nl.jhrc" $R
ok "compile: exit 0" exits 0
run compile -o "$T/nl2.jhrc" $R
ok "compile is deterministic" cmp -s "$T/nl.jhrc" "$T/nl2.jhrc"
run compile -o "$T/fout.jhrc" "$T/fout.jhr"
ok "compile of an error: exit 1" exits 1
ok "compile of an error leaves no file" test ! -e "$T/fout.jhrc"
ok "compiled is smaller than its source" sh -c '[ "$(wc -c <"$1")" -lt "$(wc -c <"$2")" ]' - "$T/nl.jhrc" $R
run inspect "$T/nl.jhrc"
ok "inspect: exit 0" exits 0
ok "inspect names the hash" says 'sha256'
run inspect --code "$T/nl.jhrc"
ok "inspect --code" says 'HALT'
run inspect --atoms "$T/nl.jhrc"
ok "inspect --atoms" exits 0
head -c 200 "$T/nl.jhrc" >"$T/kort.jhrc"
run inspect "$T/kort.jhrc"
ok "a truncated program: exit 4" exits 4
printf 'geen' >"$T/leeg.jhrc"
run eval -r "$T/leeg.jhrc" $V/toelaatbaar-p2.json
ok "a .jhrc that is none: exit 4" exits 4
ok "nothing decided" silent

# ---- eval ----
run eval -r $R $V/toelaatbaar-p2.json
ok "eval as text: exit 0" exits 0
ok "eval as text names the besluit" says 'toelaatbaar'
run eval -r $R -f json $V/niet-toelaatbaar-vaktherapie.json
ok "a refusal is a decision: exit 0" exits 0
ok "besluit as JSON" says '"besluit": *"niet toelaatbaar"'
cp "$out" "$T/tekst.json"
run eval -r "$T/nl.jhrc" -f json $V/niet-toelaatbaar-vaktherapie.json
ok "compiled rules give the same bytes" cmp -s "$out" "$T/tekst.json"
run eval -r $R -f json --engine reference $V/niet-toelaatbaar-vaktherapie.json
ok "the reference engine gives the same besluit" says '"besluit": *"niet toelaatbaar"'
for v in $V/*.json; do tr -d '\n' <"$v"; echo; done >"$T/alle.ndjson"
echo '{"geen voorstel": 1}' >>"$T/alle.ndjson"
for k in 1 2 3 4 5 6 7 8; do cat "$T/alle.ndjson"; done >"$T/veel.ndjson"
run eval -r $R -o "$T/een.out" "$T/veel.ndjson"
run eval -r $R --engine block -o "$T/blok.out" "$T/veel.ndjson"
ok "a stream decided as a block: exit 3 for the bad lines" exits 3
ok "a stream decided as a block: the same bytes, in order" cmp -s "$T/een.out" "$T/blok.out"
ok "a stream decided as a block: all lines" test "$(wc -l <"$T/blok.out")" -gt 32
run eval -r $R -f json --engine block $V/niet-toelaatbaar-vaktherapie.json
ok "the block engine gives the same besluit" says '"besluit": *"niet toelaatbaar"'
run test --engine block $R
ok "test with the block engine" exits 0
run eval -r "$T/nl.jhrc" --engine reference $V/toelaatbaar-p2.json
ok "reference needs text: exit 2" exits 2
run eval -r $R --exit-code $V/niet-toelaatbaar-vaktherapie.json
ok "--exit-code: 10" exits 10
run eval -r $R --exit-code $V/onbepaald-ggz.json
ok "--exit-code: 12" exits 12
run eval -r $R --exit-code $V/voorstellen.ndjson
ok "--exit-code with NDJSON: exit 2" exits 2
run eval -r $R -f json $V/fout-feitnaam.json
ok "a misspelt fact in a document: exit 3" exits 3
run eval -r $R $V/fout-feitnaam.json
ok "a misspelt fact in a document: suggestion" complains 'bedoelde u'
ok "nothing decided" silent
run eval -r $R $V/voorstellen.ndjson
ok "NDJSON with a bad line: exit 3" exits 3
ok "NDJSON: one line a document" sh -c '[ "$(wc -l <"$1")" -eq "$(grep -c . "$2")" ]' - "$out" $V/voorstellen.ndjson
ok "NDJSON: the bad line is replaced" says '^{"fout":{"code":"JHR6'
ok "NDJSON: the others are decided" says '^{"besluit":'
"$JHR" eval -r $R - <$V/voorstellen.ndjson >"$T/stdin.ndjson" 2>/dev/null
ok "NDJSON on stdin gives the same" cmp -s "$out" "$T/stdin.ndjson"
run eval -r $R -o "$T/besluit.json" -f json $V/fout-feitnaam.json
ok "a bad document writes no file" test ! -e "$T/besluit.json"
run eval -r $R nergens.json
ok "a missing document: exit 3" exits 3
run eval -r nergens.jhr $V/toelaatbaar-p2.json
ok "missing rules: exit 3" exits 3
run eval -r "$T/fout.jhr" $V/toelaatbaar-p2.json
ok "rules with errors: exit 1" exits 1
run eval -r $R --at 2027-13-01 $V/toelaatbaar-p2.json
ok "--at that is no date: exit 2" exits 2
run eval -r $R --at 2025-01-01 $V/toelaatbaar-p2.json
ok "--at beside another peildatum: exit 2" exits 2
run eval -r $R --stand alles $V/toelaatbaar-p2.json
ok "--stand: only voorgesteld" exits 2
run eval -r $R --stand voorgesteld -f json $V/niet-toelaatbaar-vaktherapie.json
ok "--stand voorgesteld: a trial calculation" says 'Proefberekening'
run eval -r rules/noord-limburg $V/toelaatbaar-p2.json
ok "rules as a directory" exits 0

# ---- a folder of regelingen: the one that holds for gemeente and peildatum ----
mkdir -p "$T/map"
regeling() { # regeling NAME GEMEENTE CODE FROM TO
    printf 'regeling %s "R"\n  versie "1"\n  geldig vanaf %s tot %s\n  voor gemeente in G\ngebied G { %s "%s" }\nproduct P1 "P" zonder tarief zonder norm\neis E1 "x" alleen als product is P1 reden 7\n' \
        "$1" "$4" "$5" "$2" "$3" >"$T/map/$1.jhr"
}
voorstel() { # voorstel GEMEENTE PEILDATUM
    printf '{"peildatum":"%s","feiten":{"gemeente":"%s"},"voorstel":{"product":"P1","aanbieder":"A","van":"%s","tot_en_met":"2028-06-30"},"lopend":[]}\n' \
        "$2" "$1" "$2" >"$T/voorstel.json"
}
regeling delft Delft 0503 1-1-2027 1-1-2028
regeling delft_later Delft 0503 1-1-2028 1-1-2029
regeling venlo Venlo 0983 1-1-2027 1-1-2028
voorstel 0503 2027-03-01
run eval -r "$T/map" -f json "$T/voorstel.json"
ok "by gemeente" says '"naam": "delft"'
voorstel 0983 2027-03-01
run eval -r "$T/map" -f json "$T/voorstel.json"
ok "by another gemeente" says '"naam": "venlo"'
voorstel 0503 2028-01-01
run eval -r "$T/map" -f json "$T/voorstel.json"
ok "by peildatum" says '"naam": "delft_later"'
voorstel 0984 2027-03-01
run eval -r "$T/map" "$T/voorstel.json"
ok "none holds: exit 3" exits 3
ok "none holds: JHR5" complains 'JHR5092'
sed 's/regeling delft/regeling dubbelop/' "$T/map/delft.jhr" >"$T/map/dubbelop.jhr"
voorstel 0503 2027-03-01
run eval -r "$T/map" "$T/voorstel.json"
ok "two hold: exit 3" exits 3
ok "two hold: JHR5" complains 'JHR5093'
mkdir "$T/namen" "$T/leeg"
echo 'product P1 "P" zonder tarief zonder norm' >"$T/namen/namen.jhr"
for map in namen leeg; do
    run eval -r "$T/$map" "$T/voorstel.json"
    ok "a directory without a regeling: exit 3" exits 3
    ok "a directory without a regeling: JHR5" complains 'JHR5094'
    run eval -r "$T/$map" -f json "$T/voorstel.json"
    ok "a directory without a regeling, as json" says '"code":"JHR5094"'
done
for words in eval replay compile matrix; do
    case $words in
    eval) set -- eval -r "$T/namen/namen.jhr" "$T/voorstel.json" ;;
    replay)
        "$JHR" eval -r "$T/map/venlo.jhr" --receipt "$T/stuk" "$T/voorstel.json" >"$out" 2>&1
        set -- replay -r "$T/namen/namen.jhr" "$T/stuk"
        ;;
    compile) set -- compile -o "$T/namen.jhrc" "$T/namen/namen.jhr" ;;
    matrix) set -- matrix show "$T/namen/namen.jhr" ;;
    esac
    run "$@"
    ok "$words of names alone: exit 3" exits 3
    ok "$words of names alone has a code" complains 'JHR7005'
    run "$@" -f json
    ok "$words of names alone, as json" says '"code":"JHR7005"'
    run "$@" --lang en -f plain
    ok "$words of names alone, in English" complains 'JHR7005.*namen.jhr. holds no regeling'
done
run diff "$T/namen/namen.jhr" "$T/map/venlo.jhr" -f json
ok "diff of names alone, as json" says '"code":"JHR7005"'
echo 'regeling proef eis R1 alleen als niets' >"$T/fout.jhr"
run eval -r "$T/fout.jhr" -f json "$T/voorstel.json"
ok "faults of the rules, as json" says '"code":"JHR1001"'
run compile -o "$T/map.jhrc" "$T/map"
ok "one program holds one regeling: exit 2" exits 2

run eval -v -r $R $V/toelaatbaar-p2.json
ok "-v names the rules on stderr" complains 'noord_limburg_ambulant'
cp "$out" "$T/met-v"
run eval -r $R $V/toelaatbaar-p2.json
ok "-v leaves stdout as it is" cmp -s "$out" "$T/met-v"

# ---- accepteer ----
mkdir "$T/twee"
for r in a b; do
    printf 'regeling %s\n  geldig vanaf 1-1-2027 tot 31-12-2028\nproduct P1 "P" zonder tarief zonder norm\neis E1 "x" alleen als duur hoogstens 1 jaar reden 7\n' $r >"$T/twee/$r.jhr"
done
echo 'accepteer JHR5011 omdat "Oudejaarsdag telt niet mee."' >>"$T/twee/b.jhr"
run check -f compact "$T/twee/a.jhr" "$T/twee/b.jhr"
ok "accepteer leaves another regeling alone" says 'a.jhr:2:.*JHR5011'
ok "accepteer works in its own" sh -c '! grep -q b.jhr "$1"' - "$out"
run check -f compact "$T/twee/b.jhr" "$T/twee/a.jhr"
ok "in either order" says 'a.jhr:2:.*JHR5011'
ok "and is used" sh -c '! grep -q JHR1062 "$1"' - "$out"

# ---- test ----
cat >"$T/samen.jhr" <<'EOF'
regeling samen
  geldig vanaf 1-1-2027
  adviserend als c
  afwijken met motivering
product A01 zonder tarief zonder norm
feit a: ja/nee
feit b: ja/nee
feit c: ja/nee
altijd I1 "een" nooit als a en b
altijd I2 "twee" nooit als a en niet b
altijd I3 "drie" nooit als c en b
eis E1 "geen c" nooit als c reden 1
voorbeeld "twee die samen botsen"
  peildatum 1-3-2027
  gegeven a ja
  voorstel A01 bij "X1" van 1-3-2027 t/m 1-4-2027
  verwacht strijdig wegens I1, I2
voorbeeld "van dubbel wordt afgeweken"
  peildatum 1-3-2027
  gegeven a nee, b nee, c nee
  voorstel A01 bij "X1" van 1-3-2027 t/m 1-4-2027
  lopend A01 bij "X1" van 1-3-2027 t/m 1-4-2027
  afwijking dubbel "Besproken met de verwijzer."
  verwacht toelaatbaar
voorbeeld "dubbel als signaal"
  peildatum 1-3-2027
  gegeven a nee, b nee, c ja
  voorstel A01 bij "X1" van 1-3-2027 t/m 1-4-2027
  lopend A01 bij "X1" van 1-3-2027 t/m 1-4-2027
  verwacht toelaatbaar met signaal E1, dubbel
EOF
for engine in scalar block reference; do
    run test --engine $engine "$T/samen.jhr"
    ok "rules that clash together, and dubbel: $engine" exits 0
    printf '{"peildatum":"2027-03-01","feiten":{"a":true},"voorstel":{"product":"A01","aanbieder":"X1","van":"2027-03-01","tot_en_met":"2027-04-01"}}\n' >"$T/samen.json"
    run eval -r "$T/samen.jhr" --engine $engine -f json "$T/samen.json"
    ok "a clash has its grounds: $engine" says '"strijdig"'
    [ $engine = scalar ] && cp "$out" "$T/samen.out"
    ok "a clash is the same bytes: $engine" cmp -s "$out" "$T/samen.out"
done
sed 's/strijdig wegens I1, I2/strijdig wegens I3/' "$T/samen.jhr" >"$T/samen3.jhr"
run test "$T/samen3.jhr"
ok "a rule that does not clash is no ground" says 'geen grond is I3'
sed '/afwijken met/d' "$T/samen.jhr" >"$T/samen4.jhr"
run check "$T/samen4.jhr"
ok "no deviation of dubbel without afwijken" says 'JHR1058'
ok "and that is all" says '^1 fout$'

run test $R
ok "test of the shipped rules: exit 0" exits 0
ok "test counts" says '[0-9][0-9]* geslaagd, 0 mislukt'
run test --engine reference $R
ok "test with the reference engine" exits 0
run test -f junit $R
ok "test as junit" says '<testsuite '
run test --min-coverage 97 $R
ok "every rule is exercised" exits 0
run test --run 'bestaat niet' --min-coverage 1 $R
ok "coverage under the bar: exit 1" exits 1
run test --run '(' $R
ok "--run that is no expression: exit 2" exits 2
sed 's/^  verwacht toelaatbaar.*/  verwacht strijdig/' $R | sed 's#\.\./landelijk#'"$PWD"'/rules/landelijk#' >"$T/mis.jhr"
run test "$T/mis.jhr"
ok "a failing voorbeeld: exit 1" exits 1
ok "a failing voorbeeld is named" says 'mislukt: "'

# ---- matrix ----
run matrix show $R
ok "matrix show: exit 0" exits 0
run matrix show -f csv $R
ok "matrix as csv" says ';'
run matrix show -f json $R
ok "matrix as JSON" says '"cellen"'
run matrix shw $R
ok "matrix with another word: exit 2" exits 2

# ---- demo ----
run demo
ok "demo: exit 0" exits 0
ok "demo ends with what to do next" says 'jhr check'
run demo --lang en
ok "demo in English" exits 0
run demo -q
ok "demo -q" exits 0
for f in text plain json; do
    run demo -f $f
    ok "demo -f $f" exits 0
done
run demo --keep "$T/rondleiding"
ok "demo --keep" exits 0
ok "demo --keep keeps the rules" sh -c 'find "$1" -name "*.jhr" | grep -q .' - "$T/rondleiding"
run demo --keep "$T/rondleiding"
ok "demo --keep overwrites nothing" sh -c '[ "$1" -ne 0 ]' - "$code"
run demo --keep "$T/nergens/nergens"
ok "demo --keep without a parent folder" sh -c '[ "$1" -ne 0 ]' - "$code"
run demo extra
ok "demo with a word too many: exit 2" exits 2
JHR_RULES=$T run demo
ok "demo without rules: not 0" sh -c '[ "$1" -ne 0 ]' - "$code"

# ---- output that cannot be written, words that are missing ----
"$JHR" check -f json rules >/dev/full 2>"$err"
code=$?
ok "a full disk: exit 3" exits 3
"$JHR" help >/dev/full 2>"$err"
code=$?
ok "a full disk, help: exit 3" exits 3
"$JHR" eval -r $R $V/voorstellen.ndjson >/dev/full 2>"$err"
code=$?
ok "a full disk, stream: exit 3" exits 3
for c in eval test compile inspect explain matrix; do
    run $c
    ok "$c without words: exit 2" exits 2
done
run check --fail-level soms rules
ok "--fail-level: error or warning" exits 2
printf 'regeling r "R"\n  versie "1"\n  geldig vanaf 1-1-2027\nproduct D "D" code ? zonder tarief zonder norm\n' >"$T/let.jhr"
run check "$T/let.jhr"
ok "a warning: exit 0" exits 0
run check --fail-level warning "$T/let.jhr"
ok "--fail-level warning: exit 1" exits 1
run test --engine snel $R
ok "--engine of test: scalar or reference" exits 2
run test --min-coverage veel $R
ok "--min-coverage: a number" exits 2
run eval --engine snel -r $R $V/toelaatbaar-p2.json
ok "--engine of eval: scalar or reference" exits 2
run compile -o "$T/nergens/x.jhrc" $R
ok "compile to nowhere: exit 3" exits 3
for c in inspect "matrix show" "compile -o $T/x.jhrc"; do
    # shellcheck disable=SC2086
    run $c rules/landelijk/gemeenten.jhr
    ok "$c of names only: exit 3" exits 3
    # shellcheck disable=SC2086
    run $c nergens.jhr
    ok "$c of nothing: exit 3" exits 3
done
run eval -r rules/landelijk/gemeenten.jhr $V/toelaatbaar-p2.json
ok "eval by names only: exit 3" exits 3
run help chekc
ok "help on no command: exit 2" exits 2
run check -- -vreemd.jhr
ok "after --: a name, not an option" exits 3
for w in -Z --lang=xx --color=soms; do
    run check $w rules
    ok "$w: exit 2" exits 2
done

# ---- a matrix goes out as CSV and comes back the same ----
rules='regeling r "R" geldig vanaf 1-1-2027
feit plan: ja/nee
product P1 zonder tarief zonder norm
product P2 zonder tarief zonder norm
stapeling S reden 6 standaard ja'
printf '%s matrix\n| | P1 | P2 |\n| P1 | nee | mits plan |\n| P2 | | ? |\n' "$rules" >"$T/inline.jhr"
run matrix show -f csv "$T/inline.jhr"
ok "matrix as CSV" exits 0
cp "$out" "$T/back.csv"
printf '%s matrix uit "back.csv"\n' "$rules" >"$T/back.jhr"
run matrix show "$T/inline.jhr"
cp "$out" "$T/inline.txt"
run matrix show "$T/back.jhr"
ok "the matrix comes back" exits 0
ok "and is the same" cmp -s "$out" "$T/inline.txt"
# the program is of these very tables: another cell, another hash
run compile -o "$T/one.jhrc" "$T/back.jhr"
sed 's/nee/onderdeel/' "$T/back.csv" >"$T/other.csv" && mv "$T/other.csv" "$T/back.csv"
run compile -o "$T/two.jhrc" "$T/back.jhr"
ok "a cell changes the program" sh -c '! cmp -s "$1" "$2"' - "$T/one.jhrc" "$T/two.jhrc"
printf 'P1;nee;"\n' >"$T/back.csv"
run check -f compact "$T/back.jhr"
ok "an error in the table: exit 1" exits 1
ok "it names the place in the table" says 'back.csv:1:8: fout: .*JHR7011'
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
