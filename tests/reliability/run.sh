#!/bin/sh
# What becomes of a ledger when many write at once, when a process, a server or the power goes at a
# bad moment, when the disk fails, and when somebody changes its rows; on SQLite and on a PostgreSQL
# of our own. And the corpus of tests/ledger, which gives the same answers on both. A sample of each
# in `make check`, all of it with FULL=1.
set -u
server=${1:-}
passed=0 failed=0
note() { # note EXIT TEXT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not right: $2"
    fi
}

if [ -z "$server" ]; then
    tests/support/postgres "$0" --postgres
    code=$?
    [ $code = 77 ] || exit $code
    "$0" --none # no server to be had, which was said: SQLite alone
    exit
fi

# ---- each test on both ----
if [ -n "${FULL:-}" ]; then
    attempts=10000 places=1000 rounds=100 kills=500 crashes=5 stride=3 cuts=500 off=20
else
    attempts=240 places=60 rounds=4 kills=6 crashes=1 stride=151 cuts=15 off=8
fi
T=$TMPDIR
# Races with a plafond for exactly so many; the others with room for all.
sed "s/€ 80.000\$/€ $((places * 80))/" tests/reliability/plafond.jhr >"$T/precies.jhr"
sed 's/€ 80.000$/€ 800.000.000/' tests/reliability/plafond.jhr >"$T/ruim.jhr"
try() { # try URL TEST RULES [N…]
    url=$1 test=$2 rules=$T/$3.jhr
    shift 3
    "$BUILD/tests/reliability/reliability" "$test" "$url" "$rules" "$@" >"$T/said" 2>&1
    note $? "$test on ${url%%:*}: $(grep -v '^# ' "$T/said")"
    grep '^# ' "$T/said"
}
on_each() { # on_each TEST RULES [N…]
    name=$1
    try "sqlite:$T/$name.db" "$@"
    [ "$server" = --none ] || { createdb -h "$PG_DIR" -U jhr "$name" &&
        try "postgres://jhr@/$name?host=$PG_DIR" "$@"; }
}
on_each plafond precies $attempts $places
on_each children ruim $rounds
on_each key ruim $rounds
printf 'id;jeugdige;gemeente;product;aanbieder;van;tot_en_met\n%s\n' \
    'g1;naast;9901;X1;A17;2027-01-01;2027-12-31' >"$T/naast.csv"
on_each beside ruim "$T/naast.csv"
on_each kill ruim $kills
on_each lost ruim
on_each tamper ruim
on_each clock ruim
[ -z "${FULL:-}" ] || on_each locked ruim # waits ten seconds
try "$T/io.db" io ruim $stride
try "$T/cut.db" cut ruim $cuts
try "$T/off.db" cut-off ruim $off

# ---- a file that may only be read ----
# By another user than root, whom no permission stops.
D=$(mktemp -d /tmp/jhr-lezen.XXXXXX) && chmod 755 "$D" || exit 2
trap 'rm -rf "$D"' EXIT
cp "$BUILD/jhr" "$BUILD"/libjhr-ledger.so* tests/ledger/geld.jhr "$D"
reader() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; else "$@"; fi
}
"$JHR" ledger init -r tests/ledger/geld.jhr --db "sqlite:$D/x.db" >/dev/null
cp "$D/x.db" "$T/x.db"
chmod 444 "$D/x.db"
chmod 555 "$D"
reader "$D/jhr" ledger expire --db "sqlite:$D/x.db" >"$T/said" 2>&1
code=$?
chmod 755 "$D"
[ $code = 3 ] && grep -q 'JHR703[0-9]' "$T/said" && cmp -s "$D/x.db" "$T/x.db"
note $? "a file that may only be read: exit $code, $(cat "$T/said")"

if [ "$server" = --none ]; then
    echo "# ledger: without PostgreSQL, as none can be started here"
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
    exit
fi

# ---- the server goes away ----
createdb -h "$PG_DIR" -U jhr server
try "postgres://jhr@/server?host=$PG_DIR" server ruim $crashes "$PG_DIR"

createdb -h "$PG_DIR" -U jhr connection
try "postgres://jhr@/connection?host=$PG_DIR" connection ruim

# ---- what a message may not say ----
for url in 'postgres://u:geheim@h.invalid/x' 'postgres://u:ge@heim@h.invalid/x' \
    'postgres://u:pa/geheim@h.invalid/x' 'postgres://h.invalid/x?user=u&password=geheim'; do
    "$JHR" ledger status --db "$url" >"$T/said" 2>&1
    code=$?
    [ $code = 3 ] && grep -q JHR7030 "$T/said" && ! grep -q heim "$T/said"
    note $? "no password in a message: exit $code, $(cat "$T/said")"
done

# ---- both databases, the same answers ----
# Without what differs: the address, the time, hashes, which hold the time, and the numbers that a
# transaction which was rolled back uses up in PostgreSQL.
same() { # same TRANSCRIPT
    sed -E -e "s#postgres://jhr@/([a-z]*)[?]host=$PG_DIR#DB/\1#g" \
        -e "s#sqlite:$TMPDIR/corpus-[a-z]*/([a-z]*)[.]db#DB/\1#g" \
        -e "s#$TMPDIR/corpus-[a-z]*#TMP#g" -e 's/[0-9a-f]{64}/HASH/g' \
        -e 's/[0-9]{4}-[0-9-]{5}T[0-9:.]+Z/TIJD/g' \
        -e 's/"(nummer|indicatie|jeugdige|gewist)": ?[0-9]+/"\1":N/g' \
        -e 's/,[0-9]+,([0-9]+,TIJD,[a-z]+),[0-9]+,[0-9]+,/,N,\1,N,N,/' "$1"
}
corpus() { # corpus NAME
    mkdir -p "$TMPDIR/corpus-$1"
    TRANSCRIPT=$TMPDIR/$1.said TMPDIR=$TMPDIR/corpus-$1 tests/ledger/run.sh >"$TMPDIR/$1.log" 2>&1
}
corpus sqlite
NEW_LEDGER="createdb -h $PG_DIR -U jhr" LEDGER_URL="postgres://jhr@/%s?host=$PG_DIR" corpus postgres
note $? "the corpus of tests/ledger on PostgreSQL: $(tail -n 20 "$TMPDIR/postgres.log")"
same "$TMPDIR/sqlite.said" >"$TMPDIR/a"
same "$TMPDIR/postgres.said" >"$TMPDIR/b"
diff "$TMPDIR/a" "$TMPDIR/b" >"$TMPDIR/differs"
note $? "both databases say the same: $(head -n 20 "$TMPDIR/differs")"
[ -s "$TMPDIR/a" ]
note $? "there is something to compare"
echo "# ledger: $(grep -c '^jhr ledger' "$TMPDIR/a") commands on SQLite and PostgreSQL, the same answers"

echo "$passed passed, $failed failed"
[ $failed = 0 ]
