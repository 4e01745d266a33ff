/* NAdam: Adam that steps along the mean gradient as it will be at the next update (Nesterov), with
 * a beta1 that grows to its full value on the way.
 * Source: torch.optim.NAdam since 2.0, which repaired the product of the mus: up to 1.13 the present
 * mu was in the look-ahead's product twice; Dozat, "Incorporating Nesterov momentum into Adam"
 * (2016). */
#include "optim_priv.h"

struct nadam {
    double lr, eps, weight_decay, momentum_decay;
    struct lrs_reals betas;
};

struct scalars {
    double step_g, step_m;
    double keep1, fresh1; /* beta1, 1 - beta1 */
    double keep2, fresh2; /* beta2, 1 - beta2 */
    double correction2;   /* 1 - beta2^t */
    double eps, weight_decay;
};

/* beta1 of update T. */
static double mu_at(double beta1, double t, double momentum_decay)
{
    return beta1 * (1 - 0.5 * pow(0.96, t * momentum_decay));
}

/* The product of all mus so far stands in aux[0] and is kept in float32, as PyTorch does. */
static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct nadam *c = cfg;
    double beta1 = optim_driven(c->betas.at[0], u), beta2 = c->betas.at[1], t = (double)head->t;
    double mu = mu_at(beta1, t, c->momentum_decay);
    double next = mu_at(beta1, t + 1, c->momentum_decay);
    float before = head->t == 1 ? 1.0F : (float)head->aux[0];
    double product = (double)(before * (float)mu);
    head->aux[0] = product;
    return (struct scalars){.step_g = u->lr * (1 - mu) / (1 - product),
                            .step_m = u->lr * next / (1 - product * next),
                            .keep1 = beta1,
                            .fresh1 = 1 - beta1,
                            .keep2 = beta2,
                            .fresh2 = 1 - beta2,
                            .correction2 = 1 - pow(beta2, t),
                            .eps = c->eps,
                            .weight_decay = c->weight_decay};
}

#define OPTIM_BODY "nadam_body.h"
#include "kernels.h"

static double rate(const void *cfg, const struct lrs_update *u, const struct lrs_optim_head *head,
                   const double *slot)
{
    const struct nadam *c = cfg;
    double correction = 1 - pow(c->betas.at[1], (double)head->t);
    return slot[1] > 0 ? u->lr / (sqrt(slot[1] / correction) + c->eps) : (double)NAN;
}

static const double betas[] = {0.9, 0.999};

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct nadam, 2e-3),
    OPTIM_BETAS(struct nadam, betas),
    OPTIM_EPS(struct nadam, 1e-8, "Keeps the division from zero; added after the correction."),
    OPTIM_L2(struct nadam),
    {.name = "momentum_decay", .symbol = "ψ",
     .help = "How fast beta1 grows from half of itself to the whole: at 0.004 halfway in 4200 steps.",
     LRS_AT_REAL(struct nadam, momentum_decay), .flags = LRS_LOG | LRS_ADVANCED,
     .lo = 0, .hi = HUGE_VAL, .def = 4e-3},
};
/* clang-format on */

const struct lrs_optimizer_class lrs_nadam_class = {
    .kind = {.id = "nadam",
             .name = "NAdam",
             .title = "NAdam",
             .formula = "p ← p − η·(μ′m/(1−Πμμ′) + (1−μ)g/(1−Πμ)) / (√v̂ + ε);  "
                        "μ ← β₁(1 − 0.96^(tψ)/2)",
             .formula_ascii = "p = p - lr*(mu'*m/(1-prod*mu') + (1-mu)*g/(1-prod)) / "
                              "(sqrt(v') + eps);  mu = b1*(1 - 0.96^(t*psi)/2)",
             .summary = "Adam that looks one step ahead, as Nesterov's momentum does.",
             .when = "When Adam works but follows the gradient's turns too late.",
             .tips = "Its momentum starts at half of beta1 and grows, so the first thousands of "
                     "steps react quicker than Adam's.",
             .source = "torch.optim.NAdam (2.0 and later); Dozat (2016)",
             OPTIM_ROWS(rows),
             .size = sizeof(struct nadam)},
    .in_torch = true,
    .slots = 2,
    .driven = "betas.1",
    .step32 = step32,
    .step64 = step64,
    .rate = rate,
};
