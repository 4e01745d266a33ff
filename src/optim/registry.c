/* The optimizers, in the order of menus: from the plain step to the adaptive ones, in which each is
 * an answer to the one before it. */
#include "optim_priv.h"

static const struct lrs_kind *const kinds[] = {
    &lrs_sgd_class.kind,
    &lrs_adagrad_class.kind,
    &lrs_adadelta_class.kind,
    &lrs_rmsprop_class.kind,
    &lrs_adam_class.kind,
    &lrs_adamw_class.kind,
    &lrs_adamax_class.kind,
    &lrs_nadam_class.kind,
    &lrs_radam_class.kind,
    &lrs_lion_class.kind,
    NULL,
};

const struct lrs_registry lrs_optimizers = {.noun = "optimizer", .kinds = kinds};
