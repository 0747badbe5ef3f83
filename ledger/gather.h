/* What the ledger knows of a case: running indications, contracts, and what is free of each pot. */
#ifndef JHR_LEDGER_GATHER_H
#define JHR_LEDGER_GATHER_H

#include "ledger/basis.h"
#include "ledger/tx.h"
#include "runtime/rekening.h"

/* A pot that the case may claim. */
struct jhr_gathered {
    uint32_t rekening, account; /* indices: of the program, of the state */
    int32_t from, to;           /* days that it would claim */
};
struct jhr_gather {
    struct jhr_tx *tx;
    struct jhr_decider *d;
    struct jhr_case *c;
    uint32_t replaced; /* index in the state's indications; UINT32_MAX: none */
    struct jhr_basis basis;
    JHR_VEC(struct jhr_gathered) pots;
};

enum jhr_gather_result { JHR_GATHERED, JHR_GATHER_FAULT, JHR_GATHER_NO_SUCH };
/* Reads it all into g->basis and the case. With `write` the pots are made and locked. NO_SUCH: the
 * indication that `wijzigt` names is not there. */
enum jhr_gather_result jhr_gather(struct jhr_gather *g, bool write);

/* Which pot a rekening is for a case whose row is filled. False: of whom is not known. */
bool jhr_gather_pot(struct jhr_arena *a, const struct jhr_decider *d, const struct jhr_case *c,
                    uint32_t rekening, int32_t year, struct jhr_pot *out, uint32_t *wie);
/* The limits that the rules give to a pot, put into an account: events when `now` >= 0. */
bool jhr_gather_limits(struct jhr_lg_state *s, uint32_t account, const struct jhr_program *p,
                       uint32_t rekening, uint32_t wie, int64_t now);
/* From which part on the account warns, as the rules say. */
bool jhr_gather_warn(struct jhr_tx *tx, int64_t id, const struct jhr_p_rekening *r);
/* The calendar years of the days from..to as parts of a pot: one of its own each, when it is kept
 * by year, else one for all. Returns how many; out holds JHR_MAX_JAREN. */
struct jhr_part {
    int32_t year, from, to;
};
uint32_t jhr_gather_parts(const struct jhr_p_rekening *r, int32_t from, int32_t to,
                          struct jhr_part *out);
struct jhr_str jhr_capitals(struct jhr_arena *a, struct jhr_str s);

#endif
