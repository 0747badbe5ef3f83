/*
 * Bytes as a compiled program. Its length and hash are made right first, so that what is fuzzed is
 * behind the seal. What is accepted writes itself again, byte for byte, and runs.
 */
#include "runtime/refuse.h"
#include "tests/support/random_row.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool fine)
{
    if (!fine)
        abort();
}

static void inspect(const struct jhr_program *p)
{
    struct jhr_buf out = {.max = 1u << 20};
    jhr_program_dump_header(&out, p);
    jhr_program_dump_header_json(&out, p);
    jhr_program_dump_code(&out, p);
    jhr_program_dump_atoms(&out, p);
    jhr_buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct random_rows rows;
    struct jhr_refusal why;
    struct jhr_program *p;
    struct jhr_buf again = {0};
    uint8_t *bytes = malloc(size + 1);
    if (bytes == NULL)
        return 0;
    memcpy(bytes, data, size);
    for (uint32_t i = 0; size >= 12 && i < 4; i++)
        bytes[8 + i] = (uint8_t)(size >> 8 * i);
    jhr_program_seal(bytes, size);
    if (jhr_program_load(&p, bytes, size, &why)) {
        jhr_program_write(p, &again);
        must(again.n == size && memcmp(again.p, bytes, size) == 0);
        rows.state = size;
        must(random_runs(&rows, p, 4));
        inspect(p);
    } else {
        must(p == NULL && why.reason != NULL && why.rule != NULL);
    }
    jhr_program_free(p);
    jhr_buf_free(&again);
    free(bytes);
    return 0;
}
