/* Lines of NDJSON that are evaluated together: read, put in the block of their regeling, run when
 * that is full or the lines end; then written in their order. */
#include "lib/internal.h"

#include <string.h>

struct batched {
    struct jhr_case c;
    struct jhr_engine *engine; /* NULL: a fault, which `text` holds */
    uint32_t at;               /* its row in the block */
    struct jhr_buf text;
};
struct batch {
    jhr_ctx *ctx;
    jhr_session *s;
    const char *name;
    struct batched *lines;
    uint32_t n;
    uint32_t *rows; /* per engine: how many rows its block holds */
};

/* The row of the case as the evaluators want it; its lists stay until the block runs. */
static bool put_row(struct batch *b, struct batched *l)
{
    struct jhr_decider *d = &l->engine->decider;
    struct jhr_batch *batch = jhr_decider_batch(d);
    if (!batch)
        return false;
    jhr_row_fill(d, &l->c);
    jhr_row_finish(d, &l->c);
    for (uint32_t k = 0; k < 2; k++) {
        size_t size = d->row.list_n[k] * sizeof(struct jhr_item);
        struct jhr_item *items = jhr_arena_alloc(&b->s->arena, size + 1);
        if (!items)
            return false;
        memcpy(items, d->row.list[k], size);
        d->row.list[k] = items;
    }
    l->at = b->rows[l->engine - b->s->engines]++;
    jhr_columns_put(&batch->columns, l->at, &d->row);
    return true;
}

static jhr_status read_line(struct batch *b, const jhr_line *line, struct batched *l)
{
    jhr_status status = JHR_OK;
    if (!jhr_ctx_reset(b->ctx))
        return JHR_NOMEM;
    l->engine = jhr_session_read_next(b->ctx, b->s, b->name, line->json, line->n, &l->c);
    if (b->s->arena.out_of_memory || (l->engine && !put_row(b, l)))
        return JHR_NOMEM;
    if (!l->engine)
        status = JHR_INPUT;
    status = jhr_ctx_done(b->ctx, status);
    if (status == JHR_INPUT)
        jhr_write_fault(b->ctx, line->line, &l->text);
    return status;
}

static jhr_status write_line(struct batch *b, struct batched *l)
{
    struct jhr_arena *a = &b->s->arena;
    if (l->engine) {
        struct jhr_decider *d = &l->engine->decider;
        jhr_row_fill(d, &l->c);
        jhr_row_finish(d, &l->c);
        jhr_block_take(&d->batch->block, l->at, &d->scalar);
        jhr_decide_evaluated(d, &l->c);
        const struct jhr_besluit *besluit = jhr_engine_complete(a, d, &l->c);
        if (!besluit)
            return JHR_NOMEM;
        jhr_session_write(b->s, &l->text, l->engine, &l->c, besluit, true, NULL);
    }
    return a->out_of_memory || l->text.failed ? JHR_NOMEM : JHR_OK;
}

/* Runs the blocks and writes what was read. */
static jhr_status flush(struct batch *b, jhr_writer out)
{
    jhr_status status = JHR_OK;
    for (uint32_t i = 0; i < b->s->engines_n; i++) {
        struct jhr_batch *batch = b->s->engines[i].decider.batch;
        if (b->rows[i] > 0)
            jhr_block_run(&batch->block, &batch->columns, b->rows[i], NULL);
        b->rows[i] = 0;
    }
    for (uint32_t i = 0; i < b->n && status == JHR_OK; i++) {
        status = write_line(b, &b->lines[i]);
        if (status == JHR_OK)
            status = jhr_send(&b->lines[i].text, out, status);
    }
    for (uint32_t i = 0; i < b->n; i++)
        jhr_buf_free(&b->lines[i].text);
    b->n = 0;
    return status;
}

static jhr_status decide_together(struct batch *b, const jhr_line *lines, size_t n, jhr_writer out)
{
    jhr_status status = JHR_OK, worst = JHR_OK;
    jhr_arena_reset(&b->s->arena);
    b->lines = jhr_arena_alloc(&b->s->arena, n * sizeof *b->lines);
    b->rows = jhr_arena_alloc(&b->s->arena, b->s->engines_n * sizeof *b->rows);
    if (b->s->arena.out_of_memory || !b->lines || !b->rows)
        return JHR_NOMEM;
    for (size_t i = 0; i < n; i++) {
        status = read_line(b, &lines[i], &b->lines[i]);
        b->n = (uint32_t)i + 1;
        if (status == JHR_INPUT)
            worst = status;
        else if (status != JHR_OK)
            break;
    }
    if (status != JHR_OK && status != JHR_INPUT) {
        for (uint32_t i = 0; i < b->n; i++)
            jhr_buf_free(&b->lines[i].text);
        return status;
    }
    status = flush(b, out);
    return status == JHR_OK ? worst : status;
}

jhr_status jhr_decide_lines(jhr_ctx *ctx, jhr_session *session, const char *name,
                            const jhr_line *lines, size_t n, jhr_writer out)
{
    jhr_status status = JHR_OK, worst = JHR_OK;
    if (!ctx || !session || !name || (n > 0 && !lines) || !out.write)
        return JHR_MISUSE;
    bool together = session->options.engine == JHR_ENGINE_BLOCK;
    for (size_t i = 0; i < n && (status == JHR_OK || status == JHR_INPUT);) {
        size_t some = n - i < JHR_BLOCK_ROWS ? n - i : JHR_BLOCK_ROWS;
        struct batch b = {.ctx = ctx, .s = session, .name = name};
        some = together ? some : 1;
        status = together ? decide_together(&b, lines + i, some, out)
                          : jhr_decide_line(ctx, session, name, lines[i].line, lines[i].json,
                                            lines[i].n, out);
        worst = status == JHR_OK ? worst : status;
        i += some;
    }
    return worst;
}
