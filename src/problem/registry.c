/* The list of problems, in the order of menus: what is seen as a picture first, then real data,
 * then landscapes from the plainest on. */
#include "problem_priv.h"

static const struct lrs_kind *const kinds[] = {
    &lrs_spirals.kind,
    &lrs_moons.kind,
    &lrs_circles.kind,
    &lrs_xor.kind,
    &lrs_blobs.kind,
    &lrs_sparse.kind,
    &lrs_wave.kind,
    &lrs_digits.kind,
    &lrs_iris.kind,
    &lrs_csv.kind,
    &lrs_quadratic.kind,
    &lrs_noisy_quadratic.kind,
    &lrs_rosenbrock.kind,
    &lrs_beale.kind,
    &lrs_himmelblau.kind,
    &lrs_rastrigin.kind,
    &lrs_saddle.kind,
    NULL,
};

const struct lrs_registry lrs_problems = {.noun = "problem", .kinds = kinds};

const struct lrs_problem_class *lrs_problem_class(const struct lrs_spec *spec)
{
    /* The kind is the first member of its class. */
    return (const struct lrs_problem_class *)spec->kind;
}
