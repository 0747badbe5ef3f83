/* Reading a receipt: strict, and nothing in it is believed before its seal is checked. */
#include "lib/receipt.h"

#include "documents/read.h"

#include <string.h>

enum kind { NUMBER, TEXT, TEXT_OR_NULL, DAY, HASH, TEXTS, OBJECT };

struct member {
    const char *in, *name; /* in "": at the top */
    enum kind kind;
    bool optional;
};
static const struct member members[] = {
    {"", "bewijsstuk", NUMBER, false}, {"", "jhr", TEXT, false},
    {"", "regeling", OBJECT, false},   {"", "invoer", OBJECT, false},
    {"", "uitvoer", OBJECT, false},    {"", "peildatum", DAY, false},
    {"", "standen", TEXTS, false},     {"", "besluit", TEXT, false},
    {"", "gronden", TEXTS, false},     {"", "gronden_samen", TEXTS, true},
    {"", "minimaal", OBJECT, false},   {"", "lopend_weggelaten", NUMBER, false},
    {"", "controle", HASH, false},     {"regeling", "pad", TEXT, false},
    {"regeling", "naam", TEXT, false}, {"regeling", "versie", TEXT_OR_NULL, false},
    {"regeling", "hash", HASH, false}, {"invoer", "bytes", NUMBER, false},
    {"invoer", "hash", HASH, false},   {"uitvoer", "vorm", TEXT, false},
    {"uitvoer", "taal", TEXT, false},  {"uitvoer", "hash", HASH, false},
};
#define MEMBERS_N (sizeof members / sizeof *members)

static bool fail(jhr_ctx *ctx, enum jhr_diag_id id, const char *in, const char *name)
{
    struct jhr_diag *d = jhr_diag_add1(&ctx->ws->diags, id, JHR_NO_SPAN, jhr_str_of(name));
    struct jhr_buf pointer = {.max = 512};
    if (*in)
        jhr_buf_fmt(&pointer, "/%s", in);
    if (*name) {
        jhr_buf_char(&pointer, '/');
        jhr_buf_shown(&pointer, jhr_str_of(name));
    }
    if (d != &ctx->ws->diags.scratch && !pointer.failed)
        d->pointer = jhr_arena_str(&ctx->ws->arena, jhr_buf_get(&pointer));
    jhr_buf_free(&pointer);
    return false;
}

/* ---- one member ---- */

static bool is_text(const json_t *v)
{
    return json_is_string(v) && json_string_length(v) == strlen(json_string_value(v)) &&
           json_string_length(v) < UINT32_MAX;
}

static bool is_day(const json_t *v)
{
    int32_t ymd;
    return is_text(v) && jhr_ymd_parse_iso(jhr_str_of(json_string_value(v)), &ymd);
}

static bool is_hash(const json_t *v)
{
    const char *s = json_string_value(v);
    return is_text(v) && strncmp(s, "sha256:", 7) == 0 && strlen(s) == 7 + 64 &&
           strspn(s + 7, "0123456789abcdef") == 64;
}

static bool is_texts(const json_t *v)
{
    const json_t *one;
    size_t i;
    json_array_foreach(v, i, one)
    {
        if (!is_text(one))
            return false;
    }
    return json_is_array(v);
}

static bool is_kind(const json_t *v, enum kind kind)
{
    switch (kind) {
    case NUMBER:
        return json_is_integer(v) && json_integer_value(v) >= 0;
    case TEXT:
        return is_text(v);
    case TEXT_OR_NULL:
        return json_is_null(v) || is_text(v);
    case DAY:
        return is_day(v);
    case HASH:
        return is_hash(v);
    case TEXTS:
        return is_texts(v);
    case OBJECT:
        return json_is_object(v);
    }
    return false;
}

static bool is_one_of(const json_t *v, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(json_string_value(v), words[i]) == 0)
            return true;
    return false;
}

/* ---- all of them ---- */

static const json_t *object_in(const json_t *root, const char *in)
{
    return *in ? json_object_get(root, in) : root;
}

static bool check_members(jhr_ctx *ctx, const json_t *root)
{
    for (size_t i = 0; i < MEMBERS_N; i++) {
        const struct member *m = &members[i];
        const json_t *v = json_object_get(object_in(root, m->in), m->name);
        if (!(v || m->optional) || (v && !is_kind(v, m->kind)))
            return fail(ctx, JHR_D_RECEIPT_VALUE, m->in, m->name);
    }
    return true;
}

static bool only_members(jhr_ctx *ctx, const json_t *root, const char *in)
{
    const char *key;
    json_t *v;
    json_object_foreach((json_t *)object_in(root, in), key, v)
    {
        bool known = false;
        for (size_t i = 0; i < MEMBERS_N && !known; i++)
            known = strcmp(members[i].in, in) == 0 && strcmp(members[i].name, key) == 0;
        if (!known)
            return fail(ctx, JHR_D_RECEIPT_KEY, in, key);
    }
    return true;
}

static bool check_words(jhr_ctx *ctx, const json_t *root)
{
    static const char *const besluiten[] = {"toelaatbaar", "niet toelaatbaar", "onbepaald",
                                            "strijdig", "buiten regeling"};
    static const char *const forms[] = {"text", "plain", "json"};
    static const char *const languages[] = {"nl", "en"};
    static const char *const standen[] = {"vastgesteld", "voorgesteld"};
    const json_t *out = json_object_get(root, "uitvoer");
    const json_t *list = json_object_get(root, "standen");
    bool right = json_array_size(list) == 1 || json_array_size(list) == 2;
    for (size_t i = 0; right && i < json_array_size(list); i++)
        right = is_one_of(json_array_get(list, i), &standen[i], 1);
    if (!right)
        return fail(ctx, JHR_D_RECEIPT_VALUE, "", "standen");
    if (!is_one_of(json_object_get(root, "besluit"), besluiten, 5))
        return fail(ctx, JHR_D_RECEIPT_VALUE, "", "besluit");
    if (!is_one_of(json_object_get(out, "vorm"), forms, 3))
        return fail(ctx, JHR_D_RECEIPT_VALUE, "uitvoer", "vorm");
    if (!is_one_of(json_object_get(out, "taal"), languages, 2))
        return fail(ctx, JHR_D_RECEIPT_VALUE, "uitvoer", "taal");
    return true;
}

static bool check(jhr_ctx *ctx, const json_t *root)
{
    const json_t *version = json_object_get(root, "bewijsstuk");
    json_t *seal;
    bool right;
    if (json_is_integer(version) && json_integer_value(version) > JHR_RECEIPT_VERSION)
        return fail(ctx, JHR_D_RECEIPT_VERSION, "", "bewijsstuk");
    if (json_is_integer(version) && json_integer_value(version) != JHR_RECEIPT_VERSION)
        return fail(ctx, JHR_D_RECEIPT_VALUE, "", "bewijsstuk");
    if (!only_members(ctx, root, "") || !check_members(ctx, root) ||
        !only_members(ctx, root, "regeling") || !only_members(ctx, root, "invoer") ||
        !only_members(ctx, root, "uitvoer") || !check_words(ctx, root))
        return false;
    seal = jhr_receipt_seal(root);
    right = json_equal(seal, json_object_get(root, "controle")) != 0;
    json_decref(seal);
    return right || fail(ctx, JHR_D_RECEIPT_SEAL, "", "controle");
}

jhr_status jhr_receipt_read(jhr_ctx *ctx, const char *name, const char *json, size_t n,
                            jhr_receipt **out)
{
    struct jhr_str text = {json, n > UINT32_MAX ? UINT32_MAX : (uint32_t)n};
    json_t *root = NULL;
    if (!ctx || !name || !json || !out)
        return JHR_MISUSE;
    *out = NULL;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_source_add(&ctx->ws->sources, jhr_str_of(name), text);
    if (n <= JHR_MAX_DOCUMENT)
        root = json_loadb(json, n, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(root)) {
        fail(ctx, JHR_D_RECEIPT_DAMAGED, "", "");
    } else if (check(ctx, root)) {
        *out = jhr_malloc(sizeof **out);
        if (*out) {
            (*out)->root = root;
            return jhr_ctx_done(ctx, JHR_OK);
        }
    }
    json_decref(root);
    return jhr_ctx_done(ctx, JHR_INPUT);
}

void jhr_receipt_free(jhr_receipt *receipt)
{
    if (!receipt)
        return;
    json_decref(receipt->root);
    jhr_free(receipt);
}

const char *jhr_receipt_rules(const jhr_receipt *r)
{
    return json_string_value(json_object_get(json_object_get(r->root, "regeling"), "pad"));
}

void jhr_receipt_options(const jhr_receipt *r, jhr_eval_options *options)
{
    const json_t *out = json_object_get(r->root, "uitvoer");
    const char *form = json_string_value(json_object_get(out, "vorm"));
    *options = (jhr_eval_options){.size = sizeof *options};
    options->peildatum = json_string_value(json_object_get(r->root, "peildatum"));
    options->voorgesteld = json_array_size(json_object_get(r->root, "standen")) == 2;
    options->format = strcmp(form, "json") == 0    ? JHR_FORMAT_JSON
                      : strcmp(form, "plain") == 0 ? JHR_FORMAT_PLAIN
                                                   : JHR_FORMAT_TEXT;
    options->language = strcmp(json_string_value(json_object_get(out, "taal")), "en") == 0
                            ? JHR_LANG_EN
                            : JHR_LANG_NL;
}
