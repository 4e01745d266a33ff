/* What the files of the schedule floor share: the classes that the registry lists, rows that
 * several kinds have, and the walk from a container to its children.
 *
 * Every function of a class gets the state of the WHOLE schedule; a node finds its own part at
 * state_at. */
#ifndef LRSCOPE_SCHEDULE_PRIV_H
#define LRSCOPE_SCHEDULE_PRIV_H

#include <math.h>

#include "lrscope/schedule.h"

extern const struct lrs_schedule_class lrs_constant_class;
extern const struct lrs_schedule_class lrs_step_class;
extern const struct lrs_schedule_class lrs_multistep_class;
extern const struct lrs_schedule_class lrs_constantlr_class;
extern const struct lrs_schedule_class lrs_exponential_class;
extern const struct lrs_schedule_class lrs_polynomial_class;
extern const struct lrs_schedule_class lrs_linear_class;
extern const struct lrs_schedule_class lrs_cosine_class;
extern const struct lrs_schedule_class lrs_restarts_class;
extern const struct lrs_schedule_class lrs_cyclic_class;
extern const struct lrs_schedule_class lrs_onecycle_class;
extern const struct lrs_schedule_class lrs_plateau_class;
extern const struct lrs_schedule_class lrs_lambda_class;
extern const struct lrs_schedule_class lrs_log_class;
extern const struct lrs_schedule_class lrs_natural_class;
extern const struct lrs_schedule_class lrs_inverse_class;
extern const struct lrs_schedule_class lrs_poly_class;
extern const struct lrs_schedule_class lrs_linear_zero_class;
extern const struct lrs_schedule_class lrs_rex_class;
extern const struct lrs_schedule_class lrs_min_cosine_class;
extern const struct lrs_schedule_class lrs_hard_restarts_class;
extern const struct lrs_schedule_class lrs_wsd_class;
extern const struct lrs_schedule_class lrs_noam_class;
extern const struct lrs_schedule_class lrs_inverse_sqrt_class;
extern const struct lrs_schedule_class lrs_piecewise_class;
extern const struct lrs_schedule_class lrs_multiplicative_class;
extern const struct lrs_schedule_class lrs_staircase_class;
extern const struct lrs_schedule_class lrs_table_class;
extern const struct lrs_schedule_class lrs_sequential_class;
extern const struct lrs_schedule_class lrs_chained_class;

#define LRS_PI           3.14159265358979323846
#define LRS_N_ROWS(rows) (int)(sizeof(rows) / sizeof *(rows))

/* A rate to which the schedule falls; may lie above the base rate, then it rises to it. */
#define LRS_ROW_ETA_MIN(T)                                                                         \
    {                                                                                              \
        .name = "eta_min", .aliases = "min_lr lr_min final_lr", .symbol = "η_min",                 \
        .help = "The lowest rate, where the curve ends.", LRS_AT_REAL(T, eta_min),                 \
        .flags = LRS_LOG, .lo = 0, .hi = INFINITY, .def = 0                                        \
    }

/* For kinds that all four libraries have (or the first few of them). */
enum { LRS_TORCH, LRS_KERAS, LRS_OPTAX, LRS_MXNET };

/* Whose meaning a schedule has, on kinds where libraries differ. LIST: one for each of PyTorch,
 * Keras, optax and MXNet that has the schedule, "torch" first; its help says in words what is
 * different. PyTorch has no such argument, so the row is the last one. */
#define LRS_ROW_SEMANTICS(T, list)                                                                 \
    {                                                                                              \
        .name = "semantics", .aliases = "library",                                                 \
        .help = "Whose meaning counts where libraries differ.", LRS_AT_CHOICE(T, semantics),       \
        .flags = LRS_ADVANCED, .choices = list                                                     \
    }

/* The momentum that moves against the rate. */
#define LRS_ROWS_MOMENTUM(T, base_default, max_default)                                            \
    {.name = "cycle_momentum",                                                                     \
     .help = "Move the momentum (beta1 of the Adam family) against the rate.",                     \
     LRS_AT_BOOL(T, cycle_momentum),                                                               \
     .flags = LRS_ADVANCED,                                                                        \
     .lo = 0,                                                                                      \
     .hi = 1,                                                                                      \
     .def = 1},                                                                                    \
        {.name = "base_momentum",                                                                  \
         .help = "The lowest momentum, in force while the rate is at its highest.",                \
         LRS_AT_REAL(T, base_momentum),                                                            \
         .flags = LRS_ADVANCED | LRS_HI_OPEN,                                                      \
         .lo = 0,                                                                                  \
         .hi = 1,                                                                                  \
         .def = base_default,                                                                      \
         .nudge = 0.01},                                                                           \
    {                                                                                              \
        .name = "max_momentum",                                                                    \
        .help = "The highest momentum, in force while the rate is at its lowest.",                 \
        LRS_AT_REAL(T, max_momentum), .flags = LRS_ADVANCED | LRS_HI_OPEN, .lo = 0, .hi = 1,       \
        .def = max_default, .nudge = 0.01                                                          \
    }

/* The warm-up that Hugging Face's schedules start with. */
#define LRS_ROW_WARMUP(T, default_ticks)                                                           \
    {                                                                                              \
        .name = "num_warmup_steps", .aliases = "warmup_steps",                                     \
        .help = "The ticks up to the base rate; 0 is no warm-up.", .unit = "ticks",                \
        LRS_AT_INT(T, num_warmup_steps), .lo = 0, .hi = INFINITY, .usual = 100,                    \
        .def = default_ticks, .fit = 0.1                                                           \
    }

/* The share of the base rate at tick T of that warm-up: nothing at 0. */
static inline double lrs_schedule_ramp(double warmup, double t)
{
    return t / fmax(1, warmup);
}

/* A length in ticks; where it is unset, the whole run. */
static inline double lrs_schedule_ticks(const struct lrs_schedule *s, int64_t length)
{
    return length == LRS_INT_UNSET ? fmax(1, floor(s->horizon)) : (double)length;
}

/* The child specs of a container; an empty list for other kinds. */
const struct lrs_specs *lrs_schedule_children(const struct lrs_spec *spec);
/* Sets a row by its name to a value that is known to be legal. */
void lrs_schedule_put(struct lrs_spec *spec, const char *row, struct lrs_value value);
/* A share of the horizon in whole ticks, at least 1. */
int64_t lrs_schedule_share(double share, double horizon);
/* Puts CHILD (taken over) behind the children of SPEC. */
void lrs_schedule_add_child(struct lrs_spec *spec, struct lrs_spec *child);

#endif
