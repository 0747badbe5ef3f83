#include "cli/cli.h"

int cmd_explain(struct cli *c)
{
    struct output out;
    jhr_status status;
    int code;

    if (c->args_n != 1)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this", "jhr explain JHR1001");
    code = output_open(&out, c);
    if (code != EXIT_DONE)
        return code;
    status = jhr_explain(c->ctx, c->args[0], c->format, c->color_out, output_writer(&out));
    if (status == JHR_MISUSE)
        code =
            cli_fail(c, EXIT_USAGE, "deze code bestaat niet", "there is no such code", c->args[0]);
    else
        code = cli_exit_of(c, status);
    return output_close(&out, c, status == JHR_OK, code);
}
