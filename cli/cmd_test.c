#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static bool read_percent(const char *text, unsigned long *out)
{
    char *end;
    *out = strtoul(text, &end, 10);
    return end != text && *end == '\0' && *out <= 100;
}

int cmd_test(struct cli *c)
{
    jhr_test_options options = {
        .size = sizeof options, .run = c->value[OPT_RUN], .format = c->format};
    jhr_test_counts all = {0};
    unsigned long bar = 0;
    struct output out;
    int code = EXIT_DONE;

    if (c->args_n == 0)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this", "jhr test regels.jhr");
    if (c->value[OPT_MIN_COVERAGE] && !read_percent(c->value[OPT_MIN_COVERAGE], &bar))
        return cli_fail(c, EXIT_USAGE, "--min-coverage is een getal van 0 tot en met 100",
                        "--min-coverage is a number from 0 to 100", NULL);
    if (c->value[OPT_ENGINE] && strcmp(c->value[OPT_ENGINE], "reference") == 0)
        options.engine = JHR_ENGINE_REFERENCE;
    else if (c->value[OPT_ENGINE] && strcmp(c->value[OPT_ENGINE], "scalar") != 0)
        return cli_fail(c, EXIT_USAGE, "--engine is scalar of reference",
                        "--engine is scalar or reference", NULL);
    options.coverage = cli_has(c, OPT_COVERAGE) || cli_has(c, OPT_MIN_COVERAGE);
    if (output_open(&out, c))
        return EXIT_INPUT;
    jhr_status status =
        jhr_test_paths(c->ctx, c->args, c->args_n, &options, output_writer(&out), &all);
    cli_diagnose(c);
    code = status == JHR_MISUSE ? cli_fail(c, EXIT_USAGE, "--run is geen reguliere expressie",
                                           "--run is not a regular expression", c->value[OPT_RUN])
                                : cli_exit_of(c, status);
    if (code == EXIT_DONE && all.exercised * 100 < bar * all.rules)
        code = EXIT_FINDINGS;
    return output_close(&out, c, code == EXIT_DONE || code == EXIT_FINDINGS, code);
}
