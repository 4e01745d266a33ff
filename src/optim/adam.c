/* Adam: momentum divided by the root mean square of the gradient, both corrected for their start at
 * zero.
 * Source: torch.optim.Adam (order of operations of 1.13); Kingma and Ba, "Adam: a method for
 * stochastic optimization" (2015); amsgrad: Reddi et al., "On the convergence of Adam and beyond"
 * (2018), with the largest of the uncorrected means, as PyTorch has it. */
#include "adam_priv.h"

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct adam *c = cfg;
    struct scalars s = adam_scalars(c, u, head);
    s.penalty = c->weight_decay;
    return s;
}

#define OPTIM_BODY "adam_body.h"
#include "kernels.h"

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct adam, 1e-3),
    ADAM_BETAS,
    ADAM_EPS,
    OPTIM_L2(struct adam),
    ADAM_AMSGRAD,
};
/* clang-format on */

const struct lrs_optimizer_class lrs_adam_class = {
    .kind = {.id = "adam",
             .name = "Adam",
             .title = "Adam",
             .formula = "m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  p ← p − η·m̂ / (√v̂ + ε)",
             .formula_ascii = "m = b1*m + (1-b1)*g;  v = b2*v + (1-b2)*g^2;  "
                              "p = p - lr*m' / (sqrt(v') + eps)",
             .summary =
                 "Moves each weight by its mean gradient over its root mean square gradient.",
             .when = "When you want good results without much tuning: the usual first choice.",
             .tips = "A step is about lr per weight, whatever the gradient's size, so 0.001 suits "
                     "many problems; rates above 0.1 mostly shake. Schedules still help: with a "
                     "constant rate it never settles.",
             .source = "torch.optim.Adam; Kingma and Ba, arXiv 1412.6980",
             OPTIM_ROWS(rows),
             .size = sizeof(struct adam)},
    .in_torch = true,
    .slots = 3,
    .driven = "betas.1",
    .step32 = step32,
    .step64 = step64,
    .rate = adam_rate,
};
