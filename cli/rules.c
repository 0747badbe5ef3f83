#include "cli/cli.h"

static bool to_stderr(void *self, const char *bytes, size_t n)
{
    (void)self;
    return fwrite(bytes, 1, n, stderr) == n;
}

void rules_announce(const struct cli *c, const jhr_rules *rules)
{
    if (cli_has(c, OPT_VERBOSE) && jhr_rules_inspect(rules, JHR_SHOW_HEADER, JHR_FORMAT_TEXT,
                                                     (jhr_writer){to_stderr, NULL}) != JHR_OK)
        fputs("jhr: stderr\n", stderr);
}

int rules_open(const struct cli *c, const char *path, jhr_rules **out)
{
    jhr_status status = jhr_compile_path(c->ctx, path, out);
    if (status != JHR_OK)
        return cli_refuse(c, status);
    cli_diagnose(c);
    if (jhr_rules_count(*out) == 1) {
        rules_announce(c, *out);
        return EXIT_DONE;
    }
    jhr_rules_release(*out);
    *out = NULL;
    return cli_fail(c, EXIT_USAGE, "hier staan meer regelingen; noem het bestand van één",
                    "this holds several regelingen; name the file of one", path);
}
