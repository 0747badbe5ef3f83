/*
 * Small regelingen and cases for the reference, written as words:
 *
 *     product=54001 bij=A17 van=2027-03-01 tot=2028-02-28 omvang=40u trauma=ja leeftijd=?
 *     lopend=54002@A17:2027-01-01..2027-06-30 contract=A17:54001:2026-01-01..
 *
 * and what must come out: `niet_toelaatbaar R01=niet_voldaan R02=voldaan`. Without a word for them,
 * facts are unknown, and there are no running indications and no contracts; `lopend?` and
 * `contract?` make those unknown.
 */
#ifndef JHR_TESTS_UNIT_TEST_REFERENCE_H
#define JHR_TESTS_UNIT_TEST_REFERENCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reference/reference.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *what, *rules, *words, *expected;
};

/* Opens every regeling of the tables. */
#define HEAD "regeling proef \"Proef\"\n  versie \"1\"\n  geldig vanaf 1-1-2027 tot 1-1-2034\n"

#define NAMES                                                                                       \
    "soort verwijzers { gemeente, huisarts, GI, rechter }\n"                                        \
    "soort zwaarte geordend { licht, midden, zwaar }\n"                                             \
    "feit leeftijd: getal 0..23 jaar\nfeit iq: getal 40..160\nfeit verwijzer: verwijzers\n"         \
    "feit trauma: ja/nee\nfeit hechting: ja/nee\nfeit last: zwaarte\nfeit inkomen: bedrag € 0,- " \
    ".. € 100.000,-\nfeit aanmelding: datum\nfeit plafond: getal 40..160\n"                       \
    "gebied H2 { Delft \"0503\", Westland \"1783\" tot 1-1-2028 }\n"                                \
    "segment V 5 \"Veelvoorkomend\"\nsegment D \"Dagbesteding\"\n"                                  \
    "product 54001 \"Basis\" in V tarief € 60,- per uur tot 1-1-2028 tarief € 66,- per uur "    \
    "vanaf 1-1-2028 norm 40 uur\n"                                                                  \
    "product 54002 \"Specialistisch\" in V vanaf 1-7-2027 zonder tarief zonder norm\n"              \
    "product 41U01 \"Groep\" in D tarief € 61,- per dagdeel norm 10 uur tot 1-1-2028\n"           \
    "product 41C01 \"KDC\" in D zonder norm zonder tarief\n"                                        \
    "productgroep GGZ = { 54001, 54002 }\naanbieders partners = { \"A17\", \"A21\" }\n"

struct built {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_model *m;
    struct jhr_case c;
    struct jhr_feitwaarde feiten[32];
    struct jhr_indicatie lopend[8];
    struct jhr_contract contracten[8];
    uint32_t producten[8];
    struct jhr_afwijking afwijkingen[8];
};

static bool no_files(void *self, struct jhr_str from, struct jhr_str path, struct jhr_str *full,
                     struct jhr_str *text, struct jhr_str *error)
{
    (void)self, (void)from, (void)path, (void)full, (void)text;
    *error = JHR_STR("no files");
    return false;
}

static void build_model(struct built *b, const char *text)
{
    memset(b, 0, sizeof(*b));
    jhr_arena_init(&b->arena, 0);
    b->sources.arena = &b->arena;
    b->diags = (struct jhr_diags){.arena = &b->arena, .sources = &b->sources};
    uint32_t file = jhr_source_add(&b->sources, JHR_STR("proef.jhr"), jhr_str_of(text));
    b->m =
        jhr_resolve(&b->arena, &b->diags, &b->sources, (struct jhr_loader){no_files, NULL}, file);
    assert_non_null(b->m);
    if (b->diags.count[JHR_ERROR] > 0) {
        struct jhr_buf out = {0};
        jhr_diag_write(&out, &b->diags, (struct jhr_diag_style){JHR_DF_COMPACT, JHR_EN, false});
        print_message("%.*s\n%s\n", (int)out.n, out.p, text);
        jhr_buf_free(&out);
        fail();
    }
}

/* ---- words ---- */

static int32_t day_of(const char *z, const char **end)
{
    char *rest;
    int32_t y = (int32_t)strtol(z, &rest, 10), m, d;
    if (*rest != '-') {
        *end = z;
        return 0;
    }
    m = (int32_t)strtol(rest + 1, &rest, 10);
    d = (int32_t)strtol(rest + 1, &rest, 10);
    *end = rest;
    return y * 10000 + m * 100 + d;
}

static struct jhr_str upto(const char **z, char stop)
{
    const char *start = *z;
    while (**z != 0 && **z != ' ' && **z != stop)
        (*z)++;
    struct jhr_str s = {start, (uint32_t)(*z - start)};
    if (**z == stop && stop != ' ')
        (*z)++;
    return s;
}

static uint32_t product_of(const struct built *b, struct jhr_str code)
{
    uint32_t p = jhr_model_product(b->m, code);
    return p != JHR_NONE ? p : JHR_OUTSIDE;
}

static uint32_t aanbieder_of(const struct built *b, struct jhr_str name)
{
    for (uint32_t i = 0; i < b->m->aanbieders_n; i++) {
        if (jhr_str_eq(b->m->aanbieders[i], name))
            return i;
    }
    return JHR_OUTSIDE + (uint32_t)(unsigned char)name.p[name.n - 1]; /* A17 is not A18 */
}

/* 40u, 30m, 2d, 5e, 7s; 10u/week */
static struct jhr_omvang omvang_of(const char *z)
{
    struct jhr_omvang o = {.known = true};
    char *rest;
    o.mantissa = strtol(z, &rest, 10);
    if (*rest == ',') {
        char *decimals = rest + 1;
        int64_t fraction = strtol(decimals, &rest, 10);
        o.scale = (uint8_t)(rest - decimals);
        for (uint8_t i = 0; i < o.scale; i++)
            o.mantissa *= 10;
        o.mantissa += fraction;
    }
    const char *unit = strchr("mudes", *rest);
    assert_non_null(unit);
    o.eenheid = (uint8_t)(unit - "mudes");
    if (strncmp(rest + 1, "/dag", 4) == 0)
        o.frequentie = JHR_F_DAG;
    else if (strncmp(rest + 1, "/week", 5) == 0)
        o.frequentie = JHR_F_WEEK;
    else if (strncmp(rest + 1, "/maand", 6) == 0)
        o.frequentie = JHR_F_MAAND;
    return o;
}

static void period_of(const char *z, int32_t *from, int32_t *to)
{
    *from = day_of(z, &z);
    *to = day_of(z + 2, &z); /* after the two dots */
    if (*to == 0)
        *to = JHR_YMD_NEVER;
}

static void add_lopend(struct built *b, const char *z)
{
    struct jhr_indicatie *i = &b->lopend[b->c.lopend_n];
    char id[8];
    snprintf(id, sizeof(id), "t%u", b->c.lopend_n++);
    i->id = jhr_arena_str(&b->arena, jhr_str_of(id));
    i->product = product_of(b, upto(&z, '@'));
    i->aanbieder = aanbieder_of(b, upto(&z, ':'));
    period_of(z, &i->van, &i->tot_en_met);
    for (; *z != 0 && *z != ' '; z++) {
        if (*z == '+')
            i->omvang = omvang_of(z + 1);
    }
}

static void add_contract(struct built *b, const char *z)
{
    uint32_t n = b->c.contracten_n++;
    struct jhr_contract *k = &b->contracten[n];
    k->aanbieder = aanbieder_of(b, upto(&z, ':'));
    b->producten[n] = product_of(b, upto(&z, ':'));
    k->producten = &b->producten[n];
    k->n = 1;
    period_of(z, &k->van, &k->tot_en_met);
}

static int64_t value_of(const struct built *b, const struct jhr_feit *f, struct jhr_str s)
{
    const char *end;
    if (f->type == JHR_T_JANEE)
        return jhr_str_eq(s, JHR_STR("ja"));
    if (f->type == JHR_T_DATUM)
        return day_of(s.p, &end);
    for (uint32_t i = 0; f->type == JHR_T_GEMEENTE && i < b->m->gemeenten_n; i++) {
        if (jhr_str_eq(b->m->gemeenten[i].code, s))
            return i;
    }
    if (f->type == JHR_T_GEMEENTE)
        return JHR_OUTSIDE;
    for (uint32_t i = 0; f->type == JHR_T_SOORT && i < b->m->soorten[f->soort].n; i++) {
        if (jhr_str_eq(b->m->soorten[f->soort].waarden[i], s))
            return i;
    }
    return strtol(s.p, NULL, 10);
}

static void word_of_fact(struct built *b, struct jhr_str name, struct jhr_str value)
{
    uint32_t feit = jhr_model_feit(b->m, name);
    if (feit == JHR_NONE)
        print_message("no fact %.*s\n", (int)name.n, name.p);
    assert_true(feit < b->m->feiten_n);
    if (value.p[0] == '?')
        return;
    b->feiten[feit].known = true;
    b->feiten[feit].v = value_of(b, &b->m->feiten[feit], value);
}

static void word_of_case(struct built *b, struct jhr_str name, const char *value)
{
    const char *end = value;
    struct jhr_str text = upto(&end, ' ');
    struct jhr_indicatie *v = &b->c.voorstel;
    if (jhr_str_eq(name, JHR_STR("peil")))
        b->c.peildatum = day_of(value, &end);
    else if (jhr_str_eq(name, JHR_STR("product")))
        v->product = product_of(b, text);
    else if (jhr_str_eq(name, JHR_STR("bij")))
        v->aanbieder = aanbieder_of(b, text);
    else if (jhr_str_eq(name, JHR_STR("van")))
        v->van = day_of(value, &end);
    else if (jhr_str_eq(name, JHR_STR("tot")))
        v->tot_en_met = text.p[0] == '?'   ? 0
                        : text.p[0] == 'o' ? JHR_YMD_NEVER /* open */
                                           : day_of(value, &end);
    else if (jhr_str_eq(name, JHR_STR("omvang")))
        v->omvang = text.p[0] == '?' ? (struct jhr_omvang){0} : omvang_of(value);
    else if (jhr_str_eq(name, JHR_STR("lopend")))
        add_lopend(b, value);
    else if (jhr_str_eq(name, JHR_STR("contract")))
        add_contract(b, value);
    else if (jhr_str_eq(name, JHR_STR("wijzigt")))
        b->c.wijzigt = text;
    else if (jhr_str_eq(name, JHR_STR("afwijking")))
        b->afwijkingen[b->c.afwijkingen_n++] =
            (struct jhr_afwijking){jhr_model_regel(b->m, text), JHR_STR("Het moet.")};
    else
        word_of_fact(b, name, text);
}

static void build_case(struct built *b, const char *z)
{
    struct jhr_case *c = &b->c;
    *c = (struct jhr_case){.peildatum = 20270301, .lopend_known = true, .contracten_known = true};
    c->feiten = b->feiten;
    c->feiten_n = b->m->feiten_n;
    c->lopend = b->lopend;
    c->contracten = b->contracten;
    c->afwijkingen = b->afwijkingen;
    c->voorstel = (struct jhr_indicatie){
        .product = product_of(b, JHR_STR("54001")), .van = 20270301, .tot_en_met = 20271130};
    c->voorstel.aanbieder = aanbieder_of(b, JHR_STR("A17"));
    c->voorstel.omvang = omvang_of("40u");
    while (*z != 0) {
        struct jhr_str name = upto(&z, '=');
        if (z[-1] == '=')
            word_of_case(b, name, z);
        else if (jhr_str_eq(name, JHR_STR("voorgesteld")))
            c->voorgesteld = true;
        else if (jhr_str_eq(name, JHR_STR("lopend?")))
            c->lopend_known = false;
        else if (jhr_str_eq(name, JHR_STR("contract?")))
            c->contracten_known = false;
        else
            fail_msg("a word without a meaning: %s", name.p);
        upto(&z, ' ');
        while (*z == ' ')
            z++;
    }
}

/* ---- what comes out ---- */

static const char *const uitkomsten[] = {"niet_in_werking", "niet_van_toepassing",
                                         "voldaan",         "voldaan_met_afwijking",
                                         "niet_voldaan",    "onbekend"};
static const char *const besluiten[] = {"toelaatbaar", "niet_toelaatbaar", "onbepaald", "strijdig",
                                        "buiten_regeling"};

static bool word_holds(const struct built *b, const struct jhr_besluit *d, struct jhr_str name,
                       struct jhr_str value)
{
    if (value.n == 0)
        return jhr_str_eq(name, jhr_str_of(besluiten[d->besluit]));
    uint32_t regel = jhr_model_regel(b->m, name);
    for (uint32_t i = 0; regel == JHR_NONE && i < b->m->regels_n; i++) {
        if (jhr_str_eq(b->m->regels[i].id, name))
            regel = i; /* dubbel */
    }
    assert_true(regel < d->regels_n);
    return jhr_str_eq(value, jhr_str_of(uitkomsten[d->regels[regel].uitkomst]));
}

static bool all_holds(const struct built *b, const struct jhr_besluit *d, const char *z)
{
    while (*z != 0) {
        struct jhr_str name = upto(&z, '='), value = {z, 0};
        if (z[-1] == '=')
            value = upto(&z, ' ');
        if (!word_holds(b, d, name, value))
            return false;
        while (*z == ' ')
            z++;
    }
    return true;
}

static void show(const struct built *b, const struct row *r, const struct jhr_besluit *d)
{
    print_message("%s\n%s%s\nexpected %s\ngot %s", r->what, r->rules, r->words, r->expected,
                  besluiten[d->besluit]);
    for (uint32_t i = 0; i < d->regels_n; i++)
        print_message(" %.*s=%s", (int)b->m->regels[i].id.n, b->m->regels[i].id.p,
                      uitkomsten[d->regels[i].uitkomst]);
    print_message("\n");
}

/* `head` opens the text; a regeling of its own has NULL there. */
static void check_rows(const char *head, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct built b;
        struct jhr_reference_result r;
        struct jhr_buf text = {0};
        jhr_buf_z(&text, head);
        jhr_buf_z(&text, rows[i].rules);
        jhr_buf_char(&text, 0);
        build_model(&b, text.p);
        build_case(&b, rows[i].words);
        assert_true(jhr_reference_decide(b.m, &b.c, 100000, &b.arena, &r));
        bool ok = all_holds(&b, &r.besluit, rows[i].expected);
        if (!ok)
            show(&b, &rows[i], &r.besluit);
        assert_true(ok);
        if (r.completions == 1 && r.uitputtend && r.besluit.besluit != JHR_STRIJDIG) {
            struct jhr_besluit once; /* the same, without completing anything */
            if (jhr_reference_complete(b.m, &b.c, &b.arena, &once))
                assert_true(all_holds(&b, &once, rows[i].expected));
        }
        jhr_arena_free(&b.arena);
        jhr_buf_free(&text);
    }
}
#define CHECK(head, rows) check_rows((head), (rows), sizeof(rows) / sizeof((rows)[0]))

#endif
