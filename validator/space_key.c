/* An opaque condition as bytes that say what it means: with names, so that two regelingen compare.
 */
#include "validator/space.h"

struct key {
    struct jhr_buf out;
    const struct jhr_ir *ir;
};

static void put_node(struct key *k, uint32_t node);

static void put_set(struct key *k, uint32_t set)
{
    const struct jhr_model *m = k->ir->model;
    if (set >= m->sets_n) {
        const struct jhr_ir_set *made = &k->ir->sets.v[set - m->sets_n];
        for (uint32_t i = 0; i < made->n; i++)
            jhr_buf_str(&k->out, m->producten[made->products[i]].code);
        return;
    }
    const struct jhr_set *s = &m->sets[set];
    for (uint32_t i = 0; i < s->n; i++) {
        const struct jhr_member *at = &s->members[i];
        jhr_buf_char(&k->out, ' ');
        jhr_buf_str(&k->out, s->kind == JHR_SET_PRODUCT    ? m->producten[at->index].code
                             : s->kind == JHR_SET_GEMEENTE ? m->gemeenten[at->index].name
                                                           : m->aanbieders[at->index]);
        jhr_buf_fmt(&k->out, "/%d/%d", at->period.from, at->period.to);
    }
}

static void put_terms(struct key *k, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++) {
        const struct jhr_ir_term *t = &k->ir->terms.v[i];
        jhr_buf_fmt(&k->out, " [%d %lld %d %d %d %lld", t->kind, (long long)t->coef, t->shift,
                    t->list, t->each, (long long)t->constant);
        if (jhr_ir_reads_column(t)) {
            jhr_buf_char(&k->out, ' ');
            jhr_buf_str(&k->out, k->ir->cols.v[t->col].name);
        }
        if (t->kind == JHR_IR_TABLE)
            jhr_buf_fmt(&k->out, " %u", t->col);
        put_terms(k, t->first, t->n);
        if (t->kind == JHR_IR_LIST)
            put_node(k, t->cond);
        jhr_buf_char(&k->out, ']');
    }
}

/* The value of a range is an index where the column stands for names. */
static void put_bounds(struct key *k, const struct jhr_ir_atom *a)
{
    const struct jhr_model *m = k->ir->model;
    if (a->kind == JHR_IR_RANGE && k->ir->cols.v[a->col].nominal) {
        struct jhr_str name = {NULL, 0};
        if ((a->col == JHR_X_PRODUCT || a->col == JHR_X_ITEM_PRODUCT) && a->lo < m->producten_n)
            name = m->producten[a->lo].code;
        else if (a->col < JHR_X_FACTS && a->lo < m->aanbieders_n)
            name = m->aanbieders[a->lo];
        else if (a->col >= JHR_X_FACTS && a->lo < m->gemeenten_n)
            name = m->gemeenten[a->lo].name;
        jhr_buf_str(&k->out, name);
        return;
    }
    jhr_buf_fmt(&k->out, " %lld..%lld", (long long)a->lo, (long long)a->hi);
}

static void put_bits(struct key *k, const struct jhr_ir_atom *a)
{
    const struct jhr_model *m = k->ir->model;
    const struct jhr_soort *s = &m->soorten[m->feiten[k->ir->cols.v[a->col].feit].soort];
    for (uint32_t i = 0; i < s->n; i++) {
        if ((a->bits >> i & 1) == 0)
            continue;
        jhr_buf_char(&k->out, ' ');
        jhr_buf_str(&k->out, s->waarden[i]);
    }
}

static void put_atom(struct key *k, uint32_t atom)
{
    const struct jhr_ir_atom *a = &k->ir->atoms.v[atom];
    jhr_buf_fmt(&k->out, "<%d ", a->kind);
    if (a->kind == JHR_IR_LINEAR)
        put_terms(k, a->first, a->n);
    else
        jhr_buf_str(&k->out, k->ir->cols.v[a->col].name);
    if (a->kind == JHR_IR_IN)
        put_set(k, a->set);
    else if (a->kind == JHR_IR_MASK)
        put_bits(k, a);
    else if (a->kind != JHR_IR_FACT)
        put_bounds(k, a);
    jhr_buf_char(&k->out, '>');
}

static void put_cell(struct key *k, uint32_t stapeling)
{
    const struct jhr_stapeling *s = &k->ir->model->stapelingen[stapeling];
    uint32_t n = k->ir->model->producten_n;
    jhr_buf_str(&k->out, s->id);
    for (uint32_t i = 0; i < n * n; i++) {
        uint16_t cel = s->tabel[i];
        uint32_t slot = cel == JHR_NO_CEL ? JHR_NONE : k->ir->cel_slot[stapeling][cel];
        jhr_buf_fmt(&k->out, "%d", cel == JHR_NO_CEL ? -1 : s->cellen[cel].kind);
        if (slot != JHR_NONE)
            jhr_buf_str(&k->out, k->ir->slots.v[slot].name);
    }
}

static void put_node(struct key *k, uint32_t node)
{
    const struct jhr_ir_node *n = &k->ir->nodes.v[node];
    jhr_buf_fmt(&k->out, "(%d", n->kind);
    if (n->kind == JHR_IR_ATOM)
        put_atom(k, n->ref);
    else if (n->kind == JHR_IR_SLOT)
        put_node(k, k->ir->slots.v[n->ref].node);
    else if (n->kind == JHR_IR_CELL)
        put_cell(k, n->ref);
    else
        jhr_buf_fmt(&k->out, " %u %d %d %lld %lld", n->ref, n->list, n->each, (long long)n->lo,
                    (long long)n->hi);
    for (uint32_t i = 0; i < n->n; i++)
        put_node(k, jhr_ir_kid(k->ir, node, i));
    jhr_buf_char(&k->out, ')');
}

static struct jhr_str kept(const struct jhr_space *s, struct key *k)
{
    s->a->out_of_memory |= k->out.failed;
    struct jhr_str key = jhr_arena_str(s->a, jhr_buf_get(&k->out));
    jhr_buf_free(&k->out);
    return key;
}

struct jhr_str jhr_space_key(const struct jhr_space *s, uint32_t side, uint32_t atom,
                             const char *part)
{
    struct key k = {.ir = s->side[side].ir};
    jhr_buf_z(&k.out, part);
    put_atom(&k, atom);
    return kept(s, &k);
}

struct jhr_str jhr_space_node_key(const struct jhr_space *s, uint32_t side, uint32_t node)
{
    struct key k = {.ir = s->side[side].ir};
    put_node(&k, node);
    return kept(s, &k);
}
