/* Rings around one centre. */
#include "problem_priv.h"

struct circles {
    struct lrs_plane plane;
    double factor;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct circles *c = cfg;
    (void)err;
    lrs_plane_begin(d, &c->plane, 2);
    for (int i = 0; i < d->rows; i++) {
        int inner = i % 2;
        double r = inner ? c->factor : 1;
        double angle = lrs_rng_range(rng, 0, 2 * LRS_PI);
        lrs_plane_put(d, &c->plane, rng, i, r * cos(angle), r * sin(angle), inner);
    }
    return true;
}

/* clang-format off */
static const struct lrs_param params[] = {
    LRS_PLANE_ROWS(struct circles, 640, 0.12),
    {.name = "factor", .help = "Radius of the inner ring; the outer one's is 1.",
     LRS_AT_REAL(struct circles, factor), .flags = LRS_RESTART | LRS_HI_OPEN, .lo = 0, .hi = 1,
     .def = 0.5, .nudge = 0.05},
};
/* clang-format on */

const struct lrs_problem_class lrs_circles = {
    .kind =
        {
            .id = "circles",
            .name = "circles",
            .aliases = "make_circles rings",
            .title = "Circles",
            .formula = "radius 1 or factor",
            .formula_ascii = "radius 1 or factor",
            .summary = "A ring inside a ring; the class is the ring.",
            .when = "To show what a hidden layer is for: without one no rate brings the loss "
                    "below ln 2 = 0.69.",
            .tips = "A model without hidden layers is a fair trial of a schedule that cannot help.",
            .source = "scikit-learn, sklearn.datasets.make_circles",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct circles),
        },
    .form = LRS_DATA,
    .fit_epochs = 60,
    .fit_lr = 0.1,
    .make = make,
};
