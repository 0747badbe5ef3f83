#include "base/map.h"

static uint64_t hash_of(struct jhr_str key)
{
    uint64_t h = jhr_str_hash(key);
    return h == 0 ? 1 : h;
}

/* The key's slot, or the free one where it belongs. At least a quarter of the slots is free. */
static struct jhr_map_entry *find(struct jhr_map_entry *slots, uint32_t cap, struct jhr_str key,
                                  uint64_t hash)
{
    uint32_t i = (uint32_t)hash & (cap - 1);
    while (slots[i].hash != 0 && !(slots[i].hash == hash && jhr_str_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

void *jhr_map_get(const struct jhr_map *m, struct jhr_str key)
{
    return m->n == 0 ? NULL : find(m->slots, m->cap, key, hash_of(key))->value;
}

static bool grow(struct jhr_arena *a, struct jhr_map *m)
{
    if (m->cap > UINT32_MAX / 2)
        return false;
    uint32_t cap = m->cap == 0 ? 16 : m->cap * 2;
    /* A small request gets the arena's shared block when memory ends: no place for a table. */
    bool before = a->out_of_memory;
    a->out_of_memory = false;
    struct jhr_map_entry *slots = jhr_arena_alloc(a, cap * sizeof(*slots));
    bool failed = a->out_of_memory;
    a->out_of_memory = before || failed;
    if (failed || slots == NULL)
        return false;
    for (uint32_t i = 0; i < m->cap; i++) {
        if (m->slots[i].hash != 0)
            *find(slots, cap, m->slots[i].key, m->slots[i].hash) = m->slots[i];
    }
    m->slots = slots;
    m->cap = cap;
    return true;
}

bool jhr_map_put(struct jhr_arena *a, struct jhr_map *m, struct jhr_str key, void *value)
{
    if (m->n >= m->cap - m->cap / 4 && !grow(a, m))
        return false;
    uint64_t hash = hash_of(key);
    struct jhr_map_entry *e = find(m->slots, m->cap, key, hash);
    if (e->hash == 0) {
        m->n++;
        *e = (struct jhr_map_entry){key, NULL, hash};
    }
    e->value = value;
    return true;
}
