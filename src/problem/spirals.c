/* Interleaved spirals: no straight line and no small network separates them, so that the whole
 * course of a training can be seen. */
#include "problem_priv.h"

struct spirals {
    struct lrs_plane plane;
    int64_t classes;
    double turns;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct spirals *c = cfg;
    (void)err;
    lrs_plane_begin(d, &c->plane, (int)c->classes);
    for (int i = 0; i < d->rows; i++) {
        int arm = i % d->n_out;
        double r = lrs_rng_range(rng, 0.05, 1);
        double angle = 2 * LRS_PI * ((double)arm / d->n_out + c->turns * r);
        lrs_plane_put(d, &c->plane, rng, i, r * cos(angle), r * sin(angle), arm);
    }
    return true;
}

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "classes", .help = "Number of arms, one class each.", .aliases = "arms n_classes",
     LRS_AT_INT(struct spirals, classes), .flags = LRS_RESTART, .lo = 2, .hi = 10, .def = 3},
    LRS_PLANE_ROWS(struct spirals, 1280, 0.05),
    {.name = "turns", .help = "How often each arm winds around the middle; more is harder.",
     LRS_AT_REAL(struct spirals, turns), .flags = LRS_RESTART, .lo = 0, .hi = 4, .def = 0.75,
     .nudge = 0.05},
};
/* clang-format on */

const struct lrs_problem_class lrs_spirals = {
    .kind =
        {
            .id = "spirals",
            .name = "spirals",
            .aliases = "spiral",
            .title = "Spirals",
            .formula = "angle = 2π(class/K + turns·r), radius r = 0.05 to 1",
            .formula_ascii = "angle = 2 pi (class/K + turns*r), radius r = 0.05 to 1",
            .summary = "Points on interleaved spiral arms; the class is the arm.",
            .when = "The usual first problem: hard enough that the schedule matters, small enough "
                    "to train in seconds.",
            .tips = "A rate that is too small leaves straight borders for hundreds of epochs; one "
                    "that is too large makes the borders jump from epoch to epoch. More noise "
                    "rewards a low rate at the end.",
            .source = "after the two-spirals problem, K. Lang and M. Witbrock (1988)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct spirals),
        },
    .form = LRS_DATA,
    .fit_epochs = 80,
    .fit_lr = 0.1,
    .make = make,
};
