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
proposal eigen1 p8 A01 A17 2027-03-01 2027-06-30 10
run eval -r "$R" --ledger "$DB" -f json "$T/eigen1.json"
ok "whose room it is, is a reason" [ "$(grep -c '"feiten": {"gemeente": "9901"}' "$out")" = 1 ]
ok "and made a difference" says 'volgt uit deze gegevens:.n- Gemeente: Aasterveen'
cat "$T/dag2.json" "$T/geld1.json" | run eval -r "$R" --ledger "$DB" -
ok "eval reads lines too" [ "$(grep -c '"ledger":' "$out")" = 2 ]
ledger verify
ok "verify" exits 0
ok "all is right" says '"klopt": true'

# ---- whose ----
cat >"$T/beide.jhr" <<'JHR'
regeling beide "Per gemeente en aanbieder" geldig vanaf 1-1-2027 tot 1-1-2030
gebied Z { Aasterveen "9901", Bosdijk "9902", Celderd "9903" }
product A01 "Begeleiding" tarief € 80,- per uur zonder norm
budget B7 "Plafond" per gemeente, aanbieder voor product is A01 plafond € 2.000 reden 2
JHR
single=$DB
fresh both
ledger init -r "$T/beide.jhr"
proposal beide p1 A01 A17 2027-03-01 2027-06-30 10 9902
ledger reserve -r "$T/beide.jhr" --key b1 "$T/beide.json"
ok "a budget per gemeente and aanbieder" says '"status": "gereserveerd"'
run eval -r "$T/beide.jhr" --ledger "$DB" -f json "$T/beide.json"
ok "has the gemeente as a reason" says '"feiten": {"gemeente": "9902"}'
DB=$single

# ---- the same answer again, from what it was decided on ----
single=$DB
fresh again
cat >"$T/loopt.csv" <<'CSV'
id;jeugdige;gemeente;product;aanbieder;van;tot_en_met;volume;eenheid
r1;p1;9901;C01;A21;2027-01-01;2027-12-31;;
r2;p1;9901;A01;A21;2027-01-01;2027-02-28;3;uur
CSV
cat >"$T/contract.csv" <<'CSV'
aanbieder;producten;van;tot_en_met
A17;A01 C01;2026-01-01;
A21;A01;2026-01-01;2027-06-30
CSV
ledger load "$T/loopt.csv"
ok "running indications are loaded" exits 0
ledger load "$T/contract.csv"
ok "and contracts" exits 0
reserve h1 geld1 -f json
cp "$out" "$T/first"
ok "it is reserved beside them" says '"status": "gereserveerd"'
reserve h1 geld1 -f json
ok "the same key again gives the same bytes" cmp -s "$out" "$T/first"
reserve h1 geld1 -f text
ok "and for people a line" says '^Reservering h1: gereserveerd'
ledger status
ok "status without a day: the tightest" says '"rekening": "KDC", "dag": "2027-01-01", "plaatsen": 2, "bezet": 1, "vrij": 1'
DB=$single

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

# ---- load and export ----
fresh load
ledger load tests/ledger/lopend.csv
ok "load CSV" exits 0
ok "counts" says '"toewijzingen": 5'
ok "cost at the tariff, over two years by days" [ "$(free B5 '.*9901')" = 69727 ]
ok "an open end holds its place" [ "$(free KDC '' 2040-01-01)" = 2 ]
ok "one jeugdige, two products, one place" [ "$(free GROEI '.*A17' 2027-02-01)" = 0 ]
ledger load tests/ledger/rest.ndjson
ok "load NDJSON" exits 0
ok "contracts" says '"contracten": 2'
ok "a plafond" [ "$(free B5 '.*9901')" = 66584 ]
ok "fewer places than run: negative" [ "$(free KDC '' 2027-06-15)" = -1 ]
ok "only then" [ "$(free KDC '' 2027-07-01)" = 0 ]
ledger load tests/ledger/rest.ndjson
ok "the same file again is loaded once" says '"herhaald": true'
ledger load --key k9 tests/ledger/rest.ndjson
ok "with a key of its own it is another load: the indication is known" warns JHR7055
printf 'id;jeugdige;product;aanbieder;van;tot_en_met\nu1;p1;C01;A21;2027-02-30;\nu2;;C01;A21;2027-02-01;\nu3;p3;A01;A21;2027-02-01;2027-03-01\nu4;p4;C01;A21;2027-05-01;2027-02-01\nu5;p5;C01;A21;2027-01-01;2027-02-01\n"u6;p5\n' >"$T/fout.csv"
ledger load "$T/fout.csv"
ok "a wrong file: exit 3" exits 3
ok "every bad line: a date" warns 'fout.csv:2: .*JHR7053\|fout.csv:2:'
ok "an empty cell" warns 'fout.csv:3: in deze regel ontbreekt `jeugdige`'
ok "no gemeente for a budget per gemeente, or no cost" warns 'fout.csv:4:'
ok "an end before the start" warns 'fout.csv:5:'
ok "a quote" warns 'fout.csv:7:'
ok "nothing was loaded" [ "$(free GROEI '.*A21' 2027-01-15)" = 80 ]
printf 'id;jeugdige;naam\nu1;p1;x\n' >"$T/kolom.csv"
ledger load "$T/kolom.csv"
ok "an unknown column" warns JHR7052
printf '{"id":"x"\n{"iets":1}\n{"budget":"B9","jaar":2027,"plafond_cent":1}\n' >"$T/fout.ndjson"
ledger load "$T/fout.ndjson"
ok "lines that are no object" warns 'fout.ndjson:1: deze regel is niet te lezen'
ok "that are nothing known" warns 'fout.ndjson:2: '
ok "of a budget that is not there" warns JHR7057
ledger load "$T/geen.csv"
ok "no file: exit 3" exits 3
ledger load "$T"
ok "a folder: exit 3" exits 3
ledger load - <tests/ledger/lopend.csv
ok "from stdin, the same contents" says '"herhaald": true'
reserve c1 dag1
ok "no place on a day on which it is full" exits 5
proposal stapel p1 A01 A17 2027-03-01 2027-04-30 1
reserve c2 stapel
ok "what was loaded runs: the same product twice" says '"gronden": \["dubbel"'
sed 's/}}$/},"contracten":[],"lopend":[{"product":"C02","aanbieder":"A99","van":"2027-01-01"}]}/' "$T/geld3.json" >"$T/eigen.json"
run eval -r "$R" --ledger "$DB" -f json "$T/eigen.json"
ok "what the proposal says itself does not count" warns JHR4021
ledger end --per 2027-03-31 t3
ok "end what was loaded without an end" exits 0
ok "frees its place" [ "$(free KDC '' 2040-01-01)" = 3 ]
ledger verify
ok "verify after loading" says '"klopt": true'
events=$(sed -n 's/.*"gebeurtenissen": \([0-9]*\).*/\1/p' "$out")
ledger export
ok "export" exits 0
ok "one line an event" [ "$(wc -l <"$out")" = "$events" ]
ledger export -f csv --account KDC
ok "of one account, as CSV" [ "$(wc -l <"$out")" = 7 ]
ledger export --to 2001-01-01
ok "of a period" [ ! -s "$out" ]
ledger export --from vandaag
ok "which is one of dates: exit 2" exits 2
# The chain can be walked from the export alone.
if command -v python3 >"$T/which"; then
    ledger export
    python3 - "$out" >"$T/chain" <<'END'
import hashlib, json, sys, calendar, datetime
heads, bad = {}, 0
for line in open(sys.argv[1]):
    e = json.loads(line)
    day = lambda s: s.replace("-", "") if s else "99999999"
    t = datetime.datetime.strptime(e["tijd"], "%Y-%m-%dT%H:%M:%S.%fZ")
    ms = calendar.timegm(t.timetuple()) * 1000 + t.microsecond // 1000
    fields = [e["nummer"], e["volgnummer"], ms, e["soort"], e["indicatie"], e["jeugdige"],
              day(e["van"]), day(e["tot_en_met"]), e["gereserveerd_cent"], e["vastgelegd_cent"],
              e["plaatsen"], "" if e["grens"] is None else e["grens"]]
    text = "".join("|%s" % f for f in fields).encode()
    h = hashlib.sha256(heads.get(e["nummer"], bytes(32)) + text).digest()
    bad += h.hex() != e["hash"]
    heads[e["nummer"]] = h
print(bad)
END
    ok "another program gets the same hashes" [ "$(cat "$T/chain")" = 0 ]
fi

# ---- heads that were kept elsewhere ----
ledger verify
cp "$out" "$T/koppen.json"
ledger verify --heads "$T/koppen.json"
ok "the heads of a moment ago are in the chains" exits 0
ledger end --per 2027-03-31 t1
ok "something is booked after the heads were kept" exits 0
ledger verify --heads "$T/koppen.json"
ok "chains that went on contain the heads" says '"klopt": true'
ledger verify
sed 's/"rekening": "B5"/"rekening": "B6"/' "$out" >"$T/ander.json"
sed 's/"kop": "[0-9a-f]/"kop": "/' "$out" >"$T/kort.json"
python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
d["rekeningen"][1]["volgnummer"] += 1
json.dump(d, open(sys.argv[2], "w"))' "$out" "$T/later.json"
ledger verify --heads "$T/ander.json"
ok "an account of which a head was kept is gone" warns 'JHR7049.*B6'
ok "that is a finding" exits 1
ledger verify --heads "$T/later.json"
ok "a chain that was cut off" warns 'JHR7049.*latere gebeurtenis'
for file in kort.json geen.json leeg.json; do
    printf '{"rekeningen":[{}]}' >"$T/geen.json"
    : >"$T/leeg.json"
    ledger verify --heads "$T/$file"
    ok "$file is no file of heads" exits 3
    ok "and it says so" warns JHR7059
done
ledger verify --heads "$T/nergens.json"
ok "no such file" exits 3

# ---- tampering ----
transcript=${TRANSCRIPT:-}
TRANSCRIPT= # there is no such thing to do on another database
if command -v sqlite3 >"$T/which" && [ -z "${LEDGER_URL:-}" ]; then
    tamper() { # tamper TEXT SQL PATTERN
        cp "$T/load.db" "$T/tampered.db"
        sqlite3 "$T/tampered.db" "$2" 2>"$T/sql.err" || echo "$2: $(cat "$T/sql.err")"
        run ledger verify --db "sqlite:$T/tampered.db"
        ok "verify notices $1: exit 1" exits 1
        ok "and says where" warns "JHR7049.*$3"
    }
    sqlite3 "$T/load.db" "UPDATE gebeurtenis SET vastgelegd = 1" 2>"$err"
    ok "history cannot be changed" warns "de geschiedenis verandert niet"
    sqlite3 "$T/load.db" "DELETE FROM gebeurtenis" 2>"$err"
    ok "nor deleted" warns "de geschiedenis verandert niet"
    sqlite3 "$T/load.db" "PRAGMA wal_checkpoint(TRUNCATE)" >"$out"
    cp "$T/load.db" "$T/tampered.db"
    sqlite3 "$T/tampered.db" "REPLACE INTO gebeurtenis SELECT * FROM gebeurtenis" 2>"$err"
    ok "nor replaced" warns "de geschiedenis verandert niet"
    sed 's/"kop": "[0-9a-f][0-9a-f]/"kop": "zz/' "$T/koppen.json" >"$T/zz.json"
    run ledger verify --db "sqlite:$T/tampered.db" --heads "$T/zz.json"
    ok "no hexadecimal head" warns JHR7059
    sed 's/"kop": "[0-9a-f]*[0-9a-f]\{8\}"/"kop": "'"$(printf '%064d' 0)"'"/' "$T/koppen.json" >"$T/herschreven.json"
    run ledger verify --db "sqlite:$T/tampered.db" --heads "$T/herschreven.json"
    ok "a history that was rewritten: exit 1" exits 1
    ok "the kept head tells" warns "JHR7049.*bewaarde kop is een andere"
    tamper "a changed event" "DROP TRIGGER gebeurtenis_blijft; UPDATE gebeurtenis SET vastgelegd = vastgelegd - 1 WHERE soort = 1 AND rekening = 2 AND seq = 2" "gebeurtenis 2: de hash"
    tamper "a missing event" "DROP TRIGGER gebeurtenis_weg; DELETE FROM gebeurtenis WHERE rekening = 2 AND seq = 2" "hier ontbreekt"
    tamper "a changed balance" "UPDATE rekening SET vastgelegd = vastgelegd - 1 WHERE id = 2" "het saldo"
    tamper "a changed limit" "UPDATE grens SET waarde = waarde + 1 WHERE rekening = 2" "de grens"
    tamper "a changed occupation" "UPDATE bezetting SET dagen = zeroblob(1464)" "de bezetting"
    cp "$T/load.db" "$T/tampered.db"
    sqlite3 "$T/tampered.db" "UPDATE migratie SET som = zeroblob(32)"
    run ledger status --db "sqlite:$T/tampered.db"
    ok "a migration with another checksum: exit 3" exits 3
    ok "says so" warns JHR7032
fi
TRANSCRIPT=$transcript

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
