/* The first-run tour: what jhr does, shown on the rules that ship. Nothing is canned: every result
 * comes from the library at this moment. */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDERS_N 3
static const char *const folders[FOLDERS_N] = {"landelijk", "noord-limburg",
                                               "noord-limburg/voorstellen"};
enum { NAMES, RULES, ADMITTED, REFUSED, OPEN, MISSPELT, FILES_N };
static const char *const files[FILES_N] = {
    [NAMES] = "landelijk/gemeenten.jhr",
    [RULES] = "noord-limburg/noord-limburg.jhr",
    [ADMITTED] = "noord-limburg/voorstellen/toelaatbaar-p2.json",
    [REFUSED] = "noord-limburg/voorstellen/niet-toelaatbaar-vaktherapie.json",
    [OPEN] = "noord-limburg/voorstellen/onbepaald-ggz.json",
    [MISSPELT] = "noord-limburg/voorstellen/fout-feitnaam.json",
};

struct tour {
    struct cli *c;
    struct output out;
    const char *root;     /* the folder with the rules */
    char *path[FILES_N];  /* of each file in it */
    char *shown[FILES_N]; /* the same for the eye: in the kept folder when there is one */
    jhr_rules *rules;
    bool json;
};

/* ---- paths and copies ---- */

static char *joined(const char *folder, const char *name)
{
    size_t a = strlen(folder), b = strlen(name);
    char *p = malloc(a + b + 2);
    if (!p)
        return NULL;
    memcpy(p, folder, a);
    p[a] = '/';
    memcpy(p + a + 1, name, b + 1);
    return p;
}

static bool has_rules(const char *folder)
{
    char *path = joined(folder, files[RULES]);
    bool there = path && access(path, R_OK) == 0;
    free(path);
    return there;
}

/* PREFIX/share/jhr/rules, seen from PREFIX/bin/jhr: wherever the program was installed. */
static const char *installed_rules(void)
{
    static char path[4096 + sizeof "/share/jhr/rules"];
    ssize_t n = readlink("/proc/self/exe", path, 4096);
    for (int cut = 0; n > 0 && cut < 2; cut++)
        while (n > 0 && path[--n] != '/')
            ;
    if (n <= 0)
        return NULL;
    memcpy(path + n, "/share/jhr/rules", sizeof "/share/jhr/rules");
    return has_rules(path) ? path : NULL;
}

/* JHR_RULES when it is set; else the folder beside us; else the installed one. */
static const char *find_root(void)
{
    const char *said = getenv("JHR_RULES");
    if (said && *said)
        return has_rules(said) ? said : NULL;
    if (has_rules("rules"))
        return "rules";
    return installed_rules();
}

static bool copy_file(const struct tour *t, int i, const char *folder)
{
    size_t n;
    char *to = joined(folder, files[i]), *bytes = input_read(t->c, t->path[i], &n);
    FILE *f = to && bytes ? fopen(to, "wb") : NULL;
    bool ok = f && fwrite(bytes, 1, n, f) == n;
    if (f && fclose(f) != 0)
        ok = false;
    free(bytes);
    free(to);
    return ok;
}

static bool fill_folder(const struct tour *t, const char *folder)
{
    for (int i = 0; i < FOLDERS_N; i++) {
        char *p = joined(folder, folders[i]);
        bool ok = p && mkdir(p, 0777) == 0;
        free(p);
        if (!ok)
            return false;
    }
    for (int i = 0; i < FILES_N; i++)
        if (!copy_file(t, i, folder))
            return false;
    return true;
}

static void remove_folder(const char *folder)
{
    for (int i = FILES_N + FOLDERS_N - 1; i >= 0; i--) {
        char *p = joined(folder, i < FOLDERS_N ? folders[i] : files[i - FOLDERS_N]);
        if (p && i < FOLDERS_N)
            rmdir(p);
        else if (p)
            unlink(p);
        free(p);
    }
    rmdir(folder);
}

/* All files go to a folder aside, which is then renamed. Renaming refuses a folder that holds
 * something, so nothing is ever overwritten. */
static int keep_files(const struct tour *t, const char *to)
{
    static const char tail[] = ".XXXXXX";
    size_t n = strlen(to);
    char *aside;
    mode_t mask = umask(0);
    bool ok;

    umask(mask);
    while (n > 1 && to[n - 1] == '/')
        n--;
    aside = malloc(n + sizeof tail);
    if (!aside)
        return cli_fail(t->c, EXIT_BUG, "te weinig geheugen", "out of memory", NULL);
    memcpy(aside, to, n);
    memcpy(aside + n, tail, sizeof tail);
    ok = n > 0 && mkdtemp(aside) != NULL;
    if (ok) {
        ok = fill_folder(t, aside) && chmod(aside, 0777 & ~mask) == 0 && rename(aside, to) == 0;
        if (!ok) {
            int why = errno;
            remove_folder(aside);
            errno = why;
        }
    }
    free(aside);
    if (ok)
        return EXIT_DONE;
    if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR)
        return cli_fail(t->c, EXIT_INPUT, "deze map bestaat al; er is niets overschreven",
                        "this directory is there already; nothing was overwritten", to);
    fprintf(stderr, "jhr: %s: %s\n", to, strerror(errno));
    return EXIT_INPUT;
}

static bool set_paths(struct tour *t)
{
    const char *kept = t->c->value[OPT_KEEP];
    for (int i = 0; i < FILES_N; i++) {
        t->path[i] = joined(t->root, files[i]);
        t->shown[i] = joined(kept ? kept : t->root, files[i]);
        if (!t->path[i] || !t->shown[i])
            return false;
    }
    return true;
}

/* ---- talking ---- */

static void put(struct tour *t, const char *text)
{
    jhr_writer w = output_writer(&t->out);
    w.write(w.self, text, strlen(text));
}

/* A formatted line in the user's language; nothing in JSON. */
static void say(struct tour *t, const char *nl, const char *en, ...)
{
    char line[512];
    va_list args;
    if (t->json)
        return;
    va_start(args, en);
    vsnprintf(line, sizeof line, t->c->lang == JHR_LANG_NL ? nl : en, args);
    va_end(args);
    put(t, line);
    put(t, "\n");
}

/* A line of explanation: left out by --quiet. */
static void why(struct tour *t, const char *nl, const char *en)
{
    if (!cli_has(t->c, OPT_QUIET))
        say(t, nl, en);
}

static void command(struct tour *t, const char *before, int file)
{
    if (t->json)
        return;
    put(t, "$ jhr ");
    put(t, before);
    put(t, t->shown[file]);
    put(t, "\n");
}

static void number(struct tour *t, const char *name, size_t value)
{
    char text[96];
    snprintf(text, sizeof text, "\"%s\":%zu", name, value);
    if (t->json)
        put(t, text);
}

static void json(struct tour *t, const char *text)
{
    if (t->json)
        put(t, text);
}

static int failed(const struct tour *t, jhr_status status)
{
    cli_diagnose(t->c);
    return cli_exit_of(t->c, status);
}

/* ---- the steps ---- */

static int step_check(struct tour *t)
{
    const char *path = t->path[RULES];
    jhr_status status = jhr_check_paths(t->c->ctx, &path, 1);

    say(t, "1. Regels controleren", "1. Checking rules");
    why(t,
        "   Beleid als tekst die een computer kan lezen: elke naam, eenheid en datum is nagekeken.",
        "   Policy as a text that a computer can read: every name, unit and date is looked at.");
    command(t, "check ", RULES);
    if (status != JHR_OK)
        return failed(t, status);
    say(t, "fouten: %zu, waarschuwingen: %zu\n", "errors: %zu, warnings: %zu\n",
        jhr_diag_errors(t->c->ctx), jhr_diag_warnings(t->c->ctx));
    json(t, "{\"controle\":{");
    number(t, "fouten", jhr_diag_errors(t->c->ctx));
    json(t, ",");
    number(t, "waarschuwingen", jhr_diag_warnings(t->c->ctx));
    json(t, "}");
    status = jhr_compile_path(t->c->ctx, path, &t->rules);
    return status == JHR_OK ? EXIT_DONE : failed(t, status);
}

static int step_matrix(struct tour *t)
{
    jhr_status status;
    say(t, "2. De stapelingsmatrix, gesloten", "2. The stacking matrix, closed");
    why(t, "   In het bestand is de helft ingevuld. Een leeg vakje is omgedraaid gelezen.",
        "   The file fills in one half. An empty cell was read from its mirror.");
    command(t, "matrix show ", RULES);
    json(t, ",\n\"matrix\":");
    status = jhr_matrix_write(t->rules, t->c->lang, t->c->format, false, output_writer(&t->out));
    say(t, "", "");
    return cli_exit_of(t->c, status);
}

static int decide(struct tour *t, int file, jhr_session *session, jhr_outcome *outcome,
                  jhr_status *status)
{
    size_t n;
    char *bytes = input_read(t->c, t->path[file], &n);
    if (!bytes)
        return EXIT_INPUT;
    *status = jhr_decide_json(t->c->ctx, session, t->shown[file], bytes, n, output_writer(&t->out),
                              outcome);
    free(bytes);
    return EXIT_DONE;
}

static void eval_with(struct tour *t, const char *option, int file)
{
    if (t->json)
        return;
    put(t, "$ jhr eval ");
    put(t, option);
    put(t, "-r ");
    put(t, t->shown[RULES]);
    put(t, " \\\n    ");
    put(t, t->shown[file]);
    put(t, "\n");
}

static void eval_command(struct tour *t, int file)
{
    eval_with(t, "", file);
}

static int step_decide(struct tour *t, jhr_session *session)
{
    static const char *const about[3][2] = {
        {"   a. Alles is bekend en past.", "   a. All is known and fits."},
        {"   b. Dit mag niet naast wat er loopt.", "   b. This may not run beside what there is."},
        {"   c. Er ontbreekt een feit. Onbekend is nooit nee: jhr zegt wat er gevraagd moet "
         "worden.",
         "   c. A fact is missing. Unknown is never no: jhr says what to ask."}};

    say(t, "3. Drie voorstellen", "3. Three proposals");
    for (int i = ADMITTED; i <= OPEN; i++) {
        jhr_outcome outcome = JHR_BESLUIT_STRIJDIG;
        jhr_status status = JHR_OK;
        int code;
        bool right;
        why(t, about[i - ADMITTED][0], about[i - ADMITTED][1]);
        eval_command(t, i);
        json(t, i == ADMITTED ? ",\n\"besluiten\":[" : ",");
        code = decide(t, i, session, &outcome, &status);
        if (code != EXIT_DONE || status != JHR_OK)
            return code != EXIT_DONE ? code : failed(t, status);
        say(t, "", "");
        right = i == ADMITTED  ? outcome <= JHR_BESLUIT_TOELAATBAAR_MET_VOORWAARDEN
                : i == REFUSED ? outcome == JHR_BESLUIT_NIET_TOELAATBAAR
                               : outcome == JHR_BESLUIT_ONBEPAALD;
        if (!right)
            return cli_fail(t->c, EXIT_FINDINGS, "dit is een ander besluit dan in de rondleiding",
                            "this is another decision than the tour's", t->shown[i]);
    }
    json(t, "]");
    return EXIT_DONE;
}

static int step_misspelt(struct tour *t, jhr_session *session)
{
    jhr_outcome outcome = JHR_BESLUIT_STRIJDIG;
    jhr_status status = JHR_OK;
    int code;

    say(t, "4. Een tikfout wordt geen stil \"onbekend\"",
        "4. A typing error does not turn into a silent \"unknown\"");
    eval_command(t, MISSPELT);
    json(t, ",\n\"geweigerd\":");
    code = decide(t, MISSPELT, session, &outcome, &status);
    if (code != EXIT_DONE)
        return code;
    if (status != JHR_INPUT)
        return status != JHR_OK ? failed(t, status)
                                : cli_fail(t->c, EXIT_FINDINGS, "deze tikfout is aangenomen",
                                           "this typing error was accepted", t->shown[MISSPELT]);
    status = jhr_diags_write(t->c->ctx, t->c->format, t->c->color_out, output_writer(&t->out));
    say(t, "", "");
    return cli_exit_of(t->c, status);
}

static bool to_nowhere(void *self, const char *bytes, size_t n)
{
    (void)bytes;
    *(size_t *)self += n;
    return true;
}

static int step_test(struct tour *t)
{
    size_t size = 0;
    const char *path = t->path[RULES];
    jhr_test_options options = {.size = sizeof options, .format = t->c->format};
    jhr_writer out = t->json ? (jhr_writer){to_nowhere, &size} : output_writer(&t->out);
    jhr_test_counts n = {0};
    jhr_status status;

    say(t, "5. Voorbeelden zijn tests", "5. Examples are tests");
    why(t,
        "   In het regelbestand staan verzonnen gevallen met het verwachte antwoord. Ze worden "
        "nagespeeld.",
        "   The rule file holds made-up cases with the answer expected. Each of them is played.");
    command(t, "test ", RULES);
    status = jhr_test_paths(t->c->ctx, &path, 1, &options, out, &n);
    if (status != JHR_OK)
        return failed(t, status);
    say(t, "", "");
    json(t, ",\n\"voorbeelden\":{");
    number(t, "geslaagd", n.passed);
    json(t, ",");
    number(t, "mislukt", n.failed);
    json(t, ",");
    number(t, "regels", n.rules);
    json(t, ",");
    number(t, "beproefd", n.exercised);
    json(t, "}");
    return EXIT_DONE;
}

static int step_compile(struct tour *t)
{
    size_t size = 0;
    jhr_status status = jhr_rules_save(t->rules, (jhr_writer){to_nowhere, &size});
    say(t, "6. Vertalen", "6. Compiling");
    why(t, "   Het vertaalde bestand wordt nagekeken voordat het iets mag beslissen.",
        "   The compiled file is verified before it may decide anything.");
    command(t, "compile -o nl.jhrc ", RULES);
    if (status != JHR_OK)
        return failed(t, status);
    say(t, "%zu bytes\n", "%zu bytes\n", size);
    json(t, ",\n\"vertaald\":{");
    number(t, "bytes", size);
    json(t, "}");
    return EXIT_DONE;
}

static int step_dialog(struct tour *t, jhr_session *session)
{
    jhr_outcome outcome = JHR_BESLUIT_STRIJDIG;
    jhr_writer out = t->json ? (jhr_writer){to_nowhere, &(size_t){0}} : output_writer(&t->out);
    jhr_status status;
    size_t n;
    char *bytes = input_read(t->c, t->path[OPEN], &n);

    if (!bytes)
        return EXIT_INPUT;
    say(t, "7. Vragen tot het vaststaat", "7. Asking until it is settled");
    why(t, "   Hetzelfde voorstel als bij 3c. Wat niet begrepen is, wordt opnieuw gevraagd.",
        "   The proposal of 3c again. What is not understood is asked again.");
    eval_with(t, "--interactive ", OPEN);
    status = demo_dialog(t->c->ctx, session, t->shown[OPEN], bytes, n, out, &outcome);
    free(bytes);
    if (status != JHR_OK)
        return failed(t, status);
    if (outcome != JHR_BESLUIT_NIET_TOELAATBAAR)
        return cli_fail(t->c, EXIT_FINDINGS, "dit is een ander besluit dan in de rondleiding",
                        "this is another decision than the tour's", t->shown[OPEN]);
    say(t, "Besluit: niet toelaatbaar\n", "Decision: niet toelaatbaar\n");
    json(t, ",\n\"dialoog\":{\"besluit\":\"niet toelaatbaar\"}");
    return EXIT_DONE;
}

static int step_receipt(struct tour *t, jhr_session *session)
{
    jhr_status status;
    size_t n;
    char *bytes = input_read(t->c, t->path[REFUSED], &n);

    if (!bytes)
        return EXIT_INPUT;
    say(t, "8. Een bewijsstuk, herhaald", "8. A receipt, repeated");
    why(t,
        "   Alleen de gegevens die beslisten, en de hash van de regels: genoeg om na te rekenen.",
        "   Only the facts that decided, and the hash of the rules: enough to check it again.");
    eval_with(t, "--receipt bewijs.json ", REFUSED);
    if (!t->json)
        put(t, "$ jhr replay bewijs.json\n");
    json(t, ",\n\"herhaald\":");
    status = demo_receipt(t->c->ctx, session, t->shown[RULES], t->shown[REFUSED], bytes, n,
                          t->c->format, output_writer(&t->out));
    free(bytes);
    json(t, "}\n");
    say(t, "", "");
    return status == JHR_OK ? EXIT_DONE : failed(t, status);
}

static void next_commands(struct tour *t)
{
    if (cli_has(t->c, OPT_QUIET) || t->json)
        return;
    say(t, "Verder, om over te nemen:", "Next, to copy:");
    put(t, "  jhr test --coverage ");
    put(t, t->shown[RULES]);
    put(t, "\n  jhr eval -f json -r ");
    put(t, t->shown[RULES]);
    put(t, " ");
    put(t, t->shown[OPEN]);
    put(t, "\n  jhr explain JHR1001\n");
}

static int walk(struct tour *t)
{
    jhr_session *session = NULL;
    jhr_eval_options options = {
        .size = sizeof options, .format = t->c->format, .language = t->c->lang};
    int code = step_check(t);

    if (code == EXIT_DONE)
        code = step_matrix(t);
    if (code == EXIT_DONE) {
        jhr_status status = jhr_session_new(&session, t->rules, &options);
        code = status == JHR_OK ? step_decide(t, session) : failed(t, status);
    }
    if (code == EXIT_DONE)
        code = step_misspelt(t, session);
    if (code == EXIT_DONE)
        code = step_test(t);
    if (code == EXIT_DONE)
        code = step_compile(t);
    if (code == EXIT_DONE)
        code = step_dialog(t, session);
    if (code == EXIT_DONE)
        code = step_receipt(t, session);
    if (code == EXIT_DONE)
        next_commands(t);
    jhr_session_release(session);
    jhr_rules_release(t->rules);
    return code;
}

int cmd_demo(struct cli *c)
{
    struct tour t = {.c = c, .root = find_root(), .json = c->format == JHR_FORMAT_JSON};
    int code = EXIT_DONE;

    if (c->args_n > 0 || c->csv || c->format > JHR_FORMAT_JSON || c->format == JHR_FORMAT_COMPACT)
        return cli_fail(c, EXIT_USAGE, "zo gaat het, met -f text, plain of json",
                        "like this, with -f text, plain or json", "jhr demo");
    if (!t.root)
        return cli_fail(
            c, EXIT_INPUT, "de meegeleverde regels zijn niet gevonden; zet hun map in JHR_RULES",
            "the rules that ship were not found; put their directory in JHR_RULES", NULL);
    if (!set_paths(&t))
        code = cli_fail(c, EXIT_BUG, "te weinig geheugen", "out of memory", NULL);
    if (code == EXIT_DONE && cli_has(c, OPT_KEEP))
        code = keep_files(&t, c->value[OPT_KEEP]);
    if (code == EXIT_DONE && (code = output_open(&t.out, c)) == EXIT_DONE) {
        code = walk(&t);
        code = output_close(&t.out, c, code == EXIT_DONE, code);
    }
    for (int i = 0; i < FILES_N; i++) {
        free(t.path[i]);
        free(t.shown[i]);
    }
    return code;
}
