/* One text (or a few files), resolved: what the tests of the resolver share. */
#ifndef JHR_TESTS_RESOLVE_AID_H
#define JHR_TESTS_RESOLVE_AID_H

#include "compiler/model.h"

/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Files that `gebruik` finds: path and text, ended by a NULL path. */
struct aid_file {
    const char *path, *text;
};

struct resolved {
    struct jhr_arena arena;
    struct jhr_sources sources;
    struct jhr_diags diags;
    struct jhr_model *m; /* NULL when memory ended */
};

static inline bool aid_load(void *self, struct jhr_str from, struct jhr_str path,
                            struct jhr_str *full_path, struct jhr_str *text, struct jhr_str *error)
{
    (void)from;
    for (const struct aid_file *f = self; f != NULL && f->path != NULL; f++) {
        if (!jhr_str_eq(path, jhr_str_of(f->path)))
            continue;
        *full_path = jhr_str_of(f->path);
        *text = jhr_str_of(f->text);
        return true;
    }
    *error = JHR_STR("het bestaat niet");
    return false;
}

static inline void resolve_files(struct resolved *t, const char *text, const struct aid_file *files)
{
    *t = (struct resolved){.m = NULL};
    jhr_arena_init(&t->arena, 0);
    t->sources.arena = &t->arena;
    t->diags = (struct jhr_diags){.arena = &t->arena, .sources = &t->sources};
    uint32_t file = jhr_source_add(&t->sources, JHR_STR("test.jhr"), jhr_str_of(text));
    struct jhr_loader loader = {aid_load, (void *)(uintptr_t)files};
    if (file != JHR_NO_FILE)
        t->m = jhr_resolve(&t->arena, &t->diags, &t->sources, loader, file);
    jhr_diag_sort(&t->diags);
}

static inline void resolve_z(struct resolved *t, const char *text)
{
    resolve_files(t, text, NULL);
}

static inline void resolved_free(struct resolved *t)
{
    jhr_arena_free(&t->arena);
}

static inline const struct jhr_diag *finding(const struct resolved *t, unsigned code)
{
    for (uint32_t i = 0; i < t->diags.list.n; i++) {
        if (jhr_diag_rows[t->diags.list.v[i]->id].code == code)
            return t->diags.list.v[i];
    }
    return NULL;
}

static inline void print_found(const struct resolved *t, const char *text)
{
    struct jhr_buf out = {.p = NULL};
    jhr_diag_write(&out, &t->diags, (struct jhr_diag_style){JHR_DF_COMPACT, JHR_NL, false});
    print_message("%s\n%.*s\n", text, (int)out.n, out.n > 0 ? out.p : "");
    jhr_buf_free(&out);
}

/* Resolves a text that must be without any finding. */
static inline void resolve_clean(struct resolved *t, const char *text)
{
    resolve_z(t, text);
    if (t->diags.list.n != 0)
        print_found(t, text);
    assert_int_equal(t->diags.list.n, 0);
    assert_non_null(t->m);
}

static inline void assert_str(struct jhr_str s, const char *z)
{
    if (!jhr_str_eq(s, jhr_str_of(z)))
        fail_msg("\"%.*s\" is not \"%s\"", (int)s.n, s.p, z);
}

#endif
