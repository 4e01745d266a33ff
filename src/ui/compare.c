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

static void take_curves(struct lrs_trace *t, const struct lrs_snapshot *snap)
{
    t->from = snap->from;
    t->to = snap->to;
    t->info = snap->info;
    for (int ch = 0; ch < LRS_CHANNELS; ch++) {
        if (!t->curve[ch])
            t->curve[ch] = LRS_ARRAY(struct lrs_bin, LRS_TRACE_COLUMNS);
        for (int i = 0; i < LRS_TRACE_COLUMNS; i++)
            t->curve[ch][i] = snap->curve[ch] ? snap->curve[ch][i] : lrs_bin_empty();
    }
}

struct lrs_trace *lrs_trace_new(const char *name, const struct lrs_experiment *exp)
{
    struct lrs_trace *t = LRS_NEW(struct lrs_trace);
    lrs_copy_text(t->name, sizeof t->name, name);
    t->exp = lrs_experiment_copy(exp);
    snprintf(t->ran, sizeof t->ran, "%s", exp->part[LRS_SCHEDULE]->kind->name);
    return t;
}

void lrs_trace_follow(struct lrs_ui *ui, struct lrs_trace *t, int run)
{
    struct lrs_snapshot snap = {0};
    double to = t->info.clock.steps > 0 ? (double)t->info.clock.steps : 1;
    lrs_engine_snapshot(ui->engine, run,
                        &(struct lrs_request){.to = to, .columns = LRS_TRACE_COLUMNS}, &snap);
    take_curves(t, &snap);
    lrs_snapshot_clear(&snap);
}

struct lrs_trace *lrs_trace_take(struct lrs_ui *ui, const char *name)
{
    struct lrs_snapshot snap;
    double steps = (double)ui->snap.info.step;
    lrs_ui_curves(ui, fmax(steps, 1), LRS_TRACE_COLUMNS, &snap);
    if (snap.info.step < 1) {
        lrs_snapshot_clear(&snap);
        return NULL;
    }
    struct lrs_trace *t = lrs_trace_new(name, ui->exp);
    lrs_ui_story(ui, t->ran);
    take_curves(t, &snap);
    lrs_snapshot_clear(&snap);
    return t;
}

struct lrs_trace *lrs_trace_share(struct lrs_trace *t)
{
    if (t)
        t->shares++;
    return t;
}

void lrs_trace_free(struct lrs_trace *t)
{
    if (!t)
        return;
    if (t->shares > 0) {
        t->shares--;
        return;
    }
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

static bool same_figure(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* A curve that was kept a moment ago: the run has not moved on since. */
static bool is_now(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    const struct lrs_run_info *is = &ui->snap.info, *was = &t->info;
    return is->step == was->step && is->last_loss == was->last_loss &&
           same_figure(is->mean_loss, was->mean_loss) && same_figure(is->val_loss, was->val_loss);
}

bool lrs_comparable(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    return t && !is_now(ui, t) &&
           lrs_spec_equal(t->exp->part[LRS_PROBLEM], ui->exp->part[LRS_PROBLEM]);
}

double lrs_trace_pace(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    double is = (double)ui->snap.info.clock.steps_per_epoch;
    double was = (double)t->info.clock.steps_per_epoch;
    return is > 0 && was > 0 ? is / was : 1;
}

bool lrs_any_comparable(const struct lrs_ui *ui)
{
    bool any = lrs_comparable(ui, ui->ghost);
    for (int i = 0; i < ui->n_kept; i++)
        any = any || lrs_comparable(ui, ui->kept[i]);
    return any;
}

void lrs_ui_drop_traces(struct lrs_ui *ui)
{
    while (ui->n_kept > 0)
        lrs_trace_free(ui->kept[--ui->n_kept]);
    lrs_trace_free(ui->ghost);
    ui->ghost = NULL;
}

double lrs_shown_loss(const struct lrs_run_info *info)
{
    return lrs_figure_rows[LRS_FIG_LOSS].of(info);
}

/* What the columns of a curve over [0, TO) had before STEP. */
static double value_until(const struct lrs_bin *bin, double to, double step)
{
    double value = NAN, per_column = to / LRS_TRACE_COLUMNS;
    bool narrow = per_column < 1; /* such a column shows the step at its middle */
    for (int i = 0; i < LRS_TRACE_COLUMNS; i++) {
        double at = narrow ? floor((i + 0.5) * per_column) : i * per_column;
        if (at >= step)
            break;
        if (bin[i].n > 0)
            value = bin[i].last;
    }
    return value;
}

/* The average that lrs_shown_loss gave at STEP. */
static double loss_until(const struct lrs_bin *loss, double to, double step, bool landscape)
{
    if (landscape)
        return value_until(loss, to, step);
    struct lrs_bin *smooth = LRS_ARRAY(struct lrs_bin, LRS_TRACE_COLUMNS);
    lrs_bins_smooth(LRS_TRACE_COLUMNS, loss, average_beta, smooth);
    double value = value_until(smooth, to, step);
    lrs_free(smooth);
    return value;
}

/* The step after which the last epoch up to STEP was over. */
static double epochs_end(const struct lrs_run_info *info, double step)
{
    double per = fmax((double)info->clock.steps_per_epoch, 1);
    return floor(step / per + 1e-9) * per;
}

/* Curves over [0, TO) of the run INFO, read at STEP. The validation of an epoch stands at the
 * epoch's last step, so that the one of an epoch that ends later is not taken. */
static struct lrs_figures figures_at(struct lrs_bin *const curve[LRS_CHANNELS],
                                     const struct lrs_run_info *info, double to, double step)
{
    double end = epochs_end(info, step) - 0.5;
    return (struct lrs_figures){
        .loss = loss_until(curve[LRS_CH_LOSS], to, step, info->n_train == 0),
        .val_loss = value_until(curve[LRS_CH_VAL_LOSS], to, end),
        .val_accuracy = value_until(curve[LRS_CH_VAL_ACCURACY], to, end),
    };
}

struct lrs_figures lrs_trace_figures(const struct lrs_trace *t, double step)
{
    return figures_at(t->curve, &t->info, t->to, step);
}

double lrs_trace_rate(const struct lrs_trace *t, double step)
{
    const struct lrs_bin *bin = t->curve[LRS_CH_LR];
    double wide = t->to / LRS_TRACE_COLUMNS; /* steps in a bin: up to two of them are told apart */
    /* A bin narrower than a step shows the step that its middle lies in. */
    int at = (int)(wide < 1 ? ceil(step / wide - 0.5 - 1e-9) : floor(step / wide + 1e-9)),
        i = at < LRS_TRACE_COLUMNS ? at : LRS_TRACE_COLUMNS - 1;
    while (i >= 0 && bin[i].n == 0)
        i--;
    if (i < 0)
        return NAN;
    return i == at && step - at * wide < 1 ? bin[i].first : bin[i].last;
}

static struct lrs_figures figures_now(const struct lrs_run_info *info)
{
    return (struct lrs_figures){lrs_shown_loss(info), info->val_loss, info->val_accuracy};
}

static void meet(struct lrs_ui *ui, struct lrs_trace *t)
{
    struct lrs_snapshot snap;
    uint64_t revision = ui->snap.info.revision;
    if (!lrs_comparable(ui, t) || (t->has_met && t->met_revision == revision))
        return;
    double pace = lrs_trace_pace(ui, t), to = t->to * pace, end = (double)t->info.step * pace;
    if ((double)ui->snap.info.step < end + 0.5)
        return;
    lrs_ui_curves(ui, to, LRS_TRACE_COLUMNS, &snap);
    t->met = figures_at(snap.curve, &snap.info, to, end);
    t->met_revision = revision;
    t->has_met = true;
    lrs_snapshot_clear(&snap);
}

void lrs_ui_meet_traces(struct lrs_ui *ui)
{
    meet(ui, ui->ghost);
    for (int i = 0; i < ui->n_kept; i++)
        meet(ui, ui->kept[i]);
}

struct lrs_difference lrs_ui_difference(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    const struct lrs_run_info *is = &ui->snap.info, *was = &t->info;
    struct lrs_figures a = figures_now(is), b = figures_now(was);
    double pace = lrs_trace_pace(ui, t), now = (double)is->step, end = (double)was->step * pace;
    double step = fmin(now, end);
    bool partial = fabs(now - end) >= 0.5, beyond = partial && now > end;
    if (partial)
        b = figures_at(t->curve, was, t->to, step / pace);
    if (beyond && t->has_met)
        a = t->met;
    else if (beyond)
        a = (struct lrs_figures){NAN, NAN, NAN};
    bool validation = isfinite(a.val_loss) && isfinite(b.val_loss);
    return (struct lrs_difference){
        .loss = validation ? a.val_loss - b.val_loss : a.loss - b.loss,
        .accuracy = a.val_accuracy - b.val_accuracy,
        .step = validation ? epochs_end(is, step) : step,
        .validation = validation,
        .partial = partial,
    };
}

bool lrs_is_kept(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    for (int i = 0; i < ui->n_kept; i++)
        if (ui->kept[i]->info.step == t->info.step &&
            same_figure(ui->kept[i]->info.mean_loss, t->info.mean_loss) &&
            same_figure(ui->kept[i]->info.val_loss, t->info.val_loss) &&
            lrs_experiment_equal(ui->kept[i]->exp, t->exp))
            return true;
    return false;
}

void lrs_keep_newest(struct lrs_ui *ui, struct lrs_trace *t)
{
    if (ui->n_kept == LRS_KEPT_MAX) {
        lrs_trace_free(ui->kept[0]);
        memmove(&ui->kept[0], &ui->kept[1], (LRS_KEPT_MAX - 1) * sizeof *ui->kept);
        ui->n_kept--;
    }
    ui->kept[ui->n_kept++] = t;
}

/* --- the schedules of a run --- */

void lrs_ui_begin_story(struct lrs_ui *ui)
{
    ui->ran[0] = ui->exp->part[LRS_SCHEDULE]->kind;
    ui->n_ran = 1;
    ui->ran_edited = false;
}

void lrs_ui_continue_story(struct lrs_ui *ui, const struct lrs_spec *was)
{
    const struct lrs_spec *is = ui->exp->part[LRS_SCHEDULE];
    if (ui->snap.info.step == 0) {
        lrs_ui_begin_story(ui);
    } else if (is->kind != was->kind) {
        ui->ran[ui->n_ran < LRS_RAN_MAX ? ui->n_ran : LRS_RAN_MAX - 1] = is->kind;
        ui->n_ran++;
    } else if (!lrs_spec_equal(is, was)) {
        ui->ran_edited = true;
    }
}

char *lrs_ui_story(const struct lrs_ui *ui, char buf[48])
{
    if (ui->n_ran == 1) {
        snprintf(buf, 48, "%s%s", ui->ran[0]->name, ui->ran_edited ? " (edited)" : "");
        return buf;
    }
    int n = snprintf(buf, 48, "%s", ui->ran[0]->id);
    for (int i = 1; i < ui->n_ran && i < LRS_RAN_MAX; i++)
        n += snprintf(buf + n, 48 - (size_t)n, "\u2192%s%s",
                      i == LRS_RAN_MAX - 1 && ui->n_ran > LRS_RAN_MAX ? "\u2026" : "",
                      ui->ran[i]->id);
    return buf;
}

/* "StepLR 2": what tells a curve apart, where the user names none. */
static void name_curve(const struct lrs_ui *ui, char name[48])
{
    char ran[48];
    int same = 0;
    lrs_ui_story(ui, ran);
    for (int i = 0; i < ui->n_kept; i++)
        same += strcmp(ui->kept[i]->ran, ran) == 0;
    lrs_copy_text(name, same > 0 ? 36 : 48, ran);
    if (same > 0)
        snprintf(name + strlen(name), 12, " %d", same + 1);
}

LRS_ACT(lrs_act_keep)
{
    if (ui->n_kept == LRS_KEPT_MAX)
        return lrs_fail(err, "%d curves are kept already; x drops the last of them", LRS_KEPT_MAX);
    char name[48];
    if (args)
        lrs_copy_text(name, sizeof name, args);
    else
        name_curve(ui, name);
    struct lrs_trace *t = lrs_trace_take(ui, name);
    if (!t)
        return lrs_fail(err, "there is no curve to keep yet");
    ui->kept[ui->n_kept++] = t;
    if (ui->n_kept == 1)
        lrs_ui_say(ui, "kept as \"%s\"; change something and run again to compare", t->name);
    else
        lrs_ui_say(ui, "kept as \"%s\"; v or :compare lists all and marks the best", t->name);
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

/* In the picture's place, or all over the screen where that has no room. */
LRS_ACT(lrs_act_compare)
{
    struct lrs_layout l;
    bool off = ui->comparing && !ui->picture_off;
    ui->comparing = !off;
    ui->picture_off = false;
    if (off) {
        ui->maximised = ui->maximised && ui->focus != LRS_PANEL_PICTURE;
        return true;
    }
    lrs_ui_layout(ui, &l);
    if (l.compare.h == 0) {
        ui->focus = LRS_PANEL_PICTURE;
        ui->maximised = true;
    }
    return true;
}
