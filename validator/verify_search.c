/* Products that passed their budget: a bewijs is refuted by a case that is met, and never proved.
 */
#include "validator/verify_parts.h"

struct search {
    struct jhr_verifier *w;
    struct jhr_slice *v;
    struct jhr_bdd b;
    struct jhr_arena scratch;
    int64_t *raw;
};

static bool breaks(struct search *s, uint32_t bewijs)
{
    const struct jhr_ir_bewijs *is = &s->w->side.ir->bewijzen.v[bewijs];
    struct jhr_pair yes = {JHR_BDD_YES, JHR_BDD_YES};
    struct jhr_pair voor = is->voor == JHR_NONE ? yes : jhr_slice_node(s->v, is->voor);
    struct jhr_pair test = is->test == JHR_NONE ? yes : jhr_slice_node(s->v, is->test);
    return !s->b.full && jhr_space_holds(s->w->s, &s->b, voor.yes, s->raw) &&
           !jhr_space_holds(s->w->s, &s->b, test.maybe, s->raw);
}

static void one_case(struct search *s, uint32_t product)
{
    struct jhr_verifier *w = s->w;
    struct jhr_case c = jhr_getuige_case(w->s, &s->scratch, 0, product, s->raw, 0);
    if (s->scratch.out_of_memory)
        return;
    uint8_t besluit = jhr_getuige_decide(&w->getuigen, 0, &c)->besluit;
    if (besluit == JHR_STRIJDIG || besluit == JHR_BUITEN_REGELING)
        return;
    jhr_bdd_drop(&s->b, 1);
    jhr_slice_point(s->v, product, s->raw, besluit);
    for (uint32_t i = 0; i < w->side.ir->bewijzen.n; i++) {
        struct jhr_bewijs_seen *seen = &w->bewijzen[i];
        if (seen->refuted || w->side.model->bewijzen[i].voorgesteld != w->side.voorgesteld ||
            !breaks(s, i))
            continue;
        seen->refuted = true;
        seen->json = jhr_getuige_json(w->s, w->a, 0, &c);
    }
}

static bool some_left(const struct jhr_verifier *w)
{
    for (uint32_t i = 0; i < w->side.ir->bewijzen.n; i++)
        if (!w->bewijzen[i].refuted &&
            w->side.model->bewijzen[i].voorgesteld == w->side.voorgesteld)
            return true;
    return false;
}

void jhr_verify_search(struct jhr_verifier *w)
{
    struct search s = {.w = w};
    bool over = false;
    for (uint32_t p = 0; p < w->s->products_n; p++)
        over |= w->over[p];
    if (!over || (w->only & JHR_VERIFY_BEWIJS) == 0 || !some_left(w))
        return;
    s.raw = jhr_arena_alloc(w->a, (w->s->dims.n + (size_t)1) * sizeof *s.raw);
    s.v = jhr_slice_new(w->s, &s.b, 0);
    if (s.raw == NULL || s.v == NULL || !jhr_bdd_init(&s.b, JHR_NODES_MOST)) {
        w->a->out_of_memory = true;
        return;
    }
    jhr_arena_init(&s.scratch, 0);
    for (uint32_t p = 0; p < w->s->products_n; p++) {
        uint64_t state = p;
        for (uint32_t i = 0; w->over[p] && i < JHR_TRIED_MOST && some_left(w); i++) {
            jhr_arena_reset(&s.scratch);
            jhr_getuige_random(w->s, &state, s.raw);
            one_case(&s, p);
        }
    }
    w->a->out_of_memory |= s.scratch.out_of_memory || s.b.out_of_memory;
    jhr_arena_free(&s.scratch);
    jhr_bdd_free(&s.b);
}
