/*
 * unknowns BOOK.jhr...: has each rule a voorbeeld with unknown facts? One that leaves it open; or,
 * for a rule that reads no fact, one where it speaks while some fact is not given. Rules without
 * one are named: exit 1.
 */
#include <stdio.h>
#include <stdlib.h>

#include "lib/example.h"
#include "lib/internal.h"

static bool knows_all(const struct jhr_case *c)
{
    for (uint32_t i = 0; i < c->feiten_n; i++)
        if (!c->feiten[i].known)
            return false;
    return true;
}

/* Marks the rules that this voorbeeld shows with unknown facts. */
static bool mark(const jhr_rules *rules, struct jhr_decider *d, const struct jhr_voorbeeld *v,
                 bool *shown)
{
    struct jhr_arena arena;
    struct jhr_case c;
    jhr_arena_init(&arena, 0);
    bool made = jhr_example_case(&arena, rules->model, v, &c);
    if (made && !knows_all(&c)) {
        const struct jhr_besluit *b = jhr_decide(d, &c);
        for (uint32_t i = 0; i < b->regels_n; i++) {
            uint8_t u = b->regels[i].uitkomst;
            bool reads = rules->program->regels[i].leest_n > 0;
            shown[i] |= u == JHR_ONBEKEND || (!reads && u > JHR_NIET_VAN_TOEPASSING);
        }
    }
    jhr_arena_free(&arena);
    return made;
}

static bool is_other_reading(const struct jhr_model *m, uint32_t rule)
{
    if (m->regels[rule].stand != JHR_S_ONBESLIST)
        return false;
    for (uint32_t i = 0; i < m->regels_n; i++)
        for (uint32_t k = 0; k < m->regels[i].vervangt_n; k++)
            if (m->regels[i].vervangt[k] == rule)
                return true;
    return false;
}

static bool one_book(jhr_ctx *ctx, const char *path, uint32_t *rules_n, uint32_t *bare)
{
    jhr_rules *rules = NULL;
    struct jhr_decider d = {0};
    bool ok = jhr_compile_path(ctx, path, &rules) == JHR_OK && rules != NULL &&
              jhr_decider_init(&d, rules->program);
    bool *shown = ok ? calloc(rules->model->regels_n + 1, sizeof *shown) : NULL;
    ok = shown != NULL;
    for (uint32_t i = 0; ok && i < rules->model->voorbeelden_n; i++)
        ok = mark(rules, &d, &rules->model->voorbeelden[i], shown);
    for (uint32_t i = 0; ok && i < rules->model->regels_n; i++) {
        struct jhr_str id = rules->model->regels[i].id;
        if (is_other_reading(rules->model, i))
            continue;
        ++*rules_n;
        if (shown[i])
            continue;
        ++*bare;
        printf("%s: no voorbeeld with unknown facts: %.*s\n", path, (int)id.n, id.p);
    }
    free(shown);
    jhr_decider_free(&d);
    jhr_rules_release(rules);
    return ok;
}

int main(int argc, char **argv)
{
    jhr_ctx *ctx = jhr_ctx_new();
    uint32_t rules = 0, bare = 0;
    bool ok = ctx != NULL && argc > 1;
    for (int i = 1; ok && i < argc; i++)
        ok = one_book(ctx, argv[i], &rules, &bare);
    jhr_ctx_free(ctx);
    printf("# rules with a voorbeeld with unknown facts: %u of %u\n", rules - bare, rules);
    return ok && bare == 0 ? 0 : 1;
}
