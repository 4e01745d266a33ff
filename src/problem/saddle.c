/* A saddle between two minima: flat where the walk begins, so that it must wait to fall. */
#include "problem_priv.h"

struct saddle {
    struct lrs_hill hill; /* first */
};

static void describe(const void *cfg, struct lrs_landscape *l)
{
    (void)cfg;
    *l = (struct lrs_landscape){
        .dim = 2,
        .box = {-2, 2, -1.75, 1.75},
        .n_minima = 2,
        .minima = {{0, -1}, {0, 1}},
        .floor = 0,
    };
}

static double value(const void *cfg, const double *x, double *g)
{
    double w = x[1] * x[1] - 1;
    (void)cfg;
    if (g) {
        g[0] = x[0];
        g[1] = x[1] * w;
    }
    return 0.5 * x[0] * x[0] + 0.25 * w * w;
}

static const double start[] = {-1.75, 1e-6};
/* clang-format off */
static const struct lrs_param params[] = {
    LRS_HILL_ROWS(struct saddle, start, -3, 3),
};
/* clang-format on */

const struct lrs_problem_class lrs_saddle = {
    .kind =
        {
            .id = "saddle",
            .name = "saddle",
            .title = "Saddle",
            .formula = "f = ½x² + ¼(y² - 1)²",
            .formula_ascii = "f = x^2/2 + (y^2 - 1)^2/4",
            .summary = "A saddle at the origin with a minimum on either side, at (0, 1) and (0, "
                       "-1).",
            .when = "To see a plateau that is no minimum: the walk comes to rest at the saddle "
                    "and leaves it only slowly.",
            .tips = "A schedule that drops on a plateau drops too early here and stays for good. "
                    "Momentum or a little noise shortens the wait.",
            .source = "Y. Dauphin et al., Identifying and Attacking the Saddle Point Problem "
                      "(2014)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct saddle),
        },
    .form = LRS_LANDSCAPE,
    .fit_epochs = 200,
    .fit_lr = 0.1,
    .describe = describe,
    .start = lrs_hill_start,
    .value = value,
    .noise = lrs_hill_noise,
    .python = "return x[0] ** 2 / 2 + (x[1] ** 2 - 1) ** 2 / 4",
};
