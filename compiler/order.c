#include "compiler/resolve.h"

enum { NEW, OPEN, DONE };

struct walk {
    const struct jhr_edge *edges; /* grouped by `from` */
    const uint32_t *first;        /* where the edges of i begin; first[n] is their number */
    uint32_t *next;               /* the edge to look at next, of each that is open */
    uint32_t *stack;              /* the open ones, outermost first */
    const struct jhr_edge **way;  /* the edge by which each of the stack was reached */
    uint8_t *state;
    struct jhr_edge *circle;
    void (*found)(void *self, const struct jhr_edge *circle, uint32_t n);
    void *self;
};

/* The circle that edge `last` closes: from where it points, up the stack. */
static void close_circle(struct walk *w, uint32_t height, const struct jhr_edge *last)
{
    uint32_t from = height, n = 0;
    while (from > 0 && w->stack[from - 1] != last->to)
        from--;
    for (uint32_t i = from; i < height; i++)
        w->circle[n++] = *w->way[i];
    w->circle[n++] = *last;
    w->found(w->self, w->circle, n);
}

/* Depth first from `root`, without recursion: chains may be as long as the file. */
static uint32_t visit(struct walk *w, uint32_t root, uint32_t *order, uint32_t ordered)
{
    uint32_t height = 1;
    w->stack[0] = root;
    w->state[root] = OPEN;
    while (height > 0) {
        uint32_t at = w->stack[height - 1];
        if (w->next[at] == w->first[at + 1]) {
            w->state[at] = DONE;
            order[ordered++] = at;
            height--;
            continue;
        }
        const struct jhr_edge *e = &w->edges[w->next[at]++];
        if (w->state[e->to] == OPEN) {
            close_circle(w, height, e);
        } else if (w->state[e->to] == NEW) {
            w->state[e->to] = OPEN;
            w->way[height] = e;
            w->stack[height++] = e->to;
        }
    }
    return ordered;
}

bool jhr_order(struct jhr_arena *a, uint32_t n, struct jhr_edges edges, uint32_t *order,
               void (*found)(void *self, const struct jhr_edge *circle, uint32_t n), void *self)
{
    size_t size = (size_t)n + 1;
    uint32_t *first = jhr_arena_alloc(a, size * sizeof(*first));
    struct jhr_edge *grouped = jhr_arena_alloc(a, (edges.n + (size_t)1) * sizeof(*grouped));
    struct walk w = {.edges = grouped, .first = first, .found = found, .self = self};
    w.next = jhr_arena_alloc(a, size * sizeof(*w.next));
    w.stack = jhr_arena_alloc(a, size * sizeof(*w.stack));
    w.way = jhr_arena_alloc(a, size * sizeof(*w.way));
    w.state = jhr_arena_alloc(a, size * sizeof(*w.state));
    w.circle = jhr_arena_alloc(a, (size + 1) * sizeof(*w.circle));
    if (a->out_of_memory)
        return false;
    for (uint32_t i = 0; i < edges.n; i++)
        first[edges.v[i].from + 1]++;
    for (uint32_t i = 0; i < n; i++) {
        first[i + 1] += first[i];
        w.next[i] = first[i];
    }
    for (uint32_t i = 0; i < edges.n; i++)
        grouped[w.next[edges.v[i].from]++] = edges.v[i];
    for (uint32_t i = 0; i < n; i++)
        w.next[i] = first[i];
    uint32_t ordered = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (w.state[i] == NEW)
            ordered = visit(&w, i, order, ordered);
    }
    return true;
}
