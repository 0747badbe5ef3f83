#!/bin/sh
# Is the linter awake? One planted fault for each rule; each must be named with its file and line. The
# linter itself is tests/lint/all.
set -u
top=$PWD
passed=0 failed=0
plant() { # plant FILE: from stdin
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}
expect() { # expect TEXT COMMAND…: the command fails and prints the text
    text=$1
    shift
    if out=$("$@" 2>&1); then
        echo "\"$*\" found nothing; expected: $text"
    elif echo "$out" | grep -qF "$text"; then
        passed=$((passed + 1)) && return
    else
        echo "\"$*\" did not say: $text"
        echo "$out"
    fi
    failed=$((failed + 1))
}
accept() { # accept COMMAND…: it finds nothing
    if out=$("$@" 2>&1); then passed=$((passed + 1)) && return; fi
    echo "\"$*\" should find nothing, but:"
    echo "$out"
    failed=$((failed + 1))
}

mkdir -p "$TMPDIR/tree/tests" && cd "$TMPDIR/tree" && cp -R "$top/tests/lint" tests/ || exit 2
plant base/ok.h <<'END'
#include <stddef.h>
END
plant base/ok.c <<'END'
#include "base/ok.h"

#include <string.h>
END
accept tests/lint/layers base/ok.c base/ok.h
plant base/order.h </dev/null
plant base/order.c <<'END'
#include <string.h>
#include "base/order.h"
END
expect "base/order.c:1: includes \"<string.h>\" before its own" tests/lint/layers base/order.c
plant runtime/up.c <<'END'
#include "runtime/up.h"
#include "compiler/ir.h"
END
expect 'runtime/up.c:2: runtime/ may not include "compiler/ir.h"' tests/lint/layers runtime/up.c
plant reference/ref.c <<'END'
#include "reference/ref.h"
#include "compiler/model.h"
#include "compiler/lower.h"
END
expect 'reference/ref.c:3: reference/ may not include "compiler/lower.h"' tests/lint/layers reference/ref.c
plant cli/cmd_x.c <<'END'
#include "jhr.h"
#include "base/str.h"
END
expect 'cli/cmd_x.c:2: cli/ may not include "base/str.h"' tests/lint/layers cli/cmd_x.c
plant runtime/json.c <<'END'
#include "runtime/json.h"
#include <jansson.h>
END
expect 'runtime/json.c:2: runtime/ may not include <jansson.h>' tests/lint/layers runtime/json.c

{ echo 'int jhr_f(void)'; echo '{'; yes '    g();' | head -n 61; echo '}'; } | plant base/long.c
expect 'base/long.c:2: jhr_f: 61 lines; at most 60' tests/lint/lengths base/long.c
{ echo 'int run(void)'; echo '{'; yes '    g();' | head -n 299; echo '}'; } | plant runtime/scalar.c
accept tests/lint/lengths runtime/scalar.c
yes '/* */' | head -n 601 | plant base/big.c
expect 'base/big.c:601: 601 lines; a file has at most 600' tests/lint/lengths base/big.c

printf 'int x; /* TO''DO */\n' | plant base/later.c
expect 'base/later.c:1: something left for later' tests/lint/words
rm base/later.c
printf 'int x; \n' | plant base/blank.c
expect 'base/blank.c:1: a blank at the end' tests/lint/words
rm base/blank.c
printf '\tint x;\n' | plant base/tab.c
expect 'base/tab.c:1: a tab' tests/lint/words
printf '#!/bin/sh\nif\n' | plant examples/x/run.sh
expect 'examples/x/run.sh:1: a script that is not executable' tests/lint/scripts
expect 'examples/x/run.sh:' tests/lint/scripts

plant base/bad.c <<'END'
#include <stdlib.h>
#include <stdio.h>
__attribute__((visibility("default"))) void other(void);
__attribute__((visibility("default"))) void jhr_good(void);
void other(void) { printf("%s", getenv("X")); exit(1); }
void jhr_good(void) { free(malloc(3)); }
END
mkdir -p build/base
gcc -fPIC -c -o build/base/bad.o base/bad.c && ar rcs build/libjhr.a build/base/bad.o &&
    gcc -shared -o build/libjhr.so build/base/bad.o || exit 2
for text in 'libjhr.so:0: exports other' 'defines the global other' 'base/bad.o:0: calls exit' \
    'base/bad.o:0: calls getenv' 'base/bad.o:0: calls malloc'; do
    expect "$text" tests/lint/symbols build
done
cd "$top" || exit 2
rm -rf "$TMPDIR/tree"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
