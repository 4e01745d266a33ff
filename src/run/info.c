/* What is known of a run in one line, and its state, which follows from the facts by one table. */
#include <math.h>
#include <stdio.h>

#include "run_priv.h"

static bool has_diverged(const struct lrs_run *run)
{
    return run_head(run)->end == HAS_DIVERGED;
}

static bool has_failed(const struct lrs_run *run)
{
    return run_head(run)->end == HAS_FAILED;
}

static bool is_over(const struct lrs_run *run)
{
    return run_head(run)->step >= run->clock.steps;
}

static bool is_running(const struct lrs_run *run)
{
    return run->running;
}

static bool is_fresh(const struct lrs_run *run)
{
    return run_head(run)->step == 0;
}

/* The first that holds; PAUSED where none does. */
static const struct {
    enum lrs_state state;
    bool (*holds)(const struct lrs_run *run);
} rules[] = {
    {LRS_DIVERGED, has_diverged}, {LRS_FAILED, has_failed}, {LRS_DONE, is_over},
    {LRS_RUNNING, is_running},    {LRS_READY, is_fresh},
};

static enum lrs_state state_of(const struct lrs_run *run)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].holds(run))
            return rules[i].state;
    return LRS_PAUSED;
}

const char *lrs_state_name(enum lrs_state state)
{
    static const char *const names[] = {
        [LRS_READY] = "ready", [LRS_RUNNING] = "running",   [LRS_PAUSED] = "paused",
        [LRS_DONE] = "done",   [LRS_DIVERGED] = "diverged", [LRS_FAILED] = "failed",
    };
    return names[state];
}

void lrs_run_set_running(struct lrs_run *run, bool running)
{
    run->running = running;
}

bool lrs_run_drives_momentum(const struct lrs_run *run)
{
    return run->drives;
}

static void add_place(const struct lrs_run *run, struct lrs_run_info *info)
{
    const struct ground *g = run->trainer->ground;
    info->n_params = (int64_t)run->trainer->n_params;
    if (g->data) {
        info->n_train = g->data->n_train;
        info->n_val = g->data->rows - g->data->n_train;
        return;
    }
    const double *x = run_weights(run);
    for (int i = 0; i < 2 && i < g->surface->about.dim; i++)
        info->x[i] = x[i];
}

void lrs_run_info(const struct lrs_run *run, struct lrs_run_info *info)
{
    const struct run_head *h = run_head(run);
    int64_t tick = run_tick(run, h->step);
    struct lrs_update u = run_rates(run, (double)tick);
    double t = run_local(run, (double)tick);
    *info = (struct lrs_run_info){
        .state = state_of(run),
        .step = h->step,
        .epoch = h->step / run->clock.steps_per_epoch,
        .tick = (int64_t)t,
        .clock = run->clock,
        .lr = u.lr,
        .momentum = u.momentum,
        .last_lr = h->last_lr,
        .last_loss = h->last_loss,
        .mean_loss = h->ema_weight > 0 ? h->ema / h->ema_weight : (double)NAN,
        .epoch_loss = h->epoch_loss,
        .val_loss = h->val_loss,
        .val_accuracy = h->val_accuracy,
        .best_val_loss = h->best_val_loss,
        .schedule_end = lrs_schedule_end(run->schedule) + ((double)tick - t),
        .anchor = (enum lrs_on_edit)h->anchor.how,
        .seed = run->train.seed,
        .revision = run->revision,
        .diverged_at = h->end_at,
    };
    info->has_plateau =
        lrs_schedule_plateau(run->schedule, run_schedule_state(run), t, &info->plateau);
    anchor_words(run, info->anchored, sizeof info->anchored);
    snprintf(info->note, sizeof info->note, "%s", run->note);
    snprintf(info->reason, sizeof info->reason, "%s", h->reason);
    add_place(run, info);
}
