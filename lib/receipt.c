/* Receipts: what a decision rested on, in one small file. docs/bewijsstuk.md describes the form. */
#include "lib/receipt.h"

#include "base/sha256.h"

#include <string.h>

#define REAL JSON_REAL_PRECISION(15) /* a volume has at most so many digits: they come back */

static int add_text(const char *p, size_t n, void *out)
{
    jhr_buf_add(out, p, n);
    return 0;
}

void jhr_json_dump(struct jhr_buf *out, const json_t *tree, size_t flags)
{
    if (json_dump_callback(tree, add_text, out, flags | REAL) != 0)
        out->failed = true;
}

static json_t *hash_text(const uint8_t hash[JHR_SHA256_SIZE])
{
    static const char hex[] = "0123456789abcdef";
    char text[7 + 2 * JHR_SHA256_SIZE] = "sha256:";
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++) {
        text[7 + 2 * i] = hex[hash[i] >> 4];
        text[8 + 2 * i] = hex[hash[i] & 15];
    }
    return json_stringn(text, sizeof text);
}

json_t *jhr_json_hash(const void *p, size_t n)
{
    uint8_t hash[JHR_SHA256_SIZE];
    jhr_sha256(hash, p, n);
    return hash_text(hash);
}

json_t *jhr_program_hash(const struct jhr_program *p)
{
    return hash_text(p->hash);
}

json_t *jhr_receipt_seal(const json_t *root)
{
    struct jhr_buf text = {0};
    json_t *rest = json_copy((json_t *)root), *seal = NULL;
    json_object_del(rest, "controle");
    jhr_json_dump(&text, rest, JSON_COMPACT | JSON_SORT_KEYS);
    if (!text.failed)
        seal = jhr_json_hash(text.p, text.n);
    json_decref(rest);
    jhr_buf_free(&text);
    return seal;
}

json_t *jhr_json_document(const char *json, size_t n)
{
    json_t *root;
    if (n >= 3 && memcmp(json, "\xef\xbb\xbf", 3) == 0) {
        json += 3;
        n -= 3;
    }
    root = json_loadb(json, n, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(root))
        return root;
    json_decref(root);
    return NULL;
}

static bool to_buf(void *self, const char *bytes, size_t n)
{
    struct jhr_buf *b = self;
    jhr_buf_add(b, bytes, n);
    return !b->failed;
}

jhr_status jhr_decide_as(jhr_ctx *ctx, jhr_session *s, jhr_format format, const char *name,
                         const char *json, size_t n, struct jhr_buf *out)
{
    jhr_eval_options kept = s->options;
    jhr_status status;
    s->options.format = format;
    status = jhr_decide_json(ctx, s, name, json, n, (jhr_writer){to_buf, out}, NULL);
    s->options = kept;
    return status == JHR_WRITE ? JHR_NOMEM : status;
}

json_t *jhr_decide_tree(jhr_ctx *ctx, jhr_session *s, const char *name, const char *json, size_t n,
                        jhr_status *status)
{
    struct jhr_buf text = {0};
    json_t *besluit = NULL;
    *status = jhr_decide_as(ctx, s, JHR_FORMAT_JSON, name, json, n, &text);
    if (*status == JHR_OK) {
        besluit = json_loadb(text.p, text.n, 0, NULL);
        if (!besluit)
            *status = JHR_NOMEM;
    }
    jhr_buf_free(&text);
    return besluit;
}

json_t *jhr_essence(const json_t *besluit)
{
    static const char *const keys[] = {"besluit", "gronden", "gronden_samen"};
    json_t *e = json_object();
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (json_object_get(besluit, keys[i]))
            json_object_set(e, keys[i], json_object_get(besluit, keys[i]));
    json_object_set(e, "hash", json_object_get(json_object_get(besluit, "regeling"), "hash"));
    return e;
}

/* ---- writing ---- */

static json_t *rules_of(const json_t *besluit, const char *path)
{
    json_t *o = json_object();
    json_object_set_new(o, "pad", json_string(path));
    json_object_update(o, json_object_get(besluit, "regeling"));
    return o;
}

static json_t *input_of(const char *json, size_t n)
{
    json_t *o = json_object();
    json_object_set_new(o, "bytes", json_integer((json_int_t)n));
    json_object_set_new(o, "hash", jhr_json_hash(json, n));
    return o;
}

static json_t *output_of(const jhr_session *s, const struct jhr_buf *text)
{
    json_t *o = json_object();
    const char *form = s->options.format == JHR_FORMAT_JSON    ? "json"
                       : s->options.format == JHR_FORMAT_PLAIN ? "plain"
                                                               : "text";
    json_object_set_new(o, "vorm", json_string(form));
    json_object_set_new(o, "taal", json_string(s->options.language == JHR_LANG_EN ? "en" : "nl"));
    json_object_set_new(o, "hash", jhr_json_hash(text->p, text->n));
    return o;
}

static json_t *assemble(const jhr_session *s, const char *path, const char *json, size_t n,
                        const struct jhr_buf *text, const json_t *besluit)
{
    static const char *const kept[] = {"peildatum", "standen", "besluit", "gronden",
                                       "gronden_samen"};
    json_t *root = json_object();
    json_object_set_new(root, "bewijsstuk", json_integer(JHR_RECEIPT_VERSION));
    json_object_set_new(root, "jhr", json_string(JHR_VERSION));
    json_object_set_new(root, "regeling", rules_of(besluit, path));
    json_object_set_new(root, "invoer", input_of(json, n));
    json_object_set_new(root, "uitvoer", output_of(s, text));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (json_object_get(besluit, kept[i]))
            json_object_set(root, kept[i], json_object_get(besluit, kept[i]));
    return root;
}

jhr_status jhr_receipt_write(jhr_ctx *ctx, jhr_session *session, const char *rules,
                             const char *name, const char *json, size_t n, jhr_writer out)
{
    struct jhr_buf text = {0}, bytes = {0};
    json_t *besluit = NULL, *document = NULL, *root = NULL, *least = NULL;
    uint32_t left_out = 0;
    jhr_status status;

    if (!ctx || !session || !rules || !name || !json || !out.write)
        return JHR_MISUSE;
    status = jhr_decide_as(ctx, session, session->options.format, name, json, n, &text);
    if (status == JHR_OK)
        besluit = jhr_decide_tree(ctx, session, name, json, n, &status);
    if (status == JHR_OK && !(document = jhr_json_document(json, n)))
        status = JHR_NOMEM;
    if (status == JHR_OK)
        least = jhr_minimal(ctx, session, document, besluit, &left_out, &status);
    if (status == JHR_OK) {
        root = assemble(session, rules, json, n, &text, besluit);
        json_object_set_new(root, "minimaal", least);
        json_object_set_new(root, "lopend_weggelaten", json_integer(left_out));
        if (json_object_set_new(root, "controle", jhr_receipt_seal(root)) != 0)
            status = JHR_NOMEM;
        jhr_json_dump(&bytes, root, JSON_INDENT(2));
        jhr_buf_char(&bytes, '\n');
    }
    if (status == JHR_OK && !jhr_ctx_reset(ctx)) /* findings of what was tried are nobody's */
        status = JHR_NOMEM;
    json_decref(root);
    json_decref(document);
    json_decref(besluit);
    jhr_buf_free(&text);
    if (status == JHR_OK)
        return jhr_send(&bytes, out, status);
    jhr_buf_free(&bytes);
    return status;
}
