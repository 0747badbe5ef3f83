/* What the tests of documents/ share: a small regeling, compiled, and reading and deciding with it.
 * JSON is written with single quotes; they become double ones. */
#ifndef TEST_DOCUMENTS_H
#define TEST_DOCUMENTS_H

#include "documents/read.h"
#include "documents/write.h"
#include "tests/unit/test_documents_rules.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

struct fixture {
    struct jhr_arena arena, scratch; /* of the program; of one document */
    struct jhr_sources sources;
    struct jhr_diags ds;
    struct jhr_buf bytes;
    struct jhr_program *program;
    struct jhr_decider decider;
    struct jhr_case c;
    char text[1 << 16];
};
static struct fixture fx;

static void show_findings(void)
{
    struct jhr_buf b = {0};
    jhr_diag_write(&b, &fx.ds, (struct jhr_diag_style){JHR_DF_TEXT, JHR_NL, false});
    fprintf(stderr, "%s\n", b.p ? b.p : "");
    jhr_buf_free(&b);
}

static int setup(void **state)
{
    (void)state;
    jhr_arena_init(&fx.arena, 0);
    jhr_arena_init(&fx.scratch, 0);
    fx.sources.arena = &fx.arena;
    fx.ds = (struct jhr_diags){.arena = &fx.arena, .sources = &fx.sources};
    if (!compile_test_rules(&fx.arena, &fx.ds, &fx.sources, &fx.bytes, &fx.program)) {
        show_findings();
        return 1;
    }
    return jhr_decider_init(&fx.decider, fx.program) ? 0 : 1;
}

static int teardown(void **state)
{
    (void)state;
    jhr_decider_free(&fx.decider);
    jhr_program_free(fx.program);
    jhr_buf_free(&fx.bytes);
    jhr_arena_free(&fx.scratch);
    jhr_arena_free(&fx.arena);
    return 0;
}

/* Reads bytes as they are; the sources and findings of the document before are forgotten. */
static bool read_bytes(const char *bytes, size_t n, const struct jhr_read_options *options)
{
    struct jhr_str text = {bytes, (uint32_t)n};
    jhr_arena_reset(&fx.scratch);
    fx.sources = (struct jhr_sources){.arena = &fx.scratch};
    fx.ds = (struct jhr_diags){.arena = &fx.scratch, .sources = &fx.sources};
    uint32_t file = jhr_source_add(&fx.sources, JHR_STR("voorstel.json"), text);
    return jhr_read_voorstel(&fx.scratch, &fx.ds, fx.program, text, file, options, &fx.c);
}

static const char *quoted(const char *json)
{
    size_t n = strlen(json);
    assert_true(n < sizeof fx.text);
    for (size_t i = 0; i <= n; i++)
        fx.text[i] = json[i] == '\'' ? '"' : json[i];
    return fx.text;
}

static inline bool read_with(const char *json, int32_t peildatum, bool voorgesteld)
{
    struct jhr_read_options options = {peildatum, voorgesteld};
    const char *text = quoted(json);
    return read_bytes(text, strlen(text), &options);
}

static inline bool read_json(const char *json)
{
    return read_with(json, 0, false);
}

static inline void assert_text(struct jhr_str got, const char *want)
{
    if (!jhr_str_eq(got, jhr_str_of(want)))
        fail_msg("got \"%.*s\", want \"%s\"", (int)got.n, got.p, want);
}

/* A proposal with these facts, these members of `voorstel` after the usual ones, and these at the
 * top. */
#define DOC(feiten, voorstel, rest)                                                                \
    "{'peildatum':'2027-03-01','feiten':{'gemeente':'0503'" feiten "},'voorstel':{'product':"      \
    "'54001','aanbieder':'A17','van':'2027-03-01','tot_en_met':'2027-11-30'" voorstel "}" rest "}"

#endif
