/* Conditions: every form that the language has, over the vocabulary of the regeling. */
#include "tests/differential/generate_words.h"

#include <string.h>

/* ---- products, aanbieders, gemeenten ---- */

static void product_code(struct gen *g)
{
    word(g, g->producten[below(g, g->producten_n)].code);
}

void gen_product_set(struct gen *g)
{
    uint32_t kind = below(g, 5);
    if (kind == 0 || (kind == 1 && g->usable_groups == 0)) {
        put(g, "seg%u", below(g, g->segmenten_n));
    } else if (kind < 3 && g->usable_groups > 0) {
        put(g, "groep%u", below(g, g->usable_groups));
    } else {
        uint32_t first = below(g, g->producten_n), n = below(g, 3) + 1;
        word(g, "{ ");
        for (uint32_t i = 0; i < n && i < g->producten_n; i++) {
            put(g, "%s%s", i > 0 ? ", " : "", g->producten[(first + i) % g->producten_n].code);
            gen_period(g, 15);
        }
        word(g, " }");
    }
    if (maybe(g, 10)) {
        word(g, " behalve { ");
        product_code(g);
        word(g, " }");
    }
}

static void about_product(struct gen *g, const char *prefix)
{
    put(g, "%sproduct", prefix);
    if (prefix[0] != 0 && maybe(g, 30)) {
        put(g, "%sproduct", is(g));
    } else if (maybe(g, 40)) {
        word(g, is(g));
        product_code(g);
    } else {
        word(g, in(g));
        gen_product_set(g);
    }
}

static void about_segment(struct gen *g)
{
    if (g->segmenten_n > 1 && maybe(g, 20))
        put(g, "segment%s{ seg0, seg1 }", in(g));
    else
        put(g, "segment%sseg%u", is(g), below(g, g->segmenten_n));
}

static void two_aanbieders(struct gen *g)
{
    put(g, "%s{ \"A%u\"", in(g), below(g, 3));
    gen_period(g, 15);
    put(g, ", \"A%u\"", below(g, 2) + 3);
    gen_period(g, 15);
    word(g, " }");
}

static void about_aanbieder(struct gen *g, const char *prefix)
{
    put(g, "%saanbieder", prefix);
    if (prefix[0] != 0 && maybe(g, 40))
        put(g, "%saanbieder", is(g));
    else if (g->aanbieders_n > 0 && maybe(g, 40))
        put(g, "%spartners%u", in(g), below(g, g->aanbieders_n));
    else if (maybe(g, 30))
        two_aanbieders(g);
    else
        put(g, "%s\"A%u\"", is(g), below(g, 5));
}

static void about_gemeente(struct gen *g)
{
    word(g, "gemeente");
    if (maybe(g, 50))
        put(g, "%sgebied%u", in(g), below(g, g->gebieden_n));
    else if (maybe(g, 30))
        put(g, "%s{ gem0, gem%u }", in(g), 1 + below(g, g->gemeenten_n - 1));
    else if (maybe(g, 30))
        put(g, "%s\"05%02u\"", is(g), below(g, g->gemeenten_n));
    else
        put(g, "%sgem%u", is(g), below(g, g->gemeenten_n));
}

/* ---- time and volume ---- */

static void about_dates(struct gen *g, const char *prefix)
{
    const char *name = ONE_OF(g, "startdatum", "einddatum", "peildatum");
    if (prefix[0] != 0 && name[0] == 'p')
        name = "einddatum";
    put(g, "%s%s", prefix, name);
    bool shift = maybe(g, 20);
    if (shift)
        gen_moved(g);
    word(g, any_comparison(g));
    if (prefix[0] != 0 && maybe(g, 60)) /* of two open ends, neither is moved */
        word(g, shift ? "startdatum" : ONE_OF(g, "startdatum", "einddatum"));
    else if (name[0] == 'e' && maybe(g, 30))
        word(g, "startdatum"), word(g, " + "), gen_length(g, true);
    else if (!maybe(g, 30) || !gen_named_value(g, F_DATUM, ""))
        gen_date(g);
}

static void some_length(struct gen *g)
{
    gen_length(g, true);
}

static void about_duur(struct gen *g, const char *name)
{
    if (name[0] == 'a' && maybe(g, 30)) {
        put(g, "%s%sduur", name, any_comparison(g));
        return;
    }
    if (name[0] == 'd' && maybe(g, 10)) {
        put(g, "einddatum - startdatum%s", any_comparison(g));
        gen_length(g, false);
        return;
    }
    if (maybe(g, 15)) {
        uint32_t n = below(g, 12) + 1;
        put(g, "%s tussen %u maanden en %u maanden", name, n, n + below(g, 12));
        if (g->months_n < MOST_POINTS)
            g->months[g->months_n++] = n;
        return;
    }
    word(g, name);
    if (maybe(g, 10) && gen_set_of(g, some_length))
        return;
    word(g, maybe(g, 50) ? " hoogstens " : any_comparison(g));
    if (g->has_tijd && maybe(g, 15)) {
        word(g, "tijd");
        return;
    }
    if (maybe(g, 15) && gen_named_fact(g, "weken"))
        return;
    static const char *const units[] = {"jaar", "weken", "maanden", "dagen", "werkdagen"};
    if (!maybe(g, 30) || !gen_named_value(g, F_GETAL, units[below(g, 5)]))
        gen_length(g, true);
}

/* Do all products count in one unit? Where they do not, the volumes of two indications cannot be
 * compared. */
static bool one_unit(const struct gen *g)
{
    for (uint32_t i = 0; i < g->producten_n; i++) {
        if (strcmp(g->producten[i].volume_unit, g->volume_unit) != 0)
            return false;
    }
    return true;
}

void gen_volume(struct gen *g)
{
    switch (below(g, one_unit(g) ? 4 : 3)) {
    case 0:
        put(g, "%u%% van normomvang", 50 + 25 * below(g, 8));
        break;
    case 1:
        word(g, "omvang - normomvang");
        break;
    case 2:
        word(g, "normomvang + ");
        gen_amount(g);
        break;
    default:
        word(g, "som van ander.omvang over lopende");
    }
}

static void about_omvang(struct gen *g)
{
    if (g->has_maat && !g->inside && maybe(g, 20)) {
        put(g, "omvang%smaat", any_comparison(g));
        return;
    }
    switch (below(g, 7)) {
    case 0:
        put(g, "omvang%s%u%% van normomvang", any_comparison(g), 50 + 25 * below(g, 8));
        break;
    case 1:
        put(g, "omvang%s", any_comparison(g));
        gen_per_week(g);
        break;
    case 2:
        put(g, "omvang - normomvang%s", comparison(g));
        gen_amount(g);
        break;
    case 3:
        word(g, "omvang + ");
        gen_amount(g);
        put(g, "%s2 * normomvang", comparison(g));
        break;
    case 4:
        put(g, "normomvang%s", any_comparison(g));
        gen_amount(g);
        break;
    default:
        word(g, "omvang");
        if (maybe(g, 15) && gen_set_of(g, gen_amount))
            return;
        word(g, any_comparison(g));
        if ((!maybe(g, 30) || !gen_named_value(g, F_GETAL, g->volume_unit)) &&
            (!maybe(g, 30) || !gen_named_fact(g, g->volume_unit)))
            gen_amount(g);
    }
}

static void about_money(struct gen *g)
{
    if ((g->forms & FORM_KOSTEN) && maybe(g, 40)) {
        put(g, "kosten%s", any_comparison(g));
        gen_money(g, 10000, 1000000);
    } else if (!(g->forms & FORM_OMVANG_TARIEF) || maybe(g, 60)) {
        put(g, "tarief%s", any_comparison(g));
        gen_money(g, 5000, 15000);
    } else {
        static const char *const priced[] = {"omvang * tarief",
                                             "normomvang * tarief",
                                             "(omvang - normomvang) * tarief",
                                             "50% van (tarief * omvang)",
                                             "kosten - omvang * tarief",
                                             "3 * tarief - tarief * omvang"};
        put(g, "%s%s", priced[below(g, 6)], any_comparison(g));
        gen_money(g, 10000, 1000000);
    }
}

/* ---- quantifiers ---- */

static void other_atom(struct gen *g)
{
    switch (below(g, 8)) {
    case 0:
    case 1:
    case 2:
        about_product(g, "ander.");
        break;
    case 3:
    case 4:
        about_aanbieder(g, "ander.");
        break;
    case 5:
        about_dates(g, "ander.");
        break;
    case 6:
        if (maybe(g, 50)) {
            about_duur(g, "ander.duur");
        } else {
            put(g, "ander.omvang%s", comparison(g));
            gen_amount(g);
        }
        break;
    default:
        word(g, "ander.overlapt");
    }
}

static void such_that(struct gen *g)
{
    g->inside = true;
    word(g, "(");
    if (maybe(g, 40))
        gen_condition(g, 1);
    else
        other_atom(g);
    word(g, ")");
    g->inside = false;
}

static void where(struct gen *g)
{
    if (maybe(g, 25))
        return;
    word(g, " waarvoor ");
    such_that(g);
}

static void quantifier(struct gen *g)
{
    const char *list = maybe(g, 70) ? "lopende" : "eerdere";
    if (maybe(g, 10) && gen_about_count(g))
        return;
    switch (below(g, 6)) {
    case 0:
    case 1:
        put(g, "er is een %s", list);
        where(g);
        break;
    case 2:
        put(g, "alle %s ", list);
        such_that(g);
        break;
    case 3:
        word(g, "(");
        put(g, "aantal %s", list);
        where(g);
        put(g, ")%s%u", any_comparison(g), below(g, 4));
        break;
    case 4:
        put(g, "(som van ander.omvang over %s", list);
        where(g);
        put(g, ")%s", comparison(g));
        gen_amount(g);
        break;
    default:
        put(g, "(som van ander.duur over %s", list);
        where(g);
        put(g, ")%s", comparison(g));
        gen_length(g, false);
    }
}

/* ---- all together ---- */

static void proposal_atom(struct gen *g)
{
    uint32_t kind = below(g, g->inside ? 15 : 19);
    if (kind < 3)
        about_product(g, "");
    else if (kind == 3)
        about_segment(g);
    else if (kind == 4)
        about_aanbieder(g, "");
    else if (kind == 5)
        about_dates(g, "");
    else if (kind < 8)
        about_duur(g, (g->forms & FORM_TRAJECTDUUR) && maybe(g, 35) ? "trajectduur" : "duur");
    else if (kind == 8)
        word(g, "open_einde");
    else if (kind < 12)
        about_omvang(g);
    else if (kind == 12)
        about_money(g);
    else if (kind == 13)
        word(g, "gecontracteerd");
    else if (kind == 14)
        word(g, "doorlopend gecontracteerd");
    else
        quantifier(g);
}

static void atom(struct gen *g)
{
    if (g->gebieden_n > 0 && maybe(g, 10))
        about_gemeente(g);
    else if (g->facts_only || maybe(g, 50))
        gen_about_fact(g);
    else if (g->begrippen_n > 0 && maybe(g, 15))
        put(g, "begrip%u", below(g, g->begrippen_n));
    else if (g->inside && maybe(g, 50))
        other_atom(g);
    else
        proposal_atom(g);
}

void gen_operand(struct gen *g, uint32_t depth)
{
    word(g, "(");
    gen_condition(g, depth);
    word(g, ")");
}

void gen_condition(struct gen *g, uint32_t depth)
{
    uint32_t n = below(g, 2) + 2, kind = depth == 0 ? 9 : below(g, 10);
    switch (kind) {
    case 0:
    case 1:
    case 2:
    case 3:
        for (uint32_t i = 0; i < n; i++) {
            word(g, i == 0 ? "" : kind < 2 ? " en " : " of ");
            gen_operand(g, depth - 1);
        }
        break;
    case 4:
        word(g, "niet ");
        gen_operand(g, depth - 1);
        break;
    case 5:
        n++;
        put(g, "%s %u van { ", ONE_OF(g, "minstens", "hoogstens", "precies"), below(g, n - 1) + 1);
        for (uint32_t i = 0; i < n; i++) {
            word(g, i == 0 ? "" : ", ");
            if (maybe(g, 70))
                atom(g);
            else
                gen_condition(g, depth - 1);
        }
        word(g, " }");
        break;
    default:
        atom(g);
    }
}
