/* Figures of a run by name, one table, and conditions on them. */
#include "lrscope/figure.h"

#include <math.h>

static bool is_over(const struct lrs_run_info *i)
{
    return i->state == LRS_DONE || i->state == LRS_DIVERGED || i->state == LRS_FAILED;
}

static double loss(const struct lrs_run_info *i)
{
    return i->n_train > 0 ? i->mean_loss : i->last_loss;
}

static double val_loss(const struct lrs_run_info *i)
{
    return i->val_loss;
}

static double val_accuracy(const struct lrs_run_info *i)
{
    return i->val_accuracy;
}

static double best_val_loss(const struct lrs_run_info *i)
{
    return i->best_val_loss;
}

static double rate(const struct lrs_run_info *i)
{
    return is_over(i) && isfinite(i->last_lr) ? i->last_lr : i->lr;
}

static double momentum(const struct lrs_run_info *i)
{
    return i->momentum;
}

static double step(const struct lrs_run_info *i)
{
    return (double)i->step;
}

static double epoch(const struct lrs_run_info *i)
{
    return (double)i->epoch;
}

static double x(const struct lrs_run_info *i)
{
    return i->x[0];
}

static double y(const struct lrs_run_info *i)
{
    return i->x[1];
}

static double done(const struct lrs_run_info *i)
{
    return is_over(i);
}

static double diverged(const struct lrs_run_info *i)
{
    return i->state == LRS_DIVERGED;
}

/* clang-format off */
const struct lrs_figure_row lrs_figure_rows[LRS_FIGURE_KINDS] = {
    [LRS_FIG_LOSS]          = {"loss", "The training loss, as the status line shows it.", loss},
    [LRS_FIG_VAL_LOSS]      = {"val_loss", "The validation loss of the last epoch.", val_loss},
    [LRS_FIG_VAL_ACCURACY]  = {"val_accuracy", "The share of validation rows that are classified right.", val_accuracy},
    [LRS_FIG_BEST_VAL_LOSS] = {"best_val_loss", "The lowest validation loss so far.", best_val_loss},
    [LRS_FIG_LR]            = {"lr", "The rate in force; after the end, the last one used.", rate},
    [LRS_FIG_MOMENTUM]      = {"momentum", "The momentum that the schedule drives.", momentum},
    [LRS_FIG_STEP]          = {"step", "Updates done.", step},
    [LRS_FIG_EPOCH]         = {"epoch", "Whole epochs done.", epoch},
    [LRS_FIG_X]             = {"x", "The first coordinate on a landscape.", x},
    [LRS_FIG_Y]             = {"y", "The second coordinate on a landscape.", y},
    [LRS_FIG_DONE]          = {"done", "1 when the run is over.", done},
    [LRS_FIG_DIVERGED]      = {"diverged", "1 when the loss ran away.", diverged},
};
/* clang-format on */

const char *const lrs_relation_names[LRS_RELATIONS] = {
    [LRS_BELOW] = "<",     [LRS_AT_MOST] = "<=", [LRS_ABOVE] = ">",
    [LRS_AT_LEAST] = ">=", [LRS_EQUAL] = "==",
};

bool lrs_relation_holds(enum lrs_relation relation, double a, double b)
{
    if (isnan(a) || isnan(b))
        return false;
    switch (relation) {
    case LRS_BELOW:
        return a < b;
    case LRS_AT_MOST:
        return a <= b;
    case LRS_ABOVE:
        return a > b;
    case LRS_AT_LEAST:
        return a >= b;
    default:
        return a == b || fabs(a - b) <= 1e-9 * fmax(fmax(fabs(a), fabs(b)), 1e-6);
    }
}

bool lrs_condition_holds(const struct lrs_condition *c, const struct lrs_run_info *info)
{
    return lrs_relation_holds(c->relation, lrs_figure_rows[c->figure].of(info), c->value);
}

int64_t lrs_condition_leap(const struct lrs_condition *c, const struct lrs_run_info *info)
{
    bool counts = c->relation == LRS_AT_LEAST || c->relation == LRS_EQUAL;
    int64_t per = c->figure == LRS_FIG_EPOCH ? info->clock.steps_per_epoch : 1;
    int64_t left = info->clock.steps - info->step;
    if (counts && (c->figure == LRS_FIG_STEP || c->figure == LRS_FIG_EPOCH))
        left = (int64_t)fmin(ceil(c->value), 1e15) * per - info->step;
    else if (c->figure != LRS_FIG_DONE && c->figure != LRS_FIG_DIVERGED)
        left = 1;
    return left > 1 ? left : 1;
}
