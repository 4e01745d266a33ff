/* Staircase: any schedule, looked at only every k ticks and held in between. It shows that step
 * decay is an exponential decay, sampled at intervals. */
#include "schedule_priv.h"

struct staircase {
    int64_t k;
    struct lrs_specs schedules;
};

/* The tick that T is held at. */
static double held(const struct lrs_schedule *s, double t)
{
    const struct staircase *c = s->cfg;
    return (double)c->k * floor(t / (double)c->k);
}

static double staircase_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    return s->n_children ? lrs_schedule_rate(s->child[0], state, base, held(s, t)) : base;
}

static double staircase_momentum(const struct lrs_schedule *s, const void *state, double t)
{
    return s->n_children ? lrs_schedule_momentum(s->child[0], state, held(s, t)) : (double)NAN;
}

/* A plateau has no law of t to be held: what is in force sees every metric and acts at once. */
static void staircase_observe(const struct lrs_schedule *s, void *state, double base, double t,
                              double metric)
{
    if (s->n_children)
        lrs_schedule_observe(s->child[0], state, base, held(s, t), metric);
}

static bool staircase_view(const struct lrs_schedule *s, const void *state, double t,
                           struct lrs_plateau_view *view)
{
    return s->n_children && lrs_schedule_plateau(s->child[0], state, held(s, t), view);
}

static double staircase_end(const struct lrs_schedule *s)
{
    return s->n_children ? lrs_schedule_end(s->child[0]) : (double)INFINITY;
}

/* Without a child: an exponential decay, which makes it step decay. */
static void staircase_fit(struct lrs_spec *spec, double horizon, double base)
{
    (void)horizon, (void)base;
    if (!lrs_schedule_children(spec)->n)
        lrs_schedule_add_child(spec, lrs_spec_new(&lrs_exponential_class.kind));
}

static const struct lrs_param staircase_rows[] = {
    {.name = "k",
     .aliases = "every",
     .help = "The rate is held for so many ticks.",
     .unit = "ticks",
     LRS_AT_INT(struct staircase, k),
     .flags = LRS_LEADING,
     .lo = 1,
     .hi = INFINITY,
     .usual = 100,
     .def = 10,
     .fit = 0.125},
    {.name = "schedule",
     .aliases = "schedules",
     .help = "The schedule that is held.",
     LRS_AT_SPECS(struct staircase, schedules),
     .flags = LRS_POSITIONAL,
     .max_len = 1},
};

const struct lrs_schedule_class lrs_staircase_class = {
    .kind =
        {
            .id = "staircase",
            .name = "Staircase",
            .title = "Any law as a staircase",
            .formula = "η(t) = η_S(k·⌊t/k⌋)",
            .formula_ascii = "lr(t) = lr_S(k * floor(t / k))",
            .summary = "Takes the rate of another schedule every k ticks and holds it in between.",
            .when = "To see what the steps of a decay do, and what its law does.",
            .tips = "Around ExponentialLR it is StepLR: step decay is an exponential sampled at "
                    "intervals. Around a law per step it makes one per epoch.",
            .source = "lrscope; as the staircase argument of Keras and optax, for any law",
            .params = staircase_rows,
            .n_params = LRS_N_ROWS(staircase_rows),
            .size = sizeof(struct staircase),
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AT_INTERVALS,
    .direction = LRS_EITHER_WAY,
    .law = "as its part",
    .python = "return child(0, k * (t // k)) if children else lr",
    .rate = staircase_rate,
    .momentum = staircase_momentum,
    .end = staircase_end,
    .observe = staircase_observe,
    .plateau = staircase_view,
    .fit = staircase_fit,
};
