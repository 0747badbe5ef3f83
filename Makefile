# The only makefile. `make help` lists what it does.
#
# One build folder per mode: build/ (gcc, -O2), and build/asan, build/ubsan, build/clang, build/cov,
# build/fuzz. A mode is this same makefile, called with MODE=asan and so on.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
MAKEFLAGS += -rR --no-print-directory

# As many jobs as there are processors, unless the caller says otherwise.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc)
endif

.DEFAULT_GOAL := all
VERSION := $(shell sed -n 's/^\#define JHR_VERSION "\(.*\)"/\1/p' include/jhr.h 2>/dev/null)
SONAME := libjhr.so.0

PREFIX ?= /usr/local
DESTDIR ?=
BINDIR = $(PREFIX)/bin
LIBDIR = $(PREFIX)/lib
INCLUDEDIR = $(PREFIX)/include
MANDIR = $(PREFIX)/share/man
DOCDIR = $(PREFIX)/share/doc/jhr
DATADIR = $(PREFIX)/share/jhr

# ---- modes -------------------------------------------------------------------------------------

MODE ?=
ifeq ($(MODE),)
B := build
else
B := build/$(MODE)
endif

ifneq ($(filter default undefined,$(origin CC)),)
CC := gcc
endif
OPT := -O2
SAN :=
NO_UNDEFINED := -Wl,-z,defs
RUNPATH :=
ifeq ($(MODE),asan)
OPT := -O1 -fno-omit-frame-pointer
SAN := -fsanitize=address,undefined -fno-sanitize-recover=all
else ifeq ($(MODE),ubsan)
# What gcc does not look at: a value that changes in an implicit conversion.
CC := clang
OPT := -O1 -fno-omit-frame-pointer
SAN := -fsanitize=undefined,implicit-conversion,local-bounds -fno-sanitize-recover=all
else ifeq ($(MODE),clang)
CC := clang
else ifeq ($(MODE),cov)
OPT := -O0
SAN := --coverage
else ifeq ($(MODE),fuzz)
CC := clang
OPT := -O1 -fno-omit-frame-pointer
SAN := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
else ifneq ($(MODE),)
$(error MODE is one of: asan ubsan clang cov fuzz, or empty)
endif
ifneq ($(SAN),)
NO_UNDEFINED := # the sanitizer's symbols come from the program that loads the library
RUNPATH := -Wl,--disable-new-dtags # its own dlopen stands between, and does not see a RUNPATH
endif

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wswitch-enum -Wmissing-prototypes -Wvla \
	-Wdate-time -Werror
CPPFLAGS += -D_POSIX_C_SOURCE=200809L -I. -Iinclude -I$(B) \
	-isystem /usr/include/postgresql
BASE_CFLAGS = -std=c11 $(OPT) -g -fPIC -fvisibility=hidden -ffile-prefix-map=$(CURDIR)=. $(SAN) \
	$(WARN)
LIBS := -ljansson -lutf8proc -lsodium -lcsv
LEDGER_LIBS := -Wl,--as-needed -lsqlite3

# ---- files -------------------------------------------------------------------------------------

# The library is every room but cli; a new file in a room is picked up by itself.
LIB_ROOMS := base grammar compiler validator reference runtime documents lib
LIB_SRC := $(sort $(foreach r,$(LIB_ROOMS),$(wildcard $(r)/*.c)))
# The ledger is a library of its own, so that nothing else loads a database. PostgreSQL's client
# library is not even linked: ledger/postgres.c loads it when a URL asks for it.
LEDGER_SRC := $(sort $(wildcard ledger/*.c))
CLI_SRC := $(sort $(wildcard cli/*.c))
GEN_SRC := $(if $(wildcard grammar/jhr.y),$(B)/grammar/jhr.tab.c) \
	$(if $(wildcard grammar/jhr.l),$(B)/grammar/jhr.lex.c)
GEN_HDR := $(GEN_SRC:.c=.h)

# A C file in tests/unit is one cmocka program; in the other folders it is a program that the
# run.sh beside it calls, except that tests/differential, tests/time and tests/reliability are one
# program each. tests/support is linked with all of them, except the last two.
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
AID_SRC := $(sort $(wildcard $(foreach d,properties golden oom rules,tests/$(d)/*.c)))
DIFF_SRC := $(sort $(wildcard tests/differential/*.c))
# The proofs' tests use the generator of random regelingen too.
PROOF_SRC := $(sort $(wildcard tests/validator/*.c))
PROOF_OBJ = $(PROOF_SRC:%.c=$(B)/%.o) \
	$(patsubst %.c,$(B)/%.o,$(wildcard tests/differential/generate*.c))
# What completions say, against brute force: the generator, and the evaluator behind its adaptor.
EXACT_SRC := $(sort $(wildcard tests/exact/*.c))
EXACT_OBJ = $(EXACT_SRC:%.c=$(B)/%.o) $(patsubst %.c,$(B)/%.o,\
	$(wildcard tests/differential/generate*.c tests/differential/write_case.c tests/differential/adaptor.c))
TIME_SRC := $(sort $(wildcard tests/time/*.c))
RELIABILITY_SRC := $(sort $(wildcard tests/reliability/*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
SUPPORT_SRC := $(sort $(wildcard tests/support/*.c))
BENCH_SRC := $(sort $(wildcard bench/*.c))

LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(GEN_SRC:.c=.o)
LEDGER_OBJ := $(LEDGER_SRC:%.c=$(B)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)
SUPPORT_OBJ := $(SUPPORT_SRC:%.c=$(B)/%.o)
UNIT_BIN := $(UNIT_SRC:%.c=$(B)/%)
AID_BIN := $(AID_SRC:%.c=$(B)/%)
DIFF_BIN := $(if $(DIFF_SRC),$(B)/tests/differential/differential)
PROOF_BIN := $(B)/tests/validator/validator
EXACT_BIN := $(B)/tests/exact/exact
TIME_BIN := $(B)/tests/time/time
RELIABILITY_BIN := $(B)/tests/reliability/reliability
FUZZ_BIN := $(FUZZ_SRC:%.c=$(B)/%)
BENCH_BIN := $(BENCH_SRC:%.c=$(B)/%)
TEST_BIN := $(UNIT_BIN) $(AID_BIN) $(DIFF_BIN) $(PROOF_BIN) $(EXACT_BIN) $(TIME_BIN) $(RELIABILITY_BIN) $(FUZZ_BIN)
ALL_SRC := $(LIB_SRC) $(LEDGER_SRC) $(CLI_SRC) $(UNIT_SRC) $(AID_SRC) $(DIFF_SRC) $(PROOF_SRC) $(EXACT_SRC) $(TIME_SRC) $(RELIABILITY_SRC) $(FUZZ_SRC) $(SUPPORT_SRC) \
	$(wildcard tests/fuzz/replay.c) $(BENCH_SRC)

# One short line for each step; V=1 shows the commands.
Q := $(if $(V),,@)
say = @printf '  %-5s %s\n' $(1) $(2)

# ---- build -------------------------------------------------------------------------------------

.PHONY: all programs tests
all: programs ## build build/jhr, build/libjhr.a and build/libjhr.so
programs: $(B)/jhr $(B)/libjhr.a $(B)/libjhr.so $(B)/$(SONAME) $(B)/libjhr-ledger.so.0
tests: $(TEST_BIN)

# -MMD writes what each object read; the generated headers must be there before the first object.
$(B)/%.o: %.c Makefile | $(GEN_HDR)
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) $(CPPFLAGS) $(BASE_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Loops over columns: worth the code that vectors take.
$(B)/runtime/block.o $(B)/runtime/columns.o $(B)/runtime/set_tables.o $(B)/runtime/ask.o: OPT := $(OPT:-O2=-O3)

# flex and bison compile under the same flags as our own code.
$(B)/grammar/%.o: $(B)/grammar/%.c Makefile | $(GEN_HDR)
	$(call say,cc,$<)
	$(Q)$(CC) $(CPPFLAGS) $(BASE_CFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/grammar/jhr.tab.c $(B)/grammar/jhr.tab.h &: grammar/jhr.y Makefile
	@mkdir -p $(@D)
	$(call say,bison,$<)
	$(Q)bison -Wall -Wcounterexamples -Werror --header=$(B)/grammar/jhr.tab.h \
		-o $(B)/grammar/jhr.tab.c $<

$(B)/grammar/jhr.lex.c $(B)/grammar/jhr.lex.h &: grammar/jhr.l Makefile
	@mkdir -p $(@D)
	$(call say,flex,$<)
	$(Q)flex --header-file=$(B)/grammar/jhr.lex.h -o $(B)/grammar/jhr.lex.c $<

# The archive is made anew each time, so that an object whose source has gone is gone too.
$(B)/libjhr.a: $(LIB_OBJ)
	@rm -f $@
	$(call say,ar,$@)
	$(Q)ar rcsD $@ $^

$(B)/libjhr.so: $(LIB_OBJ)
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) -shared -Wl,-soname,$(SONAME) $(NO_UNDEFINED) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/$(SONAME): $(B)/libjhr.so
	@ln -sf libjhr.so $@

# With its own copy of what it uses of libjhr, hidden: it exports jhr_ledger_* alone.
$(B)/libjhr-ledger.so: $(LEDGER_OBJ) $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) -shared -Wl,-soname,libjhr-ledger.so.0 -Wl,--exclude-libs,ALL $(NO_UNDEFINED) \
		$(LDFLAGS) -o $@ $^ $(LIBS) $(LEDGER_LIBS)

$(B)/libjhr-ledger.so.0: $(B)/libjhr-ledger.so
	@ln -sf libjhr-ledger.so $@

# For the tests alone.
$(B)/libjhr-ledger.a: $(LEDGER_OBJ)
	@rm -f $@
	$(call say,ar,$@)
	$(Q)ar rcsD $@ $^

# The ledger's library is looked for beside the command, and where `make install` puts it.
$(B)/jhr: $(CLI_OBJ) $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) $(RUNPATH) -Wl,-rpath,'$$ORIGIN:$$ORIGIN/../lib' -o $@ $^ $(LIBS)

$(UNIT_BIN): $(B)/%: $(B)/%.o $(SUPPORT_OBJ) $(B)/libjhr-ledger.a $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS) $(LEDGER_LIBS) -lcmocka

$(AID_BIN): $(B)/%: $(B)/%.o $(SUPPORT_OBJ) $(B)/libjhr-ledger.a $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS) $(LEDGER_LIBS) -lcmocka

$(DIFF_BIN): $(DIFF_SRC:%.c=$(B)/%.o) $(SUPPORT_OBJ) $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(PROOF_BIN): $(PROOF_OBJ) $(SUPPORT_OBJ) $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(EXACT_BIN): $(EXACT_OBJ) $(SUPPORT_OBJ) $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(TIME_BIN): $(TIME_SRC:%.c=$(B)/%.o) $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(RELIABILITY_BIN): $(RELIABILITY_SRC:%.c=$(B)/%.o) $(B)/libjhr-ledger.a $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS) $(LEDGER_LIBS)

# Under libFuzzer in build/fuzz; in every other mode a program that replays files.
ifeq ($(MODE),fuzz)
$(FUZZ_BIN): $(B)/%: $(B)/%.o $(B)/libjhr-ledger.a $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS) $(LEDGER_LIBS)
else
$(FUZZ_BIN): $(B)/%: $(B)/%.o $(B)/tests/fuzz/replay.o $(B)/libjhr-ledger.a $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS) $(LEDGER_LIBS)
endif

# It counts allocations.
$(B)/bench/exact: LDFLAGS += -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

$(BENCH_BIN): $(B)/%: $(B)/%.o $(B)/libjhr-ledger.a $(B)/libjhr.a
	$(call say,ld,$@)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS) $(LEDGER_LIBS)

-include $(LIB_OBJ:.o=.d) $(LEDGER_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(SUPPORT_OBJ:.o=.d) $(TEST_BIN:=.d) $(DIFF_SRC:%.c=$(B)/%.d) $(PROOF_SRC:%.c=$(B)/%.d) $(EXACT_SRC:%.c=$(B)/%.d) $(TIME_SRC:%.c=$(B)/%.d) $(RELIABILITY_SRC:%.c=$(B)/%.d) $(BENCH_BIN:=.d) \
	$(B)/tests/fuzz/replay.d

# ---- the two commands --------------------------------------------------------------------------

.PHONY: setup setup-demo setup-check setup-full demo check check-run check-full
setup: setup-check ## install what is missing to build and test (apt; as root or through sudo)
setup-demo setup-check setup-full: setup-%:
	@.ci/setup $*

# What has to be installed first and what is built after it are two runs of make: a makefile
# that was read before flex was there must not decide how to use it.
demo: setup-demo ## set up, build, and show the main job on the rules that ship
	@$(MAKE) -s programs
	@$(B)/jhr demo

check: setup-check ## set up, build, and run every test (under 3 minutes on 2 cores)
	@$(MAKE) -s programs tests
	@$(MAKE) check-run

check-full: setup-check
	@$(MAKE) -s programs tests
	@FULL=1 MODE=$(MODE) BUILD=$(B) JHR=$(B)/jhr tests/run $(SUITES)

check-run:
	@MODE=$(MODE) BUILD=$(B) JHR=$(B)/jhr tests/run $(SUITES)

# ---- the rest of the tests ---------------------------------------------------------------------

.PHONY: full asan ubsan clang valgrind fuzz oom cover mutate bench bless reproducible
full: setup-full ## every check with its big numbers; what .ci/run calls
	@tests/full

asan ubsan clang: setup-full
	@$(MAKE) -s MODE=$@ programs tests
	@$(MAKE) MODE=$@ check-run SUITES='$(SUITES)'
asan: ## the tests under gcc's address and undefined behaviour sanitizers
ubsan: ## the tests under clang's undefined behaviour and conversion sanitizers
clang: ## the tests, built by clang

valgrind: setup-full ## the unit tests and the command's tests under valgrind
	@$(MAKE) -s programs tests
	@mkdir -p build/valgrind
	@printf '#!/bin/sh\nexec $(VALGRIND) $(CURDIR)/build/jhr "$$@"\n' >build/valgrind/jhr
	@chmod +x build/valgrind/jhr
	@WRAP='$(VALGRIND)' BUILD=build JHR=build/valgrind/jhr tests/run $(or $(SUITES),unit cli)
VALGRIND := valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite

FUZZ ?= all
T ?= 60
fuzz: setup-full ## libFuzzer for T seconds: make fuzz FUZZ=parse T=60; FUZZ=all takes each in turn
	@$(MAKE) -s MODE=fuzz fuzz-build
	@tests/fuzz/libfuzzer '$(FUZZ)' '$(T)'
.PHONY: fuzz-build
fuzz-build: $(FUZZ_BIN)

oom: setup-full ## fail every allocation in turn, under the address sanitizer
	@$(MAKE) -s MODE=asan programs tests
	@FULL=1 MODE=asan BUILD=build/asan JHR=build/asan/jhr tests/run oom

cover: setup-full ## lines covered per room, branches of verifier and evaluator; fails under the bars
	@$(MAKE) -s MODE=cov programs tests
	@find build/cov -name '*.gcda' -delete
	@status=0; $(MAKE) MODE=cov check-run || status=1; tests/cover || status=1; exit $$status

COUNT ?= 60
mutate: setup-check ## change the verifier and the evaluator, COUNT times; every change must fail a test
	@tests/mutate $(COUNT)

bench: setup-check ## the benchmarks behind every figure in the README
	@$(MAKE) -s programs bench-build
	@BUILD=build JHR=build/jhr bench/run.sh
.PHONY: bench-build
bench-build: $(BENCH_BIN)

bless: setup-check ## rewrite the expected outputs; read the diff afterwards
	@$(MAKE) -s programs tests
	@UPDATE=1 BUILD=$(B) JHR=$(B)/jhr tests/run golden cli docs examples

reproducible: setup-check ## build twice, in two folders, and compare byte for byte
	@tests/reproducible

# ---- lint and format ---------------------------------------------------------------------------

.PHONY: lint format
lint: setup-full ## layers, lengths, headers, symbols, format, scripts
	@$(MAKE) -s programs
	@tests/lint/all $(B)

format: setup-full ## let clang-format rewrite the sources
	@tests/lint/sources | xargs clang-format -i

# ---- install and distribute --------------------------------------------------------------------

.PHONY: install uninstall dist clean help
install: programs $(B)/jhr.pc ## install under DESTDIR and PREFIX (/usr/local)
	install -d $(addprefix $(DESTDIR),$(BINDIR) $(LIBDIR)/pkgconfig $(INCLUDEDIR) $(MANDIR)/man1 \
		$(DOCDIR) $(DATADIR))
	install -m 755 $(B)/jhr $(DESTDIR)$(BINDIR)/jhr
	install -m 644 $(B)/libjhr.a $(DESTDIR)$(LIBDIR)/libjhr.a
	install -m 755 $(B)/libjhr.so $(DESTDIR)$(LIBDIR)/libjhr.so.$(VERSION)
	ln -sf libjhr.so.$(VERSION) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libjhr.so
	install -m 755 $(B)/libjhr-ledger.so $(DESTDIR)$(LIBDIR)/libjhr-ledger.so.$(VERSION)
	ln -sf libjhr-ledger.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libjhr-ledger.so.0
	ln -sf libjhr-ledger.so.0 $(DESTDIR)$(LIBDIR)/libjhr-ledger.so
	install -m 644 include/jhr.h $(DESTDIR)$(INCLUDEDIR)/jhr.h
	install -m 644 $(B)/jhr.pc $(DESTDIR)$(LIBDIR)/pkgconfig/jhr.pc
	install -m 644 docs/jhr.1 $(DESTDIR)$(MANDIR)/man1/jhr.1
	install -m 644 $(INSTALL_DOCS) $(DESTDIR)$(DOCDIR)
	cp -R rules $(DESTDIR)$(DATADIR)/
INSTALL_DOCS = LICENSE README.md NEWS.md $(sort $(wildcard docs/*.md))

uninstall: ## remove what install put there, by the same DESTDIR and PREFIX
	rm -f $(addprefix $(DESTDIR),$(BINDIR)/jhr $(LIBDIR)/libjhr.a $(LIBDIR)/libjhr.so \
		$(LIBDIR)/$(SONAME) $(LIBDIR)/libjhr.so.$(VERSION) $(INCLUDEDIR)/jhr.h \
		$(addprefix $(LIBDIR)/libjhr-ledger.so,.$(VERSION) .0) $(LIBDIR)/libjhr-ledger.so \
		$(LIBDIR)/pkgconfig/jhr.pc $(MANDIR)/man1/jhr.1)
	rm -rf $(DESTDIR)$(DOCDIR) $(DESTDIR)$(DATADIR)

# Written on each install: PREFIX may be another one than last time.
.PHONY: $(B)/jhr.pc
$(B)/jhr.pc: jhr.pc.in
	@mkdir -p $(@D)
	@sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' \
		-e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@VERSION@|$(VERSION)|' $< >$@

dist: ## build/jhr-VERSION.tar.gz, the same bytes for the same commit
	@mkdir -p build
	git archive --format=tar --prefix=jhr-$(VERSION)/ HEAD | gzip -9n >build/jhr-$(VERSION).tar.gz

# For editors. Written by make itself, so that it needs no other tool.
define nl


endef
entry = {"directory": "$(CURDIR)", "file": "$(1)", "command": "$(CC) $(CPPFLAGS) $(BASE_CFLAGS) -c $(1)"}
.PHONY: compile_commands.json
compile_commands.json: $(GEN_HDR) ## the compilation database that clangd reads
	$(file >$@,[)
	$(foreach s,$(ALL_SRC),$(file >>$@,$(call entry,$(s))$(comma)))
	$(file >>$@,$(call entry,include/jhr.h))
	$(file >>$@,])
	@echo $@
comma := ,

clean: ## remove build/
	rm -rf build compile_commands.json

help: ## this list
	@echo 'usage: make [TARGET]'
	@sed -n 's/^\([a-z_.]*\):[^#=]*## \(.*\)/  \1\t\2/p' Makefile | expand -t 26
