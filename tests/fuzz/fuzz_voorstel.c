/* Any bytes as a proposal: refused with a finding, or decided and written as valid JSON, twice the
 * same. */
#include "documents/read.h"
#include "documents/write.h"
#include "tests/unit/test_documents_rules.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct jhr_program *program;
static struct jhr_decider decider;

static void start(void)
{
    static struct jhr_arena arena;
    static struct jhr_sources sources = {.arena = &arena};
    static struct jhr_diags ds = {.arena = &arena, .sources = &sources};
    static struct jhr_buf bytes;
    jhr_arena_init(&arena, 0);
    if (!compile_test_rules(&arena, &ds, &sources, &bytes, &program) ||
        !jhr_decider_init(&decider, program))
        abort();
}

static void decide(struct jhr_arena *a, const struct jhr_case *c)
{
    struct jhr_buf one = {0}, two = {0};
    for (int compact = 0; compact < 2; compact++) {
        jhr_buf_clear(&one);
        jhr_buf_clear(&two);
        jhr_write_besluit(&one, a, &decider, c, jhr_decide(&decider, c), compact != 0);
        jhr_write_besluit(&two, a, &decider, c, jhr_decide(&decider, c), compact != 0);
        json_t *parsed = json_loadb(one.p, one.n, JSON_REJECT_DUPLICATES, NULL);
        if (parsed == NULL || one.n != two.n || memcmp(one.p, two.p, one.n) != 0)
            abort();
        json_decref(parsed);
    }
    jhr_buf_clear(&one);
    jhr_write_text(&one, a, &decider, c, jhr_decide(&decider, c), false, JHR_NL);
    if (one.failed || one.n == 0)
        abort();
    jhr_buf_free(&one);
    jhr_buf_free(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jhr_arena a;
    struct jhr_sources sources = {.arena = &a};
    struct jhr_diags ds = {.arena = &a, .sources = &sources};
    struct jhr_read_options options = {size % 2 == 0 ? 20270301 : 0, size % 3 == 0};
    struct jhr_str text = {(const char *)data, (uint32_t)size};
    struct jhr_case c;
    struct jhr_buf out = {0};
    if (program == NULL)
        start();
    jhr_arena_init(&a, 0);
    uint32_t file = jhr_source_add(&sources, JHR_STR("voorstel.json"), text);
    bool valid = jhr_read_voorstel(&a, &ds, program, text, file, &options, &c);
    if (valid != (ds.count[JHR_ERROR] == 0))
        abort();
    if (valid)
        decide(&a, &c);
    jhr_diag_sort(&ds);
    jhr_diag_write(&out, &ds, (struct jhr_diag_style){JHR_DF_TEXT, JHR_EN, false});
    jhr_diag_write(&out, &ds, (struct jhr_diag_style){JHR_DF_JSON, JHR_NL, false});
    jhr_buf_free(&out);
    jhr_arena_free(&a);
    return 0;
}
