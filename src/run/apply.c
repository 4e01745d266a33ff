/* Taking on a changed experiment in mid-run: what differs decides what is kept. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "run_priv.h"

/* Do the parts differ in a value that cannot change on the way? Problems and models cannot at all. */
static bool needs_restart(const struct lrs_experiment *a, const struct lrs_experiment *b)
{
    for (int i = 0; i < LRS_PARTS; i++) {
        const struct lrs_spec *from = a->part[i], *to = b->part[i];
        if (i == LRS_PROBLEM || i == LRS_MODEL) {
            if (!lrs_spec_equal(from, to))
                return true;
            continue;
        }
        if (from->kind != to->kind)
            continue;
        for (int row = 0; row < from->kind->n_params; row++)
            if ((from->kind->params[row].flags & LRS_RESTART) &&
                !lrs_value_equal(&from->at[row], &to->at[row]))
                return true;
    }
    return false;
}

/* What differs comes only later. */
static void take_later(struct lrs_run *run, const struct lrs_experiment *e)
{
    lrs_experiment_put(run->exp, LRS_FINDER, lrs_spec_copy(e->part[LRS_FINDER]));
    lrs_experiment_put(run->exp, LRS_TRAIN, lrs_spec_copy(e->part[LRS_TRAIN]));
    run->train = lrs_experiment_train(e);
    run->revision++;
}

static bool start_over(struct lrs_run *run, const struct lrs_experiment *e, struct lrs_err *err)
{
    struct lrs_run *fresh = lrs_run_new(e, err);
    if (!fresh)
        return false;
    fresh->running = run->running;
    fresh->revision = run->revision + 1;
    run_clear(run);
    *run = *fresh;
    lrs_free(fresh);
    return true;
}

/* The same kinds in the same places: a state of one serves the other. */
static bool same_shape(const struct lrs_schedule *a, const struct lrs_schedule *b)
{
    if (a->class != b->class || a->n_children != b->n_children || a->state_size != b->state_size)
        return false;
    for (int i = 0; i < a->n_children; i++)
        if (!same_shape(a->child[i], b->child[i]))
            return false;
    return true;
}

/* What is kept of the state before: the head and the weights always. */
struct before {
    unsigned char *block;
    struct layout layout;
    const struct lrs_optimizer_class *optimizer;
    struct lrs_schedule *schedule;
    struct lrs_experiment *exp;
    struct lrs_clock clock;
    double base, lr;
};

static void refill(struct lrs_run *run, const struct before *b)
{
    const struct lrs_optimizer *o = run->trainer->optimizer;
    size_t size = lrs_optimizer_state_size(o);
    memcpy(run->block, b->block, b->layout.optimizer);
    if (o->class == b->optimizer && b->layout.schedule == run->layout.schedule)
        memcpy(run_optimizer_state(run), b->block + b->layout.optimizer, size);
    else
        lrs_optimizer_start(o, run_optimizer_state(run));
    if (same_shape(run->schedule, b->schedule))
        memcpy(run_schedule_state(run), b->block + b->layout.schedule,
               lrs_schedule_state_size(run->schedule));
    else
        lrs_schedule_reset(run->schedule, run_schedule_state(run), run->base);
    struct run_head *h = run_head(run);
    h->tick_lr = h->tick_change = NAN; /* the edit's own jump is no event of the schedule */
    if (h->end == HAS_FAILED) {
        h->end = GOING_ON;
        h->reason[0] = '\0';
    }
}

static struct edit compare(const struct lrs_run *run, const struct before *b)
{
    return (struct edit){
        .schedule = !lrs_spec_equal(run->exp->part[LRS_SCHEDULE], b->exp->part[LRS_SCHEDULE]) ||
                    run->clock.per_step != b->clock.per_step,
        .horizon = run->clock.ticks != b->clock.ticks,
        .optimizer = run->trainer->optimizer->class != b->optimizer,
        .base = b->base,
        .lr = b->lr,
    };
}

/* Returns a word on how the edit was taken, or "". */
static const char *go_on(struct lrs_run *run, const struct lrs_experiment *e)
{
    struct before b = {
        .block = run->block,
        .layout = run->layout,
        .optimizer = run->trainer->optimizer->class,
        .schedule = run->schedule,
        .exp = run->exp,
        .clock = run->clock,
        .base = run->base,
        .lr = run_rates(run, (double)run_tick(run, run_head(run)->step)).lr,
    };
    run->exp = lrs_experiment_copy(e);
    trainer_set_optimizer(run->trainer, run->exp->part[LRS_OPTIMIZER]);
    run_plan_block(run);
    run->block = LRS_ARRAY(unsigned char, run->layout.size);
    refill(run, &b);
    struct edit edit = compare(run, &b);
    const char *how = run_anchor(run, &edit);
    run_make_room(run);
    run->revision++;
    lrs_free(b.block);
    lrs_schedule_free(b.schedule);
    lrs_experiment_free(b.exp);
    return how;
}

bool lrs_run_apply(struct lrs_run *run, const struct lrs_experiment *e, const char *text,
                   bool *restarted, struct lrs_err *err)
{
    *restarted = false;
    if (!lrs_experiment_check(e, err))
        return false;
    if (needs_restart(run->exp, e))
        return *restarted = start_over(run, e, err);
    run->note[0] = '\0';
    if (lrs_experiment_same_run(run->exp, e) && !lrs_experiment_equal(run->exp, e)) {
        take_later(run, e);
        return true;
    }
    const char *how = go_on(run, e);
    if (!text)
        return true;
    char mark[64];
    snprintf(mark, sizeof mark, "%s%s%s", text, how[0] ? ", " : "", how);
    marks_edit(&run->marks, run_head(run)->step, mark);
    return true;
}
