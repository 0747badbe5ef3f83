/* Which facts settle a rule: the `feiten` of the besluit. */
#include "documents/write_parts.h"

#include "runtime/complete.h"

#include <string.h>

/* With more completions than this, those of fewer known facts are not tried one by one. */
#define FEW 256u

struct column { /* what a fact's column holds, to put it back */
    int64_t x;
    uint8_t b;
};

static struct column forget(const struct jhr_wr *w, uint32_t feit)
{
    struct jhr_row *row = &w->d->row;
    uint32_t k = w->p->feiten[feit].kolom, xcols = w->p->meta[0].xcols;
    struct column was = {0, 0};
    if (k >= xcols) {
        was.b = row->b[k - xcols];
        row->b[k - xcols] = JHR_UNKNOWN;
    } else {
        was.x = row->x[k];
        row->x[k] = 0;
        row->known[k] = false;
    }
    return was;
}

static void put_back(const struct jhr_wr *w, uint32_t feit, struct column was)
{
    struct jhr_row *row = &w->d->row;
    uint32_t k = w->p->feiten[feit].kolom, xcols = w->p->meta[0].xcols;
    if (k >= xcols) {
        row->b[k - xcols] = was.b;
    } else {
        row->x[k] = was.x;
        row->known[k] = true;
    }
}

/* Marks the known facts that a rule reads, and those of the rules that replace it. */
static void mark_facts(const struct jhr_wr *w, uint32_t rule, bool *read)
{
    const struct jhr_program *p = w->p;
    const struct jhr_p_regel *r = &p->regels[rule];
    for (uint32_t k = 0; k < r->leest_n; k++)
        read[p->lezen[r->leest + k].feit] = true;
    for (uint32_t i = 0; i < p->meta[0].regels && p->vervangen_n > 0; i++) {
        const struct jhr_p_regel *by = &p->regels[i];
        for (uint32_t k = 0; k < by->vervangt_n; k++) {
            if (p->vervangen[by->vervangt + k].regel != rule)
                continue;
            for (uint32_t m = 0; m < by->leest_n; m++)
                read[p->lezen[by->leest + m].feit] = true;
        }
    }
}

/* Those of what always holds too: an outcome may follow from it. */
static void mark_invariants(const struct jhr_wr *w, bool *read)
{
    for (uint32_t i = 0; i < w->p->meta[0].regels; i++) {
        const struct jhr_p_regel *r = &w->p->regels[i];
        for (uint32_t k = 0; k < r->leest_n && r->kind == JHR_P_ALTIJD; k++)
            read[w->p->lezen[r->leest + k].feit] = true;
    }
}

/* Drops known facts, the last of the file first, while the outcome stays: what is left is a
 * minimal set, because more unknown facts never bring an outcome back. */
static void drop(struct jhr_wr *w, struct jhr_wr_rule *r, bool *kept, struct column *was)
{
    for (uint32_t i = w->p->feiten_n; i-- > 0;) {
        if (!kept[i])
            continue;
        was[i] = forget(w, i);
        kept[i] = jhr_decide_row(w->d, w->c)->regels[r->index].uitkomst != r->uitkomst;
        if (kept[i])
            put_back(w, i, was[i]);
    }
}

/* The outcome of the rule over all completions, when these facts are unknown. */
static uint8_t completed(struct jhr_wr *w, const struct jhr_case *c, uint32_t rule,
                         uint32_t *completions)
{
    struct jhr_completed done;
    jhr_decide(w->d, c);
    if (!jhr_complete(w->a, w->d, c, &done) || !done.uitputtend)
        return JHR_ONBEKEND;
    *completions = done.completions;
    return done.regels[rule].uitkomst;
}

/* The same for an outcome that only all completions together give. */
static bool drop_completed(struct jhr_wr *w, struct jhr_wr_rule *r, bool *kept)
{
    uint32_t n = w->p->feiten_n, completions = 0;
    struct jhr_feitwaarde *feiten = jhr_arena_alloc(w->a, (n + 1) * sizeof *feiten);
    struct jhr_case c = *w->c;
    if (feiten == NULL || w->a->out_of_memory)
        return false;
    memcpy(feiten, w->c->feiten, n * sizeof *feiten);
    c.feiten = feiten;
    mark_invariants(w, kept);
    for (uint32_t i = 0; i < n; i++)
        kept[i] = kept[i] && feiten[i].known;
    if (completed(w, &c, r->index, &completions) != r->uitkomst || completions > FEW)
        return true; /* all that are read: a true answer, if not the shortest */
    for (uint32_t i = n; i-- > 0;) {
        if (!kept[i])
            continue;
        feiten[i].known = false;
        kept[i] = completed(w, &c, r->index, &completions) != r->uitkomst;
        feiten[i].known = kept[i];
    }
    return !w->a->out_of_memory;
}

bool jhr_wr_find_facts(struct jhr_wr *w, struct jhr_wr_rule *r)
{
    uint32_t n = w->p->feiten_n;
    uint32_t *feiten = jhr_arena_alloc(w->a, (n + 1) * sizeof *feiten);
    struct column *was = jhr_arena_alloc(w->a, (n + 1) * sizeof *was);
    bool *kept = jhr_arena_alloc(w->a, n + 1), *known = jhr_arena_alloc(w->a, n + 1);
    if (feiten == NULL || was == NULL || kept == NULL || known == NULL || w->a->out_of_memory)
        return false;
    r->feiten = feiten;
    mark_facts(w, r->index, kept);
    for (uint32_t i = 0; i < n; i++)
        kept[i] = known[i] = kept[i] && w->c->feiten[i].known;
    if (w->together && r->regel->kind == JHR_P_ALTIJD) {
        /* all that it reads: which of them clash, only all invariants together tell */
    } else if (w->alone[r->index] == r->uitkomst) {
        drop(w, r, kept, was);
        for (uint32_t i = 0; i < n; i++) {
            if (known[i] && !kept[i])
                put_back(w, i, was[i]);
        }
    } else {
        if (!drop_completed(w, r, kept))
            return false;
        jhr_decide(w->d, w->c);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (kept[i])
            feiten[r->feiten_n++] = i;
    }
    return true;
}
