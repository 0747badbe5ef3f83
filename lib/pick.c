#include "lib/pick.h"

#include "documents/peek.h"
#include "runtime/calendar.h"

static uint32_t find_product(const struct jhr_program *p, struct jhr_str code)
{
    for (uint32_t i = 0; i < p->producten_n; i++)
        if (jhr_str_eq_fold(jhr_p_str(p, p->producten[i].code), code))
            return i;
    return JHR_OUTSIDE;
}

static uint32_t find_gemeente(const struct jhr_program *p, struct jhr_str code)
{
    for (uint32_t i = 0; i < p->gemeenten_n; i++)
        if (jhr_str_eq(jhr_p_str(p, p->gemeenten[i].code), code))
            return i;
    return JHR_OUTSIDE;
}

/* The `voor` of the regeling with nothing known but dates, gemeente and product. */
static bool reaches(jhr_session *s, struct jhr_engine *e, const struct jhr_peek *peek)
{
    const struct jhr_program *p = e->rules->program;
    const struct jhr_p_meta *m = &p->meta[0];
    struct jhr_case c = {.peildatum = peek->peildatum};
    struct jhr_feitwaarde *facts;

    if (m->voor == JHR_P_NONE)
        return true;
    facts = jhr_arena_alloc(&s->arena, (p->feiten_n + 1) * sizeof *facts);
    if (!facts)
        return false;
    if (m->feit_gemeente != JHR_P_NONE && peek->gemeente.n > 0) {
        facts[m->feit_gemeente].known = true;
        facts[m->feit_gemeente].v = find_gemeente(p, peek->gemeente);
    }
    c.feiten = facts;
    c.feiten_n = p->feiten_n;
    c.voorstel.van = peek->van ? peek->van : peek->peildatum;
    c.voorstel.product = find_product(p, peek->product);
    jhr_row_fill(&e->decider, &c);
    jhr_scalar_run(p, &e->decider.row, &e->decider.scalar);
    return e->decider.scalar.voor[m->voor] != JHR_NO;
}

static bool is_valid(const struct jhr_engine *e, int32_t peildatum)
{
    const struct jhr_p_meta *m = &e->rules->program->meta[0];
    int32_t day = jhr_day_of_ymd(peildatum);
    return m->from <= day && day < m->to;
}

static struct jhr_str name_of(const struct jhr_engine *e)
{
    const struct jhr_program *p = e->rules->program;
    return jhr_p_str(p, p->meta[0].naam);
}

struct jhr_engine *jhr_pick(jhr_ctx *ctx, jhr_session *s, struct jhr_str json, uint32_t file)
{
    struct jhr_engine *chosen = NULL;
    struct jhr_span span = {file, 0, 0};
    struct jhr_peek peek;

    if (s->engines_n == 1 || !jhr_peek_voorstel(&s->arena, json, &peek))
        return &s->engines[0]; /* reading the document says what is wrong with it */
    if (peek.peildatum == 0)
        peek.peildatum = s->peildatum;
    if (peek.peildatum == 0)
        return &s->engines[0];
    for (uint32_t i = 0; i < s->engines_n; i++) {
        struct jhr_engine *e = &s->engines[i];
        if (!is_valid(e, peek.peildatum) || !reaches(s, e, &peek))
            continue;
        if (chosen) {
            jhr_diag_add2(&ctx->ws->diags, JHR_D_REGELINGEN_OVERLAP, span, name_of(chosen),
                          name_of(e));
            return NULL;
        }
        chosen = e;
    }
    if (!chosen)
        jhr_diag_add(&ctx->ws->diags, JHR_D_REGELING_NONE, span);
    return chosen;
}
