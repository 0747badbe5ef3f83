#include "reference/reference.h"

#include "reference/eval.h"

/* What the completions tried so far say together. */
struct seen {
    uint8_t *uitkomsten; /* per rule: bit 1 << enum jhr_uitkomst */
    uint8_t *rollen;     /* per rule: bit 1 << enum jhr_rol */
    uint8_t *stil;       /* per rule: some completion does not warn */
    uint32_t besluiten;  /* bit 1 << enum jhr_besluit_soort */
    bool always_advises;
};

static uint8_t together(uint8_t seen, bool reports)
{
    const uint8_t n = 1u << JHR_NIET_VAN_TOEPASSING, v = 1u << JHR_VOLDAAN;
    const uint8_t a = 1u << JHR_VOLDAAN_MET_AFWIJKING, x = 1u << JHR_NIET_VOLDAAN;
    if (seen == n)
        return JHR_NIET_VAN_TOEPASSING;
    if (seen == v)
        return JHR_VOLDAAN;
    if (seen == x)
        return JHR_NIET_VOLDAAN;
    if (seen == 1u << JHR_NIET_IN_WERKING)
        return JHR_NIET_IN_WERKING;
    if (reports || seen == 0 || (seen & x) != 0)
        return JHR_ONBEKEND; /* a signaal speaks for sure, or not */
    return (seen & a) != 0 ? JHR_VOLDAAN_MET_AFWIJKING : JHR_VOLDAAN;
}

static uint8_t role_of(uint8_t seen)
{
    if (seen == 1u << JHR_ROL_SIGNAAL)
        return JHR_ROL_SIGNAAL;
    return (seen & (1u << JHR_ROL_BESLIST)) != 0   ? JHR_ROL_BESLIST
           : (seen & (1u << JHR_ROL_SIGNAAL)) != 0 ? JHR_ROL_SIGNAAL
                                                   : JHR_ROL_GEEN;
}

static void conclude(const struct jhr_model *m, const struct seen *s, struct jhr_besluit *out)
{
    static const uint8_t all[] = {JHR_TOELAATBAAR, JHR_NIET_TOELAATBAAR, JHR_BUITEN_REGELING};
    for (uint32_t i = 0; i < m->regels_n; i++) {
        uint8_t kind = m->regels[i].kind;
        bool reports = kind == JHR_R_SIGNAAL || kind == JHR_R_VOORWAARDE;
        out->regels[i].uitkomst = together(s->uitkomsten[i], reports);
        out->regels[i].rol = role_of(s->rollen[i]);
        out->regels[i].waarschuwt = s->besluiten != 0 && !s->stil[i];
    }
    out->adviserend = s->always_advises && s->besluiten != 0;
    out->besluit = s->besluiten == 0 ? JHR_STRIJDIG : JHR_ONBEPAALD;
    for (uint32_t k = 0; k < 3; k++) {
        if (s->besluiten == 1u << all[k])
            out->besluit = all[k];
    }
}

/* What a completion says of a rule is kept; of a clash the `altijd` only, in case nothing else
 * comes. */
static void keep(const struct jhr_model *m, struct seen *s, const struct jhr_ref_outcome *regels,
                 bool clash, uint8_t *clashes)
{
    for (uint32_t i = 0; i < m->regels_n; i++) {
        if (m->regels[i].kind == JHR_R_ALTIJD)
            clashes[i] |= (uint8_t)(1u << regels[i].uitkomst);
        if (clash)
            continue;
        s->uitkomsten[i] |= (uint8_t)(1u << regels[i].uitkomst);
        s->rollen[i] |= (uint8_t)(1u << regels[i].rol);
        s->stil[i] |= !regels[i].waarschuwt;
    }
}

struct work {
    struct jhr_ref ref;
    struct jhr_ref_outcome *regels;
    uint8_t *clashes;
    struct seen seen;
    struct jhr_besluit out;
};

static struct work *begin(const struct jhr_model *m, const struct jhr_case *c,
                          struct jhr_arena *arena)
{
    size_t n = m->regels_n + 1;
    struct work *w = jhr_arena_alloc(arena, sizeof *w);
    struct jhr_regel_uitkomst *out = jhr_arena_alloc(arena, n * sizeof *out);
    struct jhr_ref_outcome *regels = jhr_arena_alloc(arena, n * sizeof *regels);
    uint8_t *bytes = jhr_arena_alloc(arena, 4 * n);
    if (w == NULL || out == NULL || regels == NULL || bytes == NULL || arena->out_of_memory)
        return NULL;
    *w = (struct work){.regels = regels, .clashes = bytes + 3 * n};
    w->ref.m = m;
    w->ref.c = c;
    w->ref.arena = arena;
    w->seen = (struct seen){bytes, bytes + n, bytes + 2 * n, 0, true};
    w->out.regels = out;
    w->out.regels_n = m->regels_n;
    return w;
}

static bool stands_apart(enum jhr_ref_atom atom)
{
    return atom == JHR_A_EXPR || atom == JHR_A_STAPELING || atom == JHR_A_DUBBEL ||
           atom == JHR_A_PLAATS || atom == JHR_A_CONTRACT || atom == JHR_A_RUIMTE ||
           atom == JHR_A_CEL;
}

static void note_asked(const struct jhr_ref_oracle *o, struct jhr_reference_result *out)
{
    for (uint32_t i = 0; i < o->n; i++) {
        bool fact = o->asked[i].atom == JHR_A_FEIT;
        out->only_facts &= fact;
        out->only_apart &= fact || stands_apart(o->asked[i].atom);
    }
}

/* Every completion, at most so many; `total`: of one that breaks an `altijd` all rules are kept. */
static bool try_all(struct work *w, bool total, uint64_t most, struct jhr_reference_result *out)
{
    *out =
        (struct jhr_reference_result){.uitputtend = true, .only_facts = true, .only_apart = true};
    do {
        enum jhr_besluit_soort besluit;
        bool adviserend;
        if (out->completions == most || w->ref.oracle.inexact) {
            out->uitputtend = false;
            return true;
        }
        out->completions++;
        bool clash = jhr_ref_run(&w->ref, total, w->regels, &besluit, &adviserend) == JHR_RUN_CLASH;
        note_asked(&w->ref.oracle, out);
        keep(w->ref.m, &w->seen, w->regels, clash && !total, w->clashes);
        if (!clash || total) {
            w->seen.besluiten |= 1u << besluit;
            w->seen.always_advises &= adviserend;
        }
        if (w->ref.arena->out_of_memory)
            return false;
    } while (jhr_ref_next(&w->ref.oracle));
    out->uitputtend = !w->ref.oracle.inexact;
    return true;
}

/* No completion is left: a rule says what it says in all of those that break an `altijd`. */
static bool conclude_clash(struct work *w, uint64_t most, struct jhr_reference_result *out)
{
    struct jhr_reference_result total;
    w->ref.oracle = (struct jhr_ref_oracle){0};
    if (!try_all(w, true, most, &total))
        return false;
    conclude(w->ref.m, &w->seen, &w->out);
    w->out.besluit = JHR_STRIJDIG;
    out->open = total.completions > 1;
    out->half = !total.uitputtend;
    for (uint32_t i = 0; i < w->out.regels_n && out->half; i++)
        w->out.regels[i].uitkomst = w->ref.m->regels[i].kind == JHR_R_ALTIJD
                                        ? together(w->clashes[i], false)
                                        : JHR_ONBEKEND;
    return true;
}

bool jhr_reference_decide(const struct jhr_model *m, const struct jhr_case *c,
                          uint64_t max_completions, struct jhr_arena *arena,
                          struct jhr_reference_result *out)
{
    struct work *w = begin(m, c, arena);
    if (w == NULL || !try_all(w, false, max_completions, out))
        return false;
    out->open = out->completions > 1;
    conclude(m, &w->seen, &w->out);
    if (w->out.besluit == JHR_STRIJDIG && out->uitputtend &&
        !conclude_clash(w, max_completions, out))
        return false;
    if (!out->uitputtend)
        w->out.besluit = JHR_ONBEPAALD;
    out->besluit = w->out;
    return true;
}

bool jhr_reference_complete(const struct jhr_model *m, const struct jhr_case *c,
                            struct jhr_arena *arena, struct jhr_besluit *out)
{
    struct work *w = begin(m, c, arena);
    enum jhr_besluit_soort besluit;
    bool adviserend;
    if (w == NULL)
        return false;
    jhr_ref_run(&w->ref, true, w->regels, &besluit, &adviserend);
    if (w->ref.oracle.n > 0 || arena->out_of_memory)
        return false;
    for (uint32_t i = 0; i < m->regels_n; i++) {
        w->out.regels[i].uitkomst = (uint8_t)w->regels[i].uitkomst;
        w->out.regels[i].rol = (uint8_t)w->regels[i].rol;
        w->out.regels[i].waarschuwt = w->regels[i].waarschuwt;
    }
    w->out.besluit = (uint8_t)besluit;
    w->out.adviserend = adviserend;
    *out = w->out;
    return true;
}
