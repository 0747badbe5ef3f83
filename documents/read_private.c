#include "documents/read_parts.h"

/* Names that tell who a jeugdige is, small letters, without _ - and blanks. */
static const char *const private_names[] = {
    "bsn",           "burgerservicenummer", "sofinummer",    "naam",
    "voornaam",      "voornamen",           "roepnaam",      "achternaam",
    "geslachtsnaam", "geboortenaam",        "geboortedatum",
};
#define NAMES (sizeof private_names / sizeof *private_names)

bool jhr_rd_is_private(const char *key)
{
    char folded[24];
    uint32_t n = 0;
    for (; *key != '\0'; key++) {
        if (*key == '_' || *key == '-' || *key == ' ')
            continue;
        if (n == sizeof folded)
            return false;
        folded[n++] = *key;
    }
    for (size_t i = 0; i < NAMES; i++) {
        if (jhr_str_eq_fold((struct jhr_str){folded, n}, jhr_str_of(private_names[i])))
            return true;
    }
    return false;
}

/* Eight or nine digits that pass the eleven test of a BSN, however they are grouped. */
static bool looks_like_bsn(struct jhr_str s)
{
    int digits[9] = {0}, n = 0, sum = 0, any = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ' ' || c == '.' || c == '-')
            continue;
        if (c < '0' || c > '9' || n == 9)
            return false;
        digits[n++] = c - '0';
    }
    if (n < 8)
        return false;
    for (int i = 0; i < n; i++) {
        int place = n - i; /* 9 … 2 from the left, and the last digit counts negative */
        sum += place == 1 ? -digits[i] : place * digits[i];
        any |= digits[i];
    }
    return any != 0 && sum % 11 == 0;
}

/* jansson refuses documents deeper than 2048, so that this ends. */
static bool has_private_name(const json_t *v)
{
    const char *key;
    json_t *member;
    size_t i;
    if (json_is_object(v)) {
        json_object_foreach((json_t *)v, key, member)
        {
            if (jhr_rd_is_private(key) || has_private_name(member))
                return true;
        }
    } else if (json_is_array(v)) {
        json_array_foreach(v, i, member)
        {
            if (has_private_name(member))
                return true;
        }
    }
    return false;
}

static void report_names(struct jhr_rd *r)
{
    for (uint32_t i = 0; i < r->places.nodes.n; i++) {
        const struct jhr_place_node *n = &r->places.nodes.v[i];
        if (n->key_hi == 0)
            continue;
        struct jhr_str key = jhr_arena_str(r->a, jhr_places_key(&r->places, i));
        if (!jhr_rd_is_private(key.p))
            continue;
        struct jhr_diag *d = jhr_diag_add1(r->ds, JHR_D_INPUT_PRIVATE, JHR_NO_SPAN, key);
        if (d != &r->ds->scratch)
            d->pointer = jhr_arena_str(r->ds->arena, jhr_places_pointer(&r->places, i));
    }
}

static bool is_bsn(struct jhr_rd *r, const json_t *v)
{
    if (json_is_string(v))
        return looks_like_bsn(jhr_rd_string(v));
    return json_is_integer(v) && looks_like_bsn(jhr_rd_source(r));
}

void jhr_rd_private(struct jhr_rd *r, const json_t *root)
{
    const json_t *jeugdige = json_object_get(root, "jeugdige");
    bool named = has_private_name(root), number;
    jhr_rd_key(r, "jeugdige");
    number = jeugdige != NULL && is_bsn(r, jeugdige);
    if (named || number) {
        r->hidden = true;
        r->file = JHR_NO_FILE;
    }
    if (number)
        jhr_rd_fail(r, JHR_D_INPUT_LOOKS_LIKE_BSN, JHR_RD_VALUE);
    jhr_rd_up(r);
    if (named) {
        if (!r->places.built)
            jhr_places_build(&r->places, UINT32_MAX);
        report_names(r);
    }
}
