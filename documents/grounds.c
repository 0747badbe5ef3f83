/* Which rules refuse, when no one of them does in every completion; and what would help. */
#include "documents/write_parts.h"

#include "runtime/complete.h"

#include <string.h>

/* May refuse in some completion, and decides. */
static bool may_refuse(const struct jhr_wr *w, const struct jhr_wr_rule *r)
{
    return r->uitkomst == JHR_ONBEKEND && r->rol != JHR_ROL_GEEN &&
           r->regel->kind != JHR_P_ALTIJD && r->regel->kind != JHR_P_SIGNAAL &&
           r->regel->kind != JHR_P_VOORWAARDE && w->besluit == JHR_NIET_TOELAATBAAR;
}

static bool still_refused(struct jhr_wr *w, const struct jhr_case *c)
{
    struct jhr_completed done;
    if (jhr_decide(w->d, c)->besluit == JHR_NIET_TOELAATBAAR)
        return true;
    return jhr_complete_helps(w->d) && jhr_complete(w->a, w->d, c, &done) &&
           done.besluit == JHR_NIET_TOELAATBAAR;
}

bool jhr_wr_find_samen(struct jhr_wr *w)
{
    struct jhr_case c = *w->c;
    uint32_t n = w->rules.n;
    struct jhr_afwijking *silent =
        jhr_arena_alloc(w->a, (c.afwijkingen_n + n + 1) * sizeof *silent);
    bool *one_of = jhr_arena_alloc(w->a, n + 1);
    if (silent == NULL || one_of == NULL || w->a->out_of_memory)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (jhr_wr_refuses(w, &w->rules.v[i]))
            return true; /* that ground is enough */
        one_of[i] = may_refuse(w, &w->rules.v[i]);
    }
    if (c.afwijkingen_n > 0)
        memcpy(silent, c.afwijkingen, c.afwijkingen_n * sizeof *silent);
    c.afwijkingen = silent;
    /* A deviation keeps a rule from refusing: those that are not needed are silenced, the last of
     * the file first. */
    for (uint32_t i = n; i-- > 0;) {
        if (!one_of[i])
            continue;
        silent[c.afwijkingen_n++] = (struct jhr_afwijking){w->rules.v[i].index, {"", 0}};
        one_of[i] = !still_refused(w, &c);
        c.afwijkingen_n -= one_of[i];
    }
    jhr_decide(w->d, w->c);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t *slot = one_of[i] ? jhr_vec_add(w->a, &w->samen) : NULL;
        if (slot != NULL)
            *slot = w->rules.v[i].index;
    }
    return !w->a->out_of_memory;
}

bool jhr_wr_find_changes(struct jhr_wr *w)
{
    bool *grounds = jhr_arena_alloc(w->a, w->p->meta[0].regels + 1);
    if (w->besluit != JHR_NIET_TOELAATBAAR)
        return true;
    if (grounds == NULL)
        return false;
    for (uint32_t i = 0; i < w->rules.n; i++)
        grounds[w->rules.v[i].index] = jhr_wr_refuses(w, &w->rules.v[i]);
    for (uint32_t i = 0; i < w->samen.n; i++)
        grounds[w->samen.v[i]] = true;
    return jhr_admit(w->a, w->d, w->c, grounds, &w->admitted);
}
