#!/bin/sh
# citaten.sh QUOTES FILE.jhr...: every `citaat` stands word for word in a quote of the source that
# the rule names (`volgens`). Prints the ones that do not; exit 1 when there are any, or none at all.
set -u
quotes=$1
shift
awk -F '\t' '
    FNR == NR {
        if ($0 !~ /^#/) { n++; source[n] = $2; quote[n] = $3 }
        next
    }
    /^[a-z]/ { bron = "" }
    /^[ ]+volgens / { split($0, word, " "); bron = word[2] }
    /^[ ]+citaat "/ {
        text = $0
        sub(/^[ ]+citaat "/, "", text)
        sub(/"[ ]*(#.*)?$/, "", text)
        gsub(/""/, "\"", text)
        found = 0
        for (i = 1; i <= n; i++)
            if (source[i] == bron && index(quote[i], text) > 0) found = 1
        seen++
        if (!found) { print FILENAME ":" FNR ": not in " bron ": " text; bad++ }
    }
    END { print "# " FILENAME ": " seen " citaten, " bad + 0 " not found"; exit bad > 0 || seen == 0 }
' "$quotes" "$@"
