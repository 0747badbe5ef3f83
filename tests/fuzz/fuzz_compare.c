/* Any bytes as the file of `jhr diff --cases` and of `--expect`: each line is read by both of two
 * rulebooks that know other facts and products, with what the other knows, or told as unreadable;
 * and what is written is valid JSON, and the same when it is written again. */
#include "lib/compare_parts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static jhr_ctx *ctx;
static jhr_comparison *both;

static bool keep(void *self, const char *bytes, size_t n)
{
    jhr_buf_add(self, bytes, n);
    return true;
}

static void start(void)
{
    jhr_compare_options options = {.size = sizeof options};
    ctx = jhr_ctx_new();
    if (!ctx || jhr_compare_paths(ctx, "examples/ci/rules/begeleiding.jhr", "tests/diff/oud.jhr",
                                  &options, &both) != JHR_OK)
        abort();
}

static void write_all(const jhr_comparison *c)
{
    static const jhr_format formats[] = {JHR_FORMAT_JSON, JHR_FORMAT_TEXT, JHR_FORMAT_MARKDOWN,
                                         JHR_FORMAT_GITHUB};
    struct jhr_buf one = {0}, two = {0};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        jhr_buf_clear(&one);
        jhr_buf_clear(&two);
        if (jhr_compare_write(c, JHR_LANG_NL, formats[i], (jhr_writer){keep, &one}, NULL) ||
            jhr_compare_write(c, JHR_LANG_NL, formats[i], (jhr_writer){keep, &two}, NULL) ||
            one.n != two.n || memcmp(one.p, two.p, one.n) != 0)
            abort();
        json_t *parsed = i == 0 ? json_loadb(one.p, one.n, JSON_REJECT_DUPLICATES, NULL) : NULL;
        if (i == 0 && !parsed)
            abort();
        json_decref(parsed);
    }
    jhr_buf_free(&one);
    jhr_buf_free(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data, *end = text + size;
    size_t lines = 0;
    if (!both)
        start();
    jhr_comparison c = *both; /* the proofs are made once; what is read starts empty */
    jhr_arena_init(&c.arena, 0);
    jhr_arena_init(&c.scratch, 0);
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((stop ? stop : end) - text);
        jhr_status status = jhr_compare_case(ctx, &c, "zaken", ++lines, text, n);
        if (status != JHR_OK && status != JHR_INPUT)
            abort();
        text += n + (stop != NULL);
    }
    if (c.zaken.n + c.zaken.unread != lines)
        abort();
    if (size > 0 && jhr_compare_expect(&c, (const char *)data, size) != JHR_OK)
        abort();
    write_all(&c);
    jhr_arena_free(&c.scratch);
    jhr_arena_free(&c.arena);
    return 0;
}
