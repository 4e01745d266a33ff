/* Two interleaving half circles. */
#include "problem_priv.h"

struct moons {
    struct lrs_plane plane;
};

/* In scikit-learn's units the pair is 3 wide and 1.5 high around (0.5, 0.25); here 2 wide. */
static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct moons *c = cfg;
    (void)err;
    lrs_plane_begin(d, &c->plane, 2);
    for (int i = 0; i < d->rows; i++) {
        int lower = i % 2;
        double angle = lrs_rng_range(rng, 0, LRS_PI);
        double x = lower ? 1 - cos(angle) : cos(angle);
        double y = lower ? 0.5 - sin(angle) : sin(angle);
        lrs_plane_put(d, &c->plane, rng, i, (x - 0.5) / 1.5, (y - 0.25) / 1.5, lower);
    }
    return true;
}

static const struct lrs_param params[] = {LRS_PLANE_ROWS(struct moons, 640, 0.12)};

const struct lrs_problem_class lrs_moons = {
    .kind =
        {
            .id = "moons",
            .name = "moons",
            .aliases = "make_moons two_moons",
            .title = "Two moons",
            .summary = "Two half circles that reach into each other; the class is the half circle.",
            .when = "For a first look: any rate from 0.1 to 1 learns it, and the bend of the "
                    "border shows how far training has come.",
            .tips = "With a large noise the classes overlap and no schedule reaches loss zero.",
            .source = "scikit-learn, sklearn.datasets.make_moons",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct moons),
        },
    .form = LRS_DATA,
    .fit_epochs = 60,
    .fit_lr = 0.1,
    .make = make,
};
