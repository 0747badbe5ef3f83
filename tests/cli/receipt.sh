# shellcheck shell=sh disable=SC2154
# Part of run.sh: receipts, and the decision again.
# ---- a receipt, and the decision again ----
N=$V/niet-toelaatbaar-vaktherapie.json B=$T/bewijs.json
run eval -r $R -f json --receipt "$B" $N
ok "eval --receipt: exit 0" exits 0
cp "$out" "$T/toen.json"
ok "the receipt names the rules" grep -q '"hash": "sha256:' "$B"
ok "no pseudonym in a receipt" sh -c '! grep -q -e jeugdige -e verzonnen "$1"' - "$B"
run replay "$B" --input $N
ok "replay --input: exit 0" exits 0
ok "replay --input: the same bytes" cmp -s "$out" "$T/toen.json"
run replay "$B"
ok "replay alone: exit 0" exits 0
ok "replay alone: besluit" says '^Besluit: niet toelaatbaar$'
ok "replay alone: gronden" says '^Gronden: S1$'
run replay -f json "$B"
ok "replay as JSON" says '"gelijk": true'
run replay --lang en "$B"
ok "replay in English" says '^Decision: niet toelaatbaar$'
run replay -o "$T/opnieuw.json" "$B" --input $N
ok "replay -o" cmp -s "$T/opnieuw.json" "$T/toen.json"
run replay "$B" --input $V/onbepaald-ggz.json
ok "another proposal: exit 1" exits 1
ok "another proposal: its hash differs" says '"wat": "invoer.hash"'
ok "another proposal: its besluit differs" says '"nu": "onbepaald"'
run eval -r rules/haaglanden -f json --receipt "$T/h.json" rules/haaglanden/voorstellen/basis-ggz-2027.json
ok "a receipt with a folder of rules" exits 0
run replay "$T/h.json"
ok "replay with a folder of rules" exits 0
run replay -r rules/haaglanden/haaglanden-2026.jhr "$B"
ok "other rules: exit 1" exits 1
ok "other rules: the hash" says 'regeling.hash: toen sha256:.*; nu sha256:'
sed 's/versie "2023.1"/versie "2023.2"/' $R | sed 's|gebruik "../|gebruik "'"$PWD"'/rules/|' >"$T/versie.jhr"
run replay -r "$T/versie.jhr" "$B"
ok "another version of the rules: exit 1" exits 1
ok "another version of the rules: named" says 'regeling.versie: toen 2023.1; nu 2023.2'
ok "the same besluit by them is not named" sh -c '! grep -q "besluit: toen" "$1"' - "$out"
(cd "$T" && "$OLDPWD/$JHR" replay bewijs.json) >"$out" 2>"$err"
code=$?
ok "rules that are elsewhere: exit 3" exits 3
ok "rules that are elsewhere: -r" complains 'met -r waar de regels nu staan'
run replay "$B" --input $V/fout-feitnaam.json
ok "replay of no proposal: exit 3" exits 3
run replay nergens.json
ok "no receipt: exit 3" exits 3
head -c 300 "$B" >"$T/af.json"
run replay "$T/af.json"
ok "a receipt cut off: exit 3" exits 3
ok "a receipt cut off: JHR6100" complains JHR6100
sed 's/"S1"/"S2"/' "$B" >"$T/om.json"
run replay "$T/om.json"
ok "a changed receipt: exit 3" exits 3
ok "a changed receipt: JHR6101" complains JHR6101
sed 's/"taal": "nl"/"taal": "nl", "naam": "x"/' "$B" >"$T/meer.json"
run replay "$T/meer.json"
ok "an unknown name: JHR6102" complains JHR6102
sed 's/"bytes": [0-9]*/"bytes": "x"/' "$B" >"$T/soort.json"
run replay "$T/soort.json"
ok "a wrong type: JHR6103" complains JHR6103
sed 's/"bewijsstuk": 1/"bewijsstuk": 2/' "$B" >"$T/twee.json"
run replay "$T/twee.json"
ok "a later form: JHR6104" complains JHR6104
sed 's/"jhr": "[^"]*"/"jhr": "0.0.9"/' "$B" >"$T/oud.json"
run replay "$T/oud.json"
ok "another version by hand: its seal is wrong" exits 3
run eval -r $R --receipt "$T/x.json" $V/fout-feitnaam.json
ok "no decision, no receipt: exit 3" exits 3
ok "no decision, no receipt" test ! -e "$T/x.json"
run eval -r $R --receipt "$T/nergens/x.json" $N
ok "a receipt that cannot be written: exit 3" exits 3
run eval -r $R --receipt "$T/x.json" $V/voorstellen.ndjson
ok "a receipt of many: exit 2" exits 2
run eval -r $R --receipt - $N
ok "a receipt on stdout: exit 2" exits 2
run eval -r $R --receipt "$T/x.json" -o "$T/x.json" $N
ok "receipt and result in one file: exit 2" exits 2
run eval -r $R --receipt "$T/x.json" --ledger "sqlite:$T/geen.db" $N
ok "a receipt of a decision with a ledger: exit 2" exits 2
run replay
ok "replay of nothing: exit 2" exits 2
run replay "$B" "$B"
ok "replay of two: exit 2" exits 2
