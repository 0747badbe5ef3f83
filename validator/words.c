/* Boxes in the words of the language. */
#include "validator/region.h"

#include "runtime/calendar.h"

static struct jhr_str kept(struct jhr_arena *a, struct jhr_buf *b)
{
    a->out_of_memory |= b->failed;
    struct jhr_str s = jhr_arena_str(a, jhr_buf_get(b));
    jhr_buf_free(b);
    return s;
}

static void put_cents(struct jhr_buf *out, int64_t cents)
{
    jhr_buf_fmt(out, "€ %lld", (long long)(cents / 100));
    jhr_buf_fmt(out, cents % 100 == 0 ? ",-" : ",%02lld", (long long)(cents % 100));
}

static void put_day(struct jhr_buf *out, int64_t day)
{
    int32_t ymd = jhr_ymd_of_day((int32_t)day);
    jhr_buf_fmt(out, "%d-%d-%d", ymd % 100, ymd / 100 % 100, ymd / 10000);
}

/* The side that knows the fact; the new one where both do. */
static uint32_t side_of(const struct jhr_space *s, const struct jhr_dim *d)
{
    uint32_t side = s->sides_n - 1;
    return d->feit[side] != JHR_NONE ? side : 0;
}

static struct jhr_str product_code(const struct jhr_space *s, int64_t product)
{
    return s->side[0].model->producten[s->product[0][product]].code;
}

static void put_feit(struct jhr_buf *out, const struct jhr_space *s, const struct jhr_dim *d,
                     int64_t v)
{
    uint32_t side = side_of(s, d);
    const struct jhr_model *m = s->side[side].model;
    const struct jhr_feit *f = &m->feiten[d->feit[side]];
    int64_t index = d->index[side] != NULL ? d->index[side][v - d->lo] : v;
    if (f->type == JHR_T_SOORT)
        jhr_buf_str(out, m->soorten[f->soort].waarden[index]);
    else if (f->type == JHR_T_GEMEENTE)
        jhr_buf_str(out, index < m->gemeenten_n ? m->gemeenten[index].name : JHR_STR("een andere"));
    else if (f->type == JHR_T_BEDRAG)
        put_cents(out, v);
    else if (f->type == JHR_T_DATUM)
        put_day(out, v);
    else
        jhr_buf_int(out, v);
}

static void put_aanbieder(struct jhr_buf *out, const struct jhr_space *s, const struct jhr_dim *d,
                          int64_t v)
{
    for (uint32_t k = 0; k < s->sides_n; k++) {
        uint32_t index = d->index[k][v - d->lo];
        if (index >= s->side[k].model->aanbieders_n)
            continue;
        jhr_buf_char(out, '"');
        jhr_buf_str(out, s->side[k].model->aanbieders[index]);
        jhr_buf_char(out, '"');
        return;
    }
    jhr_buf_z(out, d->kind == JHR_DIM_ITEM_BY && v == JHR_BY_SAME ? "dezelfde" : "een andere");
}

void jhr_region_value(struct jhr_buf *out, const struct jhr_space *s, uint32_t product,
                      const struct jhr_dim *d, int64_t v)
{
    (void)product;
    switch ((enum jhr_dim_kind)d->kind) {
    case JHR_DIM_PEIL:
    case JHR_DIM_START:
        put_day(out, v);
        break;
    case JHR_DIM_FEIT:
        put_feit(out, s, d, v);
        break;
    case JHR_DIM_ITEM:
        jhr_buf_str(out, product_code(s, v));
        break;
    case JHR_DIM_ITEM_BY:
    case JHR_DIM_BY:
        put_aanbieder(out, s, d, v);
        break;
    case JHR_DIM_WHEN:
    case JHR_DIM_LENGTH:
    case JHR_DIM_OMVANG:
    case JHR_DIM_CONTRACT:
    case JHR_DIM_ROOM:
    case JHR_DIM_FREE:
        jhr_buf_int(out, v);
        break;
    }
}

/* ---- sets of classes ---- */

static uint32_t number_in(const struct jhr_dim *d, const bool *in)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < d->n; c++)
        n += in[c];
    return n;
}

/* `verwijzer GI`, `verwijzer in { GI, rechter }`, `verwijzer niet in { huisarts }`. */
static void put_names(struct jhr_buf *out, const struct jhr_space *s, uint32_t product,
                      const struct jhr_dim *d, const bool *in)
{
    uint32_t n = number_in(d, in);
    bool but = n > 2 && d->n - n < n, first = true;
    if (d->extra && !in[d->n - 1] && n == d->n - 1) {
        jhr_buf_z(out, "die de regels noemen");
        return;
    }
    if (n == 1 || d->n - n == 1) {
        jhr_buf_z(out, n == 1 ? "" : "niet ");
        for (uint32_t c = 0; c < d->n; c++)
            if (in[c] == (n == 1))
                jhr_region_value(out, s, product, d, d->first[c]);
        return;
    }
    jhr_buf_z(out, but ? "niet in { " : "in { ");
    for (uint32_t c = 0; c < d->n; c++) {
        if (in[c] == but)
            continue;
        jhr_buf_z(out, first ? "" : ", ");
        first = false;
        jhr_region_value(out, s, product, d, d->first[c]);
    }
    jhr_buf_z(out, " }");
}

/* `0..11 of 14..23` */
static void put_stretches(struct jhr_buf *out, const struct jhr_space *s, uint32_t product,
                          const struct jhr_dim *d, const bool *in)
{
    bool first = true, days = d->kind == JHR_DIM_START || d->kind == JHR_DIM_PEIL;
    for (uint32_t c = 0; c < d->n; c++) {
        if (!in[c])
            continue;
        uint32_t last = c;
        while (last + 1 < d->n && in[last + 1])
            last++;
        int64_t lo = d->first[c], hi = d->first[last + 1] - 1;
        jhr_buf_z(out, first ? "" : " of ");
        first = false;
        jhr_region_value(out, s, product, d, lo);
        if (hi > lo) {
            jhr_buf_z(out, days ? " t/m " : "..");
            jhr_region_value(out, s, product, d, hi);
        }
        c = last;
    }
}

static const char *volume_unit(const struct jhr_space *s, uint32_t product)
{
    const struct jhr_p_product *p = &s->side[0].program->producten[s->product[0][product]];
    uint8_t unit = p->tarief_n > 0 ? p->tarief_unit : p->norm_n > 0 ? p->norm_unit : JHR_P_U_UUR;
    return unit == JHR_P_U_ETMAAL ? "etmalen" : unit == JHR_P_U_STUK ? "stuks" : "minuten";
}

/* ---- the listed indication ---- */

static bool is_in(const struct jhr_box *box, uint32_t dim, uint32_t class)
{
    return dim == JHR_NONE || box->in[dim] == NULL || box->in[dim][class];
}

static void put_listed(struct jhr_buf *out, const struct jhr_space *s, uint32_t product,
                       const struct jhr_box *box)
{
    /* without another indication there is no product and no aanbieder of it: see jhr_space_valid */
    bool none = is_in(box, s->when, JHR_WHEN_NONE) && is_in(box, s->item, 0) &&
                is_in(box, s->item_by, JHR_BY_SAME);
    bool running = is_in(box, s->when, JHR_WHEN_RUNNING);
    bool earlier = is_in(box, s->when, JHR_WHEN_EARLIER);
    if (none && !running && !earlier) {
        jhr_buf_z(out, "geen andere indicatie");
        return;
    }
    jhr_buf_z(out, none ? "geen, of " : "");
    jhr_buf_z(out, running && earlier ? "lopend of eerder" : running ? "lopend" : "eerder");
    if (s->item != JHR_NONE && box->in[s->item] != NULL) {
        jhr_buf_char(out, ' ');
        put_names(out, s, product, &s->dims.v[s->item], box->in[s->item]);
    }
    if (s->item_by != JHR_NONE && box->in[s->item_by] != NULL) {
        jhr_buf_z(out, " bij ");
        put_names(out, s, product, &s->dims.v[s->item_by], box->in[s->item_by]);
        jhr_buf_z(out, " aanbieder");
    }
}

static void put_contract(struct jhr_buf *out, const struct jhr_dim *d, const bool *in)
{
    bool throughout = in[JHR_CONTRACT_THROUGHOUT], none = in[JHR_CONTRACT_NONE];
    bool part = d->n > JHR_CONTRACT_AT_START && in[JHR_CONTRACT_AT_START];
    if (throughout && part)
        jhr_buf_z(out, "gecontracteerd");
    else if (throughout)
        jhr_buf_z(out, none                           ? "gecontracteerd, geheel of niet"
                       : d->n > JHR_CONTRACT_AT_START ? "doorlopend gecontracteerd"
                                                      : "gecontracteerd");
    else if (none)
        jhr_buf_z(out, part ? "niet doorlopend gecontracteerd" : "niet gecontracteerd");
    else
        jhr_buf_z(out, "alleen aan het begin gecontracteerd");
}

static void put_length(struct jhr_buf *out, const struct jhr_space *s, uint32_t product,
                       const struct jhr_dim *d, const bool *in)
{
    uint32_t n = number_in(d, in);
    bool open = d->extra && in[d->n - 1];
    if (d->extra && !open && n == d->n - 1) {
        jhr_buf_z(out, "geen open einde");
        return;
    }
    if (n > (open ? 1u : 0u)) {
        struct jhr_dim closed = *d;
        closed.n -= d->extra;
        jhr_buf_z(out, "duur ");
        put_stretches(out, s, product, &closed, in);
        jhr_buf_z(out, " dagen");
    }
    if (open)
        jhr_buf_z(out, n > 1 ? " of open einde" : "open einde");
}

/* ---- a box ---- */

static void put_dim(struct jhr_buf *out, const struct jhr_space *s, uint32_t product,
                    const struct jhr_dim *d, const bool *in)
{
    bool yes = d->n > 1 && in[1];
    switch ((enum jhr_dim_kind)d->kind) {
    case JHR_DIM_PEIL:
    case JHR_DIM_START:
        jhr_buf_z(out, d->kind == JHR_DIM_PEIL ? "peildatum " : "startdatum ");
        put_stretches(out, s, product, d, in);
        break;
    case JHR_DIM_LENGTH:
        put_length(out, s, product, d, in);
        break;
    case JHR_DIM_OMVANG:
        jhr_buf_z(out, "omvang ");
        put_stretches(out, s, product, d, in);
        jhr_buf_fmt(out, " %s", volume_unit(s, product));
        break;
    case JHR_DIM_BY:
        jhr_buf_z(out, "aanbieder ");
        put_names(out, s, product, d, in);
        break;
    case JHR_DIM_CONTRACT:
        put_contract(out, d, in);
        break;
    case JHR_DIM_FEIT:
        jhr_buf_str(out, d->name);
        jhr_buf_char(out, ' ');
        if (d->janee)
            jhr_buf_z(out, yes ? "ja" : "nee");
        else if (d->nominal)
            put_names(out, s, product, d, in);
        else
            put_stretches(out, s, product, d, in);
        break;
    case JHR_DIM_ROOM:
        jhr_buf_z(out, yes ? "ruimte in " : "geen ruimte in ");
        jhr_buf_str(out, d->name);
        break;
    case JHR_DIM_FREE:
        jhr_buf_z(out, yes ? "" : "niet (");
        jhr_buf_str(out, d->name);
        jhr_buf_z(out, yes ? "" : ")");
        break;
    case JHR_DIM_WHEN:
    case JHR_DIM_ITEM_BY:
    case JHR_DIM_ITEM:
        break;
    }
}

void jhr_region_words(struct jhr_arena *a, const struct jhr_space *s, uint32_t product,
                      const struct jhr_box *box, struct jhr_waar *out)
{
    bool listed = false;
    for (uint32_t i = 0; i < s->dims.n; i++) {
        const struct jhr_dim *d = &s->dims.v[i];
        struct jhr_buf text = {0};
        if (box->in[i] == NULL)
            continue;
        bool of_list = d->kind <= JHR_DIM_ITEM;
        if (of_list && listed)
            continue;
        listed |= of_list;
        if (of_list)
            put_listed(&text, s, product, box);
        else
            put_dim(&text, s, product, d, box->in[i]);
        struct jhr_str words = kept(a, &text);
        bool twice = false; /* what is opaque may stand there with an end and without */
        for (uint32_t k = 0; k < out->list.n; k++)
            twice |= jhr_str_eq(out->list.v[k], words);
        struct jhr_str *slot = twice ? NULL : jhr_vec_add(a, &out->list);
        if (slot != NULL)
            *slot = words;
    }
}

/* ---- products ---- */

/* Does the set hold these products and, of those compared, no others? On any day. */
static bool is_set(const struct jhr_space *s, const struct jhr_set *set, const bool *of)
{
    if (set->kind != JHR_SET_PRODUCT || set->name.n == 0)
        return false;
    for (uint32_t p = 0; p < s->products_n; p++) {
        bool in = false;
        for (uint32_t i = 0; i < set->n && !in; i++)
            in = set->members[i].index == s->product[0][p];
        if (in != of[p])
            return false;
    }
    return true;
}

struct jhr_str jhr_region_products(struct jhr_arena *a, const struct jhr_space *s, const bool *of)
{
    struct jhr_buf out = {0};
    uint32_t n = 0;
    const struct jhr_model *m = s->side[0].model;
    for (uint32_t p = 0; p < s->products_n; p++)
        n += of[p];
    if (n == s->products_n)
        return (struct jhr_str){NULL, 0};
    jhr_buf_z(&out, n == 1 ? "product " : "product in ");
    for (uint32_t i = 0; n > 1 && i < m->sets_n; i++)
        if (is_set(s, &m->sets[i], of)) {
            jhr_buf_str(&out, m->sets[i].name);
            return kept(a, &out);
        }
    bool first = true;
    jhr_buf_z(&out, n == 1 ? "" : "{ ");
    for (uint32_t p = 0; p < s->products_n; p++) {
        if (!of[p])
            continue;
        jhr_buf_z(&out, first ? "" : ", ");
        first = false;
        jhr_buf_str(&out, product_code(s, p));
    }
    jhr_buf_z(&out, n == 1 ? "" : " }");
    return kept(a, &out);
}
