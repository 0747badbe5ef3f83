/* The history written out: one line an event, with all that its hash is made of. */
#include "ledger/handle.h"
#include "ledger/history.h"

#include "runtime/calendar.h"

#define PIECE 65536u /* what goes to the caller at a time */

struct export
{
    const jhr_ledger_export_options *options;
    int64_t from, to; /* milliseconds; to is exclusive */
    struct jhr_buf b;
    jhr_writer out;
    bool failed;
};

static void hex(struct jhr_buf *b, const uint8_t *hash)
{
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++)
        jhr_buf_fmt(b, "%02x", hash[i]);
}

static bool flush(struct export *x, size_t above)
{
    if (x->b.n > above) {
        x->failed |= x->b.failed || !x->out.write(x->out.self, x->b.p, x->b.n);
        jhr_buf_clear(&x->b);
    }
    return !x->failed;
}

/* ---- CSV ---- */

static const char csv_heading[] =
    "rekening,gemeente,aanbieder,jaar,nummer,volgnummer,tijd,soort,indicatie,jeugdige,van,"
    "tot_en_met,gereserveerd_cent,vastgelegd_cent,plaatsen,grens,hash\r\n";

static void csv_cell(struct jhr_buf *b, struct jhr_str s)
{
    jhr_buf_char(b, '"');
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            jhr_buf_char(b, '"');
        jhr_buf_char(b, s.p[i]);
    }
    jhr_buf_z(b, "\",");
}

static void csv_date(struct jhr_buf *b, int32_t day)
{
    int32_t ymd = jhr_ymd_of_day(day);
    if (ymd != JHR_YMD_NEVER)
        jhr_buf_fmt(b, "%04d-%02d-%02d", ymd / 10000, ymd / 100 % 100, ymd % 100);
    jhr_buf_char(b, ',');
}

static void write_csv(struct jhr_buf *b, const struct jhr_lg_account *a,
                      const struct jhr_lg_event *e)
{
    csv_cell(b, a->rule);
    csv_cell(b, a->gemeente);
    csv_cell(b, a->aanbieder);
    jhr_buf_fmt(b, "%d,%lld,%lld,", a->year, (long long)a->id, (long long)e->seq);
    jhr_ledger_moment(b, e->time);
    jhr_buf_fmt(b, ",%s,%lld,%lld,", jhr_lg_event_names[e->kind], (long long)e->indication,
                (long long)e->child);
    csv_date(b, e->from);
    csv_date(b, e->to);
    jhr_buf_fmt(b, "%lld,%lld,%lld,", (long long)e->reserved, (long long)e->committed,
                (long long)e->places);
    if (e->limit_known)
        jhr_buf_int(b, e->limit);
    jhr_buf_char(b, ',');
    hex(b, e->hash);
    jhr_buf_z(b, "\r\n");
}

/* ---- NDJSON ---- */

static void write_ndjson(struct jhr_buf *b, const struct jhr_lg_account *a,
                         const struct jhr_lg_event *e)
{
    struct jhr_json j = {.out = b, .compact = true, .first = true};
    struct jhr_buf text = {0};
    jhr_json_open(&j, NULL, '{', true);
    jhr_ledger_name_json(&j, a);
    jhr_json_int(&j, "nummer", a->id);
    jhr_json_int(&j, "volgnummer", e->seq);
    jhr_ledger_moment(&text, e->time);
    jhr_json_str(&j, "tijd", jhr_buf_get(&text));
    jhr_json_word(&j, "soort", jhr_lg_event_names[e->kind]);
    jhr_json_int(&j, "indicatie", e->indication);
    jhr_json_int(&j, "jeugdige", e->child);
    jhr_ledger_date_json(&j, "van", jhr_ymd_of_day(e->from));
    jhr_ledger_date_json(&j, "tot_en_met", jhr_ymd_of_day(e->to));
    jhr_json_int(&j, "gereserveerd_cent", e->reserved);
    jhr_json_int(&j, "vastgelegd_cent", e->committed);
    jhr_json_int(&j, "plaatsen", e->places);
    if (e->limit_known)
        jhr_json_int(&j, "grens", e->limit);
    else
        jhr_json_raw(&j, "grens", "null");
    jhr_buf_clear(&text);
    hex(&text, e->hash);
    jhr_json_str(&j, "hash", jhr_buf_get(&text));
    jhr_json_close(&j, '}');
    jhr_buf_char(b, '\n');
    b->failed |= text.failed;
    jhr_buf_free(&text);
}

/* ---- the call ---- */

static bool event(void *self, const struct jhr_lg_account *a, const struct jhr_lg_event *e)
{
    struct export *x = self;
    if (e->time < x->from || e->time >= x->to || e->kind >= JHR_LG_E_KINDS)
        return true;
    if (x->options->csv)
        write_csv(&x->b, a, e);
    else
        write_ndjson(&x->b, a, e);
    return flush(x, PIECE);
}

static jhr_status export_all(jhr_ctx *ctx, jhr_ledger *l, struct jhr_arena *a, struct export *x)
{
    struct jhr_accounts accounts;
    struct jhr_str only = jhr_str_of(x->options->account);
    if (!jhr_db_begin(l->db, false) || !jhr_accounts_read(l->db, a, &accounts))
        return jhr_ledger_broken(ctx, l, a);
    if (x->options->csv)
        jhr_buf_z(&x->b, csv_heading);
    for (uint32_t i = 0; i < accounts.list.n && !x->failed; i++) {
        struct jhr_history h = {.account = &accounts.list.v[i], .event = event, .self = x};
        if (x->options->account && !jhr_str_eq(accounts.list.v[i].rule, only))
            continue;
        if (!jhr_history_walk(l->db, &h))
            return jhr_ledger_broken(ctx, l, a);
    }
    jhr_db_end(l->db, false);
    return flush(x, 0) ? JHR_OK : x->b.failed ? JHR_NOMEM : JHR_WRITE;
}

/* The moment at which a day begins; `after`: at which it ends. */
static bool read_day(const char *text, bool after, int64_t *out)
{
    int32_t ymd;
    if (!text)
        return true;
    if (!jhr_ymd_parse_iso(jhr_str_of(text), &ymd) || !jhr_ymd_is_date(ymd))
        return false;
    *out = (int64_t)(jhr_day_of_ymd(ymd) + 7305 + after) * 86400000;
    return true;
}

jhr_status jhr_ledger_export(jhr_ctx *ctx, jhr_ledger *l, const jhr_ledger_export_options *options,
                             jhr_writer out)
{
    struct export x = {.options = options, .from = 0, .to = INT64_MAX, .out = out};
    struct jhr_arena a;
    jhr_status status;
    if (!ctx || !l || !options || options->size < sizeof *options || !out.write ||
        !read_day(options->from, false, &x.from) || !read_day(options->to, true, &x.to))
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    jhr_arena_init(&a, 0);
    status = jhr_ctx_done(ctx, export_all(ctx, l, &a, &x));
    jhr_arena_free(&a);
    jhr_buf_free(&x.b);
    return status;
}
