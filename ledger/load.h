/* What the files of `load` share; nobody else includes it. */
#ifndef JHR_LEDGER_LOAD_H
#define JHR_LEDGER_LOAD_H

#include "ledger/gather.h"
#include "ledger/handle.h"
#include "ledger/rows.h"

#define JHR_LOAD_BLOCK 65536u /* the contents are hashed in blocks, each after the one before */

struct jhr_load_engine {
    const jhr_rules *rules;
    struct jhr_decider d;
};
struct jhr_load {
    jhr_ctx *ctx;
    struct jhr_ledger *l;
    const jhr_ledger_load_options *options;
    const char *path;
    int fd;
    uint64_t done, whole; /* bytes */
    uint8_t digest[JHR_SHA256_SIZE];
    char block[JHR_LOAD_BLOCK];
    size_t block_n;

    struct jhr_arena keep, row; /* of the accounts; of one line */
    struct jhr_tx tx;
    struct jhr_load_engine *engines;
    uint32_t engines_n;
    struct jhr_map pots; /* account index + 1, by name of the pot */
    uint64_t line, counts[4];
    bool bad, fault; /* a line was wrong; the database failed */
};
enum { JHR_LOAD_TOEWIJZING, JHR_LOAD_CONTRACT, JHR_LOAD_PLAFOND, JHR_LOAD_PLAATSEN };

/* ---- load_cell.c: what is wrong with a line (the row is then left), and its cells ---- */

struct jhr_diag *jhr_load_complain(struct jhr_load *k, enum jhr_diag_id id);
bool jhr_load_complain1(struct jhr_load *k, enum jhr_diag_id id, struct jhr_str a); /* false */
bool jhr_load_bad_value(struct jhr_load *k, const struct jhr_in_row *r, enum jhr_cell cell,
                        const char *want); /* false */
bool jhr_load_need(struct jhr_load *k, const struct jhr_in_row *r, enum jhr_cell cell);
bool jhr_load_number(struct jhr_str s, int64_t most, int64_t *out);
bool jhr_load_period(struct jhr_load *k, const struct jhr_in_row *r, int32_t from_otherwise,
                     int32_t *from, int32_t *to);
bool jhr_load_gemeente(struct jhr_load *k, const struct jhr_in_row *r, int64_t *out); /* -1: none */
bool jhr_load_volume(struct jhr_load *k, const struct jhr_in_row *r, struct jhr_omvang *o);

/* ---- load_account.c ---- */

/* The account of a pot, made with the limits of the rules when it is new. False: a fault. */
bool jhr_load_account(struct jhr_load *k, const struct jhr_load_engine *e, uint32_t rekening,
                      uint32_t wie, const struct jhr_pot *pot, uint32_t *out);
/* Back to the memory of the line. */
void jhr_load_line_arena(struct jhr_load *k);
void jhr_load_contract(struct jhr_load *k, const struct jhr_in_row *r);
void jhr_load_limit(struct jhr_load *k, const struct jhr_in_row *r, bool budget);

/* ---- load_toewijzing.c ---- */

void jhr_load_toewijzing(struct jhr_load *k, const struct jhr_in_row *r);

#endif
