/* Rastrigin's function: a bowl full of dimples. */
#include "problem_priv.h"

struct rastrigin {
    struct lrs_hill hill; /* first */
    double amplitude;
};

static void describe(const void *cfg, struct lrs_landscape *l)
{
    (void)cfg;
    *l = (struct lrs_landscape){
        .dim = 2,
        .box = {-5.12, 5.12, -5.12, 5.12},
        .n_minima = 1,
        .minima = {{0, 0}},
        .floor = 0,
    };
}

static double value(const void *cfg, const double *x, double *g)
{
    const struct rastrigin *c = cfg;
    double sum = 0;
    for (int i = 0; i < 2; i++) {
        double angle = 2 * LRS_PI * x[i];
        sum += x[i] * x[i] + c->amplitude * (1 - cos(angle));
        if (g)
            g[i] = 2 * x[i] + 2 * LRS_PI * c->amplitude * sin(angle);
    }
    return sum;
}

static const double start[] = {3.3, -2.6};
/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "amplitude", .help = "Depth of the dimples; 0 leaves a round bowl.",
     .aliases = "A", .symbol = "A", LRS_AT_REAL(struct rastrigin, amplitude), .flags = LRS_RESTART,
     .lo = 0, .hi = 100, .def = 10, .nudge = 0.5},
    LRS_HILL_ROWS(struct rastrigin, start, -10, 10),
};
/* clang-format on */

const struct lrs_problem_class lrs_rastrigin = {
    .kind =
        {
            .id = "rastrigin",
            .name = "rastrigin",
            .title = "Rastrigin's function",
            .formula = "f = Σ xᵢ² + A(1 - cos 2πxᵢ)",
            .formula_ascii = "f = sum x_i^2 + A(1 - cos 2 pi x_i)",
            .summary = "A bowl full of dimples, each a local minimum; the deepest is at the "
                       "origin.",
            .when = "To see what restarts are for: a low rate stays in the first dimple, a high "
                    "one jumps over the rims.",
            .tips = "With amplitude 2 and noise 5, a rate annealed from 0.1 ends in the middle "
                    "or beside it; one of 0.01 stays near the start.",
            .source = "L. Rastrigin, Systems of Extremal Control (1974)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct rastrigin),
        },
    .form = LRS_LANDSCAPE,
    .fit_epochs = 300,
    .fit_lr = 0.002,
    .describe = describe,
    .start = lrs_hill_start,
    .value = value,
    .noise = lrs_hill_noise,
    .python = "return (x ** 2 + amplitude * (1 - torch.cos(2 * math.pi * x))).sum()",
};
