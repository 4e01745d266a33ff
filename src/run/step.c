/* One step of a run: the rate from the schedule, loss and gradient of the next batch, the update,
 * what is recorded of it, and what happens at the end of an epoch and of a tick. Allocates nothing. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/text.h"
#include "run_priv.h"

static const double BETA = 0.98;       /* of the average of the batch losses */
static const double LOSS_LIMIT = 1e30; /* beyond it a loss says no more than infinity */

static void finish(struct lrs_run *run, enum run_end how, const char *reason)
{
    struct run_head *h = run_head(run);
    h->end = how;
    h->end_at = h->step;
    snprintf(h->reason, sizeof h->reason, "%s", reason);
    if (how == HAS_DIVERGED)
        marks_add(&run->marks, h->step, LRS_MARK_DIVERGED, reason);
}

/* ---- jumps of the rate ---- */

/* A change of the rate from one tick to the next is a jump where the next change is small beside it,
 * and either the rate stood still before (in schedules that do such things) or it is large in itself
 * and beside the change before. */
static bool is_jump(const struct lrs_run *run, int64_t tick, double before, double now,
                    double earlier)
{
    double change = now - before;
    if (change == 0 || isnan(earlier))
        return false;
    double larger = fmax(fabs(before), fabs(now)), smaller = fmin(fabs(before), fabs(now));
    bool from_rest = run->jumps && earlier == 0;
    if (!from_rest && (!(larger > 1.5 * smaller) || !(fabs(change) > 2 * fabs(earlier))))
        return false;
    double later = run_rates(run, (double)tick + 1).lr - now;
    return fabs(change) > 2 * fabs(later);
}

static void note_tick(struct lrs_run *run, int64_t tick, double lr)
{
    struct run_head *h = run_head(run);
    if (is_jump(run, tick, h->tick_lr, lr, h->tick_change)) {
        char from[LRS_NUMBER_MAX], to[LRS_NUMBER_MAX], text[80];
        snprintf(text, sizeof text, "lr %s -> %s", lrs_number_pretty(from, h->tick_lr, 3),
                 lrs_number_pretty(to, lr, 3));
        marks_add(&run->marks, h->step, lr < h->tick_lr ? LRS_MARK_DROP : LRS_MARK_RESTART, text);
    }
    h->tick_change = lr - h->tick_lr; /* NaN at first */
    h->tick_lr = lr;
}

/* ---- ends of epochs and ticks ---- */

static void end_epoch(struct lrs_run *run)
{
    struct run_head *h = run_head(run);
    h->epoch_loss = h->epoch_sum / (double)h->epoch_rows;
    h->epoch_sum = 0;
    h->epoch_rows = 0;
    const struct lrs_dataset *d = run->trainer->ground->data;
    if (!d || d->rows == d->n_train)
        return;
    trainer_validate(run->trainer, run_weights(run), &h->val_loss, &h->val_accuracy);
    h->best_val_loss = fmin(h->best_val_loss, h->val_loss); /* NaN gives way */
    lrs_series_append(&run->series[LRS_CH_VAL_LOSS], h->val_loss);
    if (d->task == LRS_CLASSIFY)
        lrs_series_append(&run->series[LRS_CH_VAL_ACCURACY], h->val_accuracy);
}

/* What the schedule sees of a tick that is over. Validation comes once an epoch, so a schedule that
 * monitors it looks once an epoch, even where it ticks per step. */
static void end_tick(struct lrs_run *run, int64_t tick, bool epoch_over)
{
    const struct run_head *h = run_head(run);
    const struct lrs_dataset *d = run->trainer->ground->data;
    bool has_validation = d && d->rows > d->n_train;
    double metric;
    if (!has_validation || run->train.monitor == LRS_TRAIN_LOSS)
        metric = run->clock.per_step ? h->last_loss : h->epoch_loss;
    else if (!epoch_over)
        return;
    else if (run->train.monitor == LRS_VAL_ACCURACY && d->task == LRS_CLASSIFY)
        metric = h->val_accuracy;
    else
        metric = h->val_loss;
    lrs_schedule_observe(run->schedule, run_schedule_state(run), h->anchor.base,
                         run_local(run, (double)tick), metric);
}

/* ---- the step ---- */

static void record(struct lrs_run *run, const struct lrs_update *u, double loss)
{
    struct run_head *h = run_head(run);
    lrs_series_append(&run->series[LRS_CH_LR], u->lr);
    lrs_series_append(&run->series[LRS_CH_LOSS], loss);
    lrs_series_append(&run->series[LRS_CH_MOMENTUM], u->momentum);
    h->last_lr = u->lr;
    h->last_loss = loss;
    if (!run_has_path(run))
        return;
    const double *x = run_weights(run);
    lrs_series_append(&run->path[0], x[0]);
    lrs_series_append(&run->path[1], x[1]);
}

static bool loss_is_sound(struct lrs_run *run, double loss)
{
    if (fabs(loss) <= LOSS_LIMIT)
        return true;
    finish(run, HAS_DIVERGED,
           isnan(loss)   ? "the loss is not a number"
           : isinf(loss) ? "the loss is infinite"
           : loss < 0    ? "the loss fell below -1e30"
                         : "the loss rose above 1e30");
    return false;
}

/* Norms at a few steps only: beside the products of a step they are not free. */
static void gauge(struct lrs_run *run, double slope)
{
    const struct trainer *t = run->trainer;
    const void *now = run_weights(run);
    double length = t->model ? lrs_distance(t->n_params, now, run->before)
                             : lrs_distance64(t->n_params, now, run->before);
    double size = trainer_norm(t, run->before);
    lrs_series_append(&run->gauge[0], slope);
    lrs_series_append(&run->gauge[1], size > 0 ? length / size : (double)NAN);
}

/* LAST: somebody may ask for this update afterwards. */
static void move(struct lrs_run *run, const struct lrs_update *u, bool last)
{
    const struct trainer *t = run->trainer;
    int64_t step = run_head(run)->step;
    bool gauged = (step & (run->gauge_apart - 1)) == 0;
    void *weights = run_weights(run);
    double slope = gauged ? trainer_norm(t, t->gradient) : 0; /* the update may change it */
    album_save(&run->album, step, weights);
    if (last || gauged || step + 1 == run->clock.steps) {
        memcpy(run->before, weights, t->weight_bytes);
        run->before_at = step + 1;
    }
    if (!trainer_update(run->trainer, weights, run_optimizer_state(run), u))
        finish(run, HAS_DIVERGED, "a weight is no longer finite");
    if (gauged)
        gauge(run, slope);
}

static bool step(struct lrs_run *run, bool last)
{
    struct run_head *h = run_head(run);
    if (h->end != GOING_ON || h->step >= run->clock.steps)
        return false;
    int64_t per_epoch = run->clock.steps_per_epoch, tick = run_tick(run, h->step);
    struct lrs_update u = run_rates(run, (double)tick);
    if (!isfinite(u.lr)) {
        finish(run, HAS_FAILED, "the schedule's rate is not a finite number");
        return false;
    }
    if (run->clock.per_step || h->step % per_epoch == 0)
        note_tick(run, tick, u.lr);
    int rows;
    double loss = trainer_gradient(run->trainer, &h->feed, run_weights(run), &rows);
    record(run, &u, loss);
    if (!loss_is_sound(run, loss))
        return false;
    move(run, &u, last);
    h->ema = BETA * h->ema + (1 - BETA) * loss;
    h->ema_weight = BETA * h->ema_weight + (1 - BETA);
    h->epoch_sum += loss * rows;
    h->epoch_rows += rows;
    h->step++;
    if (h->end != GOING_ON)
        return true;
    bool epoch_over = h->step % per_epoch == 0;
    if (epoch_over)
        end_epoch(run);
    if (run->watches && (epoch_over || run->clock.per_step))
        end_tick(run, tick, epoch_over);
    timeline_save(&run->timeline, h->step, run->block);
    return true;
}

int64_t lrs_run_advance(struct lrs_run *run, int64_t n)
{
    unsigned before = lrs_denormals_flush();
    int64_t done = 0;
    while (done < n && step(run, done + 1 == n))
        done++;
    lrs_denormals_restore(before);
    return done;
}

bool lrs_run_step(struct lrs_run *run)
{
    return lrs_run_advance(run, 1) == 1;
}

/* ---- back ---- */

/* Samples that a gauge has after STEP updates. */
static uint64_t gauges_after(const struct lrs_run *run, int64_t step)
{
    return (uint64_t)((step + run->gauge_apart - 1) / run->gauge_apart);
}

/* Can every series be cut where it was after STEP updates? */
static bool can_cut(const void *arg, int64_t step)
{
    const struct lrs_run *run = arg;
    uint64_t epochs = (uint64_t)(step / run->clock.steps_per_epoch);
    for (int i = 0; i < LRS_CHANNELS; i++) {
        uint64_t count = i < LRS_CH_VAL_LOSS ? (uint64_t)step : epochs;
        if (run->series[i].count > count && count % run->series[i].stride != 0)
            return false;
    }
    uint64_t gauged = gauges_after(run, step);
    if (run->gauge[0].count > gauged && gauged % run->gauge[0].stride != 0)
        return false;
    return !run_has_path(run) || (uint64_t)step % run->path[0].stride == 0;
}

static void cut(struct lrs_run *run, int64_t step)
{
    uint64_t epochs = (uint64_t)(step / run->clock.steps_per_epoch);
    for (int i = 0; i < LRS_CHANNELS; i++) {
        uint64_t count = i < LRS_CH_VAL_LOSS ? (uint64_t)step : epochs;
        if (run->series[i].count > count)
            lrs_series_truncate(&run->series[i], count);
    }
    for (int i = 0; i < 2 && run_has_path(run); i++)
        lrs_series_truncate(&run->path[i], (uint64_t)step);
    for (int i = 0; i < GAUGES; i++)
        if (run->gauge[i].count > gauges_after(run, step))
            lrs_series_truncate(&run->gauge[i], gauges_after(run, step));
    album_cut(&run->album, step);
    run->before_at = 0;
    marks_cut(&run->marks, step);
    timeline_cut(&run->timeline, step);
}

bool lrs_run_seek(struct lrs_run *run, int64_t to)
{
    int64_t now = run_head(run)->step, found = 0;
    if (to < 0 || to > now)
        return false;
    if (to == now)
        return true;
    const void *block = timeline_find(&run->timeline, to, can_cut, run, &found);
    if (!block)
        return false;
    memcpy(run->block, block, run->layout.size);
    run_settle(run);
    trainer_refeed(run->trainer, &run_head(run)->feed);
    cut(run, found);
    return lrs_run_advance(run, to - found) == to - found;
}
