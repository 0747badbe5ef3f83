/* Where two evaluators part, and the smallest regeling that shows it. */
#include "tests/differential/differential.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const uitkomsten[] = {"niet in werking", "niet van toepassing",
                                         "voldaan",         "voldaan met afwijking",
                                         "niet voldaan",    "onbekend"};
static const char *const besluiten[] = {"toelaatbaar", "niet toelaatbaar", "onbepaald", "strijdig",
                                        "buiten regeling"};

/*
 * No refusal, for a reason less sharp than the best: `niet van toepassing` in every completion, but
 * only together. Both are true of the rule (taal.md section 3), and neither refuses.
 */
static bool weaker(uint8_t expected, uint8_t actual)
{
    if (actual == JHR_VOLDAAN)
        return expected == JHR_NIET_VAN_TOEPASSING;
    return actual == JHR_VOLDAAN_MET_AFWIJKING &&
           (expected == JHR_NIET_VAN_TOEPASSING || expected == JHR_VOLDAAN);
}

static bool compare_rule(struct run *run, const struct jhr_regel_uitkomst *expected,
                         const struct jhr_regel_uitkomst *actual, bool unknowns)
{
    if (unknowns && actual->uitkomst == JHR_ONBEKEND)
        return true;
    if (unknowns && weaker(expected->uitkomst, actual->uitkomst)) {
        run->coverage.weaker++;
        return true;
    }
    if (expected->uitkomst != actual->uitkomst)
        return false;
    if (unknowns ? actual->waarschuwt && !expected->waarschuwt
                 : actual->waarschuwt != expected->waarschuwt)
        return false;
    return unknowns || actual->uitkomst != JHR_NIET_VOLDAAN || expected->rol == actual->rol;
}

/* What completions add is true; and it is all when what was unknown hangs on nothing else, or when
 * each completion was decided. */
static bool compare_completed(struct run *run, const struct jhr_case *c,
                              const struct jhr_reference_result *expected,
                              const struct adaptor_answer *answer, struct difference *d)
{
    const struct jhr_besluit *e = &expected->besluit;
    bool apart = expected->only_apart && !endless_volume(c);
    bool exact = answer->uitputtend && (apart || (answer->tried && !answer->open));
    for (uint32_t i = 0; i < e->regels_n && e->besluit != JHR_STRIJDIG; i++) {
        uint8_t is = e->regels[i].uitkomst, said = answer->regels[i].uitkomst;
        /* Facts that only rules without a say read are not tried: what those report is true, and
         * may be onbekend. */
        bool all = exact && apart && answer->tried && e->regels[i].rol == JHR_ROL_BESLIST;
        if (is == said || weaker(is, said) || (!all && said == JHR_ONBEKEND))
            continue;
        *d = (struct difference){i, "outcome after completions", is, said};
        return false;
    }
    *d = (struct difference){JHR_NONE, "decision after completions", e->besluit, answer->completed};
    run->coverage.exact += exact;
    run->coverage.apart += exact && apart && !expected->only_facts;
    run->coverage.ends += exact && !apart;
    run->coverage.open += answer->open;
    return answer->completed == e->besluit || (!exact && answer->completed == JHR_ONBEPAALD);
}

bool compare(struct run *run, const struct regeling *r, const struct jhr_case *c,
             const struct jhr_reference_result *expected, struct difference *d)
{
    struct adaptor_answer answer;
    const struct jhr_besluit *e = &expected->besluit;
    bool unknowns = expected->completions > 1 || endless_volume(c);
    bool open = expected->open || unknowns;
    *d = (struct difference){JHR_NONE, "no memory", e->besluit, JHR_ONBEPAALD};
    if (!adaptor_decide(r->adaptor, c, &run->arena, &answer))
        return false;
    const struct jhr_besluit *a = answer.besluit;
    if (a == NULL) /* there is no evaluator */
        return true;
    bool vacuous = unknowns && e->besluit == JHR_STRIJDIG;
    for (uint32_t i = 0; i < e->regels_n; i++) {
        if (expected->half && e->regels[i].uitkomst == JHR_ONBEKEND)
            continue;
        if (compare_rule(run, &e->regels[i], &a->regels[i], open))
            continue;
        *d = (struct difference){i, "outcome", e->regels[i].uitkomst, a->regels[i].uitkomst};
        return false;
    }
    run->coverage.completed += expected->completions > 1 && answer.completed != JHR_ONBEPAALD;
    *d = (struct difference){JHR_NONE, "decision", e->besluit, a->besluit};
    if (!unknowns && a->besluit != e->besluit)
        return false;
    /* Facts that clash only together are found by trying completions. */
    if (!vacuous && a->besluit != JHR_ONBEPAALD && a->besluit != e->besluit)
        return false;
    return compare_completed(run, c, expected, &answer, d);
}

/* ---- shrinking ---- */

static bool starts_rule(struct jhr_str line)
{
    static const char *const words[] = {"eis ",       "signaal ", "voorwaarde ", "altijd ",
                                        "stapeling ", "begrip ",  "budget ",     "capaciteit "};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t n = strlen(words[i]);
        if (line.n > n && memcmp(line.p, words[i], n) == 0)
            return true;
    }
    return false;
}

static uint32_t line_end(struct jhr_str text, uint32_t at)
{
    while (at < text.n && text.p[at] != '\n')
        at++;
    return at < text.n ? at + 1 : at;
}

/* The k-th rule of the text, or the k-th line of a clause; false: there is none. */
static bool piece(struct jhr_str text, uint32_t k, bool clauses, uint32_t *lo, uint32_t *hi)
{
    for (uint32_t at = 0; at < text.n; at = line_end(text, at)) {
        struct jhr_str line = {text.p + at, text.n - at};
        bool indented = line.n > 2 && line.p[0] == ' ' && line.p[2] != ' ';
        if (!(clauses ? indented : starts_rule(line)) || k-- > 0)
            continue;
        *lo = at;
        for (at = line_end(text, at); at < text.n && text.p[at] == ' ' && !clauses;)
            at = line_end(text, at);
        *hi = at;
        return true;
    }
    return false;
}

/* The rekeningen that are left have other indices. */
static void find_saldi(struct run *run, const struct regeling *first, const struct regeling *now,
                       struct jhr_case *c)
{
    struct jhr_saldo *list = jhr_arena_alloc(&run->arena, (c->saldi_n + 1) * sizeof *list);
    uint32_t n = 0;
    for (uint32_t i = 0; list != NULL && i < c->saldi_n; i++) {
        const struct jhr_model *m = first->model;
        struct jhr_str id = m->regels[m->rekeningen[c->saldi[i].rekening].regel].id;
        uint32_t regel = jhr_model_regel(now->model, id);
        if (regel == JHR_NONE)
            continue;
        list[n] = c->saldi[i];
        list[n++].rekening = now->model->regels[regel].rekening;
    }
    c->saldi = list;
    c->saldi_n = n;
}

/* Does the text still show a difference? The deviations and balances of the case are found again
 * by the ids of their rules; all other indices stay, since only rules and clauses are dropped. */
static bool differs(struct run *run, struct jhr_str text, const struct regeling *first,
                    const struct jhr_case *was, bool print)
{
    struct regeling r;
    struct jhr_case c = *was;
    struct jhr_reference_result expected;
    struct difference d;
    bool parts = false;
    if (regeling_open(&r, text)) {
        struct jhr_afwijking *list =
            jhr_arena_alloc(&run->arena, (was->afwijkingen_n + 1) * sizeof *list);
        c.afwijkingen = list;
        c.afwijkingen_n = 0;
        for (uint32_t i = 0; list != NULL && i < was->afwijkingen_n; i++) {
            struct jhr_str id = first->model->regels[was->afwijkingen[i].regel].id;
            uint32_t regel = jhr_model_regel(r.model, id);
            if (regel != JHR_NONE && r.model->regels[regel].afwijken)
                list[c.afwijkingen_n++] =
                    (struct jhr_afwijking){regel, was->afwijkingen[i].motivering};
        }
        if (r.model->stapelingen_n != first->model->stapelingen_n)
            c.celoordelen_n = 0;
        find_saldi(run, first, &r, &c);
        parts = jhr_reference_decide(r.model, &c, MOST_COMPLETIONS, &run->arena, &expected) &&
                expected.uitputtend && !compare(run, &r, &c, &expected, &d);
        if (parts && print) {
            const char *const *words = d.regel == JHR_NONE ? besluiten : uitkomsten;
            struct jhr_str id =
                d.regel == JHR_NONE ? JHR_STR("the regeling") : r.model->regels[d.regel].id;
            struct jhr_buf out = {0};
            write_case(&out, r.model, &c);
            printf("%.*s\n%.*s%s\n%s of %.*s: the reference says %s (%" PRIu64
                   " completions), the evaluator says %s\n",
                   (int)text.n, text.p, (int)out.n, out.p,
                   c.voorgesteld ? "with --stand voorgesteld" : "", d.what, (int)id.n, id.p,
                   words[d.expected], expected.completions, words[d.actual]);
            jhr_buf_free(&out);
        }
    }
    regeling_close(&r);
    return parts;
}

static bool drop_one(struct run *run, struct jhr_buf *text, const struct regeling *r,
                     const struct jhr_case *c, bool clauses)
{
    uint32_t lo = 0, hi = 0;
    for (uint32_t k = 0; piece(jhr_buf_get(text), k, clauses, &lo, &hi); k++) {
        struct jhr_buf less = {0};
        jhr_buf_add(&less, text->p, lo);
        jhr_buf_add(&less, text->p + hi, text->n - hi);
        if (differs(run, jhr_buf_get(&less), r, c, false)) {
            jhr_buf_free(text);
            *text = less;
            return true;
        }
        jhr_buf_free(&less);
    }
    return false;
}

void show_difference(struct run *run, const struct gen *g, const struct regeling *r,
                     const struct jhr_case *c, uint64_t seed)
{
    struct jhr_buf text = {0};
    (void)g;
    printf("seed %" PRIu64 "\n", seed);
    jhr_buf_str(&text, run->text);
    while (drop_one(run, &text, r, c, false) || drop_one(run, &text, r, c, true))
        continue;
    differs(run, jhr_buf_get(&text), r, c, true);
    jhr_buf_free(&text);
}

void show_case(struct run *run, const struct regeling *r, const struct jhr_case *c)
{
    struct jhr_buf out = {0};
    write_case(&out, r->model, c);
    printf("%.*s\n%.*s\n", (int)run->text.n, run->text.p, (int)out.n, out.p);
    jhr_buf_free(&out);
}
