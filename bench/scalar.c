/*
 * scalar: the evaluator against branch-free C written by hand (hand.h), on the same 48 rules and
 * the same cases. Checks that both say the same of every case, then times them in turn and prints
 * the ratio of the shortest times; the bar is 7. `scalar --rules` prints the rules as .jhr.
 */
#include "bench/hand.h"

#include "base/diag.h"
#include "compiler/compile.h"
#include "runtime/scalar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define CASES      16384
#define ROUNDS     31
#define BAR        7.0
#define PER_100000 1500 /* unknown */

/* ---- the rules as .jhr ---- */

#define B(n)                  "b" #n
#define LE(n, most)           "i" #n " <= " #most
#define GE(n, least)          "i" #n " >= " #least
#define IN(n, mask, names)    "e" #n " in { " names " }"
#define LIN(a, x, b, y, most) #a " * i" #x " + " #b " * i" #y " <= " #most
#define NOT(E)                "niet (" E ")"
#define AND(E, F)             "((" E ") en (" F "))"
#define OR(E, F)              "((" E ") of (" F "))"
static const char *const rules[RULES] = {
#define RULE(n, E) E,
#include "bench/workload.def"
#undef RULE
};

static void put_matrix(struct jhr_buf *out, uint32_t matrix)
{
    static const char *const words[] = {"nee", "?", "ja"};
    jhr_buf_fmt(out, "stapeling S%u \"Matrix\"\n  reden 6\n  matrix\n    |  ", matrix);
    for (uint32_t k = 0; k < PRODUCTS; k++)
        jhr_buf_fmt(out, "| P%02u ", k);
    jhr_buf_z(out, "|\n");
    for (uint32_t i = 0; i < PRODUCTS; i++) {
        jhr_buf_fmt(out, "    | P%02u ", i);
        for (uint32_t k = 0; k < PRODUCTS; k++)
            jhr_buf_fmt(out, "| %s ", k < i ? "" : words[matrix_cell(matrix, i, k)]);
        jhr_buf_z(out, "|\n");
    }
    jhr_buf_z(out, "  standaard ja\n");
}

static void put_rules(struct jhr_buf *out)
{
    jhr_buf_z(out, "regeling bench \"Bench\"\n  versie \"1\"\n  geldig vanaf 1-1-2027\n"
                   "  dubbel toegestaan\n");
    for (uint32_t i = 0; i < SOORTEN; i++) {
        jhr_buf_fmt(out, "soort s%u { ", i);
        for (uint32_t k = 0; k < 8; k++)
            jhr_buf_fmt(out, "%sv%u_%u", k == 0 ? "" : ", ", i, k);
        jhr_buf_z(out, " }\n");
    }
    for (uint32_t i = 0; i < BOOLS; i++)
        jhr_buf_fmt(out, "feit b%u: ja/nee\n", i);
    for (uint32_t i = 0; i < SOORTEN; i++)
        jhr_buf_fmt(out, "feit e%u: s%u\n", i, i);
    for (uint32_t i = 0; i < NUMBERS; i++)
        jhr_buf_fmt(out, "feit i%u: getal 0..100\n", i);
    for (uint32_t i = 0; i < PRODUCTS; i++)
        jhr_buf_fmt(out, "product P%02u \"Product\" zonder tarief zonder norm\n", i);
    for (uint32_t i = 0; i < RULES; i++)
        jhr_buf_fmt(out, "eis R%02u \"Regel\"\n  alleen als %s\n  reden 7\n", i, rules[i]);
    for (uint32_t i = 0; i < MATRICES; i++)
        put_matrix(out, i);
}

static bool no_file(void *self, struct jhr_str from, struct jhr_str path, struct jhr_str *full_path,
                    struct jhr_str *text, struct jhr_str *error)
{
    (void)self, (void)from, (void)path, (void)full_path, (void)text, (void)error;
    return false;
}

static struct jhr_program *compile_rules(const struct jhr_buf *text)
{
    struct jhr_arena arena;
    struct jhr_sources sources = {.arena = &arena};
    struct jhr_diags diags = {.arena = &arena, .sources = &sources};
    struct jhr_buf bytes = {0}, said = {0};
    struct jhr_program *p = NULL;
    const struct jhr_model *model;
    jhr_arena_init(&arena, 0);
    uint32_t file = jhr_source_add(&sources, JHR_STR("bench.jhr"), jhr_buf_get(text));
    if (!jhr_compile(&arena, &diags, &sources, (struct jhr_loader){no_file, NULL}, file, &model,
                     &bytes, &p)) {
        jhr_diag_write(&said, &diags, (struct jhr_diag_style){JHR_DF_PLAIN, JHR_EN, false});
        fprintf(stderr, "%s", said.p == NULL ? "no memory\n" : said.p);
    }
    jhr_buf_free(&said);
    jhr_buf_free(&bytes);
    jhr_arena_free(&arena);
    return p;
}

/* ---- cases ---- */

static struct hand_case hand[CASES];
static struct jhr_row rows[CASES];
static struct jhr_item items[CASES][RUNNING];

static uint64_t state = 48;

static uint32_t chance(uint32_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % n;
}

static bool is_unknown(void)
{
    return chance(100000) < PER_100000;
}

static void make_hand(struct hand_case *c)
{
    static const uint8_t counts[] = {0, 0, 0, 1, 1, 1, 2, 2, 3, 4}; /* mean 1.4 */
    for (uint32_t i = 0; i < BOOLS; i++)
        c->b[i] = (uint8_t)(is_unknown() ? 1 : 2 * (chance(10) > 0));
    for (uint32_t i = 0; i < SOORTEN; i++)
        c->e[i] = (int8_t)(is_unknown() ? -1 : (int32_t)chance(8));
    for (uint32_t i = 0; i < NUMBERS; i++)
        c->i[i] = is_unknown() ? UNKNOWN : (int32_t)chance(101);
    c->product = (uint8_t)chance(PRODUCTS);
    c->running_n = counts[chance(sizeof(counts))];
    for (uint32_t i = 0; i < c->running_n; i++)
        c->running[i] = (uint8_t)chance(PRODUCTS);
}

static void set_x(struct jhr_row *row, uint32_t column, bool known, int64_t v)
{
    row->known[column] = known;
    row->x[column] = known ? v : 0;
}

/* The facts are in the order of put_rules: truths, soorten, numbers. */
static void make_row(const struct jhr_program *p, const struct hand_case *c, struct jhr_row *row,
                     struct jhr_item *item)
{
    for (uint32_t f = 0; f < BOOLS + SOORTEN + NUMBERS; f++) {
        uint32_t column = p->feiten[f].kolom;
        if (f < BOOLS)
            row->b[column - p->meta->xcols] = c->b[f];
        else if (f < BOOLS + SOORTEN)
            set_x(row, column, c->e[f - BOOLS] >= 0, c->e[f - BOOLS]);
        else
            set_x(row, column, c->i[f - BOOLS - SOORTEN] != UNKNOWN, c->i[f - BOOLS - SOORTEN]);
    }
    set_x(row, JHR_X_START, true, 13700);
    set_x(row, JHR_X_PRODUCT, true, c->product);
    for (uint32_t k = 0; k < c->running_n; k++)
        item[k] = (struct jhr_item){.x[0] = c->running[k], .known[0] = true, .overlapt = JHR_YES};
    row->list[JHR_LIST_LOPENDE] = item;
    row->list_n[JHR_LIST_LOPENDE] = c->running_n;
    row->list_known = true;
}

static bool make_cases(struct jhr_arena *a, const struct jhr_program *p)
{
    for (uint32_t m = 0; m < MATRICES; m++) {
        for (uint32_t i = 0; i < PRODUCTS * PRODUCTS; i++)
            hand_matrix[m][i / PRODUCTS][i % PRODUCTS] = matrix_cell(m, i / PRODUCTS, i % PRODUCTS);
    }
    for (uint32_t n = 0; n < CASES; n++) {
        make_hand(&hand[n]);
        if (!jhr_row_init(a, p, &rows[n]))
            return false;
        make_row(p, &hand[n], &rows[n], items[n]);
    }
    return true;
}

/* ---- the race ---- */

static uint32_t differences(const struct jhr_program *p, struct jhr_scalar *out)
{
    uint8_t truths[RULES + MATRICES];
    uint32_t wrong = 0, refused = 0, open = 0;
    for (uint32_t n = 0; n < CASES; n++) {
        hand_run(&hand[n], truths);
        jhr_scalar_run(p, &rows[n], out);
        wrong += memcmp(truths, out->test, sizeof(truths)) != 0;
        bool is_refused = memchr(truths, JHR_NO, sizeof(truths)) != NULL;
        refused += is_refused;
        open += !is_refused && memchr(truths, JHR_UNKNOWN, sizeof(truths)) != NULL;
    }
    printf("scalar: %u cases: %u refused, %u open, %u admitted; %u differ\n", CASES, refused, open,
           CASES - refused - open, wrong);
    return wrong;
}

static double nanoseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double race(const struct jhr_program *p, struct jhr_scalar *out)
{
    uint8_t truths[RULES + MATRICES];
    double best_hand = 1e18, best_scalar = 1e18;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        double start = nanoseconds();
        for (uint32_t n = 0; n < CASES; n++)
            hand_run(&hand[n], truths);
        double middle = nanoseconds();
        for (uint32_t n = 0; n < CASES; n++)
            jhr_scalar_run(p, &rows[n], out);
        double end = nanoseconds();
        best_hand = middle - start < best_hand ? middle - start : best_hand;
        best_scalar = end - middle < best_scalar ? end - middle : best_scalar;
    }
    printf("scalar: %.1f ns a case, by hand %.1f ns: ratio %.2f (at most %.0f)\n",
           best_scalar / CASES, best_hand / CASES, best_scalar / best_hand, BAR);
    return best_scalar / best_hand;
}

int main(int argc, char **argv)
{
    struct jhr_buf text = {0};
    struct jhr_arena arena;
    struct jhr_scalar out;
    int code = 1;
    put_rules(&text);
    if (argc > 1 && strcmp(argv[1], "--rules") == 0) {
        fwrite(text.p, 1, text.n, stdout);
        jhr_buf_free(&text);
        return 0;
    }
    struct jhr_program *p = compile_rules(&text);
    jhr_arena_init(&arena, 0);
    if (p != NULL && p->regels_n >= RULES + MATRICES && make_cases(&arena, p) &&
        jhr_scalar_init(&arena, p, &out)) {
        printf("scalar: %u rules, %u instructions\n", RULES + MATRICES, p->code_n);
        code = differences(p, &out) > 0;
        /* Another process may disturb one race; it does not disturb three in the same way. */
        for (uint32_t again = 0; code == 0 && again < 3 && race(p, &out) > BAR; again++)
            code = again == 2;
    }
    jhr_arena_free(&arena);
    jhr_program_free(p);
    jhr_buf_free(&text);
    return code;
}
