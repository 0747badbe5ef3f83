#include "tests/exact/brute.h"

#include <string.h>

/* JHR_NONE: no place for one more. */
static uint32_t place_of(struct brute *b, const struct jhr_ref_choice *q)
{
    uint32_t k = 0;
    while (k < b->unknowns_n &&
           (b->unknowns[k].atom != q->atom || b->unknowns[k].index != q->index ||
            b->unknowns[k].expr != q->expr))
        k++;
    if (k == BRUTE_UNKNOWNS)
        return JHR_NONE;
    if (k == b->unknowns_n)
        b->unknowns[b->unknowns_n++] = (struct brute_unknown){q->atom, q->index, q->expr};
    return k;
}

static bool keep(struct brute *b, const struct jhr_ref_oracle *o, uint8_t besluit)
{
    struct brute_completion *one = &b->completions[b->completions_n++];
    one->besluit = besluit;
    one->asked = 0;
    for (uint32_t i = 0; i < o->used; i++) {
        const struct jhr_ref_choice *q = &o->asked[i];
        uint32_t k = place_of(b, q);
        if (k == JHR_NONE)
            return false;
        one->asked |= UINT64_C(1) << k;
        one->value[k] = q->values != NULL ? q->values[q->at] : q->lowest + q->at;
    }
    return true;
}

static uint8_t together(const struct brute *b)
{
    uint8_t besluit = b->completions_n == 0 ? JHR_STRIJDIG : b->completions[0].besluit;
    for (uint32_t i = 1; i < b->completions_n; i++)
        if (b->completions[i].besluit != besluit)
            return JHR_ONBEPAALD;
    return besluit;
}

bool brute_force(const struct jhr_model *m, const struct jhr_case *c, struct jhr_arena *a,
                 struct brute *b)
{
    struct jhr_ref *r = JHR_NEW(a, struct jhr_ref);
    struct jhr_ref_outcome *regels = jhr_arena_alloc(a, (m->regels_n + 1) * sizeof *regels);
    b->unknowns_n = b->completions_n = b->tried = 0;
    if (a->out_of_memory || regels == NULL)
        return false;
    *r = (struct jhr_ref){.m = m, .c = c, .arena = a};
    do {
        enum jhr_besluit_soort besluit;
        bool advises;
        if (b->tried++ == BRUTE_MOST)
            return false;
        bool clash = jhr_ref_run(r, false, regels, &besluit, &advises) == JHR_RUN_CLASH;
        if (r->oracle.inexact || a->out_of_memory)
            return false;
        if (!clash && !keep(b, &r->oracle, (uint8_t)besluit))
            return false;
    } while (jhr_ref_next(&r->oracle));
    b->besluit = together(b);
    return true;
}

static bool agree(const struct brute_completion *x, const struct brute_completion *y, uint64_t on)
{
    for (uint64_t both = x->asked & y->asked & on; both != 0; both &= both - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(both);
        if (x->value[k] != y->value[k])
            return false;
    }
    return true;
}

bool brute_suffices(const struct brute *b, uint64_t known)
{
    for (uint32_t i = 0; i < b->completions_n; i++)
        for (uint32_t k = 0; k < i; k++) {
            const struct brute_completion *x = &b->completions[i], *y = &b->completions[k];
            if (x->besluit != y->besluit && agree(x, y, known))
                return false;
        }
    return true;
}
