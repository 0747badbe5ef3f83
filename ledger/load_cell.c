#include "ledger/load.h"

/* ---- what is wrong with a line ---- */

struct jhr_diag *jhr_load_complain(struct jhr_load *k, enum jhr_diag_id id)
{
    struct jhr_buf b = {0};
    struct jhr_diag *d;
    jhr_buf_z(&b, k->path);
    jhr_buf_fmt(&b, ":%llu", (unsigned long long)k->line);
    d = jhr_diag_add1(&k->ctx->ws->diags, id, JHR_NO_SPAN, jhr_buf_get(&b));
    jhr_buf_free(&b);
    k->bad = true;
    return d;
}

bool jhr_load_complain1(struct jhr_load *k, enum jhr_diag_id id, struct jhr_str a)
{
    jhr_diag_arg(&k->ctx->ws->diags, jhr_load_complain(k, id), a);
    return false;
}

bool jhr_load_bad_value(struct jhr_load *k, const struct jhr_in_row *r, enum jhr_cell cell,
                        const char *want)
{
    struct jhr_buf b = {0};
    struct jhr_diag *d = jhr_load_complain(k, JHR_D_LOAD_VALUE);
    jhr_buf_shown(&b, r->values[cell]);
    jhr_diag_arg(&k->ctx->ws->diags, d, jhr_str_of(jhr_cell_names[cell]));
    jhr_diag_arg(&k->ctx->ws->diags, d, jhr_str_of(want));
    jhr_diag_arg(&k->ctx->ws->diags, d, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return false;
}

/* ---- cells ---- */

bool jhr_load_need(struct jhr_load *k, const struct jhr_in_row *r, enum jhr_cell cell)
{
    if (r->values[cell].n > 0)
        return true;
    return jhr_load_complain1(k, JHR_D_LOAD_MISSING, jhr_str_of(jhr_cell_names[cell]));
}

bool jhr_load_number(struct jhr_str s, int64_t most, int64_t *out)
{
    *out = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        *out = *out * 10 + (s.p[i] - '0');
        if (*out > most)
            return false;
    }
    return s.n > 0;
}

/* 2027-03-01, or 1-3-2027 as a spreadsheet in Dutch writes it. */
static bool read_date(struct jhr_str s, int32_t *out)
{
    int64_t part[3];
    uint32_t at = 0;
    if (jhr_ymd_parse_iso(s, out))
        return jhr_ymd_is_date(*out);
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t from = at;
        while (at < s.n && s.p[at] != '-')
            at++;
        if (!jhr_load_number((struct jhr_str){s.p + from, at - from}, 9999, &part[i]))
            return false;
        at += i < 2;
    }
    *out = (int32_t)(part[2] * 10000 + part[1] * 100 + part[0]);
    return at >= s.n && part[1] < 13 && part[0] < 32 && jhr_ymd_is_date(*out);
}

static bool date_cell(struct jhr_load *k, const struct jhr_in_row *r, enum jhr_cell cell,
                      int32_t otherwise, int32_t *out)
{
    *out = otherwise;
    if (r->values[cell].n == 0)
        return true;
    return read_date(r->values[cell], out) || jhr_load_bad_value(k, r, cell, "een datum");
}

bool jhr_load_period(struct jhr_load *k, const struct jhr_in_row *r, int32_t from_otherwise,
                     int32_t *from, int32_t *to)
{
    if (!date_cell(k, r, JHR_C_van, from_otherwise, from) ||
        !date_cell(k, r, JHR_C_tot_en_met, JHR_YMD_NEVER, to))
        return false;
    return *to >= *from || jhr_load_bad_value(k, r, JHR_C_tot_en_met, "een datum vanaf van");
}

bool jhr_load_gemeente(struct jhr_load *k, const struct jhr_in_row *r, int64_t *out)
{
    struct jhr_str s = r->values[JHR_C_gemeente];
    *out = -1;
    return s.n == 0 || (s.n == 4 && jhr_load_number(s, 9999, out)) ||
           jhr_load_bad_value(k, r, JHR_C_gemeente, "een gemeentecode van vier cijfers");
}

static bool word_cell(struct jhr_load *k, const struct jhr_in_row *r, enum jhr_cell cell,
                      const char *const *words, uint8_t n, uint8_t *out)
{
    struct jhr_str s = r->values[cell];
    for (*out = 0; *out < n; (*out)++)
        if (jhr_str_eq(s, jhr_str_of(words[*out])))
            return true;
    *out = 0;
    return s.n == 0 ||
           jhr_load_bad_value(k, r, cell,
                              cell == JHR_C_eenheid ? "minuut, uur, dagdeel, etmaal of stuks"
                                                    : "totaal, dag, week of maand");
}

/* 40, 3.5 or 3,5. */
bool jhr_load_volume(struct jhr_load *k, const struct jhr_in_row *r, struct jhr_omvang *o)
{
    static const char *const units[] = {"minuut", "uur", "dagdeel", "etmaal", "stuks"};
    static const char *const often[] = {"totaal", "dag", "week", "maand"};
    struct jhr_str s = r->values[JHR_C_volume];
    bool point = false, ok = s.n <= 16;
    *o = (struct jhr_omvang){.known = s.n > 0};
    for (uint32_t i = 0; i < s.n && ok; i++) {
        if ((s.p[i] == '.' || s.p[i] == ',') && !point && i > 0 && i + 1 < s.n) {
            point = true;
            continue;
        }
        ok = s.p[i] >= '0' && s.p[i] <= '9';
        o->mantissa = o->mantissa * 10 + (s.p[i] - '0');
        o->scale = (uint8_t)(o->scale + point);
    }
    if (!ok)
        return jhr_load_bad_value(k, r, JHR_C_volume, "een getal vanaf 0 met hoogstens 15 cijfers");
    if (s.n > 0 && !jhr_load_need(k, r, JHR_C_eenheid))
        return false;
    return word_cell(k, r, JHR_C_eenheid, units, 5, &o->eenheid) &&
           word_cell(k, r, JHR_C_frequentie, often, 4, &o->frequentie);
}
