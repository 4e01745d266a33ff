/* Lessons: what each field of a beat does, that going on and back is exact whatever was tried in
 * between, votes, the strip, and all of it with worker threads as well. */
#include "stage.h"

#include <math.h>
#include <poll.h>
#include <time.h>

#define EXPERIMENT                                                                                 \
    "return { title = 'Class', problem = blobs{points=200, classes=2}, model = mlp{hidden={4}}, "  \
    "optimizer = SGD{lr=0.1}, schedule = StepLR{step_size=5, gamma=0.5}, "                         \
    "train = {epochs=20, batch=16, seed=3, validation=0.2}, pace = 50, lesson = { "

static const char lesson[] = EXPERIMENT
    "{ say = 'First.' },"
    "{ say = 'Ten epochs.', run = 10, keep = 'ten', check = { 'epoch == 10', 'kept.ten.loss > 0', "
    "  'lr@5 == 0.05', 'lr@4 == 0.1', 'lr == 0.025' } },"
    "{ ask = 'What now?', choices = {'more', 'less'}, answer = 2 },"
    "{ set = { ['schedule.gamma'] = 1 }, rerun = 'loss < 0.3', reveal = 'Less.',"
    "  check = { 'loss < 0.3', 'done == 0' } },"
    "{ say = 'Both.', set = { ['schedule.gamma'] = 0.1, ['optimizer.lr'] = 0.2 }, run = true, "
    "  check = 'done' },"
    "} }";

static const struct lrs_course *course(const struct stage *s)
{
    return s->ui->course;
}

static char *block_of(struct stage *s)
{
    char *text = lrs_format("%lld %a %a", (long long)s->ui->snap.info.step,
                            s->ui->snap.info.mean_loss, s->ui->snap.info.lr);
    return text;
}

static void holds(struct stage *s)
{
    struct lrs_str why = {0};
    if (!lrs_lesson_check(s->ui, &why))
        fail_msg("%s", lrs_str_text(&why));
}

static void beats_do_what_they_say(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, lesson);
    assert_int_equal(course(&s)->at, 0);
    assert_int_equal(s.ui->snap.info.step, 0);
    stage_keys(&s, "PgDn");
    assert_int_equal(s.ui->snap.info.step, 100);
    assert_int_equal(s.ui->snap.info.state, LRS_PAUSED);
    assert_int_equal(s.ui->n_kept, 1);
    assert_string_equal(s.ui->kept[0]->name, "ten");
    holds(&s);
    stage_keys(&s, "PgDn"); /* a question freezes what is there */
    assert_int_equal(s.ui->snap.info.step, 100);
    stage_keys(&s, "b b a PgDn");
    assert_int_equal(course(&s)->votes[2][0], 1);
    assert_int_equal(course(&s)->votes[2][1], 2);
    assert_true(stage_real(&s, "schedule.gamma") == 1);
    assert_true(s.ui->snap.info.step > 0 && s.ui->snap.info.step < 200);
    assert_true(s.ui->snap.info.mean_loss < 0.3);
    holds(&s);
    stage_keys(&s, "PgDn");
    assert_true(stage_real(&s, "schedule.gamma") == 0.1 && stage_real(&s, "optimizer.lr") == 0.2);
    assert_int_equal(s.ui->snap.info.state, LRS_DONE);
    holds(&s);
    stage_agrees(&s);
    stage_keys(&s, "PgDn"); /* nothing comes after the last */
    assert_int_equal(course(&s)->at, 4);
    stage_close(&s);
}

/* What was tried between two beats leaves no trace in the next. */
static void going_on_is_exact(void **state)
{
    (void)state;
    static const char *const tries[] = {"Space", ". .",     "r",          "5 Right Right", "R",
                                        "x",     "o Enter", "Left Space", ", ,",           "u"};
    struct stage s;
    stage_open(&s, lesson);
    stage_keys(&s, "PgDn PgDn PgDn");
    char *want = block_of(&s);
    stage_close(&s);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        stage_open(&s, lesson);
        stage_keys(&s, "PgDn");
        stage_keys(&s, tries[i]);
        stage_wait(&s, 0.5);
        stage_keys(&s, "PgDn");
        stage_keys(&s, tries[i]);
        stage_wait(&s, 0.5);
        stage_keys(&s, "PgDn");
        assert_int_equal(course(&s)->at, 3);
        char *got = block_of(&s);
        if (strcmp(got, want) != 0)
            fail_msg("after %s: %s, not %s", tries[i], got, want);
        lrs_free(got);
        assert_int_equal(s.ui->n_kept, 1);
        stage_agrees(&s);
        stage_close(&s);
    }
    lrs_free(want);
}

static void going_back_is_exact(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, lesson);
    stage_keys(&s, "PgUp");
    assert_true(s.ui->message_is_error); /* before the first there is nothing */
    char *at[5];
    for (int i = 0; i < 5; i++) {
        at[i] = block_of(&s);
        if (i < 4)
            stage_keys(&s, "PgDn");
        assert_true(course(&s)->place[i + (i < 4)].valid);
    }
    stage_keys(&s, "x x 5 Space");
    for (int i = 3; i >= 0; i--) {
        stage_keys(&s, "PgUp");
        char *got = block_of(&s);
        assert_int_equal(course(&s)->at, i);
        assert_string_equal(got, at[i]);
        assert_int_equal(s.ui->n_kept, i > 0);
        stage_agrees(&s);
        lrs_free(got);
    }
    for (int i = 1; i < 5; i++) { /* and on again */
        stage_keys(&s, "PgDn");
        char *got = block_of(&s);
        assert_string_equal(got, at[i]);
        lrs_free(got);
    }
    for (int i = 0; i < 5; i++)
        lrs_free(at[i]);
    stage_close(&s);
}

static char *screen_of(struct stage *s, int w, int h)
{
    struct lrs_str screen = {0};
    s->ui->w = w;
    s->ui->h = h;
    stage_settle(s);
    lrs_ui_draw(s->ui, &s->canvas);
    lrs_canvas_print_text(&s->canvas, &screen);
    return lrs_str_take(&screen);
}

static void shows(struct stage *s, int w, int h, const char *words, bool expected)
{
    char *screen = screen_of(s, w, h);
    if ((strstr(screen, words) != NULL) != expected)
        fail_msg("%s \"%s\" at %dx%d:\n%s", expected ? "no" : "there is", words, w, h, screen);
    lrs_free(screen);
}

static void the_strip_tells(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, lesson);
    shows(&s, 80, 24, "First.", true);
    shows(&s, 80, 24, "1/5", true);
    stage_keys(&s, "PgDn PgDn");
    shows(&s, 60, 18, "What now?", true);
    shows(&s, 60, 18, "a more", true);
    shows(&s, 80, 24, "a vote", true);
    stage_keys(&s, "a a a b");
    shows(&s, 80, 24, "a more 3", true);
    shows(&s, 80, 24, "Less.", false);
    stage_keys(&s, "PgDn");
    shows(&s, 80, 24, "Less.", true);
    shows(&s, 80, 24, "b less v == 1", true);
    stage_keys(&s, "c"); /* no question stands: c keeps again */
    assert_int_equal(s.ui->n_kept, 2);
    for (int w = 1; w < 100; w += 7) /* and nothing breaks it */
        for (int h = 1; h < 40; h += 3)
            lrs_free(screen_of(&s, w, h));
    stage_close(&s);
}

/* A lesson is the same one on another problem; any other scene is called by what it learns then. */
static void the_title_stays(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, EXPERIMENT
               "{ say = 'Blobs.' },"
               "{ say = 'A bowl.', set = { problem = quadratic{}, optimizer = SGD{lr=0.1},"
               "  ['train.steps'] = 20 } } } }");
    shows(&s, 80, 24, "Class", true);
    stage_keys(&s, "PgDn");
    shows(&s, 80, 24, "A bowl.", true);
    shows(&s, 80, 24, "lrscope  Class", true);
    stage_close(&s);
    stage_open(&s, "return { title = 'Class', problem = blobs{}, schedule = Constant{} }");
    shows(&s, 80, 24, "lrscope  Class", true);
    stage_do(&s, "problem quadratic");
    shows(&s, 80, 24, "lrscope  Class", false);
    stage_close(&s);
}

/* Bars of the votes take no row from what is said behind them. */
static void bars_cost_no_row(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, EXPERIMENT
               "{ ask = 'Who?', choices = {'restarts, nearly always', 'cosine, nearly always',"
               "  'about half each'}, answer = 3 },"
               "{ reveal = 'About half.', rerun = true } } }");
    stage_keys(&s, "a b c");
    int asking = lrs_view_lesson_rows(s.ui, 60);
    stage_keys(&s, "PgDn");
    assert_int_equal(lrs_view_lesson_rows(s.ui, 60), asking);
    shows(&s, 60, 18, "a restarts, nearly always 1", true);
    shows(&s, 60, 18, "c about half each v 1", true);
    shows(&s, 120, 40, "c about half each v == 1", false);
    shows(&s, 120, 40, "c about half each v ====== 1", true);
    stage_close(&s);
}

static const char versus[] = EXPERIMENT
    "{ say = 'Side by side.', seeds = 4, notes = 'Wait.', compare = {"
    "  { name = 'a', set = { schedule = Constant{} } },"
    "  { name = 'b', set = { ['optimizer.lr'] = 0.00001 } } },"
    "  check = { 'verdict.a == 4', 'verdict.b == 0', 'verdict.a.loss < verdict.b.loss',"
    "            'kept.b.loss > 2 * loss', 'kept.a.loss == loss', 'kept.b.loss@10 > loss@10' } },"
    "{ say = 'After.', check = 'verdict.a == 4' } } }";

static void comparisons_are_fair(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, versus);
    holds(&s);
    shows(&s, 80, 24, "a (this run) / b: same start, each 3200 gradients; lowest in 4 / 0 of 4",
          true);
    stage_keys(&s, "N");
    shows(&s, 120, 40, "Wait.", true);
    shows(&s, 120, 40, "Next", true);
    int runs[8];
    assert_int_equal(lrs_engine_runs(s.engine, runs, 8), 1); /* what is over is not kept */
    stage_keys(&s, "PgDn");
    holds(&s);
    stage_close(&s);
    stage_open(&s,
               EXPERIMENT "{ say = 'x' }, { say = 'Unfair.', compare = {"
                          "{ name = 'a', set = { ['train.epochs'] = 10 } }, { name = 'b', set = "
                          "{ ['train.epochs'] = 20 } } } } } }");
    stage_keys(&s, "PgDn");
    assert_true(s.ui->message_is_error);
    assert_non_null(strstr(s.ui->message, "'a' takes 1600 gradients and 'b' 3200"));
    stage_close(&s);
}

/* Smaller batches take more steps for as many gradients: both go through the rows together. */
static void rivals_keep_pace(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, EXPERIMENT "{ say = 'Batches.', compare = {"
                              "{ name = 'a', set = { ['train.batch'] = 16 } },"
                              "{ name = 'b', set = { ['train.batch'] = 4 } } },"
                              "check = { 'step == 200', 'kept.b.val_loss@20 > 0',"
                              "'kept.b.loss@2 < 0.5 * loss@2' } } } }");
    assert_int_equal(course(&s)->n_rivals, 1);
    assert_close(course(&s)->rival[0].share, 4, 0, 0);
    holds(&s);
    stage_close(&s);
}

static void actions_and_finder(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, EXPERIMENT "{ say = 'Finder.', find = true, act = {'log on', 'smoother'}, "
                              "check = 'finder.valley > 0' },"
                              "{ say = 'Adopted.', act = 'adopt valley', rerun = 2, check = "
                              "'lr > 0' } } }");
    assert_int_equal(s.ui->overlay, LRS_OVER_FINDER);
    assert_true(s.ui->loss_log && !s.ui->loss_log_auto);
    holds(&s);
    stage_keys(&s, "PgDn");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_close(stage_real(&s, "optimizer.lr"), s.ui->snap.finder->suggestion[LRS_VALLEY], 0.1, 0);
    stage_close(&s);
    stage_open(&s, EXPERIMENT "{ say = 'x', act = 'sing' } } }");
    assert_null(s.ui->course);
    assert_non_null(strstr(s.ui->message, "lesson.1.act: there is no action 'sing'"));
    stage_close(&s);
}

static void a_claim_that_fails_says_so(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_str why = {0};
    stage_open(&s,
               EXPERIMENT "{ say = 'x', run = 1, keep = 'k', check = { 'loss > 0', 'epoch > 3', "
                          "'diverged', 'loss@5 < 1', 'kept.k.lr == 0' } } } }");
    assert_false(lrs_lesson_check(s.ui, &why));
    assert_string_equal(lrs_str_text(&why),
                        "beat 1: epoch > 3 (1 and 3); beat 1: diverged (0); beat 1: loss@5 < 1 "
                        "(nan and 1); beat 1: kept.k.lr == 0 (0.1 and 0)");
    lrs_str_clear(&why);
    stage_close(&s);
}

/* A UI whose engine has threads: frames come when the engine wakes. */
static void run_frames(struct lrs_engine *e, struct lrs_ui *ui,
                       bool (*until)(const struct lrs_ui *ui))
{
    time_t end = time(NULL) + 20;
    do {
        struct pollfd p = {.fd = lrs_engine_wake_fd(e), .events = POLLIN};
        poll(&p, 1, 20);
        lrs_ui_refresh(ui);
        if (time(NULL) > end)
            fail_msg("the beat does not end");
    } while (!until(ui));
}

static bool beat_is_done(const struct lrs_ui *ui)
{
    return ui->course->phase == LRS_BEAT_DONE && !ui->course->trials;
}

static void press(struct lrs_ui *ui, const char *name)
{
    struct lrs_event e = {.type = LRS_EVENT_KEY, .key = lrs_key_parse(name)};
    lrs_ui_update(ui, &e);
}

/* What the threads do is what the synchronous engine does, with keys pressed at any moment. */
static void threads_change_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {lesson, versus};
    for (int k = 0; k < 2; k++) {
        struct lrs_err err = {""};
        const struct lrs_ui_options options = {.colour = true, .running = true};
        struct lrs_lua *lua = lrs_lua_new(1);
        struct lrs_engine *engine = lrs_engine_new(2);
        struct lrs_scene *scene = lrs_scene_from_text(lua, texts[k], "x.lua", &err);
        struct lrs_ui *ui = lrs_ui_new(engine, lua, scene, &options, 80, 24, &err);
        for (int i = 0; i < scene->lesson->n; i++) {
            struct lrs_str why = {0};
            static const char *const meddle[] = {"Space", "Right", "r", "."};
            press(ui, meddle[i % 4]);
            press(ui, "PgDn"); /* at once, or again */
            if (i > 0)
                run_frames(engine, ui, beat_is_done);
            while (ui->course->at < i || !ui->course->place[i + 1].valid || ui->course->strayed) {
                press(ui, "PgDn");
                run_frames(engine, ui, beat_is_done);
                if (ui->course->at > i)
                    press(ui, "PgUp"), run_frames(engine, ui, beat_is_done);
            }
            if (!lrs_lesson_check(ui, &why))
                fail_msg("with threads: %s", lrs_str_text(&why));
        }
        lrs_ui_free(ui);
        assert_true(lrs_engine_free(engine));
        lrs_scene_free(scene);
        lrs_lua_free(lua);
    }
}

/* In the middle of what runs: Space pauses it and lets it go on to the beat's own end. */
static void a_beat_can_be_paused(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, lesson);
    stage_keys(&s, "PgDn");
    struct lrs_command slow = {.type = LRS_CMD_RETURN, .run = s.ui->run, .n = 1};
    struct lrs_command until = {.type = LRS_CMD_UNTIL,
                                .run = s.ui->run,
                                .n = 2,
                                .until = {LRS_FIG_EPOCH, LRS_AT_LEAST, 10}};
    lrs_engine_send(s.engine, &slow);
    lrs_engine_send(s.engine, &until);
    s.ui->sent += 2;
    stage_wait(&s, 1); /* 50 steps of 100 */
    int64_t step = s.ui->snap.info.step;
    assert_true(step > 30 && step < 70 && s.ui->snap.until);
    stage_do(&s, "pause");
    stage_wait(&s, 1);
    assert_int_equal(s.ui->snap.info.step, step);
    stage_do(&s, "run");
    stage_wait(&s, 5);
    assert_int_equal(s.ui->snap.info.step, 100);
    assert_int_equal(s.ui->snap.info.state, LRS_PAUSED);
    stage_close(&s);
}

static void votes_are_corrected(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, lesson);
    stage_keys(&s, "PgDn PgDn a b b Backspace");
    assert_int_equal(course(&s)->votes[2][0], 1);
    assert_int_equal(course(&s)->votes[2][1], 1);
    stage_keys(&s, "Backspace"); /* only the last one, and nothing else happens instead */
    assert_int_equal(course(&s)->votes[2][1], 1);
    assert_true(s.ui->message_is_error);
    assert_true(stage_real(&s, "schedule.gamma") == 0.5);
    stage_keys(&s, "N"); /* notes do not give the answer away */
    shows(&s, 100, 40, "Less.", false);
    stage_keys(&s, "PgUp");
    shows(&s, 100, 40, "What now?", true);
    stage_close(&s);
}

/* With threads, a beat that is stopped half way by turning a value: its end is an end like any other,
 * and Page Down goes on to the next beat. While its question stands, c keeps nothing. */
static void turning_in_the_middle_is_no_trap(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    const struct lrs_ui_options options = {.colour = true, .running = true};
    struct lrs_lua *lua = lrs_lua_new(1);
    struct lrs_engine *engine = lrs_engine_new(2);
    struct lrs_scene *scene = lrs_scene_from_text(lua, lesson, "x.lua", &err);
    struct lrs_ui *ui = lrs_ui_new(engine, lua, scene, &options, 80, 24, &err);
    while (!ui->course->place[1].valid) /* a press before that ends the first beat, no more */
        run_frames(engine, ui, beat_is_done);
    press(ui, "PgDn"); /* 100 steps in two seconds */
    lrs_ui_refresh(ui);
    press(ui, "Right");
    assert_int_equal(ui->course->phase, LRS_BEAT_RUNS);
    run_frames(engine, ui, beat_is_done);
    assert_true(ui->course->strayed && !ui->wish);
    press(ui, "PgDn");
    for (int i = 0; i < 1000 && ui->course->at < 2; i++)
        run_frames(engine, ui, beat_is_done);
    assert_int_equal(ui->course->at, 2);
    assert_false(ui->course->strayed);
    press(ui, "PgDn"); /* the question's run */
    int kept = ui->n_kept;
    if (ui->course->phase == LRS_BEAT_RUNS)
        press(ui, "c");
    assert_int_equal(ui->n_kept, kept);
    lrs_ui_free(ui);
    assert_true(lrs_engine_free(engine));
    lrs_scene_free(scene);
    lrs_lua_free(lua);
}

static void page_down_starts_the_first(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "PgDn");
    int n;
    char **names = lrs_lesson_names(&n);
    assert_true(n > 0 && s.ui->course);
    assert_string_equal(s.ui->scene_name, names[0]);
    stage_do(&s, "scene cosine"); /* there is a lesson of that name, too */
    assert_null(s.ui->course);
    stage_do(&s, "lesson cosine");
    assert_string_equal(s.ui->scene_name, "06-cosine");
    stage_do(&s, "scene start");
    assert_null(s.ui->course);
    stage_do(&s, "lesson");
    assert_int_equal(s.ui->overlay, LRS_OVER_CHOOSER);
    stage_keys(&s, "Enter");
    assert_string_equal(s.ui->scene_name, names[0]);
    for (int i = 0; i < n; i++)
        lrs_free(names[i]);
    lrs_free(names);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beats_do_what_they_say),
        cmocka_unit_test(going_on_is_exact),
        cmocka_unit_test(going_back_is_exact),
        cmocka_unit_test(the_strip_tells),
        cmocka_unit_test(comparisons_are_fair),
        cmocka_unit_test(rivals_keep_pace),
        cmocka_unit_test(actions_and_finder),
        cmocka_unit_test(a_claim_that_fails_says_so),
        cmocka_unit_test(a_beat_can_be_paused),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(page_down_starts_the_first),
        cmocka_unit_test(bars_cost_no_row),
        cmocka_unit_test(the_title_stays),
        cmocka_unit_test(votes_are_corrected),
        cmocka_unit_test(turning_in_the_middle_is_no_trap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
