/* Taking on a changed experiment in mid-run: what differs decides what is kept. */
#include <math.h>
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

static bool only_finder_differs(const struct lrs_experiment *a, const struct lrs_experiment *b)
{
    for (int i = 0; i < LRS_FINDER; i++)
        if (!lrs_spec_equal(a->part[i], b->part[i]))
            return false;
    return !lrs_spec_equal(a->part[LRS_FINDER], b->part[LRS_FINDER]);
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

static void go_on(struct lrs_run *run, const struct lrs_experiment *e)
{
    struct before b = {
        .block = run->block,
        .layout = run->layout,
        .optimizer = run->trainer->optimizer->class,
        .schedule = run->schedule,
        .exp = run->exp,
    };
    run->exp = lrs_experiment_copy(e);
    trainer_set_optimizer(run->trainer, run->exp->part[LRS_OPTIMIZER]);
    run_plan_block(run);
    run->block = LRS_ARRAY(unsigned char, run->layout.size);
    refill(run, &b);
    run_make_room(run);
    run->revision++;
    lrs_free(b.block);
    lrs_schedule_free(b.schedule);
    lrs_experiment_free(b.exp);
}

bool lrs_run_apply(struct lrs_run *run, const struct lrs_experiment *e, const char *text,
                   bool *restarted, struct lrs_err *err)
{
    *restarted = false;
    if (!lrs_experiment_check(e, err))
        return false;
    if (needs_restart(run->exp, e))
        return *restarted = start_over(run, e, err);
    if (only_finder_differs(run->exp, e)) {
        lrs_experiment_put(run->exp, LRS_FINDER, lrs_spec_copy(e->part[LRS_FINDER]));
        run->revision++;
        return true;
    }
    go_on(run, e);
    if (text)
        marks_add(&run->marks, run_head(run)->step, LRS_MARK_EDIT, text);
    return true;
}
