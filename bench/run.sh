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
printf 'size: source %d bytes, compiled %d bytes\n' "$(wc -c <$R)" "$(wc -c <"$tmp/r.jhrc")"
if [ -x "$B/bench/scalar" ]; then
    "$B/bench/scalar" || status=1
fi
exit $status
