#include "base/diag.h"

#include "base/text.h"

#include <stdlib.h>

const struct jhr_diag_row jhr_diag_rows[JHR_D_COUNT] = {
#define D(code, severity, name, what_nl, what_en, why_nl, why_en, todo_nl, todo_en, wrong, right)  \
    {code, JHR_##severity, {what_nl, what_en}, {why_nl, why_en}, {todo_nl, todo_en}, wrong, right},
#include "diagnostics/all.def"
#undef D
};

static const char *const label_text[JHR_L_COUNT][2] = {
#define L(name, nl, en) {nl, en},
#include "diagnostics/labels.def"
#undef L
};

const struct jhr_diag_row *jhr_diag_by_code(uint32_t code)
{
    for (size_t i = 0; i < JHR_D_COUNT; i++) {
        if (jhr_diag_rows[i].code == code)
            return &jhr_diag_rows[i];
    }
    return NULL;
}

struct jhr_diag *jhr_diag_add(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span)
{
    uint32_t order = ds->count[JHR_NOTE] + ds->count[JHR_WARNING] + ds->count[JHR_ERROR];
    struct jhr_diag *d = &ds->scratch;
    ds->count[jhr_diag_rows[id].severity]++;
    if (ds->list.n < JHR_DIAG_MAX) {
        bool before = ds->arena->out_of_memory;
        ds->arena->out_of_memory = false;
        struct jhr_diag *kept = JHR_NEW(ds->arena, struct jhr_diag);
        struct jhr_diag **slot =
            ds->arena->out_of_memory ? NULL : jhr_vec_add(ds->arena, &ds->list);
        if (slot != NULL)
            *slot = d = kept;
        ds->arena->out_of_memory = ds->arena->out_of_memory || before;
    }
    *d = (struct jhr_diag){.id = id, .span = span, .order = order};
    return d;
}

/* A copy that is safe to keep: a name of a megabyte, met a thousand times, must not fill memory. */
static struct jhr_str keep(struct jhr_diags *ds, struct jhr_str arg)
{
    static const char dots[] = "\xe2\x80\xa6";
    if (arg.n <= JHR_DIAG_ARG_MAX)
        return jhr_arena_str(ds->arena, arg);
    char cut[JHR_DIAG_ARG_MAX + sizeof(dots)];
    uint32_t n = JHR_DIAG_ARG_MAX;
    while (n > JHR_DIAG_ARG_MAX - 3 && ((unsigned char)arg.p[n] & 0xc0) == 0x80)
        n--;
    for (uint32_t i = 0; i < n; i++)
        cut[i] = arg.p[i];
    for (uint32_t i = 0; i < sizeof(dots) - 1; i++)
        cut[n + i] = dots[i];
    return jhr_arena_str(ds->arena, (struct jhr_str){cut, n + (uint32_t)sizeof(dots) - 1});
}

struct jhr_diag *jhr_diag_arg(struct jhr_diags *ds, struct jhr_diag *d, struct jhr_str arg)
{
    if (d != &ds->scratch && d->args < JHR_DIAG_ARGS)
        d->arg[d->args++] = keep(ds, arg);
    return d;
}

struct jhr_diag *jhr_diag_label(struct jhr_diags *ds, struct jhr_diag *d, struct jhr_span span,
                                enum jhr_label_id text, struct jhr_str arg)
{
    if (d != &ds->scratch && d->labels < JHR_DIAG_LABELS)
        d->label[d->labels++] = (struct jhr_diag_label){span, text, keep(ds, arg)};
    return d;
}

struct jhr_diag *jhr_diag_add1(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span,
                               struct jhr_str a)
{
    return jhr_diag_arg(ds, jhr_diag_add(ds, id, span), a);
}

struct jhr_diag *jhr_diag_add2(struct jhr_diags *ds, enum jhr_diag_id id, struct jhr_span span,
                               struct jhr_str a, struct jhr_str b)
{
    return jhr_diag_arg(ds, jhr_diag_add1(ds, id, span, a), b);
}

static int compare_u32(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* What has no file is about the run as a whole, and comes last: JHR_NO_FILE is the largest number.
 */
static int compare(const void *p, const void *q)
{
    const struct jhr_diag *a = *(struct jhr_diag *const *)p, *b = *(struct jhr_diag *const *)q;
    int order = compare_u32(a->span.file, b->span.file);
    if (order == 0)
        order = compare_u32(a->span.lo, b->span.lo);
    if (order == 0)
        order = compare_u32(a->span.hi, b->span.hi);
    if (order == 0)
        order = compare_u32(jhr_diag_rows[a->id].code, jhr_diag_rows[b->id].code);
    return order != 0 ? order : compare_u32(a->order, b->order);
}

static bool is_same(const struct jhr_diag *a, const struct jhr_diag *b)
{
    if (a->id != b->id || a->span.file != b->span.file || a->span.lo != b->span.lo ||
        a->span.hi != b->span.hi || !jhr_str_eq(a->pointer, b->pointer))
        return false;
    if (a->span.file != JHR_NO_FILE)
        return true;
    /* Without a place, the arguments tell what it is about. */
    for (size_t i = 0; i < JHR_DIAG_ARGS; i++) {
        if (!jhr_str_eq(a->arg[i], b->arg[i]))
            return false;
    }
    return true;
}

static uint32_t line_of(const struct jhr_diags *ds, const struct jhr_diag *d)
{
    return jhr_source_place(ds->sources, d->span.file, d->span.lo).line;
}

/* A condition that a sign cut short is none: the sign is what is wrong. */
static bool follows(const struct jhr_diags *ds, const struct jhr_diag *d)
{
    if (d->span.file == JHR_NO_FILE || d->id != JHR_D_TYPE_NOT_YESNO)
        return false;
    for (uint32_t i = 0; i < ds->list.n; i++) {
        const struct jhr_diag *other = ds->list.v[i];
        if (other->id == JHR_D_TEXT_UNKNOWN_SIGN && other->span.file == d->span.file &&
            line_of(ds, other) == line_of(ds, d))
            return true;
    }
    return false;
}

void jhr_diag_sort(struct jhr_diags *ds)
{
    struct jhr_diag **v = ds->list.v;
    uint32_t n = 0;
    if (ds->list.n < 2)
        return;
    qsort(v, ds->list.n, sizeof(struct jhr_diag *), compare);
    for (uint32_t i = 0; i < ds->list.n; i++) {
        if ((n > 0 && is_same(v[n - 1], v[i])) || follows(ds, v[i]))
            ds->count[jhr_diag_rows[v[i]->id].severity]--;
        else
            v[n++] = v[i];
    }
    ds->list.n = n;
}

/* Fills {0}..{n-1} in; a brace that is no placeholder stands for itself. */
static void fill(struct jhr_buf *out, const char *text, const struct jhr_str *arg, uint32_t n)
{
    for (const char *p = text; *p != '\0'; p++) {
        bool is_arg = p[0] == '{' && p[1] >= '0' && (uint32_t)(p[1] - '0') < n && p[2] == '}';
        if (!is_arg) {
            jhr_buf_char(out, *p);
            continue;
        }
        jhr_buf_shown(out, arg[p[1] - '0']);
        p += 2;
    }
}

void jhr_diag_sentence(struct jhr_buf *out, const struct jhr_diag *d, enum jhr_lang lang)
{
    fill(out, jhr_diag_rows[d->id].what[lang], d->arg, JHR_DIAG_ARGS);
}

void jhr_diag_label_text(struct jhr_buf *out, enum jhr_label_id id, struct jhr_str arg,
                         enum jhr_lang lang)
{
    fill(out, label_text[id][lang], &arg, 1);
}
