/* The charts as instruments: what they read off, the axis of steps that they share, zoom and pan by
 * keys and mouse, and that nothing of a long run is lost on the way to the screen. */
#include "stage.h"

#include <math.h>

/* Every step in a column of its own. */
static void take_all(const struct stage *s, struct lrs_snapshot *all)
{
    int steps = (int)s->ui->snap.info.clock.steps;
    struct lrs_request req = {.to = steps, .columns = steps};
    *all = (struct lrs_snapshot){0};
    lrs_engine_snapshot(s->engine, s->ui->run, &req, all);
}

/* Like NaN, like no value. */
static void assert_same(double a, double b)
{
    if (isnan(a) != isnan(b) || (!isnan(a) && a != b))
        fail_msg("%g is not %g", a, b);
}

/* The cursor reads what held at its step, at any zoom. */
static void the_cursor_is_exact(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_snapshot all;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 12");
    stage_do(&s, ":cursor");
    take_all(&s, &all);
    int64_t per = s.ui->snap.info.clock.steps_per_epoch, done = s.ui->snap.info.step;
    assert_int_equal(done, 12 * per);
    for (int zoom = 0; zoom < 6; zoom++) {
        for (int64_t step = 0; step < (int64_t)s.ui->to; step += 7) {
            s.ui->cursor = (double)step;
            stage_settle(&s);
            const struct lrs_reading *r = &s.ui->snap.reading;
            assert_int_equal(r->step, step);
            assert_true(r->planned == (step >= done));
            for (int ch = 0; ch < 2; ch++) {
                const struct lrs_bin *bin = &all.curve[ch][step];
                const struct lrs_bin *plan = &all.plan[step];
                double want = bin->n                       ? bin->last
                              : ch == LRS_CH_LR && plan->n ? plan->last
                                                           : (double)NAN;
                assert_same(r->value[ch], want);
            }
            int64_t end = (step + 1) / per * per - 1; /* of the last epoch that is over */
            double val =
                end >= 0 && step < done ? all.curve[LRS_CH_VAL_LOSS][end].last : (double)NAN;
            assert_same(r->value[LRS_CH_VAL_LOSS], val);
        }
        stage_keys(&s, "+");
    }
    assert_true(s.ui->to - s.ui->from < (double)per); /* less than an epoch is shown ... */
    s.ui->cursor = (double)(6 * per + 3);
    stage_settle(&s);
    assert_true(isfinite(s.ui->snap.reading.value[LRS_CH_VAL_LOSS])); /* ... and it reads one */
    lrs_snapshot_clear(&all);
    stage_close(&s);
}

static struct lrs_event mouse(enum lrs_mouse what, int x, int y)
{
    return (struct lrs_event){.type = LRS_EVENT_MOUSE, .mouse = what, .x = x, .y = y};
}

/* Cells in reverse video within R. */
static int reversed(struct stage *s, struct lrs_rect r)
{
    int n = 0;
    lrs_ui_draw(s->ui, &s->canvas);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++)
            n += (s->canvas.cell[y * s->canvas.w + x].flags & LRS_CELL_REVERSE) != 0;
    return n;
}

static void a_drag_zooms_all_charts(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 9");
    lrs_ui_layout(s.ui, &l);
    int x = l.loss.x + 20, to = x + 9, y = l.loss.y + 4;
    double a = lrs_view_step_at(s.ui, l.loss, x), b = lrs_view_step_at(s.ui, l.loss, to);
    for (int back = 0; back < 2; back++) { /* from left to right, and from right to left */
        struct lrs_event e = mouse(LRS_MOUSE_PRESS, back ? to : x, y);
        stage_event(&s, &e);
        assert_true(s.ui->cursor_on);
        assert_int_equal(reversed(&s, l.lr), 0);
        e = mouse(LRS_MOUSE_DRAG, back ? x : to, l.control.y); /* the way may leave the chart */
        stage_event(&s, &e);
        assert_false(s.ui->cursor_on);
        assert_int_equal(reversed(&s, l.loss) % 10, 0);
        assert_true(reversed(&s, l.loss) > 0 && reversed(&s, l.lr) > 0);
        e.mouse = LRS_MOUSE_RELEASE;
        stage_event(&s, &e);
        assert_close(s.ui->from, a, 1e-9, 0);
        assert_close(s.ui->to, b, 1e-9, 0);
        assert_true(s.ui->zoomed && reversed(&s, l.loss) == 0);
        stage_keys(&s, "=");
    }
    struct lrs_event e = mouse(LRS_MOUSE_PRESS, x, y); /* a key lets go */
    stage_event(&s, &e);
    e.mouse = LRS_MOUSE_DRAG;
    e.x = to;
    stage_event(&s, &e);
    stage_keys(&s, "Esc");
    e.mouse = LRS_MOUSE_RELEASE;
    stage_event(&s, &e);
    assert_false(s.ui->zoomed);
    stage_close(&s);
}

static void a_click_on_a_hint_is_its_key(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    lrs_ui_layout(s.ui, &l);
    lrs_ui_draw(s.ui, &s.canvas);
    struct lrs_str screen = {0};
    lrs_canvas_print_text(&s.canvas, &screen);
    const char *line = lrs_str_text(&screen), *hint = strstr(line, " ? help");
    assert_non_null(hint);
    while (strchr(line, '\n') && strchr(line, '\n') < hint)
        line = strchr(line, '\n') + 1;
    int x = (int)(hint - line) + 1; /* ASCII: a byte is a column */
    lrs_str_clear(&screen);
    struct lrs_event e = mouse(LRS_MOUSE_PRESS, x - 1, l.hints.y); /* between two hints */
    stage_event(&s, &e);
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    for (int at = x; at < x + 6; at++) {
        e.x = at;
        stage_event(&s, &e);
        assert_int_equal(s.ui->overlay, LRS_OVER_HELP);
        stage_keys(&s, "Esc");
    }
    stage_close(&s);
}

static void pan_stays_within_the_run(void **state)
{
    (void)state;
    for (int log = 0; log < 2; log++) {
        struct stage s;
        stage_open(&s, STAGE_SCENE);
        stage_do(&s, log ? ":log-x on" : ":log-x off");
        stage_do(&s, ":epoch 5");
        double all = s.ui->to, was;
        stage_refuses(&s, ":later", "whole run");
        stage_keys(&s, "+ +");
        assert_true(s.ui->zoomed);
        double ratio = s.ui->to / s.ui->from, span = s.ui->to - s.ui->from;
        was = s.ui->from;
        stage_keys(&s, "}");
        assert_true(s.ui->from > was);
        if (!log)
            assert_close(s.ui->from, was + span / 4, 1e-9, 0);
        stage_keys(&s, "{");
        assert_close(s.ui->from, was, 1e-6, 0);
        for (int i = 0; i < 20; i++)
            stage_keys(&s, "}");
        assert_close(s.ui->to, all, 1e-9, 0);
        if (log)
            assert_close(s.ui->to / s.ui->from, ratio, 1e-6, 0);
        else
            assert_close(s.ui->to - s.ui->from, span, 1e-9, 0);
        for (int i = 0; i < 20; i++)
            stage_keys(&s, "{");
        assert_true(s.ui->from <= 0.5);
        stage_close(&s);
    }
}

/* On a logarithmic axis each column shows the steps that lie in it, from step 0 on. */
static void the_axis_of_steps_goes_by_decades(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_snapshot all;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 20");
    stage_keys(&s, "X");
    take_all(&s, &all);
    const struct lrs_snapshot *snap = &s.ui->snap;
    assert_true(snap->log && snap->columns > 20);
    double ratio = snap->to / snap->from;
    for (int i = 0; i < snap->columns; i++) {
        double a = snap->from * pow(ratio, (double)i / snap->columns);
        double b = snap->from * pow(ratio, (i + 1.0) / snap->columns);
        int first = (int)ceil(a - 1e-9), end = (int)ceil(b - 1e-9);
        if (b - a < 1 || first >= end) /* a part of a step */
            first = (int)floor((a + b) / 2);
        assert_true(snap->curve[LRS_CH_LOSS][i].n > 0);
        assert_same(snap->curve[LRS_CH_LOSS][i].first, all.curve[LRS_CH_LOSS][first].first);
    }
    assert_same(snap->curve[LRS_CH_LOSS][0].first, all.curve[LRS_CH_LOSS][0].first);
    lrs_ui_layout(s.ui, &l);
    double before = 0, step;
    for (int x = 0; x < l.loss.w; x++)
        if (isfinite(step = lrs_view_step_at(s.ui, l.loss, x))) {
            assert_true(step > before);
            before = step;
        }
    lrs_ui_draw(s.ui, &s.canvas);
    struct lrs_str screen = {0};
    lrs_canvas_print_text(&s.canvas, &screen);
    const char *ticks = strstr(lrs_str_text(&screen), "\n  step ");
    assert_non_null(ticks);
    int one, ten, hundred;
    assert_int_equal(sscanf(ticks, " step %d %d %d", &one, &ten, &hundred), 3);
    assert_true(one == 1 && ten == 10 && hundred == 100);
    lrs_str_clear(&screen);
    lrs_snapshot_clear(&all);
    stage_close(&s);
}

/* The highest row of the chart of the rate in which its own curve stands, from the top of R. */
static int top_of_rate(struct stage *s, struct lrs_rect r)
{
    lrs_ui_draw(s->ui, &s->canvas);
    for (int y = 1; y < r.h; y++)
        for (int x = 8; x < r.w; x++)
            if (s->canvas.cell[(r.y + y) * s->canvas.w + r.x + x].fg == LRS_R_LR)
                return y;
    return r.h;
}

/* One step among a million has another rate: it shows at every zoom that holds it. */
static void a_spike_of_one_step_shows(void **state)
{
    enum { STEPS = 1000000, SPIKE = 654321 };
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, "return { problem = quadratic{}, optimizer = SGD{lr=0.001},"
                   " schedule = LambdaLR{function(t) return t == 654321 and 2 or 1 end},"
                   " train = {steps=1000000, interval='step'} }");
    stage_do(&s, ":pace 0");
    stage_do(&s, ":run");
    for (int i = 0; i < 30 && s.ui->snap.info.state != LRS_DONE; i++)
        stage_wait(&s, 1);
    assert_int_equal(s.ui->snap.info.step, STEPS);
    lrs_ui_layout(s.ui, &l);
    stage_do(&s, ":cursor");
    for (int log = 0; log < 2; log++) {
        stage_do(&s, log ? ":log-x on" : ":log-x off");
        stage_keys(&s, "=");
        for (int zoom = 0; zoom < 21; zoom++) {
            double level = s.ui->snap.columns ? 0.001 : 0, highest = 0;
            for (int i = 0; i < s.ui->snap.columns; i++)
                highest = fmax(highest, s.ui->snap.curve[LRS_CH_LR][i].hi);
            assert_close(highest, 2 * level, 1e-12, 0);
            assert_true(top_of_rate(&s, l.lr) <= 2);
            s.ui->cursor = SPIKE;
            stage_keys(&s, "+");
            assert_true(s.ui->from <= SPIKE && s.ui->to > SPIKE);
        }
        assert_true(s.ui->to - s.ui->from < 20);
    }
    stage_keys(&s, "} }");          /* and only there */
    while (s.ui->from <= SPIKE + 8) /* steps are kept by eights here */
        stage_keys(&s, "}");
    for (int i = 0; i < s.ui->snap.columns; i++)
        assert_close(s.ui->snap.curve[LRS_CH_LR][i].hi, 0.001, 1e-12, 0);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_is_exact),
        cmocka_unit_test(a_drag_zooms_all_charts),
        cmocka_unit_test(a_click_on_a_hint_is_its_key),
        cmocka_unit_test(pan_stays_within_the_run),
        cmocka_unit_test(the_axis_of_steps_goes_by_decades),
        cmocka_unit_test(a_spike_of_one_step_shows),
    };
    return cmocka_run_group_tests_name("charts", tests, NULL, NULL) != 0;
}
