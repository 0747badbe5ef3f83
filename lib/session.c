#include "lib/internal.h"

#include "documents/read.h"
#include "documents/write.h"
#include "lib/pick.h"
#include "reference/reference.h"
#include "runtime/complete.h"

#include <string.h>

/* The reference evaluator tries every completion; more than this many are not tried. */
#define JHR_MAX_REFERENCE (1u << 20)

/* Every regeling of the rules gets a decider. */
static bool add_engines(jhr_session *s, const jhr_rules *rules)
{
    s->engines = jhr_malloc(jhr_rules_count(rules) * sizeof *s->engines);
    if (!s->engines)
        return false;
    for (; rules; rules = rules->next) {
        struct jhr_engine *e = &s->engines[s->engines_n];
        e->rules = rules;
        if (!jhr_decider_init(&e->decider, rules->program))
            return false;
        s->engines_n++;
    }
    return true;
}

jhr_status jhr_session_new(jhr_session **out, const jhr_rules *rules,
                           const jhr_eval_options *options)
{
    jhr_session *s;
    if (!out || !rules || !options || options->size < sizeof *options)
        return JHR_MISUSE;
    *out = NULL;
    if (options->engine == JHR_ENGINE_REFERENCE && !rules->model)
        return JHR_MISUSE;
    s = jhr_malloc(sizeof *s);
    if (!s)
        return JHR_NOMEM;
    *s = (struct jhr_session){.options = *options};
    jhr_arena_init(&s->arena, 0);
    if (options->peildatum && !jhr_ymd_parse_iso(jhr_str_of(options->peildatum), &s->peildatum)) {
        jhr_session_release(s);
        return JHR_INPUT;
    }
    if (!add_engines(s, rules)) {
        jhr_session_release(s);
        return JHR_NOMEM;
    }
    *out = s;
    return JHR_OK;
}

void jhr_session_release(jhr_session *s)
{
    if (!s)
        return;
    for (uint32_t i = 0; i < s->engines_n; i++)
        jhr_decider_free(&s->engines[i].decider);
    jhr_free(s->engines);
    jhr_arena_free(&s->arena);
    jhr_free(s);
}

/* What the three-valued pass left open, with every completion tried. */
static const struct jhr_besluit *complete(struct jhr_arena *a, struct jhr_decider *d,
                                          const struct jhr_case *c)
{
    struct jhr_besluit *b = JHR_NEW(a, struct jhr_besluit);
    struct jhr_completed done;
    size_t size = d->besluit.regels_n * sizeof *b->regels;
    if (!jhr_complete(a, d, c, &done))
        return NULL;
    *b = d->besluit;
    b->besluit = done.besluit;
    b->adviserend = done.adviserend;
    b->regels = jhr_arena_alloc(a, size + 1);
    if (!b->regels)
        return NULL;
    memcpy(b->regels, done.regels, size);
    return b;
}

const struct jhr_besluit *jhr_engine_complete(struct jhr_arena *a, struct jhr_decider *d,
                                              const struct jhr_case *c)
{
    return jhr_complete_helps(d) ? complete(a, d, c) : &d->besluit;
}

static const struct jhr_besluit *decide_as_block(struct jhr_decider *d, const struct jhr_case *c)
{
    struct jhr_batch *batch = jhr_decider_batch(d);
    if (!batch)
        return NULL;
    jhr_row_fill(d, c);
    jhr_row_finish(d, c);
    jhr_columns_put(&batch->columns, 0, &d->row);
    jhr_block_run(&batch->block, &batch->columns, 1, NULL);
    jhr_block_take(&batch->block, 0, &d->scalar);
    return jhr_decide_evaluated(d, c);
}

const struct jhr_besluit *jhr_engine_decide(const struct jhr_rules *rules, struct jhr_decider *d,
                                            jhr_engine engine, struct jhr_arena *a,
                                            const struct jhr_case *c)
{
    struct jhr_reference_result *r;
    if (engine == JHR_ENGINE_BLOCK)
        return decide_as_block(d, c) ? jhr_engine_complete(a, d, c) : NULL;
    jhr_decide(d, c); /* fills the row too */
    if (engine == JHR_ENGINE_SCALAR)
        return jhr_engine_complete(a, d, c);
    r = JHR_NEW(a, struct jhr_reference_result);
    if (!r || !jhr_reference_decide(rules->model, c, JHR_MAX_REFERENCE, a, r))
        return NULL;
    return &r->besluit;
}

struct jhr_engine *jhr_session_read(jhr_ctx *ctx, jhr_session *s, const char *name,
                                    const char *json, size_t n, struct jhr_case *c)
{
    jhr_arena_reset(&s->arena);
    return jhr_session_read_next(ctx, s, name, json, n, c);
}

struct jhr_engine *jhr_session_read_next(jhr_ctx *ctx, jhr_session *s, const char *name,
                                         const char *json, size_t n, struct jhr_case *c)
{
    struct jhr_read_options options = {s->peildatum, s->options.voorgesteld};
    struct jhr_str text = {json, n > UINT32_MAX ? UINT32_MAX : (uint32_t)n};
    uint32_t file;
    struct jhr_engine *e;
    file = jhr_source_add(&ctx->ws->sources, jhr_str_of(name), text);
    e = jhr_pick(ctx, s, text, file);
    if (e &&
        !jhr_read_voorstel(&s->arena, &ctx->ws->diags, e->rules->program, text, file, &options, c))
        e = NULL;
    if (!e)
        jhr_diag_sort(&ctx->ws->diags);
    return e;
}

jhr_outcome jhr_outcome_of(const struct jhr_program *p, const struct jhr_besluit *b)
{
    static const jhr_outcome outcomes[] = {JHR_BESLUIT_TOELAATBAAR, JHR_BESLUIT_NIET_TOELAATBAAR,
                                           JHR_BESLUIT_ONBEPAALD, JHR_BESLUIT_STRIJDIG,
                                           JHR_BESLUIT_BUITEN_REGELING};
    if (b->besluit == JHR_TOELAATBAAR)
        for (uint32_t i = 0; i < b->regels_n; i++)
            if (p->regels[i].kind == JHR_P_VOORWAARDE && b->regels[i].rol != JHR_ROL_GEEN &&
                (b->regels[i].uitkomst == JHR_VOLDAAN || b->regels[i].uitkomst == JHR_ONBEKEND))
                return JHR_BESLUIT_TOELAATBAAR_MET_VOORWAARDEN;
    return outcomes[b->besluit];
}

void jhr_session_write(jhr_session *s, struct jhr_buf *b, struct jhr_engine *e,
                       const struct jhr_case *c, const struct jhr_besluit *besluit, bool compact,
                       const struct jhr_write_more *more)
{
    if (compact || s->options.format == JHR_FORMAT_JSON)
        jhr_write_besluit_more(b, &s->arena, &e->decider, c, besluit, compact, more);
    else if (s->options.format == JHR_FORMAT_HTML || s->options.format == JHR_FORMAT_MARKDOWN)
        jhr_write_page(b, &s->arena, &e->decider, c, besluit, s->options.format == JHR_FORMAT_HTML);
    else
        jhr_write_text(b, &s->arena, &e->decider, c, besluit, s->options.format == JHR_FORMAT_PLAIN,
                       s->options.language == JHR_LANG_EN ? JHR_EN : JHR_NL);
}

/* One document into `b`; nothing when it is not valid. */
static jhr_status decide_into(jhr_ctx *ctx, jhr_session *s, const char *name, const char *json,
                              size_t n, bool compact, struct jhr_buf *b, jhr_outcome *outcome)
{
    struct jhr_case c;
    struct jhr_engine *e;
    const struct jhr_besluit *besluit;

    e = jhr_session_read(ctx, s, name, json, n, &c);
    if (!e)
        return ctx->ws->arena.out_of_memory || s->arena.out_of_memory ? JHR_NOMEM : JHR_INPUT;
    besluit = jhr_engine_decide(e->rules, &e->decider, s->options.engine, &s->arena, &c);
    if (!besluit)
        return JHR_NOMEM;
    if (outcome)
        *outcome = jhr_outcome_of(e->rules->program, besluit);
    jhr_session_write(s, b, e, &c, besluit, compact, NULL);
    return s->arena.out_of_memory ? JHR_NOMEM : JHR_OK;
}

bool jhr_ctx_said(const jhr_ctx *ctx, enum jhr_diag_id id)
{
    for (uint32_t i = 0; i < ctx->ws->diags.list.n; i++)
        if (ctx->ws->diags.list.v[i]->id == id)
            return true;
    return false;
}

jhr_status jhr_decide_json(jhr_ctx *ctx, jhr_session *session, const char *name, const char *json,
                           size_t n, jhr_writer out, jhr_outcome *outcome)
{
    struct jhr_buf b = {0};
    jhr_status status;
    if (!ctx || !session || !name || !json || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    status = jhr_ctx_done(ctx, decide_into(ctx, session, name, json, n, false, &b, outcome));
    if (status == JHR_INPUT && jhr_ctx_said(ctx, JHR_D_PEILDATUM_TWICE))
        status = JHR_MISUSE;
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

void jhr_write_fault(const jhr_ctx *ctx, size_t line, struct jhr_buf *b)
{
    const struct jhr_diag *d = NULL;
    struct jhr_buf text = {0};
    for (uint32_t i = 0; !d && i < ctx->ws->diags.list.n; i++)
        if (jhr_diag_rows[ctx->ws->diags.list.v[i]->id].severity == JHR_ERROR)
            d = ctx->ws->diags.list.v[i];
    if (d)
        jhr_diag_sentence(&text, d, ctx->lang);
    jhr_buf_fmt(b, "{\"fout\":{\"code\":\"JHR%04u\",\"tekst\":",
                d ? (unsigned)jhr_diag_rows[d->id].code : 9001u);
    jhr_buf_json(b, jhr_buf_get(&text));
    if (d && d->pointer.n > 0) {
        jhr_buf_z(b, ",\"wijzer\":");
        jhr_buf_json(b, d->pointer);
    }
    jhr_buf_fmt(b, "},\"regel\":%zu}\n", line);
    jhr_buf_free(&text);
}

jhr_status jhr_decide_line(jhr_ctx *ctx, jhr_session *session, const char *name, size_t line,
                           const char *json, size_t n, jhr_writer out)
{
    struct jhr_buf b = {0};
    jhr_status status;
    if (!ctx || !session || !name || !json || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    status = jhr_ctx_done(ctx, decide_into(ctx, session, name, json, n, true, &b, NULL));
    if (status == JHR_INPUT) {
        jhr_buf_clear(&b);
        jhr_write_fault(ctx, line, &b);
    } else if (status != JHR_OK) {
        jhr_buf_free(&b);
        return status;
    }
    return jhr_send(&b, out, status);
}
