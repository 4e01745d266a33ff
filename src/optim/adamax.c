/* Adamax: Adam that divides by the largest gradient of late instead of the root mean square.
 * Source: torch.optim.Adamax; Kingma and Ba, "Adam: a method for stochastic optimization" (2015),
 * section 7.1. */
#include "optim_priv.h"

struct adamax {
    double lr, eps, weight_decay;
    struct lrs_reals betas;
};

struct scalars {
    double step;          /* lr / (1 - beta1^t) */
    double keep1, fresh1; /* beta1, 1 - beta1 */
    double keep2;         /* beta2 */
    double eps, weight_decay;
};

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct adamax *c = cfg;
    double beta1 = optim_driven(c->betas.at[0], u);
    return (struct scalars){.step = u->lr / (1 - pow(beta1, (double)head->t)),
                            .keep1 = beta1,
                            .fresh1 = 1 - beta1,
                            .keep2 = c->betas.at[1],
                            .eps = c->eps,
                            .weight_decay = c->weight_decay};
}

#define OPTIM_BODY "adamax_body.h"
#include "kernels.h"

static double rate(const void *cfg, const struct lrs_update *u, const struct lrs_optim_head *head,
                   const double *slot)
{
    const struct adamax *c = cfg;
    (void)head;
    return slot[1] > c->eps ? u->lr / slot[1] : (double)NAN; /* eps is what no gradient leaves */
}

static const double betas[] = {0.9, 0.999};

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct adamax, 2e-3),
    OPTIM_BETAS(struct adamax, betas),
    OPTIM_EPS(struct adamax, 1e-8, "Keeps the division from zero; added to each gradient's size."),
    OPTIM_L2(struct adamax),
};
/* clang-format on */

const struct lrs_optimizer_class lrs_adamax_class = {
    .kind = {.id = "adamax",
             .name = "Adamax",
             .title = "Adamax",
             .formula = "m ← β₁m + (1−β₁)g;  u ← max(β₂u, |g|+ε);  p ← p − η·m̂ / u",
             .formula_ascii = "m = b1*m + (1-b1)*g;  u = max(b2*u, |g| + eps);  p = p - lr*m'/u",
             .summary = "Divides each weight's mean gradient by its largest gradient of late.",
             .when = "When gradients are sparse or have rare large values that should shorten "
                     "the steps after them.",
             .tips = "One large gradient keeps a weight's steps short for about 1/(1-beta2) "
                     "steps: lower beta2 to forget it sooner.",
             .source = "torch.optim.Adamax; Kingma and Ba, arXiv 1412.6980",
             OPTIM_ROWS(rows),
             .size = sizeof(struct adamax)},
    .in_torch = true,
    .slots = 2,
    .driven = "betas.1",
    .step32 = step32,
    .step64 = step64,
    .rate = rate,
};
