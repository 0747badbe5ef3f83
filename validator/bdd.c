#include "validator/bdd.h"

#include "base/arena.h"

#include <string.h>

enum op { OP_NONE, OP_AND, OP_XOR, OP_MEET, OP_EXISTS /* and on: one for each quantifier */ };
enum { FIRST_NODES = 1 << 10, FIRST_RESULTS = 1 << 12, MOST_RESULTS = 1 << 20 };
#define NO_NODE UINT32_MAX

/* ---- memory ---- */

static uint32_t mix(uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t h = (a * UINT64_C(0x9e3779b97f4a7c15)) ^ (b * UINT64_C(0xc2b2ae3d27d4eb4f)) ^
                 (c * UINT64_C(0x165667b19e3779f9));
    h ^= h >> 29;
    h *= UINT64_C(0xbf58476d1ce4e5b9);
    return (uint32_t)(h >> 32);
}

static uint32_t *bucket_of(const struct jhr_bdd *b, const struct jhr_bdd_node *n)
{
    return &b->buckets[mix(n->var, n->lo, n->hi) & (b->cap - 1)];
}

static void fill_buckets(struct jhr_bdd *b)
{
    memset(b->buckets, 0xff, b->cap * sizeof *b->buckets);
    for (uint32_t i = 1; i < b->n; i++) { /* in order: the newest comes first in its bucket */
        uint32_t *bucket = bucket_of(b, &b->nodes[i]);
        b->nodes[i].next = *bucket;
        *bucket = i;
    }
}

static bool resize(struct jhr_bdd *b, uint32_t cap)
{
    struct jhr_bdd_node *nodes = jhr_realloc(b->nodes, cap * sizeof *nodes);
    if (nodes != NULL)
        b->nodes = nodes;
    uint32_t *buckets = nodes != NULL ? jhr_realloc(b->buckets, cap * sizeof *buckets) : NULL;
    if (buckets == NULL) {
        b->out_of_memory = b->full = true;
        return false;
    }
    b->buckets = buckets;
    b->cap = cap;
    fill_buckets(b);
    return true;
}

static void forget(struct jhr_bdd *b)
{
    memset(b->results, 0, b->results_n * sizeof *b->results);
}

/* More nodes want more remembered results; without memory for them there are just fewer. */
static void grow_results(struct jhr_bdd *b)
{
    if (b->results_n >= MOST_RESULTS || b->results_n >= b->cap)
        return;
    struct jhr_bdd_result *results =
        jhr_realloc(b->results, 2 * (size_t)b->results_n * sizeof *results);
    if (results == NULL)
        return;
    b->results = results;
    b->results_n *= 2;
    forget(b);
}

bool jhr_bdd_init(struct jhr_bdd *b, uint32_t most)
{
    *b = (struct jhr_bdd){.most = most < JHR_BDD_CEILING ? most : JHR_BDD_CEILING,
                          .next_op = OP_EXISTS,
                          .results_n = FIRST_RESULTS};
    b->results = jhr_malloc(b->results_n * sizeof *b->results);
    if (b->results == NULL || !resize(b, FIRST_NODES)) {
        jhr_bdd_free(b);
        return false;
    }
    forget(b);
    b->nodes[0] = (struct jhr_bdd_node){.var = JHR_BDD_LEAF};
    b->n = b->peak = 1;
    return true;
}

void jhr_bdd_free(struct jhr_bdd *b)
{
    jhr_free(b->nodes);
    jhr_free(b->buckets);
    jhr_free(b->results);
    *b = (struct jhr_bdd){0};
}

uint32_t jhr_bdd_mark(const struct jhr_bdd *b)
{
    return b->n;
}

void jhr_bdd_drop(struct jhr_bdd *b, uint32_t mark)
{
    if (b->n > mark)
        forget(b);
    while (b->n > mark) { /* the newest is the first in its bucket */
        const struct jhr_bdd_node *last = &b->nodes[--b->n];
        *bucket_of(b, last) = last->next;
    }
    b->full = b->out_of_memory;
}

/* ---- nodes ---- */

static jhr_edge node_of(struct jhr_bdd *b, struct jhr_bdd_node node)
{
    uint32_t *bucket = bucket_of(b, &node);
    for (uint32_t i = *bucket; i != NO_NODE; i = b->nodes[i].next) {
        const struct jhr_bdd_node *at = &b->nodes[i];
        if (at->var == node.var && at->lo == node.lo && at->hi == node.hi)
            return i << 1;
    }
    if (b->n >= b->most)
        b->full = true;
    if (b->full)
        return JHR_BDD_NO;
    if (b->n == b->cap) {
        if (!resize(b, b->cap * 2))
            return JHR_BDD_NO;
        grow_results(b);
        bucket = bucket_of(b, &node);
    }
    node.next = *bucket;
    *bucket = b->n;
    b->nodes[b->n] = node;
    b->peak = b->n + 1 > b->peak ? b->n + 1 : b->peak;
    return b->n++ << 1;
}

jhr_edge jhr_bdd_make(struct jhr_bdd *b, uint32_t var, jhr_edge lo, jhr_edge hi)
{
    if (lo == hi || b->full)
        return b->full ? JHR_BDD_NO : lo;
    jhr_edge turned = hi & 1u;
    jhr_edge made =
        node_of(b, (struct jhr_bdd_node){.var = var, .lo = lo ^ turned, .hi = hi ^ turned});
    return b->full ? JHR_BDD_NO : made ^ turned;
}

/* ---- operations ---- */

static struct jhr_bdd_result *remembered(struct jhr_bdd *b, uint32_t op, jhr_edge f, jhr_edge g)
{
    return &b->results[mix(op, f, g) & (b->results_n - 1)];
}

static bool is_of(const struct jhr_bdd_result *r, uint32_t op, jhr_edge f, jhr_edge g)
{
    return r->op == op && r->f == f && r->g == g;
}

static jhr_edge remember(struct jhr_bdd *b, uint32_t op, jhr_edge f, jhr_edge g, jhr_edge r)
{
    if (!b->full) /* the table may have grown since it was looked into */
        *remembered(b, op, f, g) = (struct jhr_bdd_result){op, f, g, r};
    return r;
}

static uint32_t first_var(const struct jhr_bdd *b, jhr_edge f, jhr_edge g)
{
    uint32_t x = jhr_bdd_var(b, f), y = jhr_bdd_var(b, g);
    return x < y ? x : y;
}

static jhr_edge if_no(const struct jhr_bdd *b, uint32_t var, jhr_edge f)
{
    return jhr_bdd_var(b, f) == var ? jhr_bdd_lo(b, f) : f;
}

static jhr_edge if_yes(const struct jhr_bdd *b, uint32_t var, jhr_edge f)
{
    return jhr_bdd_var(b, f) == var ? jhr_bdd_hi(b, f) : f;
}

jhr_edge jhr_bdd_and(struct jhr_bdd *b, jhr_edge f, jhr_edge g)
{
    if (f == JHR_BDD_NO || g == JHR_BDD_NO || f == jhr_bdd_not(g) || b->full)
        return JHR_BDD_NO;
    if (f == JHR_BDD_YES || f == g)
        return g;
    if (g == JHR_BDD_YES)
        return f;
    if (f > g)
        return jhr_bdd_and(b, g, f);
    const struct jhr_bdd_result *known = remembered(b, OP_AND, f, g);
    if (is_of(known, OP_AND, f, g))
        return known->r;
    uint32_t var = first_var(b, f, g);
    jhr_edge lo = jhr_bdd_and(b, if_no(b, var, f), if_no(b, var, g));
    jhr_edge hi = jhr_bdd_and(b, if_yes(b, var, f), if_yes(b, var, g));
    return remember(b, OP_AND, f, g, jhr_bdd_make(b, var, lo, hi));
}

jhr_edge jhr_bdd_or(struct jhr_bdd *b, jhr_edge f, jhr_edge g)
{
    jhr_edge neither = jhr_bdd_and(b, jhr_bdd_not(f), jhr_bdd_not(g));
    return b->full ? JHR_BDD_NO : jhr_bdd_not(neither);
}

jhr_edge jhr_bdd_xor(struct jhr_bdd *b, jhr_edge f, jhr_edge g)
{
    jhr_edge turned = (f ^ g) & 1u;
    f &= ~1u;
    g &= ~1u;
    if (b->full || f == g)
        return b->full ? JHR_BDD_NO : JHR_BDD_NO ^ turned;
    if (f > g) {
        jhr_edge other = f;
        f = g;
        g = other;
    }
    if (f == JHR_BDD_YES)
        return g ^ 1u ^ turned;
    const struct jhr_bdd_result *known = remembered(b, OP_XOR, f, g);
    if (is_of(known, OP_XOR, f, g))
        return known->r ^ turned;
    uint32_t var = first_var(b, f, g);
    jhr_edge lo = jhr_bdd_xor(b, if_no(b, var, f), if_no(b, var, g));
    jhr_edge hi = jhr_bdd_xor(b, if_yes(b, var, f), if_yes(b, var, g));
    jhr_edge made = remember(b, OP_XOR, f, g, jhr_bdd_make(b, var, lo, hi));
    return b->full ? JHR_BDD_NO : made ^ turned;
}

jhr_edge jhr_bdd_ite(struct jhr_bdd *b, jhr_edge f, jhr_edge g, jhr_edge h)
{
    return jhr_bdd_or(b, jhr_bdd_and(b, f, g), jhr_bdd_and(b, jhr_bdd_not(f), h));
}

bool jhr_bdd_meet(struct jhr_bdd *b, jhr_edge f, jhr_edge g)
{
    if (f == JHR_BDD_NO || g == JHR_BDD_NO || f == jhr_bdd_not(g))
        return false;
    if (f == JHR_BDD_YES || g == JHR_BDD_YES || f == g)
        return true;
    if (f > g)
        return jhr_bdd_meet(b, g, f);
    const struct jhr_bdd_result *known = remembered(b, OP_MEET, f, g);
    if (is_of(known, OP_MEET, f, g))
        return known->r == JHR_BDD_YES;
    uint32_t var = first_var(b, f, g);
    bool met = jhr_bdd_meet(b, if_no(b, var, f), if_no(b, var, g)) ||
               jhr_bdd_meet(b, if_yes(b, var, f), if_yes(b, var, g));
    (void)remember(b, OP_MEET, f, g, met ? JHR_BDD_YES : JHR_BDD_NO);
    return met;
}

static jhr_edge exists(struct jhr_bdd *b, uint32_t op, jhr_edge f, const bool *out)
{
    uint32_t var = jhr_bdd_var(b, f);
    if (var == JHR_BDD_LEAF || b->full)
        return b->full ? JHR_BDD_NO : f;
    const struct jhr_bdd_result *known = remembered(b, op, f, f);
    if (is_of(known, op, f, f))
        return known->r;
    jhr_edge lo = exists(b, op, jhr_bdd_lo(b, f), out);
    if (out[var] && lo == JHR_BDD_YES)
        return remember(b, op, f, f, lo);
    jhr_edge hi = exists(b, op, jhr_bdd_hi(b, f), out);
    jhr_edge r = out[var] ? jhr_bdd_or(b, lo, hi) : jhr_bdd_make(b, var, lo, hi);
    return remember(b, op, f, f, r);
}

jhr_edge jhr_bdd_exists(struct jhr_bdd *b, jhr_edge f, const bool *out)
{
    if (b->next_op == UINT32_MAX) {
        forget(b);
        b->next_op = OP_EXISTS;
    }
    return exists(b, b->next_op++, f, out);
}

/* ---- a look at the nodes ---- */

static uint32_t visit(struct jhr_bdd *b, uint32_t node, bool *reads)
{
    if (node == 0 || b->nodes[node].seen == b->walk)
        return 0;
    b->nodes[node].seen = b->walk;
    if (reads != NULL)
        reads[b->nodes[node].var] = true;
    return 1 + visit(b, b->nodes[node].lo >> 1, reads) + visit(b, b->nodes[node].hi >> 1, reads);
}

static uint32_t walk(struct jhr_bdd *b, jhr_edge f, bool *reads)
{
    if (++b->walk == 0) { /* all numbers were used: start anew */
        for (uint32_t i = 0; i < b->n; i++)
            b->nodes[i].seen = 0;
        b->walk = 1;
    }
    return visit(b, f >> 1, reads);
}

void jhr_bdd_support(struct jhr_bdd *b, jhr_edge f, bool *reads)
{
    (void)walk(b, f, reads);
}

uint32_t jhr_bdd_size(struct jhr_bdd *b, jhr_edge f)
{
    return walk(b, f, NULL);
}
