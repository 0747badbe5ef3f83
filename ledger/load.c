/* Running toewijzingen, contracts, plafonds and places, from a file: all lines or none. */
#include "ledger/load.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- lines ---- */

static void on_wrong(void *self, uint64_t line, enum jhr_diag_id id, struct jhr_str what)
{
    struct jhr_load *k = self;
    k->line = line;
    jhr_load_complain1(k, id, what);
}

static void on_row(void *self, const struct jhr_in_row *r)
{
    struct jhr_load *k = self;
    if (k->fault)
        return;
    k->line = r->line;
    jhr_arena_reset(&k->row);
    jhr_load_line_arena(k);
    memset(&k->tx.state.indications, 0, sizeof k->tx.state.indications);
    memset(&k->tx.state.events, 0, sizeof k->tx.state.events);
    memset(&k->tx.records, 0, sizeof k->tx.records);
    if (r->there[JHR_C_plafond_cent])
        jhr_load_limit(k, r, true);
    else if (r->there[JHR_C_plaatsen])
        jhr_load_limit(k, r, false);
    else if (r->there[JHR_C_jeugdige])
        jhr_load_toewijzing(k, r);
    else if (r->there[JHR_C_aanbieder] && (r->there[JHR_C_product] || r->there[JHR_C_producten]))
        jhr_load_contract(k, r);
    else
        jhr_load_complain(k, JHR_D_LOAD_KIND);
    k->fault |= k->row.out_of_memory || k->keep.out_of_memory;
}

/* ---- the file ---- */

static void hash_block(struct jhr_load *k)
{
    uint8_t both[2 * JHR_SHA256_SIZE];
    memcpy(both, k->digest, JHR_SHA256_SIZE);
    jhr_sha256(both + JHR_SHA256_SIZE, k->block, k->block_n);
    jhr_sha256(k->digest, both, sizeof both);
    k->block_n = 0;
}

static void hash_more(struct jhr_load *k, const char *p, size_t n)
{
    while (n > 0) {
        size_t part = JHR_LOAD_BLOCK - k->block_n < n ? JHR_LOAD_BLOCK - k->block_n : n;
        memcpy(k->block + k->block_n, p, part);
        k->block_n += part;
        p += part;
        n -= part;
        if (k->block_n == JHR_LOAD_BLOCK)
            hash_block(k);
    }
}

static long read_bytes(void *self, char *bytes, size_t n)
{
    struct jhr_load *k = self;
    ssize_t got;
    if (k->fault)
        return 0;
    do
        got = read(k->fd, bytes, n);
    while (got < 0 && errno == EINTR);
    if (got <= 0)
        return (long)got;
    hash_more(k, bytes, (size_t)got);
    k->done += (uint64_t)got;
    if (k->options->progress)
        k->options->progress(k->options->self, k->done, k->whole);
    return (long)got;
}

/* ---- the call ---- */

static bool rules_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct jhr_load *k = self;
    jhr_rules *one = NULL;
    (void)n;
    if (jhr_rules_load(k->ctx, c[0].s.p, c[0].s.n, &one) != JHR_OK || !one) {
        k->fault = true;
        return false;
    }
    one->next = k->l->rules;
    k->l->rules = one;
    return true;
}

static bool open_rules(struct jhr_load *k)
{
    uint32_t n = 0;
    if (!k->l->rules &&
        (!jhr_db_run(k->l->db, JHR_ST_RULES_LIST, NULL, 0, rules_row, k) || k->fault))
        return false;
    for (const jhr_rules *r = k->l->rules; r; r = r->next)
        n++;
    k->engines = jhr_malloc((n + 1) * sizeof *k->engines);
    for (jhr_rules *r = k->l->rules; r && k->engines; r = r->next) {
        struct jhr_load_engine *e = &k->engines[k->engines_n];
        e->rules = r;
        if (!jhr_decider_init(&e->d, r->program))
            return false;
        k->engines_n++;
    }
    return k->engines != NULL;
}

/* Locks what is there, by rising id; the general account is the first. */
static bool open_accounts(struct jhr_load *k)
{
    int64_t general = JHR_LG_GENERAL_ID;
    jhr_tx_start(&k->tx, k->l, &k->keep);
    return jhr_tx_accounts(&k->tx, &general, 1) && jhr_tx_lock_all(&k->tx);
}

struct known {
    bool found, same;
    const uint8_t *digest;
};

static bool known_row(void *self, const struct jhr_db_value *c, uint32_t n)
{
    struct known *k = self;
    k->found = true;
    k->same = n > 0 && c[0].s.n == JHR_SHA256_SIZE && memcmp(c[0].s.p, k->digest, c[0].s.n) == 0;
    return false;
}

/* The key that the caller gave, or one that only the same contents have. */
static struct jhr_str key_of(struct jhr_load *k)
{
    static const char hex[] = "0123456789abcdef";
    char text[7 + 2 * JHR_SHA256_SIZE] = "inhoud:";
    if (k->options->key)
        return jhr_str_of(k->options->key);
    for (uint32_t i = 0; i < JHR_SHA256_SIZE; i++) {
        text[7 + 2 * i] = hex[k->digest[i] >> 4];
        text[8 + 2 * i] = hex[k->digest[i] & 15];
    }
    return jhr_arena_str(&k->keep, (struct jhr_str){text, sizeof text});
}

static void answer(struct jhr_load *k, bool repeated, struct jhr_buf *b)
{
    static const char *const names[] = {"toewijzingen", "contracten", "plafonds", "plaatsen"};
    struct jhr_json j = {.out = b, .first = true};
    jhr_json_open(&j, NULL, '{', false);
    for (size_t i = 0; i < 4; i++)
        jhr_json_int(&j, names[i], (int64_t)k->counts[i]);
    jhr_json_bool(&j, "herhaald", repeated);
    jhr_json_close(&j, '}');
    jhr_buf_char(b, '\n');
}

static jhr_status settle(struct jhr_load *k, struct jhr_buf *b)
{
    struct known known = {.digest = k->digest};
    struct jhr_str key;
    hash_block(k);
    key = key_of(k);
    struct jhr_db_value args[] = {jhr_db_text(key), jhr_db_blob(k->digest, sizeof k->digest),
                                  jhr_db_text(JHR_STR("load"))};
    if (!jhr_db_run(k->l->db, JHR_ST_COMMAND_FIND, args, 1, known_row, &known))
        return jhr_ledger_broken(k->ctx, k->l, &k->keep);
    if (known.found) {
        jhr_db_end(k->l->db, false);
        if (!jhr_ctx_reset(k->ctx))
            return JHR_NOMEM;
        if (!known.same) {
            jhr_diag_add1(&k->ctx->ws->diags, JHR_D_KEY_OTHER, JHR_NO_SPAN, key);
            return JHR_INPUT;
        }
        answer(k, true, b);
        return JHR_OK;
    }
    if (k->bad)
        return jhr_ledger_end(k->ctx, k->l, JHR_INPUT);
    if (!jhr_tx_write_accounts(&k->tx) ||
        !jhr_db_run(k->l->db, JHR_ST_COMMAND_ADD, args, 3, NULL, NULL))
        return jhr_ledger_broken(k->ctx, k->l, &k->keep);
    answer(k, false, b);
    return jhr_ledger_end(k->ctx, k->l, JHR_OK);
}

static jhr_status load(struct jhr_load *k, struct jhr_buf *b)
{
    struct jhr_rows rows = {read_bytes, on_row, on_wrong, k};
    enum jhr_rows_result result;
    const struct jhr_db_ops *ops = k->l->db->ops;
    if (!jhr_db_begin(k->l->db, true) || !ops->bulk(k->l->db) || !open_rules(k) ||
        !open_accounts(k))
        return k->fault && k->l->db->fault == JHR_DB_FINE
                   ? jhr_ledger_end(k->ctx, k->l, JHR_BADPROGRAM)
                   : jhr_ledger_broken(k->ctx, k->l, &k->keep);
    result = jhr_rows_read(&rows);
    if (result == JHR_ROWS_FAULT) {
        jhr_file_diag(k->ctx, JHR_FILE_UNREADABLE, k->path);
        return jhr_ledger_end(k->ctx, k->l, JHR_INPUT);
    }
    if (result == JHR_ROWS_NOMEM)
        return jhr_ledger_end(k->ctx, k->l, JHR_NOMEM);
    if (k->fault && k->l->db->fault == JHR_DB_FINE && !k->keep.out_of_memory &&
        !k->row.out_of_memory)
        return jhr_ledger_end(k->ctx, k->l,
                              jhr_ledger_refusal(k->ctx, &k->tx.state,
                                                 (struct jhr_lg_outcome){JHR_LG_CLOCK, 0},
                                                 JHR_STR("")));
    if (k->fault)
        return jhr_ledger_broken(k->ctx, k->l, k->row.out_of_memory ? &k->row : &k->keep);
    return settle(k, b);
}

static bool open_file(struct jhr_load *k)
{
    struct stat st;
    k->fd = strcmp(k->path, "-") == 0 ? STDIN_FILENO : open(k->path, O_RDONLY | O_CLOEXEC);
    if (k->fd >= 0 && fstat(k->fd, &st) == 0 && S_ISREG(st.st_mode))
        k->whole = (uint64_t)st.st_size;
    if (k->fd >= 0 && fstat(k->fd, &st) == 0 && !S_ISDIR(st.st_mode))
        return true;
    jhr_file_diag(k->ctx, k->fd < 0 && errno == ENOENT ? JHR_FILE_MISSING : JHR_FILE_UNREADABLE,
                  k->path);
    return false;
}

jhr_status jhr_ledger_load(jhr_ctx *ctx, jhr_ledger *l, const jhr_ledger_load_options *options,
                           const char *path, jhr_writer out)
{
    struct jhr_load *k;
    struct jhr_buf b = {0};
    jhr_status status = JHR_INPUT;
    if (!ctx || !l || !options || options->size < sizeof *options || !path || !out.write)
        return JHR_MISUSE;
    if (!jhr_ctx_reset(ctx))
        return JHR_NOMEM;
    k = jhr_malloc(sizeof *k);
    if (!k)
        return JHR_NOMEM;
    memset(k, 0, sizeof *k);
    k->ctx = ctx;
    k->l = l;
    k->options = options;
    k->path = path;
    jhr_arena_init(&k->keep, 0);
    jhr_arena_init(&k->row, 0);
    if (open_file(k))
        status = load(k, &b);
    status = jhr_ctx_done(ctx, status);
    if (k->fd > STDIN_FILENO)
        close(k->fd);
    for (uint32_t i = 0; i < k->engines_n; i++)
        jhr_decider_free(&k->engines[i].d);
    jhr_free(k->engines);
    jhr_arena_free(&k->row);
    jhr_arena_free(&k->keep);
    jhr_free(k);
    if (status == JHR_OK)
        return jhr_send(&b, out, status);
    jhr_buf_free(&b);
    return status;
}
