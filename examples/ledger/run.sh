#!/bin/sh
# Two teams race for the last place: first two commands, then two processes of a C program.
# From the root of the tree; JHR and BUILD as for the tests.
set -eu
JHR=${JHR:-build/jhr}
build=${BUILD:-build}
here=examples/ledger
work=$(mktemp -d "${TMPDIR:-/tmp}/race.XXXXXX")
trap 'rm -rf "$work"' EXIT

fresh() { # fresh NAME: a ledger in which one of two places is taken in 2028
    "$JHR" ledger init -r $here/plaatsen.jhr --db "sqlite:$work/$1.db" >"$work/out"
    "$JHR" ledger load --db "sqlite:$work/$1.db" $here/lopend.csv >"$work/out"
}

echo "# twee opdrachten"
fresh commands
for team in noord zuid; do
    {
        code=0
        "$JHR" ledger reserve -r $here/plaatsen.jhr --db "sqlite:$work/commands.db" --key $team \
            $here/$team.json >"$work/$team.out" 2>"$work/$team.err" || code=$?
        echo $code >"$work/$team.code"
    } &
done
wait
for team in noord zuid; do
    echo "afsluitcode $(cat "$work/$team.code"): $(sed -n 's/^    "status": "\(.*\)",*$/\1/p' "$work/$team.out")"
done | sort
"$JHR" ledger status --db "sqlite:$work/commands.db" --at 2028-01-01
"$JHR" ledger verify --db "sqlite:$work/commands.db" | grep klopt

echo "# twee processen van een C-programma"
fresh program
cc=${CC:-gcc} flags=
case ${MODE:-} in # a library with a sanitizer wants a program with it
asan) flags="-fsanitize=address,undefined" ;;
ubsan) cc=clang flags="-fsanitize=undefined" ;;
cov) flags=--coverage ;;
clang) cc=clang ;;
esac
# shellcheck disable=SC2086
$cc -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Werror $flags -Iinclude \
    -o "$work/race" $here/race.c "$build/libjhr-ledger.so" "$build/libjhr.a" \
    -Wl,-rpath,"$(cd "$build" && pwd)" -ljansson -lutf8proc -lsodium -lcsv
"$work/race" $here/plaatsen.jhr "sqlite:$work/program.db" $here/noord.json $here/zuid.json
