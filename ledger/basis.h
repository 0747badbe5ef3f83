/*
 * What the ledger said when a proposal was decided, and what was booked: kept with the reservation,
 * so that the same key gives the same besluit again, whatever happened since. No fact of a
 * jeugdige: running indications, contracts and balances only.
 */
#ifndef JHR_LEDGER_BASIS_H
#define JHR_LEDGER_BASIS_H

#include "base/buf.h"
#include "base/voorstel.h"
#include "documents/json.h"
#include "ledger/ledger.h"
#include "runtime/program.h"

struct jhr_basis_contract {
    struct jhr_str aanbieder, product;
    int32_t from, to; /* ymd */
};

/* A pot that the decision looked at. */
struct jhr_basis_pot {
    struct jhr_str rule, gemeente, aanbieder;
    int32_t year;
    bool cents, known;   /* known: its limit */
    int64_t limit, free; /* free: before the booking */
    int64_t seq;         /* of the last event that was seen */
    int32_t rekening;    /* index in the rules; -1: none of them */
    int64_t used;        /* of the limit, where it is used most */
    bool booked;
    int64_t amount; /* booked: cents, or days without a place yet */
    int64_t booked_seq;
};

struct jhr_basis {
    bool lists, contracts_known; /* the ledger says what runs; and which contracts there are */
    JHR_VEC(struct jhr_indicatie) lopend;
    JHR_VEC(struct jhr_basis_contract) contracten;
    JHR_VEC(struct jhr_basis_pot) pots;
};

void jhr_basis_write(struct jhr_buf *out, const struct jhr_basis *b);
bool jhr_basis_read(struct jhr_arena *a, struct jhr_str json, struct jhr_basis *out);

/* Puts it into the case in place of what the document said. */
bool jhr_basis_apply(struct jhr_arena *a, const struct jhr_program *p, const struct jhr_basis *b,
                     struct jhr_case *c);
/* "ledger": what was looked at; and the list "geboekt" of what was booked. */
void jhr_basis_json(struct jhr_json *j, const struct jhr_basis *b);
void jhr_basis_booked_json(struct jhr_json *j, const struct jhr_basis *b);

#endif
