#!/bin/sh
# validator: what the proofs say against the program, case by case and by enumeration.
# SEED changes what is run.
set -u
program=$BUILD/tests/validator/validator
failed=0 passed=0
if [ -n "${FULL:-}" ]; then
    regelingen=600 cases=60 pairs=3500 least=2000 shipped=10000000 rounds=200
else
    regelingen=60 cases=30 pairs=60 least=1 shipped=20000 rounds=5
fi
case ${MODE:-} in
asan | ubsan) regelingen=$((regelingen / 6)) pairs=$((pairs / 6)) ;;
esac
T=${TMPDIR:-/tmp}
# Side by side: start, and what came of all that was started.
started=0
start() {
    started=$((started + 1))
    echo "$*" >"$T/start.$started"
    { "$program" "$@" >"$T/said.$started" 2>&1; echo $? >"$T/code.$started"; } &
}
finish() {
    wait
    for i in $(seq 1 $started); do
        cat "$T/said.$i"
        if [ "$(cat "$T/code.$i")" = 0 ]; then
            passed=$((passed + 1))
        else
            echo "FAILED: $(cat "$T/start.$i")"
            failed=$((failed + 1))
        fi
    done
}
start pairs "${SEED:-1}" "$pairs"
for rules in rules/*/*.jhr; do
    grep -q '^regeling' "$rules" || continue
    grep -q 'stand voorgesteld' "$rules" || continue
    start shipped "${SEED:-1}" "$shipped" "$rules"
done
start points "${SEED:-1}" "$regelingen" "$cases"
start findings "${SEED:-1}" "$pairs"
finish
counted=$(sed -n 's/.* pairs, \([0-9]*\) counted.*/\1/p' "$T/said.1")
if [ "${counted:-0}" -lt "$least" ] && [ -z "${MODE:-}" ]; then
    echo "FAILED: $counted pairs counted, fewer than $least"
    failed=$((failed + 1))
fi
# The command decides each getuige as the finding says.
P=tests/validator/proef.jhr
decides() { # decides CODE BESLUIT WORDS…: with eval
    code=$1 besluit=$2
    shift 2
    sed -n "s/.*\"code\":\"$code\".*\"getuige\":\({.*}\)},*\$/\1/p" "$T/found" >"$T/getuige.ndjson"
    n=$(wc -l <"$T/getuige.ndjson")
    "$JHR" eval -q -r $P "$@" "$T/getuige.ndjson" >"$T/besluit"
    if [ "$n" -gt 0 ] && [ "$(grep -c "\"besluit\":\"$besluit\"" "$T/besluit")" -eq "$n" ]; then
        passed=$((passed + 1))
    else
        echo "FAILED: the getuige of $code is not decided $besluit"
        cat "$T/getuige.ndjson" "$T/besluit"
        failed=$((failed + 1))
    fi
}
"$JHR" verify -f json $P >"$T/found"
[ $? -eq 1 ] || failed=$((failed + 1))
decides JHR3101 "niet toelaatbaar"
decides JHR3102 "niet toelaatbaar"
decides JHR3103 "niet toelaatbaar"
decides JHR3106 "toelaatbaar"
decides JHR3110 "toelaatbaar"
decides JHR3110 "niet toelaatbaar" --stand voorgesteld
decides JHR3111 "niet toelaatbaar"
# Words and exit codes.
expect() { # expect CODE WORDS…
    want=$1
    shift
    "$JHR" "$@" >"$T/out" 2>"$T/err"
    got=$?
    if [ $got -eq "$want" ]; then
        passed=$((passed + 1))
    else
        echo "FAILED: jhr $*: exit $got, not $want"
        failed=$((failed + 1))
    fi
}
expect 1 verify $P
# A length that may have no end, asked after a table was looked into, is cut all the same.
sed 's/323 dagen/400 dagen/' tests/validator/tabel.jhr >"$T/later.jhr"
expect 1 diff --exit-code tests/validator/tabel.jhr "$T/later.jhr"
expect 0 verify --only gaten,overbodig $P
expect 1 verify --only overbodig --fail-level warning $P
expect 2 verify --only gat $P
expect 2 verify --budget 0 $P
expect 2 verify --budget veel $P
expect 2 verify -f csv $P
expect 2 verify
expect 3 verify "$T/nergens.jhr"
for format in text plain compact json sarif junit markdown github gitlab; do
    expect 1 verify -f $format $P
    grep -q B1 "$T/out" || { echo "FAILED: -f $format does not name B1"; failed=$((failed + 1)); }
    # a passed budget is said in every format
    expect 0 verify -f $format --budget 300 rules/noord-limburg/noord-limburg.jhr
    grep -q "JHR3120" "$T/out" || { echo "FAILED: -f $format hides a passed budget"; failed=$((failed + 1)); }
done
# kosten over several periods of a tarief are searched, and each format names them
for format in text plain compact json sarif junit markdown github; do
    expect 0 verify -f $format examples/ci/rules/begeleiding.jhr
    grep -q "kosten hoogstens" "$T/out" || { echo "FAILED: -f $format hides what is opaque"; failed=$((failed + 1)); }
done
# The shipped rules have no finding that nobody explained.
expect 0 verify --fail-level warning rules/

# The oracle needs libbdd-dev (.ci/setup full), and is not built under a sanitizer's runtime.
if [ -f /usr/include/bdd.h ] && [ -z "${MODE:-}" ]; then
    if ${TEST_CC:-gcc} -D_POSIX_C_SOURCE=200809L -std=c11 -O2 -I. -Iinclude tests/validator/buddy/buddy.c \
        "$BUILD/libjhr.a" -lbdd -lsodium -lutf8proc -ljansson -lcsv -lm -o "${TMPDIR:-/tmp}/buddy"; then
        program=${TMPDIR:-/tmp}/buddy
        started=0
        start "${SEED:-1}" "$rounds"
        finish
    else
        failed=$((failed + 1))
    fi
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
