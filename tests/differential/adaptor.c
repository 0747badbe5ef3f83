/* The scalar evaluator, and the completions of facts on top of it. */
#include "tests/differential/adaptor.h"

#include "compiler/emit.h"
#include "compiler/lower.h"
#include "runtime/complete.h"

struct adaptor {
    struct jhr_program *program;
    struct jhr_decider decider;
};

struct adaptor *adaptor_compile(struct jhr_arena *a, struct jhr_diags *ds,
                                const struct jhr_model *m)
{
    struct adaptor *d = JHR_NEW(a, struct adaptor);
    struct jhr_program_data data;
    struct jhr_refusal why;
    struct jhr_buf bytes = {0};
    struct jhr_ir *ir = jhr_lower(a, ds, m);
    bool ok = ir != NULL && ds->count[JHR_ERROR] == 0 && jhr_emit(ds, ir, &data);
    if (ok) {
        jhr_program_encode(&data, &bytes);
        ok = !bytes.failed && jhr_program_load(&d->program, bytes.p, bytes.n, &why);
        if (!ok)
            jhr_diag_add1(ds, JHR_D_INTERNAL, JHR_NO_SPAN,
                          jhr_str_of(why.rule != NULL ? why.rule : "memory"));
    }
    jhr_buf_free(&bytes);
    if (!ok)
        return NULL;
    if (!jhr_decider_init(&d->decider, d->program)) {
        jhr_program_free(d->program);
        return NULL;
    }
    return d;
}

bool adaptor_decide(struct adaptor *d, const struct jhr_case *c, struct jhr_arena *a,
                    struct adaptor_answer *out)
{
    struct jhr_completed completed;
    const struct jhr_besluit *b = jhr_decide(&d->decider, c);
    *out = (struct adaptor_answer){b, b->regels, b->besluit, false, true, false};
    if (!jhr_complete_helps(&d->decider))
        return true;
    if (!jhr_complete(a, &d->decider, c, &completed))
        return false;
    out->tried = true;
    out->uitputtend = completed.uitputtend;
    out->open = completed.open;
    out->completed = completed.besluit;
    out->regels = completed.regels;
    return true;
}

struct jhr_decider *adaptor_decider(struct adaptor *d)
{
    return &d->decider;
}

void adaptor_free(struct adaptor *d)
{
    jhr_decider_free(&d->decider);
    jhr_program_free(d->program);
}
