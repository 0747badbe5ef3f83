#include "runtime/complete_parts.h"

#include "runtime/ask.h"
#include "runtime/calendar.h"

static uint8_t who_answers(const struct search *s, const struct unknown *u)
{
    if (u->kind == CELL)
        return JHR_ASK_OPTIONAL;
    if (u->kind != FACT)
        return JHR_ASK_ELSEWHERE;
    return s->c->feiten[u->index].niet_te_verkrijgen ? JHR_ASK_NEVER : JHR_ASK_OPTIONAL;
}

static uint8_t settles(uint8_t met)
{
    if (met == 0)
        return JHR_STRIJDIG;
    return (met & (met - 1)) == 0 ? (uint8_t)__builtin_ctz(met) : JHR_ONBEPAALD;
}

/* Classes of a number are its intervals, by their first values; all others are single values. */
static bool is_number(const struct search *s, const struct unknown *u)
{
    if (u->kind != FACT)
        return false;
    uint8_t type = s->d->program->feiten[u->index].type;
    return type == JHR_P_GETAL || type == JHR_P_BEDRAG || type == JHR_P_DATUM;
}

static bool find_answers(struct search *s, const struct jhr_ask *t, uint32_t dim,
                         struct jhr_answers *out)
{
    const struct unknown *u = &s->all[dim];
    const struct jhr_program *p = s->d->program;
    struct jhr_answer *list = jhr_arena_alloc(s->a, u->n * sizeof *list);
    uint8_t *met = jhr_arena_alloc(s->a, u->n);
    bool number = is_number(s, u);
    if (s->a->out_of_memory || list == NULL || met == NULL)
        return false;
    jhr_ask_answers(t, dim, met);
    *out = (struct jhr_answers){list, 0};
    for (uint32_t k = 0; k < u->n; k++) {
        uint8_t besluit = settles(met[k]);
        if (u->starts != NULL && !u->starts[k])
            continue;
        if (!number || k == 0 || list[out->n - 1].besluit != besluit)
            list[out->n++] = (struct jhr_answer){u->v[k], u->v[k], besluit};
    }
    for (uint32_t k = 0; k < out->n && number; k++)
        list[k].to =
            k + 1 < out->n ? list[k + 1].from - 1 : p->kolommen[p->feiten[u->index].kolom].highest;
    bool date = u->kind == FACT && p->feiten[u->index].type == JHR_P_DATUM;
    for (uint32_t k = 0; k < out->n && date; k++) {
        list[k].from = jhr_ymd_of_day((int32_t)list[k].from);
        list[k].to = jhr_ymd_of_day((int32_t)list[k].to);
    }
    return true;
}

/* The facts, and then the cells, each in the order to ask them. */
static bool list_asks(struct search *s, const struct jhr_ask *t, const uint32_t *order, uint32_t n,
                      struct jhr_completed *out)
{
    uint32_t *index = jhr_arena_alloc(s->a, (n + (size_t)1) * sizeof *index);
    struct jhr_answers *answers = jhr_arena_alloc(s->a, (n + (size_t)1) * sizeof *answers);
    uint32_t listed = 0;
    if (s->a->out_of_memory || index == NULL || answers == NULL)
        return false;
    for (int cells = 0; cells <= 1; cells++) {
        for (uint32_t k = 0; k < n; k++) {
            const struct unknown *u = &s->all[order[k]];
            if ((u->kind == CELL) != cells)
                continue;
            index[listed] = u->index;
            if (!find_answers(s, t, order[k], &answers[listed++]))
                return false;
        }
        out->nodig_n = cells ? out->nodig_n : listed;
    }
    out->nodig = index;
    out->cellen = index + out->nodig_n;
    out->cellen_n = listed - out->nodig_n;
    out->answers = answers;
    return true;
}

static uint8_t part_of(enum kind kind)
{
    return kind == CONTRACT ? JHR_PART_CONTRACTEN
           : kind == LIST   ? JHR_PART_LOPEND
           : kind == ROOM   ? JHR_PART_SALDO
                            : JHR_PART_VOORSTEL;
}

bool jhr_choose_asks(struct search *s, struct jhr_completed *out)
{
    struct jhr_ask_dim *dims = jhr_arena_alloc(s->a, (s->n + (size_t)1) * sizeof *dims);
    uint32_t *order = jhr_arena_alloc(s->a, (s->n + (size_t)1) * sizeof *order);
    struct jhr_ask t = {dims, s->n, s->decision, NULL, (uint32_t)s->total};
    uint32_t n = 0;
    if (s->a->out_of_memory || dims == NULL || order == NULL)
        return false;
    for (uint32_t k = 0; k < s->n; k++)
        dims[k] = (struct jhr_ask_dim){s->all[k].n, who_answers(s, &s->all[k]), false};
    if (!jhr_ask_reduce(s->a, &t))
        return false;
    for (uint32_t k = 0; k < s->n; k++)
        if (dims[k].who == JHR_ASK_ELSEWHERE && jhr_ask_matters(&t, k))
            out->parts |= part_of(s->all[k].kind);
    return jhr_ask_order(s->a, &t, order, &n) && list_asks(s, &t, order, n, out);
}

bool jhr_choose_roughly(struct search *s, struct jhr_completed *out)
{
    const struct jhr_program *p = s->d->program;
    bool *read = jhr_arena_alloc(s->a, p->feiten_n + (size_t)1);
    uint32_t *nodig = jhr_arena_alloc(s->a, (p->feiten_n + (size_t)1) * sizeof *nodig);
    if (s->a->out_of_memory || !read || !nodig)
        return false;
    jhr_mark_facts(s, read);
    for (uint32_t i = 0; i < p->feiten_n; i++)
        if (read[i] && !s->c->feiten[i].known && !s->c->feiten[i].niet_te_verkrijgen)
            nodig[out->nodig_n++] = i;
    out->nodig = nodig;
    return true;
}
