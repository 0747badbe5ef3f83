/*
 * A compiled program with one byte changed, under a valid seal, is refused with a reason or runs
 * within the steps that the verifier counted, and says the same in a block. Every byte of every
 * file, or a sample of them:
 *
 *     mutate_program [-n BYTES] FILE…      BYTES: at most so many places per file, evenly spread
 *
 * The sanitizers look on when it is built with them. Exit 1: a mutation broke the promise.
 */
#include "tests/support/random_row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEAL_FROM 12u
#define SEAL_TO   44u

static struct {
    unsigned long tried, refused, ran, broken, rows;
} count;

static void try(const char *path, uint8_t *bytes, size_t n, size_t at)
{
    static struct random_rows rows;
    struct jhr_refusal why;
    struct jhr_program *p;
    count.tried++;
    jhr_program_seal(bytes, n);
    rows.state = at;
    if (!jhr_program_load(&p, bytes, n, &why)) {
        count.refused++;
        if (p != NULL || why.reason == NULL || why.rule == NULL) {
            count.broken++;
            printf("%s: byte %zu: refused without a reason\n", path, at);
        }
        return;
    }
    count.ran++;
    if (!random_runs(&rows, p, 4)) {
        count.broken++;
        printf("%s: byte %zu: more steps than promised, or no truth\n", path, at);
    }
    jhr_program_free(p);
}

/* As it is: both evaluators, on more rows. */
static void agree(const char *path, const struct jhr_program *p)
{
    static struct random_rows rows;
    for (uint32_t k = 0; k < 2; k++) {
        count.rows += 1000;
        if (random_runs(&rows, p, 1000))
            continue;
        count.broken++;
        printf("%s: the evaluators differ\n", path);
    }
}

static void mutate(const char *path, uint8_t *bytes, size_t n, size_t places)
{
    static const uint8_t flips[] = {1, 0x80, 0xff};
    size_t step = places == 0 || n <= places ? 1 : n / places;
    for (size_t at = 0; at < n; at += step) {
        if (at >= SEAL_FROM && at < SEAL_TO)
            continue;
        for (size_t k = 0; k < sizeof(flips); k++) {
            bytes[at] ^= flips[k];
            try(path, bytes, n, at);
            bytes[at] ^= flips[k];
        }
    }
}

/* NULL: not readable. */
static uint8_t *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    uint8_t *bytes = malloc(JHR_MAX_FILE);
    if (f == NULL || bytes == NULL) {
        free(bytes);
        bytes = NULL;
    } else {
        *n = fread(bytes, 1, JHR_MAX_FILE, f);
    }
    if (f != NULL)
        fclose(f);
    return bytes;
}

int main(int argc, char **argv)
{
    size_t places = 0;
    int first = 1;
    if (argc > 2 && strcmp(argv[1], "-n") == 0) {
        places = strtoul(argv[2], NULL, 10);
        first = 3;
    }
    for (int i = first; i < argc; i++) {
        size_t n = 0;
        struct jhr_program *p;
        struct jhr_refusal why;
        uint8_t *bytes = read_file(argv[i], &n);
        if (bytes == NULL || !jhr_program_load(&p, bytes, n, &why)) {
            printf("%s: not a compiled program\n", argv[i]);
            free(bytes);
            return 1;
        }
        agree(argv[i], p);
        jhr_program_free(p);
        mutate(argv[i], bytes, n, places);
        free(bytes);
    }
    printf("%lu mutaties: %lu geweigerd, %lu uitgevoerd; %lu rijen in scalar en block gelijk\n",
           count.tried, count.refused, count.ran, count.rows);
    return count.broken > 0 || count.tried == 0;
}
