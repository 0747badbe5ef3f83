/* Constants, and conditions about facts. */
#include "tests/differential/generate_words.h"

#include <string.h>

/* ---- constants ---- */

static void remember(int64_t *list, uint32_t *n, int64_t v)
{
    if (*n < MOST_POINTS)
        list[(*n)++] = v;
}

int64_t gen_number(struct gen *g, int64_t lo, int64_t hi)
{
    int64_t v = chance_between(&g->chance, lo, hi);
    remember(g->numbers, &g->numbers_n, v);
    return v;
}

/* ---- units that add up ---- */

static const struct {
    const char *unit;
    int family, steps;
} units[] = {
    {"jaar", 1, 12}, {"maanden", 1, 1}, {"weken", 2, 7},      {"dagen", 2, 1},
    {"uur", 3, 60},  {"minuten", 3, 1}, {"dagdelen", 3, 240},
};
enum { UNITS = sizeof(units) / sizeof(units[0]) };

static uint32_t unit_at(const char *unit)
{
    uint32_t i = 0;
    while (i < UNITS && strcmp(units[i].unit, unit) != 0)
        i++;
    return i;
}

static bool same_family(const char *a, const char *b)
{
    uint32_t i = unit_at(a), k = unit_at(b);
    return strcmp(a, b) == 0 || (i < UNITS && k < UNITS && units[i].family == units[k].family);
}

/* About v of the unit, in another that it adds up with. */
static void in_kin(struct gen *g, const char *unit, int64_t v)
{
    uint32_t at = unit_at(unit), k = below(g, UNITS);
    if (at == UNITS) {
        put(g, "%d%s%s", (int)v, unit[0] != 0 ? " " : "", unit);
        return;
    }
    while (units[k].family != units[at].family)
        k = (k + 1) % UNITS;
    put(g, "%d %s", (int)(v * units[at].steps / units[k].steps), units[k].unit);
}

/* ` + 3 dagen` and the like, perhaps. */
static bool more(struct gen *g, const char *unit, int64_t v)
{
    if (v <= 0 || !maybe(g, 50))
        return false;
    word(g, maybe(g, 70) ? " + " : " - ");
    in_kin(g, unit, v);
    return true;
}

static void mixed_length(struct gen *g, bool calendar)
{
    uint32_t n = below(g, 20) + 1, m = below(g, 10) + 1;
    bool months = calendar && maybe(g, 50);
    if (months) {
        n = n % 3 + 1;
        put(g, "(%u jaar + %u maanden)", n, m);
        if (g->months_n < MOST_POINTS)
            g->months[g->months_n++] = 12 * n + m;
        return;
    }
    put(g, "(%u weken + %u dagen)", n, m);
    remember(g->numbers, &g->numbers_n, 7 * n + m);
}

void gen_length(struct gen *g, bool calendar)
{
    uint32_t n = below(g, 24) + 1;
    if (!g->in_set && maybe(g, 20)) {
        mixed_length(g, calendar);
        return;
    }
    if (calendar && (g->forms & FORM_WERKDAGEN) && maybe(g, 10)) {
        put(g, "%u werkdagen", n);
        remember(g->numbers, &g->numbers_n, n * 7 / 5);
        return;
    }
    if (!calendar || maybe(g, 35)) {
        bool weeks = maybe(g, 50);
        put(g, "%u %s", weeks ? n : n * 17, weeks ? "weken" : "dagen");
        remember(g->numbers, &g->numbers_n, weeks ? n * 7 : n * 17);
        return;
    }
    bool years = maybe(g, 30);
    n = years ? n % 3 + 1 : n;
    put(g, "%u %s", n, years ? "jaar" : "maanden");
    if (g->months_n < MOST_POINTS)
        g->months[g->months_n++] = years ? 12 * n : n;
}

/* A date some time later or earlier. */
void gen_moved(struct gen *g)
{
    word(g, maybe(g, 60) ? " + " : " - ");
    gen_length(g, true);
}

void gen_amount(struct gen *g)
{
    uint32_t n = below(g, 60) + 1;
    if (g->volume_unit[0] != 'u') {
        put(g, "%u %s", n, g->volume_unit);
        remember(g->minutes, &g->minutes_n, n);
        return;
    }
    switch (below(g, g->in_set ? 4 : 5)) {
    case 4:
        put(g, "(%u uur + %u %s)", n, n % 5 + 1, maybe(g, 50) ? "dagdelen" : "minuten");
        remember(g->minutes, &g->minutes_n, n * 60 + n % 5 + 1);
        remember(g->minutes, &g->minutes_n, n * 60 + 240 * (n % 5 + 1));
        break;
    case 0:
        put(g, "%u minuten", n * 45);
        remember(g->minutes, &g->minutes_n, n * 45);
        break;
    case 1:
        put(g, "%u dagdelen", n % 12 + 1);
        remember(g->minutes, &g->minutes_n, (n % 12 + 1) * 240);
        break;
    case 2:
        put(g, "%u,5 uur", n);
        remember(g->minutes, &g->minutes_n, n * 60 + 30);
        break;
    default:
        put(g, "%u uur", n);
        remember(g->minutes, &g->minutes_n, n * 60);
    }
}

/* ` in { 2 weken, 30 dagen }`; false: the front end takes none. */
bool gen_set_of(struct gen *g, void (*member)(struct gen *g))
{
    if ((g->forms & FORM_IN_GETALLEN) == 0)
        return false;
    g->in_set = true;
    word(g, in(g));
    word(g, "{ ");
    for (uint32_t i = 0, n = below(g, 3) + 1; i < n; i++) {
        word(g, i > 0 ? ", " : "");
        member(g);
    }
    word(g, " }");
    g->in_set = false;
    return true;
}

void gen_per_week(struct gen *g)
{
    uint32_t n = below(g, 20) + 1;
    bool hours = g->volume_unit[0] == 'u';
    if (hours && maybe(g, 25)) {
        put(g, "(%u uur per week + 30 minuten per week)", n);
        remember(g->minutes, &g->minutes_n, n * 60 + 30);
        return;
    }
    put(g, "%u %s per week", n, g->volume_unit);
    remember(g->minutes, &g->minutes_n, hours ? n * 60 : n);
}

/* The name of a `waarde` of this type and unit; false: there is none. */
bool gen_named_value(struct gen *g, enum fact_type type, const char *unit)
{
    for (uint32_t k = 0; k < g->waarden_n && !g->facts_only; k++) {
        if (g->waarden[k].type == type && strcmp(g->waarden[k].unit, unit) == 0) {
            put(g, "waarde%u", k);
            return true;
        }
    }
    return false;
}

/* ---- facts ---- */

static void about_janee(struct gen *g, uint32_t i)
{
    put(g, "f%u", i);
    if (maybe(g, 20))
        word(g, ONE_OF(g, " is ja", " is nee", " is niet ja"));
}

static void about_soort(struct gen *g, uint32_t i)
{
    uint32_t s = g->feiten[i].soort, n = g->soorten[s].n, w = below(g, n);
    put(g, "f%u", i);
    for (uint32_t k = 0; k < g->feiten_n; k++) {
        if (k != i && g->feiten[k].type == F_SOORT && g->feiten[k].soort == s && maybe(g, 25)) {
            put(g, "%sf%u", g->soorten[s].ordered ? any_comparison(g) : is(g), k);
            return;
        }
    }
    if (g->soorten[s].ordered && maybe(g, 50)) {
        if (maybe(g, 25) && w + 1 < n)
            put(g, " tussen s%u_w%u en s%u_w%u", s, w, s, n - 1);
        else
            put(g, "%ss%u_w%u", comparison(g), s, w);
    } else if (maybe(g, 40) && n > 1) {
        put(g, "%s{ s%u_w%u, s%u_w%u }", in(g), s, w, s, (w + 1) % n);
    } else {
        put(g, "%ss%u_w%u", is(g), s, w);
    }
}

/* The name of a fact whose unit adds up with this one; false: there is none. */
bool gen_named_fact(struct gen *g, const char *unit)
{
    for (uint32_t k = 0; k < g->feiten_n; k++) {
        const struct gen_fact *f = &g->feiten[k];
        if (f->type == F_GETAL && f->unit[0] != 0 && same_family(f->unit, unit)) {
            put(g, "f%u", k);
            return true;
        }
    }
    return false;
}

/* Another fact, or a `waarde`, of the same type and unit; false: there is none. */
static bool another(struct gen *g, uint32_t i)
{
    const struct gen_fact *f = &g->feiten[i];
    if (maybe(g, 50) && gen_named_value(g, f->type, f->unit))
        return true;
    for (uint32_t k = 0; k < g->feiten_n; k++) {
        if (k != i && g->feiten[k].type == f->type && same_family(g->feiten[k].unit, f->unit)) {
            put(g, "f%u", k);
            return true;
        }
    }
    return false;
}

static void about_getal(struct gen *g, uint32_t i)
{
    const struct gen_fact *f = &g->feiten[i];
    int64_t lo = f->lowest, hi = f->highest;
    switch (below(g, 10)) {
    case 8:
        put(g, "f%u%s%u%% van %d", i, any_comparison(g), 25 * (below(g, 8) + 1),
            (int)gen_number(g, lo, hi));
        return;
    case 9:
        put(g, "f%u", i);
        more(g, f->unit, below(g, 3) + 1);
        word(g, any_comparison(g));
        in_kin(g, f->unit, gen_number(g, lo, hi));
        more(g, f->unit, below(g, 3) + 1);
        return;
    case 0:
        lo = gen_number(g, lo, hi);
        put(g, "f%u tussen %d en %d", i, (int)lo, (int)gen_number(g, lo, hi));
        return;
    case 1:
        if ((g->forms & FORM_IN_GETALLEN) == 0) {
            put(g, "f%u%s", i, any_comparison(g));
            break;
        }
        put(g, "f%u%s{ %d, %d }", i, in(g), (int)gen_number(g, lo, hi), (int)gen_number(g, lo, hi));
        return;
    case 2:
        put(g, "f%u %s %u%s%d", i, maybe(g, 50) ? "+" : "-", below(g, 4) + 1, any_comparison(g),
            (int)gen_number(g, lo, hi));
        return;
    case 3:
        put(g, "2 * f%u%s%d", i, any_comparison(g), (int)gen_number(g, lo, hi));
        return;
    case 4:
        put(g, "f%u%s", i, any_comparison(g));
        if (another(g, i))
            return;
        break;
    case 5:
        put(g, "-f%u%s-%d", i, comparison(g), (int)gen_number(g, lo, hi));
        return;
    default:
        put(g, "f%u%s", i, any_comparison(g));
    }
    put(g, "%d", (int)gen_number(g, lo, hi));
    if (f->unit[0] != 0 && maybe(g, 30))
        put(g, " %s", f->unit);
}

/* How many others there are, beside a fact. */
bool gen_about_count(struct gen *g)
{
    for (uint32_t i = 0; i < g->feiten_n; i++) {
        if (g->feiten[i].type == F_GETAL && g->feiten[i].unit[0] == 0) {
            put(g, "(aantal lopende)%sf%u", any_comparison(g), i);
            return true;
        }
    }
    return false;
}

static void some_money(struct gen *g)
{
    gen_money(g, 0, 500000);
}

static void about_bedrag(struct gen *g, uint32_t i)
{
    const struct gen_fact *f = &g->feiten[i];
    if (maybe(g, 15) && !g->facts_only) {
        put(g, "tarief%sf%u", comparison(g), i);
        return;
    }
    put(g, "f%u", i);
    if (maybe(g, 20) && gen_set_of(g, some_money))
        return;
    word(g, any_comparison(g));
    if (maybe(g, 25) && another(g, i))
        return;
    if (maybe(g, 30))
        put(g, "%u,5%% van ", below(g, 150));
    gen_money(g, f->lowest, f->highest);
}

static void about_datum(struct gen *g, uint32_t i)
{
    put(g, "f%u", i);
    if (maybe(g, 20)) {
        int32_t a = gen_day(g), b = gen_day(g);
        word(g, " tussen ");
        gen_put_date(g->out, a < b ? a : b);
        word(g, " en ");
        gen_put_date(g->out, a < b ? b : a);
        return;
    }
    if (maybe(g, 25))
        gen_moved(g);
    if (maybe(g, 20) && gen_set_of(g, gen_date))
        return;
    word(g, any_comparison(g));
    if (maybe(g, 25) && another(g, i))
        return;
    if (!g->facts_only && maybe(g, 40))
        word(g, ONE_OF(g, "startdatum", "peildatum", "einddatum"));
    else
        gen_date(g);
}

void gen_about_fact(struct gen *g)
{
    uint32_t i = below(g, g->feiten_n);
    switch (g->feiten[i].type) {
    case F_JANEE:
        about_janee(g, i);
        break;
    case F_SOORT:
        about_soort(g, i);
        break;
    case F_GETAL:
        about_getal(g, i);
        break;
    case F_BEDRAG:
        about_bedrag(g, i);
        break;
    case F_DATUM:
        about_datum(g, i);
    }
}
