#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

/* Proposals of a file, one a line, as `eval` reads them. */
static int add_cases(struct cli *c, jhr_comparison *comparison, const char *path)
{
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    char *line = NULL;
    size_t cap = 0, number = 0, offered = 0;
    ssize_t got;
    jhr_status status = JHR_OK;

    if (!in)
        return cli_fail(c, EXIT_INPUT, "dit bestand is niet te lezen", "cannot read this file",
                        path);
    while ((status == JHR_OK || status == JHR_INPUT) && (got = getline(&line, &cap, in)) >= 0) {
        size_t n = (size_t)got;
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            n--;
        number++;
        if (strspn(line, " \t") < n && ++offered) /* an empty line is no document */
            status = jhr_compare_case(c->ctx, comparison, path, number, line, n);
    }
    if (ferror(in))
        status = JHR_WRITE;
    free(line);
    if (in != stdin)
        fclose(in);
    if (status == JHR_WRITE)
        return cli_fail(c, EXIT_INPUT, "dit bestand is niet te lezen", "cannot read this file",
                        path);
    if (status == JHR_OK && offered == 0)
        cli_talk(c, "let op: in het bestand van --cases staat geen voorstel",
                 "note: the file of --cases holds no proposal");
    return status == JHR_INPUT ? EXIT_DONE : cli_exit_of(c, status); /* counted, and reported */
}

static int add_expected(struct cli *c, jhr_comparison *comparison, const char *path)
{
    size_t n;
    char *text = input_read(c, path, &n);
    jhr_status status = text ? jhr_compare_expect(comparison, text, n) : JHR_INPUT;
    free(text);
    return cli_exit_of(c, status);
}

static int exit_of(const struct cli *c, const jhr_compare_counts *n)
{
    if (n->unread > 0)
        return EXIT_INPUT;
    if (!n->expected)
        return EXIT_FINDINGS;
    return cli_has(c, OPT_EXIT_CODE) && (!n->equal || n->flips > 0) ? EXIT_FINDINGS : EXIT_DONE;
}

static int report(struct cli *c, const jhr_comparison *comparison)
{
    jhr_compare_counts counts;
    struct output out;
    jhr_status status;
    int code;

    if (output_open(&out, c))
        return EXIT_INPUT;
    status = jhr_compare_write(comparison, c->lang, c->format, output_writer(&out), &counts);
    code = status == JHR_OK ? exit_of(c, &counts) : cli_exit_of(c, status);
    if (status == JHR_OK && counts.equal && !counts.proved)
        cli_talk(c, "let op: geen verschil gevonden, maar niet alles is bewezen",
                 "note: no difference found, but not all of it is proved");
    return output_close(&out, c, status == JHR_OK, code);
}

static int read_options(const struct cli *c, jhr_compare_options *o)
{
    *o = (jhr_compare_options){.size = sizeof *o, .peildatum = c->value[OPT_AT]};
    if (c->args_n != 2)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this",
                        "jhr diff git:main:rules/regels.jhr rules/regels.jhr");
    o->voorgesteld = cli_has(c, OPT_STAND);
    if (o->voorgesteld && strcmp(c->value[OPT_STAND], "voorgesteld") != 0)
        return cli_fail(c, EXIT_USAGE, "--stand kan alleen voorgesteld zijn",
                        "--stand can only be voorgesteld", c->value[OPT_STAND]);
    if (c->value[OPT_BUDGET]) {
        char *end;
        unsigned long n = strtoul(c->value[OPT_BUDGET], &end, 10);
        if (*end || end == c->value[OPT_BUDGET] || n < 1 || n > 1000000000)
            return cli_fail(c, EXIT_USAGE, "--budget is een aantal", "--budget is a number",
                            c->value[OPT_BUDGET]);
        o->budget = (unsigned)n;
    }
    return EXIT_DONE;
}

int cmd_diff(struct cli *c)
{
    jhr_compare_options options;
    jhr_comparison *comparison;
    jhr_status status;
    int code = read_options(c, &options);

    if (code != EXIT_DONE)
        return code;
    status = jhr_compare_paths(c->ctx, c->args[0], c->args[1], &options, &comparison);
    if (status == JHR_MISUSE)
        return cli_fail(c, EXIT_USAGE, "--at is geen datum als 2027-03-01",
                        "--at is no date such as 2027-03-01", c->value[OPT_AT]);
    if (status != JHR_OK)
        return cli_refuse(c, status);
    if (c->value[OPT_CASES])
        code = add_cases(c, comparison, c->value[OPT_CASES]);
    if (code == EXIT_DONE && c->value[OPT_EXPECT])
        code = add_expected(c, comparison, c->value[OPT_EXPECT]);
    if (code == EXIT_DONE)
        code = report(c, comparison);
    jhr_compare_free(comparison);
    return code;
}
