#!/bin/sh
# From the root of the tree. A change of the rules of Haaglanden in a git repository of its own: one that
# is right, one with an error, one that changes an answer. `expected` is what it prints.
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
rm -rf "$scratch"
