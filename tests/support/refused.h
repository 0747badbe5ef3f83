/* For tests of the verifier: the sample with one change, and whether that is refused. */
#ifndef JHR_TESTS_SUPPORT_REFUSED_H
#define JHR_TESTS_SUPPORT_REFUSED_H

#include "tests/support/sample.h"

#include "runtime/refuse.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static bool seen[JHR_RULES];

static inline void note(const char *rule)
{
    static const char *const names[] = {
#define V(name, rule_name, reason) rule_name,
#include "runtime/refusals.def"
#undef V
    };
    for (uint32_t i = 0; i < JHR_RULES; i++)
        seen[i] = seen[i] || strcmp(rule, names[i]) == 0;
}

static inline void check(const struct jhr_program_data *d, const char *rule, uint32_t section,
                         int line)
{
    struct jhr_refusal why = {0};
    struct jhr_program *p = sample_load(d, &why);
    if (rule == NULL && p == NULL)
        fail_msg("line %d: refused by %s: %s (%s %u)", line, why.rule, why.reason,
                 jhr_section_names[why.section], why.index);
    if (rule != NULL && p != NULL)
        fail_msg("line %d: accepted, must be refused by %s", line, rule);
    if (rule != NULL && (strcmp(rule, why.rule) != 0 || section != why.section))
        fail_msg("line %d: refused by %s in %s, must be %s in %s", line, why.rule,
                 jhr_section_names[why.section], rule, jhr_section_names[section]);
    if (rule != NULL)
        note(rule);
    jhr_program_free(p);
}

/* The sample with one change is refused by this rule, at this table; or is accepted. */
#define CHANGED(rule, section, ...)                                                                \
    do {                                                                                           \
        struct jhr_arena arena;                                                                    \
        jhr_arena_init(&arena, 0);                                                                 \
        struct jhr_program_data *d = sample_make(&arena);                                          \
        __VA_ARGS__;                                                                               \
        check(d, rule, section, __LINE__);                                                         \
        jhr_arena_free(&arena);                                                                    \
    } while (0)
#define BREAKS(rule, section, ...) CHANGED(rule, JHR_S_##section, __VA_ARGS__)
#define FINE(...)                  CHANGED(NULL, 0, __VA_ARGS__)
/* Code that is refused, or is accepted; the sample's other tables around it. */
#define BAD_CODE(rule, ...) BREAKS(rule, code, SAMPLE_CODE(d, __VA_ARGS__))
#define GOOD_CODE(...)      FINE(SAMPLE_CODE(d, __VA_ARGS__))

/* Every rule from `from` up to `to` was seen to refuse something. */
static inline void check_seen(enum jhr_rule from, enum jhr_rule to)
{
    for (uint32_t i = from; i < to; i++) {
        if (!seen[i])
            fail_msg("no program here breaks rule %u of refusals.def", i);
    }
}

#endif
