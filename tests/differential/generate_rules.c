/* The rules of a regeling: altijd, eis, signaal, voorwaarde, stapeling, with all their clauses. */
#include "tests/differential/generate_words.h"

static void condition(struct gen *g, const char *clause)
{
    put(g, "  %s ", clause);
    gen_condition(g, 2);
    word(g, "\n");
}

static void voor(struct gen *g)
{
    uint32_t n = maybe(g, 65) ? 1 + maybe(g, 20) : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (maybe(g, 40)) {
            word(g, "  voor product in ");
            gen_product_set(g);
            word(g, "\n");
        } else {
            condition(g, maybe(g, 50) ? "voor" : "als");
        }
    }
}

static void stand(struct gen *g)
{
    uint32_t n = below(g, 100);
    if (n < 25)
        word(g, "  stand voorgesteld\n");
    else if (n < 30)
        word(g, "  stand onbeslist\n");
    else if (n < 34)
        word(g, "  stand vervallen\n");
    else if (n < 40)
        word(g, "  stand vastgesteld\n");
}

static void geldig(struct gen *g)
{
    if (!maybe(g, 25))
        return;
    int32_t a = gen_day(g), b = gen_day(g);
    word(g, "  geldig vanaf ");
    gen_put_date(g->out, a < b ? a : b);
    if (a != b && maybe(g, 50)) {
        word(g, maybe(g, 50) ? " tot " : " t/m ");
        gen_put_date(g->out, a < b ? b : a);
    }
    word(g, "\n");
}

static void kracht(struct gen *g)
{
    if (!maybe(g, 15))
        return;
    word(g, "  kracht signaal");
    if (maybe(g, 60)) {
        int32_t a = gen_day(g), b = gen_day(g);
        if (a != b) {
            word(g, " vanaf ");
            gen_put_date(g->out, a < b ? a : b);
            word(g, ", bindend vanaf ");
            gen_put_date(g->out, a < b ? b : a);
        }
    }
    word(g, "\n");
}

static void vervangt(struct gen *g, uint32_t regel)
{
    if (regel == 0 || !maybe(g, 20))
        return;
    uint32_t first = below(g, regel);
    put(g, "  vervangt R%u", first);
    if (regel > 1 && maybe(g, 25))
        put(g, ", R%u", (first + 1) % regel);
    word(g, "\n");
}

static void tests(struct gen *g)
{
    uint32_t n = 1 + maybe(g, 15);
    for (uint32_t i = 0; i < n; i++)
        condition(g, maybe(g, 45) ? "alleen als" : maybe(g, 70) ? "nooit als" : "geldt");
    n = maybe(g, 20) ? 1 + maybe(g, 20) : 0;
    for (uint32_t i = 0; i < n; i++)
        condition(g, "tenzij");
}

static void sourced(struct gen *g)
{
    if (maybe(g, 60))
        put(g, "  reden %u\n", below(g, 7) + 1);
    if (maybe(g, 20))
        word(g, "  omdat \"Zo is het bedoeld.\"\n");
    if (maybe(g, 20))
        word(g, "  volgens bron0 \"bladzijde 3\"\n  citaat \"zo is het bedoeld\"\n");
    if (maybe(g, 10))
        word(g, "  alternatief \"de sociale basis\"\n");
}

static void common(struct gen *g, uint32_t regel)
{
    stand(g);
    geldig(g);
    if (maybe(g, 15))
        put(g, "  peilt %s\n", ONE_OF(g, "startdatum", "startdatum", "peildatum"));
    vervangt(g, regel);
}

/* Rules that refuse: how, and with which way out. */
static void refusing(struct gen *g)
{
    kracht(g);
    if (maybe(g, 25))
        word(g, "  afwijken met motivering\n");
    if (maybe(g, 15))
        put(g, "  bindt %s\n", maybe(g, 50) ? "aanbieder" : "jeugdige");
    sourced(g);
}

/* Mostly broken by few: a case that clashes says nothing of the other rules. */
static void altijd(struct gen *g, uint32_t i)
{
    put(g, "altijd I%u \"In de wereld %u\"\n", i, i);
    g->facts_only = true;
    if (maybe(g, 25))
        condition(g, "als");
    if (maybe(g, 10)) {
        condition(g, maybe(g, 50) ? "nooit als" : "alleen als");
    } else {
        bool never = maybe(g, 70);
        put(g, "  %s ", never ? "nooit als" : "alleen als");
        for (uint32_t k = 0; k < 3; k++) {
            word(g, k == 0 ? "" : never ? " en " : " of ");
            gen_operand(g, 1);
        }
        word(g, "\n");
    }
    g->facts_only = false;
}

/* ---- stapeling ---- */

static void cel(struct gen *g)
{
    uint32_t n = below(g, 20);
    if (n < 6)
        word(g, " ja |");
    else if (n < 11)
        word(g, " nee |");
    else if (n < 14)
        word(g, " ? |");
    else if (n < 16)
        word(g, " onderdeel |");
    else if (g->begrippen_n > 0 && maybe(g, 50))
        put(g, " mits begrip%u |", below(g, g->begrippen_n));
    else
        word(g, " mits f0 |"); /* always a ja/nee */
}

/* Rows and columns are products; sometimes one of them is a group of products apart from them. */
static void matrix(struct gen *g, uint32_t stapeling)
{
    uint32_t n = below(g, 3) + 2, names = 0;
    const char *header[8];
    char group[16] = "";
    if (n > g->producten_n)
        n = g->producten_n;
    for (uint32_t i = 0; i < n; i++)
        header[names++] = g->producten[i].code;
    if (stapeling == 0 && g->producten_n > n + 1) {
        group[0] = 'M';
        group[1] = (char)('0' + n);
        header[names++] = group;
    }
    word(g, "  matrix\n    | |");
    for (uint32_t k = 0; k < names; k++)
        put(g, " %s |", header[k]);
    word(g, "\n");
    for (uint32_t r = 0; r < names; r++) {
        put(g, "    | %s |", header[r]);
        for (uint32_t k = 0; k < names; k++) {
            if (k < r)
                word(g, " |");
            else
                cel(g);
        }
        word(g, "\n");
    }
}

static void stapeling(struct gen *g, uint32_t i)
{
    static const char *const standards[] = {"ja", "nee", "?"};
    put(g, "stapeling S%u \"Stapeling %u\"\n", i, i);
    if (maybe(g, 30))
        voor(g);
    stand(g);
    geldig(g);
    refusing(g);
    if (maybe(g, 10))
        condition(g, "tenzij");
    matrix(g, i);
    put(g, "  standaard %s\n", standards[maybe(g, 60) ? 0 : below(g, 3)]);
}

/* The groups that a matrix may name: MN holds all products from the N-th on. */
static void matrix_groups(struct gen *g)
{
    for (uint32_t n = 2; n <= 4 && n + 1 < g->producten_n; n++) {
        put(g, "productgroep M%u = { ", n);
        for (uint32_t i = n; i < g->producten_n; i++)
            put(g, "%s%s", i > n ? ", " : "", g->producten[i].code);
        word(g, " }\n");
    }
}

/* ---- all ---- */

static void rule(struct gen *g, uint32_t i)
{
    uint32_t kind = below(g, 10);
    if (kind < 7) {
        put(g, "eis R%u \"Eis %u\"\n", i, i);
        voor(g);
        tests(g);
        refusing(g);
    } else if (kind < 9) {
        put(g, "signaal R%u \"Signaal %u\"\n", i, i);
        condition(g, "als");
        word(g, "  meld \"Let op.\"\n");
    } else {
        put(g, "voorwaarde R%u \"Voorwaarde %u\"\n", i, i);
        voor(g);
        word(g, "  verplicht \"Stel een plan op.\"\n");
    }
    common(g, i);
}

void gen_rules(struct gen *g)
{
    uint32_t n = maybe(g, 45) ? 1 + maybe(g, 40) : 0, rules = below(g, 6) + 2;
    for (uint32_t i = 0; i < n; i++)
        altijd(g, i);
    for (uint32_t i = 0; i < rules; i++)
        rule(g, i);
    matrix_groups(g);
    n = maybe(g, 70) ? 1 + maybe(g, 20) : 0;
    for (uint32_t i = 0; i < n; i++)
        stapeling(g, i);
    n = maybe(g, 40) ? 1 + below(g, 2) : 0;
    for (uint32_t i = 0; i < n; i++)
        gen_rekening(g, i);
}
