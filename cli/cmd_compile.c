#include "cli/cli.h"

#include <stdlib.h>

int cmd_compile(struct cli *c)
{
    struct output out;
    jhr_rules *rules = NULL;
    jhr_status status;
    int code;

    if (c->args_n != 1 || !cli_has(c, OPT_OUTPUT))
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this",
                        "jhr compile -o regels.jhrc regels.jhr");
    code = rules_open(c, c->args[0], &rules);
    if (code != EXIT_DONE)
        return code;
    code = output_open(&out, c);
    if (code == EXIT_DONE) {
        status = jhr_rules_save(rules, output_writer(&out));
        code = output_close(&out, c, status == JHR_OK, cli_exit_of(c, status));
    }
    jhr_rules_release(rules);
    return code;
}
