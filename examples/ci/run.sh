#!/bin/sh
# From the root of the tree. First a change of the rules of Haaglanden in a git repository of its own: one
# that is right, one with an error, one that changes an answer. Then, with a small regeling, what each kind
# of change does, and whether it does what it declares. `expected` is what it prints.
set -eu
tree=$PWD
case ${JHR:=build/jhr} in /*) ;; *) JHR=$tree/$JHR ;; esac
export JHR LC_ALL=C
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
export GIT_AUTHOR_NAME=voorbeeld GIT_AUTHOR_EMAIL=voorbeeld@example.org
export GIT_COMMITTER_NAME=voorbeeld GIT_COMMITTER_EMAIL=voorbeeld@example.org
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE 2>/dev/null || true
scratch=${TMPDIR:-/tmp}/ci-voorbeeld
rm -rf "$scratch"
mkdir -p "$scratch/mijn regels/ci" "$scratch/mijn regels/rules"
cd "$scratch/mijn regels"
cp "$tree/examples/ci/controleer.sh" ci/
cp -R "$tree/rules/landelijk" "$tree/rules/haaglanden" rules/
git init -q -b main .
cp "$tree/examples/ci/pre-commit" .git/hooks/pre-commit
rules=rules/haaglanden/haaglanden-2027.jhr

commit() { # commit SUBJECT: what the hook says, and whether it went in
    echo "== $1"
    if git commit -q -m "$1" >log 2>&1; then echo "vastgelegd"; else echo "tegengehouden"; fi
    sed -n 's/^[^ ]*: mislukt/mislukt/p; /^fout/p; / geslaagd, /p' log
    rm log
}

git add ci rules
commit "De regels van Haaglanden"

sed 's/leeftijd tussen 16 en 18/leeftijd tussen 16 en 17/' "$rules" >nieuw && mv nieuw "$rules"
git add rules
commit "Een andere leeftijd: een voorbeeld klopt niet meer"

sed 's/"R35: 18 jaar telt mee"/"R35: 18 jaar telt niet mee"/
    /R35: 18 jaar/,/verwacht/s/met voorwaarde R35/zonder voorwaarde R35/' "$rules" >nieuw && mv nieuw "$rules"
git add rules
commit "Een andere leeftijd, met het voorbeeld erbij"

sed 's/^eis R14 /eis R08 /' "$rules" >nieuw
cp "$rules" goed && mv nieuw "$rules"
git add rules
mv goed "$rules"
commit "Een naam twee keer klaargezet, in de map al hersteld"

git add rules
echo "aantekening" >lees.txt
git add lees.txt
echo "eis" >>"$rules"
commit "Geen regel gewijzigd: wat in de map staat telt niet"
git checkout -q -- "$rules"

JHR_SARIF=regels.sarif ci/controleer.sh rules
grep -o '"version": *"2.1.0"' regels.sarif
if ci/controleer.sh --onzin 2>/dev/null; then exit 1; else echo "afsluitcode $?"; fi
if ci/controleer.sh bestaat-niet 2>/dev/null; then exit 1; else echo "afsluitcode $?"; fi

# ---- what a change changes, and whether it says so ----

rm -rf "$scratch"
mkdir -p "$scratch/klein/ci"
cd "$scratch/klein"
cp "$tree/examples/ci/controleer.sh" "$tree/examples/ci/vergelijk.sh" ci/
cp -R "$tree/examples/ci/rules" "$tree/examples/ci/zaken.ndjson" .
git init -q -b main .
git add -A
git commit -q -m "De regels"
rules=rules/begeleiding.jhr

wijziging() { # wijziging NAAM SED: what the pipeline says of it
    git checkout -q -b "$1" main
    sed "$2" $rules >nieuw && mv nieuw $rules
    echo "== $1"
    rm -f verschil.txt
    if ci/vergelijk.sh main >log 2>&1; then
        echo "niets op te geven: $(grep -o '^Gelijk, bewezen' log)"
    else
        echo "tegengehouden met afsluitcode $?:"
        sed -n 's/^  + begeleiding /  /p' log
        "$JHR" diff --quiet -f compact git:main:rules rules >verschil.txt
        if ci/vergelijk.sh main >log 2>&1; then echo "opgegeven in verschil.txt: goed"; else cat log; fi
    fi
    git add -A && git commit -q -m "$1"
    git checkout -q main
}

wijziging een-cel 's/| A01 | nee | nee | ja  |/| A01 | nee | nee | nee |/'
wijziging een-leeftijd 's/leeftijd < 10/leeftijd < 12/'
wijziging een-tarief 's/€ 60,-/€ 75,-/'
wijziging een-nieuwe-weigering 's/^stapeling S1/eis E5 "Geen zware begeleiding bij crisis"\
  voor product is A02\
  nooit als crisis en leeftijd < 4\
  reden 7\
\
&/'
wijziging herschreven 's/zwaar_nodig = crisis of niet veilig/zwaar_nodig = niet (veilig en niet crisis)/'
wijziging voorstel-wordt-wet 's/stand voorgesteld/stand vastgesteld/'

echo "== anders dan opgegeven"
git checkout -q een-leeftijd
sed 's/leeftijd < 12/leeftijd < 14/' $rules >nieuw && mv nieuw $rules
if ci/vergelijk.sh main >log 2>&1; then exit 1; else echo "tegengehouden met afsluitcode $?:"; fi
sed -n 's/^  \([-+]\) begeleiding /  \1 /p' log
git checkout -q -- . && git checkout -q main

echo "== wat een voorstel zou doen"
"$JHR" diff --quiet -f compact --stand voorgesteld $rules $rules
echo "== de zaken van vorig jaar"
git checkout -q een-leeftijd
JHR_VOORSTELLEN=zaken.ndjson JHR_SAMENVATTING=samenvatting.md ci/vergelijk.sh main | sed -n '/^Van /,$p'
head -n 5 samenvatting.md
if ci/vergelijk.sh 2>/dev/null; then exit 1; else echo "afsluitcode $?"; fi
if ci/vergelijk.sh bestaat-niet 2>/dev/null; then exit 1; else echo "afsluitcode $?"; fi
git checkout -q main
rm -rf "$scratch"
