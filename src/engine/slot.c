/* One run of the engine: what each command does to it, and how it gets on. All of this is the
 * holder's business; no lock is taken here. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine_priv.h"
#include "lrscope/mem.h"

enum { NO_GOAL = -1 };

struct slot *slot_new(int id, struct lrs_run *run)
{
    struct slot *s = LRS_NEW(struct slot);
    s->id = id;
    s->run = run;
    s->last = &s->first;
    s->due = INFINITY;
    s->goal = NO_GOAL;
    s->chunk = 1;
    meter_start(&s->meter);
    return s;
}

void command_clear(struct lrs_command *cmd)
{
    lrs_experiment_free(cmd->exp);
    cmd->exp = NULL;
}

void slot_free(struct slot *s)
{
    while (s->first) {
        struct queued *q = s->first;
        s->first = q->next;
        command_clear(&q->cmd);
        lrs_free(q);
    }
    if (s->test)
        lrs_finder_free(lrs_range_test_finish(s->test));
    lrs_finder_free(s->finder);
    log_clear(&s->log);
    for (int i = 0; i < LRS_PLACES_MAX; i++) {
        lrs_run_free(s->place[i].run);
        log_clear(&s->place[i].log);
    }
    lrs_run_free(s->run);
    lrs_free(s);
}

static struct lrs_run_info info_of(const struct slot *s)
{
    struct lrs_run_info info;
    lrs_run_info(s->run, &info);
    return info;
}

static void set_running(struct slot *s, bool running)
{
    if (running != s->running) {
        s->pace.credit = 0;
        meter_start(&s->meter);
    }
    s->running = running;
    lrs_run_set_running(s->run, running);
}

static bool has_ended(const struct slot *s)
{
    enum lrs_state state = info_of(s).state;
    return state == LRS_DONE || state == LRS_DIVERGED || state == LRS_FAILED;
}

/* A goal that is reached, or never will be, is one no more. */
static void settle_goal(struct slot *s)
{
    if (s->goal != NO_GOAL && (info_of(s).step >= s->goal || has_ended(s)))
        s->goal = NO_GOAL;
}

static void save_place(struct slot *s, int64_t n)
{
    if (n < 0 || n >= LRS_PLACES_MAX)
        return;
    lrs_run_free(s->place[n].run);
    s->place[n].run = lrs_run_branch(s->run);
    log_copy(&s->place[n].log, &s->log);
}

/* The end that LRS_CMD_UNTIL set is reached where its condition holds, and never will be after the
 * run's own end. */
static void settle_until(struct slot *s)
{
    struct lrs_run_info info = info_of(s);
    if (!s->until.set || !(lrs_condition_holds(&s->until.when, &info) || has_ended(s)))
        return;
    s->until.set = false;
    set_running(s, false);
    save_place(s, s->until.place);
}

/* ---- commands ---- */

static void complain(struct slot *s, const char *sentence)
{
    snprintf(s->message, sizeof s->message, "%s", sentence);
}

/* "gamma 0.5 -> 0.3": the last name of the path, what it was and what it is. */
static void describe_edit(const struct lrs_command *cmd, char text[64])
{
    const char *dot = strrchr(cmd->path, '.');
    const char *name = dot ? dot + 1 : cmd->path;
    if (cmd->was[0])
        snprintf(text, 64, "%.20s %.18s -> %.18s", name, cmd->was,
                 cmd->now[0] ? cmd->now : cmd->text);
    else
        snprintf(text, 64, "%.20s %.40s", name, cmd->text);
}

static void obey_apply(struct slot *s, const struct lrs_command *cmd)
{
    struct lrs_err err = {""};
    char text[64];
    bool restarted = false;
    int64_t step = info_of(s).step;
    describe_edit(cmd, text);
    s->chunk = 1; /* steps may take much longer from now on */
    if (!cmd->exp || !lrs_run_apply(s->run, cmd->exp, text, &restarted, &err))
        complain(s, cmd->exp ? err.msg : "nothing to apply");
    else if (restarted)
        log_empty(&s->log); /* the experiment as it is now holds all of it */
    else
        log_add(&s->log, s->id, step, cmd->path, cmd->text);
}

static void obey_go(struct slot *s, const struct lrs_command *cmd)
{
    (void)cmd;
    s->goal = NO_GOAL;
    set_running(s, true);
}

static void obey_pause(struct slot *s, const struct lrs_command *cmd)
{
    (void)cmd;
    s->goal = NO_GOAL;
    set_running(s, false);
}

static void obey_step(struct slot *s, const struct lrs_command *cmd)
{
    set_running(s, false);
    s->goal = info_of(s).step + (cmd->n > 0 ? cmd->n : 1);
    s->goal_first = true;
}

static void obey_epoch(struct slot *s, const struct lrs_command *cmd)
{
    struct lrs_run_info info = info_of(s);
    int64_t epoch = s->goal > info.step ? s->goal / info.clock.steps_per_epoch : info.epoch;
    set_running(s, false);
    s->goal = (epoch + (cmd->n > 0 ? cmd->n : 1)) * info.clock.steps_per_epoch;
    s->goal_first = false;
}

static void obey_rerun(struct slot *s, const struct lrs_command *cmd)
{
    (void)cmd;
    s->goal = NO_GOAL;
    s->until.set = false;
    lrs_run_restart(s->run);
    log_empty(&s->log);
    meter_start(&s->meter);
}

static void obey_seek(struct slot *s, const struct lrs_command *cmd)
{
    char text[96];
    int64_t now = info_of(s).step;
    obey_pause(s, cmd);
    s->until.set = false;
    if (lrs_run_seek(s->run, cmd->n))
        return;
    snprintf(text, sizeof text, "step %lld cannot be returned to: %s", (long long)cmd->n,
             cmd->n > now ? "it is still to come" : "there was an edit since");
    complain(s, text);
}

static void obey_pace(struct slot *s, const struct lrs_command *cmd)
{
    s->pace.rate = cmd->value > 0 && isfinite(cmd->value) ? cmd->value : 0;
    s->pace.credit = fmin(s->pace.credit, 1);
}

static void drop_test(struct slot *s)
{
    if (s->test)
        lrs_finder_free(lrs_range_test_finish(s->test));
    s->test = NULL;
}

static void obey_find(struct slot *s, const struct lrs_command *cmd)
{
    (void)cmd;
    struct lrs_err err = {""};
    drop_test(s);
    s->test = lrs_range_test_new(s->run, &err);
    if (!s->test)
        complain(s, err.msg);
}

static void take_finder(struct slot *s, struct lrs_finder *finder)
{
    lrs_finder_free(s->finder);
    s->finder = finder;
    s->found++;
}

static void obey_forget(struct slot *s, const struct lrs_command *cmd)
{
    (void)cmd;
    drop_test(s);
    take_finder(s, NULL);
}

static void obey_until(struct slot *s, const struct lrs_command *cmd)
{
    s->until = (struct until){true, cmd->fast, cmd->until, cmd->n};
    obey_go(s, cmd);
}

static void obey_return(struct slot *s, const struct lrs_command *cmd)
{
    bool known = cmd->n >= 0 && cmd->n < LRS_PLACES_MAX && s->place[cmd->n].run;
    obey_pause(s, cmd);
    s->until.set = false;
    s->chunk = 1;
    if (!known) {
        complain(s, "there is no such place to return to");
        return;
    }
    lrs_run_return(s->run, s->place[cmd->n].run);
    log_copy(&s->log, &s->place[cmd->n].log);
}

static void (*const orders[])(struct slot *s, const struct lrs_command *cmd) = {
    [LRS_CMD_APPLY] = obey_apply, [LRS_CMD_RUN] = obey_go,
    [LRS_CMD_PAUSE] = obey_pause, [LRS_CMD_STEP] = obey_step,
    [LRS_CMD_EPOCH] = obey_epoch, [LRS_CMD_RERUN] = obey_rerun,
    [LRS_CMD_SEEK] = obey_seek,   [LRS_CMD_PACE] = obey_pace,
    [LRS_CMD_FIND] = obey_find,   [LRS_CMD_FORGET_FINDER] = obey_forget,
    [LRS_CMD_UNTIL] = obey_until, [LRS_CMD_RETURN] = obey_return,
};

void slot_obey(struct slot *s, struct lrs_command *cmd)
{
    orders[cmd->type](s, cmd);
    settle_goal(s);
    settle_until(s);
    s->obeyed++;
}

/* Steps that were asked for one by one are done before what was asked for after them, so that keys
 * act in the order in which they were pressed; what stops a run does not wait. */
bool slot_may_obey(const struct slot *s, const struct lrs_command *cmd)
{
    bool stops = cmd->type == LRS_CMD_PAUSE || cmd->type == LRS_CMD_RERUN ||
                 cmd->type == LRS_CMD_SEEK || cmd->type == LRS_CMD_RUN ||
                 cmd->type == LRS_CMD_RETURN;
    return stops || s->goal == NO_GOAL || !s->goal_first;
}

/* ---- getting on ---- */

bool slot_has_work(const struct slot *s)
{
    return s->test || ((s->running || s->goal != NO_GOAL) && !has_ended(s));
}

bool slot_hurries(const struct slot *s)
{
    return s->test || s->goal != NO_GOAL || (s->until.set && s->until.fast && s->running);
}

/* No further than to the first step at which it could hold. */
static int64_t clip_to_until(const struct slot *s, int64_t n)
{
    struct lrs_run_info info = info_of(s);
    int64_t leap = lrs_condition_leap(&s->until.when, &info);
    return n < leap ? n : leap;
}

int64_t slot_advance(struct slot *s, int64_t n)
{
    if (s->test) {
        if (!lrs_range_test_advance(s->test, (int)(n < 1000 ? n : 1000))) {
            take_finder(s, lrs_range_test_finish(s->test));
            s->test = NULL;
        }
        return 0;
    }
    if (s->goal != NO_GOAL) {
        int64_t left = s->goal - info_of(s).step;
        n = n < left ? n : left;
    }
    if (s->until.set)
        n = clip_to_until(s, n);
    int64_t done = lrs_run_advance(s->run, n);
    settle_goal(s);
    settle_until(s);
    return done;
}

void slot_count(struct slot *s, double now, int64_t steps)
{
    meter_count(&s->meter, now, steps);
    pace_use(&s->pace, steps);
    if (!slot_has_work(s))
        s->pace.credit = 0; /* what was not used is not owed to the next run */
}
