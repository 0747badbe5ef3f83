/* One run of `jhr test`, shared by what runs (test.c) and what reports (test_report.c). */
#ifndef JHR_LIB_TEST_PARTS_H
#define JHR_LIB_TEST_PARTS_H

#include "lib/coverage.h"
#include "lib/mutate.h"

#include <regex.h>

struct jhr_test_run {
    jhr_ctx *ctx;
    const jhr_test_options *options;
    regex_t pattern;
    bool has_pattern;
    jhr_test_counts counts;
    struct jhr_buf out;
    struct jhr_buf cases;   /* junit: the test cases of one file, written after their count */
    bool first;             /* no comma before the next object of a JSON list */
    struct jhr_arena arena; /* of one voorbeeld */
    struct jhr_mutations mutations;
};

void jhr_test_report_begin(struct jhr_test_run *r);
/* A voorbeeld that ran; `why` is empty when it passed. */
void jhr_test_report_one(struct jhr_test_run *r, struct jhr_str path, const struct jhr_voorbeeld *v,
                         struct jhr_place place, struct jhr_str why);
/* The end of one file: its counts are those since `before`. */
void jhr_test_report_file(struct jhr_test_run *r, struct jhr_str path,
                          const jhr_test_counts *before);
/* What the voorbeelden of a regeling leave out; counts it too. */
void jhr_test_report_coverage(struct jhr_test_run *r, const struct jhr_model *m,
                              const struct jhr_coverage *v);
/* The changes that were made, and a score for each rule; counts them too. */
void jhr_test_report_mutations(struct jhr_test_run *r);
void jhr_test_report_end(struct jhr_test_run *r);

#endif
