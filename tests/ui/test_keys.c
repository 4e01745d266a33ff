/* Monkeys: many random keys, mouse events, pastes, resizes and commands. Nothing may crash or hang,
 * and after each the model has to be whole: what the UI shows is what the engine trains. */
#include "stage.h"

#include "lrscope/rng.h"

enum { EVENTS = 20000, DRAW_EVERY = 20, STEP_EVERY = 7, LESSON_EVENTS = 300 };

static uint32_t below(struct lrs_rng *rng, uint32_t n)
{
    return (uint32_t)(lrs_rng_below(rng, n));
}

static const uint32_t specials[] = {
    LRS_KEY_TAB,
    LRS_KEY_ENTER,
    LRS_KEY_ESC,
    LRS_KEY_SPACE,
    LRS_KEY_BACKSPACE,
    LRS_KEY_UP,
    LRS_KEY_DOWN,
    LRS_KEY_LEFT,
    LRS_KEY_RIGHT,
    LRS_KEY_SHIFT_LEFT,
    LRS_KEY_SHIFT_RIGHT,
    LRS_KEY_SHIFT_UP,
    LRS_KEY_SHIFT_DOWN,
    LRS_KEY_SHIFT_TAB,
    LRS_KEY_HOME,
    LRS_KEY_END,
    LRS_KEY_PAGE_UP,
    LRS_KEY_PAGE_DOWN,
    LRS_KEY_INSERT,
    LRS_KEY_DELETE,
    LRS_KEY_F1,
    LRS_KEY_F12,
    LRS_CTRL('l'),
    LRS_CTRL('z'),
    LRS_CTRL('c'),
    LRS_CTRL('u'),
    LRS_CTRL('w'),
    LRS_CTRL('k'),
    0,
    0x1f600,
    0xe9,
    0x110000 + 0xfff,
};

static uint32_t any_key(struct lrs_rng *rng)
{
    if (below(rng, 3) == 0)
        return specials[below(rng, sizeof specials / sizeof *specials)];
    return 32 + below(rng, 95);
}

/* Lines that a prompt may get; nothing that writes a file. */
static const char *const lines[] = {
    ":problem quadratic",
    ":problem blobs{points=60}",
    ":problem moons{points=60}",
    ":epochs 5",
    ":epochs 30",
    ":set train.steps 17",
    ":set train.steps nil",
    ":set model.hidden {}",
    ":set model.hidden {3,3}",
    ":schedule LambdaLR{\"0.9^t\"}",
    ":schedule SequentialLR{milestones={3}, StepLR{}, StepLR{}}",
    ":optimizer Adam",
    ":optimizer SGD{lr=1e9}",
    ":set train.validation 0",
    ":pace 0",
    ":pace 1e9",
    ":wait 0.01",
    ":seed 0",
    ":share",
    ":keep \xc3\xa9",
    ":set finder.num_it 5",
    ":find",
    ":set",
    ":explain",
    ":what plateau",
    ":compare",
    ":cursor",
    ":log-x",
    ":picture rates",
    ":export pytorch",
    ":lesson",
};

static struct lrs_event any_event(struct lrs_rng *rng)
{
    struct lrs_event e = {.type = LRS_EVENT_KEY};
    uint32_t what = below(rng, 100);
    if (what < 80) {
        e.key = any_key(rng);
    } else if (what < 92) {
        e.type = LRS_EVENT_MOUSE;
        e.mouse = (enum lrs_mouse)below(rng, LRS_MOUSE_WHEEL_DOWN + 1);
        e.x = (int)below(rng, 140) - 5;
        e.y = (int)below(rng, 50) - 5;
    } else if (what < 97) {
        e.type = LRS_EVENT_RESIZE;
        e.x = (int)below(rng, below(rng, 4) == 0 ? 8 : 160);
        e.y = (int)below(rng, below(rng, 4) == 0 ? 8 : 60);
    } else if (what < 98) {
        e.type = LRS_EVENT_TICK;
    } else {
        e.type = LRS_EVENT_PASTE;
        e.text = "3 \x1b[A}\n{";
    }
    return e;
}

/* An export would write into the folder of the test. */
static bool would_write(const struct lrs_ui *ui, const struct lrs_event *e)
{
    const char *line = ui->entry.text;
    return e->type == LRS_EVENT_KEY && e->key == LRS_KEY_ENTER && ui->overlay == LRS_OVER_PROMPT &&
           (strstr(line, "export") || strstr(line, "snapshot") || strstr(line, "write"));
}

static void check_whole(const struct stage *s)
{
    const struct lrs_ui *ui = s->ui;
    struct lrs_err err = {""};
    if (!lrs_experiment_check(ui->exp, &err))
        fail_msg("%s", err.msg);
    if (ui->snap.exp)
        stage_agrees(s);
    assert_true(ui->selected >= 0 && ui->selected < ui->n_rows);
    assert_true(ui->undo_at >= 0 && ui->undo_at <= ui->n_undo && ui->n_undo <= LRS_UNDO_MAX);
    assert_true(ui->from >= 0 && ui->from < ui->to);
    assert_true(ui->entry.at >= 0 && (size_t)ui->entry.at <= strlen(ui->entry.text));
    assert_true(ui->chooser.selected >= 0);
    assert_true(ui->n_kept >= 0 && ui->n_kept <= LRS_KEPT_MAX);
}

/* A run that monkeys made long would make the test long. */
static void keep_it_small(struct stage *s)
{
    if (s->ui->snap.info.clock.steps > 5000 || s->ui->snap.info.n_train > 2000)
        stage_do(s, ":problem blobs{points=60}");
    if (s->ui->snap.info.clock.steps > 5000 || s->ui->snap.info.n_params > 20000) {
        stage_do(s, ":set train.steps nil");
        stage_do(s, ":set model.hidden {4}");
        stage_do(s, ":epochs 6");
    }
}

/* What a lesson is gone through with, and what leads astray in it. */
static const uint32_t lesson_keys[] = {
    LRS_KEY_PAGE_DOWN,
    LRS_KEY_PAGE_DOWN,
    LRS_KEY_PAGE_DOWN,
    LRS_KEY_PAGE_UP,
    LRS_KEY_SPACE,
    LRS_KEY_LEFT,
    LRS_KEY_ESC,
    LRS_KEY_ESC,
    LRS_KEY_ENTER,
    LRS_KEY_TAB,
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'r',
    's',
    'u',
    'v',
    'x',
    'z',
    'N',
    'T',
    'G',
    't',
    '?',
    '\'',
};

static void run_lesson_monkeys(uint64_t seed, int events)
{
    static const char *const lessons[] = {":lesson fixed-rate", ":lesson step", ":lesson finder",
                                          ":lesson two-questions"};
    struct stage s;
    struct lrs_rng rng;
    lrs_rng_seed(&rng, seed, "lessons");
    stage_open(&s, STAGE_SCENE);
    for (int i = 0; i < events; i++) {
        struct lrs_event e = any_event(&rng);
        if (e.type == LRS_EVENT_KEY)
            e.key = lesson_keys[below(&rng, sizeof lesson_keys / sizeof *lesson_keys)];
        e.now = i * 0.05;
        if (!s.ui->course && s.ui->overlay == LRS_OVER_NONE)
            stage_do(&s, lessons[below(&rng, sizeof lessons / sizeof *lessons)]);
        if (!would_write(s.ui, &e))
            stage_event(&s, &e);
        check_whole(&s);
        if (s.ui->course)
            assert_in_range(s.ui->course->at, 0, s.ui->course->lesson->n - 1);
        lrs_ui_draw(s.ui, &s.canvas);
    }
    stage_close(&s);
}

static void run_monkeys(uint64_t seed, int events)
{
    struct stage s;
    struct lrs_rng rng;
    lrs_rng_seed(&rng, seed, "monkeys");
    stage_open(&s, "return { problem = blobs{points=60, classes=2}, model = mlp{hidden={4}},"
                   " train = {epochs=6, batch=16} }");
    for (int i = 0; i < events; i++) {
        struct lrs_event e = any_event(&rng);
        e.now = i * 0.05;
        if (!would_write(s.ui, &e))
            stage_event(&s, &e);
        if (below(&rng, STEP_EVERY) == 0)
            lrs_engine_pump(s.engine, 0.02);
        if (below(&rng, 40) == 0) {
            unsigned reactions;
            lrs_ui_command(s.ui, lines[below(&rng, sizeof lines / sizeof *lines)], &reactions,
                           NULL);
        }
        stage_settle(&s);
        check_whole(&s);
        keep_it_small(&s);
        if (below(&rng, DRAW_EVERY) == 0)
            lrs_ui_draw(s.ui, &s.canvas);
    }
    stage_close(&s);
}

static void monkeys(void **state)
{
    (void)state;
    run_monkeys(1, EVENTS / 2);
    run_monkeys(2, EVENTS / 2);
}

static void monkeys_in_lessons(void **state)
{
    (void)state;
    run_lesson_monkeys(3, LESSON_EVENTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(monkeys),
                                       cmocka_unit_test(monkeys_in_lessons)};
    return cmocka_run_group_tests_name("ui keys", tests, NULL, NULL) != 0;
}
