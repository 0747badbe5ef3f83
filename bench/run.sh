#!/bin/sh
# Every figure of the README, measured. Each line is one figure with its bound; exit 1 when one is passed.
set -u
status=0
B=${BUILD:-build} J=${JHR:-build/jhr}
R=rules/noord-limburg/noord-limburg.jhr
V=rules/noord-limburg/voorstellen/toelaatbaar-p2.json
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

"$B/bench/growth" || status=1
"$J" compile -q -o "$tmp/r.jhrc" $R || status=1
"$B/bench/cold" "for comparison, a process that does nothing" 1000 8192 /bin/true || status=1
"$B/bench/cold" "first decision in a new process, from text" 10 8192 "$J" eval -r $R -f json $V || status=1
"$B/bench/cold" "first decision in a new process, compiled" 5 8192 "$J" eval -r "$tmp/r.jhrc" -f json $V || status=1
"$B/bench/cold" "check of the shipped rules" 100 16384 "$J" check -q rules || status=1
cat >"$tmp/compile" <<EOF
#!/bin/sh
for rules in rules/*/*.jhr; do
    grep -q '^regeling' "\$rules" && { "$J" compile -q -o "$tmp/all.jhrc" "\$rules" || exit; }
done
EOF
chmod +x "$tmp/compile"
"$B/bench/cold" "compile of the shipped rules, one process each" 200 16384 "$tmp/compile" || status=1
for rules in rules/*/*.jhr; do
    grep -q '^regeling' "$rules" || continue
    "$J" compile -q -o "$tmp/s.jhrc" "$rules" || status=1
    # what it is made of: its own text, the files that it uses, and their tables
    sources=$(cat "$rules" rules/landelijk/*.jhr "${rules%/*}"/[bp]*.jhr "${rules%/*}"/*.csv 2>/dev/null | wc -c)
    compiled=$(wc -c <"$tmp/s.jhrc")
    echo "size: $rules with what it uses $sources bytes, compiled $compiled bytes"
    [ "$compiled" -lt "$sources" ] || status=1
    "$B/bench/decide" "$rules" 5 || status=1
    "$B/bench/reasons" "$rules" 200 || status=1
done
"$B/bench/proofs" || status=1
RUNS=3 "$B/bench/cold" "which changes of the shipped rules a voorbeeld notices" 5000 65536 \
    "$J" test --mutate rules || status=1
CI=examples/ci
sed 's/leeftijd < 10/leeftijd < 12/' $CI/rules/begeleiding.jhr >"$tmp/new.jhr"
awk '{ line[NR] = $0 } END { for (i = 0; i < 100000; i++) print line[i % NR + 1] }' $CI/zaken.ndjson \
    >"$tmp/zaken.ndjson"
RUNS=3 "$B/bench/cold" "100,000 proposals by the old rules and the new" 10000 65536 \
    "$J" diff $CI/rules/begeleiding.jhr "$tmp/new.jhr" --cases "$tmp/zaken.ndjson" || status=1
# A server of our own, with two databases: one for the ledger, one for pgbench.
cat >"$tmp/postgres" <<EOF
#!/bin/sh
createdb -h "\$PG_DIR" -U jhr ledger && createdb -h "\$PG_DIR" -U jhr pgbench &&
    "$B/bench/ledger_postgres" "postgres://jhr@/ledger?host=\$PG_DIR" \
        "postgres://jhr@/pgbench?host=\$PG_DIR" "$tmp"
EOF
chmod +x "$tmp/postgres"
tests/support/postgres "$tmp/postgres" || [ $? = 77 ] || status=1
if [ -x "$B/bench/scalar" ]; then
    "$B/bench/scalar" || status=1
fi
"$B/bench/block" 3 || status=1
"$B/bench/exact" rules/haaglanden/haaglanden-2027.jhr || status=1
"$B/bench/questions" rules/haaglanden/haaglanden-202[67].jhr rules/noord-limburg/noord-limburg.jhr || status=1
if [ -x "$B/bench/ledger" ]; then
    "$B/bench/ledger" "$tmp" || status=1
fi
exit $status
