/* What the parts of completions share: runtime/complete*.c. */
#ifndef JHR_RUNTIME_COMPLETE_PARTS_H
#define JHR_RUNTIME_COMPLETE_PARTS_H

#include "runtime/classes.h"
#include "runtime/complete.h"
#include "runtime/rekening.h"
#include "runtime/tries.h"
#include "runtime/unlisted.h"
#include "runtime/variants.h"

enum kind { FACT, VARIANT, CONTRACT, ROOM, CELL, LIST };

/* Something unknown, and the values that stand for its classes. */
struct unknown {
    enum kind kind;
    uint32_t index;   /* fact; truth column; rekening; cell; unlisted expression */
    const int64_t *v; /* of a truth 0 and 1 */
    uint32_t n;
    const bool *starts; /* as in orders.h; NULL: a class begins at each */
    uint32_t stride;    /* of its digit in the number of a completion */
    uint32_t filled;    /* the digit that all rows hold; MANY: they differ */
    bool repeats;       /* the rows of every block are alike, and filled */
};
#define MANY UINT32_MAX

struct search {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const struct jhr_case *c;
    struct jhr_tries *t;
    struct unknown all[JHR_MAX_UNKNOWNS];
    uint32_t n;
    uint64_t total;
    const bool *dead;               /* by column: of a fact that stays unknown in all of them */
    struct jhr_unlisted unlisted;   /* of which those with classes are tried */
    uint32_t room;                  /* rows of the columns that are used */
    uint8_t *decision;              /* per completion: jhr_tries_decide */
    uint8_t met;                    /* all of them together */
    uint32_t counted;               /* those that break no `altijd` */
    bool cells;                     /* `?` cells are tried although the regeling may advise */
    const struct unknown *gemeente; /* NULL: it is known, or does not matter */
    const struct unknown *variant;  /* the end or the volume; NULL: the same */
    struct jhr_variants variants;
    uint8_t *rooms; /* by value of both (room_of), by rekening and JHR_RC_*: the truth columns */
    struct jhr_regel_uitkomst *regels;
};

/* Are the truth columns of the rekeningen not the same in all completions? They follow from the
 * saldo, the gemeente and the cost. */
static inline bool jhr_rooms_vary(const struct search *s)
{
    return s->gemeente != NULL || s->variant != NULL;
}

static inline uint32_t jhr_rekening_of(const struct jhr_program *p, uint32_t rekening)
{
    return p->rekeningen[rekening].kolom - p->meta->xcols;
}

/* Where in `rooms` that value of both is. */
static inline uint32_t jhr_room_of(const struct search *s, uint32_t gemeente, uint32_t variant)
{
    return variant * (s->gemeente == NULL ? 1 : s->gemeente->n) + gemeente;
}

/* The facts that rules read which may turn the decision. */
void jhr_mark_facts(const struct search *s, bool *read);

/* ---- complete_try.c ---- */

/* Planes for the cells and lists that are unknown; the block borrows them for this search. False:
 * memory ended. */
bool jhr_open_unknowns(struct search *s);
/* The decision of every completion. Returns how many count. */
uint32_t jhr_try_all(struct search *s);

/* ---- complete_ask.c ---- */

/* What to ask, and what each answer settles. False: memory ended. */
bool jhr_choose_asks(struct search *s, struct jhr_completed *out);
/* Too much to try: every open fact that the decision may turn on. */
bool jhr_choose_roughly(struct search *s, struct jhr_completed *out);

#endif
