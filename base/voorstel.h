/*
 * One case to decide, after its document was checked: the proposed indication and all that is known
 * about it, in the vocabulary of one regeling (indices of its facts, products, ...). Plain data,
 * filled by documents/ or by a voorbeeld, read by every evaluator. Owned by the arena that made it.
 *
 * The same indices hold in the compiled program and in the resolved model: both keep the order of
 * the file.
 */
#ifndef JHR_BASE_VOORSTEL_H
#define JHR_BASE_VOORSTEL_H

#include "base/ymd.h"

/* A product or aanbieder that the regeling does not name gets an index from here on, one for each
 * different name in the case: it is in no set, and equals only itself. */
#define JHR_OUTSIDE       0x40000000u
#define JHR_ANY           UINT32_MAX
#define JHR_UNKNOWN_INDEX UINT32_MAX

#define JHR_MAX_LOPEND 64 /* running indications in one case (taal.md, principle 3) */

enum jhr_omvang_eenheid { /* unit of a volume; values are those of iJw WJ756 where one exists */
                          JHR_E_MINUUT,
                          JHR_E_UUR,
                          JHR_E_DAGDEEL, /* 4 hours */
                          JHR_E_ETMAAL,
                          JHR_E_STUK
};
enum jhr_frequentie { JHR_F_TOTAAL, JHR_F_DAG, JHR_F_WEEK, JHR_F_MAAND };

struct jhr_omvang {
    bool known;
    int64_t mantissa; /* volume = mantissa / 10^scale, at most 15 digits, not negative */
    uint8_t scale;
    uint8_t eenheid;    /* enum jhr_omvang_eenheid */
    uint8_t frequentie; /* enum jhr_frequentie */
};

struct jhr_indicatie {
    struct jhr_str id; /* may be empty */
    struct jhr_str product_code, aanbieder_code;
    uint32_t product;   /* index, or JHR_OUTSIDE + k */
    uint32_t aanbieder; /* index, or JHR_OUTSIDE + k */
    int32_t van;        /* ymd */
    int32_t tot_en_met; /* ymd, inclusive; 0 unknown; JHR_YMD_NEVER for an open end */
    struct jhr_omvang omvang;
};

struct jhr_contract {
    uint32_t aanbieder;
    const uint32_t *producten;
    uint32_t n;
    int32_t van, tot_en_met; /* ymd; 0 and JHR_YMD_NEVER when without */
    struct jhr_str aanbieder_code;
};

/* What is free of a budget (cents) or capaciteit (places, on the tightest day). */
struct jhr_saldo {
    uint32_t rekening; /* index */
    int32_t jaar;      /* of a budget per kalenderjaar; 0: every year, or kept without years */
    int64_t vrij;      /* negative: overdrawn */
    bool begrensd;     /* from a ledger, which keeps the limit too: that goes before the rules' */
    int64_t grens;     /* of the day or year that is used most, and */
    int64_t gebruikt;  /* what is used of it */
};

struct jhr_feitwaarde {
    bool known;
    bool niet_te_verkrijgen;   /* stays unknown and is not asked */
    int64_t v;                 /* ja/nee 1/0; index of the value; number; cents; ymd */
    struct jhr_str motivering; /* of an oordeel */
};

struct jhr_afwijking {
    uint32_t regel; /* index of the rule */
    struct jhr_str motivering;
};

/* The answer to a `?` of a matrix: an oordeel. */
struct jhr_celoordeel {
    uint32_t cel;     /* of the cells of all stapelingen, in order */
    uint32_t paar[2]; /* where the cell is `standaard`: the products, either way round; else
                       * JHR_ANY, JHR_ANY */
    bool ja;          /* they may run together */
    struct jhr_str motivering;
};

struct jhr_case {
    int32_t peildatum; /* ymd */
    bool voorgesteld;  /* rules with stand voorgesteld decide too */
    struct jhr_str jeugdige;
    const struct jhr_feitwaarde *feiten; /* one per fact of the regeling, `gemeente` included */
    uint32_t feiten_n;
    const struct jhr_celoordeel *celoordelen;
    uint32_t celoordelen_n;
    struct jhr_indicatie voorstel;
    struct jhr_str wijzigt; /* id of the entry of lopend that is left out; empty: none */
    bool lopend_known;
    const struct jhr_indicatie *lopend; /* running and earlier ones, in the document's order */
    uint32_t lopend_n;
    bool contracten_known;
    const struct jhr_contract *contracten;
    uint32_t contracten_n;
    bool saldo_volledig; /* what is not listed in saldi is nothing; else it is unknown */
    const struct jhr_saldo *saldi;
    uint32_t saldi_n;
    const struct jhr_afwijking *afwijkingen;
    uint32_t afwijkingen_n;
};

#endif
