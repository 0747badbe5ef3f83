/*
 * The reference evaluator: slow and obvious, written from the language's description alone. It
 * walks the resolved tree, with arithmetic of its own for days, money and quantities, and decides
 * with unknowns by trying every completion. It shares no evaluation code with the program's
 * evaluators: what they agree on was worked out twice.
 *
 * Where the description is silent the choices are:
 * - `duur` beside N: with L the last day of a period of exactly N, `<=` holds iff the end is at or
 *   before L, `<` iff before it, and so on; a werkdag is a day from Monday to Friday.
 * - Open-ended periods are all of one length, longer than any number; an open end moved by days or
 *   months is as open as it was.
 * - A volume per month counts for each day as volume / days of that day's month; a dagdeel
 *   is 4 hours.
 * - A volume per day, week or month of an open-ended period has no total: it is unknown.
 * - `P uur per week` beside an omvang compares the omvang x 7 / days of the period.
 *   With an open end that is less than any number of hours, unless the omvang is given per week.
 * - Volumes in units that do not convert (uur beside stuks) compare as an unknown.
 * - Sets are read on the startdatum of the proposal, also for `ander`, and so is a `waarde`.
 * - A rule needs a norm or tarief when its voor, tests or tenzij mention it, through begrippen too.
 * - An `altijd` binds also outside the `voor` of the regeling: strijdig before buiten regeling.
 * - Under `adviserend` a refusal that hangs on a `?` alone still refuses.
 * - A gemeente that no gebied names is possible too.
 * - Without an end (not open either) the end may be every day from the start on, or open.
 */
#ifndef JHR_REFERENCE_REFERENCE_H
#define JHR_REFERENCE_REFERENCE_H

#include "base/besluit.h"
#include "compiler/model.h"

/* Decides a case in which nothing that the rules ask is unknown. False: something is, or memory
 * ended. out->regels lives in the arena. A strijdig case has the outcomes of all rules too. */
bool jhr_reference_complete(const struct jhr_model *m, const struct jhr_case *c,
                            struct jhr_arena *arena, struct jhr_besluit *out);

struct jhr_reference_result {
    struct jhr_besluit besluit;
    bool uitputtend; /* false: not every completion was tried; then besluit is onbepaald */
    bool only_facts; /* nothing but facts was unknown, of what the rules asked */
    bool only_apart; /* nor anything else than unknowns that hang on no other: contracts, room, `?`
                      * cells, and what is asked of `lopend` while that is not said */
    bool open;       /* the rules asked something: of a clash also those that are no `altijd` */
    bool half;       /* a clash, and too much was asked to say what its other rules say */
    uint64_t
        completions; /* distinct ways to answer what the rules asked; those strijdig included */
};
/* Decides any case by trying every completion, at most max_completions. False: memory ended. */
bool jhr_reference_decide(const struct jhr_model *m, const struct jhr_case *c,
                          uint64_t max_completions, struct jhr_arena *arena,
                          struct jhr_reference_result *out);

#endif
