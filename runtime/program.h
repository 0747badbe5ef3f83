/*
 * A program: the compiled regeling. It exists only verified: jhr_program_load is the only way to a
 * struct jhr_program, and it ends in the verifier. Immutable, and shareable between threads; one
 * flat block of memory. The tables are those of records.def.
 */
#ifndef JHR_RUNTIME_PROGRAM_H
#define JHR_RUNTIME_PROGRAM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/sha256.h"
#include "runtime/records.def"

#define JHR_P_NONE    UINT32_MAX
#define JHR_MAX_REGS  256u
#define JHR_MAX_CODE  (1u << 20)  /* instructions */
#define JHR_MAX_PAREN (1u << 24)  /* pairs of products in all matrices */
#define JHR_MAX_FILE  (64u << 20) /* bytes of a compiled program */
/* The compiled form's version; a program of another version is refused. */
#define JHR_FORMAT_VERSION 4u

enum jhr_opcode {
#define OP(name, group, operand, sentence) JHR_I_##name,
#include "runtime/opcodes.def"
#undef OP
    JHR_OPCODES
};
enum { JHR_MODE_LOAD, JHR_MODE_AND, JHR_MODE_OR };
#define JHR_MODE_ADD JHR_MODE_AND
#define JHR_INSTR(op, neg, mode, arg)                                                              \
    ((uint32_t)(mode) | (uint32_t)(neg) << 2 | (uint32_t)(op) << 3 | (uint32_t)(arg) << 10)
#define JHR_MAX_OPERAND ((1u << 22) - 1)

enum { JHR_NO, JHR_UNKNOWN, JHR_YES }; /* three-valued; and is min, or is max, not is 2 - v */

enum { JHR_BANK_X, JHR_BANK_B };
enum { JHR_LIST_LOPENDE, JHR_LIST_EERDERE };
/* COVER: together they run on every day of the proposed period */
enum { JHR_EACH_ANY, JHR_EACH_ALL, JHR_EACH_COUNT, JHR_EACH_SUM, JHR_EACH_COVER };
enum { JHR_TABLE_TARIEF, JHR_TABLE_NORM };
enum { JHR_P_CEL_JA, JHR_P_CEL_NEE, JHR_P_CEL_OPEN, JHR_P_CEL_MITS, JHR_P_CEL_ONDERDEEL };
enum jhr_p_type {
    JHR_P_JANEE,
    JHR_P_GETAL,
    JHR_P_BEDRAG,
    JHR_P_DATUM,
    JHR_P_SOORT,
    JHR_P_GEMEENTE
};
enum jhr_p_unit {
    JHR_P_U_NONE,
    JHR_P_U_JAAR,
    JHR_P_U_MAAND,
    JHR_P_U_WEEK,
    JHR_P_U_DAG,
    JHR_P_U_WERKDAG,
    JHR_P_U_UUR,
    JHR_P_U_MINUUT,
    JHR_P_U_DAGDEEL,
    JHR_P_U_ETMAAL,
    JHR_P_U_STUK
};
enum jhr_p_regel_kind {
    JHR_P_ALTIJD,
    JHR_P_EIS,
    JHR_P_SIGNAAL,
    JHR_P_VOORWAARDE,
    JHR_P_STAPELING,
    JHR_P_DUBBEL,
    JHR_P_BUDGET,
    JHR_P_CAPACITEIT,
    JHR_P_PSEUDO /* voor or adviserend of the regeling, or the warning of a rekening */
};
enum { /* by what a rekening is kept: bits */
       JHR_P_PER_GEMEENTE = 1,
       JHR_P_PER_AANBIEDER = 2,
       JHR_P_PER_REGIO = 4,
       JHR_P_PER_KALENDERJAAR = 8
};
enum jhr_p_stand { JHR_P_VASTGESTELD, JHR_P_VOORGESTELD, JHR_P_ONBESLIST, JHR_P_VERVALLEN };

/* Built-in columns. Integers first, from 0; facts follow from JHR_X_FACTS in the integer bank and
 * from JHR_BC_FACTS in the truth bank; after those two truths per rekening, JHR_RC_*. Kolommen
 * holds xcols integer rows, then bcols truth rows. */
enum jhr_xcol {
    JHR_X_PEILDATUM, /* day number */
    JHR_X_START,
    JHR_X_EIND,    /* inclusive; JHR_DAY_NEVER with an open end */
    JHR_X_PRODUCT, /* index; JHR_OUTSIDE + k when the regeling does not name it */
    JHR_X_AANBIEDER,
    JHR_X_TRAJECTSTART,
    JHR_X_OMVANG,      /* in its own unit class, times JHR_OMVANG_SCALE */
    JHR_X_OMVANG_TIJD, /* minutes times the scale; unknown when the volume is in another class */
    JHR_X_OMVANG_ETMAAL,
    JHR_X_OMVANG_STUK,
    JHR_X_KOSTEN,       /* cents: the volume at the tariff of each day, rounded once */
    JHR_X_ITEM_PRODUCT, /* of the listed indication, in a block */
    JHR_X_ITEM_AANBIEDER,
    JHR_X_ITEM_START,
    JHR_X_ITEM_EIND,
    JHR_X_ITEM_OMVANG,
    JHR_X_ITEM_OMVANG_TIJD,
    JHR_X_ITEM_OMVANG_ETMAAL,
    JHR_X_ITEM_OMVANG_STUK,
    JHR_X_FACTS
};
enum jhr_bcol {
    JHR_BC_OPEN_EINDE,
    JHR_BC_GECONTRACTEERD,
    JHR_BC_DOORLOPEND,
    JHR_BC_ITEM_OVERLAPT, /* in a block */
    JHR_BC_FACTS
};
enum {                      /* of a rekening, from its `kolom` on */
       JHR_RC_RUIMTE,       /* what this indication claims is free */
       JHR_RC_WAARSCHUWING, /* with it, the part that `waarschuw vanaf` names is used */
       JHR_RC_COUNT
};
/* What a built-in column may hold when it is known; kolommen repeats it, wider or the same. */
struct jhr_builtin_col {
    const char *naam;
    int64_t lowest, highest;
    bool item;
};
extern const struct jhr_builtin_col jhr_builtin_x[JHR_X_FACTS];
extern const struct jhr_builtin_col jhr_builtin_b[JHR_BC_FACTS];

/* Volumes are kept times this number, so that "per week" (days / 7) and "per maand" (days of 28,
 * 29, 30 or 31) stay whole: the least common multiple of 7, 28, 29, 30, 31. */
#define JHR_OMVANG_SCALE INT64_C(377580)
/* More than this many cents is no cost but a mistake, and unknown; 150% of it still fits 64 bits.
 */
#define JHR_KOSTEN_MAX INT64_C(10000000000000000)
/* Of a budget or capaciteit; and the whole that a part of it is counted in: 128 bits hold their
 * product. */
#define JHR_GRENS_MAX  INT64_C(100000000000)
#define JHR_VANAF_MAX  INT64_C(100000000)
#define JHR_OMVANG_MAX (INT64_C(1000000) * JHR_OMVANG_SCALE)

/* C types of the field kinds, and the record structs. */
typedef uint32_t jhr_k_STR;
typedef uint8_t jhr_k_BIT;
typedef uint8_t jhr_k_U8;
typedef uint16_t jhr_k_U16;
typedef uint32_t jhr_k_U32;
typedef int32_t jhr_k_I32;
typedef int64_t jhr_k_I64;
typedef uint64_t jhr_k_U64;
typedef uint32_t jhr_k_INSTR;
#define F(kind, name, meaning) jhr_k_##kind name;
#define T(record, array, what)                                                                     \
    struct jhr_p_##record {                                                                        \
        JHR_FIELDS_##record(F)                                                                     \
    };
JHR_TABLES(T)
#undef T
#undef F

/* Sections of the file: the strings, then the tables. */
enum jhr_section {
    JHR_S_string,
#define T(record, array, what) JHR_S_##record,
    JHR_TABLES(T)
#undef T
        JHR_SECTIONS
};
extern const char *const jhr_section_names[JHR_SECTIONS];

/* What emit builds, and what encoding reads. Strings: index 0 is the empty text. */
struct jhr_program_data {
    struct jhr_arena *arena;
    JHR_VEC(struct jhr_str) strings;
#define T(record, array, what) JHR_VEC(struct jhr_p_##record) array;
    JHR_TABLES(T)
#undef T
};

struct jhr_program {
    const struct jhr_str *strings; /* in NFC, each with a NUL after it */
    uint32_t strings_n;
#define T(record, array, what)                                                                     \
    const struct jhr_p_##record *array;                                                            \
    uint32_t array##_n;
    JHR_TABLES(T)
#undef T
    uint8_t hash[JHR_SHA256_SIZE]; /* of the file, without its own hash: names the rules */
    uint32_t size;                 /* bytes of the file */
    uint32_t max_steps;     /* instructions executed at most, with JHR_MAX_LOPEND indications */
    struct jhr_arena arena; /* owns all of the above */
};

/* The bytes of a program: deterministic, little-endian, sealed with SHA-256. Does not verify. */
void jhr_program_encode(const struct jhr_program_data *d, struct jhr_buf *out);

/* Why a file was refused: a sentence in English for developers, with the place in the file. */
struct jhr_refusal {
    const char *reason; /* static text; NULL: not refused */
    const char *rule;   /* name of the verifier's rule, e.g. "register-unwritten" (refusals.def) */
    uint32_t section, index; /* enum jhr_section and row, or instruction; 0 0: the file itself */
};
/* Decodes, checks the hash and verifies. False: refused, *why says by what; *out is NULL. Copies.
 */
bool jhr_program_load(struct jhr_program **out, const void *bytes, size_t n,
                      struct jhr_refusal *why);
void jhr_program_free(struct jhr_program *p);              /* NULL is fine */
bool jhr_program_is_compiled(const void *bytes, size_t n); /* starts with the magic */
/* Writes a valid hash into the header of n bytes, whatever else they hold: for tests that change a
 * program and must get past its seal. False: shorter than a header. */
bool jhr_program_seal(void *bytes, size_t n);

static inline struct jhr_str jhr_p_str(const struct jhr_program *p, uint32_t id)
{
    return p->strings[id];
}

/* `jhr inspect`: header with sizes and hashes; --code: disassembly; --atoms: the atoms with places.
 */
void jhr_program_dump_header(struct jhr_buf *out, const struct jhr_program *p);
void jhr_program_dump_header_json(struct jhr_buf *out, const struct jhr_program *p);
void jhr_program_dump_code(struct jhr_buf *out, const struct jhr_program *p);
void jhr_program_dump_atoms(struct jhr_buf *out, const struct jhr_program *p);

#endif
