/* The charts as instruments: what they read off, the axis of steps that they share, zoom and pan by
 * keys and mouse, and that nothing of a long run is lost on the way to the screen. */
#include "stage.h"

#include <math.h>

#include "view_priv.h"

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

/* A rate of exactly 0 cannot stand on a logarithmic axis, and is not left out either. */
static void a_rate_of_zero_shows_on_a_log_axis(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, "return { problem = blobs{points=200}, model = mlp{hidden={4}},"
                   " optimizer = SGD{lr=0.1}, schedule = CosineAnnealingLR{T_max=19},"
                   " train = {epochs=20, batch=16} }"); /* 0 all through the last epoch */
    stage_do(&s, ":epoch 20");
    stage_keys(&s, "S-Tab S-Tab"); /* from the parameters to the rate */
    assert_int_equal(s.ui->focus, LRS_PANEL_LR);
    int marks[2];
    for (int log = 0; log < 2; log++) {
        stage_do(&s, log ? ":log on" : ":log off");
        lrs_ui_layout(s.ui, &l);
        lrs_ui_draw(s.ui, &s.canvas);
        int y = l.lr.y + l.lr.h - 1;
        marks[log] = 0;
        for (int x = l.lr.x; x < l.lr.x + l.lr.w; x++) {
            const struct lrs_cell *cell = &s.canvas.cell[y * s.canvas.w + x];
            marks[log] += cell->cp == lrs_fold(0x25be) && cell->fg == LRS_R_LR;
        }
    }
    assert_int_equal(marks[0], 0);
    assert_in_range(marks[1], 1, 5);
    assert_true(s.ui->lr_range.scale.lo > 1e-5 &&
                s.ui->lr_range.scale.lo < 0.002); /* the rest has room */
    stage_close(&s);
}

static void a_divergence_is_told_on_the_charts(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, "return { problem = quadratic{}, optimizer = SGD{lr=1e3},"
                   " train = {steps=400} }");
    stage_do(&s, ":epoch 400");
    assert_int_equal(s.ui->snap.info.state, LRS_DIVERGED);
    char want[64];
    snprintf(want, sizeof want, "diverged at step %lld: ", (long long)s.ui->snap.info.diverged_at);
    lrs_ui_layout(s.ui, &l);
    lrs_ui_draw(s.ui, &s.canvas);
    struct lrs_str screen = {0};
    lrs_canvas_print_text(&s.canvas, &screen);
    int rows[2] = {0, 0}, y = 0;
    for (const char *line = lrs_str_text(&screen); *line; line = strchr(line, '\n') + 1, y++) {
        const char *at = strstr(line, want);
        if (!at || at > strchr(line, '\n'))
            continue;
        assert_memory_equal(at + strlen(want), s.ui->snap.info.reason, 8);
        rows[0] += y >= l.lr.y && y < l.lr.y + l.lr.h;
        rows[1] += y >= l.loss.y && y < l.loss.y + l.loss.h;
    }
    assert_int_equal(rows[0], 1);
    assert_int_equal(rows[1], 1);
    lrs_str_clear(&screen);
    stage_close(&s);
}

/* The average is the same at every zoom: what came before the view counts, and each step once. */
static void smoothing_does_not_depend_on_the_zoom(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":epoch 20");
    stage_do(&s, ":cursor");
    s.ui->cursor = 150;
    stage_settle(&s);
    double beta = lrs_ui_beta(s.ui), average = 0, weight = 1;
    assert_true(beta > 0.5);
    struct lrs_snapshot all;
    take_all(&s, &all);
    for (int i = 0; i <= 150; i++) {
        average = beta * average + (1 - beta) * all.curve[LRS_CH_LOSS][i].last;
        weight *= beta;
    }
    average /= 1 - weight;
    stage_keys(&s, "+ + +"); /* a column is less than a step */
    for (int zoom = 0; zoom < 4; zoom++) {
        assert_true(s.ui->to - s.ui->from < s.ui->snap.columns);
        struct lrs_bin *line = lrs_view_loss_line(s.ui, s.ui->snap.columns);
        double share = (150.5 - s.ui->from) / (s.ui->to - s.ui->from);
        double got = line[(int)(share * s.ui->snap.columns)].last;
        assert_close(got, average, 0.02, 0);
        lrs_free(line);
        stage_keys(&s, "+");
    }
    lrs_snapshot_clear(&all);
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
        cmocka_unit_test(a_rate_of_zero_shows_on_a_log_axis),
        cmocka_unit_test(a_divergence_is_told_on_the_charts),
        cmocka_unit_test(smoothing_does_not_depend_on_the_zoom),
    };
    return cmocka_run_group_tests_name("charts", tests, NULL, NULL) != 0;
}
