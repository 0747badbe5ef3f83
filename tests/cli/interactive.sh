# shellcheck shell=sh disable=SC2154
# Part of run.sh: eval --interactive, its dialogue through a pipe.
cat >"$T/vraag.jhr" <<'JHR'
regeling v "V" versie "1" geldig vanaf 1-1-2027
gebied G { Delft "0503", Den_Haag "0518" }
soort zwaarte geordend { licht, midden, zwaar }
feit leeftijd: getal 0..23 jaar vraag "Hoe oud is de jeugdige?" opgegeven door aanvrager
feit inkomen: bedrag € 0..€ 9.000
feit sinds: datum vraag "Sinds wanneer?"
feit ernst: zwaarte vraag "Hoe zwaar is het?"
oordeel groep_verantwoord: ja/nee vraag "Is een groep verantwoord? Motiveer."
product P1 "Een" zonder tarief zonder norm
eis E1 "Leeftijd" alleen als leeftijd < 18 reden 7
eis E2 "Inkomen" alleen als inkomen <= € 5.000 reden 7
eis E3 "Sinds" alleen als sinds >= 1-2-2027 reden 7
eis E4 "Ernst" alleen als ernst minstens midden reden 7
eis E5 "Groep" alleen als groep_verantwoord reden 7
eis E6 "Woonplaats" alleen als gemeente in G reden 7
JHR
printf '{"peildatum":"2027-03-01","voorstel":{"product":"P1","aanbieder":"A","van":"2027-03-01","tot_en_met":"2027-05-31"},"lopend":[],"contracten":[]}' >"$T/vraag.json"
talk() { # talk ANSWERS WORDS…: the answers by printf, one a line
    answers=$1
    shift
    # shellcheck disable=SC2059
    printf "$answers" | "$JHR" eval -r "$T/vraag.jhr" --interactive "$@" "$T/vraag.json" >"$out" 2>"$err"
    code=$?
}
answer() { # answer QUESTION: what to say to it
    case $1 in
    *oud*) echo '9 jaar' ;;
    *Inkomen*) echo '€ 1.250,50' ;;
    *Sinds*) echo '1-3-2027' ;;
    *zwaar*) echo '3' ;;
    *groep*) echo ja ;;
    *Waarom*) echo 'Besproken met de ouders.' ;;
    *Gemeente*) echo 'Den Haag' ;;
    esac
}
# The order of the questions is not this test's: each answer is found by its question.
: >"$T/antwoorden"
for _ in 1 2 3 4 5 6 7 8; do
    "$JHR" eval -r "$T/vraag.jhr" --interactive "$T/vraag.json" <"$T/antwoorden" >"$out" 2>"$err"
    answer "$(grep -B2 '^> ' "$err" | tail -n 3 | tr '\n' ' ')" >>"$T/antwoorden"
done
"$JHR" eval -r "$T/vraag.jhr" --interactive --exit-code -f json --receipt "$T/v.json" "$T/vraag.json" \
    <"$T/antwoorden" >"$out" 2>"$err"
code=$?
ok "all answered: toelaatbaar" exits 0
ok "all answered: the besluit on stdout" says '"besluit": "toelaatbaar"'
ok "the motivation of the oordeel is asked" complains 'Waarom? Een oordeel vraagt een motivering'
ok "who gives it" complains 'opgegeven door: aanvrager'
ok "the range and the unit" complains '0 t/m 23 jaar'
ok "the range of an amount" complains '€ 0,00 t/m € 9000,00'
ok "a name where there is no question" complains 'Inkomen?'
run replay -r "$T/vraag.jhr" "$T/v.json"
ok "the receipt of a dialogue" exits 0
ok "no motivation in it" sh -c '! grep -q Besproken "$1"' - "$T/v.json"

talk '' --exit-code
ok "no answer at all: onbepaald" exits 12
talk 'stop\n' --exit-code
ok "stop: onbepaald" exits 12
talk 'stop' --exit-code
ok "stop without a new line" exits 12
talk 'weet niet\nweet niet\nweet ik niet\nweet niet\nweet niet\nweet niet\n' --exit-code
ok "nothing can be obtained: onbepaald" exits 12
talk '?\n'
ok "help" complains 'weet niet  dit is niet te achterhalen'
talk 'terug\n'
ok "back at the first question" complains 'dit is de eerste vraag'
talk '?\n' --lang en
ok "help in English" complains 'this cannot be found out'
ok "the kind of answer in English" complains 'a whole number, 0 to 23 jaar'
talk '\n'
ok "an empty line is asked again" complains 'geef een antwoord'
talk 'ab\000c\n'
ok "a NUL is asked again" complains 'geen leesbare tekst'
talk '\377\376\n'
ok "no UTF-8 is asked again" complains 'geen leesbare tekst'
awk 'BEGIN { for (i = 0; i < 100000; i++) printf "9"; print "" }' |
    "$JHR" eval -r "$T/vraag.jhr" --interactive --exit-code "$T/vraag.json" >"$out" 2>"$err"
code=$?
ok "a long line: onbepaald" exits 12
ok "a long line is asked again" complains 'te lang'

# One fact open, of each kind: what is not understood, and what is.
one() { # one FACT ANSWER REASON: is asked again for this reason
    printf '%s' "$all" | sed "s/\"$1\":[^,{]*,/\"$1\":null,/" >"$T/een.json"
    printf '%s\n' "$2" | "$JHR" eval -r "$T/vraag.jhr" --interactive --exit-code "$T/een.json" >"$out" 2>"$err"
    code=$?
    if [ -n "$3" ]; then
        ok "$1 $2: asked again" exits 12
        ok "$1 $2: why" complains "$3"
    fi
}
all='{"peildatum":"2027-03-01","feiten":{"leeftijd":9,"inkomen":1,"sinds":"2027-03-01","ernst":"zwaar","gemeente":"0503","groep_verantwoord":{"waarde":true,"motivering":"M"}},'
all=$all'"voorstel":{"product":"P1","aanbieder":"A","van":"2027-03-01","tot_en_met":"2027-05-31"},"lopend":[],"contracten":[]}'
one leeftijd 24 'buiten 0 t/m 23'
one leeftijd -1 'buiten 0 t/m 23'
one leeftijd 1,5 'geen geheel getal'
one leeftijd "1$(awk 'BEGIN { for (i = 0; i < 400; i++) printf "0" }')" 'geen geheel getal'
one leeftijd 20 ''
ok "an answer that refuses" exits 10
one inkomen '98,4' 'schrijf een bedrag'
one inkomen '€ 9.000,01' 'buiten'
one inkomen '€ 5.000,01' ''
ok "an amount that refuses" exits 10
one inkomen '61,-' ''
ok "an amount that fits" exits 0
one sinds 31-2-2027 'bestaande datum'
one sinds 1-1-3000 'bestaande datum'
one sinds 2027-02-01 ''
ok "an ISO date" exits 0
one ernst zwaarr 'bedoelde u zwaar'
one ernst 4 'geen van de mogelijkheden'
one ernst Midden ''
ok "a value by its name" exits 0
one ernst 1 ''
ok "a value by its number" exits 10

run eval -r "$T/vraag.jhr" --interactive -
ok "interactive with stdin as proposal: exit 2" exits 2
run eval -r $R --interactive $V/voorstellen.ndjson
ok "interactive with NDJSON: exit 2" exits 2
run eval -r "$T/vraag.jhr" --interactive --ledger "sqlite:$T/geen.db" "$T/vraag.json"
ok "interactive with a ledger: exit 2" exits 2
run eval -r $R --interactive $V/fout-feitnaam.json
ok "interactive on no proposal: exit 3" exits 3
run eval -r $R --interactive $V/toelaatbaar-p2.json
ok "nothing to ask: exit 0" exits 0
ok "nothing to ask: no question" sh -c '! grep -q "^> " "$1"' - "$err"
printf 'ja\n' >"$T/ja"
"$JHR" eval -q -r $R --interactive -o "$T/uit.json" -f json $V/onbepaald-ggz.json <"$T/ja" >"$out" 2>"$err"
code=$?
ok "interactive -o: exit 0" exits 0
ok "interactive -o: the file" grep -q '"besluit": "niet toelaatbaar"' "$T/uit.json"
ok "interactive -o: stdout is empty" silent
printf 'weet niet\nja\n' | "$JHR" eval -r $R --interactive --exit-code $V/onbepaald-ggz.json >"$out" 2>"$err"
code=$?
ok "what cannot be obtained is not asked again" exits 12

# A `?` of a matrix is an oordeel of its own; and the last answer can be taken back.
cat >"$T/cel.jhr" <<'JHR'
regeling c "C" versie "1" geldig vanaf 1-1-2027
feit f: ja/nee vraag "Eerst?"
feit g: ja/nee vraag "Daarna?"
product P1 "Een" zonder tarief zonder norm
product P2 "Twee" zonder tarief zonder norm
product P3 "Drie" zonder tarief zonder norm
eis E1 "Beide" voor product is P3 alleen als f en g reden 7
stapeling S1 "Matrix"
  reden 6
  matrix
    |    | P1  | P2  |
    | P1 | nee | ?   |
    | P2 |     | nee |
  standaard ?
JHR
cel() { # cel NAME PRODUCT FEITEN LOPEND: a proposal
    printf '{"peildatum":"2027-03-01","feiten":{%s},"voorstel":{"product":"%s","aanbieder":"A","van":"2027-03-01","tot_en_met":"2027-05-31"},"lopend":[%s],"contracten":[]}' \
        "$3" "$2" "$4" >"$T/$1.json"
}
runs() { printf '{"product":"%s","aanbieder":"B","van":"2027-01-01"}' "$1"; }
judged() { # judged CEL YES/NO
    printf '"%s":{"waarde":%s,"motivering":"Zo is het besproken."}' "$1" "$2"
}
cel cel P1 '' "$(runs P2)"
printf 'misschien\nja\n\nHet kan.\n' | "$JHR" eval -r "$T/cel.jhr" --interactive --exit-code --receipt "$T/cel.rec" \
    "$T/cel.json" >"$out" 2>"$err"
code=$?
ok "a cell is asked, and settles it" exits 0
ok "the cell by its products" complains 'Mag Een tegelijk lopen met Twee'
ok "it is said in the motivering" says 'Volgens een oordeel mag dit tegelijk lopen met Twee'
run replay -r "$T/cel.jhr" "$T/cel.rec"
ok "a receipt with a cell" exits 0
for engine in scalar block reference; do
    cel ja P1 "$(judged S1:P2+P1 true)" "$(runs P2)"
    run eval -r "$T/cel.jhr" --engine $engine --exit-code "$T/ja.json"
    ok "$engine: an answered cell allows" exits 0
    cel nee P1 "$(judged S1:P1+P2 false)" "$(runs P2)"
    run eval -r "$T/cel.jhr" --engine $engine --exit-code -f json "$T/nee.json"
    ok "$engine: an answered cell refuses" exits 10
    ok "$engine: and is the reason" says '"feiten": {"S1:P1+P2": false}'
    cel een P1 "$(judged S1:P1+P3 true)" "$(runs P3),$(runs P2)"
    run eval -r "$T/cel.jhr" --engine $engine -f json "$T/een.json"
    ok "$engine: another pair stays open" says '{"feit": "S1:P1+P2"'
    ok "$engine: standaard is answered for its pair" sh -c '! grep -q "feit.*P1.P3" "$1"' - "$out"
done
fault() { # fault TEXT CODE FEITEN
    cel fout P1 "$3" "$(runs P2)"
    run eval -r "$T/cel.jhr" "$T/fout.json"
    ok "$1: exit 3" exits 3
    ok "$1: $2" complains "$2"
}
fault "a bare answer to a cell" JHR6053 '"S1:P1+P2":true'
fault "an answer without a motivation" JHR6054 '"S1:P1+P2":{"waarde":true}'
fault "a cell that is decided" JHR6059 "$(judged S1:P1+P1 true)"
fault "a cell that is not there" JHR6050 "$(judged S1:P1+P9 true)"
fault "a cell of no matrix" JHR6050 "$(judged S9:P1+P2 true)"
fault "an answer given twice" JHR6010 "$(judged S1:P1+P2 true),$(judged S1:P2+P1 true)"
fault "two answers to one pair" JHR6010 "$(judged S1:P1+P3 true),$(judged S1:P3+P1 false)"
cel klein P1 "$(judged S1:p2+p1 true)" "$(runs P2)"
run eval -r "$T/cel.jhr" --exit-code "$T/klein.json"
ok "codes of a cell without case" exits 0
cel vreemd P1 '' "$(runs ZZ)"
run eval -r "$T/cel.jhr" --interactive --exit-code "$T/vreemd.json"
ok "a cell that cannot be answered is not asked" sh -c '! grep -q "^> " "$1"' - "$err"
ok "and stays open" exits 12
sed 's/  reden 6/  reden 6 tenzij f/' "$T/cel.jhr" >"$T/tenzij.jhr"
cel tenzij P1 "$(judged S1:P1+P2 false),\"f\":true" "$(runs P2)"
run eval -r "$T/tenzij.jhr" "$T/tenzij.json"
ok "an answer that a tenzij sets aside" says 'Het voorstel is toelaatbaar'
ok "is no ground in the motivering" sh -c '! grep -q oordeel "$1"' - "$out"
cel terug P3 '' ''
printf 'ja\nterug\nnee\n' | "$JHR" eval -r "$T/cel.jhr" --interactive --exit-code "$T/terug.json" >"$out" 2>"$err"
code=$?
ok "an answer taken back does not count" exits 10
ok "and is asked again" [ "$(grep -c 'Eerst?' "$err")" = 2 ]
printf 'terug\nnee\n' | "$JHR" eval -r "$T/cel.jhr" --interactive --exit-code "$T/terug.json" >"$out" 2>"$err"
code=$?
ok "before the first question there is none" complains 'eerste vraag'
# On a terminal of its own.
if command -v script >/dev/null; then
    printf 'ja\nja\n' | script -qec "'$JHR' eval -r '$T/cel.jhr' --interactive --exit-code '$T/terug.json'" \
        /dev/null >"$out" 2>"$err"
    code=$?
    ok "a dialogue on a terminal" exits 0
    ok "its questions and its end" says 'Daarna?'
    ok "and the besluit" says 'Het voorstel is toelaatbaar'
fi

run demo
ok "the tour asks again" says 'antwoord ja of nee'
ok "the tour repeats a receipt" says '^Herhaald: hetzelfde besluit'
run demo -f json
ok "the tour as JSON, to the end" says '"herhaald"'
