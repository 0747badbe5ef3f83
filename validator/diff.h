/*
 * What a change of the rules changes: two regelingen compared over the whole input space (taal.md
 * section 3), not over examples. The answer is a proof that they decide alike, or per edited rule
 * the regions in which the decision differs.
 *
 * A rule is edited when the same case meets it otherwise: its text may have moved without an edit,
 * and a new tarief edits every rule that compares kosten. Rules are matched by id, facts, values
 * and gemeenten by name, products by code. What only one side has is listed, and not compared.
 *
 * A region is projected on the variables of the edited rule: `share` says of what part of it the
 * decision really differs, the rest is decided by the rules in `masks`. Only a region whose share
 * is all of it may be read as unconditional (jhr_share_is_all).
 */
#ifndef JHR_VALIDATOR_DIFF_H
#define JHR_VALIDATOR_DIFF_H

#include "base/besluit.h"
#include "base/buf.h"
#include "compiler/ir.h"
#include "validator/count.h"

struct jhr_box;
struct jhr_space;

/* One side: a model without errors, lowered and compiled (jhr_lower, jhr_compile_model). */
struct jhr_side {
    const struct jhr_model *model;
    const struct jhr_ir *ir;
    const struct jhr_program *program;
    bool voorgesteld; /* rules with stand voorgesteld decide too */
};

/* More decision nodes than this in one product: the rest is searched, not proved. 40 MB. */
#define JHR_NODES_MOST 2000000u

/* Part of a whole, exactly. */
struct jhr_share {
    bool known; /* false: an opaque condition (jhr_diff.opaque) has a say in it */
    struct jhr_count part, whole;
};
static inline bool jhr_share_is_all(const struct jhr_share *s)
{
    return s->known && !jhr_count_is_zero(&s->whole) && jhr_count_cmp(&s->part, &s->whole) == 0;
}
/* "100%", "7,79%", "buiten de telling" (a period without an end, a gemeente that no rule names),
 * "minder dan 0,01%" (never 0 for what is more than nothing), "onbekend deel"; or
 * that in English. */
void jhr_share_text(struct jhr_buf *out, const struct jhr_share *s, bool english);
/* "779/10000" in lowest terms; nothing when it is not known. */
void jhr_share_exact(struct jhr_buf *out, const struct jhr_share *s);

/* A rule that decides the rest of a region, with the part of the region where it does. */
struct jhr_mask {
    struct jhr_str regel; /* its id; of the new side */
    struct jhr_share share;
};

struct jhr_gebied {
    uint8_t was, wordt; /* enum jhr_besluit_soort: the direction */
    /* Conditions in the words of the language, joined by `en`; none: everywhere. `leeftijd 12..13`,
     * `product in { 54001, 54002 }`, `crisis ja`, `lopend 41U01 bij dezelfde aanbieder`. */
    const struct jhr_str *waar;
    uint32_t waar_n;
    struct jhr_share share;       /* of the region: where the decision goes from `was` to `wordt` */
    struct jhr_share overall;     /* the same cases, of the whole input space */
    const struct jhr_mask *masks; /* largest first, three at most */
    uint32_t masks_n;
    struct jhr_str getuige; /* a proposal as a JSON document that both sides decide so: `was` by the
                             * old one, `wordt` by the new one. Empty: none that a document can say
                             * (a product without a code, say), or none was found */
    bool bevestigd;         /* both programs decided the getuige, and so */
    bool producten_gevouwen; /* the same region for several products, which `waar` lists */
    /* The same for a program: classes of jhr_diff.space, and per joint product whether it is in it.
     * NULL: of a product that passed the budget, one case is all that is known. */
    const struct jhr_box *box;
    const bool *producten;
};

enum jhr_edit { JHR_EDIT_CHANGED, JHR_EDIT_NEW, JHR_EDIT_GONE };

/* One edited rule. `voor` and `adviserend` of the regeling are edits too: named "regeling" and
 * "adviserend". */
struct jhr_wijziging {
    struct jhr_str regel, titel;
    uint8_t edit;                       /* enum jhr_edit */
    uint8_t stand_old, stand_new;       /* enum jhr_stand */
    struct jhr_span span_old, span_new; /* in the sources of its side; JHR_NO_SPAN: not there */
    struct jhr_gebied *gebieden; /* by direction, the largest share first; none: masked everywhere,
                                  * or it only changes what is reported */
    uint32_t gebieden_n;
    uint32_t gebieden_over;   /* how many more there are, past JHR_GEBIEDEN_MOST: in `overall` */
    struct jhr_share overall; /* where this edit has part in a difference, of the whole space */
    bool proved; /* false: the budget was passed for a product, or a condition is opaque: what is
                  * listed is so, and there may be more */
};
#define JHR_GEBIEDEN_MOST 200u /* of one edited rule: nobody reads more, a fold says the rest */

/* What only one side has: facts, values, gemeenten, products. */
struct jhr_only {
    bool in_new;      /* else in the old one */
    const char *what; /* "feit", "waarde", "gemeente", "product", "bereik" */
    struct jhr_str name;
};

struct jhr_diff {
    bool equal;  /* no decision differs on what both sides share: proved when `proved` */
    bool proved; /* nothing was left out: no budget passed, nothing opaque in the way */
    struct jhr_share overall;          /* of the whole input space, where the decision differs */
    struct jhr_wijziging *wijzigingen; /* in the order of the new rules, those that are gone last */
    uint32_t wijzigingen_n;
    struct jhr_only *only;
    uint32_t only_n;
    struct jhr_str *opaque; /* conditions whose cases are searched and not counted */
    uint32_t opaque_n;
    struct jhr_str *over_budget; /* codes of products that passed the budget */
    uint32_t over_budget_n;
    const struct jhr_space *space;
    uint32_t products;       /* compared */
    uint32_t products_equal; /* and proved equal without a look at the decision */
};

/* Everything in the result lives in the arena. `budget` 0: JHR_NODES_MOST. NULL: memory ended.
 * With one regeling on both sides, and `voorgesteld` on the new one alone, it says what the
 * proposals change. */
struct jhr_diff *jhr_diff(struct jhr_arena *a, const struct jhr_side *old_side,
                          const struct jhr_side *new_side, uint32_t budget);

#endif
