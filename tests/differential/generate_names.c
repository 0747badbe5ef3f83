/* What a regeling names: soorten, facts, gebieden, segments, products, groups, begrippen. */
#include "tests/differential/generate_words.h"

#include <stdio.h>
#include <string.h>

/* ---- dates and money ---- */

void gen_put_date(struct jhr_buf *out, int32_t ymd)
{
    jhr_buf_fmt(out, "%d-%d-%d", ymd % 100, ymd / 100 % 100, ymd / 10000);
}

/* Days at which calendars go wrong are drawn often: ends of months, leap days, turns of years. */
int32_t gen_day(struct gen *g)
{
    static const int32_t odd[] = {228, 229, 301, 131, 430, 1231, 101, 630, 701, 331, 1130};
    int32_t year = 2025 + (int32_t)below(g, 6), ymd;
    if (maybe(g, 60))
        ymd = year * 10000 + odd[below(g, sizeof(odd) / sizeof(odd[0]))];
    else
        ymd = year * 10000 + (int32_t)(below(g, 12) + 1) * 100 + (int32_t)below(g, 28) + 1;
    if (!jhr_ymd_is_date(ymd))
        ymd = year * 10000 + 228;
    if (g->days_n < MOST_POINTS)
        g->days[g->days_n++] = ymd;
    return ymd;
}

void gen_date(struct gen *g)
{
    int32_t ymd = gen_day(g);
    if (maybe(g, 20))
        put(g, "%04d-%02d-%02d", ymd / 10000, ymd / 100 % 100, ymd % 100);
    else
        gen_put_date(g->out, ymd);
}

static void put_until(struct gen *g, int32_t to)
{
    word(g, maybe(g, 50) ? " tot " : " t/m ");
    gen_put_date(g->out, to);
}

void gen_period(struct gen *g, uint32_t percent)
{
    if (!maybe(g, percent))
        return;
    int32_t a = gen_day(g), b = gen_day(g);
    bool from = maybe(g, 70);
    if (from) {
        word(g, " vanaf ");
        gen_put_date(g->out, a < b ? a : b);
    }
    if (a != b && (!from || maybe(g, 60)))
        put_until(g, a < b ? b : a);
    else if (!from)
        put_until(g, a);
}

void gen_money(struct gen *g, int64_t lo, int64_t hi)
{
    int64_t cents = chance_between(&g->chance, lo, hi);
    if (maybe(g, 30)) {
        put(g, "€ %d,-", (int)(cents / 100));
    } else if (cents >= 100000) {
        put(g, "€ %d.%03d,%02d", (int)(cents / 100000), (int)(cents / 100 % 1000),
            (int)(cents % 100));
    } else {
        put(g, "€ %d,%02d", (int)(cents / 100), (int)(cents % 100));
    }
}

/* ---- soorten and facts ---- */

static void soorten(struct gen *g)
{
    g->soorten_n = below(g, 3) + 1;
    for (uint32_t s = 0; s < g->soorten_n; s++) {
        struct gen_soort *k = &g->soorten[s];
        *k = (struct gen_soort){below(g, 4) + 2, maybe(g, 60)};
        put(g, "soort s%u%s { ", s, k->ordered ? " geordend" : "");
        for (uint32_t w = 0; w < k->n; w++)
            put(g, "%ss%u_w%u", w > 0 ? ", " : "", s, w);
        word(g, " }\n");
    }
}

static void getal(struct gen *g, struct gen_fact *f)
{
    static const char *const units[] = {"", "", "", "jaar", "maanden", "weken", "dagen"};
    uint32_t unit = below(g, 9);
    f->unit = unit < 7 ? units[unit] : g->volume_unit;
    if (unit == 8 && g->volume_unit[0] == 'u')
        f->unit = maybe(g, 50) ? "minuten" : "dagdelen";
    f->lowest = maybe(g, 20) ? -5 : 0;
    f->highest = maybe(g, 90) ? below(g, 20) + 3 : 500;
    put(g, "getal %d..%d%s%s", (int)f->lowest, (int)f->highest, f->unit[0] != 0 ? " " : "",
        f->unit);
}

static void fact(struct gen *g, uint32_t i)
{
    static const char *const givers[] = {"aanvrager", "verwijzer", "register", "professional"};
    struct gen_fact *f = &g->feiten[i];
    uint32_t kind = i == 0 ? 0 : below(g, 20);
    *f = (struct gen_fact){.unit = ""};
    f->type = kind < 8    ? F_JANEE
              : kind < 12 ? F_SOORT
              : kind < 16 ? F_GETAL
              : kind < 18 ? F_BEDRAG
                          : F_DATUM;
    f->oordeel = f->type == F_JANEE && maybe(g, 30);
    put(g, "%s f%u: ", f->oordeel ? "oordeel" : "feit", i);
    switch (f->type) {
    case F_JANEE:
        word(g, "ja/nee");
        break;
    case F_SOORT:
        f->soort = below(g, g->soorten_n);
        put(g, "s%u", f->soort);
        break;
    case F_GETAL:
        getal(g, f);
        break;
    case F_BEDRAG:
        f->highest = 500000;
        word(g, "bedrag € 0,- .. € 5.000,-");
        break;
    case F_DATUM:
        word(g, "datum");
    }
    if (maybe(g, 30))
        put(g, "\n  vraag \"Hoe zit het met \"\"f%u\"\"?\"", i);
    if (maybe(g, 20))
        put(g, "\n  opgegeven door %s", givers[below(g, 4)]);
    if (maybe(g, 10))
        word(g, "\n  veranderbaar door aanbieder");
    word(g, "\n");
}

/* ---- gebieden ---- */

static void gebieden(struct gen *g)
{
    g->gebieden_n = maybe(g, 70) ? below(g, 2) + 1 : 0;
    g->gemeenten_n = 0;
    if (g->gebieden_n == 0)
        return;
    g->gemeenten_n = below(g, 3) + 2;
    word(g, "gebied gebied0 { ");
    for (uint32_t i = 0; i < g->gemeenten_n; i++) {
        put(g, "%sgem%u \"05%02u\"", i > 0 ? ", " : "", i, i);
        gen_period(g, 20);
    }
    word(g, " }\n");
    if (g->gebieden_n > 1)
        put(g, "gebied gebied1 = gebied0 behalve { gem%u }\n", below(g, g->gemeenten_n));
}

/* ---- products ---- */

static void segments(struct gen *g)
{
    g->segmenten_n = below(g, 3) + 1;
    for (uint32_t i = 0; i < g->segmenten_n; i++) {
        if (maybe(g, 60))
            put(g, "segment seg%u %u \"Segment %u\"\n", i, i + 1, i);
        else
            put(g, "segment seg%u \"Segment %u\"\n", i, i);
    }
}

/* One or two steps with nothing between them, or a gap. */
static void steps(struct gen *g, void (*value)(struct gen *g, const char *unit), const char *unit)
{
    if (maybe(g, 60)) {
        value(g, unit);
        gen_period(g, 15);
        word(g, "\n");
        return;
    }
    int32_t turn = gen_day(g);
    value(g, unit);
    word(g, " tot ");
    gen_put_date(g->out, turn);
    word(g, "\n");
    value(g, unit);
    word(g, " vanaf ");
    gen_put_date(g->out, maybe(g, 90) ? turn : jhr_ymd_next(turn));
    word(g, "\n");
}

static void tarief(struct gen *g, const char *unit)
{
    word(g, "  tarief ");
    if (maybe(g, 5))
        word(g, "?");
    else
        gen_money(g, 5000, 15000);
    put(g, " per %s", unit);
}

static void norm(struct gen *g, const char *unit)
{
    uint32_t n = below(g, 50) + 5;
    put(g, "  norm %u %s", n, unit);
    if (g->minutes_n < MOST_POINTS)
        g->minutes[g->minutes_n++] = unit[0] == 'u' ? n * 60 : n;
}

static void code_of(struct gen *g, uint32_t i)
{
    struct gen_product *p = &g->producten[i];
    p->coded = maybe(g, 95);
    if (!p->coded)
        snprintf(p->code, sizeof(p->code), "Naamloos%u", i % 100);
    else if (maybe(g, 60))
        snprintf(p->code, sizeof(p->code), "5400%u", i % 100);
    else if (maybe(g, 50))
        snprintf(p->code, sizeof(p->code), "54E%02u", i % 100);
    else
        snprintf(p->code, sizeof(p->code), "P%02uc", i % 100);
}

static void product(struct gen *g, uint32_t i)
{
    struct gen_product *p = &g->producten[i];
    p->volume_unit = maybe(g, 92) ? g->volume_unit : maybe(g, 50) ? "uur" : "stuks";
    bool hours = p->volume_unit[0] == 'u';
    const char *price = hours                      ? (maybe(g, 50)   ? "uur"
                                                      : maybe(g, 50) ? "dagdeel"
                                                                     : "minuut")
                        : p->volume_unit[0] == 'e' ? "etmaal"
                                                   : "stuk";
    code_of(g, i);
    put(g, "product %s \"Product %u\"%s\n", p->code, i, p->coded ? "" : " code ?");
    if (maybe(g, 90)) {
        put(g, "  in seg%u", below(g, g->segmenten_n));
        gen_period(g, 15);
        word(g, "\n");
    }
    p->zonder_tarief = maybe(g, 15);
    if (p->zonder_tarief)
        word(g, "  zonder tarief\n");
    else if (maybe(g, 95))
        steps(g, tarief, price);
    p->zonder_norm = maybe(g, 25);
    if (p->zonder_norm)
        word(g, "  zonder norm\n");
    else if (maybe(g, 5))
        word(g, "  norm ?\n");
    else if (maybe(g, 95))
        steps(g, norm, p->volume_unit);
}

static void sets(struct gen *g)
{
    g->groepen_n = below(g, 3) + 1;
    for (uint32_t i = 0; i < g->groepen_n; i++) {
        g->usable_groups = i;
        put(g, "%s groep%u = ", maybe(g, 70) ? "productgroep" : "groep", i);
        gen_product_set(g);
        word(g, "\n");
    }
    g->usable_groups = g->groepen_n;
    g->aanbieders_n = maybe(g, 60) ? 1 : 0;
    if (g->aanbieders_n > 0) {
        word(g, "aanbieders partners0 = { \"A0\", \"A2\"");
        gen_period(g, 30);
        word(g, " }\n");
    }
}

static void waarde_value(struct gen *g, const struct gen_waarde *w)
{
    if (w->type == F_BEDRAG)
        gen_money(g, 10000, 400000);
    else if (w->type == F_DATUM)
        gen_date(g);
    else
        put(g, "%u%s%s", below(g, 15) + 1, w->unit[0] != 0 ? " " : "", w->unit);
}

static void waarde(struct gen *g, uint32_t i)
{
    static const char *const units[] = {"", "jaar", "weken", "maanden", "dagen", "werkdagen"};
    struct gen_waarde *w = &g->waarden[i];
    uint32_t kind = below(g, 10);
    *w = (struct gen_waarde){kind < 7 ? F_GETAL : kind < 9 ? F_BEDRAG : F_DATUM, ""};
    if (kind < 4)
        w->unit = units[below(g, 6)];
    else if (kind < 7)
        w->unit = g->volume_unit;
    put(g, "waarde waarde%u ", i);
    for (int step = 0; step < 2; step++) {
        word(g, step > 0 ? ", " : "");
        if (step > 0 && maybe(g, 20))
            word(g, "?");
        else
            waarde_value(g, w);
        put(g, " vanaf %s", step == 0 ? "1-1-2020" : "1-7-2027");
    }
    if (maybe(g, 50))
        word(g, "\n  volgens bron0 \"bijlage\"");
    word(g, "\n");
}

/* ---- the head and the whole ---- */

static void regeling(struct gen *g, uint64_t seed)
{
    static const int32_t starts[] = {20260101, 20250301, 20270101, 20260228};
    static const int32_t ends[] = {20300101, 20280301, 20310101, 20290228};
    g->from = starts[below(g, 4)];
    g->to = ends[below(g, 4)];
    put(g, "regeling r%llu \"Regeling\"\n  versie \"%u\"\n  geldig vanaf ",
        (unsigned long long)(seed % 1000000), below(g, 9) + 1);
    gen_put_date(g->out, g->from);
    word(g, " tot ");
    gen_put_date(g->out, g->to);
    word(g, "\n");
    if (maybe(g, 10))
        word(g, "  peilt startdatum\n");
    if (maybe(g, 10))
        word(g, "  afwijken met motivering\n");
    if (maybe(g, 40))
        word(g, "  dubbel toegestaan\n");
    for (uint32_t n = maybe(g, 30); n > 0; n--) {
        word(g, "  voor ");
        gen_condition(g, 1);
        word(g, "\n");
    }
    for (uint32_t n = maybe(g, 20); n > 0; n--) {
        word(g, "  adviserend als ");
        gen_condition(g, 1);
        word(g, "\n");
    }
}

static void begrippen(struct gen *g)
{
    uint32_t n = below(g, 4);
    if (maybe(g, 30)) {
        word(g, "begrip maat = ");
        gen_volume(g);
        word(g, "\n");
        g->has_maat = true;
    }
    if (maybe(g, 30)) {
        word(g, "begrip tijd = ");
        if (maybe(g, 50) && gen_named_fact(g, "weken"))
            word(g, " + ");
        gen_length(g, false);
        word(g, "\n");
        g->has_tijd = true;
    }
    for (uint32_t i = 0; i < n; i++) {
        put(g, "begrip begrip%u = ", i);
        gen_condition(g, 2);
        word(g, "\n");
        g->begrippen_n = i + 1;
    }
}

void generate_regeling(struct gen *g, uint64_t seed, uint32_t forms, struct jhr_buf *out)
{
    struct jhr_buf head = {0};
    *g = (struct gen){.chance = chance_of(seed, 1), .out = out, .forms = forms};
    g->volume_unit = maybe(g, 85) ? "uur" : maybe(g, 60) ? "etmalen" : "stuks";
    word(g, "bron bron0 \"Ontwikkeltafel\" datum 21-8-2025\n");
    soorten(g);
    g->feiten_n = below(g, 6) + 3;
    for (uint32_t i = 0; i < g->feiten_n; i++)
        fact(g, i);
    gebieden(g);
    segments(g);
    g->producten_n = below(g, 5) + 2;
    for (uint32_t i = 0; i < g->producten_n; i++)
        product(g, i);
    sets(g);
    g->waarden_n = below(g, 4);
    for (uint32_t i = 0; i < g->waarden_n; i++)
        waarde(g, i);
    begrippen(g);
    gen_rules(g);
    /* The head names what the rest declares, so it is written last and put first. */
    g->out = &head;
    regeling(g, seed);
    jhr_buf_str(&head, jhr_buf_get(out));
    jhr_buf_clear(out);
    jhr_buf_str(out, jhr_buf_get(&head));
    jhr_buf_free(&head);
    g->out = NULL;
}
