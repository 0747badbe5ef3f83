/*
 * The language. Actions build nodes and nothing else; what a name means, which types go together
 * and what a rule does are questions for later passes.
 *
 * parse.c feeds the tokens. It never pushes one that does not fit: it repairs or skips first (see
 * repair.c), so that the messages are made there, with the file around the place at hand. It also
 * adds three tokens that have no text: END after each statement, ROW_END after each line of a
 * matrix, and SKIP where a whole clause is followed by what is skipped, so that the clause stays
 * as it is; `error` is for what breaks off halfway. PER_UNIT (`per week`) and PER (`per gemeente`)
 * are told apart by the token that follows, and so are `product` and `segment` as a name and as a
 * statement (see stream.c).
 *
 * Words are kept free where the grammar allows: `plain_name` lists the words of the language that
 * may also be names. They open no expression, so that no conflict arises.
 */
%require "3.8"
%language "C"
%define api.pure full
%define api.push-pull push
%define api.prefix {jhr_yy}
%define api.token.prefix {TOK_}
%define api.value.type union
%define api.location.type {struct jhr_loc}
%define parse.error custom
%define parse.lac full
%locations
%param {struct jhr_parser *p}
%expect 0

%code requires {
#include "grammar/parser.h"
}

%code provides {
/* The parser's answers about the token that it gets next. Kinds are numbers of tokens. */
void *jhr_yy_start(void);
void jhr_yy_stop(void *state);
int jhr_yy_push(struct jhr_parser *p, int kind, struct jhr_loc at); /* YYPUSH_MORE: go on */
bool jhr_yy_fits(const struct jhr_parser *p, const int *kinds, uint32_t n);
void jhr_yy_recover(struct jhr_parser *p, struct jhr_loc at); /* to the nearest `error` */
const char *jhr_yy_name(int kind);                            /* as in the file */
}

%code {
#include "grammar/build.h"

#define YYMALLOC jhr_malloc
#define YYFREE jhr_free
#define YYLLOC_DEFAULT(current, rhs, n) ((current) = jhr_loc_of(&YYRHSLOC(rhs, 0), (uint32_t)(n)))

static void jhr_yyerror(const struct jhr_loc *at, struct jhr_parser *p, const char *message);
}

/* ---- tokens. Their order is known to tokens.h: statements, openers of clauses (reserved, then
   free), free words, units, reserved words, signs, things with a text of their own ---- */

%token
  REGELING "regeling" GEBRUIK "gebruik" BRON "bron" SOORT "soort" FEIT "feit" OORDEEL "oordeel"
  GEBIED "gebied" SEGMENT "segment" PRODUCT "product" PRODUCTGROEP "productgroep" GROEP "groep"
  AANBIEDERS "aanbieders" WAARDE "waarde" BEGRIP "begrip" ALTIJD "altijd" EIS "eis"
  SIGNAAL "signaal" VOORWAARDE "voorwaarde" STAPELING "stapeling" BUDGET "budget"
  CAPACITEIT "capaciteit" KPI "kpi" VOORBEELD "voorbeeld" ACCEPTEER "accepteer" BEWIJS "bewijs"

%token
  ALLEEN "alleen" NOOIT "nooit" GELDT "geldt" ALS "als" VOOR "voor" TENZIJ "tenzij" OMDAT "omdat"
  VOLGENS "volgens" VERVANGT "vervangt" BINDT "bindt" PEILT "peilt" MELD "meld"
  VERPLICHT "verplicht" ADVISEREND "adviserend" AFWIJKEN "afwijken" OPGEGEVEN "opgegeven"
  VERANDERBAAR "veranderbaar" ZONDER "zonder" IN "in" WAARSCHUW "waarschuw" TELT "telt"
  UITERLIJK "uiterlijk" GEGEVEN "gegeven" VERWACHT "verwacht" DUBBEL "dubbel" PER "per"
  OVER "over"

%token
  VERSIE "versie" GELDIG "geldig" REDEN "reden" CITAAT "citaat" STAND "stand"
  ALTERNATIEF "alternatief" KRACHT "kracht" DATUM "datum" VRAAG "vraag" TARIEF "tarief"
  NORM "norm" CODEWORD "code" MATRIX "matrix" STANDAARD "standaard" PLAFOND "plafond"
  PLAATSEN "plaatsen" AANDEEL "aandeel" GEMIDDELDE "gemiddelde" AANTAL "aantal" SOM "som"
  NULMETING "nulmeting" DOEL "doel" PEILDATUM "peildatum" VOORSTEL "voorstel" LOPEND "lopend"
  EERDER "eerder" CONTRACT "contract" AFWIJKING "afwijking" SALDO "saldo"

%token
  OMVANG "omvang" GEORDEND "geordend" GETAL "getal" BEDRAG "bedrag" MOTIVERING "motivering"
  TOEGESTAAN "toegestaan" ONDERDEEL "onderdeel" LAGER "lager" HOGER "hoger" TOTAAL "totaal"
  OPEN "open" EINDE "einde" TOELAATBAAR "toelaatbaar" ONBEPAALD "onbepaald" STRIJDIG "strijdig"
  DOORLOPEND "doorlopend" GECONTRACTEERD "gecontracteerd"

%token
  JAAR "jaar" MAAND "maanden" WEEK "weken" DAG "dagen" WERKDAG "werkdagen" UUR "uur"
  MINUUT "minuten" DAGDEEL "dagdelen" ETMAAL "etmalen" STUK "stuks"

%token
  EN "en" OF "of" NIET "niet" IS "is" TUSSEN "tussen" HOOGSTENS "hoogstens" MINSTENS "minstens"
  PRECIES "precies" VAN "van" ER "er" EEN "een" ALLE "alle" LOPENDE "lopende" EERDERE "eerdere"
  WAARVOOR "waarvoor" ANDER "ander" VANAF "vanaf" TOT "tot" TM "t/m" MET "met" DOOR "door"
  UIT "uit" BIJ "bij" WIJZIGT "wijzigt" WEGENS "wegens" NODIG "nodig" BUITEN "buiten"
  BEHALVE "behalve" MITS "mits" JA "ja" NEE "nee" JANEE "ja/nee"

%token
  LPAREN "(" RPAREN ")" LBRACE "{" RBRACE "}" BAR "|" COMMA "," COLON ":" EQ "=" UNKNOWN "?"
  PERCENT "%" DOT "." RANGE ".." LT "<" LE "<=" GT ">" GE ">=" NE "!=" PLUS "+" MINUS "-"
  TIMES "*"

%token
  PER_UNIT "per (eenheid)" SKIP "(overgeslagen)" WORD "(naam)" NUMBER "(getal)" CODE "(code)" TEXT "(tekst)"
  MONEY "(bedrag)" DATE "(datum)" ROW "| (rij)" ROW_END "(einde van de rij)"
  END "(einde van het onderdeel)"

%nterm <struct jhr_node *>
  statement title type type_name region region_term members_set member set set_term item
  clause clause_or_error product_clause product_clause_or_error
  period period_opt date expr disjunction conjunction negation test sum term factor primary
  operand where_opt name_node id_node ground quantity amount scalar number_limit money_limit
  value step force place_opt
  matrix_row cell_word cell product_ref indication indication_part changes outcome outcome_part
  text_node text_or_name given asked plafond plaats standard
%nterm <struct jhr_list>
  clauses product_clauses members items conditions names texts_or_names products grounds
  steps forces plafonds plaatsen rows cells indication_parts outcome_parts givens values
  alternatives
%nterm <int>
  titled unit running comparison counter frequency range_unit ordered

%%

file:
  %empty
| file statement "(einde van het onderdeel)"   { jhr_mk_statement_done(p, $2); }
| file SKIP "(einde van het onderdeel)"
    { jhr_mk_statement_done(p, jhr_mk_error(p, jhr_loc_join(@2, @3))); }
| file error "(einde van het onderdeel)"
    { jhr_mk_statement_done(p, jhr_mk_error(p, jhr_loc_join(@2, @3))); }
;

/* ---- statements ---- */

statement:
  titled name title clauses
    { $$ = jhr_mk_statement(p, $1, @$, @2, $3, $4); }
| "gebruik" TEXT clauses
    { $$ = jhr_mk_statement_text(p, JHR_N_S_GEBRUIK, @$, @2, $3); }
| "voorbeeld" TEXT clauses
    { $$ = jhr_mk_statement_text(p, JHR_N_S_VOORBEELD, @$, @2, $3); }
| "soort" name ordered "{" values "}" clauses
    { $$ = jhr_mk_statement_set(p, JHR_N_S_SOORT, @$, @2, $5, $7); jhr_mk_flag($$, $3); }
| "soort" name ordered "{" values "," "}" clauses
    { $$ = jhr_mk_statement_set(p, JHR_N_S_SOORT, @$, @2, $5, $8); jhr_mk_flag($$, $3); }
| "feit" name ":" type clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_FEIT, @$, @2, $4, $5); }
| "oordeel" name ":" type clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_OORDEEL, @$, @2, $4, $5); }
| "gebied" name members_set clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_GEBIED, @$, @2, $3, $4); }
| "gebied" name "=" region clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_GEBIED, @$, @2, $4, $5); }
| "segment" name title clauses
    { $$ = jhr_mk_segment(p, @$, @2, NULL, $3, $4); }
| "segment" name quantity title clauses
    { $$ = jhr_mk_segment(p, @$, @2, $3, $4, $5); }
| "product" product_ref title product_clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_PRODUCT, @$, @2, $3, $4); }
| "productgroep" name "=" set clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_PRODUCTGROEP, @$, @2, $4, $5); }
| "groep" name "=" set clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_PRODUCTGROEP, @$, @2, $4, $5); }
| "aanbieders" name "=" set clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_AANBIEDERS, @$, @2, $4, $5); }
| "waarde" name steps clauses
    { $$ = jhr_mk_statement_set(p, JHR_N_S_WAARDE, @$, @2, $3, $4); }
| "waarde" name "=" steps clauses
    { $$ = jhr_mk_statement_set(p, JHR_N_S_WAARDE, @$, @2, $4, $5); }
| "begrip" name "=" expr clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_BEGRIP, @$, @2, $4, $5); }
| "accepteer" name clauses
    { $$ = jhr_mk_statement(p, JHR_N_S_ACCEPTEER, @$, @2, NULL, $3); }
;

titled:
  "regeling"    { $$ = JHR_N_S_REGELING; }
| "bron"        { $$ = JHR_N_S_BRON; }
| "altijd"      { $$ = JHR_N_S_ALTIJD; }
| "eis"         { $$ = JHR_N_S_EIS; }
| "signaal"     { $$ = JHR_N_S_SIGNAAL; }
| "voorwaarde"  { $$ = JHR_N_S_VOORWAARDE; }
| "stapeling"   { $$ = JHR_N_S_STAPELING; }
| "budget"      { $$ = JHR_N_S_BUDGET; }
| "capaciteit"  { $$ = JHR_N_S_CAPACITEIT; }
| "kpi"         { $$ = JHR_N_S_KPI; }
| "bewijs"      { $$ = JHR_N_S_BEWIJS; }
;

title:
  %empty  { $$ = NULL; }
| TEXT    { $$ = jhr_mk_text(p, JHR_N_E_TEXT, @$, @1, NULL); }
;

ordered:
  %empty      { $$ = 0; }
| "geordend"  { $$ = JHR_NF_ORDERED; }
;

values:
  id_node             { $$ = jhr_list_of($1); }
| values "," id_node  { $$ = jhr_list_add($1, $3); }
;

type:
  "ja/nee"
    { $$ = jhr_mk(p, JHR_N_T_JANEE, @$); }
| "getal" number_limit ".." number_limit range_unit
    { $$ = jhr_mk_node(p, JHR_N_T_GETAL, @$, $2, $4); $$->unit = (uint8_t)$5; }
| "bedrag" money_limit ".." money_limit
    { $$ = jhr_mk_node(p, JHR_N_T_BEDRAG, @$, $2, $4); }
| "datum"
    { $$ = jhr_mk(p, JHR_N_T_DATUM, @$); }
| type_name
;

type_name:
  plain_name   { $$ = jhr_mk_word(p, JHR_N_T_SOORT, @$, @1, NULL); }
| "onderdeel"  { $$ = jhr_mk_word(p, JHR_N_T_SOORT, @$, @1, NULL); }
;

number_limit:
  NUMBER      { $$ = jhr_mk_number(p, @$, @1, JHR_U_NONE, 0); }
| "-" NUMBER  { $$ = jhr_mk_minus(p, @$, jhr_mk_number(p, @$, @2, JHR_U_NONE, 0)); }
;

money_limit:
  NUMBER  { $$ = jhr_mk_money(p, @1); }
| MONEY   { $$ = jhr_mk_money(p, @1); }
;

range_unit:
  %empty  { $$ = JHR_U_NONE; }
| unit
;

/* ---- sets ---- */

region:
  region_term
| region "behalve" region_term  { $$ = jhr_mk_node(p, JHR_N_E_EXCEPT, @$, $1, $3); }
;

region_term:
  name_node
| members_set
;

members_set:
  "{" members "}"      { $$ = jhr_mk_list(p, JHR_N_E_SET, @$, $2); }
| "{" members "," "}"  { $$ = jhr_mk_list(p, JHR_N_E_SET, @$, $2); }
;

members:
  member              { $$ = jhr_list_of($1); }
| members "," member  { $$ = jhr_list_add($1, $3); }
;

member:
  name period_opt         { $$ = jhr_mk_word(p, JHR_N_E_MEMBER, @$, @1, $2); }
| name TEXT period_opt
    { $$ = jhr_mk_member(p, @$, @1, jhr_mk_text(p, JHR_N_E_TEXT, @2, @2, NULL), $3); }
| name NUMBER period_opt
    { $$ = jhr_mk_member(p, @$, @1, jhr_mk_word(p, JHR_N_E_CODE, @2, @2, NULL), $3); }
| name CODE period_opt
    { $$ = jhr_mk_member(p, @$, @1, jhr_mk_word(p, JHR_N_E_CODE, @2, @2, NULL), $3); }
;

set:
  set_term
| set "behalve" set_term  { $$ = jhr_mk_node(p, JHR_N_E_EXCEPT, @$, $1, $3); }
;

set_term:
  name_node
| "{" items "}"      { $$ = jhr_mk_list(p, JHR_N_E_SET, @$, $2); }
| "{" items "," "}"  { $$ = jhr_mk_list(p, JHR_N_E_SET, @$, $2); }
;

items:
  item            { $$ = jhr_list_of($1); }
| items "," item  { $$ = jhr_list_add($1, $3); }
;

item:
  scalar
| scalar period  { $$ = jhr_mk_within($1, @$.hi, $2); }
;

/* ---- clauses: any order; which belong to which statement is a table in clauses.c ---- */

clauses:
  %empty                   { $$ = jhr_list_of(NULL); }
| clauses clause_or_error  { $$ = jhr_list_add($1, $2); }
;

clause_or_error:
  clause
| SKIP   { $$ = jhr_mk_error(p, @$); }
| error  { $$ = jhr_mk_error(p, @$); }
;

clause:
  "versie" TEXT           { $$ = jhr_mk_text(p, JHR_N_C_VERSIE, @$, @2, NULL); }
| "geldig" period         { $$ = jhr_mk_node(p, JHR_N_C_GELDIG, @$, $2, NULL); }
| "voor" expr             { $$ = jhr_mk_node(p, JHR_N_C_VOOR, @$, $2, NULL); }
| "als" expr              { $$ = jhr_mk_op(p, JHR_N_C_VOOR, @$, JHR_OP_ALS, $2, NULL); }
| "alleen" "als" expr     { $$ = jhr_mk_node(p, JHR_N_C_ALLEEN_ALS, @$, $3, NULL); }
| "geldt" expr            { $$ = jhr_mk_op(p, JHR_N_C_ALLEEN_ALS, @$, JHR_OP_GELDT, $2, NULL); }
| "nooit" "als" expr      { $$ = jhr_mk_node(p, JHR_N_C_NOOIT_ALS, @$, $3, NULL); }
| "tenzij" expr           { $$ = jhr_mk_node(p, JHR_N_C_TENZIJ, @$, $2, NULL); }
| "adviserend" "als" expr { $$ = jhr_mk_node(p, JHR_N_C_ADVISEREND, @$, $3, NULL); }
| "reden" NUMBER          { $$ = jhr_mk_reason(p, @$, @2); }
| "omdat" TEXT            { $$ = jhr_mk_text(p, JHR_N_C_OMDAT, @$, @2, NULL); }
| "volgens" name place_opt { $$ = jhr_mk_word(p, JHR_N_C_VOLGENS, @$, @2, $3); }
| "citaat" TEXT           { $$ = jhr_mk_text(p, JHR_N_C_CITAAT, @$, @2, NULL); }
| "stand" name            { $$ = jhr_mk_choice(p, JHR_N_C_STAND, @$, @2); }
| "alternatief" alternatives { $$ = jhr_mk_list(p, JHR_N_C_ALTERNATIEF, @$, $2); }
| "afwijken" "met" "motivering" { $$ = jhr_mk(p, JHR_N_C_AFWIJKEN, @$); }
| "vervangt" names        { $$ = jhr_mk_list(p, JHR_N_C_VERVANGT, @$, $2); }
| "kracht" forces         { $$ = jhr_mk_list(p, JHR_N_C_KRACHT, @$, $2); }
| "bindt" name            { $$ = jhr_mk_choice(p, JHR_N_C_BINDT, @$, @2); }
| "peilt" name            { $$ = jhr_mk_choice(p, JHR_N_C_PEILT, @$, @2); }
| "meld" TEXT             { $$ = jhr_mk_text(p, JHR_N_C_MELD, @$, @2, NULL); }
| "verplicht" TEXT        { $$ = jhr_mk_text(p, JHR_N_C_VERPLICHT, @$, @2, NULL); }
| "dubbel" "toegestaan"   { $$ = jhr_mk(p, JHR_N_C_DUBBEL, @$); }
| "datum" date            { $$ = jhr_mk_num(p, JHR_N_C_DATUM, @$, $2); }
| "vraag" TEXT            { $$ = jhr_mk_text(p, JHR_N_C_VRAAG, @$, @2, NULL); }
| "opgegeven" "door" name { $$ = jhr_mk_choice(p, JHR_N_C_OPGEGEVEN, @$, @3); }
| "veranderbaar" "door" name { $$ = jhr_mk_word(p, JHR_N_C_VERANDERBAAR, @$, @3, NULL); }
| "matrix" rows           { $$ = jhr_mk_matrix(p, @$, $2); }
| "matrix" "uit" TEXT     { $$ = jhr_mk_text(p, JHR_N_C_MATRIX_UIT, @$, @3, NULL); }
| "standaard" standard    { $$ = jhr_mk_node(p, JHR_N_C_STANDAARD, @$, $2, NULL); }
| "per" names             { $$ = jhr_mk_per(p, @$, $2); }
| "plafond" plafonds      { $$ = jhr_mk_list(p, JHR_N_C_PLAFOND, @$, $2); }
| "plafond" "uit" TEXT period_opt { $$ = jhr_mk_text(p, JHR_N_C_PLAFOND_UIT, @$, @3, $4); }
| "plaatsen" plaatsen     { $$ = jhr_mk_list(p, JHR_N_C_PLAATSEN, @$, $2); }
| "plaatsen" "uit" TEXT period_opt { $$ = jhr_mk_text(p, JHR_N_C_PLAATSEN_UIT, @$, @3, $4); }
| "waarschuw" "vanaf" NUMBER "%"
    { $$ = jhr_mk_node(p, JHR_N_C_WAARSCHUW, @$, jhr_mk_percent(p, jhr_loc_join(@3, @4), @3),
            NULL); }
| "telt" name             { $$ = jhr_mk_choice(p, JHR_N_C_TELT, @$, @2); }
| "over" name             { $$ = jhr_mk_choice(p, JHR_N_C_OVER, @$, @2); }
| "aandeel" expr          { $$ = jhr_mk_word(p, JHR_N_C_MAAT, @$, @1, $2); }
| "gemiddelde" sum        { $$ = jhr_mk_word(p, JHR_N_C_MAAT, @$, @1, $2); }
| "gemiddelde" "van" sum  { $$ = jhr_mk_word(p, JHR_N_C_MAAT, @$, @1, $3); }
| "som" sum               { $$ = jhr_mk_word(p, JHR_N_C_MAAT, @$, @1, $2); }
| "som" "van" sum         { $$ = jhr_mk_word(p, JHR_N_C_MAAT, @$, @1, $3); }
| "aantal"                { $$ = jhr_mk_word(p, JHR_N_C_MAAT, @$, @1, NULL); }
| "aantal" "waarvoor" operand { $$ = jhr_mk_word(p, JHR_N_C_MAAT, @$, @1, $3); }
| "nulmeting" NUMBER      { $$ = jhr_mk_year(p, JHR_N_C_NULMETING, @$, @2, NULL); }
| "nulmeting" NUMBER value { $$ = jhr_mk_year(p, JHR_N_C_NULMETING, @$, @2, $3); }
| "doel" comparison sum   { $$ = jhr_mk_op(p, JHR_N_C_DOEL, @$, $2, $3, NULL); }
| "doel" comparison "?"
    { $$ = jhr_mk_op(p, JHR_N_C_DOEL, @$, $2, jhr_mk(p, JHR_N_E_UNKNOWN, @3), NULL); }
| "doel" "lager"          { $$ = jhr_mk_op(p, JHR_N_C_DOEL, @$, JHR_OP_LOWER, NULL, NULL); }
| "doel" "hoger"          { $$ = jhr_mk_op(p, JHR_N_C_DOEL, @$, JHR_OP_HIGHER, NULL, NULL); }
| "uiterlijk" date        { $$ = jhr_mk_num(p, JHR_N_C_UITERLIJK, @$, $2); }
| "peildatum" date        { $$ = jhr_mk_num(p, JHR_N_X_PEILDATUM, @$, $2); }
| "gegeven" givens        { $$ = jhr_mk_list(p, JHR_N_X_GEGEVEN, @$, $2); }
| "voorstel" indication   { $$ = jhr_mk_node(p, JHR_N_X_VOORSTEL, @$, $2, NULL); }
| "lopend" indication     { $$ = jhr_mk_node(p, JHR_N_X_LOPEND, @$, $2, NULL); }
| "eerder" indication     { $$ = jhr_mk_node(p, JHR_N_X_EERDER, @$, $2, NULL); }
| "contract" TEXT "voor" products period_opt
    { $$ = jhr_mk_list(p, JHR_N_X_CONTRACT, @$, jhr_list_add($4, $5)); jhr_mk_set_text(p, $$, @2); }
| "contract" name "voor" products period_opt
    { $$ = jhr_mk_list(p, JHR_N_X_CONTRACT, @$, jhr_list_add($4, $5)); jhr_mk_set_word(p, $$, @2); }
| "afwijking" name text_node { $$ = jhr_mk_word(p, JHR_N_X_AFWIJKING, @$, @2, $3); }
| "afwijking" "dubbel" text_node { $$ = jhr_mk_word(p, JHR_N_X_AFWIJKING, @$, @2, $3); }
| "saldo" name NUMBER
    { $$ = jhr_mk_word(p, JHR_N_X_SALDO, @$, @2, jhr_mk_number(p, @3, @3, JHR_U_NONE, 0)); }
| "saldo" name MONEY      { $$ = jhr_mk_word(p, JHR_N_X_SALDO, @$, @2, jhr_mk_money(p, @3)); }
| "saldo" name NUMBER MONEY
    { $$ = jhr_mk_year(p, JHR_N_X_SALDO, @$, @3, jhr_mk_money(p, @4)); jhr_mk_set_word(p, $$, @2); }
| "verwacht" outcome outcome_parts { $$ = jhr_mk_expected(p, @$, $2, $3); }
;

place_opt:
  %empty  { $$ = NULL; }
| text_node
;

text_node: TEXT  { $$ = jhr_mk_text(p, JHR_N_E_TEXT, @$, @1, NULL); } ;

alternatives:
  text_node                    { $$ = jhr_list_of($1); }
| product_ref                  { $$ = jhr_list_of($1); }
| alternatives "," text_node   { $$ = jhr_list_add($1, $3); }
| alternatives "," product_ref { $$ = jhr_list_add($1, $3); }
;

forces:
  force             { $$ = jhr_list_of($1); }
| forces "," force  { $$ = jhr_list_add($1, $3); }
;

force:
  "signaal" period_opt  { $$ = jhr_mk_word(p, JHR_N_C_STAP, @$, @1, $2); }
| name period_opt       { $$ = jhr_mk_force(p, @$, @1, $2); }
;

standard:
  "ja"         { $$ = jhr_mk_cell(p, @$, JHR_CEL_JA, NULL); }
| "nee"        { $$ = jhr_mk_cell(p, @$, JHR_CEL_NEE, NULL); }
| "?"          { $$ = jhr_mk_cell(p, @$, JHR_CEL_OPEN, NULL); }
;

plafonds:
  plafond               { $$ = jhr_list_of($1); }
| plafonds "," plafond  { $$ = jhr_list_add($1, $3); }
;

plafond:
  MONEY period_opt       { $$ = jhr_mk_node(p, JHR_N_GRENS, @$, jhr_mk_money(p, @1), $2); }
| "?" period_opt
    { $$ = jhr_mk_node(p, JHR_N_GRENS, @$, jhr_mk(p, JHR_N_E_UNKNOWN, @1), $2); }
| text_or_name MONEY period_opt  { $$ = jhr_mk_named_limit(p, @$, $1, jhr_mk_money(p, @2), $3); }
| text_or_name "?" period_opt
    { $$ = jhr_mk_named_limit(p, @$, $1, jhr_mk(p, JHR_N_E_UNKNOWN, @2), $3); }
;

plaatsen:
  plaats               { $$ = jhr_list_of($1); }
| plaatsen "," plaats  { $$ = jhr_list_add($1, $3); }
;

plaats:
  NUMBER period_opt
    { $$ = jhr_mk_node(p, JHR_N_GRENS, @$, jhr_mk_number(p, @1, @1, JHR_U_NONE, 0), $2); }
| "?" period_opt
    { $$ = jhr_mk_node(p, JHR_N_GRENS, @$, jhr_mk(p, JHR_N_E_UNKNOWN, @1), $2); }
| text_or_name NUMBER period_opt
    { $$ = jhr_mk_named_limit(p, @$, $1, jhr_mk_number(p, @2, @2, JHR_U_NONE, 0), $3); }
| text_or_name "?" period_opt
    { $$ = jhr_mk_named_limit(p, @$, $1, jhr_mk(p, JHR_N_E_UNKNOWN, @2), $3); }
;

text_or_name:
  text_node
| name_node
;

comparison:
  "<"          { $$ = JHR_OP_LT; }
| "<="         { $$ = JHR_OP_LE; }
| ">"          { $$ = JHR_OP_GT; }
| ">="         { $$ = JHR_OP_GE; }
| "hoogstens"  { $$ = JHR_OP_LE; }
| "minstens"   { $$ = JHR_OP_GE; }
;

value:
  amount
| NUMBER "%"  { $$ = jhr_mk_percent(p, @$, @1); }
| "?"         { $$ = jhr_mk(p, JHR_N_E_UNKNOWN, @$); }
;

steps:
  step            { $$ = jhr_list_of($1); }
| steps "," step  { $$ = jhr_list_add($1, $3); }
;

step:
  value period_opt  { $$ = jhr_mk_node(p, JHR_N_C_STAP, @$, $1, $2); }
;

/* ---- of a product: apart, since `in` here is no operator ---- */

product_clauses:
  %empty                                   { $$ = jhr_list_of(NULL); }
| product_clauses product_clause_or_error  { $$ = jhr_list_add($1, $2); }
;

product_clause_or_error:
  product_clause
| SKIP   { $$ = jhr_mk_error(p, @$); }
| error  { $$ = jhr_mk_error(p, @$); }
;

product_clause:
  "in" name period_opt    { $$ = jhr_mk_word(p, JHR_N_C_IN, @$, @2, $3); }
| "code" "?"              { $$ = jhr_mk(p, JHR_N_C_CODE, @$); }
| "code" CODE             { $$ = jhr_mk_word(p, JHR_N_C_CODE, @$, @2, NULL); }
| "code" NUMBER           { $$ = jhr_mk_word(p, JHR_N_C_CODE, @$, @2, NULL); }
| "code" name             { $$ = jhr_mk_word(p, JHR_N_C_CODE, @$, @2, NULL); }
| "code" TEXT             { $$ = jhr_mk_text(p, JHR_N_C_CODE, @$, @2, NULL); }
| "tarief" MONEY "per (eenheid)" unit period_opt
    { $$ = jhr_mk_tariff(p, @$, jhr_mk_money(p, @2), $4, $5); }
| "tarief" "?" "per (eenheid)" unit period_opt
    { $$ = jhr_mk_tariff(p, @$, jhr_mk(p, JHR_N_E_UNKNOWN, @2), $4, $5); }
| "tarief" "?" period_opt
    { $$ = jhr_mk_tariff(p, @$, jhr_mk(p, JHR_N_E_UNKNOWN, @2), JHR_U_NONE, $3); }
| "norm" quantity period_opt  { $$ = jhr_mk_node(p, JHR_N_C_NORM, @$, $2, $3); }
| "norm" "?" period_opt
    { $$ = jhr_mk_node(p, JHR_N_C_NORM, @$, jhr_mk(p, JHR_N_E_UNKNOWN, @2), $3); }
| "zonder" "tarief"       { $$ = jhr_mk(p, JHR_N_C_ZONDER_TARIEF, @$); }
| "zonder" "norm"         { $$ = jhr_mk(p, JHR_N_C_ZONDER_NORM, @$); }
| "omdat" TEXT            { $$ = jhr_mk_text(p, JHR_N_C_OMDAT, @$, @2, NULL); }
| "volgens" name place_opt { $$ = jhr_mk_word(p, JHR_N_C_VOLGENS, @$, @2, $3); }
| "citaat" TEXT           { $$ = jhr_mk_text(p, JHR_N_C_CITAAT, @$, @2, NULL); }
;

/* ---- the matrix of a stapeling ---- */

rows:
  matrix_row       { $$ = jhr_list_of($1); }
| rows matrix_row  { $$ = jhr_list_add($1, $2); }
;

matrix_row:
  ROW cells ROW_END  { $$ = jhr_mk_list(p, JHR_N_ROW, @$, $2); }
| ROW error ROW_END  { $$ = jhr_mk_error(p, @$); }
;

cells:
  cell "|"        { $$ = jhr_list_of($1); }
| cells cell "|"  { $$ = jhr_list_add($1, $2); }
;

cell:
  %empty       { $$ = jhr_mk_cell(p, @$, JHR_CEL_LEEG, NULL); }
| standard
| "onderdeel"  { $$ = jhr_mk_cell(p, @$, JHR_CEL_ONDERDEEL, NULL); }
| "mits" expr  { $$ = jhr_mk_cell(p, @$, JHR_CEL_MITS, $2); }
| cell_word
;

cell_word:
  cell_name  { $$ = jhr_mk_cell(p, @$, JHR_CEL_NAAM, NULL); }
| NUMBER     { $$ = jhr_mk_cell(p, @$, JHR_CEL_NAAM, NULL); }
| CODE       { $$ = jhr_mk_cell(p, @$, JHR_CEL_NAAM, NULL); }
;

cell_name:
  plain_name
| "datum"     { jhr_mk_free_word(p, @1); }
| "getal"     { jhr_mk_free_word(p, @1); }
| "bedrag"    { jhr_mk_free_word(p, @1); }
;

/* ---- voorbeelden ---- */

givens:
  given             { $$ = jhr_list_of($1); }
| givens "," given  { $$ = jhr_list_add($1, $3); }
;

given:
  name scalar  { $$ = jhr_mk_word(p, JHR_N_GEGEVEN, @$, @1, $2); }
| name "?"     { $$ = jhr_mk_word(p, JHR_N_GEGEVEN, @$, @1, jhr_mk(p, JHR_N_E_UNKNOWN, @2)); }
| cell_id scalar  { $$ = jhr_mk_text(p, JHR_N_GEGEVEN, @$, @1, $2); }
| cell_id "?"
    { $$ = jhr_mk_text(p, JHR_N_GEGEVEN, @$, @1, jhr_mk(p, JHR_N_E_UNKNOWN, @2)); }
| TEXT scalar  { $$ = jhr_mk_text(p, JHR_N_GEGEVEN, @$, @1, $2); }
| TEXT "?"     { $$ = jhr_mk_text(p, JHR_N_GEGEVEN, @$, @1, jhr_mk(p, JHR_N_E_UNKNOWN, @2)); }
;

/* What an indication changes comes last, so that what follows it is of the one that is changed. */
indication:
  product_ref indication_parts          { $$ = jhr_mk_indication(p, @$, @1, $2, NULL); }
| product_ref indication_parts changes  { $$ = jhr_mk_indication(p, @$, @1, $2, $3); }
;

changes:
  "wijzigt" TEXT  { $$ = jhr_mk_text(p, JHR_N_X_WIJZIGT, @$, @2, NULL); }
| "wijzigt" product_ref indication_parts
    { $$ = jhr_mk_node(p, JHR_N_X_WIJZIGT, @$, jhr_mk_indication(p, jhr_loc_join(@2, @3), @2,
            $3, NULL), NULL); }
;

indication_parts:
  %empty                            { $$ = jhr_list_of(NULL); }
| indication_parts indication_part  { $$ = jhr_list_add($1, $2); }
;

indication_part:
  "bij" TEXT             { $$ = jhr_mk_text(p, JHR_N_X_BIJ, @$, @2, NULL); }
| "bij" name             { $$ = jhr_mk_word(p, JHR_N_X_BIJ, @$, @2, NULL); }
| "bij" CODE             { $$ = jhr_mk_word(p, JHR_N_X_BIJ, @$, @2, NULL); }
| "van" date             { $$ = jhr_mk_from(p, @$, $2, NULL, 0); }
| "van" date "tot" date  { $$ = jhr_mk_from(p, @$, $2, $4, 0); }
| "van" date "t/m" date  { $$ = jhr_mk_from(p, @$, $2, $4, JHR_NF_INCLUSIVE); }
| "van" date "open" "einde"  { $$ = jhr_mk_from(p, @$, $2, NULL, JHR_NF_OPEN); }
| "omvang" NUMBER unit frequency
    { $$ = jhr_mk_op(p, JHR_N_X_OMVANG, @$, $4, jhr_mk_number(p, jhr_loc_join(@2, @3), @2, $3,
            0), NULL); }
;

frequency:
  %empty                   { $$ = JHR_OP_TOTAAL; }
| "totaal"                 { $$ = JHR_OP_TOTAAL; }
| "per (eenheid)" "dagen"  { $$ = JHR_OP_DAG; }
| "per (eenheid)" "weken"  { $$ = JHR_OP_WEEK; }
| "per (eenheid)" "maanden" { $$ = JHR_OP_MAAND; }
;

products:
  product_ref               { $$ = jhr_list_of($1); }
| products "," product_ref  { $$ = jhr_list_add($1, $3); }
;

product_ref:
  NUMBER  { $$ = jhr_mk_word(p, JHR_N_E_CODE, @$, @1, NULL); }
| CODE    { $$ = jhr_mk_word(p, JHR_N_E_CODE, @$, @1, NULL); }
| name_node
;

outcome:
  "toelaatbaar"
    { $$ = jhr_mk_op(p, JHR_N_X_VERWACHT, @$, JHR_UIT_TOELAATBAAR, NULL, NULL); }
| "niet" "toelaatbaar"
    { $$ = jhr_mk_op(p, JHR_N_X_VERWACHT, @$, JHR_UIT_NIET_TOELAATBAAR, NULL, NULL); }
| "onbepaald"           { $$ = jhr_mk_op(p, JHR_N_X_VERWACHT, @$, JHR_UIT_ONBEPAALD, NULL, NULL); }
| "strijdig"            { $$ = jhr_mk_op(p, JHR_N_X_VERWACHT, @$, JHR_UIT_STRIJDIG, NULL, NULL); }
| "buiten" "regeling"
    { $$ = jhr_mk_op(p, JHR_N_X_VERWACHT, @$, JHR_UIT_BUITEN_REGELING, NULL, NULL); }
;

outcome_parts:
  %empty                      { $$ = jhr_list_of(NULL); }
| outcome_parts outcome_part  { $$ = jhr_list_add($1, $2); }
;

outcome_part:
  "wegens" grounds         { $$ = jhr_mk_list(p, JHR_N_WEGENS, @$, $2); }
| "nodig" texts_or_names   { $$ = jhr_mk_list(p, JHR_N_NODIG, @$, $2); }
| "met" "signaal" grounds  { $$ = jhr_mk_list(p, JHR_N_MET_SIGNAAL, @$, $3); }
| "met" "voorwaarde" names { $$ = jhr_mk_list(p, JHR_N_MET_VOORWAARDE, @$, $3); }
| "zonder" "signaal" grounds  { $$ = jhr_mk_list(p, JHR_N_ZONDER_SIGNAAL, @$, $3); }
| "zonder" "voorwaarde" names { $$ = jhr_mk_list(p, JHR_N_ZONDER_VOORWAARDE, @$, $3); }
;

grounds:
  ground              { $$ = jhr_list_of($1); }
| grounds "," ground  { $$ = jhr_list_add($1, $3); }
;

ground:
  id_node
| "dubbel"  { $$ = jhr_mk_word(p, JHR_N_E_NAME, @$, @1, NULL); }
;

texts_or_names:
  asked                     { $$ = jhr_list_of($1); }
| texts_or_names "," asked  { $$ = jhr_list_add($1, $3); }
;

asked:
  text_or_name
| cell_id  { $$ = jhr_mk_text(p, JHR_N_E_TEXT, @$, @1, NULL); }
;

/* `S1:P1+GGZ`: the cell of a matrix that is not decided. */
cell_id:
  name ":" product_id "+" product_id
;

product_id:
  name
| NUMBER
| CODE
;

/* ---- time ---- */

period_opt:
  %empty  { $$ = NULL; }
| period
;

period:
  "vanaf" date             { $$ = jhr_mk_period(p, @$, $2, NULL, 0); }
| "vanaf" date "tot" date  { $$ = jhr_mk_period(p, @$, $2, $4, 0); }
| "vanaf" date "t/m" date  { $$ = jhr_mk_period(p, @$, $2, $4, JHR_NF_INCLUSIVE); }
| "tot" date               { $$ = jhr_mk_period(p, @$, NULL, $2, 0); }
| "t/m" date               { $$ = jhr_mk_period(p, @$, NULL, $2, JHR_NF_INCLUSIVE); }
;

date: DATE  { $$ = jhr_mk_date(p, @1); } ;

/* ---- expressions, loosest first ---- */

expr: disjunction;

disjunction:
  conjunction
| disjunction "of" conjunction  { $$ = jhr_mk_join(p, JHR_N_E_OR, @$, $1, $3); }
;

conjunction:
  negation
| conjunction "en" negation  { $$ = jhr_mk_join(p, JHR_N_E_AND, @$, $1, $3); }
;

negation:
  test
| "niet" negation  { $$ = jhr_mk_node(p, JHR_N_E_NOT, @$, $2, NULL); }
;

test:
  sum
| sum "is" sum            { $$ = jhr_mk_op(p, JHR_N_E_CMP, @$, JHR_OP_IS, $1, $3); }
| sum "is" "niet" sum     { $$ = jhr_mk_op(p, JHR_N_E_CMP, @$, JHR_OP_IS_NOT, $1, $4); }
| sum "!=" sum            { $$ = jhr_mk_op(p, JHR_N_E_CMP, @$, JHR_OP_IS_NOT, $1, $3); }
| sum comparison sum      { $$ = jhr_mk_op(p, JHR_N_E_CMP, @$, $2, $1, $3); }
| sum "in" set            { $$ = jhr_mk_node(p, JHR_N_E_IN, @$, $1, $3); }
| sum "niet" "in" set
    { $$ = jhr_mk_node(p, JHR_N_E_IN, @$, $1, $4); jhr_mk_flag($$, JHR_NF_NEGATED); }
| sum "tussen" sum "en" sum
    { $$ = jhr_mk_node(p, JHR_N_E_BETWEEN, @$, $1, $3); jhr_node_add($$, $5); }
| counter NUMBER "van" "{" conditions "}"
    { $$ = jhr_mk_count_of(p, @$, $1, @2, $5); }
| counter NUMBER "van" "{" conditions "," "}"
    { $$ = jhr_mk_count_of(p, @$, $1, @2, $5); }
| "er" "is" "een" running where_opt
    { $$ = jhr_mk_op(p, JHR_N_E_EXISTS, @$, $4, $5, NULL); }
| "alle" running operand
    { $$ = jhr_mk_op(p, JHR_N_E_EVERY, @$, $2, $3, NULL); }
;

counter:
  "minstens"   { $$ = JHR_OP_GE; }
| "hoogstens"  { $$ = JHR_OP_LE; }
| "precies"    { $$ = JHR_OP_IS; }
;

conditions:
  expr                 { $$ = jhr_list_of($1); }
| conditions "," expr  { $$ = jhr_list_add($1, $3); }
;

running:
  "lopende"  { $$ = JHR_OP_LOPENDE; }
| "eerdere"  { $$ = JHR_OP_EERDERE; }
;

where_opt:
  %empty              { $$ = NULL; }
| "waarvoor" operand  { $$ = $2; }
;

sum:
  term
| sum "+" term  { $$ = jhr_mk_node(p, JHR_N_E_ADD, @$, $1, $3); }
| sum "-" term  { $$ = jhr_mk_node(p, JHR_N_E_SUB, @$, $1, $3); }
;

term:
  factor
| term "*" factor  { $$ = jhr_mk_node(p, JHR_N_E_MUL, @$, $1, $3); }
;

factor:
  primary
| "-" factor             { $$ = jhr_mk_node(p, JHR_N_E_NEG, @$, $2, NULL); }
| NUMBER "%" "van" factor
    { $$ = jhr_mk_node(p, JHR_N_E_PERCENT_OF, @$, jhr_mk_percent(p, jhr_loc_join(@1, @2), @1),
            $4); }
;

primary:
  operand
| quantity
| NUMBER "%"  { $$ = jhr_mk_percent(p, @$, @1); }
| MONEY       { $$ = jhr_mk_money(p, @1); }
| date
| CODE        { $$ = jhr_mk_word(p, JHR_N_E_CODE, @$, @1, NULL); }
| TEXT        { $$ = jhr_mk_text(p, JHR_N_E_TEXT, @$, @1, NULL); }
| "ja"        { $$ = jhr_mk_bool(p, @$, 1); }
| "nee"       { $$ = jhr_mk_bool(p, @$, 0); }
| "aantal" running where_opt
    { $$ = jhr_mk_op(p, JHR_N_E_COUNT, @$, $2, $3, NULL); }
| "som" "van" sum "over" running where_opt
    { $$ = jhr_mk_op(p, JHR_N_E_SUM, @$, $5, $3, $6); }
;

/* What may follow `waarvoor` without parentheses. */
operand:
  name_node
| "ander" "." name                { $$ = jhr_mk_word(p, JHR_N_E_OTHER, @$, @3, NULL); }
| "doorlopend" "gecontracteerd"   { $$ = jhr_mk(p, JHR_N_E_DOORLOPEND, @$); }
| "(" expr ")"                    { $$ = jhr_mk_paren($2, @$); }
;

amount:
  quantity
| "-" quantity  { $$ = jhr_mk_minus(p, @$, $2); }
| MONEY         { $$ = jhr_mk_money(p, @1); }
| date
;

scalar:
  amount
| name_node
| CODE       { $$ = jhr_mk_word(p, JHR_N_E_CODE, @$, @1, NULL); }
| TEXT       { $$ = jhr_mk_text(p, JHR_N_E_TEXT, @$, @1, NULL); }
| "ja"       { $$ = jhr_mk_bool(p, @$, 1); }
| "nee"      { $$ = jhr_mk_bool(p, @$, 0); }
;

quantity:
  NUMBER       { $$ = jhr_mk_number(p, @$, @1, JHR_U_NONE, 0); }
| NUMBER unit  { $$ = jhr_mk_number(p, @$, @1, $2, 0); }
| NUMBER unit "per (eenheid)" "weken"  { $$ = jhr_mk_number(p, @$, @1, $2, JHR_NF_PER_WEEK); }
;

unit:
  "jaar"       { $$ = JHR_U_JAAR; }
| "maanden"    { $$ = JHR_U_MAAND; }
| "weken"      { $$ = JHR_U_WEEK; }
| "dagen"      { $$ = JHR_U_DAG; }
| "werkdagen"  { $$ = JHR_U_WERKDAG; }
| "uur"        { $$ = JHR_U_UUR; }
| "minuten"    { $$ = JHR_U_MINUUT; }
| "dagdelen"   { $$ = JHR_U_DAGDEEL; }
| "etmalen"    { $$ = JHR_U_ETMAAL; }
| "stuks"      { $$ = JHR_U_STUK; }
;

/* ---- names ---- */

names:
  name_node            { $$ = jhr_list_of($1); }
| names "," name_node  { $$ = jhr_list_add($1, $3); }
;

name_node: name  { $$ = jhr_mk_word(p, JHR_N_E_NAME, @$, @1, NULL); } ;

id_node:
  name_node
| CODE  { $$ = jhr_mk_word(p, JHR_N_E_NAME, @$, @1, NULL); }
;

name:
  cell_name
| "onderdeel"  { jhr_mk_free_word(p, @1); }
;

plain_name:
  WORD
| free_word  { jhr_mk_free_word(p, @1); }
;

free_word:
  "versie" | "geldig" | "reden" | "citaat" | "stand" | "alternatief" | "kracht" | "vraag"
| "tarief" | "norm" | "code" | "matrix" | "standaard" | "plafond" | "plaatsen" | "aandeel"
| "gemiddelde" | "aantal" | "som" | "nulmeting" | "doel" | "peildatum" | "voorstel" | "lopend"
| "eerder" | "contract" | "afwijking" | "saldo" | "omvang" | "geordend" | "motivering"
| "toegestaan" | "lager" | "hoger" | "totaal" | "open" | "einde" | "toelaatbaar" | "onbepaald"
| "strijdig" | "doorlopend" | "gecontracteerd"
| "jaar" | "maanden" | "weken" | "dagen" | "werkdagen" | "uur" | "minuten" | "dagdelen"
| "etmalen" | "stuks"
;

%%

/*
 * What follows reads bison's tables, as yy_lac in the skeleton does: it runs the automaton over a
 * copy of the top of the stack. So the feeder asks of any few tokens whether they fit, before the
 * parser has seen one of them, and every repair is tried out first.
 */

/* States pushed in a trial; a token pushes one, and few rules are empty. */
#define TRIAL 64

struct trial {
    const yy_state_t *base; /* the parser's own stack: `below` states of it are still there */
    YYPTRDIFF_T below;
    yy_state_t top[TRIAL];
    int tops;
};

static int trial_state(const struct trial *t)
{
    return t->tops > 0 ? t->top[t->tops - 1] : t->base[t->below - 1];
}

static bool trial_goto(struct trial *t, int state)
{
    if (t->tops == TRIAL)
        return false;
    t->top[t->tops++] = (yy_state_t)state;
    return true;
}

static bool trial_reduce(struct trial *t, int rule)
{
    int pops = yyr2[rule];
    int kept = t->tops < pops ? t->tops : pops;
    t->tops -= kept;
    t->below -= pops - kept;
    int symbol = yyr1[rule] - YYNTOKENS;
    int at = yypgoto[symbol] + trial_state(t);
    bool listed = at >= 0 && at <= YYLAST && yycheck[at] == trial_state(t);
    return trial_goto(t, listed ? yytable[at] : yydefgoto[symbol]);
}

static bool trial_token(struct trial *t, yysymbol_kind_t symbol)
{
    for (;;) {
        int at = yypact[trial_state(t)], rule = yydefact[trial_state(t)];
        if (!yypact_value_is_default(at)) {
            at += symbol;
            if (at >= 0 && at <= YYLAST && yycheck[at] == symbol) {
                if (yytable_value_is_error(yytable[at]))
                    return false;
                if (yytable[at] > 0)
                    return trial_goto(t, yytable[at]);
                rule = -yytable[at];
            }
        }
        if (rule == 0 || !trial_reduce(t, rule))
            return false;
    }
}

bool jhr_yy_fits(const struct jhr_parser *p, const int *kinds, uint32_t n)
{
    const yypstate *ps = p->state;
    struct trial t = {.base = ps->yyss, .below = ps->yyssp - ps->yyss + 1};
    for (uint32_t i = 0; i < n; i++) {
        if (!trial_token(&t, YYTRANSLATE(kinds[i])))
            return false;
    }
    return true;
}

void *jhr_yy_start(void)
{
    return yypstate_new();
}

void jhr_yy_stop(void *state)
{
    yypstate_delete(state);
}

int jhr_yy_push(struct jhr_parser *p, int kind, struct jhr_loc at)
{
    static const JHR_YYSTYPE none;
    return yypush_parse(p->state, kind, &none, &at, p);
}

/* A token that never fits makes bison give up what it was building, back to an `error`. */
void jhr_yy_recover(struct jhr_parser *p, struct jhr_loc at)
{
    jhr_yy_push(p, TOK_JHR_YYUNDEF, at);
}

const char *jhr_yy_name(int kind)
{
    return yysymbol_name(YYTRANSLATE(kind));
}

/* Nothing to say: the feeder reported before it let a token through that does not fit. */
static int yyreport_syntax_error(const yypcontext_t *context, struct jhr_parser *p)
{
    (void)context;
    (void)p;
    (void)yypcontext_expected_tokens; /* jhr_yy_fits asks about several tokens at once */
    return 0;
}

/* Bison calls this only when its stack has no memory; its status says so too. */
static void jhr_yyerror(const struct jhr_loc *at, struct jhr_parser *p, const char *message)
{
    (void)at;
    (void)message;
    p->arena->out_of_memory = true;
}
