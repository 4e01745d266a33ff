/* Changes of the experiment: they act from the next step on, can be taken back, are refused as a
 * whole, and what restarts leaves a ghost. */
#include "stage.h"

static void digits_switch_and_select(void **state)
{
    (void)state;
    static const struct {
        const char *key, *kind, *row;
    } digits[] = {
        {"2", "StepLR", "schedule.step_size"},
        {"3", "ExponentialLR", "schedule.gamma"},
        {"4", "PolynomialLR", NULL},
        {"5", "CosineAnnealingLR", "schedule.T_max"},
        {"6", "CosineAnnealingWarmRestarts", "schedule.T_0"},
        {"7", "CyclicLR", "schedule.step_size_up"},
        {"8", "ReduceLROnPlateau", "schedule.patience"},
        {"9", "OneCycleLR", "schedule.max_lr"},
        {"1", "Constant", NULL},
    };
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
        stage_keys(&s, "Down Down");
        stage_keys(&s, digits[i].key);
        assert_string_equal(stage_kind(&s, LRS_SCHEDULE), digits[i].kind);
        stage_agrees(&s);
        assert_int_equal(s.ui->focus, LRS_PANEL_CONTROL);
        char path[80];
        if (digits[i].row)
            assert_string_equal(lrs_ui_row_path(s.ui, s.ui->selected, path), digits[i].row);
        assert_int_equal(s.ui->snap.info.step, 0);
        assert_false(s.ui->message_is_error);
    }
    stage_close(&s);
}

static void lengths_fit_the_horizon(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "5");
    double t_max = stage_real(&s, "schedule.T_max");
    assert_true(t_max >= 10 && t_max <= 20);
    stage_keys(&s, "9");
    assert_true(s.ui->snap.info.schedule_end >= 190); /* in steps: the whole run */
    stage_do(&s, ":schedule StepLR");                 /* in text the library's default holds */
    assert_close(stage_real(&s, "schedule.step_size"), 10, 0, 0);
    stage_close(&s);
}

/* Choosing what is in force already is no edit: no mark, nothing to take back. */
static void the_same_again_is_no_edit(void **state)
{
    static const char *const again[] = {":cosine", ":optimizer SGD{lr=0.1, momentum=0.9}",
                                        ":problem blobs{points=200, classes=2}"};
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "5");
    stage_do(&s, ":step 15");
    int marks = s.ui->snap.n_marks, undo = s.ui->n_undo;
    for (size_t i = 0; i < sizeof again / sizeof *again; i++) {
        stage_do(&s, again[i]);
        assert_non_null(strstr(s.ui->message, "stays as it is"));
        assert_int_equal(s.ui->snap.n_marks, marks);
        assert_int_equal(s.ui->n_undo, undo);
        assert_int_equal(s.ui->snap.info.step, 15);
    }
    stage_close(&s);
}

static void nudges_and_their_undo(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "Down");
    char path[80];
    assert_string_equal(lrs_ui_row_path(s.ui, s.ui->selected, path), "schedule.gamma");
    stage_keys(&s, "Right");
    double up = stage_real(&s, "schedule.gamma");
    assert_true(up > 0.5);
    stage_agrees(&s);
    stage_later(&s, 2);
    stage_keys(&s, "Right");
    stage_later(&s, 2);
    stage_keys(&s, "L");
    assert_true(stage_real(&s, "schedule.gamma") > up);
    stage_keys(&s, "u u");
    assert_close(stage_real(&s, "schedule.gamma"), up, 0, 0);
    stage_keys(&s, "u");
    assert_close(stage_real(&s, "schedule.gamma"), 0.5, 0, 0);
    stage_agrees(&s);
    stage_keys(&s, "u");
    assert_true(s.ui->message_is_error);
    stage_keys(&s, "U");
    assert_close(stage_real(&s, "schedule.gamma"), up, 0, 0);
    stage_keys(&s, "h");
    assert_close(stage_real(&s, "schedule.gamma"), 0.5, 0, 1e-12);
    stage_keys(&s, "U"); /* the edit cut what could be done again */
    assert_true(s.ui->message_is_error);
    stage_keys(&s, "Backspace");
    assert_close(stage_real(&s, "schedule.gamma"), 0.1, 0, 0);
    stage_agrees(&s);
    stage_close(&s);
}

/* Nudges that follow each other closely are one change, to be undone at once and with one mark from
 * the first value to the last; the log has each. */
static void a_burst_is_one_change(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_log_entry log[8];
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 15");
    assert_true(lrs_ui_select(s.ui, "schedule.gamma"));
    stage_keys(&s, "Left");
    stage_later(&s, 0.5);
    stage_do(&s, ":step 5");
    stage_keys(&s, "Left");
    stage_later(&s, 0.9);
    stage_keys(&s, "Left");
    assert_int_equal(s.ui->n_undo, 1);
    assert_int_equal(lrs_engine_log(s.engine, s.ui->run, log, 8), 3);
    assert_int_equal(s.ui->snap.n_marks, 1);
    assert_int_equal(s.ui->snap.marks[0].step, 15);
    assert_string_equal(s.ui->snap.marks[0].text, "gamma 0.5 -> 0.35");
    assert_non_null(strstr(s.ui->message, "gamma 0.5 -> 0.35, from step 20"));

    /* A pause, another parameter and another way of editing end it. */
    stage_later(&s, 1.1);
    stage_keys(&s, "Right");
    assert_int_equal(s.ui->n_undo, 2);
    assert_int_equal(s.ui->snap.n_marks, 2);
    stage_keys(&s, "Up Right");
    assert_int_equal(s.ui->n_undo, 3);
    stage_do(&s, ":set schedule.step_size 9");
    assert_int_equal(s.ui->n_undo, 4);
    stage_keys(&s, "u u u");
    assert_close(stage_real(&s, "schedule.gamma"), 0.35, 0, 1e-12);
    stage_keys(&s, "u");
    assert_close(stage_real(&s, "schedule.gamma"), 0.5, 0, 0);
    stage_agrees(&s);
    stage_keys(&s, "u");
    assert_true(s.ui->message_is_error);

    /* Done again and taken further after the pause; there and back leaves nothing. */
    stage_keys(&s, "U");
    assert_close(stage_real(&s, "schedule.gamma"), 0.35, 0, 1e-12);
    stage_later(&s, 5);
    int n = s.ui->undo_at;
    assert_true(lrs_ui_select(s.ui, "schedule.step_size"));
    stage_keys(&s, "Right Right");
    assert_int_equal(s.ui->undo_at, n + 1);
    stage_keys(&s, "Left Left");
    assert_int_equal(s.ui->undo_at, n);
    stage_agrees(&s);
    stage_close(&s);
}

/* The same whatever is undone: kinds, problems, lists, a scene's worth of edits. */
static void undo_takes_everything_back(void **state)
{
    (void)state;
    static const char *const edits[] = {
        ":schedule CosineAnnealingLR{T_max=8}",
        ":optimizer Adam{lr=0.01}",
        ":set optimizer.betas.1 0.8",
        ":problem moons",
        ":set problem.noise 0.3",
        ":set model.hidden {8, 8}",
        ":seed 11",
        ":epochs 9",
        ":warmup 3",
        ":problem quadratic{kappa=5}",
    };
    enum { N = sizeof edits / sizeof *edits };
    struct lrs_experiment *was[N];
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (int i = 0; i < N; i++) {
        was[i] = lrs_experiment_copy(s.ui->exp);
        stage_do(&s, edits[i]);
        assert_false(lrs_experiment_equal(was[i], s.ui->exp));
        assert_int_equal(s.ui->undo_at, i + 1);
        stage_agrees(&s);
        stage_do(&s, ":step 3");
    }
    struct lrs_experiment *last = lrs_experiment_copy(s.ui->exp);
    for (int i = N - 1; i >= 0; i--) {
        stage_keys(&s, "u");
        assert_true(lrs_experiment_equal(was[i], s.ui->exp));
        stage_agrees(&s);
        lrs_experiment_free(was[i]);
    }
    for (int i = 0; i < N; i++)
        stage_keys(&s, "U");
    assert_true(lrs_experiment_equal(last, s.ui->exp));
    stage_agrees(&s);
    lrs_experiment_free(last);
    stage_close(&s);
}

static void undo_forgets_the_oldest(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (int i = 0; i < LRS_UNDO_MAX + 5; i++) {
        char line[48];
        snprintf(line, sizeof line, ":set schedule.gamma %g", 0.1 + i / 1000.0);
        stage_do(&s, line);
    }
    assert_int_equal(s.ui->n_undo, LRS_UNDO_MAX);
    for (int i = 0; i < LRS_UNDO_MAX; i++)
        stage_keys(&s, "u");
    assert_close(stage_real(&s, "schedule.gamma"), 0.104, 1e-12, 0);
    stage_refuses(&s, ":undo", "nothing");
    stage_close(&s);
}

static void bad_values_change_nothing(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_refuses(&s, ":set schedule.gamma -1", "gamma");
    stage_refuses(&s, ":set schedule.gama 0.5", "gamma");
    stage_refuses(&s, ":set gamma", "PATH VALUE");
    stage_refuses(&s, ":set schedule.gamma frog(", "gamma");
    stage_refuses(&s, ":schedule StepL", "StepLR");
    stage_refuses(&s, ":problem csv{path=\"/nowhere/at/all.csv\"}", "all.csv");
    stage_refuses(&s, ":pace -3", "pace");
    stage_refuses(&s, ":step 0", "whole number");
    stage_refuses(&s, ":scene no-such-scene", "no-such-scene");
    stage_refuses(&s, ":theme no-such-theme", "theme");
    assert_int_equal(s.ui->n_undo, 0);
    stage_do(&s, ":set gamma 0.25"); /* only the schedule has one */
    assert_close(stage_real(&s, "schedule.gamma"), 0.25, 0, 0);
    stage_close(&s);
}

static void edits_act_from_the_next_step(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 12");
    assert_int_equal(s.ui->snap.info.step, 12);
    stage_do(&s, ":set optimizer.lr 0.05");
    assert_int_equal(s.ui->snap.info.step, 12);
    assert_null(s.ui->ghost);
    assert_string_equal(s.ui->message, "lr 0.1 -> 0.05, from step 12 on");
    assert_close(s.ui->snap.info.lr, 0.05, 1e-12, 0);
    assert_int_equal(s.ui->snap.n_marks, 1);
    stage_do(&s, ":set schedule.gamma 0.25"); /* a schedule's edits say how they are meant */
    assert_non_null(strstr(s.ui->message, "from step 12 on, as if from the start"));
    stage_close(&s);
}

static bool stage_shows(struct stage *s, const char *words)
{
    struct lrs_str text = {0};
    lrs_ui_draw(s->ui, &s->canvas);
    lrs_canvas_print_text(&s->canvas, &text);
    bool shows = strstr(lrs_str_text(&text), words) != NULL;
    lrs_str_clear(&text);
    return shows;
}

/* P walks through the four ways; each says what it means, and the run is not touched. */
static void policies_are_walked_through(void **state)
{
    static const char *const says[] = {
        "on_edit start -> continue, from the next edit on: the new",
        "on_edit continue -> restart, from the next edit on: the sch",
        "on_edit restart -> chain, from the next edit on: each rate",
        "on_edit chain -> start, from the next edit on: the rate is"};
    static const char *const signs[] = {"edits: continue", "edits: restart", "edits: chain"};
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 12");
    for (int i = 0; i < 4; i++) {
        stage_keys(&s, "P");
        assert_ptr_equal(strstr(s.ui->message, says[i]), s.ui->message);
        assert_int_equal(s.ui->snap.info.step, 12);
        assert_int_equal(s.ui->snap.n_marks, 0);
        assert_null(s.ui->ghost);
        for (int k = 0; k < 3; k++)
            assert_int_equal(stage_shows(&s, signs[k]), k == i);
    }
    stage_do(&s, ":policy restart");
    stage_keys(&s, "u");
    assert_int_equal(lrs_experiment_train(s.ui->exp).on_edit, LRS_EDIT_START);
    stage_close(&s);
}

/* Every edit says how it is taken; what became of it stands beside the rate. */
static void edits_name_the_policy_in_force(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":set schedule.gamma 0.4"); /* nothing is under way */
    stage_do(&s, ":step 120");
    stage_do(&s, ":policy continue");
    stage_do(&s, ":set schedule.gamma 0.8");
    assert_string_equal(s.ui->message, "gamma 0.4 -> 0.8, from step 120 on, continued");
    assert_true(stage_shows(&s, "as from lr 0.025"));
    stage_do(&s, ":policy restart");
    stage_do(&s, ":set schedule.gamma 0.5");
    assert_string_equal(s.ui->message, "gamma 0.8 -> 0.5, from step 120 on, its clock at 0 again");
    assert_true(stage_shows(&s, "t = 0 at step 120"));
    stage_do(&s, ":policy chain");
    stage_do(&s, ":set schedule.gamma 0.25");
    assert_string_equal(s.ui->message, "gamma 0.5 -> 0.25, from step 120 on, by PyTorch's chain");
    assert_true(stage_shows(&s, "chain since step 120"));
    stage_do(&s, ":policy start");
    stage_do(&s, ":set schedule.gamma 0.5");
    assert_non_null(strstr(s.ui->message, ", as if from the start"));
    assert_false(stage_shows(&s, "chain since"));
    stage_close(&s);
}

/* What the run has to say of an edit goes behind it. */
static void notes_of_the_run_are_shown(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":schedule CosineAnnealingLR{T_max=10}");
    stage_do(&s, ":policy chain");
    stage_do(&s, ":step 100");
    stage_do(&s, ":set schedule.T_max 50");
    assert_string_equal(
        s.ui->message, "T_max 10 -> 50, from step 100 on, by PyTorch's chain; note: the rate is 0, "
                       "and the recursion multiplies it: it stays 0");
    stage_do(&s, ":step"); /* once is enough */
    assert_null(strstr(strstr(s.ui->message, "; note: ") + 1, "; note: "));
    stage_close(&s);
}

/* How edits to come are taken is no reason to run again. */
static void policies_leave_a_run_that_has_ended(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 20");
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    stage_keys(&s, "P");
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    assert_int_equal(s.ui->snap.info.step, 200);
    assert_null(s.ui->ghost);
    stage_close(&s);
}

static void restarts_leave_a_ghost(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "r");
    assert_null(s.ui->ghost); /* nothing had been drawn */
    stage_do(&s, ":step 40");
    double loss = s.ui->snap.info.last_loss;
    stage_keys(&s, "r");
    assert_int_equal(s.ui->snap.info.step, 0);
    assert_int_equal(s.ui->snap.info.seed, 3);
    assert_non_null(s.ui->ghost);
    assert_int_equal(s.ui->ghost->info.step, 40);
    assert_close(s.ui->ghost->to, 40, 0, 0);
    const struct lrs_bin *last = &s.ui->ghost->curve[LRS_CH_LOSS][LRS_TRACE_COLUMNS - 1];
    assert_close(last->last, loss, 0, 0);

    stage_do(&s, ":step 40"); /* same seed: the same curve */
    assert_close(s.ui->snap.info.last_loss, loss, 0, 0);
    struct lrs_difference d = lrs_ui_difference(s.ui, s.ui->ghost);
    assert_close(d.loss, 0, 0, 0);
    assert_true(d.validation && !d.partial);

    stage_keys(&s, "R");
    assert_int_equal(s.ui->snap.info.seed, 4);
    assert_int_equal(s.ui->snap.info.step, 0);
    stage_do(&s, ":step 30");
    stage_do(&s, ":set train.batch 32");
    assert_int_equal(s.ui->ghost->info.step, 30);
    assert_int_equal(s.ui->ghost->info.seed, 4);
    assert_non_null(strstr(s.ui->message, "from the start again"));
    stage_keys(&s, ". r"); /* one step is no reason to lose it */
    assert_int_equal(s.ui->ghost->info.step, 30);
    stage_close(&s);
}

static void a_run_that_ended_starts_again(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 20");
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    int64_t steps = s.ui->snap.info.step;
    stage_do(&s, ":set finder.num_it 50"); /* nothing of the run's business */
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    assert_non_null(strstr(s.ui->message, "next test"));
    stage_do(&s, ":epochs 25"); /* a longer horizon: it goes on */
    assert_int_equal(s.ui->snap.info.step, steps);
    assert_int_equal(s.ui->snap.info.state, LRS_RUNNING);
    stage_do(&s, ":epoch 5");
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    steps = s.ui->snap.info.step;
    stage_keys(&s, "5");
    assert_int_equal(s.ui->snap.info.step, 0);
    assert_int_equal(s.ui->ghost->info.step, steps);
    assert_int_equal(s.ui->snap.info.state, LRS_RUNNING);
    stage_keys(&s, "Space");
    assert_int_not_equal(s.ui->snap.info.state, LRS_RUNNING);
    stage_close(&s);
}

static void a_divergence_is_said_and_survived(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, "return { problem = quadratic{kappa=20}, optimizer = SGD{lr=10},"
                   " train = {epochs=400} }");
    stage_do(&s, ":epoch 400");
    assert_int_equal(s.ui->snap.info.state, LRS_DIVERGED);
    assert_true(s.ui->message_is_error);
    stage_do(&s, ":lr 0.01");
    assert_int_equal(s.ui->snap.info.step, 0);
    stage_do(&s, ":epoch 400");
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    stage_close(&s);
}

static void optimizers_bring_their_rate(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 20");
    stage_keys(&s, "o");
    stage_type(&s, "AdamW");
    stage_keys(&s, "Enter");
    assert_string_equal(stage_kind(&s, LRS_OPTIMIZER), "AdamW");
    assert_int_equal(s.ui->snap.info.step, 20); /* the weights are kept */
    const struct lrs_kind *k = s.ui->exp->part[LRS_OPTIMIZER]->kind;
    int row = lrs_spec_row(k, "lr", NULL);
    assert_close(stage_real(&s, "optimizer.lr"), k->params[row].def, 0, 0);
    stage_close(&s);
}

static void problems_bring_length_and_rate(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":problem rosenbrock");
    const struct lrs_problem_class *c = lrs_problem_class(s.ui->exp->part[LRS_PROBLEM]);
    assert_close(stage_real(&s, "train.epochs"), c->fit_epochs, 0, 0);
    assert_close(stage_real(&s, "optimizer.lr"), c->fit_lr * (1 - 0.9), 1e-12, 0);
    assert_true(stage_real(&s, "schedule.step_size") > 100);
    for (int i = 0; i < s.ui->n_rows; i++)
        assert_int_not_equal(s.ui->row_part[i], LRS_MODEL);
    stage_do(&s, ":optimizer Adam");
    stage_do(&s, ":problem beale");
    double lr = stage_real(&s, "optimizer.lr");
    assert_true(lr > 0.005 && lr < 0.5);
    stage_do(&s, ":problem wave");
    assert_close(stage_real(&s, "optimizer.lr"), 0.001, 0, 0);
    stage_agrees(&s);
    stage_close(&s);
}

static void warmup_wraps_and_unwraps(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "w");
    assert_true(lrs_schedule_has_warmup(s.ui->exp->part[LRS_SCHEDULE]));
    assert_close(stage_real(&s, "schedule.2.gamma"), 0.5, 0, 0);
    assert_true(s.ui->snap.info.lr < 0.1);
    stage_keys(&s, "w");
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "StepLR");
    assert_close(stage_real(&s, "schedule.gamma"), 0.5, 0, 0);
    stage_agrees(&s);
    stage_close(&s);
}

/* What stands behind a warm-up has what is left of the run, as long as nobody chose its length. */
static void warmup_leaves_the_rest(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "5"); /* a cosine over all 20 epochs */
    assert_close(stage_real(&s, "schedule.T_max"), 20, 0, 0);
    stage_do(&s, ":warmup 4");
    assert_close(stage_real(&s, "schedule.2.T_max"), 16, 0, 0);
    stage_do(&s, ":set schedule.milestones 6"); /* the ramp and the rest follow */
    assert_close(stage_real(&s, "schedule.1.total_iters"), 6, 0, 0);
    assert_close(stage_real(&s, "schedule.2.T_max"), 14, 0, 0);
    stage_do(&s, ":set schedule.1.total_iters 5");
    assert_close(stage_value(&s, "schedule.milestones")->reals.at[0], 5, 0, 0);
    assert_close(stage_real(&s, "schedule.2.T_max"), 15, 0, 0);
    stage_keys(&s, "u");
    assert_close(stage_value(&s, "schedule.milestones")->reals.at[0], 6, 0, 0);
    assert_close(stage_real(&s, "schedule.1.total_iters"), 6, 0, 0);
    stage_do(&s, ":set schedule.2.T_max 9");
    stage_do(&s, ":warmup");
    assert_close(stage_real(&s, "schedule.T_max"), 9, 0, 0);
    stage_do(&s, ":set schedule.T_max 20");
    stage_do(&s, ":warmup 4");
    stage_do(&s, ":warmup");
    assert_close(stage_real(&s, "schedule.T_max"), 20, 0, 0);
    stage_agrees(&s);
    stage_close(&s);
}

static void a_warmup_can_come_too_late(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 3");
    stage_do(&s, ":warmup 4");
    assert_null(strstr(s.ui->message, "over; r"));
    stage_do(&s, ":warmup");
    stage_do(&s, ":epoch 2");
    stage_do(&s, ":warmup 4");
    assert_non_null(strstr(s.ui->message, "the warm-up's 4 epochs are over; r shows it"));
    stage_do(&s, ":set schedule.milestones 6");
    const struct lrs_mark *m = &s.ui->snap.marks[s.ui->snap.n_marks - 1];
    assert_string_equal(m->text, "milestones 4 -> 6");
    stage_close(&s);
}

static void your_own_expression(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "0");
    assert_int_equal(s.ui->overlay, LRS_OVER_VALUE);
    assert_true(s.ui->entry.fresh && s.ui->entry.text[0] != '\0'); /* an example to type over */
    stage_keys(&s, "Esc");                                         /* all is as it was */
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "StepLR");
    assert_int_equal(s.ui->n_undo, 0);
    stage_keys(&s, "0");
    stage_type(&s, "0.5^");
    stage_keys(&s, "Enter"); /* refused: the line stays, with the reason */
    assert_int_equal(s.ui->overlay, LRS_OVER_VALUE);
    assert_string_equal(s.ui->entry.text, "0.5^");
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "StepLR");
    assert_true(s.ui->entry_error[0] != '\0');
    stage_type(&s, "(t+1)");
    assert_true(s.ui->entry_error[0] == '\0');
    stage_keys(&s, "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_close(s.ui->snap.info.lr, 0.1 * 0.5, 1e-12, 0);
    assert_int_equal(s.ui->n_undo, 1);
    stage_keys(&s, "0");
    assert_string_equal(s.ui->entry.text, "0.5^(t+1)");
    stage_keys(&s, "Esc");
    stage_do(&s, ":expression 0.25");
    assert_close(s.ui->snap.info.lr, 0.1 * 0.25, 1e-12, 0);
    stage_keys(&s, "1");
    stage_do(&s, ":expression 0.5");
    assert_close(s.ui->snap.info.lr, 0.1 * 0.5, 1e-12, 0);
    stage_agrees(&s);
    stage_close(&s);
}

static void pace_follows_the_length(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    double before = s.ui->pace;
    stage_do(&s, ":problem rosenbrock");
    assert_true(s.ui->pace > before);
    stage_do(&s, ":pace 50");
    assert_close(s.ui->pace, 50, 0, 0);
    stage_do(&s, ":problem beale"); /* a pace set by hand stays */
    assert_close(s.ui->pace, 50, 0, 0);
    stage_keys(&s, "]");
    assert_true(s.ui->pace > 50);
    stage_keys(&s, "[ [");
    assert_true(s.ui->pace < 50);
    stage_do(&s, ":pace 100");
    stage_keys(&s, "Space");
    stage_wait(&s, 1);
    assert_in_range(s.ui->snap.info.step, 95, 105);
    stage_keys(&s, "Space");
    int64_t step = s.ui->snap.info.step;
    stage_wait(&s, 1);
    assert_int_equal(s.ui->snap.info.step, step);
    stage_close(&s);
}

/* Where the engine does not take what the UI shows, the UI shows what the engine has, and the edit
 * is none that could be taken back. */
static void a_refused_edit_falls_back(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":set schedule.gamma 0.25");
    struct lrs_experiment *agreed = lrs_experiment_copy(s.ui->exp);
    struct lrs_change change = {.path = "schedule.gamma", .what = "gamma 0.25 -> 0.75"};
    struct lrs_experiment *next = lrs_experiment_copy(s.ui->exp);
    assert_true(lrs_lua_set(s.lua, next, "schedule.gamma", "0.75", NULL));
    assert_true(lrs_ui_take(s.ui, next, &change, NULL));
    /* Behind its back: the engine ends up with the old value. */
    struct lrs_command cmd = {
        .type = LRS_CMD_APPLY, .run = s.ui->run, .exp = lrs_experiment_copy(agreed)};
    lrs_engine_send(s.engine, &cmd);
    stage_settle(&s);
    assert_true(lrs_experiment_equal(s.ui->exp, agreed));
    assert_int_equal(s.ui->n_undo, 1);
    stage_agrees(&s);
    lrs_experiment_free(agreed);
    stage_close(&s);
}

static void scenes_are_entered_and_left(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 30");
    struct lrs_experiment *small = lrs_experiment_copy(s.ui->exp);
    stage_keys(&s, "O");
    stage_type(&s, "plateau");
    stage_keys(&s, "Enter");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_string_equal(s.ui->scene_name, "plateau");
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "ReduceLROnPlateau");
    assert_int_equal(s.ui->snap.info.step, 0);
    assert_int_equal(s.ui->snap.info.state, LRS_RUNNING);
    assert_int_equal(s.ui->ghost->info.step, 30);
    stage_agrees(&s);
    stage_do(&s, ":share");
    assert_string_equal(lrs_ui_copied(s.ui), "lrscope plateau");
    stage_wait(&s, 0.5);
    stage_keys(&s, "u");
    assert_true(lrs_experiment_equal(small, s.ui->exp));
    assert_int_equal(s.ui->snap.info.step, 0);
    stage_agrees(&s);
    lrs_experiment_free(small);
    stage_close(&s);
}

static void curves_are_kept_and_dropped(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_refuses(&s, ":keep", "no curve");
    stage_do(&s, ":step 10");
    stage_keys(&s, "c c");
    stage_do(&s, ":keep mine");
    assert_string_equal(s.ui->kept[0]->name, "StepLR");
    assert_string_equal(s.ui->kept[1]->name, "StepLR 2");
    assert_string_equal(s.ui->kept[2]->name, "mine");
    stage_keys(&s, "c c c");
    stage_refuses(&s, ":keep", "already");
    stage_keys(&s, "x x x x x");
    assert_int_equal(s.ui->n_kept, 1);
    stage_keys(&s, "r x");
    assert_int_equal(s.ui->n_kept, 0);
    assert_non_null(s.ui->ghost);
    stage_keys(&s, "x");
    assert_null(s.ui->ghost);
    stage_refuses(&s, ":drop", "no curve");
    stage_close(&s);
}

/* Like is compared with like: a run that goes on behind a kept one is taken where that one ended. */
static void runs_are_compared_at_the_same_step(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 4");
    double val = s.ui->snap.info.val_loss;
    stage_keys(&s, "c");
    stage_do(&s, ":step 53"); /* the same run cannot beat its own past */
    assert_true(s.ui->snap.info.val_loss != val);
    struct lrs_difference d = lrs_ui_difference(s.ui, s.ui->kept[0]);
    assert_close(d.loss, 0, 0, 0);
    assert_close(d.accuracy, 0, 0, 0);
    assert_true(d.validation && d.partial);
    assert_close(d.step, 40, 0, 0);

    stage_do(&s, ":step 107"); /* to the end */
    double end = s.ui->snap.info.val_loss;
    stage_keys(&s, "R"); /* another seed: shorter than the ghost at first, then as long */
    stage_do(&s, ":step 47");
    d = lrs_ui_difference(s.ui, s.ui->kept[0]);
    assert_close(d.step, 40, 0, 0);
    assert_close(d.loss, s.ui->snap.info.val_loss - val, 0, 1e-12);
    d = lrs_ui_difference(s.ui, s.ui->ghost);
    assert_close(d.loss, s.ui->snap.info.val_loss - val, 0, 1e-12); /* its epoch 4, not its last */
    stage_do(&s, ":step 153");
    d = lrs_ui_difference(s.ui, s.ui->ghost);
    assert_true(!d.partial);
    assert_close(d.loss, s.ui->snap.info.val_loss - end, 0, 0);
    stage_close(&s);
}

/* With batches of other sizes, the same step is one after as many rows. */
static void batches_are_compared_at_the_same_gradients(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 4");
    double early = s.ui->snap.info.val_loss;
    stage_do(&s, ":epoch 16");
    double late = s.ui->snap.info.val_loss;
    stage_keys(&s, "c");
    stage_do(&s, ":set train.batch 4"); /* 40 steps an epoch, not 10 */
    stage_do(&s, ":rerun");
    stage_do(&s, ":epoch 4");
    const struct lrs_trace *kept = s.ui->kept[0];
    assert_close(lrs_trace_pace(s.ui, kept), 4, 0, 0);
    struct lrs_difference d = lrs_ui_difference(s.ui, kept);
    assert_true(d.partial);
    assert_close(d.step, 160, 0, 0);
    assert_close(d.loss, s.ui->snap.info.val_loss - early, 0, 1e-12);
    stage_do(&s, ":epoch 16");
    d = lrs_ui_difference(s.ui, kept);
    assert_true(!d.partial);
    assert_close(d.loss, s.ui->snap.info.val_loss - late, 0, 1e-12);
    double end = s.ui->snap.info.val_loss;
    stage_do(&s, ":epochs 30"); /* it goes on, and is taken where the kept one ended */
    stage_do(&s, ":epoch 5");
    d = lrs_ui_difference(s.ui, kept);
    assert_true(d.partial);
    assert_close(d.step, 800, 0, 0);
    assert_close(d.loss, end - late, 0, 1e-12);
    stage_close(&s);
}

/* Without validation the averages are compared, read off both curves in the same way. */
static void averages_are_compared_at_the_same_step(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":set train.validation 0");
    stage_do(&s, ":step 60");
    stage_keys(&s, "c");
    stage_do(&s, ":step 60");
    struct lrs_difference d = lrs_ui_difference(s.ui, s.ui->kept[0]);
    assert_true(!d.validation && d.partial);
    assert_close(d.step, 60, 0, 0);
    assert_close(d.loss, 0, 0, 0);
    assert_true(isnan(d.accuracy));
    stage_close(&s);
}

static void curves_say_what_they_ran_with(void **state)
{
    (void)state;
    struct stage s;
    char story[48];
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":set schedule.gamma 0.7"); /* before the first step: no change on the way */
    stage_do(&s, ":step 30");
    assert_string_equal(lrs_ui_story(s.ui, story), "StepLR");
    stage_do(&s, ":set schedule.gamma 0.6");
    stage_keys(&s, "c c");
    assert_string_equal(s.ui->kept[0]->name, "StepLR (edited)");
    assert_string_equal(s.ui->kept[1]->name, "StepLR (edited) 2");
    stage_keys(&s, "r");
    assert_string_equal(lrs_ui_story(s.ui, story), "StepLR");
    stage_keys(&s, "5"); /* before the first step again */
    stage_do(&s, ":step 30");
    stage_keys(&s, "1 c");
    assert_string_equal(s.ui->kept[2]->name, "cosine\u2192fixed");
    stage_close(&s);
}

/* The kept curve comes before the ghost that is the same run, and the best one is marked. */
static void the_comparison_marks_the_best(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_str text = {0};
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 20");
    stage_do(&s, ":keep good");
    stage_do(&s, ":lr 1e-6");
    stage_do(&s, ":epoch 20");
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    stage_do(&s, ":compare");
    lrs_ui_draw(s.ui, &s.canvas);
    lrs_canvas_print_text(&s.canvas, &text);
    const char *table = strstr(lrs_str_text(&text), "Comparison of the runs");
    assert_non_null(table);
    const char *now = strstr(table, "now: StepLR"), *best = strstr(table, "* -o good");
    if (!(now && best && now < best))
        fail_msg("%s", table);
    assert_null(strstr(table, "last: ")); /* that is the good one */
    const char *against = strstr(lrs_str_text(&text), "against -o good");
    assert_non_null(against);
    lrs_str_clear(&text);
    stage_do(&s, ":compare");
    assert_false(s.ui->comparing);
    assert_int_equal(lrs_ui_picture(s.ui), LRS_PIC_REGIONS);
    static const enum lrs_picture_kind walk[] = {LRS_PIC_LINE, LRS_PIC_WEIGHTS, LRS_PIC_GRADIENT,
                                                 LRS_PIC_RATES};
    for (int i = 0; i < 4; i++) {
        stage_keys(&s, "v");
        assert_int_equal(s.ui->snap.picture.kind, walk[i]);
    }
    stage_keys(&s, "v"); /* then the comparison, then neither */
    assert_true(s.ui->comparing && !s.ui->picture_off);
    stage_keys(&s, "v");
    assert_true(!s.ui->comparing && s.ui->picture_off);
    stage_keys(&s, "v");
    assert_true(!s.ui->comparing && !s.ui->picture_off);
    assert_int_equal(s.ui->snap.picture.kind, LRS_PIC_REGIONS);
    assert_string_equal(lrs_ui_picture_name(s.ui, 0), "regions");
    assert_string_equal(lrs_ui_picture_name(s.ui, 1), "line");
    assert_string_equal(lrs_ui_picture_name(s.ui, 6), "none");
    assert_null(lrs_ui_picture_name(s.ui, 7));
    stage_keys(&s, ":");
    stage_type(&s, "picture gr");
    stage_keys(&s, "Tab Enter");
    assert_int_equal(s.ui->snap.picture.kind, LRS_PIC_GRADIENT);
    stage_do(&s, ":picture weights");
    assert_int_equal(s.ui->snap.picture.kind, LRS_PIC_WEIGHTS);
    stage_refuses(&s, ":picture confusion", "no picture 'confusion' of this experiment");
    stage_refuses(&s, ":picture weihgts", "did you mean 'weights'?");
    stage_do(&s, ":problem quadratic"); /* has no such picture */
    assert_int_equal(s.ui->snap.picture.kind, LRS_PIC_LANDSCAPE);
    stage_do(&s, ":problem blobs");
    s.ui->h = 12; /* no room for a picture: all over the screen */
    stage_do(&s, ":compare");
    assert_true(s.ui->maximised && s.ui->focus == LRS_PANEL_PICTURE);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_switch_and_select),
        cmocka_unit_test(lengths_fit_the_horizon),
        cmocka_unit_test(the_same_again_is_no_edit),
        cmocka_unit_test(nudges_and_their_undo),
        cmocka_unit_test(a_burst_is_one_change),
        cmocka_unit_test(undo_takes_everything_back),
        cmocka_unit_test(undo_forgets_the_oldest),
        cmocka_unit_test(bad_values_change_nothing),
        cmocka_unit_test(edits_act_from_the_next_step),
        cmocka_unit_test(policies_are_walked_through),
        cmocka_unit_test(edits_name_the_policy_in_force),
        cmocka_unit_test(notes_of_the_run_are_shown),
        cmocka_unit_test(policies_leave_a_run_that_has_ended),
        cmocka_unit_test(restarts_leave_a_ghost),
        cmocka_unit_test(a_run_that_ended_starts_again),
        cmocka_unit_test(a_divergence_is_said_and_survived),
        cmocka_unit_test(optimizers_bring_their_rate),
        cmocka_unit_test(problems_bring_length_and_rate),
        cmocka_unit_test(warmup_wraps_and_unwraps),
        cmocka_unit_test(warmup_leaves_the_rest),
        cmocka_unit_test(a_warmup_can_come_too_late),
        cmocka_unit_test(your_own_expression),
        cmocka_unit_test(pace_follows_the_length),
        cmocka_unit_test(a_refused_edit_falls_back),
        cmocka_unit_test(scenes_are_entered_and_left),
        cmocka_unit_test(curves_are_kept_and_dropped),
        cmocka_unit_test(runs_are_compared_at_the_same_step),
        cmocka_unit_test(batches_are_compared_at_the_same_gradients),
        cmocka_unit_test(averages_are_compared_at_the_same_step),
        cmocka_unit_test(curves_say_what_they_ran_with),
        cmocka_unit_test(the_comparison_marks_the_best),
    };
    return cmocka_run_group_tests_name("ui edits", tests, NULL, NULL) != 0;
}
