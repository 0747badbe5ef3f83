#!/bin/sh
# Properties of every program, tried on the rules that ship and on those of the golden tests. A
# sample of the mutations in `make check`; all of them with FULL=1.
set -u
work=${TMPDIR:-$BUILD/tests/tmp}/properties
rm -rf "$work" && mkdir -p "$work" || exit 2
passed=0 failed=0 programs=0
places=400
[ -z "${MODE:-}" ] || places=60

for source in rules/*/*.jhr tests/golden/*.jhr tests/golden/*/*.jhr; do
    [ -f "$source" ] || continue
    out=$work/$programs.jhrc
    # What does not compile, or holds only names, has no program.
    "$JHR" compile -o "$out" "$source" >/dev/null 2>&1 && [ -s "$out" ] || { rm -f "$out"; continue; }
    programs=$((programs + 1))
    size=$(wc -c <"$source") compiled=$(wc -c <"$out")
    case $source in
    rules/*)
        # With the files that it uses: those are in the program too.
        whole=$(cat "${source%/*}"/*.jhr rules/landelijk/*.jhr | wc -c)
        echo "# $source: $size bytes, $compiled compiled"
        if [ "$compiled" -lt "$whole" ]; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "$source: the program is larger than its sources"
        fi
        ;;
    esac
done
if [ $programs = 0 ]; then
    echo "skipped: there is no program to try"
    exit 0
fi
if [ -n "${FULL:-}" ]; then set -- "$work"/*.jhrc; else set -- -n $places "$work"/*.jhrc; fi
if out=$("$BUILD/tests/properties/mutate_program" "$@" 2>&1); then
    passed=$((passed + 1))
    echo "# $programs programs, $out"
else
    failed=$((failed + 1))
    echo "$out"
fi
receipts=200
[ -z "${MODE:-}" ] || receipts=110
[ -z "${FULL:-}" ] || receipts=500
if out=$("$BUILD/tests/properties/receipt" $receipts 2>&1); then
    passed=$((passed + 1))
    echo "# $out"
else
    failed=$((failed + 1))
    echo "$out"
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
