#!/bin/sh
# The ledger through the command, on SQLite: what is booked, what is refused, what is repeated, and
# what each fault says. LEDGER_URL, with a %s for a name, runs it on another database, made by the
# command NEW_LEDGER. TRANSCRIPT, a file, is given all that was said.
set -u
passed=0 failed=0
T=$TMPDIR
R=tests/ledger/geld.jhr
out=$T/out err=$T/err
ok() { # ok TEXT COMMAND…
    text=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not right: $text (exit $code)"
        sed 's/^/    /' "$out" "$err" | tail -n 12
    fi
}
run() {
    "$JHR" "$@" >"$out" 2>"$err"
    code=$?
    [ -z "${TRANSCRIPT:-}" ] || { echo "jhr $*: exit $code" && cat "$out" "$err"; } >>"$TRANSCRIPT"
}
ledger() { verb=$1; shift; run ledger "$verb" --db "$DB" "$@"; }
exits() { [ $code = "$1" ]; }
says() { grep -q -- "$1" "$out"; }
warns() { grep -q -- "$1" "$err"; }
fresh() { # fresh NAME: an empty ledger with the accounts of the rules
    # shellcheck disable=SC2059
    DB=$(printf "${LEDGER_URL:-sqlite:$T/%s.db}" "$1")
    [ -z "${NEW_LEDGER:-}" ] || $NEW_LEDGER "$1"
    ledger init -r "$R"
}
# proposal FILE JEUGDIGE PRODUCT AANBIEDER VAN TOT [UREN [GEMEENTE [MORE]]]
proposal() {
    omvang=
    [ -z "${7:-}" ] || omvang=",\"omvang\":{\"volume\":$7,\"eenheid\":\"uur\"}"
    printf '{"peildatum":"2027-03-01","jeugdige":"%s","feiten":{"gemeente":"%s"},"voorstel":{"product":"%s","aanbieder":"%s","van":"%s","tot_en_met":"%s"%s%s}}\n' \
        "$2" "${8:-9901}" "$3" "$4" "$5" "$6" "$omvang" "${9:-}" >"$T/$1.json"
}
reserve() { key=$1 file=$2; shift 2; ledger reserve -r "$R" --key "$key" "$@" "$T/$file.json"; }
free() { # free REKENING [MORE]: what status says
    ledger status --at "${3:-2027-05-05}"
    grep "\"$1\"${2:-}" "$out" | sed -n 's/.*"vrij\(_cent\)*": \(-*[0-9a-z]*\).*/\2/p'
}
proposal geld1 p1 A01 A17 2027-03-01 2027-06-30 10
proposal geld2 p2 A01 A17 2027-12-01 2028-01-31 10
proposal geld3 p3 A01 A17 2027-04-01 2027-06-30 11
proposal dag1 p4 C01 A17 2027-04-01 2027-06-30
proposal dag2 p5 C01 A17 2027-04-01 2027-06-30
proposal dag3 p4 C02 A17 2027-05-01 2027-06-20
proposal dubbel p4 C01 A17 2027-05-01 2027-06-20

# ---- reserve ----
fresh first
ok "init makes the accounts" exits 0
ok "of each gemeente and year" says '"rekeningen": 9'
ledger init -r "$R"
ok "init again makes none" says '"nieuw": 0'
ok "and changes no limit" says '"grenzen_gewijzigd": 0'
reserve k1 geld1
ok "a reservation is granted" exits 0
ok "the besluit is toelaatbaar" says '"besluit": "toelaatbaar"'
ok "and names key and status" says '"status": "gereserveerd"'
ok "what was free, and the number of the last event" says '"volgnummer": 1, "plafond_cent": 200000, "vrij_cent": 200000'
ok "what was booked" says '"volgnummer": 2, "cent": 80000'
cp "$out" "$T/k1.out"
reserve k1 geld1
ok "the same again: the same answer" cmp -s "$out" "$T/k1.out"
ok "and nothing more booked" [ "$(free B5 '.*9901')" = 120000 ]
reserve k1 geld2
ok "the key with another proposal: exit 3" exits 3
ok "which says so" warns JHR7040
reserve k2 geld2
ok "over two years" exits 0
ok "half of it in each: 31 days" says '"jaar": 2028, "volgnummer": 2, "cent": 40000'
reserve k3 geld3
ok "no room left: exit 5" exits 5
ok "the besluit is printed" says '"besluit": "niet toelaatbaar"'
ok "a reservation may let go of it" says '"opnieuw": true'
ok "nothing booked" [ "$(free B5 '.*9901')" = 80000 ]
reserve k4 dag1
ok "a place" exits 0
reserve k5 dag2
ok "no place for another jeugdige" exits 5
reserve k6 dag3
ok "the same jeugdige has one already" exits 0
reserve k7 dubbel
ok "the same product twice for one jeugdige" says '"gronden": \["dubbel"'
ok "is a decision, no lack of room: exit 0" exits 0
ok "and is not reserved" says '"status": "niet gereserveerd"'
run eval -r "$R" --ledger "$DB" -f json "$T/dag2.json"
ok "eval with the ledger" exits 0
ok "sees the same" says '"besluit": "niet toelaatbaar"'
cat "$T/dag2.json" "$T/geld1.json" | run eval -r "$R" --ledger "$DB" -
ok "eval reads lines too" [ "$(grep -c '"ledger":' "$out")" = 2 ]
ledger verify
ok "verify" exits 0
ok "all is right" says '"klopt": true'

# ---- settle ----
ledger commit k1
ok "commit" exits 0
ledger commit k1
ok "commit again: nothing changes" says '"herhaald": true'
ledger release k1
ok "release what was committed: exit 5" exits 5
ok "with its reason" warns JHR7044
ledger commit --cents 30000 k2
ok "a part of it" exits 0
ok "the rest comes back, by days" [ "$(free B5 '.*9901')" = 105000 ]
ledger end --per 2027-04-30 k1
ok "end: half of the days" says '"vastgelegd_cent": -40000'
ledger end --per 2027-04-30 k1
ok "end again" says '"herhaald": true'
ledger end --per 2028-04-30 k1
ok "a later end is no end: exit 3" exits 3
ledger correct --cents 45000 k1
ok "correct" says '"vastgelegd_cent": 5000'
ledger correct --cents 4500000 k1
ok "correct beyond the limit: exit 5" exits 5
ledger end --per 2027-05-31 k4
ok "end frees the place" [ "$(free KDC '' 2027-06-01)" = 2 ]
ok "from the next day" [ "$(free KDC '' 2027-05-31)" = 1 ]
ok "but this jeugdige has another indication there" [ "$(free GROEI '.*A17' 2027-06-01)" = 0 ]
ledger release k6
ok "release" [ "$(free GROEI '.*A17' 2027-06-01)" = 1 ]
ledger commit k6
ok "commit after release: exit 5" exits 5
ledger release nooit
ok "an unknown key: exit 3" exits 3
ok "with its code" warns JHR7041
ledger verify
ok "verify again" says '"klopt": true'

# ---- changes ----
fresh changes
reserve a1 dag1
ledger commit a1
proposal langer p4 C01 A17 2027-06-01 2027-09-30 '' 9901 ',"wijzigt":"a1"'
reserve a2 langer
ok "an extension needs no second place" exits 0
ledger end --per 2027-05-01 a1
ok "what is being changed stays as it is: exit 5" exits 5
ledger commit a2
ok "commit of the extension" exits 0
ok "cuts the old one" says '"soort": "vervangen"'
ok "one place in June" [ "$(free KDC '' 2027-06-15)" = 1 ]
ok "one in September" [ "$(free KDC '' 2027-09-15)" = 1 ]
proposal niemand p4 C01 A17 2027-06-01 2027-09-30 '' 9901 ',"wijzigt":"a9"'
reserve a3 niemand
ok "a change of what is not there: exit 3" exits 3
reserve a4 geld1 --until 2001-01-01
ok "a reservation that has lapsed already is granted" exits 0
ledger commit a4
ok "and cannot be committed: exit 5" exits 5
ok "for that reason" warns JHR7045
ledger expire
ok "expire" says '"a4"'
ok "all is free" [ "$(free B5 '.*9901')" = 200000 ]
reserve a5 geld1 --until 2001-01-01
reserve a6 geld3 --until 2001-01-01
reserve a7 geld3
ok "what has lapsed makes room by itself" exits 0
ledger verify
ok "verify once more" says '"klopt": true'
sed 's/plafond Aasterveen € 2.000/plafond Aasterveen € 500/' "$R" >"$T/lager.jhr"
ledger init -r "$T/lager.jhr"
ok "a lower limit" exits 0
ok "which what runs is over" [ "$(free B5 '.*9901')" = -38000 ]
proposal klein p9 A01 A17 2027-03-01 2027-06-30 0
reserve a8 klein
ok "nothing is granted on an account that is over" exits 5
ledger verify
ok "and verify knows the limit of each moment" says '"klopt": true'

# ---- who ----
ledger erase p4
ok "erase" exits 0
ledger erase p4
ok "erase once" exits 3
reserve a1 dag1
ok "the key of what was erased is refused" warns JHR7042
ledger verify
ok "the history stays valid" says '"klopt": true'

# ---- what cannot be ----
sed 's/,"tot_en_met":"[0-9-]*"//' "$T/dag1.json" >"$T/open.json"
reserve b1 open
ok "without an end: exit 3" exits 3
ok "of class 4" warns JHR4020
run ledger status --db "sqlite:$T/geen.db"
ok "no ledger: exit 3" exits 3
ok "says how one is made" warns JHR7030
run ledger status --db "mysql://x"
ok "another database" warns JHR7031
head -c 5000 /dev/zero >"$T/geen-db"
run ledger status --db "sqlite:$T/geen-db"
ok "a file that is no database" warns 'JHR703[27]'
for words in "" "staus" "status" "commit --db $DB" "reserve --db $DB x" "end --db $DB k1" \
    "status --db $DB --at morgen" "reserve -r $R --db $DB --key k --until morgen $T/dag1.json"; do
    # shellcheck disable=SC2086
    run ledger $words
    ok "usage '$words': exit 2" exits 2
done
ok "jhr itself loads no database" sh -c '! ldd "$1" | grep -q sqlite' - "$BUILD/jhr"
cp "$BUILD/jhr" "$T/alone"
"$T/alone" ledger status --db "$DB" >"$out" 2>"$err"
code=$?
ok "without its library: exit 3" exits 3
ok "in one clear sentence" warns libjhr-ledger

echo "$passed passed, $failed failed"
[ $failed = 0 ]
