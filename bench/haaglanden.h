/*
 * The rules of rules/haaglanden/haaglanden-2027.jhr, for a jeugdige without running indications, as
 * a C programmer would write them to be fast: no branches, a case in one cache line, what a product
 * or a gemeente belongs to in one word. The measure that the block evaluator is held against.
 */
#ifndef JHR_BENCH_HAAGLANDEN_H
#define JHR_BENCH_HAAGLANDEN_H

#include <stdint.h>

/* The yes/no facts that the rules read. */
#define TRUTHS(X)                                                                                  \
    X(hechtingsproblematiek)                                                                       \
    X(meervoudige_psychische_problematiek)                                                         \
    X(ernstige_psychische_problematiek)                                                            \
    X(ernstige_ontwikkelingsproblematiek)                                                          \
    X(door_beperking_ouders)                                                                       \
    X(emotioneel_functioneren_verstoord)                                                           \
    X(enkelvoudig)                                                                                 \
    X(DSM_vermoeden)                                                                               \
    X(psychiater_nodig)                                                                            \
    X(meer_disciplines_nodig)                                                                      \
    X(HsGGZ_echt_nodig)                                                                            \
    X(forensische_vraag)                                                                           \
    X(crisis)                                                                                      \
    X(multiproblematiek_gezin)                                                                     \
    X(rust_herstel_dagstructuur)                                                                   \
    X(alternatief_op_school)                                                                       \
    X(herstart_binnen_jaar)                                                                        \
    X(brede_analyse_gedaan)                                                                        \
    X(groepsaanbod_beschikbaar)                                                                    \
    X(groep_verantwoord)                                                                           \
    X(collectief_aanbod_beschikbaar)                                                               \
    X(collectief_passend)                                                                          \
    X(lokaal_ingekocht)                                                                            \
    X(onderaannemer)                                                                               \
    X(TopGGZ_afdeling)                                                                             \
    X(academisch_centrum)                                                                          \
    X(zorg_24_7)                                                                                   \
    X(op_wachtlijst)                                                                               \
    X(op_centrale_wachtlijst)                                                                      \
    X(via_aanmeldpunt)                                                                             \
    X(via_CIT)                                                                                     \
    X(plaatsing_buiten_regio)                                                                      \
    X(veiligheid_vraagt_afstand)                                                                   \
    X(expertise_alleen_elders)
/* The facts that are a number or one of a soort. */
#define NUMBERS(X)                                                                                 \
    X(gemeente)                                                                                    \
    X(verwijzer)                                                                                   \
    X(leeftijd)                                                                                    \
    X(trauma)                                                                                      \
    X(onveiligheid)                                                                                \
    X(zwaarte_hulpvraag)                                                                           \
    X(onderwijsperspectief)

struct hand_case {
#define X(name) uint8_t name; /* 0 no, 1 unknown, 2 yes */
    TRUTHS(X)
#undef X
    uint8_t open_einde, gecontracteerd, ruimte_G04, ruimte_G10, ruimte_G05;
#define X(name) int8_t name; /* -1 unknown */
    NUMBERS(X)
#undef X
    uint8_t product, aanbieder;
    int32_t start; /* a day */
};

/* Membership, in the order in which the rules first ask for it: a bit of a word. */
enum hand_set {
    VEELVOORKOMEND,
    OF_54001_GEZINSBEGELEIDING,
    CAPACITEIT_HSGGZ,
    CAPACITEIT_HSGGZ_ANDER,
    HSGGZ,
    DAGBESTEDING_SEMI,
    DAGBESTEDING_SEMI_2,
    INDIVIDUELE_GGZ,
    INDIVIDUEEL,
    VERBLIJF,
    VERBLIJF_ANDER,
    ALLE_SEGMENTEN,
    ONTWIKKELPARTNERS,
    KERNAANBIEDERS,
    ZONDER_TARIEF,
    IN_H8,
    NIET_IN_DEN_HAAG,
    IN_H9,
    HAND_SETS
};
#define HAND_MEMBERS 64
/* Of products in each of the two periods that their sets have; of the rest always the same. */
static uint32_t hand_product[2][HAND_MEMBERS], hand_aanbieder[HAND_MEMBERS],
    hand_gemeente[HAND_MEMBERS];
#define HAND_SECOND 13514 /* 1-1-2027 */
enum hand_product {
    FAMILIE_FACT = 9,
    P54003 = 4,
    P54004 = 5,
    P54008 = 6,
    DAGBESTEDING = 12,
    KDC = 13,
    P54001 = 15,
    P54002 = 23
};

/* voor and test of each rule, in the order of the file; the voor and adviserend of the regeling. */
#define HAND_RULES(R)                                                                              \
    R(0, VV, GROND)                                                                                \
    R(1, VV, OR(OR(GROND, ONE_OF(trauma, 0x1e)), B(ernstige_ontwikkelingsproblematiek)))           \
    R(2, VV, OR(NOT(B(enkelvoudig)), ONE_OF(zwaarte_hulpvraag, 0x6)))                              \
    R(3, AND(VV, ONE_OF(zwaarte_hulpvraag, 0x1)), YES)                                             \
    R(4, VV, YES)                                                                                  \
    R(5, BETWEEN(leeftijd, 16, 18), YES)                                                           \
    R(6, IS(P54001), B(DSM_vermoeden))                                                             \
    R(7, AND(IS(P54001), B(psychiater_nodig)), YES)                                                \
    R(8, IS(P54001), NOT(B(meer_disciplines_nodig)))                                               \
    R(9, IS(P54002), B(meer_disciplines_nodig))                                                    \
    R(10, IN(OF_54001_GEZINSBEGELEIDING), NOT(B(lokaal_ingekocht)))                                \
    R(11, IN(CAPACITEIT_HSGGZ), B(HsGGZ_echt_nodig))                                               \
    R(12, IS(P54003), OR(B(TopGGZ_afdeling), B(academisch_centrum)))                               \
    R(13, IS(P54003), NOT(B(forensische_vraag)))                                                   \
    R(14, IS(P54004), B(zorg_24_7))                                                                \
    R(15, IS(P54008), B(crisis))                                                                   \
    R(16, IS(FAMILIE_FACT), B(multiproblematiek_gezin))                                            \
    R(17, IN(CAPACITEIT_HSGGZ), B(ruimte_G04))                                                     \
    R(18, IN(HSGGZ), YES)                                                                          \
    R(19, IN(HSGGZ), YES)                                                                          \
    R(20, IN(HSGGZ), YES)                                                                          \
    R(21, AND(IN(HSGGZ), B(op_wachtlijst)), YES)                                                   \
    R(22, IN(HSGGZ), YES)                                                                          \
    R(23, AND(IN(HSGGZ), B(herstart_binnen_jaar)), YES)                                            \
    R(24, IS(KDC), ONE_OF(onderwijsperspectief, 0x1))                                              \
    R(25, IN(DAGBESTEDING_SEMI), ONE_OF(onderwijsperspectief, 0x4))                                \
    R(26, IS(DAGBESTEDING), B(rust_herstel_dagstructuur))                                          \
    R(27, AND(IN(DAGBESTEDING_SEMI_2), B(alternatief_op_school)), YES)                             \
    R(28, IS(KDC), B(op_centrale_wachtlijst))                                                      \
    R(29, IS(KDC), B(ruimte_G10))                                                                  \
    R(30, AND(IN(INDIVIDUELE_GGZ), B(groepsaanbod_beschikbaar)), NOT(B(groep_verantwoord)))        \
    R(31, AND(IN(INDIVIDUEEL), B(collectief_aanbod_beschikbaar)), NOT(B(collectief_passend)))      \
    R(32, VV, B(brede_analyse_gedaan))                                                             \
    R(33, VV, NOT(B(open_einde)))                                                                  \
    R(34, VV, OR(B(gecontracteerd), B(onderaannemer)))                                             \
    R(35, IN(VERBLIJF), YES)                                                                       \
    R(36, IN(VERBLIJF), B(via_aanmeldpunt))                                                        \
    R(37, AND(IN(VERBLIJF), B(crisis)), B(via_CIT))                                                \
    R(38, AND(IN(VERBLIJF), B(plaatsing_buiten_regio)),                                            \
      OR(B(veiligheid_vraagt_afstand), B(expertise_alleen_elders)))                                \
    R(39, NO, YES)                                                                                 \
    R(40, IN(VERBLIJF), YES)                                                                       \
    R(41, IN(ALLE_SEGMENTEN), YES)                                                                 \
    R(42, AND(AND(PARTNER, IN(VERBLIJF)), NOT(IN(ZONDER_TARIEF))), B(ruimte_G05))                  \
    R(43, AND(PARTNER, IN(VERBLIJF)), YES)                                                         \
    R(44, YES, YES)                                                                                \
    R(45, AND(AND(OR(H(IN_H8), NOT(IN(NIET_IN_DEN_HAAG))), H(IN_H9)), IN(ALLE_SEGMENTEN)), YES)    \
    R(46, ONE_OF(verwijzer, 0x48), YES)
#define HAND_RULES_N 47

#define NO                    0u
#define YES                   2u
#define B(name)               ((uint32_t)c->name)
#define AND(E, F)             hand_and(E, F)
#define OR(E, F)              hand_or(E, F)
#define NOT(E)                (2 - (E))
#define IN(set)               (products >> (set)&1) * 2
#define IS(code)              (c->product == (code)) * 2u
#define H(set)                (c->gemeente < 0 ? 1 : (gemeenten >> (set)&1) * 2)
#define ONE_OF(name, mask)    (c->name < 0 ? 1 : ((uint32_t)(mask) >> (c->name & 31) & 1) * 2)
#define BETWEEN(name, lo, hi) (c->name < 0 ? 1 : ((c->name >= (lo)) & (c->name <= (hi))) * 2u)
#define VV                    IN(VEELVOORKOMEND)
#define PARTNER               (((aanbieders >> ONTWIKKELPARTNERS | aanbieders >> KERNAANBIEDERS) & 1) * 2)
#define GROND                 grond

static inline uint32_t hand_and(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}
static inline uint32_t hand_or(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static __attribute__((noinline)) void hand_run(const struct hand_case *c, uint8_t *voor,
                                               uint8_t *test)
{
    uint32_t products = hand_product[c->start >= HAND_SECOND][c->product];
    uint32_t aanbieders = hand_aanbieder[c->aanbieder];
    uint32_t gemeenten = hand_gemeente[c->gemeente & (HAND_MEMBERS - 1)];
    uint32_t grond = AND(B(ernstige_ontwikkelingsproblematiek), B(door_beperking_ouders));
    grond = OR(OR(grond, B(hechtingsproblematiek)), ONE_OF(trauma, 0x1c));
    grond = OR(OR(grond, B(meervoudige_psychische_problematiek)), ONE_OF(onveiligheid, 0x6));
    grond =
        OR(OR(grond, B(ernstige_psychische_problematiek)), B(emotioneel_functioneren_verstoord));
#define RULE(n, V, T)                                                                              \
    voor[n] = (uint8_t)(V);                                                                        \
    test[n] = (uint8_t)(T);
    HAND_RULES(RULE)
#undef RULE
}

#undef NO
#undef YES
#undef B
#undef AND
#undef OR
#undef NOT
#undef IN
#undef IS
#undef H
#undef ONE_OF
#undef BETWEEN
#undef VV
#undef PARTNER
#undef GROND

#endif
