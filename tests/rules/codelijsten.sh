#!/bin/sh
# codelijsten.sh CSV FILE.jhr: the soorten in FILE.jhr are the code lists of CSV, row for row in its
# order: behind each value stand the code and the description. Exit 1 when they differ.
set -u
lists=$(awk '
    /^# [A-Z]+[0-9]+, / { list = substr($2, 1, length($2) - 1) }
    /^soort / { inside = 1; next }
    /^}/ { inside = 0 }
    inside && / # / { text = $0; sub(/^[^#]*# /, "", text); code = text; sub(/ .*/, "", code)
        sub(/^[^ ]* /, "", text); print list "\t" code "\t" text }
' "$2")
facts=$(awk -F , 'NR > 1 { text = $0; sub(/^[^,]*,[^,]*,[^,]*,/, "", text); gsub(/^"|"$/, "", text)
    print $1 "\t" $3 "\t" text }' "$1")
rows() { printf '%s\n' "$1" | LC_ALL=C sort; }
[ -n "$facts" ] || { echo "no rows in $1"; exit 1; }
[ "$(rows "$lists")" = "$(rows "$facts")" ] && exit 0
rows "$lists" >"${TMPDIR:?}/lists"
rows "$facts" >"$TMPDIR/facts"
diff "$TMPDIR/facts" "$TMPDIR/lists"
exit 1
