/* `jhr inspect`: the text of the sample program, piece by piece. */
#include "tests/support/sample.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static struct jhr_arena arena;
static struct jhr_program_data *d;

typedef void dump(struct jhr_buf *out, const struct jhr_program *p);

/* One blank where there are more: how wide the columns are is free. */
static void squeeze(char *s)
{
    char *to = s;
    for (; *s != '\0'; s++) {
        if (*s != ' ' || s[1] != ' ')
            *to++ = *s;
    }
    *to = '\0';
}

static void expect(dump *what, const char *const *lines, size_t n)
{
    struct jhr_refusal why;
    struct jhr_buf out = {0};
    struct jhr_program *p = sample_load(d, &why);
    if (p == NULL)
        fail_msg("refused: %s at %u", why.rule, why.index);
    what(&out, p);
    assert_false(out.failed);
    squeeze(out.p);
    for (size_t i = 0; i < n; i++) {
        if (strstr(out.p, lines[i]) == NULL)
            fail_msg("no line\n%s\nin\n%s", lines[i], out.p);
    }
    jhr_buf_free(&out);
    jhr_program_free(p);
}
#define EXPECT(what, ...)                                                                          \
    expect(what, (const char *const[]){__VA_ARGS__},                                               \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static int setup(void **state)
{
    (void)state;
    jhr_arena_init(&arena, 0);
    d = sample_make(&arena);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    jhr_arena_free(&arena);
    return 0;
}

static void test_header(void **state)
{
    (void)state;
    d->meta.v[0].from = 365;
    d->meta.v[0].to = 730;
    EXPECT(jhr_program_dump_header, "regeling voorbeeld \"Een voorbeeld\"\n versie \"2027.1\"\n",
           "\n geldig vanaf 1991-01-01 tot 1992-01-01\nsha256 ", "\nat most 607 steps\n",
           "\n 3 producten products\n", "\n 1 meta");
    EXPECT(jhr_program_dump_header_json, "{\"regeling\":\"voorbeeld\",\"titel\":\"Een voorbeeld\"",
           "\"geldig\":{\"vanaf\":\"1991-01-01\",\"tot\":\"1992-01-01\"},\"hash\":\"sha256:",
           "\"stappen\":607,\"rijen\":{\"strings\":", "\"code\":40}}\n");
    d->meta.v[0].to = 1000000;
    EXPECT(jhr_program_dump_header_json, "\"tot\":null}");
}

static void test_code(void **state)
{
    (void)state;
    EXPECT(jhr_program_dump_code, " 0 FACT load trauma voorbeeld.jhr:1:3\n",
           " 1 TALLY voorbeeld.jhr:2:3\n", " 4 COUNT load telling is 1 ",
           " 5 SETSLOT zware_problematiek ", " 6 MASK load verwijzer in { gemeente, GI } ",
           " 7 FACT and not hechting voor", "IN load product in Veelvoorkomend ",
           "IN and gemeente in H8 ", "VOOR R01 ", "RANGE load leeftijd in ..11 ", "SAVE r0 ",
           "XCOL load 2 * leeftijd ", "XCOL add -1 * kosten ", "XMONTH add startdatum + 1 maanden ",
           "XTABLE add tarief ", "XCONST add 7 ", "XRANGE or x in 0..10 ", "REG or not r0 ",
           "EACH load er is een lopende, 4 instructies ",
           "| RANGE load ander.startdatum in 1990-04-11.. ", "SLOT or zware_probl",
           "| CELL load S1 ", "| END ", "XEACH load -1 * som over eerdere, 3 instructies ",
           "| CONST load ja ", "XRANGE load x in 2.. ", " 39 HALT ");
}

static void test_code_more(void **state)
{
    (void)state;
    d->ranges.v[0] = (struct jhr_p_range){X_VERWIJZER, 1, 1};
    d->ranges.v[1] = (struct jhr_p_range){JHR_X_AANBIEDER, 0, 1};
    d->xranges.v[0].lo = INT64_MIN;
    SAMPLE_CODE(d, LD(RANGE, 0), OR(RANGE, 1), OR(RANGE, 2), NOT(OR(IN, IN_AANBIEDER)),
                LD(EACH, EACH_COUNT), LD(CONST, 1), END_, LD(EACH, EACH_ALL), LD(CONST, 0), END_,
                LD(EACH, EACH_EARLIER), LD(CONST, 0), END_, LD(XEACH, XEACH_COUNT), LD(CONST, 2),
                END_, ADD(XMONTH, MONTH_EIND), ADD(XTABLE, TABLE_NORM), OR(XRANGE, 0),
                ST(TEST, R_EIS), HALT_);
    d->plekken.v[0] = (struct jhr_p_plek){JHR_P_NONE, 0, 0, 0};
    EXPECT(jhr_program_dump_code, " 0 RANGE load verwijzer is huisarts\n",
           "RANGE or aanbieder in ..A21", "RANGE or product is B ",
           "IN or not aanbieder in { A17 } ", "aantal lopende in 1..2, 2 instructies",
           "alle lopende, 2 instructies", "er is een eerdere, ", "CONST load onbekend ",
           "CONST load nee ", "XEACH load 3 * aantal lopende, 2 instructies ",
           "XMONTH add -1 * einddatum + 12 maanden", "XTABLE add 2 * norm", "XRANGE or x in ..10 ");
}

/* A set without a name, of many members; a range of dates and of gemeenten; an empty mask. */
static void test_operands(void **state)
{
    (void)state;
    for (uint32_t i = 3; i < 12; i++)
        *jhr_vec_add(&arena, &d->producten) = d->producten.v[2];
    d->stapelingen.n = d->paren.n = d->cellen.n = 0;
    d->sets.v[0].naam = 0;
    d->sets.v[0].size = 12;
    d->words.v[0].bits = 0xfff;
    d->ranges.v[0] = (struct jhr_p_range){X_GEMEENTE, 1, 1};
    d->ranges.v[1] = (struct jhr_p_range){X_DIAGNOSE, 0, 31};
    d->ranges.v[2] = (struct jhr_p_range){X_KOSTEN, 500, 1000};
    d->masks.v[0].bits = 0;
    SAMPLE_CODE(d, LD(IN, 0), OR(RANGE, 0), OR(RANGE, 1), OR(RANGE, 2), OR(MASK, 0), HALT_);
    EXPECT(jhr_program_dump_code, "product in { A, B, C, C, C, C, C, C en 4 meer }",
           "gemeente is Westland ", "diagnose in ..1990-02-01 ", "kosten in 500..1000 ",
           "verwijzer in { } ");
    d->sets.v[0].kind = 1;
    d->sets.v[0].size = 2;
    d->words.v[0].bits = 3;
    d->words.v[1].bits = 0;
    d->ins.n = 1;
    d->ins.v[0].kolom = X_GEMEENTE;
    EXPECT(jhr_program_dump_code, "gemeente in { Delft, Westland }");
}

static void test_atoms(void **state)
{
    (void)state;
    EXPECT(jhr_program_dump_atoms, "voorbeeld.jhr:1:3 zware_problematiek trauma\n",
           "voorbeeld.jhr:8:3 overdracht_gepland niet hechting\n",
           " R01 voor product in Veelvoorkomend\n", " R01 test leeftijd in ..11\n",
           " R01 tenzij ander.startdatum in 1990-04-11..\n", " S1 test S1\n");
    SAMPLE_CODE(d, LD(FACT, B_TRAUMA), HALT_);
    EXPECT(jhr_program_dump_atoms, "voorbeeld.jhr:1:3 trauma\n");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {T(test_header), T(test_code), T(test_code_more),
                                       T(test_operands), T(test_atoms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
