/* MultiplicativeLR: each tick multiplies the rate by an expression of one's own. PyTorch has only
 * the recursion; here the products are made when it is compiled, so that any tick can be asked for.
 * Source: PyTorch MultiplicativeLR, in which f(0) is never used. */
#include "schedule_priv.h"
#include "lrscope/mem.h"

struct multiplicative {
    const struct lrs_func *lr_lambda;
    double *product; /* of f(1) to f(t), for each t of the table; ours */
};

static void multiplicative_prepare(struct lrs_schedule *s)
{
    struct multiplicative *c = s->cfg;
    const struct lrs_func *f = c->lr_lambda;
    if (!f || f->n == 0)
        return;
    c->product = LRS_ARRAY(double, f->n);
    c->product[0] = 1;
    for (size_t t = 1; t < f->n; t++)
        c->product[t] = c->product[t - 1] * f->at[t];
}

static void multiplicative_release(struct lrs_schedule *s)
{
    struct multiplicative *c = s->cfg;
    lrs_free(c->product);
}

/* Beyond the table the last value of f goes on multiplying, as LambdaLR's goes on holding. A
 * function that nobody tabulated has no value: NaN. */
static double multiplicative_rate(const struct lrs_schedule *s, const void *state, double base,
                                  double t)
{
    const struct multiplicative *c = s->cfg;
    (void)state;
    if (!c->product)
        return (double)NAN;
    size_t last = c->lr_lambda->n - 1;
    if (t <= (double)last)
        return base * c->product[(size_t)t];
    return base * c->product[last] * pow(c->lr_lambda->at[last], t - (double)last);
}

static double multiplicative_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    const struct lrs_func *f = ((const struct multiplicative *)s->cfg)->lr_lambda;
    (void)base;
    if (!f || f->n == 0)
        return (double)NAN;
    return lr * f->at[(size_t)fmin(t, (double)(f->n - 1))];
}

static const struct lrs_param multiplicative_rows[] = {
    {.name = "lr_lambda",
     .aliases = "expr f",
     .symbol = "f",
     .help = "What the rate is multiplied by at tick t, from t, the horizon T and the base rate "
             "lr.",
     LRS_AT_FUNC(struct multiplicative, lr_lambda),
     .flags = LRS_POSITIONAL | LRS_FROM_ONE,
     .def_text = "0.95"},
};

const struct lrs_schedule_class lrs_multiplicative_class = {
    .kind =
        {
            .id = "multiplicative",
            .name = "MultiplicativeLR",
            .title = "Your own factor",
            .formula = "η(t) = η₀·∏ f(s), s = 1 … t",
            .formula_ascii = "lr(t) = lr * product of f(s), s = 1 to t",
            .summary = "At every tick the rate is multiplied by whatever you write.",
            .when = "When you think in steps from one rate to the next, not in a curve.",
            .tips = "A number alone is ExponentialLR: MultiplicativeLR{\"0.95\"}. The factors "
                    "multiply up: half a percent more at each tick is 65 percent in 100.",
            .source = "PyTorch MultiplicativeLR",
            .params = multiplicative_rows,
            .n_params = LRS_N_ROWS(multiplicative_rows),
            .size = sizeof(struct multiplicative),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_EVERY_TICK,
    .direction = LRS_EITHER_WAY,
    .law = "your own",
    .in_torch = true,
    .prepare = multiplicative_prepare,
    .release = multiplicative_release,
    .rate = multiplicative_rate,
    .chain = multiplicative_chain,
};
