#include "lib/internal.h"

#include "compiler/compile.h"

/* ---- finding and resolving ---- */

static bool load_used(void *self, struct jhr_str from, struct jhr_str path,
                      struct jhr_str *full_path, struct jhr_str *text, struct jhr_str *error)
{
    static const char *const why[][2] = {
        {"", ""},
        {"het bestaat niet", "it does not exist"},
        {"het is niet te lezen", "it cannot be read"},
        {"het is te groot", "it is too large"},
        {"het programma git is er niet", "the program git is not there"},
        {"deze revisie is er niet", "there is no such revision"},
    };
    jhr_ctx *ctx = self;
    enum jhr_file_trouble trouble;

    *full_path = jhr_path_beside(&ctx->ws->arena, from, path);
    trouble =
        full_path->p ? jhr_file_read(&ctx->ws->arena, full_path->p, text) : JHR_FILE_UNREADABLE;
    *error = jhr_str_of(why[trouble][ctx->lang]);
    return trouble == JHR_FILE_OK;
}

struct jhr_model *jhr_root_resolve(jhr_ctx *ctx, struct jhr_arena *a, uint32_t file)
{
    struct jhr_loader loader = {load_used, ctx};
    return jhr_resolve(a, &ctx->ws->diags, &ctx->ws->sources, loader, file);
}

static uint32_t add_file(jhr_ctx *ctx, const char *path)
{
    struct jhr_str text;
    enum jhr_file_trouble trouble = jhr_file_read(&ctx->ws->arena, path, &text);
    if (trouble != JHR_FILE_OK) {
        jhr_file_diag(ctx, trouble, path);
        return JHR_NO_FILE;
    }
    return jhr_source_add(&ctx->ws->sources, jhr_str_of(path), text);
}

/* Which files of a directory does another one use? Read from the trees alone: diagnostics of this
 * first look are forgotten, since resolving parses again. */
static void mark_used(jhr_ctx *ctx, const struct jhr_roots *all, bool *used)
{
    struct jhr_map by_path = {0};
    struct jhr_arena scratch;

    jhr_arena_init(&scratch, 0);
    for (uint32_t i = 0; i < all->files.n; i++)
        jhr_map_put(&scratch, &by_path, ctx->ws->sources.files.v[all->files.v[i]]->path, &used[i]);
    for (uint32_t i = 0; i < all->files.n; i++) {
        struct jhr_diags quiet = {.arena = &scratch, .sources = &ctx->ws->sources};
        struct jhr_parsed parsed = jhr_parse(&scratch, &quiet, all->files.v[i]);
        const struct jhr_node *n = parsed.file ? jhr_node_find(parsed.file, JHR_N_S_GEBRUIK) : NULL;
        for (; n; n = jhr_node_find_next(n)) {
            struct jhr_str path =
                jhr_path_beside(&scratch, ctx->ws->sources.files.v[all->files.v[i]]->path, n->text);
            bool *mark = jhr_map_get(&by_path, path);
            if (mark && mark != &used[i])
                *mark = true;
        }
    }
    jhr_arena_free(&scratch);
}

/* The same spelling of a path that `gebruik` gives: "./x" is "x". */
static const char *tidy(jhr_ctx *ctx, struct jhr_str path)
{
    return jhr_path_beside(&ctx->ws->arena, JHR_STR(""), path).p;
}

static jhr_status roots_of_directory(jhr_ctx *ctx, const char *path, struct jhr_roots *out)
{
    struct jhr_paths paths = {0};
    struct jhr_roots all = {0};
    uint32_t kept = 0;
    bool *used;

    if (!jhr_directory_list(&ctx->ws->arena, path, ".jhr", &paths)) {
        jhr_file_diag(ctx, JHR_FILE_UNREADABLE, path);
        return JHR_INPUT;
    }
    if (paths.v.n == 0)
        jhr_diag_add1(&ctx->ws->diags, JHR_D_NO_RULE_FILES, JHR_NO_SPAN, jhr_str_of(path));
    for (uint32_t i = 0; i < paths.v.n; i++) {
        uint32_t file = add_file(ctx, tidy(ctx, paths.v.v[i]));
        uint32_t *slot = file == JHR_NO_FILE ? NULL : jhr_vec_add(&ctx->ws->arena, &all.files);
        if (!slot)
            return ctx->ws->arena.out_of_memory ? JHR_NOMEM : JHR_INPUT;
        *slot = file;
    }
    used = jhr_arena_alloc(&ctx->ws->arena, all.files.n + 1);
    if (!used)
        return JHR_NOMEM;
    mark_used(ctx, &all, used);
    for (uint32_t i = 0; i < all.files.n; i++)
        kept += !used[i];
    for (uint32_t i = 0; i < all.files.n; i++) {
        uint32_t *slot = used[i] && kept > 0 ? NULL : jhr_vec_add(&ctx->ws->arena, &out->files);
        if (slot)
            *slot = all.files.v[i];
    }
    return ctx->ws->arena.out_of_memory ? JHR_NOMEM : JHR_OK;
}

jhr_status jhr_roots_find(jhr_ctx *ctx, const char *path, struct jhr_roots *out)
{
    uint32_t file, *slot;
    if (jhr_file_is_directory(path))
        return roots_of_directory(ctx, path, out);
    file = add_file(ctx, path);
    slot = file == JHR_NO_FILE ? NULL : jhr_vec_add(&ctx->ws->arena, &out->files);
    if (!slot)
        return ctx->ws->arena.out_of_memory ? JHR_NOMEM : JHR_INPUT;
    *slot = file;
    return JHR_OK;
}

/* ---- checking ---- */

static jhr_status check_paths(jhr_ctx *ctx, const char *const *paths, size_t n)
{
    jhr_status status = JHR_OK;
    for (size_t i = 0; i < n; i++) {
        struct jhr_roots roots = {0};
        jhr_status found = jhr_roots_find(ctx, paths[i], &roots);
        if (found == JHR_NOMEM)
            return found;
        if (found != JHR_OK)
            status = found;
        for (uint32_t k = 0; k < roots.files.n; k++) {
            uint32_t errors = ctx->ws->diags.count[JHR_ERROR];
            struct jhr_model *m = jhr_root_resolve(ctx, &ctx->ws->arena, roots.files.v[k]);
            if (!m)
                return JHR_NOMEM;
            if (m->regeling != NULL && ctx->ws->diags.count[JHR_ERROR] == errors)
                (void)jhr_compile_check(&ctx->ws->arena, &ctx->ws->diags, m);
            if (ctx->ws->arena.out_of_memory)
                return JHR_NOMEM;
        }
    }
    jhr_diag_sort(&ctx->ws->diags);
    if (status == JHR_OK && ctx->ws->diags.count[JHR_ERROR] > 0)
        status = JHR_FINDINGS;
    return status;
}

jhr_status jhr_check_paths(jhr_ctx *ctx, const char *const *paths, size_t n)
{
    if (!ctx || (!paths && n > 0))
        return JHR_MISUSE;
    return jhr_ctx_reset(ctx) ? jhr_ctx_done(ctx, check_paths(ctx, paths, n)) : JHR_NOMEM;
}

/* ---- compiling ---- */

jhr_status jhr_root_compile(jhr_ctx *ctx, const struct jhr_model *model, jhr_rules **out)
{
    jhr_rules *rules;
    *out = NULL;
    if (!model->regeling)
        return JHR_OK;
    rules = jhr_malloc(sizeof *rules);
    if (!rules)
        return JHR_NOMEM;
    *rules = (struct jhr_rules){.model = model, .ws = ctx->ws};
    ctx->ws->users++;
    if (!jhr_compile_model(&ctx->ws->arena, &ctx->ws->diags, model, &rules->bytes,
                           &rules->program)) {
        jhr_rules_release(rules);
        return ctx->ws->arena.out_of_memory ? JHR_NOMEM : JHR_FINDINGS;
    }
    *out = rules;
    return JHR_OK;
}

void jhr_rules_release(jhr_rules *rules)
{
    while (rules) {
        jhr_rules *next = rules->next;
        jhr_program_free(rules->program);
        jhr_buf_free(&rules->bytes);
        jhr_workspace_release(rules->ws);
        jhr_free(rules);
        rules = next;
    }
}

static jhr_status compile_file(jhr_ctx *ctx, uint32_t file, jhr_rules **out)
{
    struct jhr_model *model = jhr_root_resolve(ctx, &ctx->ws->arena, file);
    jhr_status status = JHR_FINDINGS;
    if (!model || ctx->ws->arena.out_of_memory)
        return JHR_NOMEM;
    if (ctx->ws->diags.count[JHR_ERROR] == 0)
        status = jhr_root_compile(ctx, model, out);
    if (status == JHR_OK && !*out) {
        jhr_diag_add1(&ctx->ws->diags, JHR_D_NO_REGELING, (struct jhr_span){file, 0, 0},
                      ctx->ws->sources.files.v[file]->path);
        status = JHR_INPUT;
    }
    jhr_diag_sort(&ctx->ws->diags);
    return status;
}

static bool holds_regeling(jhr_ctx *ctx, uint32_t file)
{
    struct jhr_diags quiet = {.arena = &ctx->ws->arena, .sources = &ctx->ws->sources};
    struct jhr_parsed parsed = jhr_parse(&ctx->ws->arena, &quiet, file);
    return parsed.file && jhr_node_find(parsed.file, JHR_N_S_REGELING);
}

/* Of a directory: every root that holds a regeling, in order of name. */
static jhr_status compile_directory(jhr_ctx *ctx, const char *path, jhr_rules **out)
{
    struct jhr_roots roots = {0};
    jhr_status status = jhr_roots_find(ctx, path, &roots);
    jhr_rules **end = out;

    for (uint32_t i = 0; i < roots.files.n; i++) {
        jhr_status one;
        if (status != JHR_OK && status != JHR_FINDINGS)
            break;
        if (!holds_regeling(ctx, roots.files.v[i]))
            continue;
        one = compile_file(ctx, roots.files.v[i], end);
        if (one != JHR_OK)
            status = one;
        else if (*end)
            end = &(*end)->next;
    }
    if (status == JHR_OK && !*out) {
        jhr_diag_add1(&ctx->ws->diags, JHR_D_REGELING_ABSENT, JHR_NO_SPAN, jhr_str_of(path));
        return JHR_INPUT;
    }
    return status;
}

static jhr_status load_bytes(jhr_ctx *ctx, const char *path, const void *bytes, size_t n,
                             jhr_rules **out)
{
    struct jhr_refusal why = {0};
    jhr_rules *rules = jhr_malloc(sizeof *rules);
    if (!rules)
        return JHR_NOMEM;
    *rules = (struct jhr_rules){0};
    if (!jhr_program_load(&rules->program, bytes, n, &why)) {
        jhr_refusal_diag(ctx, &why, path);
        jhr_rules_release(rules);
        return JHR_BADPROGRAM;
    }
    jhr_buf_add(&rules->bytes, bytes, n);
    *out = rules;
    return rules->bytes.failed ? JHR_NOMEM : JHR_OK;
}

static bool is_compiled_name(const char *path)
{
    struct jhr_str s = jhr_str_of(path);
    return s.n > 5 && jhr_str_eq((struct jhr_str){s.p + s.n - 5, 5}, JHR_STR(".jhrc"));
}

static jhr_status compile_path(jhr_ctx *ctx, const char *path, jhr_rules **out)
{
    enum jhr_file_trouble trouble;
    struct jhr_str text;

    if (jhr_file_is_directory(path))
        return compile_directory(ctx, path, out);
    trouble = jhr_file_read(&ctx->ws->arena, path, &text);
    if (trouble != JHR_FILE_OK) {
        jhr_file_diag(ctx, trouble, path);
        return JHR_INPUT;
    }
    if (is_compiled_name(path) || jhr_program_is_compiled(text.p, text.n))
        return load_bytes(ctx, path, text.p, text.n, out);
    return compile_file(ctx, jhr_source_add(&ctx->ws->sources, jhr_str_of(path), text), out);
}

/* Nothing half done: with the status of failure there are no rules. */
static jhr_status deliver(const jhr_ctx *ctx, jhr_status status, jhr_rules **out)
{
    status = jhr_ctx_done(ctx, status);
    if (status != JHR_OK) {
        jhr_rules_release(*out);
        *out = NULL;
    }
    return status;
}

jhr_status jhr_compile_path(jhr_ctx *ctx, const char *path, jhr_rules **out)
{
    if (!ctx || !path || !out)
        return JHR_MISUSE;
    *out = NULL;
    return jhr_ctx_reset(ctx) ? deliver(ctx, compile_path(ctx, path, out), out) : JHR_NOMEM;
}

jhr_status jhr_compile_text(jhr_ctx *ctx, const char *name, const char *text, size_t n,
                            jhr_rules **out)
{
    uint32_t file;
    if (!ctx || !name || !text || !out || n > UINT32_MAX)
        return JHR_MISUSE;
    *out = NULL;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    file = jhr_source_add(&ctx->ws->sources, jhr_str_of(name), (struct jhr_str){text, (uint32_t)n});
    return deliver(ctx, file == JHR_NO_FILE ? JHR_NOMEM : compile_file(ctx, file, out), out);
}

jhr_status jhr_rules_load(jhr_ctx *ctx, const void *bytes, size_t n, jhr_rules **out)
{
    if (!ctx || !bytes || !out)
        return JHR_MISUSE;
    *out = NULL;
    return jhr_ctx_reset(ctx) ? deliver(ctx, load_bytes(ctx, "-", bytes, n, out), out) : JHR_NOMEM;
}

size_t jhr_rules_count(const jhr_rules *rules)
{
    size_t n = 0;
    for (; rules; rules = rules->next)
        n++;
    return n;
}

jhr_status jhr_rules_save(const jhr_rules *rules, jhr_writer out)
{
    if (!rules || rules->next || !out.write)
        return JHR_MISUSE;
    return out.write(out.self, rules->bytes.p, rules->bytes.n) ? JHR_OK : JHR_WRITE;
}
