#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

enum { LINES = 512 }; /* of NDJSON that are evaluated together */

static int exit_of_outcome(jhr_outcome outcome)
{
    switch (outcome) {
    case JHR_BESLUIT_TOELAATBAAR:
        return EXIT_DONE;
    case JHR_BESLUIT_TOELAATBAAR_MET_VOORWAARDEN:
        return EXIT_MET_VOORWAARDEN;
    case JHR_BESLUIT_NIET_TOELAATBAAR:
        return EXIT_NIET_TOELAATBAAR;
    case JHR_BESLUIT_ONBEPAALD:
        return EXIT_ONBEPAALD;
    case JHR_BESLUIT_STRIJDIG:
        return EXIT_STRIJDIG;
    case JHR_BESLUIT_BUITEN_REGELING:
        return EXIT_BUITEN_REGELING;
    }
    return EXIT_BUG;
}

static bool is_ndjson(const char *path)
{
    size_t n = strlen(path);
    return strcmp(path, "-") == 0 || (n > 7 && strcmp(path + n - 7, ".ndjson") == 0);
}

/* What decides: the session alone, or with a ledger. */
struct decider {
    jhr_session *session;
    const struct ledger_calls *calls;
    jhr_ledger *ledger; /* NULL: none */
    bool together;      /* many lines at once */
};

static jhr_status decide_document(const struct cli *c, const struct decider *d, const char *path,
                                  const char *json, size_t n, jhr_writer out, jhr_outcome *outcome)
{
    if (d->ledger)
        return d->calls->decide(c->ctx, d->ledger, d->session, path, 0, json, n, out, outcome);
    return jhr_decide_json(c->ctx, d->session, path, json, n, out, outcome);
}

/* The receipt of a decision that was reached; nothing without --receipt. */
static int write_receipt(struct cli *c, jhr_session *session, const char *path, const char *json,
                         size_t n)
{
    struct output out;
    jhr_status status;
    int code;

    if (!cli_has(c, OPT_RECEIPT))
        return EXIT_DONE;
    code = output_open_at(&out, c, c->value[OPT_RECEIPT]);
    if (code != EXIT_DONE)
        return code;
    status =
        jhr_receipt_write(c->ctx, session, c->value[OPT_RULES], path, json, n, output_writer(&out));
    return output_close(&out, c, status == JHR_OK, cli_exit_of(c, status));
}

static int eval_document(struct cli *c, const struct decider *d, const char *path)
{
    struct output out;
    jhr_outcome outcome = JHR_BESLUIT_TOELAATBAAR;
    jhr_status status;
    size_t n;
    char *json = input_read(c, path, &n);
    int code;

    if (!json)
        return EXIT_INPUT;
    code = output_open(&out, c);
    if (code == EXIT_DONE) {
        status = JHR_OK;
        if (cli_has(c, OPT_INTERACTIVE))
            status = interactive_fill(c, d->session, path, &json, &n);
        if (status == JHR_OK)
            status = decide_document(c, d, path, json, n, output_writer(&out), &outcome);
        if (status == JHR_INPUT && c->format == JHR_FORMAT_JSON)
            status = jhr_diags_write(c->ctx, c->format, false, output_writer(&out)) == JHR_OK
                         ? JHR_INPUT
                         : JHR_WRITE;
        else if (status != JHR_OK || d->ledger) /* what the ledger knows better is a warning */
            cli_diagnose(c);
        code = cli_exit_of(c, status);
        if (code == EXIT_DONE)
            code = write_receipt(c, d->session, path, json, n);
        if (code == EXIT_DONE && cli_has(c, OPT_EXIT_CODE))
            code = exit_of_outcome(outcome);
        code = output_close(&out, c, status == JHR_OK, code);
    }
    free(json);
    return code;
}

/* Lines that are decided together. */
struct lines {
    jhr_line v[LINES];
    char *text[LINES]; /* of getline, kept from batch to batch */
    size_t cap[LINES], n, number;
};

/* The next lines, at most so many. False: the input ended or failed. */
static bool read_lines(struct lines *l, FILE *in, size_t most)
{
    ssize_t got = 0;
    l->n = 0;
    while (l->n < most && (got = getline(&l->text[l->n], &l->cap[l->n], in)) >= 0) {
        const char *line = l->text[l->n];
        size_t n = (size_t)got;
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            n--;
        l->number++;
        if (strspn(line, " \t") < n) /* an empty line is no document */
            l->v[l->n++] = (jhr_line){line, n, l->number};
    }
    return got >= 0;
}

static jhr_status decide_lines(const struct cli *c, const struct decider *d, const char *path,
                               const struct lines *l, jhr_writer out)
{
    if (!d->ledger)
        return jhr_decide_lines(c->ctx, d->session, path, l->v, l->n, out);
    return l->n == 0 ? JHR_OK
                     : d->calls->decide(c->ctx, d->ledger, d->session, path, l->v->line, l->v->json,
                                        l->v->n, out, NULL);
}

/* One document a line; a bad one is replaced by its own line, and the exit code tells at the end.
 */
static int eval_stream(struct cli *c, const struct decider *d, const char *path)
{
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    struct lines *l = calloc(1, sizeof *l);
    size_t most = d->together ? LINES : 1; /* one: an answer as soon as it can be */
    struct output out;
    jhr_status status = JHR_OK, worst = JHR_OK;
    int code;

    if (!in || !l) {
        free(l);
        if (in && in != stdin)
            fclose(in);
        return in ? cli_exit_of(c, JHR_NOMEM)
                  : cli_fail(c, EXIT_INPUT, "dit bestand is niet te lezen", "cannot read this file",
                             path);
    }
    code = output_open(&out, c);
    for (bool more = code == EXIT_DONE; more && (status == JHR_OK || status == JHR_INPUT);) {
        more = read_lines(l, in, most);
        status = decide_lines(c, d, path, l, output_writer(&out));
        worst = status == JHR_OK ? worst : status;
    }
    if (code == EXIT_DONE) {
        if (ferror(in))
            code = cli_fail(c, EXIT_INPUT, "dit bestand is niet te lezen", "cannot read this file",
                            path);
        else
            code = cli_exit_of(c, worst);
        code = output_close(&out, c, code == EXIT_DONE || worst == JHR_INPUT, code);
    }
    for (size_t i = 0; i < LINES; i++)
        free(l->text[i]);
    free(l);
    if (in != stdin)
        fclose(in);
    return code;
}

static int read_options(struct cli *c, jhr_eval_options *o)
{
    const char *engine = c->value[OPT_ENGINE] ? c->value[OPT_ENGINE] : "scalar";

    *o = (jhr_eval_options){
        .size = sizeof *o, .peildatum = c->value[OPT_AT], .format = c->format, .language = c->lang};
    if (!cli_has(c, OPT_RULES) || c->args_n != 1)
        return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this",
                        "jhr eval -r regels.jhr voorstel.json");
    if (cli_has(c, OPT_EXIT_CODE) && is_ndjson(c->args[0]))
        return cli_fail(c, EXIT_USAGE, "--exit-code gaat bij één document",
                        "--exit-code goes with one document", NULL);
    if (cli_has(c, OPT_RECEIPT) && is_ndjson(c->args[0]))
        return cli_fail(c, EXIT_USAGE, "--receipt gaat bij één document",
                        "--receipt goes with one document", NULL);
    if (cli_has(c, OPT_INTERACTIVE) && is_ndjson(c->args[0]))
        return cli_fail(c, EXIT_USAGE, "--interactive gaat bij één document, uit een bestand",
                        "--interactive goes with one document, from a file", NULL);
    if (cli_has(c, OPT_INTERACTIVE) && cli_has(c, OPT_LEDGER))
        return cli_fail(c, EXIT_USAGE, "--interactive en --ledger gaan niet samen",
                        "--interactive and --ledger do not go together", NULL);
    if (cli_has(c, OPT_RECEIPT) && cli_has(c, OPT_LEDGER))
        return cli_fail(c, EXIT_USAGE, "--receipt en --ledger gaan niet samen",
                        "--receipt and --ledger do not go together", NULL);
    if (cli_has(c, OPT_RECEIPT) &&
        (strcmp(c->value[OPT_RECEIPT], "-") == 0 ||
         (c->value[OPT_OUTPUT] && strcmp(c->value[OPT_OUTPUT], c->value[OPT_RECEIPT]) == 0)))
        return cli_fail(c, EXIT_USAGE, "--receipt vraagt een eigen bestand",
                        "--receipt takes a file of its own", c->value[OPT_RECEIPT]);
    o->voorgesteld = cli_has(c, OPT_STAND);
    if (o->voorgesteld && strcmp(c->value[OPT_STAND], "voorgesteld") != 0)
        return cli_fail(c, EXIT_USAGE, "--stand kan alleen voorgesteld zijn",
                        "--stand can only be voorgesteld", c->value[OPT_STAND]);
    if (!cli_read_engine(engine, &o->engine))
        return cli_fail(c, EXIT_USAGE, "--engine is scalar, block of reference",
                        "--engine is scalar, block or reference", engine);
    return EXIT_DONE;
}

static int eval(struct cli *c, jhr_session *session, jhr_engine engine)
{
    struct decider d = {.session = session};
    int code;
    if (cli_has(c, OPT_LEDGER)) {
        d.ledger = ledger_open(c, c->value[OPT_LEDGER], JHR_LEDGER_READ, &code);
        d.calls = ledger_calls(c);
        if (!d.ledger || !d.calls)
            return code;
    }
    d.together = engine == JHR_ENGINE_BLOCK && !d.ledger;
    code =
        is_ndjson(c->args[0]) ? eval_stream(c, &d, c->args[0]) : eval_document(c, &d, c->args[0]);
    if (d.ledger)
        d.calls->close(d.ledger);
    return code;
}

int cmd_eval(struct cli *c)
{
    jhr_eval_options options;
    jhr_rules *rules = NULL;
    jhr_session *session = NULL;
    jhr_status status;
    int code = read_options(c, &options);

    if (code != EXIT_DONE)
        return code;
    status = jhr_compile_path(c->ctx, c->value[OPT_RULES], &rules);
    if (status != JHR_OK)
        return cli_refuse(c, status);
    rules_announce(c, rules);
    status = jhr_session_new(&session, rules, &options);
    if (status == JHR_OK)
        code = eval(c, session, options.engine);
    else if (status == JHR_INPUT)
        code = cli_fail(c, EXIT_USAGE, "--at is geen datum als 2027-03-01",
                        "--at is no date such as 2027-03-01", c->value[OPT_AT]);
    else
        code =
            cli_fail(c, EXIT_USAGE, "--engine reference vraagt regels als tekst, niet vertaald",
                     "--engine reference needs rules as text, not compiled", c->value[OPT_RULES]);
    jhr_session_release(session);
    jhr_rules_release(rules);
    return code;
}
