/* Adadelta: the step is in the units of the weights, from running means of squared gradients and of
 * squared steps.
 * Source: torch.optim.Adadelta; Zeiler, "ADADELTA: an adaptive learning rate method" (2012). */
#include "optim_priv.h"

struct adadelta {
    double lr, rho, eps, weight_decay;
};

struct scalars {
    double lr, rho, fresh, eps, weight_decay;
};

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct adadelta *c = cfg;
    (void)head;
    return (struct scalars){.lr = u->lr,
                            .rho = c->rho,
                            .fresh = 1 - c->rho,
                            .eps = c->eps,
                            .weight_decay = c->weight_decay};
}

#define OPTIM_BODY "adadelta_body.h"
#include "kernels.h"

static double rate(const void *cfg, const struct lrs_update *u, const struct lrs_optim_head *head,
                   const double *slot)
{
    const struct adadelta *c = cfg;
    (void)head;
    return slot[0] > 0 ? u->lr * sqrt(slot[1] + c->eps) / sqrt(slot[0] + c->eps) : (double)NAN;
}

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct adadelta, 1.0),
    {.name = "rho", .aliases = "alpha", .symbol = "ρ",
     .help = "How much of both running means is kept at each step.",
     LRS_AT_REAL(struct adadelta, rho), .lo = 0, .hi = 1, .def = 0.9, .nudge = 0.01},
    OPTIM_EPS(struct adadelta, 1e-6,
              "Sets the size of the first steps, for it stands inside both roots."),
    OPTIM_L2(struct adadelta),
};
/* clang-format on */

const struct lrs_optimizer_class lrs_adadelta_class = {
    .kind = {.id = "adadelta",
             .name = "Adadelta",
             .title = "Adadelta",
             .formula = "d ← g·√(u+ε) / √(v+ε);  p ← p − η·d",
             .formula_ascii = "d = g * sqrt(u + eps) / sqrt(v + eps);  p = p - lr*d",
             .summary = "Scales each step by the ratio of typical past steps to typical past "
                        "gradients, v and u being running means of g² and d².",
             .when = "When you want to do without a rate: 1 is its natural value.",
             .tips = "It starts slowly, because the mean of its steps starts at zero and only eps "
                     "gets it going: a larger eps helps.",
             .source = "torch.optim.Adadelta; Zeiler, arXiv 1212.5701",
             OPTIM_ROWS(rows),
             .size = sizeof(struct adadelta)},
    .in_torch = true,
    .slots = 2,
    .step32 = step32,
    .step64 = step64,
    .rate = rate,
};
