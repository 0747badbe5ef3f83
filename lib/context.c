#include "lib/internal.h"

#include "base/near.h"

#include <string.h>

static struct jhr_workspace *workspace_new(void)
{
    struct jhr_workspace *ws = jhr_malloc(sizeof *ws);
    if (!ws)
        return NULL;
    *ws = (struct jhr_workspace){.users = 1};
    jhr_arena_init(&ws->arena, 0);
    return ws;
}

void jhr_workspace_release(struct jhr_workspace *ws)
{
    if (!ws || --ws->users > 0)
        return;
    jhr_arena_free(&ws->arena);
    jhr_free(ws);
}

jhr_ctx *jhr_ctx_new(void)
{
    jhr_ctx *ctx = jhr_malloc(sizeof *ctx);
    if (!ctx)
        return NULL;
    *ctx = (struct jhr_ctx){.ws = workspace_new(), .lang = JHR_NL};
    if (!ctx->ws || !jhr_ctx_reset(ctx)) {
        jhr_free(ctx);
        return NULL;
    }
    return ctx;
}

void jhr_ctx_free(jhr_ctx *ctx)
{
    if (!ctx)
        return;
    jhr_workspace_release(ctx->ws);
    jhr_free(ctx);
}

jhr_status jhr_ctx_done(const jhr_ctx *ctx, jhr_status status)
{
    return jhr_alloc_failures() != ctx->failures ? JHR_NOMEM : status;
}

bool jhr_ctx_reset(jhr_ctx *ctx)
{
    ctx->failures = jhr_alloc_failures();
    if (ctx->ws->users > 1) { /* rules still live in it */
        struct jhr_workspace *fresh = workspace_new();
        if (!fresh)
            return false;
        jhr_workspace_release(ctx->ws);
        ctx->ws = fresh;
    }
    jhr_arena_reset(&ctx->ws->arena);
    ctx->ws->sources = (struct jhr_sources){.arena = &ctx->ws->arena};
    ctx->ws->diags = (struct jhr_diags){.arena = &ctx->ws->arena, .sources = &ctx->ws->sources};
    return true;
}

void jhr_ctx_language(jhr_ctx *ctx, jhr_language language)
{
    ctx->lang = language == JHR_LANG_EN ? JHR_EN : JHR_NL;
}

size_t jhr_diag_errors(const jhr_ctx *ctx)
{
    return ctx->ws->diags.count[JHR_ERROR];
}

size_t jhr_diag_warnings(const jhr_ctx *ctx)
{
    return ctx->ws->diags.count[JHR_WARNING];
}

jhr_status jhr_send(struct jhr_buf *b, jhr_writer out, jhr_status status)
{
    if (b->failed)
        status = JHR_NOMEM;
    else if (b->n > 0 && (!out.write || !out.write(out.self, b->p, b->n)))
        status = JHR_WRITE;
    jhr_buf_free(b);
    return status;
}

static bool style_of(const jhr_ctx *ctx, jhr_format format, bool color, struct jhr_diag_style *out)
{
    static const enum jhr_diag_format formats[] = {
        JHR_DF_TEXT,  JHR_DF_PLAIN,    JHR_DF_COMPACT, JHR_DF_JSON, JHR_DF_SARIF,
        JHR_DF_JUNIT, JHR_DF_MARKDOWN, JHR_DF_GITHUB,  JHR_DF_TEXT, JHR_DF_GITLAB};
    if ((size_t)format >= sizeof formats / sizeof *formats || format == JHR_FORMAT_HTML)
        return false;
    *out = (struct jhr_diag_style){formats[format], ctx->lang, color};
    return true;
}

jhr_status jhr_diags_write(const jhr_ctx *ctx, jhr_format format, bool color, jhr_writer out)
{
    struct jhr_diag_style style;
    struct jhr_buf b = {0};
    uint64_t failures = jhr_alloc_failures();
    if (!style_of(ctx, format, color, &style))
        return JHR_MISUSE;
    jhr_diag_write(&b, &ctx->ws->diags, style);
    b.failed |= jhr_alloc_failures() != failures;
    return jhr_send(&b, out, JHR_OK);
}

/* "JHR2004", "jhr2004" or "2004". */
static bool read_code(const char *code, uint32_t *out)
{
    uint32_t v = 0;
    if ((code[0] == 'J' || code[0] == 'j') && strlen(code) == 7)
        code += 3;
    if (strlen(code) != 4)
        return false;
    for (; *code; code++) {
        if (*code < '0' || *code > '9')
            return false;
        v = v * 10 + (uint32_t)(*code - '0');
    }
    *out = v;
    return true;
}

jhr_status jhr_explain(jhr_ctx *ctx, const char *code, jhr_format format, bool color,
                       jhr_writer out)
{
    struct jhr_diag_style style;
    struct jhr_buf b = {0};
    uint32_t number;
    if (!code || !read_code(code, &number) || !style_of(ctx, format, color, &style))
        return JHR_MISUSE;
    if (!jhr_diag_explain(&b, number, style)) {
        jhr_buf_free(&b);
        return JHR_MISUSE;
    }
    return jhr_send(&b, out, JHR_OK);
}

const char *jhr_nearest(const char *wanted, const char *const *names, size_t n)
{
    struct jhr_near near;
    const char *best = NULL;
    jhr_near_init(&near, jhr_str_of(wanted));
    for (size_t i = 0; i < n; i++) {
        uint32_t before = near.distance;
        bool had = near.best.n > 0;
        jhr_near_try(&near, jhr_str_of(names[i]));
        if (near.best.n > 0 && (!had || near.distance < before))
            best = names[i];
    }
    return best;
}

void jhr_file_diag(jhr_ctx *ctx, enum jhr_file_trouble trouble, const char *path)
{
    static const enum jhr_diag_id ids[] = {JHR_D_INTERNAL,        JHR_D_FILE_MISSING,
                                           JHR_D_FILE_UNREADABLE, JHR_D_FILE_TOO_LARGE,
                                           JHR_D_FILE_NO_GIT,     JHR_D_FILE_NO_REVISION};
    if (trouble != JHR_FILE_OK)
        jhr_diag_add1(&ctx->ws->diags, ids[trouble], JHR_NO_SPAN, jhr_str_of(path));
}

void jhr_refusal_diag(jhr_ctx *ctx, const struct jhr_refusal *why, const char *path)
{
    struct jhr_buf b = {0};
    struct jhr_diag *d;
    jhr_buf_fmt(&b, "%s (%s, tabel %u, rij %u)", why->reason, why->rule, why->section, why->index);
    d = jhr_diag_add1(&ctx->ws->diags, JHR_D_PROGRAM_REFUSED, JHR_NO_SPAN, jhr_str_of(path));
    jhr_diag_arg(&ctx->ws->diags, d, jhr_buf_get(&b));
    jhr_buf_free(&b);
}
