#include "runtime/cost.h"

#include "base/int128.h"
#include "runtime/calendar.h"
#include "runtime/decide.h"

/* Minutes, etmalen or stuks in one unit of a tariff; 0: no unit of volume. */
static int64_t units_of(uint8_t unit)
{
    static const int64_t base[] = {[JHR_P_U_UUR] = 60,
                                   [JHR_P_U_MINUUT] = 1,
                                   [JHR_P_U_DAGDEEL] = 240,
                                   [JHR_P_U_ETMAAL] = 1,
                                   [JHR_P_U_STUK] = 1};
    return unit < sizeof base / sizeof *base ? base[unit] : 0;
}

static bool same_class(uint8_t tarief_unit, uint8_t eenheid)
{
    if (tarief_unit == JHR_P_U_ETMAAL || eenheid == JHR_E_ETMAAL)
        return tarief_unit == JHR_P_U_ETMAAL && eenheid == JHR_E_ETMAAL;
    if (tarief_unit == JHR_P_U_STUK || eenheid == JHR_E_STUK)
        return tarief_unit == JHR_P_U_STUK && eenheid == JHR_E_STUK;
    return true;
}

/* The tariffs of all days from..to added up. False: some day has none. */
static bool sum_of_tariffs(const struct jhr_program *p, const struct jhr_p_product *product,
                           int32_t from, int32_t to, jhr_i128 *sum)
{
    int32_t days = 0;
    *sum = 0;
    for (uint32_t k = 0; k < product->tarief_n; k++) { /* in order, without overlap */
        const struct jhr_p_stap *s = &p->stappen[product->tarief + k];
        int32_t first = s->from > from ? s->from : from, last = s->to - 1 < to ? s->to - 1 : to;
        if (first > last || !s->known)
            continue;
        days += last - first + 1;
        *sum += (jhr_i128)(last - first + 1) * s->value;
    }
    return days == to - from + 1;
}

bool jhr_cost(const struct jhr_program *p, const struct jhr_indicatie *i, int64_t *cents)
{
    const struct jhr_p_product *product;
    int32_t from = jhr_day_of_ymd(i->van), to = jhr_day_of_ymd(i->tot_en_met);
    int64_t scaled;
    jhr_i128 sum, above, below;

    if (i->product >= p->producten_n || i->tot_en_met == 0 || to >= JHR_DAY_NEVER || to < from)
        return false;
    product = &p->producten[i->product];
    if (units_of(product->tarief_unit) == 0 ||
        !same_class(product->tarief_unit, i->omvang.eenheid) || !jhr_omvang_total(i, &scaled) ||
        !sum_of_tariffs(p, product, from, to, &sum))
        return false;
    above = sum * scaled;
    below = (jhr_i128)JHR_OMVANG_SCALE * units_of(product->tarief_unit) * (to - from + 1);
    above = (2 * above + below) / (2 * below);
    if (above > JHR_KOSTEN_MAX)
        return false;
    *cents = (int64_t)above;
    return true;
}

int64_t jhr_price(int64_t volume, int64_t tarief, uint8_t unit)
{
    jhr_i128 above = (jhr_i128)volume * tarief, below = JHR_OMVANG_SCALE * units_of(unit);
    if (below == 0)
        return INT64_MIN;
    jhr_i128 whole = above / below, left = above % below;
    if (left < 0)
        whole--;
    whole = 2 * whole + (left != 0);
    return whole > INT64_MAX || whole <= INT64_MIN ? INT64_MIN : (int64_t)whole;
}

bool jhr_price_bounds(int64_t *lo, int64_t *hi, int64_t tarief)
{
    *lo = *lo >= 0 ? 0 : jhr_price(*lo, tarief, JHR_P_U_MINUUT);
    *hi = *hi <= 0 ? 0 : jhr_price(*hi, tarief, JHR_P_U_MINUUT);
    return *lo != INT64_MIN && *hi != INT64_MIN;
}
