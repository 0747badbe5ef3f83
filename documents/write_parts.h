/* What the writers of a besluit share; nobody else includes it. */
#ifndef JHR_DOCUMENTS_WRITE_PARTS_H
#define JHR_DOCUMENTS_WRITE_PARTS_H

#include "documents/nodig.h"
#include "documents/prose.h"
#include "documents/write.h"
#include "runtime/admit.h"
#include "runtime/complete.h"
#include "runtime/endure.h"
#include "runtime/rekening.h"

/* ---- what there is to write: view.c ---- */

enum jhr_wr_source { JHR_WR_FACT, JHR_WR_CELL, JHR_WR_CASE };

/* Something to ask: a fact, an undecided cell, or a part of the proposal that is unknown. */
struct jhr_wr_ask {
    uint8_t source;                /* enum jhr_wr_source */
    uint32_t feit;                 /* index, of a fact */
    struct jhr_str name, vraag;    /* an empty vraag: the rules ask none */
    struct jhr_str opgegeven_door; /* empty: the rules do not say */
    struct jhr_answers answers;    /* what each would settle; none: not known */
};
struct jhr_wr_asks {
    JHR_VEC(struct jhr_wr_ask) list;
    bool roughly; /* too many completions to try them all: more may be listed than needed */
    /* Facts that rules in force read, and that need not be asked: the decision does not turn on
     * them, or no longer once the others are known. */
    JHR_VEC(uint32_t) not_needed;
};

/* A pair of the proposed product and a running one that a matrix has a cell for. */
struct jhr_wr_met {
    const struct jhr_p_cel *cel;          /* NULL: the matrix does not say */
    struct jhr_str name;                  /* "S1:P1+GGZ" */
    uint32_t entry;                       /* of lopend */
    const struct jhr_celoordeel *oordeel; /* the answer to a `?`; NULL: there is none */
};

struct jhr_wr_rule {
    uint32_t index;
    uint8_t uitkomst, rol;
    bool waarschuwt; /* of a budget or capaciteit: so much of it is used */
    const struct jhr_p_regel *regel;
    const uint32_t *feiten; /* a minimal set that settles the outcome */
    uint32_t feiten_n;
};
/* A begrip that a listed rule reads. */
struct jhr_wr_slot {
    uint32_t index;
    uint8_t value;          /* JHR_NO, JHR_UNKNOWN, JHR_YES */
    const uint32_t *feiten; /* a minimal set that gives it that value */
    uint32_t feiten_n;
};
struct jhr_wr {
    struct jhr_arena *a;
    struct jhr_decider *d;
    const struct jhr_program *p;
    const struct jhr_case *c;
    uint8_t besluit;
    bool adviserend;
    bool together;                     /* strijdig, though no invariant is broken by itself */
    uint8_t *alone;                    /* by rule: the outcome without completions */
    bool *altijd;                      /* by rule: an invariant that is in force */
    const bool *clash, *clash_facts;   /* of `together`: the rules and facts that clash */
    JHR_VEC(struct jhr_wr_rule) rules; /* those to list, in the order of the file */
    JHR_VEC(struct jhr_wr_slot) slots; /* in the order of the file */
    JHR_VEC(uint32_t) samen; /* rules of which one always refuses, when none always does */
    struct jhr_wr_asks asks;
    struct jhr_admitted admitted; /* of a refused proposal: what would make it admissible */
    struct jhr_enduring enduring; /* when the same proposal gives something else */
    const uint32_t *enough;       /* facts that settle the decision: a minimal set */
    uint32_t enough_n;
};
/* The besluit, its reasons and what to ask; false when memory ended. */
bool jhr_wr_reasons(struct jhr_wr *w, struct jhr_arena *a, struct jhr_decider *d,
                    const struct jhr_case *c, const struct jhr_besluit *b);
/* That, and what would help and how long it lasts. */
bool jhr_wr_init(struct jhr_wr *w, struct jhr_arena *a, struct jhr_decider *d,
                 const struct jhr_case *c, const struct jhr_besluit *b);
struct jhr_str jhr_wr_string(const struct jhr_wr *w, uint32_t index);
bool jhr_wr_refuses(const struct jhr_wr *w, const struct jhr_wr_rule *r); /* one of the gronden */
/* Refuses, speaks as a signaal or voorwaarde, is deviated from, or keeps the case open. */
bool jhr_wr_matters(const struct jhr_wr *w, const struct jhr_wr_rule *r);
enum jhr_wr_use { JHR_WR_DECIDES, JHR_WR_IDLE };
/* The known facts that settle the decision and are no part of a ground; or those that no ground, no
 * signaal and no voorwaarde that speaks, and not the decision either has as its reason. */
uint32_t jhr_wr_facts_that(const struct jhr_wr *w, enum jhr_wr_use use, uint32_t *list);
/* Speaks as a signaal: a signaal that applies, a rule that reports instead of refusing, or a budget
 * or capaciteit that is nearly used up. */
bool jhr_wr_signals(const struct jhr_wr_rule *r);
/* A voorwaarde that is attached, perhaps under reservation. */
bool jhr_wr_obliges(const struct jhr_wr_rule *r);
/* What the proposal claims of a budget, by year (0: kept without years); out holds JHR_MAX_JAREN.
 * 0: no budget, or the cost is not known. */
uint32_t jhr_wr_claims(const struct jhr_wr *w, const struct jhr_wr_rule *r, struct jhr_claim *out);
struct jhr_str jhr_wr_signal_text(const struct jhr_wr *w, const struct jhr_wr_rule *r);
/* The k-th product of lopend that the rules do not know, each code once: its entry, or
 * JHR_P_NONE. */
uint32_t jhr_wr_unknown_product(const struct jhr_wr *w, uint32_t k);
void jhr_wr_unknown_product_text(struct jhr_buf *b, const struct jhr_wr *w, uint32_t entry);
/* The k-th title of another product that would be admissible. */
bool jhr_wr_other_product(const struct jhr_wr *w, uint32_t k, struct jhr_str *text);
/* The k-th text of `alternatief` of the rules that refuse, each once. */
bool jhr_wr_alternative(const struct jhr_wr *w, uint32_t k, struct jhr_str *text);

/* ---- facts.c ---- */

/* A minimal set of known facts that gives the rule its outcome. The decider holds the case's row,
 * before and after. False: memory ended. */
bool jhr_wr_find_facts(struct jhr_wr *w, struct jhr_wr_rule *r);
bool jhr_wr_find_enough(struct jhr_wr *w); /* facts that settle the decision */
bool jhr_wr_find_slot_facts(struct jhr_wr *w, struct jhr_wr_slot *s);
/* Invariants that clash only together, and the facts that they clash over: minimal sets of both. */
bool jhr_wr_find_clash(struct jhr_wr *w);

/* ---- grounds.c ---- */

/* What would make a refused proposal admissible; the decider is as before. */
bool jhr_wr_find_changes(struct jhr_wr *w);

/* If all completions refuse but no one rule always does: a minimal set of rules of which one always
 * refuses. The decider's row is the case's, before and after. */
bool jhr_wr_find_samen(struct jhr_wr *w);

/* ---- nodig.c ---- */

/* What the open case waits for; the decider's row and besluit are the case's, before and after. */
void jhr_wr_find_asks(struct jhr_arena *a, struct jhr_decider *d, const struct jhr_case *c,
                      struct jhr_wr_asks *out);
/* Adds the facts that are not needed; of a case that is decided, all that are open. False: memory
 * ended. */
bool jhr_wr_find_not_needed(struct jhr_wr *w);
/* The cells of a stapeling that the running indications meet, at most JHR_MAX_LOPEND. */
uint32_t jhr_wr_met_cells(struct jhr_arena *a, const struct jhr_program *p,
                          const struct jhr_case *c, uint32_t regel, struct jhr_wr_met *out);
/* The title of a listed product, else its code. */
struct jhr_str jhr_wr_title(const struct jhr_program *p, const struct jhr_indicatie *i);

/* ---- words.c: what people read, in Dutch ---- */

void jhr_wr_date(struct jhr_buf *b, int32_t ymd);             /* 1 maart 2027 */
void jhr_wr_readable(struct jhr_buf *b, struct jhr_str name); /* a name without underscores */
void jhr_wr_sentence(struct jhr_buf *b,
                     struct jhr_str text); /* with a full stop when it has none */
/* A part of a whole as a percentage: 90%, 87,5%. The whole is a hundred times a power of ten. */
void jhr_wr_percent(struct jhr_buf *b, int64_t part, int64_t whole);
/* As an answer is read: Ja, 12 jaar, € 10,00. */
void jhr_wr_value(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit, int64_t v);
/* The question, or the readable name and a colon; then the answer. */
void jhr_wr_answer(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit);
/* The same with another value: what the answer would have to be. */
void jhr_wr_other_answer(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit, int64_t v);
/* A volume as a step has it, such as 12,5 or in a document 12.5. */
void jhr_wr_parts(struct jhr_buf *b, int64_t parts, uint8_t eenheid, char point);
const char *jhr_wr_eenheid_word(uint8_t eenheid);       /* as in a document */
const char *jhr_wr_frequentie_word(uint8_t frequentie); /* likewise */
void jhr_wr_fact_question(struct jhr_buf *b, const struct jhr_wr *w, uint32_t feit);
void jhr_wr_question(struct jhr_buf *b, const struct jhr_wr_ask *ask);
const char *jhr_wr_besluit_word(uint8_t besluit);
const char *jhr_wr_uitkomst_word(uint8_t uitkomst);
const char *jhr_wr_stand_word(uint8_t stand);
/* Title of the source and the place in it; false: the rule has no source. */
bool jhr_wr_bron(struct jhr_buf *b, const struct jhr_wr *w, const struct jhr_p_regel *r);

/* ---- motivering.c ---- */

/* The text, in whatever form it will be shown. False: memory ended. */
bool jhr_wr_prose(struct jhr_prose *p, const struct jhr_wr *w);
void jhr_wr_motivering(struct jhr_buf *b, const struct jhr_wr *w);

#endif
