/* The models, in the order of menus. */
#include "model_priv.h"

static const struct lrs_kind *const kinds[] = {&lrs_mlp_class.kind, NULL};

const struct lrs_registry lrs_models = {.noun = "model", .kinds = kinds};
