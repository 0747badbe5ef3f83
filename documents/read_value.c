#include "documents/read_parts.h"

#include <string.h>
#include <utf8proc.h>

/* ---- the path, and errors at its end ---- */

void jhr_rd_key(struct jhr_rd *r, const char *key)
{
    if (r->depth < JHR_RD_DEPTH)
        r->path[r->depth] = (struct jhr_place_step){key, 0};
    r->depth++;
}

void jhr_rd_index(struct jhr_rd *r, size_t index)
{
    if (r->depth < JHR_RD_DEPTH)
        r->path[r->depth] = (struct jhr_place_step){NULL, (uint32_t)index};
    r->depth++;
}

void jhr_rd_up(struct jhr_rd *r)
{
    r->depth--;
}

static uint32_t steps(const struct jhr_rd *r)
{
    return r->depth < JHR_RD_DEPTH ? r->depth : JHR_RD_DEPTH;
}

static struct jhr_span inside(const struct jhr_rd *r, uint32_t lo, uint32_t hi)
{
    return (struct jhr_span){r->file, lo + r->shift, hi + r->shift};
}

static struct jhr_span span_of(struct jhr_rd *r, enum jhr_rd_at at)
{
    uint32_t node, depth = steps(r);
    if (r->file == JHR_NO_FILE)
        return JHR_NO_SPAN;
    node = jhr_places_find(&r->places, r->path, depth);
    if (node == JHR_PLACE_NONE && depth > 0) { /* what is missing: where it should be */
        node = jhr_places_find(&r->places, r->path, depth - 1);
        if (node != JHR_PLACE_NONE)
            return inside(r, r->places.nodes.v[node].lo, r->places.nodes.v[node].lo + 1);
    }
    if (node == JHR_PLACE_NONE)
        return JHR_NO_SPAN;
    const struct jhr_place_node *n = &r->places.nodes.v[node];
    if (at == JHR_RD_KEY && n->key_hi > n->key_lo + 2)
        return inside(r, n->key_lo + 1, n->key_hi - 1);
    if (at == JHR_RD_TEXT && r->places.text.p[n->lo] == '"' && n->hi > n->lo + 2)
        return inside(r, n->lo + 1, n->hi - 1);
    return inside(r, n->lo, n->hi);
}

struct jhr_diag *jhr_rd_fail(struct jhr_rd *r, enum jhr_diag_id id, enum jhr_rd_at at)
{
    struct jhr_diag *d = jhr_diag_add(r->ds, id, span_of(r, at));
    if (d != &r->ds->scratch)
        d->pointer = jhr_place_pointer(r->ds->arena, r->path, steps(r));
    return d;
}

struct jhr_diag *jhr_rd_fail1(struct jhr_rd *r, enum jhr_diag_id id, enum jhr_rd_at at,
                              struct jhr_str arg)
{
    return jhr_diag_arg(r->ds, jhr_rd_fail(r, id, at), arg);
}

struct jhr_str jhr_rd_source(struct jhr_rd *r)
{
    uint32_t node = jhr_places_find(&r->places, r->path, steps(r));
    if (node == JHR_PLACE_NONE)
        return (struct jhr_str){"", 0};
    const struct jhr_place_node *n = &r->places.nodes.v[node];
    return (struct jhr_str){r->places.text.p + n->lo, n->hi - n->lo};
}

void jhr_rd_suggest(struct jhr_rd *r, struct jhr_diag *d, struct jhr_str s)
{
    if (d != &r->ds->scratch && s.n > 0)
        d->suggestion = jhr_arena_str(r->ds->arena, s);
}

struct jhr_str jhr_rd_name(const struct jhr_rd *r)
{
    for (uint32_t i = steps(r); i > 0; i--) {
        if (r->path[i - 1].key != NULL)
            return jhr_str_of(r->path[i - 1].key);
    }
    return JHR_STR("document");
}

struct jhr_diag *jhr_rd_want(struct jhr_rd *r, enum jhr_diag_id id)
{
    struct jhr_str shown = jhr_rd_source(r);
    if (r->hidden)
        shown = JHR_STR("…");
    else if (shown.n > 0 && shown.p[0] == '{')
        shown = JHR_STR("{…}");
    else if (shown.n > 0 && shown.p[0] == '[')
        shown = JHR_STR("[…]");
    return jhr_diag_arg(r->ds, jhr_rd_fail1(r, id, JHR_RD_VALUE, jhr_rd_name(r)), shown);
}

/* ---- texts ---- */

struct jhr_str jhr_rd_string(const json_t *v)
{
    return (struct jhr_str){json_string_value(v), (uint32_t)json_string_length(v)};
}

struct jhr_str jhr_rd_quoted(struct jhr_rd *r, struct jhr_str s)
{
    struct jhr_buf b = {0};
    jhr_buf_char(&b, '"');
    jhr_buf_str(&b, s);
    jhr_buf_char(&b, '"');
    struct jhr_str out = jhr_arena_str(r->a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return out;
}

struct jhr_str jhr_rd_ymd(struct jhr_rd *r, int32_t ymd)
{
    struct jhr_buf b = {0};
    jhr_buf_fmt(&b, "%04d-%02d-%02d", (int)(ymd / 10000), (int)(ymd / 100 % 100), (int)(ymd % 100));
    struct jhr_str out = jhr_arena_str(r->a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return out;
}

static bool is_ascii(struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    }
    return true;
}

/* In the arena and without a call of malloc: decomposed to code points, composed and written back
 * in place. */
struct jhr_str jhr_rd_nfc(struct jhr_rd *r, struct jhr_str s)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.p;
    if (is_ascii(s))
        return jhr_arena_str(r->a, s);
    utf8proc_ssize_t n = utf8proc_decompose(bytes, s.n, NULL, 0, options);
    if (n <= 0)
        return jhr_arena_str(r->a, s);
    utf8proc_int32_t *points = jhr_arena_alloc(r->a, ((size_t)n + 1) * sizeof *points);
    if (points == NULL || r->a->out_of_memory)
        return (struct jhr_str){"", 0};
    n = utf8proc_decompose(bytes, s.n, points, n, options);
    n = n > 0 ? utf8proc_reencode(points, n, options) : n;
    return n <= 0 ? jhr_arena_str(r->a, s) : (struct jhr_str){(const char *)points, (uint32_t)n};
}

static bool is_blank(struct jhr_str s)
{
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
            return false;
    }
    return true;
}

/* ---- names of an object ---- */

struct jhr_str jhr_rd_list_words(struct jhr_rd *r, const char *const *words, size_t n)
{
    struct jhr_buf b = {0};
    for (size_t i = 0; i < n; i++) {
        jhr_buf_z(&b, i == 0 ? "" : ", ");
        jhr_buf_z(&b, words[i]);
    }
    struct jhr_str out = jhr_arena_str(r->a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return out;
}

static void unknown_key(struct jhr_rd *r, const char *key, const char *const *keys, size_t n)
{
    struct jhr_near near;
    jhr_near_init(&near, jhr_str_of(key));
    for (size_t i = 0; i < n; i++)
        jhr_near_try(&near, jhr_str_of(keys[i]));
    jhr_rd_key(r, key);
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_UNKNOWN_KEY, JHR_RD_KEY, jhr_rd_quoted(r, jhr_str_of(key)));
    jhr_diag_arg(r->ds, d, jhr_rd_list_words(r, keys, n));
    jhr_rd_suggest(r, d, near.best);
    jhr_rd_up(r);
}

void jhr_rd_only(struct jhr_rd *r, const json_t *object, const char *const *keys, size_t n)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        size_t i = 0;
        while (i < n && strcmp(keys[i], key) != 0)
            i++;
        if (i == n && !jhr_rd_is_private(key))
            unknown_key(r, key, keys, n);
    }
}

/* ---- members ---- */

const json_t *jhr_rd_get(struct jhr_rd *r, const json_t *object, const char *key, bool required)
{
    const json_t *v = json_object_get(object, key);
    if (v != NULL && !json_is_null(v))
        return v;
    if (required) {
        jhr_rd_key(r, key);
        jhr_rd_fail1(r, JHR_D_INPUT_MISSING, JHR_RD_VALUE, jhr_str_of(key));
        jhr_rd_up(r);
    }
    return NULL;
}

const json_t *jhr_rd_object(struct jhr_rd *r, const json_t *object, const char *key, bool required)
{
    const json_t *v = jhr_rd_get(r, object, key, required);
    if (v == NULL || json_is_object(v))
        return v;
    jhr_rd_key(r, key);
    jhr_rd_want(r, JHR_D_INPUT_WANT_OBJECT);
    jhr_rd_up(r);
    return NULL;
}

const json_t *jhr_rd_list(struct jhr_rd *r, const json_t *object, const char *key)
{
    const json_t *v = jhr_rd_get(r, object, key, false);
    if (v == NULL || json_is_array(v))
        return v;
    jhr_rd_key(r, key);
    jhr_rd_want(r, JHR_D_INPUT_WANT_LIST);
    jhr_rd_up(r);
    return NULL;
}

bool jhr_rd_text_value(struct jhr_rd *r, const json_t *v, struct jhr_str *out)
{
    if (!json_is_string(v)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_TEXT);
        return false;
    }
    if (is_blank(jhr_rd_string(v))) {
        jhr_rd_fail1(r, JHR_D_INPUT_EMPTY_TEXT, JHR_RD_VALUE, jhr_rd_name(r));
        return false;
    }
    *out = jhr_rd_nfc(r, jhr_rd_string(v));
    return true;
}

bool jhr_rd_text(struct jhr_rd *r, const json_t *object, const char *key, bool required,
                 struct jhr_str *out)
{
    const json_t *v = jhr_rd_get(r, object, key, required);
    if (v == NULL)
        return false;
    jhr_rd_key(r, key);
    bool ok = jhr_rd_text_value(r, v, out);
    jhr_rd_up(r);
    return ok;
}

bool jhr_rd_bool(struct jhr_rd *r, const json_t *object, const char *key, bool *out)
{
    const json_t *v = jhr_rd_get(r, object, key, false);
    if (v == NULL)
        return false;
    if (json_is_boolean(v)) {
        *out = json_is_true(v);
        return true;
    }
    jhr_rd_key(r, key);
    jhr_rd_want(r, JHR_D_INPUT_WANT_BOOL);
    jhr_rd_up(r);
    return false;
}

/* ---- dates ---- */

static bool looks_like_date(struct jhr_str s)
{
    if (s.n != 10)
        return false;
    for (uint32_t i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? s.p[i] != '-' : s.p[i] < '0' || s.p[i] > '9')
            return false;
    }
    return true;
}

/* Exists in some year that the language has not: its twin in a year of the same length does in one
 * that it has. */
static bool exists_elsewhere(struct jhr_str s)
{
    char twin[10];
    int32_t year =
        (s.p[0] - '0') * 1000 + (s.p[1] - '0') * 100 + (s.p[2] - '0') * 10 + s.p[3] - '0';
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    int32_t ymd;
    if (year >= JHR_YMD_FIRST / 10000 && year <= JHR_YMD_LAST / 10000)
        return false;
    memcpy(twin, leap ? "2024" : "2023", 4);
    memcpy(twin + 4, s.p + 4, 6);
    return jhr_ymd_parse_iso((struct jhr_str){twin, 10}, &ymd);
}

bool jhr_rd_date_value(struct jhr_rd *r, const json_t *v, int32_t *ymd)
{
    struct jhr_str s = jhr_rd_string(v);
    if (!json_is_string(v) || !looks_like_date(s)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_DATE);
        return false;
    }
    if (jhr_ymd_parse_iso(s, ymd))
        return true;
    enum jhr_diag_id id = exists_elsewhere(s) ? JHR_D_INPUT_DATE_RANGE : JHR_D_INPUT_NO_DATE;
    jhr_rd_fail1(r, id, JHR_RD_TEXT, s);
    *ymd = 0;
    return false;
}

bool jhr_rd_date(struct jhr_rd *r, const json_t *object, const char *key, bool required,
                 int32_t *ymd)
{
    const json_t *v = jhr_rd_get(r, object, key, required);
    if (v == NULL)
        return false;
    jhr_rd_key(r, key);
    bool ok = jhr_rd_date_value(r, v, ymd);
    jhr_rd_up(r);
    return ok;
}
