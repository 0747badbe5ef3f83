#include "runtime/rekening.h"

#include "base/int128.h"
#include "runtime/calendar.h"
#include "runtime/decide.h"

/* ---- a claim, split over the years ---- */

uint32_t jhr_claim_split(int64_t cent, int32_t from, int32_t to, struct jhr_claim *out)
{
    int64_t rest[JHR_MAX_JAREN], days = to - from + 1, left = cent;
    uint32_t n = 0;
    for (int32_t day = from; day <= to && n < JHR_MAX_JAREN; n++) {
        int32_t jaar = jhr_ymd_of_day(day) / 10000;
        int32_t next = jhr_day_of_ymd((jaar + 1) * 10000 + 101);
        int32_t stop = next <= to ? next : to + 1;
        jhr_i128 part = (jhr_i128)cent * (stop - day);
        out[n] = (struct jhr_claim){jaar, (int64_t)(part / days)};
        rest[n] = (int64_t)(part % days);
        left -= out[n].cent;
        day = stop;
    }
    for (; left > 0; left--) { /* fewer than there are years */
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++)
            if (rest[i] > rest[best])
                best = i;
        out[best].cent++;
        rest[best] = -1;
    }
    return n;
}

/* ---- what is free, and what there is ---- */

struct amount { /* cents or places, or unknown */
    int64_t v;
    bool known;
};
struct balance {
    struct amount vrij;
    const struct jhr_saldo *kept; /* by a ledger, with its limit; NULL: the rules say the limit */
    bool lost;                    /* a ledger keeps it, and also the limit: neither is known */
};

bool jhr_rekening_whose(const struct jhr_decider *d, const struct jhr_p_rekening *r, uint32_t *wie)
{
    const struct jhr_program *p = d->program;
    uint32_t feit = p->meta->feit_gemeente;
    uint32_t kolom = feit == JHR_P_NONE ? 0 : p->feiten[feit].kolom;
    *wie = JHR_P_NONE;
    if (r->per & JHR_P_PER_AANBIEDER) {
        *wie = (uint32_t)d->row.x[JHR_X_AANBIEDER];
        return true;
    }
    if ((r->per & JHR_P_PER_GEMEENTE) == 0)
        return true;
    if (feit == JHR_P_NONE || !d->row.known[kolom])
        return false;
    *wie = (uint32_t)d->row.x[kolom];
    return true;
}

/* What a ledger keeps was found by the gemeente of the case: of another one, or when it is taken
 * not to be known, nobody knows what is free. What a proposal says is of its own gemeente,
 * whichever that is. */
static bool found_by(const struct jhr_decider *d, const struct jhr_case *c,
                     const struct jhr_p_rekening *r)
{
    uint32_t feit = d->program->meta->feit_gemeente;
    if ((r->per & JHR_P_PER_GEMEENTE) == 0)
        return true;
    if (feit == JHR_P_NONE)
        return false;
    uint32_t kolom = d->program->feiten[feit].kolom;
    return d->row.known[kolom] && c->feiten[feit].known && c->feiten[feit].v == d->row.x[kolom];
}

static struct balance free_of(const struct jhr_decider *d, const struct jhr_case *c, uint32_t i,
                              int32_t jaar)
{
    for (uint32_t k = 0; k < c->saldi_n; k++) {
        const struct jhr_saldo *s = &c->saldi[k];
        if (s->rekening != i || (s->jaar != jaar && s->jaar != 0))
            continue;
        if (s->begrensd && !found_by(d, c, &d->program->rekeningen[i]))
            return (struct balance){.lost = true};
        return (struct balance){{s->vrij, true}, s->begrensd ? s : NULL, false};
    }
    return (struct balance){{0, c->saldo_volledig}, NULL, false};
}

struct jhr_limits jhr_rekening_limits(const struct jhr_program *p, const struct jhr_p_rekening *r,
                                      uint32_t wie)
{
    const struct jhr_p_grens *all = p->grenzen + r->grens;
    struct jhr_limits found = {all, 0};
    for (uint32_t i = 0; i < r->grens_n; i++) {
        if (all[i].wie != wie)
            continue;
        if (found.n++ == 0)
            found.v = &all[i];
    }
    return found.n > 0 || wie == JHR_P_NONE ? found : jhr_rekening_limits(p, r, JHR_P_NONE);
}

/* The lowest limit on the days from..to. */
static struct amount lowest(struct jhr_limits ls, int32_t from, int32_t to)
{
    struct amount least = {0, false};
    int32_t next = from; /* the first day that no limit was found for */
    for (uint32_t i = 0; i < ls.n && next <= to; i++) {
        const struct jhr_p_grens *g = &ls.v[i];
        if (g->to <= next || g->from > to)
            continue;
        if (!g->known || g->from > next)
            return (struct amount){0, false};
        if (!least.known || g->value < least.v)
            least = (struct amount){g->value, true};
        next = g->to;
    }
    return next > to ? least : (struct amount){0, false};
}

/* ---- is there room? ---- */

/* What is free is not said, yet never more than there is. */
static struct jhr_room {
    uint8_t ruimte, waarschuwing;
} room(const struct jhr_p_rekening *r, struct amount claim, struct balance balance,
       struct amount grens)
{
    struct jhr_room out = {JHR_UNKNOWN, JHR_UNKNOWN};
    struct amount vrij = balance.vrij;
    grens.known &= !balance.lost;
    if (balance.kept)
        grens = (struct amount){balance.kept->grens, true};
    int64_t used = balance.kept ? balance.kept->gebruikt : grens.v - vrij.v;
    struct amount most = vrij.known ? vrij : grens;
    if (most.known && claim.v > most.v)
        out.ruimte = JHR_NO;
    else if (vrij.known && claim.known)
        out.ruimte = JHR_YES;
    if (r->vanaf_van == 0)
        out.waarschuwing = JHR_NO;
    else if (grens.known && vrij.known && claim.known)
        out.waarschuwing = (jhr_i128)(used + claim.v) * r->vanaf_van >= (jhr_i128)grens.v * r->vanaf
                               ? JHR_YES
                               : JHR_NO;
    return out;
}

static void put(struct jhr_decider *d, const struct jhr_p_rekening *r, struct jhr_room found)
{
    uint8_t *b = d->row.b + (r->kolom - d->program->meta->xcols);
    b[JHR_RC_RUIMTE] = found.ruimte;
    b[JHR_RC_WAARSCHUWING] = found.waarschuwing;
}

/* The last day that is surely claimed. */
static int32_t last_day(const struct jhr_row *row)
{
    int64_t end = row->x[row->known[JHR_X_EIND] ? JHR_X_EIND : JHR_X_START];
    return (int32_t)(end < JHR_DAY_NEVER ? end : JHR_DAY_NEVER - 1);
}

static struct jhr_room places(struct jhr_decider *d, const struct jhr_case *c, uint32_t i)
{
    const struct jhr_p_rekening *r = &d->program->rekeningen[i];
    struct amount grens = {0, false};
    uint32_t wie;
    if (jhr_rekening_whose(d, r, &wie))
        grens = lowest(jhr_rekening_limits(d->program, r, wie), (int32_t)d->row.x[JHR_X_START],
                       last_day(&d->row));
    struct jhr_room found = room(r, (struct amount){1, true}, free_of(d, c, i, 0), grens);
    if (!d->row.known[JHR_X_EIND] && found.waarschuwing == JHR_NO && r->vanaf_van != 0)
        found.waarschuwing = JHR_UNKNOWN; /* fewer places later on */
    return found;
}

/* Yes only when all parts say so, no as soon as one does. */
static void all_of(struct jhr_room *all, struct jhr_room one)
{
    all->ruimte = one.ruimte < all->ruimte ? one.ruimte : all->ruimte;
    all->waarschuwing = one.waarschuwing > all->waarschuwing ? one.waarschuwing : all->waarschuwing;
}

static struct jhr_room cents(struct jhr_decider *d, const struct jhr_case *c, uint32_t i)
{
    const struct jhr_program *p = d->program;
    const struct jhr_p_rekening *r = &p->rekeningen[i];
    const struct jhr_row *row = &d->row;
    bool yearly = r->per & JHR_P_PER_KALENDERJAAR, priced = row->known[JHR_X_KOSTEN];
    int32_t from = (int32_t)row->x[JHR_X_START], to = last_day(row);
    struct jhr_room all = {JHR_YES, JHR_NO};
    struct jhr_claim parts[JHR_MAX_JAREN];
    struct jhr_limits ls = {p->grenzen, 0};
    uint32_t wie, n = 1;

    to = to > JHR_DAY_LAST ? from : to; /* an open end: of the first year alone something is sure */
    if (jhr_rekening_whose(d, r, &wie))
        ls = jhr_rekening_limits(p, r, wie);
    parts[0] = (struct jhr_claim){0, row->x[JHR_X_KOSTEN]};
    if (yearly)
        n = jhr_claim_split(row->x[JHR_X_KOSTEN], from, to, parts);
    for (uint32_t k = 0; k < n; k++) {
        int32_t day = yearly ? jhr_day_of_ymd(parts[k].jaar * 10000 + 101) : from;
        struct amount claim = {parts[k].cent, priced};
        all_of(&all, room(r, claim, free_of(d, c, i, parts[k].jaar), lowest(ls, day, day)));
    }
    return all;
}

void jhr_rekening_fill(struct jhr_decider *d, const struct jhr_case *c)
{
    const struct jhr_program *p = d->program;
    for (uint32_t i = 0; i < p->rekeningen_n; i++) {
        const struct jhr_p_rekening *r = &p->rekeningen[i];
        bool budget = p->regels[r->regel].kind == JHR_P_BUDGET;
        put(d, r, budget ? cents(d, c, i) : places(d, c, i));
    }
}
