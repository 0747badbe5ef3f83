#include "ledger/sqlite.h"

/* What a committed migration says is fixed for ever: its checksum is in the ledgers that have it.
 * A change of the schema is a new number at the end. */
static const char first[] =
    "CREATE TABLE migratie (nummer INTEGER PRIMARY KEY, som BLOB NOT NULL CHECK (length(som) = 32))"
    " STRICT;"
    "CREATE TABLE regeling (hash TEXT PRIMARY KEY, naam TEXT NOT NULL, versie TEXT NOT NULL,"
    " geldt INTEGER NOT NULL CHECK (geldt IN (0, 1)), programma BLOB NOT NULL) STRICT;"
    /* The only table that says who a jeugdige is: its rows may be erased. A number is never used
     * again. Without a pseudonym: a proposal that names no jeugdige. */
    "CREATE TABLE pseudoniem (jeugdige INTEGER PRIMARY KEY AUTOINCREMENT, pseudoniem TEXT UNIQUE"
    " CHECK (length(pseudoniem) > 0), zout BLOB NOT NULL CHECK (length(zout) = 32)) STRICT;"
    "CREATE TABLE rekening (id INTEGER PRIMARY KEY AUTOINCREMENT, regel TEXT NOT NULL,"
    " gemeente TEXT NOT NULL, aanbieder TEXT NOT NULL, jaar INTEGER NOT NULL,"
    " soort INTEGER NOT NULL CHECK (soort BETWEEN 0 AND 3), waarschuw INTEGER NOT NULL DEFAULT 0,"
    " waarschuw_van INTEGER NOT NULL DEFAULT 0,"
    " gereserveerd INTEGER NOT NULL DEFAULT 0 CHECK (gereserveerd >= 0),"
    " vastgelegd INTEGER NOT NULL DEFAULT 0 CHECK (vastgelegd >= 0),"
    " lopend INTEGER NOT NULL DEFAULT 0 CHECK (lopend >= 0),"
    " seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0), tijd INTEGER NOT NULL DEFAULT 0,"
    " kop BLOB NOT NULL DEFAULT (zeroblob(32)) CHECK (length(kop) = 32),"
    " UNIQUE (regel, gemeente, aanbieder, jaar)) STRICT;"
    "INSERT INTO rekening (regel, gemeente, aanbieder, jaar, soort) VALUES ('', '', '', 0, 0);"
    "CREATE TABLE grens (rekening INTEGER NOT NULL REFERENCES rekening, van INTEGER NOT NULL,"
    " tot INTEGER NOT NULL CHECK (tot >= van), waarde INTEGER CHECK (waarde >= 0),"
    " PRIMARY KEY (rekening, van)) STRICT, WITHOUT ROWID;"
    /* The places taken on each day of a year: 366 numbers of 4 bytes, lowest byte first. Derived
     * from the history, which `verify` compares. */
    "CREATE TABLE bezetting (rekening INTEGER NOT NULL REFERENCES rekening, jaar INTEGER NOT NULL,"
    " dagen BLOB NOT NULL CHECK (length(dagen) = 1464), PRIMARY KEY (rekening, jaar))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE indicatie (id INTEGER PRIMARY KEY AUTOINCREMENT, sleutel TEXT NOT NULL UNIQUE"
    " CHECK (length(sleutel) > 0), jeugdige INTEGER NOT NULL, product TEXT NOT NULL,"
    " aanbieder TEXT NOT NULL, van INTEGER NOT NULL, tot INTEGER NOT NULL, volume INTEGER,"
    " schaal INTEGER NOT NULL, eenheid INTEGER NOT NULL, frequentie INTEGER NOT NULL,"
    " status INTEGER NOT NULL CHECK (status BETWEEN 0 AND 4), verloopt INTEGER,"
    " vervangt INTEGER REFERENCES indicatie, regeling TEXT REFERENCES regeling,"
    " vingerafdruk BLOB CHECK (length(vingerafdruk) = 32), grondslag TEXT) STRICT;"
    "CREATE INDEX indicatie_jeugdige ON indicatie (jeugdige);"
    "CREATE INDEX indicatie_verloopt ON indicatie (verloopt) WHERE status = 0;"
    "CREATE TABLE claim (indicatie INTEGER NOT NULL REFERENCES indicatie,"
    " rekening INTEGER NOT NULL REFERENCES rekening, van INTEGER NOT NULL, tot INTEGER NOT NULL,"
    " bedrag INTEGER NOT NULL CHECK (bedrag >= 0),"
    " gereserveerd INTEGER NOT NULL CHECK (gereserveerd >= 0),"
    " vastgelegd INTEGER NOT NULL CHECK (vastgelegd >= 0), PRIMARY KEY (indicatie, rekening))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE contract (aanbieder TEXT NOT NULL, product TEXT NOT NULL, van INTEGER NOT NULL,"
    " tot INTEGER NOT NULL, PRIMARY KEY (aanbieder, product, van)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX contract_product ON contract (product);"
    "CREATE TABLE gebeurtenis (rekening INTEGER NOT NULL REFERENCES rekening,"
    " seq INTEGER NOT NULL CHECK (seq > 0), tijd INTEGER NOT NULL,"
    " soort INTEGER NOT NULL CHECK (soort BETWEEN 0 AND 8), indicatie INTEGER NOT NULL,"
    " jeugdige INTEGER NOT NULL, van INTEGER NOT NULL, tot INTEGER NOT NULL,"
    " gereserveerd INTEGER NOT NULL, vastgelegd INTEGER NOT NULL, plaatsen INTEGER NOT NULL,"
    " grens INTEGER, kop BLOB NOT NULL CHECK (length(kop) = 32), PRIMARY KEY (rekening, seq))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER gebeurtenis_blijft BEFORE UPDATE ON gebeurtenis BEGIN"
    " SELECT RAISE(ABORT, 'de geschiedenis verandert niet'); END;"
    "CREATE TRIGGER gebeurtenis_weg BEFORE DELETE ON gebeurtenis BEGIN"
    " SELECT RAISE(ABORT, 'de geschiedenis verandert niet'); END;"
    "CREATE TABLE opdracht (sleutel TEXT PRIMARY KEY, vingerafdruk BLOB NOT NULL"
    " CHECK (length(vingerafdruk) = 32), antwoord TEXT NOT NULL) STRICT;";

/* REPLACE deletes the row that is in its way, and without recursive_triggers, which every
 * connection sets for itself, no trigger on DELETE hears of it. */
static const char second[] =
    "CREATE TRIGGER gebeurtenis_eens BEFORE INSERT ON gebeurtenis WHEN EXISTS (SELECT 1 FROM"
    " gebeurtenis WHERE rekening = NEW.rekening AND seq = NEW.seq) BEGIN"
    " SELECT RAISE(ABORT, 'de geschiedenis verandert niet'); END;";

const struct jhr_migration jhr_sqlite_migrations[] = {{1, first}, {2, second}};
const uint32_t jhr_sqlite_migrations_n =
    sizeof jhr_sqlite_migrations / sizeof *jhr_sqlite_migrations;
