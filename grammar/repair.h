/* The questions that the repairs ask, of the next token (p->at) and the one before it. */
#ifndef JHR_GRAMMAR_REPAIR_H
#define JHR_GRAMMAR_REPAIR_H

#include "grammar/tokens.h"

#include "grammar/build.h"

static inline const struct jhr_feed *next_feed(const struct jhr_parser *p)
{
    return &p->feed[p->at];
}

static inline int previous_kind(const struct jhr_parser *p)
{
    return p->previous == JHR_NO_FEED ? 0 : p->feed[p->previous].kind;
}

static inline struct jhr_span here(const struct jhr_parser *p)
{
    return jhr_loc_span(p, jhr_feed_loc(p, p->at));
}

static inline bool fits_now(const struct jhr_parser *p, int kind)
{
    return jhr_yy_fits(p, &kind, 1);
}

/* Of `count` tokens from `from` on, how many to look at: what begins a line may be a mistake of
 * its own. */
static inline uint32_t reach(const struct jhr_parser *p, uint32_t from, uint32_t count)
{
    uint32_t n = 0;
    while (n < count && from + n < p->feeds && !p->feed[from + n].first_on_line)
        n++;
    return n;
}

/* Would the file go on if the next token were of this kind? */
static inline bool could_be(const struct jhr_parser *p, int kind)
{
    return jhr_feed_fits(p, &kind, 1, p->at + 1, reach(p, p->at + 1, 1));
}

/* And if a token of this kind stood before it? */
static inline bool could_miss(const struct jhr_parser *p, int kind)
{
    return jhr_feed_fits(p, &kind, 1, p->at, 1 + reach(p, p->at + 1, 1));
}

/* In words.c: the next word is another one than was meant. */
bool jhr_repair_word(struct jhr_parser *p);
/* A word of another language that was read as a name, until the next token came. */
bool jhr_report_other_before(struct jhr_parser *p);
/* Is this `dan` or `aan`, after a word for a comparison? */
bool jhr_is_than(const struct jhr_parser *p, uint32_t i);

#endif
