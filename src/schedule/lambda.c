/* LambdaLR: a factor on the base rate by an expression of one's own, tabulated before the run.
 * Source: PyTorch LambdaLR. */
#include "schedule_priv.h"

struct lambda {
    const struct lrs_func *lr_lambda;
};

/* Beyond the table its last value holds. A function that nobody tabulated has no value: NaN. */
static double lambda_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    const struct lrs_func *f = ((const struct lambda *)s->cfg)->lr_lambda;
    (void)state;
    if (!f || f->n == 0)
        return (double)NAN;
    return base * f->at[(size_t)fmin(t, (double)(f->n - 1))];
}

static const struct lrs_param lambda_rows[] = {
    {.name = "lr_lambda",
     .aliases = "expr f",
     .symbol = "f",
     .help = "A factor on the base rate, from the tick t, the horizon T and the base rate lr.",
     LRS_AT_FUNC(struct lambda, lr_lambda),
     .flags = LRS_POSITIONAL,
     .def_text = "min(1, 10*(t+1)/T) * (1-t/T)"},
};

const struct lrs_schedule_class lrs_lambda_class = {
    .kind =
        {
            .id = "lambda",
            .name = "LambdaLR",
            .aliases = "custom expression",
            .title = "Your own expression",
            .formula = "η(t) = η₀·f(t)",
            .formula_ascii = "lr(t) = lr * f(t)",
            .summary = "The base rate times whatever you write: t is the tick, T the length of the "
                       "run.",
            .when = "When the curve you want has no name.",
            .tips = "The expression is a factor, not a rate. A warm-up, then a decay: "
                    "t < 5 and (t+1)/5 or 0.1^((t-5)/95).",
            .source = "PyTorch LambdaLR",
            .params = lambda_rows,
            .n_params = LRS_N_ROWS(lambda_rows),
            .size = sizeof(struct lambda),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_EITHER_WAY,
    .law = "your own",
    .in_torch = true,
    .rate = lambda_rate,
};
