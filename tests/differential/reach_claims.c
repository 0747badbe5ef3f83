#include "tests/differential/reach_claims.h"

#include "compiler/compile.h"
#include "compiler/resolve.h"

static bool is_at(const struct jhr_diag *d, const struct jhr_node *node)
{
    struct jhr_span span = node == NULL ? JHR_NO_SPAN : jhr_name_span(node);
    return node != NULL && d->span.file == span.file && d->span.lo == span.lo;
}

static uint8_t claim_of(enum jhr_diag_id id)
{
    if (id == JHR_D_RULE_NEVER)
        return CLAIM_NEVER;
    if (id == JHR_D_RULE_NEVER_REFUSES)
        return CLAIM_NEVER_REFUSES;
    return id == JHR_D_RULE_ALWAYS_REFUSES ? CLAIM_ALWAYS_REFUSES : 0;
}

bool reach_claims(struct jhr_arena *a, struct jhr_sources *sources, struct jhr_model *m,
                  struct reach_claims *out)
{
    struct jhr_diags ds = {.arena = a, .sources = sources};
    *out = (struct reach_claims){.of_rule = jhr_arena_alloc(a, m->regels_n + (size_t)1)};
    if (out->of_rule == NULL || !jhr_compile_check(a, &ds, m))
        return false;
    for (uint32_t i = 0; i < ds.list.n; i++) {
        const struct jhr_diag *d = ds.list.v[i];
        out->refuse_all |= d->id == JHR_D_RULES_REFUSE_ALL;
        for (uint32_t r = 0; r < m->regels_n; r++) {
            uint8_t claim = is_at(d, m->regels[r].node) ? claim_of(d->id) : 0;
            out->of_rule[r] |= claim;
            out->n += claim != 0;
        }
    }
    out->n += out->refuse_all;
    return true;
}

/* The claims are about proposals that start within the regeling, as every proof is (taal.md section
 * 3): before it a membership may differ, and a rule that `peilt startdatum` is not in force. */
static bool starts_within(const struct jhr_model *m, const struct jhr_case *c)
{
    return m->geldig.from <= c->voorstel.van && c->voorstel.van < m->geldig.to;
}

uint32_t reach_broken(const struct jhr_model *m, const struct reach_claims *claims,
                      const struct jhr_case *c, const struct jhr_besluit *b)
{
    if (b->besluit == JHR_STRIJDIG || b->besluit == JHR_BUITEN_REGELING)
        return JHR_NONE; /* they are about what can be, and what is decided here */
    if (!starts_within(m, c))
        return JHR_NONE;
    for (uint32_t i = 0; i < b->regels_n; i++) {
        uint8_t u = b->regels[i].uitkomst, claim = claims->of_rule[i];
        bool speaks = u != JHR_NIET_IN_WERKING && u != JHR_NIET_VAN_TOEPASSING;
        if ((claim & CLAIM_NEVER && speaks) ||
            (claim & CLAIM_NEVER_REFUSES && u == JHR_NIET_VOLDAAN) ||
            (claim & CLAIM_ALWAYS_REFUSES && u == JHR_VOLDAAN))
            return i;
    }
    if (claims->refuse_all && c->voorgesteld && b->besluit == JHR_TOELAATBAAR && !b->adviserend)
        return b->regels_n;
    return JHR_NONE;
}
