#include "runtime/program.h"

#include "runtime/calendar.h"
#include "runtime/opcodes.h"
#include "runtime/refuse.h"

#include "base/voorstel.h"

#define ANY_INDEX (2 * (int64_t)JHR_OUTSIDE - 1)

const struct jhr_builtin_col jhr_builtin_x[JHR_X_FACTS] = {
    [JHR_X_PEILDATUM] = {"peildatum", 0, JHR_DAY_LAST, false},
    [JHR_X_START] = {"startdatum", 0, JHR_DAY_LAST, false},
    [JHR_X_EIND] = {"einddatum", 0, JHR_DAY_NEVER, false},
    [JHR_X_PRODUCT] = {"product", 0, ANY_INDEX, false},
    [JHR_X_AANBIEDER] = {"aanbieder", 0, ANY_INDEX, false},
    [JHR_X_TRAJECTSTART] = {"trajectstart", 0, JHR_DAY_LAST, false},
    [JHR_X_OMVANG] = {"omvang", 0, JHR_OMVANG_MAX, false},
    [JHR_X_OMVANG_TIJD] = {"omvang.tijd", 0, JHR_OMVANG_MAX, false},
    [JHR_X_OMVANG_ETMAAL] = {"omvang.etmaal", 0, JHR_OMVANG_MAX, false},
    [JHR_X_OMVANG_STUK] = {"omvang.stuk", 0, JHR_OMVANG_MAX, false},
    [JHR_X_KOSTEN] = {"kosten", 0, JHR_KOSTEN_MAX, false},
    [JHR_X_ITEM_PRODUCT] = {"ander.product", 0, ANY_INDEX, true},
    [JHR_X_ITEM_AANBIEDER] = {"ander.aanbieder", 0, ANY_INDEX, true},
    [JHR_X_ITEM_START] = {"ander.startdatum", 0, JHR_DAY_LAST, true},
    [JHR_X_ITEM_EIND] = {"ander.einddatum", 0, JHR_DAY_NEVER, true},
    [JHR_X_ITEM_OMVANG] = {"ander.omvang", 0, JHR_OMVANG_MAX, true},
    [JHR_X_ITEM_OMVANG_TIJD] = {"ander.omvang.tijd", 0, JHR_OMVANG_MAX, true},
    [JHR_X_ITEM_OMVANG_ETMAAL] = {"ander.omvang.etmaal", 0, JHR_OMVANG_MAX, true},
    [JHR_X_ITEM_OMVANG_STUK] = {"ander.omvang.stuk", 0, JHR_OMVANG_MAX, true},
};
const struct jhr_builtin_col jhr_builtin_b[JHR_BC_FACTS] = {
    [JHR_BC_OPEN_EINDE] = {"open_einde", 0, 1, false},
    [JHR_BC_GECONTRACTEERD] = {"gecontracteerd", 0, 1, false},
    [JHR_BC_DOORLOPEND] = {"doorlopend gecontracteerd", 0, 1, false},
    [JHR_BC_ITEM_OVERLAPT] = {"ander.overlapt", 0, 1, true},
};

const struct jhr_op_info jhr_op_infos[JHR_OPCODES] = {
#define OP(name, group, operand, sentence) {#name, JHR_G_##group, JHR_A_##operand},
#include "runtime/opcodes.def"
#undef OP
};

uint32_t jhr_operand_limit(const struct jhr_program *p, enum jhr_operand kind)
{
    const uint32_t limits[] = {
        [JHR_A_TRUTH_VALUE] = 3,
        [JHR_A_BCOL] = p->meta->bcols,
        [JHR_A_SLOT] = p->slots_n,
        [JHR_A_REG] = p->meta->regs,
        [JHR_A_RANGE] = p->ranges_n,
        [JHR_A_MASK] = p->masks_n,
        [JHR_A_IN] = p->ins_n,
        [JHR_A_XRANGE] = p->xranges_n,
        [JHR_A_STAPELING] = p->stapelingen_n,
        [JHR_A_EACH] = p->eachs_n,
        [JHR_A_ZERO] = 1,
        [JHR_A_REGEL] = p->regels_n,
        [JHR_A_XCONST] = p->xconsts_n,
        [JHR_A_TERM] = p->terms_n,
        [JHR_A_MONTH] = p->months_n,
        [JHR_A_WORKDAY] = p->workdays_n,
        [JHR_A_TABLE] = p->tables_n,
        [JHR_A_XEACH] = p->xeachs_n,
    };
    return limits[kind];
}

bool jhr_refuse(struct jhr_refusal *why, enum jhr_rule rule, uint32_t section, uint32_t index)
{
    static const char *const texts[JHR_RULES][2] = {
#define V(name, rule_name, reason) {rule_name, reason},
#include "runtime/refusals.def"
#undef V
    };
    if (why->reason == NULL)
        *why = (struct jhr_refusal){texts[rule][1], texts[rule][0], section, index};
    return false;
}

bool jhr_program_load(struct jhr_program **out, const void *bytes, size_t n,
                      struct jhr_refusal *why)
{
    struct jhr_program *p = jhr_malloc(sizeof(*p));
    *out = NULL;
    *why = (struct jhr_refusal){0};
    if (p == NULL)
        return jhr_refuse(why, JHR_V_MEMORY, 0, 0);
    *p = (struct jhr_program){0};
    jhr_arena_init(&p->arena, 0);
    if (!jhr_program_decode(p, bytes, n, why) || !jhr_program_verify(p, why)) {
        jhr_program_free(p);
        return false;
    }
    *out = p;
    return true;
}

void jhr_program_free(struct jhr_program *p)
{
    if (p == NULL)
        return;
    jhr_arena_free(&p->arena);
    jhr_free(p);
}
