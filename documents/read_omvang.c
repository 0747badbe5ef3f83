#include "documents/read_parts.h"
#include "runtime/decide.h"

#define MAX_DIGITS 15      /* taal.md section 5: what every JSON library keeps of a number */
#define MAX_VOLUME 1000000 /* minutes or units, taal.md principle 3 */

/* ---- words ---- */

struct unit_word {
    const char *word;
    uint8_t unit; /* enum jhr_omvang_eenheid */
};
static const struct unit_word unit_words[] = {
    {"minuut", JHR_E_MINUUT}, {"minuten", JHR_E_MINUUT},  {"uur", JHR_E_UUR},
    {"uren", JHR_E_UUR},      {"dagdeel", JHR_E_DAGDEEL}, {"dagdelen", JHR_E_DAGDEEL},
    {"etmaal", JHR_E_ETMAAL}, {"etmalen", JHR_E_ETMAAL},  {"stuk", JHR_E_STUK},
    {"stuks", JHR_E_STUK},
};
static const char *const shown_units[] = {"minuten", "uur", "dagdelen", "etmalen", "stuks"};
static const char *const frequencies[] = {"totaal", "dag", "week",
                                          "maand"}; /* enum jhr_frequentie */
#define COUNT(x) (sizeof(x) / sizeof *(x))

static void unknown_word(struct jhr_rd *r, enum jhr_diag_id id, struct jhr_str word,
                         const struct jhr_near *near, struct jhr_str known)
{
    struct jhr_diag *d = jhr_rd_fail1(r, id, JHR_RD_TEXT, jhr_rd_quoted(r, word));
    jhr_diag_arg(r->ds, d, known);
    jhr_rd_suggest(r, d, near->best);
}

static bool read_unit(struct jhr_rd *r, const json_t *o, uint8_t *unit)
{
    struct jhr_str word;
    struct jhr_near near;
    if (!jhr_rd_text(r, o, "eenheid", true, &word))
        return false;
    jhr_near_init(&near, word);
    for (size_t i = 0; i < COUNT(unit_words); i++) {
        if (jhr_str_eq(word, jhr_str_of(unit_words[i].word))) {
            *unit = unit_words[i].unit;
            return true;
        }
        jhr_near_try(&near, jhr_str_of(unit_words[i].word));
    }
    jhr_rd_key(r, "eenheid");
    unknown_word(r, JHR_D_INPUT_UNKNOWN_UNIT, word, &near,
                 jhr_rd_list_words(r, shown_units, COUNT(shown_units)));
    jhr_rd_up(r);
    return false;
}

static bool read_frequency(struct jhr_rd *r, const json_t *o, uint8_t *frequency)
{
    struct jhr_str word;
    struct jhr_near near;
    *frequency = JHR_F_TOTAAL;
    if (jhr_rd_get(r, o, "frequentie", false) == NULL)
        return true;
    if (!jhr_rd_text(r, o, "frequentie", false, &word))
        return false;
    jhr_near_init(&near, word);
    for (uint8_t i = 0; i < COUNT(frequencies); i++) {
        if (jhr_str_eq(word, jhr_str_of(frequencies[i]))) {
            *frequency = i;
            return true;
        }
        jhr_near_try(&near, jhr_str_of(frequencies[i]));
    }
    jhr_rd_key(r, "frequentie");
    unknown_word(r, JHR_D_INPUT_UNKNOWN_FREQUENCY, word, &near,
                 jhr_rd_list_words(r, frequencies, COUNT(frequencies)));
    jhr_rd_up(r);
    return false;
}

/* ---- the number ---- */

/* Digits of a JSON number before its exponent, without a leading zero; the point is skipped. */
static bool read_digits(struct jhr_str s, uint32_t *at, int64_t *mantissa, int *fraction)
{
    int digits = 0;
    bool point = false;
    *mantissa = 0;
    *fraction = 0;
    for (; *at < s.n && s.p[*at] != 'e' && s.p[*at] != 'E'; ++*at) {
        char c = s.p[*at];
        if (c == '.') {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            return false;
        digits += digits > 0 || c != '0' || point;
        if (digits > MAX_DIGITS)
            return false;
        *mantissa = *mantissa * 10 + (c - '0');
        *fraction += point;
    }
    return true;
}

static int read_exponent(struct jhr_str s, uint32_t at)
{
    int e = 0;
    bool negative = at + 1 < s.n && s.p[at + 1] == '-';
    for (at++; at < s.n; at++) {
        if (s.p[at] >= '0' && s.p[at] <= '9' && e < 1000)
            e = e * 10 + (s.p[at] - '0');
    }
    return negative ? -e : e;
}

/*
 * The source text of a JSON number as mantissa / 10^scale, exactly: jansson would round it to a
 * double. No zeros end the fraction, so that the scale is at most MAX_DIGITS.
 */
static bool read_decimal(struct jhr_str s, struct jhr_omvang *out)
{
    int64_t mantissa;
    int fraction;
    uint32_t at = 0;
    if (!read_digits(s, &at, &mantissa, &fraction))
        return false;
    if (at < s.n)
        fraction -= read_exponent(s, at);
    if (mantissa == 0)
        fraction = 0;
    for (; fraction > 0 && mantissa % 10 == 0; fraction--)
        mantissa /= 10;
    for (; fraction < 0; fraction++) {
        if (mantissa >= INT64_C(100000000000000)) /* would get a sixteenth digit */
            return false;
        mantissa *= 10;
    }
    if (fraction > MAX_DIGITS)
        return false;
    out->mantissa = mantissa;
    out->scale = (uint8_t)fraction;
    return true;
}

static bool read_volume(struct jhr_rd *r, const json_t *v, struct jhr_omvang *out)
{
    if (json_is_number(v) && read_decimal(jhr_rd_source(r), out))
        return true;
    struct jhr_str shown = r->hidden ? JHR_STR("…") : jhr_rd_source(r);
    jhr_rd_fail1(r, JHR_D_INPUT_VOLUME_NUMBER, JHR_RD_VALUE, shown);
    return false;
}

/* ---- checks against the product ---- */

enum unit_class { CLASS_NONE, CLASS_TIME, CLASS_ETMAAL, CLASS_STUK };

static enum unit_class class_of_unit(uint8_t unit)
{
    return unit == JHR_E_ETMAAL ? CLASS_ETMAAL : unit == JHR_E_STUK ? CLASS_STUK : CLASS_TIME;
}

static enum unit_class class_of_program(uint8_t unit)
{
    switch (unit) {
    case JHR_P_U_UUR:
    case JHR_P_U_MINUUT:
    case JHR_P_U_DAGDEEL:
        return CLASS_TIME;
    case JHR_P_U_ETMAAL:
        return CLASS_ETMAAL;
    case JHR_P_U_STUK:
        return CLASS_STUK;
    default:
        return CLASS_NONE;
    }
}

static bool check_unit(struct jhr_rd *r, const struct jhr_indicatie *i, uint8_t unit)
{
    static const char *const names[] = {"", "minuten, uren of dagdelen", "etmalen", "stuks"};
    if (i->product >= r->p->producten_n)
        return true;
    const struct jhr_p_product *product = &r->p->producten[i->product];
    enum unit_class mine = class_of_unit(unit);
    enum unit_class tarief =
        product->tarief_n ? class_of_program(product->tarief_unit) : CLASS_NONE;
    enum unit_class norm = product->norm_n ? class_of_program(product->norm_unit) : CLASS_NONE;
    enum unit_class want = tarief != CLASS_NONE && tarief != mine ? tarief : norm;
    if (want == CLASS_NONE || want == mine)
        return true;
    jhr_rd_key(r, "eenheid");
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_UNIT_MISMATCH, JHR_RD_TEXT, jhr_str_of(shown_units[unit]));
    jhr_diag_arg(r->ds, d, jhr_str_of(names[want]));
    jhr_diag_arg(r->ds, d, r->p->strings[product->code]);
    jhr_rd_up(r);
    return false;
}

/* Whole minutes or units, and within the language's limit, per period and in all. */
static bool check_volume(struct jhr_rd *r, const struct jhr_indicatie *i)
{
    static const int64_t minutes[] = {1, 60, 240, 1, 1};
    const struct jhr_omvang *o = &i->omvang;
    int64_t power = 1, whole = o->mantissa * minutes[o->eenheid], scaled;
    bool bounded = i->tot_en_met != 0 && i->tot_en_met != JHR_YMD_NEVER;
    bool ended = bounded && i->van != 0 && i->tot_en_met >= i->van;
    for (uint8_t k = 0; k < o->scale; k++)
        power *= 10;
    bool fits = whole % power == 0;
    bool over = whole / power > MAX_VOLUME;
    if (fits && !over && (ended || o->frequentie == JHR_F_TOTAAL))
        over = !jhr_omvang_total(i, &scaled);
    if (fits && !over)
        return true;
    jhr_rd_key(r, "volume");
    if (fits) {
        jhr_rd_fail(r, JHR_D_INPUT_VOLUME_LIMIT, JHR_RD_VALUE);
    } else {
        struct jhr_diag *d =
            jhr_rd_fail1(r, JHR_D_INPUT_VOLUME_FRACTION, JHR_RD_VALUE, jhr_rd_source(r));
        jhr_diag_arg(r->ds, d, jhr_str_of(shown_units[o->eenheid]));
    }
    jhr_rd_up(r);
    return false;
}

void jhr_rd_omvang(struct jhr_rd *r, const json_t *object, struct jhr_indicatie *i)
{
    static const char *const keys[] = {"volume", "eenheid", "frequentie"};
    const json_t *o = jhr_rd_object(r, object, "omvang", false), *v;
    bool has_unit, has_frequency, has_volume = false;
    if (o == NULL)
        return;
    jhr_rd_key(r, "omvang");
    jhr_rd_only(r, o, keys, COUNT(keys));
    has_unit = read_unit(r, o, &i->omvang.eenheid);
    has_frequency = read_frequency(r, o, &i->omvang.frequentie);
    v = jhr_rd_get(r, o, "volume", false);
    if (v != NULL) {
        jhr_rd_key(r, "volume");
        has_volume = read_volume(r, v, &i->omvang);
        jhr_rd_up(r);
    }
    if (has_unit && check_unit(r, i, i->omvang.eenheid) && has_frequency && has_volume) {
        i->omvang.known = true;
        i->omvang.known = check_volume(r, i);
    }
    jhr_rd_up(r);
}
