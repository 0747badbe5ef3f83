/*
 * block LEAST: the block evaluator against branch-free C written by hand (haaglanden.h), on the
 * rules of Haaglanden from 2027 without running indications, from memory: a million cases, as
 * columns for the one and as structs for the other, far more than a cache holds. Checks first that
 * the two and the scalar evaluator say the same of every case; then times them in turn, and exits
 * with 1 when the block evaluator is less than LEAST times as fast.
 */
#include "bench/haaglanden.h"

#include "lib/internal.h"
#include "runtime/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RULES      "rules/haaglanden/haaglanden-2027.jhr"
#define BLOCKS     1024u
#define CASES      (BLOCKS * JHR_BLOCK_ROWS)
#define ROUNDS     9
#define PER_100000 1500 /* unknown */

static uint64_t state = 2027;

static uint32_t chance(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % n;
}

static bool is_unknown(void)
{
    return chance(100000) < PER_100000;
}

static uint8_t truth(void)
{
    return (uint8_t)(is_unknown() ? 1 : 2 * chance(2));
}

static int8_t below(uint32_t n)
{
    return (int8_t)(is_unknown() ? -1 : (int32_t)chance(n));
}

/* ---- what belongs to what ---- */

/* Fills the tables of the hand-written rules from the sets of the program, in their order. */
static bool fill_tables(const struct jhr_program *p)
{
    if (p->ins_n != HAND_SETS || p->regels_n != HAND_RULES_N || p->producten_n > HAND_MEMBERS)
        return false;
    for (uint32_t k = 0; k < HAND_SETS; k++) {
        const struct jhr_p_set *set = &p->sets[p->ins[k].set];
        const struct jhr_p_setrij *first = jhr_set_row(p, set, HAND_SECOND - 1);
        const struct jhr_p_setrij *second = jhr_set_row(p, set, HAND_SECOND);
        for (uint32_t i = 0; i < HAND_MEMBERS; i++) {
            uint32_t now = (uint32_t)jhr_set_has(p, set, second, i) << k;
            if (p->ins[k].kolom == JHR_X_PRODUCT) {
                hand_product[0][i] |= (uint32_t)jhr_set_has(p, set, first, i) << k;
                hand_product[1][i] |= now;
            } else if (p->ins[k].kolom == JHR_X_AANBIEDER) {
                hand_aanbieder[i] |= now;
            } else if (p->ins[k].kolom != JHR_X_ITEM_PRODUCT) {
                hand_gemeente[i] |= now;
            }
        }
    }
    return true;
}

/* Where a fact's column is: of a truth from meta.xcols on. */
struct places {
#define X(name) uint32_t name;
    TRUTHS(X)
    NUMBERS(X)
#undef X
    uint32_t ruimte_G04, ruimte_G10, ruimte_G05;
};

static uint32_t fact_named(const struct jhr_program *p, const char *name)
{
    for (uint32_t i = 0; i < p->feiten_n; i++)
        if (jhr_str_eq(jhr_p_str(p, p->feiten[i].naam), jhr_str_of(name)))
            return p->feiten[i].kolom;
    fprintf(stderr, "block: no fact %s\n", name);
    exit(1);
}

static uint32_t room_named(const struct jhr_program *p, const char *rule)
{
    for (uint32_t i = 0; i < p->rekeningen_n; i++)
        if (jhr_str_eq(jhr_p_str(p, p->regels[p->rekeningen[i].regel].id), jhr_str_of(rule)))
            return p->rekeningen[i].kolom + JHR_RC_RUIMTE;
    fprintf(stderr, "block: no rekening %s\n", rule);
    exit(1);
}

static struct places find_places(const struct jhr_program *p)
{
    return (struct places){
#define X(name) .name = fact_named(p, #name),
        TRUTHS(X) NUMBERS(X)
#undef X
            .ruimte_G04 = room_named(p, "G04"),
        .ruimte_G10 = room_named(p, "G10"),
        .ruimte_G05 = room_named(p, "G05"),
    };
}

/* ---- cases ---- */

static void make_hand(const struct jhr_program *p, struct hand_case *c)
{
#define X(name) c->name = truth();
    TRUTHS(X)
#undef X
    c->open_einde = truth();
    c->gecontracteerd = truth();
    c->ruimte_G04 = truth();
    c->ruimte_G10 = truth();
    c->ruimte_G05 = truth();
    c->gemeente = below(p->gemeenten_n);
    c->verwijzer = below(7);
    c->leeftijd = below(24);
    c->trauma = below(5);
    c->onveiligheid = below(3);
    c->zwaarte_hulpvraag = below(3);
    c->onderwijsperspectief = below(3);
    c->product = (uint8_t)chance(p->producten_n);
    c->aanbieder = (uint8_t)chance(8);
    c->start = (int32_t)(HAND_SECOND - 30 + chance(7 * 365));
}

static void set_x(struct jhr_row *row, uint32_t column, bool known, int64_t v)
{
    row->known[column] = known;
    row->x[column] = known ? v : 0;
}

static void make_row(const struct jhr_program *p, const struct places *at,
                     const struct hand_case *c, struct jhr_row *row)
{
    uint8_t *b = row->b - p->meta->xcols;
#define X(name) b[at->name] = c->name;
    TRUTHS(X)
    X(ruimte_G04)
    X(ruimte_G10)
    X(ruimte_G05)
#undef X
#define X(name) set_x(row, at->name, c->name >= 0, c->name);
    NUMBERS(X)
#undef X
    row->b[JHR_BC_OPEN_EINDE] = c->open_einde;
    row->b[JHR_BC_GECONTRACTEERD] = c->gecontracteerd;
    set_x(row, JHR_X_START, true, c->start);
    set_x(row, JHR_X_PRODUCT, true, c->product);
    set_x(row, JHR_X_AANBIEDER, true, c->aanbieder);
    row->list_known = true;
}

/* ---- the race ---- */

struct race {
    const struct jhr_program *p;
    struct hand_case *hand;
    struct jhr_columns *columns; /* BLOCKS */
    struct jhr_block block;
    struct jhr_scalar scalar, taken;
};

static bool make_cases(struct race *r, struct jhr_arena *a)
{
    struct places at = find_places(r->p);
    struct jhr_row row;
    r->hand = jhr_arena_alloc(a, CASES * sizeof *r->hand);
    r->columns = jhr_arena_alloc(a, BLOCKS * sizeof *r->columns);
    if (a->out_of_memory || !jhr_row_init(a, r->p, &row))
        return false;
    for (uint32_t n = 0; n < CASES; n++) {
        struct jhr_columns *c = &r->columns[n / JHR_BLOCK_ROWS];
        if (n % JHR_BLOCK_ROWS == 0 && !jhr_columns_init(a, r->p, c))
            return false;
        make_hand(r->p, &r->hand[n]);
        make_row(r->p, &at, &r->hand[n], &row);
        jhr_columns_put(c, n % JHR_BLOCK_ROWS, &row);
    }
    return true;
}

static uint32_t differences(struct race *r, struct jhr_arena *a)
{
    struct places at = find_places(r->p);
    struct jhr_row row;
    uint32_t wrong = 0, counts[3] = {0};
    if (!jhr_row_init(a, r->p, &row))
        return 1;
    for (uint32_t n = 0; n < CASES; n++) {
        uint8_t voor[HAND_RULES_N], test[HAND_RULES_N];
        make_row(r->p, &at, &r->hand[n], &row);
        jhr_scalar_run(r->p, &row, &r->scalar);
        hand_run(&r->hand[n], voor, test);
        if (n % JHR_BLOCK_ROWS == 0)
            jhr_block_run(&r->block, &r->columns[n / JHR_BLOCK_ROWS], JHR_BLOCK_ROWS, NULL);
        jhr_block_take(&r->block, n % JHR_BLOCK_ROWS, &r->taken);
        wrong += memcmp(voor, r->scalar.voor, sizeof voor) != 0 ||
                 memcmp(test, r->scalar.test, sizeof test) != 0 ||
                 memcmp(voor, r->taken.voor, sizeof voor) != 0 ||
                 memcmp(test, r->taken.test, sizeof test) != 0;
        for (uint32_t i = 0; i < HAND_RULES_N; i++)
            counts[voor[i] < 2 - test[i] ? voor[i] : 2 - test[i]]++;
    }
    printf("block: %u cases of %u rules: %u hold, %u open, %u refuse; %u cases differ\n", CASES,
           HAND_RULES_N, counts[0], counts[1], counts[2], wrong);
    return wrong;
}

static double nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static volatile uint32_t seen;

static double race(struct race *r, double least)
{
    uint8_t voor[HAND_RULES_N], test[HAND_RULES_N];
    double best_hand = 1e18, best_block = 1e18;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        double start = nanoseconds();
        for (uint32_t n = 0; n < CASES; n++) {
            hand_run(&r->hand[n], voor, test);
            seen +=
                voor[n % HAND_RULES_N] + test[n % HAND_RULES_N]; /* the compiler drops no rule */
        }
        double middle = nanoseconds();
        for (uint32_t k = 0; k < BLOCKS; k++) {
            r->block.next = &r->columns[(k + 1) % BLOCKS];
            jhr_block_run(&r->block, &r->columns[k], JHR_BLOCK_ROWS, NULL);
        }
        double end = nanoseconds();
        best_hand = middle - start < best_hand ? middle - start : best_hand;
        best_block = end - middle < best_block ? end - middle : best_block;
    }
    printf("block: %.1f ns a case from memory, by hand %.1f ns: %.2f times as fast (at least "
           "%.1f)\n",
           best_block / CASES, best_hand / CASES, best_hand / best_block, least);
    return best_hand / best_block;
}

int main(int argc, char **argv)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    struct jhr_arena arena;
    struct race r;
    int code = 1;
    if (argc != 2 || !ctx || jhr_compile_path(ctx, RULES, &rules) != JHR_OK || !rules)
        return 1;
    double least = strtod(argv[1], NULL);
    jhr_arena_init(&arena, 0);
    r.p = rules->program;
    if (fill_tables(r.p) && make_cases(&r, &arena) && jhr_block_init(&arena, r.p, &r.block) &&
        jhr_scalar_init(&arena, r.p, &r.scalar) && jhr_scalar_init(&arena, r.p, &r.taken)) {
        code = differences(&r, &arena) > 0;
        /* Another process may disturb one race; it does not disturb three in the same way. */
        for (uint32_t again = 0; code == 0 && again < 3 && race(&r, least) < least; again++)
            code = again == 2;
    }
    jhr_arena_free(&arena);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return code;
}
