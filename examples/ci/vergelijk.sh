#!/bin/sh
# vergelijk.sh BASIS [MAP]: zegt welke besluiten verschillen tussen de regels van de git-revisie BASIS en
# die in MAP (standaard: rules), en houdt dat naast het verschil dat de wijziging zelf opgeeft. Says which
# decisions differ, and compares that with the difference that the change itself declares.
#
# Uit de omgeving / from the environment:
#   JHR               de opdracht jhr / the command jhr
#   JHR_VERSCHIL      het opgegeven verschil (standaard: verschil.txt); is het er niet, dan mag er geen
#                     besluit veranderen / the declared difference; without it no decision may change
#   JHR_SAMENVATTING  schrijf het verschil ook hier, als markdown / write the difference here too
#   JHR_VOORSTELLEN   tel ook deze voorstellen (NDJSON) / count these proposals too
#
# Afsluitcode / exit code: 0 zoals opgegeven; 1 iets anders, of een fout in de regels; 2 verkeerd gebruik.
set -u
JHR=${JHR:-jhr}
case ${1:-} in
'' | -*)
    echo "gebruik: vergelijk.sh BASIS [MAP]" >&2
    exit 2
    ;;
esac
basis=$1
map=${2:-rules}
verschil=${JHR_VERSCHIL:-verschil.txt}
[ -f "$verschil" ] || verschil=/dev/null
command -v "$JHR" >/dev/null || { echo "jhr is niet gevonden / jhr was not found" >&2; exit 2; }

set -- "git:$basis:$map" "$map" --expect "$verschil"
[ -z "${JHR_VOORSTELLEN:-}" ] || set -- "$@" --cases "$JHR_VOORSTELLEN"
if [ -n "${JHR_SAMENVATTING:-}" ]; then
    "$JHR" diff --quiet -f markdown "$@" >>"$JHR_SAMENVATTING"
fi
"$JHR" diff "$@"
