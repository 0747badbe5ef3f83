/*
 * reasons FILE.jhr MOST: what do reasons cost beside the decision itself? The voorbeelden without
 * running indications are the cases: each is decided by the scalar evaluator, and each gets its
 * reasons (minimal facts of rules and begrippen, grounds, what to ask). Prints the ratio of the
 * means, and exits with 1 when it passes MOST; what would help and how long it lasts is shown
 * beside.
 */
#include "documents/write_parts.h"
#include "lib/example.h"
#include "lib/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 9 };

static double nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

struct figures {
    double scalar, reasons, all; /* of the fastest round, per case */
    uint32_t cases;
};

static double least(double a, double b)
{
    return a < b ? a : b;
}

static bool measure(const struct jhr_rules *rules, struct jhr_decider *d, const struct jhr_case *c,
                    struct figures *sum)
{
    struct jhr_arena a;
    struct jhr_wr w;
    double best[3] = {1e18, 1e18, 1e18};
    bool ok = true;
    jhr_arena_init(&a, 0);
    for (int round = 0; round < ROUNDS && ok; round++) {
        double at = nanoseconds();
        for (int i = 0; i < 20; i++)
            (void)jhr_decide(d, c);
        best[0] = least(best[0], (nanoseconds() - at) / 20);
        for (int part = 1; part <= 2 && ok; part++) {
            jhr_arena_reset(&a);
            const struct jhr_besluit *b = jhr_engine_decide(rules, d, JHR_ENGINE_SCALAR, &a, c);
            at = nanoseconds();
            ok = b && (part == 1 ? jhr_wr_reasons(&w, &a, d, c, b) : jhr_wr_init(&w, &a, d, c, b));
            best[part] = least(best[part], nanoseconds() - at);
        }
    }
    jhr_arena_free(&a);
    sum->scalar += best[0];
    sum->reasons += best[1];
    sum->all += best[2];
    sum->cases++;
    return ok;
}

int main(int argc, char **argv)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    struct jhr_decider d;
    struct jhr_arena arena;
    struct figures sum = {0};
    bool ok = argc == 3 && ctx && jhr_compile_path(ctx, argv[1], &rules) == JHR_OK && rules &&
              jhr_decider_init(&d, rules->program);
    if (!ok)
        return 1;
    double most = strtod(argv[2], NULL);
    jhr_arena_init(&arena, 0);
    for (uint32_t i = 0; ok && i < rules->model->voorbeelden_n; i++) {
        struct jhr_case c;
        ok = jhr_example_case(&arena, rules->model, &rules->model->voorbeelden[i], &c);
        if (ok && c.lopend_n == 0)
            ok = measure(rules, &d, &c, &sum);
    }
    double ratio = sum.reasons / sum.scalar;
    printf(
        "reasons, %s: %u cases, %.0f ns scalar, reasons and nodig %.0f times that (at most %.0f), "
        "with wijziging and bestendigheid %.0f times\n",
        argv[1], sum.cases, sum.scalar / sum.cases, ratio, most, sum.all / sum.scalar);
    jhr_arena_free(&arena);
    jhr_decider_free(&d);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return !ok || ratio > most;
}
