#include "documents/cel.h"
#include "documents/read_parts.h"

static struct jhr_str text_of(const struct jhr_rd *r, uint32_t string)
{
    return r->p->strings[string];
}

static uint32_t find_feit(const struct jhr_rd *r, struct jhr_str name)
{
    for (uint32_t i = 0; i < r->p->feiten_n; i++) {
        if (jhr_str_eq(text_of(r, r->p->feiten[i].naam), name))
            return i;
    }
    return JHR_P_NONE;
}

static struct jhr_str nearest_feit(const struct jhr_rd *r, struct jhr_str name)
{
    struct jhr_near near;
    jhr_near_init(&near, name);
    for (uint32_t i = 0; i < r->p->feiten_n; i++)
        jhr_near_try(&near, text_of(r, r->p->feiten[i].naam));
    return near.best;
}

static struct jhr_str int_text(struct jhr_rd *r, int64_t v)
{
    struct jhr_buf b = {0};
    jhr_buf_int(&b, v);
    struct jhr_str s = jhr_arena_str(r->a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return s;
}

/* ---- values, each of one kind of fact; the path ends at the value ---- */

static bool read_janee(struct jhr_rd *r, const json_t *v, int64_t *out)
{
    if (json_is_boolean(v)) {
        *out = json_is_true(v);
        return true;
    }
    struct jhr_diag *d = jhr_rd_want(r, JHR_D_INPUT_WANT_BOOL);
    struct jhr_str s = json_is_string(v) ? jhr_rd_string(v) : JHR_STR("");
    if (jhr_str_eq_fold(s, JHR_STR("ja")) || jhr_str_eq_fold(s, JHR_STR("true")))
        jhr_rd_suggest(r, d, JHR_STR("true"));
    else if (jhr_str_eq_fold(s, JHR_STR("nee")) || jhr_str_eq_fold(s, JHR_STR("false")))
        jhr_rd_suggest(r, d, JHR_STR("false"));
    return false;
}

static bool read_getal(struct jhr_rd *r, const struct jhr_p_feit *f, const json_t *v, int64_t *out)
{
    if (!json_is_integer(v)) {
        jhr_rd_want(r, f->type == JHR_P_BEDRAG ? JHR_D_INPUT_WANT_CENTS : JHR_D_INPUT_WANT_INTEGER);
        return false;
    }
    *out = json_integer_value(v);
    if (*out >= f->lowest && *out <= f->highest)
        return true;
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_OUT_OF_RANGE, JHR_RD_VALUE, text_of(r, f->naam));
    jhr_diag_arg(r->ds, d, int_text(r, *out));
    jhr_diag_arg(r->ds, d, int_text(r, f->lowest));
    jhr_diag_arg(r->ds, d, int_text(r, f->highest));
    return false;
}

static bool read_datum(struct jhr_rd *r, const json_t *v, int64_t *out)
{
    int32_t ymd;
    if (!jhr_rd_date_value(r, v, &ymd))
        return false;
    *out = ymd;
    return true;
}

static struct jhr_str list_values(struct jhr_rd *r, const struct jhr_p_soort *s)
{
    struct jhr_buf b = {0};
    for (uint32_t i = 0; i < s->n; i++) {
        jhr_buf_z(&b, i == 0 ? "" : ", ");
        jhr_buf_str(&b, text_of(r, r->p->waarden[s->first + i].naam));
    }
    struct jhr_str out = jhr_arena_str(r->a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return out;
}

static bool read_soort(struct jhr_rd *r, const struct jhr_p_feit *f, const json_t *v, int64_t *out)
{
    const struct jhr_p_soort *s = &r->p->soorten[f->soort];
    struct jhr_near near;
    if (!json_is_string(v)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_TEXT);
        return false;
    }
    struct jhr_str name = jhr_rd_nfc(r, jhr_rd_string(v));
    jhr_near_init(&near, name);
    for (uint32_t i = 0; i < s->n; i++) {
        struct jhr_str waarde = text_of(r, r->p->waarden[s->first + i].naam);
        if (jhr_str_eq(waarde, name)) {
            *out = i;
            return true;
        }
        jhr_near_try(&near, waarde);
    }
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_UNKNOWN_VALUE, JHR_RD_TEXT, text_of(r, f->naam));
    jhr_diag_arg(r->ds, d, jhr_rd_quoted(r, name));
    jhr_diag_arg(r->ds, d, list_values(r, s));
    jhr_rd_suggest(r, d, near.best);
    return false;
}

/* A name as the rules write it: Den_Haag for "Den Haag". */
static struct jhr_str as_name(struct jhr_rd *r, struct jhr_str s)
{
    struct jhr_buf b = {0};
    for (uint32_t i = 0; i < s.n; i++)
        jhr_buf_char(&b, s.p[i] == ' ' || s.p[i] == '-' ? '_' : s.p[i]);
    struct jhr_str out = jhr_arena_str(r->a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return out;
}

static struct jhr_str code_of_name(struct jhr_rd *r, struct jhr_str name)
{
    struct jhr_near near;
    jhr_near_init(&near, as_name(r, name));
    for (uint32_t i = 0; i < r->p->gemeenten_n; i++)
        jhr_near_try(&near, as_name(r, text_of(r, r->p->gemeenten[i].naam)));
    for (uint32_t i = 0; i < r->p->gemeenten_n && near.best.n > 0; i++) {
        if (jhr_str_eq(as_name(r, text_of(r, r->p->gemeenten[i].naam)), near.best))
            return text_of(r, r->p->gemeenten[i].code);
    }
    return (struct jhr_str){"", 0};
}

/* A code that the rules do not name is a gemeente outside all of them: JHR_OUTSIDE + its number, so
 * that the code can be written again. */
static bool read_gemeente(struct jhr_rd *r, const json_t *v, int64_t *out)
{
    int64_t number = 0;
    if (!json_is_string(v)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_TEXT);
        return false;
    }
    struct jhr_str s = jhr_rd_nfc(r, jhr_rd_string(v));
    for (uint32_t i = 0; i < r->p->gemeenten_n; i++) {
        if (jhr_str_eq_fold(text_of(r, r->p->gemeenten[i].code), s)) {
            *out = i;
            return true;
        }
    }
    bool digits = s.n == 4;
    for (uint32_t i = 0; i < s.n && digits; i++) {
        digits = s.p[i] >= '0' && s.p[i] <= '9';
        number = number * 10 + (s.p[i] - '0');
    }
    if (digits) {
        *out = (int64_t)JHR_OUTSIDE + number;
        return true;
    }
    struct jhr_diag *d = jhr_rd_fail1(r, JHR_D_INPUT_GEMEENTE, JHR_RD_TEXT, jhr_rd_quoted(r, s));
    jhr_rd_suggest(r, d, code_of_name(r, s));
    return false;
}

static bool read_value(struct jhr_rd *r, const struct jhr_p_feit *f, const json_t *v, int64_t *out)
{
    switch ((enum jhr_p_type)f->type) {
    case JHR_P_JANEE:
        return read_janee(r, v, out);
    case JHR_P_GETAL:
    case JHR_P_BEDRAG:
        return read_getal(r, f, v, out);
    case JHR_P_DATUM:
        return read_datum(r, v, out);
    case JHR_P_SOORT:
        return read_soort(r, f, v, out);
    case JHR_P_GEMEENTE:
        return read_gemeente(r, v, out);
    }
    return false;
}

/* ---- a fact ---- */

/* f is NULL for a cell of a matrix. */
static void read_oordeel(struct jhr_rd *r, const struct jhr_p_feit *f, struct jhr_str name,
                         const json_t *v, struct jhr_feitwaarde *w)
{
    static const char *const keys[] = {"waarde", "motivering", "door"};
    struct jhr_str door;
    if (!json_is_object(v)) {
        jhr_rd_fail1(r, JHR_D_INPUT_OORDEEL_BARE, JHR_RD_VALUE, name);
        return;
    }
    jhr_rd_only(r, v, keys, sizeof keys / sizeof *keys);
    jhr_rd_text(r, v, "door", false, &door);
    const json_t *value = jhr_rd_get(r, v, "waarde", false);
    if (value != NULL) {
        jhr_rd_key(r, "waarde");
        w->known = f == NULL ? read_janee(r, value, &w->v) : read_value(r, f, value, &w->v);
        jhr_rd_up(r);
    }
    if (jhr_rd_get(r, v, "motivering", false) != NULL) {
        jhr_rd_text(r, v, "motivering", false, &w->motivering);
    } else if (value != NULL) {
        jhr_rd_key(r, "motivering");
        jhr_rd_fail1(r, JHR_D_INPUT_NO_REASON, JHR_RD_VALUE, name);
        jhr_rd_up(r);
    }
}

static void read_feit(struct jhr_rd *r, uint32_t index, const json_t *v, struct jhr_feitwaarde *w)
{
    const struct jhr_p_feit *f = &r->p->feiten[index];
    if (json_is_null(v))
        return;
    if (f->oordeel)
        read_oordeel(r, f, text_of(r, f->naam), v, w);
    else if (json_is_object(v))
        jhr_rd_fail1(r, JHR_D_INPUT_NOT_OORDEEL, JHR_RD_VALUE, text_of(r, f->naam));
    else
        w->known = read_value(r, f, v, &w->v);
}

/* ---- a cell of a matrix ---- */

static void read_cel(struct jhr_rd *r, struct jhr_str name, const json_t *v,
                     struct jhr_celoordeel *o)
{
    struct jhr_feitwaarde w = {0};
    if (r->p->cellen[o->cel].kind != JHR_P_CEL_OPEN) {
        jhr_rd_fail1(r, JHR_D_INPUT_CELL_DECIDED, JHR_RD_KEY, jhr_rd_quoted(r, name));
        return;
    }
    if (json_is_null(v))
        return;
    read_oordeel(r, NULL, name, v, &w);
    if (!w.known)
        return;
    for (uint32_t i = 0; i < r->celoordelen.n; i++) {
        const struct jhr_celoordeel *had = &r->celoordelen.v[i];
        if (had->cel == o->cel && had->paar[0] == o->paar[0] && had->paar[1] == o->paar[1])
            jhr_rd_fail1(r, JHR_D_INPUT_DUPLICATE_KEY, JHR_RD_KEY, jhr_rd_quoted(r, name));
    }
    struct jhr_celoordeel *slot = jhr_vec_add(r->a, &r->celoordelen);
    if (slot == NULL)
        return;
    *slot = *o;
    slot->ja = w.v != 0;
    slot->motivering = w.motivering;
}

static void unknown_feit(struct jhr_rd *r, struct jhr_str name, enum jhr_rd_at at)
{
    struct jhr_diag *d = jhr_rd_fail1(r, JHR_D_INPUT_UNKNOWN_FACT, at, jhr_rd_quoted(r, name));
    jhr_rd_suggest(r, d, nearest_feit(r, name));
}

/* `gemeente` may be given to rules that do not use it: it also picks the rules. */
static void read_member(struct jhr_rd *r, struct jhr_str name, const json_t *v, bool *seen,
                        struct jhr_feitwaarde *feiten)
{
    uint32_t index = find_feit(r, name);
    struct jhr_celoordeel oordeel;
    int64_t unused;
    if (index != JHR_P_NONE && seen[index]) {
        jhr_rd_fail1(r, JHR_D_INPUT_DUPLICATE_KEY, JHR_RD_KEY, jhr_rd_quoted(r, name));
    } else if (index != JHR_P_NONE) {
        seen[index] = true;
        read_feit(r, index, v, &feiten[index]);
    } else if (jhr_str_eq(name, JHR_STR("gemeente"))) {
        if (!json_is_null(v))
            read_gemeente(r, v, &unused);
    } else if (jhr_cel_find(r->p, name, &oordeel)) {
        read_cel(r, name, v, &oordeel);
    } else {
        unknown_feit(r, name, JHR_RD_KEY);
    }
}

static void read_unobtainable(struct jhr_rd *r, const json_t *root, struct jhr_feitwaarde *feiten)
{
    const json_t *list = jhr_rd_list(r, root, "niet_te_verkrijgen"), *v;
    size_t i;
    struct jhr_str name;
    jhr_rd_key(r, "niet_te_verkrijgen");
    json_array_foreach(list, i, v)
    {
        jhr_rd_index(r, i);
        uint32_t index = JHR_P_NONE;
        if (jhr_rd_text_value(r, v, &name)) {
            index = find_feit(r, name);
            if (index == JHR_P_NONE)
                unknown_feit(r, name, JHR_RD_TEXT);
        }
        if (index != JHR_P_NONE) {
            if (feiten[index].known)
                jhr_rd_fail1(r, JHR_D_INPUT_UNOBTAINABLE_KNOWN, JHR_RD_TEXT, name);
            if (feiten[index].niet_te_verkrijgen)
                jhr_rd_fail1(r, JHR_D_INPUT_LISTED_TWICE, JHR_RD_TEXT, name);
            feiten[index].niet_te_verkrijgen = true;
        }
        jhr_rd_up(r);
    }
    jhr_rd_up(r);
}

void jhr_rd_feiten(struct jhr_rd *r, const json_t *root)
{
    uint32_t n = r->p->feiten_n;
    const json_t *object = jhr_rd_object(r, root, "feiten", false);
    struct jhr_feitwaarde *feiten = jhr_arena_alloc(r->a, (n + 1) * sizeof *feiten);
    bool *seen = jhr_arena_alloc(r->a, n + 1);
    const char *key;
    json_t *v;
    if (feiten == NULL || seen == NULL)
        return;
    r->out->feiten = feiten;
    r->out->feiten_n = n;
    jhr_rd_key(r, "feiten");
    json_object_foreach((json_t *)object, key, v)
    {
        jhr_rd_key(r, key);
        if (!jhr_rd_is_private(key))
            read_member(r, jhr_rd_nfc(r, jhr_str_of(key)), v, seen, feiten);
        jhr_rd_up(r);
    }
    jhr_rd_up(r);
    r->out->celoordelen = r->celoordelen.v;
    r->out->celoordelen_n = r->celoordelen.n;
    read_unobtainable(r, root, feiten);
}
