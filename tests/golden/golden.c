/*
 * golden FILE.jhr…: what each stage makes of a rule file, one text file a stage, written into the
 * directory of $OUT under the path of the input: .tokens .ast .nl .en always; .ir .code .inspect
 * when it compiles. run.sh compares them with the expected ones beside the input.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "jhr.h"

static bool to_file(void *self, const char *bytes, size_t n)
{
    return fwrite(bytes, 1, n, self) == n;
}

static void make_folders(char *path)
{
    for (char *p = path + 1; *p; p++) {
        if (*p == '/') {
            *p = '\0';
            if (mkdir(path, 0777) != 0 && errno != EEXIST) {
                perror(path);
                exit(1);
            }
            *p = '/';
        }
    }
}

static FILE *open_stage(const char *out, const char *input, const char *stage)
{
    char path[1024];
    FILE *f;
    snprintf(path, sizeof path, "%s/%.*s.%s", out, (int)(strlen(input) - strlen(".jhr")), input,
             stage);
    make_folders(path);
    f = fopen(path, "w");
    if (!f) {
        perror(path);
        exit(1);
    }
    return f;
}

static void dump(jhr_ctx *ctx, const char *out, const char *input, const char *stage, jhr_dump what)
{
    FILE *f = open_stage(out, input, stage);
    jhr_status status = jhr_source_dump(ctx, input, what, (jhr_writer){to_file, f});
    if (status != JHR_OK && status != JHR_FINDINGS)
        fprintf(f, "status %d\n", (int)status);
    fclose(f);
}

static void findings(jhr_ctx *ctx, const char *out, const char *input, const char *stage)
{
    FILE *f = open_stage(out, input, stage);
    if (jhr_diags_write(ctx, JHR_FORMAT_TEXT, false, (jhr_writer){to_file, f}) != JHR_OK)
        fputs("not written\n", f);
    fclose(f);
}

static void show(const jhr_rules *rules, const char *out, const char *input, const char *stage,
                 jhr_show what)
{
    FILE *f = open_stage(out, input, stage);
    if (jhr_rules_inspect(rules, what, JHR_FORMAT_TEXT, (jhr_writer){to_file, f}) != JHR_OK)
        fputs("not written\n", f);
    fclose(f);
}

static void all_stages(jhr_ctx *ctx, const char *out, const char *input)
{
    jhr_rules *rules = NULL;
    jhr_status status;

    dump(ctx, out, input, "tokens", JHR_DUMP_TOKENS);
    dump(ctx, out, input, "ast", JHR_DUMP_AST);
    status = jhr_check_paths(ctx, &input, 1);
    jhr_ctx_language(ctx, JHR_LANG_EN);
    findings(ctx, out, input, "en");
    jhr_ctx_language(ctx, JHR_LANG_NL);
    findings(ctx, out, input, "nl");
    if (status != JHR_OK)
        return;
    status = jhr_compile_path(ctx, input, &rules);
    if (status == JHR_OK && rules) {
        show(rules, out, input, "code", JHR_SHOW_CODE);
        show(rules, out, input, "atoms", JHR_SHOW_ATOMS);
        jhr_rules_release(rules);
        dump(ctx, out, input, "ir", JHR_DUMP_IR);
    }
}

int main(int argc, char **argv)
{
    const char *out = getenv("OUT");
    jhr_ctx *ctx = jhr_ctx_new();
    if (!out || !ctx) {
        fputs("golden: OUT is not set, or no memory\n", stderr);
        return 1;
    }
    for (int i = 1; i < argc; i++)
        all_stages(ctx, out, argv[i]);
    jhr_ctx_free(ctx);
    return 0;
}
