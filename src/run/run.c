/* A run: built, copied, reset, freed; and the layout of its block. */
#include "lrscope/run.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "run_priv.h"

/* A gauge is looked at in small pictures, so that fewer leaves do. */
enum { GAUGE_CAP = LRS_SERIES_CAP / 4 };
enum { GAP = 32 }; /* steps between checkpoints near now: copying costs little beside them */

static size_t align(size_t n)
{
    return (n + RUN_BLOCK_ALIGN - 1) / RUN_BLOCK_ALIGN * RUN_BLOCK_ALIGN;
}

bool run_has_path(const struct lrs_run *run)
{
    const struct lrs_surface *s = run->trainer->ground->surface;
    return s && s->about.dim == 2;
}

/* Is some rate of this schedule, or of a child, constant but for jumps? */
static bool has_jumps(const struct lrs_schedule *s)
{
    enum lrs_frequency f = s->class->frequency;
    if (f == LRS_AT_INTERVALS || f == LRS_AT_LISTED || f == LRS_ON_PLATEAU)
        return true;
    for (int i = 0; i < s->n_children; i++)
        if (has_jumps(s->child[i]))
            return true;
    return false;
}

void run_plan_block(struct lrs_run *run)
{
    const struct trainer *t = run->trainer;
    run->train = lrs_experiment_train(run->exp);
    run->clock = lrs_experiment_clock(run->exp, ground_train_rows(t->ground));
    run->base = lrs_optimizer_lr(run->exp->part[LRS_OPTIMIZER]);
    run_unsettle(run);
    run->schedule = lrs_schedule_new(run->exp->part[LRS_SCHEDULE], (double)run->clock.ticks);
    run->jumps = has_jumps(run->schedule);
    run->watches = lrs_schedule_takes_metric(run->schedule);
    run->drives = t->optimizer->class->driven && lrs_schedule_drives_momentum(run->schedule);
    struct layout *l = &run->layout;
    l->weights = align(sizeof(struct run_head));
    l->optimizer = l->weights + align(t->weight_bytes);
    l->schedule = l->optimizer + align(lrs_optimizer_state_size(t->optimizer));
    l->size = l->schedule + align(lrs_schedule_state_size(run->schedule));
}

void run_fill_block(struct lrs_run *run)
{
    memset(run->block, 0, run->layout.size);
    struct run_head *h = run_head(run);
    uint64_t seed = (uint64_t)run->train.seed;
    feed_start(&h->feed, seed, "shuffle", "noise");
    h->epoch_loss = h->val_loss = h->val_accuracy = h->best_val_loss = NAN;
    h->last_lr = h->last_loss = h->tick_lr = h->tick_change = NAN;
    trainer_init(run->trainer, seed, run_weights(run));
    lrs_optimizer_start(run->trainer->optimizer, run_optimizer_state(run));
    h->anchor = anchor_none(run->base);
    lrs_schedule_reset(run->schedule, run_schedule_state(run), run->base);
}

/* Room for EXPECT samples at full resolution, so far as a series goes; what is there stays. */
static void grow_series(struct lrs_series *s, int64_t expect, uint64_t most)
{
    if ((uint64_t)expect > most)
        expect = (int64_t)most;
    if (s->cap > 0 && s->cap >= (uint64_t)expect)
        return;
    struct lrs_series bigger = {0};
    lrs_series_init(&bigger, (uint64_t)expect);
    for (uint64_t i = 0; i < s->count; i++)
        lrs_series_append(&bigger, lrs_series_at(s, i));
    lrs_series_clear(s);
    *s = bigger;
}

void run_make_room(struct lrs_run *run)
{
    int64_t steps = run->clock.steps, epochs = steps / run->clock.steps_per_epoch + 1;
    const struct lrs_dataset *d = run->trainer->ground->data;
    if (!d || d->rows == d->n_train)
        epochs = 1;
    grow_series(&run->series[LRS_CH_LR], steps, LRS_SERIES_CAP);
    grow_series(&run->series[LRS_CH_LOSS], steps, LRS_SERIES_CAP);
    grow_series(&run->series[LRS_CH_MOMENTUM], steps, LRS_SERIES_CAP);
    grow_series(&run->series[LRS_CH_VAL_LOSS], epochs, LRS_SERIES_CAP);
    grow_series(&run->series[LRS_CH_VAL_ACCURACY], epochs, LRS_SERIES_CAP);
    for (int i = 0; i < 2 && run_has_path(run); i++)
        grow_series(&run->path[i], steps, LRS_SERIES_CAP);
    for (int i = 0; i < GAUGES; i++)
        grow_series(&run->gauge[i], steps / run->gauge_apart + 1, GAUGE_CAP);
    /* Where the series of epochs gets coarse, only the ends of epochs can be returned to. */
    int64_t gap = epochs > LRS_SERIES_CAP ? run->clock.steps_per_epoch : GAP;
    timeline_init(&run->timeline, run->layout.size, steps, gap);
    timeline_start(&run->timeline, run_head(run)->step, run->block);
}

static struct lrs_run *build(const struct lrs_experiment *e, struct ground *ground)
{
    struct lrs_run *run = LRS_NEW(struct lrs_run);
    run->exp = lrs_experiment_copy(e);
    run->trainer = trainer_new(e, ground);
    run_plan_block(run);
    run->block = LRS_ARRAY(unsigned char, run->layout.size);
    run->before = lrs_alloc(1, run->trainer->weight_bytes);
    run->gauge_apart = run->trainer->model || run->clock.steps > GAUGE_SHORT ? GAUGE_APART : 1;
    album_init(&run->album, run->trainer->n_params, !run->trainer->model);
    run_fill_block(run);
    run_settle(run);
    run_make_room(run);
    return run;
}

struct lrs_run *lrs_run_new(const struct lrs_experiment *e, struct lrs_err *err)
{
    if (!lrs_experiment_check(e, err))
        return NULL;
    struct ground *ground = ground_new(e, err);
    if (!ground)
        return NULL;
    struct lrs_run *run = build(e, ground);
    ground_release(ground);
    return run;
}

struct lrs_run *lrs_run_branch(const struct lrs_run *run)
{
    struct lrs_run *to = build(run->exp, run->trainer->ground);
    to->gauge_apart = run->gauge_apart; /* which the horizon at its start decided */
    memcpy(to->block, run->block, run->layout.size);
    run_settle(to);
    trainer_refeed(to->trainer, &run_head(to)->feed);
    for (int i = 0; i < LRS_CHANNELS; i++) {
        lrs_series_clear(&to->series[i]);
        lrs_series_copy(&to->series[i], &run->series[i]);
    }
    for (int i = 0; i < 2 && run_has_path(run); i++) {
        lrs_series_clear(&to->path[i]);
        lrs_series_copy(&to->path[i], &run->path[i]);
    }
    for (int i = 0; i < GAUGES; i++) {
        lrs_series_clear(&to->gauge[i]);
        lrs_series_copy(&to->gauge[i], &run->gauge[i]);
    }
    album_copy(&to->album, &run->album);
    memcpy(to->before, run->before, run->trainer->weight_bytes);
    to->before_at = run->before_at;
    to->marks = run->marks;
    to->running = run->running;
    to->revision = run->revision;
    timeline_start(&to->timeline, run_head(to)->step, to->block);
    return to;
}

void run_clear(struct lrs_run *run)
{
    timeline_clear(&run->timeline);
    for (int i = 0; i < LRS_CHANNELS; i++)
        lrs_series_clear(&run->series[i]);
    for (int i = 0; i < 2; i++)
        lrs_series_clear(&run->path[i]);
    for (int i = 0; i < GAUGES; i++)
        lrs_series_clear(&run->gauge[i]);
    album_clear(&run->album);
    lrs_free(run->before);
    run_unsettle(run);
    lrs_schedule_free(run->schedule);
    trainer_free(run->trainer);
    lrs_experiment_free(run->exp);
    lrs_free(run->block);
}

void lrs_run_return(struct lrs_run *run, const struct lrs_run *saved)
{
    struct lrs_run *copy = lrs_run_branch(saved);
    copy->revision = run->revision + 1;
    copy->running = run->running;
    run_clear(run);
    *run = *copy;
    lrs_free(copy);
}

void lrs_run_free(struct lrs_run *run)
{
    if (!run)
        return;
    run_clear(run);
    lrs_free(run);
}

void lrs_run_restart(struct lrs_run *run)
{
    run_fill_block(run);
    run_settle(run);
    run->note[0] = '\0';
    for (int i = 0; i < LRS_CHANNELS; i++)
        lrs_series_reset(&run->series[i]);
    for (int i = 0; i < 2 && run_has_path(run); i++)
        lrs_series_reset(&run->path[i]);
    for (int i = 0; i < GAUGES; i++)
        lrs_series_reset(&run->gauge[i]);
    album_start(&run->album);
    run->before_at = 0;
    run->marks.n = 0;
    timeline_start(&run->timeline, 0, run->block);
    run->revision++;
}

const struct lrs_experiment *lrs_run_experiment(const struct lrs_run *run)
{
    return run->exp;
}

const struct lrs_series *lrs_run_series(const struct lrs_run *run, enum lrs_channel ch)
{
    return &run->series[ch];
}

const struct lrs_dataset *lrs_run_dataset(const struct lrs_run *run)
{
    return run->trainer->ground->data;
}

const struct lrs_surface *lrs_run_surface(const struct lrs_run *run)
{
    return run->trainer->ground->surface;
}

const void *lrs_run_block(const struct lrs_run *run, size_t *size)
{
    *size = run->layout.size;
    return run->block;
}

void lrs_run_streams(const struct lrs_run *run, struct lrs_rng *shuffle, struct lrs_rng *noise)
{
    *shuffle = run_head(run)->feed.shuffle;
    *noise = run_head(run)->feed.noise;
}

const void *lrs_run_weights(const struct lrs_run *run, size_t *n)
{
    *n = run->trainer->n_params;
    return run_weights(run);
}
