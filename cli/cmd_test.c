#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static bool read_percent(const char *text, unsigned long *out)
{
    char *end;
    *out = strtoul(text, &end, 10);
    return end != text && *end == '\0' && *out <= 100;
}

/* Rules, conditions and cells each: a large matrix does not hide a rule without a voorbeeld. */
static bool under(const jhr_test_counts *t, unsigned long bar)
{
    return t->exercised * 100 < bar * t->rules || t->answers_seen * 100 < bar * t->answers ||
           t->cells_seen * 100 < bar * t->cells;
}

static int read_bar(const struct cli *c, enum cli_option o, const char *nl, const char *en,
                    unsigned long *bar)
{
    *bar = 0;
    return c->value[o] && !read_percent(c->value[o], bar) ? cli_fail(c, EXIT_USAGE, nl, en, NULL)
                                                          : EXIT_DONE;
}

int cmd_test(struct cli *c)
{
    jhr_test_options options = {
        .size = sizeof options, .run = c->value[OPT_RUN], .format = c->format};
    jhr_test_counts all = {0};
    unsigned long bar, score;
    struct output out;
    int code = EXIT_DONE;

    if (c->args_n == 0)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this", "jhr test regels.jhr");
    if (read_bar(c, OPT_MIN_COVERAGE, "--min-coverage is een getal van 0 tot en met 100",
                 "--min-coverage is a number from 0 to 100", &bar) ||
        read_bar(c, OPT_MIN_SCORE, "--min-score is een getal van 0 tot en met 100",
                 "--min-score is a number from 0 to 100", &score))
        return EXIT_USAGE;
    if (c->value[OPT_ENGINE] && !cli_read_engine(c->value[OPT_ENGINE], &options.engine))
        return cli_fail(c, EXIT_USAGE, "--engine is scalar, block of reference",
                        "--engine is scalar, block or reference", NULL);
    options.coverage = cli_has(c, OPT_COVERAGE) || cli_has(c, OPT_MIN_COVERAGE);
    options.mutate = cli_has(c, OPT_MUTATE) || cli_has(c, OPT_MIN_SCORE);
    if (output_open(&out, c))
        return EXIT_INPUT;
    jhr_status status =
        jhr_test_paths(c->ctx, c->args, c->args_n, &options, output_writer(&out), &all);
    cli_diagnose(c);
    code = status == JHR_MISUSE ? cli_fail(c, EXIT_USAGE, "--run is geen reguliere expressie",
                                           "--run is not a regular expression", c->value[OPT_RUN])
                                : cli_exit_of(c, status);
    if (code == EXIT_DONE && (under(&all, bar) || all.noticed * 100 < score * all.changes))
        code = EXIT_FINDINGS;
    return output_close(&out, c, code == EXIT_DONE || code == EXIT_FINDINGS, code);
}
