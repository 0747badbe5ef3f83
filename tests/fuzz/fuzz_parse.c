/* Any bytes as a rule file: the tokens are the file, the tree is sound, messages can be drawn. */
#include "grammar/parse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void check_tokens(struct jhr_tokens tokens, uint32_t size)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < tokens.n; i++) {
        must(tokens.v[i].lo == at && tokens.v[i].hi > at);
        at = tokens.v[i].hi;
    }
    must(at == size);
}

static void check_node(const struct jhr_node *node, uint32_t size, unsigned depth)
{
    must(depth < 8 * JHR_MAX_NESTING && node->span.lo <= node->span.hi && node->span.hi <= size);
    for (const struct jhr_node *c = node->child; c != NULL; c = c->next) {
        must(c->span.lo >= node->span.lo && c->span.hi <= node->span.hi);
        check_node(c, size, depth + 1);
    }
}

/* What was not read is never passed over in silence. */
static bool has_error(const struct jhr_node *node)
{
    bool found = node->kind == JHR_N_ERROR || (node->flags & JHR_NF_BAD) != 0;
    for (const struct jhr_node *c = node->child; c != NULL && !found; c = c->next)
        found = has_error(c);
    return found;
}

static void draw(struct jhr_diags *ds, const struct jhr_parsed *parsed, enum jhr_lang lang)
{
    struct jhr_buf out = {0};
    jhr_tokens_dump(&out, ds->sources, 0, parsed->tokens);
    jhr_node_dump(&out, parsed->file);
    jhr_diag_write(&out, ds, (struct jhr_diag_style){JHR_DF_TEXT, lang, true});
    jhr_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jhr_arena arena;
    jhr_arena_init(&arena, 0);
    struct jhr_sources sources = {.arena = &arena};
    struct jhr_diags ds = {.arena = &arena, .sources = &sources};
    struct jhr_str text = {(const char *)data, (uint32_t)size};
    uint32_t file = jhr_source_add(&sources, JHR_STR("fuzz.jhr"), text);
    struct jhr_parsed parsed = jhr_parse(&arena, &ds, file);
    must(!arena.out_of_memory);
    check_tokens(parsed.tokens, text.n);
    check_node(parsed.file, text.n, 0);
    must(ds.count[JHR_ERROR] > 0 || !has_error(parsed.file));
    jhr_diag_sort(&ds);
    if (size < 4096)
        draw(&ds, &parsed, size % 2 == 0 ? JHR_NL : JHR_EN);
    jhr_arena_free(&arena);
    return 0;
}
