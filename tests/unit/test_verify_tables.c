/* The verifier's rules of tables: for each one a program that breaks it, and its neighbour that
 * does not. */
#include "tests/support/refused.h"

#include "base/voorstel.h"
#include "runtime/calendar.h"
#include "runtime/workdays.h"

static void test_meta(void **state)
{
    (void)state;
    FINE((void)d);
    BREAKS("meta", meta, d->meta.n = 0);
    BREAKS("meta", meta, *jhr_vec_add(&arena, &d->meta) = d->meta.v[0]);
    BREAKS("dates", meta, d->meta.v[0].from = -1);
    FINE(d->meta.v[0].from = JHR_DAY_LAST);
    BREAKS("dates", meta, d->meta.v[0].from = JHR_DAY_LAST + 1);
    BREAKS("dates", meta, d->meta.v[0].to = 0);
    FINE(d->meta.v[0].to = 1);
    FINE(d->meta.v[0].to = JHR_DAY_LAST + 1);
    BREAKS("dates", meta, d->meta.v[0].to = JHR_DAY_LAST + 2);
    BREAKS("dates", meta, d->meta.v[0].to = JHR_DAY_NEVER + 1);
    FINE(d->meta.v[0].regs = JHR_MAX_REGS);
    BREAKS("index", meta, d->meta.v[0].regs = JHR_MAX_REGS + 1);
    BREAKS("index", meta, d->meta.v[0].regels = 5);
    BREAKS("rule-kind", meta, d->meta.v[0].voor = R_EIS);
    BREAKS("rule-kind", meta, d->meta.v[0].voor = 4);
    FINE(d->meta.v[0].voor = JHR_P_NONE);
    FINE(d->meta.v[0].adviserend = R_VOOR);
    BREAKS("rule-kind", meta, d->meta.v[0].adviserend = R_EIS);
    BREAKS("rule-kind", meta, d->meta.v[0].adviserend = 4);
    FINE(d->meta.v[0].feit_gemeente = JHR_P_NONE);
    BREAKS("index", meta, d->meta.v[0].feit_gemeente = 7);
    BREAKS("column-type", meta, d->meta.v[0].feit_gemeente = F_LEEFTIJD);
}

static void test_columns(void **state)
{
    (void)state;
    BREAKS("column", kolom, d->meta.v[0].xcols = JHR_X_FACTS - 1);
    BREAKS("column", kolom, d->meta.v[0].bcols = JHR_BC_FACTS - 1);
    BREAKS("column", kolom, d->meta.v[0].xcols++);
    BREAKS("column", kolom, d->meta.v[0].bcols = UINT32_MAX);
    BREAKS("column", kolom, d->kolommen.v[0].bank = JHR_BANK_B);
    BREAKS("column", kolom, d->kolommen.v[X_COUNT].bank = JHR_BANK_X);
    BREAKS("column", kolom, d->kolommen.v[0].bank = 2);
    BREAKS("bounds", kolom, d->kolommen.v[X_LEEFTIJD].lowest = 24);
    FINE(d->kolommen.v[X_LEEFTIJD].lowest = d->feiten.v[F_LEEFTIJD].lowest = 23);
    BREAKS("bounds", kolom, d->kolommen.v[X_COUNT + B_TRAUMA].lowest = -1);
    FINE(d->kolommen.v[X_COUNT + B_TRAUMA].highest = 2);
    BREAKS("bounds", kolom, d->kolommen.v[X_COUNT + B_TRAUMA].highest = 3);
    BREAKS("column", kolom, d->kolommen.v[X_LEEFTIJD].item = 1);
    BREAKS("column", kolom, d->kolommen.v[JHR_X_START].item = 1);
    BREAKS("column", kolom, d->kolommen.v[JHR_X_ITEM_START].item = 0);
    BREAKS("column", kolom, d->kolommen.v[X_COUNT + JHR_BC_ITEM_OVERLAPT].item = 0);
    BREAKS("bounds", kolom, d->kolommen.v[JHR_X_PRODUCT].lowest = 1);
    BREAKS("bounds", kolom, d->kolommen.v[JHR_X_OMVANG].highest--);
    FINE(d->kolommen.v[JHR_X_OMVANG].highest++);
    FINE(d->kolommen.v[JHR_X_PRODUCT].lowest--);
}

static void test_facts(void **state)
{
    (void)state;
    BREAKS("soort", soort, d->soorten.v[0].n = 0);
    BREAKS("soort", soort, d->soorten.v[0].n = 65);
    BREAKS("partition", soort, d->soorten.v[0].n = 4);
    BREAKS("partition", waarde, d->soorten.v[0].n = 2);
    BREAKS("partition", soort, d->soorten.v[0].first = 1);
    BREAKS("kind", feit, d->feiten.v[F_LEEFTIJD].type = JHR_P_GEMEENTE + 1);
    FINE(d->feiten.v[F_LEEFTIJD].unit = JHR_P_U_STUK);
    BREAKS("kind", feit, d->feiten.v[F_LEEFTIJD].unit = JHR_P_U_STUK + 1);
    BREAKS("bounds", feit, d->feiten.v[F_TRAUMA].lowest = 2);
    BREAKS("index", feit, d->feiten.v[F_VERWIJZER].soort = 1);
    BREAKS("index", feit, d->feiten.v[F_LEEFTIJD].soort = 0);
    BREAKS("bounds", feit, d->feiten.v[F_VERWIJZER].lowest = -1);
    BREAKS("bounds", feit, d->feiten.v[F_VERWIJZER].highest = 1);
    BREAKS("bounds", feit, d->feiten.v[F_DIAGNOSE].lowest = -1);
    BREAKS("bounds", feit, d->feiten.v[F_DIAGNOSE].highest = JHR_DAY_NEVER + 1);
    BREAKS("column", feit, d->feiten.v[F_LEEFTIJD].kolom = X_KOSTEN);
    BREAKS("column", feit, d->feiten.v[F_TRAUMA].kolom++);
    BREAKS("column", feit, d->feiten.v[F_TRAUMA].type = JHR_P_GETAL);
    BREAKS("bounds", feit, d->feiten.v[F_LEEFTIJD].highest = 22);
    BREAKS("bounds", feit, d->feiten.v[F_KOSTEN].lowest = -1);
    BREAKS("column", kolom, d->feiten.n--);
    BREAKS("column", feit, d->meta.v[0].bcols--, d->kolommen.n--);
    BREAKS("column", kolom, d->meta.v[0].feit_gemeente = JHR_P_NONE, d->feiten.n = 0);
    /* one integer column too few, one truth column too many */
    BREAKS("column", feit, d->meta.v[0].xcols--, d->meta.v[0].bcols++,
           d->kolommen.v[X_GEMEENTE] = d->kolommen.v[X_COUNT + JHR_BC_OPEN_EINDE],
           d->kolommen.v[X_COUNT] = d->kolommen.v[X_COUNT + 1],
           d->kolommen.v[X_COUNT + 2] = d->kolommen.v[X_COUNT + JHR_BC_ITEM_OVERLAPT],
           d->kolommen.v[X_COUNT + 3] = d->kolommen.v[X_COUNT + B_TRAUMA],
           d->feiten.v[F_TRAUMA].kolom--, d->feiten.v[F_HECHTING].kolom--);
}

static void test_products(void **state)
{
    (void)state;
    FINE(d->producten.v[2].tarief_unit = d->producten.v[2].norm_unit = JHR_P_U_STUK);
    BREAKS("kind", product, d->producten.v[2].tarief_unit = JHR_P_U_STUK + 1);
    BREAKS("kind", product, d->producten.v[2].norm_unit = JHR_P_U_STUK + 1);
    BREAKS("partition", product, d->producten.v[0].tarief = 1);
    BREAKS("partition", product, d->producten.v[0].norm = 0);
    BREAKS("partition", product, d->producten.v[1].tarief_n = 2);
    BREAKS("partition", stap, d->producten.v[1].tarief_n = 0);
    FINE(d->producten.v[2].tarief = 5);
    BREAKS("partition", product, d->producten.v[2].tarief = 6);
    BREAKS("partition", product, d->producten.v[2].norm = 6);
    BREAKS("unused", product, d->producten.v[1].zonder_tarief = 1);
    BREAKS("unused", product, d->producten.v[0].zonder_norm = 1);
    FINE(d->producten.v[1].zonder_norm = 1);
    BREAKS("dates", stap, d->stappen.v[0].to = 0);
    BREAKS("dates", stap, d->stappen.v[1].from = 999);
    FINE(d->stappen.v[1].from = 1001);
    BREAKS("unused", stap, d->stappen.v[2].value = 1);
    BREAKS("dates", stap, d->stappen.v[3].from = -1); /* of a norm */
    BREAKS("dates", bron, d->bronnen.v[1].datum = JHR_DAY_NONE - 1);
    BREAKS("dates", bron, d->bronnen.v[1].datum = JHR_DAY_LAST + 1);
    FINE(d->bronnen.v[1].datum = JHR_DAY_LAST);
}

static void test_sets(void **state)
{
    (void)state;
    BREAKS("kind", set, d->sets.v[0].kind = 3);
    BREAKS("set-bits", set, d->sets.v[0].size = 4);
    BREAKS("set-bits", set, d->sets.v[1].size = 3);
    BREAKS("set-bits", set, d->sets.v[2].size = 3);
    BREAKS("set-bits", setrij, d->sets.v[0].size = 2);
    BREAKS("partition", set, d->sets.v[1].first = 0);
    BREAKS("partition", set, d->sets.v[2].n = 2);
    BREAKS("partition", setrij, d->sets.v[2].n = 0);
    BREAKS("dates", setrij, d->setrijen.v[0].to = 0);
    BREAKS("dates", setrij, d->setrijen.v[1].from = 999);
    FINE(d->setrijen.v[1].from = 1000);
    BREAKS("partition", setrij, d->setrijen.v[1].word = 0);
    BREAKS("partition", setrij, d->words.n--);
    BREAKS("partition", word, *jhr_vec_add(&arena, &d->words) = (struct jhr_p_word){0});
    BREAKS("set-bits", setrij, d->words.v[0].bits = 8);
    BREAKS("set-bits", setrij, d->words.v[0].bits = UINT64_C(1) << 63);
    FINE(d->words.v[0].bits = 7);
}

/* 64 members fill a word, 65 take two. */
static void add_products(struct jhr_program_data *d, uint32_t n)
{
    while (d->producten.n < n)
        *jhr_vec_add(d->arena, &d->producten) = d->producten.v[2];
    d->paren.n = 0;
    for (uint32_t i = 0; i < n * n; i++)
        *jhr_vec_add(d->arena, &d->paren) = (struct jhr_p_paar){0};
    d->sets.v[0].size = n;
}

static void test_set_words(void **state)
{
    (void)state;
    FINE(add_products(d, 64), d->words.v[0].bits = UINT64_MAX);
    BREAKS("partition", setrij, add_products(d, 65), d->words.v[1].bits = 1);
    FINE(add_products(d, 65), *jhr_vec_add(&arena, &d->words) = (struct jhr_p_word){1},
         *jhr_vec_add(&arena, &d->words) = (struct jhr_p_word){1}, d->words.v[1].bits = 1,
         d->setrijen.v[1].word = 2, d->setrijen.v[2].word = 4, d->setrijen.v[3].word = 5);
    FINE(d->sets.v[3].n = 1, d->sets.v[3].size = 0,
         *jhr_vec_add(&arena, &d->setrijen) = ((struct jhr_p_setrij){0, 5, 4}));
}

#define ADD_WORKDAY(kolom, n)                                                                      \
    *jhr_vec_add(&arena, &d->workdays) = ((struct jhr_p_workday){kolom, n, 1})

static void test_operands(void **state)
{
    (void)state;
    FINE(d->ranges.v[2].kolom = X_COUNT - 1);
    BREAKS("column-type", range, d->ranges.v[2].kolom = X_COUNT);
    BREAKS("column-type", term, d->terms.v[0].kolom = X_COUNT);
    BREAKS("column-type", mask, d->masks.v[0].kolom = X_COUNT);
    FINE(d->masks.v[0].kolom = X_LEEFTIJD);
    BREAKS("column-type", mask, d->masks.v[0].kolom = X_KOSTEN);
    FINE(d->masks.v[0].kolom = X_LEEFTIJD,
         d->kolommen.v[X_LEEFTIJD].highest = d->feiten.v[F_LEEFTIJD].highest = 63);
    BREAKS("column-type", mask, d->masks.v[0].kolom = X_LEEFTIJD,
           d->kolommen.v[X_LEEFTIJD].highest = d->feiten.v[F_LEEFTIJD].highest = 64);
    BREAKS("column-type", mask, d->masks.v[0].kolom = X_LEEFTIJD,
           d->kolommen.v[X_LEEFTIJD].lowest = d->feiten.v[F_LEEFTIJD].lowest = -1);
    BREAKS("column-type", in, d->ins.v[0].kolom = X_COUNT);
    BREAKS("index", in, d->ins.v[0].set = 4);
    BREAKS("column-type", in, d->ins.v[0].kolom = JHR_X_AANBIEDER);
    BREAKS("column-type", in, d->ins.v[0].kolom = X_GEMEENTE);
    BREAKS("column-type", in, d->ins.v[2].kolom = JHR_X_PRODUCT);
    BREAKS("column-type", in, d->ins.v[2].kolom = X_LEEFTIJD);
    BREAKS("column-type", in, d->ins.v[3].kolom = JHR_X_PRODUCT);
    BREAKS("column-type", in, d->ins.v[3].kolom = JHR_X_ITEM_START);
    FINE(*jhr_vec_add(&arena, &d->ins) = ((struct jhr_p_in){JHR_X_ITEM_AANBIEDER, 2}));
    BREAKS("column-type", month, d->months.v[0].kolom = X_COUNT);
    for (uint32_t x = 0; x < X_COUNT; x++) {
        bool is_date = x <= JHR_X_EIND || x == JHR_X_TRAJECTSTART || x == X_DIAGNOSE;
        bool item_date = x == JHR_X_ITEM_START || x == JHR_X_ITEM_EIND;
        if (is_date || item_date) /* one that the code does not use */
            FINE(*jhr_vec_add(&arena, &d->months) = ((struct jhr_p_month){x, 1, 1}));
        else
            BREAKS("column-type", month, d->months.v[0].kolom = x);
    }
    BREAKS("dates", month, d->months.v[0].months = 0);
    FINE(d->months.v[0].months = 1320);
    BREAKS("dates", month, d->months.v[0].months = 1321);
    FINE(d->months.v[0].months = -1320);
    BREAKS("dates", month, d->months.v[0].months = -1321);
    FINE(ADD_WORKDAY(JHR_X_START, JHR_WORKDAYS_MOST));
    FINE(ADD_WORKDAY(JHR_X_EIND, -JHR_WORKDAYS_MOST));
    BREAKS("dates", workday, ADD_WORKDAY(JHR_X_START, JHR_WORKDAYS_MOST + 1));
    BREAKS("dates", workday, ADD_WORKDAY(JHR_X_START, -JHR_WORKDAYS_MOST - 1));
    BREAKS("column-type", workday, ADD_WORKDAY(X_COUNT, 1));
    BREAKS("column-type", workday, ADD_WORKDAY(X_LEEFTIJD, 1));
    BREAKS("bounds", month, d->kolommen.v[JHR_X_START].lowest = -1);
    FINE(d->kolommen.v[JHR_X_START].highest = JHR_DAY_NEVER);
    BREAKS("bounds", month, d->kolommen.v[JHR_X_START].highest = JHR_DAY_NEVER + 1);
}

static void test_block_operands(void **state)
{
    (void)state;
    BREAKS("kind", each, d->eachs.v[0].list = 2);
    BREAKS("kind", each, d->eachs.v[2].kind = JHR_EACH_SUM);
    BREAKS("unused", each, d->eachs.v[0].lo = 1);
    BREAKS("unused", each, d->eachs.v[0].hi = 1);
    FINE(d->eachs.v[2].hi = 0);
    BREAKS("kind", xeach, d->xeachs.v[0].list = 2);
    BREAKS("kind", xeach, d->xeachs.v[0].kind = JHR_EACH_ALL);
    BREAKS("kind", xeach, d->xeachs.v[0].kind = JHR_EACH_SUM + 1);
    BREAKS("kind", table, d->tables.v[0].kind = 2);
}

static void test_matrix(void **state)
{
    (void)state;
    BREAKS("index", stapeling, d->stapelingen.v[0].regel = R_VOOR);
    BREAKS("partition", stapeling, d->stapelingen.v[0].cellen = 1);
    BREAKS("partition", stapeling, d->stapelingen.v[0].cellen_n = 6);
    BREAKS("partition", cel, *jhr_vec_add(&arena, &d->cellen) = d->cellen.v[0]);
    FINE(d->stapelingen.v[0].standaard = JHR_P_NONE);
    BREAKS("index", stapeling, d->stapelingen.v[0].standaard = 5);
    BREAKS("partition", stapeling, d->stapelingen.v[0].paren = 1);
    BREAKS("matrix-size", paar, d->paren.n--);
    BREAKS("matrix", paar, d->paren.v[0].cel = 5);
    BREAKS("matrix", paar, d->paren.v[8].cel = 5);
    BREAKS("matrix", paar, d->paren.v[1].cel = 4);
    FINE(d->paren.v[1].cel = d->paren.v[3].cel = 4);
    BREAKS("kind", cel, d->cellen.v[0].kind = JHR_P_CEL_ONDERDEEL + 1);
    BREAKS("index", cel, d->cellen.v[0].slot = 0);
    BREAKS("index", cel, d->cellen.v[3].slot = 2);
    BREAKS("index", cel, d->cellen.v[3].slot = JHR_P_NONE);
    FINE(d->cellen.v[3].slot = 0);
}

static void test_rules(void **state)
{
    (void)state;
    BREAKS("rule-kind", regel, d->regels.v[R_EIS].kind = JHR_P_PSEUDO);
    BREAKS("rule-kind", regel, d->regels.v[R_VOOR].kind = JHR_P_EIS);
    BREAKS("kind", regel, d->regels.v[R_EIS].kind = JHR_P_PSEUDO + 1);
    FINE(d->regels.v[R_EIS].stand = JHR_P_VERVALLEN);
    BREAKS("kind", regel, d->regels.v[R_EIS].stand = JHR_P_VERVALLEN + 1);
    BREAKS("kind", regel, d->regels.v[R_EIS].heeft = 8);
    BREAKS("dates", regel, d->regels.v[R_VRIJ].to = 100);
    BREAKS("index", regel, d->regels.v[R_EIS].bron = 2);
    BREAKS("index", regel, d->regels.v[R_EIS].plek = d->plekken.n);
    FINE(d->regels.v[R_EIS].plek = d->plekken.n - 1);
    BREAKS("partition", regel, d->regels.v[R_EIS].kracht = 1);
    BREAKS("partition", kracht, d->regels.v[R_EIS].kracht_n = 1);
    BREAKS("dates", kracht, d->krachten.v[0].from = -1);
    BREAKS("dates", kracht, d->krachten.v[1].from = JHR_DAY_LAST + 1);
    FINE(d->krachten.v[1].from = JHR_DAY_LAST);
    BREAKS("dates", kracht, d->krachten.v[1].from = 0);
    BREAKS("partition", regel, d->regels.v[R_VRIJ].vervangt_n = 2);
    BREAKS("partition", vervangt, d->regels.v[R_VRIJ].vervangt_n = 0);
    BREAKS("partition", regel, d->regels.v[R_EIS].alternatief_n = 2);
    BREAKS("partition", alternatief, d->regels.v[R_EIS].alternatief_n = 0);
    BREAKS("partition", regel, d->regels.v[R_EIS].leest_n = 1);
    BREAKS("partition", leest, d->regels.v[R_VRIJ].leest_n = 0);
    BREAKS("index", leest, d->lezen.v[2].feit = 7);
    FINE(d->lezen.v[2].feit = 6);
}

/* Two of the rules become a capaciteit per aanbieder and a budget per gemeente that warns. */
static void rekeningen(struct jhr_program_data *d)
{
    static const struct jhr_p_grens grenzen[] = {{0, 0, JHR_DAY_NEVER, 1, 5},
                                                 {JHR_P_NONE, 0, 100, 1, 7},
                                                 {JHR_P_NONE, 100, JHR_DAY_NEVER, 0, 0}};
    d->regels.v[R_EIS].kind = JHR_P_CAPACITEIT;
    d->regels.v[R_VRIJ].kind = JHR_P_BUDGET;
    for (uint32_t i = 0; i < 2 * JHR_RC_COUNT; i++) {
        struct jhr_p_kolom kolom = d->kolommen.v[d->kolommen.n - 1];
        *jhr_vec_add(d->arena, &d->kolommen) = kolom;
    }
    d->meta.v[0].bcols += 2 * JHR_RC_COUNT;
    for (uint32_t i = 0; i < 3; i++)
        *jhr_vec_add(d->arena, &d->grenzen) = grenzen[i];
    *jhr_vec_add(d->arena, &d->rekeningen) = (struct jhr_p_rekening){.regel = R_EIS,
                                                                     .per = JHR_P_PER_AANBIEDER,
                                                                     .jeugdigen = 1,
                                                                     .kolom = X_COUNT + B_COUNT,
                                                                     .signaal = JHR_P_NONE,
                                                                     .grens_n = 1};
    *jhr_vec_add(d->arena, &d->rekeningen) =
        (struct jhr_p_rekening){.regel = R_VRIJ,
                                .per = JHR_P_PER_GEMEENTE | JHR_P_PER_KALENDERJAAR,
                                .vanaf = 90,
                                .vanaf_van = 100,
                                .kolom = X_COUNT + B_COUNT + JHR_RC_COUNT,
                                .signaal = R_VOOR,
                                .grens = 1,
                                .grens_n = 2};
}

static void test_rekeningen(void **state)
{
    (void)state;
#define OF(i)       rekeningen(d), d->rekeningen.v[i]
#define OF_GRENS(i) rekeningen(d), d->grenzen.v[i]
    FINE(rekeningen(d));
    BREAKS("column", rekening, OF(0).kolom--);
    BREAKS("column", kolom, rekeningen(d), d->rekeningen.n = 0);
    BREAKS("index", rekening, OF(0).regel = R_VOOR);
    BREAKS("rule-kind", rekening, OF(0).regel = R_MATRIX);
    BREAKS("partition", rekening, OF(1).regel = R_EIS, d->rekeningen.v[1].per = 0);
    BREAKS("kind", rekening, OF(1).per = 16);
    BREAKS("kind", rekening, OF(0).per |= JHR_P_PER_KALENDERJAAR);
    BREAKS("kind", rekening, OF(1).jeugdigen = 1);
    BREAKS("bounds", rekening, OF(1).vanaf = 101);
    BREAKS("bounds", rekening, OF(1).vanaf = -1);
    BREAKS("bounds", rekening, OF(1).vanaf_van = JHR_VANAF_MAX + 1);
    FINE(OF(1).vanaf_van = JHR_VANAF_MAX);
    BREAKS("unused", rekening, OF(1).signaal = JHR_P_NONE);
    BREAKS("unused", rekening, OF(0).signaal = R_VOOR);
    BREAKS("index", rekening, OF(1).signaal = R_VRIJ);
    BREAKS("index", rekening, OF(1).signaal = d->regels.n);
    BREAKS("partition", rekening, OF(1).grens = 0);
    BREAKS("partition", grens, OF(1).grens_n = 1);
    BREAKS("index", grens, OF_GRENS(0).wie = d->aanbieders.n);
    FINE(OF_GRENS(1).wie = d->gemeenten.n - 1);
    BREAKS("index", grens, OF_GRENS(1).wie = d->gemeenten.n);
    BREAKS("index", grens, rekeningen(d), d->rekeningen.v[0].per = JHR_P_PER_REGIO);
    BREAKS("dates", grens, OF_GRENS(0).from = JHR_DAY_NEVER);
    BREAKS("dates", grens, OF_GRENS(2).from = 99);
    BREAKS("dates", grens, OF_GRENS(2).wie = 0);
    BREAKS("unused", grens, OF_GRENS(2).value = 1);
    BREAKS("bounds", grens, OF_GRENS(0).value = -1);
    BREAKS("bounds", grens, OF_GRENS(0).value = JHR_GRENS_MAX + 1);
    FINE(OF_GRENS(0).value = JHR_GRENS_MAX);
#undef OF
#undef OF_GRENS
}

static void replace(struct jhr_program_data *d, uint32_t first, uint32_t second, uint32_t third)
{
    uint32_t by[] = {first, second, third};
    d->vervangen.n = 0;
    for (uint32_t i = 0; i < 3; i++) {
        d->regels.v[i].vervangt = d->vervangen.n;
        d->regels.v[i].vervangt_n = by[i] != JHR_P_NONE;
        if (by[i] != JHR_P_NONE)
            *jhr_vec_add(d->arena, &d->vervangen) = (struct jhr_p_vervangt){by[i]};
    }
}

static void test_replaced(void **state)
{
    (void)state;
    BREAKS("cycle", vervangt, d->vervangen.v[0].regel = R_VOOR); /* no real rule */
    BREAKS("cycle", regel, d->vervangen.v[0].regel = R_VRIJ);    /* itself */
    FINE(replace(d, 1, 2, JHR_P_NONE));
    FINE(replace(d, JHR_P_NONE, 0, 1));
    FINE(replace(d, 2, 2, JHR_P_NONE));
    BREAKS("cycle", regel, replace(d, 1, 2, 0));
    BREAKS("cycle", regel, replace(d, 1, 0, JHR_P_NONE));
    BREAKS("cycle", regel, replace(d, 1, 2, 1));
}

static void test_places(void **state)
{
    (void)state;
    BREAKS("places", plek, d->plekken.n--);
    FINE(*jhr_vec_add(&arena, &d->plekken) = d->plekken.v[0]);
    BREAKS("index", plek, d->plekken.v[0].bestand = 1);
    FINE(d->plekken.v[0] = ((struct jhr_p_plek){JHR_P_NONE, 0, 0, 0}));
    BREAKS("unused", plek, d->plekken.v[0] = ((struct jhr_p_plek){JHR_P_NONE, 1, 0, 0}));
    BREAKS("unused", plek, d->plekken.v[0] = ((struct jhr_p_plek){JHR_P_NONE, 0, 1, 0}));
    BREAKS("unused", plek, d->plekken.v[0] = ((struct jhr_p_plek){JHR_P_NONE, 0, 0, 1}));
}

/* Each rule refuses something here. */
static void test_all_rules(void **state)
{
    (void)state;
    check_seen(JHR_V_META, JHR_V_OPCODE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meta),       cmocka_unit_test(test_columns),
        cmocka_unit_test(test_facts),      cmocka_unit_test(test_products),
        cmocka_unit_test(test_sets),       cmocka_unit_test(test_set_words),
        cmocka_unit_test(test_operands),   cmocka_unit_test(test_block_operands),
        cmocka_unit_test(test_matrix),     cmocka_unit_test(test_rules),
        cmocka_unit_test(test_rekeningen), cmocka_unit_test(test_replaced),
        cmocka_unit_test(test_places),     cmocka_unit_test(test_all_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
