#include "cli/cli.h"

int cmd_inspect(struct cli *c)
{
    struct output out;
    jhr_rules *rules = NULL;
    jhr_show show = cli_has(c, OPT_CODE)    ? JHR_SHOW_CODE
                    : cli_has(c, OPT_ATOMS) ? JHR_SHOW_ATOMS
                                            : JHR_SHOW_HEADER;
    jhr_status status;
    int code;

    if (c->args_n != 1)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this", "jhr inspect regels.jhrc");
    code = rules_open(c, c->args[0], &rules);
    if (code != EXIT_DONE)
        return code;
    code = output_open(&out, c);
    if (code == EXIT_DONE) {
        status = jhr_rules_inspect(rules, show, c->format, output_writer(&out));
        code = output_close(&out, c, status == JHR_OK, cli_exit_of(c, status));
    }
    jhr_rules_release(rules);
    return code;
}
