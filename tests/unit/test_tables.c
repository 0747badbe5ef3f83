/* Tables from CSV files: how a spreadsheet writes them, where each cell is, and what is refused. */
#include "compiler/csv.h"
#include "test_resolve_aid.h"

/* ---- cells and their places ---- */

struct cells {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_csv csv;
};

static bool read_cells(struct cells *t, struct jhr_str text)
{
    *t = (struct cells){.diags = {.arena = &t->arena, .sources = &t->sources}};
    jhr_arena_init(&t->arena, 0);
    t->sources.arena = &t->arena;
    uint32_t file = jhr_source_add(&t->sources, JHR_STR("t.csv"), text);
    return jhr_csv_read(&t->arena, &t->diags, &t->sources, file, &t->csv);
}

/* The cells as "a|b/c|d", each with what the file has in its place when that differs: "a=\"a\"". */
static void assert_cells(const char *text, const char *want)
{
    struct cells t;
    struct jhr_buf b = {0};
    bool good = read_cells(&t, jhr_str_of(text));
    for (uint32_t r = 0; r < t.csv.n; r++) {
        for (uint32_t k = 0; k < t.csv.rows[r].n; k++) {
            const struct jhr_csv_cell *cell = &t.csv.rows[r].cells[k];
            struct jhr_str written = jhr_source_text(&t.sources, cell->span);
            jhr_buf_z(&b, k > 0 ? "|" : r > 0 ? "/" : "");
            jhr_buf_str(&b, cell->text);
            if (jhr_str_eq(written, cell->text))
                continue;
            jhr_buf_char(&b, '=');
            jhr_buf_str(&b, written);
        }
    }
    jhr_buf_char(&b, '\0');
    assert_true(good);
    assert_string_equal(b.p, want);
    jhr_buf_free(&b);
    jhr_arena_free(&t.arena);
}

static void test_cells(void **state)
{
    (void)state;
    assert_cells("a;b\nc;d\n", "a|b/c|d");
    assert_cells("a;b\nc;d", "a|b/c|d");
    assert_cells("a;b\r\nc;d\r\n", "a|b/c|d");
    assert_cells("a;b\rc;d\r", "a|b/c|d");
    assert_cells("\xef\xbb\xbf"
                 "a,b\n",
                 "a|b");
    assert_cells("a\tb c\n", "a|b c");
    assert_cells(" a ; b \n", "a|b");
    assert_cells("\"a;b\";\"c\"\"d\"\n", "a;b=\"a;b\"|c\"d=\"c\"\"d\"");
    assert_cells("\"a\nb\";c\n", "a\nb=\"a\nb\"|c");
    assert_cells(";;\n\n;x;\n\n", "|x|");
    assert_cells(";;a\n", "||a");
    assert_cells("1,5;2\n", "1,5|2"); /* a decimal comma: more `;` than `,`, or as many */
    assert_cells("\"a,b,c\";d\n", "a,b,c=\"a,b,c\"|d");
    assert_cells("een\n", "een");
    assert_cells("e\xcc\x81;b\n", "\xc3\xa9=e\xcc\x81|b"); /* in NFC, as names are */
}

static void assert_refused(struct jhr_str text, enum jhr_diag_id id, uint32_t lo)
{
    struct cells t;
    assert_false(read_cells(&t, text));
    assert_int_equal(t.csv.n, 0);
    assert_int_equal(t.diags.list.n, 1);
    assert_int_equal(t.diags.list.v[0]->id, id);
    assert_int_equal(t.diags.list.v[0]->span.lo, lo);
    jhr_arena_free(&t.arena);
}
#define REFUSED(bytes, id, lo) assert_refused((struct jhr_str){bytes, sizeof(bytes) - 1}, id, lo)

static void test_refused(void **state)
{
    (void)state;
    REFUSED("", JHR_D_CSV_EMPTY, 0);
    REFUSED(";;\n \n", JHR_D_CSV_EMPTY, 0);
    REFUSED("a;caf\xe9\n", JHR_D_CSV_ENCODING, 5); /* Windows-1252 */
    REFUSED("\xff\xfe"
            "a\0;\0",
            JHR_D_CSV_ENCODING, 0); /* UTF-16 */
    REFUSED("a;b\0c\n", JHR_D_CSV_ENCODING, 3);
    REFUSED("a;\xed\xa0\x80\n", JHR_D_CSV_ENCODING, 2); /* a lone surrogate */
    REFUSED("a;\"b\n", JHR_D_CSV_QUOTE, 2);
    REFUSED("a;b\"c\"\n", JHR_D_CSV_QUOTE, 2);
    REFUSED("a;\"b\"c\n", JHR_D_CSV_QUOTE, 2);
}

static void test_limit(void **state)
{
    struct jhr_buf b = {0};
    struct cells t;
    (void)state;
    for (uint32_t i = 0; i + 1 < JHR_MAX_CSV_CELLS; i++)
        jhr_buf_char(&b, ';');
    jhr_buf_char(&b, 'x');
    assert_true(read_cells(&t, jhr_buf_get(&b)));
    assert_int_equal(t.csv.rows[0].n, JHR_MAX_CSV_CELLS);
    jhr_arena_free(&t.arena);
    jhr_buf_z(&b, ";x\n");
    assert_refused(jhr_buf_get(&b), JHR_D_CSV_LARGE, (uint32_t)b.n - 1);
    jhr_buf_free(&b);
}

/* ---- what the tables mean ---- */

#define RULES                                                                                      \
    "regeling proef\ngebied G { Delft \"0503\", Westland \"1783\" }\nfeit plan: ja/nee\n"          \
    "product P1 tarief € 5,- per uur zonder norm\nproduct P2 zonder tarief zonder norm\n"
#define MATRIX RULES "stapeling S reden 6 standaard ja matrix uit \"t.csv\"\n"
#define BUDGET                                                                                     \
    RULES "budget B per gemeente, kalenderjaar voor product is P1 reden 2 plafond uit \"t.csv\"\n"
#define PLACES RULES "capaciteit B per aanbieder reden 4 plaatsen uit \"t.csv\" vanaf 1-1-2028\n"

static const struct {
    const char *rules, *table, *found; /* "CODE line:column CODE line:column …" */
} rows[] = {
    {MATRIX, ";P1;P2\nP1;nee;\nP2;mits plan;?\n", ""},
    {MATRIX, ";P1;P2;;\nP1;NEE;;;\nP2;Mits  plan;onderdeel;;\n", ""},
    {MATRIX, "hulpvorm;P1\nP1;\"nee\"\n", ""},
    {MATRIX, ";P1\nP1;\n", "2001 2:4"},
    {MATRIX, ";P1;P2\nP1;nee;ja\nP2;nee;ja\n", "2002 3:4"},
    {MATRIX, ";P1;P3\nP1;nee;ja\nP3;;ja\n", "2003 1:5"},
    {MATRIX, ";P1;P2\nP1;nee;ja\nP2;ja\n", "2004 3:1"},
    {MATRIX, ";P1;P2\nP1;nee;ja\nP2;;mits plam\n", "1001 3:10"},
    {MATRIX, ";P1;P2\nP1;nee;ja\nP2;;\"mits plam\"\n", "1001 3:11"},
    {MATRIX, ";P1\nP1;mits\n", "46 2:4"},
    {MATRIX, ";P1\nP1;nea\n", "46 2:4"},
    {MATRIX, ";P1;\nP1;nee;\n;ja;\n", "47 3:1 2005 3:1"},
    {MATRIX, ";P1\n", "2009 1:1"},
    {MATRIX, "P1\n", "2009 1:1"},
    {BUDGET, "gemeente;jaar;plafond\nDelft;2027;€ 4.200.000\n1783;2027;5.000,50\nDelft;2028;?\n",
     ""},
    {BUDGET, "Delft,5\nWestland,?\n", ""},
    {BUDGET, "5000\n", ""},
    {BUDGET, "gemeente;plafond\nDelft;1.25\nWestland;12.5\n", "14 2:7 14 3:10"},
    {BUDGET, "gemeente;plafond\nDelft;veel\nWestland;\n", "15 2:7 7016 3:1"},
    {BUDGET, "gemeente;plafond\nDelft;-5\nWestland;€ -5\n", "4014 2:7 4014 3:10"},
    {BUDGET, "gemeente;plafond\nDelft;-€ 5,50\nWestland;\xe2\x88\x92 5\n", "4014 2:7 4014 3:10"},
    {BUDGET, "gemeente;plafond\nDelft;5 miljoen\nWestland;ruim 5\n", "15 2:7 15 3:10"},
    {BUDGET, "gemeente;plafond\nDelft;€5,-\nWestland;€ 5.000,50\n", ""},
    {BUDGET, "gemeente;plafond\n", "7017 1:1"},
    {BUDGET, "", "7012 1:1"},
    {BUDGET, "gemeente;plafond\nDelf;5\n", "1014 2:1"},
    {BUDGET, "gemeente;plafond\nDelft;5\nDelft;6\n", "4001 3:1"},
    {BUDGET, "gemeente;jaar;plafond\nDelft;27;5\n", "48 2:7"},
    {BUDGET, "gemeente;plafond;vanaf\nDelft;5;1-7-2027\n", "4009 2:9"},
    {BUDGET, "gemeente;plafond;t/m\nDelft;5;31-12-2027\n", ""},
    {BUDGET, "gemeente;plafond;tot\nDelft;5;31-2-2027\n", "5001 2:9"},
    {BUDGET, "gemeente;plafnd\nDelft;5\n", "7014 1:10"},
    {BUDGET, "gemeente;aanbieder;plafond\nDelft;A;5\n", "7014 1:10"},
    {BUDGET, "gemeente;jaar\nDelft;2027\n", "7015 1:1"},
    {BUDGET, "a;b;c\n1;2;3\n", "7014 1:1 7014 1:3 7014 1:5"},
    {BUDGET, "Delft;99999999999999999999999999999999999999\n", "16 1:7"},
    {BUDGET, "Delft;1e400\n", "15 1:7"},
    {PLACES, "aanbieder;plaatsen;toelichting\nA17;120;verzonnen\nA21;?;\n", ""},
    {PLACES, "A17;1,5\n", "1034 1:5"},
    {PLACES, "A17;-5\n", "4014 1:5"},
    {PLACES, "aanbieder;plaatsen\n", "7017 1:1"},
    {PLACES, "A17;€ 5\n", "15 1:5"},
    {PLACES, "A17;caf\xe9\n", "7010 1:8"},
    {RULES "stapeling S reden 6 standaard ja matrix uit \"nergens.csv\"\n", NULL, "1059 6:45"},
    {RULES "budget B reden 2 plafond uit \"nergens.csv\"\n", NULL, "1059 6:30"},
};

static bool found_as(const char *rules, const char *table, const char *want)
{
    const struct aid_file files[] = {{table != NULL ? "t.csv" : NULL, table}, {NULL, NULL}};
    struct resolved t;
    char got[256] = "";
    resolve_files(&t, rules, files);
    for (uint32_t i = 0; i < t.diags.list.n && strlen(got) < 200; i++) {
        const struct jhr_diag *d = t.diags.list.v[i];
        struct jhr_place p = jhr_source_place(&t.sources, d->span.file, d->span.lo);
        snprintf(got + strlen(got), 32, "%s%u %u:%u", i == 0 ? "" : " ", jhr_diag_rows[d->id].code,
                 p.line, p.column);
    }
    bool good = t.m != NULL && strcmp(got, want) == 0;
    if (!good)
        print_message("%s\n  gives %s\n  not   %s\n", table != NULL ? table : rules, got, want);
    resolved_free(&t);
    return good;
}

static void test_meaning(void **state)
{
    unsigned failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        failed += !found_as(rows[i].rules, rows[i].table, rows[i].found);
    assert_int_equal(failed, 0);
}

/* A table from a file is the same model as the one in the text. */
static void test_limits(void **state)
{
    const struct aid_file files[] = {
        {"t.csv", "aanbieder;plaatsen;vanaf\nA21;?;\nA17;120;\nA17;80;1-1-2030\n"}, {NULL, NULL}};
    static const struct jhr_grens want[] = {{0, {{20280101, JHR_YMD_NEVER}, false, 0, 0}},
                                            {1, {{20280101, 20300101}, true, 120, 0}},
                                            {1, {{20300101, JHR_YMD_NEVER}, true, 80, 0}}};
    struct resolved t;
    (void)state;
    resolve_files(&t, PLACES, files);
    assert_int_equal(t.diags.list.n, 0);
    assert_int_equal(t.m->rekeningen[0].grenzen_n, 3);
    for (uint32_t i = 0; i < 3; i++) {
        const struct jhr_grens *g = &t.m->rekeningen[0].grenzen[i];
        assert_int_equal(g->wie, want[i].wie);
        assert_int_equal(g->step.period.from, want[i].step.period.from);
        assert_int_equal(g->step.period.to, want[i].step.period.to);
        assert_int_equal(g->step.known, want[i].step.known);
        assert_int_equal(g->step.value, want[i].step.value);
    }
    resolved_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limit),  cmocka_unit_test(test_meaning),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
