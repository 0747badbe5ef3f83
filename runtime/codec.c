/*
 * The file. All numbers are LEB128, low seven bits first, in their shortest form, except:
 *
 *     "JHRC"   version u32   length u32   SHA-256 of the file with this field zeroed
 *     sections: how many; of each its number, rows and bytes; numbers ascend, none is empty
 *     the sections, one after the other
 *
 * A text is its length and its bytes. A row is its fields (records.def): BIT, U8, U64 and INSTR as
 * they are; U32 and I32 as the difference with the row before, modulo 2^32 and zigzag; I64 zigzag,
 * plus two modulo 2^64, so that the extremes take a byte; STR 0 for the empty text, 1 for the next
 * text not yet used, else one more than its index; U16 as runs: how many rows, then the value. So
 * each value has one encoding, and texts lie in the order of their first use.
 */
#include "runtime/refuse.h"

#include "base/map.h"
#include "base/source.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC     "JHRC"
#define LENGTH_AT 8u
#define HASH_AT   12u
#define HEADER    (HASH_AT + JHR_SHA256_SIZE)

const char *const jhr_section_names[JHR_SECTIONS] = {"strings",
#define T(record, array, what) #array,
                                                     JHR_TABLES(T)
#undef T
};

/* ---- numbers, both ways ---- */

static uint64_t zigzag(int64_t v)
{
    return (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);
}

static int64_t unzigzag(uint64_t u)
{
    return (int64_t)(u >> 1 ^ (0 - (u & 1)));
}

static uint64_t fold_difference(uint32_t v, uint32_t before)
{
    return zigzag((int32_t)(v - before));
}

static uint32_t unfold_difference(uint64_t u, uint32_t before)
{
    return before + (uint32_t)unzigzag(u);
}

/* ---- hash ---- */

static bool hash_file(uint8_t hash[JHR_SHA256_SIZE], const uint8_t *bytes, size_t n)
{
    uint8_t *copy = jhr_malloc(n);
    if (copy == NULL)
        return false;
    memcpy(copy, bytes, n);
    memset(copy + HASH_AT, 0, JHR_SHA256_SIZE);
    jhr_sha256(hash, copy, n);
    jhr_free(copy);
    return true;
}

bool jhr_program_seal(void *bytes, size_t n)
{
    uint8_t hash[JHR_SHA256_SIZE];
    if (n < HEADER || !hash_file(hash, bytes, n))
        return false;
    memcpy((uint8_t *)bytes + HASH_AT, hash, sizeof(hash));
    return true;
}

bool jhr_program_is_compiled(const void *bytes, size_t n)
{
    return n >= 4 && memcmp(bytes, MAGIC, 4) == 0;
}

/* ---- writing ---- */

struct writer {
    struct jhr_buf out;
    struct jhr_arena arena; /* for what follows */
    const struct jhr_str *strings;
    uint32_t *number; /* new index of each string, 0: not used yet */
    uint32_t *order;  /* old index, by new one */
    uint32_t strings_n, used;
    struct jhr_map by_text; /* to the new index */
    uint32_t run, run_value;
};

static void put(struct jhr_buf *out, uint64_t v)
{
    uint8_t bytes[10];
    size_t n = 0;
    for (; v > 127; v >>= 7)
        bytes[n++] = (uint8_t)(v | 128);
    bytes[n++] = (uint8_t)v;
    jhr_buf_add(out, bytes, n);
}

/* The new index of a text that is used for the first time, or that equals one that was. */
static uint32_t number_text(struct writer *w, uint32_t old, bool *is_new)
{
    uint32_t *same = jhr_map_get(&w->by_text, w->strings[old]);
    if (same != NULL)
        return *same;
    w->order[++w->used] = old;
    *is_new = true;
    uint32_t *kept = JHR_NEW(&w->arena, uint32_t);
    *kept = w->used;
    if (!jhr_map_put(&w->arena, &w->by_text, w->strings[old], kept))
        w->out.failed = true;
    return w->used;
}

static void put_STR(struct writer *w, uint32_t v, uint32_t before)
{
    bool is_new = false;
    (void)before;
    if (v >= w->strings_n)
        w->out.failed = true;
    else if (w->strings[v].n == 0)
        put(&w->out, 0);
    else if (w->number[v] == 0)
        w->number[v] = number_text(w, v, &is_new);
    if (v < w->strings_n && w->strings[v].n > 0)
        put(&w->out, is_new ? 1 : (uint64_t)w->number[v] + 1);
}

static void put_BIT(struct writer *w, uint8_t v, uint8_t before)
{
    (void)before;
    put(&w->out, v);
}

static void put_U8(struct writer *w, uint8_t v, uint8_t before)
{
    (void)before;
    put(&w->out, v);
}

static void end_run(struct writer *w)
{
    if (w->run > 0) {
        put(&w->out, w->run);
        put(&w->out, w->run_value);
    }
    w->run = 0;
}

static void put_U16(struct writer *w, uint16_t v, uint16_t before)
{
    (void)before;
    if (v != w->run_value)
        end_run(w);
    w->run_value = v;
    w->run++;
}

static void put_U32(struct writer *w, uint32_t v, uint32_t before)
{
    put(&w->out, fold_difference(v, before));
}

static void put_I32(struct writer *w, int32_t v, int32_t before)
{
    put(&w->out, fold_difference((uint32_t)v, (uint32_t)before));
}

static void put_I64(struct writer *w, int64_t v, int64_t before)
{
    (void)before;
    put(&w->out, zigzag(v) + 2);
}

static void put_U64(struct writer *w, uint64_t v, uint64_t before)
{
    (void)before;
    put(&w->out, v);
}

static void put_INSTR(struct writer *w, uint32_t v, uint32_t before)
{
    (void)before;
    put(&w->out, v);
}

#define F(kind, name, meaning) put_##kind(w, row->name, before->name);
#define T(record, array, what)                                                                     \
    static void put_##record(struct writer *w, const struct jhr_program *p)                        \
    {                                                                                              \
        static const struct jhr_p_##record zero;                                                   \
        const struct jhr_p_##record *before = &zero;                                               \
        for (uint32_t i = 0; i < p->array##_n; i++) {                                              \
            const struct jhr_p_##record *row = &p->array[i];                                       \
            JHR_FIELDS_##record(F) before = row;                                                   \
        }                                                                                          \
        end_run(w);                                                                                \
    }
JHR_TABLES(T)
#undef T
#undef F

struct section {
    uint32_t rows;
    size_t bytes;
};

static void put_file(struct writer *w, struct jhr_buf *texts, const struct section *sections,
                     struct jhr_buf *out)
{
    struct jhr_buf file = {.max = JHR_MAX_FILE};
    uint64_t used = 0;
    uint8_t fixed[HEADER] = MAGIC;

    jhr_buf_add(&file, fixed, HEADER);
    for (uint32_t i = 0; i < JHR_SECTIONS; i++)
        used += sections[i].rows > 0;
    put(&file, used);
    for (uint32_t i = 0; i < JHR_SECTIONS; i++) {
        if (sections[i].rows == 0)
            continue;
        put(&file, i);
        put(&file, sections[i].rows);
        put(&file, sections[i].bytes);
    }
    jhr_buf_str(&file, jhr_buf_get(texts));
    jhr_buf_str(&file, jhr_buf_get(&w->out));
    if (!file.failed) {
        for (uint32_t i = 0; i < 4; i++) {
            file.p[4 + i] = (char)(JHR_FORMAT_VERSION >> 8 * i & 255);
            file.p[LENGTH_AT + i] = (char)((uint32_t)file.n >> 8 * i & 255);
        }
    }
    if (file.failed || w->out.failed || texts->failed || !jhr_program_seal(file.p, file.n))
        out->failed = true;
    jhr_buf_str(out, jhr_buf_get(&file));
    jhr_buf_free(&file);
}

void jhr_program_write(const struct jhr_program *p, struct jhr_buf *out)
{
    struct section sections[JHR_SECTIONS] = {0};
    struct writer w = {.strings = p->strings, .strings_n = p->strings_n};
    struct jhr_buf texts = {.max = JHR_MAX_FILE};

    w.out.max = JHR_MAX_FILE;
    jhr_arena_init(&w.arena, 0);
    w.number = jhr_arena_alloc(&w.arena, ((size_t)p->strings_n + 1) * sizeof(*w.number));
    w.order = jhr_arena_alloc(&w.arena, ((size_t)p->strings_n + 1) * sizeof(*w.order));
    if (w.arena.out_of_memory) {
        out->failed = true;
    } else {
        size_t from = 0;
#define T(record, array, what)                                                                     \
    put_##record(&w, p);                                                                           \
    sections[JHR_S_##record] = (struct section){p->array##_n, w.out.n - from};                     \
    from = w.out.n;
        JHR_TABLES(T)
#undef T
        for (uint32_t i = 1; i <= w.used; i++) {
            put(&texts, p->strings[w.order[i]].n);
            jhr_buf_str(&texts, p->strings[w.order[i]]);
        }
        sections[JHR_S_string] = (struct section){w.used, texts.n};
        w.out.failed = w.out.failed || w.arena.out_of_memory;
        put_file(&w, &texts, sections, out);
    }
    jhr_buf_free(&texts);
    jhr_buf_free(&w.out);
    jhr_arena_free(&w.arena);
}

void jhr_program_encode(const struct jhr_program_data *d, struct jhr_buf *out)
{
    struct jhr_program p = {.strings = d->strings.v, .strings_n = d->strings.n};
#define T(record, array, what)                                                                     \
    p.array = d->array.v;                                                                          \
    p.array##_n = d->array.n;
    JHR_TABLES(T)
#undef T
    jhr_program_write(&p, out);
}

/* ---- reading ---- */

struct reader {
    const uint8_t *at, *end; /* of the section */
    struct jhr_refusal *why;
    uint32_t section, row;
    uint32_t strings_n, used; /* texts that there are, texts met so far */
    uint32_t rows_left;       /* of the section: a run ends with it */
    uint32_t run, run_value;
};

/* Always 0: what is read after a failure. */
static uint32_t fail(struct reader *r, enum jhr_rule rule)
{
    r->at = r->end;
    jhr_refuse(r->why, rule, r->section, r->row);
    return 0;
}

/* The next number, at most `most`. */
static uint64_t get(struct reader *r, uint64_t most)
{
    uint64_t v = 0;
    for (uint32_t shift = 0;; shift += 7) {
        if (r->at == r->end)
            return fail(r, JHR_V_BYTES);
        uint64_t byte = *r->at++;
        if (shift == 63 && byte > 1)
            return fail(r, JHR_V_SHORTEST);
        v |= (byte & 127) << shift;
        if (byte < 128)
            return (byte == 0 && shift > 0) || v > most ? fail(r, JHR_V_SHORTEST) : v;
    }
}

static uint32_t get_STR(struct reader *r, uint32_t before)
{
    uint64_t v = get(r, UINT32_MAX);
    (void)before;
    if (v == 0)
        return 0;
    if (v == 1 && r->used < r->strings_n)
        return ++r->used;
    if (v == 1 || v - 1 > r->used)
        return fail(r, JHR_V_TEXT_ORDER);
    return (uint32_t)v - 1;
}

static uint8_t get_BIT(struct reader *r, uint8_t before)
{
    (void)before;
    return (uint8_t)get(r, 1);
}

static uint8_t get_U8(struct reader *r, uint8_t before)
{
    (void)before;
    return (uint8_t)get(r, UINT8_MAX);
}

static uint16_t get_U16(struct reader *r, uint16_t before)
{
    if (r->run == 0) {
        bool first = r->row == 0;
        r->run = (uint32_t)get(r, UINT32_MAX);
        r->run_value = (uint32_t)get(r, UINT16_MAX);
        if (r->run == 0 || r->run > r->rows_left || (!first && r->run_value == before)) {
            fail(r, JHR_V_RUN);
            r->run = 1;
        }
    }
    r->run--;
    return (uint16_t)r->run_value;
}

static uint32_t get_U32(struct reader *r, uint32_t before)
{
    return unfold_difference(get(r, UINT32_MAX), before);
}

static int32_t get_I32(struct reader *r, int32_t before)
{
    return (int32_t)unfold_difference(get(r, UINT32_MAX), (uint32_t)before);
}

static int64_t get_I64(struct reader *r, int64_t before)
{
    (void)before;
    return unzigzag(get(r, UINT64_MAX) - 2);
}

static uint64_t get_U64(struct reader *r, uint64_t before)
{
    (void)before;
    return get(r, UINT64_MAX);
}

static uint32_t get_INSTR(struct reader *r, uint32_t before)
{
    (void)before;
    return (uint32_t)get(r, UINT32_MAX);
}

/* Fewest bytes of a row. The rows of a matrix are in runs; their number follows from others. */
#define LEAST_STR   1
#define LEAST_BIT   1
#define LEAST_U8    1
#define LEAST_U16   0
#define LEAST_U32   1
#define LEAST_I32   1
#define LEAST_I64   1
#define LEAST_U64   1
#define LEAST_INSTR 1
static const uint8_t least_bytes[JHR_SECTIONS] = {2,
#define F(kind, name, meaning) +LEAST_##kind
#define T(record, array, what) 0 JHR_FIELDS_##record(F),
                                                  JHR_TABLES(T)
#undef T
#undef F
};

#define F(kind, name, meaning) row->name = get_##kind(r, before->name);
#define T(record, array, what)                                                                     \
    static bool get_##record(struct reader *r, struct jhr_program *p, uint32_t n)                  \
    {                                                                                              \
        static const struct jhr_p_##record zero;                                                   \
        const struct jhr_p_##record *before = &zero;                                               \
        struct jhr_p_##record *row = jhr_arena_alloc(&p->arena, n * sizeof(*row));                 \
        if (row == NULL || p->arena.out_of_memory)                                                 \
            return jhr_refuse(r->why, JHR_V_MEMORY, r->section, 0);                                \
        p->array = row;                                                                            \
        p->array##_n = n;                                                                          \
        for (r->row = 0; r->row < n && r->why->reason == NULL; r->row++) {                         \
            r->rows_left = n - r->row;                                                             \
            JHR_FIELDS_##record(F) before = row++;                                                 \
        }                                                                                          \
        return r->why->reason == NULL;                                                             \
    }
JHR_TABLES(T)
#undef T
#undef F

static int compare_texts(const void *a, const void *b)
{
    return jhr_str_cmp(*(const struct jhr_str *)a, *(const struct jhr_str *)b);
}

/* No text twice. */
static bool check_texts(const struct jhr_program *p, struct jhr_refusal *why)
{
    size_t size = p->strings_n * sizeof(struct jhr_str);
    struct jhr_str *sorted = jhr_malloc(size);
    bool twice = false;
    if (sorted == NULL)
        return jhr_refuse(why, JHR_V_MEMORY, JHR_S_string, 0);
    memcpy(sorted, p->strings, size);
    qsort(sorted, p->strings_n, sizeof(*sorted), compare_texts);
    for (uint32_t i = 1; i < p->strings_n; i++)
        twice = twice || jhr_str_eq(sorted[i - 1], sorted[i]);
    jhr_free(sorted);
    return !twice || jhr_refuse(why, JHR_V_TEXT_ORDER, JHR_S_string, 0);
}

static bool get_string(struct reader *r, struct jhr_program *p, uint32_t n)
{
    size_t bytes = (size_t)(r->end - r->at);
    struct jhr_str *texts = jhr_arena_alloc(&p->arena, ((size_t)n + 1) * sizeof(*texts));
    char *to = jhr_arena_alloc(&p->arena, bytes + 1); /* a length gives its byte to the NUL */
    if (texts == NULL || to == NULL || p->arena.out_of_memory)
        return jhr_refuse(r->why, JHR_V_MEMORY, JHR_S_string, 0);
    texts[0] = (struct jhr_str){to++, 0};
    for (r->row = 0; r->row < n; r->row++) {
        uint32_t size = (uint32_t)get(r, JHR_MAX_FILE);
        if (r->why->reason == NULL && size > (size_t)(r->end - r->at))
            fail(r, JHR_V_BYTES);
        if (r->why->reason != NULL)
            return false;
        struct jhr_str s = {to, size};
        memcpy(to, r->at, size);
        if (size == 0 || jhr_text_invalid(s) != size)
            return jhr_refuse(r->why, JHR_V_TEXT, JHR_S_string, r->row);
        texts[r->row + 1] = s;
        r->at += size;
        to += size + 1;
    }
    p->strings = texts;
    p->strings_n = n + 1;
    r->strings_n = n;
    return check_texts(p, r->why);
}

typedef bool get_rows(struct reader *r, struct jhr_program *p, uint32_t n);
static get_rows *const getters[JHR_SECTIONS] = {get_string,
#define T(record, array, what) get_##record,
                                                JHR_TABLES(T)
#undef T
};

/* The list of sections; they fill what follows it exactly. Leaves r->at at the first one. */
static bool get_list(struct reader *r, struct section *sections)
{
    uint64_t n = get(r, JHR_SECTIONS), next = 0, sum = 0;
    for (uint64_t i = 0; i < n && r->why->reason == NULL; i++) {
        uint64_t id = get(r, UINT32_MAX);
        uint64_t rows = get(r, UINT32_MAX), bytes = get(r, JHR_MAX_FILE);
        if (r->why->reason != NULL)
            return false;
        if (id < next || id >= JHR_SECTIONS || rows == 0)
            return jhr_refuse(r->why, JHR_V_SECTIONS, (uint32_t)id, 0);
        if (rows > bytes && least_bytes[id] > 0)
            return jhr_refuse(r->why, JHR_V_ROWS, (uint32_t)id, 0);
        sections[id] = (struct section){(uint32_t)rows, bytes};
        next = id + 1;
        sum += bytes;
    }
    if (r->why->reason == NULL && sum != (uint64_t)(r->end - r->at))
        return jhr_refuse(r->why, JHR_V_SECTIONS, 0, 0);
    return r->why->reason == NULL;
}

/* Runs could claim any number of pairs: it follows from the numbers of matrices and products. */
static bool check_matrix_size(const struct section *s, struct jhr_refusal *why)
{
    uint64_t n = s[JHR_S_product].rows, most = JHR_MAX_PAREN;
    bool fits = n <= most && n * n <= most && n * n * s[JHR_S_stapeling].rows <= most;
    if (s[JHR_S_stapeling].rows == 0
            ? s[JHR_S_paar].rows == 0
            : fits && n * n * s[JHR_S_stapeling].rows == s[JHR_S_paar].rows)
        return true;
    return jhr_refuse(why, JHR_V_MATRIX_SIZE, JHR_S_paar, 0);
}

static bool get_sections(struct reader *r, struct jhr_program *p)
{
    struct section sections[JHR_SECTIONS] = {0};
    static const struct jhr_str nothing = {"", 0};
    const uint8_t *end = r->end;

    if (!get_list(r, sections) || !check_matrix_size(sections, r->why))
        return false;
    p->strings = &nothing;
    p->strings_n = 1;
    for (r->section = 0; r->section < JHR_SECTIONS; r->section++) {
        if (sections[r->section].rows == 0)
            continue;
        r->end = r->at + sections[r->section].bytes;
        r->run = 0;
        if (!getters[r->section](r, p, sections[r->section].rows))
            return false;
        if (r->at != r->end)
            return jhr_refuse(r->why, JHR_V_BYTES, r->section, r->row);
        r->end = end;
    }
    return r->used == r->strings_n || jhr_refuse(r->why, JHR_V_TEXT_ORDER, 0, r->used);
}

static uint32_t fixed_u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

bool jhr_program_decode(struct jhr_program *p, const uint8_t *bytes, size_t n,
                        struct jhr_refusal *why)
{
    struct reader r = {.at = bytes + HEADER, .end = bytes + n, .why = why};
    if (!jhr_program_is_compiled(bytes, n))
        return jhr_refuse(why, JHR_V_MAGIC, 0, 0);
    if (n < HEADER || n > JHR_MAX_FILE)
        return jhr_refuse(why, JHR_V_LENGTH, 0, 0);
    if (fixed_u32(bytes + 4) != JHR_FORMAT_VERSION)
        return jhr_refuse(why, JHR_V_VERSION, 0, 0);
    if (fixed_u32(bytes + LENGTH_AT) != n)
        return jhr_refuse(why, JHR_V_LENGTH, 0, 0);
    if (!hash_file(p->hash, bytes, n))
        return jhr_refuse(why, JHR_V_MEMORY, 0, 0);
    if (memcmp(p->hash, bytes + HASH_AT, JHR_SHA256_SIZE) != 0)
        return jhr_refuse(why, JHR_V_HASH, 0, 0);
    p->size = (uint32_t)n;
    return get_sections(&r, p);
}
