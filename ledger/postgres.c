#include "ledger/db.h"

struct jhr_db *jhr_postgres_open(struct jhr_str url, enum jhr_db_mode mode,
                                 enum jhr_db_fault *fault, struct jhr_buf *what)
{
    (void)url;
    (void)mode;
    *fault = JHR_DB_UNSUPPORTED;
    jhr_buf_z(what, "this build has no PostgreSQL");
    return NULL;
}
