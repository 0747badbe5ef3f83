#!/bin/sh
# controleer.sh [--index] [MAP]: controleert de regels in MAP (standaard: rules), bewijst wat er te bewijzen
# is en speelt de voorbeelden na. Checks the rules in MAP, proves what there is to prove, and runs their
# voorbeelden.
#
#   --index   wat klaarstaat om vast te leggen, en niet wat er in de map staat; niets te doen als er geen
#             regel, tabel of voorstel bij is / what is staged, not what lies in the folder
#
# Uit de omgeving / from the environment:
#   JHR         de opdracht jhr / the command jhr
#   JHR_SARIF   schrijf de meldingen ook in dit bestand, voor GitHub / write the findings there too
#
# Afsluitcode / exit code: 0 goed; 1 een fout of een voorbeeld dat niet klopt; 2 verkeerd gebruik.
set -u
JHR=${JHR:-jhr}
index=

[ "${1:-}" = --index ] && index=1 && shift
if [ $# -gt 1 ] || [ "${1#-}" != "${1:-}" ]; then
    echo "gebruik: controleer.sh [--index] [MAP]" >&2
    exit 2
fi
map=${1:-rules}
command -v "$JHR" >/dev/null || { echo "jhr is niet gevonden / jhr was not found" >&2; exit 2; }

if [ -n "$index" ]; then
    git diff --cached --quiet -- "$map" && exit 0
    boom=$(mktemp -d) || exit 2
    trap 'rm -rf "$boom"' EXIT
    git checkout-index --all --prefix="$boom/" || exit 2
    cd "$boom" || exit 2
fi
[ -d "$map" ] || { echo "de map $map is er niet / there is no folder $map" >&2; exit 2; }

if [ -n "${JHR_SARIF:-}" ]; then
    "$JHR" check --quiet -f sarif -o "$JHR_SARIF" "$map"
fi
"$JHR" check "$map" || exit
"$JHR" verify --quiet -f compact --only bereik,overbodig,tegenspraak,producten,gaten,bewijs "$map" || exit
"$JHR" test "$map"
