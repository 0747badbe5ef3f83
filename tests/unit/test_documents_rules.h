/* The small regeling that the tests and the fuzz target of documents/ read with. */
#ifndef TEST_DOCUMENTS_RULES_H
#define TEST_DOCUMENTS_RULES_H

#include "compiler/compile.h"

static const char test_rules[] =
    "regeling proef \"Proefregeling\"\n"
    "  versie \"2027.1\"\n"
    "  geldig vanaf 1-1-2027 tot 1-1-2034\n"
    "  voor gemeente in H2 of product is INS2C\n"
    "  adviserend als verwijzer in { GI, rechter }\n"
    "bron OT21 \"Ontwikkeltafel\" datum 21-8-2025\n"
    "soort verwijzers { gemeente, huisarts, GI, rechter }\n"
    "soort zwaarte geordend { licht, midden, zwaar }\n"
    "feit leeftijd: getal 0..23 jaar\n"
    "  vraag \"Hoe oud is de jeugdige?\"\n"
    "feit verwijzer: verwijzers\n"
    "feit trauma: ja/nee\n"
    "  vraag \"Is er sprake van trauma?\"\n"
    "  opgegeven door verwijzer\n"
    "feit enkelvoudig: ja/nee\n"
    "feit zwaarte_hulpvraag: zwaarte\n"
    "feit eigen_bijdrage: bedrag € 0..€ 1.000\n"
    "feit aangemeld: datum\n"
    "oordeel groep_verantwoord: ja/nee\n"
    "  vraag \"Is deelname aan een groep verantwoord? Motiveer.\"\n"
    "gebied H2 { Delft \"0503\", Den_Haag \"0518\" }\n"
    "segment Veelvoorkomend 5 \"Veelvoorkomende jeugdhulp\"\n"
    "product 54001 \"Generalistische GGZ\"\n"
    "  in Veelvoorkomend tarief € 98,40 per uur vanaf 1-1-2027 norm 40 uur\n"
    "product 54002 \"Specialistische GGZ\" in Veelvoorkomend tarief € 121,10 per uur zonder norm\n"
    "product 41U01 \"Begeleiding groep\" in Veelvoorkomend tarief € 61,- per dagdeel zonder norm\n"
    "product 44A01 \"Verblijf\" in Veelvoorkomend tarief € 300,- per etmaal zonder norm\n"
    "product INS2C \"Schoolondersteuning\" in Veelvoorkomend zonder tarief zonder norm\n"
    "altijd I01 \"Trauma is nooit een lichte hulpvraag\"\n"
    "  nooit als zwaarte_hulpvraag is licht en trauma\n"
    "eis R08 \"Lichte hulpvraag hoort in de sociale basis\"\n"
    "  voor product in Veelvoorkomend\n"
    "  nooit als enkelvoudig en zwaarte_hulpvraag is licht\n"
    "  reden 7\n"
    "  omdat \"Lichte hulpvragen worden lokaal opgevangen.\"\n"
    "  volgens OT21 \"Veelvoorkomend\"\n"
    "  citaat \"worden lokaal opgevangen\"\n"
    "  alternatief \"de sociale basis\"\n"
    "eis W10 \"Groep, tenzij\"\n"
    "  voor product is 54002\n"
    "  nooit als groep_verantwoord\n"
    "  afwijken met motivering\n"
    "  omdat \"Groepsbehandeling is voorliggend.\"\n"
    "eis D01 \"Duurt hoogstens een jaar\"\n"
    "  voor product is 54001\n"
    "  alleen als duur hoogstens 1 jaar\n"
    "eis V01 \"Voorgesteld: alleen bij trauma\"\n"
    "  voor product is 54001\n"
    "  alleen als trauma\n"
    "  reden 7\n"
    "  stand voorgesteld\n"
    "eis T14 \"Alleen gecontracteerde producten\"\n"
    "  voor product is INS2C\n"
    "  alleen als gecontracteerd\n"
    "  reden 3\n"
    "signaal A01 \"Jong kind\"\n"
    "  als leeftijd < 4\n"
    "  meld \"Overweeg hulp aan de ouders.\"\n"
    "voorwaarde W08 \"Uitstroomplan\"\n"
    "  voor product is 54001\n"
    "  verplicht \"Stel bij de intake een uitstroomplan op.\"\n"
    "stapeling S1 \"Matrix\"\n"
    "  reden 6\n"
    "  matrix\n"
    "    |       | 54001 | 41U01     | 44A01 |\n"
    "    | 54001 | nee   | ?         | ja    |\n"
    "    | 41U01 |       | onderdeel | nee   |\n"
    "    | 44A01 |       |           | ja    |\n"
    "  standaard ja\n"
    "budget B5 \"Plafond verblijf\"\n"
    "  per kalenderjaar voor product is 44A01 plafond € 90.000 waarschuw vanaf 87,5% reden 2\n"
    "budget POT \"Een pot\"\n"
    "  voor product is 44A01 plafond ? reden 2\n"
    "capaciteit C2 \"Plaatsen verblijf\"\n"
    "  per regio voor product is 44A01 plaatsen 12 waarschuw vanaf 50% reden 4\n";

static bool no_file(void *self, struct jhr_str from, struct jhr_str path, struct jhr_str *full,
                    struct jhr_str *text, struct jhr_str *error)
{
    (void)self;
    (void)from;
    (void)path;
    (void)full;
    (void)text;
    *error = JHR_STR("geen bestand");
    return false;
}

static bool compile_test_rules(struct jhr_arena *a, struct jhr_diags *ds,
                               struct jhr_sources *sources, struct jhr_buf *bytes,
                               struct jhr_program **program)
{
    const struct jhr_model *model;
    struct jhr_loader loader = {no_file, NULL};
    uint32_t file = jhr_source_add(sources, JHR_STR("proef.jhr"), JHR_STR(test_rules));
    return jhr_compile(a, ds, sources, loader, file, &model, bytes, program);
}

#endif
