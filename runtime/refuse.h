/* The rules by which a file is refused; shared by the decoder and the verifier. */
#ifndef JHR_RUNTIME_REFUSE_H
#define JHR_RUNTIME_REFUSE_H

#include "runtime/program.h"

enum jhr_rule {
#define V(name, rule, reason) JHR_V_##name,
#include "runtime/refusals.def"
#undef V
    JHR_RULES
};

/* Always false, so that a check may end in `return jhr_refuse(...)`. The first refusal stays. */
bool jhr_refuse(struct jhr_refusal *why, enum jhr_rule rule, uint32_t section, uint32_t index);

/* Decodes into an empty program and checks the form of the file; what the rows say is unverified.
 */
bool jhr_program_decode(struct jhr_program *p, const uint8_t *bytes, size_t n,
                        struct jhr_refusal *why);
/* The inverse: the bytes that decode to this program. */
void jhr_program_write(const struct jhr_program *p, struct jhr_buf *out);

/* Proves that the code runs safely; sets max_steps. */
bool jhr_program_verify(struct jhr_program *p, struct jhr_refusal *why);

#endif
