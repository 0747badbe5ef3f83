#include "lib/compare_parts.h"

#include "compiler/lower.h"

#include <string.h>

static struct jhr_str name_of(const struct jhr_rules *r)
{
    return jhr_p_str(r->program, r->program->meta[0].naam);
}

static const struct jhr_rules *find(const struct jhr_rules *in, struct jhr_str naam)
{
    while (in && !jhr_str_eq(name_of(in), naam))
        in = in->next;
    return in;
}

static void add_pair(struct jhr_comparison *c, const struct jhr_rules *was,
                     const struct jhr_rules *wordt)
{
    struct jhr_pair *p = jhr_vec_add(&c->arena, &c->pairs);
    if (p)
        *p = (struct jhr_pair){was, wordt, name_of(wordt ? wordt : was), NULL};
}

/* One and one belong together whatever they are named; of more the name tells. */
static void find_pairs(struct jhr_comparison *c)
{
    if (!c->was->next && !c->wordt->next) {
        add_pair(c, c->was, c->wordt);
        return;
    }
    for (const struct jhr_rules *r = c->wordt; r; r = r->next)
        add_pair(c, find(c->was, name_of(r)), r);
    for (const struct jhr_rules *r = c->was; r; r = r->next)
        if (!find(c->wordt, name_of(r)))
            add_pair(c, r, NULL);
}

static bool make_side(struct jhr_arena *a, const struct jhr_rules *r, bool voorgesteld,
                      struct jhr_side *out)
{
    struct jhr_diags quiet = {.arena = a, .sources = r->model->sources};
    *out = (struct jhr_side){r->model, jhr_lower(a, &quiet, r->model), r->program, voorgesteld};
    return out->ir != NULL;
}

static bool compare_pair(struct jhr_comparison *c, struct jhr_pair *p)
{
    struct jhr_side was, wordt;
    if (!p->was || !p->wordt || !p->was->model || !p->wordt->model)
        return true;
    if (!make_side(&c->arena, p->was, false, &was) ||
        !make_side(&c->arena, p->wordt, c->options.voorgesteld, &wordt))
        return false;
    p->diff = jhr_diff(&c->arena, &was, &wordt, c->options.budget);
    return p->diff != NULL;
}

static jhr_status build(jhr_ctx *ctx, struct jhr_comparison *c, const char *old_path,
                        const char *new_path)
{
    jhr_eval_options eval = {.size = sizeof eval, .peildatum = c->options.peildatum};
    jhr_status status = jhr_compile_path(ctx, old_path, &c->was);
    if (status == JHR_OK)
        status = jhr_compile_path(ctx, new_path, &c->wordt);
    if (status == JHR_OK)
        status = jhr_session_new(&c->was_session, c->was, &eval);
    eval.voorgesteld = c->options.voorgesteld;
    if (status == JHR_OK)
        status = jhr_session_new(&c->wordt_session, c->wordt, &eval);
    else if (status == JHR_INPUT && c->wordt)
        status = JHR_MISUSE; /* the peildatum is no date */
    if (status != JHR_OK)
        return status;
    find_pairs(c);
    for (uint32_t i = 0; i < c->pairs.n; i++)
        if (!compare_pair(c, &c->pairs.v[i]))
            return JHR_NOMEM;
    return c->arena.out_of_memory ? JHR_NOMEM : JHR_OK;
}

jhr_status jhr_compare_paths(jhr_ctx *ctx, const char *old_path, const char *new_path,
                             const jhr_compare_options *options, jhr_comparison **out)
{
    struct jhr_comparison *c;
    jhr_status status;
    if (!ctx || !old_path || !new_path || !options || options->size < sizeof *options || !out)
        return JHR_MISUSE;
    *out = NULL;
    c = jhr_malloc(sizeof *c);
    if (!c)
        return JHR_NOMEM;
    *c = (struct jhr_comparison){.options = *options};
    jhr_arena_init(&c->arena, 0);
    jhr_arena_init(&c->scratch, 0);
    status = jhr_ctx_done(ctx, build(ctx, c, old_path, new_path));
    if (status != JHR_OK) {
        jhr_compare_free(c);
        return status;
    }
    *out = c;
    return JHR_OK;
}

void jhr_compare_free(jhr_comparison *c)
{
    if (!c)
        return;
    jhr_session_release(c->was_session);
    jhr_session_release(c->wordt_session);
    jhr_rules_release(c->was);
    jhr_rules_release(c->wordt);
    jhr_arena_free(&c->scratch);
    jhr_arena_free(&c->arena);
    jhr_free(c);
}

jhr_status jhr_compare_expect(jhr_comparison *c, const char *text, size_t n)
{
    if (!c || !text || n > UINT32_MAX)
        return JHR_MISUSE;
    c->has_expect = true;
    c->expect = jhr_lines_normal(&c->arena, (struct jhr_str){text, (uint32_t)n});
    return c->arena.out_of_memory ? JHR_NOMEM : JHR_OK;
}

/* Compiled rules are not compared over all cases: what proposals say counts, or else the bytes. */
static bool is_same_program(const struct jhr_pair *p, bool asked)
{
    return p->was && p->wordt &&
           (asked || memcmp(p->was->program->hash, p->wordt->program->hash, JHR_SHA256_SIZE) == 0);
}

static void count(const struct jhr_comparison *c, const struct jhr_compare_view *v,
                  jhr_compare_counts *out)
{
    *out = (jhr_compare_counts){.equal = true, .proved = true, .expected = v->missed.n == 0};
    for (uint32_t i = 0; i < c->pairs.n; i++) {
        const struct jhr_diff *d = c->pairs.v[i].diff;
        out->equal &= d ? d->equal : is_same_program(&c->pairs.v[i], c->zaken.asked);
        out->proved &= d && d->proved;
    }
    out->cases = c->zaken.n;
    out->flips = c->zaken.flips;
    out->grounds = c->zaken.grounds;
    out->unread = c->zaken.unread;
}

static void write_as(const struct jhr_compare_view *v, jhr_format format)
{
    switch (format) {
    case JHR_FORMAT_JSON:
        jhr_compare_json(v);
        break;
    case JHR_FORMAT_COMPACT:
        jhr_compare_lines(v->out, v->a, v->c);
        break;
    case JHR_FORMAT_GITHUB:
        jhr_compare_github(v);
        break;
    case JHR_FORMAT_TEXT:
    case JHR_FORMAT_PLAIN:
    case JHR_FORMAT_MARKDOWN:
    case JHR_FORMAT_SARIF:
    case JHR_FORMAT_JUNIT:
    case JHR_FORMAT_HTML:
    case JHR_FORMAT_GITLAB:
        jhr_compare_text(v);
        break;
    }
}

jhr_status jhr_compare_write(const jhr_comparison *c, jhr_language language, jhr_format format,
                             jhr_writer out, jhr_compare_counts *counts)
{
    struct jhr_buf b = {0}, lines = {0}, missed = {0};
    struct jhr_arena scratch;
    struct jhr_compare_view v = {.c = c, .out = &b, .a = &scratch};
    uint64_t failures = jhr_alloc_failures();

    if (!c || !out.write)
        return JHR_MISUSE;
    jhr_arena_init(&scratch, 0);
    v.english = language == JHR_LANG_EN;
    v.markdown = format == JHR_FORMAT_MARKDOWN;
    v.plain = format == JHR_FORMAT_PLAIN;
    if (c->has_expect) {
        jhr_compare_lines(&lines, &scratch, c);
        jhr_lines_differ(&missed, c->expect, jhr_buf_get(&lines), v.markdown ? "" : "  ");
        v.missed = jhr_buf_get(&missed);
    }
    write_as(&v, format);
    if (counts)
        count(c, &v, counts);
    b.failed |= jhr_alloc_failures() != failures;
    jhr_arena_free(&scratch);
    jhr_buf_free(&lines);
    jhr_buf_free(&missed);
    return jhr_send(&b, out, JHR_OK);
}
