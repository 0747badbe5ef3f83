#!/bin/sh
# samenvatting.sh RULES <proposals.ndjson: how many of which besluit, what to ask, what was refused.
# JHR is the command (jhr unless it is set).
set -eu
rules=$1
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# A bad document does not stop the others: its line holds "fout", and the exit code is 3.
code=0
"${JHR:-jhr}" eval -r "$rules" - >"$out" || code=$?
[ "$code" = 0 ] || [ "$code" = 3 ] || exit "$code"

echo "besluiten:"
sed -n 's/^{"besluit": *"\([^"]*\)".*/\1/p' "$out" | sort | uniq -c | sort -k1,1nr -k2

echo "nog te vragen:"
grep -o '"feit": *"[^"]*"' "$out" | sed 's/.*"\([^"]*\)"$/\1/' | sort | uniq -c | sort -k1,1nr -k2

echo "fouten in voorstellen:"
sed -n 's/^{"fout":{"code": *"\([^"]*\)".*"regel": *\([0-9]*\)}.*/   regel \2: \1/p' "$out"
