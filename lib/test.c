#include "lib/test_parts.h"

#include "documents/nodig.h"
#include "lib/example.h"

/* A rule is exercised when some voorbeeld makes it say something: it holds, refuses, reports or is
 * open. */
static void mark_spoken(const struct jhr_besluit *b, bool *spoke)
{
    for (uint32_t i = 0; i < b->regels_n; i++)
        if (b->regels[i].uitkomst > JHR_NIET_VAN_TOEPASSING)
            spoke[i] = true;
}

static jhr_status run_one(struct jhr_test_run *r, const struct jhr_rules *rules,
                          struct jhr_decider *d, const struct jhr_voorbeeld *v,
                          struct jhr_coverage *coverage)
{
    const struct jhr_span span = v->node->name_span;
    const struct jhr_source *source = r->ctx->ws->sources.files.v[v->node->span.file];
    struct jhr_place place = jhr_source_place(&r->ctx->ws->sources, v->node->span.file,
                                              span.hi > span.lo ? span.lo : v->node->span.lo);
    struct jhr_case c;
    struct jhr_example_facts facts = {0};
    struct jhr_buf why = {0};

    jhr_arena_reset(&r->arena);
    if (!jhr_example_case(&r->arena, rules->model, v, &c))
        return JHR_NOMEM;
    if (r->options->coverage) {
        (void)jhr_decide(d, &c);
        jhr_coverage_add(coverage, d);
    }
    facts.besluit = jhr_engine_decide(rules, d, r->options->engine, &r->arena, &c);
    if (!facts.besluit)
        return JHR_NOMEM;
    mark_spoken(facts.besluit, coverage->regels);
    jhr_nodig(&r->arena, d, &c, facts.besluit, &facts.nodig, &facts.nodig_n);
    facts.clash = jhr_clash(&r->arena, d, &c, facts.besluit);
    jhr_example_holds(rules->model, v, &facts, r->ctx->lang, &why);
    if (why.n == 0)
        r->counts.passed++;
    else
        r->counts.failed++;
    jhr_test_report_one(r, source->path, v, place, jhr_buf_get(&why));
    jhr_buf_free(&why);
    return r->arena.out_of_memory ? JHR_NOMEM : JHR_OK;
}

static bool is_chosen(struct jhr_test_run *r, const struct jhr_voorbeeld *v)
{
    struct jhr_str title = jhr_arena_str(&r->ctx->ws->arena, v->title);
    return !r->has_pattern || (title.p && regexec(&r->pattern, title.p, 0, NULL, 0) == 0);
}

static jhr_status run_rules(struct jhr_test_run *r, const struct jhr_rules *rules,
                            struct jhr_str path)
{
    const struct jhr_model *m = rules->model;
    struct jhr_arena *a = &r->ctx->ws->arena;
    jhr_test_counts before = r->counts;
    struct jhr_decider d;
    struct jhr_coverage coverage;
    jhr_status status = JHR_OK;
    bool *chosen = jhr_arena_alloc(a, m->voorbeelden_n + 1);

    if (!chosen || !jhr_coverage_init(a, rules->program, &coverage) ||
        !jhr_decider_init(&d, rules->program))
        return JHR_NOMEM;
    for (uint32_t i = 0; status == JHR_OK && i < m->voorbeelden_n; i++) {
        chosen[i] = is_chosen(r, &m->voorbeelden[i]);
        if (chosen[i])
            status = run_one(r, rules, &d, &m->voorbeelden[i], &coverage);
    }
    jhr_decider_free(&d);
    r->counts.rules += m->regels_n;
    for (uint32_t i = 0; i < m->regels_n; i++)
        r->counts.exercised += coverage.regels[i];
    if (r->options->coverage)
        jhr_test_report_coverage(r, m, &coverage);
    jhr_test_report_file(r, path, &before);
    /* of a voorbeeld that fails already it cannot be said what it notices */
    if (status == JHR_OK && r->options->mutate && r->counts.failed == before.failed)
        status = jhr_mutate(r->ctx, rules, chosen, &r->mutations);
    return status;
}

static jhr_status run_path(struct jhr_test_run *r, const char *path)
{
    struct jhr_roots roots = {0};
    jhr_status status = jhr_roots_find(r->ctx, path, &roots);
    for (uint32_t i = 0; status == JHR_OK && i < roots.files.n; i++) {
        struct jhr_workspace *ws = r->ctx->ws;
        uint32_t errors = ws->diags.count[JHR_ERROR];
        struct jhr_model *m = jhr_root_resolve(r->ctx, &ws->arena, roots.files.v[i]);
        jhr_rules *rules = NULL;
        if (!m)
            return JHR_NOMEM;
        if (ws->diags.count[JHR_ERROR] == errors)
            status = jhr_root_compile(r->ctx, m, &rules);
        if (status == JHR_OK && rules)
            status = run_rules(r, rules, ws->sources.files.v[roots.files.v[i]]->path);
        else if (status == JHR_FINDINGS)
            status = JHR_OK; /* counted by the diagnostics */
        jhr_rules_release(rules);
    }
    return status;
}

static jhr_status run_paths(struct jhr_test_run *r, const char *const *paths, size_t n)
{
    jhr_status status = JHR_OK;
    jhr_test_report_begin(r);
    for (size_t i = 0; i < n && (status == JHR_OK || status == JHR_INPUT); i++) {
        jhr_status one = run_path(r, paths[i]);
        if (one != JHR_OK)
            status = one;
    }
    if (r->options->mutate)
        jhr_test_report_mutations(r);
    jhr_test_report_end(r);
    jhr_diag_sort(&r->ctx->ws->diags);
    if (status == JHR_OK && (r->counts.failed > 0 || r->ctx->ws->diags.count[JHR_ERROR] > 0))
        status = JHR_FINDINGS;
    return status;
}

jhr_status jhr_test_paths(jhr_ctx *ctx, const char *const *paths, size_t n,
                          const jhr_test_options *options, jhr_writer out, jhr_test_counts *counts)
{
    struct jhr_test_run r = {.ctx = ctx, .options = options, .first = true};
    jhr_status status;

    if (!ctx || !paths || !options || options->size < sizeof *options || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    if (options->run) {
        if (regcomp(&r.pattern, options->run, REG_EXTENDED | REG_NOSUB) != 0)
            return JHR_MISUSE;
        r.has_pattern = true;
    }
    jhr_arena_init(&r.arena, 0);
    status = run_paths(&r, paths, n);
    if (counts)
        *counts = r.counts;
    if (r.has_pattern)
        regfree(&r.pattern);
    jhr_arena_free(&r.arena);
    jhr_buf_free(&r.cases);
    status = jhr_ctx_done(ctx, status);
    r.out.failed |= status == JHR_NOMEM;
    return jhr_send(&r.out, out, status);
}
