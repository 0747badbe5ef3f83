/*
 * The compiler, top to bottom: names and types (resolve), the intermediate form (lower), rows and
 * code (emit), bytes (encode), and back through the verifier (load). There is no way to a program
 * that skips the last step.
 */
#ifndef JHR_COMPILER_COMPILE_H
#define JHR_COMPILER_COMPILE_H

#include "compiler/ir.h"

/*
 * Compiles the file `file` of the sources with all that it uses. True: no errors; a file without a
 * regeling holds only names, then *program is NULL. False: ds says why, or memory ended
 * (a->out_of_memory). Warnings are in ds either way. The model lives in the arena; the caller frees
 * the program, and the buffer with its bytes.
 */
bool jhr_compile(struct jhr_arena *a, struct jhr_diags *ds, struct jhr_sources *sources,
                 struct jhr_loader loader, uint32_t file, const struct jhr_model **model,
                 struct jhr_buf *bytes, struct jhr_program **program);

/* The second half: of a model that was resolved without errors and has a regeling. */
bool jhr_compile_model(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_model *m,
                       struct jhr_buf *bytes, struct jhr_program **program);

/* The same without the program, for who wants to know what is wrong: warnings on the reach of the
 * rules too (reach.h), less those that the model accepts. */
bool jhr_compile_check(struct jhr_arena *a, struct jhr_diags *ds, struct jhr_model *m);

/* The intermediate form of such a model, as text. */
bool jhr_compile_dump_ir(struct jhr_arena *a, struct jhr_diags *ds, const struct jhr_model *m,
                         struct jhr_buf *out);

#endif
