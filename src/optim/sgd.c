/* Stochastic gradient descent, with momentum (Polyak's heavy ball) or Nesterov's.
 * Source: torch.optim.SGD; Sutskever et al., "On the importance of initialization and momentum in
 * deep learning" (2013), whose velocity PyTorch changes: the rate stays outside it. With Keras
 * (keras.optimizers.SGD) it is inside, as in the paper. */
#include "optim_priv.h"

struct sgd {
    double lr, momentum, dampening, weight_decay;
    bool nesterov;
    int semantics;
};

/* Where the rate stands: outside the velocity or inside. */
enum { TORCH, KERAS };

struct scalars {
    double lr, momentum, fresh, weight_decay;
    bool first, nesterov; /* first: the velocity starts as the gradient, not dampened */
    bool inside;          /* the rate goes into the velocity */
};

static struct scalars prepare(const void *cfg, const struct lrs_update *u,
                              struct lrs_optim_head *head)
{
    const struct sgd *c = cfg;
    struct scalars s = {.lr = u->lr,
                        .momentum = optim_driven(c->momentum, u),
                        .fresh = 1 - c->dampening,
                        .weight_decay = c->weight_decay,
                        .nesterov = c->nesterov,
                        .inside = c->semantics == KERAS};
    if (s.momentum != 0) {
        s.first = !(head->started & 1);
        head->started |= 1;
    }
    return s;
}

#define OPTIM_BODY "sgd_body.h"
#include "kernels.h"

static bool check(const struct lrs_spec *spec, struct lrs_err *err)
{
    if (lrs_spec_get(spec, "nesterov")->flag &&
        (lrs_spec_get(spec, "momentum")->real == 0 || lrs_spec_get(spec, "dampening")->real != 0))
        return lrs_fail(err, "nesterov needs a momentum above 0 and a dampening of 0");
    return true;
}

static const struct lrs_choice semantics[] = {
    [TORCH] = {"torch", "the rate multiplies the velocity: a drop of it acts at once"},
    [KERAS] = {"keras", "the rate goes into the velocity, which coasts on after a drop"},
    {NULL, NULL},
};

/* clang-format off */
static const struct lrs_param rows[] = {
    OPTIM_LR(struct sgd, 1e-3),
    {.name = "momentum", .aliases = "mu", .symbol = "μ",
     .help = "The share of the velocity that is kept from one step to the next.",
     LRS_AT_REAL(struct sgd, momentum), .lo = 0, .hi = HUGE_VAL, .def = 0, .nudge = 0.05},
    {.name = "dampening", .aliases = "damping",
     .help = "The share of the gradient that is kept out of the velocity.",
     LRS_AT_REAL(struct sgd, dampening), .flags = LRS_ADVANCED, .lo = -HUGE_VAL, .hi = HUGE_VAL,
     .def = 0, .nudge = 0.05},
    OPTIM_L2(struct sgd),
    {.name = "nesterov",
     .help = "Takes the gradient's share once more, as if it were measured one step ahead.",
     LRS_AT_BOOL(struct sgd, nesterov), .def = 0},
    {.name = "semantics",
     .help = "Whose momentum it is: they differ only where the rate changes.",
     LRS_AT_CHOICE(struct sgd, semantics), .flags = LRS_RESTART | LRS_ADVANCED,
     .choices = semantics, .def = TORCH},
};
/* clang-format on */

const struct lrs_optimizer_class lrs_sgd_class = {
    .kind = {.id = "sgd",
             .name = "SGD",
             .aliases = "sgdm momentum",
             .title = "Gradient descent",
             .formula = "v ← μv + g;  p ← p − ηv",
             .formula_ascii = "v = mu*v + g;  p = p - lr*v",
             .summary = "Steps against the gradient; with momentum, against a running sum of "
                        "gradients.",
             .when =
                 "When you can afford to tune the rate and its schedule: it shows plainest what "
                 "a schedule does, and often generalises best.",
             .tips = "Momentum 0.9 makes the effective step ten times longer: lower the rate when "
                     "you turn it up. A drop of the rate acts on the whole velocity at once; in "
                     "Keras the velocity coasts on for about 1/(1-momentum) steps (semantics).",
             .source = "torch.optim.SGD; Sutskever et al. (2013)",
             OPTIM_ROWS(rows),
             .size = sizeof(struct sgd),
             .check = check},
    .in_torch = true,
    .slots = 1,
    .driven = "momentum",
    .step32 = step32,
    .step64 = step64,
};
