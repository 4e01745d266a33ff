/* All schedules, in the order of menus. A new one is a file and a line here. */
#include "schedule_priv.h"

static const struct lrs_kind *const kinds[] = {
    &lrs_constant_class.kind,
    &lrs_step_class.kind,
    &lrs_multistep_class.kind,
    &lrs_piecewise_class.kind,
    &lrs_exponential_class.kind,
    &lrs_natural_class.kind,
    &lrs_inverse_class.kind,
    &lrs_polynomial_class.kind,
    &lrs_poly_class.kind,
    &lrs_linear_class.kind,
    &lrs_linear_zero_class.kind,
    &lrs_rex_class.kind,
    &lrs_cosine_class.kind,
    &lrs_min_cosine_class.kind,
    &lrs_restarts_class.kind,
    &lrs_hard_restarts_class.kind,
    &lrs_log_class.kind,
    &lrs_cyclic_class.kind,
    &lrs_onecycle_class.kind,
    &lrs_wsd_class.kind,
    &lrs_noam_class.kind,
    &lrs_inverse_sqrt_class.kind,
    &lrs_plateau_class.kind,
    &lrs_lambda_class.kind,
    &lrs_multiplicative_class.kind,
    &lrs_table_class.kind,
    &lrs_constantlr_class.kind,
    &lrs_sequential_class.kind,
    &lrs_chained_class.kind,
    &lrs_staircase_class.kind,
    NULL,
};

const struct lrs_registry lrs_schedules = {.noun = "schedule", .kinds = kinds};
