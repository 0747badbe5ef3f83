#include "grammar/tokens.h"

#include <string.h>

#define BOM "\xef\xbb\xbf"

/* The array while it grows; its final place is the arena. */
struct growing {
    struct jhr_token *v;
    uint32_t n, cap;
};

static struct jhr_token *grow(struct growing *g)
{
    if (g->n == g->cap) {
        uint32_t cap = g->cap < 256 ? 256 : g->cap + g->cap / 2;
        struct jhr_token *more = jhr_realloc(g->v, (size_t)cap * sizeof(*more));
        if (more == NULL)
            return NULL;
        g->v = more;
        g->cap = cap;
    }
    return &g->v[g->n++];
}

static bool add(struct growing *g, uint32_t lo, uint32_t hi, int kind)
{
    if (kind == JHR_TRIVIA_JUNK && g->n > 0 && g->v[g->n - 1].kind == kind) {
        g->v[g->n - 1].hi = hi;
        return true;
    }
    struct jhr_token *t = grow(g);
    if (t == NULL)
        return false;
    *t = (struct jhr_token){lo, hi, (uint16_t)kind, kind < JHR_TRIVIA_COUNT};
    return true;
}

static bool scan(struct growing *g, struct jhr_lexer *lx, struct jhr_diags *ds, uint32_t file)
{
    for (int kind; (kind = jhr_lexer_next(lx)) != 0;) {
        bool again = kind == JHR_TRIVIA_JUNK && g->n > 0 && g->v[g->n - 1].kind == kind;
        if (!again)
            jhr_notation_check(ds, file, lx, kind);
        if (!add(g, lx->lo, lx->hi, kind))
            return false;
    }
    return true;
}

/* A file over the limit is one token that means nothing. */
static bool whole_file(struct growing *g, struct jhr_diags *ds, uint32_t file, struct jhr_str text)
{
    struct jhr_buf mb = {0};
    jhr_buf_int(&mb, JHR_MAX_FILE_BYTES >> 20);
    jhr_diag_add1(ds, JHR_D_TEXT_FILE_TOO_BIG, (struct jhr_span){file, 0, 0}, jhr_buf_get(&mb));
    jhr_buf_free(&mb);
    return add(g, 0, text.n, JHR_TRIVIA_JUNK);
}

static bool scan_copy(struct growing *g, struct jhr_diags *ds, uint32_t file, struct jhr_str text)
{
    struct jhr_lexer lx = {.text = text.p, .n = text.n};
    bool ok = true;
    if (text.n >= 3 && memcmp(text.p, BOM, 3) == 0) {
        lx.hi = 3;
        ok = add(g, 0, 3, JHR_TRIVIA_BOM);
    }
    lx.bytes = ok ? jhr_malloc((size_t)text.n + 2) : NULL;
    if (lx.bytes == NULL)
        return false;
    if (text.n > 0)
        memcpy(lx.bytes, text.p, text.n);
    memset(lx.bytes + text.n, 0, 2);
    jhr_notation_check_file(ds, file, text);
    jhr_lexer_start(&lx);
    ok = scan(g, &lx, ds, file);
    jhr_free(lx.bytes);
    return ok;
}

struct jhr_tokens jhr_lex(struct jhr_arena *a, struct jhr_diags *ds, uint32_t file)
{
    struct growing g = {0};
    struct jhr_str text = ds->sources->files.v[file]->text;
    struct jhr_tokens tokens = {NULL, 0};
    bool ok = text.n > JHR_MAX_FILE_BYTES ? whole_file(&g, ds, file, text)
                                          : scan_copy(&g, ds, file, text);
    /* One more than needed: an allocation of the arena's poison size or less never fails. */
    size_t size = ((size_t)g.n + 1) * sizeof(*tokens.v);
    bool before = a->out_of_memory;
    a->out_of_memory = false;
    tokens.v = ok ? jhr_arena_alloc(a, size) : NULL;
    if (tokens.v != NULL && !a->out_of_memory) {
        tokens.n = g.n;
        if (g.n > 0)
            memcpy(tokens.v, g.v, (size_t)g.n * sizeof(*tokens.v));
        a->out_of_memory = before;
    } else {
        a->out_of_memory = true;
    }
    jhr_free(g.v);
    return tokens;
}

static const char *kind_name(const struct jhr_token *t)
{
    static const char *const trivia[JHR_TRIVIA_COUNT] = {
        [JHR_TRIVIA_NONE] = "-",
        [JHR_TRIVIA_BLANK] = "blank",
        [JHR_TRIVIA_NEWLINE] = "newline",
        [JHR_TRIVIA_COMMENT] = "comment",
        [JHR_TRIVIA_BOM] = "bom",
        [JHR_TRIVIA_JUNK] = "junk",
        [JHR_TRIVIA_SEMICOLON] = "semicolon",
    };
    return t->trivia ? trivia[t->kind] : jhr_yy_name(t->kind);
}

void jhr_tokens_dump(struct jhr_buf *out, const struct jhr_sources *s, uint32_t file,
                     struct jhr_tokens tokens)
{
    for (uint32_t i = 0; i < tokens.n; i++) {
        const struct jhr_token *t = &tokens.v[i];
        struct jhr_place at = jhr_source_place(s, file, t->lo);
        jhr_buf_fmt(out, "%u:%u %s ", (unsigned)at.line, (unsigned)at.column, kind_name(t));
        jhr_buf_json(out, jhr_source_text(s, (struct jhr_span){file, t->lo, t->hi}));
        jhr_buf_char(out, '\n');
    }
}
