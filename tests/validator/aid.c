#include "tests/validator/aid.h"

#include "compiler/compile.h"
#include "compiler/lower.h"
#include "runtime/calendar.h"

#include <stdio.h>

static bool load_nothing(void *self, struct jhr_str from, struct jhr_str path,
                         struct jhr_str *full_path, struct jhr_str *text, struct jhr_str *error)
{
    (void)self, (void)from, (void)path, (void)full_path, (void)text;
    *error = JHR_STR("no files here");
    return false;
}

static bool open_source(struct opened *o, struct jhr_loader loader, struct jhr_str path,
                        struct jhr_str text)
{
    uint32_t file = jhr_source_add(&o->sources, path, text);
    if (!jhr_compile(&o->arena, &o->diags, &o->sources, loader, file, &o->side.model, &o->bytes,
                     &o->program) ||
        o->program == NULL)
        return false;
    o->side.ir = jhr_lower_proofs(&o->arena, &o->diags, o->side.model);
    o->side.program = o->program;
    return o->side.ir != NULL;
}

static void begin(struct opened *o)
{
    *o = (struct opened){0};
    jhr_arena_init(&o->arena, 0);
    o->sources.arena = &o->arena;
    o->diags = (struct jhr_diags){.arena = &o->arena, .sources = &o->sources};
}

bool opened_text(struct opened *o, struct jhr_str text)
{
    begin(o);
    return open_source(o, (struct jhr_loader){load_nothing, NULL}, JHR_STR("regeling.jhr"), text);
}

static bool read_file(struct jhr_arena *a, const char *path, struct jhr_str *text)
{
    FILE *f = fopen(path, "rb");
    struct jhr_buf b = {0};
    char part[4096];
    for (size_t n; f != NULL && (n = fread(part, 1, sizeof part, f)) > 0;)
        jhr_buf_add(&b, part, n);
    if (f != NULL)
        (void)fclose(f);
    *text = jhr_arena_str(a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return f != NULL;
}

static bool load_beside(void *self, struct jhr_str from, struct jhr_str path,
                        struct jhr_str *full_path, struct jhr_str *text, struct jhr_str *error)
{
    struct opened *o = self;
    struct jhr_buf full = {0};
    uint32_t folder = from.n;
    while (folder > 0 && from.p[folder - 1] != '/')
        folder--;
    jhr_buf_add(&full, from.p, folder);
    jhr_buf_str(&full, path);
    *full_path = jhr_arena_str(&o->arena, jhr_buf_get(&full));
    jhr_buf_free(&full);
    *error = JHR_STR("not readable");
    return read_file(&o->arena, full_path->p, text);
}

bool opened_file(struct opened *o, const char *path)
{
    struct jhr_str text;
    begin(o);
    return read_file(&o->arena, path, &text) &&
           open_source(o, (struct jhr_loader){load_beside, o}, jhr_str_of(path), text);
}

void opened_close(struct opened *o)
{
    jhr_program_free(o->program);
    jhr_buf_free(&o->bytes);
    jhr_arena_free(&o->arena);
}

bool is_valid(const struct jhr_space *s, const int64_t *raw)
{
    if (s->when != JHR_NONE && raw[s->when] == JHR_WHEN_NONE &&
        ((s->item != JHR_NONE && raw[s->item] != 0) ||
         (s->item_by != JHR_NONE && raw[s->item_by] != JHR_BY_SAME)))
        return false;
    if (s->item_by != JHR_NONE && s->by != JHR_NONE && raw[s->item_by] >= JHR_BY_NAMED &&
        raw[s->item_by] - JHR_BY_NAMED + 1 == raw[s->by])
        return false;
    if (s->length != JHR_NONE && raw[s->length] <= JHR_LENGTH_MOST &&
        raw[s->start] + raw[s->length] - 1 > JHR_DAY_LAST)
        return false;
    return s->contract == JHR_NONE || raw[s->contract] != JHR_CONTRACT_AT_START ||
           raw[s->length] > 1;
}

void random_raw(const struct jhr_space *s, struct chance *c, int64_t *raw)
{
    do {
        for (uint32_t i = 0; i < s->dims.n; i++) {
            const struct jhr_dim *d = &s->dims.v[i];
            raw[i] = chance_between(c, d->lo, d->hi);
            if (chance_percent(c, 50))
                continue;
            raw[i] = d->first[chance_below(c, d->n + 1)] - chance_below(c, 2);
            raw[i] = raw[i] < d->lo ? d->lo : raw[i] > d->hi ? d->hi : raw[i];
        }
    } while (!is_valid(s, raw));
}
