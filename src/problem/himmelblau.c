/* Himmelblau's function: four equal minima, so that the path decides where it ends. */
#include "problem_priv.h"

struct himmelblau {
    struct lrs_hill hill; /* first */
};

static void describe(const void *cfg, struct lrs_landscape *l)
{
    (void)cfg;
    *l = (struct lrs_landscape){
        .dim = 2,
        .box = {-5, 5, -5, 5},
        .n_minima = 4,
        .minima = {{3, 2},
                   {-2.805118086952745, 3.131312518250573},
                   {-3.779310253377747, -3.283185991286170},
                   {3.584428340330492, -1.848126526964404}},
        .floor = 0,
    };
}

static double value(const void *cfg, const double *x, double *g)
{
    double u = x[0] * x[0] + x[1] - 11, v = x[0] + x[1] * x[1] - 7;
    (void)cfg;
    if (g) {
        g[0] = 4 * x[0] * u + 2 * v;
        g[1] = 2 * u + 4 * x[1] * v;
    }
    return u * u + v * v;
}

static const double start[] = {0, 0};
/* clang-format off */
static const struct lrs_param params[] = {
    LRS_HILL_ROWS(struct himmelblau, start, -10, 10),
};
/* clang-format on */

const struct lrs_problem_class lrs_himmelblau = {
    .kind =
        {
            .id = "himmelblau",
            .name = "himmelblau",
            .title = "Himmelblau's function",
            .formula = "f = (x² + y - 11)² + (x + y² - 7)²",
            .formula_ascii = "f = (x^2 + y - 11)^2 + (x + y^2 - 7)^2",
            .summary = "A landscape with four minima of value zero in four basins.",
            .when = "To see chance at work: with noise, the rate and the seed decide which "
                    "minimum is reached.",
            .tips = "With noise = 100 and a rate annealed from 0.015 seeds end in different "
                    "basins; with noise = 20 and a rate of 0.001 all end in the nearest one, at "
                    "(3, 2).",
            .source = "D. Himmelblau, Applied Nonlinear Programming (1972)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct himmelblau),
        },
    .form = LRS_LANDSCAPE,
    .fit_epochs = 200,
    .fit_lr = 0.01,
    .describe = describe,
    .start = lrs_hill_start,
    .value = value,
    .noise = lrs_hill_noise,
    .python = "return (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2",
};
