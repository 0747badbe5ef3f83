#include "documents/places.h"

#include "base/buf.h"
#include "base/map.h"

#include <jansson.h>
#include <string.h>

#define POINTER_STEPS 16u /* a deeper place is told by its first steps only */

/* ---- tokens ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_mark(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
}

/* The next token at or after `at`: false at the end. A string runs to its closing quote, a number
 * or word to the next blank, mark or quote. */
static bool next_token(struct jhr_str s, uint32_t at, uint32_t *lo, uint32_t *hi)
{
    while (at < s.n && is_blank(s.p[at]))
        at++;
    *lo = *hi = at;
    if (at >= s.n)
        return false;
    if (is_mark(s.p[at])) {
        *hi = at + 1;
    } else if (s.p[at] == '"') {
        for (at++; at < s.n && s.p[at] != '"'; at++)
            at += s.p[at] == '\\' && at + 1 < s.n;
        *hi = at < s.n ? at + 1 : s.n;
    } else {
        while (at < s.n && !is_blank(s.p[at]) && !is_mark(s.p[at]) && s.p[at] != '"')
            at++;
        *hi = at;
    }
    return true;
}

bool jhr_places_token(struct jhr_str text, uint32_t end, uint32_t *lo, uint32_t *hi)
{
    *hi = 0;
    while (next_token(text, *hi, lo, hi)) {
        if (*hi >= end)
            return true;
    }
    return false;
}

/* ---- the index ---- */

/* Adds a value below `parent`; JHR_PLACE_NONE when memory ended. */
static uint32_t add_node(struct jhr_places *ps, uint32_t parent, struct jhr_place_node node)
{
    uint32_t self = ps->nodes.n;
    struct jhr_place_node *n = jhr_vec_add(ps->arena, &ps->nodes);
    if (n == NULL)
        return JHR_PLACE_NONE;
    *n = node;
    n->parent = parent;
    n->next = n->first = n->last = JHR_PLACE_NONE;
    if (parent == JHR_PLACE_NONE)
        return self;
    struct jhr_place_node *up = &ps->nodes.v[parent];
    if (up->first == JHR_PLACE_NONE)
        up->first = self;
    else
        ps->nodes.v[up->last].next = self;
    up->last = self;
    return self;
}

void jhr_places_build(struct jhr_places *ps, uint32_t stop)
{
    uint32_t lo, hi = 0, parent = JHR_PLACE_NONE, self;
    struct jhr_place_node node = {0};
    ps->nodes.n = 0;
    ps->built = true;
    while (next_token(ps->text, hi, &lo, &hi) && lo < stop) {
        char c = ps->text.p[lo];
        if (c == ',' || c == ':')
            continue;
        if (c == '}' || c == ']') {
            if (parent == JHR_PLACE_NONE)
                return;
            ps->nodes.v[parent].hi = hi;
            parent = ps->nodes.v[parent].parent;
            continue;
        }
        bool in_object = parent != JHR_PLACE_NONE && ps->text.p[ps->nodes.v[parent].lo] == '{';
        if (in_object && node.key_hi == 0) {
            node.key_lo = lo;
            node.key_hi = hi;
            continue;
        }
        node.lo = lo;
        node.hi = hi;
        self = add_node(ps, parent, node);
        if (self == JHR_PLACE_NONE)
            return;
        if (c == '{' || c == '[')
            parent = self;
        node = (struct jhr_place_node){0};
    }
}

/* A name as it is between its quotes, escapes undone; in the arena when that makes another text. */
static struct jhr_str decoded(struct jhr_places *ps, uint32_t lo, uint32_t hi)
{
    struct jhr_str raw = {ps->text.p + lo, hi - lo};
    if (raw.n < 2)
        return (struct jhr_str){"", 0};
    if (memchr(raw.p, '\\', raw.n) == NULL)
        return (struct jhr_str){raw.p + 1, raw.n - 2};
    json_t *text = json_loadb(raw.p, raw.n, JSON_DECODE_ANY, NULL);
    struct jhr_str out = {"", 0};
    if (json_is_string(text)) {
        struct jhr_str value = {json_string_value(text), (uint32_t)json_string_length(text)};
        out = jhr_arena_str(ps->arena, value);
    }
    json_decref(text);
    return out;
}

struct jhr_str jhr_places_key(struct jhr_places *ps, uint32_t node)
{
    const struct jhr_place_node *n = &ps->nodes.v[node];
    return decoded(ps, n->key_lo, n->key_hi);
}

static uint32_t find_child(struct jhr_places *ps, uint32_t node, struct jhr_place_step step)
{
    uint32_t index = 0;
    for (uint32_t at = ps->nodes.v[node].first; at != JHR_PLACE_NONE;
         at = ps->nodes.v[at].next, index++) {
        if (step.key == NULL ? index == step.index
                             : jhr_str_eq(jhr_places_key(ps, at), jhr_str_of(step.key)))
            return at;
    }
    return JHR_PLACE_NONE;
}

uint32_t jhr_places_find(struct jhr_places *ps, const struct jhr_place_step *path, uint32_t depth)
{
    if (!ps->built)
        jhr_places_build(ps, UINT32_MAX);
    uint32_t node = ps->nodes.n > 0 ? 0 : JHR_PLACE_NONE;
    for (uint32_t i = 0; i < depth && node != JHR_PLACE_NONE; i++)
        node = find_child(ps, node, path[i]);
    return node;
}

/* ---- pointers ---- */

static struct jhr_str kept(struct jhr_arena *a, struct jhr_buf *b)
{
    struct jhr_str s = jhr_arena_str(a, jhr_buf_get(b));
    jhr_buf_free(b);
    return s;
}

static void add_step(struct jhr_buf *b, struct jhr_str key)
{
    jhr_buf_char(b, '/');
    for (uint32_t i = 0; i < key.n; i++) {
        if (key.p[i] == '~')
            jhr_buf_z(b, "~0");
        else if (key.p[i] == '/')
            jhr_buf_z(b, "~1");
        else
            jhr_buf_char(b, key.p[i]);
    }
}

struct jhr_str jhr_place_pointer(struct jhr_arena *a, const struct jhr_place_step *path,
                                 uint32_t depth)
{
    struct jhr_buf b = {0};
    for (uint32_t i = 0; i < depth; i++) {
        if (path[i].key != NULL)
            add_step(&b, jhr_str_of(path[i].key));
        else
            jhr_buf_fmt(&b, "/%u", (unsigned)path[i].index);
    }
    return kept(a, &b);
}

static uint32_t index_of(const struct jhr_places *ps, uint32_t node)
{
    uint32_t index = 0;
    for (uint32_t at = ps->nodes.v[ps->nodes.v[node].parent].first; at != node;
         at = ps->nodes.v[at].next)
        index++;
    return index;
}

struct jhr_str jhr_places_pointer(struct jhr_places *ps, uint32_t node)
{
    uint32_t depth = 0, skip = 0, chain[POINTER_STEPS];
    struct jhr_buf b = {0};
    for (uint32_t at = node; ps->nodes.v[at].parent != JHR_PLACE_NONE; at = ps->nodes.v[at].parent)
        depth++;
    skip = depth > POINTER_STEPS ? depth - POINTER_STEPS : 0;
    depth -= skip;
    for (; skip > 0; skip--)
        node = ps->nodes.v[node].parent;
    for (uint32_t i = depth; i > 0; i--) {
        chain[i - 1] = node;
        node = ps->nodes.v[node].parent;
    }
    for (uint32_t i = 0; i < depth; i++) {
        if (ps->nodes.v[chain[i]].key_hi > 0)
            add_step(&b, jhr_places_key(ps, chain[i]));
        else
            jhr_buf_fmt(&b, "/%u", (unsigned)index_of(ps, chain[i]));
    }
    return kept(ps->arena, &b);
}

/* ---- names that stand twice ---- */

static void duplicates_in(struct jhr_places *ps, uint32_t object,
                          void (*found)(void *self, uint32_t node), void *self)
{
    struct jhr_map seen = {0};
    for (uint32_t at = ps->nodes.v[object].first; at != JHR_PLACE_NONE; at = ps->nodes.v[at].next) {
        struct jhr_str key = jhr_places_key(ps, at);
        if (jhr_map_get(&seen, key) != NULL)
            found(self, at);
        else if (!jhr_map_put(ps->arena, &seen, key, ps))
            return;
    }
}

void jhr_places_duplicates(struct jhr_places *ps, void (*found)(void *self, uint32_t node),
                           void *self)
{
    if (!ps->built)
        jhr_places_build(ps, UINT32_MAX);
    for (uint32_t i = 0; i < ps->nodes.n; i++) {
        if (ps->text.p[ps->nodes.v[i].lo] == '{' && ps->nodes.v[i].first != JHR_PLACE_NONE)
            duplicates_in(ps, i, found, self);
    }
}
