/* One value for each class of a fact's values that the program can tell apart. */
#ifndef JHR_RUNTIME_CLASSES_H
#define JHR_RUNTIME_CLASSES_H

#include "runtime/program.h"

/* A number that arithmetic reads is tried value by value up to this many. */
#define JHR_SMALL_RANGE 64u

struct jhr_classes {
    const int64_t *v; /* as the column holds them; NULL: too many to list */
    uint32_t n;
};
/* False: memory ended. */
bool jhr_classes_of(struct jhr_arena *a, const struct jhr_program *p, uint32_t feit,
                    struct jhr_classes *out);
/* Each value from lowest to highest. False: memory ended. */
bool jhr_classes_all(struct jhr_arena *a, int64_t lowest, int64_t highest, struct jhr_classes *out);
/* Sorts, and keeps one of each. Returns how many are left. */
uint32_t jhr_classes_sort(int64_t *v, uint32_t n);

#endif
