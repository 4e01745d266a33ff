/* Private to optim/: the kinds, rows that many of them share, and the momentum in force. */
#ifndef LRSCOPE_OPTIM_PRIV_H
#define LRSCOPE_OPTIM_PRIV_H

#include <math.h>

#include "lrscope/optim.h"

extern const struct lrs_optimizer_class lrs_sgd_class, lrs_adagrad_class, lrs_adadelta_class,
    lrs_rmsprop_class, lrs_adam_class, lrs_adamw_class, lrs_adamax_class, lrs_nadam_class,
    lrs_radam_class, lrs_lion_class;

enum { OPTIM_SLOTS_MAX = 4 };

#define OPTIM_ROWS(rows) .params = (rows), .n_params = (int)(sizeof(rows) / sizeof *(rows))

/* clang-format off */
#define OPTIM_LR(T, default_)                                                                      \
    {.name = "lr", .aliases = "learning_rate eta step_size", .symbol = "η",                        \
     .help = "The base learning rate, which the schedule changes.",                                \
     LRS_AT_REAL(T, lr), .flags = LRS_LOG, .lo = 0, .hi = HUGE_VAL, .def = (default_)}

#define OPTIM_EPS(T, default_, help_)                                                              \
    {.name = "eps", .aliases = "epsilon", .symbol = "ε", .help = (help_),                          \
     LRS_AT_REAL(T, eps), .flags = LRS_LOG | LRS_ADVANCED, .lo = 0, .hi = HUGE_VAL,                \
     .def = (default_)}

/* DEFAULT: an array of two. */
#define OPTIM_BETAS(T, default_)                                                                   \
    {.name = "betas", .symbol = "β",                                                               \
     .help = "How much of the running means of gradients and of their squares is kept.",           \
     LRS_AT_REALS(T, betas), .flags = LRS_HI_OPEN, .lo = 0, .hi = 1, .def_list = (default_),       \
     .def_len = 2, .min_len = 2, .max_len = 2, .nudge = 0.01}

#define OPTIM_WEIGHT_DECAY(T, default_, help_)                                                     \
    {.name = "weight_decay", .aliases = "wd l2", .symbol = "λ", .help = (help_),                   \
     LRS_AT_REAL(T, weight_decay), .flags = LRS_LOG, .lo = 0, .hi = HUGE_VAL, .def = (default_)}

/* As a penalty on the weights: its gradient joins the loss's. */
#define OPTIM_L2(T)                                                                                \
    OPTIM_WEIGHT_DECAY(T, 0, "Adds this share of each weight to its gradient (L2 penalty).")
/* clang-format on */

/* What the schedule says of momentum (or beta1), else the kind's own value. */
static inline double optim_driven(double own, const struct lrs_update *u)
{
    return isnan(u->momentum) ? own : u->momentum;
}

#endif
