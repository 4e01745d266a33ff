/* Figures of a run by name, and conditions on them: what a lesson waits for and what it claims. */
#ifndef LRSCOPE_FIGURE_H
#define LRSCOPE_FIGURE_H

#include "lrscope/run.h"

enum lrs_figure_kind {
    LRS_FIG_LOSS, /* as people should read it: averaged over mini-batches; exact on a landscape */
    LRS_FIG_VAL_LOSS,
    LRS_FIG_VAL_ACCURACY,
    LRS_FIG_BEST_VAL_LOSS,
    LRS_FIG_LR, /* in force; after the end, the one that was used last */
    LRS_FIG_MOMENTUM,
    LRS_FIG_STEP,
    LRS_FIG_EPOCH,
    LRS_FIG_X, /* where it stands on a landscape */
    LRS_FIG_Y,
    LRS_FIG_DONE, /* 1 or 0: the run is over, whichever way */
    LRS_FIG_DIVERGED,
    LRS_FIGURE_KINDS
};
struct lrs_figure_row {
    const char *name, *help;
    double (*of)(const struct lrs_run_info *info);
};
extern const struct lrs_figure_row lrs_figure_rows[LRS_FIGURE_KINDS];

enum lrs_relation { LRS_BELOW, LRS_AT_MOST, LRS_ABOVE, LRS_AT_LEAST, LRS_EQUAL, LRS_RELATIONS };
extern const char *const lrs_relation_names[LRS_RELATIONS]; /* "<", "<=", ... */
/* False where one is NaN. EQUAL: to nine digits. */
bool lrs_relation_holds(enum lrs_relation relation, double a, double b);

/* "loss < 0.1" */
struct lrs_condition {
    enum lrs_figure_kind figure;
    enum lrs_relation relation;
    double value;
};
bool lrs_condition_holds(const struct lrs_condition *c, const struct lrs_run_info *info);
/* Steps that may be done at once from here on without passing the first at which it holds; from 1. */
int64_t lrs_condition_leap(const struct lrs_condition *c, const struct lrs_run_info *info);

#endif
