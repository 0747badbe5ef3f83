#include "compiler/resolve.h"

/* ---- files: each once, in the order of first use ---- */

static void add_file(struct jhr_resolver *c, uint32_t file)
{
    struct jhr_parsed parsed = jhr_parse(c->a, c->ds, file);
    if (parsed.file == NULL || c->a->out_of_memory)
        return;
    struct jhr_node **slot = jhr_vec_add(c->a, &c->files);
    if (slot != NULL)
        *slot = parsed.file;
    jhr_map_put(c->a, &c->by_path, c->sources->files.v[file]->path, parsed.file);
}

static void use_file(struct jhr_resolver *c, const struct jhr_node *gebruik)
{
    struct jhr_str full = {"", 0}, text = {"", 0}, error = {"", 0};
    struct jhr_str from = c->sources->files.v[gebruik->span.file]->path;
    if (!c->loader.load(c->loader.self, from, gebruik->text, &full, &text, &error)) {
        jhr_diag_add2(c->ds, JHR_D_GEBRUIK_FAILED, jhr_name_span(gebruik), gebruik->text, error);
        return;
    }
    if (jhr_map_get(&c->by_path, full) != NULL)
        return;
    if (c->files.n == JHR_MAX_BESTANDEN) {
        jhr_diag_add2(c->ds, JHR_D_TOO_MANY, jhr_name_span(gebruik), JHR_STR("gebruik"),
                      jhr_text(c, "%u", JHR_MAX_BESTANDEN));
        return;
    }
    uint32_t file = jhr_source_add(c->sources, full, text);
    if (file != JHR_NO_FILE)
        add_file(c, file);
}

static void add_statements(struct jhr_resolver *c, struct jhr_node *file)
{
    for (struct jhr_node *n = file->child; n != NULL && !c->a->out_of_memory; n = n->next) {
        struct jhr_node **slot = jhr_vec_add(c->a, &c->stmts);
        if (slot == NULL)
            return;
        *slot = n;
        if (n->kind == JHR_N_S_GEBRUIK && c->loader.load != NULL && (n->flags & JHR_NF_BAD) == 0)
            use_file(c, n);
    }
}

/* ---- the model ---- */

static void index_of(struct jhr_resolver *c, struct jhr_map *map, struct jhr_str key, uint32_t i)
{
    uint32_t *index = JHR_NEW(c->a, uint32_t);
    *index = i;
    if (jhr_map_get(map, key) == NULL)
        jhr_map_put(c->a, map, key, index);
}

static void lookups(struct jhr_resolver *c)
{
    struct jhr_model *m = c->m;
    for (uint32_t i = 0; i < m->producten_n; i++) {
        if (m->producten[i].coded)
            index_of(c, &m->by_code, m->producten[i].code, i);
    }
    for (uint32_t i = 0; i < m->feiten_n; i++)
        index_of(c, &m->by_feit, m->feiten[i].name, i);
    for (uint32_t i = 0; i < m->regels_n; i++)
        index_of(c, &m->by_regel, m->regels[i].id, i);
}

#define GIVE(field) (c->m->field = c->field.v, c->m->field##_n = c->field.n)

static void finish(struct jhr_resolver *c)
{
    GIVE(soorten);
    GIVE(feiten);
    GIVE(sets);
    GIVE(segmenten);
    GIVE(producten);
    GIVE(gemeenten);
    GIVE(aanbieders);
    GIVE(bronnen);
    GIVE(waarden);
    GIVE(begrippen);
    GIVE(regels);
    GIVE(stapelingen);
    GIVE(rekeningen);
    GIVE(voorbeelden);
    lookups(c);
}

static uint32_t found(const struct jhr_map *map, struct jhr_str key)
{
    const uint32_t *index = jhr_map_get(map, key);
    return index != NULL ? *index : JHR_NONE;
}

uint32_t jhr_model_product(const struct jhr_model *m, struct jhr_str code)
{
    char upper[256];
    if (code.n > sizeof(upper))
        return JHR_NONE;
    for (uint32_t i = 0; i < code.n; i++)
        upper[i] = code.p[i] >= 'a' && code.p[i] <= 'z' ? (char)(code.p[i] - 'a' + 'A') : code.p[i];
    return found(&m->by_code, (struct jhr_str){upper, code.n});
}

uint32_t jhr_model_feit(const struct jhr_model *m, struct jhr_str name)
{
    return found(&m->by_feit, name);
}

uint32_t jhr_model_regel(const struct jhr_model *m, struct jhr_str id)
{
    return found(&m->by_regel, id);
}

/* ---- the way through ---- */

static void run(struct jhr_resolver *c, uint32_t file)
{
    void (*const passes[])(struct jhr_resolver *) = {
        jhr_collect,              /* every name of every file */
        jhr_facts,                /* types and ranges; bronnen, waarden */
        jhr_products,             /* tariffs, norms, membership of segments */
        jhr_sets,                 /* gebieden, productgroepen, aanbieders */
        jhr_begrippen,            /* sorted, then typed */
        jhr_regeling,  jhr_rules, /* and the matrices */
        jhr_examples,  jhr_others, jhr_products_used, jhr_style, jhr_accepteer,
    };
    add_file(c, file);
    for (uint32_t i = 0; i < c->files.n && !c->a->out_of_memory; i++)
        add_statements(c, c->files.v[i]);
    for (uint32_t i = 0; i < sizeof(passes) / sizeof(passes[0]) && !c->a->out_of_memory; i++)
        passes[i](c);
    if (!c->a->out_of_memory)
        finish(c);
}

struct jhr_model *jhr_resolve(struct jhr_arena *a, struct jhr_diags *ds,
                              struct jhr_sources *sources, struct jhr_loader loader, uint32_t file)
{
    struct jhr_resolver *c = JHR_NEW(a, struct jhr_resolver);
    struct jhr_model *m = JHR_NEW(a, struct jhr_model);
    if (a->out_of_memory)
        return NULL;
    *m = (struct jhr_model){.arena = a, .sources = sources, .found_from = ds->list.n};
    *c = (struct jhr_resolver){.a = a, .ds = ds, .sources = sources, .loader = loader, .m = m};
    run(c, file);
    if (c->text.failed)
        a->out_of_memory = true;
    jhr_buf_free(&c->text);
    if (a->out_of_memory)
        return NULL;
    jhr_accepteer_apply(m, ds, JHR_ACCEPT_RESOLVED);
    return a->out_of_memory ? NULL : m;
}
