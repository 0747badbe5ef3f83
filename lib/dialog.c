/* Asking what is missing, one fact at a time: `nodig` says which, and the reader of proposals
 * checks each answer, so that a dialogue and a document are held to the same rules. */
#include "lib/dialog.h"

#include "base/text.h"
#include "documents/cel.h"

#include <string.h>

#define MAX_HISTORY 256u /* answers that can be taken back: more than a regeling asks */

/* ---- what to ask ---- */

static const struct jhr_program *find_program(const struct jhr_dialog *d)
{
    const json_t *hash = json_object_get(json_object_get(d->besluit, "regeling"), "hash");
    for (uint32_t i = 0; i < d->session->engines_n; i++) {
        const struct jhr_program *p = d->session->engines[i].rules->program;
        json_t *own = jhr_program_hash(p);
        bool same = json_equal(own, hash) != 0;
        json_decref(own);
        if (same)
            return p;
    }
    return d->session->engines[0].rules->program;
}

static const struct jhr_p_feit *find_feit(const struct jhr_program *p, const char *name)
{
    for (uint32_t i = 0; i < p->feiten_n; i++)
        if (jhr_str_eq(jhr_p_str(p, p->feiten[i].naam), jhr_str_of(name)))
            return &p->feiten[i];
    return NULL;
}

/* Parts of a proposal that a line can answer; a saldo is not among them, nor is the `?` of a
 * product that the rules do not know. */
static bool is_part(const char *name)
{
    return strcmp(name, "tot_en_met") == 0 || strcmp(name, "omvang") == 0 ||
           strcmp(name, "lopend") == 0 || strcmp(name, "contracten") == 0;
}

/* A `?` of a matrix is an oordeel of its own. */
static const struct jhr_p_feit cel = {.type = JHR_P_JANEE, .oordeel = true};

static void find_ask(struct jhr_dialog *d)
{
    struct jhr_celoordeel found;
    const json_t *ask;
    size_t i;
    d->ask = NULL;
    d->feit = NULL;
    d->program = find_program(d);
    json_array_foreach(json_object_get(d->besluit, "nodig"), i, ask)
    {
        const char *name = json_string_value(json_object_get(ask, "feit"));
        if (!name || json_object_get(d->passed, name))
            continue;
        bool open = jhr_cel_find(d->program, jhr_str_of(name), &found) &&
                    d->program->cellen[found.cel].kind == JHR_P_CEL_OPEN;
        d->feit = open ? &cel : find_feit(d->program, name);
        if (!d->feit && !is_part(name))
            continue;
        d->ask = ask;
        d->asked = name;
        return;
    }
}

/* Decides what is known by now. */
static jhr_status refresh(struct jhr_dialog *d)
{
    struct jhr_buf text = {0};
    jhr_status status = JHR_NOMEM;
    json_t *besluit = NULL;
    jhr_json_dump(&text, d->document, JSON_COMPACT);
    if (!text.failed)
        besluit = jhr_decide_tree(d->ctx, d->session, d->name.p, text.p, text.n, &status);
    jhr_buf_free(&text);
    if (!besluit)
        return status;
    json_decref(d->besluit);
    d->besluit = besluit;
    find_ask(d);
    return JHR_OK;
}

/* ---- what an answer does ---- */

static json_t *member(json_t *object, const char *name, json_t *(*make)(void))
{
    if (!json_object_get(object, name) || json_is_null(json_object_get(object, name)))
        json_object_set_new(object, name, make());
    return json_object_get(object, name);
}

static bool remember(struct jhr_dialog *d)
{
    json_t *pair = json_array();
    json_array_append_new(pair, json_deep_copy(d->document));
    json_array_append_new(pair, json_deep_copy(d->passed));
    if (json_array_size(d->history) >= MAX_HISTORY)
        json_array_remove(d->history, 0);
    return json_array_append_new(d->history, pair) == 0 && json_array_size(pair) == 2;
}

static bool step_back(struct jhr_dialog *d)
{
    size_t n = json_array_size(d->history);
    json_t *pair = json_array_get(d->history, n - 1);
    if (n == 0)
        return false;
    json_decref(d->document);
    json_decref(d->passed);
    d->document = json_incref(json_array_get(pair, 0));
    d->passed = json_incref(json_array_get(pair, 1));
    json_array_remove(d->history, n - 1);
    return true;
}

/* Decides with the answer in place; an answer that the reader refuses is taken back. */
static jhr_status settle(struct jhr_dialog *d, struct jhr_buf *why)
{
    jhr_status status = refresh(d);
    const struct jhr_diags *ds = &d->ctx->ws->diags;
    if (status != JHR_INPUT)
        return status;
    if (ds->list.n > 0)
        jhr_diag_sentence(why, ds->list.v[0], d->english ? JHR_EN : JHR_NL);
    step_back(d);
    return refresh(d);
}

static jhr_status store(struct jhr_dialog *d, json_t *value, struct jhr_buf *why)
{
    json_t *voorstel = json_object_get(d->document, "voorstel");
    if (!value || !remember(d)) {
        json_decref(value);
        return JHR_NOMEM;
    }
    voorstel = json_object_get(d->document, "voorstel");
    if (d->feit)
        json_object_set_new(member(d->document, "feiten", json_object), d->asked, value);
    else if (strcmp(d->asked, "tot_en_met") == 0)
        json_object_set_new(voorstel, json_is_true(value) ? "open_einde" : "tot_en_met", value);
    else if (strcmp(d->asked, "omvang") == 0)
        json_object_set_new(voorstel, d->asked, value);
    else
        json_object_set_new(d->document, d->asked, value);
    return settle(d, why);
}

static jhr_status pass(struct jhr_dialog *d, struct jhr_buf *why)
{
    if (!remember(d))
        return JHR_NOMEM;
    json_object_set_new(d->passed, d->asked, json_true());
    if (d->feit && d->feit != &cel)
        json_array_append_new(member(d->document, "niet_te_verkrijgen", json_array),
                              json_string(d->asked));
    return settle(d, why);
}

static jhr_status motivate(struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    json_t *o = json_object();
    json_object_set(o, "waarde", d->pending);
    json_object_set_new(o, "motivering", json_stringn(s.p, s.n));
    json_object_set_new(o, "door", json_string("professional"));
    json_decref(d->pending);
    d->pending = NULL;
    return store(d, o, why);
}

static jhr_status take(struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    json_t *value;
    if (d->pending)
        return motivate(d, s, why);
    if (JHR_DIALOG_IS(s, "weet niet", "weet ik niet", "unknown", "onbekend"))
        return pass(d, why);
    value = jhr_dialog_value(d, s, why);
    if (!value)
        return why->failed || why->n == 0 ? JHR_NOMEM : JHR_OK;
    if (d->feit && d->feit->oordeel) {
        d->pending = value;
        return JHR_OK;
    }
    return store(d, value, why);
}

static jhr_status undo(struct jhr_dialog *d, struct jhr_buf *why)
{
    if (d->pending) {
        json_decref(d->pending);
        d->pending = NULL;
        return JHR_OK;
    }
    if (!step_back(d))
        jhr_buf_z(why, jhr_dialog_in(d, "dit is de eerste vraag", "this is the first question"));
    return refresh(d);
}

static struct jhr_str trimmed(const char *line, size_t n)
{
    while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t' || line[n - 1] == '\n' ||
                     line[n - 1] == '\r'))
        n--;
    while (n > 0 && (*line == ' ' || *line == '\t')) {
        line++;
        n--;
    }
    return (struct jhr_str){line, (uint32_t)n};
}

jhr_status jhr_dialog_answer(jhr_dialog *d, const char *line, size_t n, jhr_writer out)
{
    struct jhr_buf why = {.max = 1 << 16}, b = {0};
    struct jhr_str s;
    jhr_status status = JHR_OK;
    if (!d || !line || !out.write || !jhr_dialog_asks(d))
        return JHR_MISUSE;
    s = trimmed(line, n > JHR_MAX_ANSWER ? JHR_MAX_ANSWER : n);
    if (n > JHR_MAX_ANSWER)
        jhr_buf_z(&why, jhr_dialog_in(d, "dat antwoord is te lang", "that answer is too long"));
    else if (jhr_text_invalid(s) < s.n)
        jhr_buf_z(&why, jhr_dialog_in(d, "dat is geen leesbare tekst (UTF-8)",
                                      "that is no readable text (UTF-8)"));
    else if (s.n == 0)
        jhr_buf_z(&why, jhr_dialog_in(d, "geef een antwoord, of ? voor hulp",
                                      "give an answer, or ? for help"));
    else if (JHR_DIALOG_IS(s, "?", "help"))
        jhr_dialog_help(&b, d);
    else if (JHR_DIALOG_IS(s, "stop", "quit"))
        d->stopped = true;
    else if (JHR_DIALOG_IS(s, "terug", "back"))
        status = undo(d, &why);
    else
        status = take(d, s, &why);
    if (status == JHR_OK && why.n > 0) {
        jhr_buf_z(&b, "  ");
        jhr_buf_add(&b, why.p, why.n);
        jhr_buf_char(&b, '\n');
    }
    jhr_buf_free(&why);
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

/* ---- the whole ---- */

jhr_status jhr_dialog_new(jhr_ctx *ctx, jhr_session *session, const char *name, const char *json,
                          size_t n, jhr_dialog **out)
{
    jhr_dialog *d;
    jhr_status status;
    if (!ctx || !session || !name || !json || !out)
        return JHR_MISUSE;
    *out = NULL;
    if (!(d = jhr_malloc(sizeof *d)))
        return JHR_NOMEM;
    *d = (struct jhr_dialog){.ctx = ctx, .session = session, .english = ctx->lang == JHR_EN};
    jhr_arena_init(&d->arena, 0);
    d->name = jhr_arena_str(&d->arena, jhr_str_of(name));
    d->besluit = jhr_decide_tree(ctx, session, name, json, n, &status);
    if (d->besluit) {
        d->document = jhr_json_document(json, n);
        d->passed = json_object();
        d->history = json_array();
        status =
            d->document && d->passed && d->history && !d->arena.out_of_memory ? JHR_OK : JHR_NOMEM;
    }
    if (status != JHR_OK) {
        jhr_dialog_free(d);
        return status;
    }
    find_ask(d);
    *out = d;
    return JHR_OK;
}

jhr_status jhr_dialog_document(const jhr_dialog *d, jhr_writer out)
{
    struct jhr_buf b = {0};
    if (!d || !out.write)
        return JHR_MISUSE;
    jhr_json_dump(&b, d->document, JSON_INDENT(2));
    jhr_buf_char(&b, '\n');
    return jhr_send(&b, out, JHR_OK);
}

void jhr_dialog_free(jhr_dialog *d)
{
    if (!d)
        return;
    json_decref(d->document);
    json_decref(d->passed);
    json_decref(d->history);
    json_decref(d->besluit);
    json_decref(d->pending);
    jhr_arena_free(&d->arena);
    jhr_free(d);
}
