#!/bin/sh
# The ledger on a real PostgreSQL: the corpus of tests/ledger gives the same answers as on SQLite.
set -u
passed=0 failed=0
note() { # note EXIT TEXT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not right: $2"
    fi
}

if [ "${1:-}" != --with-postgres ]; then
    tests/support/postgres "$0" --with-postgres
    code=$?
    # The server could not be had: said by the script, and no failure.
    [ $code != 77 ] || code=0
    exit $code
fi

# ---- both databases, the same answers ----
same() { # same TRANSCRIPT: without what differs: the address, and hashes, which hold the time
    sed -E -e "s#postgres://jhr@/([a-z]*)[?]host=$PG_DIR#DB/\1#g" \
        -e "s#sqlite:$TMPDIR/corpus-[a-z]*/([a-z]*)[.]db#DB/\1#g" \
        -e "s#$TMPDIR/corpus-[a-z]*#TMP#g" -e 's/[0-9a-f]{64}/HASH/g' "$1"
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
