/*
 * Random regelingen and cases, decided twice: by the reference and by the evaluator under test.
 *
 *     differential [SEED [REGELINGEN [CASES [SECONDS]]]]
 *
 * On input that leaves nothing open all outcomes and the decision are equal. With unknowns, each
 * outcome that the evaluator settles and each decision other than onbepaald is the reference's.
 * The first difference is shrunk and shown; then the program ends with 1.
 */
#include "tests/differential/differential.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static bool load_nothing(void *self, struct jhr_str from, struct jhr_str path,
                         struct jhr_str *full_path, struct jhr_str *text, struct jhr_str *error)
{
    (void)self, (void)from, (void)path, (void)full_path, (void)text;
    *error = JHR_STR("no files here");
    return false;
}

bool regeling_open(struct regeling *r, struct jhr_str text)
{
    *r = (struct regeling){0};
    jhr_arena_init(&r->arena, 0);
    r->sources.arena = &r->arena;
    r->diags = (struct jhr_diags){.arena = &r->arena, .sources = &r->sources};
    uint32_t file = jhr_source_add(&r->sources, JHR_STR("regeling.jhr"), text);
    struct jhr_loader loader = {load_nothing, NULL};
    r->model = jhr_resolve(&r->arena, &r->diags, &r->sources, loader, file);
    if (r->model == NULL || r->diags.count[JHR_ERROR] > 0)
        return false;
    r->adaptor = adaptor_compile(&r->arena, &r->diags, r->model);
    return r->adaptor != NULL;
}

void regeling_close(struct regeling *r)
{
    if (r->adaptor != NULL)
        adaptor_free(r->adaptor);
    jhr_arena_free(&r->arena);
}

/* Does the front end take a form that it may not take yet? */
static uint32_t forms_taken(void)
{
    static const struct {
        uint32_t form;
        const char *name, *condition;
    } forms[] = {
        {FORM_TRAJECTDUUR, "trajectduur", "trajectduur > 1 jaar"},
        {FORM_KOSTEN, "kosten", "kosten > € 100,-"},
        {FORM_OMVANG_TARIEF, "omvang * tarief", "omvang * tarief > € 100,-"},
        {FORM_WERKDAGEN, "werkdagen", "duur > 10 werkdagen"},
        {FORM_IN_GETALLEN, "a set of numbers", "f in { 3, 5 }"},
    };
    uint32_t taken = 0;
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        struct regeling r;
        struct jhr_buf text = {0};
        jhr_buf_fmt(&text,
                    "regeling r \"R\"\n  versie \"1\"\n  geldig vanaf 1-1-2026 tot 1-1-2030\n"
                    "feit f: getal 0..9\nsegment s \"S\"\nproduct 54001 \"P\" in s tarief € 60,- "
                    "per uur norm 40 uur\n"
                    "eis R1 \"E\"\n  alleen als %s\n  reden 7\n",
                    forms[i].condition);
        if (regeling_open(&r, jhr_buf_get(&text)))
            taken |= forms[i].form;
        else
            printf("not in the language yet: %s\n", forms[i].name);
        regeling_close(&r);
        jhr_buf_free(&text);
    }
    return taken;
}

/* ---- counting ---- */

static void count_case(struct coverage *k, const struct jhr_model *m, const struct jhr_case *c)
{
    k->cases++;
    k->outside += c->voorstel.product >= m->producten_n;
    k->open_end += c->voorstel.tot_en_met == JHR_YMD_NEVER;
    k->no_end += c->voorstel.tot_en_met == 0;
    k->no_list += !c->lopend_known;
    k->no_contracts += !c->contracten_known;
    k->no_saldo += m->rekeningen_n > 0 && !c->saldo_volledig;
    k->deviations += c->afwijkingen_n > 0;
    k->answers += c->celoordelen_n > 0;
    k->changes += c->wijzigt.n > 0;
    k->voorgesteld += c->voorgesteld;
}

static void count_result(struct coverage *k, const struct jhr_model *m,
                         const struct jhr_reference_result *r)
{
    bool unknowns = r->completions > 1;
    k->with_unknowns += unknowns;
    k->settled += unknowns && r->besluit.besluit != JHR_ONBEPAALD;
    k->besluiten[unknowns][r->besluit.besluit]++;
    for (uint32_t i = 0; i < r->besluit.regels_n; i++)
        k->uitkomsten[unknowns][r->besluit.regels[i].uitkomst]++;
    for (uint32_t i = 0; i < m->rekeningen_n; i++) {
        const struct jhr_regel_uitkomst *u = &r->besluit.regels[m->rekeningen[i].regel];
        bool places = m->regels[m->rekeningen[i].regel].kind == JHR_R_CAPACITEIT;
        k->rekening[places] += u->uitkomst == JHR_NIET_VOLDAAN;
        k->warnings += u->waarschuwt;
    }
}

/* ---- one case ---- */

/* A fact that was unknown is filled in: what was decided stays, unless the facts now clash. */
static bool stays_decided(struct run *run, const struct regeling *r, const struct jhr_case *c,
                          const struct jhr_reference_result *before, uint64_t seed)
{
    struct chance chance = chance_of(seed, 3);
    struct jhr_case filled = *c;
    struct jhr_reference_result after;
    uint32_t i = 0;
    while (i < c->feiten_n && c->feiten[i].known)
        i++;
    if (i == c->feiten_n || !before->uitputtend)
        return true;
    struct jhr_feitwaarde *v = jhr_arena_alloc(&run->arena, c->feiten_n * sizeof *v);
    if (v == NULL)
        return true;
    for (uint32_t k = 0; k < c->feiten_n; k++)
        v[k] = c->feiten[k];
    const struct jhr_feit *f = &r->model->feiten[i];
    int64_t lo = f->lowest, hi = f->highest;
    v[i].known = true;
    v[i].v = f->type == JHR_T_DATUM ? 20270301 : chance_between(&chance, lo, hi);
    filled.feiten = v;
    if (!jhr_reference_decide(r->model, &filled, MOST_COMPLETIONS, &run->arena, &after) ||
        !after.uitputtend || after.besluit.besluit == JHR_STRIJDIG)
        return true;
    run->coverage.filled++;
    uint8_t was = before->besluit.besluit;
    return was == JHR_ONBEPAALD || was == after.besluit.besluit;
}

static bool check_reasons(struct run *run, const struct regeling *r, const struct jhr_case *c,
                          const struct jhr_reference_result *expected, uint64_t seed)
{
    const char *wrong = NULL;
    if (!endless_volume(c))
        wrong = reasons_broken(adaptor_decider(r->adaptor), r->model, c, expected, &run->arena,
                               seed, &run->reasons);
    if (wrong == NULL && !endless_volume(c))
        wrong = changes_broken(adaptor_decider(r->adaptor), r->model, c, expected, &run->arena,
                               &run->changes);
    if (wrong == NULL)
        return true;
    printf("seed %" PRIu64 ": %s\n%.*s\n", seed, wrong, (int)run->text.n, run->text.p);
    show_case(run, r, c);
    return false;
}

static bool one_case(struct run *run, const struct gen *g, const struct regeling *r, uint64_t seed,
                     bool reasons)
{
    struct jhr_case c;
    struct jhr_reference_result expected;
    struct difference d;
    jhr_arena_reset(&run->arena);
    generate_case(g, r->model, seed, &run->arena, &c);
    count_case(&run->coverage, r->model, &c);
    if (!jhr_reference_decide(r->model, &c, MOST_COMPLETIONS, &run->arena, &expected)) {
        printf("seed %" PRIu64 ": the reference ran out of memory\n", seed);
        return false;
    }
    if (!expected.uitputtend) {
        run->coverage.too_many++;
        return true;
    }
    count_result(&run->coverage, r->model, &expected);
    if (!compare(run, r, &c, &expected, &d)) {
        show_difference(run, g, r, &c, seed);
        return false;
    }
    uint32_t broken = expected.completions > 1
                          ? JHR_NONE
                          : reach_broken(r->model, &r->claims, &c, &expected.besluit);
    if (broken != JHR_NONE) {
        printf("seed %" PRIu64 ": what check says of the reach of rule %u is not so\n%.*s\n", seed,
               broken, (int)run->text.n, run->text.p);
        show_case(run, r, &c);
        return false;
    }
    if (reasons && !check_reasons(run, r, &c, &expected, seed))
        return false;
    if (!stays_decided(run, r, &c, &expected, seed)) {
        printf("seed %" PRIu64 ": one more fact changed the decision of the reference\n", seed);
        show_case(run, r, &c);
        return false;
    }
    return true;
}

/* ---- one regeling ---- */

static bool only_not_yet(const struct jhr_diags *ds)
{
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *d = ds->list.v[i];
        if (jhr_diag_rows[d->id].severity == JHR_ERROR && d->id != JHR_D_NOT_YET)
            return false;
    }
    return ds->list.n > 0;
}

static void show_refused(const struct regeling *r, struct jhr_str text)
{
    struct jhr_buf out = {0};
    struct jhr_diag_style style = {JHR_DF_COMPACT, JHR_EN, false};
    jhr_diag_write(&out, &r->diags, style);
    printf("%.*s\nthe front end refused this:\n%.*s\n", (int)text.n, text.p, (int)out.n, out.p);
    jhr_buf_free(&out);
}

static bool one_regeling(struct run *run, uint64_t seed)
{
    struct regeling r;
    struct gen g;
    struct jhr_buf text = {0};
    bool ok = true;
    generate_regeling(&g, seed, run->forms, &text);
    coverage_text(&run->coverage, jhr_buf_get(&text));
    run->coverage.regelingen++;
    if (!regeling_open(&r, jhr_buf_get(&text))) {
        ok = only_not_yet(&r.diags);
        run->coverage.skipped += ok;
        if (!ok) {
            show_refused(&r, jhr_buf_get(&text));
            printf("seed %" PRIu64 "\n", seed);
        }
    } else {
        struct jhr_parsed parsed = jhr_parse(&r.arena, &r.diags, 0);
        coverage_tree(&run->coverage, parsed.file);
        run->text = jhr_buf_get(&text);
        ok = reach_claims(&r.arena, &r.sources, r.model, &r.claims);
        run->coverage.claims += r.claims.n;
        for (uint32_t i = 0; ok && i < run->cases; i++)
            ok = one_case(run, &g, &r, seed * 1000003 + i, i < REASONS_OF);
    }
    regeling_close(&r);
    jhr_buf_free(&text);
    return ok;
}

static uint64_t argument(int argc, char **argv, int i, uint64_t otherwise)
{
    return argc > i ? strtoull(argv[i], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    struct run run = {0};
    uint64_t seed = argument(argc, argv, 1, 1), n = argument(argc, argv, 2, 300), i = 0;
    uint64_t seconds = argument(argc, argv, 4, 0);
    time_t start = time(NULL);
    bool ok = true;
    run.cases = (uint32_t)argument(argc, argv, 3, 20);
    if (!coverage_init(&run.coverage, (uint32_t)n))
        return 2;
    jhr_arena_init(&run.arena, 0);
    run.forms = forms_taken();
    for (; ok && i < n; i++) {
        if (seconds > 0 && (uint64_t)(time(NULL) - start) >= seconds)
            break;
        ok = one_regeling(&run, seed * 1000000 + i);
    }
    const struct coverage *k = &run.coverage;
    if (ok)
        ok = coverage_print(k);
    if (ok && k->claims == 0) {
        printf("check said nothing of the reach of any rule\n");
        ok = false;
    }
    printf("# reach: %" PRIu64 " claims of check, none broken by a case\n", k->claims);
    if (ok && k->skipped * 10 > k->regelingen) {
        printf("too many regelingen are not lowered yet: %" PRIu64 "\n", k->skipped);
        ok = false;
    }
    const struct reasons_count *e = &run.reasons;
    printf("# reasons: %" PRIu64 " cases, %" PRIu64 " rules with %" PRIu64 " facts, %" PRIu64
           " of them shown to be needed, %" PRIu64 " begrippen, %" PRIu64 " gronden_samen; %" PRIu64
           " facts of large reasons that might go, %" PRIu64
           " with too many completions to check\n",
           e->cases, e->rules, e->facts, e->needed, e->slots, e->samen, e->large, e->too_many);
    const struct changes_count *h = &run.changes;
    printf("# changes: %" PRIu64 " refused, %" PRIu64 " of them helped by %" PRIu64
           " changes (%" PRIu64 " of two fields), all toelaatbaar; no nearer one among %" PRIu64
           " values tried; %" PRIu64 " cut off by the limit\n",
           h->refused, h->helped, h->changes, h->pairs, h->nearby, h->cut);
    printf("# differential: seed %" PRIu64 ", %" PRIu64 " regelingen (%u distinct, %" PRIu64
           " not lowered), %" PRIu64 " cases, %" PRIu64 " with unknowns of which %" PRIu64
           " settled; evaluator settled %" PRIu64 ", weaker %" PRIu64 ", exact %" PRIu64
           " (%" PRIu64 " with more than facts unknown, %" PRIu64
           " with an end or a volume; %" PRIu64 " left open)"
           "; %" PRIu64 " with too many completions: %s\n",
           seed, k->regelingen, k->distinct, k->skipped, k->cases, k->with_unknowns, k->settled,
           k->completed, k->weaker, k->exact, k->apart, k->ends, k->open, k->too_many,
           ok ? "equal" : "DIFFERENT");
    jhr_arena_free(&run.arena);
    coverage_free(&run.coverage);
    return ok ? 0 : 1;
}
