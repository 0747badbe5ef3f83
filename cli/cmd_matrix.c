#include "cli/cli.h"

#include <string.h>

int cmd_matrix(struct cli *c)
{
    struct output out;
    jhr_rules *rules = NULL;
    jhr_status status;
    int code;

    if (c->args_n != 2 || strcmp(c->args[0], "show") != 0)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this", "jhr matrix show regels.jhr");
    code = rules_open(c, c->args[1], &rules);
    if (code != EXIT_DONE)
        return code;
    code = output_open(&out, c);
    if (code == EXIT_DONE) {
        status = jhr_matrix_write(rules, c->lang, c->format, c->csv, output_writer(&out));
        code = output_close(&out, c, status == JHR_OK, cli_exit_of(c, status));
    }
    jhr_rules_release(rules);
    return code;
}
