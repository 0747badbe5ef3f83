/*
 * growth: does checking and compiling grow linearly? Makes regelingen of 10,000 and 20,000 rules,
 * checks and compiles both in turn, and prints the ratio of the median times. 2.0 is linear; the
 * bar is 2.2.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "jhr.h"

#define ROUNDS 5

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Facts, products and begrippen grow with the rules up to what a region has; then rules alone grow.
 */
static char *make_rules(int rules)
{
    size_t cap = (size_t)rules * 400 + 100000, n = 0;
    char *p = malloc(cap);
    if (!p)
        exit(2);
    n += (size_t)snprintf(p + n, cap - n,
                          "regeling groei \"Groei\"\n  versie \"1\"\n"
                          "  geldig vanaf 1-1-2027\n  dubbel toegestaan\n"
                          "bron B \"Bron\"\n"
                          "soort zwaarte geordend { licht, midden, zwaar }\n");
    for (int i = 0; i < 40; i++)
        n += (size_t)snprintf(p + n, cap - n,
                              "feit f%d: ja/nee\nfeit g%d: getal 0..1000\n"
                              "feit z%d: zwaarte\n",
                              i, i, i);
    for (int i = 0; i < 80; i++)
        n += (size_t)snprintf(p + n, cap - n,
                              "product P%03d \"Product\" zonder tarief zonder norm\n", i);
    for (int i = 0; i < rules; i++)
        n += (size_t)snprintf(
            p + n, cap - n,
            "eis E%d \"Regel %d\"\n  voor product in { P%03d, P%03d } en f%d\n"
            "  alleen als g%d < %d of (z%d minstens midden en niet f%d)\n"
            "  tenzij f%d\n  reden 7\n  omdat \"Omdat het zo is, regel %d.\"\n"
            "  volgens B \"blad %d\"\n",
            i, i, i % 80, (i * 7 + 1) % 80 == i % 80 ? (i + 1) % 80 : (i * 7 + 1) % 80, i % 40,
            (i + 3) % 40, 1 + i % 999, (i + 5) % 40, (i + 7) % 40, (i + 11) % 40, i, i);
    return p;
}

static double compile(const char *text)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    double start = seconds();
    jhr_status status = jhr_compile_text(ctx, "groei.jhr", text, strlen(text), &rules);
    double took = seconds() - start;
    if (status != JHR_OK) {
        fprintf(stderr, "growth: status %d, %zu errors\n", (int)status, jhr_diag_errors(ctx));
        exit(1);
    }
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    return took;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(void)
{
    char *small = make_rules(10000), *large = make_rules(20000);
    double a[ROUNDS], b[ROUNDS], ratio[ROUNDS];
    compile(small);
    for (int i = 0; i < ROUNDS; i++) {
        a[i] = compile(small);
        b[i] = compile(large);
        ratio[i] = b[i] / a[i];
    }
    qsort(a, ROUNDS, sizeof *a, by_value);
    qsort(b, ROUNDS, sizeof *b, by_value);
    qsort(ratio, ROUNDS, sizeof *ratio, by_value);
    printf(
        "check and compile: 10,000 rules %.0f ms, 20,000 rules %.0f ms, ratio %.2f (at most 2.2)\n",
        a[ROUNDS / 2] * 1e3, b[ROUNDS / 2] * 1e3, ratio[ROUNDS / 2]);
    free(small);
    free(large);
    return ratio[ROUNDS / 2] > 2.2;
}
