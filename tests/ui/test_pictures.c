/* Views of the pictures of the training, on numbers in closed form: goldens, what they say in words,
 * and that they stay inside at any size. */
#include "check.h"
#include "golden.h"
#include "still.h"

/* A parabola with its lowest point BEST updates away. */
static void fill_line(struct lrs_picture *p, double best)
{
    p->line = (struct lrs_picture_line){.rows = 256, .length = 0.0123, .best = best};
    for (int i = 0; i < LRS_LINE_POINTS; i++)
        p->line.loss[i] = 0.2 + 0.03 * pow(lrs_line_at(i) - best, 2) / fmax(best * best, 1);
}

static void fill_way(struct lrs_picture *p)
{
    p->n_path = 50;
    for (int i = 0; i < 50; i++) {
        double t = i / 49.0;
        p->path[i][0] = -1 + 2.2 * t;
        p->path[i][1] = 1 - 3 * t * (1 - t) + 0.1 * sin(20 * t);
    }
    double box[4] = {-1.2, 1.4, 0, 1.2};
    memcpy(p->box, box, sizeof box);
    p->share[0] = 0.84;
    p->share[1] = 0.11;
    p->n_restarts = 1;
    p->restart[0] = 25;
}

static void fill_gauges(struct lrs_picture *p)
{
    for (int k = 0; k < 2; k++) {
        p->gauge[k] = LRS_ARRAY(struct lrs_bin, (size_t)p->w);
        for (int i = 0; i < p->w; i++) {
            p->gauge[k][i] = lrs_bin_empty();
            if (i < p->w * 3 / 5)
                lrs_bin_add(&p->gauge[k][i], (k ? 0.02 : 1.0) * exp(-3.0 * i / p->w));
        }
    }
    p->box[0] = 0;
    p->box[1] = STILL_STEPS;
}

static void fill_rates(struct lrs_picture *p, bool adaptive)
{
    p->rates = (struct lrs_picture_rates){.adaptive = adaptive, .global = 0.01};
    if (!adaptive)
        return;
    const double quantile[5] = {0.02, 0.1, 0.5, 2, 60};
    memcpy(p->rates.quantile, quantile, sizeof quantile);
    p->rates.n = 1219;
    p->rates.idle = 12;
    p->box[0] = -3;
    p->box[1] = 2;
    for (int i = 0; i < p->w; i++)
        p->curve[i] = (float)exp(-pow((i + 0.5) / p->w * 5 - 2.7, 2) * 2);
}

static void fill_examples(struct lrs_picture *p)
{
    enum { N = 40 };
    lrs_free(p->value);
    p->value = LRS_ARRAY(float, N * 64);
    p->example = lrs_alloc(N, sizeof *p->example);
    p->n_examples = N;
    p->side = 8;
    p->rows = 256;
    p->right = 241;
    p->n_classes = 10;
    for (int i = 0; i < N; i++) {
        p->example[i] = (struct lrs_picture_example){i % 10, i % 5 == 2 ? (i + 3) % 10 : i % 10};
        for (int k = 0; k < 64; k++) {
            double off = hypot(k % 8 - 3.5, (double)k / 8 - 3.5) - 2.5 - 0.2 * (i % 4);
            p->value[i * 64 + k] = (float)exp(-off * off);
        }
    }
}

/* A still life with picture KIND, or its second face. */
static struct lrs_ui *with_picture(int w, int h, enum lrs_glyphs glyphs, bool colour,
                                   enum lrs_picture_kind kind, bool other)
{
    struct lrs_ui *ui = still_new(w, h, glyphs, colour);
    struct lrs_picture *p = &ui->snap.picture;
    ui->snap.pictures = 1U << kind | 1U << LRS_PIC_REGIONS | 1U << LRS_PIC_RATES;
    ui->picture = kind;
    ui->maximised = true;
    ui->focus = LRS_PANEL_PICTURE;
    still_picture(ui, kind);
    if (kind == LRS_PIC_LINE)
        fill_line(p, other ? 0.3 : 1.7);
    else if (kind == LRS_PIC_WEIGHTS)
        fill_way(p);
    else if (kind == LRS_PIC_GRADIENT)
        fill_gauges(p);
    else if (kind == LRS_PIC_RATES)
        fill_rates(p, !other);
    else if (kind == LRS_PIC_EXAMPLES)
        fill_examples(p);
    return ui;
}

static char *screen_of(struct lrs_ui *ui)
{
    struct lrs_canvas c;
    struct lrs_str text = {0};
    lrs_canvas_init(&c, ui->w, ui->h, ui->opt.glyphs, ui->opt.colour);
    lrs_ui_draw(ui, &c);
    lrs_canvas_print_text(&c, &text);
    lrs_canvas_free(&c);
    return lrs_str_take(&text);
}

static void says(struct lrs_ui *ui, const char *words)
{
    char *text = screen_of(ui);
    if (!strstr(text, words))
        fail_msg("\"%s\" is not in\n%s", words, text);
    lrs_free(text);
}

static void pictures_speak(void **state)
{
    (void)state;
    struct lrs_ui *ui = with_picture(80, 24, LRS_ASCII, false, LRS_PIC_LINE, false);
    says(ui, "The rate went 0.59 of the way down.");
    says(ui, "Along the last update length 0.012");
    says(ui, "2/4");
    fill_line(&ui->snap.picture, 0.3);
    says(ui, "The rate went 3.3 times too far, and the loss rose.");
    fill_line(&ui->snap.picture, 0.6);
    says(ui, "The rate went 1.7 times too far.");
    says(ui, "; loss on 256 rows");
    for (int i = 0; i < LRS_LINE_POINTS; i++)
        ui->snap.picture.line.loss[i] = 0.2 + 1e-4 * i;
    says(ui, "; change of the loss on 256 rows");
    fill_line(&ui->snap.picture, 4);
    says(ui, "The rate went less than 1/4 of the way down.");
    fill_line(&ui->snap.picture, -0.5);
    says(ui, "Uphill: the loss was lower before.");
    ui->snap.picture.line.ahead = true;
    says(ui, "Along the next update");
    for (int i = 0; i < LRS_LINE_POINTS; i++)
        ui->snap.picture.line.loss[i] = NAN;
    ui->snap.picture.line.best = NAN;
    says(ui, "The loss is no number here.");
    ui->snap.picture.line.length = NAN;
    says(ui, "is not at hand");
    still_free(ui);
    ui = with_picture(80, 24, LRS_ASCII, false, LRS_PIC_RATES, false);
    says(ui, "max/min 3000");
    says(ui, "80 % are 0.1 to 2, median 0.5; 12 had no gradient yet");
    fill_rates(&ui->snap.picture, false);
    still_put(ui, LRS_OPTIMIZER, "SGD");
    says(ui, "SGD gives all 1219 weights the same rate, 0.01");
    still_free(ui);
    ui = with_picture(80, 24, LRS_ASCII, false, LRS_PIC_WEIGHTS, false);
    says(ui, "84 % of all movement is across, 11 % up");
    says(ui, "S start, @ now, R restart");
    ui->snap.picture.n_path = 0;
    says(ui, "its way can be seen");
    still_free(ui);
}

/* Wrong ones are told by words, whatever the colours. */
static void wrong_examples_are_marked(void **state)
{
    (void)state;
    for (int g = 0; g < LRS_GLYPH_SETS; g++) {
        struct lrs_ui *ui =
            with_picture(80, 24, (enum lrs_glyphs)g, g % 2, LRS_PIC_EXAMPLES, false);
        says(ui, "2 not 5");
        says(ui, "241 of 256 right");
        still_free(ui);
    }
}

static void check_inside(const struct lrs_canvas *c, struct lrs_rect r, int kind)
{
    for (int y = 0; y < c->h; y++)
        for (int x = 0; x < c->w; x++) {
            bool inside = x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
            if (!inside && c->cell[y * c->w + x].cp != 'Z')
                fail_msg("picture %d of %dx%d drew at %d,%d", kind, r.w, r.h, x - r.x, y - r.y);
        }
}

static void pictures_stay_inside(void **state)
{
    (void)state;
    static const int size[][2] = {{2, 2},  {9, 3},   {20, 5},  {26, 1},  {26, 4},
                                  {26, 9}, {30, 12}, {44, 15}, {61, 16}, {97, 31}};
    for (int kind = LRS_PIC_REGIONS; kind < LRS_PICTURES; kind++)
        for (int g = 0; g < LRS_GLYPH_SETS; g++)
            for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
                struct lrs_ui *ui = with_picture(120, 40, (enum lrs_glyphs)g, i % 2,
                                                 (enum lrs_picture_kind)kind, i % 3 == 0);
                struct lrs_canvas c;
                struct lrs_rect r = {5, 3, size[i][0], size[i][1]};
                lrs_canvas_init(&c, 120, 40, (enum lrs_glyphs)g, i % 2);
                lrs_canvas_fill(&c, (struct lrs_rect){0, 0, c.w, c.h}, 'Z', LRS_R_TEXT, 0);
                lrs_view_picture(ui, &c, r);
                check_inside(&c, r, kind);
                lrs_canvas_free(&c);
                still_free(ui);
            }
}

/* The panel of a window of 80 columns has room for no more. */
static void the_table_says_its_axes_in_a_narrow_panel(void **state)
{
    (void)state;
    struct lrs_ui *ui = with_picture(80, 24, LRS_ASCII, false, LRS_PIC_CONFUSION, false);
    struct lrs_canvas c;
    struct lrs_str text = {0};
    lrs_canvas_init(&c, 80, 24, LRS_ASCII, false);
    lrs_view_picture(ui, &c, (struct lrs_rect){0, 0, 31, 10});
    lrs_canvas_print_text(&c, &text);
    assert_non_null(strstr(lrs_str_text(&text), "True x predicted"));
    lrs_str_clear(&text);
    lrs_canvas_free(&c);
    still_free(ui);
}

/* On maps of lines points keep their marks, and regions their lines, also with 8 colours. */
static void points_stand_out_where_colours_are_few(void **state)
{
    (void)state;
    for (int few = 0; few < 2; few++) {
        struct lrs_ui *ui = still_new(80, 24, LRS_BRAILLE, true);
        ui->opt.few_colours = few;
        still_picture(ui, LRS_PIC_REGIONS);
        char *text = screen_of(ui);
        assert_true(strstr(text, "\u25cf") && strstr(text, "\u25b2"));
        assert_int_equal(strstr(text, "\u2580") == NULL, few); /* half blocks */
        assert_int_equal(strstr(text, "\u2581") != NULL, few); /* lines */
        lrs_free(text);
        still_free(ui);
    }
}

static void arrows_are_as_long_as_the_step(void **state)
{
    (void)state;
    struct lrs_ui *ui = still_new(80, 24, LRS_ASCII, true);
    ui->maximised = true;
    ui->focus = LRS_PANEL_PICTURE;
    ui->snap.pictures = 1U << LRS_PIC_LANDSCAPE;
    still_picture(ui, LRS_PIC_LANDSCAPE);
    ui->snap.picture.n_path = 0;
    ui->snap.info.x[0] = -1;
    ui->snap.info.x[1] = -0.5;
    ui->snap.picture.next[0] = 1.5; /* half the box */
    says(ui, "next step 1.5");
    struct lrs_canvas c;
    lrs_canvas_init(&c, 80, 24, LRS_ASCII, true);
    lrs_ui_draw(ui, &c);
    int from = -1, to = -1, width = ui->snap.picture.w;
    for (int i = 0; i < c.w * (c.h - 2); i++) {
        from = c.cell[i].cp == '@' && c.cell[i].fg == LRS_R_CURSOR ? i : from;
        to = c.cell[i].cp == '>' && c.cell[i].fg == LRS_R_LR ? i : to;
    }
    assert_true(from >= 0 && to >= 0 && from / c.w == to / c.w);
    assert_true(abs(to - from - width / 2) <= 1);
    lrs_canvas_free(&c);
    ui->snap.picture.next[0] = 1e-4; /* too short to be drawn, but told */
    says(ui, "next step 0.0001");
    still_free(ui);
}

static void test_goldens(void **state)
{
    (void)state;
    static const struct {
        enum lrs_picture_kind kind;
        const char *name;
        enum lrs_glyphs glyphs;
        bool colour;
    } rows[] = {
        {LRS_PIC_LINE, "line", LRS_ASCII, false},
        {LRS_PIC_WEIGHTS, "weights", LRS_BRAILLE, true},
        {LRS_PIC_GRADIENT, "gradient", LRS_ASCII, false},
        {LRS_PIC_RATES, "rates", LRS_ASCII, false},
        {LRS_PIC_EXAMPLES, "examples", LRS_ASCII, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lrs_ui *ui =
            with_picture(62, 20, rows[i].glyphs, rows[i].colour, rows[i].kind, false);
        struct lrs_canvas c;
        char path[96];
        lrs_canvas_init(&c, 62, 20, rows[i].glyphs, rows[i].colour);
        lrs_ui_draw(ui, &c);
        snprintf(path, sizeof path, "tests/ui/golden/picture-%s.txt", rows[i].name);
        assert_golden(&c, path);
        lrs_canvas_free(&c);
        still_free(ui);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_speak),
        cmocka_unit_test(wrong_examples_are_marked),
        cmocka_unit_test(pictures_stay_inside),
        cmocka_unit_test(the_table_says_its_axes_in_a_narrow_panel),
        cmocka_unit_test(points_stand_out_where_colours_are_few),
        cmocka_unit_test(arrows_are_as_long_as_the_step),
        cmocka_unit_test(test_goldens),
    };
    return cmocka_run_group_tests_name("ui/pictures", tests, NULL, NULL) != 0;
}
