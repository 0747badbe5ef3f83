#include "lib/compare_parts.h"

#include "documents/adapt.h"
#include "runtime/cost.h"

/* ---- one proposal on one side ---- */

struct decided {
    const struct jhr_program *p;
    struct jhr_case c;
    const struct jhr_besluit *besluit; /* NULL: it could not be read */
    struct jhr_str why;                /* then: the first finding */
    bool priced;
    int64_t cents;
};

static struct jhr_str first_finding(jhr_ctx *ctx, struct jhr_arena *a)
{
    struct jhr_buf b = {0};
    struct jhr_str text;
    for (uint32_t i = 0; i < ctx->ws->diags.list.n && b.n == 0; i++) {
        const struct jhr_diag *d = ctx->ws->diags.list.v[i];
        if (jhr_diag_rows[d->id].severity != JHR_ERROR)
            continue;
        jhr_diag_sentence(&b, d, ctx->lang);
        jhr_buf_fmt(&b, " [JHR%04u]", (unsigned)jhr_diag_rows[d->id].code);
    }
    a->out_of_memory |= b.failed;
    text = jhr_arena_str(a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return text;
}

/* One side reads and decides; `scratch` holds what must outlive the next read. */
struct reading {
    jhr_ctx *ctx;
    struct jhr_arena *scratch;
    const char *name;
    struct jhr_str json;
    struct jhr_zaken *z;
};

/* Read with what the other side knows, when it cannot be read as it is. */
static struct jhr_engine *read_adapted(const struct reading *r, jhr_session *s,
                                       const jhr_session *other, struct jhr_case *out)
{
    struct jhr_adapted adapted;
    struct jhr_engine *e;
    int32_t peildatum = s->peildatum;
    if (s->engines_n != 1 || other->engines_n != 1 ||
        !jhr_adapt_voorstel(r->scratch, r->json, peildatum, s->engines[0].rules->program,
                            other->engines[0].rules->program, &adapted) ||
        !jhr_ctx_reset(r->ctx))
        return NULL;
    if (adapted.years != 0) /* the document has its own by now */
        s->peildatum = 0;
    e = jhr_session_read(r->ctx, s, r->name, adapted.json.p, adapted.json.n, out);
    s->peildatum = peildatum;
    r->z->moved += e && adapted.years != 0;
    r->z->partial += e && adapted.left_out > 0;
    return e;
}

static jhr_status decide(const struct reading *r, jhr_session *s, const jhr_session *other,
                         struct decided *out)
{
    struct jhr_engine *e;
    *out = (struct decided){0};
    if (!jhr_ctx_reset(r->ctx))
        return JHR_NOMEM;
    e = jhr_session_read(r->ctx, s, r->name, r->json.p, r->json.n, &out->c);
    if (!e) {
        out->why = first_finding(r->ctx, r->scratch);
        e = read_adapted(r, s, other, &out->c);
    }
    if (e) {
        out->p = e->rules->program;
        out->besluit =
            jhr_engine_decide(e->rules, &e->decider, JHR_ENGINE_SCALAR, &s->arena, &out->c);
        out->priced = jhr_cost(out->p, &out->c.voorstel, &out->cents);
    }
    return jhr_ctx_done(r->ctx,
                        s->arena.out_of_memory || (e && !out->besluit) ? JHR_NOMEM : JHR_OK);
}

/* ---- what differs ---- */

/* Sums of absurd amounts stay at the largest number. */
static void add_cents(int64_t *sum, int64_t cents)
{
    *sum = cents > INT64_MAX - *sum ? INT64_MAX : *sum + cents;
}

static bool is_ground(const struct decided *d, uint32_t rule)
{
    const struct jhr_regel_uitkomst *u = &d->besluit->regels[rule];
    bool altijd = d->p->regels[rule].kind == JHR_P_ALTIJD;
    return u->rol == JHR_ROL_BESLIST && u->uitkomst == JHR_NIET_VOLDAAN &&
           altijd == (d->besluit->besluit == JHR_STRIJDIG);
}

/* The rules that refuse, in the order of the file; of a proposal that is not refused none. */
static struct jhr_str gronden(struct jhr_arena *a, const struct decided *d)
{
    struct jhr_buf b = {0};
    struct jhr_str text;
    bool refused =
        d->besluit->besluit == JHR_NIET_TOELAATBAAR || d->besluit->besluit == JHR_STRIJDIG;
    for (uint32_t i = 0; refused && i < d->besluit->regels_n; i++) {
        if (!is_ground(d, i))
            continue;
        jhr_buf_z(&b, b.n > 0 ? ", " : "");
        jhr_buf_str(&b, jhr_p_str(d->p, d->p->regels[i].id));
    }
    a->out_of_memory |= b.failed;
    text = jhr_arena_str(a, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return text;
}

/* The same rules, in whatever order. */
static bool same_gronden(const struct decided *was, const struct decided *wordt)
{
    const struct decided *sides[2] = {was, wordt};
    for (int k = 0; k < 2; k++) {
        const struct decided *one = sides[k], *two = sides[1 - k];
        for (uint32_t i = 0; i < one->besluit->regels_n; i++) {
            bool there = !is_ground(one, i);
            for (uint32_t j = 0; !there && j < two->besluit->regels_n; j++)
                there = is_ground(two, j) && jhr_str_eq(jhr_p_str(one->p, one->p->regels[i].id),
                                                        jhr_p_str(two->p, two->p->regels[j].id));
            if (!there)
                return false;
        }
    }
    return true;
}

static struct jhr_str gemeente_of(const struct decided *d)
{
    uint32_t feit = d->p->meta[0].feit_gemeente;
    if (feit == JHR_P_NONE || !d->c.feiten[feit].known)
        return JHR_STR("onbekend");
    if ((uint64_t)d->c.feiten[feit].v >= d->p->gemeenten_n)
        return JHR_STR("elders");
    return jhr_p_str(d->p, d->p->gemeenten[d->c.feiten[feit].v].naam);
}

static void tally(struct jhr_arena *a, struct jhr_tallies *t, struct jhr_str name,
                  const struct jhr_flip *f)
{
    struct jhr_tally *x = jhr_map_get(&t->by_name, name), **slot;
    if (!x) {
        slot = jhr_vec_add(a, &t->list);
        x = JHR_NEW(a, struct jhr_tally);
        if (!slot || !x)
            return;
        *slot = x;
        x->name = jhr_arena_str(a, name);
        jhr_map_put(a, &t->by_name, x->name, x);
    }
    x->n++;
    x->unpriced += !f->priced;
    if (f->priced)
        add_cents(&x->cents, f->cents);
}

/* What the proposal costs where it is admitted; else by the new rules, or by the old. */
static void price(struct jhr_flip *f, const struct decided *was, const struct decided *wordt)
{
    bool old_one = was->besluit->besluit == JHR_TOELAATBAAR || !wordt->priced;
    const struct decided *by = old_one && was->priced ? was : wordt;
    f->priced = by->priced;
    f->cents = by->cents;
}

static void keep(struct jhr_comparison *c, size_t line, const struct decided *was,
                 const struct decided *wordt)
{
    struct jhr_arena *a = &c->arena;
    struct jhr_zaken *z = &c->zaken;
    struct jhr_flip f = {.line = line,
                         .was = was->besluit->besluit,
                         .wordt = wordt->besluit->besluit,
                         .gemeente = gemeente_of(wordt),
                         .product = wordt->c.voorstel.product_code,
                         .aanbieder = wordt->c.voorstel.aanbieder_code};
    price(&f, was, wordt);
    if (f.was != f.wordt) {
        struct jhr_buf direction = {0};
        jhr_put_direction(&direction, f.was, f.wordt);
        a->out_of_memory |= direction.failed;
        tally(a, &z->by[JHR_BY_RICHTING], jhr_buf_get(&direction), &f);
        jhr_buf_free(&direction);
        tally(a, &z->by[JHR_BY_GEMEENTE], f.gemeente, &f);
        tally(a, &z->by[JHR_BY_PRODUCT], f.product, &f);
        tally(a, &z->by[JHR_BY_AANBIEDER], f.aanbieder, &f);
    }
    if (z->list.n < JHR_FLIPS_MOST) {
        struct jhr_flip **slot = jhr_vec_add(a, &z->list), *copy = JHR_NEW(a, struct jhr_flip);
        if (!slot || !copy)
            return;
        f.gemeente = jhr_arena_str(a, f.gemeente);
        f.product = jhr_arena_str(a, f.product);
        f.aanbieder = jhr_arena_str(a, f.aanbieder);
        f.gronden_was = gronden(a, was);
        f.gronden_wordt = gronden(a, wordt);
        *copy = f;
        *slot = copy;
    }
}

static void add_cost(struct jhr_zaken *z, const struct decided *d, int64_t *sum)
{
    if (d->besluit->besluit != JHR_TOELAATBAAR)
        return;
    if (d->priced)
        add_cents(sum, d->cents);
    else
        z->unpriced++;
}

static void keep_unread(struct jhr_comparison *c, size_t line, const struct decided *was,
                        const struct decided *wordt)
{
    struct jhr_zaken *z = &c->zaken;
    struct jhr_unread **slot, *u;
    z->unread++;
    if (z->unreads.n >= JHR_FLIPS_MOST)
        return;
    slot = jhr_vec_add(&c->arena, &z->unreads);
    u = JHR_NEW(&c->arena, struct jhr_unread);
    if (!slot || !u)
        return;
    *u = (struct jhr_unread){line, !was->besluit, !wordt->besluit,
                             jhr_arena_str(&c->arena, was->besluit ? wordt->why : was->why)};
    *slot = u;
}

jhr_status jhr_compare_case(jhr_ctx *ctx, jhr_comparison *c, const char *name, size_t line,
                            const char *json, size_t n)
{
    struct decided was, wordt;
    struct reading r = {.ctx = ctx, .name = name};
    struct jhr_zaken *z;
    jhr_status status;

    if (!ctx || !c || !name || !json)
        return JHR_MISUSE;
    r.json = (struct jhr_str){json, n > UINT32_MAX ? UINT32_MAX : (uint32_t)n};
    r.scratch = &c->scratch;
    r.z = z = &c->zaken;
    z->asked = true;
    jhr_arena_reset(&c->scratch);
    status = decide(&r, c->was_session, c->wordt_session, &was);
    if (status == JHR_OK)
        status = decide(&r, c->wordt_session, c->was_session, &wordt);
    if (status != JHR_OK)
        return status;
    if (!was.besluit || !wordt.besluit) {
        keep_unread(c, line, &was, &wordt);
        return c->arena.out_of_memory ? JHR_NOMEM : JHR_INPUT;
    }
    z->n++;
    add_cost(z, &was, &z->cents_was);
    add_cost(z, &wordt, &z->cents_wordt);
    if (was.besluit->besluit != wordt.besluit->besluit)
        z->flips++;
    else if (!same_gronden(&was, &wordt))
        z->grounds++;
    else
        return JHR_OK;
    keep(c, line, &was, &wordt);
    return c->arena.out_of_memory ? JHR_NOMEM : JHR_OK;
}
