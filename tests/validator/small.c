#include "tests/validator/small.h"

#include "tests/differential/random.h"

enum { MOST_RULES = 8 };

struct small {
    struct jhr_buf *out;
    struct chance c;
    bool gemeenten, dates, lengths, volumes, lists, names;
    uint32_t products, rules, bools;
};

static void put(struct small *g, const char *text)
{
    jhr_buf_z(g->out, text);
}

/* ---- conditions ---- */

static void about_number(struct small *g)
{
    static const char *const ops[] = {"<", "<=", ">", ">=", "is", "is niet"};
    if (chance_percent(&g->c, 25))
        jhr_buf_fmt(g->out, "(n0 tussen %u en %u)", chance_below(&g->c, 3),
                    2 + chance_below(&g->c, 4));
    else if (chance_percent(&g->c, 25))
        jhr_buf_fmt(g->out, "(n0 %s n1)", ops[chance_below(&g->c, 6)]);
    else
        jhr_buf_fmt(g->out, "(n%u %s %u)", chance_below(&g->c, 2), ops[chance_below(&g->c, 6)],
                    1 + chance_below(&g->c, 4));
}

static void about_days(struct small *g)
{
    static const char *const lengths[] = {"12 maanden", "1 jaar", "3 weken", "30 dagen",
                                          "20 werkdagen"};
    if (g->lengths && chance_percent(&g->c, 60))
        jhr_buf_fmt(g->out, "(duur %s %s)", chance_percent(&g->c, 50) ? "hoogstens" : ">",
                    lengths[chance_below(&g->c, 5)]);
    else
        jhr_buf_fmt(g->out, "(startdatum >= %u-2-2028)", 27 + chance_below(&g->c, 3));
}

static void about_volume(struct small *g)
{
    if (chance_percent(&g->c, 40))
        jhr_buf_fmt(g->out, "(omvang > %u%% van normomvang)", 50 * (1 + chance_below(&g->c, 4)));
    else if (chance_percent(&g->c, 50))
        jhr_buf_fmt(g->out, "(omvang * tarief > € %u,-)", 10 * (1 + chance_below(&g->c, 100)));
    else
        jhr_buf_fmt(g->out, "(kosten >= € %u,50)", 10 * (1 + chance_below(&g->c, 100)));
}

static void about_list(struct small *g)
{
    static const char *const conditions[] = {
        "(er is een lopende waarvoor (ander.product is 54001))",
        "(er is een lopende waarvoor (ander.aanbieder is aanbieder))",
        "(alle lopende (ander.product in G1))",
        "(er is een eerdere waarvoor (ander.product is 54002))",
    };
    put(g, conditions[chance_below(&g->c, 4)]);
}

static void condition(struct small *g, uint32_t depth)
{
    uint32_t kind = chance_below(&g->c, depth > 0 ? 14 : 9);
    if (kind >= 9) {
        put(g, kind == 9 ? "(niet " : "(");
        condition(g, depth - 1);
        if (kind > 9) {
            put(g, kind % 2 ? " en " : " of ");
            condition(g, depth - 1);
        }
        put(g, ")");
    } else if (kind == 0 && g->gemeenten) {
        put(g, chance_percent(&g->c, 50) ? "(gemeente is Delft)" : "(gemeente in H1)");
    } else if (kind == 1 && g->dates) {
        about_days(g);
    } else if (kind == 2 && g->volumes) {
        about_volume(g);
    } else if (kind == 3 && g->lists) {
        about_list(g);
    } else if (kind == 4) {
        put(g, chance_percent(&g->c, 50) ? "(product in G1)" : "gecontracteerd");
    } else if (kind == 5) {
        about_number(g);
    } else if (kind == 6) {
        put(g, chance_percent(&g->c, 50) ? "(s0 minstens w1)" : "(s0 in { w0, w2 })");
    } else if (kind == 7 && g->names) {
        put(g, "(aanbieder is \"A1\")");
    } else {
        jhr_buf_fmt(g->out, "b%u", chance_below(&g->c, g->bools));
    }
}

/* ---- rules ---- */

static void matrix(struct small *g, uint32_t i)
{
    static const char *const cells[] = {"ja", "nee", "?", "mits b0", "mits b1", "onderdeel"};
    jhr_buf_fmt(g->out, "stapeling R%u \"R\"\n  reden 6\n  matrix\n    | | 54001 | 54002 |\n", i);
    jhr_buf_fmt(g->out, "    | 54001 | %s | %s |\n    | 54002 | | %s |\n  standaard %s\n",
                cells[chance_below(&g->c, 6)], cells[chance_below(&g->c, 6)],
                cells[chance_below(&g->c, 6)], chance_percent(&g->c, 80) ? "ja" : "nee");
}

static void clauses(struct small *g, uint32_t i)
{
    if (chance_percent(&g->c, 15)) {
        put(g, "  tenzij ");
        condition(g, 1);
        put(g, "\n");
    }
    if (chance_percent(&g->c, 15) && g->dates)
        jhr_buf_fmt(g->out, "  geldig vanaf %u-2-2028\n", 27 + chance_below(&g->c, 3));
    if (i > 0 && chance_percent(&g->c, 10))
        jhr_buf_fmt(g->out, "  vervangt R%u\n", chance_below(&g->c, i));
    if (chance_percent(&g->c, 20))
        put(g, "  stand voorgesteld\n");
}

static void rule(struct small *g, uint32_t i)
{
    uint32_t kind = chance_below(&g->c, 12);
    if (kind == 0 && g->lists && i > 0) {
        matrix(g, i);
    } else if (kind == 1) {
        jhr_buf_fmt(g->out, "capaciteit R%u \"R\"\n  voor product in G1\n  plaatsen 3\n  reden 4\n",
                    i);
    } else {
        jhr_buf_fmt(g->out, "eis R%u \"R\"\n", i);
        if (chance_percent(&g->c, 60)) {
            put(g, "  voor ");
            condition(g, 1);
            put(g, "\n");
        }
        put(g, chance_percent(&g->c, 50) ? "  alleen als " : "  nooit als ");
        condition(g, 2);
        put(g, "\n  reden 7\n");
        clauses(g, i);
    }
}

/* ---- a regeling ---- */

static void head(struct small *g)
{
    put(g, "regeling proef \"Proef\"\n  versie \"1\"\n");
    put(g, g->dates ? "  geldig vanaf 27-2-2028 tot 2-3-2028\n"
                    : "  geldig vanaf 1-3-2027 tot 2-3-2027\n");
    if (chance_percent(&g->c, 30))
        put(g, "  voor b0 of (product in G1)\n");
    if (chance_percent(&g->c, 30))
        put(g, "  adviserend als s0 is w2\n");
    if (!g->lists || chance_percent(&g->c, 50))
        put(g, "  dubbel toegestaan\n");
    put(g, "soort w geordend { w0, w1, w2 }\nfeit s0: w\nfeit n0: getal 0..4\n"
           "feit n1: getal 1..5\n");
    for (uint32_t i = 0; i < g->bools; i++)
        jhr_buf_fmt(g->out, "feit b%u: ja/nee\n", i);
    if (g->gemeenten)
        put(g, "gebied H1 { Delft \"0503\", Westland \"1783\" }\ngebied H2 { Leiden \"0546\" }\n");
}

static void products(struct small *g)
{
    static const char *const tarieven[] = {
        "tarief € 61,- per uur",
        "tarief € 61,50 per uur tot 29-2-2028\n  tarief € 70,- per uur vanaf 29-2-2028",
        "tarief € 9,- per minuut vanaf 1-1-2027", "zonder tarief"};
    for (uint32_t i = 0; i < g->products; i++)
        jhr_buf_fmt(g->out, "product 5400%u \"P\"\n  %s\n  %s\n", i + 1,
                    tarieven[chance_below(&g->c, 4)],
                    chance_percent(&g->c, 70) ? "norm 40 uur" : "zonder norm");
    jhr_buf_fmt(g->out, "productgroep G1 = { 54001%s }\n",
                g->products > 2 && chance_percent(&g->c, 50) ? ", 54003" : "");
}

static void bewijs(struct small *g)
{
    put(g, "bewijs B0 \"B\"\n  ");
    put(g, chance_percent(&g->c, 70) ? "nooit als toelaatbaar en " : "alleen als toelaatbaar of ");
    condition(g, 1);
    put(g, chance_percent(&g->c, 30) ? "\n  stand voorgesteld\n" : "\n");
}

/* The seeds of the rules say which are the same in both; 0: not there. */
static void write(struct small g, const uint64_t *seeds, uint64_t altijd, struct jhr_buf *out)
{
    g.out = out;
    head(&g);
    products(&g);
    if (altijd > 0) {
        g.c = chance_of(altijd, 2);
        put(&g, "altijd I0 \"I\"\n  nooit als ");
        put(&g, chance_percent(&g.c, 50) ? "b0 en s0 is w0\n" : "n0 > 2 en b1\n");
    }
    for (uint32_t i = 0; i < g.rules; i++) {
        if (seeds[i] == 0)
            continue;
        g.c = chance_of(seeds[i], 1);
        rule(&g, i);
    }
    g.c = chance_of(seeds[0] + 1, 3);
    bewijs(&g);
}

void small_pair(uint64_t seed, uint32_t edits, struct jhr_buf *old_text, struct jhr_buf *new_text)
{
    struct chance c = chance_of(seed, 4);
    uint64_t seeds[MOST_RULES], altijd = chance_percent(&c, 30) ? chance_next(&c) | 1 : 0;
    struct small g = {.c = chance_of(seed, 5)};
    g.gemeenten = chance_percent(&c, 30);
    g.dates = chance_percent(&c, 40);
    g.lists = chance_percent(&c, 40);
    g.lengths = g.dates && !g.lists && chance_percent(&c, 20);
    g.volumes = chance_percent(&c, 2) && !g.lengths && !g.lists;
    g.names = chance_percent(&c, 10);
    g.products = 2 + chance_below(&c, 2);
    g.bools = g.lengths || g.volumes ? 2 : 2 + chance_below(&c, 3);
    g.rules = 2 + chance_below(&c, MOST_RULES - 2);
    for (uint32_t i = 0; i < g.rules; i++)
        seeds[i] = chance_next(&c) | 1;
    write(g, seeds, altijd, old_text);
    for (uint32_t i = 0; i < edits; i++) {
        uint32_t at = chance_below(&c, g.rules);
        if (chance_percent(&c, 10))
            altijd = chance_percent(&c, 50) ? chance_next(&c) | 1 : 0;
        else
            seeds[at] = chance_percent(&c, 20) ? 0 : chance_next(&c) | 1;
    }
    if (chance_percent(&c, 10))
        g.c = chance_of(seed, 6); /* another head, other tarieven */
    write(g, seeds, altijd, new_text);
}
