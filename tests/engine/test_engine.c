/* The synchronous engine, in which everything is exact: commands, paces, log, snapshots. */
#include "rig.h"

static void paces_are_exact(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(100000);
    struct lrs_engine *e = lrs_engine_new(0);
    int slow = rig_add(e, exp), fast = rig_add(e, exp), still = rig_add(e, exp);
    assert_int_equal(lrs_engine_wake_fd(e), -1);
    rig_pace(e, slow, 3);
    rig_pace(e, fast, 500);
    rig_send(e, slow, LRS_CMD_RUN, 0);
    rig_send(e, fast, LRS_CMD_RUN, 0);
    for (int i = 1; i <= 20; i++) {
        lrs_engine_pump(e, 0.1);
        assert_int_equal(rig_step(e, slow), (int)(i * 0.3 + 1e-6));
        assert_int_equal(rig_step(e, fast), i * 50);
        assert_int_equal(rig_step(e, still), 0);
    }
    struct lrs_snapshot snap = {0};
    rig_look(e, fast, &snap);
    assert_close(snap.speed, 500, 1e-6, 0);
    assert_close(snap.pace, 500, 0, 0);
    rig_send(e, fast, LRS_CMD_PAUSE, 0);
    lrs_engine_pump(e, 1);
    assert_int_equal(rig_step(e, fast), 1000);
    rig_look(e, fast, &snap);
    assert_close(snap.speed, 0, 0, 0);
    assert_int_equal(snap.info.state, LRS_PAUSED);
    rig_send(e, fast, LRS_CMD_RUN, 0);
    lrs_engine_pump(e, 0.2);
    rig_look(e, fast, &snap);
    assert_close(snap.speed, 500, 1e-6, 0); /* the pause is not in it */
    rig_send(e, slow, LRS_CMD_PAUSE, 0);
    rig_pace(e, fast, 0);
    lrs_engine_pump(e, 0.01); /* flat out: a hundred thousand a second */
    assert_int_equal(rig_step(e, fast), 2100);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static void steps_and_epochs_pause(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(100); /* 6 steps an epoch */
    struct lrs_engine *e = lrs_engine_new(0);
    int run = rig_add(e, exp);
    rig_send(e, run, LRS_CMD_STEP, 1);
    lrs_engine_pump(e, 0);
    assert_int_equal(rig_step(e, run), 1);
    rig_send(e, run, LRS_CMD_EPOCH, 1); /* to the end of this one */
    lrs_engine_pump(e, 5);
    assert_int_equal(rig_step(e, run), 6);
    rig_send(e, run, LRS_CMD_EPOCH, 2);
    lrs_engine_pump(e, 0);
    assert_int_equal(rig_step(e, run), 18);
    rig_send(e, run, LRS_CMD_STEP, 3);
    rig_send(e, run, LRS_CMD_STEP, 4);
    lrs_engine_pump(e, 0);
    assert_int_equal(rig_step(e, run), 25);
    rig_send(e, run, LRS_CMD_SEEK, 7);
    lrs_engine_pump(e, 0);
    assert_int_equal(rig_step(e, run), 7);
    rig_send(e, run, LRS_CMD_STEP, 1000); /* to the end, not beyond */
    lrs_engine_pump(e, 0);
    assert_int_equal(rig_step(e, run), 100);
    rig_send(e, run, LRS_CMD_STEP, 1); /* there is none; what comes after does not wait for it */
    struct lrs_command cmd = {.type = LRS_CMD_APPLY, .run = run, .path = "train.steps"};
    cmd.exp = lab_moons(200);
    lrs_engine_send(e, &cmd);
    lrs_engine_pump(e, 1);
    assert_int_equal(rig_step(e, run), 100);
    rig_send(e, run, LRS_CMD_STEP, 1);
    lrs_engine_pump(e, 0);
    assert_int_equal(rig_step(e, run), 101);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static void edits_are_logged_where_they_act(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(100);
    struct lrs_engine *e = lrs_engine_new(0);
    int run = rig_add(e, exp);
    rig_send(e, run, LRS_CMD_STEP, 10);
    rig_edit(e, run, exp, 0.05); /* waits for the ten steps */
    rig_send(e, run, LRS_CMD_STEP, 5);
    rig_edit(e, run, exp, 0.025);
    lrs_engine_pump(e, 0);
    struct lrs_log_entry log[3];
    assert_int_equal(lrs_engine_log(e, run, log, 3), 2);
    assert_int_equal(log[0].step, 10);
    assert_string_equal(log[0].path, "optimizer.lr");
    assert_string_equal(log[0].text, "0.05");
    assert_int_equal(log[1].step, 15);
    assert_int_equal(lrs_engine_log(e, run, log, 1), 2); /* the latest */
    assert_int_equal(log[0].step, 15);
    struct lrs_snapshot snap = {0};
    rig_look(e, run, &snap);
    assert_int_equal(snap.n_marks, 2);
    assert_string_equal(snap.marks[0].text, "lr 0.1 -> 0.05");
    assert_close(lrs_optimizer_lr(snap.exp->part[LRS_OPTIMIZER]), 0.025, 0, 0);
    assert_close(snap.info.lr, 0.025, 0, 0);

    rig_send(e, run, LRS_CMD_RERUN, 0);
    lrs_engine_pump(e, 0);
    assert_int_equal(lrs_engine_log(e, run, log, 3), 0);
    rig_look(e, run, &snap);
    assert_int_equal(snap.info.step, 0);
    assert_close(snap.info.lr, 0.025, 0, 0); /* with the present values */
    assert_int_equal(snap.n_marks, 0);

    rig_edit(e, run, exp, 0.05);
    struct lrs_command cmd = {.type = LRS_CMD_APPLY, .run = run, .path = "train.seed"};
    cmd.exp = lrs_experiment_copy(exp);
    lab_set(cmd.exp, "train.seed", 9);
    lrs_engine_send(e, &cmd); /* starts over */
    lrs_engine_pump(e, 0);
    assert_int_equal(lrs_engine_log(e, run, log, 3), 0);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static void a_rerun_keeps_going(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(50);
    struct lrs_engine *e = lrs_engine_new(0);
    int run = rig_add(e, exp);
    rig_pace(e, run, 100);
    rig_send(e, run, LRS_CMD_RUN, 0);
    lrs_engine_pump(e, 9);
    struct lrs_snapshot snap = {0};
    rig_look(e, run, &snap);
    assert_int_equal(snap.info.state, LRS_DONE);
    rig_send(e, run, LRS_CMD_RERUN, 0);
    lrs_engine_pump(e, 0.1); /* what was not used before is not made up for */
    rig_look(e, run, &snap);
    assert_int_equal(snap.info.state, LRS_RUNNING);
    assert_int_equal(snap.info.step, 10);
    rig_send(e, run, LRS_CMD_PAUSE, 0);
    rig_send(e, run, LRS_CMD_RERUN, 0);
    lrs_engine_pump(e, 1);
    rig_look(e, run, &snap);
    assert_int_equal(snap.info.state, LRS_READY);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static void what_fails_is_said_once(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(50);
    struct lrs_engine *e = lrs_engine_new(0);
    int run = rig_add(e, exp);
    struct lrs_snapshot snap = {0};
    rig_send(e, run, LRS_CMD_STEP, 10);
    rig_send(e, run, LRS_CMD_SEEK, 20);
    lrs_engine_pump(e, 0);
    rig_look(e, run, &snap);
    assert_string_equal(snap.message, "step 20 cannot be returned to: it is still to come");
    rig_look(e, run, &snap);
    assert_string_equal(snap.message, "");

    struct lrs_command cmd = {.type = LRS_CMD_APPLY, .run = run, .path = "problem"};
    cmd.exp = lrs_experiment_copy(exp);
    lab_put(cmd.exp, LRS_PROBLEM, "csv");
    lab_choose(cmd.exp, "problem.path", "no/such/file.csv");
    lrs_engine_send(e, &cmd);
    assert_null(cmd.exp); /* taken over */
    lrs_engine_pump(e, 0);
    rig_look(e, run, &snap);
    assert_non_null(strstr(snap.message, "no/such/file.csv"));
    assert_string_equal(snap.exp->part[LRS_PROBLEM]->kind->name, "moons");
    assert_int_equal(lrs_engine_log(e, run, NULL, 0), 0);

    rig_look(e, 77, &snap);
    assert_string_equal(snap.message, "there is no run 77");
    assert_int_equal(snap.run, 0);
    rig_send(e, 77, LRS_CMD_RUN, 0); /* nobody minds */
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

static void runs_come_and_go(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    struct lrs_experiment *exp = lab_moons(50), *bad = lrs_experiment_copy(exp);
    struct lrs_engine *e = lrs_engine_new(0);
    int runs[4];
    for (int i = 1; i <= 20; i++)
        assert_int_equal(rig_add(e, exp), i);
    lrs_engine_remove(e, 1);
    lrs_engine_remove(e, 7);
    lrs_engine_remove(e, 7);
    assert_int_equal(lrs_engine_runs(e, runs, 4), 18);
    assert_int_equal(runs[0], 2);
    assert_int_equal(rig_add(e, exp), 21); /* numbers are not used again */
    lab_put(bad, LRS_PROBLEM, "csv");
    lab_choose(bad, "problem.path", "no/such/file.csv");
    assert_int_equal(lrs_engine_add(e, bad, &err), 0);
    assert_true(err.msg[0] != '\0');
    lrs_engine_free(e);
    lrs_experiment_free(exp);
    lrs_experiment_free(bad);
}

static void the_finder_leaves_the_run_alone(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(50);
    struct lrs_engine *e = lrs_engine_new(0);
    int run = rig_add(e, exp), twin = rig_add(e, exp);
    struct lrs_snapshot snap = {0}, other = {0};
    rig_send(e, run, LRS_CMD_STEP, 10);
    rig_send(e, run, LRS_CMD_FIND, 0);
    rig_send(e, twin, LRS_CMD_STEP, 20);
    lrs_engine_pump(e, 0);
    rig_look(e, run, &snap);
    assert_non_null(snap.finder);
    assert_false(snap.finding);
    assert_true(snap.finder->n > 50);
    const struct lrs_finder *first = snap.finder;
    rig_look(e, run, &snap);
    assert_ptr_equal(snap.finder, first); /* no new copy of the same result */
    rig_send(e, run, LRS_CMD_STEP, 10);
    lrs_engine_pump(e, 0);
    rig_look(e, run, &snap);
    rig_look(e, twin, &other);
    assert_close(snap.info.last_loss, other.info.last_loss, 0, 0);
    assert_null(other.finder);
    rig_look(e, run, &other); /* a snapshot may go from run to run */
    assert_int_equal(other.finder->n, snap.finder->n);
    rig_send(e, run, LRS_CMD_FORGET_FINDER, 0);
    lrs_engine_pump(e, 0);
    rig_look(e, run, &snap);
    assert_null(snap.finder);
    lrs_snapshot_clear(&snap);
    lrs_snapshot_clear(&other);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

/* ---- snapshots ---- */

static void columns_hold_the_history(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(60);
    struct lrs_run *run = lab_run(exp);
    struct lrs_engine *e = lrs_engine_new(0);
    int id = rig_add(e, exp);
    lrs_run_advance(run, 45);
    rig_send(e, id, LRS_CMD_STEP, 45);
    lrs_engine_pump(e, 0);
    struct lrs_snapshot snap = {0};
    struct lrs_request req = {.from = 0, .to = 60, .columns = 60};
    lrs_engine_snapshot(e, id, &req, &snap);
    for (int i = 0; i < 60; i++) {
        double loss = lrs_series_at(lrs_run_series(run, LRS_CH_LOSS), (uint64_t)i);
        assert_close(snap.curve[LRS_CH_LOSS][i].last, loss, 0, 0);
        assert_int_equal(snap.curve[LRS_CH_LOSS][i].n, i < 45);
        assert_int_equal(snap.plan[i].n, i >= 45);
        /* An epoch stands at its last step: 5, 11, ... 41. */
        assert_int_equal(snap.curve[LRS_CH_VAL_LOSS][i].n, i % 6 == 5 && i < 45);
        if (i % 6 == 5 && i < 45)
            assert_close(snap.curve[LRS_CH_VAL_LOSS][i].lo,
                         lrs_series_at(lrs_run_series(run, LRS_CH_VAL_LOSS), (uint64_t)i / 6), 0,
                         0);
    }
    req = (struct lrs_request){.from = -10, .to = 90, .columns = 10};
    lrs_engine_snapshot(e, id, &req, &snap);
    static const int epochs[10] = {0, 1, 2, 2, 1, 1}; /* 5; 11, 17; 23, 29; 35; 41 */
    for (int i = 0; i < 10; i++)
        assert_int_equal(snap.curve[LRS_CH_VAL_ACCURACY][i].n, epochs[i]);
    req = (struct lrs_request){.from = 4, .to = 6, .columns = 10}; /* five columns a step */
    lrs_engine_snapshot(e, id, &req, &snap);
    for (int i = 0; i < 10; i++)
        assert_int_equal(snap.curve[LRS_CH_VAL_LOSS][i].n, i >= 5);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_run_free(run);
    lrs_experiment_free(exp);
}

static void a_snapshot_is_used_again(void **state)
{
    (void)state;
    struct lrs_experiment *exp = lab_moons(60);
    struct lrs_engine *e = lrs_engine_new(0);
    int id = rig_add(e, exp);
    struct lrs_snapshot snap = {0};
    struct lrs_request req = {.from = 0, .to = 60, .columns = 60, .pic_w = 30, .pic_h = 20};
    lrs_engine_snapshot(e, id, &req, &snap);
    const struct lrs_experiment *kept = snap.exp;
    unsigned long before = lrs_mem_count();
    lrs_engine_snapshot(e, id, &req, &snap);
    assert_int_equal(lrs_mem_count(), before); /* nothing changed, nothing allocated */
    assert_ptr_equal(snap.exp, kept);
    assert_int_equal(snap.picture.kind, LRS_PIC_REGIONS);
    rig_edit(e, id, exp, 0.05);
    lrs_engine_pump(e, 0);
    req.columns = 100;
    req.pic_w = 0;
    lrs_engine_snapshot(e, id, &req, &snap);
    assert_close(lrs_optimizer_lr(snap.exp->part[LRS_OPTIMIZER]), 0.05, 0, 0);
    assert_int_equal(snap.columns, 100);
    assert_int_equal(snap.picture.kind, LRS_PIC_NONE);
    lrs_snapshot_clear(&snap);
    lrs_engine_free(e);
    lrs_experiment_free(exp);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paces_are_exact),
        cmocka_unit_test(steps_and_epochs_pause),
        cmocka_unit_test(edits_are_logged_where_they_act),
        cmocka_unit_test(a_rerun_keeps_going),
        cmocka_unit_test(what_fails_is_said_once),
        cmocka_unit_test(runs_come_and_go),
        cmocka_unit_test(the_finder_leaves_the_run_alone),
        cmocka_unit_test(columns_hold_the_history),
        cmocka_unit_test(a_snapshot_is_used_again),
    };
    return cmocka_run_group_tests_name("engine/engine", tests, NULL, NULL) != 0;
}
