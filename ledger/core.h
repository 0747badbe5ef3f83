/* What the files of the core share; nobody else includes it. */
#ifndef JHR_LEDGER_CORE_H
#define JHR_LEDGER_CORE_H

#include "ledger/ledger.h"

/* The last day that is counted: an open end holds its place until the last day there is. */
int32_t jhr_lg_last(int32_t day);

/* Reads an account day by day, without looking up the year each time. Start with zeroes. */
struct jhr_lg_walk {
    bool started;
    int32_t first, stop; /* of the year at hand; stop is the first day of the next */
    const struct jhr_lg_year *year;
    uint32_t limit;
    int32_t taken; /* on the day asked for */
    bool known;    /* the limit */
    int64_t value;
};
void jhr_lg_walk(struct jhr_lg_walk *w, const struct jhr_lg_account *a, int32_t day);

bool jhr_lg_holds(const struct jhr_lg_indication *i); /* reserved or committed */
bool jhr_lg_covers(const struct jhr_lg_indication *i, uint32_t account, int32_t day);
/* The part of `cents` on the days from..to that belongs to those up to `last`: by days, in whole
 * cents, a half to the earlier part. */
int64_t jhr_lg_kept(int64_t cents, int32_t from, int32_t to, int32_t last);
/* Changes the account as the event says. False: no memory. */
bool jhr_lg_event_apply(struct jhr_arena *arena, struct jhr_lg_account *a,
                        const struct jhr_lg_event *e);

#endif
