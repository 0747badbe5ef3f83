#include "base/source.h"

#include <string.h>

#define BOM "\xef\xbb\xbf"

uint32_t jhr_source_add(struct jhr_sources *s, struct jhr_str path, struct jhr_str text)
{
    bool before = s->arena->out_of_memory;
    s->arena->out_of_memory = false;
    struct jhr_source *src = JHR_NEW(s->arena, struct jhr_source);
    struct jhr_str kept_path = jhr_arena_str(s->arena, path);
    struct jhr_str kept_text = jhr_arena_str(s->arena, text);
    struct jhr_source **slot = s->arena->out_of_memory || s->files.n == JHR_NO_FILE
                                   ? NULL
                                   : jhr_vec_add(s->arena, &s->files);
    s->arena->out_of_memory = s->arena->out_of_memory || before;
    if (slot == NULL)
        return JHR_NO_FILE;
    *src = (struct jhr_source){.path = kept_path, .text = kept_text};
    *slot = src;
    return s->files.n - 1;
}

static struct jhr_source *file_of(const struct jhr_sources *s, uint32_t file)
{
    return s != NULL && file < s->files.n ? s->files.v[file] : NULL;
}

static uint32_t first_byte(const struct jhr_source *src)
{
    return src->text.n >= 3 && memcmp(src->text.p, BOM, 3) == 0 ? 3 : 0;
}

/* The start of the line after the one that `at` is in, or 0: it was the last. */
static uint32_t next_line(const struct jhr_source *src, uint32_t at)
{
    const char *end = at < src->text.n ? memchr(src->text.p + at, '\n', src->text.n - at) : NULL;
    return end == NULL ? 0 : (uint32_t)(end - src->text.p) + 1;
}

/* Makes the table of lines. False when there is no memory for it: then callers walk. */
static bool has_lines(const struct jhr_sources *s, struct jhr_source *src)
{
    if (src->line != NULL)
        return true;
    uint32_t n = 1;
    for (uint32_t at = 0; (at = next_line(src, at)) != 0;)
        n++;
    bool before = s->arena->out_of_memory;
    s->arena->out_of_memory = false;
    uint32_t *line = jhr_arena_alloc(s->arena, n * sizeof(*line));
    bool failed = s->arena->out_of_memory;
    s->arena->out_of_memory = before || failed;
    if (failed || line == NULL)
        return false;
    n = 0;
    line[n++] = first_byte(src);
    for (uint32_t at = 0; (at = next_line(src, at)) != 0;)
        line[n++] = at;
    src->line = line;
    src->lines = n;
    return true;
}

/* The line (from 1) that holds the offset, and where it starts. */
static uint32_t find_line(const struct jhr_sources *s, struct jhr_source *src, uint32_t offset,
                          uint32_t *start)
{
    uint32_t lo = 0, hi;
    *start = first_byte(src);
    if (!has_lines(s, src)) {
        for (uint32_t at = 0; (at = next_line(src, at)) != 0 && at <= offset; lo++)
            *start = at;
        return lo + 1;
    }
    hi = src->lines; /* line[lo] <= offset < line[hi] */
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (src->line[mid] <= offset)
            lo = mid;
        else
            hi = mid;
    }
    *start = src->line[lo];
    return lo + 1;
}

struct jhr_place jhr_source_place(const struct jhr_sources *s, uint32_t file, uint32_t offset)
{
    struct jhr_source *src = file_of(s, file);
    if (src == NULL)
        return (struct jhr_place){1, 1};
    if (offset > src->text.n)
        offset = src->text.n;
    uint32_t start;
    struct jhr_place place = {find_line(s, src, offset, &start), 1};
    for (uint32_t i = start; i < offset; i++)
        place.column += ((unsigned char)src->text.p[i] & 0xc0) != 0x80;
    return place;
}

struct jhr_str jhr_source_line(const struct jhr_sources *s, uint32_t file, uint32_t line)
{
    struct jhr_source *src = file_of(s, file);
    if (src == NULL || line == 0)
        return (struct jhr_str){"", 0};
    uint32_t lo = first_byte(src);
    if (has_lines(s, src)) {
        if (line > src->lines)
            return (struct jhr_str){"", 0};
        lo = src->line[line - 1];
    } else {
        for (uint32_t i = 1, at = 0; i < line; i++) {
            if ((at = next_line(src, at)) == 0)
                return (struct jhr_str){"", 0};
            lo = at;
        }
    }
    uint32_t hi = next_line(src, lo);
    hi = hi == 0 ? src->text.n : hi - 1;
    if (hi > lo && src->text.p[hi - 1] == '\r')
        hi--;
    return (struct jhr_str){src->text.p + lo, hi - lo};
}

struct jhr_str jhr_source_text(const struct jhr_sources *s, struct jhr_span span)
{
    const struct jhr_source *src = file_of(s, span.file);
    if (src == NULL)
        return (struct jhr_str){"", 0};
    uint32_t hi = span.hi < src->text.n ? span.hi : src->text.n;
    uint32_t lo = span.lo < hi ? span.lo : hi;
    return (struct jhr_str){src->text.p + lo, hi - lo};
}

struct jhr_span jhr_span_join(struct jhr_span a, struct jhr_span b)
{
    if (a.file == JHR_NO_FILE)
        return b;
    if (b.file != a.file)
        return a;
    return (struct jhr_span){a.file, a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
}
