/*
 * The diagrams against BuDDy 2.4, which shares nothing with them: random formulas of forty
 * variables have as many cases in both, and two of them are equal in both or in neither. Compiled
 * by tests/validator/run.sh where libbdd-dev is installed.
 */
#include "tests/differential/random.h"
#include "validator/space.h"

#include <bdd.h>
#include <stdio.h>
#include <stdlib.h>

enum { VARS = 40, OPS = 120 };

/* A space of yes/no facts alone. */
static struct jhr_space *plain_space(void)
{
    static struct jhr_space s;
    static struct jhr_dim dims[VARS];
    static uint32_t dim_of[VARS];
    static const int64_t first[] = {0, 1, 2};
    for (uint32_t i = 0; i < VARS; i++) {
        dims[i] = (struct jhr_dim){.janee = true, .hi = 1, .n = 2, .bits = 1, .var = i};
        dims[i].first = first;
        dim_of[i] = i;
    }
    s.dims.v = dims;
    s.dims.n = VARS;
    s.vars_n = VARS;
    s.dim_of = dim_of;
    return &s;
}

int main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
    uint64_t rounds = argc > 2 ? strtoull(argv[2], NULL, 10) : 20, formulas = 0, nodes = 0;
    struct chance c = chance_of(seed, 21);
    struct jhr_space *s = plain_space();
    struct jhr_bdd b;
    struct jhr_counter counter;
    bool all[VARS], ok = jhr_bdd_init(&b, 1u << 24);
    for (uint32_t i = 0; i < VARS; i++)
        all[i] = true;
    bdd_init(1000000, 100000);
    bdd_setvarnum(VARS);
    jhr_counter_init(&counter, s, &b);
    for (uint64_t round = 0; ok && round < rounds; round++) {
        static jhr_edge mine[VARS + OPS];
        static BDD theirs[VARS + OPS];
        uint32_t mark = jhr_bdd_mark(&b);
        for (uint32_t i = 0; i < VARS; i++) {
            mine[i] = jhr_bdd_make(&b, i, JHR_BDD_NO, JHR_BDD_YES);
            theirs[i] = bdd_ithvar((int)i);
        }
        for (uint32_t n = VARS; ok && n < VARS + OPS; n++) {
            uint32_t x = n - 1 - chance_below(&c, VARS - 1), y = n - 1 - chance_below(&c, VARS - 1);
            uint32_t op = chance_below(&c, 4);
            mine[n] = op == 0   ? jhr_bdd_and(&b, mine[x], mine[y])
                      : op == 1 ? jhr_bdd_or(&b, mine[x], jhr_bdd_not(mine[y]))
                      : op == 2 ? jhr_bdd_xor(&b, mine[x], mine[y])
                                : jhr_bdd_or(&b, mine[x], mine[y]);
            theirs[n] = bdd_addref(op == 0   ? bdd_and(theirs[x], theirs[y])
                                   : op == 1 ? bdd_or(theirs[x], bdd_not(theirs[y]))
                                   : op == 2 ? bdd_xor(theirs[x], theirs[y])
                                             : bdd_or(theirs[x], theirs[y]));
            jhr_counter_start(&counter, all);
            struct jhr_count k = jhr_counter_of(&counter, mine[n]);
            double count = bdd_satcount(theirs[n]);
            uint32_t z = chance_below(&c, n);
            ok = !b.full && (double)k.w[0] == count && k.w[1] == 0 && /* below 2^53: exact */
                 (mine[n] == mine[z]) == (theirs[n] == theirs[z]);
            if (!ok)
                printf("formula %u of round %llu of seed %llu: %llu cases, BuDDy says %.0f\n", n,
                       (unsigned long long)round, (unsigned long long)seed,
                       (unsigned long long)k.w[0], count);
            formulas++;
        }
        nodes = b.peak > nodes ? b.peak : nodes;
        for (uint32_t n = VARS; n < VARS + OPS; n++)
            bdd_delref(theirs[n]);
        jhr_bdd_drop(&b, mark);
    }
    printf(
        "# proofs against BuDDy: seed %llu, %llu formulas of %d variables, up to %llu nodes: %s\n",
        (unsigned long long)seed, (unsigned long long)formulas, VARS, (unsigned long long)nodes,
        ok ? "equal" : "DIFFERENT");
    jhr_counter_free(&counter);
    jhr_bdd_free(&b);
    bdd_done();
    return ok ? 0 : 1;
}
