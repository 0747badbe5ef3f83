/*
 * questions FILE.jhr...: how many questions does it take until the besluit is there? Of voorbeelden
 * some of the facts are forgotten, and a question gets each answer that is possible as often as
 * completions have it. Counted is the expected number of questions when each time
 *   - the first of `nodig` is asked (as a toegang does),
 *   - of `nodig` the first in the order of the file,
 *   - the first in the order of the file that is not known (as a form does, from top to bottom),
 *   - that which makes the number least: the optimum, by trying every order (up to SIX facts).
 * The bars: no more than file order, and on average at most 1.05 times the optimum.
 */
#include "lib/example.h"
#include "lib/internal.h"
#include "runtime/classes.h"
#include "runtime/complete.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIX = 6, TRIES = 2, STATES = 20000, MOST_VALUES = 12 };
enum policy { GREEDY, NODIG_IN_ORDER, FORM, OPTIMUM, POLICIES };

/* What is known of the forgotten facts: a digit each, n of the fact when it is not known. */
struct state {
    bool seen, done;
    uint8_t first[OPTIMUM]; /* which of the forgotten each policy asks */
    double weight;          /* completions */
    double expected[POLICIES];
};
struct bench {
    const struct jhr_rules *rules;
    struct jhr_decider d;
    struct jhr_arena kept, scratch;
    struct jhr_case c;
    struct jhr_feitwaarde *facts; /* of c */
    uint32_t n, feit[SIX], digit[SIX];
    struct jhr_classes values[SIX];
    struct state *states;
    uint64_t random;
};
struct figures {
    uint32_t cases, facts;
    double sum[POLICIES];
};

static uint32_t chance(struct bench *b, uint32_t n)
{
    b->random = b->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(b->random >> 33) % n;
}

/* ---- one state ---- */

static uint32_t place_of(const struct bench *b, uint32_t feit)
{
    uint32_t k = 0;
    while (k < b->n && b->feit[k] != feit)
        k++;
    return k;
}

static void fill(struct bench *b)
{
    for (uint32_t k = 0; k < b->n; k++) {
        bool known = b->digit[k] < b->values[k].n;
        struct jhr_feitwaarde *f = &b->facts[b->feit[k]];
        f->known = known;
        f->v = known ? b->values[k].v[b->digit[k]] : 0;
    }
}

/* Is the besluit there, and what would each policy ask? False: memory ended. */
static bool decide(struct bench *b, struct state *s, uint8_t *besluit)
{
    const struct jhr_besluit *first;
    struct jhr_completed done;
    fill(b);
    jhr_arena_reset(&b->scratch);
    first = jhr_decide(&b->d, &b->c);
    *besluit = first->besluit;
    s->done = true;
    if (!jhr_complete_helps(&b->d))
        return true;
    if (!jhr_complete(&b->scratch, &b->d, &b->c, &done))
        return false;
    *besluit = done.besluit;
    uint32_t lowest = UINT32_MAX;
    for (uint32_t i = 0; i < done.nodig_n; i++)
        lowest = done.nodig[i] < lowest ? done.nodig[i] : lowest;
    if (done.besluit != JHR_ONBEPAALD || done.nodig_n == 0 || place_of(b, lowest) == b->n ||
        place_of(b, done.nodig[0]) == b->n)
        return true;
    s->done = false;
    s->first[GREEDY] = (uint8_t)place_of(b, done.nodig[0]);
    s->first[NODIG_IN_ORDER] = (uint8_t)place_of(b, lowest);
    for (uint32_t k = b->n; k-- > 0;)
        if (b->digit[k] == b->values[k].n)
            s->first[FORM] = (uint8_t)k;
    return true;
}

/* ---- all states ---- */

static struct state *state_at(struct bench *b)
{
    uint32_t at = 0;
    for (uint32_t k = 0; k < b->n; k++)
        at = at * (b->values[k].n + 1) + b->digit[k];
    return &b->states[at];
}

static bool solve(struct bench *b);

/* What asking this fact costs from here, by policy; and the completions there are. */
static bool ask(struct bench *b, uint32_t k, double *cost, double *weight)
{
    uint32_t unknown = b->digit[k];
    *weight = 0;
    memset(cost, 0, POLICIES * sizeof *cost);
    for (uint32_t v = 0; v < b->values[k].n; v++) {
        b->digit[k] = v;
        if (!solve(b))
            return false;
        const struct state *s = state_at(b);
        *weight += s->weight;
        for (uint32_t p = 0; p < POLICIES; p++)
            cost[p] += s->weight * s->expected[p];
    }
    b->digit[k] = unknown;
    for (uint32_t p = 0; p<POLICIES && * weight> 0; p++)
        cost[p] = 1 + cost[p] / *weight;
    return true;
}

static bool solve(struct bench *b)
{
    struct state *s = state_at(b), found = {.seen = true};
    double cost[POLICIES];
    uint8_t besluit;
    bool any = false;
    if (s->seen)
        return true;
    if (!decide(b, &found, &besluit))
        return false;
    for (uint32_t k = 0; k < b->n; k++) {
        if (b->digit[k] < b->values[k].n)
            continue;
        if (!ask(b, k, cost, &found.weight))
            return false;
        for (uint32_t p = 0; p < OPTIMUM; p++)
            if (!found.done && found.first[p] == k)
                found.expected[p] = cost[p];
        if (!found.done && (!any || cost[OPTIMUM] < found.expected[OPTIMUM]))
            found.expected[OPTIMUM] = cost[OPTIMUM];
        any = true;
    }
    if (!any)
        found.weight = besluit != JHR_STRIJDIG;
    *s = found;
    return true;
}

/* ---- cases ---- */

static bool is_read(const struct bench *b, uint32_t feit)
{
    for (uint32_t i = 0; i < b->rules->program->meta->regels; i++)
        if (b->d.besluit.regels[i].uitkomst != JHR_NIET_IN_WERKING &&
            jhr_reads_bit(b->d.reads.regels[i].feiten, feit))
            return true;
    return false;
}

/* Chooses facts of the voorbeeld to forget, in the order of the file. False: too few. */
static bool forget(struct bench *b)
{
    uint32_t can[256], n = 0, states = 1;
    (void)jhr_decide(&b->d, &b->c);
    for (uint32_t i = 0; i < b->c.feiten_n && n < 256; i++)
        if (b->facts[i].known && is_read(b, i))
            can[n++] = i;
    b->n = 0;
    for (uint32_t left = SIX, i = 0; i < n && left > 0; i++) {
        struct jhr_classes of;
        if (chance(b, n - i) >= left)
            continue;
        left--;
        if (!jhr_classes_of(&b->scratch, b->rules->program, can[i], &of) || of.v == NULL ||
            of.n > MOST_VALUES || states * (of.n + 1) > STATES)
            continue;
        int64_t *own = jhr_arena_alloc(&b->kept, of.n * sizeof *own);
        if (own == NULL)
            return false;
        memcpy(own, of.v, of.n * sizeof *own);
        states *= of.n + 1;
        b->values[b->n] = (struct jhr_classes){own, of.n};
        b->digit[b->n] = of.n;
        b->feit[b->n++] = can[i];
    }
    memset(b->states, 0, states * sizeof *b->states);
    return b->n >= 2;
}

/* Adds the case when some facts were needed. False: memory ended. */
static bool one_case(struct bench *b, const struct jhr_voorbeeld *v, struct figures *sum)
{
    jhr_arena_reset(&b->kept);
    jhr_arena_reset(&b->scratch);
    if (!jhr_example_case(&b->kept, b->rules->model, v, &b->c))
        return false;
    size_t size = b->c.feiten_n * sizeof *b->facts;
    b->facts = jhr_arena_alloc(&b->kept, size + 1);
    if (b->facts == NULL)
        return false;
    memcpy(b->facts, b->c.feiten, size);
    b->c.feiten = b->facts;
    if (!forget(b))
        return true;
    if (!solve(b))
        return false;
    const struct state *s = state_at(b);
    if (s->done || s->weight == 0)
        return true;
    sum->cases++;
    sum->facts += b->n;
    for (uint32_t p = 0; p < POLICIES; p++)
        sum->sum[p] += s->expected[p];
    return true;
}

static bool one_file(struct bench *b, const char *path, struct figures *sum)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    bool ok = ctx && jhr_compile_path(ctx, path, &rules) == JHR_OK && rules &&
              jhr_decider_init(&b->d, rules->program);
    b->rules = rules;
    for (uint32_t i = 0; ok && i < rules->model->voorbeelden_n; i++)
        for (uint32_t k = 0; ok && k < TRIES; k++)
            ok = one_case(b, &rules->model->voorbeelden[i], sum);
    if (b->rules)
        jhr_decider_free(&b->d);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return ok;
}

int main(int argc, char **argv)
{
    struct bench b = {.random = 6, .states = calloc(STATES, sizeof *b.states)};
    struct figures sum = {0};
    bool ok = b.states != NULL && argc > 1;
    jhr_arena_init(&b.kept, 0);
    jhr_arena_init(&b.scratch, 0);
    for (int i = 1; ok && i < argc; i++)
        ok = one_file(&b, argv[i], &sum);
    jhr_arena_free(&b.scratch);
    jhr_arena_free(&b.kept);
    free(b.states);
    if (!ok || sum.cases == 0)
        return 1;
    double n = sum.cases, greedy = sum.sum[GREEDY] / n, optimum = sum.sum[OPTIMUM] / n;
    printf(
        "questions: %u cases with %.1f facts forgotten; until the besluit is there %.2f questions "
        "on average, in file order of nodig %.2f, of all facts %.2f, at best %.2f\n",
        sum.cases, sum.facts / n, greedy, sum.sum[NODIG_IN_ORDER] / n, sum.sum[FORM] / n, optimum);
    printf("questions: %.3f times the optimum (at most 1.05), %.2f of file order (at most 1)\n",
           greedy / optimum, sum.sum[GREEDY] / sum.sum[NODIG_IN_ORDER]);
    return greedy > 1.05 * optimum || sum.sum[GREEDY] > sum.sum[NODIG_IN_ORDER];
}
