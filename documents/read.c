#include "documents/read.h"

#include "documents/read_parts.h"
#include "base/text.h"
#include "runtime/calendar.h"

#include <string.h>

#define BOM       "\xef\xbb\xbf"
#define MAX_TRIES 16 /* numbers that are too large, each of which stops the parser */

/* ---- bytes ---- */

static struct jhr_span at_byte(const struct jhr_rd *r, uint32_t at, uint32_t n)
{
    if (r->file == JHR_NO_FILE)
        return JHR_NO_SPAN;
    return (struct jhr_span){r->file, at + r->shift, at + r->shift + n};
}

static bool is_blank_text(struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
            return false;
    }
    return true;
}

static bool check_bytes(struct jhr_rd *r, struct jhr_str text)
{
    uint32_t bad = text.n > JHR_MAX_DOCUMENT ? 0 : jhr_text_invalid(text);
    struct jhr_buf b = {0};
    if (text.n > JHR_MAX_DOCUMENT) {
        jhr_buf_int(&b, JHR_MAX_DOCUMENT);
        jhr_diag_add1(r->ds, JHR_D_INPUT_TOO_LARGE, JHR_NO_SPAN, jhr_buf_get(&b));
    } else if (is_blank_text(text)) {
        jhr_diag_add(r->ds, JHR_D_INPUT_EMPTY, at_byte(r, 0, 0));
    } else if (bad < text.n && text.p[bad] == '\0') {
        jhr_diag_add(r->ds, JHR_D_INPUT_NUL, at_byte(r, bad, 1));
    } else if (bad < text.n) {
        jhr_buf_fmt(&b, "%02X", (unsigned)(unsigned char)text.p[bad]);
        jhr_diag_add1(r->ds, JHR_D_INPUT_ENCODING, at_byte(r, bad, 1), jhr_buf_get(&b));
    } else {
        return true;
    }
    jhr_buf_free(&b);
    return false;
}

/* ---- parsing ---- */

/* An error at a token of the text: what stands before it is sound. */
static struct jhr_diag *fail_at(struct jhr_rd *r, enum jhr_diag_id id, uint32_t lo, uint32_t hi)
{
    struct jhr_diag *d = jhr_diag_add1(r->ds, id, at_byte(r, lo, hi - lo),
                                       (struct jhr_str){r->places.text.p + lo, hi - lo});
    jhr_places_build(&r->places, hi > lo ? lo + 1 : lo);
    if (d != &r->ds->scratch && r->places.nodes.n > 0) {
        struct jhr_str pointer = jhr_places_pointer(&r->places, r->places.nodes.n - 1);
        d->pointer = jhr_arena_str(r->ds->arena, pointer);
    }
    r->places.built = false;
    return d;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static enum jhr_diag_id id_of(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    if (code == json_error_stack_overflow)
        return JHR_D_INPUT_DEPTH;
    if (code == json_error_premature_end_of_input)
        return JHR_D_INPUT_CUT_OFF;
    if (code == json_error_end_of_input_expected)
        return JHR_D_INPUT_AFTER_END;
    if (code == json_error_null_character || code == json_error_null_byte_in_key ||
        code == json_error_invalid_utf8 || starts(error->text, "invalid Unicode") ||
        starts(error->text, "invalid escape") || starts(error->text, "control character") ||
        starts(error->text, "unexpected newline"))
        return JHR_D_INPUT_CHARACTER;
    return JHR_D_INPUT_SYNTAX;
}

/* jansson's position is the end of the token that it could not use. */
static void syntax_error(struct jhr_rd *r, const json_error_t *error)
{
    uint32_t lo = 0, hi = 0, end = error->position > 0 ? (uint32_t)error->position : 0;
    enum jhr_diag_id id = id_of(error);
    if (json_error_code(error) == json_error_out_of_memory) {
        r->a->out_of_memory = true;
        return;
    }
    if (id == JHR_D_INPUT_CUT_OFF || !jhr_places_token(r->places.text, end, &lo, &hi)) {
        id = id == JHR_D_INPUT_SYNTAX ? JHR_D_INPUT_CUT_OFF : id;
        lo = hi = r->places.text.n;
    }
    if (end > lo && end < hi && r->places.text.p[lo] == '"') /* no quote closes it: it runs on */
        hi = end;
    fail_at(r, id, lo, hi);
}

/* Reports a number that no 64 bits hold, and blanks it, so that the rest can still be checked. */
static bool blank_number(struct jhr_rd *r, char *copy, const json_error_t *error)
{
    uint32_t lo, hi;
    if (!jhr_places_token(r->places.text, (uint32_t)error->position, &lo, &hi) || hi - lo < 4)
        return false;
    fail_at(r, JHR_D_INPUT_BIG_NUMBER, lo, hi);
    memset(copy + lo, ' ', hi - lo);
    memcpy(copy + lo, "null", 4);
    return true;
}

static void found_duplicate(void *self, uint32_t node)
{
    struct jhr_rd *r = self;
    struct jhr_place_node n = r->places.nodes.v[node];
    struct jhr_diag *d =
        jhr_diag_add1(r->ds, JHR_D_INPUT_DUPLICATE_KEY, at_byte(r, n.key_lo, n.key_hi - n.key_lo),
                      jhr_rd_quoted(r, jhr_places_key(&r->places, node)));
    if (d != &r->ds->scratch)
        d->pointer = jhr_arena_str(r->ds->arena, jhr_places_pointer(&r->places, node));
}

/* The document, or NULL. What jansson reports one by one is gathered: after a name that stands
 * twice, or a number that is too large, it is parsed again without that. */
static json_t *parse(struct jhr_rd *r)
{
    size_t flags = JSON_DECODE_ANY | JSON_REJECT_DUPLICATES;
    struct jhr_str text = r->places.text;
    char *copy = NULL;
    json_error_t error;
    for (int tries = 0; tries < MAX_TRIES; tries++) {
        json_t *root = json_loadb(copy != NULL ? copy : text.p, text.n, flags, &error);
        if (root != NULL) {
            if (!(flags & JSON_REJECT_DUPLICATES))
                jhr_places_duplicates(&r->places, found_duplicate, r);
            return root;
        }
        if (json_error_code(&error) == json_error_duplicate_key) {
            flags &= ~(size_t)JSON_REJECT_DUPLICATES;
            continue;
        }
        if (json_error_code(&error) != json_error_numeric_overflow) {
            syntax_error(r, &error);
            return NULL;
        }
        if (copy == NULL) {
            copy = jhr_arena_alloc(r->a, text.n);
            if (copy == NULL)
                return NULL;
            memcpy(copy, text.p, text.n);
        }
        if (!blank_number(r, copy, &error))
            return NULL;
    }
    return NULL;
}

/* ---- the document ---- */

static struct jhr_str day_text(struct jhr_rd *r, int32_t day)
{
    return jhr_rd_ymd(r, jhr_ymd_of_day(day));
}

static void check_validity(struct jhr_rd *r, int32_t ymd)
{
    const struct jhr_p_meta *m = &r->p->meta[0];
    int32_t day = jhr_day_of_ymd(ymd);
    struct jhr_buf b = {0};
    if (m->from <= day && day < m->to)
        return;
    jhr_rd_key(r, "peildatum");
    struct jhr_diag *d = jhr_rd_fail1(r, JHR_D_PEILDATUM_OUTSIDE, JHR_RD_TEXT, jhr_rd_ymd(r, ymd));
    jhr_buf_str(&b, m->from > 0 ? day_text(r, m->from) : JHR_STR("…"));
    jhr_buf_z(&b, " t/m ");
    jhr_buf_str(&b, m->to <= JHR_DAY_LAST ? day_text(r, m->to - 1) : JHR_STR("…"));
    jhr_diag_arg(r->ds, d, jhr_buf_get(&b));
    jhr_buf_free(&b);
    jhr_rd_up(r);
}

static void read_peildatum(struct jhr_rd *r, const json_t *root,
                           const struct jhr_read_options *options)
{
    int32_t ymd = 0, other = options != NULL ? options->peildatum : 0;
    const json_t *v = jhr_rd_get(r, root, "peildatum", false);
    bool given = jhr_rd_date(r, root, "peildatum", false, &ymd);
    if (v != NULL && !given)
        return;
    if (given && other != 0 && other != ymd) {
        jhr_rd_key(r, "peildatum");
        struct jhr_diag *d =
            jhr_rd_fail1(r, JHR_D_PEILDATUM_TWICE, JHR_RD_TEXT, jhr_rd_ymd(r, ymd));
        jhr_diag_arg(r->ds, d, jhr_rd_ymd(r, other));
        jhr_rd_up(r);
        return;
    }
    r->out->peildatum = given ? ymd : other;
    if (r->out->peildatum == 0) {
        jhr_rd_key(r, "peildatum");
        jhr_rd_fail(r, JHR_D_PEILDATUM_MISSING, JHR_RD_VALUE);
        jhr_rd_up(r);
        return;
    }
    check_validity(r, r->out->peildatum);
}

static void read_document(struct jhr_rd *r, const json_t *root,
                          const struct jhr_read_options *options)
{
    static const char *const keys[] = {"peildatum", "jeugdige", "feiten",     "niet_te_verkrijgen",
                                       "voorstel",  "lopend",   "contracten", "saldo"};
    jhr_rd_private(r, root);
    jhr_rd_only(r, root, keys, sizeof keys / sizeof *keys);
    read_peildatum(r, root, options);
    jhr_rd_text(r, root, "jeugdige", false, &r->out->jeugdige);
    jhr_rd_feiten(r, root);
    jhr_rd_lopend(r, root); /* before the proposal: `wijzigt` names one of these */
    jhr_rd_voorstel(r, root);
    jhr_rd_contracten(r, root);
    jhr_rd_saldo(r, root);
}

bool jhr_read_voorstel(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_program *p,
                       struct jhr_str json, uint32_t file, const struct jhr_read_options *options,
                       struct jhr_case *out)
{
    uint32_t errors = ds->count[JHR_ERROR];
    struct jhr_rd r = {.a = a, .ds = ds, .p = p, .out = out, .file = file};
    *out = (struct jhr_case){.voorgesteld = options != NULL && options->voorgesteld};
    if (json.n >= 3 && memcmp(json.p, BOM, 3) == 0) {
        r.shift = 3;
        json = (struct jhr_str){json.p + 3, json.n - 3};
    }
    r.places = (struct jhr_places){.arena = a, .text = json};
    if (!check_bytes(&r, json))
        return false;
    json_t *root = parse(&r);
    if (root == NULL)
        return false;
    if (json_is_object(root))
        read_document(&r, root, options);
    else
        jhr_rd_want(&r, JHR_D_INPUT_WANT_OBJECT);
    json_decref(root);
    return ds->count[JHR_ERROR] == errors && !a->out_of_memory;
}
