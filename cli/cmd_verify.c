#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static bool read_budget(const char *text, uint32_t *budget)
{
    char *end;
    unsigned long long v = text ? strtoull(text, &end, 10) : 0;
    if (text && (*text < '1' || *text > '9' || *end != '\0' || v > 1000000000))
        return false;
    *budget = (uint32_t)v;
    return true;
}

int cmd_verify(struct cli *c)
{
    struct output out;
    const char *level = c->value[OPT_FAIL_LEVEL] ? c->value[OPT_FAIL_LEVEL] : "error";
    jhr_verify_options options = {.size = sizeof options, .only = c->value[OPT_ONLY]};
    jhr_status status, wrote;
    int code;

    if (c->args_n == 0)
        return cli_fail(c, EXIT_USAGE, "geef een bestand of map, bijvoorbeeld",
                        "name a file or directory, for example", "jhr verify rules/");
    if (strcmp(level, "error") != 0 && strcmp(level, "warning") != 0)
        return cli_fail(c, EXIT_USAGE, "--fail-level is error of warning",
                        "--fail-level is error or warning", NULL);
    if (!read_budget(c->value[OPT_BUDGET], &options.budget))
        return cli_fail(c, EXIT_USAGE, "--budget is een aantal knopen, van 1 tot 1000000000",
                        "--budget is a number of nodes, from 1 to 1000000000", NULL);
    status = jhr_verify_paths(c->ctx, c->args, c->args_n, &options);
    if (status == JHR_MISUSE)
        return cli_fail(c, EXIT_USAGE, "--only noemt soorten bevindingen; kies uit",
                        "--only names kinds of findings; choose from",
                        "bereik,overbodig,tegenspraak,producten,gaten,voorstellen,bewijs");
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
