/* Regression in one dimension: a noisy sine, so that the fitted curve itself can be drawn. */
#include "problem_priv.h"

#include "lrscope/mem.h"

struct wave {
    int64_t points;
    double noise, frequency;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct wave *c = cfg;
    const double least[4] = {-1, 1, -1.2, 1.2};
    (void)err;
    lrs_dataset_alloc(d, LRS_REGRESS, (int)c->points, 1, 1);
    d->input_name = LRS_ARRAY(char *, 1);
    d->input_name[0] = lrs_strdup("x");
    for (int i = 0; i < 4; i++)
        d->box[i] = least[i];
    for (int i = 0; i < d->rows; i++) {
        double x = lrs_rng_range(rng, -1, 1);
        d->x[i] = (float)x;
        d->target[i] = (float)(sin(2 * LRS_PI * c->frequency * x) + c->noise * lrs_rng_normal(rng));
    }
    return true;
}

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "points", .help = "Rows in all, evenly spread at random over -1 to 1.",
     .aliases = "n_samples", .unit = "rows", LRS_AT_INT(struct wave, points),
     .flags = LRS_RESTART | LRS_LOG, .lo = 10, .hi = 100000, .def = 320, .nudge = 1.25},
    {.name = "noise",
     .help = "Standard deviation of the Gaussian noise on each value; the wave goes from -1 to 1.",
     .aliases = "std", .symbol = "σ", LRS_AT_REAL(struct wave, noise), .flags = LRS_RESTART,
     .lo = 0, .hi = 2, .def = 0.1, .nudge = 0.01},
    {.name = "frequency", .help = "Periods within one unit of x; higher is harder to fit.",
     .symbol = "f", LRS_AT_REAL(struct wave, frequency), .flags = LRS_RESTART, .lo = 0, .hi = 10,
     .def = 1, .nudge = 0.1},
};
/* clang-format on */

const struct lrs_problem_class lrs_wave = {
    .kind =
        {
            .id = "wave",
            .name = "wave",
            .aliases = "sine",
            .title = "Wave",
            .formula = "y = sin(2π f x) + noise, x in [-1, 1]",
            .formula_ascii = "y = sin(2 pi f x) + noise, x in [-1, 1]",
            .summary = "A noisy sine to be fitted: regression with one input and one output.",
            .when = "To watch a curve being bent into place, slow waves first and fast ones last.",
            .tips = "The mean squared error cannot fall below noise² on fresh data. Choose tanh or "
                    "a wide layer of ReLU.",
            .source = "the usual toy of regression; slow-first: N. Rahaman et al., On the Spectral "
                      "Bias of Neural Networks (2019)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct wave),
        },
    .form = LRS_DATA,
    .fit_epochs = 150,
    .fit_lr = 0.1,
    .make = make,
};
