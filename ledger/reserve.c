/* Deciding with the ledger, and booking what was decided: one transaction. */
#include "ledger/gather.h"
#include "ledger/handle.h"

#include "documents/write.h"
#include "runtime/calendar.h"
#include "runtime/cost.h"

#include <jansson.h>
#include <string.h>

struct call {
    jhr_ctx *ctx;
    struct jhr_ledger *l;
    jhr_session *s;
    struct jhr_engine *e;
    struct jhr_case c;
    struct jhr_str json, key;
    int64_t until; /* 0: none */
    struct jhr_tx tx;
    struct jhr_gather g;
    const struct jhr_besluit *besluit;
    bool reserving, again; /* again: a retry can help */
    bool overtaken;        /* by the same key */
    const char *status;    /* of the reservering; NULL: none to tell */
};

/* ---- reading ---- */

/* What the document says of something that the ledger keeps: it does not count. */
static void warn_ignored(struct call *k)
{
    struct jhr_diags *ds = &k->ctx->ws->diags;
    if (k->c.lopend_known && k->c.lopend_n > 0 && k->g.basis.lists)
        jhr_diag_add1(ds, JHR_D_LEDGER_KNOWS, JHR_NO_SPAN, JHR_STR("lopend"));
    if (k->c.contracten_known && k->g.basis.contracts_known)
        jhr_diag_add1(ds, JHR_D_LEDGER_KNOWS, JHR_NO_SPAN, JHR_STR("contracten"));
    if (k->c.saldi_n > 0)
        jhr_diag_add1(ds, JHR_D_LEDGER_KNOWS, JHR_NO_SPAN, JHR_STR("saldo"));
}

static jhr_status read_document(struct call *k, const char *name, const char *json, size_t n)
{
    k->e = jhr_session_read(k->ctx, k->s, name, json, n, &k->c);
    k->json = (struct jhr_str){json, (uint32_t)n};
    if (!k->e)
        return k->s->arena.out_of_memory                                     ? JHR_NOMEM
               : jhr_ctx_said(k->ctx, JHR_D_PEILDATUM_TWICE) && k->reserving ? JHR_MISUSE
                                                                             : JHR_INPUT;
    if (!k->reserving ||
        (k->c.voorstel.tot_en_met != 0 && k->c.voorstel.tot_en_met != JHR_YMD_NEVER))
        return JHR_OK;
    jhr_diag_add(&k->ctx->ws->diags, JHR_D_RESERVE_OPEN_END, JHR_NO_SPAN);
    return JHR_INPUT;
}

static bool decide(struct call *k)
{
    k->besluit =
        jhr_engine_decide(k->e->rules, &k->e->decider, k->s->options.engine, &k->s->arena, &k->c);
    return k->besluit != NULL;
}

static jhr_status gather_and_decide(struct call *k)
{
    struct jhr_case said = k->c;
    enum jhr_gather_result got;
    k->g = (struct jhr_gather){.tx = &k->tx, .d = &k->e->decider, .c = &k->c};
    got = jhr_gather(&k->g, k->reserving);
    if (got == JHR_GATHER_NO_SUCH) {
        jhr_diag_add1(&k->ctx->ws->diags, JHR_D_INPUT_UNKNOWN_ID, JHR_NO_SPAN, k->c.wijzigt);
        return JHR_INPUT;
    }
    if (got == JHR_GATHER_FAULT || !decide(k))
        return jhr_ledger_broken(k->ctx, k->l, &k->s->arena);
    struct jhr_case now = k->c;
    k->c = said;
    warn_ignored(k);
    k->c = now;
    return JHR_OK;
}

/* ---- the same proposal again ---- */

/* Of the proposal, the rules and the way it is decided. The salt makes that nobody can guess the
 * facts from it, and it goes when the pseudonym is erased. */
static bool fingerprint(const struct call *k, uint8_t out[JHR_LG_FINGERPRINT])
{
    struct jhr_buf b = {0};
    json_t *root = json_loadb(k->json.p, k->json.n, 0, NULL);
    char *text = root ? json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT) : NULL;
    bool ok;
    jhr_buf_add(&b, k->tx.salt, sizeof k->tx.salt);
    jhr_buf_add(&b, k->e->rules->program->hash, JHR_SHA256_SIZE);
    jhr_buf_int(&b, k->c.peildatum);
    jhr_buf_z(&b, k->c.voorgesteld ? "|voorgesteld|" : "|vastgesteld|");
    jhr_buf_z(&b, text ? text : "");
    jhr_sha256(out, b.p, b.n);
    ok = !b.failed && text;
    json_decref(root);
    if (text) {
        json_free_t release;
        json_get_alloc_funcs(NULL, &release);
        release(text);
    }
    jhr_buf_free(&b);
    return ok;
}

static jhr_status repeat(struct call *k, const struct jhr_record *r)
{
    uint8_t print[JHR_LG_FINGERPRINT];
    bool found;
    if (!jhr_tx_salt(&k->tx, jhr_tx_core(&k->tx, r)->child, &found))
        return jhr_ledger_broken(k->ctx, k->l, &k->s->arena);
    if (r->has_fingerprint && !found) {
        jhr_diag_add1(&k->ctx->ws->diags, JHR_D_KEY_ERASED, JHR_NO_SPAN, k->key);
        return JHR_INPUT;
    }
    if (!fingerprint(k, print))
        return JHR_NOMEM;
    if (!r->has_fingerprint || memcmp(print, r->fingerprint, sizeof print) != 0) {
        jhr_diag_add1(&k->ctx->ws->diags, JHR_D_KEY_OTHER, JHR_NO_SPAN, k->key);
        return JHR_INPUT;
    }
    k->until = jhr_tx_core(&k->tx, r)->until;
    k->until = k->until == JHR_LG_NEVER ? 0 : k->until;
    k->status = "gereserveerd";
    if (!jhr_basis_read(&k->s->arena, r->basis, &k->g.basis) ||
        !jhr_basis_apply(&k->s->arena, k->e->rules->program, &k->g.basis, &k->c) || !decide(k))
        return JHR_NOMEM;
    return JHR_OK;
}

/* ---- booking ---- */

/* Does the budget or capaciteit hold for this case, so that the indication claims it? */
static bool claims(const struct call *k, uint32_t rekening)
{
    const struct jhr_regel_uitkomst *u =
        &k->besluit->regels[k->e->rules->program->rekeningen[rekening].regel];
    return u->rol != JHR_ROL_GEEN && u->uitkomst != JHR_NIET_IN_WERKING &&
           u->uitkomst != JHR_NIET_VAN_TOEPASSING;
}

static bool add_claims(struct call *k, struct jhr_lg_indication *i)
{
    const struct jhr_program *p = k->e->rules->program;
    struct jhr_claim years[JHR_MAX_JAREN];
    int64_t cost = 0;
    bool priced = jhr_cost(p, &k->c.voorstel, &cost);
    uint32_t n = priced ? jhr_claim_split(cost, i->from, i->to, years) : 0;
    struct jhr_lg_claim *claim;
    for (uint32_t q = 0; q < k->g.pots.n; q++) {
        const struct jhr_gathered *pot = &k->g.pots.v[q];
        const struct jhr_lg_account *a = &k->tx.state.accounts.v[pot->account];
        if (!claims(k, pot->rekening) || (a->kind == JHR_LG_CENTS && !priced))
            continue;
        claim = jhr_vec_add(k->tx.arena, &i->claims);
        if (!claim)
            return false;
        *claim = (struct jhr_lg_claim){.account = pot->account, .from = pot->from, .to = pot->to};
        if (a->kind == JHR_LG_CENTS)
            claim->amount = a->year == 0 ? cost : 0;
        for (uint32_t y = 0; a->kind == JHR_LG_CENTS && y < n; y++)
            if (years[y].jaar == a->year)
                claim->amount = years[y].cent;
        k->g.basis.pots.v[q].booked = true;
        k->g.basis.pots.v[q].amount = a->kind == JHR_LG_CENTS ? claim->amount : 1;
    }
    if (i->claims.n > 0)
        return true;
    if (jhr_tx_account(&k->tx, JHR_LG_GENERAL_ID) == UINT32_MAX) {
        int64_t general = JHR_LG_GENERAL_ID;
        if (!jhr_tx_accounts(&k->tx, &general, 1))
            return false;
    }
    claim = jhr_vec_add(k->tx.arena, &i->claims);
    if (claim)
        *claim = (struct jhr_lg_claim){
            .account = jhr_tx_account(&k->tx, JHR_LG_GENERAL_ID), .from = i->from, .to = i->to};
    return claim != NULL;
}

/* Numbers of the events, for the besluit: the last one of each account. */
static void note_events(struct call *k)
{
    for (uint32_t q = 0; q < k->g.pots.n; q++)
        if (k->g.basis.pots.v[q].booked)
            k->g.basis.pots.v[q].booked_seq = k->tx.state.accounts.v[k->g.pots.v[q].account].seq;
}

static bool write_basis(struct call *k, struct jhr_record *r)
{
    struct jhr_buf b = {0};
    jhr_basis_write(&b, &k->g.basis);
    r->basis = jhr_arena_str(k->tx.arena, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return !k->tx.arena->out_of_memory;
}

static jhr_status book(struct call *k)
{
    struct jhr_record row = {.key = k->key, .indicatie = k->c.voorstel}, *r;
    struct jhr_lg_indication i = {.child = k->tx.child,
                                  .status = JHR_LG_RESERVED,
                                  .from = jhr_day_of_ymd(k->c.voorstel.van),
                                  .to = jhr_day_of_ymd(k->c.voorstel.tot_en_met),
                                  .until = k->until ? k->until : JHR_LG_NEVER};
    struct jhr_lg_outcome out;
    bool known, salted;
    if (k->g.replaced != UINT32_MAX)
        i.replaces = k->tx.state.indications.v[k->g.replaced].id;
    if (!jhr_tx_salt(&k->tx, k->tx.child, &salted))
        return jhr_ledger_broken(k->ctx, k->l, &k->s->arena);
    row.has_fingerprint = fingerprint(k, row.fingerprint);
    row.indicatie.product_code = jhr_capitals(k->tx.arena, row.indicatie.product_code);
    row.indicatie.aanbieder_code = jhr_capitals(k->tx.arena, row.indicatie.aanbieder_code);
    if (!row.has_fingerprint || !add_claims(k, &i) ||
        !jhr_ledger_keep_rules(k->l, k->e->rules, &row.rules, k->tx.arena))
        return jhr_ledger_broken(k->ctx, k->l, &k->s->arena);
    if (!jhr_tx_add(&k->tx, &row, &i, &r, &known))
        return jhr_ledger_broken(k->ctx, k->l, &k->s->arena);
    if (known) { /* another one with this key was a moment earlier: read what it did */
        k->again = k->overtaken = true;
        return JHR_NO_ROOM;
    }
    out = jhr_lg_apply(&k->tx.state,
                       &(struct jhr_lg_command){.kind = JHR_LG_RESERVE, .indication = r->index},
                       k->tx.now);
    if (out.result != JHR_LG_OK) {
        if (out.result == JHR_LG_NO_ROOM)
            k->status = "geen ruimte";
        if (out.result == JHR_LG_CHANGING)
            k->status = "niet gelukt";
        k->again =
            out.result == JHR_LG_CHANGING ||
            (out.result == JHR_LG_NO_ROOM && k->tx.state.accounts.v[out.culprit].pending > 0);
        return jhr_ledger_refusal(k->ctx, &k->tx.state, out, k->key);
    }
    note_events(k);
    k->status = "gereserveerd";
    if (!write_basis(k, r) || !jhr_tx_write(&k->tx))
        return jhr_ledger_broken(k->ctx, k->l, &k->s->arena);
    return JHR_OK;
}

/* Is it refused because a budget or capaciteit has no room? */
static bool no_room(struct call *k)
{
    bool found = false;
    for (uint32_t q = 0; q < k->g.pots.n && k->besluit->besluit == JHR_NIET_TOELAATBAAR; q++) {
        const struct jhr_gathered *pot = &k->g.pots.v[q];
        const struct jhr_regel_uitkomst *u =
            &k->besluit->regels[k->e->rules->program->rekeningen[pot->rekening].regel];
        if (u->uitkomst != JHR_NIET_VOLDAAN || u->rol != JHR_ROL_BESLIST)
            continue;
        found = true;
        k->again |= k->tx.state.accounts.v[pot->account].pending > 0;
    }
    return found;
}

static jhr_status decide_and_book(struct call *k)
{
    jhr_status status = gather_and_decide(k);
    if (status != JHR_OK)
        return status;
    if (k->besluit->besluit == JHR_TOELAATBAAR)
        return book(k);
    k->status = "niet gereserveerd";
    if (!no_room(k))
        return JHR_OK;
    k->status = "geen ruimte";
    return JHR_NO_ROOM;
}

/* ---- writing ---- */

static void write_more(void *self, struct jhr_json *j)
{
    const struct call *k = self;
    bool granted = k->status && strcmp(k->status, "gereserveerd") == 0;
    jhr_basis_json(j, &k->g.basis);
    if (!k->status)
        return;
    jhr_json_open(j, "reservering", '{', false);
    jhr_json_str(j, "sleutel", k->key);
    jhr_json_word(j, "status", k->status);
    if (strcmp(k->status, "geen ruimte") == 0 || strcmp(k->status, "niet gelukt") == 0)
        jhr_json_bool(j, "opnieuw", k->again);
    if (granted && k->until > 0) {
        struct jhr_buf text = {0};
        jhr_ledger_moment(&text, k->until);
        jhr_json_str(j, "verloopt", jhr_buf_get(&text));
        jhr_buf_free(&text);
    }
    if (granted)
        jhr_basis_booked_json(j, &k->g.basis);
    jhr_json_close(j, '}');
}

/* For people: one line beneath the besluit. */
static void write_line(const struct call *k, struct jhr_buf *b)
{
    if (!k->status)
        return;
    jhr_buf_z(b, "\nReservering ");
    jhr_buf_shown(b, k->key);
    jhr_buf_z(b, ": ");
    jhr_buf_z(b, k->status);
    jhr_buf_z(b, k->again ? " (later opnieuw proberen kan helpen)\n" : "\n");
}

static void write_besluit(struct call *k, bool line, struct jhr_buf *b, jhr_outcome *outcome)
{
    struct jhr_write_more more = {write_more, k};
    if (outcome)
        *outcome = jhr_outcome_of(k->e->rules->program, k->besluit);
    jhr_session_write(k->s, b, k->e, &k->c, k->besluit, line, &more);
    if (!line && k->s->options.format != JHR_FORMAT_JSON)
        write_line(k, b);
}

/* ---- the calls ---- */

/* The same key from two callers at once: the second waits, and then finds what the first booked.
 * Below zero, where no jeugdige has a number. */
static int64_t key_number(struct jhr_str key)
{
    uint8_t hash[JHR_SHA256_SIZE];
    int64_t number = 0;
    jhr_sha256(hash, key.p, key.n);
    for (int i = 0; i < 7; i++)
        number = number << 8 | hash[i];
    return -1 - number;
}

static jhr_status reserve_once(struct call *k, struct jhr_buf *b, jhr_outcome *outcome)
{
    struct jhr_record *known;
    jhr_status status;
    k->status = NULL;
    k->again = k->overtaken = false;
    jhr_tx_start(&k->tx, k->l, &k->s->arena);
    if (!jhr_db_begin(k->l->db, true) || !jhr_db_lock(k->l->db, key_number(k->key)) ||
        !jhr_tx_record(&k->tx, k->key, &known))
        return jhr_ledger_broken(k->ctx, k->l, &k->s->arena);
    status = known ? repeat(k, known) : decide_and_book(k);
    if (k->status && k->besluit)
        write_besluit(k, false, b, outcome);
    if (b->failed || k->s->arena.out_of_memory)
        status = JHR_NOMEM;
    if (known || (k->status && strcmp(k->status, "gereserveerd") != 0)) {
        jhr_db_end(k->l->db, false); /* nothing to keep, not even a pseudonym */
        return status;
    }
    status = jhr_ledger_end(k->ctx, k->l, status);
    if (status != JHR_OK)
        k->status = NULL; /* what was written of it is not known to be so */
    return status;
}

/* Nothing was decided, and yet a retry can help: the caller reads it in the same place. */
static void write_again(const struct call *k, struct jhr_buf *b)
{
    struct jhr_json j = {.out = b, .first = true};
    jhr_buf_clear(b);
    jhr_json_open(&j, NULL, '{', true);
    jhr_json_open(&j, "reservering", '{', true);
    jhr_json_str(&j, "sleutel", k->key);
    jhr_json_word(&j, "status", "niet gelukt");
    jhr_json_bool(&j, "opnieuw", true);
    jhr_json_close(&j, '}');
    jhr_json_close(&j, '}');
    jhr_buf_char(b, '\n');
}

static bool drop(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    return n > 0;
}

jhr_status jhr_ledger_reserve(jhr_ctx *ctx, jhr_ledger *l, jhr_session *s,
                              const jhr_ledger_reserve_options *options, const char *name,
                              const char *json, size_t n, jhr_writer out, jhr_outcome *outcome)
{
    struct call k = {.ctx = ctx, .l = l, .s = s, .reserving = true};
    struct jhr_buf b = {0};
    jhr_status status;
    if (!ctx || !l || !s || !options || options->size < sizeof *options || !options->key ||
        !*options->key || !name || !json || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    k.key = jhr_str_of(options->key);
    k.until = options->until;
    status = read_document(&k, name, json, n);
    for (int turn = 0; status == JHR_OK; turn++) {
        struct jhr_case c = k.c;
        status = reserve_once(&k, &b, outcome);
        if (status != JHR_NO_ROOM || !k.again || (!k.status && !k.overtaken) || turn > 0)
            break;
        /* what holds the room may have lapsed */
        status = jhr_ledger_expire(ctx, l, (jhr_writer){drop, NULL});
        jhr_buf_clear(&b);
        k.c = c;
    }
    if (status == JHR_NO_ROOM && !k.status)
        write_again(&k, &b);
    status = jhr_ctx_done(ctx, status);
    if (status == JHR_OK || status == JHR_NO_ROOM)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}

jhr_status jhr_ledger_decide(jhr_ctx *ctx, jhr_ledger *l, jhr_session *s, const char *name,
                             size_t line, const char *json, size_t n, jhr_writer out,
                             jhr_outcome *outcome)
{
    struct call k = {.ctx = ctx, .l = l, .s = s};
    struct jhr_buf b = {0};
    jhr_status status;
    if (!ctx || !l || !s || !name || !json || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    status = read_document(&k, name, json, n);
    if (status == JHR_OK) {
        jhr_tx_start(&k.tx, l, &s->arena);
        status = jhr_db_begin(l->db, false) ? gather_and_decide(&k)
                                            : jhr_ledger_broken(ctx, l, &s->arena);
        jhr_db_end(l->db, false);
    }
    if (status == JHR_OK)
        write_besluit(&k, line > 0, &b, outcome);
    status = jhr_ctx_done(ctx, s->arena.out_of_memory ? JHR_NOMEM : status);
    if (status == JHR_INPUT && line > 0) {
        jhr_buf_clear(&b);
        jhr_write_fault(ctx, line, &b);
    } else if (status == JHR_INPUT && jhr_ctx_said(ctx, JHR_D_PEILDATUM_TWICE)) {
        status = JHR_MISUSE;
    }
    if (status == JHR_OK || (status == JHR_INPUT && line > 0))
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}
