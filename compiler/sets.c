#include "compiler/resolve.h"

#include <stdlib.h>

#define KINDS_GEMEENTEN ((1u << JHR_SYM_GEBIED) | (1u << JHR_SYM_GEMEENTE))

/* ---- members: sorted by index, then from; neither overlapping nor touching ---- */

void jhr_member_add(struct jhr_resolver *c, struct jhr_members *ms, uint32_t index,
                    struct jhr_period period)
{
    struct jhr_member *m = jhr_vec_add(c->a, ms);
    if (m != NULL)
        *m = (struct jhr_member){.index = index, .period = period};
}

static int by_index(const void *x, const void *y)
{
    const struct jhr_member *a = x, *b = y;
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    return (a->period.from > b->period.from) - (a->period.from < b->period.from);
}

void jhr_members_close(struct jhr_members *ms)
{
    uint32_t n = 0;
    if (ms->n == 0)
        return;
    qsort(ms->v, ms->n, sizeof(*ms->v), by_index);
    for (uint32_t i = 1; i < ms->n; i++) {
        struct jhr_member *last = &ms->v[n], *m = &ms->v[i];
        if (m->index != last->index || m->period.from > last->period.to)
            ms->v[++n] = *m;
        else if (m->period.to > last->period.to)
            last->period.to = m->period.to;
    }
    ms->n = n + 1;
}

/* What is in a and not in b; both closed. */
static struct jhr_members subtract(struct jhr_resolver *c, struct jhr_members a,
                                   struct jhr_members b)
{
    struct jhr_members out = {0};
    uint32_t j = 0;
    for (uint32_t i = 0; i < a.n; i++) {
        struct jhr_member m = a.v[i];
        while (j < b.n && (b.v[j].index < m.index ||
                           (b.v[j].index == m.index && b.v[j].period.to <= m.period.from)))
            j++;
        for (uint32_t k = j; k < b.n && b.v[k].index == m.index; k++) {
            struct jhr_period cut = b.v[k].period;
            if (cut.from >= m.period.to)
                break;
            if (cut.from > m.period.from)
                jhr_member_add(c, &out, m.index,
                               (struct jhr_period){.from = m.period.from, .to = cut.from});
            m.period.from = cut.to;
        }
        if (!jhr_period_empty(m.period))
            jhr_member_add(c, &out, m.index, m.period);
    }
    return out;
}

/* ---- what a member stands for ---- */

static const struct jhr_sym *product_member(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (sym != NULL && (JHR_KINDS_PRODUCTS & (1u << sym->kind)) != 0 && n->kind != JHR_N_E_TEXT)
        return sym;
    sym = jhr_product_find(c, n);
    if (sym == NULL)
        jhr_unknown(c, JHR_D_PRODUCT_UNKNOWN, n, JHR_KINDS_PRODUCTS);
    return sym;
}

static const struct jhr_sym *gemeente_member(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_gemeente_find(c, n);
    if (sym != NULL)
        return sym;
    sym = jhr_lookup(c, n->text);
    if (sym != NULL && sym->kind == JHR_SYM_GEBIED && n->kind != JHR_N_E_TEXT)
        return sym;
    if (n->kind != JHR_N_E_MEMBER || n->child == NULL || n->child->kind == JHR_N_PERIODE)
        jhr_unknown(c, JHR_D_GEMEENTE_UNKNOWN, n, KINDS_GEMEENTEN);
    return NULL;
}

static const struct jhr_sym *aanbieder_member(struct jhr_resolver *c, const struct jhr_node *n)
{
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (n->kind == JHR_N_E_TEXT) {
        jhr_aanbieder(c, n->text);
        return jhr_map_get(&c->aanbieders_by_name, jhr_upper(c->a, n->text));
    }
    if (sym != NULL && sym->kind == JHR_SYM_AANBIEDERS)
        return sym;
    if (sym != NULL || jhr_is_lost(c, n->text)) {
        jhr_unknown(c, JHR_D_AANBIEDER_UNQUOTED, n, 1u << JHR_SYM_AANBIEDERS);
    } else {
        struct jhr_diag *d =
            jhr_diag_add1(c->ds, JHR_D_AANBIEDER_UNQUOTED, jhr_name_span(n), n->text);
        d->suggestion = jhr_text(c, "\"%.*s\"", JHR_FMT(n->text));
    }
    return NULL;
}

static bool is_set_sym(const struct jhr_sym *sym)
{
    return sym->kind == JHR_SYM_GEBIED || sym->kind == JHR_SYM_GROEP ||
           sym->kind == JHR_SYM_AANBIEDERS || sym->kind == JHR_SYM_SEGMENT;
}

static uint32_t set_of(const struct jhr_resolver *c, const struct jhr_sym *sym)
{
    return sym->kind == JHR_SYM_SEGMENT ? c->segmenten.v[sym->index].set : sym->index;
}

/* Fills the node; NULL after a message. */
static const struct jhr_sym *member(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind)
{
    if ((n->flags & JHR_NF_BAD) != 0 || n->kind == JHR_N_ERROR)
        return NULL;
    const struct jhr_sym *sym = kind == JHR_SET_PRODUCT    ? product_member(c, n)
                                : kind == JHR_SET_GEMEENTE ? gemeente_member(c, n)
                                                           : aanbieder_member(c, n);
    if (sym == NULL)
        return NULL;
    n->ref = sym->index;
    n->type = kind == JHR_SET_PRODUCT    ? JHR_T_PRODUCT
              : kind == JHR_SET_GEMEENTE ? JHR_T_GEMEENTE
                                         : JHR_T_AANBIEDER;
    n->ref_kind = kind == JHR_SET_PRODUCT    ? JHR_REF_PRODUCT
                  : kind == JHR_SET_GEMEENTE ? JHR_REF_GEMEENTE
                                             : JHR_REF_AANBIEDER;
    if (is_set_sym(sym)) {
        n->ref = set_of(c, sym);
        n->type = JHR_T_SET;
        n->ref_kind = JHR_REF_SET;
    }
    return sym;
}

/* ---- building ---- */

struct leaf {
    const struct jhr_node *node;
    struct jhr_member m;
};
struct leaves {
    struct leaf *v;
    uint32_t n, cap;
};

static int by_leaf(const void *x, const void *y)
{
    const struct leaf *a = x, *b = y;
    int order = by_index(&a->m, &b->m);
    if (order != 0)
        return order;
    return (a->node->span.lo > b->node->span.lo) - (a->node->span.lo < b->node->span.lo);
}

static void twice(struct jhr_resolver *c, struct leaves *ls)
{
    if (ls->n < 2)
        return;
    qsort(ls->v, ls->n, sizeof(*ls->v), by_leaf);
    for (uint32_t i = 1; i < ls->n; i++) {
        const struct leaf *a = &ls->v[i - 1], *b = &ls->v[i];
        if (a->m.index != b->m.index || b->m.period.from >= a->m.period.to)
            continue;
        struct jhr_diag *d =
            jhr_diag_add1(c->ds, JHR_D_MEMBER_TWICE, jhr_name_span(b->node), b->node->text);
        jhr_diag_label(c->ds, d, jhr_name_span(a->node), JHR_L_FIRST_HERE, JHR_STR(""));
    }
}

static void append(struct jhr_resolver *c, struct jhr_members *out, uint32_t set,
                   struct jhr_period within)
{
    const struct jhr_set *s = &c->sets.v[set];
    for (uint32_t i = 0; i < s->n; i++) {
        struct jhr_period p = jhr_period_both(s->members[i].period, within);
        if (!jhr_period_empty(p))
            jhr_member_add(c, out, s->members[i].index, p);
    }
}

static void build(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind,
                  struct jhr_members *out, uint32_t depth);

static void build_one(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind,
                      struct jhr_members *out, struct leaves *leaves)
{
    const struct jhr_sym *sym = member(c, n, kind);
    struct jhr_period period = jhr_period(c, jhr_node_find(n, JHR_N_PERIODE));
    if (sym == NULL)
        return;
    if (n->ref_kind == JHR_REF_SET) {
        append(c, out, n->ref, period);
        return;
    }
    jhr_member_add(c, out, n->ref, period);
    struct leaf *leaf = leaves != NULL ? jhr_vec_add(c->a, leaves) : NULL;
    if (leaf != NULL)
        *leaf = (struct leaf){.node = n, .m = {.index = n->ref, .period = period}};
}

/* `behalve` of what was not there is most often a slip. */
static void absent(struct jhr_resolver *c, const struct jhr_node *right, struct jhr_members left)
{
    const struct jhr_node *n = right->kind == JHR_N_E_SET ? right->child : right;
    for (; n != NULL; n = right->kind == JHR_N_E_SET ? n->next : NULL) {
        struct jhr_member key = {.index = n->ref, .period = {.from = 0, .to = 0}};
        if (n->ref_kind == JHR_REF_NONE || n->ref_kind == JHR_REF_SET)
            continue;
        uint32_t lo = 0, hi = left.n;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (by_index(&left.v[mid], &key) < 0)
                lo = mid + 1;
            else
                hi = mid;
        }
        if (lo == left.n || left.v[lo].index != n->ref)
            jhr_diag_add1(c->ds, JHR_D_EXCEPT_ABSENT, jhr_name_span(n), n->text);
    }
}

static void build_except(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind,
                         struct jhr_members *out, uint32_t depth)
{
    struct jhr_members left = {0}, right = {0};
    struct jhr_node *r = n->child != NULL ? n->child->next : NULL;
    if (r == NULL)
        return;
    build(c, n->child, kind, &left, depth + 1);
    build(c, r, kind, &right, depth + 1);
    jhr_members_close(&left);
    jhr_members_close(&right);
    absent(c, r, left);
    struct jhr_members rest = subtract(c, left, right);
    for (uint32_t i = 0; i < rest.n; i++)
        jhr_member_add(c, out, rest.v[i].index, rest.v[i].period);
}

static void build(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind,
                  struct jhr_members *out, uint32_t depth)
{
    if (n == NULL || depth > JHR_MAX_DEPTH || c->a->out_of_memory)
        return;
    if (n->kind == JHR_N_E_EXCEPT) {
        build_except(c, n, kind, out, depth);
    } else if (n->kind == JHR_N_E_SET) {
        struct leaves leaves = {0};
        for (struct jhr_node *m = n->child; m != NULL; m = m->next) {
            if (m->kind == JHR_N_E_SET || m->kind == JHR_N_E_EXCEPT)
                build(c, m, kind, out, depth + 1);
            else
                build_one(c, m, kind, out, &leaves);
        }
        twice(c, &leaves);
    } else {
        build_one(c, n, kind, out, NULL);
    }
}

static void finish(struct jhr_set *set, struct jhr_members *members)
{
    jhr_members_close(members);
    set->members = members->v;
    set->n = members->n;
}

/* ---- the named sets, each after those that it names ---- */

static void needs(struct jhr_resolver *c, const struct jhr_node *n, uint32_t set,
                  struct jhr_edges *edges, uint32_t depth)
{
    if (n == NULL || depth > JHR_MAX_DEPTH)
        return;
    if (n->kind == JHR_N_E_SET || n->kind == JHR_N_E_EXCEPT) {
        for (const struct jhr_node *m = n->child; m != NULL; m = m->next)
            needs(c, m, set, edges, depth + 1);
        return;
    }
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (sym == NULL || !is_set_sym(sym) || sym->kind == JHR_SYM_SEGMENT ||
        (n->kind != JHR_N_E_NAME && n->kind != JHR_N_E_MEMBER) ||
        c->sets.v[sym->index].kind != c->sets.v[set].kind ||
        (sym->kind == JHR_SYM_GEBIED && jhr_gemeente_find(c, n) != NULL))
        return;
    struct jhr_edge *e = jhr_vec_add(c->a, edges);
    if (e != NULL)
        *e = (struct jhr_edge){.from = set, .to = sym->index, .node = n};
}

static void circle(void *self, const struct jhr_edge *edges, uint32_t n)
{
    struct jhr_resolver *c = self;
    for (uint32_t i = 0; i < n; i++)
        jhr_buf_fmt(&c->text, "%.*s -> ", JHR_FMT(c->sets.v[edges[i].from].name));
    jhr_buf_fmt(&c->text, "%.*s", JHR_FMT(c->sets.v[edges[n - 1].to].name));
    struct jhr_str way = jhr_text_take(c);
    jhr_diag_add1(c->ds, JHR_D_SET_CYCLE, edges[n - 1].node->span, way);
}

void jhr_sets(struct jhr_resolver *c)
{
    struct jhr_edges edges = {0};
    uint32_t n = c->sets.n;
    uint32_t *order = jhr_arena_alloc(c->a, (n + (size_t)1) * sizeof(*order));
    for (uint32_t i = 0; i < n; i++)
        needs(c, c->set_work.v[i].expr, i, &edges, 0);
    if (order == NULL || !jhr_order(c->a, n, edges, order, circle, c))
        return;
    for (uint32_t i = 0; i < n; i++) { /* segments first: they name nothing */
        if (c->set_work.v[i].expr == NULL)
            finish(&c->sets.v[i], &c->set_work.v[i].members);
    }
    for (uint32_t i = 0; i < n; i++) {
        struct jhr_set_work *work = &c->set_work.v[order[i]];
        struct jhr_set *set = &c->sets.v[order[i]];
        if (work->expr == NULL)
            continue;
        build(c, work->expr, set->kind, &work->members, 0);
        finish(set, &work->members);
        if (work->expr->kind == JHR_N_E_SET || work->expr->kind == JHR_N_E_EXCEPT) {
            work->expr->type = JHR_T_SET;
            work->expr->ref_kind = JHR_REF_SET;
            work->expr->ref = order[i];
        }
    }
}

/* ---- right of `in` ---- */

static void literal(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind)
{
    struct jhr_members members = {0};
    build(c, n, kind, &members, 0);
    struct jhr_set *set = jhr_vec_add(c->a, &c->sets);
    if (set == NULL)
        return;
    *set = (struct jhr_set){.kind = (uint8_t)kind, .node = n};
    finish(set, &members);
    n->type = JHR_T_SET;
    n->ref_kind = JHR_REF_SET;
    n->ref = c->sets.n - 1;
}

void jhr_set_operand(struct jhr_resolver *c, struct jhr_node *n, uint32_t kind)
{
    static const uint32_t kinds[] = {[JHR_SET_PRODUCT] = JHR_KINDS_PRODUCTS,
                                     [JHR_SET_GEMEENTE] = KINDS_GEMEENTEN,
                                     [JHR_SET_AANBIEDER] = 1u << JHR_SYM_AANBIEDERS};
    n->type = JHR_T_ERROR;
    if (n->kind == JHR_N_E_SET || n->kind == JHR_N_E_EXCEPT) {
        literal(c, n, kind);
        return;
    }
    /* right of `in` a name that is both a gemeente and a gebied is the gebied */
    const struct jhr_sym *sym = jhr_lookup(c, n->text);
    if (kind == JHR_SET_GEMEENTE && n->kind == JHR_N_E_NAME && sym != NULL &&
        sym->kind == JHR_SYM_GEBIED) {
        n->type = JHR_T_SET;
        n->ref_kind = JHR_REF_SET;
        n->ref = sym->index;
        return;
    }
    if (n->kind == JHR_N_E_NAME && sym == NULL && jhr_product_find(c, n) == NULL &&
        jhr_gemeente_find(c, n) == NULL) {
        jhr_unknown(c, JHR_D_SET_UNKNOWN, n, kinds[kind]);
        return;
    }
    sym = member(c, n, kind);
    if (sym == NULL || n->type == JHR_T_SET)
        return;
    n->type = JHR_T_ERROR;
    struct jhr_str text = jhr_source_of(c, n);
    struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_IN_SINGLE, n->span, text);
    d->suggestion = jhr_text(c, "{ %.*s }", JHR_FMT(text));
}
