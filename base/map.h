/* Hash map from text to a pointer, in an arena. Keys are borrowed. Iteration order is never used.
 */
#ifndef JHR_BASE_MAP_H
#define JHR_BASE_MAP_H

#include "base/arena.h"

struct jhr_map_entry {
    struct jhr_str key;
    void *value;
    uint64_t hash; /* never 0 in a slot that is taken */
};
struct jhr_map {
    struct jhr_map_entry *slots;
    uint32_t n, cap; /* cap: 0 or a power of two */
};

void *jhr_map_get(const struct jhr_map *m, struct jhr_str key); /* NULL: not there */
/* Adds or replaces; false when memory ended. */
bool jhr_map_put(struct jhr_arena *a, struct jhr_map *m, struct jhr_str key, void *value);

#endif
