/*
 * The proofs against what they are about.
 *
 *     validator points [SEED [REGELINGEN [CASES]]]   functions against the program, case by case
 *     validator findings [SEED [REGELINGEN]]         verify against an enumeration
 *     validator shipped SEED CASES FILE              shares against random cases
 *     validator pairs [SEED [PAIRS]]                 comparisons against an enumeration
 */
#include "tests/validator/aid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t argument(int argc, char **argv, int i, uint64_t otherwise)
{
    return argc > i ? strtoull(argv[i], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    uint64_t seed = argument(argc, argv, 2, 1);
    if (strcmp(what, "points") == 0)
        return run_points(seed, argument(argc, argv, 3, 100), argument(argc, argv, 4, 50));
    if (strcmp(what, "shipped") == 0 && argc > 4)
        return run_shipped(seed, argument(argc, argv, 3, 100), argv[4]);
    if (strcmp(what, "findings") == 0)
        return run_findings(seed, argument(argc, argv, 3, 100));
    if (strcmp(what, "pairs") == 0)
        return run_pairs(seed, argument(argc, argv, 3, 100));
    fprintf(stderr, "validator points [SEED [N [CASES]]]\n");
    return 2;
}
