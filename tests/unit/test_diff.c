/* What a comparison says, in words: an edit at a time. */
#include "tests/unit/test_resolve_aid.h"

#include "compiler/compile.h"
#include "compiler/lower.h"
#include "validator/diff.h"

#define HEAD                                                                                       \
    "regeling r \"R\" versie \"1\" geldig vanaf 1-1-2027 tot 1-1-2029 dubbel toegestaan\n"         \
    "soort verwijzers { huisarts, GI, rechter }\n"                                                 \
    "feit leeftijd: getal 0..23 jaar\nfeit a: ja/nee\nfeit b: ja/nee\nfeit v: verwijzers\n"        \
    "gebied G { Delft \"0503\", Westland \"1783\" }\n"                                             \
    "product 54001 \"P\" tarief € 60,- per uur norm 40 uur\n"                                    \
    "product 54002 \"Q\" tarief € 50,- per uur vanaf 1-1-2027 tot 1-1-2028\n"                    \
    "  tarief € 55,- per uur vanaf 1-1-2028 norm 40 uur\n"                                       \
    "product 54003 \"R\" zonder tarief zonder norm\n"

struct one {
    struct resolved r;
    struct jhr_program *program;
    struct jhr_buf bytes;
    struct jhr_side side;
};

static void open_one(struct one *o, const char *text)
{
    *o = (struct one){.program = NULL};
    resolve_z(&o->r, text);
    if (o->r.m == NULL || o->r.diags.count[JHR_ERROR] > 0)
        print_found(&o->r, text);
    assert_true(jhr_compile_model(&o->r.arena, &o->r.diags, o->r.m, &o->bytes, &o->program));
    o->side = (struct jhr_side){.model = o->r.m, .program = o->program};
    o->side.ir = jhr_lower(&o->r.arena, &o->r.diags, o->r.m);
    assert_non_null(o->side.ir);
}

static void close_one(struct one *o)
{
    jhr_program_free(o->program);
    jhr_buf_free(&o->bytes);
    resolved_free(&o->r);
}

static void put_gebied(struct jhr_buf *out, const struct jhr_gebied *g)
{
    static const char *const besluiten[] = {"toelaatbaar", "niet", "onbepaald", "strijdig",
                                            "buiten"};
    jhr_buf_fmt(out, "  %s->%s", besluiten[g->was], besluiten[g->wordt]);
    for (uint32_t i = 0; i < g->waar_n; i++) {
        jhr_buf_z(out, i == 0 ? ": " : "; ");
        jhr_buf_str(out, g->waar[i]);
    }
    jhr_buf_z(out, " [");
    jhr_share_text(out, &g->share, false);
    jhr_buf_z(out, g->bevestigd ? "]" : ", geen getuige]");
    for (uint32_t i = 0; i < g->masks_n; i++) {
        jhr_buf_z(out, " ");
        jhr_buf_str(out, g->masks[i].regel);
        jhr_buf_z(out, " ");
        jhr_share_text(out, &g->masks[i].share, false);
    }
    jhr_buf_z(out, "\n");
}

/* The answer as text; `budget` 0: enough. */
static void compare(const char *old_text, const char *new_text, uint32_t budget, const char *want)
{
    struct one x, y;
    struct jhr_arena a;
    struct jhr_buf out = {0};
    jhr_arena_init(&a, 0);
    open_one(&x, old_text);
    open_one(&y, new_text);
    struct jhr_diff *d = jhr_diff(&a, &x.side, &y.side, budget);
    assert_non_null(d);
    jhr_buf_z(&out, d->equal ? "gelijk" : "verschil");
    jhr_buf_z(&out, d->proved ? ", bewezen\n" : "\n");
    for (uint32_t i = 0; i < d->only_n; i++) {
        jhr_buf_fmt(&out, "%s %s ", d->only[i].in_new ? "nieuw" : "oud", d->only[i].what);
        jhr_buf_str(&out, d->only[i].name);
        jhr_buf_char(&out, '\n');
    }
    for (uint32_t i = 0; i < d->opaque_n; i++) {
        jhr_buf_z(&out, "ondoorzichtig ");
        jhr_buf_str(&out, d->opaque[i]);
        jhr_buf_char(&out, '\n');
    }
    if (d->over_budget_n > 0)
        jhr_buf_fmt(&out, "budget op: %u\n", d->over_budget_n);
    for (uint32_t i = 0; i < d->wijzigingen_n; i++) {
        const struct jhr_wijziging *w = &d->wijzigingen[i];
        jhr_buf_str(&out, w->regel);
        jhr_buf_z(&out, w->edit == JHR_EDIT_NEW    ? " nieuw\n"
                        : w->edit == JHR_EDIT_GONE ? " weg\n"
                                                   : "\n");
        for (uint32_t k = 0; k < w->gebieden_n; k++)
            put_gebied(&out, &w->gebieden[k]);
    }
    jhr_buf_char(&out, '\0');
    assert_string_equal(out.p, want);
    jhr_buf_free(&out);
    close_one(&x);
    close_one(&y);
    jhr_arena_free(&a);
}

static void test_edits(void **state)
{
    (void)state;
    /* an age limit; a refactoring; a rule that another one masks */
    compare(HEAD "eis R1 \"E\" alleen als leeftijd < 12 reden 7\n",
            HEAD "eis R1 \"E\" alleen als leeftijd < 14 reden 7\n", 0,
            "verschil, bewezen\nR1\n  niet->toelaatbaar: leeftijd 12..13 [100%]\n");
    compare(HEAD "eis R1 \"E\" nooit als a of b reden 7\n",
            HEAD "eis R1 \"E\" alleen als (niet a) en (niet b) reden 7\n", 0, "gelijk, bewezen\n");
    compare(HEAD "eis R1 \"E\" alleen als a reden 7\neis R2 \"F\" nooit als b reden 7\n",
            HEAD "eis R1 \"E\" alleen als a of leeftijd < 6 reden 7\n"
                 "eis R2 \"F\" nooit als b reden 7\n",
            0,
            "verschil, bewezen\nR1\n"
            "  niet->toelaatbaar: leeftijd 0..5; a nee [50%] R2 50%\n");
    /* an edit that never shows is an edit without regions */
    compare(HEAD "eis R1 \"E\" alleen als a reden 7\neis R2 \"F\" alleen als a reden 7\n",
            HEAD "eis R1 \"E\" alleen als a reden 7\n", 0, "gelijk, bewezen\nR2 weg\n");
    compare(HEAD "eis R1 \"E\" alleen als a reden 7\n",
            HEAD "eis R1 \"E\" alleen als a reden 7\n"
                 "eis R2 \"F\" voor product in { 54001, 54002 } en gemeente is Delft\n"
                 "  nooit als v in { GI, rechter } reden 7\n",
            0,
            "verschil, bewezen\nR2 nieuw\n"
            "  toelaatbaar->niet: product in { 54001, 54002 }; gemeente Delft; v niet huisarts "
            "[50%] R1 50%\n");
}

static void test_kinds(void **state)
{
    (void)state;
    /* a cell of a matrix */
    compare(HEAD "stapeling S1 \"S\" reden 6\n  matrix\n    | | 54001 | 54002 |\n"
                 "    | 54001 | ja | ja |\n    | 54002 | | ja |\n  standaard ja\n",
            HEAD "stapeling S1 \"S\" reden 6\n  matrix\n    | | 54001 | 54002 |\n"
                 "    | 54001 | ja | nee |\n    | 54002 | | ja |\n  standaard ja\n",
            0,
            "verschil, bewezen\nS1\n"
            "  toelaatbaar->niet: product 54001; lopend 54002 [100%]\n"
            "  toelaatbaar->niet: product 54002; lopend 54001 [100%]\n");
    /* a length, whose class depends on the start */
    compare(HEAD "eis R1 \"E\" alleen als duur hoogstens 30 dagen reden 7\n",
            HEAD "eis R1 \"E\" alleen als duur hoogstens 60 dagen reden 7\n", 0,
            "verschil, bewezen\nR1\n  niet->toelaatbaar: duur 31..60 dagen [100%]\n");
    /* a new stand for a rule, and what the regeling is about */
    compare(HEAD "eis R1 \"E\" alleen als a reden 7 stand voorgesteld\n",
            HEAD "eis R1 \"E\" alleen als a reden 7\n", 0,
            "verschil, bewezen\nR1\n  toelaatbaar->niet: a nee [100%]\n");
    /* a tarief: the rule that reads it is edited */
    compare(HEAD "eis R1 \"E\" alleen als tarief < € 55,- reden 7\n",
            HEAD "eis R1 \"E\" alleen als tarief < € 56,- reden 7\n", 0,
            "verschil, bewezen\nR1\n"
            "  niet->toelaatbaar: product 54002; startdatum 1-1-2028 t/m 31-12-2028 [100%]\n");
    /* facts that one side has alone, and one whose range differs */
    compare("regeling r \"R\" geldig vanaf 1-1-2027 dubbel toegestaan\nfeit c: ja/nee\n"
            "feit n: getal 0..9\nproduct 54001 \"P\" zonder tarief zonder norm\n"
            "eis R1 \"E\" nooit als c en n < 3 reden 7\n",
            "regeling r \"R\" geldig vanaf 1-1-2027 dubbel toegestaan\nfeit d: ja/nee\n"
            "feit n: getal 0..5\nproduct 54001 \"P\" zonder tarief zonder norm\n"
            "eis R1 \"E\" nooit als d en n < 3 reden 7\n",
            0,
            "verschil, bewezen\noud bereik n\nnieuw bereik n\noud feit c\nnieuw feit d\nR1\n"
            "  toelaatbaar->niet: n 0..2; c nee; d ja [100%]\n"
            "  niet->toelaatbaar: n 0..2; c ja; d nee [100%]\n");
}

/* What is not told apart is searched: a case is found, and no share is given. */
static void test_opaque(void **state)
{
    (void)state;
    compare(HEAD "eis R1 \"E\" alleen als a reden 7\n",
            HEAD "eis R1 \"E\" alleen als a reden 7\n"
                 "eis R2 \"F\" nooit als er is een lopende waarvoor (ander.duur > duur) reden 7\n",
            0,
            "verschil\nondoorzichtig (ander.duur > duur)\nR2 nieuw\n"
            "  toelaatbaar->niet: lopend; geen open einde; (ander.duur > duur) [onbekend deel]\n");
}

/* A budget that is passed is said, and what was met is listed. */
static void test_budget(void **state)
{
    (void)state;
    compare(HEAD "eis R1 \"E\" alleen als leeftijd < 12 reden 7\n",
            HEAD "eis R1 \"E\" alleen als leeftijd < 14 reden 7\n", 3,
            "verschil\nbudget op: 3\nR1\n  niet->toelaatbaar [onbekend deel]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_opaque),
        cmocka_unit_test(test_budget),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
