/* An experiment is five choices (problem, model, optimizer, schedule, train) and the finder's
 * settings: six specs under six names. Paths ("schedule.gamma") name any value of it. */
#ifndef LRSCOPE_EXPERIMENT_H
#define LRSCOPE_EXPERIMENT_H

#include "lrscope/optim.h"
#include "lrscope/problem.h"
#include "lrscope/schedule.h"

enum lrs_part { LRS_PROBLEM, LRS_MODEL, LRS_OPTIMIZER, LRS_SCHEDULE, LRS_TRAIN, LRS_FINDER, LRS_PARTS };

struct lrs_experiment {
    struct lrs_spec *part[LRS_PARTS]; /* owned, never NULL */
};

/* "problem", "model", ...; and the registry that a part's kinds come from (train and finder have
 * one kind each). */
const char *lrs_part_name(enum lrs_part part);
const struct lrs_registry *lrs_part_registry(enum lrs_part part);
extern const struct lrs_registry lrs_train_registry, lrs_finder_registry;

/* The compiled structs of the two groups of settings. */
enum lrs_monitor { LRS_VAL_LOSS, LRS_TRAIN_LOSS, LRS_VAL_ACCURACY };
/* How a change of the schedule on the way is taken; see lrs_run_apply. */
enum lrs_on_edit { LRS_EDIT_START, LRS_EDIT_CONTINUE, LRS_EDIT_RESTART, LRS_EDIT_CHAIN };
struct lrs_train {
    int64_t epochs, steps /* or LRS_INT_UNSET */, batch, seed;
    double validation;    /* share of the rows, [0, 1) */
    int interval;         /* 0 = as the schedule is usually ticked, 1 = epoch, 2 = step */
    int monitor;          /* enum lrs_monitor */
    int on_edit;          /* enum lrs_on_edit */
};
struct lrs_finder_settings {
    double start_lr, end_lr;
    int64_t num_it;
    int mode;             /* 0 exponential, 1 linear */
    double smooth;        /* beta of the bias-corrected average, 0.98 */
    double diverge;       /* stops at this many times the best smoothed loss, 4 */
    int from;             /* 0 = fresh weights, 1 = from where training stands */
};

struct lrs_experiment *lrs_experiment_new(void);                /* all defaults */
struct lrs_experiment *lrs_experiment_copy(const struct lrs_experiment *e);
void lrs_experiment_free(struct lrs_experiment *e);
bool lrs_experiment_equal(const struct lrs_experiment *a, const struct lrs_experiment *b);
/* Is a run of A under way one of B as well? They may differ in what only comes later: the finder's
 * settings, and how the next edit is taken. */
bool lrs_experiment_same_run(const struct lrs_experiment *a, const struct lrs_experiment *b);
struct lrs_train lrs_experiment_train(const struct lrs_experiment *e);
struct lrs_finder_settings lrs_experiment_finder(const struct lrs_experiment *e);
/* All parts checked, and each against the others. */
bool lrs_experiment_check(const struct lrs_experiment *e, struct lrs_err *err);
/* What computes but is unwise ("eta_min is above the base rate"); the first such sentence or "". */
void lrs_experiment_warn(const struct lrs_experiment *e, struct lrs_str *out);

/* Resolves a full path. */
bool lrs_experiment_find(struct lrs_experiment *e, const char *path, enum lrs_part *part,
                         struct lrs_ref *ref, struct lrs_err *err);
/* Puts a new kind into a part (taking SPEC over). */
void lrs_experiment_put(struct lrs_experiment *e, enum lrs_part part, struct lrs_spec *spec);
/* The path that adopting a finder's rate sets: "schedule.max_lr" or "optimizer.lr". */
void lrs_experiment_peak_path(const struct lrs_experiment *e, char path[64]);

/* The lengths of a run, which need the number of training rows. */
struct lrs_clock {
    bool per_step;           /* the schedule ticks per step */
    int64_t steps_per_epoch; /* 1 on a landscape */
    int64_t steps, ticks;    /* of the whole run */
};
struct lrs_clock lrs_experiment_clock(const struct lrs_experiment *e, int64_t n_train);
/* The training rows of the problem; 0 for a landscape. Loads a csv file to count it. */
bool lrs_experiment_rows(const struct lrs_experiment *e, int64_t *n_train, struct lrs_err *err);

#endif
