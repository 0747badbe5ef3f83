#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct run {
    struct cli *c;
    const struct ledger_calls *calls;
    jhr_ledger *ledger;
    struct output out;
};

/* ---- arguments ---- */

static int usage(const struct cli *c, const char *line)
{
    return cli_fail(c, EXIT_USAGE, "zo gaat het", "like this", line);
}

static bool read_digits(const char **p, int n, int *out)
{
    *out = 0;
    for (; n > 0; n--, (*p)++) {
        if (**p < '0' || **p > '9')
            return false;
        *out = *out * 10 + (**p - '0');
    }
    return true;
}

static bool skip(const char **p, char c)
{
    return **p == c && (*p)++;
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static int64_t days_of(int year, int month, int day)
{
    int y = month < 3 ? year - 1 : year, m = (month + 9) % 12;
    return 365 * (int64_t)y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* "2027-03-01" (to the end of that day), or "2027-03-01T12:00[:00][Z|+01:00]"; without a zone UTC.
 */
static bool read_time(const char *p, int64_t *out)
{
    int year, month, day, hour = 23, minute = 59, second = 59, zone_hour = 0, zone_minute = 0;
    int sign = 1;
    if (!read_digits(&p, 4, &year) || !skip(&p, '-') || !read_digits(&p, 2, &month) ||
        !skip(&p, '-') || !read_digits(&p, 2, &day) || month < 1 || month > 12 || day < 1 ||
        day > 31)
        return false;
    if (skip(&p, 'T')) {
        second = 0;
        if (!read_digits(&p, 2, &hour) || !skip(&p, ':') || !read_digits(&p, 2, &minute) ||
            (skip(&p, ':') && !read_digits(&p, 2, &second)))
            return false;
        if (*p == '+' || *p == '-') {
            sign = *p++ == '-' ? 1 : -1;
            if (!read_digits(&p, 2, &zone_hour) ||
                (skip(&p, ':'), !read_digits(&p, 2, &zone_minute)))
                return false;
        } else {
            skip(&p, 'Z');
        }
    }
    *out = ((days_of(year, month, day) * 24 + hour) * 60 + minute +
            sign * (zone_hour * 60 + zone_minute)) *
               60000 +
           second * 1000;
    return *p == '\0' && hour < 24 && minute < 60 && second < 61;
}

static bool read_cents(const char *text, int64_t *out)
{
    *out = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || *out > 100000000000000)
            return false;
        *out = *out * 10 + (*p - '0');
    }
    return *text != '\0';
}

/* The key: as an argument, or with --key. */
static const char *key_of(const struct cli *c)
{
    return c->args_n > 1 ? c->args[1] : c->value[OPT_KEY];
}

/* ---- the subcommands; each gets a ledger that is open ---- */

static int finish(struct run *r, jhr_status status)
{
    bool written = status == JHR_OK || status == JHR_NO_ROOM || status == JHR_FINDINGS;
    cli_diagnose(r->c);
    return output_close(&r->out, r->c, written, cli_exit_of(r->c, status));
}

static int do_init(struct run *r)
{
    jhr_rules *rules = NULL;
    jhr_status status = jhr_compile_path(r->c->ctx, r->c->value[OPT_RULES], &rules);
    if (status == JHR_OK)
        status = r->calls->init(r->c->ctx, r->ledger, rules, output_writer(&r->out));
    jhr_rules_release(rules);
    return finish(r, status);
}

static jhr_status reserve_with(struct run *r, const jhr_rules *rules, const char *json, size_t n)
{
    struct cli *c = r->c;
    jhr_eval_options options = {.size = sizeof options,
                                .peildatum = c->value[OPT_AT],
                                .voorgesteld = cli_has(c, OPT_STAND),
                                .format = cli_has(c, OPT_FORMAT) ? c->format : JHR_FORMAT_JSON,
                                .language = c->lang};
    jhr_ledger_reserve_options how = {.size = sizeof how, .key = c->value[OPT_KEY]};
    jhr_session *session = NULL;
    jhr_status status = jhr_session_new(&session, rules, &options);
    if (status == JHR_OK && cli_has(c, OPT_UNTIL) && !read_time(c->value[OPT_UNTIL], &how.until))
        status = JHR_MISUSE;
    if (status == JHR_OK)
        status = r->calls->reserve(c->ctx, r->ledger, session, &how, c->args[1], json, n,
                                   output_writer(&r->out), NULL);
    jhr_session_release(session);
    return status;
}

static int do_reserve(struct run *r)
{
    jhr_rules *rules = NULL;
    size_t n = 0;
    char *json = input_read(r->c, r->c->args[1], &n);
    jhr_status status =
        json ? jhr_compile_path(r->c->ctx, r->c->value[OPT_RULES], &rules) : JHR_INPUT;
    if (status == JHR_OK) {
        rules_announce(r->c, rules);
        status = reserve_with(r, rules, json, n);
    }
    jhr_rules_release(rules);
    free(json);
    return finish(r, status);
}

static int do_change(struct run *r, jhr_ledger_change_kind kind)
{
    struct cli *c = r->c;
    jhr_ledger_change change = {.size = sizeof change,
                                .kind = kind,
                                .key = key_of(c),
                                .cents = -1,
                                .day = c->value[OPT_PER]};
    jhr_status status = JHR_OK;
    if (cli_has(c, OPT_CENTS) && !read_cents(c->value[OPT_CENTS], &change.cents))
        status = JHR_MISUSE;
    if (status == JHR_OK)
        status = r->calls->apply(c->ctx, r->ledger, &change, output_writer(&r->out));
    if (status == JHR_MISUSE)
        cli_fail(c, EXIT_USAGE, "een bedrag is een aantal centen, een dag is als 2027-03-01",
                 "an amount is a number of cents, a day is like 2027-03-01", NULL);
    return finish(r, status);
}

static int do_commit(struct run *r)
{
    return do_change(r, JHR_LEDGER_COMMIT);
}

static int do_release(struct run *r)
{
    return do_change(r, JHR_LEDGER_RELEASE);
}

static int do_end(struct run *r)
{
    return do_change(r, JHR_LEDGER_END);
}

static int do_correct(struct run *r)
{
    return do_change(r, JHR_LEDGER_CORRECT);
}

static int do_expire(struct run *r)
{
    return finish(r, r->calls->expire(r->c->ctx, r->ledger, output_writer(&r->out)));
}

static int do_status(struct run *r)
{
    jhr_status status =
        r->calls->status(r->c->ctx, r->ledger, r->c->value[OPT_AT], output_writer(&r->out));
    if (status == JHR_MISUSE)
        cli_fail(r->c, EXIT_USAGE, "--at is geen datum als 2027-03-01",
                 "--at is no date such as 2027-03-01", r->c->value[OPT_AT]);
    return finish(r, status);
}

static int do_verify(struct run *r)
{
    size_t n = 0;
    char *heads = cli_has(r->c, OPT_HEADS) ? input_read(r->c, r->c->value[OPT_HEADS], &n) : NULL;
    jhr_status status = JHR_INPUT;
    if (heads || !cli_has(r->c, OPT_HEADS))
        status = r->calls->verify(r->c->ctx, r->ledger, heads, n, output_writer(&r->out));
    free(heads);
    return finish(r, status);
}

static int do_erase(struct run *r)
{
    return finish(r, r->calls->erase(r->c->ctx, r->ledger, r->c->args[1], output_writer(&r->out)));
}

/* Progress, on a terminal alone and after 300 ms. */
struct progress {
    struct timespec start;
    bool shown;
    int percent;
};

static void show_progress(void *self, uint64_t done, uint64_t whole)
{
    struct progress *p = self;
    struct timespec now;
    int percent = whole > 0 ? (int)(done * 100 / whole) : 100;
    char bar[31];
    clock_gettime(CLOCK_MONOTONIC, &now);
    if ((now.tv_sec - p->start.tv_sec) * 1000 + (now.tv_nsec - p->start.tv_nsec) / 1000000 < 300 ||
        percent == p->percent)
        return;
    p->percent = percent;
    p->shown = true;
    memset(bar, '.', 30);
    memset(bar, '#', (size_t)percent * 30 / 100);
    bar[30] = '\0';
    fprintf(stderr, "\r[%s] %3d%%", bar, percent);
}

static int do_load(struct run *r)
{
    struct progress p = {.percent = -1};
    jhr_ledger_load_options options = {.size = sizeof options, .key = r->c->value[OPT_KEY]};
    jhr_status status;
    clock_gettime(CLOCK_MONOTONIC, &p.start);
    if (isatty(STDERR_FILENO) && !cli_has(r->c, OPT_QUIET)) {
        options.progress = show_progress;
        options.self = &p;
    }
    status = r->calls->load(r->c->ctx, r->ledger, &options, r->c->args[1], output_writer(&r->out));
    if (p.shown)
        fputs("\r\033[K", stderr);
    return finish(r, status);
}

static int do_export(struct run *r)
{
    jhr_ledger_export_options options = {.size = sizeof options,
                                         .account = r->c->value[OPT_ACCOUNT],
                                         .from = r->c->value[OPT_FROM],
                                         .to = r->c->value[OPT_TO],
                                         .csv = r->c->csv};
    jhr_status status = r->calls->export(r->c->ctx, r->ledger, &options, output_writer(&r->out));
    if (status == JHR_MISUSE)
        cli_fail(r->c, EXIT_USAGE, "--from en --to zijn datums als 2027-03-01",
                 "--from and --to are dates such as 2027-03-01", NULL);
    return finish(r, status);
}

/* ---- which one ---- */

static const struct {
    const char *name, *usage;
    size_t args; /* with its own name */
    jhr_ledger_mode mode;
    int (*run)(struct run *r);
    bool rules, keyed; /* needs -r; needs a key, which may be the argument */
} subcommands[] = {
    {"init", "jhr ledger init -r REGELS --db ADRES", 1, JHR_LEDGER_CREATE, do_init, true, false},
    {"load", "jhr ledger load --db ADRES BESTAND|-", 2, JHR_LEDGER_WRITE, do_load, false, false},
    {"reserve", "jhr ledger reserve -r REGELS --db ADRES --key SLEUTEL VOORSTEL", 2,
     JHR_LEDGER_WRITE, do_reserve, true, false},
    {"commit", "jhr ledger commit --db ADRES [--cents N] SLEUTEL", 2, JHR_LEDGER_WRITE, do_commit,
     false, true},
    {"release", "jhr ledger release --db ADRES SLEUTEL", 2, JHR_LEDGER_WRITE, do_release, false,
     true},
    {"end", "jhr ledger end --db ADRES --per DATUM SLEUTEL", 2, JHR_LEDGER_WRITE, do_end, false,
     true},
    {"correct", "jhr ledger correct --db ADRES --cents N SLEUTEL", 2, JHR_LEDGER_WRITE, do_correct,
     false, true},
    {"expire", "jhr ledger expire --db ADRES", 1, JHR_LEDGER_WRITE, do_expire, false, false},
    {"status", "jhr ledger status --db ADRES [--at DATUM]", 1, JHR_LEDGER_READ, do_status, false,
     false},
    {"verify", "jhr ledger verify --db ADRES [--heads BESTAND]", 1, JHR_LEDGER_READ, do_verify,
     false, false},
    {"export", "jhr ledger export --db ADRES [--account NAAM] [--from DATUM] [--to DATUM]", 1,
     JHR_LEDGER_READ, do_export, false, false},
    {"erase", "jhr ledger erase --db ADRES PSEUDONIEM", 2, JHR_LEDGER_WRITE, do_erase, false,
     false},
};
#define SUBCOMMANDS (sizeof subcommands / sizeof *subcommands)

static size_t find_subcommand(const struct cli *c)
{
    for (size_t i = 0; c->args_n > 0 && i < SUBCOMMANDS; i++)
        if (strcmp(subcommands[i].name, c->args[0]) == 0)
            return i;
    return SUBCOMMANDS;
}

static int unknown(const struct cli *c)
{
    const char *names[SUBCOMMANDS], *near;
    for (size_t i = 0; i < SUBCOMMANDS; i++)
        names[i] = subcommands[i].name;
    if (c->args_n == 0)
        return usage(c, "jhr ledger init|load|reserve|commit|release|end|correct|expire|status|"
                        "verify|export|erase --db ADRES");
    cli_fail(c, EXIT_USAGE, "deze opdracht bestaat niet", "there is no such command", c->args[0]);
    near = jhr_nearest(c->args[0], names, SUBCOMMANDS);
    if (near)
        fprintf(stderr,
                c->lang == JHR_LANG_NL ? "     bedoelde u jhr ledger %s?\n"
                                       : "     did you mean jhr ledger %s?\n",
                near);
    return EXIT_USAGE;
}

static bool fits(const struct cli *c, size_t i)
{
    bool as_option = subcommands[i].keyed && c->args_n == 1 && cli_has(c, OPT_KEY);
    if (!cli_has(c, OPT_DB) || (subcommands[i].rules && !cli_has(c, OPT_RULES)))
        return false;
    if (subcommands[i].run == do_reserve && (!cli_has(c, OPT_KEY) || !*c->value[OPT_KEY]))
        return false;
    if ((subcommands[i].run == do_end && !cli_has(c, OPT_PER)) ||
        (subcommands[i].run == do_correct && !cli_has(c, OPT_CENTS)))
        return false;
    return c->args_n == subcommands[i].args || as_option;
}

int cmd_ledger(struct cli *c)
{
    struct run r = {.c = c};
    size_t i = find_subcommand(c);
    int64_t ignored;
    int code;
    if (i == SUBCOMMANDS)
        return unknown(c);
    if (!fits(c, i))
        return usage(c, subcommands[i].usage);
    if (cli_has(c, OPT_STAND) && strcmp(c->value[OPT_STAND], "voorgesteld") != 0)
        return cli_fail(c, EXIT_USAGE, "--stand kan alleen voorgesteld zijn",
                        "--stand can only be voorgesteld", c->value[OPT_STAND]);
    if (cli_has(c, OPT_UNTIL) && !read_time(c->value[OPT_UNTIL], &ignored))
        return cli_fail(c, EXIT_USAGE, "--until is geen tijd als 2027-03-01T12:00:00Z",
                        "--until is no time such as 2027-03-01T12:00:00Z", c->value[OPT_UNTIL]);
    r.calls = ledger_calls(c);
    if (!r.calls)
        return EXIT_INPUT;
    r.ledger = ledger_open(c, c->value[OPT_DB], subcommands[i].mode, &code);
    if (!r.ledger)
        return code;
    code = output_open(&r.out, c);
    if (code == EXIT_DONE)
        code = subcommands[i].run(&r);
    r.calls->close(r.ledger);
    return code;
}
