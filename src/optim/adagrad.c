/* Adagrad: each weight has its own rate, which shrinks with the gradients it has seen.
 * Source: torch.optim.Adagrad; Duchi, Hazan, Singer, "Adaptive subgradient methods for online
 * learning and stochastic optimization" (2011). */
#include "optim_priv.h"

struct adagrad {
    double lr, lr_decay, weight_decay, initial_accumulator_value, eps;
};

struct scalars {
    double lr, weight_decay, eps;
};

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct adagrad *c = cfg;
    return (struct scalars){.lr = u->lr / (1 + (double)(head->t - 1) * c->lr_decay),
                            .weight_decay = c->weight_decay,
                            .eps = c->eps};
}

#define OPTIM_BODY "adagrad_body.h"
#include "kernels.h"

static double rate(const void *cfg, const struct lrs_update *u, const struct lrs_optim_head *head,
                   const double *slot)
{
    const struct adagrad *c = cfg;
    double lr = u->lr / (1 + (double)(head->t - 1) * c->lr_decay);
    return slot[0] > 0 ? lr / (sqrt(slot[0]) + c->eps) : (double)NAN;
}

static void start32(const void *cfg, float *const *slot, size_t n)
{
    const struct adagrad *c = cfg;
    for (size_t i = 0; i < n; i++)
        slot[0][i] = (float)c->initial_accumulator_value;
}

static void start64(const void *cfg, double *const *slot, size_t n)
{
    const struct adagrad *c = cfg;
    for (size_t i = 0; i < n; i++)
        slot[0][i] = c->initial_accumulator_value;
}

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct adagrad, 1e-2),
    {.name = "lr_decay", .aliases = "decay",
     .help = "Divides the rate by 1 + lr_decay * step as well.",
     LRS_AT_REAL(struct adagrad, lr_decay), .flags = LRS_LOG, .lo = 0, .hi = HUGE_VAL, .def = 0},
    OPTIM_L2(struct adagrad),
    {.name = "initial_accumulator_value", .aliases = "initial_accumulator",
     .help = "Where the sums of squared gradients start: above 0 the first steps are shorter.",
     LRS_AT_REAL(struct adagrad, initial_accumulator_value), .flags = LRS_LOG | LRS_RESTART,
     .lo = 0, .hi = HUGE_VAL, .def = 0},
    OPTIM_EPS(struct adagrad, 1e-10, "Keeps the division from zero; added outside the root."),
};
/* clang-format on */

const struct lrs_optimizer_class lrs_adagrad_class = {
    .kind = {.id = "adagrad",
             .name = "Adagrad",
             .title = "Adagrad",
             .formula = "s ← s + g²;  p ← p − η·g / (√s + ε)",
             .formula_ascii = "s = s + g^2;  p = p - lr*g / (sqrt(s) + eps)",
             .summary = "Divides each weight's step by the root of all its squared gradients so "
                        "far.",
             .when = "When features are rare or of very different size, and the run is short.",
             .tips = "It is a schedule of its own: the sums only grow, so steps shrink about as "
                     "1/√t even at a constant rate. It wants a larger rate than Adam.",
             .source = "torch.optim.Adagrad; Duchi, Hazan, Singer (2011)",
             OPTIM_ROWS(rows),
             .size = sizeof(struct adagrad)},
    .in_torch = true,
    .slots = 1,
    .start32 = start32,
    .start64 = start64,
    .step32 = step32,
    .step64 = step64,
    .rate = rate,
};
