#!/bin/sh
# Builds main.c against the static library in BUILD, decides one proposal and prints the besluit.
# From the root of the tree; BUILD is build unless it is set. The hash of the rules is left out.
set -eu
build=${BUILD:-build}
here=examples/embed-c
work=$(mktemp -d "${TMPDIR:-/tmp}/embed.XXXXXX")
trap 'rm -rf "$work"' EXIT
cc=${CC:-gcc} flags=
case ${MODE:-} in # a library with a sanitizer wants a program with it
asan) flags="-fsanitize=address,undefined" ;;
ubsan) cc=clang flags="-fsanitize=undefined" ;;
cov) flags=--coverage ;;
clang) cc=clang ;;
esac
# shellcheck disable=SC2086
$cc -std=c11 -Wall -Wextra -Wpedantic -Werror $flags -Iinclude -o "$work/embed" "$here/main.c" \
    "$build/libjhr.a" -ljansson -lutf8proc -lsodium -lcsv
"$work/embed" "$here/regels.jhr" "$here/voorstel.json" >"$work/besluit"
sed 's/sha256:[0-9a-f]*/sha256:.../' "$work/besluit"
