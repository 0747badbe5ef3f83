/* Sets in a block: looked up by table, and the same as one row at a time says, in each period. */
#include "lib/internal.h"
#include "runtime/calendar.h"
#include "runtime/set_tables.h"
#include "tests/support/random_row.h"

#include <string.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

static struct jhr_arena arena;
static jhr_ctx *ctx;
static jhr_rules *rules;

/* Products P0.. that are each in the segment for one period; conditions of every kind on them. */
static void compile(uint32_t periods)
{
    struct jhr_buf b = {0};
    jhr_buf_z(&b, "regeling r \"R\" versie \"1\" geldig vanaf 1-1-2020\n"
                  "gebied G { Delft \"0503\", Voorschoten \"0626\" tot 1-1-2024 }\n"
                  "segment S \"S\"\nsegment T \"T\"\n");
    for (uint32_t i = 0; i < periods; i++)
        jhr_buf_fmt(&b,
                    "product P%u \"P\" in S vanaf 1-1-%u tot 1-1-%u zonder tarief zonder norm\n"
                    "eis E%u \"E\" alleen als product is P%u reden 7\n",
                    i, 2021 + i, 2022 + i, i, i);
    jhr_buf_z(&b, "product Q \"Q\" in T zonder tarief zonder norm\n"
                  "aanbieders A = { \"A1\", \"A2\" }\n"
                  "eis A1 \"A\" alleen als product in S reden 7\n"
                  "eis A2 \"A\" alleen als product niet in { P0, Q } en gemeente in G reden 7\n"
                  "eis A3 \"A\" alleen als aanbieder in A of product in T reden 7\n"
                  "eis A4 \"A\" geldt er is een lopende waarvoor (ander.product in S) reden 7\n"
                  "eis A5 \"A\" geldt alle lopende (ander.product in { P1, Q }) reden 7\n");
    assert_int_equal(jhr_compile_text(ctx, "r.jhr", b.p, b.n, &rules), JHR_OK);
    jhr_buf_free(&b);
}

static int setup(void **state)
{
    (void)state;
    jhr_arena_init(&arena, 0);
    ctx = jhr_ctx_new();
    return ctx == NULL;
}

static int teardown(void **state)
{
    (void)state;
    jhr_rules_release(rules);
    rules = NULL;
    jhr_ctx_free(ctx);
    jhr_arena_free(&arena);
    return 0;
}

/* Near the days on which the sets change, and products of which most are known to the rules. */
static void near_rules(struct random_rows *r, const struct jhr_program *p, struct jhr_row *row)
{
    int32_t new_year = jhr_day_of_ymd((int32_t)(2020 + random_next(r) % 12) * 10000 + 101);
    if (row->known[JHR_X_START])
        row->x[JHR_X_START] = new_year - (int32_t)(random_next(r) % 2);
    if (row->known[JHR_X_PRODUCT] && random_next(r) % 8 != 0)
        row->x[JHR_X_PRODUCT] = (int64_t)(random_next(r) % (p->producten_n + 1));
    for (uint32_t i = 0; i < JHR_MAX_LOPEND; i++)
        if (r->items[0][i].known[0])
            r->items[0][i].x[0] = (int64_t)(random_next(r) % (p->producten_n + 1));
}

static void agree(uint32_t seed)
{
    const struct jhr_program *p = rules->program;
    struct random_rows r[JHR_BLOCK_ROWS / 8];
    struct jhr_scalar one[JHR_BLOCK_ROWS / 8];
    const uint32_t rows = JHR_BLOCK_ROWS / 8;
    struct jhr_columns columns;
    struct jhr_block block;
    struct jhr_row row;
    assert_true(jhr_block_init(&arena, p, &block) && jhr_columns_init(&arena, p, &columns) &&
                jhr_row_init(&arena, p, &row));
    memset(r, 0, sizeof r);
    for (uint32_t i = 0; i < rows; i++) {
        r[i].state = seed * 1000 + i;
        random_row(&r[i], p, &row);
        near_rules(&r[i], p, &row);
        assert_true(jhr_scalar_init(&arena, p, &one[i]));
        jhr_columns_put(&columns, i, &row);
        jhr_scalar_run(p, &row, &one[i]);
    }
    block.next = &columns; /* asks for it again: it changes nothing */
    jhr_block_run(&block, &columns, rows, NULL);
    for (uint32_t i = 0; i < rows; i++)
        assert_true(random_same(p, &one[i], &block, i));
}

static bool has_table(void)
{
    struct jhr_set_tables m;
    struct jhr_columns c;
    bool all = true;
    assert_true(jhr_set_tables_init(&arena, rules->program, &m));
    assert_true(jhr_columns_init(&arena, rules->program, &c));
    for (uint32_t i = 0; i < rules->program->ins_n; i++)
        all = all && jhr_set_tables_of(&m.in[i], &c, 1) != NULL;
    return all;
}

static void by_table(void **state)
{
    (void)state;
    compile(JHR_SET_PERIODS - 2); /* each ends where the next begins */
    assert_true(has_table());
    for (uint32_t seed = 0; seed < 40; seed++)
        agree(seed);
}

static void too_many_periods(void **state)
{
    (void)state;
    compile(JHR_SET_PERIODS);
    assert_false(has_table());
    for (uint32_t seed = 0; seed < 40; seed++)
        agree(seed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(by_table, setup, teardown),
        cmocka_unit_test_setup_teardown(too_many_periods, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
