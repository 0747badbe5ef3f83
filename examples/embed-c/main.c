/* Compiles a rule file and decides one proposal, with nothing but jhr.h.
 * Usage: embed RULES.jhr PROPOSAL.json */
#include <jhr.h>
#include <stdio.h>
#include <stdlib.h>

static bool to_file(void *self, const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, self) == n;
}

/* What the author of the rules or of the proposal should repair. */
static void complain(const jhr_ctx *ctx)
{
    if (jhr_diags_write(ctx, JHR_FORMAT_TEXT, false, (jhr_writer){to_file, stderr}) != JHR_OK)
        fputs("embed: cannot write to stderr\n", stderr);
}

static char *read_all(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *text = malloc(1 << 20);
    *n = f && text ? fread(text, 1, 1 << 20, f) : 0;
    if (!f || ferror(f) || *n == 1 << 20) {
        free(text);
        text = NULL;
    }
    if (f)
        fclose(f);
    return text;
}

/* Rules are compiled once and may serve many threads; a session belongs to one thread. */
static jhr_status decide(jhr_ctx *ctx, const jhr_rules *rules, const char *path, const char *json,
                         size_t n)
{
    jhr_eval_options options = {.size = sizeof options, .format = JHR_FORMAT_JSON};
    jhr_session *session;
    jhr_outcome outcome;
    jhr_status status = jhr_session_new(&session, rules, &options);

    if (status != JHR_OK)
        return status;
    status = jhr_decide_json(ctx, session, path, json, n, (jhr_writer){to_file, stdout}, &outcome);
    if (status == JHR_OK && outcome == JHR_BESLUIT_ONBEPAALD)
        puts("embed: ask the facts in \"nodig\", and decide again");
    jhr_session_release(session);
    return status;
}

int main(int argc, char **argv)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    jhr_status status;
    size_t n = 0;
    char *json = argc == 3 ? read_all(argv[2], &n) : NULL;

    if (!ctx || !json) {
        fputs("usage: embed RULES.jhr PROPOSAL.json\n", stderr);
        free(json);
        jhr_ctx_free(ctx);
        return 2;
    }
    jhr_ctx_language(ctx, JHR_LANG_EN);
    status = jhr_compile_path(ctx, argv[1], &rules);
    if (status == JHR_OK)
        status = decide(ctx, rules, argv[2], json, n);
    if (status != JHR_OK)
        complain(ctx);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
    free(json);
    return status == JHR_OK ? 0 : 1;
}
