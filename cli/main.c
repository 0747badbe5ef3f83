#include "cli/cli.h"

#include <stdlib.h>

static bool to_stderr(void *self, const char *bytes, size_t n)
{
    (void)self;
    return fwrite(bytes, 1, n, stderr) == n;
}

void cli_diagnose(const struct cli *c)
{
    jhr_format format = c->format == JHR_FORMAT_PLAIN || c->format == JHR_FORMAT_COMPACT
                            ? c->format
                            : JHR_FORMAT_TEXT;
    if (jhr_diag_errors(c->ctx) + jhr_diag_warnings(c->ctx) > 0 &&
        jhr_diags_write(c->ctx, format, c->color_err, (jhr_writer){to_stderr, NULL}) != JHR_OK)
        fputs("jhr: stderr\n", stderr);
}

int cli_refuse(const struct cli *c, jhr_status status)
{
    struct output out = {.file = stdout};
    if (c->format != JHR_FORMAT_JSON) {
        cli_diagnose(c);
        return cli_exit_of(c, status);
    }
    if (jhr_diags_write(c->ctx, c->format, false, output_writer(&out)) != JHR_OK)
        status = JHR_WRITE;
    return output_close(&out, c, true, cli_exit_of(c, status));
}

int cli_exit_of(const struct cli *c, jhr_status status)
{
    switch (status) {
    case JHR_OK:
        return EXIT_DONE;
    case JHR_FINDINGS:
        return EXIT_FINDINGS;
    case JHR_INPUT:
        return EXIT_INPUT;
    case JHR_BADPROGRAM:
        return EXIT_BADPROGRAM;
    case JHR_MISUSE:
        return EXIT_USAGE;
    case JHR_WRITE:
        return cli_fail(c, EXIT_INPUT, "de uitvoer kon niet geschreven worden",
                        "the output could not be written", NULL);
    case JHR_NOMEM:
        return cli_fail(c, EXIT_BUG, "te weinig geheugen", "out of memory", NULL);
    case JHR_NO_ROOM:
        return EXIT_NO_ROOM;
    case JHR_INTERNAL:
        break;
    }
    return cli_fail(c, EXIT_BUG, "fout in jhr zelf", "a fault in jhr itself", NULL);
}

static int run(struct cli *c)
{
    switch (c->command) {
    case CMD_check:
        return cmd_check(c);
    case CMD_eval:
        return cmd_eval(c);
    case CMD_replay:
        return cmd_replay(c);
    case CMD_test:
        return cmd_test(c);
    case CMD_verify:
        return cmd_verify(c);
    case CMD_diff:
        return cmd_diff(c);
    case CMD_compile:
        return cmd_compile(c);
    case CMD_inspect:
        return cmd_inspect(c);
    case CMD_explain:
        return cmd_explain(c);
    case CMD_matrix:
        return cmd_matrix(c);
    case CMD_ledger:
        return cmd_ledger(c);
    case CMD_demo:
        return cmd_demo(c);
    case CMD_help:
        return cli_help(c, c->args_n ? c->args[0] : NULL);
    case CMD_version:
        return cli_version(c);
    case CMD_COUNT:
        break;
    }
    return EXIT_BUG;
}

int main(int argc, char **argv)
{
    struct cli c = {.command = CMD_help};
    int code;

    c.args = calloc((size_t)argc + 1, sizeof *c.args);
    c.ctx = jhr_ctx_new();
    if (!c.args || !c.ctx) {
        jhr_ctx_free(c.ctx);
        free(c.args);
        return cli_fail(&c, EXIT_BUG, "te weinig geheugen", "out of memory", NULL);
    }
    code = cli_parse(&c, argc, argv);
    if (code == EXIT_DONE) {
        jhr_ctx_language(c.ctx, c.lang);
        code = run(&c);
    }
    jhr_ctx_free(c.ctx);
    free(c.args);
    if (fflush(stdout) != 0 && code == EXIT_DONE)
        code = EXIT_INPUT;
    return code;
}
