#include "compiler/compile.h"

#include "compiler/emit.h"
#include "compiler/lower.h"
#include "compiler/reach.h"

#include <string.h>

/* Our own output was refused: a fault in jhr, told with the verifier's rule. */
static void refused(struct jhr_diags *ds, const struct jhr_refusal *why)
{
    struct jhr_buf text = {0};
    jhr_buf_fmt(&text, "%s (%s, %s %u)", why->reason, why->rule, jhr_section_names[why->section],
                why->index);
    jhr_diag_add1(ds, JHR_D_INTERNAL, JHR_NO_SPAN, jhr_buf_get(&text));
    jhr_buf_free(&text);
}

/* NULL: lowering found an error, or memory ended. */
static struct jhr_ir *lowered(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_model *m)
{
    uint32_t errors = ds->count[JHR_ERROR];
    struct jhr_ir *ir = jhr_lower(a, ds, m);
    return ds->count[JHR_ERROR] > errors ? NULL : ir;
}

bool jhr_compile(struct jhr_arena *a, struct jhr_diags *ds, struct jhr_sources *sources,
                 struct jhr_loader loader, uint32_t file, const struct jhr_model **model,
                 struct jhr_buf *bytes, struct jhr_program **program)
{
    uint32_t errors = ds->count[JHR_ERROR];
    *program = NULL;
    *model = jhr_resolve(a, ds, sources, loader, file);
    if (*model == NULL || ds->count[JHR_ERROR] > errors || a->out_of_memory)
        return false;
    return (*model)->regeling == NULL || jhr_compile_model(a, ds, *model, bytes, program);
}

static bool assemble(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_ir *ir,
                     struct jhr_buf *bytes, struct jhr_program **program)
{
    struct jhr_program_data data;
    struct jhr_refusal why = {0};

    *program = NULL;
    if (ir == NULL || !jhr_emit(ds, ir, &data))
        return false;
    jhr_program_encode(&data, bytes);
    if (bytes->failed) {
        a->out_of_memory = true;
        return false;
    }
    if (jhr_program_load(program, bytes->p, bytes->n, &why))
        return true;
    if (why.rule != NULL && strcmp(why.rule, "memory") == 0)
        a->out_of_memory = true;
    else
        refused(ds, &why);
    return false;
}

bool jhr_compile_model(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_model *m,
                       struct jhr_buf *bytes, struct jhr_program **program)
{
    return assemble(a, ds, lowered(a, ds, m), bytes, program);
}

bool jhr_compile_check(struct jhr_arena *a, struct jhr_diags *ds, struct jhr_model *m)
{
    struct jhr_program *program;
    struct jhr_buf bytes = {0};
    const struct jhr_ir *ir = lowered(a, ds, m);
    bool sound = assemble(a, ds, ir, &bytes, &program);
    if (sound) {
        jhr_reach(a, ds, ir);
        jhr_accepteer_apply(m, ds, JHR_ACCEPT_CHECKED);
    }
    jhr_program_free(program);
    jhr_buf_free(&bytes);
    return sound;
}

bool jhr_compile_dump_ir(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_model *m,
                         struct jhr_buf *out)
{
    const struct jhr_ir *ir = lowered(a, ds, m);
    if (ir != NULL)
        jhr_ir_dump(out, ir);
    return ir != NULL;
}
