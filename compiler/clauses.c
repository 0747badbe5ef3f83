#include "compiler/resolve.h"

/* Which clauses a statement has: a set of bits from C_VERSIE on. The parser knows which ones may
 * be written there and how often; here are those that mean something. */
#define B(kind) ((uint64_t)1 << (JHR_N_C_##kind - JHR_N_C_VERSIE))
_Static_assert(JHR_N_C_UITERLIJK - JHR_N_C_VERSIE < 64, "a set of clauses is one word");

#define SOURCE (B(OMDAT) | B(VOLGENS) | B(CITAAT))
#define RULE   (SOURCE | B(GELDIG) | B(PEILT) | B(STAND) | B(VERVANGT))
#define REFUSE                                                                                     \
    (B(VOOR) | B(TENZIJ) | B(REDEN) | B(ALTERNATIEF) | B(AFWIJKEN) | B(KRACHT) | B(BINDT))
#define TEST (B(ALLEEN_ALS) | B(NOOIT_ALS))
static const struct {
    uint8_t stmt;
    uint64_t allowed;
    uint64_t needed; /* one of these */
} table[] = {
    {JHR_N_S_REGELING,
     SOURCE | B(VERSIE) | B(GELDIG) | B(VOOR) | B(ADVISEREND) | B(PEILT) | B(AFWIJKEN) | B(DUBBEL) |
         B(STAND) | B(KRACHT) | B(BINDT),
     0},
    {JHR_N_S_BRON, B(DATUM) | B(VERSIE), 0},
    {JHR_N_S_FEIT, SOURCE | B(VRAAG) | B(OPGEGEVEN) | B(VERANDERBAAR), 0},
    {JHR_N_S_OORDEEL, SOURCE | B(VRAAG) | B(OPGEGEVEN) | B(VERANDERBAAR), 0},
    {JHR_N_S_PRODUCT,
     SOURCE | B(IN) | B(CODE) | B(TARIEF) | B(NORM) | B(ZONDER_TARIEF) | B(ZONDER_NORM), 0},
    {JHR_N_S_WAARDE, SOURCE | B(STAP), B(STAP)},
    {JHR_N_S_BEGRIP, SOURCE, 0},
    {JHR_N_S_ALTIJD, RULE | TEST | B(VOOR) | B(TENZIJ), TEST},
    {JHR_N_S_EIS, RULE | REFUSE | TEST, TEST},
    {JHR_N_S_SIGNAAL, RULE | B(VOOR) | B(MELD), 0},
    {JHR_N_S_VOORWAARDE, RULE | B(VOOR) | B(VERPLICHT), 0},
    {JHR_N_S_STAPELING, RULE | REFUSE | B(MATRIX) | B(MATRIX_UIT) | B(STANDAARD),
     B(MATRIX) | B(MATRIX_UIT)},
    {JHR_N_S_BUDGET, RULE | REFUSE | B(PER) | B(PLAFOND) | B(PLAFOND_UIT) | B(WAARSCHUW),
     B(PLAFOND) | B(PLAFOND_UIT)},
    {JHR_N_S_CAPACITEIT,
     RULE | REFUSE | B(PER) | B(PLAATSEN) | B(PLAATSEN_UIT) | B(TELT) | B(WAARSCHUW),
     B(PLAATSEN) | B(PLAATSEN_UIT)},
    {JHR_N_S_KPI,
     RULE | B(OVER) | B(MAAT) | B(PER) | B(NULMETING) | B(DOEL) | B(UITERLIJK) | B(KRACHT) |
         B(REDEN) | B(VOOR) | B(MELD),
     B(MAAT)},
    {JHR_N_S_ACCEPTEER, B(OMDAT), B(OMDAT)},
    {JHR_N_S_BEWIJS, SOURCE | B(STAND) | TEST | B(VOOR), TEST},
};

static uint64_t bit_of(const struct jhr_node *n)
{
    if (n->kind < JHR_N_C_VERSIE || n->kind > JHR_N_C_UITERLIJK)
        return 0;
    return (uint64_t)1 << (n->kind - JHR_N_C_VERSIE);
}

static struct jhr_str words(struct jhr_resolver *c, uint64_t clauses)
{
    bool first = true;
    for (uint32_t i = 0; i < 64; i++) {
        if ((clauses & (uint64_t)1 << i) == 0)
            continue;
        jhr_buf_fmt(&c->text, "%s`%s`", first ? "" : " / ", jhr_kind_word(JHR_N_C_VERSIE + i));
        first = false;
    }
    return jhr_text_take(c);
}

static void missing(struct jhr_resolver *c, const struct jhr_node *stmt, uint64_t needed)
{
    struct jhr_diag *d = jhr_diag_add2(c->ds, JHR_D_CLAUSE_MISSING, jhr_name_span(stmt),
                                       jhr_str_of(jhr_kind_word(stmt->kind)), stmt->text);
    jhr_diag_arg(c->ds, d, words(c, needed));
}

void jhr_clause_missing(struct jhr_resolver *c, const struct jhr_node *stmt,
                        enum jhr_node_kind clause)
{
    missing(c, stmt, (uint64_t)1 << (clause - JHR_N_C_VERSIE));
}

bool jhr_clauses_check(struct jhr_resolver *c, const struct jhr_node *stmt)
{
    uint64_t seen = 0;
    uint32_t row = 0, rows = sizeof(table) / sizeof(table[0]);
    bool broken = (stmt->flags & JHR_NF_BAD) != 0;
    while (row < rows && table[row].stmt != stmt->kind)
        row++;
    if (row == rows)
        return true;
    for (const struct jhr_node *n = stmt->child; n != NULL; n = n->next) {
        uint64_t bit = bit_of(n);
        broken = broken || n->kind == JHR_N_ERROR;
        if (bit != 0 && (table[row].allowed & bit) == 0 && (n->flags & JHR_NF_BAD) == 0)
            jhr_diag_add2(c->ds, JHR_D_CLAUSE_STRANGE, n->span, jhr_str_of(jhr_kind_word(n->kind)),
                          jhr_str_of(jhr_kind_word(stmt->kind)));
        seen |= bit;
    }
    if (table[row].needed != 0 && (seen & table[row].needed) == 0 && !broken)
        missing(c, stmt, table[row].needed);
    return !broken;
}
