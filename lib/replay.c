/* The same decision again, from a receipt; and what differs when it is not the same. */
#include "lib/receipt.h"

#include <string.h>

struct replay {
    jhr_ctx *ctx;
    jhr_session *session;
    const json_t *then; /* the receipt */
    const char *name, *json;
    size_t n;
    struct jhr_buf text; /* the besluit in the receipt's format */
    json_t *now;         /* as JSON; NULL: these rules cannot decide the facts of the receipt */
    json_t *differences; /* of {"wat", "toen", "nu"} */
};

static void differ(struct replay *r, const char *what, json_t *then, json_t *now)
{
    json_t *o = json_object();
    json_object_set_new(o, "wat", json_string(what));
    json_object_set(o, "toen", then ? then : json_null());
    json_object_set_new(o, "nu", now ? now : json_null());
    json_array_append_new(r->differences, o);
}

static void compare(struct replay *r, const char *what, json_t *then, json_t *now)
{
    if ((then || now) && !json_equal(then, now))
        differ(r, what, then, json_incref(now));
}

/* ---- deciding again ---- */

/* A proposal with another peildatum than the receipt's is decided on its own. */
static jhr_status decide(struct replay *r, jhr_format format, struct jhr_buf *text)
{
    jhr_status status = jhr_decide_as(r->ctx, r->session, format, r->name, r->json, r->n, text);
    int32_t kept = r->session->peildatum;
    if (status == JHR_MISUSE && kept != 0) {
        r->session->peildatum = 0;
        status = jhr_decide_as(r->ctx, r->session, format, r->name, r->json, r->n, text);
        r->session->peildatum = kept;
    }
    return status;
}

static jhr_status decide_input(struct replay *r, jhr_format format)
{
    struct jhr_buf text = {0};
    jhr_status status = decide(r, format, &r->text);
    if (status == JHR_OK)
        status = decide(r, JHR_FORMAT_JSON, &text);
    if (status == JHR_OK && !(r->now = json_loadb(text.p, text.n, 0, NULL)))
        status = JHR_NOMEM;
    jhr_buf_free(&text);
    return status;
}

/* Are the rules of the receipt among those of the session? */
static bool has_rules(const struct replay *r)
{
    const json_t *want = json_object_get(json_object_get(r->then, "regeling"), "hash");
    bool found = false;
    for (uint32_t i = 0; i < r->session->engines_n && !found; i++) {
        json_t *hash = jhr_program_hash(r->session->engines[i].rules->program);
        found = json_equal(hash, want) != 0;
        json_decref(hash);
    }
    return found;
}

/* Why other rules could not read the facts of the receipt: the first finding. */
static json_t *why_not(const struct replay *r)
{
    const struct jhr_diags *ds = &r->ctx->ws->diags;
    struct jhr_buf b = {0};
    json_t *text;
    jhr_buf_z(&b, r->ctx->lang == JHR_EN ? "cannot be decided: " : "niet te beslissen: ");
    if (ds->list.n > 0)
        jhr_diag_sentence(&b, ds->list.v[0], r->ctx->lang);
    text = json_stringn(b.p, b.n);
    jhr_buf_free(&b);
    return text;
}

static jhr_status decide_least(struct replay *r)
{
    struct jhr_buf text = {0};
    jhr_status status = JHR_NOMEM;
    jhr_json_dump(&text, json_object_get(r->then, "minimaal"), JSON_COMPACT);
    if (!text.failed)
        r->now = jhr_decide_tree(r->ctx, r->session, r->name, text.p, text.n, &status);
    jhr_buf_free(&text);
    if ((status != JHR_INPUT && status != JHR_MISUSE) || has_rules(r))
        return status == JHR_MISUSE ? JHR_INPUT : status;
    return JHR_OK; /* other rules may well not know its facts: that is a difference */
}

/* ---- comparing ---- */

static void compare_rules(struct replay *r)
{
    static const char *const keys[] = {"naam", "versie", "hash"};
    static const char *const what[] = {"regeling.naam", "regeling.versie", "regeling.hash"};
    const json_t *then = json_object_get(r->then, "regeling");
    const json_t *now = json_object_get(r->now, "regeling");
    for (size_t i = 0; i < 3 && r->now; i++)
        compare(r, what[i], json_object_get(then, keys[i]), json_object_get(now, keys[i]));
    if (!r->now)
        differ(r, "regeling.hash", json_object_get(then, "hash"),
               jhr_program_hash(r->session->engines[0].rules->program));
}

static void compare_input(struct replay *r)
{
    const json_t *then = json_object_get(r->then, "invoer");
    json_t *bytes = json_integer((json_int_t)r->n), *hash = jhr_json_hash(r->json, r->n);
    compare(r, "invoer.bytes", json_object_get(then, "bytes"), bytes);
    compare(r, "invoer.hash", json_object_get(then, "hash"), hash);
    json_decref(bytes);
    json_decref(hash);
}

static bool same_bytes(const struct replay *r)
{
    json_t *hash = jhr_json_hash(r->text.p, r->text.n);
    const json_t *out = json_object_get(r->then, "uitvoer");
    bool same = json_equal(hash, json_object_get(out, "hash")) != 0;
    json_decref(hash);
    return same;
}

static void compare_all(struct replay *r)
{
    static const char *const keys[] = {"peildatum", "standen", "besluit", "gronden",
                                       "gronden_samen"};
    json_t *version = json_string(JHR_VERSION);
    compare(r, "jhr", json_object_get(r->then, "jhr"), version);
    json_decref(version);
    compare_rules(r);
    if (r->json)
        compare_input(r);
    for (size_t i = 0; i < sizeof keys / sizeof *keys && r->now; i++)
        compare(r, keys[i], json_object_get(r->then, keys[i]), json_object_get(r->now, keys[i]));
    if (!r->now)
        differ(r, "besluit", json_object_get(r->then, "besluit"), why_not(r));
    if (r->json && !same_bytes(r) && json_array_size(r->differences) == 0) {
        const json_t *out = json_object_get(r->then, "uitvoer");
        differ(r, "uitvoer.hash", json_object_get(out, "hash"),
               jhr_json_hash(r->text.p, r->text.n));
    }
}

/* ---- the report ---- */

static void write_value(struct jhr_buf *b, const json_t *v, bool english)
{
    const json_t *one;
    size_t i;
    json_array_foreach(v, i, one)
    {
        jhr_buf_z(b, i > 0 ? ", " : "");
        jhr_buf_shown(b, jhr_str_of(json_string_value(one)));
    }
    if (json_is_string(v))
        jhr_buf_shown(b, jhr_str_of(json_string_value(v)));
    else if (json_is_integer(v))
        jhr_buf_int(b, json_integer_value(v));
    else if (!json_is_array(v) || json_array_size(v) == 0)
        jhr_buf_z(b, english ? "none" : "geen");
}

static void write_text(struct jhr_buf *b, const struct replay *r, bool english)
{
    const json_t *d;
    size_t i;
    bool same = json_array_size(r->differences) == 0;
    if (same)
        jhr_buf_z(b, english ? "Repeated: the same decision.\n" : "Herhaald: hetzelfde besluit.\n");
    else
        jhr_buf_z(b, english ? "Repeated: this differs.\n" : "Herhaald: dit verschilt.\n");
    json_array_foreach(r->differences, i, d)
    {
        jhr_buf_fmt(b, "  %s: ", json_string_value(json_object_get(d, "wat")));
        jhr_buf_z(b, english ? "then " : "toen ");
        write_value(b, json_object_get(d, "toen"), english);
        jhr_buf_z(b, english ? "; now " : "; nu ");
        write_value(b, json_object_get(d, "nu"), english);
        jhr_buf_char(b, '\n');
    }
    if (!same)
        return;
    jhr_buf_z(b, english ? "Decision: " : "Besluit: ");
    write_value(b, json_object_get(r->then, "besluit"), english);
    jhr_buf_z(b, english ? "\nGrounds: " : "\nGronden: ");
    write_value(b, json_object_get(r->then, "gronden"), english);
    jhr_buf_char(b, '\n');
}

static void write_json(struct jhr_buf *b, const struct replay *r)
{
    json_t *o = json_object();
    json_object_set_new(o, "gelijk", json_boolean(json_array_size(r->differences) == 0));
    json_object_set(o, "besluit", json_object_get(r->then, "besluit"));
    json_object_set(o, "gronden", json_object_get(r->then, "gronden"));
    json_object_set(o, "verschillen", r->differences);
    jhr_json_dump(b, o, JSON_INDENT(2));
    jhr_buf_char(b, '\n');
    json_decref(o);
}

static jhr_status tell(struct replay *r, jhr_format format, jhr_writer out, jhr_writer note)
{
    struct jhr_buf b = {0}, text = {0};
    bool differs = json_array_size(r->differences) > 0, bytes = r->json && same_bytes(r);
    jhr_status sent = bytes ? decide(r, format, &text) : JHR_OK;
    if (bytes && sent == JHR_OK)
        sent = jhr_send(&text, out, JHR_OK);
    else
        jhr_buf_free(&text);
    if (sent != JHR_OK || (bytes && !differs))
        return sent;
    if (format == JHR_FORMAT_JSON)
        write_json(&b, r);
    else
        write_text(&b, r, r->ctx->lang == JHR_EN);
    return jhr_send(&b, bytes ? note : out, differs ? JHR_FINDINGS : JHR_OK);
}

jhr_status jhr_replay(jhr_ctx *ctx, jhr_session *session, const jhr_receipt *receipt,
                      const char *name, const char *json, size_t n, jhr_format format,
                      jhr_writer out, jhr_writer note)
{
    struct replay r = {.ctx = ctx, .session = session, .name = name, .json = json, .n = n};
    jhr_eval_options options;
    jhr_status status;
    if (!ctx || !session || !receipt || !name || !out.write)
        return JHR_MISUSE;
    r.then = receipt->root;
    r.differences = json_array();
    jhr_receipt_options(receipt, &options);
    status = json ? decide_input(&r, options.format) : decide_least(&r);
    if (status == JHR_OK && r.differences) {
        compare_all(&r);
        status = tell(&r, format, out, note);
    }
    json_decref(r.differences);
    json_decref(r.now);
    jhr_buf_free(&r.text);
    return status;
}
