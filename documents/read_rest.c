#include "documents/read_parts.h"

/* Contracts with each pair of aanbieder and product that they name: a region has some hundreds of
 * aanbieders and some hundreds of products. The evaluator walks them all for each case. */
#define MAX_CONTRACTEN 4096u
#define MAX_PAREN      (1u << 16)

/* ---- contracten ---- */

static void too_many(struct jhr_rd *r, const char *what, unsigned most)
{
    struct jhr_buf b = {0};
    jhr_buf_fmt(&b, "%u", most);
    struct jhr_diag *d = jhr_rd_fail1(r, JHR_D_INPUT_TOO_MANY, JHR_RD_KEY, jhr_str_of(what));
    jhr_diag_arg(r->ds, d, jhr_buf_get(&b));
    jhr_buf_free(&b);
}

static void read_producten(struct jhr_rd *r, const json_t *o, struct jhr_contract *k,
                           uint32_t *pairs)
{
    const json_t *list, *v;
    struct jhr_str code;
    size_t i;
    if (jhr_rd_get(r, o, "producten", true) == NULL)
        return;
    list = jhr_rd_list(r, o, "producten");
    jhr_rd_key(r, "producten");
    if (json_array_size(list) > MAX_PAREN - *pairs) {
        too_many(r, "contracten", MAX_PAREN);
        jhr_rd_up(r);
        return;
    }
    uint32_t *codes = jhr_arena_alloc(r->a, (json_array_size(list) + 1) * sizeof *codes);
    json_array_foreach(list, i, v)
    {
        if (codes == NULL)
            break;
        jhr_rd_index(r, i);
        if (jhr_rd_text_value(r, v, &code))
            codes[k->n++] = jhr_rd_product(r, code);
        jhr_rd_up(r);
    }
    *pairs += k->n;
    k->producten = codes;
    jhr_rd_up(r);
}

static void read_contract(struct jhr_rd *r, const json_t *o, struct jhr_contract *k,
                          uint32_t *pairs)
{
    static const char *const keys[] = {"aanbieder", "producten", "van", "tot_en_met"};
    if (!json_is_object(o)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_OBJECT);
        return;
    }
    jhr_rd_only(r, o, keys, sizeof keys / sizeof *keys);
    k->aanbieder = JHR_UNKNOWN_INDEX;
    if (jhr_rd_text(r, o, "aanbieder", true, &k->aanbieder_code))
        k->aanbieder = jhr_rd_aanbieder(r, k->aanbieder_code);
    read_producten(r, o, k, pairs);
    jhr_rd_date(r, o, "van", false, &k->van);
    if (!jhr_rd_date(r, o, "tot_en_met", false, &k->tot_en_met))
        k->tot_en_met = JHR_YMD_NEVER;
    if (k->tot_en_met < k->van) {
        jhr_rd_key(r, "tot_en_met");
        struct jhr_diag *d = jhr_rd_fail1(r, JHR_D_INPUT_END_BEFORE_START, JHR_RD_TEXT,
                                          jhr_rd_ymd(r, k->tot_en_met));
        jhr_diag_arg(r->ds, d, jhr_rd_ymd(r, k->van));
        jhr_rd_up(r);
    }
}

void jhr_rd_contracten(struct jhr_rd *r, const json_t *root)
{
    const json_t *list = jhr_rd_list(r, root, "contracten"), *v;
    struct jhr_contract *contracten;
    size_t i, n = json_array_size(list);
    uint32_t pairs = 0;
    if (list == NULL)
        return;
    jhr_rd_key(r, "contracten");
    if (n > MAX_CONTRACTEN) {
        too_many(r, "contracten", MAX_CONTRACTEN);
        n = 0;
    }
    contracten = jhr_arena_alloc(r->a, (n + 1) * sizeof *contracten);
    json_array_foreach(list, i, v)
    {
        if (i >= n || contracten == NULL)
            break;
        jhr_rd_index(r, i);
        read_contract(r, v, &contracten[i], &pairs);
        jhr_rd_up(r);
    }
    jhr_rd_up(r);
    r->out->contracten = contracten;
    r->out->contracten_n = (uint32_t)n;
    r->out->contracten_known = contracten != NULL;
}

/* ---- afwijkingen ---- */

static uint32_t find_rule(struct jhr_rd *r, struct jhr_str id)
{
    struct jhr_near near;
    uint32_t n = r->p->meta[0].regels;
    jhr_near_init(&near, id);
    for (uint32_t i = 0; i < n; i++) {
        struct jhr_str name = r->p->strings[r->p->regels[i].id];
        if (jhr_str_eq(name, id))
            return i;
        jhr_near_try(&near, name);
    }
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_UNKNOWN_RULE, JHR_RD_TEXT, jhr_rd_quoted(r, id));
    jhr_rd_suggest(r, d, near.best);
    return JHR_P_NONE;
}

static uint32_t read_rule(struct jhr_rd *r, const json_t *o, const struct jhr_afwijking *list,
                          uint32_t n)
{
    struct jhr_str id;
    uint32_t rule;
    if (!jhr_rd_text(r, o, "regel", true, &id))
        return JHR_P_NONE;
    jhr_rd_key(r, "regel");
    rule = find_rule(r, id);
    if (rule != JHR_P_NONE && !r->p->regels[rule].afwijken)
        jhr_rd_fail1(r, JHR_D_INPUT_NO_DEVIATION, JHR_RD_TEXT, id);
    for (uint32_t i = 0; i < n && rule != JHR_P_NONE; i++) {
        if (list[i].regel == rule)
            jhr_rd_fail1(r, JHR_D_INPUT_LISTED_TWICE, JHR_RD_TEXT, id);
    }
    jhr_rd_up(r);
    return rule;
}

static void read_afwijking(struct jhr_rd *r, const json_t *o, struct jhr_afwijking *list,
                           uint32_t n)
{
    static const char *const keys[] = {"regel", "motivering"};
    list[n].regel = JHR_P_NONE;
    if (!json_is_object(o)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_OBJECT);
        return;
    }
    jhr_rd_only(r, o, keys, sizeof keys / sizeof *keys);
    list[n].regel = read_rule(r, o, list, n);
    if (jhr_rd_get(r, o, "motivering", false) != NULL) {
        jhr_rd_text(r, o, "motivering", false, &list[n].motivering);
    } else {
        jhr_rd_key(r, "motivering");
        jhr_rd_fail1(r, JHR_D_INPUT_NO_REASON, JHR_RD_VALUE,
                     list[n].regel == JHR_P_NONE ? JHR_STR("afwijkingen")
                                                 : r->p->strings[r->p->regels[list[n].regel].id]);
        jhr_rd_up(r);
    }
}

/* At most one per rule can be valid, so that more than there are rules need not be read. */
void jhr_rd_afwijkingen(struct jhr_rd *r, const json_t *voorstel)
{
    const json_t *list = jhr_rd_list(r, voorstel, "afwijkingen"), *v;
    struct jhr_afwijking *out;
    size_t i, n = json_array_size(list);
    if (n == 0)
        return;
    jhr_rd_key(r, "afwijkingen");
    if (n > r->p->meta[0].regels) {
        too_many(r, "afwijkingen", r->p->meta[0].regels);
        n = r->p->meta[0].regels;
    }
    out = jhr_arena_alloc(r->a, (n + 1) * sizeof *out);
    json_array_foreach(list, i, v)
    {
        if (i >= n || out == NULL)
            break;
        jhr_rd_index(r, i);
        read_afwijking(r, v, out, (uint32_t)i);
        jhr_rd_up(r);
    }
    jhr_rd_up(r);
    r->out->afwijkingen = out;
    r->out->afwijkingen_n = out != NULL ? (uint32_t)n : 0;
}
