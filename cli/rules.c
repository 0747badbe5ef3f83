#include "cli/cli.h"

int rules_open(const struct cli *c, const char *path, jhr_rules **out)
{
    jhr_status status = jhr_compile_path(c->ctx, path, out);
    cli_diagnose(c);
    if (status != JHR_OK)
        return cli_exit_of(c, status);
    if (jhr_rules_count(*out) == 1)
        return EXIT_DONE;
    if (*out) {
        jhr_rules_release(*out);
        *out = NULL;
        return cli_fail(c, EXIT_USAGE, "hier staan meer regelingen; noem het bestand van één",
                        "this holds several regelingen; name the file of one", path);
    }
    return cli_fail(c, EXIT_FINDINGS, "hier staat geen regeling in, alleen namen",
                    "this holds no regeling, only names", path);
}
