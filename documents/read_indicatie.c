#include "documents/read_parts.h"

#include <string.h>

/* ---- codes ---- */

static uint32_t in_program(const struct jhr_rd *r, bool product, struct jhr_str code)
{
    uint32_t n = product ? r->p->producten_n : r->p->aanbieders_n;
    for (uint32_t i = 0; i < n; i++) {
        if (product && !r->p->producten[i].coded)
            continue;
        uint32_t name = product ? r->p->producten[i].code : r->p->aanbieders[i].code;
        if (jhr_str_eq_fold(r->p->strings[name], code))
            return i;
    }
    return JHR_P_NONE;
}

static struct jhr_str capitals(struct jhr_rd *r, struct jhr_str code)
{
    char *p = jhr_arena_alloc(r->a, code.n);
    if (p == NULL || r->a->out_of_memory)
        return code;
    for (uint32_t i = 0; i < code.n; i++)
        p[i] = code.p[i] >= 'a' && code.p[i] <= 'z' ? (char)(code.p[i] - 'a' + 'A') : code.p[i];
    return (struct jhr_str){p, code.n};
}

/* Each code is looked up in the program once: a list of contracts names the same ones over and
 * over. */
static uint32_t find_code(struct jhr_rd *r, bool product, struct jhr_str code)
{
    struct jhr_map *met = product ? &r->products : &r->aanbieders;
    uint32_t *outside = product ? &r->outside_products : &r->outside_aanbieders;
    struct jhr_str key = capitals(r, code);
    uint32_t *index = jhr_map_get(met, key);
    if (index != NULL)
        return *index;
    index = JHR_NEW(r->a, uint32_t);
    *index = in_program(r, product, code);
    if (*index == JHR_P_NONE)
        *index = JHR_OUTSIDE + (*outside)++;
    uint32_t found = *index;
    jhr_map_put(r->a, met, key, index);
    return found;
}

uint32_t jhr_rd_product(struct jhr_rd *r, struct jhr_str code)
{
    return find_code(r, true, code);
}

uint32_t jhr_rd_aanbieder(struct jhr_rd *r, struct jhr_str code)
{
    return find_code(r, false, code);
}

static void unknown_product(struct jhr_rd *r, struct jhr_str code)
{
    struct jhr_near near;
    jhr_near_init(&near, code);
    for (uint32_t i = 0; i < r->p->producten_n; i++) {
        if (r->p->producten[i].coded)
            jhr_near_try(&near, r->p->strings[r->p->producten[i].code]);
    }
    jhr_rd_key(r, "product");
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_UNKNOWN_PRODUCT, JHR_RD_TEXT, jhr_rd_quoted(r, code));
    jhr_rd_suggest(r, d, near.best);
    jhr_rd_up(r);
}

/* ---- what a proposal and a listed indication share ---- */

/* The last day, JHR_YMD_NEVER, or 0 for none. */
static int32_t read_end(struct jhr_rd *r, const json_t *o, bool *valid)
{
    const json_t *given = jhr_rd_get(r, o, "tot_en_met", false);
    int32_t end = 0;
    bool open = false;
    bool said = jhr_rd_bool(r, o, "open_einde", &open);
    *valid = true;
    if (given != NULL)
        *valid = jhr_rd_date(r, o, "tot_en_met", false, &end);
    if (open && given != NULL) {
        jhr_rd_key(r, "open_einde");
        jhr_rd_fail(r, JHR_D_INPUT_END_CONFLICT, JHR_RD_VALUE);
        jhr_rd_up(r);
        *valid = false;
    }
    if (said && open)
        end = JHR_YMD_NEVER;
    return end;
}

static void check_period(struct jhr_rd *r, int32_t van, int32_t end)
{
    if (van == 0 || end == 0 || end >= van)
        return;
    jhr_rd_key(r, "tot_en_met");
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_END_BEFORE_START, JHR_RD_TEXT, jhr_rd_ymd(r, end));
    jhr_diag_arg(r->ds, d, jhr_rd_ymd(r, van));
    jhr_rd_up(r);
}

static void read_indicatie(struct jhr_rd *r, const json_t *o, bool listed, struct jhr_indicatie *i)
{
    bool valid, end_valid;
    i->product = i->aanbieder = JHR_UNKNOWN_INDEX;
    if (jhr_rd_text(r, o, "product", true, &i->product_code)) {
        i->product = jhr_rd_product(r, i->product_code);
        if (i->product >= JHR_OUTSIDE && !listed)
            unknown_product(r, i->product_code);
    }
    if (jhr_rd_text(r, o, "aanbieder", true, &i->aanbieder_code))
        i->aanbieder = jhr_rd_aanbieder(r, i->aanbieder_code);
    valid = jhr_rd_date(r, o, "van", true, &i->van);
    i->tot_en_met = read_end(r, o, &end_valid);
    if (end_valid && listed && i->tot_en_met == 0)
        i->tot_en_met = JHR_YMD_NEVER;
    if (valid && end_valid)
        check_period(r, i->van, i->tot_en_met);
    jhr_rd_omvang(r, o, i);
}

/* ---- voorstel ---- */

static void read_wijzigt(struct jhr_rd *r, const json_t *o)
{
    struct jhr_case *c = r->out;
    if (!jhr_rd_text(r, o, "wijzigt", false, &c->wijzigt) || !c->lopend_known)
        return;
    struct jhr_near near;
    jhr_near_init(&near, c->wijzigt);
    for (uint32_t i = 0; i < c->lopend_n; i++) {
        if (jhr_str_eq(c->lopend[i].id, c->wijzigt))
            return;
        jhr_near_try(&near, c->lopend[i].id);
    }
    jhr_rd_key(r, "wijzigt");
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_UNKNOWN_ID, JHR_RD_TEXT, jhr_rd_quoted(r, c->wijzigt));
    jhr_rd_suggest(r, d, near.best);
    jhr_rd_up(r);
}

void jhr_rd_voorstel(struct jhr_rd *r, const json_t *root)
{
    static const char *const keys[] = {"product",    "aanbieder", "van",     "tot_en_met",
                                       "open_einde", "omvang",    "wijzigt", "afwijkingen"};
    const json_t *o = jhr_rd_object(r, root, "voorstel", true);
    if (o == NULL)
        return;
    jhr_rd_key(r, "voorstel");
    jhr_rd_only(r, o, keys, sizeof keys / sizeof *keys);
    read_indicatie(r, o, false, &r->out->voorstel);
    read_wijzigt(r, o);
    jhr_rd_afwijkingen(r, o);
    jhr_rd_up(r);
}

/* ---- lopend ---- */

static void read_id(struct jhr_rd *r, const json_t *o, struct jhr_indicatie *list, uint32_t n)
{
    if (!jhr_rd_text(r, o, "id", false, &list[n].id))
        return;
    for (uint32_t i = 0; i < n; i++) {
        if (!jhr_str_eq(list[i].id, list[n].id))
            continue;
        jhr_rd_key(r, "id");
        jhr_rd_fail1(r, JHR_D_INPUT_DUPLICATE_ID, JHR_RD_TEXT, jhr_rd_quoted(r, list[n].id));
        jhr_rd_up(r);
        return;
    }
}

static void read_listed(struct jhr_rd *r, const json_t *v, struct jhr_indicatie *list, uint32_t n)
{
    static const char *const keys[] = {"id",         "product",    "aanbieder", "van",
                                       "tot_en_met", "open_einde", "omvang"};
    if (!json_is_object(v)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_OBJECT);
        return;
    }
    jhr_rd_only(r, v, keys, sizeof keys / sizeof *keys);
    read_id(r, v, list, n);
    read_indicatie(r, v, true, &list[n]);
}

void jhr_rd_lopend(struct jhr_rd *r, const json_t *root)
{
    const json_t *list = jhr_rd_list(r, root, "lopend"), *v;
    struct jhr_indicatie *entries;
    size_t i, n = json_array_size(list);
    if (list == NULL)
        return;
    jhr_rd_key(r, "lopend");
    if (n > JHR_MAX_LOPEND) {
        struct jhr_diag *d = jhr_rd_fail1(r, JHR_D_INPUT_TOO_MANY, JHR_RD_KEY, JHR_STR("lopend"));
        jhr_diag_arg(r->ds, d, JHR_STR("64"));
        n = JHR_MAX_LOPEND;
    }
    entries = jhr_arena_alloc(r->a, (n + 1) * sizeof *entries);
    if (entries == NULL)
        return;
    json_array_foreach(list, i, v)
    {
        if (i == n)
            break;
        jhr_rd_index(r, i);
        read_listed(r, v, entries, (uint32_t)i);
        jhr_rd_up(r);
    }
    jhr_rd_up(r);
    r->out->lopend = entries;
    r->out->lopend_n = (uint32_t)n;
    r->out->lopend_known = true;
}
