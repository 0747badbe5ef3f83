#include "ledger/ledger.h"

#include "base/buf.h"
#include "runtime/calendar.h"

#include <string.h>

const char *const jhr_lg_event_names[JHR_LG_E_KINDS] = {
    [JHR_LG_E_LIMIT] = "grens",           [JHR_LG_E_LOADED] = "geladen",
    [JHR_LG_E_RESERVED] = "gereserveerd", [JHR_LG_E_COMMITTED] = "vastgelegd",
    [JHR_LG_E_RELEASED] = "vrijgegeven",  [JHR_LG_E_EXPIRED] = "verlopen",
    [JHR_LG_E_ENDED] = "beeindigd",       [JHR_LG_E_CORRECTED] = "gecorrigeerd",
    [JHR_LG_E_REPLACED] = "vervangen"};

/* A fixed buffer, so that hashing cannot run out of memory: thirteen numbers and a name. */
struct line {
    char text[JHR_SHA256_SIZE + 400];
    size_t n;
};

static void add(struct line *l, const char *s, size_t n)
{
    memcpy(l->text + l->n, s, n);
    l->n += n;
}

static void add_number(struct line *l, int64_t v)
{
    char digits[20];
    size_t n = sizeof digits;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[--n] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    add(l, v < 0 ? "|-" : "|", v < 0 ? 2 : 1);
    add(l, digits + n, sizeof digits - n);
}

/* |account|seq|time|kind|indication|child|from|to|reserved|committed|places|limit: the columns of
 * the export, so that another program can walk the chain. */
void jhr_lg_chain(const uint8_t before[JHR_SHA256_SIZE], const struct jhr_lg_event *e,
                  uint8_t out[JHR_SHA256_SIZE])
{
    struct line l = {.n = 0};
    const char *name = jhr_lg_event_names[e->kind];
    add(&l, (const char *)before, JHR_SHA256_SIZE);
    add_number(&l, e->account_id);
    add_number(&l, e->seq);
    add_number(&l, e->time);
    add(&l, "|", 1);
    add(&l, name, strlen(name));
    add_number(&l, e->indication);
    add_number(&l, e->child);
    add_number(&l, jhr_ymd_of_day(e->from));
    add_number(&l, jhr_ymd_of_day(e->to));
    add_number(&l, e->reserved);
    add_number(&l, e->committed);
    add_number(&l, e->places);
    if (e->limit_known)
        add_number(&l, e->limit);
    else
        add(&l, "|", 1);
    jhr_sha256(out, l.text, l.n);
}
