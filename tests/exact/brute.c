#include "tests/exact/brute.h"

#include <string.h>

static int64_t value_of(const struct jhr_ref_choice *q)
{
    return q->values != NULL ? q->values[q->at] : q->lowest + q->at;
}

static bool same_values(const struct jhr_ref_choice *a, const struct jhr_ref_choice *b)
{
    if (a->n != b->n || (a->values == NULL) != (b->values == NULL))
        return false;
    return a->values == NULL ? a->lowest == b->lowest
                             : memcmp(a->values, b->values, a->n * sizeof *a->values) == 0;
}

/* JHR_NONE: no place for one more. */
static uint32_t place_of(struct brute *b, const struct jhr_ref_choice *q)
{
    uint32_t k = 0, at = 0;
    while (k < b->unknowns_n &&
           (b->unknowns[k].atom != q->atom || b->unknowns[k].index != q->index ||
            b->unknowns[k].expr != q->expr))
        k++;
    if (k == BRUTE_UNKNOWNS)
        return JHR_NONE;
    struct brute_unknown *u = &b->unknowns[k];
    if (k == b->unknowns_n) {
        b->unknowns_n++;
        *u = (struct brute_unknown){
            .atom = q->atom, .index = q->index, .expr = q->expr, .first = *q};
    }
    b->relative |= !same_values(&u->first, q);
    while (at < u->values_n && u->values[at] != value_of(q))
        at++;
    if (at == u->values_n)
        u->values[u->values_n++] = value_of(q);
    return k;
}

static bool keep(struct brute *b, const struct jhr_ref_oracle *o, bool clash, uint8_t besluit)
{
    struct brute_completion *one = &b->completions[b->completions_n];
    b->completions_n += !clash;
    one->besluit = besluit;
    one->asked = 0;
    for (uint32_t i = 0; i < o->used; i++) {
        uint32_t k = place_of(b, &o->asked[i]);
        if (k == JHR_NONE)
            return false;
        one->asked |= UINT64_C(1) << k;
        one->value[k] = value_of(&o->asked[i]);
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
    b->relative = false;
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
        if (!keep(b, &r->oracle, clash, (uint8_t)besluit))
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

/* All completions that agree with this one on what both asked. */
static uint8_t decide(const struct brute *b, const struct brute_completion *like)
{
    uint8_t besluit = JHR_STRIJDIG;
    for (uint32_t i = 0; i < b->completions_n; i++) {
        const struct brute_completion *c = &b->completions[i];
        if (!agree(like, c, like->asked))
            continue;
        besluit = besluit == JHR_STRIJDIG || besluit == c->besluit ? c->besluit : JHR_ONBEPAALD;
    }
    return besluit;
}

uint8_t brute_answer(const struct brute *b, uint32_t k, int64_t value)
{
    struct brute_completion like = {.asked = UINT64_C(1) << k};
    like.value[k] = value;
    return decide(b, &like);
}

/* The next answers; the first question changes fastest. */
static void next_world(const struct brute *b, struct brute_completion *world, uint32_t *digit)
{
    bool carry = true;
    for (uint64_t left = world->asked; left != 0 && carry; left &= left - 1) {
        uint32_t k = (uint32_t)__builtin_ctzll(left);
        digit[k] = (digit[k] + 1) % b->unknowns[k].values_n;
        world->value[k] = b->unknowns[k].values[digit[k]];
        carry = digit[k] == 0;
    }
}

bool brute_forget(struct brute *b, uint64_t never)
{
    static struct brute_completion worlds[BRUTE_MOST];
    struct brute_completion world = {0};
    uint32_t n = 0, total = 1, digit[BRUTE_UNKNOWNS] = {0};
    for (uint32_t k = 0; k < b->unknowns_n; k++) {
        if ((never >> k & 1) != 0)
            continue;
        world.asked |= UINT64_C(1) << k;
        world.value[k] = b->unknowns[k].values[0];
        total *= b->unknowns[k].values_n;
        if (total > BRUTE_MOST)
            return false;
    }
    for (uint32_t i = 0; i < total; i++, next_world(b, &world, digit)) {
        world.besluit = decide(b, &world);
        if (world.besluit != JHR_STRIJDIG)
            worlds[n++] = world;
    }
    memcpy(b->completions, worlds, n * sizeof *worlds);
    b->completions_n = n;
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
