/* What the tests of the engine share: sending, looking, waiting with a deadline. */
#ifndef LRSCOPE_TESTS_ENGINE_RIG_H
#define LRSCOPE_TESTS_ENGINE_RIG_H

#include "../run/lab.h"

#include <poll.h>
#include <stdatomic.h>
#include <time.h>

#include "lrscope/engine.h"

static inline int rig_add(struct lrs_engine *e, const struct lrs_experiment *exp)
{
    struct lrs_err err = {""};
    int run = lrs_engine_add(e, exp, &err);
    if (!run)
        fail_msg("%s", err.msg);
    return run;
}

static inline void rig_send(struct lrs_engine *e, int run, enum lrs_command_type type, int64_t n)
{
    struct lrs_command cmd = {.type = type, .run = run, .n = n};
    lrs_engine_send(e, &cmd);
}

static inline void rig_pace(struct lrs_engine *e, int run, double rate)
{
    struct lrs_command cmd = {.type = LRS_CMD_PACE, .run = run, .value = rate};
    lrs_engine_send(e, &cmd);
}

/* Sets optimizer.lr by an edit. */
static inline void rig_edit(struct lrs_engine *e, int run, const struct lrs_experiment *exp,
                            double lr)
{
    struct lrs_command cmd = {.type = LRS_CMD_APPLY,
                              .run = run,
                              .exp = lrs_experiment_copy(exp),
                              .path = "optimizer.lr"};
    lrs_number_exact(cmd.was, 2 * lr); /* each of these tests' edits halves it */
    lab_set(cmd.exp, "optimizer.lr", lr);
    lrs_number_exact(cmd.text, lr);
    lrs_engine_send(e, &cmd);
}

static inline void rig_look(struct lrs_engine *e, int run, struct lrs_snapshot *snap)
{
    struct lrs_request req = {.from = 0, .to = 120, .columns = 60};
    lrs_engine_snapshot(e, run, &req, snap);
}

static inline int64_t rig_step(struct lrs_engine *e, int run)
{
    struct lrs_snapshot snap = {0};
    rig_look(e, run, &snap);
    int64_t step = snap.info.step;
    lrs_snapshot_clear(&snap);
    return step;
}

static inline double rig_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Waits until DONE says so of RUN's snapshot, woken by the engine; fails after 20 seconds. */
static inline void rig_wait(struct lrs_engine *e, int run, struct lrs_snapshot *snap,
                            bool (*done)(const struct lrs_snapshot *snap))
{
    double deadline = rig_now() + 20;
    struct pollfd fd = {.fd = lrs_engine_wake_fd(e), .events = POLLIN};
    for (rig_look(e, run, snap); !done(snap); rig_look(e, run, snap)) {
        if (rig_now() > deadline)
            fail_msg("the engine did not get there within 20 seconds (step %lld)",
                     (long long)snap->info.step);
        poll(&fd, 1, 1000);
    }
}

/* Waits until RUN has done more than STEP steps. */
static inline void rig_wait_past(struct lrs_engine *e, int run, int64_t step)
{
    double deadline = rig_now() + 20;
    struct pollfd fd = {.fd = lrs_engine_wake_fd(e), .events = POLLIN};
    while (rig_step(e, run) <= step) {
        if (rig_now() > deadline)
            fail_msg("run %d did not get beyond step %lld within 20 seconds", run, (long long)step);
        poll(&fd, 1, 1000);
    }
}

static inline bool rig_is_done(const struct lrs_snapshot *snap)
{
    return snap->info.state == LRS_DONE;
}

#endif
