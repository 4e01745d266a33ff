/* Gaussian clouds evenly spaced on a circle. */
#include "problem_priv.h"

struct blobs {
    struct lrs_plane plane;
    int64_t classes;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct blobs *c = cfg;
    const double radius = 0.7;
    (void)err;
    lrs_plane_begin(d, &c->plane, (int)c->classes);
    for (int i = 0; i < d->rows; i++) {
        int k = i % d->n_out;
        double angle = 2 * LRS_PI * (k / (double)d->n_out + 0.25);
        lrs_plane_put(d, &c->plane, rng, i, radius * cos(angle), radius * sin(angle), k);
    }
    return true;
}

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "classes", .help = "Number of clouds, one class each.", .aliases = "centers n_classes",
     LRS_AT_INT(struct blobs, classes), .flags = LRS_RESTART, .lo = 2, .hi = 10, .def = 4},
    LRS_PLANE_ROWS(struct blobs, 640, 0.2),
};
/* clang-format on */

const struct lrs_problem_class lrs_blobs = {
    .kind =
        {
            .id = "blobs",
            .name = "blobs",
            .aliases = "make_blobs clouds",
            .title = "Blobs",
            .formula = "x ~ N(centre of the class, σ²)",
            .formula_ascii = "x ~ N(centre of the class, noise^2)",
            .summary = "Round clouds of points; the class is the cloud.",
            .when = "For a convex problem: with no hidden layer this is softmax regression, with "
                    "one minimum and no surprises.",
            .tips = "Where clouds overlap the loss has a floor above zero; a constant rate hovers "
                    "over it, a falling one settles.",
            .source = "scikit-learn, sklearn.datasets.make_blobs",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct blobs),
        },
    .form = LRS_DATA,
    .fit_epochs = 40,
    .fit_lr = 0.1,
    .make = make,
};
