/* include/jhr.h from outside: misuse, formats, failing writers, sessions, folders. */
#include "jhr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define RULES_TEXT                                                                                 \
    "regeling proef \"Proef\"\n  versie \"1\"\n  geldig vanaf 1-1-2027\n"                          \
    "  voor gemeente in G\ngebied G { Delft \"0503\" }\n"                                          \
    "product P1 \"Een\" zonder tarief zonder norm\n"                                               \
    "product P2 \"Twee\" zonder tarief zonder norm\n"                                              \
    "feit trauma: ja/nee\n  vraag \"Is er trauma?\"\n"                                             \
    "eis E1 \"Trauma\" alleen als trauma reden 7\n"                                                \
    "voorwaarde W1 \"Plan\" voor product is P2 verplicht \"Maak een plan.\"\n"                     \
    "stapeling S1 \"Matrix\" reden 6\n  matrix\n"                                                  \
    "    |    | P1  | P2       |\n"                                                                \
    "    | P1 | nee | mits trauma |\n"                                                             \
    "    | P2 |     | ja       |\n  standaard ?\n"                                                 \
    "voorbeeld \"Goed\"\n  peildatum 1-3-2027\n  gegeven gemeente Delft, trauma ja\n"              \
    "  voorstel P1 bij \"A\" van 1-3-2027 t/m 31-3-2027\n  verwacht toelaatbaar\n"                 \
    "voorbeeld \"Mis & <fout>\"\n  peildatum 1-3-2027\n  gegeven gemeente Delft, trauma nee\n"     \
    "  voorstel P1 bij \"A\" van 1-3-2027 t/m 31-3-2027\n  verwacht strijdig\n"

#define PROPOSAL(feiten)                                                                           \
    "{\"peildatum\":\"2027-03-01\",\"feiten\":{" feiten "},\"voorstel\":{\"product\":\"P1\","      \
    "\"aanbieder\":\"A\",\"van\":\"2027-03-01\",\"tot_en_met\":\"2027-03-31\"},\"lopend\":[]}"
#define GOOD PROPOSAL("\"gemeente\":\"0503\",\"trauma\":true")

struct text {
    char p[1 << 16];
    size_t n;
};
static struct text text;

static bool keep(void *self, const char *bytes, size_t n)
{
    struct text *t = self;
    assert_true(t->n + n < sizeof t->p);
    memcpy(t->p + t->n, bytes, n);
    t->n += n;
    t->p[t->n] = '\0';
    return true;
}
static bool refuse(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return false;
}
static jhr_writer into(void)
{
    text.n = 0;
    text.p[0] = '\0';
    return (jhr_writer){keep, &text};
}
static const jhr_writer broken = {refuse, NULL};

static jhr_rules *compiled(jhr_ctx *ctx)
{
    jhr_rules *rules = NULL;
    assert_int_equal(jhr_compile_text(ctx, "proef.jhr", RULES_TEXT, strlen(RULES_TEXT), &rules),
                     JHR_OK);
    assert_non_null(rules);
    return rules;
}

static jhr_session *session(const jhr_rules *rules, jhr_format format, jhr_language language)
{
    jhr_eval_options o = {.size = sizeof o, .format = format, .language = language};
    jhr_session *s = NULL;
    assert_int_equal(jhr_session_new(&s, rules, &o), JHR_OK);
    return s;
}

static void test_misuse(void **state)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = compiled(ctx), *none = rules;
    jhr_session *s = NULL;
    jhr_eval_options o = {.size = sizeof o}, small = {.size = 1};
    jhr_test_options t = {.size = 1};
    const char *paths[] = {"x"};
    (void)state;

    assert_int_equal(jhr_compile_path(NULL, "x", &none), JHR_MISUSE);
    assert_int_equal(jhr_compile_path(ctx, NULL, &none), JHR_MISUSE);
    assert_int_equal(jhr_compile_text(ctx, "x", NULL, 0, &none), JHR_MISUSE);
    assert_int_equal(jhr_rules_load(ctx, NULL, 0, &none), JHR_MISUSE);
    assert_int_equal(jhr_check_paths(NULL, paths, 1), JHR_MISUSE);
    assert_int_equal(jhr_rules_save(NULL, into()), JHR_MISUSE);
    assert_int_equal(jhr_rules_inspect(NULL, JHR_SHOW_CODE, JHR_FORMAT_TEXT, into()), JHR_MISUSE);
    assert_int_equal(jhr_matrix_write(NULL, JHR_LANG_NL, JHR_FORMAT_TEXT, false, into()),
                     JHR_MISUSE);
    assert_int_equal(jhr_source_dump(ctx, NULL, JHR_DUMP_AST, into()), JHR_MISUSE);
    assert_int_equal(jhr_session_new(&s, rules, &small), JHR_MISUSE);
    assert_int_equal(jhr_session_new(&s, NULL, &o), JHR_MISUSE);
    o.peildatum = "morgen";
    assert_int_equal(jhr_session_new(&s, rules, &o), JHR_INPUT);
    assert_null(s);
    assert_int_equal(jhr_decide_json(ctx, NULL, "x", "{}", 2, into(), NULL), JHR_MISUSE);
    assert_int_equal(jhr_decide_line(ctx, NULL, "x", 1, "{}", 2, into()), JHR_MISUSE);
    assert_int_equal(jhr_test_paths(ctx, paths, 1, &t, into(), NULL), JHR_MISUSE);
    assert_int_equal(jhr_explain(ctx, "JHR12", JHR_FORMAT_TEXT, false, into()), JHR_MISUSE);
    assert_int_equal(jhr_explain(ctx, "abcd", JHR_FORMAT_TEXT, false, into()), JHR_MISUSE);
    assert_int_equal(jhr_explain(ctx, NULL, JHR_FORMAT_TEXT, false, into()), JHR_MISUSE);
    assert_int_equal(jhr_diags_write(ctx, (jhr_format)99, false, into()), JHR_MISUSE);
    jhr_rules_release(NULL);
    jhr_session_release(NULL);
    jhr_ctx_free(NULL);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
}

static void test_nearest(void **state)
{
    static const char *const names[] = {"check", "eval", "test"};
    (void)state;
    assert_string_equal(jhr_nearest("chekc", names, 3), "check");
    assert_string_equal(jhr_nearest("evla", names, 3), "eval");
    assert_null(jhr_nearest("zebra", names, 3));
    assert_null(jhr_nearest("check", names, 0));
}

/* Rules outlive the context that made them, and every call that follows in it. */
static void test_lifetimes(void **state)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *a = compiled(ctx), *b = compiled(ctx);
    jhr_session *s;
    jhr_outcome outcome;
    (void)state;

    jhr_ctx_free(ctx);
    ctx = jhr_ctx_new();
    s = session(a, JHR_FORMAT_JSON, JHR_LANG_NL);
    assert_int_equal(jhr_decide_json(ctx, s, "v", GOOD, strlen(GOOD), into(), &outcome), JHR_OK);
    assert_int_equal(outcome, JHR_BESLUIT_TOELAATBAAR);
    jhr_session_release(s);
    jhr_rules_release(b);
    jhr_rules_release(a);
    jhr_ctx_free(ctx);
}

static void test_save_and_load(void **state)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = compiled(ctx), *loaded = NULL;
    jhr_eval_options o = {.size = sizeof o, .engine = JHR_ENGINE_REFERENCE};
    jhr_session *s = NULL;
    (void)state;

    assert_int_equal(jhr_rules_save(rules, broken), JHR_WRITE);
    assert_int_equal(jhr_rules_save(rules, into()), JHR_OK);
    assert_int_equal(jhr_rules_load(ctx, text.p, text.n, &loaded), JHR_OK);
    assert_int_equal(jhr_session_new(&s, loaded, &o), JHR_MISUSE); /* no model to walk */
    jhr_rules_release(loaded);
    text.p[text.n / 2] ^= 1;
    assert_int_equal(jhr_rules_load(ctx, text.p, text.n, &loaded), JHR_BADPROGRAM);
    assert_null(loaded);
    assert_true(jhr_diag_errors(ctx) > 0);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
}

static void test_decide(void **state)
{
    static const struct {
        const char *json;
        jhr_status status;
        jhr_outcome outcome;
    } rows[] = {
        {GOOD, JHR_OK, JHR_BESLUIT_TOELAATBAAR},
        {PROPOSAL("\"gemeente\":\"0503\",\"trauma\":false"), JHR_OK, JHR_BESLUIT_NIET_TOELAATBAAR},
        {PROPOSAL("\"gemeente\":\"0503\""), JHR_OK, JHR_BESLUIT_ONBEPAALD},
        {PROPOSAL("\"gemeente\":\"0518\""), JHR_OK, JHR_BESLUIT_BUITEN_REGELING},
        {PROPOSAL("\"gemeente\":\"0503\",\"truama\":false"), JHR_INPUT, JHR_BESLUIT_TOELAATBAAR},
        {"geen json", JHR_INPUT, JHR_BESLUIT_TOELAATBAAR},
    };
    static const jhr_format formats[] = {JHR_FORMAT_JSON, JHR_FORMAT_TEXT, JHR_FORMAT_PLAIN};
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = compiled(ctx);
    (void)state;

    for (size_t f = 0; f < 3; f++) {
        jhr_session *s = session(rules, formats[f], f == 2 ? JHR_LANG_EN : JHR_LANG_NL);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            jhr_outcome outcome = JHR_BESLUIT_TOELAATBAAR;
            size_t n = strlen(rows[i].json);
            assert_int_equal(jhr_decide_json(ctx, s, "voorstel", rows[i].json, n, into(), &outcome),
                             rows[i].status);
            assert_int_equal(outcome, rows[i].outcome);
            assert_int_equal(text.n > 0, rows[i].status == JHR_OK);
            assert_int_equal(jhr_decide_line(ctx, s, "voorstel", i + 1, rows[i].json, n, into()),
                             rows[i].status);
            assert_true(text.n > 2 && text.p[text.n - 1] == '\n');
            assert_null(memchr(text.p, '\n', text.n - 1)); /* one line, whatever it says */
            assert_int_equal(strncmp(text.p, "{\"fout\":", 8) == 0, rows[i].status != JHR_OK);
            assert_true(rows[i].status != JHR_OK ||
                        jhr_decide_line(ctx, s, "v", 1, rows[i].json, n, broken) == JHR_WRITE);
        }
        jhr_session_release(s);
    }
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
}

static void test_peildatum(void **state)
{
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = compiled(ctx);
    jhr_eval_options o = {.size = sizeof o, .peildatum = "2027-04-01", .format = JHR_FORMAT_JSON};
    jhr_session *s = NULL;
    (void)state;
    assert_int_equal(jhr_session_new(&s, rules, &o), JHR_OK);
    assert_int_equal(jhr_decide_json(ctx, s, "v", GOOD, strlen(GOOD), into(), NULL), JHR_MISUSE);
    jhr_session_release(s);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
}

static void test_views(void **state)
{
    static const jhr_format formats[] = {JHR_FORMAT_TEXT, JHR_FORMAT_PLAIN, JHR_FORMAT_JSON};
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = compiled(ctx);
    (void)state;

    for (int show = JHR_SHOW_HEADER; show <= JHR_SHOW_ATOMS; show++)
        for (size_t f = 0; f < 3; f++) {
            assert_int_equal(jhr_rules_inspect(rules, (jhr_show)show, formats[f], into()), JHR_OK);
            assert_true(text.n > 0);
        }
    for (size_t f = 0; f < 3; f++) {
        assert_int_equal(jhr_matrix_write(rules, JHR_LANG_EN, formats[f], false, into()), JHR_OK);
        assert_non_null(strstr(text.p, "mits trauma"));
    }
    assert_int_equal(jhr_matrix_write(rules, JHR_LANG_NL, JHR_FORMAT_TEXT, true, into()), JHR_OK);
    assert_string_equal(text.p, ";P1;P2\r\nP1;nee;mits trauma\r\nP2;mits trauma;ja\r\n");
    assert_int_equal(jhr_matrix_write(rules, JHR_LANG_NL, JHR_FORMAT_TEXT, true, broken),
                     JHR_WRITE);
    assert_int_equal(jhr_explain(ctx, "1001", JHR_FORMAT_TEXT, true, into()), JHR_OK);
    assert_int_equal(jhr_explain(ctx, "jhr1001", JHR_FORMAT_TEXT, false, into()), JHR_OK);
    jhr_rules_release(rules);
    jhr_ctx_free(ctx);
}

/* ---- files ---- */

static void write_file(const char *path, const char *bytes)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, strlen(bytes), f), strlen(bytes));
    fclose(f);
}

static const char *in_tmp(const char *name)
{
    static char path[16][512]; /* more than one test asks for */
    static unsigned next;
    const char *tmp = getenv("TMPDIR");
    char *p = path[next++ % 16];
    snprintf(p, sizeof path[0], "%s/%s", tmp ? tmp : "/tmp", name);
    return p;
}

static void test_reports(void **state)
{
    static const struct {
        jhr_format format;
        const char *holds;
    } rows[] = {
        {JHR_FORMAT_TEXT, "mislukt: \"Mis & <fout>\""},
        {JHR_FORMAT_JSON, "\"geslaagd\":false"},
        {JHR_FORMAT_JUNIT, "Mis &amp; &lt;fout&gt;"},
        {JHR_FORMAT_COMPACT, "mislukt"},
    };
    const char *path = in_tmp("proef.jhr");
    jhr_ctx *ctx = jhr_ctx_new();
    (void)state;
    write_file(path, RULES_TEXT);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        jhr_test_options o = {.size = sizeof o, .format = rows[i].format, .coverage = true};
        jhr_test_counts counts;
        assert_int_equal(jhr_test_paths(ctx, &path, 1, &o, into(), &counts), JHR_FINDINGS);
        assert_non_null(strstr(text.p, rows[i].holds));
        assert_int_equal(counts.passed, 1);
        assert_int_equal(counts.failed, 1);
        o.run = "^Goed$";
        assert_int_equal(jhr_test_paths(ctx, &path, 1, &o, into(), &counts), JHR_OK);
        o.run = "(";
        assert_int_equal(jhr_test_paths(ctx, &path, 1, &o, into(), NULL), JHR_MISUSE);
    }
    jhr_ctx_language(ctx, JHR_LANG_EN);
    jhr_test_options o = {.size = sizeof o, .engine = JHR_ENGINE_REFERENCE, .coverage = true};
    assert_int_equal(jhr_test_paths(ctx, &path, 1, &o, into(), NULL), JHR_FINDINGS);
    assert_non_null(strstr(text.p, "never exercised: W1"));
    jhr_ctx_free(ctx);
    unlink(path);
}

static void test_dumps(void **state)
{
    const char *path = in_tmp("dump.jhr");
    jhr_ctx *ctx = jhr_ctx_new();
    (void)state;
    write_file(path, RULES_TEXT);
    for (int what = JHR_DUMP_TOKENS; what <= JHR_DUMP_IR; what++) {
        assert_int_equal(jhr_source_dump(ctx, path, (jhr_dump)what, into()), JHR_OK);
        assert_true(text.n > 0);
    }
    write_file(path, "eis E1\n");
    assert_int_equal(jhr_source_dump(ctx, path, JHR_DUMP_IR, into()), JHR_FINDINGS);
    unlink(path);
    assert_int_equal(jhr_source_dump(ctx, path, JHR_DUMP_AST, into()), JHR_INPUT);
    jhr_ctx_free(ctx);
}

/* A file that another one uses is checked as part of that one, from wherever the folder is named.
 */
static void test_folder(void **state)
{
    const char *folder = in_tmp("map"), *other = in_tmp("leeg");
    jhr_ctx *ctx = jhr_ctx_new();
    jhr_rules *rules = NULL;
    (void)state;
    mkdir(folder, 0777);
    mkdir(other, 0777);
    write_file(in_tmp("map/namen.jhr"), "soort kleur { rood, groen }\n");
    write_file(in_tmp("map/hoofd.jhr"),
               "regeling r \"R\" versie \"1\" geldig vanaf 1-1-2027\n"
               "gebruik \"./namen.jhr\"\nproduct P1 \"P\" zonder tarief zonder norm\n"
               "feit tint: kleur\neis E1 \"x\" alleen als tint is rood reden 7\n");
    assert_int_equal(jhr_check_paths(ctx, &folder, 1), JHR_OK);
    assert_int_equal(jhr_diag_errors(ctx), 0);
    assert_int_equal(jhr_compile_path(ctx, folder, &rules), JHR_OK);
    assert_int_equal(jhr_rules_count(rules), 1);
    jhr_rules_release(rules);
    assert_int_equal(jhr_compile_path(ctx, other, &rules), JHR_INPUT);
    assert_int_equal(jhr_check_paths(ctx, &other, 1), JHR_OK);
    assert_int_equal(jhr_diag_warnings(ctx), 1);
    write_file(in_tmp("map/namen.jhr"), "soort kleur { rood rood }\n");
    assert_int_equal(jhr_check_paths(ctx, &folder, 1), JHR_FINDINGS);
    write_file(in_tmp("map/namen.jhr"), "soort kleur { rood, groen }\n");
    assert_int_equal(jhr_compile_path(ctx, in_tmp("map/namen.jhr"), &rules), JHR_INPUT);
    assert_null(rules);
    assert_int_equal(jhr_diag_errors(ctx), 1);
    unlink(in_tmp("map/namen.jhr"));
    assert_int_equal(jhr_compile_path(ctx, folder, &rules), JHR_FINDINGS);
    assert_null(rules);
    unlink(in_tmp("map/hoofd.jhr"));
    rmdir(folder);
    rmdir(other);
    assert_int_equal(jhr_compile_path(ctx, folder, &rules), JHR_INPUT);
    jhr_ctx_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_misuse),    cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_lifetimes), cmocka_unit_test(test_save_and_load),
        cmocka_unit_test(test_decide),    cmocka_unit_test(test_peildatum),
        cmocka_unit_test(test_views),     cmocka_unit_test(test_reports),
        cmocka_unit_test(test_dumps),     cmocka_unit_test(test_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
