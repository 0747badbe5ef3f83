/* Inside emission. emit.c writes the code, emit_tables.c all other rows, emit_operands.c the rows
 * that instructions name, each once. */
#ifndef JHR_COMPILER_EMIT_PARTS_H
#define JHR_COMPILER_EMIT_PARTS_H

#include "compiler/emit.h"

#define JHR_EMIT_SEEN                                                                              \
    1024u /* places kept: the parts of a long condition name it again and again                    \
           */
struct jhr_emit_seen {
    struct jhr_span span;
    struct jhr_p_plek plek;
    bool used;
};

struct jhr_emitter {
    struct jhr_arena *a;
    struct jhr_diags *ds;
    const struct jhr_ir *ir;
    struct jhr_program_data *d;
    struct jhr_map operands;     /* which rows are there already, by their contents */
    struct jhr_map texts;        /* text -> index + 1 in strings */
    struct jhr_emit_seen *seen;  /* JHR_EMIT_SEEN of them */
    struct jhr_place last_place; /* of last_lo in last_file; line 0: none yet */
    uint32_t last_file, last_lo;
    uint32_t *bestand_of; /* per source file: row in bestanden, or JHR_P_NONE */
    uint8_t *weight;      /* per node: registers that its value takes, at most 255 */
    bool *tallies;        /* per node: it has a COUNT in it */
    uint32_t regs;        /* most registers in use at a time */
    bool failed;          /* reported already */
};

/* emit_operands.c: the index of a row with these contents, made when it is new */
uint32_t jhr_emit_range(struct jhr_emitter *e, uint32_t kolom, int64_t lo, int64_t hi);
uint32_t jhr_emit_mask(struct jhr_emitter *e, uint32_t kolom, uint64_t bits);
uint32_t jhr_emit_in(struct jhr_emitter *e, uint32_t kolom, uint32_t set);
uint32_t jhr_emit_xrange(struct jhr_emitter *e, int64_t lo, int64_t hi);
uint32_t jhr_emit_xconst(struct jhr_emitter *e, int64_t value);
uint32_t jhr_emit_term(struct jhr_emitter *e, uint32_t kolom, int64_t coef);
uint32_t jhr_emit_month(struct jhr_emitter *e, uint32_t kolom, int32_t months, int64_t coef);
uint32_t jhr_emit_workday(struct jhr_emitter *e, uint32_t kolom, int32_t n, int64_t coef);
uint32_t jhr_emit_table(struct jhr_emitter *e, uint32_t kind, int64_t coef);
/* Rows of blocks are made before their length is known, and are never shared. */
uint32_t jhr_emit_each(struct jhr_emitter *e, const struct jhr_ir_node *n);
uint32_t jhr_emit_xeach(struct jhr_emitter *e, const struct jhr_ir_term *t);

/* emit_tables.c */
void jhr_emit_tables(struct jhr_emitter *e);
void jhr_emit_sets(struct jhr_emitter *e); /* emit_sets.c */
uint32_t jhr_emit_plek(struct jhr_emitter *e, struct jhr_span span);
uint32_t jhr_emit_text(struct jhr_emitter *e, struct jhr_str s);

#endif
