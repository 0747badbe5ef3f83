/*
 * decide FILE.jhr MAX_US: how long does one decision of a shipped regeling take? Its voorbeelden
 * are the cases, each decided in turn: filling the columns, one pass of the scalar evaluator, and
 * the besluit. Checks first that each gives what its voorbeeld expects to be decided; prints the
 * mean of the fastest round, and exits with 1 when it passes its bound.
 */
#include "lib/example.h"
#include "lib/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 31, REPEAT = 20 };

static double nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static bool nowhere(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}

static bool voorbeelden_pass(jhr_ctx *ctx, const char *path)
{
    jhr_test_options options = {.size = sizeof options};
    return jhr_test_paths(ctx, &path, 1, &options, (jhr_writer){nowhere, NULL}, NULL) == JHR_OK;
}

static struct jhr_case *cases_of(const struct jhr_rules *rules, struct jhr_arena *a)
{
    const struct jhr_model *m = rules->model;
    struct jhr_case *cases = jhr_arena_alloc(a, (m->voorbeelden_n + (size_t)1) * sizeof *cases);
    for (uint32_t i = 0; cases && i < m->voorbeelden_n; i++)
        if (!jhr_example_case(a, m, &m->voorbeelden[i], &cases[i]))
            return NULL;
    return cases;
}

static double fastest(const struct jhr_rules *rules, const struct jhr_case *cases)
{
    struct jhr_decider d;
    double best = 1e18;
    uint32_t n = rules->model->voorbeelden_n;
    if (!jhr_decider_init(&d, rules->program))
        return best;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        double start = nanoseconds();
        for (uint32_t again = 0; again < REPEAT; again++)
            for (uint32_t i = 0; i < n; i++)
                (void)jhr_decide(&d, &cases[i]);
        double took = (nanoseconds() - start) / REPEAT / n;
        best = took < best ? took : best;
    }
    jhr_decider_free(&d);
    return best;
}

int main(int argc, char **argv)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    struct jhr_arena arena;
    if (argc != 3 || !ctx || !voorbeelden_pass(ctx, argv[1]) ||
        jhr_compile_path(ctx, argv[1], &rules) != JHR_OK || !rules)
        return 1;
    jhr_arena_init(&arena, 0);
    double most = strtod(argv[2], NULL) * 1000, took = 1e18;
    const struct jhr_case *cases = cases_of(rules, &arena);
    if (cases && rules->model->voorbeelden_n > 0)
        took = fastest(rules, cases);
    printf("decision, %s: %u rules, %u cases, %.0f ns each (at most %.0f)\n", argv[1],
           rules->model->regels_n, rules->model->voorbeelden_n, took, most);
    jhr_arena_free(&arena);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return took > most;
}
