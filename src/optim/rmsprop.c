/* RMSprop: gradients divided by a running root mean square of themselves.
 * Source: torch.optim.RMSprop; Hinton, "Neural networks for machine learning", lecture 6e (2012);
 * centred as in Graves, "Generating sequences with recurrent neural networks" (2013). */
#include "optim_priv.h"

struct rmsprop {
    double lr, alpha, eps, weight_decay, momentum;
    bool centered;
};

struct scalars {
    double lr, alpha, fresh, eps, weight_decay, momentum;
    bool centered;
};

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct rmsprop *c = cfg;
    (void)head;
    return (struct scalars){.lr = u->lr,
                            .alpha = c->alpha,
                            .fresh = 1 - c->alpha,
                            .eps = c->eps,
                            .weight_decay = c->weight_decay,
                            .momentum = optim_driven(c->momentum, u),
                            .centered = c->centered};
}

#define OPTIM_BODY "rmsprop_body.h"
#include "kernels.h"

static double rate(const void *cfg, const struct lrs_update *u, const struct lrs_optim_head *head,
                   const double *slot)
{
    const struct rmsprop *c = cfg;
    double square = c->centered ? slot[0] - slot[1] * slot[1] : slot[0];
    (void)head;
    return slot[0] > 0 ? u->lr / (sqrt(square) + c->eps) : (double)NAN;
}

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct rmsprop, 1e-2),
    {.name = "alpha", .aliases = "rho smoothing", .symbol = "α",
     .help = "How much of the running mean of squared gradients is kept at each step.",
     LRS_AT_REAL(struct rmsprop, alpha), .lo = 0, .hi = HUGE_VAL, .def = 0.99, .nudge = 0.01},
    OPTIM_EPS(struct rmsprop, 1e-8, "Keeps the division from zero; added outside the root."),
    OPTIM_L2(struct rmsprop),
    {.name = "momentum", .aliases = "mu", .symbol = "μ",
     .help = "The share of the last step that is kept in the next.",
     LRS_AT_REAL(struct rmsprop, momentum), .lo = 0, .hi = HUGE_VAL, .def = 0, .nudge = 0.05},
    {.name = "centered",
     .help = "Divides by the gradient's standard deviation instead of its root mean square.",
     LRS_AT_BOOL(struct rmsprop, centered), .def = 0},
};
/* clang-format on */

const struct lrs_optimizer_class lrs_rmsprop_class = {
    .kind = {.id = "rmsprop",
             .name = "RMSprop",
             .title = "RMSprop",
             .formula = "v ← αv + (1−α)g²;  p ← p − η·g / (√v + ε)",
             .formula_ascii = "v = alpha*v + (1-alpha)*g^2;  p = p - lr*g / (sqrt(v) + eps)",
             .summary = "Divides each weight's gradient by its root mean square of late.",
             .when = "When gradients change their size during a run: recurrent networks, "
                     "reinforcement learning.",
             .tips = "Each weight moves by about lr a step whatever the loss's scale, so it does "
                     "not come to rest unless the rate falls. The first steps are larger: the mean "
                     "starts at zero and is not corrected.",
             .source = "torch.optim.RMSprop; Hinton, lecture 6e (2012)",
             OPTIM_ROWS(rows),
             .size = sizeof(struct rmsprop)},
    .in_torch = true,
    .slots = 3,
    .driven = "momentum",
    .step32 = step32,
    .step64 = step64,
    .rate = rate,
};
