/* Any bytes as the table of a matrix, of ceilings and of places: refused with a finding in the
 * table, or compiled into a program that loads. */
#include "compiler/compile.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char rules[] =
    "regeling r geldig vanaf 1-1-2027\n"
    "gebied G { Delft \"0503\", Westland \"1783\" }\n"
    "feit plan: ja/nee\n"
    "product P1 tarief € 5,- per uur zonder norm\n"
    "product P2 zonder tarief zonder norm\n"
    "productgroep GGZ = { P2 }\n"
    "stapeling S reden 6 standaard ? matrix uit \"m.csv\"\n"
    "budget B per gemeente, kalenderjaar voor product is P1 reden 2 plafond uit \"b.csv\"\n"
    "capaciteit C per aanbieder reden 4 plaatsen uit \"c.csv\" vanaf 1-1-2028\n";

static bool same_table(void *self, struct jhr_str from, struct jhr_str path, struct jhr_str *full,
                       struct jhr_str *text, struct jhr_str *error)
{
    (void)from;
    *full = path;
    *text = *(const struct jhr_str *)self;
    *error = JHR_STR("");
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jhr_arena a;
    struct jhr_sources sources = {.arena = &a};
    struct jhr_diags ds = {.arena = &a, .sources = &sources};
    struct jhr_str table = {(const char *)data, (uint32_t)size};
    struct jhr_program *program = NULL;
    const struct jhr_model *model;
    struct jhr_buf bytes = {0}, out = {0};
    jhr_arena_init(&a, 0);
    uint32_t file = jhr_source_add(&sources, JHR_STR("r.jhr"), JHR_STR(rules));
    bool done = jhr_compile(&a, &ds, &sources, (struct jhr_loader){same_table, &table}, file,
                            &model, &bytes, &program);
    jhr_diag_write(&out, &ds, (struct jhr_diag_style){JHR_DF_TEXT, JHR_NL, false});
    if (done != (program != NULL) || (!done && ds.count[JHR_ERROR] == 0 && !a.out_of_memory))
        abort();
    jhr_program_free(program);
    jhr_buf_free(&bytes);
    jhr_buf_free(&out);
    jhr_arena_free(&a);
    return 0;
}
