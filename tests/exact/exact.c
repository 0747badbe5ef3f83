/*
 * Partial proposals for random regelingen, against brute force.
 *
 *     exact [SEED [PAIRS [FAULT]]]
 *
 * Of each pair of a regeling and a proposal the decision is that of all completions together, the
 * facts of `nodig` suffice and none of them can be missed, what each answer to
 * them settles is so, and one more fact changes no decision but to strijdig. FAULT makes an answer
 * wrong on purpose: besluit, few, more, answer or later.
 */
#include "compiler/emit.h"
#include "runtime/complete.h"
#include "tests/differential/adaptor.h"
#include "tests/differential/generate.h"
#include "tests/exact/brute.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASES 40 /* of a regeling */
#define OPEN  12 /* facts that are left unknown at most, of the first attempt */

struct regeling {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_model *model;
    struct adaptor *adaptor;
    bool altijd;
};
struct run {
    struct jhr_arena arena; /* of one case */
    struct brute brute;
    struct jhr_str text;
    struct chance chance;
    const char *fault;
    uint64_t regelingen, pairs, open, settled, altijd, besluiten[5];
    uint64_t nodig, facts, never, relative, answers, settling, filled, strijdig, many, other, cut;
};

/* ---- from text to what decides ---- */

static bool load_nothing(void *self, struct jhr_str from, struct jhr_str path,
                         struct jhr_str *full_path, struct jhr_str *text, struct jhr_str *error)
{
    (void)self, (void)from, (void)path, (void)full_path, (void)text;
    *error = JHR_STR("no files here");
    return false;
}

static bool regeling_open(struct regeling *r, struct jhr_str text)
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
    for (uint32_t i = 0; i < r->model->regels_n; i++)
        r->altijd |= r->model->regels[i].kind == JHR_R_ALTIJD;
    r->adaptor = adaptor_compile(&r->arena, &r->diags, r->model);
    return r->adaptor != NULL;
}

static void regeling_close(struct regeling *r)
{
    if (r->adaptor != NULL)
        adaptor_free(r->adaptor);
    jhr_arena_free(&r->arena);
}

/* ---- what is unknown ---- */

/* Forgets facts: each with this chance, at most OPEN of them. */
static void forget(struct run *run, struct jhr_feitwaarde *v, uint32_t n, uint32_t percent)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (open == OPEN || !chance_percent(&run->chance, percent))
            continue;
        v[i] = (struct jhr_feitwaarde){.niet_te_verkrijgen = chance_percent(&run->chance, 4)};
        open++;
    }
}

/* The case with facts left out, such that brute force can try them all; false: it cannot. */
static bool partial(struct run *run, const struct regeling *r, struct jhr_case *c)
{
    const struct jhr_feitwaarde *all = c->feiten;
    for (uint32_t percent = 100; percent >= 25; percent -= 15) {
        struct jhr_feitwaarde *v = jhr_arena_alloc(&run->arena, (c->feiten_n + 1) * sizeof *v);
        if (v == NULL)
            return false;
        memcpy(v, all, c->feiten_n * sizeof *v);
        forget(run, v, c->feiten_n, percent);
        c->feiten = v;
        if (brute_force(r->model, c, &run->arena, &run->brute))
            return true;
    }
    run->many++;
    return false;
}

static bool only_facts(const struct brute *b)
{
    for (uint32_t k = 0; k < b->unknowns_n; k++)
        if (b->unknowns[k].atom != JHR_A_FEIT)
            return false;
    return true;
}

/* ---- nodig ---- */

static uint64_t bit_of_fact(const struct brute *b, uint32_t feit)
{
    for (uint32_t k = 0; k < b->unknowns_n; k++)
        if (b->unknowns[k].atom == JHR_A_FEIT && b->unknowns[k].index == feit)
            return UINT64_C(1) << k;
    return 0;
}

static bool can_be_asked(const struct jhr_case *c, const struct brute_unknown *u)
{
    return u->atom == JHR_A_FEIT && !c->feiten[u->index].niet_te_verkrijgen;
}

static uint64_t never_known(const struct brute *b, const struct jhr_case *c)
{
    uint64_t never = 0;
    for (uint32_t k = 0; k < b->unknowns_n; k++)
        never |= (uint64_t)!can_be_asked(c, &b->unknowns[k]) << k;
    return never;
}

/* Found by dropping facts in reverse order of the file while the rest suffices. */
static uint64_t expected_nodig(const struct brute *b, const struct jhr_case *c, uint64_t *fixed)
{
    uint64_t asked = 0;
    *fixed = 0;
    for (uint32_t k = 0; k < b->unknowns_n; k++)
        *(can_be_asked(c, &b->unknowns[k]) ? &asked : fixed) |= UINT64_C(1) << k;
    for (uint32_t i = c->feiten_n; i-- > 0;) {
        uint64_t without = asked & ~bit_of_fact(b, i);
        if (without != asked && brute_suffices(b, *fixed | without))
            asked = without;
    }
    return asked;
}

static const char *nodig_broken(struct run *run, const struct jhr_case *c, const uint32_t *nodig,
                                uint32_t n)
{
    const struct brute *b = &run->brute;
    uint64_t asked = 0, fixed, expected = expected_nodig(b, c, &fixed);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t bit = bit_of_fact(b, nodig[i]);
        if (c->feiten[nodig[i]].known || c->feiten[nodig[i]].niet_te_verkrijgen)
            return "nodig names a fact that is known, or that nobody can know";
        if (bit == 0 || (asked & bit) != 0)
            return "nodig names a fact that does not matter, or one twice";
        asked |= bit;
    }
    if (!brute_suffices(b, fixed | asked))
        return "nodig does not suffice";
    for (uint64_t left = asked; left != 0; left &= left - 1)
        if (brute_suffices(b, fixed | (asked & ~(left & (~left + 1)))))
            return "nodig is not minimal";
    if (asked != expected)
        return "nodig is another minimal set than the one that dropping facts gives";
    run->nodig++;
    run->facts += n;
    return NULL;
}

static uint32_t place_of_fact(const struct brute *b, uint32_t feit)
{
    return (uint32_t)__builtin_ctzll(bit_of_fact(b, feit));
}

/* Where there are answers (not beside a `?` under advice) each value that was tried is in one, and
 * that says what brute force decides. */
static const char *answers_broken(struct run *run, const struct jhr_completed *done)
{
    const struct brute *b = &run->brute;
    for (uint32_t i = 0; i < done->nodig_n && done->answers != NULL; i++) {
        const struct jhr_answers *of = &done->answers[i];
        uint32_t k = place_of_fact(b, done->nodig[i]);
        for (uint32_t v = 0; v < b->unknowns[k].values_n; v++) {
            int64_t value = b->unknowns[k].values[v];
            uint32_t at = 0;
            while (at < of->n && (value < of->v[at].from || value > of->v[at].to))
                at++;
            if (at == of->n)
                return "a value that is in none of the answers";
            if (of->v[at].besluit != brute_answer(b, k, value))
                return "an answer settles something else than brute force";
            run->answers++;
            run->settling += of->v[at].besluit != JHR_ONBEPAALD;
        }
    }
    return NULL;
}

/* ---- one more fact ---- */

/* Of a completion, so that it need not clash; else any value. */
static int64_t some_value(struct run *run, const struct regeling *r, uint32_t feit)
{
    const struct jhr_feit *f = &r->model->feiten[feit];
    const struct brute *b = &run->brute;
    uint64_t bit = bit_of_fact(b, feit);
    const struct brute_completion *one =
        &b->completions[chance_below(&run->chance, b->completions_n)];
    if (b->completions_n > 0 && (one->asked & bit) != 0 && chance_percent(&run->chance, 80))
        return one->value[__builtin_ctzll(bit)];
    return f->type == JHR_T_DATUM ? 20270301 : chance_between(&run->chance, f->lowest, f->highest);
}

static const char *later_broken(struct run *run, const struct regeling *r, const struct jhr_case *c,
                                uint8_t before)
{
    struct jhr_feitwaarde *v = jhr_arena_alloc(&run->arena, (c->feiten_n + 1) * sizeof *v);
    struct adaptor_answer after;
    struct jhr_case filled = *c;
    uint32_t open = 0;
    if (v == NULL)
        return "no memory";
    for (uint32_t i = 0; i < c->feiten_n; i++) {
        v[i] = c->feiten[i];
        open += !v[i].known;
    }
    if (open == 0)
        return NULL;
    open = chance_below(&run->chance, open);
    uint32_t feit = 0;
    while (v[feit].known || open-- > 0)
        feit++;
    v[feit] = (struct jhr_feitwaarde){.known = true, .v = some_value(run, r, feit)};
    filled.feiten = v;
    if (!adaptor_decide(r->adaptor, &filled, &run->arena, &after))
        return "no memory";
    uint8_t now = after.tried ? after.completed : after.besluit->besluit;
    if (strcmp(run->fault, "later") == 0 && now <= JHR_NIET_TOELAATBAAR)
        now = JHR_NIET_TOELAATBAAR - now;
    run->filled++;
    run->strijdig += now == JHR_STRIJDIG && before != JHR_STRIJDIG;
    if (before == JHR_ONBEPAALD || now == JHR_STRIJDIG || now == before)
        return NULL;
    return "one more fact changed the decision";
}

/* ---- one pair ---- */

/* An answer that is wrong on purpose. */
static void spoil(struct run *run, const struct jhr_case *c, struct jhr_completed *answer,
                  uint8_t besluit)
{
    if (strcmp(run->fault, "besluit") == 0 && answer->uitputtend)
        answer->besluit = besluit;
    if (strcmp(run->fault, "few") == 0 && answer->nodig_n > 0)
        answer->nodig_n--;
    if (strcmp(run->fault, "answer") == 0 && answer->nodig_n > 0) {
        static const struct jhr_answer all = {INT64_MIN, INT64_MAX, JHR_ONBEPAALD};
        struct jhr_answers *spoilt = jhr_arena_alloc(&run->arena, answer->nodig_n * sizeof *spoilt);
        for (uint32_t i = 0; spoilt != NULL && i < answer->nodig_n; i++)
            spoilt[i] = (struct jhr_answers){&all, 1};
        answer->answers = spoilt;
    }
    for (uint32_t i = 0; i < c->feiten_n && strcmp(run->fault, "more") == 0; i++) {
        bool named = c->feiten[i].known || c->feiten[i].niet_te_verkrijgen ||
                     bit_of_fact(&run->brute, i) == 0;
        uint32_t *nodig;
        for (uint32_t k = 0; k < answer->nodig_n; k++)
            named |= answer->nodig[k] == i;
        if (named || (nodig = jhr_arena_alloc(&run->arena, (answer->nodig_n + (size_t)1) *
                                                               sizeof *nodig)) == NULL)
            continue;
        for (uint32_t k = 0; k < answer->nodig_n; k++)
            nodig[k] = answer->nodig[k];
        nodig[answer->nodig_n++] = i;
        answer->nodig = nodig;
        return;
    }
}

static const char *pair_broken(struct run *run, const struct regeling *r, const struct jhr_case *c)
{
    struct jhr_decider *d = adaptor_decider(r->adaptor);
    const struct jhr_besluit *first = jhr_decide(d, c);
    struct jhr_completed answer = {.besluit = first->besluit, .uitputtend = true};
    uint8_t expected = run->brute.besluit, besluit = first->besluit;
    if (jhr_complete_helps(d) && !jhr_complete(&run->arena, d, c, &answer))
        return "no memory";
    spoil(run, c, &answer, besluit);
    if (!answer.uitputtend) {
        run->cut++;
        return answer.besluit == JHR_ONBEPAALD ? NULL : "not exhaustive, and a decision";
    }
    if (answer.besluit != expected)
        return "another decision than brute force";
    if (besluit != JHR_ONBEPAALD && besluit != expected && expected != JHR_STRIJDIG)
        return "another decision of three values than brute force";
    if (besluit != JHR_ONBEPAALD && chance_percent(&run->chance, 25))
        return NULL; /* right; not counted, so that a third of what is counted is open */
    const char *broken = NULL;
    if (!run->brute.relative) {
        broken = nodig_broken(run, c, answer.nodig, answer.nodig_n);
        broken = broken != NULL ? broken : answers_broken(run, &answer);
    }
    run->relative += run->brute.relative;
    run->pairs++;
    run->besluiten[expected]++;
    run->open += besluit == JHR_ONBEPAALD;
    run->settled += besluit == JHR_ONBEPAALD && expected != JHR_ONBEPAALD;
    run->altijd += r->altijd;
    return broken != NULL ? broken : later_broken(run, r, c, expected);
}

static bool one_case(struct run *run, const struct gen *g, const struct regeling *r, uint64_t seed)
{
    struct jhr_case c;
    jhr_arena_reset(&run->arena);
    generate_case(g, r->model, seed, &run->arena, &c);
    run->chance = chance_of(seed, 11);
    if (!partial(run, r, &c) || run->brute.tried == 1)
        return true;
    if (!only_facts(&run->brute) || endless_volume(&c)) {
        run->other++;
        return true;
    }
    uint64_t never = never_known(&run->brute, &c);
    if (never != 0 && !brute_forget(&run->brute, never)) {
        run->many++;
        return true;
    }
    run->never += never != 0;
    const char *broken = pair_broken(run, r, &c);
    if (broken == NULL)
        return true;
    struct jhr_buf out = {0};
    write_case(&out, r->model, &c);
    printf("seed %" PRIu64 ": %s\n%.*s\n%.*s\n", seed, broken, (int)run->text.n, run->text.p,
           (int)out.n, out.p);
    jhr_buf_free(&out);
    return false;
}

static bool one_regeling(struct run *run, uint64_t seed, uint64_t pairs)
{
    struct regeling r;
    struct gen g;
    struct jhr_buf text = {0};
    bool ok = true;
    generate_regeling(&g, seed, UINT32_MAX, &text);
    run->text = jhr_buf_get(&text);
    run->regelingen++;
    if (regeling_open(&r, run->text)) /* else a form that is not lowered: differential counts it */
        for (uint32_t i = 0; ok && i < CASES && run->pairs < pairs; i++)
            ok = one_case(run, &g, &r, seed * 1000003 + i);
    regeling_close(&r);
    jhr_buf_free(&text);
    return ok;
}

/* ---- the whole ---- */

static bool at_least(const char *what, uint64_t part, uint64_t whole, uint64_t percent)
{
    printf("# exact: %" PRIu64 " of %" PRIu64 " %s: %.1f%%, of at least %" PRIu64 "%%\n", part,
           whole, what, whole > 0 ? 100.0 * (double)part / (double)whole : 0.0, percent);
    return part * 100 >= whole * percent;
}

static bool report(const struct run *run, uint64_t seed)
{
    const uint64_t *b = run->besluiten;
    printf("# exact: seed %" PRIu64 ", %" PRIu64 " regelingen, %" PRIu64
           " pairs equal to brute force (%" PRIu64 " toelaatbaar, %" PRIu64
           " niet toelaatbaar, %" PRIu64 " onbepaald, %" PRIu64 " strijdig, %" PRIu64
           " buiten regeling)\n",
           seed, run->regelingen, run->pairs, b[JHR_TOELAATBAAR], b[JHR_NIET_TOELAATBAAR],
           b[JHR_ONBEPAALD], b[JHR_STRIJDIG], b[JHR_BUITEN_REGELING]);
    printf("# exact: nodig sufficient and minimal in all, %" PRIu64 " facts; one more fact %" PRIu64
           " times, %" PRIu64 " times to strijdig and never another decision; left out %" PRIu64
           " with too many completions for brute force, %" PRIu64
           " with too many for the program, %" PRIu64 " with other unknowns than facts; in %" PRIu64
           " a fact that nobody knows\n",
           run->facts, run->filled, run->strijdig, run->many, run->cut, run->other, run->never);
    printf("# exact: %" PRIu64 " answers to what nodig asks say what brute force decides, %" PRIu64
           " of them settle it; %" PRIu64
           " pairs with facts compared with each other (tests/unit/test_orders.c)\n",
           run->answers, run->settling, run->relative);
    bool ok = at_least("pairs open for three values", run->open, run->pairs, 30);
    ok &= at_least("of those settled by completions", run->settled, run->open, 5);
    return at_least("pairs with an altijd", run->altijd, run->pairs, 20) && ok;
}

int main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t pairs = argc > 2 ? strtoull(argv[2], NULL, 10) : 3000;
    struct run *run = calloc(1, sizeof *run);
    bool ok = run != NULL;
    if (run == NULL)
        return 2;
    run->fault = argc > 3 ? argv[3] : "";
    jhr_arena_init(&run->arena, 0);
    for (uint64_t i = 0; ok && run->pairs < pairs; i++)
        ok = one_regeling(run, seed * 1000000 + i, pairs);
    ok = ok && report(run, seed);
    jhr_arena_free(&run->arena);
    free(run);
    return ok ? 0 : 1;
}
