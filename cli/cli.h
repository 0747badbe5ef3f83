/* The command `jhr`: words from options.def, results on stdout, talk on stderr. */
#ifndef JHR_CLI_H
#define JHR_CLI_H

#include <stdio.h>

#include "jhr.h"

/* Exit codes, frozen: see the man page. */
enum {
    EXIT_DONE = 0,
    EXIT_FINDINGS = 1,
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,
    EXIT_BADPROGRAM = 4,
    EXIT_NO_ROOM = 5,
    EXIT_NIET_TOELAATBAAR = 10,
    EXIT_MET_VOORWAARDEN = 11,
    EXIT_ONBEPAALD = 12,
    EXIT_STRIJDIG = 13,
    EXIT_BUITEN_REGELING = 14,
    EXIT_BUG = 70
};

enum cli_option {
#define OPTION(id, short_name, long_name, argument, commands, nl, en) OPT_##id,
#include "cli/options.def"
    OPT_COUNT
};
enum cli_command {
#define COMMAND(name, usage, nl, en) CMD_##name,
#include "cli/options.def"
    CMD_COUNT
};

struct cli {
    enum cli_command command;
    const char *value[OPT_COUNT]; /* NULL: not given; "" for a switch that was */
    const char **args;            /* what is left: paths, codes */
    size_t args_n;
    jhr_ctx *ctx;
    jhr_language lang;
    jhr_format format; /* JHR_FORMAT_TEXT when not given */
    bool csv;
    bool color_out, color_err;
};

/* args.c: EXIT_DONE, or EXIT_USAGE after saying why. */
int cli_parse(struct cli *c, int argc, char **argv);
/* False: no name of an evaluator. */
bool cli_read_engine(const char *name, jhr_engine *out);
bool cli_has(const struct cli *c, enum cli_option o);
/* A sentence on stderr with the word "fout" (error) before it. Returns the exit code given. */
int cli_fail(const struct cli *c, int code, const char *nl, const char *en, const char *argument);
/* Unless --quiet. */
void cli_talk(const struct cli *c, const char *nl, const char *en);
/* Diagnostics of the context to stderr, or to `to` in the format that was asked for. */
void cli_diagnose(const struct cli *c);
/* Nothing was done: diagnostics to stderr, as json to stdout; the exit code. */
int cli_refuse(const struct cli *c, jhr_status status);
int cli_exit_of(const struct cli *c, jhr_status status); /* and says what no diagnostic says */

/* help.c */
int cli_help(const struct cli *c, const char *command);
int cli_version(const struct cli *c);

/* output.c: stdout, or the file of -o written aside and renamed when all went well. */
struct output {
    FILE *file;
    char *aside; /* name of the file being written; NULL: stdout, a device or a pipe */
    const char *path;
    bool failed;
};
int output_open(struct output *o, const struct cli *c);
int output_open_at(struct output *o, const struct cli *c, const char *path);
jhr_writer output_writer(struct output *o);
/* keep: rename the file into place; else remove it. Returns code, or EXIT_INPUT when that failed.
 */
int output_close(struct output *o, const struct cli *c, bool keep, int code);

/* rules.c: the one regeling of a path, or an exit code after saying why not. */
int rules_open(const struct cli *c, const char *path, jhr_rules **out);
/* With --verbose: which rules these are, on stderr. */
void rules_announce(const struct cli *c, const jhr_rules *rules);

/* interactive.c: asks what the proposal leaves open; *json is then the proposal with the answers.
 */
jhr_status interactive_fill(const struct cli *c, jhr_session *session, const char *path,
                            char **json, size_t *n);

/* demo_more.c: steps of the tour. */
jhr_status demo_dialog(jhr_ctx *ctx, jhr_session *session, const char *name, const char *json,
                       size_t n, jhr_writer out, jhr_outcome *outcome);
jhr_status demo_receipt(jhr_ctx *ctx, jhr_session *session, const char *rules, const char *name,
                        const char *json, size_t n, jhr_format format, jhr_writer out);

/* output.c: a whole file or stdin; NULL after saying why. Freed by the caller. */
char *input_read(const struct cli *c, const char *path, size_t *n);

int cmd_check(struct cli *c);
int cmd_verify(struct cli *c);
int cmd_eval(struct cli *c);
int cmd_replay(struct cli *c);
int cmd_test(struct cli *c);
int cmd_diff(struct cli *c);
int cmd_compile(struct cli *c);
int cmd_inspect(struct cli *c);
int cmd_explain(struct cli *c);
int cmd_matrix(struct cli *c);
int cmd_demo(struct cli *c);
int cmd_ledger(struct cli *c);

/* ledger.c: the functions of libjhr-ledger, which is loaded when a command asks for them. */
struct ledger_calls {
#define LEDGER_CALLS(F)                                                                            \
    F(version)                                                                                     \
    F(open)                                                                                        \
    F(close)                                                                                       \
    F(init)                                                                                        \
    F(decide)                                                                                      \
    F(reserve)                                                                                     \
    F(apply)                                                                                       \
    F(expire)                                                                                      \
    F(status)                                                                                      \
    F(load)                                                                                        \
    F(export)                                                                                      \
    F(verify)                                                                                      \
    F(erase)
#define F(name) __typeof__(jhr_ledger_##name) *name;
    LEDGER_CALLS(F)
#undef F
};
/* NULL after saying why not. */
const struct ledger_calls *ledger_calls(const struct cli *c);
/* A ledger at that address; NULL after saying why not, with the exit code. */
jhr_ledger *ledger_open(const struct cli *c, const char *url, jhr_ledger_mode mode, int *code);

#endif
