#include "tests/support/sample.h"

#include "base/voorstel.h"
#include "runtime/calendar.h"

#include <string.h>

uint32_t sample_string(struct jhr_program_data *d, const char *text)
{
    for (uint32_t i = 0; i < d->strings.n; i++) {
        if (jhr_str_eq(d->strings.v[i], jhr_str_of(text)))
            return i;
    }
    *jhr_vec_add(d->arena, &d->strings) = jhr_str_of(text);
    return d->strings.n - 1;
}

/* A new row of a table, filled in. */
#define ROW(array, ...) (*jhr_vec_add(d->arena, &d->array) = (__typeof__(*d->array.v)){__VA_ARGS__})
#define S(text)         sample_string(d, text)

static void add_columns(struct jhr_program_data *d)
{
    static const struct {
        const char *naam;
        int64_t highest;
    } facts[] = {{"leeftijd", 23},
                 {"verwijzer", 2},
                 {"kosten", INT64_C(100000000000)},
                 {"diagnose", JHR_DAY_LAST},
                 {"gemeente", INT32_MAX}};
    for (uint32_t i = 0; i < JHR_X_FACTS; i++) {
        const struct jhr_builtin_col *b = &jhr_builtin_x[i];
        ROW(kolommen, S(b->naam), b->lowest, b->highest, JHR_BANK_X, b->item);
    }
    for (uint32_t i = 0; i < X_COUNT - JHR_X_FACTS; i++)
        ROW(kolommen, S(facts[i].naam), 0, facts[i].highest, JHR_BANK_X, 0);
    for (uint32_t i = 0; i < JHR_BC_FACTS; i++) {
        const struct jhr_builtin_col *b = &jhr_builtin_b[i];
        ROW(kolommen, S(b->naam), b->lowest, b->highest, JHR_BANK_B, b->item);
    }
    ROW(kolommen, S("trauma"), 0, 1, JHR_BANK_B, 0);
    ROW(kolommen, S("hechting"), 0, 1, JHR_BANK_B, 0);
}

static void add_fact(struct jhr_program_data *d, const char *naam, uint8_t type, uint32_t kolom)
{
    struct jhr_p_feit f = {.naam = S(naam),
                           .vraag = S("Hoe zit het?"),
                           .opgegeven_door = S("aanvrager"),
                           .type = type,
                           .unit = type == JHR_P_GETAL ? JHR_P_U_JAAR : JHR_P_U_NONE,
                           .gebruikt = 1,
                           .kolom = kolom,
                           .soort = type == JHR_P_SOORT ? 0 : JHR_P_NONE};
    f.lowest = d->kolommen.v[kolom].lowest;
    f.highest = d->kolommen.v[kolom].highest;
    *jhr_vec_add(d->arena, &d->feiten) = f;
}

static void add_facts(struct jhr_program_data *d)
{
    ROW(soorten, S("verwijzers"), 0, 3, 0);
    ROW(waarden, S("gemeente"));
    ROW(waarden, S("huisarts"));
    ROW(waarden, S("GI"));
    add_fact(d, "leeftijd", JHR_P_GETAL, X_LEEFTIJD);
    add_fact(d, "trauma", JHR_P_JANEE, X_COUNT + B_TRAUMA);
    add_fact(d, "verwijzer", JHR_P_SOORT, X_VERWIJZER);
    add_fact(d, "kosten", JHR_P_BEDRAG, X_KOSTEN);
    add_fact(d, "diagnose", JHR_P_DATUM, X_DIAGNOSE);
    add_fact(d, "gemeente", JHR_P_GEMEENTE, X_GEMEENTE);
    add_fact(d, "hechting", JHR_P_JANEE, X_COUNT + B_HECHTING);
}

/* A: tarief 100 up to day 1000, then 200 up to 2000, then unknown; norm 40. B: tarief 300 from day
 * 500 on. C has none. */
static void add_products(struct jhr_program_data *d)
{
    ROW(stappen, 0, 1000, 1, 100);
    ROW(stappen, 1000, 2000, 1, 200);
    ROW(stappen, 2000, JHR_DAY_NEVER, 0, 0);
    ROW(stappen, 0, JHR_DAY_NEVER, 1, 40);
    ROW(stappen, 500, JHR_DAY_NEVER, 1, 300);
    ROW(producten, S("A"), S("Product A"), 1, 0, 0, JHR_P_U_UUR, JHR_P_U_UUR, 0, 3, 3, 1);
    ROW(producten, S("B"), S("Product B"), 1, 0, 0, JHR_P_U_UUR, JHR_P_U_NONE, 4, 1, 0, 0);
    ROW(producten, S("C"), S("Product C"), 1, 1, 1, JHR_P_U_NONE, JHR_P_U_NONE, 0, 0, 0, 0);
    ROW(gemeenten, S("Delft"), S("0503"));
    ROW(gemeenten, S("Westland"), S("1783"));
    ROW(aanbieders, S("A17"));
    ROW(aanbieders, S("A21"));
    ROW(bronnen, S("OT21"), S("Ontwikkeltafel"), 9000);
    ROW(bronnen, S("QA1"), S("Vraag en antwoord"), JHR_DAY_NONE);
}

/* Of products: A and C up to day 1000, from 1500 on only B. */
static void add_sets(struct jhr_program_data *d)
{
    ROW(setrijen, 0, 1000, 0);
    ROW(setrijen, 1500, JHR_DAY_NEVER, 1);
    ROW(setrijen, 0, JHR_DAY_NEVER, 2);
    ROW(setrijen, 0, JHR_DAY_NEVER, 3);
    ROW(words, 5);
    ROW(words, 2);
    ROW(words, 2);
    ROW(words, 1);
    ROW(sets, S("Veelvoorkomend"), 0, 1, 3, 0, 2);
    ROW(sets, S("H8"), 1, 0, 2, 2, 1);
    ROW(sets, 0, 2, 0, 2, 3, 1);
    ROW(sets, S("leeg"), 0, 0, 3, 4, 0);
}

static void add_operands(struct jhr_program_data *d)
{
    ROW(ranges, X_LEEFTIJD, 0, 11);
    ROW(ranges, JHR_X_ITEM_START, 100, INT64_MAX);
    ROW(ranges, JHR_X_PRODUCT, 1, 1);
    ROW(masks, X_VERWIJZER, 5);
    ROW(ins, JHR_X_PRODUCT, 0);
    ROW(ins, JHR_X_ITEM_PRODUCT, 0);
    ROW(ins, X_GEMEENTE, 1);
    ROW(ins, JHR_X_AANBIEDER, 2);
    ROW(xranges, 0, 10);
    ROW(xranges, 1, 1);
    ROW(xranges, 2, INT64_MAX);
    ROW(eachs, JHR_LIST_LOPENDE, JHR_EACH_ANY, 0, 0, 0);
    ROW(eachs, JHR_LIST_LOPENDE, JHR_EACH_ALL, 0, 0, 0);
    ROW(eachs, JHR_LIST_LOPENDE, JHR_EACH_COUNT, 0, 1, 2);
    ROW(eachs, JHR_LIST_EERDERE, JHR_EACH_ANY, 0, 0, 0);
    ROW(eachs, JHR_LIST_EERDERE, JHR_EACH_COUNT, 0, 0, 64);
    ROW(xconsts, 7);
    ROW(xconsts, -3);
    ROW(terms, X_LEEFTIJD, 2);
    ROW(terms, X_KOSTEN, -1);
    ROW(terms, JHR_X_ITEM_START, 1);
    ROW(months, JHR_X_START, 1, 1);
    ROW(months, JHR_X_EIND, 12, -1);
    ROW(tables, JHR_TABLE_TARIEF, 1);
    ROW(tables, JHR_TABLE_NORM, 2);
    ROW(xeachs, JHR_LIST_LOPENDE, JHR_EACH_COUNT, 0, 3);
    ROW(xeachs, JHR_LIST_EERDERE, JHR_EACH_SUM, 0, -1);
}

/*      A     B     C
 *  A   nee   mits  ?
 *  B   mits  ja    onderdeel
 *  C   ?     ...   standaard */
static void add_matrix(struct jhr_program_data *d)
{
    static const uint8_t pairs[] = {1, 3, 2, 3, 0, 4, 2, 4, 0};
    ROW(cellen, JHR_P_CEL_JA, JHR_P_NONE, 0, 0);
    ROW(cellen, JHR_P_CEL_NEE, JHR_P_NONE, S("A"), S("A"));
    ROW(cellen, JHR_P_CEL_OPEN, JHR_P_NONE, S("A"), S("C"));
    ROW(cellen, JHR_P_CEL_MITS, SLOT_OVERDRACHT, S("A"), S("B"));
    ROW(cellen, JHR_P_CEL_ONDERDEEL, JHR_P_NONE, S("B"), S("C"));
    for (uint32_t i = 0; i < sizeof(pairs); i++)
        ROW(paren, pairs[i]);
    ROW(stapelingen, S("S1"), R_MATRIX, 0, 5, 0, 0);
}

static void add_rules(struct jhr_program_data *d)
{
    struct jhr_p_regel r = {.id = S("R01"),
                            .titel = S("Een eis"),
                            .omdat = S("Daarom."),
                            .kind = JHR_P_EIS,
                            .reden = 7,
                            .to = JHR_DAY_NEVER,
                            .bron = 0,
                            .kracht_n = 2,
                            .alternatief_n = 1,
                            .leest_n = 2,
                            .plek = JHR_P_NONE};
    *jhr_vec_add(d->arena, &d->regels) = r;
    *jhr_vec_add(d->arena, &d->regels) = (struct jhr_p_regel){.id = S("S1"),
                                                              .kind = JHR_P_STAPELING,
                                                              .to = JHR_DAY_NEVER,
                                                              .bron = JHR_P_NONE,
                                                              .plek = JHR_P_NONE};
    r = (struct jhr_p_regel){.id = S("R02"),
                             .kind = JHR_P_EIS,
                             .stand = JHR_P_VOORGESTELD,
                             .from = 100,
                             .to = 200,
                             .bron = 1,
                             .vervangt_n = 1,
                             .leest = 2,
                             .leest_n = 1,
                             .plek = 0};
    *jhr_vec_add(d->arena, &d->regels) = r;
    *jhr_vec_add(d->arena, &d->regels) = (struct jhr_p_regel){
        .kind = JHR_P_PSEUDO, .to = JHR_DAY_NEVER, .bron = JHR_P_NONE, .plek = JHR_P_NONE};
    ROW(krachten, 0, 1);
    ROW(krachten, 500, 0);
    ROW(vervangen, R_EIS);
    ROW(alternatieven, S("de sociale basis"));
    ROW(lezen, F_LEEFTIJD);
    ROW(lezen, F_TRAUMA);
    ROW(lezen, F_TRAUMA);
}

void sample_words(struct jhr_program_data *d, const uint32_t *words, uint32_t n)
{
    d->code.n = d->plekken.n = 0;
    for (uint32_t i = 0; i < n; i++) {
        ROW(code, words[i]);
        ROW(plekken, 0, i + 1, 3, 5);
    }
}

/* The end of the block that begins after `at`. */
static uint32_t length_of(const uint32_t *words, uint32_t n, uint32_t at)
{
    uint32_t end = at + 1;
    while (end < n && jhr_op_of(words[end]) != JHR_I_END)
        end++;
    return end - at;
}

void sample_code(struct jhr_program_data *d, const uint32_t *words, uint32_t n)
{
    uint32_t slots = 0;
    sample_words(d, words, n);
    for (uint32_t i = 0; i < d->regels.n; i++)
        d->regels.v[i].heeft = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t op = jhr_op_of(words[i]), arg = jhr_arg_of(words[i]);
        uint8_t part = op == JHR_I_VOOR ? 1 : op == JHR_I_TEST ? 2 : op == JHR_I_TENZIJ ? 4 : 0;
        if (part != 0 && arg < d->regels.n)
            d->regels.v[arg].heeft |= part;
        if (op == JHR_I_SETSLOT && arg >= slots)
            slots = arg + 1;
        if (op == JHR_I_EACH && arg < d->eachs.n)
            d->eachs.v[arg].length = length_of(words, n, i);
        if (op == JHR_I_XEACH && arg < d->xeachs.n)
            d->xeachs.v[arg].length = length_of(words, n, i);
    }
    d->slots.n = 0;
    for (uint32_t i = 0; i < slots; i++)
        ROW(slots, i == 0 ? S("zware_problematiek") : S("overdracht_gepland"));
    for (uint32_t i = 0; i < d->cellen.n; i++) {
        if (d->cellen.v[i].slot != JHR_P_NONE && d->cellen.v[i].slot >= slots)
            d->cellen.v[i] = (struct jhr_p_cel){JHR_P_CEL_JA, JHR_P_NONE, 0, 0};
    }
}

struct jhr_program_data *sample_make(struct jhr_arena *arena)
{
    struct jhr_program_data *d = JHR_NEW(arena, struct jhr_program_data);
    d->arena = arena;
    sample_string(d, "");
    ROW(meta, S("voorbeeld"), S("Een voorbeeld"), S("2027.1"), 0, JHR_DAY_NEVER, X_COUNT, B_COUNT,
        4, R_VOOR, JHR_P_NONE, R_VOOR, F_GEMEENTE);
    ROW(bestanden, S("voorbeeld.jhr"));
    add_columns(d);
    add_facts(d);
    add_products(d);
    add_sets(d);
    add_operands(d);
    add_matrix(d);
    add_rules(d);
    SAMPLE_CODE(
        d, LD(FACT, B_TRAUMA), ST(TALLY, 0), LD(FACT, B_HECHTING), ST(TALLY, 0),
        LD(COUNT, XRANGE_ONE), ST(SETSLOT, SLOT_ZWAAR),            /* */
        LD(MASK, MASK_VERWIJZER), NOT(AND(FACT, B_HECHTING)),      /* */
        ST(SETSLOT, SLOT_OVERDRACHT),                              /* */
        LD(IN, IN_PRODUCT), AND(IN, IN_GEMEENTE), ST(VOOR, R_EIS), /* */
        LD(RANGE, RANGE_LEEFTIJD), ST(SAVE, 0), LD(XCOL, TERM_LEEFTIJD), ADD(XCOL, TERM_KOSTEN),
        ADD(XMONTH, MONTH_START), ADD(XTABLE, TABLE_TARIEF), ADD(XCONST, XCONST_SEVEN),
        OR(XRANGE, XRANGE_TEEN), NOT(OR(REG, 0)), ST(TEST, R_EIS), /* */
        LD(EACH, EACH_ANY), LD(RANGE, RANGE_ANDER_START), AND(IN, IN_ANDER_PRODUCT),
        AND(FACT, JHR_BC_ITEM_OVERLAPT), END_, OR(SLOT, SLOT_ZWAAR), ST(TENZIJ, R_EIS), /* */
        LD(EACH, EACH_ALL), LD(CELL, 0), END_, ST(TEST, R_MATRIX),                      /* */
        LD(XEACH, XEACH_SUM), LD(CONST, JHR_YES), LD(XCOL, TERM_ANDER_START), END_,
        LD(XRANGE, XRANGE_TWO_UP), ST(VOOR, R_VOOR), HALT_);
    return d;
}

struct jhr_program *sample_load(const struct jhr_program_data *d, struct jhr_refusal *why)
{
    struct jhr_buf out = {0};
    struct jhr_program *p = NULL;
    jhr_program_encode(d, &out);
    if (!out.failed)
        jhr_program_load(&p, out.p, out.n, why);
    jhr_buf_free(&out);
    return p;
}
