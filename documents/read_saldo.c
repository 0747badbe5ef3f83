#include "documents/read_parts.h"

/* What is free of budgets and capaciteiten. What is not there is unknown. */

typedef JHR_VEC(struct jhr_saldo) saldi;

/* The number `name` of an object, in whole cents or places. */
static void read_free(struct jhr_rd *r, const json_t *v, const char *name, enum jhr_diag_id want,
                      struct jhr_saldo saldo, saldi *out)
{
    const char *const keys[] = {name};
    if (json_is_null(v))
        return;
    if (!json_is_object(v)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_OBJECT);
        return;
    }
    jhr_rd_only(r, v, keys, 1);
    const json_t *number = jhr_rd_get(r, v, name, false);
    if (number == NULL)
        return;
    jhr_rd_key(r, name);
    saldo.vrij = json_integer_value(number);
    if (!json_is_integer(number))
        jhr_rd_want(r, want);
    else if (saldo.vrij > JHR_GRENS_MAX || saldo.vrij < -JHR_GRENS_MAX)
        jhr_rd_fail1(r, JHR_D_INPUT_SALDO_LARGE, JHR_RD_VALUE, jhr_rd_source(r));
    struct jhr_saldo *slot = jhr_vec_add(r->a, out);
    if (slot != NULL)
        *slot = saldo;
    jhr_rd_up(r);
}

static int32_t year_of(const char *key)
{
    int32_t year = 0;
    uint32_t n = 0;
    for (; key[n] >= '0' && key[n] <= '9' && n < 4; n++)
        year = year * 10 + (key[n] - '0');
    bool is_year =
        n == 4 && key[4] == '\0' && year >= JHR_YMD_FIRST / 10000 && year <= JHR_YMD_LAST / 10000;
    return is_year ? year : 0;
}

static void read_years(struct jhr_rd *r, const json_t *budget, uint32_t rekening, saldi *out)
{
    const char *key;
    json_t *v;
    if (json_is_null(budget))
        return;
    if (!json_is_object(budget)) {
        jhr_rd_want(r, JHR_D_INPUT_WANT_OBJECT);
        return;
    }
    json_object_foreach((json_t *)budget, key, v)
    {
        struct jhr_saldo saldo = {.rekening = rekening, .jaar = year_of(key)};
        if (jhr_rd_is_private(key))
            continue;
        jhr_rd_key(r, key);
        if (saldo.jaar > 0)
            read_free(r, v, "vrij_cent", JHR_D_INPUT_WANT_CENTS, saldo, out);
        else
            jhr_rd_fail1(r, JHR_D_INPUT_YEAR, JHR_RD_KEY, jhr_rd_quoted(r, jhr_str_of(key)));
        jhr_rd_up(r);
    }
}

/* The rekening of that name and kind; JHR_P_NONE after a message. */
static uint32_t find_rekening(struct jhr_rd *r, const char *key, enum jhr_p_regel_kind kind)
{
    struct jhr_str id = jhr_str_of(key);
    struct jhr_near near;
    jhr_near_init(&near, id);
    for (uint32_t i = 0; i < r->p->rekeningen_n; i++) {
        const struct jhr_p_regel *regel = &r->p->regels[r->p->rekeningen[i].regel];
        struct jhr_str name = r->p->strings[regel->id];
        if (regel->kind == kind)
            jhr_near_try(&near, name);
        if (!jhr_str_eq(name, id))
            continue;
        if (regel->kind == kind)
            return i;
        jhr_rd_fail1(r, kind == JHR_P_BUDGET ? JHR_D_INPUT_NO_BUDGET : JHR_D_INPUT_NO_CAPACITEIT,
                     JHR_RD_KEY, id);
        return JHR_P_NONE;
    }
    struct jhr_diag *d =
        jhr_rd_fail1(r, JHR_D_INPUT_UNKNOWN_REKENING, JHR_RD_KEY, jhr_rd_quoted(r, id));
    jhr_rd_suggest(r, d, near.best);
    return JHR_P_NONE;
}

static void read_rekening(struct jhr_rd *r, const char *key, const json_t *v, bool budget,
                          saldi *out)
{
    uint32_t i = find_rekening(r, key, budget ? JHR_P_BUDGET : JHR_P_CAPACITEIT);
    if (i == JHR_P_NONE)
        return;
    struct jhr_saldo saldo = {.rekening = i};
    if (!budget)
        read_free(r, v, "vrij", JHR_D_INPUT_WANT_INTEGER, saldo, out);
    else if (r->p->rekeningen[i].per & JHR_P_PER_KALENDERJAAR)
        read_years(r, v, i, out);
    else
        read_free(r, v, "vrij_cent", JHR_D_INPUT_WANT_CENTS, saldo, out);
}

void jhr_rd_saldo(struct jhr_rd *r, const json_t *root)
{
    static const char *const keys[] = {"budget", "capaciteit"};
    const json_t *saldo = jhr_rd_object(r, root, "saldo", false);
    saldi list = {0};
    const char *key;
    json_t *v;
    if (saldo == NULL)
        return;
    jhr_rd_key(r, "saldo");
    jhr_rd_only(r, saldo, keys, sizeof keys / sizeof *keys);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const json_t *part = jhr_rd_object(r, saldo, keys[i], false);
        jhr_rd_key(r, keys[i]);
        json_object_foreach((json_t *)part, key, v)
        {
            if (jhr_rd_is_private(key))
                continue;
            jhr_rd_key(r, key);
            read_rekening(r, key, v, i == 0, &list);
            jhr_rd_up(r);
        }
        jhr_rd_up(r);
    }
    jhr_rd_up(r);
    r->out->saldi = list.v;
    r->out->saldi_n = list.n;
}
