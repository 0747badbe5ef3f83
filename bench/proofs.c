/*
 * Proofs of generated regelingen as large as a region could write: 70 rules over 12 facts and 300
 * over 28, with 80 products and a matrix of 80 by 80. Each step within its bound, all within 500
 * MB, and time in proportion to the number of products.
 */
#include "compiler/compile.h"
#include "compiler/lower.h"
#include "tests/differential/random.h"
#include "validator/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct shape {
    uint32_t rules, facts, products;
    uint32_t band; /* in the matrix a product has cells of its own with so many, itself among them,
                    * on either side of it in a ring; with the others it is `ja` */
};
struct writing {
    struct jhr_buf *out;
    struct chance c;
    struct shape shape;
};
enum { GROUPS = 12, FACTS_OF_A_PRODUCT = 10 };

/* Of processor: other work on the machine does not count in it. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long megabytes(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss / 1024;
}

/* ---- the text ---- */

static void fact(struct writing *w, uint32_t near)
{
    uint32_t f = (near + chance_below(&w->c, FACTS_OF_A_PRODUCT)) % w->shape.facts;
    jhr_buf_fmt(w->out, chance_percent(&w->c, 30) ? "(niet f%u)" : "f%u", f);
}

/* What refuses some cases, and not most: a conjunction to avoid, or a disjunction to meet. */
static void condition(struct writing *w, uint32_t near, bool avoid)
{
    uint32_t kind = chance_below(&w->c, 10), n = 3 + kind % 2;
    if (kind == 2) {
        jhr_buf_fmt(w->out, avoid ? "minstens 3 van { " : "minstens 1 van { ");
        for (uint32_t i = 0; i < 4; i++) {
            jhr_buf_z(w->out, i > 0 ? ", " : "");
            fact(w, near);
        }
        jhr_buf_z(w->out, " }");
        return;
    }
    if (kind == 0)
        jhr_buf_fmt(w->out, avoid ? "leeftijd < %u" : "leeftijd >= %u",
                    4 + chance_below(&w->c, 16));
    else if (kind == 1)
        jhr_buf_fmt(w->out, "verwijzer in { v%u, v%u }", chance_below(&w->c, 3),
                    3 + chance_below(&w->c, 3));
    else
        fact(w, near);
    for (uint32_t i = 1; i < n; i++) {
        jhr_buf_z(w->out, avoid ? " en " : " of ");
        fact(w, near);
    }
}

static void rule(struct writing *w, uint32_t i)
{
    uint32_t group = chance_below(&w->c, GROUPS), near = group * w->shape.facts / GROUPS;
    jhr_buf_fmt(w->out, "eis R%u \"R\"\n  voor product in g%u\n  ", i, group);
    if (i % 18 == 3) {
        jhr_buf_fmt(w->out, "nooit als omvang * tarief > € %u,-\n",
                    500 + chance_below(&w->c, 9000));
    } else {
        bool avoid = chance_percent(&w->c, 50);
        jhr_buf_z(w->out, avoid ? "nooit als " : "alleen als ");
        condition(w, near, avoid);
        jhr_buf_z(w->out, "\n");
    }
    if (chance_percent(&w->c, 20)) {
        jhr_buf_z(w->out, "  tenzij ");
        fact(w, near);
        jhr_buf_z(w->out, "\n");
    }
    if (chance_percent(&w->c, 15))
        jhr_buf_fmt(w->out, "  geldig vanaf 1-%u-2028\n", 1 + chance_below(&w->c, 12));
    jhr_buf_z(w->out, "  reden 7\n");
}

static void matrix(struct writing *w)
{
    uint32_t n = w->shape.products;
    jhr_buf_z(w->out, "stapeling S1 \"S\"\n  reden 6\n  matrix\n    |");
    for (uint32_t p = 0; p < n; p++)
        jhr_buf_fmt(w->out, "| P%03u", p);
    jhr_buf_z(w->out, "|\n");
    for (uint32_t p = 0; p < n; p++) {
        jhr_buf_fmt(w->out, "    | P%03u", p);
        for (uint32_t q = 0; q < n; q++) {
            uint32_t kind = chance_below(&w->c, 10);
            if (q < p)
                jhr_buf_z(w->out, "|");
            else if (q - p >= w->shape.band && q - p <= n - w->shape.band)
                jhr_buf_z(w->out, "| ja");
            else if (kind < 5)
                jhr_buf_z(w->out, "| ja");
            else if (kind < 8)
                jhr_buf_z(w->out, "| nee");
            else
                jhr_buf_fmt(w->out, "| mits f%u", chance_below(&w->c, w->shape.facts));
        }
        jhr_buf_z(w->out, "|\n");
    }
    jhr_buf_z(w->out, "  standaard ja\n");
}

static void head(struct writing *w)
{
    jhr_buf_z(
        w->out,
        "regeling groot \"Groot\"\n  dubbel toegestaan\n  geldig vanaf 1-1-2027 tot 1-1-2031\n"
        "soort vs { v0, v1, v2, v3, v4, v5 }\nfeit verwijzer: vs\n"
        "feit leeftijd: getal 0..23 jaar\n");
    for (uint32_t f = 0; f < w->shape.facts; f++)
        jhr_buf_fmt(w->out, "feit f%u: ja/nee\n", f);
    jhr_buf_z(w->out, "gebied G { a \"0501\", b \"0502\", c \"0503\", d \"0504\" }\n");
    for (uint32_t p = 0; p < w->shape.products; p++)
        jhr_buf_fmt(w->out,
                    "product P%03u \"P\"\n  tarief € %u,- per uur vanaf 1-1-2027 tot 1-1-2028\n"
                    "  tarief € %u,- per uur vanaf 1-1-2028\n  norm 40 uur\n",
                    p, 50 + p, 52 + p);
    for (uint32_t g = 0; g < GROUPS; g++) {
        jhr_buf_fmt(w->out, "productgroep g%u = { ", g);
        bool first = true;
        for (uint32_t p = 0; p < w->shape.products; p++) {
            if (p % GROUPS != g && (p * 7 + g) % 23 != 0)
                continue;
            jhr_buf_fmt(w->out, "%sP%03u", first ? "" : ", ", p);
            first = false;
        }
        jhr_buf_z(w->out, " }\n");
    }
}

static void write_regeling(struct shape shape, uint32_t edits, struct jhr_buf *out)
{
    struct writing w = {.out = out, .shape = shape};
    head(&w);
    for (uint32_t i = 0; i < shape.rules; i++) {
        bool edited = i % (shape.rules / 10) == 1 && i / (shape.rules / 10) < edits;
        w.c = chance_of(100 + i, edited ? 2 : 1);
        rule(&w, i);
    }
    w.c = chance_of(99, 1);
    matrix(&w);
}

/* ---- the steps ---- */

struct opened {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_buf text, bytes;
    struct jhr_program *program;
    struct jhr_side side;
    struct jhr_model *model;
};

static bool load_nothing(void *self, struct jhr_str from, struct jhr_str path,
                         struct jhr_str *full_path, struct jhr_str *text, struct jhr_str *error)
{
    (void)self, (void)from, (void)path, (void)full_path, (void)text;
    *error = JHR_STR("no files here");
    return false;
}

static void open_regeling(struct opened *o, struct shape shape, uint32_t edits)
{
    struct jhr_loader loader = {load_nothing, NULL};
    *o = (struct opened){.program = NULL};
    jhr_arena_init(&o->arena, 0);
    o->sources.arena = &o->arena;
    o->diags = (struct jhr_diags){.arena = &o->arena, .sources = &o->sources};
    write_regeling(shape, edits, &o->text);
    uint32_t file = jhr_source_add(&o->sources, JHR_STR("groot.jhr"), jhr_buf_get(&o->text));
    o->model = jhr_resolve(&o->arena, &o->diags, &o->sources, loader, file);
    if (o->model == NULL || o->diags.count[JHR_ERROR] > 0 ||
        !jhr_compile_model(&o->arena, &o->diags, o->model, &o->bytes, &o->program)) {
        struct jhr_buf out = {0};
        jhr_diag_write(&out, &o->diags, (struct jhr_diag_style){JHR_DF_COMPACT, JHR_EN, false});
        fprintf(stderr, "%.*s\n", (int)out.n, out.p);
        exit(2);
    }
    o->side = (struct jhr_side){.model = o->model, .program = o->program};
    o->side.ir = jhr_lower_proofs(&o->arena, &o->diags, o->model);
}

static void close_regeling(struct opened *o)
{
    jhr_program_free(o->program);
    jhr_buf_free(&o->bytes);
    jhr_buf_free(&o->text);
    jhr_arena_free(&o->arena);
}

static bool within(const char *what, struct shape shape, double seconds, double most)
{
    printf(
        "proofs: %s, %u rules, %u facts, %u products: %.3f s (bound %.1f s), %ld MB (bound 500)\n",
        what, shape.rules, shape.facts, shape.products, seconds, most, megabytes());
    return seconds < most && megabytes() < 500;
}

static double verify(struct shape shape, uint32_t *findings, uint32_t *over)
{
    struct opened o;
    open_regeling(&o, shape, 0);
    double start = now();
    if (!jhr_verify(&o.arena, &o.diags, &o.side, (struct jhr_verify){.only = 0}))
        exit(2);
    double took = now() - start;
    *findings = o.diags.count[JHR_WARNING];
    *over = 0;
    for (uint32_t i = 0; i < o.diags.list.n; i++)
        *over += o.diags.list.v[i]->id == JHR_D_PROOF_BUDGET;
    close_regeling(&o);
    return took;
}

static bool check_step(struct shape shape)
{
    struct opened o;
    double start = now();
    open_regeling(&o, shape, 0);
    (void)jhr_compile_check(&o.arena, &o.diags, o.model);
    double took = now() - start;
    close_regeling(&o);
    return within("check", shape, took, 0.1);
}

static bool diff_step(struct shape shape, double most)
{
    struct opened x, y;
    struct jhr_arena a;
    jhr_arena_init(&a, 0);
    open_regeling(&x, shape, 0);
    open_regeling(&y, shape, 10);
    double start = now();
    struct jhr_diff *d = jhr_diff(&a, &x.side, &y.side, 0);
    double took = now() - start;
    uint32_t regions = 0;
    for (uint32_t i = 0; d != NULL && i < d->wijzigingen_n; i++)
        regions += d->wijzigingen[i].gebieden_n;
    printf("proofs: %u edited rules, %u regions, %u products equal at sight, %u over budget\n",
           d != NULL ? d->wijzigingen_n : 0, regions, d != NULL ? d->products_equal : 0,
           d != NULL ? d->over_budget_n : 0);
    bool ok = d != NULL && !d->equal && d->proved && within("diff of ten edits", shape, took, most);
    close_regeling(&x);
    close_regeling(&y);
    jhr_arena_free(&a);
    return ok;
}

static bool verify_step(struct shape shape, double most)
{
    uint32_t findings, over;
    double took = verify(shape, &findings, &over);
    printf("proofs: %u findings, %u over budget\n", findings, over);
    return within("verify", shape, took, most) && over == 0;
}

/* Twice as many products of the same kind take twice as long, and a little; each with as many
 * neighbours in the matrix, which all of them would square. The least of three. */
static bool grows_with_products(struct shape shape)
{
    uint32_t findings, over;
    struct shape twice = shape;
    twice.products *= 2;
    double small = 1e9, large = 1e9;
    for (uint32_t i = 0; i < 3; i++) {
        double one = verify(shape, &findings, &over), two = verify(twice, &findings, &over);
        small = one < small ? one : small;
        large = two < large ? two : large;
    }
    printf("proofs: verify of %u products takes %.2f times as long as of %u (bound 2.5)\n",
           twice.products, large / small, shape.products);
    return large / small < 2.5;
}

/* Where the rules of a product are the same, its decision is not worked out: of one edit that is
 * most of them, and it takes less than the ten. */
static bool reuses_slices(struct shape shape)
{
    struct opened x, y;
    struct jhr_arena a;
    jhr_arena_init(&a, 0);
    open_regeling(&x, shape, 0);
    open_regeling(&y, shape, 1);
    double start = now();
    struct jhr_diff *d = jhr_diff(&a, &x.side, &y.side, 0);
    double took = now() - start;
    uint32_t equal = d != NULL ? d->products_equal : 0;
    printf("proofs: diff of one edit: %.3f s, %u of %u products not worked out (bound 60)\n", took,
           equal, shape.products);
    close_regeling(&x);
    close_regeling(&y);
    jhr_arena_free(&a);
    return equal >= 60;
}

int main(int argc, char **argv)
{
    struct shape usual = {70, 12, 80, 80}, large = {300, 28, 80, 80};
    if (argc > 1 && strcmp(argv[1], "text") == 0) {
        struct jhr_buf out = {0};
        write_regeling(argc > 2 ? large : usual, 0, &out);
        printf("%.*s", (int)out.n, out.p);
        return 0;
    }
    bool ok = check_step(usual);
    ok &= verify_step(usual, 2);
    ok &= diff_step(usual, 5);
    ok &= grows_with_products((struct shape){70, 12, 80, 20});
    ok &= reuses_slices(usual);
    ok &= check_step(large);
    ok &= verify_step(large, 30);
    ok &= diff_step(large, 60);
    return ok ? 0 : 1;
}
