/* ChainedScheduler: several schedules at once, their factors multiplied. Each child's factor is its
 * closed-form rate over the base rate, which is PyTorch's chain for factors and, unlike it, keeps
 * the others when one child (LambdaLR, CyclicLR) would overwrite them.
 * Source: PyTorch ChainedScheduler. */
#include "schedule_priv.h"

struct chained {
    struct lrs_specs schedules;
};

static double chained_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    double rate = base;
    for (int i = 0; i < s->n_children && base != 0; i++)
        rate *= lrs_schedule_rate(s->child[i], state, base, t) / base;
    return rate;
}

/* One after the other on the same rate; a child without a recursion overwrites what came before. */
static double chained_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    for (int i = 0; i < s->n_children; i++)
        lr = lrs_schedule_chain(s->child[i], lr, base, t);
    return lr;
}

/* The last child that drives it wins. */
static double chained_momentum(const struct lrs_schedule *s, const void *state, double t)
{
    double m = (double)NAN;
    for (int i = 0; i < s->n_children; i++) {
        double of_child = lrs_schedule_momentum(s->child[i], state, t);
        m = isnan(of_child) ? m : of_child;
    }
    return m;
}

static void chained_observe(const struct lrs_schedule *s, void *state, double base, double t,
                            double metric)
{
    for (int i = 0; i < s->n_children; i++)
        lrs_schedule_observe(s->child[i], state, base, t, metric);
}

static bool chained_view(const struct lrs_schedule *s, const void *state, double t,
                         struct lrs_plateau_view *view)
{
    for (int i = 0; i < s->n_children; i++)
        if (lrs_schedule_plateau(s->child[i], state, t, view))
            return true;
    return false;
}

static double chained_end(const struct lrs_schedule *s)
{
    double end = INFINITY;
    for (int i = 0; i < s->n_children; i++)
        end = fmin(end, lrs_schedule_end(s->child[i]));
    return end;
}

/* Without children: a reduced start and an exponential decay. */
static void chained_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon, (void)base;
    if (lrs_schedule_children(spec)->n)
        return;
    lrs_schedule_add_child(spec, lrs_spec_new(&lrs_constantlr_class.kind));
    lrs_schedule_add_child(spec, lrs_spec_new(&lrs_exponential_class.kind));
}

static const struct lrs_param chained_rows[] = {
    {.name = "schedules",
     .aliases = "schedulers",
     .help = "The schedules whose factors are multiplied.",
     LRS_AT_SPECS(struct chained, schedules),
     .flags = LRS_POSITIONAL},
};

const struct lrs_schedule_class lrs_chained_class = {
    .kind =
        {
            .id = "chained",
            .name = "ChainedScheduler",
            .aliases = "product",
            .title = "Several at once",
            .formula = "η(t) = η₀·∏ᵢ ηᵢ(t)/η₀",
            .formula_ascii = "lr(t) = lr * product of lr_i(t) / lr",
            .summary = "Several schedules run side by side and their factors are multiplied.",
            .when = "When two effects belong together, such as a reduced start and a decay.",
            .tips = "Think in factors: half of the base rate times a tenth of it is a twentieth.",
            .source = "PyTorch ChainedScheduler",
            .params = chained_rows,
            .n_params = LRS_N_ROWS(chained_rows),
            .size = sizeof(struct chained),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AS_CHILDREN,
    .direction = LRS_EITHER_WAY,
    .law = "product of its parts",
    .in_torch = true,
    .python = "rate = lr\n"
              "for i in range(children if lr != 0 else 0):\n"
              "    rate *= child(i, t) / lr\n"
              "return rate",
    .rate = chained_rate,
    .chain = chained_chain,
    .momentum = chained_momentum,
    .end = chained_end,
    .observe = chained_observe,
    .plateau = chained_view,
    .fit = chained_fit,
};
