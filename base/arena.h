/*
 * Arena: memory of one compilation or one case, freed as a whole.
 *
 * Small requests (up to JHR_ARENA_POISON bytes) never return NULL: when memory ends, the arena sets
 * `out_of_memory` and hands out one zeroed static block, so that constructors need no test; each
 * pass tests the flag before it trusts what it built. A larger request then returns NULL.
 * Memory is zeroed. An arena belongs to one thread.
 */
#ifndef JHR_BASE_ARENA_H
#define JHR_BASE_ARENA_H

#include "base/str.h"

#define JHR_ARENA_POISON 4096u

struct jhr_arena_block;
struct jhr_arena {
    struct jhr_arena_block *head;
    size_t used;   /* bytes handed out */
    size_t limit;  /* most bytes to take from malloc; 0 is no limit */
    size_t taken;  /* bytes taken from malloc */
    size_t before; /* likewise, when it was last reset with several blocks */
    bool out_of_memory;
};

void jhr_arena_init(struct jhr_arena *a, size_t limit);
void jhr_arena_free(struct jhr_arena *a);
void jhr_arena_reset(struct jhr_arena *a);               /* forgets everything, keeps room */
void *jhr_arena_alloc(struct jhr_arena *a, size_t size); /* aligned to 16 */
struct jhr_str jhr_arena_str(struct jhr_arena *a, struct jhr_str s); /* a copy, NUL after it */

/* Tests only: the n-th call of malloc from now on fails, 0 switches it off. Also for jhr_malloc. */
void jhr_alloc_fail_at(uint64_t n);
/* How often an allocation of this thread has failed so far. A call of the library that saw it grow
 * answers "no memory", whatever it made of the failure inside. */
uint64_t jhr_alloc_failures(void);
void *jhr_malloc(size_t size); /* every allocation of the library goes through these three */
void *jhr_realloc(void *p, size_t size);
void jhr_free(void *p);

#define JHR_NEW(arena, T) ((T *)jhr_arena_alloc((arena), sizeof(T)))

/* A typed growing array in an arena: JHR_VEC(struct x) xs = {0}; T *x = jhr_vec_add(a, &xs).
 * jhr_vec_add returns the new zeroed element, or NULL when memory ended. */
#define JHR_VEC(T)                                                                                 \
    struct {                                                                                       \
        T *v;                                                                                      \
        uint32_t n, cap;                                                                           \
    }
#define jhr_vec_add(arena, vec)                                                                    \
    (jhr_vec_grow((arena), (void **)&(vec)->v, &(vec)->n, &(vec)->cap, sizeof(*(vec)->v))          \
         ? &(vec)->v[(vec)->n - 1]                                                                 \
         : NULL)
bool jhr_vec_grow(struct jhr_arena *a, void **v, uint32_t *n, uint32_t *cap, size_t size);

#endif
