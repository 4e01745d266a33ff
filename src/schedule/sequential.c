/* SequentialLR: one schedule after another. A stateless join as in optax: each child counts its own
 * ticks from its milestone and starts from the optimizer's base rate, so that none of the state
 * that PyTorch hands from child to child can go wrong. Without children the rate is the base rate.
 * Source: PyTorch SequentialLR; optax join_schedules. */
#include "schedule_priv.h"

struct sequential {
    struct lrs_reals milestones;
    struct lrs_specs schedules;
};

/* The child in force at T; *LOCAL is its own clock. */
static int active(const struct lrs_schedule *s, double t, double *local)
{
    const struct sequential *c = s->cfg;
    size_t i = 0;
    while (i < c->milestones.n && c->milestones.at[i] <= t)
        i++;
    *local = i > 0 ? t - c->milestones.at[i - 1] : t;
    return (int)i;
}

static double sequential_rate(const struct lrs_schedule *s, const void *state, double base,
                              double t)
{
    double local;
    int i = active(s, t, &local);
    return s->n_children ? lrs_schedule_rate(s->child[i], state, base, local) : base;
}

/* At a milestone PyTorch puts the next child to its tick 0 by the closed form, from the base rate. */
static double sequential_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    double local;
    int i = active(s, t, &local);
    if (!s->n_children)
        return lr;
    return i > 0 && local == 0 ? lrs_schedule_rate(s->child[i], NULL, base, 0)
                               : lrs_schedule_chain(s->child[i], lr, base, local);
}

static double sequential_momentum(const struct lrs_schedule *s, const void *state, double t)
{
    double local;
    int i = active(s, t, &local);
    return s->n_children ? lrs_schedule_momentum(s->child[i], state, local) : (double)NAN;
}

static void sequential_observe(const struct lrs_schedule *s, void *state, double base, double t,
                               double metric)
{
    double local;
    int i = active(s, t, &local);
    if (s->n_children)
        lrs_schedule_observe(s->child[i], state, base, local, metric);
}

static bool sequential_view(const struct lrs_schedule *s, const void *state, double t,
                            struct lrs_plateau_view *view)
{
    double local;
    int i = active(s, t, &local);
    return s->n_children && lrs_schedule_plateau(s->child[i], state, local, view);
}

static double sequential_end(const struct lrs_schedule *s)
{
    const struct sequential *c = s->cfg;
    if (s->n_children == 0)
        return INFINITY;
    double last = c->milestones.n ? c->milestones.at[c->milestones.n - 1] : 0;
    return last + lrs_schedule_end(s->child[s->n_children - 1]);
}

/* From its milestone to the next, or to the end of the run. */
static double sequential_child_horizon(const struct lrs_spec *spec, size_t i, double horizon)
{
    const struct lrs_reals *m = &lrs_spec_get(spec, "milestones")->reals;
    double from = i > 0 && i <= m->n ? m->at[i - 1] : 0;
    double to = i < m->n ? m->at[i] : horizon;
    return fmax(1, fmin(to, horizon) - from);
}

static bool sequential_check(const struct lrs_spec *spec, struct lrs_err *err)
{
    const struct lrs_reals *m = &lrs_spec_get(spec, "milestones")->reals;
    const struct lrs_specs *children = lrs_schedule_children(spec);

    size_t want = children->n ? children->n - 1 : 0;

    if (m->n != want)
        return lrs_fail(err,
                        "%zu schedules need %zu milestones, one where each but the first "
                        "begins; found %zu",
                        children->n, want, m->n);
    for (size_t i = 1; i < m->n; i++)
        if (m->at[i] <= m->at[i - 1])
            return lrs_fail(err, "milestones must grow; found %g after %g", m->at[i], m->at[i - 1]);
    return true;
}

/* Without children: a warm-up over a tenth of the run, then a cosine. */
static void sequential_fit(struct lrs_spec *spec, double horizon, double base)
{
    double at = (double)lrs_schedule_share(0.1, horizon);
    (void)base;
    if (lrs_schedule_children(spec)->n)
        return;
    lrs_schedule_add_child(spec, lrs_spec_new(&lrs_linear_class.kind));
    lrs_schedule_put(lrs_schedule_children(spec)->at[0], "start_factor", lrs_value_real(0.1));
    lrs_schedule_add_child(spec, lrs_spec_new(&lrs_cosine_class.kind));
    lrs_schedule_put(spec, "milestones", lrs_value_reals(&at, 1));
}

static const struct lrs_param sequential_rows[] = {
    {.name = "schedules",
     .aliases = "schedulers",
     .help = "The schedules, in their order; each counts its ticks from its own start.",
     LRS_AT_SPECS(struct sequential, schedules),
     .flags = LRS_POSITIONAL},
    {.name = "milestones",
     .aliases = "boundaries",
     .help = "The ticks at which the next schedule takes over.",
     .unit = "ticks",
     LRS_AT_INTS(struct sequential, milestones),
     .lo = 1,
     .hi = INFINITY},
};

const struct lrs_schedule_class lrs_sequential_class = {
    .kind =
        {
            .id = "sequential",
            .name = "SequentialLR",
            .aliases = "join_schedules",
            .title = "One after another",
            .formula = "η(t) = ηᵢ(t − milestone) for the schedule i that t lies in",
            .formula_ascii = "lr(t) = lr_i(t - milestone) for the schedule i that t lies in",
            .summary = "At each milestone the next schedule takes over and counts from its own "
                       "start.",
            .when = "For a warm-up in front of another schedule, or different laws for different "
                    "parts of a run.",
            .tips = "Every part starts from the optimizer's base rate, so the rate can jump at a "
                    "milestone. The lengths inside count from the milestone.",
            .source = "PyTorch SequentialLR; optax join_schedules",
            .params = sequential_rows,
            .n_params = LRS_N_ROWS(sequential_rows),
            .size = sizeof(struct sequential),
            .check = sequential_check,
        },
    .usual = LRS_PER_EPOCH,
    .frequency = LRS_AS_CHILDREN,
    .direction = LRS_EITHER_WAY,
    .law = "as its parts",
    .in_torch = true,
    .python = "if children == 0:\n"
              "    return lr\n"
              "i = sum(m <= t for m in milestones)\n"
              "return child(i, t - milestones[i - 1] if i > 0 else t)",
    .rate = sequential_rate,
    .chain = sequential_chain,
    .momentum = sequential_momentum,
    .end = sequential_end,
    .observe = sequential_observe,
    .plateau = sequential_view,
    .child_horizon = sequential_child_horizon,
    .fit = sequential_fit,
};
