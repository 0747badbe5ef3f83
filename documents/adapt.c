#include "documents/adapt.h"

#include "documents/cel.h"
#include "runtime/calendar.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* More years than this between two regelingen is no comparison any more. */
#define YEARS_MOST 20

struct adapt {
    const struct jhr_program *mine, *other;
    struct jhr_adapted *out;
};

/* ---- what only the other regeling knows ---- */

/* A fact, or a `?` of a matrix. */
static bool knows_feit(const struct jhr_program *p, const char *name)
{
    struct jhr_celoordeel cel;
    for (uint32_t i = 0; i < p->feiten_n; i++)
        if (jhr_str_eq(jhr_p_str(p, p->feiten[i].naam), jhr_str_of(name)))
            return true;
    return jhr_cel_find(p, jhr_str_of(name), &cel) && p->cellen[cel.cel].kind == JHR_P_CEL_OPEN;
}

static bool knows_regel(const struct jhr_program *p, const char *id)
{
    for (uint32_t i = 0; i < p->meta[0].regels; i++)
        if (jhr_str_eq(jhr_p_str(p, p->regels[i].id), jhr_str_of(id)))
            return true;
    return false;
}

typedef bool knows_fn(const struct jhr_program *p, const char *name);

static bool is_foreign(const struct adapt *t, knows_fn *knows, const char *name)
{
    return name && !knows(t->mine, name) && knows(t->other, name);
}

static void drop_keys(struct adapt *t, json_t *object, knows_fn *knows)
{
    const char *key;
    json_t *value;
    void *next;
    json_object_foreach_safe(object, next, key, value)
    {
        (void)value;
        if (is_foreign(t, knows, key)) {
            json_object_del(object, key);
            t->out->left_out++;
        }
    }
}

/* Texts, or objects that have the name under `key`. */
static void drop_items(struct adapt *t, json_t *array, const char *key, knows_fn *knows)
{
    for (size_t i = json_array_size(array); i > 0; i--) {
        const json_t *item = json_array_get(array, i - 1);
        const char *name = json_string_value(key ? json_object_get(item, key) : item);
        if (is_foreign(t, knows, name)) {
            json_array_remove(array, i - 1);
            t->out->left_out++;
        }
    }
}

static void drop_foreign(struct adapt *t, json_t *root)
{
    json_t *saldo = json_object_get(root, "saldo");
    drop_keys(t, json_object_get(root, "feiten"), knows_feit);
    drop_items(t, json_object_get(root, "niet_te_verkrijgen"), NULL, knows_feit);
    drop_items(t, json_object_get(json_object_get(root, "voorstel"), "afwijkingen"), "regel",
               knows_regel);
    drop_keys(t, json_object_get(saldo, "budget"), knows_regel);
    drop_keys(t, json_object_get(saldo, "capaciteit"), knows_regel);
}

/* ---- dates ---- */

/* The same day of another year; in February its last day where it is not there. */
static int32_t moved(int32_t ymd, int32_t years)
{
    int32_t to = ymd + years * 10000;
    return jhr_ymd_is_date(to) || to % 10000 != 229 ? to : to - 1;
}

static bool holds(const struct jhr_program *p, int32_t ymd)
{
    int32_t day;
    if (!jhr_ymd_is_date(ymd))
        return false;
    day = jhr_day_of_ymd(ymd);
    return p->meta[0].from <= day && day < p->meta[0].to;
}

/* 0: it is inside already, or nothing helps. */
static int32_t years_to(const struct adapt *t, int32_t peildatum)
{
    if (holds(t->mine, peildatum) || !holds(t->other, peildatum))
        return 0;
    for (int32_t years = 1; years <= YEARS_MOST; years++) {
        if (holds(t->mine, moved(peildatum, years)))
            return years;
        if (holds(t->mine, moved(peildatum, -years)))
            return -years;
    }
    return 0;
}

static int32_t date_in(const json_t *value)
{
    int32_t ymd = 0;
    return json_is_string(value) && jhr_ymd_parse_iso(jhr_str_of(json_string_value(value)), &ymd)
               ? ymd
               : 0;
}

static json_t *date_text(int32_t ymd)
{
    return json_sprintf("%04d-%02d-%02d", (int)(ymd / 10000), (int)(ymd / 100 % 100),
                        (int)(ymd % 100));
}

/* Dates are told by their form: nothing else in a proposal looks like one. */
static void move_dates(json_t *object, int32_t years)
{
    const char *key;
    json_t *value, *item;
    size_t i;
    json_object_foreach(object, key, value)
    {
        int32_t ymd = date_in(value);
        if (ymd)
            json_object_set_new(object, key, date_text(moved(ymd, years)));
        else
            move_dates(value, years);
    }
    json_array_foreach(object, i, item)
    {
        int32_t ymd = date_in(item);
        if (ymd)
            json_array_set_new(object, i, date_text(moved(ymd, years)));
        else
            move_dates(item, years);
    }
}

/* {"B5": {"2027": …}}: the years are keys. */
static void move_years(json_t *budgets, int32_t years)
{
    const char *key, *year;
    json_t *of, *value;
    json_object_foreach(budgets, key, of)
    {
        json_t *to = json_object();
        json_object_foreach(of, year, value)
        {
            long number = strtol(year, NULL, 10);
            if (strlen(year) == 4 && number >= 1000) {
                json_t *name = json_sprintf("%ld", number + years);
                json_object_set(to, json_string_value(name), value);
                json_decref(name);
            } else {
                json_object_set(to, year, value);
            }
        }
        if (json_is_object(of))
            json_object_set(budgets, key, to);
        json_decref(to);
    }
}

static void move(struct adapt *t, json_t *root, int32_t peildatum)
{
    json_t *said = json_object_get(root, "peildatum");
    int32_t years = years_to(t, date_in(said) ? date_in(said) : peildatum);
    if (years == 0)
        return;
    if (!date_in(said)) /* the one of the options does not move with the document */
        json_object_set_new(root, "peildatum", date_text(peildatum));
    move_dates(root, years);
    move_years(json_object_get(json_object_get(root, "saldo"), "budget"), years);
    t->out->years = years;
}

static int add_text(const char *text, size_t n, void *buf)
{
    jhr_buf_add(buf, text, n);
    return 0;
}

bool jhr_adapt_voorstel(struct jhr_arena *a, struct jhr_str json, int32_t peildatum,
                        const struct jhr_program *mine, const struct jhr_program *other,
                        struct jhr_adapted *out)
{
    struct adapt t = {mine, other, out};
    json_error_t error;
    json_t *root = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &error);
    struct jhr_buf text = {0};

    *out = (struct jhr_adapted){0};
    if (!json_is_object(root)) {
        json_decref(root);
        return false;
    }
    drop_foreign(&t, root);
    move(&t, root, peildatum);
    /* a volume has at most 15 digits: so many, and no more, are written as they were read */
    if (out->left_out > 0 || out->years != 0)
        text.failed |=
            json_dump_callback(root, add_text, &text, JSON_COMPACT | JSON_REAL_PRECISION(15)) != 0;
    json_decref(root);
    if (text.n > 0 && !text.failed)
        out->json = jhr_arena_str(a, jhr_buf_get(&text));
    jhr_buf_free(&text);
    return out->json.n > 0;
}
