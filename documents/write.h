/*
 * The besluit document (taal.md section 4) from a case and the outcome of an evaluator. The same
 * input and rules give the same bytes.
 */
#ifndef JHR_DOCUMENTS_WRITE_H
#define JHR_DOCUMENTS_WRITE_H

#include "base/buf.h"
#include "base/diag.h"
#include "runtime/decide.h"

/*
 * Beside the keys of the language there are, only where they say something:
 *   regels[]: "rol" is "signaal" for what reports instead of refusing, "voorwaarde" for an
 *     obligation; both are "voldaan" when they surely speak. "beslist": false with
 *     "beslist_niet_omdat" for a rule of a stand that was not asked for. "afwijking": the text.
 *   "begrippen": of each begrip that a listed rule reads its value, null when that is open, and a
 *     minimal set of facts that gives it. "gronden_samen" after gronden: taal.md section 3.
 *   "bestendigheid": from which day within a year, or at which age, another besluit follows.
 *   nodig[].antwoorden: what each answer settles when nothing else becomes known: "waarde" or "van"
 *     and "tot_en_met", and "besluit". "niet_nodig": facts that rules read and that need not be
 * asked. "uitputtend": false after nodig: too many completions to try them all. nodig[].feit may be
 * tot_en_met, omvang, lopend or contracten: what the proposal leaves out and an open rule waits
 * for. signalen[]: "regel" is null and "product" a code for a running product that is unknown here.
 * What always holds (`altijd`) is in regels, and its name in gronden, only when the case is
 * strijdig. Outside the regeling regels is empty. A new line ends the document.
 *
 * `d` is used again for the minimal facts of a rule: its row and besluit change. `b` may come from
 * another evaluator than d's. Compact: one line. The arena is scratch. */
void jhr_write_besluit(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                       const struct jhr_case *c, const struct jhr_besluit *b, bool compact);
/* The same with members of the caller's at the end of the document. */
struct jhr_json;
struct jhr_write_more {
    void (*write)(void *self, struct jhr_json *j);
    void *self;
};
void jhr_write_besluit_more(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                            const struct jhr_case *c, const struct jhr_besluit *b, bool compact,
                            const struct jhr_write_more *more);
/* For people: the besluit, its rules and the motivering as text. Plain: no drawing. */
void jhr_write_text(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                    const struct jhr_case *c, const struct jhr_besluit *b, bool plain,
                    enum jhr_lang lang);
/* The motivering and the rules as a page: HTML that needs nothing beside it, or markdown. */
void jhr_write_page(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                    const struct jhr_case *c, const struct jhr_besluit *b, bool html);
/* The motivering alone. */
void jhr_write_motivering(struct jhr_buf *out, struct jhr_arena *a, struct jhr_decider *d,
                          const struct jhr_case *c, const struct jhr_besluit *b);
/* € 1.250,50 */
void jhr_write_amount(struct jhr_buf *out, int64_t cents);

#endif
