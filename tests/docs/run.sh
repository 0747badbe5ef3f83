#!/bin/sh
# What the documentation shows is what happens. In README.md, the other texts of the root, docs/*.md
# and examples/*/README.md:
#
#   ```console             each "$ " line (continued by "> " lines) is run by sh, a block in one shell,
#                          from the root of the tree; what it prints, to stdout and stderr, must be
#                          what follows it. UPDATE=1 rewrites the text instead.
#   ```jhr                 a whole rule file: `jhr check` finds no error, and `jhr test` passes when it
#                          has a voorbeeld
#   ```jhr naam.jhr        the same, kept under that name, so that later blocks of the text may `gebruik` it
#   ```csv naam.csv        a table, kept under that name, that later blocks of the text may read
#   ```jhr-fout JHR1001    a whole rule file that gives this diagnostic
#   ```jhr-nog-niet JHR9008 the same, of a construct that this version does not carry out yet
#
# Other blocks are not run: ```sh, ```text, ```c and so on.
set -u
root=$PWD
case $JHR in
/*) jhr=$JHR ;;
*) jhr=$root/$JHR ;;
esac
work=${TMPDIR:-$root/$BUILD/tests/tmp}/docs
rm -rf "$work" && mkdir -p "$work/tree/build" || exit 2
passed=0 failed=0
right() { passed=$((passed + 1)); }
wrong() { # wrong FILE:LINE TEXT
    echo "$1: $2"
    failed=$((failed + 1))
}

# The commands run in a folder that looks like the root of the tree, where build/jhr is the program
# under test, so that what they write stays out of the tree.
for entry in "$root"/*; do
    [ "${entry##*/}" = build ] || ln -s "$entry" "$work/tree/"
done
ln -s "$jhr" "$work/tree/build/jhr"
for entry in libjhr.a libjhr.so libjhr.so.0; do
    ln -s "$root/$BUILD/$entry" "$work/tree/build/"
done
PATH=$work/tree/build:$PATH
export PATH

split() { # split TEXT FOLDER: each block into a file of its own, and FOLDER/list: line, kind, word
    awk -v folder="$2" '
        function mark() { printf "jhr_status=$?; printf \"\\036\\n\"; (exit $jhr_status)\n" >file }
        !inside && /^[ \t]+```(console|jhr)/ { print FNR, "indented", "-" >(folder "/list") }
        !inside && /^```/ {
            inside = 1; split(substr($0, 4), info, /[ \t]+/)
            kind = info[1]; file = ""
            if (kind ~ /^(console|jhr|csv|jhr-fout|jhr-nog-niet)$/) {
                file = folder "/" FNR
                print FNR, kind, (info[2] == "" ? "-" : info[2]) >(folder "/list")
                printf "" >file
            }
            next
        }
        inside && /^```[ \t]*$/ { if (file) { if (kind == "console") mark(); close(file) } inside = 0; next }
        inside && file && kind != "console" { print >file }
        inside && file && /^\$ / { mark(); print substr($0, 3) >file; more = 1; next }
        inside && file && more && /^> / { print substr($0, 3) >file; next }
        { more = 0 }
    ' "$1"
}

merge() { # merge TEXT FOLDER: the text with the outputs that the commands really gave
    awk -v folder="$2" '
        # The next output: up to the mark, which may follow text without an end of line.
        function copy(   line) {
            while ((getline line <out) > 0) {
                if (line ~ /\036$/) {
                    sub(/\036$/, "", line)
                    if (line != "") print line
                    return
                }
                print line
            }
        }
        !inside && /^```/ {
            inside = 1; console = /^```console([ \t]|$)/; out = folder "/" FNR ".out"; pending = 0
            print; if (console) began = 0; next
        }
        inside && /^```[ \t]*$/ { if (console && pending) copy(); inside = 0; close(out); print; next }
        inside && console && /^\$ / {
            copy() # before the first command there is nothing; after it, its output
            print; pending = 1; began = 1; more = 1; next
        }
        inside && console && more && /^> / { print; next }
        { more = 0 }
        inside && console && began { next } # the output in the text: replaced
        { print }
    ' "$1"
}

console() { # console TEXT FOLDER LINE
    grep -q . "$2/$3" && [ "$(grep -c 036 "$2/$3")" -gt 1 ] ||
        { wrong "$1:$3" 'a console block without a "$ " line'; return; }
    (cd "$work/tree" && exec timeout 60 sh "$2/$3") >"$2/$3.out" 2>&1 </dev/null
}

rules() { # rules TEXT FOLDER LINE NAME
    name=$4
    [ "$name" = - ] && name=blok-$3.jhr
    cp "$2/$3" "$2/rules/$name"
    if ! out=$("$jhr" check "$2/rules/$name" 2>&1); then
        wrong "$1:$3" "this example has errors"
        echo "$out"
    elif grep -q '^[[:blank:]]*voorbeeld ' "$2/$3" && ! out=$("$jhr" test "$2/rules/$name" 2>&1); then
        wrong "$1:$3" "a voorbeeld of this example fails"
        echo "$out"
    else
        right
    fi
}

rules_with_error() { # rules_with_error TEXT FOLDER LINE CODE
    cp "$2/$3" "$2/rules/fout-$3.jhr"
    out=$("$jhr" check "$2/rules/fout-$3.jhr" 2>&1)
    code=$?
    case $4 in
    JHR[0-9][0-9][0-9][0-9]) ;;
    *) wrong "$1:$3" "name the diagnostic, as in: jhr-fout JHR1001" && return ;;
    esac
    if [ $code -gt 1 ]; then
        wrong "$1:$3" "jhr check ended with $code"
        echo "$out"
    elif ! echo "$out" | grep -q "$4"; then
        wrong "$1:$3" "this example does not give $4 but:"
        echo "$out"
    else
        right
    fi
}

for text in ./*.md docs/*.md docs/*/*.md examples/*/README.md; do
    [ -f "$text" ] || continue
    text=${text#./}
    folder=$work/$(echo "$text" | tr / _)
    mkdir -p "$folder/rules"
    : >"$folder/list"
    split "$text" "$folder"
    while read -r line kind word; do
        case $kind in
        console) console "$text" "$folder" "$line" ;;
        jhr) rules "$text" "$folder" "$line" "$word" ;;
        csv) cp "$folder/$line" "$folder/rules/$word" ;;
        jhr-fout | jhr-nog-niet) rules_with_error "$text" "$folder" "$line" "$word" ;;
        indented) wrong "$text:$line" "an indented block is not checked: put it at the margin" ;;
        esac
    done <"$folder/list"
    grep -q ' console ' "$folder/list" || continue
    merge "$text" "$folder" >"$folder/new"
    if cmp -s "$text" "$folder/new"; then
        right
    elif [ -n "${UPDATE:-}" ]; then
        cat "$folder/new" >"$text"
        right
    else
        wrong "$text" "the commands print something else than the text says (UPDATE=1 rewrites it):"
        diff -u "$text" "$folder/new" | sed 1,2d
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
