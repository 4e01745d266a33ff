/* Rosenbrock's curved valley: easy to find, slow to follow. */
#include "problem_priv.h"

struct rosenbrock {
    struct lrs_hill hill; /* first */
    double b;
};

static void describe(const void *cfg, struct lrs_landscape *l)
{
    (void)cfg;
    *l = (struct lrs_landscape){
        .dim = 2,
        .box = {-2, 2, -1, 3},
        .n_minima = 1,
        .minima = {{1, 1}},
        .floor = 0,
    };
}

static double value(const void *cfg, const double *x, double *g)
{
    const struct rosenbrock *c = cfg;
    double u = 1 - x[0], v = x[1] - x[0] * x[0];
    if (g) {
        g[0] = -2 * u - 4 * c->b * x[0] * v;
        g[1] = 2 * c->b * v;
    }
    return u * u + c->b * v * v;
}

static const double start[] = {-1.2, 1};
/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "b", .help = "How steep the walls of the valley are.",
     LRS_AT_REAL(struct rosenbrock, b), .flags = LRS_RESTART | LRS_LOG, .lo = 0.1, .hi = 1e4,
     .def = 100, .nudge = 1.25},
    LRS_HILL_ROWS(struct rosenbrock, start, -10, 10),
};
/* clang-format on */

const struct lrs_problem_class lrs_rosenbrock = {
    .kind =
        {
            .id = "rosenbrock",
            .name = "rosenbrock",
            .aliases = "banana",
            .title = "Rosenbrock's valley",
            .formula = "f = (1 - x)² + b(y - x²)²",
            .formula_ascii = "f = (1 - x)^2 + b (y - x^2)^2",
            .summary = "A long curved valley with steep walls; the minimum at (1, 1) lies at the "
                       "far end of it.",
            .when = "To compare optimizers: the walls allow only a small rate, and the flat "
                    "floor asks for a large one.",
            .tips = "At b = 100 plain gradient descent needs a rate near 0.001 and thousands of "
                    "steps; momentum or Adam follow the bend.",
            .source = "H. Rosenbrock, An Automatic Method for Finding the Greatest or Least "
                      "Value of a Function (1960)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct rosenbrock),
        },
    .form = LRS_LANDSCAPE,
    .fit_epochs = 2000,
    .fit_lr = 0.001,
    .describe = describe,
    .start = lrs_hill_start,
    .value = value,
    .noise = lrs_hill_noise,
    .python = "return (1 - x[0]) ** 2 + b * (x[1] - x[0] ** 2) ** 2",
};
