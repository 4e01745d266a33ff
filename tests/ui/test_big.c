/* Big text: at every size it has its place, shows rate, loss and the selected parameter large, few
 * ticks and whole words; clicks find their rows; and T again brings back what was there before. */
#include "golden.h"

#include "../../src/ui/view_priv.h"
#include "stage.h"
#include "still.h"

static struct lrs_ui *big_still(int w, int h, enum lrs_glyphs glyphs, bool colour)
{
    struct lrs_ui *ui = still_new(w, h, glyphs, colour);
    ui->big = true;
    still_fill(ui);
    still_picture(ui, LRS_PIC_REGIONS);
    return ui;
}

static bool shown(struct lrs_rect r)
{
    return r.w > 0 && r.h > 0;
}

static bool overlap(struct lrs_rect a, struct lrs_rect b)
{
    return shown(a) && shown(b) && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
           b.y < a.y + a.h;
}

static void check_layout(const struct lrs_ui *ui)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    const struct lrs_rect r[] = {l.title,   l.lr,      l.loss,   l.figures, l.control,
                                 l.picture, l.compare, l.status, l.hints};
    for (size_t i = 0; i < sizeof r / sizeof *r && !l.too_small; i++) {
        if (!shown(r[i]))
            continue;
        assert_true(r[i].x >= 0 && r[i].y >= 0);
        assert_true(r[i].x + r[i].w <= ui->w && r[i].y + r[i].h <= ui->h);
        for (size_t k = 0; k < i; k++)
            assert_false(overlap(r[i], r[k]));
    }
    if (ui->w >= 60 && ui->h >= 18 && ui->focus != LRS_PANEL_CONTROL)
        assert_true(l.figures.w >= 22 && l.figures.h >= 4);
    if (ui->w >= 60 && ui->h >= 18 && !ui->maximised)
        assert_true(l.lr.w >= 30 && l.lr.h >= 5 && l.loss.h >= 8 && l.control.h >= 6);
}

static void it_fits_everywhere(void **state)
{
    (void)state;
    struct lrs_ui *ui = big_still(80, 24, LRS_BRAILLE, true);
    for (ui->w = 0; ui->w < 260; ui->w += 1 + ui->w / 40)
        for (ui->h = 0; ui->h < 90; ui->h++)
            for (int panel = -1; panel < LRS_PANELS; panel++) {
                ui->maximised = panel >= 0;
                ui->focus = panel >= 0 ? (enum lrs_panel)panel : LRS_PANEL_CONTROL;
                ui->comparing = ui->h % 2;
                check_layout(ui);
            }
    still_free(ui);
}

/* The figures and the large panel draw nowhere else, whatever their size and values. */
static void it_stays_inside(void **state)
{
    (void)state;
    static const int sizes[][2] = {{1, 1}, {3, 4}, {22, 4}, {24, 8}, {60, 4}, {26, 9}, {40, 20}};
    static const double rates[] = {NAN, INFINITY, 0, 1e-300, 123456789, -0.05, 0.0625};
    struct lrs_ui *ui = big_still(120, 40, LRS_BRAILLE, true);
    struct lrs_canvas c;
    lrs_canvas_init(&c, 80, 30, LRS_BRAILLE, true);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (ui->selected = 0; ui->selected < ui->n_rows; ui->selected++) {
            struct lrs_rect r = {7, 5, sizes[i][0], sizes[i][1]};
            ui->snap.info.lr = ui->snap.info.mean_loss =
                rates[(size_t)ui->selected % (sizeof rates / sizeof *rates)];
            lrs_canvas_fill(&c, (struct lrs_rect){0, 0, 80, 30}, 'Z', LRS_R_PAST, LRS_BG_NONE);
            lrs_view_figures(ui, &c, r);
            lrs_view_big_control(ui, &c, r);
            for (int y = 0; y < c.h; y++)
                for (int x = 0; x < c.w; x++)
                    if (x < r.x || x >= r.x + r.w || y < r.y || y >= r.y + r.h)
                        assert_int_equal(c.cell[y * c.w + x].cp, 'Z');
        }
    lrs_canvas_free(&c);
    still_free(ui);
}

/* Where the row is drawn, a click finds it; the selected one under all its rows. */
static void clicks_find_their_rows(void **state)
{
    (void)state;
    struct lrs_ui *ui = big_still(80, 24, LRS_ASCII, true);
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    for (ui->selected = 0; ui->selected < ui->n_rows; ui->selected++) {
        int seen = 0, large = 0, last = -1;
        for (int y = l.control.y; y < l.control.y + l.control.h; y++) {
            int row = lrs_view_control_hit(ui, l.control, l.control.x + 3, y);
            if (row < 0)
                continue;
            assert_true(row == last || row == last + 1 || last < 0);
            seen++;
            large += row == ui->selected;
            last = row;
        }
        assert_int_equal(large, 5);
        assert_int_equal(seen, l.control.h - 1); /* all but the heading */
    }
    still_free(ui);
}

/* Labels right before the axis of the chart in R, and words in the last row. */
static int y_labels(const struct lrs_canvas *c, struct lrs_rect r)
{
    int n = 0;
    for (int y = r.y + 1; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + 8; x++)
            if (c->cell[y * c->w + x].cp == 0x2524) {
                n++;
                break;
            }
    return n;
}

static void few_ticks_and_whole_words(void **state)
{
    (void)state;
    static const int sizes[][2] = {{60, 18}, {80, 24}, {120, 40}, {200, 60}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct lrs_ui *ui = big_still(sizes[i][0], sizes[i][1], LRS_BRAILLE, true);
        struct lrs_canvas c;
        struct lrs_layout l;
        struct lrs_str text = {0};
        lrs_canvas_init(&c, ui->w, ui->h, LRS_BRAILLE, true);
        lrs_ui_draw(ui, &c);
        lrs_ui_layout(ui, &l);
        assert_in_range(y_labels(&c, l.lr), 2, 4);
        assert_in_range(
            y_labels(&c, (struct lrs_rect){l.loss.x, l.loss.y, l.loss.w, l.loss.h * 2 / 3}), 2, 4);
        lrs_canvas_print_text(&c, &text);
        assert_non_null(strstr(lrs_str_text(&text), "Space pause"));
        assert_non_null(strstr(lrs_str_text(&text), "Left/Right turn"));
        assert_null(strstr(lrs_str_text(&text), "\u2190"));
        lrs_str_clear(&text);
        lrs_canvas_free(&c);
        still_free(ui);
    }
}

static void there_and_back(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_str before = {0}, after = {0};
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 30");
    stage_keys(&s, "F12"); /* takes the message away */
    lrs_ui_draw(s.ui, &s.canvas);
    lrs_canvas_print_golden(&s.canvas, &before);
    stage_keys(&s, "T F12");
    lrs_ui_draw(s.ui, &s.canvas);
    lrs_canvas_print_golden(&s.canvas, &after);
    assert_string_not_equal(lrs_str_text(&before), lrs_str_text(&after));
    assert_true(s.canvas.thick);
    lrs_str_clear(&after);
    stage_keys(&s, "T F12");
    lrs_ui_draw(s.ui, &s.canvas);
    lrs_canvas_print_golden(&s.canvas, &after);
    assert_string_equal(lrs_str_text(&before), lrs_str_text(&after));
    lrs_str_clear(&before);
    lrs_str_clear(&after);
    stage_close(&s);
}

static void big_golden(struct lrs_ui *ui, const char *name)
{
    struct lrs_canvas c;
    lrs_canvas_init(&c, ui->w, ui->h, ui->opt.glyphs, ui->opt.colour);
    lrs_ui_draw(ui, &c);
    assert_golden(&c, name);
    lrs_canvas_free(&c);
    still_free(ui);
}

static void goldens(void **state)
{
    (void)state;
    big_golden(big_still(60, 18, LRS_BRAILLE, true), "tests/ui/golden/big-60x18.txt");
    big_golden(big_still(80, 24, LRS_ASCII, false), "tests/ui/golden/big-80x24-ascii-mono.txt");
    struct lrs_ui *ui = big_still(60, 18, LRS_QUADRANT, true);
    ui->maximised = true;
    ui->focus = LRS_PANEL_LOSS;
    still_fill(ui);
    big_golden(ui, "tests/ui/golden/big-60x18-loss.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_fits_everywhere),     cmocka_unit_test(it_stays_inside),
        cmocka_unit_test(clicks_find_their_rows), cmocka_unit_test(few_ticks_and_whole_words),
        cmocka_unit_test(there_and_back),         cmocka_unit_test(goldens),
    };
    return cmocka_run_group_tests_name("big text", tests, NULL, NULL) != 0;
}
