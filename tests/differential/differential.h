/* The parts of the driver. */
#ifndef JHR_TESTS_DIFFERENTIAL_DIFFERENTIAL_H
#define JHR_TESTS_DIFFERENTIAL_DIFFERENTIAL_H

#include "reference/reference.h"
#include "tests/differential/adaptor.h"
#include "tests/differential/changes.h"
#include "tests/differential/coverage.h"
#include "tests/differential/generate.h"
#include "tests/differential/reach_claims.h"
#include "tests/differential/reasons.h"

#define REASONS_OF       5    /* cases of a regeling: to check a reason is slow */
#define MOST_COMPLETIONS 2000 /* of a case; what needs more is counted and left */

struct regeling { /* from text to what decides */
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_model *model;
    struct adaptor *adaptor;
    struct reach_claims claims;
};
bool regeling_open(struct regeling *r, struct jhr_str text);
void regeling_close(struct regeling *r);

struct run {
    struct coverage coverage;
    struct reasons_count reasons;
    struct changes_count changes;
    struct jhr_arena arena; /* of one case */
    struct jhr_str text;    /* of the regeling at hand */
    uint32_t forms, cases;
};

struct difference {
    uint32_t regel;           /* JHR_NONE: the decision */
    const char *what;         /* which answer is wrong */
    uint8_t expected, actual; /* outcomes, or decisions */
};
/* Decides with the evaluator and compares; false: *d says where they part. */
bool compare(struct run *run, const struct regeling *r, const struct jhr_case *c,
             const struct jhr_reference_result *expected, struct difference *d);
/* Drops what the difference does not need from the text, and prints all. */
void show_difference(struct run *run, const struct gen *g, const struct regeling *r,
                     const struct jhr_case *c, uint64_t seed);
void show_case(struct run *run, const struct regeling *r, const struct jhr_case *c);

#endif
