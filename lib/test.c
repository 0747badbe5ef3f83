#include "lib/internal.h"

#include "documents/nodig.h"
#include "lib/example.h"

#include <regex.h>

/* One run over all roots. */
struct run {
    jhr_ctx *ctx;
    const jhr_test_options *options;
    regex_t pattern;
    bool has_pattern;
    jhr_test_counts counts;
    struct jhr_buf out;
    struct jhr_buf cases;   /* junit: the test cases of one file, written after their count */
    bool first;             /* no comma before the next object of a JSON list */
    struct jhr_arena arena; /* of one voorbeeld */
};

/* ---- the report, one function a format ---- */

static bool english(const struct run *r)
{
    return r->ctx->lang == JHR_EN;
}

static void xml_text(struct jhr_buf *b, struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&':
            jhr_buf_z(b, "&amp;");
            break;
        case '<':
            jhr_buf_z(b, "&lt;");
            break;
        case '>':
            jhr_buf_z(b, "&gt;");
            break;
        case '"':
            jhr_buf_z(b, "&quot;");
            break;
        default:
            jhr_buf_char(b, s.p[i]);
        }
    }
}

static void json_separator(struct run *r)
{
    jhr_buf_z(&r->out, r->first ? "\n  " : ",\n  ");
    r->first = false;
}

static void report_one(struct run *r, struct jhr_str path, const struct jhr_voorbeeld *v,
                       struct jhr_place place, struct jhr_str why)
{
    bool ok = why.n == 0;
    switch (r->options->format) {
    case JHR_FORMAT_JSON:
        json_separator(r);
        jhr_buf_z(&r->out, "{\"voorbeeld\":");
        jhr_buf_json(&r->out, v->title);
        jhr_buf_z(&r->out, ",\"bestand\":");
        jhr_buf_json(&r->out, path);
        jhr_buf_fmt(&r->out, ",\"regel\":%u,\"geslaagd\":%s,\"verschil\":", place.line,
                    ok ? "true" : "false");
        if (ok)
            jhr_buf_z(&r->out, "null");
        else
            jhr_buf_json(&r->out, why);
        jhr_buf_char(&r->out, '}');
        break;
    case JHR_FORMAT_JUNIT:
        jhr_buf_z(&r->cases, "    <testcase name=\"");
        xml_text(&r->cases, v->title);
        jhr_buf_z(&r->cases, "\" classname=\"");
        xml_text(&r->cases, path);
        jhr_buf_z(&r->cases, ok ? "\"/>\n" : "\">\n      <failure message=\"");
        if (!ok) {
            xml_text(&r->cases, why);
            jhr_buf_z(&r->cases, "\"/>\n    </testcase>\n");
        }
        break;
    case JHR_FORMAT_TEXT:
    case JHR_FORMAT_PLAIN:
    case JHR_FORMAT_COMPACT:
    case JHR_FORMAT_SARIF:
        if (ok)
            break;
        jhr_buf_str(&r->out, path);
        jhr_buf_fmt(&r->out, ":%u:%u: %s \"", place.line, place.column,
                    english(r) ? "failed:" : "mislukt:");
        jhr_buf_str(&r->out, v->title);
        jhr_buf_z(&r->out, "\": ");
        jhr_buf_str(&r->out, why);
        jhr_buf_char(&r->out, '\n');
    }
}

static void report_silent_rules(struct run *r, const struct jhr_model *m, const bool *spoke)
{
    for (uint32_t i = 0; i < m->regels_n; i++) {
        if (spoke[i])
            continue;
        if (r->options->format == JHR_FORMAT_TEXT || r->options->format == JHR_FORMAT_PLAIN) {
            jhr_buf_z(&r->out, english(r) ? "never exercised: " : "in geen voorbeeld: ");
            jhr_buf_str(&r->out, m->regels[i].id);
            jhr_buf_char(&r->out, '\n');
        } else if (r->options->format == JHR_FORMAT_JSON) {
            json_separator(r);
            jhr_buf_z(&r->out, "{\"regel_zonder_voorbeeld\":");
            jhr_buf_json(&r->out, m->regels[i].id);
            jhr_buf_char(&r->out, '}');
        }
    }
}

static void report_begin(struct run *r)
{
    if (r->options->format == JHR_FORMAT_JSON)
        jhr_buf_char(&r->out, '[');
    else if (r->options->format == JHR_FORMAT_JUNIT)
        jhr_buf_z(&r->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
}

static void report_end(struct run *r)
{
    const jhr_test_counts *c = &r->counts;
    if (r->options->format == JHR_FORMAT_JSON)
        jhr_buf_z(&r->out, r->first ? "]\n" : "\n]\n");
    else if (r->options->format == JHR_FORMAT_JUNIT)
        jhr_buf_z(&r->out, "</testsuites>\n");
    else
        jhr_buf_fmt(&r->out,
                    english(r) ? "%zu passed, %zu failed; %zu of %zu rules exercised\n"
                               : "%zu geslaagd, %zu mislukt; %zu van %zu regels komen aan bod\n",
                    c->passed, c->failed, c->exercised, c->rules);
}

/* ---- running ---- */

/* A rule is exercised when some voorbeeld makes it say something: it holds, refuses, reports or is
 * open. */
static void mark_spoken(const struct jhr_besluit *b, bool *spoke)
{
    for (uint32_t i = 0; i < b->regels_n; i++)
        if (b->regels[i].uitkomst > JHR_NIET_VAN_TOEPASSING)
            spoke[i] = true;
}

static jhr_status run_one(struct run *r, const struct jhr_rules *rules, struct jhr_decider *d,
                          const struct jhr_voorbeeld *v, bool *spoke)
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
    facts.besluit = jhr_engine_decide(rules, d, r->options->engine, &r->arena, &c);
    if (!facts.besluit)
        return JHR_NOMEM;
    mark_spoken(facts.besluit, spoke);
    jhr_nodig(&r->arena, d, &c, facts.besluit, &facts.nodig, &facts.nodig_n);
    jhr_example_holds(rules->model, v, &facts, r->ctx->lang, &why);
    if (why.n == 0)
        r->counts.passed++;
    else
        r->counts.failed++;
    report_one(r, source->path, v, place, jhr_buf_get(&why));
    jhr_buf_free(&why);
    return r->arena.out_of_memory ? JHR_NOMEM : JHR_OK;
}

static void close_suite(struct run *r, struct jhr_str path, size_t tests, size_t failures)
{
    if (r->options->format != JHR_FORMAT_JUNIT)
        return;
    jhr_buf_z(&r->out, "  <testsuite name=\"");
    xml_text(&r->out, path);
    jhr_buf_fmt(&r->out, "\" tests=\"%zu\" failures=\"%zu\">\n", tests, failures);
    jhr_buf_str(&r->out, jhr_buf_get(&r->cases));
    jhr_buf_z(&r->out, "  </testsuite>\n");
    jhr_buf_clear(&r->cases);
}

static jhr_status run_rules(struct run *r, const struct jhr_rules *rules, struct jhr_str path)
{
    const struct jhr_model *m = rules->model;
    jhr_test_counts before = r->counts;
    struct jhr_decider d;
    jhr_status status = JHR_OK;
    bool *spoke = jhr_arena_alloc(&r->ctx->ws->arena, m->regels_n + 1);

    if (!spoke || !jhr_decider_init(&d, rules->program))
        return JHR_NOMEM;
    for (uint32_t i = 0; status == JHR_OK && i < m->voorbeelden_n; i++) {
        struct jhr_str title = jhr_arena_str(&r->ctx->ws->arena, m->voorbeelden[i].title);
        if (!r->has_pattern || (title.p && regexec(&r->pattern, title.p, 0, NULL, 0) == 0))
            status = run_one(r, rules, &d, &m->voorbeelden[i], spoke);
    }
    jhr_decider_free(&d);
    r->counts.rules += m->regels_n;
    for (uint32_t i = 0; i < m->regels_n; i++)
        r->counts.exercised += spoke[i];
    if (r->options->coverage)
        report_silent_rules(r, m, spoke);
    close_suite(r, path, r->counts.passed + r->counts.failed - before.passed - before.failed,
                r->counts.failed - before.failed);
    return status;
}

static jhr_status run_path(struct run *r, const char *path)
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

jhr_status jhr_test_paths(jhr_ctx *ctx, const char *const *paths, size_t n,
                          const jhr_test_options *options, jhr_writer out, jhr_test_counts *counts)
{
    struct run r = {.ctx = ctx, .options = options, .first = true};
    jhr_status status = JHR_OK;

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
    report_begin(&r);
    for (size_t i = 0; i < n && (status == JHR_OK || status == JHR_INPUT); i++) {
        jhr_status one = run_path(&r, paths[i]);
        if (one != JHR_OK)
            status = one;
    }
    report_end(&r);
    jhr_diag_sort(&ctx->ws->diags);
    if (status == JHR_OK && (r.counts.failed > 0 || ctx->ws->diags.count[JHR_ERROR] > 0))
        status = JHR_FINDINGS;
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
