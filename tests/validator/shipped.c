/*
 * The rules that ship, now against with the proposals: of random cases as many decide otherwise as
 * the exact shares say, within five standard errors; of all, and of each edited rule.
 */
#include "tests/validator/aid.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EDITS = 256, DIMS = 256 };

struct sampled {
    const struct jhr_space *s;
    const struct jhr_diff *d;
    struct jhr_getuigen g;
    struct jhr_arena a;
    struct chance c;
    uint64_t cases, differ, edits[EDITS];
};

static uint32_t contribution(const struct sampled *k, uint32_t side, const struct jhr_besluit *b,
                             struct jhr_str id)
{
    uint32_t i = jhr_model_regel(k->s->side[side].model, id);
    if (i == JHR_NONE)
        return 0;
    uint8_t stand = k->s->side[side].model->regels[i].stand;
    bool asked =
        stand == JHR_S_VASTGESTELD || (stand == JHR_S_VOORGESTELD && k->s->side[side].voorgesteld);
    uint8_t u = b->regels[i].uitkomst;
    asked = asked && (b->adviserend || b->regels[i].rol == JHR_ROL_BESLIST); /* kracht */
    return !asked ? 0 : u == JHR_NIET_VOLDAAN ? 1 : u == JHR_ONBEKEND ? 2 : 0;
}

/* Uniform over the cases that count; false: there is no such case, try another. */
static bool one_case(struct sampled *k)
{
    int64_t raw[DIMS];
    struct jhr_case c[2];
    const struct jhr_besluit *b[2];
    for (uint32_t i = 0; i < k->s->dims.n; i++) {
        const struct jhr_dim *d = &k->s->dims.v[i];
        raw[i] = chance_between(&k->c, d->lo, d->hi - d->extra);
    }
    if (!is_valid(k->s, raw))
        return false;
    uint32_t product = chance_below(&k->c, k->s->products_n);
    jhr_arena_reset(&k->a);
    for (uint32_t i = 0; i < 2; i++) {
        c[i] = jhr_getuige_case(k->s, &k->a, i, product, raw, 0);
        b[i] = jhr_getuige_decide(&k->g, i, &c[i]);
    }
    if (b[0]->besluit == JHR_STRIJDIG && b[1]->besluit == JHR_STRIJDIG)
        return false;
    k->cases++;
    if (b[0]->besluit == b[1]->besluit)
        return true;
    k->differ++;
    for (uint32_t e = 0; e < k->d->wijzigingen_n; e++) {
        struct jhr_str id = k->d->wijzigingen[e].regel;
        k->edits[e] += contribution(k, 0, b[0], id) != contribution(k, 1, b[1], id);
    }
    return true;
}

static bool near(const struct sampled *k, const struct jhr_share *share, uint64_t met,
                 struct jhr_str what)
{
    if (!share->known || jhr_count_is_zero(&share->whole))
        return true;
    double p = (double)jhr_count_ratio(&share->part, &share->whole, UINT64_C(1000000000000)) / 1e12;
    double n = (double)k->cases, off = (double)met - p * n;
    /* off <= 5 sqrt(p (1 - p) n), without a root; and one case, for what is as rare as that */
    bool ok = off * off <= 25 * p * (1 - p) * n || (off < 1.5 && off > -1.5);
    if (!ok)
        printf("%.*s: %" PRIu64 " of %" PRIu64 " cases, but the share is %.9f\n", (int)what.n,
               what.p, met, k->cases, p);
    return ok;
}

int run_shipped(uint64_t seed, uint64_t cases, const char *path)
{
    struct sampled k = {.c = chance_of(seed, 12)};
    struct opened o;
    struct jhr_arena a;
    bool ok = opened_file(&o, path);
    jhr_arena_init(&a, 0);
    jhr_arena_init(&k.a, 0);
    struct jhr_side now = o.side, then = o.side;
    then.voorgesteld = true;
    k.d = ok ? jhr_diff(&a, &now, &then, 0) : NULL;
    ok = k.d != NULL && k.d->proved && k.d->wijzigingen_n <= EDITS && k.d->space->dims.n <= DIMS;
    if (ok) {
        k.s = k.d->space;
        ok = jhr_getuigen_init(&k.g, k.s);
    }
    while (ok && k.cases < cases)
        (void)one_case(&k);
    ok = ok && near(&k, &k.d->overall, k.differ, JHR_STR("all"));
    uint32_t known = 0;
    for (uint32_t e = 0; ok && e < k.d->wijzigingen_n; e++) {
        known += k.d->wijzigingen[e].overall.known;
        ok = near(&k, &k.d->wijzigingen[e].overall, k.edits[e], k.d->wijzigingen[e].regel);
    }
    struct jhr_buf share = {0};
    if (k.d != NULL)
        jhr_share_text(&share, &k.d->overall, false);
    printf("# proofs of %s: %" PRIu64 " random cases, %" PRIu64 " decided otherwise with the "
           "proposals (exactly %.*s), %u edited rules with a share: %s\n",
           path, k.cases, k.differ, (int)share.n, share.p != NULL ? share.p : "", known,
           ok ? "within 5 standard errors" : "DIFFERENT");
    jhr_buf_free(&share);
    jhr_getuigen_free(&k.g);
    jhr_arena_free(&k.a);
    jhr_arena_free(&a);
    opened_close(&o);
    return ok ? 0 : 1;
}
