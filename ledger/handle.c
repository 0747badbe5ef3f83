#include "ledger/handle.h"

#include "runtime/calendar.h"

#include <string.h>

const char *const jhr_ledger_status_words[] = {[JHR_LG_RESERVED] = "gereserveerd",
                                               [JHR_LG_COMMITTED] = "vastgelegd",
                                               [JHR_LG_RELEASED] = "vrijgegeven",
                                               [JHR_LG_EXPIRED] = "verlopen",
                                               [JHR_LG_REPLACED] = "vervangen"};

const char *jhr_ledger_version(void)
{
    return JHR_VERSION;
}

/* ---- what went wrong ---- */

static void stars(char *from, const char *to)
{
    while (from < to)
        *from++ = '*';
}

/* A password has no place in a message: neither between : and @, where it may hold an @ or a / that
 * should have been written otherwise, nor as a parameter. */
static struct jhr_str without_password(struct jhr_arena *a, struct jhr_str url)
{
    static const char name[] = "password=";
    struct jhr_str out = jhr_arena_str(a, url);
    char *p = (char *)out.p, *end = p + out.n, *colon = NULL, *at = NULL;
    for (char *c = p; c + 2 < end && !colon; c++)
        if (memcmp(c, "://", 3) == 0)
            colon = memchr(c + 3, ':', (size_t)(end - c - 3));
    for (char *c = colon; c && c < end; c++)
        at = *c == '@' ? c : at;
    if (at)
        stars(colon + 1, at);
    for (char *c = p; (size_t)(end - c) >= sizeof name - 1; c++)
        if (memcmp(c, name, sizeof name - 1) == 0) {
            char *value = c + sizeof name - 1, *stop = memchr(value, '&', (size_t)(end - value));
            stars(value, stop ? stop : end);
        }
    return out;
}

jhr_status jhr_ledger_fault_of(jhr_ctx *ctx, enum jhr_db_fault fault, struct jhr_str url,
                               struct jhr_str what)
{
    static const enum jhr_diag_id ids[] = {[JHR_DB_FINE] = JHR_D_INTERNAL,
                                           [JHR_DB_BUSY] = JHR_D_LEDGER_BUSY,
                                           [JHR_DB_LOST] = JHR_D_LEDGER_LOST,
                                           [JHR_DB_ABSENT] = JHR_D_LEDGER_ABSENT,
                                           [JHR_DB_READONLY] = JHR_D_LEDGER_READONLY,
                                           [JHR_DB_FULL] = JHR_D_LEDGER_FULL,
                                           [JHR_DB_CORRUPT] = JHR_D_LEDGER_CORRUPT,
                                           [JHR_DB_SCHEMA] = JHR_D_LEDGER_SCHEMA,
                                           [JHR_DB_REFUSED] = JHR_D_LEDGER_REFUSED,
                                           [JHR_DB_UNSUPPORTED] = JHR_D_LEDGER_URL,
                                           [JHR_DB_NOMEM] = JHR_D_INTERNAL,
                                           [JHR_DB_IO] = JHR_D_LEDGER_IO};
    if (fault == JHR_DB_NOMEM)
        return JHR_NOMEM;
    jhr_diag_add2(&ctx->ws->diags, ids[fault], JHR_NO_SPAN, without_password(&ctx->ws->arena, url),
                  what);
    return fault == JHR_DB_BUSY || fault == JHR_DB_LOST ? JHR_NO_ROOM : JHR_INPUT;
}

jhr_status jhr_ledger_fault(jhr_ctx *ctx, const struct jhr_ledger *l)
{
    return jhr_ledger_fault_of(ctx, l->db->fault, jhr_buf_get(&l->url), jhr_buf_get(&l->db->what));
}

jhr_status jhr_ledger_broken(jhr_ctx *ctx, struct jhr_ledger *l, const struct jhr_arena *a)
{
    jhr_status status = a->out_of_memory ? JHR_NOMEM : jhr_ledger_fault(ctx, l);
    jhr_db_end(l->db, false);
    return status;
}

jhr_status jhr_ledger_end(jhr_ctx *ctx, struct jhr_ledger *l, jhr_status status)
{
    if (status != JHR_OK) {
        jhr_db_end(l->db, false);
        return status;
    }
    return jhr_db_end(l->db, true) ? JHR_OK : jhr_ledger_fault(ctx, l);
}

void jhr_ledger_name(struct jhr_buf *b, const struct jhr_lg_account *a)
{
    if (a->kind == JHR_LG_GENERAL) {
        jhr_buf_z(b, "algemeen");
        return;
    }
    jhr_buf_shown(b, a->rule);
    if (a->gemeente.n > 0) {
        jhr_buf_z(b, ", gemeente ");
        jhr_buf_shown(b, a->gemeente);
    }
    if (a->aanbieder.n > 0) {
        jhr_buf_z(b, ", aanbieder ");
        jhr_buf_shown(b, a->aanbieder);
    }
    if (a->year > 0) {
        jhr_buf_z(b, ", ");
        jhr_buf_int(b, a->year);
    }
}

jhr_status jhr_ledger_refusal(jhr_ctx *ctx, const struct jhr_lg_state *s,
                              struct jhr_lg_outcome outcome, struct jhr_str key)
{
    static const enum jhr_diag_id ids[] = {[JHR_LG_OK] = JHR_D_INTERNAL,
                                           [JHR_LG_REPEATED] = JHR_D_INTERNAL,
                                           [JHR_LG_NO_ROOM] = JHR_D_LEDGER_NO_ROOM,
                                           [JHR_LG_SETTLED] = JHR_D_LEDGER_SETTLED,
                                           [JHR_LG_LAPSED] = JHR_D_LEDGER_LAPSED,
                                           [JHR_LG_TOO_MUCH] = JHR_D_LEDGER_TOO_MUCH,
                                           [JHR_LG_CHANGING] = JHR_D_LEDGER_CHANGING,
                                           [JHR_LG_CLOCK] = JHR_D_LEDGER_CLOCK,
                                           [JHR_LG_NOMEM] = JHR_D_INTERNAL};
    struct jhr_buf b = {0};
    if (outcome.result == JHR_LG_NOMEM)
        return JHR_NOMEM;
    if (outcome.result == JHR_LG_NO_ROOM)
        jhr_ledger_name(&b, &s->accounts.v[outcome.culprit]);
    else
        jhr_buf_shown(&b, key);
    jhr_diag_add1(&ctx->ws->diags, ids[outcome.result], JHR_NO_SPAN, jhr_buf_get(&b));
    jhr_buf_free(&b);
    return outcome.result == JHR_LG_TOO_MUCH || outcome.result == JHR_LG_CLOCK ? JHR_INPUT
                                                                               : JHR_NO_ROOM;
}

/* ---- writing ---- */

void jhr_ledger_date_json(struct jhr_json *j, const char *name, int32_t ymd)
{
    char text[10] = "0000-00-00";
    static const uint8_t places[] = {9, 8, 6, 5, 3, 2, 1, 0};
    if (ymd == JHR_YMD_NEVER || ymd == 0) {
        jhr_json_raw(j, name, "null");
        return;
    }
    for (size_t i = 0; i < sizeof places; i++, ymd /= 10)
        text[places[i]] = (char)('0' + ymd % 10);
    jhr_json_str(j, name, (struct jhr_str){text, sizeof text});
}

void jhr_ledger_moment(struct jhr_buf *b, int64_t ms)
{
    int32_t ymd = jhr_ymd_of_day(jhr_ledger_day(ms));
    int64_t rest = ms % 86400000;
    jhr_buf_fmt(b, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", ymd / 10000, ymd / 100 % 100, ymd % 100,
                (int)(rest / 3600000), (int)(rest / 60000 % 60), (int)(rest / 1000 % 60),
                (int)(rest % 1000));
}

void jhr_ledger_name_json(struct jhr_json *j, const struct jhr_lg_account *a)
{
    jhr_json_str(j, "rekening", a->rule);
    if (a->gemeente.n > 0)
        jhr_json_str(j, "gemeente", a->gemeente);
    if (a->aanbieder.n > 0)
        jhr_json_str(j, "aanbieder", a->aanbieder);
    if (a->year > 0)
        jhr_json_int(j, "jaar", a->year);
}

void jhr_ledger_events_json(struct jhr_json *j, const struct jhr_lg_state *s)
{
    jhr_json_open(j, "geboekt", '[', false);
    for (uint32_t i = 0; i < s->events.n; i++) {
        const struct jhr_lg_event *e = &s->events.v[i];
        const struct jhr_lg_account *a = &s->accounts.v[e->account];
        jhr_json_open(j, NULL, '{', true);
        jhr_ledger_name_json(j, a);
        jhr_json_int(j, "volgnummer", e->seq);
        jhr_json_word(j, "soort", jhr_lg_event_names[e->kind]);
        if (a->kind == JHR_LG_CENTS) {
            jhr_json_int(j, "gereserveerd_cent", e->reserved);
            jhr_json_int(j, "vastgelegd_cent", e->committed);
        } else if (a->kind != JHR_LG_GENERAL) {
            jhr_json_int(j, "plaatsen", e->places);
        }
        jhr_ledger_date_json(j, "van", jhr_ymd_of_day(e->from));
        jhr_ledger_date_json(j, "tot_en_met", jhr_ymd_of_day(e->to));
        jhr_json_close(j, '}');
    }
    jhr_json_close(j, ']');
}

/* ---- opening ---- */

jhr_status jhr_ledger_open(jhr_ctx *ctx, const char *url, jhr_ledger_mode mode, jhr_ledger **out)
{
    static const enum jhr_db_mode modes[] = {JHR_DB_READ, JHR_DB_WRITE, JHR_DB_CREATE};
    struct jhr_buf what = {0};
    enum jhr_db_fault fault;
    jhr_ledger *l;
    jhr_status status;
    if (!ctx || !url || !out || (size_t)mode >= sizeof modes / sizeof *modes)
        return JHR_MISUSE;
    *out = NULL;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    l = jhr_malloc(sizeof *l);
    if (!l)
        return JHR_NOMEM;
    *l = (jhr_ledger){0};
    jhr_buf_z(&l->url, url);
    l->db = jhr_db_open(jhr_str_of(url), modes[mode], &fault, &what);
    status = l->db ? JHR_OK : jhr_ledger_fault_of(ctx, fault, jhr_str_of(url), jhr_buf_get(&what));
    jhr_buf_free(&what);
    if (status == JHR_OK && !l->url.failed) {
        *out = l;
        return jhr_ctx_done(ctx, JHR_OK);
    }
    jhr_ledger_close(l);
    return jhr_ctx_done(ctx, status);
}

void jhr_ledger_close(jhr_ledger *l)
{
    if (!l)
        return;
    jhr_db_close(l->db);
    jhr_rules_release(l->rules);
    jhr_buf_free(&l->url);
    jhr_free(l);
}

/* ---- the rules in the ledger ---- */

static struct jhr_str hash_text(struct jhr_arena *a, const struct jhr_program *p)
{
    static const char hex[] = "0123456789abcdef";
    char *text = jhr_arena_alloc(a, 2 * sizeof p->hash);
    for (size_t i = 0; text && i < sizeof p->hash; i++) {
        text[2 * i] = hex[p->hash[i] >> 4];
        text[2 * i + 1] = hex[p->hash[i] & 15];
    }
    return (struct jhr_str){text, text ? 2 * (uint32_t)sizeof p->hash : 0};
}

bool jhr_ledger_keep_rules(struct jhr_ledger *l, const jhr_rules *one, struct jhr_str *hash,
                           struct jhr_arena *a)
{
    const struct jhr_program *p = one->program;
    int64_t there = 0;
    bool found;
    *hash = hash_text(a, p);
    struct jhr_db_value args[] = {jhr_db_text(*hash), jhr_db_text(jhr_p_str(p, p->meta[0].naam)),
                                  jhr_db_text(jhr_p_str(p, p->meta[0].versie)),
                                  jhr_db_blob(one->bytes.p, (uint32_t)one->bytes.n)};
    return jhr_db_one(l->db, JHR_ST_RULES_KNOWN, args, 1, &there, &found) &&
           (found || jhr_db_run(l->db, JHR_ST_RULES_ADD, args, 4, NULL, NULL));
}
