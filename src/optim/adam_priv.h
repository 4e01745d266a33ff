/* Private to Adam and AdamW: what the two have in common, which is all but what weight decay does
 * (and what the beta rows and the like say). */
#ifndef LRSCOPE_ADAM_PRIV_H
#define LRSCOPE_ADAM_PRIV_H

#include "optim_priv.h"

struct adam {
    double lr, eps, weight_decay;
    struct lrs_reals betas;
    bool amsgrad;
};

struct scalars {
    double step;             /* lr / (1 - beta1^t) */
    double keep1, fresh1;    /* beta1, 1 - beta1 */
    double keep2, fresh2;    /* beta2, 1 - beta2 */
    double root_correction2; /* sqrt(1 - beta2^t) */
    double eps;
    double penalty; /* this share of a weight joins its gradient (Adam) */
    double shrink;  /* what weights are multiplied by first (AdamW) */
    bool amsgrad;
};

static inline struct scalars adam_scalars(const struct adam *c, const struct lrs_update *u,
                                          const struct lrs_optim_head *head)
{
    double beta1 = optim_driven(c->betas.at[0], u), beta2 = c->betas.at[1], t = (double)head->t;
    return (struct scalars){.step = u->lr / (1 - pow(beta1, t)),
                            .keep1 = beta1,
                            .fresh1 = 1 - beta1,
                            .keep2 = beta2,
                            .fresh2 = 1 - beta2,
                            .root_correction2 = sqrt(1 - pow(beta2, t)),
                            .eps = c->eps,
                            .shrink = 1,
                            .amsgrad = c->amsgrad};
}

static inline double adam_rate(const void *cfg, const struct lrs_update *u,
                               const struct lrs_optim_head *head, const double *slot)
{
    const struct adam *c = cfg;
    double square = slot[c->amsgrad ? 2 : 1];
    double correction = sqrt(1 - pow(c->betas.at[1], (double)head->t));
    return square > 0 ? u->lr / (sqrt(square) / correction + c->eps) : (double)NAN;
}

static const double adam_betas[] = {0.9, 0.999};

/* clang-format off */
#define ADAM_BETAS OPTIM_BETAS(struct adam, adam_betas)
#define ADAM_EPS                                                                                   \
    OPTIM_EPS(struct adam, 1e-8, "Keeps the division from zero; added after the correction.")
#define ADAM_AMSGRAD                                                                               \
    {.name = "amsgrad", .help = "Divides by the largest mean square so far instead of the latest.", \
     LRS_AT_BOOL(struct adam, amsgrad), .def = 0}
/* clang-format on */

#endif
