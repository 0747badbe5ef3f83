/*
 * What happens when memory ends: every allocation of two sessions with the library fails once, in
 * turn. Each call must then say JHR_NOMEM, or give exactly what it gives with memory enough.
 * Leaks and wild pointers are the address sanitizer's to find (make oom).
 */
#include "base/arena.h"
#include "jhr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULES    "rules/noord-limburg/noord-limburg.jhr"
#define PROPOSAL "rules/noord-limburg/voorstellen/toelaatbaar-p2.json"
#define PLENTY   ((uint64_t)1 << 24) /* more allocations than a session makes */

/* What the library wrote; its own memory, which does not fail. */
struct output {
    char *p;
    size_t n, cap;
};

static bool keep(void *self, const char *bytes, size_t n)
{
    struct output *o = self;
    if (o->n + n > o->cap) {
        o->cap = 2 * (o->n + n);
        o->p = realloc(o->p, o->cap);
        if (!o->p)
            abort();
    }
    memcpy(o->p + o->n, bytes, n);
    o->n += n;
    return true;
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    char *p = malloc((size_t)1 << 20);
    if (!f || !p) {
        perror(path);
        exit(2);
    }
    *n = fread(p, 1, (size_t)1 << 20, f);
    fclose(f);
    return p;
}

struct work {
    jhr_ctx *ctx;
    jhr_rules *rules, *loaded;
    jhr_session *session;
    struct output out, file;
    const char *proposal;
    size_t proposal_size;
};

static jhr_status decide_with(struct work *s, const jhr_rules *rules)
{
    jhr_eval_options options = {.size = sizeof(options), .format = JHR_FORMAT_JSON};
    jhr_outcome outcome;
    jhr_status status = jhr_session_new(&s->session, rules, &options);
    if (status != JHR_OK)
        return status;
    return jhr_decide_json(s->ctx, s->session, PROPOSAL, s->proposal, s->proposal_size,
                           (jhr_writer){keep, &s->out}, &outcome);
}

/* Compile, save, load, decide, show the matrix, run the examples. */
static jhr_status good_session(struct work *s)
{
    jhr_writer out = {keep, &s->out};
    jhr_test_options options = {.size = sizeof(options), .format = JHR_FORMAT_TEXT};
    jhr_test_counts counts;
    const char *path = RULES;
    jhr_status status = jhr_compile_path(s->ctx, RULES, &s->rules);
    if (status == JHR_OK)
        status = jhr_rules_save(s->rules, (jhr_writer){keep, &s->file});
    if (status == JHR_OK)
        status = jhr_rules_load(s->ctx, s->file.p, s->file.n, &s->loaded);
    if (status == JHR_OK)
        status = decide_with(s, s->loaded);
    if (status == JHR_OK)
        status = jhr_matrix_write(s->rules, JHR_LANG_NL, JHR_FORMAT_TEXT, false, out);
    if (status == JHR_OK)
        status = jhr_test_paths(s->ctx, &path, 1, &options, out, &counts);
    return status;
}

/* Prove what there is to prove, and write it down. */
static jhr_status proof_session(struct work *s)
{
    const char *path = "tests/validator/proef.jhr";
    jhr_status status = jhr_verify_paths(s->ctx, &path, 1, NULL);
    if (status != JHR_FINDINGS)
        return status;
    return jhr_diags_write(s->ctx, JHR_FORMAT_JSON, false, (jhr_writer){keep, &s->out});
}

/* Two regelingen that know other facts, a proposal that each reads with what the other knows, one
 * of another year, and one that is cut short; what was declared; and all of it written. */
static jhr_status comparison_session(struct work *s)
{
    static const char *const cases[] = {
        "{\"peildatum\":\"2027-03-01\",\"feiten\":{\"gemeente\":\"0503\",\"leeftijd\":10,"
        "\"crisis\":"
        "false,\"veilig\":false},\"voorstel\":{\"product\":\"A01\",\"aanbieder\":\"X1\",\"van\":"
        "\"2027-03-01\",\"tot_en_met\":\"2027-05-31\"},\"lopend\":[],\"contracten\":[]}",
        "{\"peildatum\":\"2023-03-01\",\"feiten\":{\"leeftijd\":10},\"voorstel\":{\"product\":"
        "\"A01\","
        "\"aanbieder\":\"X1\",\"van\":\"2023-03-01\",\"tot_en_met\":\"2023-05-31\"}}",
        "{\"peildatum\":"};
    static const char declared[] = "# niets\nklein E1: gewijzigd\n";
    jhr_compare_options options = {.size = sizeof options, .budget = 2000};
    jhr_writer out = {keep, &s->out};
    jhr_comparison *c = NULL;
    jhr_status status = jhr_compare_paths(s->ctx, "examples/ci/rules/begeleiding.jhr",
                                          "tests/diff/oud.jhr", &options, &c);
    for (size_t i = 0; status == JHR_OK && i < sizeof cases / sizeof *cases; i++) {
        status = jhr_compare_case(s->ctx, c, "zaken", i + 1, cases[i], strlen(cases[i]));
        status = status == JHR_INPUT ? JHR_OK : status; /* counted */
    }
    if (status == JHR_OK)
        status = jhr_compare_expect(c, declared, sizeof declared - 1);
    static const jhr_format formats[] = {JHR_FORMAT_TEXT, JHR_FORMAT_JSON, JHR_FORMAT_COMPACT,
                                         JHR_FORMAT_GITHUB};
    for (size_t i = 0; status == JHR_OK && i < sizeof formats / sizeof *formats; i++)
        status = jhr_compare_write(c, JHR_LANG_NL, formats[i], out, NULL);
    jhr_compare_free(c);
    return status;
}

/* What voorbeelden exercise, and which changes of the rules they notice. */
static jhr_status quality_session(struct work *s)
{
    const char *path = "tests/quality/regels.jhr";
    jhr_test_options options = {
        .size = sizeof options, .format = JHR_FORMAT_JSON, .coverage = true, .mutate = true};
    jhr_test_counts counts;
    return jhr_test_paths(s->ctx, &path, 1, &options, (jhr_writer){keep, &s->out}, &counts);
}

/* Write a receipt, read it, and repeat the decision with and without the proposal. */
static jhr_status receipt_session(struct work *s)
{
    jhr_writer out = {keep, &s->out};
    jhr_receipt *receipt = NULL;
    jhr_status status = jhr_compile_path(s->ctx, RULES, &s->rules);
    if (status == JHR_OK)
        status = decide_with(s, s->rules);
    if (status == JHR_OK)
        status = jhr_receipt_write(s->ctx, s->session, RULES, PROPOSAL, s->proposal,
                                   s->proposal_size, (jhr_writer){keep, &s->file});
    if (status == JHR_OK)
        status = jhr_receipt_read(s->ctx, "bewijs", s->file.p, s->file.n, &receipt);
    if (status == JHR_OK)
        status = jhr_replay(s->ctx, s->session, receipt, PROPOSAL, s->proposal, s->proposal_size,
                            JHR_FORMAT_JSON, out, out);
    if (status == JHR_OK)
        status =
            jhr_replay(s->ctx, s->session, receipt, "bewijs", NULL, 0, JHR_FORMAT_TEXT, out, out);
    jhr_receipt_free(receipt);
    return status;
}

/* A text with faults of several kinds, and its diagnostics written. */
static jhr_status bad_session(struct work *s)
{
    static const char text[] = "regeling x \"X\"\n"
                               "  geldig vanaf 1-1-2027\n"
                               "feit leeftijd: getal 0..23 jaar\n"
                               "eis R1 \"Een\"\n"
                               "  alleen als leeftjid > 3\n"
                               "eis R1 \"Weer\"\n"
                               "  nooit als ) en\n"
                               "eis R3 \"Drie\"\n"
                               "  alleen als leeftijd is 1-1-2027\n";
    jhr_status status = jhr_compile_text(s->ctx, "fout.jhr", text, sizeof(text) - 1, &s->rules);
    if (status != JHR_FINDINGS)
        return status == JHR_OK ? JHR_INTERNAL : status;
    status = jhr_diags_write(s->ctx, JHR_FORMAT_TEXT, false, (jhr_writer){keep, &s->out});
    if (status == JHR_OK)
        status = jhr_diags_write(s->ctx, JHR_FORMAT_SARIF, false, (jhr_writer){keep, &s->out});
    return status;
}

typedef jhr_status session_fn(struct work *);

/* Runs a session of which allocation n fails; what it wrote is the caller's to free. */
static jhr_status run(session_fn *session, uint64_t n, const char *proposal, size_t size,
                      struct output *out)
{
    struct work s = {.proposal = proposal, .proposal_size = size};
    jhr_status status = JHR_NOMEM;
    jhr_alloc_fail_at(n);
    s.ctx = jhr_ctx_new();
    if (s.ctx)
        status = session(&s);
    jhr_session_release(s.session);
    jhr_rules_release(s.loaded);
    jhr_rules_release(s.rules);
    jhr_ctx_free(s.ctx);
    free(s.file.p);
    *out = s.out;
    return status;
}

/* How many allocations are left until the one that was told to fail. */
static uint64_t left(void)
{
    for (uint64_t n = 1;; n++) {
        void *p = jhr_malloc(1);
        if (!p)
            return n;
        jhr_free(p);
    }
}

static bool try_all(const char *name, session_fn *session, uint64_t step)
{
    size_t size;
    char *proposal = read_file(PROPOSAL, &size);
    struct output want, got;
    bool good = run(session, PLENTY, proposal, size, &want) == JHR_OK;
    uint64_t total = PLENTY - left(), tried = 0, refused = 0;
    if (!good)
        printf("%s: the session fails with memory enough\n", name);
    for (uint64_t n = 1; n <= total && good; n += step, tried++) {
        jhr_status status = run(session, n, proposal, size, &got);
        bool same = got.n == want.n && (want.n == 0 || memcmp(got.p, want.p, want.n) == 0);
        refused += status == JHR_NOMEM;
        if (status != JHR_NOMEM && (status != JHR_OK || !same)) {
            printf("%s: allocation %llu of %llu failed: status %d, %s output\n", name,
                   (unsigned long long)n, (unsigned long long)total, (int)status,
                   same ? "the same" : "another");
            good = false;
        }
        free(got.p);
    }
    jhr_alloc_fail_at(0);
    free(want.p);
    free(proposal);
    printf("# oom %s: %llu of %llu allocations failed in turn, %llu refused with JHR_NOMEM\n", name,
           (unsigned long long)tried, (unsigned long long)total, (unsigned long long)refused);
    return good;
}

int main(void)
{
    uint64_t step = getenv("FULL") && *getenv("FULL") ? 1 : 7;
    bool good = try_all("good session", good_session, step);
    good &= try_all("receipt", receipt_session, step);
    good &= try_all("proofs", proof_session, step);
    good &= try_all("comparison", comparison_session, step);
    good &= try_all("changes", quality_session, step);
    return try_all("session with faults", bad_session, step) && good ? 0 : 1;
}
