#include "cli/cli.h"

#include <string.h>

int cmd_check(struct cli *c)
{
    struct output out;
    const char *level = c->value[OPT_FAIL_LEVEL] ? c->value[OPT_FAIL_LEVEL] : "error";
    jhr_status status, wrote;
    int code;

    if (c->args_n == 0)
        return cli_fail(c, EXIT_USAGE, "geef een bestand of map, bijvoorbeeld",
                        "name a file or directory, for example", "jhr check rules/");
    if (strcmp(level, "error") != 0 && strcmp(level, "warning") != 0)
        return cli_fail(c, EXIT_USAGE, "--fail-level is error of warning",
                        "--fail-level is error or warning", NULL);
    status = jhr_check_paths(c->ctx, c->args, c->args_n);
    if (status != JHR_OK && status != JHR_FINDINGS && status != JHR_INPUT)
        return cli_exit_of(c, status);
    code = cli_exit_of(c, status);
    if (code == EXIT_DONE && strcmp(level, "warning") == 0 && jhr_diag_warnings(c->ctx) > 0)
        code = EXIT_FINDINGS;
    if (output_open(&out, c))
        return EXIT_INPUT;
    wrote = jhr_diags_write(c->ctx, c->format, c->color_out, output_writer(&out));
    if (code == EXIT_DONE && jhr_diag_warnings(c->ctx) == 0)
        cli_talk(c, "geen fouten en geen waarschuwingen", "no errors and no warnings");
    return output_close(&out, c, wrote == JHR_OK, wrote == JHR_OK ? code : cli_exit_of(c, wrote));
}
