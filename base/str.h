/* Slices of text: pointer and length, never owned, never assumed to end in NUL. */
#ifndef JHR_BASE_STR_H
#define JHR_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct jhr_str {
    const char *p;
    uint32_t n;
};

/* For string literals only: the size is known to the compiler. */
#define JHR_STR(lit) ((struct jhr_str){(lit), (uint32_t)(sizeof(lit) - 1)})

struct jhr_str jhr_str_of(const char *z); /* a NUL-terminated text; NULL gives the empty slice */
bool jhr_str_eq(struct jhr_str a, struct jhr_str b);
bool jhr_str_eq_fold(struct jhr_str a, struct jhr_str b); /* ASCII letters without case: codes */
int jhr_str_cmp(struct jhr_str a, struct jhr_str b);      /* bytewise, a total order */
uint64_t jhr_str_hash(struct jhr_str s);

#endif
