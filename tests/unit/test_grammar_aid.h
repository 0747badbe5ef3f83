/* One text, parsed: what the tests of the grammar share. */
#ifndef JHR_TESTS_GRAMMAR_AID_H
#define JHR_TESTS_GRAMMAR_AID_H

#include "grammar/parse.h"

/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct parsed {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    uint32_t file;
    struct jhr_parsed tree;
};

static inline void parse_str(struct parsed *t, struct jhr_str text)
{
    memset(t, 0, sizeof(*t));
    jhr_arena_init(&t->arena, 0);
    t->sources.arena = &t->arena;
    t->diags.arena = &t->arena;
    t->diags.sources = &t->sources;
    t->file = jhr_source_add(&t->sources, JHR_STR("test.jhr"), text);
    t->tree = jhr_parse(&t->arena, &t->diags, t->file);
    jhr_diag_sort(&t->diags);
}

static inline void parse_z(struct parsed *t, const char *text)
{
    parse_str(t, jhr_str_of(text));
}

static inline void parsed_free(struct parsed *t)
{
    jhr_arena_free(&t->arena);
}

static inline unsigned found(const struct parsed *t, unsigned code)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < t->diags.list.n; i++)
        n += jhr_diag_rows[t->diags.list.v[i]->id].code == code;
    return n;
}

/* What was found, for a test that expected something else. */
static inline void print_found(const struct parsed *t)
{
    struct jhr_buf out = {0};
    jhr_diag_write(&out, &t->diags, (struct jhr_diag_style){JHR_DF_PLAIN, JHR_NL, false});
    print_message("%.*s", (int)out.n, out.p == NULL ? "" : out.p);
    jhr_buf_free(&out);
}

/* Each token starts where the last one ended; together they are the file. */
static inline void assert_lossless(const struct parsed *t)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < t->tree.tokens.n; i++) {
        assert_int_equal(t->tree.tokens.v[i].lo, at);
        assert_true(t->tree.tokens.v[i].hi > at);
        at = t->tree.tokens.v[i].hi;
    }
    assert_int_equal(at, t->sources.files.v[t->file]->text.n);
}

/* Spans lie in the file, children within their parents, and no deeper than the limit allows. */
static inline void assert_sound(const struct parsed *t, const struct jhr_node *node, unsigned depth)
{
    assert_true(depth < 8 * JHR_MAX_NESTING);
    assert_true(node->span.lo <= node->span.hi);
    assert_true(node->span.hi <= t->sources.files.v[t->file]->text.n);
    for (const struct jhr_node *c = node->child; c != NULL; c = c->next) {
        assert_true(c->span.lo >= node->span.lo && c->span.hi <= node->span.hi);
        assert_true(c->next != NULL || c == node->last);
        assert_sound(t, c, depth + 1);
    }
}

#endif
