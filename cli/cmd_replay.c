#include "cli/cli.h"

#include <stdlib.h>

static bool to_stderr(void *self, const char *bytes, size_t n)
{
    (void)self;
    return fwrite(bytes, 1, n, stderr) == n;
}

static bool to_nowhere(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}

static int replay(struct cli *c, const jhr_receipt *receipt, jhr_session *session)
{
    const char *path = c->value[OPT_INPUT];
    jhr_format format = c->format;
    jhr_eval_options options;
    bool quiet = cli_has(c, OPT_QUIET);
    struct output out;
    jhr_status status;
    size_t n = 0;
    char *json = path ? input_read(c, path, &n) : NULL;
    int code;

    if (path && !json)
        return EXIT_INPUT;
    jhr_receipt_options(receipt, &options);
    if (json && !cli_has(c, OPT_FORMAT))
        format = options.format; /* the same bytes */
    code = output_open(&out, c);
    if (code == EXIT_DONE) {
        status =
            jhr_replay(c->ctx, session, receipt, path ? path : c->args[0], json, n, format,
                       output_writer(&out), (jhr_writer){quiet ? to_nowhere : to_stderr, NULL});
        if (status != JHR_OK && status != JHR_FINDINGS)
            cli_diagnose(c);
        code = cli_exit_of(c, status);
        code = output_close(&out, c, status == JHR_OK || status == JHR_FINDINGS, code);
    }
    free(json);
    return code;
}

static int with_rules(struct cli *c, const jhr_receipt *receipt)
{
    const char *path = c->value[OPT_RULES] ? c->value[OPT_RULES] : jhr_receipt_rules(receipt);
    jhr_rules *rules = NULL;
    jhr_session *session = NULL;
    jhr_eval_options options;
    jhr_status status = jhr_compile_path(c->ctx, path, &rules);
    int code;

    if (status != JHR_OK) {
        if (!c->value[OPT_RULES])
            cli_talk(c, "jhr: het bewijsstuk noemt dit pad; geef met -r waar de regels nu staan",
                     "jhr: the receipt names this path; say with -r where the rules are now");
        return cli_refuse(c, status);
    }
    rules_announce(c, rules);
    jhr_receipt_options(receipt, &options);
    status = jhr_session_new(&session, rules, &options);
    code = status == JHR_OK ? replay(c, receipt, session) : cli_exit_of(c, status);
    jhr_session_release(session);
    jhr_rules_release(rules);
    return code;
}

int cmd_replay(struct cli *c)
{
    jhr_receipt *receipt = NULL;
    jhr_status status;
    char *bytes;
    size_t n;
    int code;

    if (c->args_n != 1)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this",
                        "jhr replay bewijs.json --input voorstel.json");
    bytes = input_read(c, c->args[0], &n);
    if (!bytes)
        return EXIT_INPUT;
    status = jhr_receipt_read(c->ctx, c->args[0], bytes, n, &receipt);
    if (status != JHR_OK)
        cli_diagnose(c);
    code = status == JHR_OK ? with_rules(c, receipt) : cli_exit_of(c, status);
    jhr_receipt_free(receipt);
    free(bytes);
    return code;
}
