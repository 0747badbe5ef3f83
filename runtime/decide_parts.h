/* Inside deciding: what holds of a rule whatever its conditions say. */
#ifndef JHR_RUNTIME_DECIDE_PARTS_H
#define JHR_RUNTIME_DECIDE_PARTS_H

#include "runtime/decide.h"

/* The day on which the rule is read: that of the decision, or of the proposed start. */
static inline int64_t jhr_reading_day(const struct jhr_decider *d, const struct jhr_p_regel *r)
{
    return d->row.x[r->peilt_startdatum ? JHR_X_START : JHR_X_PEILDATUM];
}

static inline bool jhr_in_force(const struct jhr_decider *d, const struct jhr_p_regel *r)
{
    int64_t day = jhr_reading_day(d, r);
    return r->stand != JHR_P_VERVALLEN && r->from <= day && day < r->to;
}

static inline bool jhr_asked_for(const struct jhr_p_regel *r, const struct jhr_case *c)
{
    return r->stand == JHR_P_VASTGESTELD || (r->stand == JHR_P_VOORGESTELD && c->voorgesteld);
}

/* Its kracht on that day is signaal. */
static inline bool jhr_reports(const struct jhr_decider *d, const struct jhr_p_regel *r)
{
    const struct jhr_p_kracht *k = d->program->krachten;
    int64_t day = jhr_reading_day(d, r);
    bool signaal = false;
    for (uint32_t i = r->kracht; i < r->kracht + r->kracht_n && k[i].from <= day; i++)
        signaal = k[i].signaal;
    return signaal;
}

static inline bool jhr_deviates(const struct jhr_case *c, uint32_t rule)
{
    for (uint32_t i = 0; i < c->afwijkingen_n; i++)
        if (c->afwijkingen[i].regel == rule)
            return true;
    return false;
}

static inline bool jhr_only_speaks(const struct jhr_p_regel *r)
{
    return r->kind == JHR_P_SIGNAAL || r->kind == JHR_P_VOORWAARDE;
}

#endif
