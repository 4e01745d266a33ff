/* AdamW: Adam whose weight decay is taken from the weights instead of through the gradient, so that
 * the division by the root mean square does not undo it.
 * Source: torch.optim.AdamW (order of operations of 1.13); Loshchilov and Hutter, "Decoupled weight
 * decay regularization" (2019). */
#include "adam_priv.h"

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct adam *c = cfg;
    struct scalars s = adam_scalars(c, u, head);
    s.shrink = 1 - u->lr * c->weight_decay;
    return s;
}

#define OPTIM_BODY "adam_body.h"
#include "kernels.h"

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct adam, 1e-3),
    ADAM_BETAS,
    ADAM_EPS,
    OPTIM_WEIGHT_DECAY(struct adam, 1e-2,
                       "Takes lr times this share off each weight at each step."),
    ADAM_AMSGRAD,
};
/* clang-format on */

const struct lrs_optimizer_class lrs_adamw_class = {
    .kind = {.id = "adamw",
             .name = "AdamW",
             .title = "AdamW",
             .formula = "p ← p − ηλp;  then as Adam:  p ← p − η·m̂ / (√v̂ + ε)",
             .formula_ascii = "p = p - lr*wd*p;  then as Adam:  p = p - lr*m' / (sqrt(v') + eps)",
             .summary = "Adam with weight decay that shrinks the weights directly.",
             .when = "When Adam overfits and weights should stay small: the standard choice for "
                     "transformers.",
             .tips = "The decay goes with the scheduled rate: when the rate falls to zero, so does "
                     "the pull towards zero weights.",
             .source = "torch.optim.AdamW; Loshchilov and Hutter, arXiv 1711.05101",
             OPTIM_ROWS(rows),
             .size = sizeof(struct adam)},
    .in_torch = true,
    .slots = 3,
    .driven = "betas.1",
    .step32 = step32,
    .step64 = step64,
    .rate = adam_rate,
};
