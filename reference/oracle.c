/* Answers for what a case leaves open, one completion after the other; and looking through trees.
 */
#include "reference/eval.h"

/* ---- the same expression ---- */

static bool same(const struct jhr_node *a, const struct jhr_node *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || a->op != b->op || a->unit != b->unit || a->num != b->num ||
        a->scale != b->scale || a->ref_kind != b->ref_kind)
        return false;
    if ((a->flags ^ b->flags) & (JHR_NF_NEGATED | JHR_NF_PER_WEEK))
        return false;
    if (a->ref_kind != JHR_REF_NONE) {
        if (a->ref != b->ref)
            return false;
        if (a->ref_kind != JHR_REF_SET)
            return true; /* two spellings of one name */
    } else if (a->kind != JHR_N_E_NUMBER && a->kind != JHR_N_E_MONEY &&
               !jhr_str_eq(a->text, b->text)) {
        return false;
    }
    const struct jhr_node *x = a->child, *y = b->child;
    for (; x != NULL && y != NULL; x = x->next, y = y->next) {
        if (!same(x, y))
            return false;
    }
    return x == NULL && y == NULL;
}

/* ---- asking ---- */

int64_t jhr_ref_ask(struct jhr_ref *r, enum jhr_ref_atom atom, uint32_t index,
                    const struct jhr_node *expr)
{
    struct jhr_ref_oracle *o = &r->oracle;
    struct jhr_ref_choice *q = NULL;
    for (uint32_t i = 0; i < o->used && q == NULL; i++) {
        struct jhr_ref_choice *k = &o->asked[i];
        if (k->atom == atom && k->index == index && (expr == NULL || same(k->expr, expr)))
            q = k;
    }
    if (q == NULL && o->used == JHR_REF_ATOMS) {
        o->inexact = true;
        return 0;
    }
    if (q == NULL) {
        q = &o->asked[o->used];
        if (o->used == o->n) { /* a new question: its first answer */
            struct jhr_ref_values v = jhr_ref_domain(r, atom, index, expr);
            *q = (struct jhr_ref_choice){atom, index, expr, v.values, v.lowest, v.n, 0};
            o->n++;
        }
        o->used++;
    }
    return q->values != NULL ? q->values[q->at] : q->lowest + q->at;
}

bool jhr_ref_next(struct jhr_ref_oracle *o)
{
    o->n = o->used;
    while (o->n > 0 && o->asked[o->n - 1].at + 1 == o->asked[o->n - 1].n)
        o->n--;
    if (o->n == 0)
        return false;
    o->asked[o->n - 1].at++;
    o->used = 0;
    return true;
}

/* ---- walking ---- */

bool jhr_ref_walk(const struct jhr_model *m, const struct jhr_node *e, jhr_ref_seen seen,
                  void *self)
{
    if (seen(self, e))
        return true;
    if (e->ref_kind == JHR_REF_BEGRIP)
        return jhr_ref_walk(m, m->begrippen[e->ref].expr, seen, self);
    for (const struct jhr_node *c = e->child; c != NULL; c = c->next) {
        if (jhr_ref_walk(m, c, seen, self))
            return true;
    }
    return false;
}

static bool walk_all(const struct jhr_model *m, const struct jhr_node *const *es, uint32_t n,
                     jhr_ref_seen seen, void *self)
{
    for (uint32_t i = 0; i < n; i++) {
        if (jhr_ref_walk(m, es[i], seen, self))
            return true;
    }
    return false;
}

bool jhr_ref_walk_model(const struct jhr_model *m, jhr_ref_seen seen, void *self)
{
    if (walk_all(m, m->voor, m->voor_n, seen, self) ||
        walk_all(m, m->adviserend, m->adviserend_n, seen, self))
        return true;
    for (uint32_t i = 0; i < m->regels_n; i++) {
        const struct jhr_regel *g = &m->regels[i];
        if (walk_all(m, g->voor, g->voor_n, seen, self) ||
            walk_all(m, g->tenzij, g->tenzij_n, seen, self))
            return true;
        for (uint32_t k = 0; k < g->tests_n; k++) {
            if (jhr_ref_walk(m, g->tests[k].expr, seen, self))
                return true;
        }
    }
    for (uint32_t i = 0; i < m->stapelingen_n; i++) {
        for (uint32_t k = 0; k < m->stapelingen[i].cellen_n; k++) {
            const struct jhr_node *e = m->stapelingen[i].cellen[k].expr;
            if (e != NULL && jhr_ref_walk(m, e, seen, self))
                return true;
        }
    }
    return false;
}
