#!/bin/sh
# ingangen.sh ENTRIES README: README says of each entry of the catalogue, in the part of each region
# that its sources are about, what became of it; and names no other. An entry that binds is not called
# an opinion. Prints what is missing; exit 1 when anything is.
set -u
awk -F '\t' '
    FNR == NR {
        if ($0 ~ /^#/) next
        n++
        if ($3 ~ /OG23/) want["Noord-Limburg", $1] = $2
        if ($3 ~ /OT21|HS18|VV16|VA1/) want["Haaglanden", $1] = $2
        next
    }
    /^## / { region = substr($0, 4) }
    /^\| [A-Z][0-9]+ \|/ {
        split($0, cell, " *[|] *")
        seen[region, cell[2]]++
        if (!((region, cell[2]) in want)) { print FILENAME ":" FNR ": " cell[2] " is no entry of " region; bad++ }
        else if (want[region, cell[2]] == "B" && cell[3] ~ /^mening/) { print FILENAME ":" FNR ": " cell[2] " binds"; bad++ }
        if (cell[3] == "") { print FILENAME ":" FNR ": nothing said of " cell[2]; bad++ }
    }
    END {
        for (key in want)
            if (seen[key] != 1) { split(key, part, SUBSEP); print part[1] ": " part[2] " stands there " seen[key] + 0 " times"; bad++ }
        print "# " n " entries, " bad + 0 " faults"
        exit bad > 0 || n == 0
    }
' "$1" "$2"
