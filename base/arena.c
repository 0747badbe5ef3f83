#define _DEFAULT_SOURCE /* madvise */
#include "base/arena.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ALIGN         16u
#define FIRST_BLOCK   ((size_t)16 << 10)
#define BIG_BLOCK     ((size_t)4 << 20) /* blocks double up to here */
#define PRESENT_BLOCK ((size_t)1 << 20)

/*
 * Under the address sanitizer the unused part of a block is poisoned and a red zone follows each
 * allocation, so that running over the end of one array into the next is found.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#endif
#ifdef HAS_ASAN
#include <sanitizer/asan_interface.h>
#define RED_ZONE ((size_t)ALIGN)
static void hide(const void *p, size_t n)
{
    ASAN_POISON_MEMORY_REGION(p, n);
}
static void show(const void *p, size_t n)
{
    ASAN_UNPOISON_MEMORY_REGION(p, n);
}
#else
#define RED_ZONE ((size_t)0)
static void hide(const void *p, size_t n)
{
    (void)p;
    (void)n;
}
static void show(const void *p, size_t n)
{
    (void)p;
    (void)n;
}
#endif

struct jhr_arena_block {
    struct jhr_arena_block *next; /* the one made before it */
    size_t size, used;            /* of data */
    _Alignas(ALIGN) char data[];
};

/* What small requests get when memory has ended; per thread, since callers write in it. */
static _Thread_local _Alignas(ALIGN) char poison[JHR_ARENA_POISON];

static _Atomic uint64_t fail_countdown;

void jhr_alloc_fail_at(uint64_t n)
{
    atomic_store(&fail_countdown, n);
}

static bool must_fail(void)
{
    if (atomic_load_explicit(&fail_countdown, memory_order_relaxed) == 0)
        return false;
    return atomic_fetch_sub(&fail_countdown, 1) == 1;
}

static _Thread_local uint64_t failures;

uint64_t jhr_alloc_failures(void)
{
    return failures;
}

static void *counted(void *p)
{
    failures += p == NULL;
    return p;
}

void *jhr_malloc(size_t size)
{
    return counted(must_fail() ? NULL : malloc(size == 0 ? 1 : size));
}

void *jhr_realloc(void *p, size_t size)
{
    return counted(must_fail() ? NULL : realloc(p, size == 0 ? 1 : size));
}

void jhr_free(void *p)
{
    free(p);
}

void jhr_arena_init(struct jhr_arena *a, size_t limit)
{
    *a = (struct jhr_arena){.limit = limit};
}

static void free_block(struct jhr_arena *a, struct jhr_arena_block *b)
{
    a->taken -= sizeof(*b) + b->size;
    show(b->data, b->size);
    jhr_free(b);
}

void jhr_arena_free(struct jhr_arena *a)
{
    for (struct jhr_arena_block *b = a->head, *next; b != NULL; b = next) {
        next = b->next;
        free_block(a, b);
    }
    jhr_arena_init(a, a->limit);
}

/* One block is kept. Of several none is: the next has room for as much as they had together, so
 * that the same work again takes no more memory. */
void jhr_arena_reset(struct jhr_arena *a)
{
    struct jhr_arena_block *b = a->head;
    if (b != NULL && b->next != NULL) {
        size_t limit = a->limit, before = a->taken;
        jhr_arena_free(a);
        *a = (struct jhr_arena){.limit = limit, .before = before};
    } else if (b != NULL) {
        b->used = 0;
        hide(b->data, b->size);
    }
    a->used = 0;
    a->out_of_memory = false;
}

/* Asks for the pages of a block at once: on a virtual machine a fault for each of them takes longer
 * than what is done with it. Only a hint, and not for blocks that may stay half empty. */
static void make_present(const struct jhr_arena_block *b, size_t size)
{
#ifdef MADV_POPULATE_WRITE
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)b + page - 1) / page * page,
              to = ((uintptr_t)b + size) / page * page;
    if (size <= PRESENT_BLOCK && to > from + page)
        (void)!madvise((void *)from, to - from, MADV_POPULATE_WRITE);
#else
    (void)b;
    (void)size;
#endif
}

/* A new block with room for `need`; as large as all before it together, so that a long compilation
 * takes few blocks. Near the arena's limit it is only as large as it must be. */
static struct jhr_arena_block *add_block(struct jhr_arena *a, size_t need)
{
    size_t header = sizeof(struct jhr_arena_block);
    size_t size = a->taken < FIRST_BLOCK ? FIRST_BLOCK : a->taken;
    if (size > BIG_BLOCK)
        size = BIG_BLOCK;
    if (a->head == NULL && size < a->before)
        size = a->before;
    if (size < need)
        size = need;
    if (a->limit != 0) {
        size_t left = a->limit > a->taken ? a->limit - a->taken : 0;
        if (left < header || left - header < need)
            return NULL;
        if (size > left - header)
            size = need;
    }
    struct jhr_arena_block *b = jhr_malloc(header + size);
    if (b == NULL)
        return NULL;
    make_present(b, header + size);
    b->size = size;
    b->used = 0;
    hide(b->data, size);
    a->taken += header + size;
    /* A large request in a block of its own must not hide the room left in the current one. */
    if (a->head != NULL && need == size && a->head->size - a->head->used > JHR_ARENA_POISON) {
        b->next = a->head->next;
        a->head->next = b;
    } else {
        b->next = a->head;
        a->head = b;
    }
    return b;
}

void *jhr_arena_alloc(struct jhr_arena *a, size_t size)
{
    if (size == 0)
        size = 1;
    struct jhr_arena_block *b = a->head;
    if (size <= SIZE_MAX / 2) {
        size_t need = ((size + ALIGN - 1) & ~(size_t)(ALIGN - 1)) + RED_ZONE;
        if (b == NULL || b->size - b->used < need)
            b = add_block(a, need);
        if (b != NULL) {
            char *p = b->data + b->used;
            b->used += need;
            a->used += size;
            show(p, size);
            return memset(p, 0, size);
        }
    }
    a->out_of_memory = true;
    return size <= sizeof(poison) ? memset(poison, 0, sizeof(poison)) : NULL;
}

struct jhr_str jhr_arena_str(struct jhr_arena *a, struct jhr_str s)
{
    char *p = jhr_arena_alloc(a, (size_t)s.n + 1);
    if (p == NULL || p == poison)
        return (struct jhr_str){"", 0};
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return (struct jhr_str){p, s.n};
}

bool jhr_vec_grow(struct jhr_arena *a, void **v, uint32_t *n, uint32_t *cap, size_t size)
{
    if (*n == *cap) {
        uint32_t wanted = *cap == 0 ? 8 : *cap * 2;
        void *old, *more = NULL;
        if (*cap <= UINT32_MAX / 2 && size <= SIZE_MAX / 2 / wanted)
            more = jhr_arena_alloc(a, size * wanted);
        else
            a->out_of_memory = true;
        if (more == NULL || more == (void *)poison)
            return false;
        /* *v is really a T *: bytes are copied, since reading it as a void * breaks C's aliasing.
         */
        memcpy(&old, (const void *)v, sizeof(old));
        if (*n > 0)
            memcpy(more, old, size * *n);
        memcpy((void *)v, &more, sizeof(more));
        *cap = wanted;
    }
    (*n)++;
    return true;
}
