/* What the tests of the proofs share: a regeling from text to a side, and one case of its space. */
#ifndef JHR_TESTS_VALIDATOR_AID_H
#define JHR_TESTS_VALIDATOR_AID_H

#include "tests/differential/random.h"
#include "validator/getuige.h"
#include "validator/slice.h"

struct opened {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_buf bytes;
    struct jhr_program *program;
    struct jhr_side side;
};
/* False: it does not compile. */
bool opened_text(struct opened *o, struct jhr_str text);
/* The same of a file, with those that it uses. */
bool opened_file(struct opened *o, const char *path);
void opened_close(struct opened *o);

/* A random case; of a number one near where a class begins, half of the time. */
void random_raw(const struct jhr_space *s, struct chance *c, int64_t *raw);
/* Is it one that there is: see jhr_space_valid. */
bool is_valid(const struct jhr_space *s, const int64_t *raw);

int run_points(uint64_t seed, uint64_t regelingen, uint64_t cases);
int run_findings(uint64_t seed, uint64_t regelingen);
int run_pairs(uint64_t seed, uint64_t pairs);
int run_shipped(uint64_t seed, uint64_t cases, const char *path);

#endif
