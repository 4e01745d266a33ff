/* Layout and views, drawn from a still life: nothing overlaps, nothing is drawn outside, what
 * matters is in sight at every size; and goldens. */
#include "golden.h"

#include "../../src/ui/view_priv.h"
#include "still.h"

static bool shown(struct lrs_rect r)
{
    return r.w > 0 && r.h > 0;
}

static bool overlap(struct lrs_rect a, struct lrs_rect b)
{
    return shown(a) && shown(b) && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
           b.y < a.y + a.h;
}

static void check_layout(struct lrs_ui *ui)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    struct lrs_rect r[] = {l.title,   l.lr,      l.loss,   l.control,
                           l.picture, l.compare, l.status, l.hints};
    assert_int_equal(l.too_small, ui->w < 30 || ui->h < 8);
    for (int i = 0; i < 8; i++) {
        if (!shown(r[i]))
            continue;
        assert_true(r[i].x >= 0 && r[i].y >= 0 && r[i].x + r[i].w <= ui->w &&
                    r[i].y + r[i].h <= ui->h);
        for (int k = 0; k < i; k++)
            assert_false(overlap(r[i], r[k]));
    }
    if (!l.too_small && !ui->maximised)
        assert_true(l.lr.h >= 2 && l.loss.h >= 3 && l.control.h >= 1 && l.lr.w >= 24);
}

static void test_layout_at_every_size(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(80, 24, LRS_BRAILLE, true);
    ui->ghost = still_trace(ui, "last run", 0.1); /* in wide windows it has its own room */
    for (ui->w = 0; ui->w < 260; ui->w += 1 + ui->w / 40)
        for (ui->h = 0; ui->h < 90; ui->h++)
            for (int panel = -1; panel < LRS_PANELS; panel++) {
                ui->maximised = panel >= 0;
                ui->focus = panel >= 0 ? (enum lrs_panel)panel : LRS_PANEL_CONTROL;
                ui->comparing = false;
                check_layout(ui);
                ui->comparing = true;
                check_layout(ui);
            }
    still_free(ui);
}

typedef void view(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);
static view *const views[] = {lrs_view_title,   lrs_view_lr,     lrs_view_loss,  lrs_view_control,
                              lrs_view_picture, lrs_view_status, lrs_view_hints, lrs_view_chooser,
                              lrs_view_finder,  lrs_view_help};

static void fill_with_marks(struct lrs_canvas *c)
{
    lrs_canvas_fill(c, (struct lrs_rect){0, 0, c->w, c->h}, 'Z', LRS_R_PAST, LRS_R_HEAT + 7);
}

/* A model in which everything is going on at once. */
static struct lrs_ui *busy(int w, int h, enum lrs_glyphs glyphs, bool colour)
{
    struct lrs_ui *ui = still_new(w, h, glyphs, colour);
    ui->ghost = still_trace(ui, "last run", 0.08);
    ui->kept[ui->n_kept++] = still_trace(ui, "a curve with a rather long name", -0.03);
    ui->snap.info.schedule_end = 59;
    ui->snap.info.momentum = 0.9;
    ui->snap.info.has_plateau = true;
    ui->snap.info.plateau = (struct lrs_plateau_view){
        .best = 0.23, .bad = 2, .patience = 4, .left = 2, .threshold_at = 0.229};
    ui->snap.finder = still_finder();
    ui->finder_selected = LRS_VALLEY;
    ui->cursor_on = true;
    ui->cursor = 313;
    still_fill(ui);
    still_chooser(ui, LRS_SCHEDULE);
    return ui;
}

/* A view changes no cell outside its rectangle, whatever the size. */
static void test_views_stay_inside(void **state)
{
    (void)state;
    static const int size[][2] = {{26, 1}, {26, 2}, {27, 3}, {30, 4}, {30, 9}, {50, 20}, {97, 31}};
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (size_t i = 0; i < sizeof size / sizeof *size; i++)
            for (size_t v = 0; v < sizeof views / sizeof *views; v++) {
                struct lrs_ui *ui = busy(120, 40, g, i % 2);
                struct lrs_canvas c;
                lrs_canvas_init(&c, 120, 40, g, i % 2);
                fill_with_marks(&c);
                struct lrs_rect r = {5, 3, size[i][0], size[i][1]};
                views[v](ui, &c, r);
                for (int y = 0; y < c.h; y++)
                    for (int x = 0; x < c.w; x++) {
                        bool inside = x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
                        const struct lrs_cell *cell = &c.cell[y * c.w + x];
                        if (!inside && (cell->cp != 'Z' || cell->bg != LRS_R_HEAT + 7))
                            fail_msg("view %zu of %dx%d drew at %d,%d", v, r.w, r.h, x - r.x,
                                     y - r.y);
                    }
                lrs_canvas_free(&c);
                still_free(ui);
            }
}

static char *screen(struct lrs_ui *ui)
{
    struct lrs_canvas c;
    struct lrs_str text = {0};
    still_fill(ui);
    lrs_canvas_init(&c, ui->w, ui->h, ui->opt.glyphs, ui->opt.colour);
    lrs_ui_draw(ui, &c);
    lrs_canvas_print_text(&c, &text);
    lrs_canvas_free(&c);
    return lrs_str_take(&text);
}

static void assert_shows(struct lrs_ui *ui, const char *what)
{
    char *text = screen(ui);
    if (!strstr(text, what))
        fail_msg("%dx%d does not show '%s':\n%s", ui->w, ui->h, what, text);
    lrs_free(text);
}

/* Between the ends of epochs the validation's last values hold. */
static void test_the_cursor_reads_the_last_epoch(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(120, 40, LRS_BRAILLE, false); /* a column is below an epoch */
    ui->cursor_on = true;
    ui->cursor = 31.4 * STILL_PER_EPOCH; /* 31 epochs are over */
    still_fill(ui);
    char *text = screen(ui);
    const char *heading = strstr(text, "Loss");
    const char *val = heading ? strstr(heading, "val ") : NULL;
    assert_non_null(val);
    assert_close(strtod(val + 4, NULL), still_val(31 * STILL_PER_EPOCH - 1, 0), 0, 1e-4);
    lrs_free(text);
    ui->cursor = STILL_PER_EPOCH / 2; /* no epoch is over yet */
    still_fill(ui);
    text = screen(ui);
    heading = strstr(text, "Loss");
    assert_non_null(heading);
    assert_non_null(strstr(heading, "val - "));
    lrs_free(text);
    still_free(ui);
}

/* Beside the picture in a wide window, in its place in others. */
static void test_the_comparison_finds_room(void **state)
{
    (void)state;
    struct lrs_layout l;
    struct lrs_ui *ui = still_new(200, 60, LRS_ASCII, false);
    lrs_ui_layout(ui, &l);
    assert_true(l.compare.h == 0 && l.picture.h > 0); /* nothing to compare with */
    ui->ghost = still_trace(ui, "last run", 0.1);
    lrs_ui_layout(ui, &l);
    assert_true(l.compare.h > 0 && l.compare.w >= 36 && l.picture.w >= 24);
    assert_shows(ui, "Comparison of the runs");
    ui->w = 100;
    lrs_ui_layout(ui, &l);
    assert_true(l.compare.h == 0 && l.picture.h > 0);
    ui->comparing = true;
    lrs_ui_layout(ui, &l);
    assert_true(l.compare.h > 0 && l.picture.h == 0);
    assert_shows(ui, "last: StepLR");
    still_free(ui);
}

/* Rows of the chart of the loss that have something of the plateau, which will take less than BAR. */
static int rows_of_plateau(enum lrs_glyphs glyphs, double bar)
{
    struct lrs_ui *ui = busy(120, 40, glyphs, true);
    ui->snap.info.plateau.threshold_at = bar;
    struct lrs_canvas c;
    lrs_canvas_init(&c, 120, 40, glyphs, true);
    lrs_view_loss(ui, &c, (struct lrs_rect){0, 0, 80, 36});
    int rows = 0;
    for (int y = 0; y < c.h; y++) {
        bool some = false;
        for (int x = 0; x < 70; x++) /* without the label */
            some |= c.cell[y * c.w + x].fg == LRS_R_GOOD;
        rows += some;
    }
    lrs_canvas_free(&c);
    still_free(ui);
    return rows;
}

/* A narrow band lies under the curves; a high one would hide them and is only its edge. */
static void test_a_high_threshold_hides_nothing(void **state)
{
    (void)state;
    for (int g = 0; g < LRS_GLYPH_SETS; g++) {
        int narrow = rows_of_plateau(g, 0.229), high = rows_of_plateau(g, 0.023);
        if (narrow < 1 || narrow > 2 || high < 1 || high > 3)
            fail_msg("glyphs %d: %d rows, and %d", g, narrow, high);
    }
}

/* What a plateau has counted, and when it acts. */
static void test_the_plateau_is_told(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(120, 40, LRS_ASCII, false);
    ui->snap.info.has_plateau = true;
    ui->snap.info.plateau = (struct lrs_plateau_view){
        .best = 0.23, .threshold_at = 0.2, .bad = 2, .patience = 2, .cool = 1, .cooldown = 3};
    assert_shows(ui, "##. 2, drops at 3");
    assert_shows(ui, "#.. 1 of 3");
    assert_shows(ui, "best 0.23, to beat 0.2");
    ui->snap.info.plateau.bad = 150; /* many ticks share a box */
    ui->snap.info.plateau.left = 149;
    assert_shows(ui, "#####..... 150, drops at 300");
    still_free(ui);
}

/* The selected choice says what it means. */
static void test_a_choice_is_explained(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(120, 40, LRS_ASCII, false);
    assert_true(lrs_ui_select(ui, "schedule.semantics"));
    assert_shows(ui, "torch: the rate drops for ever.");
    still_free(ui);
}

/* Every size draws; overlays too. */
static void test_every_size_draws(void **state)
{
    (void)state;
    static const enum lrs_overlay over[] = {LRS_OVER_NONE, LRS_OVER_CHOOSER, LRS_OVER_FINDER,
                                            LRS_OVER_HELP, LRS_OVER_PROMPT,  LRS_OVER_VALUE};
    struct lrs_ui *ui = busy(80, 24, LRS_BRAILLE, true);
    for (ui->w = 0; ui->w < 240; ui->w += 1 + ui->w / 4)
        for (ui->h = 0; ui->h < 80; ui->h += 1 + ui->h / 4)
            for (int i = 0; i < 6; i++) {
                ui->overlay = over[i];
                ui->opt.glyphs = (enum lrs_glyphs)(i % 3);
                char *text = screen(ui);
                if (ui->w >= 10 && ui->h > 0 && (ui->w < 30 || ui->h < 8))
                    assert_non_null(strstr(text, "needs 30x8"));
                lrs_free(text);
            }
    still_free(ui);
}

static void test_what_matters_is_in_sight(void **state)
{
    (void)state;
    static const int size[][2] = {{40, 12}, {60, 18}, {80, 24}, {120, 40}, {200, 60}};
    for (int i = 0; i < 5; i++) {
        struct lrs_ui *ui = still_new(size[i][0], size[i][1], LRS_ASCII, false);
        for (ui->selected = 0; ui->selected < ui->n_rows; ui->selected++) {
            char want[80];
            snprintf(want, sizeof want, "> %s", ui->rows[ui->selected].path);
            want[10] = '\0'; /* long names may be cut */
            assert_shows(ui, want);
        }
        ui->selected = 1;
        ui->snap.info.state = LRS_PAUSED;
        assert_shows(ui, "PAUSED");
        ui->snap.info.state = LRS_DIVERGED;
        snprintf(ui->snap.info.reason, sizeof ui->snap.info.reason, "the loss is not finite");
        assert_shows(ui, "DIVERGED");
        assert_shows(ui, "not finite");
        assert_shows(ui, "help");
        assert_shows(ui, "0.025");
        snprintf(ui->message, sizeof ui->message, "gamma 0.5 -> 0.3");
        assert_shows(ui, "gamma 0.5 -> 0.3");
        still_free(ui);
    }
}

/* Whatever there is to say, the state and the ways on and out stay in sight; errors are shown whole. */
static void test_badge_and_ways_out_stay(void **state)
{
    (void)state;
    static const int size[][2] = {{40, 12}, {60, 18}, {80, 24}, {120, 40}};
    static const char advice[] = "kept as \"a curve with a rather long name\"; change something";
    for (int i = 0; i < 4; i++)
        for (int error = 0; error < 2; error++) {
            struct lrs_ui *ui = still_new(size[i][0], size[i][1], LRS_BRAILLE, true);
            snprintf(ui->message, sizeof ui->message, "%s", advice);
            ui->message_is_error = error;
            assert_shows(ui, "RUNNING");
            assert_shows(ui, "rather");
            if (error)
                assert_shows(ui, "something");
            if (ui->w >= 60)
                assert_shows(ui, "epoch 0"); /* the axis */
            ui->snap.info.state = LRS_DONE;
            assert_shows(ui, "DONE");
            assert_shows(ui, "? help");
            assert_shows(ui, "q quit");
            still_free(ui);
        }
}

/* After the end the rate is the last one used, not that of a step that never comes. */
static void test_rate_after_the_end(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(120, 40, LRS_BRAILLE, true);
    ui->snap.info.lr = 0;
    ui->snap.info.last_lr = 0.000137;
    assert_shows(ui, "Learning rate 0 ");
    assert_shows(ui, "lr 0 ");
    ui->snap.info.state = LRS_DONE;
    assert_shows(ui, "Learning rate 0.000137");
    assert_shows(ui, "lr 0.000137");
    still_free(ui);
}

/* TEXT without line ends and runs of spaces, to be freed. */
static char *joined(const char *text)
{
    char *out = lrs_strdup(text), *to = out;
    for (const char *at = text; *at; at++) {
        char c = *at == '\n' ? ' ' : *at;
        if (c != ' ' || (to > out && to[-1] != ' '))
            *to++ = c;
    }
    *to = '\0';
    return out;
}

/* The help shows every action by its name, and every sentence to its end, in any width. */
static void test_help_is_whole(void **state)
{
    (void)state;
    for (int w = 40; w < 152; w += 13) { /* in one column, so that sentences do not mix */
        struct lrs_ui *ui = still_new(w, 500, LRS_ASCII, true);
        ui->overlay = LRS_OVER_HELP;
        char *text = screen(ui), *line = joined(text);
        assert_null(strstr(text, "..."));
        for (const struct lrs_action *a = lrs_actions; a->name; a++) {
            char name[64];
            snprintf(name, sizeof name, ":%s ", a->name);
            assert_non_null(strstr(line, name));
            assert_non_null(strstr(line, a->help));
        }
        lrs_free(line);
        lrs_free(text);
        still_free(ui);
    }
}

static bool before(const char *text, const char *a, const char *b)
{
    const char *first = strstr(text, a), *second = strstr(text, b);
    if (!first || !second)
        fail_msg("no %s in\n%s", first ? b : a, text);
    return first < second;
}

/* What keys do where one stands comes first, then the groups; nothing twice. */
static void test_help_begins_here(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(80, 500, LRS_ASCII, true);
    ui->overlay = LRS_OVER_HELP;
    char *text = screen(ui);
    assert_true(before(text, " Now\n", ":toggle"));
    assert_true(before(text, ":toggle", " Run\n"));
    assert_true(before(text, " Run\n", ":seed N"));
    assert_null(strstr(strstr(text, ":toggle") + 1, ":toggle"));
    lrs_free(text);
    ui->help_over = LRS_OVER_CHOOSER;
    text = screen(ui);
    assert_true(before(text, " In the list\n", ":take"));
    assert_true(before(text, ":take", " Run\n"));
    assert_true(before(text, " Run\n", ":toggle"));
    lrs_free(text);
    ui->help_over = LRS_OVER_NONE;
    lrs_entry_set(&ui->help_filter, "back zebra", false);
    text = screen(ui); /* no action has both words */
    assert_non_null(strstr(text, "no key, name or sentence has \"back zebra\""));
    lrs_free(text);
    lrs_entry_set(&ui->help_filter, "REDO back", false);
    text = screen(ui);
    assert_non_null(strstr(text, ":redo"));
    assert_null(strstr(text, ":undo"));
    lrs_free(text);
    still_free(ui);
}

/* Names of parameters are whole, symbols and gauges give way; every class has its mark. */
static void test_names_are_whole(void **state)
{
    (void)state;
    static const int size[][2] = {{60, 60}, {80, 60}, {120, 60}};
    for (int i = 0; i < 3; i++) {
        struct lrs_ui *ui = still_new(size[i][0], size[i][1], LRS_BRAILLE, true);
        still_put(ui, LRS_OPTIMIZER, "SGD");
        lrs_ui_list_rows(ui);
        ui->snap.picture.n_classes = 3;
        assert_shows(ui, " momentum ");
        assert_shows(ui, " weight_decay ");
        assert_shows(ui, " dampening ");
        assert_shows(ui, i == 0 ? "\u25cf" : "\u25a0 2");
        still_free(ui);
    }
}

/* Bins of another resolution than the chart's make a line as thin as its own. */
static void test_other_resolutions_are_thin(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(120, 40, LRS_BRAILLE, true);
    for (int n_bins = 20; n_bins < 300; n_bins += 7) {
        struct lrs_bin *bin = LRS_ARRAY(struct lrs_bin, (size_t)n_bins);
        for (int i = 0; i < n_bins; i++) {
            bin[i] = lrs_bin_empty();
            for (int k = 0; k < 8; k++)
                lrs_bin_add(&bin[i], (i + (k + 0.5) / 8) / n_bins);
        }
        int n = 100;
        struct lrs_bin *out = lrs_chart_bins(ui, n, bin, n_bins, lrs_ui_steps(ui));
        for (int i = 0; i < n; i++) {
            assert_true(out[i].n > 0);
            assert_close(lrs_bin_mean(&out[i]), (i + 0.5) / n, 0, 0.6 / n_bins);
            assert_true(out[i].hi - out[i].lo <= fmax(1.0 / n, 0) + 1.0 / n_bins);
            if (n_bins < n / 2)
                assert_true(out[i].hi - out[i].lo < 1.0 / n_bins + 1e-9);
        }
        lrs_free(out);
        lrs_free(bin);
    }
    still_free(ui);
}

/* A frame with the last run and a kept one; without the curves of these, or without the run's own. */
static void draw_series(enum lrs_glyphs glyphs, bool own, bool others, struct lrs_canvas *c,
                        struct lrs_rect *loss)
{
    struct lrs_ui *ui = still_new(120, 40, glyphs, true);
    struct lrs_layout l;
    ui->ghost = still_trace(ui, "last run", -0.03);
    ui->kept[ui->n_kept++] = still_trace(ui, "kept", 0.09);
    for (int i = 0; !others && i < LRS_TRACE_COLUMNS; i++)
        ui->ghost->curve[LRS_CH_LOSS][i] = ui->kept[0]->curve[LRS_CH_LOSS][i] = lrs_bin_empty();
    for (int i = 0; !own && i < ui->snap.columns; i++)
        for (int ch = 0; ch < LRS_CHANNELS; ch++)
            ui->snap.curve[ch][i] = lrs_bin_empty();
    ui->snap.n_marks = 0;
    lrs_canvas_init(c, 120, 40, glyphs, true);
    lrs_ui_layout(ui, &l);
    *loss = (struct lrs_rect){.y = l.loss.y + 2, .h = l.loss.h - 2}; /* below the headings */
    for (int x = 119; x >= 0; x--) /* without labels on either side */
        if (isfinite(lrs_view_step_at(ui, l.loss, x))) {
            loss->x = x;
            loss->w++;
        }
    lrs_ui_draw(ui, c);
    still_free(ui);
}

/* Series that share cells: no dot is lost, and the colour is that of the one that matters most: the
 * run's own, then its validation, kept ones. The last run and the raw band lie under them and give
 * way: a shadow's dots in the colour of the run would look like the run's. */
static void test_what_matters_colours_shared_cells(void **state)
{
    static const int by_weight[] = {LRS_R_RAW, LRS_R_GHOST, LRS_R_KEPT, LRS_R_VAL, LRS_R_LOSS};
    enum { N = sizeof by_weight / sizeof *by_weight };
    (void)state;
    for (int g = 0; g < LRS_GLYPH_SETS; g++) {
        struct lrs_canvas part[2], all;
        struct lrs_rect r;
        draw_series(g, true, false, &part[0], &r);
        draw_series(g, false, true, &part[1], &r);
        draw_series(g, true, true, &all, &r);
        int shared[N] = {0};
        for (int i = r.y * 120; i < (r.y + r.h) * 120; i++) {
            int x = i % 120, weight[2] = {-1, -1}, is = -1;
            if (x < r.x || x >= r.x + r.w)
                continue;
            for (int k = 0; k < N; k++)
                for (int p = 0; p < 3; p++) {
                    const struct lrs_cell *cell = p < 2 ? &part[p].cell[i] : &all.cell[i];
                    if (cell->cp != ' ' && cell->fg == by_weight[k])
                        *(p < 2 ? &weight[p] : &is) = k;
                }
            int most = weight[0] > weight[1] ? weight[0] : weight[1];
            assert_int_equal(is, most);
            for (int p = 0; p < 2 && g == LRS_BRAILLE; p++)
                if (weight[p] > 1 && part[p].cell[i].cp >= 0x2800)
                    assert_int_equal((part[p].cell[i].cp - 0x2800) & ~(all.cell[i].cp - 0x2800), 0);
            if (weight[0] >= 0 && weight[1] >= 0)
                shared[most]++;
        }
        assert_true(shared[2] > 0 && shared[4] > 0); /* kept over raw, own over kept */
        lrs_canvas_free(&part[0]);
        lrs_canvas_free(&part[1]);
        lrs_canvas_free(&all);
    }
}

static void test_numbers_that_are_not_there(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(100, 30, LRS_BRAILLE, true);
    struct lrs_run_info *i = &ui->snap.info;
    i->state = LRS_READY;
    i->step = i->epoch = i->tick = 0;
    i->last_lr = i->last_loss = i->mean_loss = i->epoch_loss = i->val_loss = i->val_accuracy = NAN;
    i->clock.steps_per_epoch = 1;
    ui->snap.speed = ui->snap.pace = 0;
    ui->snap.n_marks = 0;
    assert_shows(ui, "READY");
    assert_shows(ui, "step 0/800");
    char *text = screen(ui);
    assert_null(strstr(text, "nan"));
    lrs_free(text);
    ui->lr_range = ui->loss_range = (struct lrs_range){0};
    ui->to = ui->from = 0; /* nothing to show yet */
    ui->snap.columns = 0;
    struct lrs_canvas c;
    lrs_canvas_init(&c, 1, 1, LRS_BRAILLE, true);
    lrs_ui_draw(ui, &c);
    lrs_canvas_free(&c);
    still_free(ui);
}

/* The row under the mouse is the one that is drawn there. */
static void test_clicks_meet_their_rows(void **state)
{
    (void)state;
    for (int h = 1; h < 40; h += 3) {
        struct lrs_ui *ui = still_new(100, 40, LRS_ASCII, true);
        struct lrs_rect r = {2, 1, 34, h};
        for (ui->selected = 0; ui->selected < ui->n_rows; ui->selected += 5) {
            struct lrs_canvas c;
            lrs_canvas_init(&c, 40, 42, LRS_ASCII, true);
            lrs_view_control(ui, &c, r);
            int met = 0;
            for (int y = 0; y < 42; y++) {
                int row = lrs_view_control_hit(ui, r, 8, y);
                bool marked = c.cell[y * c.w + r.x].cp == '>' &&
                              c.cell[y * c.w + r.x].fg != LRS_R_TEXT && row >= 0;
                assert_true(row < 0 || (y >= 1 && y < 1 + h));
                met += marked;
                if (marked)
                    assert_int_equal(row, ui->selected);
            }
            assert_int_equal(met, 1);
            assert_int_equal(lrs_view_control_hit(ui, r, 1, 1), -1);
            lrs_canvas_free(&c);
        }
        still_free(ui);
    }
}

static void test_steps_under_columns(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(80, 24, LRS_BRAILLE, true);
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    double before = -1;
    int inside = 0;
    for (int x = 0; x < 80; x++) {
        double step = lrs_view_step_at(ui, l.loss, x);
        if (isnan(step))
            continue;
        assert_true(step > before && step >= 0 && step <= STILL_STEPS);
        before = step;
        inside++;
    }
    struct lrs_request req = {0};
    lrs_view_request(ui, &req);
    assert_int_equal(req.columns, 2 * inside);
    assert_true(req.pic_w > 0 && req.pic_h > 0);
    still_free(ui);
}

static void test_typing_shows_the_cursor(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(40, 12, LRS_BRAILLE, true);
    struct lrs_canvas c;
    lrs_canvas_init(&c, 1, 1, LRS_BRAILLE, true);
    ui->overlay = LRS_OVER_PROMPT;
    for (int n = 0; n < 200; n += 13) {
        memset(ui->entry.text, 'a', (size_t)n);
        ui->entry.text[n] = '\0';
        ui->entry.at = n;
        lrs_ui_draw(ui, &c);
        assert_int_equal(c.cursor_y, 11);
        assert_in_range(c.cursor_x, 1, 39);
        if (n > 0)
            assert_int_equal(c.cell[11 * 40 + c.cursor_x - 1].cp, 'a');
    }
    snprintf(ui->entry_error, sizeof ui->entry_error, "there is no action 'aaa'");
    assert_shows(ui, "there is no action");
    lrs_canvas_free(&c);
    still_free(ui);
}

static void test_lines_are_cut_at_words(void **state)
{
    (void)state;
    const char *text = "the rate  is halved unbelievably often";
    static const char *const want[] = {"the rate", "is", "halved", "unbelie", "vably", "often"};
    char line[LRS_TEXT_LINE];
    for (int i = 0; i < 6; i++) {
        assert_true(lrs_next_line(&text, i < 2 ? 8 : 7, line));
        assert_string_equal(line, want[i]);
    }
    assert_false(lrs_next_line(&text, 7, line));
}

static void golden(struct lrs_ui *ui, const char *name)
{
    struct lrs_canvas c;
    char path[96];
    still_fill(ui);
    lrs_canvas_init(&c, ui->w, ui->h, ui->opt.glyphs, ui->opt.colour);
    lrs_ui_draw(ui, &c);
    snprintf(path, sizeof path, "tests/ui/golden/%s.txt", name);
    assert_golden(&c, path);
    lrs_canvas_free(&c);
    still_free(ui);
}

static void test_golden_sizes(void **state)
{
    (void)state;
    golden(still_new(40, 12, LRS_BRAILLE, true), "main-40x12");
    golden(still_new(60, 18, LRS_QUADRANT, true), "main-60x18");
    golden(still_new(80, 24, LRS_BRAILLE, true), "main-80x24");
    golden(still_new(80, 24, LRS_ASCII, false), "main-80x24-ascii-mono");
    struct lrs_ui *ui = still_new(120, 40, LRS_BRAILLE, true);
    ui->ghost = still_trace(ui, "last run", 0.08);
    ui->kept[ui->n_kept++] = still_trace(ui, "StepLR", -0.03);
    ui->snap.info.schedule_end = 59;
    golden(ui, "main-120x40-compare");
}

static void test_golden_overlays(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(80, 24, LRS_ASCII, true);
    ui->snap.finder = still_finder();
    ui->finder_selected = LRS_VALLEY;
    ui->overlay = LRS_OVER_FINDER;
    golden(ui, "finder");
    ui = still_new(80, 24, LRS_BRAILLE, true);
    still_chooser(ui, LRS_SCHEDULE);
    golden(ui, "chooser");
}

static void test_golden_pictures(void **state)
{
    (void)state;
    static const char *const names[] = {
        [LRS_PIC_REGIONS] = "regions",
        [LRS_PIC_LANDSCAPE] = "landscape",
        [LRS_PIC_CURVE] = "curve",
        [LRS_PIC_CONFUSION] = "confusion",
    };
    for (int kind = LRS_PIC_REGIONS; kind <= LRS_PIC_CONFUSION; kind++) {
        if (!names[kind])
            continue;
        struct lrs_ui *ui = still_new(62, 20, LRS_ASCII, false);
        char path[96];
        ui->maximised = true;
        ui->focus = LRS_PANEL_PICTURE;
        ui->snap.info.n_train = kind == LRS_PIC_LANDSCAPE ? 0 : 640;
        ui->snap.info.x[0] = 0.9;
        ui->snap.info.x[1] = 0.42;
        still_picture(ui, kind);
        snprintf(path, sizeof path, "picture-%s", names[kind]);
        golden(ui, path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout_at_every_size),
        cmocka_unit_test(test_views_stay_inside),
        cmocka_unit_test(test_every_size_draws),
        cmocka_unit_test(test_what_matters_is_in_sight),
        cmocka_unit_test(test_badge_and_ways_out_stay),
        cmocka_unit_test(test_rate_after_the_end),
        cmocka_unit_test(test_help_is_whole),
        cmocka_unit_test(test_help_begins_here),
        cmocka_unit_test(test_names_are_whole),
        cmocka_unit_test(test_other_resolutions_are_thin),
        cmocka_unit_test(test_what_matters_colours_shared_cells),
        cmocka_unit_test(test_numbers_that_are_not_there),
        cmocka_unit_test(test_clicks_meet_their_rows),
        cmocka_unit_test(test_steps_under_columns),
        cmocka_unit_test(test_the_cursor_reads_the_last_epoch),
        cmocka_unit_test(test_the_comparison_finds_room),
        cmocka_unit_test(test_a_high_threshold_hides_nothing),
        cmocka_unit_test(test_the_plateau_is_told),
        cmocka_unit_test(test_a_choice_is_explained),
        cmocka_unit_test(test_typing_shows_the_cursor),
        cmocka_unit_test(test_lines_are_cut_at_words),
        cmocka_unit_test(test_golden_sizes),
        cmocka_unit_test(test_golden_overlays),
        cmocka_unit_test(test_golden_pictures),
    };
    return cmocka_run_group_tests_name("views", tests, NULL, NULL) != 0;
}
