/* Beale's function: steep cliffs around a flat plain. */
#include "problem_priv.h"

struct beale {
    struct lrs_hill hill; /* first */
};

static void describe(const void *cfg, struct lrs_landscape *l)
{
    (void)cfg;
    *l = (struct lrs_landscape){
        .dim = 2,
        .box = {-4.5, 4.5, -4.5, 4.5},
        .n_minima = 1,
        .minima = {{3, 0.5}},
        .floor = 0,
    };
}

/* The three residuals are k_i - x(1 - y^i), i = 1 to 3. */
static double value(const void *cfg, const double *x, double *g)
{
    static const double k[3] = {1.5, 2.25, 2.625};
    double sum = 0, dx = 0, dy = 0, power = 1;
    (void)cfg;
    for (int i = 0; i < 3; i++) {
        double slope = (i + 1) * power; /* of y^(i+1) */
        power *= x[1];
        double r = k[i] - x[0] * (1 - power);
        sum += r * r;
        dx += 2 * r * (power - 1);
        dy += 2 * r * x[0] * slope;
    }
    if (g) {
        g[0] = dx;
        g[1] = dy;
    }
    return sum;
}

static const double start[] = {1, 1.5};
/* clang-format off */
static const struct lrs_param params[] = {
    LRS_HILL_ROWS(struct beale, start, -10, 10),
};
/* clang-format on */

const struct lrs_problem_class lrs_beale = {
    .kind =
        {
            .id = "beale",
            .name = "beale",
            .title = "Beale's function",
            .formula = "f = Σ (kᵢ - x(1 - yⁱ))²,  k = 1.5, 2.25, 2.625",
            .formula_ascii = "f = sum (k_i - x(1 - y^i))^2,  k = 1.5, 2.25, 2.625",
            .summary = "A plain between steep cliffs, with its minimum at (3, 0.5).",
            .when = "To see gradients of very different size on one walk: a rate that suits the "
                    "plain is thrown off the cliff.",
            .tips = "Start in a corner and the first gradient is in the hundreds of thousands: "
                    "an adaptive optimizer survives it, plain descent needs a tiny rate.",
            .source = "E. Beale, On an Iterative Method for Finding a Local Minimum (1958)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct beale),
        },
    .form = LRS_LANDSCAPE,
    .fit_epochs = 1500,
    .fit_lr = 0.002,
    .describe = describe,
    .start = lrs_hill_start,
    .value = value,
    .noise = lrs_hill_noise,
    .python = "k = [1.5, 2.25, 2.625]\n"
              "return sum((k[i] - x[0] * (1 - x[1] ** (i + 1))) ** 2 for i in range(3))",
};
