/*
 * The main of every fuzz target outside libFuzzer: replays files, and N changed copies of each, so
 * that the targets run under any compiler in `make check`. The changes are the same on every run.
 *
 *     fuzz_x [-n COPIES] FILE…
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MAX_BYTES ((size_t)1 << 20)

static uint64_t state;

static uint64_t next(uint64_t below) /* xorshift64*; `below` is not 0 */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (state * 0x2545F4914F6CDD1Du >> 16) % below;
}

/* One change in place: a bit, a byte, a piece left out, a piece twice, or the end cut off. */
static size_t change(uint8_t *p, size_t n, size_t max)
{
    if (n == 0) {
        p[0] = (uint8_t)next(256);
        return 1;
    }
    size_t at = (size_t)next(n);
    size_t piece = 1 + (size_t)next(n - at < 32 ? n - at : 32);
    switch (next(5)) {
    case 0:
        p[at] ^= (uint8_t)(1u << next(8));
        return n;
    case 1:
        p[at] = (uint8_t)next(256);
        return n;
    case 2:
        memmove(p + at, p + at + piece, n - at - piece);
        return n - piece;
    case 3:
        if (n + piece > max)
            return n;
        memmove(p + at + piece, p + at, n - at);
        return n + piece;
    default:
        return at;
    }
}

/* The copy is exactly as long as the input, so that a sanitizer sees a read past its end. */
static void run(const uint8_t *p, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1);
    if (!copy)
        exit(2);
    memcpy(copy, p, n);
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static size_t read_file(const char *name, uint8_t *p)
{
    FILE *f = fopen(name, "rb");
    if (!f) {
        perror(name);
        exit(2);
    }
    size_t n = fread(p, 1, MAX_BYTES, f);
    fclose(f);
    return n;
}

int main(int argc, char **argv)
{
    long copies = 0;
    int first = 1;
    unsigned long runs = 0;
    if (argc > 2 && strcmp(argv[1], "-n") == 0) {
        copies = strtol(argv[2], NULL, 10);
        first = 3;
    }
    uint8_t *seed = malloc(MAX_BYTES), *work = malloc(2 * MAX_BYTES);
    if (!seed || !work)
        return 2;
    for (int i = first; i < argc; i++) {
        size_t n = read_file(argv[i], seed);
        run(seed, n);
        runs++;
        state = 0x9E3779B97F4A7C15u + (uint64_t)n; /* the seed of the sequence: the same each run */
        for (long k = 0; k < copies; k++) {
            memcpy(work, seed, n);
            size_t m = n;
            for (uint64_t c = 1 + next(4); c > 0; c--)
                m = change(work, m, 2 * MAX_BYTES);
            run(work, m);
            runs++;
        }
    }
    free(seed);
    free(work);
    printf("%lu inputs\n", runs);
    return 0;
}
