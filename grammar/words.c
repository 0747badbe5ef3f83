/*
 * A word or sign that is not the one that was meant: of another language, misspelt, or ours but not
 * here. It is taken for the one that fits, after the tokens that follow have been tried.
 */
#include "grammar/repair.h"

#include "base/near.h"

struct other_word {
    const char *word;
    int kind;
};

/* English, and Dutch that the language says otherwise. */
static const struct other_word other_words[] = {
    {"and", TOK_EN},
    {"or", TOK_OF},
    {"not", TOK_NIET},
    {"geen", TOK_NIET},
    {"if", TOK_ALS},
    {"when", TOK_ALS},
    {"indien", TOK_ALS},
    {"wanneer", TOK_ALS},
    {"unless", TOK_TENZIJ},
    {"only", TOK_ALLEEN},
    {"for", TOK_VOOR},
    {"because", TOK_OMDAT},
    {"want", TOK_OMDAT},
    {"between", TOK_TUSSEN},
    {"from", TOK_VANAF},
    {"sinds", TOK_VANAF},
    {"until", TOK_TOT},
    {"tm", TOK_TM},
    {"tot_en_met", TOK_TM},
    {"true", TOK_JA},
    {"yes", TOK_JA},
    {"false", TOK_NEE},
    {"no", TOK_NEE},
    {"gelijk", TOK_IS},
    {"equals", TOK_IS},
    {"groter", TOK_GT},
    {"kleiner", TOK_LT},
    {"meer", TOK_GT},
    {"minder", TOK_LT},
    {"maximaal", TOK_HOOGSTENS},
    {"max", TOK_HOOGSTENS},
    {"minimaal", TOK_MINSTENS},
    {"min", TOK_MINSTENS},
    {"tenminste", TOK_MINSTENS},
    {"exact", TOK_PRECIES},
    {"except", TOK_BEHALVE},
    {"uitgezonderd", TOK_BEHALVE},
    {"rule", TOK_EIS},
    {"regel", TOK_EIS},
    {"example", TOK_VOORBEELD},
    {"test", TOK_VOORBEELD},
    {"fact", TOK_FEIT},
    {"include", TOK_GEBRUIK},
    {"import", TOK_GEBRUIK},
    {"procent", TOK_PERCENT},
};

/* Also where only a new statement fits. */
static bool could_be_word(const struct jhr_parser *p, int kind)
{
    int question[2] = {TOK_END, kind};
    if (kind == TOK_ALLEEN) /* `only if`: the next word is the next mistake */
        return jhr_yy_fits(p, &kind, 1);
    if (!jhr_token_is_statement(kind) || !p->is_open)
        return could_be(p, kind);
    return next_feed(p)->first_on_line &&
           jhr_feed_fits(p, question, 2, p->at + 1, reach(p, p->at + 1, 1));
}

static void substitute(struct jhr_parser *p, enum jhr_diag_id id, int kind)
{
    struct jhr_str meant = jhr_str_of(jhr_token_shown(kind));
    struct jhr_diag *d = jhr_diag_add2(p->diags, id, here(p), jhr_feed_text(p, p->at), meant);
    if (id != JHR_D_SYN_RESERVED && id != JHR_D_SYN_COMMA)
        d->suggestion = meant;
    jhr_feed_take(p, kind);
}

/* The kind that this word stands for, or 0. */
static int other_kind(struct jhr_str word)
{
    for (size_t i = 0; i < sizeof(other_words) / sizeof(*other_words); i++) {
        if (jhr_str_eq_fold(word, jhr_str_of(other_words[i].word)))
            return other_words[i].kind;
    }
    return 0;
}

/* The second word of `groter dan` and `gelijk aan`. */
bool jhr_is_than(const struct jhr_parser *p, uint32_t i)
{
    struct jhr_str word = i < p->feeds ? jhr_feed_text(p, i) : JHR_STR("");
    return jhr_str_eq(word, JHR_STR("dan")) || jhr_str_eq(word, JHR_STR("aan"));
}

/* `tot en met` for `t/m`: `tot` was read already, so the date after it is read as its own. */
static bool repair_tot_en_met(struct jhr_parser *p)
{
    if (previous_kind(p) != TOK_TOT || next_feed(p)->kind != TOK_EN || p->at + 2 >= p->feeds ||
        p->feed[p->at + 1].kind != TOK_MET || !jhr_feed_fits(p, NULL, 0, p->at + 2, 1))
        return false;
    struct jhr_loc loc = jhr_loc_join(jhr_feed_loc(p, p->previous), jhr_feed_loc(p, p->at + 1));
    struct jhr_diag *d = jhr_diag_add2(p->diags, JHR_D_SYN_OTHER_WORD, jhr_loc_span(p, loc),
                                       jhr_loc_text(p, loc), JHR_STR("t/m"));
    d->suggestion = JHR_STR("t/m");
    jhr_feed_skip(p);
    jhr_feed_skip(p);
    return true;
}

/* `a, b en c`: a comma between conditions; not after `in x`, where braces are missing. */
static bool joins_conditions(const struct jhr_parser *p)
{
    bool after_in =
        p->previous != JHR_NO_FEED && p->previous > 0 && p->feed[p->previous - 1].kind == TOK_IN;
    return !after_in && jhr_token_ends_operand(previous_kind(p)) && reach(p, p->at + 1, 1) == 1 &&
           could_be(p, TOK_OF);
}

/* Signs and words of ours that stand for another one here. */
static bool repair_other_sign(struct jhr_parser *p)
{
    int kind = next_feed(p)->kind;
    if (kind == TOK_EQ && could_be(p, TOK_IS))
        substitute(p, JHR_D_SYN_EQUALS, TOK_IS);
    else if (kind == TOK_VAN && could_be(p, TOK_VANAF))
        substitute(p, JHR_D_SYN_OTHER_WORD, TOK_VANAF);
    else if (kind == TOK_LPAREN && fits_now(p, TOK_LBRACE))
        substitute(p, JHR_D_SYN_WRONG_BRACKET, TOK_LBRACE);
    else if (kind == TOK_COMMA && joins_conditions(p))
        substitute(p, JHR_D_SYN_COMMA, TOK_EN);
    else
        return false;
    return true;
}

/* `er is geen lopende`: `een` is near, and the contrary. */
static bool repair_geen(struct jhr_parser *p)
{
    if (!fits_now(p, TOK_EEN) || !jhr_str_eq(jhr_feed_text(p, p->at), JHR_STR("geen")))
        return false;
    jhr_diag_add(p->diags, JHR_D_SYN_GEEN, here(p));
    jhr_feed_take(p, TOK_EEN);
    return true;
}

static bool repair_other_word(struct jhr_parser *p)
{
    if (next_feed(p)->kind != TOK_WORD)
        return false;
    int kind = other_kind(jhr_feed_text(p, p->at));
    if (kind == 0)
        return false;
    bool two = jhr_token_is_comparison(kind) && jhr_is_than(p, p->at + 1);
    if (two ? !jhr_feed_fits(p, &kind, 1, p->at + 2, 1) : !could_be_word(p, kind))
        return false;
    substitute(p, JHR_D_SYN_OTHER_WORD, kind);
    if (two)
        jhr_feed_skip(p);
    return true;
}

/* The keyword that was meant, or 0. */
static int nearest_keyword(const struct jhr_parser *p)
{
    struct jhr_near near;
    int best = 0;
    jhr_near_init(&near, jhr_feed_text(p, p->at));
    for (int kind = TOK_REGELING; kind <= TOK_JANEE; kind++) {
        struct jhr_near before = near;
        jhr_near_try(&near, jhr_str_of(jhr_yy_name(kind)));
        if (near.distance == before.distance)
            continue;
        if (could_be_word(p, kind))
            best = kind;
        else
            near = before;
    }
    return best;
}

static bool repair_misspelt(struct jhr_parser *p)
{
    int kind = next_feed(p)->kind == TOK_WORD ? nearest_keyword(p) : 0;
    if (kind == 0)
        return false;
    substitute(p, JHR_D_SYN_MISSPELT, kind);
    return true;
}

/* `feit groep: ja/nee`: a name that is a word of the language. */
static bool repair_reserved(struct jhr_parser *p)
{
    int kind = next_feed(p)->kind;
    if (!jhr_token_is_keyword(kind) || next_feed(p)->starts ||
        !jhr_feed_fits(p, &(int){TOK_WORD}, 1, p->at + 1, 1))
        return false;
    substitute(p, JHR_D_SYN_RESERVED, TOK_WORD);
    return true;
}

/* `not x`, `is groter dan x`: read as a name until x came, or `dan`. */
bool jhr_report_other_before(struct jhr_parser *p)
{
    struct jhr_loc loc = jhr_feed_loc(p, p->previous);
    int kind = previous_kind(p) == TOK_WORD ? other_kind(jhr_loc_text(p, loc)) : 0;
    if (jhr_is_than(p, p->at))
        loc = jhr_loc_join(loc, jhr_feed_loc(p, p->at));
    if (kind != TOK_NIET && !(jhr_token_is_comparison(kind) && jhr_is_than(p, p->at)))
        return false;
    jhr_diag_add2(p->diags, JHR_D_SYN_OTHER_WORD, jhr_loc_span(p, loc), jhr_loc_text(p, loc),
                  jhr_str_of(jhr_token_shown(kind)));
    return true;
}

bool jhr_repair_word(struct jhr_parser *p)
{
    return repair_tot_en_met(p) || repair_other_sign(p) || repair_geen(p) || repair_other_word(p) ||
           repair_misspelt(p) || repair_reserved(p);
}
