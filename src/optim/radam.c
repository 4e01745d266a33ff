/* RAdam: Adam with a warm-up of its own: as long as the mean square gradient is known from too few
 * steps it is not divided by, and then the step is as much shorter as the mean is uncertain.
 * Source: torch.optim.RAdam; Liu et al., "On the variance of the adaptive learning rate and beyond"
 * (2020). */
#include "optim_priv.h"

struct radam {
    double lr, eps, weight_decay;
    struct lrs_reals betas;
};

struct scalars {
    double lr;
    double keep1, fresh1;    /* beta1, 1 - beta1 */
    double keep2, fresh2;    /* beta2, 1 - beta2 */
    double correction1;      /* 1 - beta1^t */
    double root_correction2; /* sqrt(1 - beta2^t) */
    double rect;             /* what the uncertain mean square leaves of the step */
    double eps, weight_decay;
    bool rectified; /* false: the mean square is not used yet */
};

/* rho is the length of the plain mean that would be as uncertain as v is at update t. */
static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct radam *c = cfg;
    double beta1 = optim_driven(c->betas.at[0], u), beta2 = c->betas.at[1], t = (double)head->t;
    double power2 = pow(beta2, t), correction2 = 1 - power2;
    double rho_inf = 2 / (1 - beta2) - 1, rho = rho_inf - 2 * t * power2 / correction2;
    struct scalars s = {.lr = u->lr,
                        .keep1 = beta1,
                        .fresh1 = 1 - beta1,
                        .keep2 = beta2,
                        .fresh2 = 1 - beta2,
                        .correction1 = 1 - pow(beta1, t),
                        .root_correction2 = sqrt(correction2),
                        .eps = c->eps,
                        .weight_decay = c->weight_decay,
                        .rectified = rho > 5};
    if (s.rectified)
        s.rect = sqrt((rho - 4) * (rho - 2) * rho_inf / ((rho_inf - 4) * (rho_inf - 2) * rho));
    return s;
}

#define OPTIM_BODY "radam_body.h"
#include "kernels.h"

static double rate(const void *cfg, const struct lrs_update *u, const struct lrs_optim_head *head,
                   const double *slot)
{
    const struct radam *c = cfg;
    struct lrs_optim_head copy = *head;
    struct scalars s = prepare(c, u, &copy);
    if (slot[1] <= 0)
        return NAN;
    return s.rectified ? u->lr * s.rect * s.root_correction2 / (sqrt(slot[1]) + c->eps) : u->lr;
}

static const double betas[] = {0.9, 0.999};

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct radam, 1e-3),
    OPTIM_BETAS(struct radam, betas),
    OPTIM_EPS(struct radam, 1e-8, "Keeps the division from zero; added before the correction."),
    OPTIM_L2(struct radam),
};
/* clang-format on */

const struct lrs_optimizer_class lrs_radam_class = {
    .kind = {.id = "radam",
             .name = "RAdam",
             .title = "RAdam",
             .formula = "p ← p − η·m̂,  from ρ > 5 on  p ← p − η·r·m̂·√(1−β₂ᵗ) / (√v + ε)",
             .formula_ascii = "p = p - lr*m',  from rho > 5 on  "
                              "p = p - lr*r*m' * sqrt(1-b2^t) / (sqrt(v) + eps)",
             .summary = "Adam with a built-in warm-up: steps are short while the mean square "
                        "gradient is uncertain.",
             .when = "When Adam needs a warm-up and you do not want to tune one.",
             .tips =
                 "With beta2 = 0.999 the first 5 steps are plain momentum at the full rate, "
                 "with the gradient's own size; from then on steps start short and grow, to two "
                 "thirds of Adam's by step 1000.",
             .source = "torch.optim.RAdam; Liu et al., arXiv 1908.03265",
             OPTIM_ROWS(rows),
             .size = sizeof(struct radam)},
    .in_torch = true,
    .slots = 2,
    .driven = "betas.1",
    .step32 = step32,
    .step64 = step64,
    .rate = rate,
};
