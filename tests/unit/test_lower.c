/* Lowering and emission: what a condition becomes, that equal ones become the same, and what the
 * code that comes out says of cases on the edge. */
#include "compiler/compile.h"
#include "compiler/lower.h"
#include "runtime/calendar.h"
#include "runtime/scalar.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define HEAD                                                                                       \
    "regeling proef \"Proef\"\n  geldig vanaf 1-1-2027 tot 1-1-2034\n  dubbel toegestaan\n"        \
    "soort kleur geordend { rood, oranje, groen }\n"                                               \
    "feit a: ja/nee\nfeit b: ja/nee\nfeit c: ja/nee\n"                                             \
    "feit leeftijd: getal 0..23 jaar\nfeit m: getal 0..10\nfeit n: getal -5..5\n"                  \
    "feit wacht: getal 0..100 weken\nfeit geld: bedrag € 0..€ 1.000\n"                         \
    "feit geboren: datum\nfeit k: kleur\nfeit l: kleur\n"                                          \
    "gebied G { Delft \"0503\", Den_Haag \"0518\" }\n"                                             \
    "segment S \"S\"\n"                                                                            \
    "product P1 \"1\" in S tarief € 60,- per uur norm 40 uur\n"                                  \
    "product P2 \"2\" in S tarief € 61,- per dagdeel norm 10 dagdelen\n"                         \
    "product P3 \"3\" zonder tarief zonder norm\n"                                                 \
    "waarde vast 3 maanden\n"                                                                      \
    "waarde grens 5 vanaf 1-1-2027 tot 1-1-2028, 7 vanaf 1-1-2028\n"

struct built {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    const struct jhr_model *model;
    struct jhr_buf bytes;
    struct jhr_program *program;
};

static bool no_file(void *self, struct jhr_str from, struct jhr_str path, struct jhr_str *full_path,
                    struct jhr_str *text, struct jhr_str *error)
{
    (void)self, (void)from, (void)path, (void)full_path, (void)text;
    *error = JHR_STR("geen");
    return false;
}

static bool build(struct built *t, const char *text)
{
    *t = (struct built){0};
    jhr_arena_init(&t->arena, 0);
    t->sources.arena = t->diags.arena = &t->arena;
    t->diags.sources = &t->sources;
    uint32_t file = jhr_source_add(&t->sources, JHR_STR("proef.jhr"), jhr_str_of(text));
    return jhr_compile(&t->arena, &t->diags, &t->sources, (struct jhr_loader){no_file, NULL}, file,
                       &t->model, &t->bytes, &t->program);
}

static void drop(struct built *t)
{
    jhr_program_free(t->program);
    jhr_buf_free(&t->bytes);
    jhr_arena_free(&t->arena);
}

static void explain(struct built *t)
{
    struct jhr_buf out = {0};
    jhr_diag_sort(&t->diags);
    jhr_diag_write(&out, &t->diags, (struct jhr_diag_style){JHR_DF_COMPACT, JHR_EN, false});
    print_error("%.*s", (int)out.n, out.p);
    jhr_buf_free(&out);
}

/* A regeling with one eis per condition, NUL at its end. The caller frees the buffer. */
static struct jhr_buf regeling(const char *extra, const char *const *conditions, size_t n)
{
    struct jhr_buf text = {0};
    jhr_buf_z(&text, HEAD);
    jhr_buf_z(&text, extra);
    for (size_t i = 0; i < n; i++) {
        jhr_buf_fmt(&text, "\neis R%u \"\"\n  alleen als ", (unsigned)i + 1);
        jhr_buf_z(&text, conditions[i]);
        jhr_buf_z(&text, "\n  reden 3\n");
    }
    jhr_buf_char(&text, '\0');
    assert_false(text.failed);
    return text;
}

static void must_build(struct built *t, const char *extra, const char *const *conditions, size_t n)
{
    struct jhr_buf text = regeling(extra, conditions, n);
    bool ok = build(t, text.p);
    if (!ok)
        explain(t);
    jhr_buf_free(&text);
    assert_true(ok);
    assert_non_null(t->program);
}

/* ---- equal conditions become the same ---- */

static const char *const same[][2] = {
    {"leeftijd < 12", "12 > leeftijd"},
    {"leeftijd < 12", "niet (leeftijd >= 12)"},
    {"leeftijd < 12", "leeftijd hoogstens 11"},
    {"leeftijd < 12", "2 * leeftijd + 1 < 25 jaar"},
    {"leeftijd < 12", "leeftijd - 12 < 0"},
    {"niet (a en b)", "(niet a) of (niet b)"},
    {"niet (niet a)", "a is ja"},
    {"niet (a is nee)", "a"},
    {"a is niet b", "precies 1 van { a, b }"},
    {"minstens 1 van { a, b, c }", "a of b of c"},
    {"hoogstens 2 van { a, b, c }", "niet (a en b en c)"},
    {"niet (minstens 2 van { a, b, c })", "hoogstens 1 van { a, b, c }"},
    {"k minstens oranje", "k is niet rood"},
    {"k in { rood, groen }", "niet (k is oranje)"},
    {"k > l", "l < k"},
    {"m > n", "n < m"},
    {"m > n", "2 * m - 2 * n > 1"},
    {"50% van geld > € 100", "geld > € 200"},
    {"150% van geld <= € 15,50", "3 * geld <= € 31"},
    {"duur hoogstens 1 jaar", "duur hoogstens 12 maanden"},
    {"duur hoogstens 1 jaar", "1 jaar >= duur"},
    {"duur hoogstens 1 jaar", "niet (duur > 1 jaar)"},
    {"duur hoogstens 1 jaar", "einddatum <= startdatum + 1 jaar - 1 dagen"},
    {"duur hoogstens vast", "duur hoogstens 3 maanden"},
    {"duur > 2 weken", "duur > 14 dagen"},
    {"omvang > 2 uur", "omvang > 120 minuten"},
    {"omvang > 4 uur", "omvang > 1 dagdelen"},
    {"startdatum - geboren >= 18 jaar", "startdatum >= geboren + 18 jaar"},
    {"startdatum - 7 dagen > geboren", "startdatum > geboren + 1 weken"},
    {"gemeente is Delft", "gemeente is \"0503\""},
    {"product in S", "segment is S"},
    {"som > 7", "m + 3 > 7"},
    {"aantal lopende waarvoor (ander.overlapt) > 0", "er is een lopende waarvoor (ander.overlapt)"},
    {"aantal lopende waarvoor (ander.overlapt) is 0",
     "niet (er is een lopende waarvoor (ander.overlapt))"},
};

static struct jhr_str rule_text(const char *dump, int n)
{
    char name[32];
    snprintf(name, sizeof(name), "rule R%d ", n);
    const char *from = strstr(dump, name);
    assert_non_null(from);
    from = strchr(from, '\n');
    assert_non_null(from);
    const char *to = strstr(from, "\nrule ");
    return (struct jhr_str){from, (uint32_t)(to != NULL ? to + 1 - from : (long)strlen(from))};
}

static void equal_conditions(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
        struct built t;
        struct jhr_buf dump = {0};
        must_build(&t, "begrip som = m + 3", same[i], 2);
        assert_true(jhr_compile_dump_ir(&t.arena, &t.diags, t.model, &dump));
        jhr_buf_char(&dump, '\0');
        struct jhr_str one = rule_text(dump.p, 1), two = rule_text(dump.p, 2);
        if (!jhr_str_eq(one, two))
            fail_msg("%s\n%s\n%s", same[i][0], same[i][1], dump.p);
        jhr_buf_free(&dump);
        drop(&t);
    }
}

static void duplicate_atoms_are_one(void **state)
{
    (void)state;
    static const char *const conditions[] = {"a en leeftijd < 12", "leeftijd < 12 of b",
                                             "duur > 1 jaar", "niet (duur hoogstens 1 jaar)",
                                             "a en b en duur > 1 jaar"};
    struct built t;
    must_build(&t, "", conditions, 5);
    struct jhr_ir *ir = jhr_lower(&t.arena, &t.diags, t.model);
    assert_int_equal(ir->atoms.n, 4); /* a, b, the age, the length */
    for (uint32_t i = 0; i < ir->nodes.n; i++)
        for (uint32_t k = 0; k < ir->nodes.v[i].n; k++)
            assert_true(jhr_ir_kid(ir, i, k) < i);
    drop(&t);
}

static void same_bytes(void **state)
{
    (void)state;
    static const char *const conditions[] = {"minstens 2 van { a, b, k is l, duur > 1 jaar }",
                                             "omvang <= 150% van normomvang", "m > grens"};
    struct built one, two;
    must_build(&one, "begrip x = a en m > n", conditions, 3);
    must_build(&two, "begrip x = a en m > n", conditions, 3);
    assert_int_equal(one.bytes.n, two.bytes.n);
    assert_memory_equal(one.bytes.p, two.bytes.p, one.bytes.n);
    drop(&one);
    drop(&two);
}

/* ---- what the code says ---- */

struct run {
    struct built t;
    struct jhr_row row;
    struct jhr_scalar scalar;
    struct jhr_item items[2];
};

static void run_start(struct run *r, const char *extra, const char *const *conditions, size_t n)
{
    must_build(&r->t, extra, conditions, n);
    assert_true(jhr_row_init(&r->t.arena, r->t.program, &r->row));
    assert_true(jhr_scalar_init(&r->t.arena, r->t.program, &r->scalar));
    r->row.list[0] = r->row.list[1] = r->items;
    r->row.list_known = true;
}

static void put(struct run *r, uint32_t col, int64_t v)
{
    r->row.x[col] = v;
    r->row.known[col] = true;
}

static void put_feit(struct run *r, const char *name, int64_t v)
{
    uint32_t feit = jhr_model_feit(r->t.model, jhr_str_of(name));
    uint32_t col = r->t.program->feiten[feit].kolom, xcols = r->t.program->meta->xcols;
    if (col >= xcols)
        r->row.b[col - xcols] = v < 0 ? JHR_UNKNOWN : v > 0 ? JHR_YES : JHR_NO;
    else
        put(r, col, v);
}

static int test_of(struct run *r, uint32_t regel)
{
    jhr_scalar_run(r->t.program, &r->row, &r->scalar);
    return r->scalar.test[regel];
}

static void period(struct run *r, int32_t from, int32_t to)
{
    put(r, JHR_X_START, jhr_day_of_ymd(from));
    put(r, JHR_X_EIND, jhr_day_of_ymd(to));
    r->row.b[JHR_BC_OPEN_EINDE] = to == JHR_YMD_NEVER ? JHR_YES : JHR_NO;
}

/* Lengths by the calendar, on the day before, on and after. */
static const struct {
    int32_t from, to;
    int le, lt, ge, is; /* beside 1 jaar */
} years[] = {
    {20270301, 20280228, 2, 2, 0, 0}, /* 2028 is a leap year: one day short */
    {20270301, 20280229, 2, 0, 2, 2}, {20270301, 20280301, 0, 0, 2, 0},
    {20280229, 20290226, 2, 2, 0, 0}, {20280229, 20290227, 2, 0, 2, 2},
    {20280229, 20290228, 0, 0, 2, 0}, {20270101, 20271231, 2, 0, 2, 2},
    {20270131, 20280130, 2, 0, 2, 2}, {20270101, JHR_YMD_NEVER, 0, 0, 2, 0},
};

static void length_in_years(void **state)
{
    (void)state;
    static const char *const conditions[] = {"duur hoogstens 1 jaar", "duur < 1 jaar",
                                             "duur minstens 1 jaar", "duur is 1 jaar"};
    struct run r = {0};
    run_start(&r, "", conditions, 4);
    for (size_t i = 0; i < sizeof(years) / sizeof(years[0]); i++) {
        period(&r, years[i].from, years[i].to);
        assert_int_equal(test_of(&r, 0), years[i].le);
        assert_int_equal(test_of(&r, 1), years[i].lt);
        assert_int_equal(test_of(&r, 2), years[i].ge);
        assert_int_equal(test_of(&r, 3), years[i].is);
    }
    drop(&r.t);
}

static void volumes(void **state)
{
    (void)state;
    static const char *const conditions[] = {
        "omvang <= 40 uur", "omvang < 3 etmalen", "omvang hoogstens 8 uur per week",
        "omvang <= 150% van normomvang", "omvang > 0 minuten of omvang is 0 minuten"};
    struct run r = {0};
    run_start(&r, "", conditions, 5);
    period(&r, 20270101, 20270114); /* two weeks: 16 hours */
    put(&r, JHR_X_PRODUCT, 0);
    int64_t minute = JHR_OMVANG_SCALE;
    put(&r, JHR_X_OMVANG, 16 * 60 * minute);
    put(&r, JHR_X_OMVANG_TIJD, 16 * 60 * minute);
    assert_int_equal(test_of(&r, 0), JHR_YES);
    assert_int_equal(test_of(&r, 1), JHR_UNKNOWN); /* hours are no etmalen */
    assert_int_equal(test_of(&r, 2), JHR_YES);
    assert_int_equal(test_of(&r, 3), JHR_YES);
    put(&r, JHR_X_OMVANG_TIJD, (16 * 60 + 1) * minute);
    put(&r, JHR_X_OMVANG, 60 * 60 * minute); /* just 150% of the norm of 40 hours */
    assert_int_equal(test_of(&r, 2), JHR_NO);
    assert_int_equal(test_of(&r, 3), JHR_YES);
    put(&r, JHR_X_OMVANG, 60 * 60 * minute + 1);
    assert_int_equal(test_of(&r, 3), JHR_NO);
    period(&r, 20270101, JHR_YMD_NEVER);
    assert_int_equal(test_of(&r, 2), JHR_YES); /* over a period without an end it is little */
    drop(&r.t);
}

/* Two lengths without an end are equal, whenever they began. */
static void endless_lengths(void **state)
{
    (void)state;
    static const char *const conditions[] = {
        "er is een lopende waarvoor (ander.duur hoogstens duur)",
        "er is een lopende waarvoor (ander.duur < duur)", "som van ander.duur over lopende >= duur",
        "som van ander.duur over lopende > duur"};
    struct run r = {0};
    run_start(&r, "", conditions, 4);
    for (uint32_t k = 0; k < JHR_X_FACTS - JHR_X_ITEM_PRODUCT; k++)
        r.items[0].known[k] = true;
    r.items[0].overlapt = JHR_YES;
    r.items[0].x[JHR_X_ITEM_START - JHR_X_ITEM_PRODUCT] = jhr_day_of_ymd(20250101);
    r.items[0].x[JHR_X_ITEM_EIND - JHR_X_ITEM_PRODUCT] = JHR_DAY_NEVER;
    r.row.list_n[JHR_LIST_LOPENDE] = 1;
    static const int expected[2][4] = {{2, 0, 2, 0}, {0, 0, 2, 2}}; /* own end open; not */
    for (int i = 0; i < 2; i++) {
        period(&r, 20270101, i == 0 ? JHR_YMD_NEVER : 20991231);
        for (uint32_t k = 0; k < 4; k++)
            assert_int_equal(test_of(&r, k), expected[i][k]);
    }
    drop(&r.t);
}

static void a_rule_without_norm(void **state)
{
    (void)state;
    static const char *const conditions[] = {"omvang <= normomvang", "a"};
    struct run r = {0};
    run_start(&r, "", conditions, 2);
    period(&r, 20270101, 20270131);
    for (int64_t product = 0; product < 3; product++) {
        put(&r, JHR_X_PRODUCT, product);
        jhr_scalar_run(r.t.program, &r.row, &r.scalar);
        assert_int_equal(r.scalar.voor[0], product == 2 ? JHR_NO : JHR_YES);
        assert_int_equal(r.scalar.voor[1], JHR_YES);
    }
    drop(&r.t);
}

static void a_value_by_day(void **state)
{
    (void)state;
    static const char *const conditions[] = {"m <= grens"};
    struct run r = {0};
    run_start(&r, "", conditions, 1);
    put_feit(&r, "m", 6);
    period(&r, 20280101, 20280131); /* it is read on the peildatum */
    put(&r, JHR_X_PEILDATUM, jhr_day_of_ymd(20271231));
    assert_int_equal(test_of(&r, 0), JHR_NO);
    put(&r, JHR_X_PEILDATUM, jhr_day_of_ymd(20280101));
    assert_int_equal(test_of(&r, 0), JHR_YES);
    put(&r, JHR_X_PEILDATUM, jhr_day_of_ymd(20261231));
    assert_int_equal(test_of(&r, 0), JHR_UNKNOWN);
    drop(&r.t);
}

/* Nested counts, both in the table of truths and with one unknown. */
static void counts(void **state)
{
    (void)state;
    static const char *const conditions[] = {
        "minstens 2 van { a, b, precies 1 van { a, b, c } }",
        "precies 1 van { minstens 2 van { a, b, c }, hoogstens 1 van { b, c, a } }",
        "(a en (b of c)) of (c en (a of b)) of niet (a of (b en c))", "a is niet (b is c)"};
    struct run r = {0};
    run_start(&r, "", conditions, 4);
    for (int i = 0; i < 8; i++) {
        int a = i & 1, b = i >> 1 & 1, c = i >> 2 & 1, n = a + b + c;
        put_feit(&r, "a", a);
        put_feit(&r, "b", b);
        put_feit(&r, "c", c);
        assert_int_equal(test_of(&r, 0), 2 * (a + b + (n == 1) >= 2));
        assert_int_equal(test_of(&r, 1), 2 * ((n >= 2) + (n <= 1) == 1));
        assert_int_equal(test_of(&r, 2),
                         2 * ((a && (b || c)) || (c && (a || b)) || !(a || (b && c))));
        assert_int_equal(test_of(&r, 3), 2 * (a != (b == c)));
    }
    put_feit(&r, "c", -1);
    put_feit(&r, "a", 1);
    put_feit(&r, "b", 1);
    assert_int_equal(test_of(&r, 0), JHR_YES);
    assert_int_equal(test_of(&r, 3), JHR_UNKNOWN);
    drop(&r.t);
}

static void lists(void **state)
{
    (void)state;
    static const char *const conditions[] = {
        "som van ander.omvang over lopende waarvoor (ander.product is product) + omvang <= 10 uur",
        "aantal lopende waarvoor (ander.product is product) <= m",
        "alle lopende (minstens 2 van { ander.product in S, a, ander.duur > 1 maanden })",
        "som van ander.duur over lopende > 60 dagen"};
    struct run r = {0};
    run_start(&r, "", conditions, 4);
    period(&r, 20270101, 20270131);
    put(&r, JHR_X_PRODUCT, 1);
    put(&r, JHR_X_OMVANG_TIJD, 240 * JHR_OMVANG_SCALE);
    put_feit(&r, "m", 1);
    put_feit(&r, "a", 0);
    for (int i = 0; i < 2; i++) {
        struct jhr_item *item = &r.items[i];
        item->overlapt = JHR_YES;
        for (uint32_t k = 0; k < JHR_X_FACTS - JHR_X_ITEM_PRODUCT; k++)
            item->known[k] = true;
        item->x[JHR_X_ITEM_PRODUCT - JHR_X_ITEM_PRODUCT] = 1;
        item->x[JHR_X_ITEM_START - JHR_X_ITEM_PRODUCT] = jhr_day_of_ymd(20270101);
        item->x[JHR_X_ITEM_EIND - JHR_X_ITEM_PRODUCT] = jhr_day_of_ymd(20270131) - i;
        item->x[JHR_X_ITEM_OMVANG_TIJD - JHR_X_ITEM_PRODUCT] = 180 * JHR_OMVANG_SCALE;
    }
    r.row.list_n[JHR_LIST_LOPENDE] = 2;
    assert_int_equal(test_of(&r, 0), JHR_YES); /* 4 + 3 + 3 hours */
    assert_int_equal(test_of(&r, 1), JHR_NO);
    assert_int_equal(test_of(&r, 2), JHR_NO);  /* in S, not longer than a month */
    assert_int_equal(test_of(&r, 3), JHR_YES); /* 31 + 30 days */
    r.items[1].x[JHR_X_ITEM_OMVANG_TIJD - JHR_X_ITEM_PRODUCT]++;
    assert_int_equal(test_of(&r, 0), JHR_NO);
    put_feit(&r, "m", 2);
    put_feit(&r, "a", 1);
    assert_int_equal(test_of(&r, 1), JHR_YES);
    assert_int_equal(test_of(&r, 2), JHR_YES);
    r.row.list_known = false;
    assert_int_equal(test_of(&r, 0), JHR_UNKNOWN);
    assert_int_equal(test_of(&r, 1), JHR_UNKNOWN);
    drop(&r.t);
}

/* ---- limits ---- */

/* The code of the first error; 0: it compiles. */
static uint32_t code_of(const char *text)
{
    struct built t;
    uint32_t code = 0;
    bool ok = build(&t, text);
    jhr_diag_sort(&t.diags);
    for (uint32_t i = 0; i < t.diags.list.n && code == 0; i++)
        if (jhr_diag_rows[t.diags.list.v[i]->id].severity == JHR_ERROR)
            code = jhr_diag_rows[t.diags.list.v[i]->id].code;
    assert_int_equal(ok, code == 0);
    drop(&t);
    return code;
}

static uint32_t code_of_condition(const char *condition)
{
    struct jhr_buf text = regeling("feit groot: getal 0..100000000000\n"
                                   "begrip b1 = 1000000 * groot\nbegrip b2 = 1000 * b1 + groot",
                                   &condition, 1);
    uint32_t code = code_of(text.p);
    jhr_buf_free(&text);
    return code;
}

static void too_large(void **state)
{
    (void)state;
    assert_int_equal(code_of_condition("groot > 5"), 0);
    assert_int_equal(code_of_condition("b1 > m"), 0);
    assert_int_equal(code_of_condition("b2 > m"), 9004);
    assert_int_equal(code_of_condition("100000000 * groot > m"), 9004);
    assert_int_equal(code_of_condition("startdatum > geboren + 2000 jaar"), 9004);
}

/* The diagnostics of lowering: the wrong text of the row gives it, the right one compiles. */
static void rows_of_lowering(void **state)
{
    static const uint32_t ours[] = {1064, 1065, 1066, 9004};
    uint32_t tried = 0;
    (void)state;
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        const struct jhr_diag_row *row = &jhr_diag_rows[i];
        for (size_t k = 0; k < sizeof ours / sizeof *ours; k++) {
            if (row->code != ours[k])
                continue;
            assert_int_equal(code_of(row->wrong), row->code);
            assert_int_equal(code_of(row->right), 0);
            tried++;
        }
    }
    assert_int_equal(tried, sizeof ours / sizeof *ours);
}

/* One around another: `before`, what there is, `after`. */
static void wrap(struct jhr_buf *text, const char *before, const char *after, bool twice)
{
    struct jhr_buf next = {0};
    jhr_buf_z(&next, before);
    jhr_buf_add(&next, text->p, text->n);
    jhr_buf_z(&next, after);
    if (twice)
        jhr_buf_add(&next, text->p, text->n);
    jhr_buf_z(&next, ")");
    jhr_buf_free(text);
    *text = next;
}

/* Conditions in one another, of every kind. */
static void deep_nesting(void **state)
{
    (void)state;
    struct jhr_buf text = {0};
    jhr_buf_z(&text, "a");
    for (int i = 0; i < 60; i++) {
        if (i % 3 == 0)
            wrap(&text, "(b en (", " of c)", false);
        else if (i % 3 == 1)
            wrap(&text, "(minstens 2 van { a, b, (", ") }", false);
        else
            wrap(&text, "((niet (", ")) of (c en a)", false);
    }
    jhr_buf_char(&text, '\0');
    assert_int_equal(code_of_condition(text.p), 0);
    jhr_buf_free(&text);
}

/* Two groups of two groups of ...: as many registers as there are levels, no more. */
static void wide_nesting(void **state)
{
    (void)state;
    struct jhr_buf text = {0};
    jhr_buf_z(&text, "(a of b)");
    for (int i = 0; i < 10; i++)
        wrap(&text, "(", i % 2 ? " of " : " en ", true);
    jhr_buf_char(&text, '\0');
    const char *condition = text.p;
    struct built t;
    must_build(&t, "", &condition, 1);
    assert_in_range(t.program->meta->regs, 1, 10);
    jhr_buf_free(&text);
    drop(&t);
}

static void names_only(void **state)
{
    (void)state;
    struct built t;
    assert_true(build(&t, "soort kleur { rood }\nfeit k: kleur\n"));
    assert_null(t.program);
    drop(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_conditions),
        cmocka_unit_test(duplicate_atoms_are_one),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(length_in_years),
        cmocka_unit_test(volumes),
        cmocka_unit_test(endless_lengths),
        cmocka_unit_test(a_rule_without_norm),
        cmocka_unit_test(a_value_by_day),
        cmocka_unit_test(counts),
        cmocka_unit_test(lists),
        cmocka_unit_test(too_large),
        cmocka_unit_test(rows_of_lowering),
        cmocka_unit_test(deep_nesting),
        cmocka_unit_test(wide_nesting),
        cmocka_unit_test(names_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
