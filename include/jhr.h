/*
 * jhr: rules for admission to youth care, compiled and decided. The whole public interface.
 *
 * Ownership, in five sentences. What you get through an `out` argument you free with the function
 * of its type. What is returned as `const` is borrowed from the handle you asked and lives until
 * that handle is freed or compiles again. Everything you pass in is copied. On any failure *out is
 * NULL. A jhr_ctx and a jhr_session belong to one thread; a jhr_rules is immutable and may be used
 * by any number of threads.
 *
 * Two channels of trouble. A jhr_status tells the caller what went wrong with the call.
 * Diagnostics, kept in the context, tell the author of a file or document what is wrong in it and
 * what to do.
 *
 * Texts are UTF-8, NUL-terminated where no length is given. No function prints, exits, changes the
 * locale, or reads anything but the files it was told to and the files those name with `gebruik`.
 */
#ifndef JHR_H
#define JHR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define JHR_VERSION "0.1.0"
#if defined(__GNUC__)
#define JHR_API       __attribute__((visibility("default")))
#define JHR_NODISCARD __attribute__((warn_unused_result))
#else
#define JHR_API
#define JHR_NODISCARD
#endif

typedef enum {
    JHR_OK = 0,
    JHR_NOMEM,      /* memory ended; nothing was half done */
    JHR_FINDINGS,   /* the rules have errors: see the diagnostics */
    JHR_INPUT,      /* a document or file cannot be read or is invalid: see the diagnostics */
    JHR_BADPROGRAM, /* a compiled file was refused: version, hash or verifier; see the diagnostics
                     */
    JHR_MISUSE,     /* a NULL, an unknown option, a wrong order of calls */
    JHR_WRITE,      /* the caller's write function failed */
    JHR_INTERNAL,   /* a bug in jhr; see the diagnostics */
    JHR_NO_ROOM     /* the ledger: no room, or a race was lost; see the diagnostics */
} jhr_status;

typedef enum { JHR_LANG_NL, JHR_LANG_EN } jhr_language;

/* How diagnostics are written. */
typedef enum {
    JHR_FORMAT_TEXT,
    JHR_FORMAT_PLAIN,   /* no drawing: screen readers, mail */
    JHR_FORMAT_COMPACT, /* one line each: file:line:column: fout: text [JHR2001] */
    JHR_FORMAT_JSON,
    JHR_FORMAT_SARIF,    /* 2.1.0 */
    JHR_FORMAT_JUNIT,    /* of findings, tests and proofs */
    JHR_FORMAT_MARKDOWN, /* of findings, tests, comparisons and decisions: for a merge request */
    JHR_FORMAT_GITHUB,   /* of findings: lines that its runner shows beside the code */
    JHR_FORMAT_HTML,     /* of decisions: one page that needs nothing beside it */
    JHR_FORMAT_GITLAB    /* of findings: a code quality report */
} jhr_format;

/* Where output goes. Return false to stop: the call then gives JHR_WRITE. */
typedef struct jhr_writer {
    bool (*write)(void *self, const char *bytes, size_t n);
    void *self;
} jhr_writer;

typedef struct jhr_ctx jhr_ctx;         /* sources and diagnostics of the last call */
typedef struct jhr_rules jhr_rules;     /* verified rules */
typedef struct jhr_session jhr_session; /* scratch of one thread for one set of rules */

/* ---- context ---- */

JHR_API jhr_ctx *jhr_ctx_new(void);      /* NULL: no memory */
JHR_API void jhr_ctx_free(jhr_ctx *ctx); /* NULL is fine */
JHR_API void jhr_ctx_language(jhr_ctx *ctx, jhr_language language);

/* Diagnostics of the last call with this context: how many, and all of them written, sorted by
 * file and place. JSON and SARIF are one document, also when there is nothing to say. */
JHR_API size_t jhr_diag_errors(const jhr_ctx *ctx);
JHR_API size_t jhr_diag_warnings(const jhr_ctx *ctx);
JHR_API JHR_NODISCARD jhr_status jhr_diags_write(const jhr_ctx *ctx, jhr_format format, bool color,
                                                 jhr_writer out);
/* The nearest of some names to a misspelt one; NULL: nothing near. */
JHR_API const char *jhr_nearest(const char *wanted, const char *const *names, size_t n);
/* Cause, wrong and right example, remedy of a code such as "JHR2004". JHR_MISUSE: no such code. */
JHR_API JHR_NODISCARD jhr_status jhr_explain(jhr_ctx *ctx, const char *code, jhr_format format,
                                             bool color, jhr_writer out);

/* ---- rules ---- */

/* Checks files and directories (searched for .jhr): all errors of all of them, as diagnostics of
 * the context. A file that another one uses is checked as part of that one. JHR_FINDINGS: errors.
 */
JHR_API JHR_NODISCARD jhr_status jhr_check_paths(jhr_ctx *ctx, const char *const *paths, size_t n);
/* Parses, resolves, checks, compiles and verifies. A file or a directory without a regeling is
 * JHR_INPUT: nothing in it decides. A path that is a directory is searched for .jhr files: the
 * rules are then all regelingen in it, and a session picks, per proposal, the one that holds for
 * its gemeente and peildatum. A file that starts with the magic of compiled rules is loaded. */
JHR_API JHR_NODISCARD jhr_status jhr_compile_path(jhr_ctx *ctx, const char *path, jhr_rules **out);
/* The same for a text in memory; `gebruik` is relative to the folder of `name`. */
JHR_API JHR_NODISCARD jhr_status jhr_compile_text(jhr_ctx *ctx, const char *name, const char *text,
                                                  size_t n, jhr_rules **out);
/* Rules that were compiled before: refused unless version, hash and verifier agree. */
JHR_API JHR_NODISCARD jhr_status jhr_rules_load(jhr_ctx *ctx, const void *bytes, size_t n,
                                                jhr_rules **out);
/* How many regelingen: more than one only of a directory. */
JHR_API size_t jhr_rules_count(const jhr_rules *rules);
/* The bytes of a .jhrc file, of one regeling: the same rules give the same bytes. */
JHR_API JHR_NODISCARD jhr_status jhr_rules_save(const jhr_rules *rules, jhr_writer out);
JHR_API void jhr_rules_release(jhr_rules *rules); /* NULL is fine */

typedef enum {
    JHR_SHOW_HEADER, /* name, version, hash, sizes */
    JHR_SHOW_CODE,   /* disassembly */
    JHR_SHOW_ATOMS   /* the conditions, with their place in the source */
} jhr_show;
JHR_API JHR_NODISCARD jhr_status jhr_rules_inspect(const jhr_rules *rules, jhr_show what,
                                                   jhr_format format, jhr_writer out);
/* The closed stacking matrices of one regeling; format TEXT, PLAIN or JSON, or csv when `csv`. */
JHR_API JHR_NODISCARD jhr_status jhr_matrix_write(const jhr_rules *rules, jhr_language language,
                                                  jhr_format format, bool csv, jhr_writer out);

/* A developer's view of a rule file: tokens, tree, intermediate form. */
typedef enum { JHR_DUMP_TOKENS, JHR_DUMP_AST, JHR_DUMP_IR } jhr_dump;
JHR_API JHR_NODISCARD jhr_status jhr_source_dump(jhr_ctx *ctx, const char *path, jhr_dump what,
                                                 jhr_writer out);

/* ---- decisions ---- */

/* All give the same decision. BLOCK decides many lines at once; REFERENCE is slow and simple. */
typedef enum { JHR_ENGINE_SCALAR, JHR_ENGINE_REFERENCE, JHR_ENGINE_BLOCK } jhr_engine;

typedef struct jhr_eval_options {
    size_t size;           /* sizeof(jhr_eval_options): it may grow */
    const char *peildatum; /* "2027-03-01" for documents without one; NULL: none */
    bool voorgesteld;      /* rules with stand voorgesteld decide too */
    jhr_engine engine;     /* REFERENCE needs rules compiled from text in this process */
    jhr_format format;     /* of one besluit: JSON (indented), TEXT, PLAIN, MARKDOWN, HTML */
    jhr_language language; /* of the headings of TEXT and PLAIN; a besluit is Dutch */
} jhr_eval_options;

typedef enum {
    JHR_BESLUIT_TOELAATBAAR,
    JHR_BESLUIT_TOELAATBAAR_MET_VOORWAARDEN,
    JHR_BESLUIT_NIET_TOELAATBAAR,
    JHR_BESLUIT_ONBEPAALD,
    JHR_BESLUIT_STRIJDIG,
    JHR_BESLUIT_BUITEN_REGELING
} jhr_outcome;

/* The session keeps a reference to the rules: free it first. */
JHR_API JHR_NODISCARD jhr_status jhr_session_new(jhr_session **out, const jhr_rules *rules,
                                                 const jhr_eval_options *options);
JHR_API void jhr_session_release(jhr_session *session); /* NULL is fine */
/* Decides one proposal (JSON text, `name` for messages) and writes the besluit. JHR_INPUT: the
 * document is not valid; nothing was decided and nothing written; diagnostics carry JSON pointers.
 * JHR_MISUSE: the options name a peildatum and the document another one. */
JHR_API JHR_NODISCARD jhr_status jhr_decide_json(jhr_ctx *ctx, jhr_session *session,
                                                 const char *name, const char *json, size_t n,
                                                 jhr_writer out, jhr_outcome *outcome);
/* Like jhr_decide_json for the line `line` of NDJSON: writes one line always, the besluit or
 * {"fout":{"code":…,"tekst":…},"regel":line}; gives JHR_INPUT for the latter. */
JHR_API JHR_NODISCARD jhr_status jhr_decide_line(jhr_ctx *ctx, jhr_session *session,
                                                 const char *name, size_t line, const char *json,
                                                 size_t n, jhr_writer out);
typedef struct jhr_line {
    const char *json;
    size_t n, line; /* bytes, and the number of the line */
} jhr_line;
/* jhr_decide_line for each of these, in order and with the same bytes; with JHR_ENGINE_BLOCK they
 * are evaluated together, so give some hundreds. JHR_INPUT: a line of them was a fout. */
JHR_API JHR_NODISCARD jhr_status jhr_decide_lines(jhr_ctx *ctx, jhr_session *session,
                                                  const char *name, const jhr_line *lines, size_t n,
                                                  jhr_writer out);

/* ---- asking ---- */

/* What a proposal leaves open, asked one fact at a time until the decision is settled. */
typedef struct jhr_dialog jhr_dialog;
#define JHR_MAX_ANSWER 16384 /* bytes; a longer line is asked again */

/* Keeps the context and the session, in the language of the context; free it first. JHR_INPUT: the
 * proposal is not valid. */
JHR_API JHR_NODISCARD jhr_status jhr_dialog_new(jhr_ctx *ctx, jhr_session *session,
                                                const char *name, const char *json, size_t n,
                                                jhr_dialog **out);
JHR_API void jhr_dialog_free(jhr_dialog *dialog); /* NULL is fine */
/* Is there something to ask? No longer when the decision is settled, when all that is left cannot
 * be obtained, or after `stop`. */
JHR_API bool jhr_dialog_asks(const jhr_dialog *dialog);
/* Writes the question: its text, what an answer looks like, who gives it. */
JHR_API JHR_NODISCARD jhr_status jhr_dialog_question(const jhr_dialog *dialog, jhr_writer out);
/* Takes a line; writes why it was not understood, or the help that it asks for. Either is JHR_OK,
 * and the same question comes again. */
JHR_API JHR_NODISCARD jhr_status jhr_dialog_answer(jhr_dialog *dialog, const char *line, size_t n,
                                                   jhr_writer out);
/* The proposal with the answers in it: JSON. */
JHR_API JHR_NODISCARD jhr_status jhr_dialog_document(const jhr_dialog *dialog, jhr_writer out);

/* ---- receipts (docs/bewijsstuk.md) ---- */

typedef struct jhr_receipt jhr_receipt; /* immutable, once read */

/* Writes what a decision on this proposal rests on: the rules (`rules` is the path to find them
 * again), the hash of the proposal's bytes, the least of its facts that settles besluit and
 * gronden, and a seal. No pseudonym, no motivation, nothing of the jeugdige that does not decide.
 * Fails like jhr_decide_json. */
JHR_API JHR_NODISCARD jhr_status jhr_receipt_write(jhr_ctx *ctx, jhr_session *session,
                                                   const char *rules, const char *name,
                                                   const char *json, size_t n, jhr_writer out);
/* JHR_INPUT: damaged, cut off or changed: see the diagnostics. Free it with jhr_receipt_free. */
JHR_API JHR_NODISCARD jhr_status jhr_receipt_read(jhr_ctx *ctx, const char *name, const char *json,
                                                  size_t n, jhr_receipt **out);
JHR_API void jhr_receipt_free(jhr_receipt *receipt); /* NULL is fine */
/* The path of the rules; borrowed from the receipt. */
JHR_API const char *jhr_receipt_rules(const jhr_receipt *receipt);
/* The options of the session that decided: peildatum (borrowed), standen, format and language. */
JHR_API void jhr_receipt_options(const jhr_receipt *receipt, jhr_eval_options *options);

/* Decides again, in a session with the receipt's options. With a proposal, its bytes: when the
 * besluit has the bytes that it had, `out` gets it, in `format`. With json NULL: from the facts of
 * the receipt. In every other case `out` gets a report of what differs, in `format` (TEXT, PLAIN or
 * JSON); where the bytes are the same and something else differs, `note` gets it. JHR_OK: nothing
 * differs. JHR_FINDINGS: something does. JHR_INPUT: the proposal is not valid. */
JHR_API JHR_NODISCARD jhr_status jhr_replay(jhr_ctx *ctx, jhr_session *session,
                                            const jhr_receipt *receipt, const char *name,
                                            const char *json, size_t n, jhr_format format,
                                            jhr_writer out, jhr_writer note);

/* ---- tests ---- */

typedef struct jhr_test_options {
    size_t size;
    const char *run; /* POSIX extended regular expression on titles; NULL: all */
    jhr_engine engine;
    jhr_format format;
    bool coverage; /* list the rules, conditions and cells that no voorbeeld exercises */
    bool mutate;   /* try small changes of the rules, and list those that no voorbeeld notices */
} jhr_test_options;
typedef struct jhr_test_counts {
    size_t passed, failed, rules, exercised;
    size_t answers, answers_seen; /* with coverage: two of each condition, ja and nee */
    size_t cells, cells_seen;     /* with coverage: of the stacking matrices */
    size_t changes, noticed;      /* with mutate */
} jhr_test_counts;
/* Runs every voorbeeld of rule files and directories and writes a report. JHR_FINDINGS: one failed,
 * or the rules have errors; with mutate nothing more: see the counts. JHR_MISUSE: `run` is not a
 * regular expression. */
JHR_API JHR_NODISCARD jhr_status jhr_test_paths(jhr_ctx *ctx, const char *const *paths, size_t n,
                                                const jhr_test_options *options, jhr_writer out,
                                                jhr_test_counts *counts);

/* ---- proofs ---- */

typedef struct jhr_verify_options {
    size_t size;
    const char
        *only; /* "bereik,overbodig,tegenspraak,producten,gaten,voorstellen,bewijs"; NULL: all */
    uint32_t budget; /* decision nodes of one product; 0: two million */
} jhr_verify_options;
/* Looks at all cases that there are, and not at examples: rules that never apply or refuse, that
 * others make redundant or contradict, products that nobody gets, gaps, what the proposals change,
 * and every `bewijs`. Findings are diagnostics of the context, with a proposal that shows each.
 * JHR_FINDINGS: errors, such as a bewijs that is not true. JHR_MISUSE: an unknown word in `only`.
 */
JHR_API JHR_NODISCARD jhr_status jhr_verify_paths(jhr_ctx *ctx, const char *const *paths, size_t n,
                                                  const jhr_verify_options *options);

/* ---- ledger ----
 *
 * Budgets and places that cannot be overdrawn, in libjhr-ledger (link with -ljhr-ledger -ljhr).
 * Each call below is one transaction: it is done whole, and durable, when it gives JHR_OK, and
 * not at all else. A key makes a call safe to repeat. JHR_NO_ROOM: no room, a race that was lost,
 * or settled already; JHR_INPUT: also a ledger that cannot be opened, read or written. */

typedef struct jhr_ledger jhr_ledger; /* one connection, for one thread */

typedef enum {
    JHR_LEDGER_READ,
    JHR_LEDGER_WRITE,
    JHR_LEDGER_CREATE /* makes what is not there yet */
} jhr_ledger_mode;
/* JHR_VERSION of the library: it takes handles of that version only. */
JHR_API const char *jhr_ledger_version(void);
/* "sqlite:FILE" or "postgres://USER@HOST/DATABASE". */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_open(jhr_ctx *ctx, const char *url,
                                                 jhr_ledger_mode mode, jhr_ledger **out);
JHR_API void jhr_ledger_close(jhr_ledger *ledger); /* NULL is fine */
/* Makes the accounts of the rules, with their limits; those that are there get the limits. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_init(jhr_ctx *ctx, jhr_ledger *ledger,
                                                 const jhr_rules *rules, jhr_writer out);

/* Decides one proposal with the running indications, contracts and balances of the ledger. `line`
 * 0: a document, as jhr_decide_json writes it; else a line, as jhr_decide_line does. Books nothing.
 */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_decide(jhr_ctx *ctx, jhr_ledger *ledger,
                                                   jhr_session *session, const char *name,
                                                   size_t line, const char *json, size_t n,
                                                   jhr_writer out, jhr_outcome *outcome);

typedef struct jhr_ledger_reserve_options {
    size_t size;
    const char *key;
    int64_t until; /* milliseconds since 1970: it lapses after that; 0: it does not */
} jhr_ledger_reserve_options;
/* The same, and books cost and place when it is toelaatbaar. The besluit is written with JHR_OK
 * and, when there was one, with JHR_NO_ROOM. The same key and proposal again: the same besluit, and
 * nothing is booked; with another proposal JHR_INPUT. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_reserve(jhr_ctx *ctx, jhr_ledger *ledger,
                                                    jhr_session *session,
                                                    const jhr_ledger_reserve_options *options,
                                                    const char *name, const char *json, size_t n,
                                                    jhr_writer out, jhr_outcome *outcome);

typedef enum {
    JHR_LEDGER_COMMIT, /* all, or `cents` of it */
    JHR_LEDGER_RELEASE,
    JHR_LEDGER_END,    /* `day` is the last one */
    JHR_LEDGER_CORRECT /* it costs `cents` from now on */
} jhr_ledger_change_kind;
typedef struct jhr_ledger_change {
    size_t size;
    jhr_ledger_change_kind kind;
    const char *key;
    int64_t cents;   /* -1: all, of COMMIT */
    const char *day; /* "2027-03-01", of END */
} jhr_ledger_change;
/* Changes what was reserved or loaded under the key. The same again changes nothing: JHR_OK. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_apply(jhr_ctx *ctx, jhr_ledger *ledger,
                                                  const jhr_ledger_change *change, jhr_writer out);
/* Lets go of reservations whose `until` is past. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_expire(jhr_ctx *ctx, jhr_ledger *ledger,
                                                   jhr_writer out);
/* All accounts; `day` NULL: places on the tightest day from today on, else that day, and budgets of
 * its year. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_status(jhr_ctx *ctx, jhr_ledger *ledger,
                                                   const char *day, jhr_writer out);
/* Walks the whole history again: chain, sums, each grant. Writes the heads. JHR_FINDINGS: the first
 * break is in the diagnostics. `heads`, `n` bytes: what an earlier call wrote and was kept
 * elsewhere; the chains must still contain those heads. NULL: none. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_verify(jhr_ctx *ctx, jhr_ledger *ledger,
                                                   const char *heads, size_t n, jhr_writer out);

typedef struct jhr_ledger_load_options {
    size_t size;
    const char *key; /* NULL: that of the contents: the same file twice is loaded once */
    void (*progress)(void *self, uint64_t done, uint64_t whole); /* bytes; NULL: none */
    void *self;
} jhr_ledger_load_options;
/* Running toewijzingen, contracts, plafonds and places, from CSV or NDJSON (docs/ledger.md): all
 * lines or none. Every bad line is a diagnostic. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_load(jhr_ctx *ctx, jhr_ledger *ledger,
                                                 const jhr_ledger_load_options *options,
                                                 const char *path, jhr_writer out);

typedef struct jhr_ledger_export_options {
    size_t size;
    const char *account;   /* of this budget or capaciteit; NULL: all */
    const char *from, *to; /* days of booking, inclusive; NULL: from the first, to the last */
    bool csv;              /* else NDJSON */
} jhr_ledger_export_options;
JHR_API JHR_NODISCARD jhr_status jhr_ledger_export(jhr_ctx *ctx, jhr_ledger *ledger,
                                                   const jhr_ledger_export_options *options,
                                                   jhr_writer out);
/* Forgets who a jeugdige is: what was booked stays, under a number that says nothing. */
JHR_API JHR_NODISCARD jhr_status jhr_ledger_erase(jhr_ctx *ctx, jhr_ledger *ledger,
                                                  const char *pseudonym, jhr_writer out);

/* ---- two versions of the rules ---- */

typedef struct jhr_comparison jhr_comparison; /* what one version decides, and another */

typedef struct jhr_compare_options {
    size_t size;
    bool voorgesteld;      /* on the new side rules with stand voorgesteld decide too */
    const char *peildatum; /* of proposals without one; NULL: none */
    unsigned budget;       /* decision nodes for one product; 0: what jhr finds reasonable */
} jhr_compare_options;
typedef struct jhr_compare_counts {
    bool equal;    /* no decision differs, as far as was looked: a proof when `proved` */
    bool proved;   /* nothing was left out: no budget passed, nothing that is only searched */
    bool expected; /* what differs is what was declared; true when nothing was */
    size_t cases, flips,
        grounds;   /* proposals decided by both; of which besluit, or gronden, differ */
    size_t unread; /* proposals that a side cannot read */
} jhr_compare_counts;
/* Compiles both and compares them over all cases. A path is a file, a directory, or `git:REV:path`:
 * the file or directory as it is in a revision, for which git is run in the current directory.
 * Regelingen of directories are paired by name. JHR_FINDINGS: one of them has errors; JHR_INPUT: it
 * is not there. Of compiled rules only proposals can be compared. The comparison keeps no
 * reference to the context. */
JHR_API JHR_NODISCARD jhr_status jhr_compare_paths(jhr_ctx *ctx, const char *old_path,
                                                   const char *new_path,
                                                   const jhr_compare_options *options,
                                                   jhr_comparison **out);
/* Decides a proposal by both and counts it; `line` names it in the report. A side that does not
 * know a fact of the other reads the proposal without it; a peildatum outside its validity is moved
 * by whole years, with all dates. JHR_INPUT: a side cannot read it, which is counted too. */
JHR_API JHR_NODISCARD jhr_status jhr_compare_case(jhr_ctx *ctx, jhr_comparison *comparison,
                                                  const char *name, size_t line, const char *json,
                                                  size_t n);
/* The difference that is declared: lines as JHR_FORMAT_COMPACT writes them; `#` begins a comment.
 */
JHR_API JHR_NODISCARD jhr_status jhr_compare_expect(jhr_comparison *comparison, const char *text,
                                                    size_t n);
/* TEXT, PLAIN, COMPACT, JSON, MARKDOWN or GITHUB. */
JHR_API JHR_NODISCARD jhr_status jhr_compare_write(const jhr_comparison *comparison,
                                                   jhr_language language, jhr_format format,
                                                   jhr_writer out, jhr_compare_counts *counts);
JHR_API void jhr_compare_free(jhr_comparison *comparison); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
