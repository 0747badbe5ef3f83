/* Budgets and capaciteiten, and what is free of them. */
#include "tests/differential/generate_words.h"

#include "reference/eval.h"

/* ---- in the text ---- */

enum { PER_GEMEENTE = 1, PER_AANBIEDER = 2, PER_YEAR = 4 };

static uint32_t per(struct gen *g, bool budget)
{
    uint32_t by = maybe(g, 50)                         ? 0
                  : g->gemeenten_n > 0 && maybe(g, 50) ? PER_GEMEENTE
                                                       : PER_AANBIEDER;
    by |= budget && maybe(g, 60) ? PER_YEAR : 0;
    if (by == 0) {
        word(g, maybe(g, 50) ? "  per regio\n" : "");
        return by;
    }
    word(g, "  per ");
    if (by & PER_GEMEENTE)
        word(g, "gemeente");
    if (by & PER_AANBIEDER)
        word(g, "aanbieder");
    if (by & PER_YEAR)
        word(g, by == PER_YEAR ? "kalenderjaar" : ", kalenderjaar");
    word(g, "\n");
    return by;
}

static void reach(struct gen *g)
{
    if (maybe(g, 85)) {
        word(g, "  voor product in ");
        gen_product_set(g);
        word(g, "\n");
    }
    if (g->gemeenten_n > 0 && maybe(g, 20))
        put(g, "  voor gemeente in gebied0\n");
    if (maybe(g, 15)) {
        put(g, "  voor %s", ONE_OF(g, "startdatum", "einddatum", "peildatum"));
        word(g, comparison(g));
        gen_date(g);
        word(g, "\n");
    }
    if (maybe(g, 10))
        put(g, "  voor aanbieder%sA%u\"\n", maybe(g, 50) ? " is \"" : " is niet \"", below(g, 3));
}

static void amount(struct gen *g, bool budget)
{
    if (maybe(g, 12))
        word(g, "?");
    else if (budget)
        gen_money(g, 0, maybe(g, 50) ? 300000 : 3000000);
    else
        put(g, "%u", maybe(g, 10) ? 0 : below(g, 40));
}

/* One amount, or two with a turn between them; of a year they turn with it. */
static void amounts(struct gen *g, const char *name, bool budget, bool yearly)
{
    word(g, name);
    amount(g, budget);
    if (!maybe(g, 40))
        return;
    int32_t turn = yearly ? (2026 + (int32_t)below(g, 4)) * 10000 + 101 : gen_day(g);
    if (maybe(g, 50)) { /* without it, it runs until the next */
        word(g, " tot ");
        gen_put_date(g->out, turn);
    }
    put(g, ", %s", name);
    amount(g, budget);
    word(g, " vanaf ");
    gen_put_date(g->out, turn);
}

static void limits(struct gen *g, bool budget, uint32_t by)
{
    char name[16];
    bool first = true;
    word(g, budget ? "  plafond " : "  plaatsen ");
    for (uint32_t i = 0; i < 2 && (by & (PER_GEMEENTE | PER_AANBIEDER)) != 0; i++) {
        if (!maybe(g, 60))
            continue;
        const char *form = (by & PER_GEMEENTE) != 0 ? "gem%u " : "\"A%u\" ";
        struct jhr_buf b = {0};
        jhr_buf_fmt(&b, form, i);
        struct jhr_str s = jhr_buf_get(&b);
        for (uint32_t k = 0; k <= s.n; k++)
            name[k] = k < s.n ? s.p[k] : '\0';
        jhr_buf_free(&b);
        word(g, first ? "" : ", ");
        amounts(g, name, budget, (by & PER_YEAR) != 0);
        first = false;
    }
    if (first || maybe(g, 50)) {
        word(g, first ? "" : ", ");
        amounts(g, "", budget, (by & PER_YEAR) != 0);
    }
    word(g, "\n");
}

static void way_out(struct gen *g)
{
    if (maybe(g, 15))
        word(g, "  stand voorgesteld\n");
    if (maybe(g, 15))
        word(g, "  kracht signaal\n");
    if (maybe(g, 20))
        word(g, "  afwijken met motivering\n");
    if (maybe(g, 15)) {
        word(g, "  tenzij ");
        gen_condition(g, 1);
        word(g, "\n");
    }
    word(g, "  reden 2\n");
}

void gen_rekening(struct gen *g, uint32_t i)
{
    bool budget = maybe(g, 50);
    put(g, budget ? "budget B%u \"Budget %u\"\n" : "capaciteit B%u \"Plaatsen %u\"\n", i, i);
    uint32_t by = per(g, budget);
    reach(g);
    limits(g, budget, by);
    if (!budget && maybe(g, 50))
        put(g, "  telt %s\n", maybe(g, 80) ? "jeugdigen" : "indicaties");
    if (maybe(g, 60))
        put(g, "  waarschuw vanaf %s%%\n", ONE_OF(g, "90", "50", "87,5", "100", "1"));
    way_out(g);
}

/* ---- in the case ---- */

static int64_t free_cents(struct chance *k, const struct jhr_model *m, const struct jhr_case *c)
{
    struct jhr_ref r = {.m = m, .c = c};
    int64_t kosten = 50000, parts = 1 + chance_below(k, 3);
    if (chance_percent(k, 20))
        return chance_between(k, -1000, 400000);
    jhr_ref_known_kosten(&r, &kosten);
    return kosten / parts + chance_between(k, -1, 1);
}

/* Around what the proposal claims; of some nothing is said. */
void gen_saldi(struct chance *k, const struct jhr_model *m, bool complete, struct jhr_arena *a,
               struct jhr_case *c)
{
    struct jhr_saldo *list = jhr_arena_alloc(a, (4 * (size_t)m->rekeningen_n + 1) * sizeof *list);
    c->saldo_volledig = complete || chance_percent(k, 20);
    if (list == NULL)
        return;
    for (uint32_t i = 0; i < m->rekeningen_n; i++) {
        bool budget = m->regels[m->rekeningen[i].regel].kind == JHR_R_BUDGET;
        bool yearly = (m->rekeningen[i].per & JHR_PER_KALENDERJAAR) != 0;
        int32_t jaar = yearly && chance_percent(k, 80) ? c->voorstel.van / 10000 : 0;
        uint32_t n = chance_percent(k, 80) ? 1 + (jaar > 0 ? chance_below(k, 3) : 0) : 0;
        for (uint32_t s = 0; s < n; s++, jaar++)
            list[c->saldi_n++] =
                (struct jhr_saldo){.rekening = i,
                                   .jaar = jaar,
                                   .vrij = budget ? free_cents(k, m, c) : chance_between(k, -1, 3)};
    }
    c->saldi = list;
}
