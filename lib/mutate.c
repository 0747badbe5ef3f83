#include "lib/mutate.h"

#include "compiler/compile.h"
#include "documents/nodig.h"
#include "lib/example.h"
#include "runtime/calendar.h"

#include <string.h>

/* A voorbeeld as a case; those that noticed the last change come first. */
struct probe {
    const struct jhr_voorbeeld *voorbeeld;
    struct jhr_case c;
    bool asks; /* it expects facts to be asked: they are looked for only then */
};
struct trial {
    jhr_ctx *ctx;
    const struct jhr_rules *rules;
    struct jhr_mutations *out;
    struct probe *probes;
    uint32_t probes_n;
    uint32_t seen, stride;    /* of every so many changes one is tried */
    struct jhr_arena scratch; /* of one change */
};

static bool asks(const struct jhr_voorbeeld *v)
{
    const struct jhr_node *n = jhr_node_find(v->node, JHR_N_X_VERWACHT);
    for (; n; n = jhr_node_find_next(n))
        if (jhr_node_find(n, JHR_N_NODIG))
            return true;
    return false;
}

/* Does this voorbeeld give something else than it expects? */
static bool notices(struct trial *t, const struct jhr_rules *changed, struct jhr_decider *d,
                    const struct probe *p)
{
    struct jhr_example_facts facts = {0};
    struct jhr_buf why = {0};
    const struct jhr_period *geldig = &changed->model->geldig;
    bool holds;
    if (p->c.peildatum < geldig->from || p->c.peildatum >= geldig->to)
        return true;
    facts.besluit = jhr_engine_decide(changed, d, JHR_ENGINE_SCALAR, &t->scratch, &p->c);
    if (!facts.besluit)
        return false;
    if (p->asks)
        jhr_nodig(&t->scratch, d, &p->c, facts.besluit, &facts.nodig, &facts.nodig_n);
    facts.clash = jhr_clash(&t->scratch, d, &p->c, facts.besluit);
    holds = jhr_example_holds(changed->model, p->voorbeeld, &facts, JHR_NL, &why);
    jhr_buf_free(&why);
    return !holds;
}

static bool some_notices(struct trial *t, const struct jhr_rules *changed)
{
    struct jhr_decider d;
    bool noticed = false;
    if (!jhr_decider_init(&d, changed->program)) {
        t->scratch.out_of_memory = true;
        return false;
    }
    for (uint32_t i = 0; i < t->probes_n && !noticed; i++) {
        noticed = notices(t, changed, &d, &t->probes[i]);
        if (noticed && i > 0) {
            struct probe first = t->probes[i];
            memmove(t->probes + 1, t->probes, i * sizeof *t->probes);
            t->probes[0] = first;
        }
    }
    jhr_decider_free(&d);
    return noticed;
}

/* The change as it stands in the list; NULL: memory ended. */
static struct jhr_mutation *entry(struct trial *t, const struct jhr_mutant *mutant)
{
    struct jhr_arena *a = &t->ctx->ws->arena;
    const struct jhr_source *file = t->ctx->ws->sources.files.v[mutant->span.file];
    struct jhr_buf key = {0};
    struct jhr_mutation *m, **slot;

    jhr_buf_str(&key, file->path);
    jhr_buf_fmt(&key, ":%u:%u:%d:%u:%s", mutant->span.lo, mutant->span.hi, mutant->kind,
                mutant->variant, mutant->wordt);
    m = jhr_map_get(&t->out->by_key, jhr_buf_get(&key));
    if (!m && (m = JHR_NEW(a, struct jhr_mutation)) != NULL &&
        (slot = jhr_vec_add(a, &t->out->list)) != NULL) {
        *slot = m;
        *m = (struct jhr_mutation){.path = file->path, .mutant = *mutant};
        m->place = jhr_source_place(&t->ctx->ws->sources, mutant->span.file, mutant->span.lo);
        jhr_map_put(a, &t->out->by_key, jhr_arena_str(a, jhr_buf_get(&key)), m);
    }
    jhr_buf_free(&key);
    return a->out_of_memory ? NULL : m;
}

static bool same_bytes(const struct jhr_buf *a, const struct jhr_buf *b)
{
    return a->n == b->n && memcmp(a->p, b->p, a->n) == 0;
}

static bool try_one(void *self, const struct jhr_model *changed, const struct jhr_mutant *mutant)
{
    struct trial *t = self;
    struct jhr_rules rules = {.model = changed};
    struct jhr_diags quiet = {.arena = &t->scratch, .sources = &t->ctx->ws->sources};
    struct jhr_mutation *m;

    if (t->seen++ % t->stride != 0) {
        t->out->left_out++;
        return true;
    }
    jhr_arena_reset(&t->scratch);
    if (!jhr_compile_model(&t->scratch, &quiet, changed, &rules.bytes, &rules.program)) {
        t->out->refused++;
    } else if (same_bytes(&rules.bytes, &t->rules->bytes)) {
        t->out->equal++;
    } else if ((m = entry(t, mutant)) == NULL) {
        t->scratch.out_of_memory = true;
    } else if (!m->noticed) {
        m->noticed = some_notices(t, &rules);
    }
    jhr_program_free(rules.program);
    jhr_buf_free(&rules.bytes);
    return !t->scratch.out_of_memory;
}

static bool count_one(void *self, const struct jhr_model *changed, const struct jhr_mutant *mutant)
{
    (void)changed;
    (void)mutant;
    ++*(uint32_t *)self;
    return true;
}

static bool make_probes(struct trial *t, struct jhr_arena *a, const bool *chosen)
{
    const struct jhr_model *m = t->rules->model;
    t->probes = jhr_arena_alloc(a, m->voorbeelden_n * sizeof *t->probes + 1);
    for (uint32_t i = 0; t->probes && i < m->voorbeelden_n; i++) {
        struct probe *p = &t->probes[t->probes_n];
        if (!chosen[i])
            continue;
        p->voorbeeld = &m->voorbeelden[i];
        p->asks = asks(p->voorbeeld);
        if (!jhr_example_case(a, m, p->voorbeeld, &p->c))
            return false;
        t->probes_n++;
    }
    return t->probes != NULL;
}

jhr_status jhr_mutate(jhr_ctx *ctx, const struct jhr_rules *rules, const bool *chosen,
                      struct jhr_mutations *out)
{
    struct trial t = {.ctx = ctx, .rules = rules, .out = out};
    struct jhr_arena a;
    uint32_t n = 0;
    bool ok;

    jhr_arena_init(&a, 0);
    jhr_arena_init(&t.scratch, 0);
    ok = make_probes(&t, &a, chosen) && jhr_mutants_each(&a, rules->model, count_one, &n);
    t.stride = n / JHR_MUTANTS_MOST + 1;
    ok = ok && jhr_mutants_each(&a, rules->model, try_one, &t) && !t.scratch.out_of_memory;
    jhr_arena_free(&t.scratch);
    jhr_arena_free(&a);
    return ok ? JHR_OK : JHR_NOMEM;
}
