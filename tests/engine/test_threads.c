/* The engine with worker threads: the same histories as without, prompt snapshots, sleep when there
 * is nothing to do, an end within milliseconds. */
#include "rig.h"

#include <sys/resource.h>

static struct lrs_experiment *seeded(int steps, int seed)
{
    struct lrs_experiment *exp = lab_moons(steps);
    lab_set(exp, "train.seed", seed);
    return exp;
}

static void threads_do_not_show(void **state)
{
    (void)state;
    enum { RUNS = 8, STEPS = 120 };
    struct lrs_engine *sync = lrs_engine_new(0), *e = lrs_engine_new(3);
    for (int i = 1; i <= RUNS; i++) {
        struct lrs_experiment *exp = seeded(STEPS, i);
        assert_int_equal(rig_add(sync, exp), i);
        assert_int_equal(rig_add(e, exp), i);
        rig_send(sync, i, LRS_CMD_RUN, 0);
        rig_send(e, i, LRS_CMD_RUN, 0);
        lrs_experiment_free(exp);
    }
    lrs_engine_pump(sync, 1);
    struct lrs_snapshot a = {0}, b = {0};
    for (int i = 1; i <= RUNS; i++) {
        rig_look(sync, i, &a);
        rig_wait(e, i, &b, rig_is_done);
        for (int ch = 0; ch < LRS_CHANNELS; ch++)
            assert_memory_equal(a.curve[ch], b.curve[ch], 60 * sizeof *a.curve[ch]);
        assert_memory_equal(&a.info.mean_loss, &b.info.mean_loss, sizeof a.info.mean_loss);
    }
    lrs_snapshot_clear(&a);
    lrs_snapshot_clear(&b);
    lrs_engine_free(sync);
    lrs_engine_free(e);
}

static bool has_edits(const struct lrs_snapshot *snap)
{
    return snap->n_marks == 2;
}

/* Edits made while it runs act at some step; the log says which, and a run with the same edits at
 * those steps has the same history. */
static void the_log_replays_the_run(void **state)
{
    (void)state;
    enum { STEPS = 3000 };
    struct lrs_experiment *exp = seeded(STEPS, 1);
    struct lrs_engine *e = lrs_engine_new(2);
    int id = rig_add(e, exp);
    struct lrs_snapshot snap = {0};
    rig_send(e, id, LRS_CMD_RUN, 0);
    rig_edit(e, id, exp, 0.05);
    rig_edit(e, id, exp, 0.025);
    rig_wait(e, id, &snap, has_edits);
    rig_wait(e, id, &snap, rig_is_done);
    struct lrs_log_entry log[2];
    assert_int_equal(lrs_engine_log(e, id, log, 2), 2);

    struct lrs_run *run = lab_run(exp);
    for (int i = 0; i < 2; i++) {
        bool restarted;
        double lr;
        lrs_run_advance(run, log[i].step - lab_info(run).step);
        assert_true(lrs_number_parse(log[i].text, &lr));
        lab_set(exp, log[i].path, lr);
        assert_true(lrs_run_apply(run, exp, NULL, &restarted, NULL));
    }
    lrs_run_advance(run, STEPS);
    assert_close(lab_info(run).last_loss, snap.info.last_loss, 0, 0);
    assert_close(lab_info(run).val_loss, snap.info.val_loss, 0, 0);
    lrs_run_free(run);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static bool has_both(const struct lrs_snapshot *snap)
{
    return snap->info.step == 2015 && snap->n_marks == 2;
}

/* What was asked for after some steps comes after them, with threads as without. */
static void keys_act_in_their_order(void **state)
{
    (void)state;
    struct lrs_experiment *exp = seeded(1000000, 1);
    struct lrs_engine *e = lrs_engine_new(2);
    int id = rig_add(e, exp);
    struct lrs_snapshot snap = {0};
    rig_send(e, id, LRS_CMD_STEP, 2000);
    rig_edit(e, id, exp, 0.05);
    rig_send(e, id, LRS_CMD_STEP, 15);
    rig_edit(e, id, exp, 0.025);
    rig_wait(e, id, &snap, has_both);
    assert_int_equal(snap.marks[0].step, 2000);
    assert_int_equal(snap.marks[1].step, 2015);
    rig_send(e, id, LRS_CMD_EPOCH, 500); /* 2015 lies in the epoch from 2010 on */
    rig_send(e, id, LRS_CMD_EPOCH, 500);
    rig_wait_past(e, id, 2010 + 6000 - 1);
    assert_int_equal(rig_step(e, id), 2010 + 6000);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

/* Commands that come while a worker has just looked for some. */
static void no_command_is_lost(void **state)
{
    (void)state;
    struct lrs_experiment *exp = seeded(1000000, 1);
    struct lrs_engine *e = lrs_engine_new(2);
    int id = rig_add(e, exp);
    for (int i = 0; i < 1000; i++) {
        rig_send(e, id, LRS_CMD_STEP, 1);
        rig_send(e, id, LRS_CMD_STEP, 1);
        rig_wait_past(e, id, 2 * i + 1);
    }
    assert_int_equal(rig_step(e, id), 2000);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

/* Ten runs go flat out on one worker, and callers get through nevertheless. */
static void callers_go_first(void **state)
{
    (void)state;
    enum { RUNS = 10 };
    struct lrs_experiment *exp = seeded(1000000000, 1);
    struct lrs_engine *e = lrs_engine_new(1);
    struct lrs_snapshot snap = {0};
    for (int i = 1; i <= RUNS; i++) {
        rig_add(e, exp);
        rig_send(e, i, LRS_CMD_RUN, 0);
    }
    int64_t before[RUNS + 1] = {0};
    for (int i = 1; i <= RUNS; i++)
        rig_wait_past(e, i, 0); /* all of them get on */
    double begin = rig_now();
    for (int k = 0; k < 100; k++)
        rig_look(e, k % RUNS + 1, &snap);
    /* A hundred slices and drawings; a caller that starved would take far longer. */
    assert_true(rig_now() - begin < 10);
    for (int i = 1; i <= RUNS; i++)
        before[i] = rig_step(e, i);
    for (int i = 1; i <= RUNS; i++)
        rig_wait_past(e, i, before[i]);
    lrs_snapshot_clear(&snap);
    lrs_engine_remove(e, 3);
    begin = rig_now();
    lrs_engine_free(e); /* while nine of them run */
    assert_true(rig_now() - begin < 5);
    lrs_experiment_free(exp);
}

static double processor_seconds(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
           1e-6 * (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec);
}

static bool is_paused(const struct lrs_snapshot *snap)
{
    return snap->info.state == LRS_PAUSED;
}

static bool is_fast(const struct lrs_snapshot *snap)
{
    return snap->info.step > 1000;
}

static void nothing_to_do_is_sleep(void **state)
{
    (void)state;
    struct lrs_experiment *exp = seeded(1000000000, 1);
    struct lrs_engine *e = lrs_engine_new(2);
    int id = rig_add(e, exp);
    struct lrs_snapshot snap = {0};
    struct pollfd fd = {.fd = lrs_engine_wake_fd(e), .events = POLLIN};
    assert_int_equal(poll(&fd, 1, 0), 0);
    rig_send(e, id, LRS_CMD_RUN, 0);
    assert_int_equal(poll(&fd, 1, 20000), 1); /* there is something to look at */
    rig_wait(e, id, &snap, is_fast);
    assert_int_equal(snap.info.state, LRS_RUNNING);
    rig_send(e, id, LRS_CMD_PAUSE, 0);
    rig_wait(e, id, &snap, is_paused);
    int64_t step = snap.info.step;
    poll(&fd, 1, 50);
    rig_look(e, id, &snap); /* takes the last wake */
    double before = processor_seconds();
    assert_int_equal(poll(&fd, 1, 300), 0); /* no wake */
    assert_true(processor_seconds() - before < 0.05);
    assert_int_equal(rig_step(e, id), step);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static bool has_found(const struct lrs_snapshot *snap)
{
    return snap->finder && !snap->finding;
}

static void the_finder_works_beside_all_this(void **state)
{
    (void)state;
    struct lrs_experiment *exp = seeded(1000000000, 1);
    struct lrs_engine *e = lrs_engine_new(2);
    int id = rig_add(e, exp);
    struct lrs_snapshot snap = {0};
    rig_send(e, id, LRS_CMD_RUN, 0);
    rig_send(e, id, LRS_CMD_FIND, 0);
    rig_wait(e, id, &snap, has_found);
    struct lrs_run *run = lab_run(exp);
    struct lrs_finder *f = lrs_finder_new(run, NULL);
    assert_int_equal(f->n, snap.finder->n);
    assert_memory_equal(f->loss, snap.finder->loss, (size_t)f->n * sizeof *f->loss);
    rig_wait_past(e, id, snap.info.step); /* and it goes on */
    lrs_finder_free(f);
    lrs_run_free(run);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static bool has_two(const struct lrs_snapshot *snap)
{
    return snap->info.step >= 2;
}

/* At twenty steps a second the second one cannot come before a tenth of a second has passed. */
static void a_slow_pace_is_slow(void **state)
{
    (void)state;
    struct lrs_experiment *exp = seeded(1000000000, 1);
    struct lrs_engine *e = lrs_engine_new(2);
    int id = rig_add(e, exp);
    struct lrs_snapshot snap = {0};
    rig_pace(e, id, 20);
    double begin = rig_now();
    rig_send(e, id, LRS_CMD_RUN, 0);
    rig_wait(e, id, &snap, has_two);
    assert_true(rig_now() - begin >= 0.1);
    assert_true((double)snap.info.step <= 20 * (rig_now() - begin));
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

/* ---- lrs_parallel ---- */

static atomic_int touched[1000];

static void touch(void *arg, int i)
{
    (void)arg;
    atomic_fetch_add(&touched[i], 1);
}

static void each_piece_is_done_once(void **state)
{
    (void)state;
    static const int jobs[] = {-1, 0, 1, 2, 7, 50};
    for (size_t k = 0; k < sizeof jobs / sizeof *jobs; k++) {
        lrs_parallel(jobs[k], 1000, touch, NULL);
        for (int i = 0; i < 1000; i++)
            assert_int_equal(atomic_exchange(&touched[i], 0), 1);
        lrs_parallel(jobs[k], 0, touch, NULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_do_not_show),
        cmocka_unit_test(the_log_replays_the_run),
        cmocka_unit_test(keys_act_in_their_order),
        cmocka_unit_test(no_command_is_lost),
        cmocka_unit_test(callers_go_first),
        cmocka_unit_test(nothing_to_do_is_sleep),
        cmocka_unit_test(the_finder_works_beside_all_this),
        cmocka_unit_test(a_slow_pace_is_slow),
        cmocka_unit_test(each_piece_is_done_once),
    };
    return cmocka_run_group_tests_name("engine/threads", tests, NULL, NULL) != 0;
}
