#include "compiler/resolve.h"

#include <stdlib.h>
#include <string.h>

struct jhr_str jhr_date_text(struct jhr_resolver *c, int32_t ymd)
{
    return jhr_text(c, "%d-%d-%d", ymd % 100, ymd / 100 % 100, ymd / 10000);
}

bool jhr_period_empty(struct jhr_period p)
{
    return p.from >= p.to;
}

struct jhr_period jhr_period_both(struct jhr_period a, struct jhr_period b)
{
    return (struct jhr_period){.from = a.from > b.from ? a.from : b.from,
                               .to = a.to < b.to ? a.to : b.to};
}

/* `tot 31-12-2027` leaves out New Year's Eve, which is seldom meant. */
static void month_end(struct jhr_resolver *c, const struct jhr_node *periode, int32_t to)
{
    if (jhr_ymd_next(to) % 100 != 1)
        return;
    struct jhr_span span = periode->span;
    struct jhr_str text = jhr_source_text(c->sources, span), suggestion = {"", 0};
    for (uint32_t i = text.n; i >= 3; i--) {
        if (memcmp(text.p + i - 3, "tot", 3) == 0) {
            span.lo += i - 3;
            span.hi = span.lo + 3;
            suggestion = JHR_STR("t/m");
            break;
        }
    }
    struct jhr_diag *d = jhr_diag_add1(c->ds, JHR_D_TOT_MONTH_END, span, jhr_date_text(c, to));
    d->suggestion = suggestion;
}

struct jhr_period jhr_period(struct jhr_resolver *c, const struct jhr_node *periode)
{
    struct jhr_period p = {.from = 0, .to = JHR_YMD_NEVER};
    if (periode == NULL || (periode->flags & JHR_NF_BAD) != 0)
        return p;
    int32_t last = (int32_t)periode->num2;
    bool inclusive = (periode->flags & JHR_NF_INCLUSIVE) != 0;
    p.from = (int32_t)periode->num;
    p.to = inclusive ? jhr_ymd_next(last) : last;
    if (jhr_period_empty(p)) {
        jhr_diag_add2(c->ds, JHR_D_PERIOD_EMPTY, periode->span, jhr_date_text(c, last),
                      jhr_date_text(c, p.from));
        return (struct jhr_period){.from = 0, .to = JHR_YMD_NEVER};
    }
    if (!inclusive && last != JHR_YMD_NEVER)
        month_end(c, periode, last);
    return p;
}

static int by_from(const void *x, const void *y)
{
    const struct jhr_step_at *a = x, *b = y;
    if (a->step.period.from != b->step.period.from)
        return a->step.period.from < b->step.period.from ? -1 : 1;
    return (a->node->span.lo > b->node->span.lo) - (a->node->span.lo < b->node->span.lo);
}

static void overlap(struct jhr_resolver *c, const struct jhr_step_at *a,
                    const struct jhr_step_at *b, struct jhr_str what)
{
    struct jhr_diag *d = jhr_diag_add2(
        c->ds, JHR_D_STEPS_OVERLAP, b->node->span, what,
        jhr_date_text(c, b->step.period.from == 0 ? JHR_YMD_FIRST : b->step.period.from));
    jhr_diag_label(c->ds, d, a->node->span, JHR_L_FIRST_HERE, JHR_STR(""));
}

const struct jhr_step *jhr_steps_close(struct jhr_resolver *c, struct jhr_steps *steps, bool chain,
                                       bool gaps, struct jhr_str what)
{
    if (steps->n == 0)
        return NULL;
    struct jhr_step_at *v = steps->v;
    qsort(v, steps->n, sizeof(*v), by_from);
    struct jhr_step *out = jhr_arena_alloc(c->a, steps->n * sizeof(*out));
    if (c->a->out_of_memory)
        return NULL;
    for (uint32_t i = 0; i < steps->n; i++) {
        struct jhr_step_at *next = i + 1 < steps->n ? &v[i + 1] : NULL;
        if (next != NULL && chain && v[i].step.period.to == JHR_YMD_NEVER &&
            next->step.period.from > v[i].step.period.from)
            v[i].step.period.to = next->step.period.from;
        if (next != NULL && next->step.period.from < v[i].step.period.to) {
            overlap(c, &v[i], next, what);
        } else if (next != NULL && gaps && next->step.period.from > v[i].step.period.to) {
            struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_STEPS_GAP, next->node->span, what,
                                               jhr_date_text(c, v[i].step.period.to));
            jhr_diag_arg(c->ds, d, jhr_date_text(c, next->step.period.from));
            jhr_diag_label(c->ds, d, v[i].node->span, JHR_L_ENDS_HERE, JHR_STR(""));
        }
        out[i] = v[i].step;
    }
    return out;
}
