/* Lion: each weight moves by exactly the rate, to the side where momentum and gradient point.
 * Source: lion-pytorch; Chen et al., "Symbolic discovery of optimization algorithms" (2023). */
#include "optim_priv.h"

struct lion {
    double lr, weight_decay;
    struct lrs_reals betas;
};

struct scalars {
    double lr, shrink;
    double keep1, fresh1; /* beta1, 1 - beta1: what decides on the side */
    double keep2, fresh2; /* beta2, 1 - beta2: what is remembered */
};

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct lion *c = cfg;
    double beta1 = optim_driven(c->betas.at[0], u), beta2 = c->betas.at[1];
    (void)head;
    return (struct scalars){.lr = u->lr,
                            .shrink = 1 - u->lr * c->weight_decay,
                            .keep1 = beta1,
                            .fresh1 = 1 - beta1,
                            .keep2 = beta2,
                            .fresh2 = 1 - beta2};
}

#define OPTIM_BODY "lion_body.h"
#include "kernels.h"

static const double betas[] = {0.9, 0.99};

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct lion, 1e-4),
    OPTIM_BETAS(struct lion, betas),
    OPTIM_WEIGHT_DECAY(struct lion, 0, "Takes lr times this share off each weight at each step."),
};
/* clang-format on */

const struct lrs_optimizer_class lrs_lion_class = {
    .kind = {.id = "lion",
             .name = "Lion",
             .title = "Lion",
             .formula = "p ← p − ηλp − η·sign(β₁m + (1−β₁)g);  m ← β₂m + (1−β₂)g",
             .formula_ascii = "p = p - lr*wd*p - lr*sign(b1*m + (1-b1)*g);  m = b2*m + (1-b2)*g",
             .summary = "Moves every weight by exactly the rate, whatever the gradient's size.",
             .when = "When memory is short (one vector of state) or to see a schedule bare: the "
                     "rate is the step.",
             .tips = "Take a rate 3 to 10 times smaller than AdamW's and a larger weight decay. It "
                     "never comes nearer to a minimum than lr, so let the rate fall.",
             .source = "lion-pytorch; Chen et al., arXiv 2302.06675",
             OPTIM_ROWS(rows),
             .size = sizeof(struct lion)},
    .slots = 1,
    .driven = "betas.1",
    .step32 = step32,
    .step64 = step64,
};
