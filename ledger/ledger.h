/*
 * The ledger's core: (state, command, now) -> (state, events). No input or output, no clock, no
 * database: the same code decides inside a transaction of SQLite or PostgreSQL, in the exhaustive
 * exploration of the tests, and when `verify` walks the history again.
 *
 * An *account* is one pot of a budget (cents) or of a capaciteit (places, by day). An *indication*
 * is what was reserved, settled or loaded; its *claims* say what it holds of each account. A state
 * holds the accounts that a command may touch, and all indications of one jeugdige. Every change of
 * an account is an *event*, linked to the one before by a hash.
 *
 * Days are the numbers of runtime/calendar.h; `to` is inclusive; times are milliseconds since 1970.
 */
#ifndef JHR_LEDGER_LEDGER_H
#define JHR_LEDGER_LEDGER_H

#include "base/arena.h"
#include "base/sha256.h"

#define JHR_LG_YEAR_DAYS 366u
#define JHR_LG_NEVER     INT64_MAX /* a reservation that does not lapse */

enum jhr_lg_kind {
    JHR_LG_GENERAL, /* what no budget or capaciteit asks for: history only */
    JHR_LG_CENTS,
    JHR_LG_PLACES,  /* every indication takes a place */
    JHR_LG_CHILDREN /* `telt jeugdigen`: one jeugdige, one place */
};

/* The limit on the days from..to; a day without one has an unknown limit. */
struct jhr_lg_limit {
    int32_t from, to;
    bool known;
    int64_t value; /* cents or places */
};

/* Places taken on each day of one calendar year. */
struct jhr_lg_year {
    int32_t year;
    bool changed;
    int32_t taken[JHR_LG_YEAR_DAYS];
};

struct jhr_lg_account {
    int64_t id;
    uint8_t kind;                        /* enum jhr_lg_kind */
    struct jhr_str rule;                 /* "B5" */
    struct jhr_str gemeente, aanbieder;  /* codes; empty: not kept by it */
    int32_t year;                        /* 0: not kept by calendar year */
    int64_t reserved, committed;         /* cents; 0 for places */
    int64_t pending;                     /* reservations that are not settled */
    JHR_VEC(struct jhr_lg_limit) limits; /* in order, without overlap */
    JHR_VEC(struct jhr_lg_year) years;   /* of places: those that the command may touch, in order */
    bool changed, limits_changed;        /* by events, since they were read */
    int64_t seq;                         /* of the last event; 0: none */
    int64_t time;                        /* of the last event */
    uint8_t head[JHR_SHA256_SIZE];
};

enum jhr_lg_status {
    JHR_LG_RESERVED,
    JHR_LG_COMMITTED,
    JHR_LG_RELEASED, /* holds nothing, like the two below */
    JHR_LG_EXPIRED,
    JHR_LG_REPLACED
};

/* What an indication holds of one account. */
struct jhr_lg_claim {
    uint32_t account; /* index in the state */
    int32_t from, to; /* to < from: nothing left */
    int64_t amount;   /* cents that the decision claimed */
    int64_t reserved,
        committed; /* cents held; less than amount while it waits to replace another */
};

struct jhr_lg_indication {
    int64_t id, child;
    int64_t replaces; /* id of the indication that this one changes; 0: none */
    uint8_t status;   /* enum jhr_lg_status */
    int32_t from, to;
    int64_t until; /* of a reservation: lapses after this moment */
    JHR_VEC(struct jhr_lg_claim) claims;
};

enum jhr_lg_event_kind {
    JHR_LG_E_LIMIT,
    JHR_LG_E_LOADED,
    JHR_LG_E_RESERVED,
    JHR_LG_E_COMMITTED,
    JHR_LG_E_RELEASED,
    JHR_LG_E_EXPIRED,
    JHR_LG_E_ENDED,
    JHR_LG_E_CORRECTED,
    JHR_LG_E_REPLACED,
    JHR_LG_E_KINDS
};
extern const char *const jhr_lg_event_names[JHR_LG_E_KINDS]; /* Dutch, as exported */

/* One change of one account: cents that were added or taken off, or places on the days from..to. */
struct jhr_lg_event {
    uint32_t account;                    /* index in the state */
    int64_t account_id;                  /* its id, which is hashed */
    int64_t seq, time;                   /* of the account: 1, 2, 3 */
    uint8_t kind;                        /* enum jhr_lg_event_kind */
    int64_t indication;                  /* id; 0 for a limit */
    int64_t child;                       /* opaque id; 0 for a limit */
    int32_t from, to;                    /* of the claim, the places or the limit */
    int64_t reserved, committed, places; /* changes */
    bool limit_known;                    /* of a limit */
    int64_t limit;
    uint8_t hash[JHR_SHA256_SIZE];
};

struct jhr_lg_state {
    struct jhr_arena *arena;
    JHR_VEC(struct jhr_lg_account) accounts;
    JHR_VEC(struct jhr_lg_indication) indications;
    JHR_VEC(struct jhr_lg_event) events; /* of the commands so far, in order */
};

enum jhr_lg_command_kind {
    JHR_LG_LIMIT,   /* account, from, to, known, cents (or places) */
    JHR_LG_LOAD,    /* indication: new, running already: limits do not stop it */
    JHR_LG_RESERVE, /* indication: new, with its claims' periods and amounts */
    JHR_LG_COMMIT,  /* indication, cents (-1: all) */
    JHR_LG_RELEASE,
    JHR_LG_END,     /* day: the last one */
    JHR_LG_CORRECT, /* cents: what it costs from now on */
    JHR_LG_EXPIRE
};
struct jhr_lg_command {
    uint8_t kind;
    uint32_t account, indication; /* indices in the state */
    int32_t from, to;             /* of a limit; END: `to` is the last day */
    bool known;
    int64_t cents;
};

enum jhr_lg_result {
    JHR_LG_OK,
    JHR_LG_REPEATED, /* was so already; nothing changed */
    JHR_LG_NO_ROOM,  /* `culprit` of the outcome says where */
    JHR_LG_SETTLED,  /* settled in another way before */
    JHR_LG_LAPSED,   /* its time is over, or (EXPIRE) is not over yet */
    JHR_LG_TOO_MUCH, /* more than was reserved, a later end, or no cents to speak of */
    JHR_LG_CHANGING, /* another reservation is about to replace it, or it holds nothing */
    JHR_LG_CLOCK,    /* now is before the last event of an account */
    JHR_LG_NOMEM
};
struct jhr_lg_outcome {
    uint8_t result;   /* enum jhr_lg_result */
    uint32_t culprit; /* account, of NO_ROOM and CLOCK */
};
/* Anything but JHR_LG_OK leaves the state as it was. Events are added to state->events. */
struct jhr_lg_outcome jhr_lg_apply(struct jhr_lg_state *s, const struct jhr_lg_command *c,
                                   int64_t now);

/* What an indication holds of an account; NULL: nothing. */
const struct jhr_lg_claim *jhr_lg_claims(const struct jhr_lg_indication *i, uint32_t account);

/* ---- what is free ---- */

/* The limit on one day. False: unknown. */
bool jhr_lg_limit_on(const struct jhr_lg_account *a, int32_t day, int64_t *value);

/* What is free of a budget for a claim that starts on `day`, or of places on the tightest of the
 * days from..to on which the jeugdige does not have one already (`use` the fullest part). The
 * indication that is being replaced (index, or UINT32_MAX) does not count. */
struct jhr_lg_free {
    bool known;
    int64_t free;        /* cents or places; negative: overdrawn */
    int64_t limit, used; /* where the used part is largest, for warnings */
    int32_t day;         /* the tightest */
};
struct jhr_lg_free jhr_lg_room(const struct jhr_lg_state *s, uint32_t account, int32_t from,
                               int32_t to, uint32_t replaced);

/* ---- places by day: days.c ---- */

/* The strip of a year, added as empty when it is not there. NULL: no memory. */
struct jhr_lg_year *jhr_lg_year_of(struct jhr_arena *a, struct jhr_lg_account *account,
                                   int32_t year);
int32_t jhr_lg_taken(const struct jhr_lg_account *a, int32_t day);
bool jhr_lg_take(struct jhr_arena *arena, struct jhr_lg_account *a, int32_t from, int32_t to,
                 int32_t places);
/* The days from..to get another limit. */
bool jhr_lg_set_limit(struct jhr_arena *arena, struct jhr_lg_account *a, struct jhr_lg_limit limit);

/* ---- the chain: chain.c ---- */

/* The hash of an event after the one before: SHA-256 over that hash and the event's line. */
void jhr_lg_chain(const uint8_t before[JHR_SHA256_SIZE], const struct jhr_lg_event *e,
                  uint8_t out[JHR_SHA256_SIZE]);

/* ---- history: replay.c ---- */

/* Takes one event of an account's history: the state of the account changes, or *why (static,
 * Dutch) says what is wrong with it: the chain, a place in it, or a grant beyond the limit of that
 * moment. */
bool jhr_lg_replay(struct jhr_arena *arena, struct jhr_lg_account *a, const struct jhr_lg_event *e,
                   const char **why);

#endif
