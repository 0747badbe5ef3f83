#include "documents/peek.h"

#include <jansson.h>

static struct jhr_str text_of(struct jhr_arena *a, const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v) || json_string_length(v) > JHR_ARENA_POISON)
        return JHR_STR("");
    return jhr_arena_str(a,
                         (struct jhr_str){json_string_value(v), (uint32_t)json_string_length(v)});
}

static int32_t date_of(struct jhr_arena *a, const json_t *object, const char *key)
{
    int32_t ymd = 0;
    return jhr_ymd_parse_iso(text_of(a, object, key), &ymd) ? ymd : 0;
}

bool jhr_peek_voorstel(struct jhr_arena *a, struct jhr_str json, struct jhr_peek *out)
{
    json_error_t error;
    json_t *root = json_loadb(json.p, json.n, 0, &error);
    const json_t *voorstel;

    *out = (struct jhr_peek){0};
    if (!json_is_object(root)) {
        json_decref(root);
        return false;
    }
    voorstel = json_object_get(root, "voorstel");
    out->peildatum = date_of(a, root, "peildatum");
    out->van = date_of(a, voorstel, "van");
    out->product = text_of(a, voorstel, "product");
    out->gemeente = text_of(a, json_object_get(root, "feiten"), "gemeente");
    json_decref(root);
    return true;
}
