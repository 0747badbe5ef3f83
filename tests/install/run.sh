#!/bin/sh
# make install, a program built against what it installed (by pkg-config; shared and static), and make
# uninstall, which leaves no file.
set -u
passed=0 failed=0
check() { # check TEXT COMMAND…
    text=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "not right: $text"
    fi
}
to=$TMPDIR/root
make -s MODE="$MODE" install DESTDIR="$to" PREFIX=/usr/jhr >/dev/null || exit 1
for file in bin/jhr lib/libjhr.a lib/libjhr.so lib/libjhr.so.0 lib/libjhr-ledger.so.0 include/jhr.h lib/pkgconfig/jhr.pc \
    share/man/man1/jhr.1 share/doc/jhr/LICENSE share/doc/jhr/README.md share/jhr/rules; do
    check "$file is installed" test -e "$to/usr/jhr/$file"
done

cat >"$TMPDIR/use.c" <<'END'
#include <jhr.h>
int main(void)
{
    jhr_ctx *ctx = jhr_ctx_new();
    int bad = ctx == NULL || jhr_diag_errors(ctx) != 0;
    jhr_ctx_free(ctx);
    return bad;
}
END
PKG_CONFIG_PATH=$to/usr/jhr/lib/pkgconfig
export PKG_CONFIG_PATH
pc() { pkg-config --define-variable=prefix="$to/usr/jhr" --define-variable=libdir="$to/usr/jhr/lib" \
    --define-variable=includedir="$to/usr/jhr/include" "$@" jhr; }
check "jhr.pc gives the version" test "$(pc --modversion)" = "$("$JHR" --version | grep -o '[0-9][0-9.]*' | head -n 1)"
# shellcheck disable=SC2046,SC2086
check "a program links with the shared library" \
    $TEST_CC -o "$TMPDIR/shared" "$TMPDIR/use.c" $(pc --cflags --libs)
check "it runs" env LD_LIBRARY_PATH="$to/usr/jhr/lib" "$TMPDIR/shared"
# shellcheck disable=SC2046,SC2086
check "a program links with the static library" $TEST_CC -o "$TMPDIR/static" "$TMPDIR/use.c" \
    $(pc --cflags) "$to/usr/jhr/lib/libjhr.a" -ljansson -lutf8proc -lsodium -lcsv
check "it runs without the shared one" "$TMPDIR/static"
check "the installed command runs" "$to/usr/jhr/bin/jhr" version >/dev/null
check "and finds the ledger's library" "$to/usr/jhr/bin/jhr" ledger init \
    -r tests/ledger/geld.jhr --db "sqlite:$TMPDIR/ledger.db" >/dev/null

make -s MODE="$MODE" uninstall DESTDIR="$to" PREFIX=/usr/jhr >/dev/null || exit 1
check "uninstall leaves no file" test -z "$(find "$to" ! -type d)"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
