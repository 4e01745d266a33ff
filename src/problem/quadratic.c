/* A bowl with two curvatures: the smallest problem on which a rate can be too high in one
 * direction and too low in the other. */
#include "problem_priv.h"

struct quadratic {
    struct lrs_hill hill; /* first */
    double kappa;
};

static void describe(const void *cfg, struct lrs_landscape *l)
{
    (void)cfg;
    *l = (struct lrs_landscape){
        .dim = 2,
        .box = {-3, 3, -2.25, 2.25},
        .n_minima = 1,
        .minima = {{0, 0}},
        .floor = 0,
    };
}

static double value(const void *cfg, const double *x, double *g)
{
    const struct quadratic *c = cfg;
    if (g) {
        g[0] = x[0];
        g[1] = c->kappa * x[1];
    }
    return 0.5 * (x[0] * x[0] + c->kappa * x[1] * x[1]);
}

static const double start[] = {-2.5, 1.5};
/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "kappa",
     .help = "Condition number: how much steeper the bowl is along y than along x.",
     .aliases = "condition", .symbol = "κ", LRS_AT_REAL(struct quadratic, kappa),
     .flags = LRS_RESTART | LRS_LOG, .lo = 1, .hi = 1e6, .def = 20, .nudge = 1.25},
    LRS_HILL_ROWS(struct quadratic, start, -100, 100),
};
/* clang-format on */

const struct lrs_problem_class lrs_quadratic = {
    .kind =
        {
            .id = "quadratic",
            .name = "quadratic",
            .aliases = "bowl ellipse",
            .title = "Quadratic bowl",
            .formula = "f = ½(x² + κy²)",
            .formula_ascii = "f = (x^2 + kappa y^2) / 2",
            .summary = "A bowl that is kappa times steeper along y than along x, with its "
                       "minimum at the origin.",
            .when = "To see why one rate cannot suit all directions: plain gradient descent is "
                    "stable only below 2/kappa.",
            .tips = "Just below 2/kappa the walk zigzags across the valley; at 2/(1 + kappa) "
                    "both directions shrink equally fast. With noise a constant rate ends in a "
                    "cloud around the minimum whose size goes with the rate.",
            .source = "L. Bottou, F. Curtis, J. Nocedal, Optimization Methods for Large-Scale "
                      "Machine Learning (2018)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct quadratic),
        },
    .form = LRS_LANDSCAPE,
    .fit_epochs = 200,
    .fit_lr = 0.05,
    .describe = describe,
    .start = lrs_hill_start,
    .value = value,
    .noise = lrs_hill_noise,
    .python = "return (x[0] ** 2 + kappa * x[1] ** 2) / 2",
};
