/*
 * exact FILE.jhr: what does it cost to be exact, beside one pass of the scalar evaluator? The cases
 * are the voorbeelden without running indications, each as it is and with a quarter of its facts
 * unknown by chance; and one with twelve unknown yes/no facts that the decision may turn on. Checks
 * first that the scalar and the block evaluator decide the same; then times three-valued and exact
 * in turn. The bars: 10 times on the voorbeelden as they are, 200 with a quarter unknown, 100 with
 * twelve unknown (4096 completions), 1.05 where nothing is to be completed. Counts the calls of
 * malloc when all was decided once: none is allowed.
 */
#include "lib/example.h"
#include "lib/internal.h"
#include "runtime/complete.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PARTIAL = 200, MOST_TWELVE = 100, ROUNDS = 9, WAYS = 2, TWELVE = 12 };

/* ---- allocations: the Makefile links these in place of the C library's ---- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);

static uint64_t allocations;

void *__wrap_malloc(size_t n)
{
    allocations++;
    return __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    allocations++;
    return __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t n)
{
    allocations++;
    return __real_realloc(p, n);
}

/* ---- cases ---- */

static uint64_t state = 12;

static uint32_t chance(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % n;
}

struct bench {
    const struct jhr_rules *rules;
    struct jhr_decider d;
    struct jhr_arena kept, scratch; /* the cases; of one decision, as in a session */
    struct jhr_case *cases;
    uint32_t n;
};

static struct jhr_feitwaarde *own_facts(struct bench *b, struct jhr_case *c)
{
    size_t size = c->feiten_n * sizeof *c->feiten;
    struct jhr_feitwaarde *own = jhr_arena_alloc(&b->kept, size + 1);
    if (!own)
        exit(1);
    memcpy(own, c->feiten, size);
    c->feiten = own;
    return own;
}

static void make_cases(struct bench *b)
{
    const struct jhr_model *m = b->rules->model;
    b->cases = jhr_arena_alloc(&b->kept, (m->voorbeelden_n * WAYS + (size_t)1) * sizeof *b->cases);
    for (uint32_t i = 0; b->cases && i < m->voorbeelden_n; i++)
        for (uint32_t way = 0; way < WAYS; way++) {
            struct jhr_case *c = &b->cases[b->n];
            if (!jhr_example_case(&b->kept, m, &m->voorbeelden[i], c))
                exit(1);
            struct jhr_feitwaarde *facts = own_facts(b, c);
            for (uint32_t f = 0; way > 0 && f < c->feiten_n; f++)
                facts[f].known = facts[f].known && chance(4) > 0;
            b->n += c->lopend_n == 0;
        }
}

static const struct jhr_besluit *exact(struct bench *b, jhr_engine engine, const struct jhr_case *c)
{
    jhr_arena_reset(&b->scratch);
    return jhr_engine_decide(b->rules, &b->d, engine, &b->scratch, c);
}

/* ---- one case with twelve unknown ---- */

static uint32_t completions(struct bench *b, const struct jhr_case *c)
{
    struct jhr_completed done;
    jhr_arena_reset(&b->scratch);
    jhr_decide(&b->d, c);
    if (b->d.besluit.besluit != JHR_ONBEPAALD || !jhr_complete(&b->scratch, &b->d, c, &done))
        return 0;
    return done.completions;
}

/* Every fact is made known, then one yes/no fact after the other unknown while that adds to the
 * completions. */
static bool make_twelve(struct bench *b, const struct jhr_case *from, struct jhr_case *out)
{
    const struct jhr_program *p = b->rules->program;
    uint32_t had = 1;
    *out = *from;
    struct jhr_feitwaarde *facts = own_facts(b, out);
    for (uint32_t f = 0; f < out->feiten_n; f++)
        if (!facts[f].known) {
            facts[f].known = true;
            facts[f].v = p->feiten[f].lowest;
        }
    for (uint32_t f = 0; f < out->feiten_n && had < 1u << TWELVE; f++) {
        if (p->feiten[f].type != JHR_P_JANEE)
            continue;
        facts[f].known = false;
        uint32_t has = completions(b, out);
        facts[f].known = has != 2 * had;
        had = has == 2 * had ? has : had;
    }
    return had == 1u << TWELVE;
}

/* ---- the race ---- */

static double nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

struct times {
    double scalar, exact; /* of the fastest round */
};

static struct times race(struct bench *b, const struct jhr_case *c)
{
    struct times best = {1e18, 1e18};
    for (uint32_t round = 0; round < ROUNDS; round++) {
        double start = nanoseconds();
        (void)jhr_decide(&b->d, c);
        double middle = nanoseconds();
        (void)exact(b, JHR_ENGINE_SCALAR, c);
        double end = nanoseconds();
        best.scalar = middle - start < best.scalar ? middle - start : best.scalar;
        best.exact = end - middle < best.exact ? end - middle : best.exact;
    }
    return best;
}

/* Decides every case in each way, and counts those on which the engines differ. */
static uint32_t warm_up(struct bench *b)
{
    uint32_t differ = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint8_t one = exact(b, JHR_ENGINE_SCALAR, &b->cases[i])->besluit;
        differ += exact(b, JHR_ENGINE_BLOCK, &b->cases[i])->besluit != one;
    }
    return differ;
}

static bool say(const char *what, double ratio, double most)
{
    printf("exact: %s: %.2f times the scalar evaluator (at most %.2f)\n", what, ratio, most);
    return ratio <= most;
}

static bool average(struct bench *b)
{
    struct times all = {0, 0}, partial = {0, 0}, plain = {0, 0};
    uint32_t open = 0, settled = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        struct times t = race(b, &b->cases[i]);
        struct times *sum = i % WAYS == 0 ? &all : &partial;
        *sum = (struct times){sum->scalar + t.scalar, sum->exact + t.exact};
        jhr_decide(&b->d, &b->cases[i]);
        if (!jhr_complete_helps(&b->d)) {
            plain = (struct times){plain.scalar + t.scalar, plain.exact + t.exact};
            continue;
        }
        open++;
        settled += exact(b, JHR_ENGINE_SCALAR, &b->cases[i])->besluit != JHR_ONBEPAALD;
    }
    printf("exact: %u cases, %u open after three-valued logic, of which completions settle %u\n",
           b->n, open, settled);
    bool ok = say("on average", all.exact / all.scalar, 10);
    ok = say("with a quarter of the facts unknown", partial.exact / partial.scalar, PARTIAL) && ok;
    return say("where nothing is completed", plain.exact / plain.scalar, 1.05) && ok;
}

static bool twelve(struct bench *b)
{
    struct jhr_case c;
    struct times worst = {1, 0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n; i += WAYS) {
        if (!make_twelve(b, &b->cases[i], &c))
            continue;
        struct times t = race(b, &c);
        worst = t.exact / t.scalar > worst.exact / worst.scalar ? t : worst;
        n++;
    }
    printf("exact: %u cases with %u unknown yes/no facts\n", n, (unsigned)TWELVE);
    return n == 0 || say("the slowest of those", worst.exact / worst.scalar, MOST_TWELVE);
}

static bool no_allocation(struct bench *b)
{
    uint64_t before = allocations;
    (void)warm_up(b);
    printf("exact: %llu allocations in %u decisions (at most 0)\n",
           (unsigned long long)(allocations - before), 2 * b->n);
    return allocations == before;
}

int main(int argc, char **argv)
{
    struct bench b = {0};
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    bool ok = argc == 2 && ctx && jhr_compile_path(ctx, argv[1], &rules) == JHR_OK && rules &&
              jhr_decider_init(&b.d, rules->program);
    if (!ok)
        return 1;
    b.rules = rules;
    jhr_arena_init(&b.kept, 0);
    jhr_arena_init(&b.scratch, 0);
    make_cases(&b);
    uint32_t differ = warm_up(&b);
    printf("exact, %s: %u cases, %u decided otherwise by block\n", argv[1], b.n, differ);
    ok = differ == 0 && no_allocation(&b);
    ok = average(&b) && ok;
    ok = twelve(&b) && ok;
    jhr_arena_free(&b.scratch);
    jhr_arena_free(&b.kept);
    jhr_decider_free(&b.d);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return !ok;
}
