/* Answers, in the notation of the language, to the JSON of a proposal. */
#include "lib/dialog.h"

#include "base/near.h"
#include "grammar/literal.h"

#include <string.h>

bool jhr_dialog_is(struct jhr_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jhr_str_eq_fold(s, jhr_str_of(words[i])))
            return true;
    return false;
}

static json_t *not_understood(struct jhr_buf *why, const char *text)
{
    jhr_buf_z(why, text);
    return NULL;
}

static json_t *suggest(const struct jhr_dialog *d, struct jhr_buf *why, struct jhr_str near)
{
    if (near.n > 0) {
        jhr_buf_z(why, jhr_dialog_in(d, "bedoelde u ", "did you mean "));
        jhr_buf_str(why, near);
        jhr_buf_char(why, '?');
    } else {
        jhr_buf_z(why, jhr_dialog_in(d, "dat is geen van de mogelijkheden",
                                     "that is none of the choices"));
    }
    return NULL;
}

static json_t *read_yes_no(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    if (JHR_DIALOG_IS(s, "ja", "j", "yes", "y"))
        return json_true();
    if (JHR_DIALOG_IS(s, "nee", "n", "no"))
        return json_false();
    return not_understood(why, jhr_dialog_in(d, "antwoord ja of nee", "answer ja or nee"));
}

static json_t *read_number(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    bool negative = s.n > 1 && s.p[0] == '-';
    uint32_t n = 0;
    int64_t v;
    uint8_t scale;
    if (negative)
        s = (struct jhr_str){s.p + 1, s.n - 1};
    while (n < s.n && s.p[n] != ' ') /* 9 jaar */
        n++;
    if (jhr_literal_number((struct jhr_str){s.p, n}, &v, &scale) != JHR_LIT_OK || scale > 0)
        return not_understood(why,
                              jhr_dialog_in(d, "dat is geen geheel getal van hoogstens 15 cijfers",
                                            "that is no whole number of at most 15 digits"));
    return json_integer(negative ? -v : v);
}

static json_t *read_amount(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    int64_t cents;
    if (jhr_literal_money(s, &cents) != JHR_LIT_OK)
        return not_understood(why, jhr_dialog_in(d, "schrijf een bedrag zoals € 1.250,50 of 61,-",
                                                 "write an amount such as € 1.250,50 or 61,-"));
    return json_integer(cents);
}

static json_t *read_date(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    char text[11];
    int32_t ymd = 0;
    if (jhr_literal_date(s, &ymd) != JHR_LIT_OK || !jhr_ymd_is_date(ymd))
        return not_understood(
            why, jhr_dialog_in(d, "schrijf een bestaande datum zoals 1-3-2027, van 1990 t/m 2099",
                               "write a date that exists such as 1-3-2027, from 1990 to 2099"));
    for (int i = 9, rest = ymd; i >= 0; i--) {
        if (i == 7 || i == 4) {
            text[i] = '-';
            continue;
        }
        text[i] = (char)('0' + rest % 10);
        rest /= 10;
    }
    return json_stringn(text, 10);
}

static json_t *read_value(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    const struct jhr_p_soort *soort = &d->program->soorten[d->feit->soort];
    struct jhr_near near;
    int64_t v;
    uint8_t scale;
    uint32_t chosen = UINT32_MAX;
    jhr_near_init(&near, s);
    for (uint32_t i = 0; i < soort->n; i++) {
        struct jhr_str name = jhr_dialog_text(d, d->program->waarden[soort->first + i].naam);
        if (jhr_str_eq_fold(name, s))
            chosen = i;
        jhr_near_try(&near, name);
    }
    if (chosen == UINT32_MAX && jhr_literal_number(s, &v, &scale) == JHR_LIT_OK && scale == 0 &&
        v >= 1 && v <= soort->n)
        chosen = (uint32_t)v - 1;
    if (chosen == UINT32_MAX)
        return suggest(d, why, near.best);
    s = jhr_dialog_text(d, d->program->waarden[soort->first + chosen].naam);
    return json_stringn(s.p, s.n);
}

static bool is_named(struct jhr_str name, struct jhr_str s)
{
    if (name.n != s.n)
        return false;
    for (uint32_t i = 0; i < s.n; i++) {
        char a = name.p[i] == '_' || name.p[i] == '-' ? ' ' : name.p[i];
        char b = s.p[i] == '_' || s.p[i] == '-' ? ' ' : s.p[i];
        if (!jhr_str_eq_fold((struct jhr_str){&a, 1}, (struct jhr_str){&b, 1}))
            return false;
    }
    return true;
}

static json_t *read_gemeente(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    struct jhr_near near;
    bool code = s.n == 4;
    jhr_near_init(&near, s);
    for (uint32_t i = 0; i < s.n && code; i++)
        code = s.p[i] >= '0' && s.p[i] <= '9';
    if (code)
        return json_stringn(s.p, s.n);
    for (uint32_t i = 0; i < d->program->gemeenten_n; i++) {
        struct jhr_str name = jhr_dialog_text(d, d->program->gemeenten[i].naam);
        if (is_named(name, s)) {
            name = jhr_dialog_text(d, d->program->gemeenten[i].code);
            return json_stringn(name.p, name.n);
        }
        jhr_near_try(&near, name);
    }
    return suggest(d, why, near.best);
}

static json_t *read_fact(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    switch ((enum jhr_p_type)d->feit->type) {
    case JHR_P_JANEE:
        return read_yes_no(d, s, why);
    case JHR_P_GETAL:
        return read_number(d, s, why);
    case JHR_P_BEDRAG:
        return read_amount(d, s, why);
    case JHR_P_DATUM:
        return read_date(d, s, why);
    case JHR_P_SOORT:
        return read_value(d, s, why);
    case JHR_P_GEMEENTE:
        return read_gemeente(d, s, why);
    }
    return NULL;
}

/* "40 uur", "3,5 uur per week": the number, the unit, and how often. */
static json_t *read_volume(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    struct jhr_str word[4];
    uint32_t n = 0, at = 0;
    int64_t v;
    double volume;
    uint8_t scale;
    while (at < s.n && n < 4) {
        uint32_t from = at;
        while (at < s.n && s.p[at] != ' ')
            at++;
        word[n++] = (struct jhr_str){s.p + from, at - from};
        while (at < s.n && s.p[at] == ' ')
            at++;
    }
    if (at < s.n || (n != 2 && (n != 4 || !JHR_DIALOG_IS(word[2], "per"))) ||
        jhr_literal_number(word[0], &v, &scale) != JHR_LIT_OK)
        return not_understood(
            why, jhr_dialog_in(d, "schrijf een omvang zoals 40 uur, of 3,5 uur per week",
                               "write a volume such as 40 uur, or 3,5 uur per week"));
    volume = (double)v;
    for (; scale > 0; scale--)
        volume /= 10;
    json_t *o = json_object();
    json_object_set_new(o, "volume", volume == (double)v ? json_integer(v) : json_real(volume));
    json_object_set_new(o, "eenheid", json_stringn(word[1].p, word[1].n));
    if (n == 4)
        json_object_set_new(o, "frequentie", json_stringn(word[3].p, word[3].n));
    return o;
}

static json_t *read_part(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    if (strcmp(d->asked, "omvang") == 0)
        return read_volume(d, s, why);
    if (strcmp(d->asked, "tot_en_met") == 0)
        return JHR_DIALOG_IS(s, "open") ? json_true() : read_date(d, s, why);
    if (JHR_DIALOG_IS(s, "geen", "none"))
        return json_array();
    return not_understood(
        why, jhr_dialog_in(d, "antwoord geen, of weet niet", "answer geen, or weet niet"));
}

json_t *jhr_dialog_value(const struct jhr_dialog *d, struct jhr_str s, struct jhr_buf *why)
{
    return d->feit ? read_fact(d, s, why) : read_part(d, s, why);
}
