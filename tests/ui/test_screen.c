/* What is on the screen: cursor, zoom, panels, messages, mouse, the way out. */
#include "stage.h"

static void the_cursor_moves_on_charts(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 100");
    stage_keys(&s, "'");
    assert_true(s.ui->cursor_on);
    assert_close(s.ui->cursor, 99, 0, 0);
    double gamma = stage_real(&s, "schedule.gamma");
    stage_keys(&s, "Left");
    assert_close(s.ui->cursor, 97, 0, 0);
    stage_keys(&s, "S-Right");
    assert_close(s.ui->cursor, 117, 0, 0);
    for (int i = 0; i < 30; i++)
        stage_keys(&s, "L");
    assert_close(s.ui->cursor, s.ui->to, 0, 0);
    assert_close(stage_real(&s, "schedule.gamma"), gamma, 0, 0);
    stage_keys(&s, "Down Right"); /* back at the parameters */
    assert_true(stage_real(&s, "schedule.gamma") != gamma);
    stage_keys(&s, "Esc");
    assert_false(s.ui->cursor_on);
    stage_close(&s);
}

static void zoom_goes_in_and_out(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    double all = s.ui->to;
    assert_close(s.ui->from, 0, 0, 0);
    assert_close(all, (double)s.ui->snap.info.clock.steps, 0, 0);
    stage_do(&s, ":step 100");
    stage_keys(&s, "+");
    assert_close(s.ui->to - s.ui->from, all / 2, 1e-12, 0);
    assert_true(s.ui->from <= 100 && s.ui->to >= 100);
    for (int i = 0; i < 20; i++)
        stage_keys(&s, "+");
    assert_close(s.ui->to - s.ui->from, 4, 1e-9, 0);
    stage_do(&s, ":step 30"); /* the view goes along */
    assert_true(s.ui->from <= 130 && s.ui->to >= 130);
    stage_keys(&s, "-");
    assert_close(s.ui->to - s.ui->from, 8, 1e-9, 0);
    stage_keys(&s, "=");
    assert_close(s.ui->to, all, 0, 0);
    stage_keys(&s, "-");
    assert_false(s.ui->zoomed);
    stage_do(&s, ":epochs 40"); /* a longer run: the fit follows */
    assert_close(s.ui->to, 2 * all, 0, 0);
    stage_close(&s);
}

static void panels_axes_and_smoothing(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    assert_int_equal(s.ui->focus, LRS_PANEL_CONTROL);
    stage_do(&s, ":picture none");
    stage_keys(&s, "Tab");
    assert_int_equal(s.ui->focus, LRS_PANEL_LR); /* there is no picture to go to */
    stage_keys(&s, "y");
    assert_true(s.ui->lr_log);
    stage_keys(&s, "Tab");
    bool log = s.ui->loss_log;
    stage_keys(&s, "y");
    assert_true(s.ui->loss_log != log && !s.ui->loss_log_auto);
    stage_keys(&s, "S-Tab S-Tab");
    assert_int_equal(s.ui->focus, LRS_PANEL_CONTROL);
    assert_close(lrs_ui_beta(s.ui), 0.98, 0, 0);
    for (int i = 0; i < 20; i++)
        stage_keys(&s, "(");
    assert_close(lrs_ui_beta(s.ui), 0, 0, 0);
    for (int i = 0; i < 20; i++)
        stage_keys(&s, ")");
    assert_close(lrs_ui_beta(s.ui), 0.998, 0, 0);
    stage_keys(&s, "z");
    assert_true(s.ui->maximised);
    stage_keys(&s, "Esc");
    assert_false(s.ui->maximised);
    stage_close(&s);
}

static void the_loss_axis_follows_the_decades(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, "return { problem = quadratic{kappa=2}, optimizer = SGD{lr=0.2},"
                   " train = {epochs=100} }");
    stage_do(&s, ":step 3");
    assert_false(s.ui->loss_log);
    stage_do(&s, ":step 60");
    assert_true(s.ui->loss_log); /* many decades by now */
    assert_true(s.ui->loss_range.valid && s.ui->loss_range.scale.log);
    stage_close(&s);
}

static void messages_come_and_go(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    struct lrs_event tick = {.type = LRS_EVENT_TICK, .now = 1e6};
    stage_do(&s, ":run");
    lrs_ui_say(s.ui, "said before the first tick");
    stage_event(&s, &tick);
    assert_close(lrs_ui_deadline(s.ui), 4, 0, 1e-9);
    tick.now += 5;
    stage_event(&s, &tick);
    assert_true(lrs_ui_deadline(s.ui) < 0);
    stage_keys(&s, "Right");
    assert_true(s.ui->message[0] != '\0');
    assert_close(lrs_ui_deadline(s.ui), 4, 0, 1e-9);
    tick.now += 3.9;
    stage_event(&s, &tick);
    assert_true(s.ui->message[0] != '\0');
    tick.now += 0.2;
    stage_event(&s, &tick);
    assert_true(s.reactions & LRS_UI_REDRAW);
    assert_true(s.ui->message[0] == '\0');
    stage_do(&s, ":pause");
    lrs_ui_say(s.ui, "said in a pause");
    assert_true(lrs_ui_deadline(s.ui) < 0); /* nobody wakes up to take it away */
    stage_keys(&s, "x");                    /* refused: it stays until a key */
    assert_true(s.ui->message_is_error);
    assert_true(lrs_ui_deadline(s.ui) < 0);
    tick.now += 1000;
    stage_event(&s, &tick);
    assert_true(s.ui->message_is_error);
    stage_keys(&s, "Tab");
    assert_true(s.ui->message[0] == '\0');
    stage_close(&s);
}

/* The greeting stands beside the run's state, on narrow screens too, and soon makes room. */
static void the_greeting_hides_no_state(void **state)
{
    static const int widths[] = {60, 80, 120};
    (void)state;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct stage s;
        stage_open(&s, STAGE_SCENE);
        lrs_ui_free(s.ui);
        const struct lrs_ui_options options = {.glyphs = LRS_ASCII, .running = true};
        s.ui = lrs_ui_new(s.engine, s.lua, s.scene, &options, widths[i], 24, NULL);
        assert_non_null(s.ui);
        stage_settle(&s);
        lrs_ui_draw(s.ui, &s.canvas);
        struct lrs_str screen = {0};
        lrs_canvas_print_text(&s.canvas, &screen);
        const char *greeting = strstr(lrs_str_text(&screen), s.ui->message);
        assert_true(s.ui->message[0] && greeting);
        assert_non_null(strstr(greeting - 16, "RUNNING"));
        assert_true(lrs_ui_deadline(s.ui) <= 4);
        lrs_str_clear(&screen);
        stage_close(&s);
    }
}

/* What was said does not stay under what opens. */
static void overlays_open_clean(void **state)
{
    static const char *const open[] = {":help", ":schedule", ":scene"};
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        lrs_ui_say(s.ui, "said before");
        stage_do(&s, open[i]);
        assert_string_equal(s.ui->message, "");
        stage_do(&s, ":back");
    }
    stage_close(&s);
}

/* The middle of a rectangle, as a mouse event. */
static struct lrs_event mouse_at(struct lrs_rect r, enum lrs_mouse what)
{
    return (struct lrs_event){
        .type = LRS_EVENT_MOUSE, .mouse = what, .x = r.x + r.w / 2, .y = r.y + r.h / 2};
}

static void the_mouse_points(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    lrs_ui_layout(s.ui, &l);
    assert_true(l.lr.w > 0 && l.loss.w > 0 && l.control.w > 0);
    struct lrs_event e = mouse_at(l.loss, LRS_MOUSE_PRESS);
    stage_event(&s, &e);
    assert_int_equal(s.ui->focus, LRS_PANEL_LOSS);
    assert_true(s.ui->cursor_on);
    double step = lrs_view_step_at(s.ui, l.loss, e.x);
    assert_close(s.ui->cursor, floor(step), 0, 0);
    e = mouse_at(l.lr, LRS_MOUSE_WHEEL_UP);
    stage_event(&s, &e);
    assert_true(s.ui->zoomed);

    int row = -1;
    for (int y = l.control.y; y < l.control.y + l.control.h && row != 1; y++) {
        row = lrs_view_control_hit(s.ui, l.control, l.control.x + 3, y);
        e = (struct lrs_event){
            .type = LRS_EVENT_MOUSE, .mouse = LRS_MOUSE_PRESS, .x = l.control.x + 3, .y = y};
    }
    assert_int_equal(row, 1);
    stage_event(&s, &e);
    assert_int_equal(s.ui->selected, 1);
    assert_int_equal(lrs_view_control_hit(s.ui, l.control, e.x, e.y), 1);
    e.mouse = LRS_MOUSE_WHEEL_UP;
    double gamma = stage_real(&s, "schedule.gamma");
    stage_event(&s, &e);
    assert_true(stage_real(&s, "schedule.gamma") > gamma);

    /* Another row turns without being selected. */
    for (row = -1; row != 0 && e.y > l.control.y; e.y--)
        row = lrs_view_control_hit(s.ui, l.control, e.x, e.y - 1);
    assert_int_equal(row, 0);
    double before = stage_real(&s, "schedule.step_size");
    stage_event(&s, &e);
    assert_int_equal(s.ui->selected, 1);
    assert_true(stage_real(&s, "schedule.step_size") > before);
    stage_close(&s);
}

static void click(struct stage *s, int x, int y)
{
    struct lrs_event e = {.type = LRS_EVENT_MOUSE, .mouse = LRS_MOUSE_PRESS, .x = x, .y = y};
    stage_event(s, &e);
    e.mouse = LRS_MOUSE_RELEASE;
    stage_event(s, &e);
}

/* The badge runs and pauses, headings take the focus and nothing else, the rest of the two lines and
 * what lies on top are no place to click. */
static void badge_and_headings(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 3");
    lrs_ui_layout(s.ui, &l);
    click(&s, 0, l.status.y);
    assert_true(s.ui->wish);
    int end = lrs_view_badge_end(s.ui, l.status);
    click(&s, end, l.status.y);
    assert_true(s.ui->wish);
    click(&s, end - 2, l.status.y);
    assert_false(s.ui->wish);
    click(&s, l.lr.x + l.lr.w / 2, l.lr.y);
    assert_int_equal(s.ui->focus, LRS_PANEL_LR);
    assert_false(s.ui->cursor_on);
    click(&s, l.loss.x + l.loss.w / 2, l.loss.y);
    assert_int_equal(s.ui->focus, LRS_PANEL_LOSS);
    assert_false(s.ui->cursor_on);
    int selected = s.ui->selected;
    click(&s, l.control.x + 4, l.control.y);
    assert_int_equal(s.ui->focus, LRS_PANEL_CONTROL);
    assert_int_equal(s.ui->selected, selected);
    if (l.picture.h) {
        click(&s, l.picture.x + 2, l.picture.y);
        assert_int_equal(s.ui->focus, LRS_PANEL_PICTURE);
    }
    stage_keys(&s, "?");
    click(&s, 1, l.status.y);
    assert_false(s.ui->wish);
    stage_close(&s);
}

/* Whatever is in sight of the panel may be clicked: it is selected and stays where it is. */
static void clicked_rows_stay_under_the_pointer(void **state)
{
    (void)state;
    static const int sizes[][2] = {{100, 30}, {80, 24}, {60, 18}, {44, 16}, {200, 60}, {40, 30}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct stage s;
        struct lrs_layout l;
        int rows = 0;
        stage_open(&s, STAGE_SCENE);
        struct lrs_event e = {.type = LRS_EVENT_RESIZE, .x = sizes[i][0], .y = sizes[i][1]};
        stage_event(&s, &e);
        for (int scrolled = 0; scrolled < 2; scrolled++) {
            lrs_ui_layout(s.ui, &l);
            for (int y = l.control.y; y < l.control.y + l.control.h; y++) {
                e = (struct lrs_event){.type = LRS_EVENT_MOUSE,
                                       .mouse = LRS_MOUSE_PRESS,
                                       .x = l.control.x + 3,
                                       .y = y};
                int row = lrs_view_control_hit(s.ui, l.control, e.x, y);
                if (row < 0)
                    continue;
                stage_event(&s, &e);
                assert_int_equal(s.ui->selected, row);
                assert_int_equal(lrs_view_control_hit(s.ui, l.control, e.x, y), row);
                rows++;
            }
            for (int k = 0; k < 12; k++)
                stage_keys(&s, "Down");
        }
        assert_true(rows >= 2);
        stage_close(&s);
    }
}

/* The selected row is in sight whatever was selected before, and the first with the formula. */
static void the_selected_row_is_in_sight(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    for (int k = 0, by = 1; k < 3 * s.ui->n_rows; k++) {
        int seen = 0;
        lrs_ui_layout(s.ui, &l);
        for (int y = l.control.y; y < l.control.y + l.control.h; y++)
            seen += lrs_view_control_hit(s.ui, l.control, l.control.x + 3, y) == s.ui->selected;
        assert_int_equal(seen, 1);
        by = s.ui->selected == s.ui->n_rows - 1 ? -1 : s.ui->selected == 0 ? 1 : by;
        stage_keys(&s, by > 0 ? "Down" : "Up");
    }
    for (int k = 0; k < s.ui->n_rows; k++)
        stage_keys(&s, "Up");
    assert_int_equal(s.ui->control_top, 0);
    for (int k = 0; k < s.ui->n_rows; k++)
        stage_keys(&s, "Down");
    assert_true(s.ui->control_top > 0);
    stage_keys(&s, "5");
    assert_int_equal(s.ui->control_top, 0);
    stage_close(&s);
}

static void the_way_out(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "Esc Esc Esc");
    assert_false(s.reactions & LRS_UI_QUIT);
    stage_keys(&s, "?");
    assert_int_equal(s.ui->overlay, LRS_OVER_HELP);
    stage_keys(&s, "q"); /* letters filter */
    assert_false(s.reactions & LRS_UI_QUIT);
    assert_string_equal(s.ui->help_filter.text, "q");
    stage_keys(&s, "Esc");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    stage_keys(&s, "s ? Esc"); /* back to where it was opened */
    assert_int_equal(s.ui->overlay, LRS_OVER_CHOOSER);
    stage_do(&s, ":bind x help"); /* letters go on filtering */
    stage_keys(&s, "x");
    assert_string_equal(s.ui->chooser.filter.text, "x");
    assert_int_equal(s.ui->overlay, LRS_OVER_CHOOSER);
    stage_keys(&s, "Esc ? Tab"); /* no key of the help: the panels get it */
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    stage_keys(&s, "S-Tab");
    stage_keys(&s, "q");
    assert_true(s.reactions & LRS_UI_QUIT);
    stage_keys(&s, "Q");
    assert_true((s.reactions & LRS_UI_QUIT) && (s.reactions & LRS_UI_KEEP));
    static const char *const everywhere[] = {"Esc", "s", "f", "?", ":", "Enter"};
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++) {
        stage_keys(&s, everywhere[i]);
        stage_keys(&s, "C-c");
        assert_true(s.reactions & LRS_UI_QUIT);
        stage_keys(&s, "C-z");
        assert_true(s.reactions & LRS_UI_SUSPEND);
        stage_keys(&s, "C-l");
        assert_true(s.reactions & LRS_UI_REPAINT);
        stage_keys(&s, "Esc");
    }
    stage_close(&s);
}

static void themes_and_glyphs(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    int theme = lrs_ui_theme(s.ui);
    stage_keys(&s, "t");
    assert_int_not_equal(lrs_ui_theme(s.ui), theme);
    assert_true(s.reactions & LRS_UI_REPAINT);
    stage_do(&s, ":theme light");
    assert_string_equal(lrs_theme(lrs_ui_theme(s.ui))->name, "light");
    stage_do(&s, ":glyphs braille");
    assert_int_equal(s.ui->opt.glyphs, LRS_BRAILLE);
    for (int i = 1; i <= LRS_GLYPH_SETS; i++) { /* once around */
        stage_keys(&s, "G");
        assert_int_equal(s.ui->opt.glyphs, i % LRS_GLYPH_SETS);
        assert_true(s.reactions & LRS_UI_REPAINT);
    }

    /* The terminal's background decides until somebody chooses; what is chosen paints its own. */
    s.ui->opt.theme_is_open = s.ui->opt.colour = true;
    struct lrs_event e = {.type = LRS_EVENT_BACKGROUND, .light = false};
    stage_event(&s, &e);
    assert_string_equal(lrs_theme(lrs_ui_theme(s.ui))->name, "dark");
    assert_false(lrs_ui_paints(s.ui));
    stage_do(&s, ":theme contrast");
    assert_true(lrs_ui_paints(s.ui));
    e.light = true;
    stage_event(&s, &e);
    assert_string_equal(lrs_theme(lrs_ui_theme(s.ui))->name, "contrast");
    stage_refuses(&s, ":glyphs runes", "ascii");
    stage_close(&s);
}

/* Drawing changes nothing: the same frame twice, at every size. */
static void drawing_is_pure(void **state)
{
    (void)state;
    struct stage s;
    static const int sizes[][2] = {{1, 1}, {40, 12}, {60, 18}, {80, 24}, {200, 60}, {30, 90}};
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 30");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct lrs_event e = {.type = LRS_EVENT_RESIZE, .x = sizes[i][0], .y = sizes[i][1]};
        struct lrs_str a = {0}, b = {0};
        stage_event(&s, &e);
        lrs_ui_draw(s.ui, &s.canvas);
        assert_int_equal(s.canvas.w, sizes[i][0]);
        assert_int_equal(s.canvas.h, sizes[i][1]);
        lrs_canvas_print_golden(&s.canvas, &a);
        lrs_ui_draw(s.ui, &s.canvas);
        lrs_canvas_print_golden(&s.canvas, &b);
        assert_string_equal(lrs_str_text(&a), lrs_str_text(&b));
        lrs_str_clear(&a);
        lrs_str_clear(&b);
    }
    stage_close(&s);
}

/* Is there a row of the chart in R in which role ROLE stands in at least LEAST columns? */
static bool row_of(const struct stage *s, struct lrs_rect r, int role, int least)
{
    for (int y = r.y; y < r.y + r.h; y++) {
        int n = 0;
        for (int x = r.x; x < r.x + r.w; x++)
            n += s->canvas.cell[y * s->canvas.w + x].fg == role &&
                 s->canvas.cell[y * s->canvas.w + x].cp != ' ';
        if (n >= least)
            return true;
    }
    return false;
}

static void the_best_value_stands_on_what_is_watched(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":plateau");
    stage_do(&s, ":step 60");
    lrs_ui_layout(s.ui, &l);
    lrs_ui_draw(s.ui, &s.canvas);
    assert_true(row_of(&s, l.loss, LRS_R_GOOD, l.loss.w / 3));
    stage_do(&s, ":set train.monitor val_accuracy");
    stage_do(&s, ":maximise");
    stage_do(&s, ":panel-back"); /* the loss alone, with room for the accuracy below it */
    while (s.ui->focus != LRS_PANEL_LOSS)
        stage_do(&s, ":panel");
    stage_do(&s, ":step 20");
    lrs_ui_layout(s.ui, &l);
    lrs_ui_draw(s.ui, &s.canvas);
    struct lrs_rect upper = l.loss, lower = l.loss;
    upper.h = l.loss.h / 2;
    lower.y += l.loss.h - l.loss.h / 3;
    lower.h = l.loss.h / 3;
    assert_false(row_of(&s, upper, LRS_R_GOOD, l.loss.w / 4));
    assert_true(row_of(&s, lower, LRS_R_GOOD, l.loss.w / 4));
    stage_close(&s);
}

/* High where the rate is low, on the chart of the rate. */
static void a_driven_momentum_is_drawn(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_layout l;
    stage_open(&s, STAGE_SCENE);
    lrs_ui_layout(s.ui, &l);
    lrs_ui_draw(s.ui, &s.canvas);
    struct lrs_rect top = {l.lr.x, l.lr.y + 1, l.lr.w, 2};
    assert_false(row_of(&s, l.lr, LRS_R_MOMENTUM, 1));
    stage_do(&s, ":one-cycle");
    stage_do(&s, ":step 20");
    lrs_ui_draw(s.ui, &s.canvas);
    assert_true(row_of(&s, top, LRS_R_MOMENTUM, 2));
    int middle = l.lr.x + l.lr.w * 3 / 10; /* about where the rate is highest */
    struct lrs_rect under = {middle - 3, l.lr.y + l.lr.h / 2, 8, l.lr.h - l.lr.h / 2};
    assert_true(row_of(&s, under, LRS_R_MOMENTUM, 1));
    stage_close(&s);
}

/* A last run with far higher rates is a shadow: it does not flatten what is in force. */
static void the_axis_follows_the_run(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 50");
    stage_do(&s, ":set optimizer.lr 0.001");
    stage_do(&s, ":rerun");
    stage_do(&s, ":step 10");
    assert_true(s.ui->lr_range.scale.hi < 0.005);
    stage_do(&s, ":set optimizer.lr 0.05"); /* this fits on one axis with it */
    stage_do(&s, ":rerun");
    stage_do(&s, ":step 10");
    assert_true(s.ui->lr_range.scale.hi >= 0.05);
    stage_close(&s);
}

static void pictures_say_what_they_can_be(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_refuses(&s, "snapshot x.png", "no picture ends in '.png': .svg, .ans or .txt");
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cursor_moves_on_charts),
        cmocka_unit_test(zoom_goes_in_and_out),
        cmocka_unit_test(panels_axes_and_smoothing),
        cmocka_unit_test(the_loss_axis_follows_the_decades),
        cmocka_unit_test(messages_come_and_go),
        cmocka_unit_test(the_greeting_hides_no_state),
        cmocka_unit_test(overlays_open_clean),
        cmocka_unit_test(the_mouse_points),
        cmocka_unit_test(badge_and_headings),
        cmocka_unit_test(clicked_rows_stay_under_the_pointer),
        cmocka_unit_test(the_selected_row_is_in_sight),
        cmocka_unit_test(the_way_out),
        cmocka_unit_test(themes_and_glyphs),
        cmocka_unit_test(drawing_is_pure),
        cmocka_unit_test(the_best_value_stands_on_what_is_watched),
        cmocka_unit_test(a_driven_momentum_is_drawn),
        cmocka_unit_test(the_axis_follows_the_run),
        cmocka_unit_test(pictures_say_what_they_can_be),
    };
    return cmocka_run_group_tests_name("ui screen", tests, NULL, NULL) != 0;
}
