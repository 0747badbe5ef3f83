/*
 * The resolved regeling: every name looked up, every expression typed, every period normalised to
 * half-open [from, to) dates. Made by jhr_resolve from the trees of one file and the files it uses;
 * read by lowering and by the reference evaluator. Lives in the compilation's arena; read-only
 * afterwards.
 *
 * Of an expression of type JHR_T_GETAL, node->soort holds its unit (enum jhr_unit).
 *
 * Order: every array keeps the order of the file, files in the order of first use. The indices are
 * those of the program and of struct jhr_case.
 */
#ifndef JHR_COMPILER_MODEL_H
#define JHR_COMPILER_MODEL_H

#include "base/diag.h"
#include "base/map.h"
#include "base/ymd.h"
#include "grammar/ast.h"
#include "grammar/parse.h"

/* Limits, each with its reason. */
#define JHR_MAX_WAARDEN   64u    /* values of a soort: a set of them is one 64-bit mask */
#define JHR_MAX_FEITEN    1024u  /* a case is a flat row; far above any intake form */
#define JHR_MAX_PRODUCTEN 4096u  /* a matrix is a square table */
#define JHR_MAX_REGELS    65535u /* a rule's index is 16 bits in the besluit */
#define JHR_MAX_BESTANDEN 256u   /* `gebruik` chains end */

enum jhr_type {
    JHR_T_ERROR, /* something was already reported; absorbs everything silently */
    JHR_T_JANEE,
    JHR_T_GETAL,  /* a whole number with a unit or none */
    JHR_T_BEDRAG, /* cents */
    JHR_T_DATUM,  /* ymd */
    JHR_T_LENGTE, /* of a period: duur, trajectduur, `1 jaar` beside them */
    JHR_T_OMVANG, /* volume of care: omvang, normomvang, `40 uur` beside them */
    JHR_T_PERCENT,
    JHR_T_SOORT, /* a value of a soort; which one: node->soort */
    JHR_T_PRODUCT,
    JHR_T_SEGMENT,
    JHR_T_GEMEENTE,
    JHR_T_AANBIEDER,
    JHR_T_SET /* right of `in` */
};

enum jhr_builtin {
    JHR_B_PRODUCT,
    JHR_B_SEGMENT,
    JHR_B_AANBIEDER,
    JHR_B_STARTDATUM,
    JHR_B_EINDDATUM,
    JHR_B_DUUR,
    JHR_B_TRAJECTDUUR,
    JHR_B_OPEN_EINDE,
    JHR_B_OMVANG,
    JHR_B_NORMOMVANG,
    JHR_B_TARIEF,
    JHR_B_KOSTEN,
    JHR_B_PEILDATUM,
    JHR_B_GECONTRACTEERD,
    JHR_B_OVERLAPT,   /* of `ander` only */
    JHR_B_TOELAATBAAR /* in a bewijs only */
};

struct jhr_period {
    int32_t from, to; /* ymd, half-open; 0 and JHR_YMD_NEVER when without */
};

struct jhr_soort {
    struct jhr_str name;
    const struct jhr_node *node;
    const struct jhr_str *waarden;
    uint32_t n;
    bool ordered;
};

struct jhr_feit {
    struct jhr_str name;
    const struct jhr_node *node; /* NULL for the built-in `gemeente` */
    uint8_t type;                /* JHR_T_JANEE GETAL BEDRAG DATUM SOORT GEMEENTE */
    uint8_t unit;                /* of a GETAL */
    bool oordeel;
    uint32_t soort;
    int64_t lowest, highest; /* GETAL, BEDRAG (cents), DATUM (ymd), SOORT (0..n-1) */
    struct jhr_str vraag, opgegeven_door, veranderbaar_door;
};

struct jhr_member {
    uint32_t index;
    struct jhr_period period;
};
enum jhr_set_kind { JHR_SET_PRODUCT, JHR_SET_GEMEENTE, JHR_SET_AANBIEDER };
/* A named or literal set; a product may be a member more than once, in different periods. Sorted by
 * index, then from; periods of one index neither overlap nor touch. */
struct jhr_set {
    uint8_t kind;        /* enum jhr_set_kind */
    bool segment;        /* made by `segment` */
    struct jhr_str name; /* empty for a literal set */
    const struct jhr_node *node;
    const struct jhr_member *members;
    uint32_t n;
};

struct jhr_segment {
    struct jhr_str name, title;
    int64_t nummer; /* -1: none */
    uint32_t set;
    const struct jhr_node *node;
};

struct jhr_step { /* a value that holds in a period: tarief, norm, waarde */
    struct jhr_period period;
    bool known;    /* false: written `?` */
    int64_t value; /* cents; minutes, etmalen or stuks; or the number itself */
    uint8_t scale; /* digits after the comma, of a waarde only */
};
struct jhr_product {
    struct jhr_str code; /* in upper case; the name when it has no code */
    struct jhr_str title;
    const struct jhr_node *node;
    bool coded; /* false: `code ?`, matches no document */
    bool zonder_tarief, zonder_norm;
    uint8_t tarief_unit,
        norm_unit; /* enum jhr_unit; norm values are in minutes for uur, minuut, dagdeel */
    const struct jhr_step *tarief, *norm;
    uint32_t tarief_n, norm_n;
};
struct jhr_gemeente {
    struct jhr_str name, code; /* code as written in quotes */
};
struct jhr_bron {
    struct jhr_str id, title;
    int32_t datum; /* 0: none */
    const struct jhr_node *node;
};
struct jhr_waarde_const {
    struct jhr_str name;
    uint8_t type, unit;
    const struct jhr_step *steps;
    uint32_t n;
    const struct jhr_node *node;
};
struct jhr_begrip {
    struct jhr_str name;
    const struct jhr_node *node;
    const struct jhr_node *expr; /* its type: expr->type */
};

enum jhr_regel_kind {
    JHR_R_ALTIJD,
    JHR_R_EIS,
    JHR_R_SIGNAAL,
    JHR_R_VOORWAARDE,
    JHR_R_STAPELING,
    JHR_R_DUBBEL,
    JHR_R_BUDGET,
    JHR_R_CAPACITEIT
};
enum jhr_stand { JHR_S_VASTGESTELD, JHR_S_VOORGESTELD, JHR_S_ONBESLIST, JHR_S_VERVALLEN };

struct jhr_test { /* one `alleen als` or `nooit als` */
    const struct jhr_node *expr;
    bool nooit;
};
struct jhr_kracht { /* sorted by from; before the first one the rule is not in force */
    int32_t from;
    bool signaal;
};
struct jhr_regel {
    uint8_t kind;  /* enum jhr_regel_kind */
    uint8_t stand; /* enum jhr_stand */
    bool peilt_startdatum;
    bool afwijken; /* afwijken met motivering, the regeling's own included */
    bool bindt_aanbieder;
    uint8_t reden; /* 0: none */
    struct jhr_str id, title;
    const struct jhr_node *node;  /* NULL for `dubbel` */
    struct jhr_period period;     /* the rule's own within the regeling's */
    const struct jhr_node **voor; /* expressions, joined by `en` */
    uint32_t voor_n;
    const struct jhr_test *tests; /* joined by `en`; none for signaal and voorwaarde */
    uint32_t tests_n;
    const struct jhr_node **tenzij; /* joined by `of` */
    uint32_t tenzij_n;
    struct jhr_str omdat, plaats, citaat, tekst; /* tekst: of `meld` or `verplicht` */
    uint32_t bron;                               /* index, JHR_NONE */
    const struct jhr_str *alternatieven;
    uint32_t alternatieven_n;
    const uint32_t *alternatief_producten; /* those of the alternatieven that are products */
    uint32_t alternatief_producten_n;
    const uint32_t *vervangt; /* rules that this one replaces */
    uint32_t vervangt_n;
    const struct jhr_kracht *kracht;
    uint32_t kracht_n;
    uint32_t stapeling; /* index, for JHR_R_STAPELING */
    uint32_t rekening;  /* index, for JHR_R_BUDGET and JHR_R_CAPACITEIT */
};
#define JHR_NONE UINT32_MAX

/* A cell as written; several pairs of products may share one (groups), and its mirror is itself. */
struct jhr_cel {
    uint8_t kind;                /* JHR_CEL_JA NEE OPEN MITS ONDERDEEL */
    const struct jhr_node *expr; /* of MITS, else NULL */
    struct jhr_str row, column;  /* header names: an open cell is named "S1:P1+GGZ" */
    const struct jhr_node *node; /* NULL for the standaard */
};
struct jhr_stapeling {
    struct jhr_str id;
    const struct jhr_cel *cellen; /* [0] is the standaard when there is one */
    uint32_t cellen_n;
    bool heeft_standaard;
    /* producten_n * producten_n indices in cellen, symmetric; JHR_NO_CEL where nothing is said
     * (only after an error) */
    const uint16_t *tabel;
    uint32_t regel; /* its rule */
};
#define JHR_NO_CEL UINT16_MAX

/* What a budget or capaciteit is kept by: each combination has an account of its own. */
enum jhr_per {
    JHR_PER_GEMEENTE = 1,
    JHR_PER_AANBIEDER = 2,
    JHR_PER_REGIO = 4,
    JHR_PER_KALENDERJAAR = 8
};
/* How much there is: cents, or places. Sorted by `wie`, then by period; periods do not overlap. */
struct jhr_grens {
    uint32_t wie; /* gemeente or aanbieder, by `per`; JHR_NONE: all that are not named */
    struct jhr_step step;
};
/* The limit that a budget or capaciteit keeps: taal.md, "Budget and capacity". */
struct jhr_rekening {
    uint32_t regel; /* its rule; the kind of that says whether it counts cents or places */
    uint8_t per;    /* bits of enum jhr_per */
    bool telt_jeugdigen;
    bool waarschuwt; /* `waarschuw vanaf`: from this part of the limit on */
    int64_t vanaf_num, vanaf_den;
    const struct jhr_grens *grenzen;
    uint32_t grenzen_n;
};

struct jhr_acceptatie {
    const struct jhr_node *node;
    uint32_t code;
    struct jhr_span within; /* the rule; JHR_NO_SPAN: everywhere */
    bool used;
};

/* A property to prove of every case: `nooit als E` says that E never holds, `alleen als E` that it
 * always does; where `voor` holds. In it `toelaatbaar` is the decision. */
struct jhr_bewijs {
    struct jhr_str id, title;
    const struct jhr_node *node;
    bool voorgesteld; /* with the rules of that stand */
    const struct jhr_node **voor;
    uint32_t voor_n;
    const struct jhr_test *tests;
    uint32_t tests_n;
};

struct jhr_voorbeeld {
    struct jhr_str title;
    const struct jhr_node *node;
};

struct jhr_model {
    struct jhr_arena *arena;
    struct jhr_sources *sources;
    const struct jhr_node *regeling; /* NULL: names only */
    struct jhr_str naam, titel, versie;
    struct jhr_period geldig;
    bool peilt_startdatum;
    bool afwijken, dubbel_toegestaan; /* of the regeling */
    const struct jhr_node **voor;     /* of the regeling */
    uint32_t voor_n;
    const struct jhr_node **adviserend; /* joined by `of` */
    uint32_t adviserend_n;

    const struct jhr_soort *soorten;
    const struct jhr_feit *feiten;
    const struct jhr_set *sets;
    const struct jhr_segment *segmenten;
    const struct jhr_product *producten;
    const struct jhr_gemeente *gemeenten;
    const struct jhr_str *aanbieders; /* every aanbieder that the rules name */
    const struct jhr_bron *bronnen;
    const struct jhr_waarde_const *waarden;
    const struct jhr_begrip *begrippen; /* sorted so that each uses only earlier ones */
    const struct jhr_regel *regels;     /* file order; `dubbel` last when it holds */
    const struct jhr_stapeling *stapelingen;
    const struct jhr_rekening *rekeningen; /* in the order of their rules */
    const struct jhr_voorbeeld *voorbeelden;
    const struct jhr_bewijs *bewijzen;
    uint32_t soorten_n, feiten_n, sets_n, segmenten_n, producten_n, gemeenten_n, aanbieders_n;
    uint32_t bronnen_n, waarden_n, begrippen_n, regels_n, stapelingen_n, voorbeelden_n, bewijzen_n,
        rekeningen_n;
    uint32_t feit_gemeente; /* index of the built-in fact (0), JHR_NONE without a gebied */

    struct jhr_acceptatie *acceptaties; /* accepteer: findings that are meant */
    uint32_t acceptaties_n;
    uint32_t found_from; /* of the diagnostics: those from here on are of this regeling */
    struct jhr_map by_code, by_feit,
        by_regel; /* of the lookups below; keys in upper case by code */
};

/* Brings the text of a used file. `from` is the path of the file that names it. False: not
 * readable; then *error is one sentence in the user's language. */
struct jhr_loader {
    bool (*load)(void *self, struct jhr_str from, struct jhr_str path, struct jhr_str *full_path,
                 struct jhr_str *text, struct jhr_str *error);
    void *self;
};

/*
 * Parses the file `file` of the sources and all that it uses, resolves and checks everything.
 * Always returns a model unless memory ended; it may be lowered only when ds->count[JHR_ERROR] is
 * 0. After a syntax error the sound statements are still resolved and checked.
 */
struct jhr_model *jhr_resolve(struct jhr_arena *a, struct jhr_diags *ds,
                              struct jhr_sources *sources, struct jhr_loader loader, uint32_t file);

/*
 * Takes out of ds the warnings and notes that an `accepteer` of the model names, and marks those.
 * jhr_resolve has done so for what it found itself; whoever adds findings (the reach of rules, the
 * proofs) calls it again and says how far it looked: an `accepteer` that matched nothing is
 * reported by the first that looked for its code.
 */
enum jhr_accept_stage { JHR_ACCEPT_RESOLVED, JHR_ACCEPT_CHECKED, JHR_ACCEPT_PROVED };
void jhr_accepteer_apply(struct jhr_model *m, struct jhr_diags *ds, enum jhr_accept_stage stage);

/* Lookups shared by lowering, documents, and voorbeelden: index or JHR_NONE. */
uint32_t jhr_model_product(const struct jhr_model *m, struct jhr_str code); /* without case */
uint32_t jhr_model_feit(const struct jhr_model *m, struct jhr_str name);
uint32_t jhr_model_regel(const struct jhr_model *m, struct jhr_str id);

#endif
