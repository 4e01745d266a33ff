/* The noisy quadratic: a bowl of many curvatures with Gaussian noise on its gradient, the one model
 * of training on which the effect of a schedule can be calculated.
 *
 * f(x) = 1/2 sum h_i x_i^2, gradient entry i has noise of variance noise^2 h_i (so the noise is as
 * steep as the bowl, as in training), and the walk starts at x_i ~ N(0, 1). Under plain gradient
 * descent with rate lr, E x_i^2 goes to (1 - lr h_i)^2 E x_i^2 + lr^2 noise^2 h_i at each step; it
 * comes to rest at lr noise^2 / (2 - lr h_i). The value is the exact expected loss, without noise.
 * Source: G. Zhang et al., "Which Algorithmic Choices Matter at Which Batch Sizes? Insights From a
 * Noisy Quadratic Model" (2019). */
#include "problem_priv.h"

enum { DIM_MAX = 1000 };
enum spectrum { POWER, LOG, FLAT };

struct noisy_quadratic {
    int64_t dim;
    int spectrum;
    double kappa, noise;
    double h[DIM_MAX]; /* curvatures, the largest first; derived */
};

static void prepare(void *cfg)
{
    struct noisy_quadratic *c = cfg;
    for (int64_t i = 0; i < c->dim; i++) {
        /* How far down from 1 to 1/kappa this direction is, 0 to 1. */
        double down = 0;
        if (c->dim > 1 && c->spectrum == POWER)
            down = log((double)(i + 1)) / log((double)c->dim);
        else if (c->dim > 1 && c->spectrum == LOG)
            down = (double)i / (double)(c->dim - 1);
        c->h[i] = pow(c->kappa, -down);
    }
}

static void describe(const void *cfg, struct lrs_landscape *l)
{
    const struct noisy_quadratic *c = cfg;
    *l = (struct lrs_landscape){
        .dim = (int)c->dim,
        .box = {-3, 3, -3, 3},
        .n_minima = c->dim == 2,
        .minima = {{0, 0}},
        .floor = 0,
    };
}

static void begin(const void *cfg, struct lrs_rng *rng, double *x)
{
    const struct noisy_quadratic *c = cfg;
    for (int64_t i = 0; i < c->dim; i++)
        x[i] = lrs_rng_normal(rng);
}

static double value(const void *cfg, const double *x, double *g)
{
    const struct noisy_quadratic *c = cfg;
    double sum = 0;
    for (int64_t i = 0; i < c->dim; i++) {
        double slope = c->h[i] * x[i];
        sum += 0.5 * slope * x[i];
        if (g)
            g[i] = slope;
    }
    return sum;
}

static double noise(const void *cfg, int i)
{
    const struct noisy_quadratic *c = cfg;
    return c->noise * sqrt(c->h[i]);
}

static const struct lrs_choice spectra[] = {
    {"power", "the i-th curvature is a power of i, falling from 1 to 1/kappa, as measured in "
              "networks"},
    {"log", "evenly spaced on a logarithmic scale from 1 to 1/kappa"},
    {"flat", "all curvatures are 1: a round bowl"},
    {NULL, NULL},
};

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "dim", .help = "Number of directions.", .aliases = "dimension n",
     LRS_AT_INT(struct noisy_quadratic, dim), .flags = LRS_RESTART | LRS_LOG, .lo = 1,
     .hi = DIM_MAX, .def = 100, .nudge = 1.25},
    {.name = "spectrum", .help = "How the curvatures are spread from 1 down to 1/kappa.",
     LRS_AT_CHOICE(struct noisy_quadratic, spectrum), .flags = LRS_RESTART, .choices = spectra,
     .def = POWER},
    {.name = "kappa",
     .help = "Condition number: the largest curvature, which is 1, over the smallest.",
     .aliases = "condition", .symbol = "κ", LRS_AT_REAL(struct noisy_quadratic, kappa),
     .flags = LRS_RESTART | LRS_LOG, .lo = 1, .hi = 1e6, .def = 100, .nudge = 1.25},
    {.name = "noise",
     .help = "Standard deviation of the gradient's noise along a direction of curvature 1; it goes "
             "with the root of the curvature.",
     .aliases = "gradient_noise", .symbol = "σ", LRS_AT_REAL(struct noisy_quadratic, noise),
     .lo = 0, .hi = INFINITY, .def = 1, .nudge = 0.1},
};
/* clang-format on */

const struct lrs_problem_class lrs_noisy_quadratic = {
    .kind =
        {
            .id = "nqm",
            .name = "noisy_quadratic",
            .aliases = "noisy-quadratic",
            .title = "Noisy quadratic",
            .formula = "f = ½ Σ hᵢxᵢ²,  gᵢ = hᵢxᵢ + σ√hᵢ·N(0, 1)",
            .formula_ascii = "f = sum h_i x_i^2 / 2,  g_i = h_i x_i + noise sqrt(h_i) N(0, 1)",
            .summary =
                "A bowl of many curvatures with noise on its gradient; the loss shown is the "
                "exact expected one.",
            .when =
                "To reason about schedules: a constant rate lr ends at a floor near ¼·lr·σ²·Σhᵢ, "
                "and only a falling rate gets below it.",
            .tips = "High rates are for the flat directions, low ones for the noise in the steep "
                    "ones: that is why good schedules start high and end low.",
            .source = "G. Zhang et al., Which Algorithmic Choices Matter at Which Batch Sizes? "
                      "(2019)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct noisy_quadratic),
        },
    .form = LRS_LANDSCAPE,
    .fit_epochs = 2000,
    .fit_lr = 0.1,
    .prepare = prepare,
    .describe = describe,
    .start = begin,
    .value = value,
    .noise = noise,
    .python = "i = torch.arange(dim, dtype=torch.float64)\n"
              "down = {'power': torch.log(i + 1) / math.log(max(dim, 2)),\n"
              "        'log': i / max(dim - 1, 1), 'flat': 0 * i}[spectrum]\n"
              "return (kappa ** -down * x ** 2).sum() / 2",
};
