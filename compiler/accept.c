#include "compiler/resolve.h"

/* "JHR3004" as 3004; 0: no such code. */
static uint32_t code_of(struct jhr_str text)
{
    uint32_t code = 0;
    if (text.n != 7 || !jhr_str_eq((struct jhr_str){text.p, 3}, JHR_STR("JHR")))
        return 0;
    for (uint32_t i = 3; i < 7; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return 0;
        code = code * 10 + (uint32_t)(text.p[i] - '0');
    }
    return code;
}

static bool known_code(struct jhr_resolver *c, const struct jhr_node *node, uint32_t code)
{
    const struct jhr_diag_row *row = code != 0 ? jhr_diag_by_code(code) : NULL;
    /* class 3 belongs to the proofs; any code of it may come with a later version */
    if (row == NULL && code / 1000 != 3) {
        jhr_diag_add1(c->ds, JHR_D_ACCEPT_CODE, jhr_name_span(node), node->text);
        return false;
    }
    if (row != NULL && row->severity == JHR_ERROR) {
        jhr_diag_add1(c->ds, JHR_D_ACCEPT_ERROR, jhr_name_span(node), node->text);
        return false;
    }
    return true;
}

void jhr_accepteer(struct jhr_resolver *c)
{
    JHR_VEC(struct jhr_acceptatie) list = {0};
    for (uint32_t i = 0; i < c->stmts.n && !c->a->out_of_memory; i++) {
        const struct jhr_node *node = c->stmts.v[i];
        struct jhr_span within = JHR_NO_SPAN;
        if (node->kind != JHR_N_S_ACCEPTEER)
            continue;
        jhr_clauses_check(c, node);
        uint32_t code = code_of(node->text);
        bool good = known_code(c, node, code);
        const struct jhr_node *name = jhr_node_find(node, JHR_N_E_NAME);
        if (name != NULL) {
            const struct jhr_sym *sym = jhr_lookup(c, name->text);
            if (sym != NULL && sym->node != NULL)
                within = sym->node->span;
            else
                jhr_unknown(c, JHR_D_REGEL_UNKNOWN, name, JHR_KINDS_REGEL);
            good = good && sym != NULL;
        }
        struct jhr_acceptatie *a = good ? jhr_vec_add(c->a, &list) : NULL;
        if (a != NULL)
            *a = (struct jhr_acceptatie){.node = node, .code = code, .within = within};
    }
    c->m->acceptaties = list.v;
    c->m->acceptaties_n = list.n;
}

static bool covers(const struct jhr_acceptatie *a, const struct jhr_diag *d)
{
    const struct jhr_diag_row *row = &jhr_diag_rows[d->id];
    if (row->severity == JHR_ERROR || row->code != a->code)
        return false;
    return a->within.file == JHR_NO_FILE ||
           (d->span.file == a->within.file && d->span.lo >= a->within.lo &&
            d->span.hi <= a->within.hi);
}

static bool accepted(struct jhr_model *m, const struct jhr_diag *d)
{
    bool found = false;
    for (uint32_t i = 0; i < m->acceptaties_n; i++) {
        if (!covers(&m->acceptaties[i], d))
            continue;
        m->acceptaties[i].used = true;
        found = true;
    }
    return found;
}

/* Class 3 is found after resolving; from 3100 on, by the proofs alone. */
static enum jhr_accept_stage looked_for_by(uint32_t code)
{
    if (code / 1000 != 3)
        return JHR_ACCEPT_RESOLVED;
    return code < 3100 ? JHR_ACCEPT_CHECKED : JHR_ACCEPT_PROVED;
}

void jhr_accepteer_apply(struct jhr_model *m, struct jhr_diags *ds, enum jhr_accept_stage stage)
{
    uint32_t kept = m->found_from; /* what was found before is of another regeling */
    for (uint32_t i = kept; i < ds->list.n && m->acceptaties_n > 0; i++) {
        struct jhr_diag *d = ds->list.v[i];
        if (accepted(m, d))
            ds->count[jhr_diag_rows[d->id].severity]--;
        else
            ds->list.v[kept++] = d;
    }
    if (m->acceptaties_n > 0)
        ds->list.n = kept;
    for (uint32_t i = 0; i < m->acceptaties_n; i++) {
        struct jhr_acceptatie *a = &m->acceptaties[i];
        if (a->used || looked_for_by(a->code) > stage)
            continue;
        a->used = true; /* said once */
        jhr_diag_add1(ds, JHR_D_ACCEPT_UNUSED, jhr_name_span(a->node), a->node->text);
    }
}
