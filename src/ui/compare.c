/* Curves that stay for comparison: the ghost of the last run and those that the user keeps. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* A run that ended before this share of its steps does not chase away a longer ghost. */
static const double worth_a_ghost = 0.05;
/* Per step, for losses that are compared in the middle of a run; as the run's own average. */
static const double average_beta = 0.98;

struct lrs_trace *lrs_trace_take(struct lrs_ui *ui, const char *name)
{
    struct lrs_snapshot snap;
    double steps = (double)ui->snap.info.step;
    lrs_ui_curves(ui, fmax(steps, 1), LRS_TRACE_COLUMNS, &snap);
    if (snap.info.step < 1) {
        lrs_snapshot_clear(&snap);
        return NULL;
    }
    struct lrs_trace *t = LRS_NEW(struct lrs_trace);
    lrs_copy_text(t->name, sizeof t->name, name);
    t->from = snap.from;
    t->to = snap.to;
    t->info = snap.info;
    t->exp = lrs_experiment_copy(ui->exp);
    for (int ch = 0; ch < LRS_CHANNELS; ch++) {
        t->curve[ch] = LRS_ARRAY(struct lrs_bin, LRS_TRACE_COLUMNS);
        for (int i = 0; i < LRS_TRACE_COLUMNS; i++)
            t->curve[ch][i] = snap.curve[ch] ? snap.curve[ch][i] : lrs_bin_empty();
    }
    lrs_snapshot_clear(&snap);
    return t;
}

void lrs_trace_free(struct lrs_trace *t)
{
    if (!t)
        return;
    for (int ch = 0; ch < LRS_CHANNELS; ch++)
        lrs_free(t->curve[ch]);
    lrs_experiment_free(t->exp);
    lrs_free(t);
}

void lrs_ui_leave_ghost(struct lrs_ui *ui)
{
    struct lrs_trace *t = lrs_trace_take(ui, "last run");
    if (!t)
        return;
    const struct lrs_trace *old = ui->ghost;
    double worth = worth_a_ghost * (double)t->info.clock.steps;
    if (old && (double)t->info.step < worth && t->info.step < old->info.step) {
        lrs_trace_free(t);
        return;
    }
    lrs_trace_free(ui->ghost);
    ui->ghost = t;
}

bool lrs_comparable(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    return t && lrs_spec_equal(t->exp->part[LRS_PROBLEM], ui->exp->part[LRS_PROBLEM]);
}

double lrs_shown_loss(const struct lrs_run_info *info)
{
    return info->n_train > 0 ? info->mean_loss : info->last_loss;
}

/* The last value of a trace's curve at or before STEP. */
static double value_until(const struct lrs_trace *t, const struct lrs_bin *bin, double step)
{
    double value = NAN;
    double per_column = (t->to - t->from) / LRS_TRACE_COLUMNS;
    for (int i = 0; i < LRS_TRACE_COLUMNS && t->from + i * per_column < step; i++)
        if (bin[i].n > 0)
            value = bin[i].last;
    return value;
}

/* The loss that lrs_shown_loss gave at STEP. */
static double loss_until(const struct lrs_trace *t, double step)
{
    if (t->info.n_train == 0)
        return value_until(t, t->curve[LRS_CH_LOSS], step);
    struct lrs_bin *smooth = LRS_ARRAY(struct lrs_bin, LRS_TRACE_COLUMNS);
    lrs_bins_smooth(LRS_TRACE_COLUMNS, t->curve[LRS_CH_LOSS], average_beta, smooth);
    double value = value_until(t, smooth, step);
    lrs_free(smooth);
    return value;
}

struct lrs_difference lrs_ui_difference(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    const struct lrs_run_info *is = &ui->snap.info, *was = &t->info;
    struct lrs_difference d = {.loss = NAN, .accuracy = NAN};
    d.final = lrs_ui_over(ui) && is->step >= was->step;
    d.validation = isfinite(is->val_loss) && isfinite(was->val_loss);
    if (is->step >= was->step) {
        d.loss =
            d.validation ? is->val_loss - was->val_loss : lrs_shown_loss(is) - lrs_shown_loss(was);
        d.accuracy = is->val_accuracy - was->val_accuracy;
        return d;
    }
    double step = (double)is->step;
    d.loss = d.validation ? is->val_loss - value_until(t, t->curve[LRS_CH_VAL_LOSS], step)
                          : lrs_shown_loss(is) - loss_until(t, step);
    d.accuracy = is->val_accuracy - value_until(t, t->curve[LRS_CH_VAL_ACCURACY], step);
    return d;
}

/* "StepLR 2": what tells a curve apart, where the user names none. */
static void name_curve(const struct lrs_ui *ui, char *name, size_t size)
{
    const char *kind = ui->exp->part[LRS_SCHEDULE]->kind->name;
    int same = 0;
    for (int i = 0; i < ui->n_kept; i++)
        same += ui->kept[i]->exp->part[LRS_SCHEDULE]->kind == ui->exp->part[LRS_SCHEDULE]->kind;
    if (same > 0)
        snprintf(name, size, "%s %d", kind, same + 1);
    else
        snprintf(name, size, "%s", kind);
}

LRS_ACT(lrs_act_keep)
{
    if (ui->n_kept == LRS_KEPT_MAX)
        return lrs_fail(err, "%d curves are kept already; x drops the last of them", LRS_KEPT_MAX);
    char name[48];
    if (args)
        lrs_copy_text(name, sizeof name, args);
    else
        name_curve(ui, name, sizeof name);
    struct lrs_trace *t = lrs_trace_take(ui, name);
    if (!t)
        return lrs_fail(err, "there is no curve to keep yet");
    ui->kept[ui->n_kept++] = t;
    lrs_ui_say(ui, "kept as \"%s\"; change something and run again to compare", t->name);
    return true;
}

LRS_ACT(lrs_act_drop)
{
    if (ui->n_kept > 0) {
        struct lrs_trace *t = ui->kept[--ui->n_kept];
        ui->kept[ui->n_kept] = NULL;
        lrs_ui_say(ui, "dropped \"%s\"", t->name);
        lrs_trace_free(t);
        return true;
    }
    if (!ui->ghost)
        return lrs_fail(err, "no curve is kept; c keeps this one");
    lrs_trace_free(ui->ghost);
    ui->ghost = NULL;
    lrs_ui_say(ui, "dropped the ghost of the last run");
    return true;
}
