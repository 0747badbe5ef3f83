#include "lib/internal.h"

#include "compiler/compile.h"
#include "compiler/lower.h"
#include "validator/verify.h"

#include <string.h>

static const struct {
    const char *word;
    uint32_t bit;
} kinds[] = {
    {"bereik", JHR_VERIFY_BEREIK},
    {"overbodig", JHR_VERIFY_OVERBODIG},
    {"tegenspraak", JHR_VERIFY_TEGENSPRAAK},
    {"producten", JHR_VERIFY_PRODUCTEN},
    {"gaten", JHR_VERIFY_GATEN},
    {"voorstellen", JHR_VERIFY_VOORSTELLEN},
    {"bewijs", JHR_VERIFY_BEWIJS},
};

/* "bereik,gaten" as bits. False: one of the words is none of them. */
static bool read_only(const char *only, uint32_t *bits)
{
    *bits = 0;
    while (only != NULL && *only != '\0') {
        size_t n = strcspn(only, ",");
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (strlen(kinds[i].word) == n && memcmp(kinds[i].word, only, n) == 0)
                bit = kinds[i].bit;
        if (bit == 0)
            return false;
        *bits |= bit;
        only += n + (only[n] == ',');
    }
    return true;
}

static jhr_status verify_model(jhr_ctx *ctx, struct jhr_model *m, struct jhr_verify options)
{
    struct jhr_arena *a = &ctx->ws->arena;
    struct jhr_diags *ds = &ctx->ws->diags;
    struct jhr_program *program = NULL;
    struct jhr_buf bytes = {0};
    jhr_status status = JHR_OK;
    if (jhr_compile_model(a, ds, m, &bytes, &program)) {
        struct jhr_side side = {.model = m, .program = program};
        side.ir = jhr_lower_proofs(a, ds, m);
        if (side.ir == NULL || !jhr_verify(a, ds, &side, options))
            status = JHR_NOMEM;
        else
            jhr_accepteer_apply(m, ds, JHR_ACCEPT_PROVED);
    }
    jhr_program_free(program);
    jhr_buf_free(&bytes);
    return a->out_of_memory ? JHR_NOMEM : status;
}

static jhr_status verify_paths(jhr_ctx *ctx, const char *const *paths, size_t n,
                               struct jhr_verify options)
{
    jhr_status status = JHR_OK;
    for (size_t i = 0; i < n; i++) {
        struct jhr_roots roots = {0};
        jhr_status found = jhr_roots_find(ctx, paths[i], &roots);
        if (found == JHR_NOMEM)
            return found;
        status = found != JHR_OK ? found : status;
        for (uint32_t k = 0; k < roots.files.n; k++) {
            uint32_t errors = ctx->ws->diags.count[JHR_ERROR];
            struct jhr_model *m = jhr_root_resolve(ctx, &ctx->ws->arena, roots.files.v[k]);
            if (!m)
                return JHR_NOMEM;
            if (m->regeling != NULL && ctx->ws->diags.count[JHR_ERROR] == errors &&
                verify_model(ctx, m, options) == JHR_NOMEM)
                return JHR_NOMEM;
        }
    }
    jhr_diag_sort(&ctx->ws->diags);
    if (status == JHR_OK && ctx->ws->diags.count[JHR_ERROR] > 0)
        status = JHR_FINDINGS;
    return status;
}

jhr_status jhr_verify_paths(jhr_ctx *ctx, const char *const *paths, size_t n,
                            const jhr_verify_options *options)
{
    struct jhr_verify how = {.only = 0};
    if (!ctx || (!paths && n > 0) || (options && options->size < sizeof *options) ||
        (options && !read_only(options->only, &how.only)))
        return JHR_MISUSE;
    how.budget = options ? options->budget : 0;
    return jhr_ctx_reset(ctx) ? jhr_ctx_done(ctx, verify_paths(ctx, paths, n, how)) : JHR_NOMEM;
}
