/* Charts read back from the frame: whatever technique drew a curve, the ink of each column is
 * within half a row of the data, both ways, and the ink of neighbouring columns touches. */
#include "golden.h"

#include "lrscope/mem.h"
#include "lrscope/plot.h"

enum { W = 72, H = 10, KINDS = 12 };

static double curve(int kind, double x)
{
    double t = fmod(x * 5, 1);
    switch (kind) {
    case 0:
        return 0.5 + 0.45 * sin(x * 12.566);
    case 1:
        return (1 + cos(x * M_PI)) / 2;
    case 2:
        return pow(0.5, floor(x * 5));
    case 3:
        return 0.9 * exp(-5 * x) + 0.02 * sin(x * 300) + 0.03;
    case 4:
        return (1 + cos(M_PI * t)) / 2;
    case 5:
        return t < 0.5 ? 2 * t : 2 - 2 * t;
    case 6:
        return fabs(x - 0.3) < 0.004 ? 1 : fabs(x - 0.7) < 0.02 ? 0.6 : 0.1;
    case 7:
        return x < 0.1 ? x * 10 : 1 - (x - 0.1) / 0.9;
    case 8:
        return x < 0.33 ? 0.62 : x < 0.66 ? 0.5 : 0.38;
    case 9:
        return pow(10, -4 * x);
    case 10:
        return 0.5 + 0.5 * sin(x * 60);
    default:
        return x;
    }
}

static struct lrs_bin *bins_of(int kind, int n, int samples)
{
    struct lrs_bin *bin = LRS_ARRAY(struct lrs_bin, (size_t)n);
    for (int i = 0; i < n; i++) {
        bin[i] = lrs_bin_empty();
        int from = (int)((int64_t)i * samples / n), to = (int)((int64_t)(i + 1) * samples / n);
        for (int s = from; s < to || s == from; s++)
            lrs_bin_add(&bin[i], curve(kind, (s + 0.5) / samples));
    }
    return bin;
}

/* The ink of a character, in rows above the bottom of its cell. */
static bool ink_of_char(uint32_t cp, double ink[2])
{
    static const struct {
        char ch;
        double lo, hi;
    } shapes[] = {{'_', 0, 0.15},  {'.', 0.1, 0.35}, {'-', 0.4, 0.6}, {'\'', 0.7, 1},
                  {'"', 0.7, 1},   {'/', 0, 1},      {'\\', 0, 1},    {'|', 0, 1},
                  {':', 0.2, 0.8}, {'X', 0, 1},      {'+', 0, 1},     {'=', 0.3, 0.7}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (cp == (unsigned char)shapes[i].ch) {
            ink[0] = shapes[i].lo;
            ink[1] = shapes[i].hi;
            return true;
        }
    return false;
}

/* The ink of sub-column SIDE of a cell made of dots. */
static bool ink_of_dots(enum lrs_glyphs glyphs, uint32_t cp, int side, double ink[2])
{
    static const uint8_t braille[4][2] = {{0x40, 0x80}, {0x04, 0x20}, {0x02, 0x10}, {0x01, 0x08}};
    static const uint16_t quadrant[16] = {0,      0x2598, 0x259d, 0x2580, 0x2596, 0x258c,
                                          0x259e, 0x259b, 0x2597, 0x259a, 0x2590, 0x259c,
                                          0x2584, 0x2599, 0x259f, 0x2588};
    int down = glyphs == LRS_BRAILLE ? 4 : 2;
    unsigned dots = glyphs == LRS_BRAILLE && cp >= 0x2800 && cp < 0x2900 ? cp - 0x2800 : 0;
    for (unsigned i = 1; glyphs == LRS_QUADRANT && i < 16; i++)
        if (quadrant[i] == cp)
            dots = i;
    ink[0] = 1;
    ink[1] = 0;
    for (int d = 0; d < down; d++) {
        unsigned bit = glyphs == LRS_BRAILLE ? braille[d][side] : 1u << ((1 - d) * 2 + side);
        if (!(dots & bit))
            continue;
        ink[0] = fmin(ink[0], (double)d / down);
        ink[1] = fmax(ink[1], (double)(d + 1) / down);
    }
    return ink[1] > 0;
}

/* The ink of column I of the technique, in rows from the bottom of the box. */
static bool ink_of_column(const struct lrs_plot *p, int i, double ink[2])
{
    bool dots = p->c->glyphs != LRS_ASCII;
    ink[0] = INFINITY;
    ink[1] = -INFINITY;
    for (int up = 0; up < p->box.h; up++) {
        int y = p->box.y + p->box.h - 1 - up, x = p->box.x + (dots ? i / 2 : i);
        double here[2] = {0};
        uint32_t cp = p->c->cell[y * p->c->w + x].cp;
        if (dots ? !ink_of_dots(p->c->glyphs, cp, i % 2, here) : !ink_of_char(cp, here))
            continue;
        assert_true(ink[1] < 0 || ink[1] > up - 1); /* no hole within a column */
        ink[0] = fmin(ink[0], up + here[0]);
        ink[1] = fmax(ink[1], up + here[1]);
    }
    return ink[1] >= 0;
}

static double rows(const struct lrs_plot *p, double v)
{
    return lrs_scale_at(&p->y, v) * p->box.h;
}

static void complain(const struct lrs_plot *p, int kind, int samples, int i, const double ink[2],
                     double lo, double hi)
{
    struct lrs_str s = {0};
    lrs_canvas_print_text(p->c, &s);
    fail_msg("curve %d of %d samples, column %d: ink %.2f..%.2f, data %.2f..%.2f\n%s", kind,
             samples, i, ink[0], ink[1], lo, hi, lrs_str_text(&s));
}

static void check_curve(enum lrs_glyphs glyphs, int kind, int samples, bool log)
{
    struct lrs_canvas c;
    lrs_canvas_init(&c, W + 3, H + 2, glyphs, true);
    struct lrs_plot p = {.c = &c, .box = {2, 1, W, H}, .x = {0, 1, false}, .y = {0, 1, false}};
    if (log)
        p.y = (struct lrs_scale){1e-4, 1, true};
    int n = lrs_plot_columns(&c, W);
    struct lrs_bin *bin = bins_of(kind, n, samples);
    lrs_plot_bins(&p, n, bin, LRS_SOLID, LRS_R_LR);
    const double half = 0.5 + 1e-5; /* a height between two dots belongs to the upper */
    double before[2] = {0, 0};
    for (int i = 0; i < n; i++) {
        double ink[2], lo = rows(&p, bin[i].lo), hi = rows(&p, bin[i].hi), in = lo;
        /* the way in from the column before, and half the way on to the next */
        if (i > 0)
            in = rows(&p, bin[i - 1].last);
        double on = (rows(&p, bin[i].last) + rows(&p, bin[i + 1 < n ? i + 1 : i].first)) / 2;
        bool has = ink_of_column(&p, i, ink);
        double mean = rows(&p, lrs_bin_mean(&bin[i]));
        bool one = hi - lo < 1; /* one mark stands for all: it is at the mean */
        if (!has || ink[0] > (one ? mean : lo) + half || ink[1] < (one ? mean : hi) - half ||
            ink[0] < fmin(fmin(lo, in), on) - half || ink[1] > fmax(fmax(hi, in), on) + half)
            complain(&p, kind, samples, i, ink, lo, hi);
        if (i > 0 && (floor(ink[0]) > ceil(before[1]) || ceil(ink[1]) < floor(before[0])))
            complain(&p, kind, samples, i, ink, lo, hi);
        before[0] = ink[0];
        before[1] = ink[1];
    }
    lrs_free(bin);
    lrs_canvas_free(&c);
}

static void test_curves_read_back(void **state)
{
    (void)state;
    static const int samples[] = {37, 72, 80, 100, 144, 500, 2000, 20000};
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (int kind = 0; kind < KINDS; kind++)
            for (size_t s = 0; s < sizeof samples / sizeof *samples; s++) {
                check_curve(g, kind, samples[s], false);
                if (kind == 2 || kind == 9)
                    check_curve(g, kind, samples[s], true);
            }
}

/* Cells of the frame in a role. */
static int count_role(const struct lrs_canvas *c, int role)
{
    int n = 0;
    for (int i = 0; i < c->w * c->h; i++)
        n += c->cell[i].cp != ' ' && c->cell[i].fg == role;
    return n;
}

static void test_styles_are_seen(void **state)
{
    (void)state;
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (int kind = 0; kind < KINDS; kind++) {
            struct lrs_str frame[LRS_LINE_STYLES] = {{0}};
            for (int style = 0; style < LRS_LINE_STYLES; style++) {
                struct lrs_canvas c;
                lrs_canvas_init(&c, W, H, g, true);
                struct lrs_plot p = {
                    .c = &c, .box = {0, 0, W, H}, .x = {0, 1, false}, .y = {0, 1, false}};
                int n = lrs_plot_columns(&c, W);
                struct lrs_bin *bin = bins_of(kind, n, 4000);
                lrs_plot_bins(&p, n, bin, style, LRS_R_LR);
                assert_true(count_role(&c, LRS_R_LR) > W / 5);
                lrs_canvas_print_text(&c, &frame[style]);
                lrs_free(bin);
                lrs_canvas_free(&c);
            }
            for (int a = 0; a < LRS_LINE_STYLES; a++)
                for (int b = 0; b < a; b++)
                    if (g != LRS_ASCII || a != LRS_THICK || b != LRS_SOLID)
                        assert_string_not_equal(frame[a].s, frame[b].s);
            for (int style = 0; style < LRS_LINE_STYLES; style++)
                lrs_str_clear(&frame[style]);
        }
}

static void test_hard_numbers(void **state)
{
    (void)state;
    static const double v[] = {NAN,    0.5, INFINITY, -INFINITY, 1e308, -1e308,
                               5e-324, 0,   -1,       NAN,       0.5};
    int n = (int)(sizeof v / sizeof *v);
    static const struct lrs_scale scale[] = {
        {0, 1, false}, {-1e308, 1e308, false}, {1e-4, 1, true}, {0, 1e-320, false}};
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (int s = 0; s < 4; s++)
            for (int w = 0; w < 30; w += w < 3 ? 1 : 26) {
                struct lrs_canvas c;
                lrs_canvas_init(&c, w, w / 3, g, true);
                struct lrs_plot p = {
                    .c = &c, .box = {0, 0, w, w / 3}, .x = {0, 10, false}, .y = scale[s]};
                struct lrs_bin bin[11];
                double x[11];
                for (int i = 0; i < n; i++) {
                    bin[i] = lrs_bin_empty();
                    lrs_bin_add(&bin[i], v[i]);
                    x[i] = i;
                }
                lrs_plot_bins(&p, n, bin, LRS_SOLID, LRS_R_LR);
                lrs_plot_band(&p, n, bin, LRS_R_RAW);
                lrs_plot_line(&p, n, x, v, LRS_DASHED, LRS_R_VAL);
                lrs_plot_line(&p, n, v, x, LRS_DASHED, LRS_R_VAL);
                for (int i = 0; i < n; i++) {
                    lrs_plot_point(&p, x[i], v[i], 0, LRS_R_MARK);
                    lrs_plot_vertical(&p, v[i], ':', LRS_R_MARK);
                    lrs_plot_shade(&p, v[i], v[(i + 3) % n], LRS_R_PAST);
                }
                lrs_plot_bins(&p, 0, bin, LRS_SOLID, LRS_R_LR);
                lrs_plot_bins(&p, 1, bin, LRS_SOLID, LRS_R_LR);
                lrs_plot_line(&p, 1, x, v + 1, LRS_SOLID, LRS_R_LR);
                lrs_canvas_free(&c);
            }
}

static void test_nothing_above_0_is_a_gap_on_a_log_scale(void **state)
{
    (void)state;
    for (int g = 0; g < LRS_GLYPH_SETS; g++) {
        struct lrs_canvas c;
        lrs_canvas_init(&c, 10, 4, g, true);
        struct lrs_plot p = {
            .c = &c, .box = {0, 0, 10, 4}, .x = {0, 10, false}, .y = {0.01, 1, true}};
        struct lrs_bin bin[20];
        int n = lrs_plot_columns(&c, 10);
        for (int i = 0; i < n; i++) {
            bin[i] = lrs_bin_empty();
            lrs_bin_add(&bin[i], i < n / 2 ? 0.1 : -(double)i);
        }
        lrs_plot_bins(&p, n, bin, LRS_SOLID, LRS_R_LR);
        double ink[2];
        for (int i = 0; i < n; i++)
            assert_true(ink_of_column(&p, i, ink) == (i < n / 2));
        /* ... with marks at the floor, none of them in other rows */
        int marks[2] = {0, 0};
        for (int i = 0; i < 10 * 4; i++)
            marks[i >= 30] += c.cell[i].cp == (g == LRS_ASCII ? lrs_fold(0x25be) : 0x25be);
        assert_int_equal(marks[0], 0);
        assert_in_range(marks[1], 2, 4);
        lrs_canvas_free(&c);
    }
}

/* Two curves that meet in a cell share its dots; the later one colours it. A band gives way. */
static void test_cells_are_shared(void **state)
{
    (void)state;
    struct lrs_canvas c;
    lrs_canvas_init(&c, 1, 1, LRS_BRAILLE, true);
    struct lrs_plot p = {.c = &c, .box = {0, 0, 1, 1}, .x = {0, 1, false}, .y = {0, 1, false}};
    struct lrs_bin low = lrs_bin_empty(), high = lrs_bin_empty(), both = lrs_bin_empty();
    lrs_bin_add(&low, 0);
    lrs_bin_add(&high, 1);
    both = low;
    lrs_bin_merge(&both, &high);
    lrs_plot_band(&p, 1, &both, LRS_R_RAW);
    assert_int_equal(c.cell[0].fg, LRS_R_RAW);
    lrs_plot_bins(&p, 1, &low, LRS_SOLID, LRS_R_GHOST);
    assert_int_equal(c.cell[0].cp, 0x28c0);
    lrs_plot_bins(&p, 1, &high, LRS_SOLID, LRS_R_LR);
    assert_int_equal(c.cell[0].cp, 0x28c9);
    assert_int_equal(c.cell[0].fg, LRS_R_LR);
    lrs_plot_band(&p, 1, &both, LRS_R_RAW); /* never over a curve */
    assert_int_equal(c.cell[0].cp, 0x28c9);
    lrs_canvas_free(&c);
}

static void draw_kind(struct lrs_canvas *c, int kind, int role)
{
    struct lrs_plot p = {.c = c, .box = {0, 0, W, H}, .x = {0, 1, false}, .y = {0, 1, false}};
    int n = lrs_plot_columns(c, W);
    struct lrs_bin *bin = bins_of(kind, n, 300);
    lrs_plot_bins(&p, n, bin, LRS_SOLID, role);
    lrs_free(bin);
}

/* Is what CELL draws of a curve still to be seen in MET? To a third of a row, in ASCII. */
static bool still_there(enum lrs_glyphs glyphs, const struct lrs_cell *cell,
                        const struct lrs_cell *met)
{
    double a[2] = {0, 0}, b[2] = {0, 0};
    if (glyphs == LRS_BRAILLE)
        return ((cell->cp - 0x2800) & ~(met->cp - 0x2800)) == 0;
    if (glyphs == LRS_ASCII)
        return ink_of_char(cell->cp, a) && ink_of_char(met->cp, b) && b[0] < a[0] + 0.35 &&
               b[1] > a[1] - 0.35;
    for (int side = 0; side < 2; side++)
        if (ink_of_dots(glyphs, cell->cp, side, a) &&
            (!ink_of_dots(glyphs, met->cp, side, b) || b[0] > a[0] || b[1] < a[1]))
            return false;
    return true;
}

/* Curves that cross, touch and overlap: nothing of either is lost, and the later one colours the cells
 * that it is in. */
static void test_curves_meet(void **state)
{
    (void)state;
    int met = 0;
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (int first = 0; first < KINDS; first++)
            for (int second = 0; second < KINDS; second++) {
                struct lrs_canvas a, b, both;
                lrs_canvas_init(&a, W, H, g, true);
                lrs_canvas_init(&b, W, H, g, true);
                lrs_canvas_init(&both, W, H, g, true);
                draw_kind(&a, first, LRS_R_GHOST);
                draw_kind(&b, second, LRS_R_LOSS);
                draw_kind(&both, first, LRS_R_GHOST);
                draw_kind(&both, second, LRS_R_LOSS);
                for (int i = 0; i < W * H; i++) {
                    bool in_a = a.cell[i].cp != ' ', in_b = b.cell[i].cp != ' ';
                    met += in_a && in_b;
                    assert_true(!in_a || still_there(g, &a.cell[i], &both.cell[i]));
                    assert_true(!in_b || still_there(g, &b.cell[i], &both.cell[i]));
                    assert_int_equal(both.cell[i].cp != ' ', in_a || in_b);
                    if (in_a || in_b)
                        assert_int_equal(both.cell[i].fg, in_b ? LRS_R_LOSS : LRS_R_GHOST);
                }
                lrs_canvas_free(&a);
                lrs_canvas_free(&b);
                lrs_canvas_free(&both);
            }
    assert_true(met > 1000);
}

/* On a canvas for projectors every curve takes two dots each way and keeps its place. */
static void test_thick_curves(void **state)
{
    (void)state;
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (int kind = 0; kind < KINDS; kind++) {
            struct lrs_canvas thin, thick;
            lrs_canvas_init(&thin, W, H, g, true);
            lrs_canvas_init(&thick, W, H, g, true);
            thick.thick = true;
            draw_kind(&thin, kind, LRS_R_LOSS);
            draw_kind(&thick, kind, LRS_R_LOSS);
            int more = 0;
            for (int i = 0; i < W * H; i++) {
                if (thin.cell[i].cp != ' ')
                    assert_true(still_there(g, &thin.cell[i], &thick.cell[i]));
                more += thin.cell[i].cp != thick.cell[i].cp;
                assert_true(g != LRS_ASCII || thin.cell[i].cp == ' ' ||
                            (thick.cell[i].flags & LRS_CELL_BOLD));
            }
            assert_true(g == LRS_ASCII ? more == 0 : more > W / 2);
            lrs_canvas_free(&thin);
            lrs_canvas_free(&thick);
        }
}

static void test_smoothing_is_bias_corrected(void **state)
{
    (void)state;
    struct lrs_bin in[5], out[5];
    for (int i = 0; i < 5; i++) {
        in[i] = lrs_bin_empty();
        if (i != 2)
            lrs_bin_add(&in[i], 3);
    }
    lrs_bins_smooth(5, in, 0.98, out);
    for (int i = 0; i < 5; i++)
        assert_int_equal(out[i].n, i != 2);
    assert_close(out[0].last, 3, 1e-12, 0); /* not 0.06 */
    assert_close(out[4].last, 3, 1e-12, 0);
    lrs_bins_smooth(5, in, 0, out);
    assert_close(out[4].last, 3, 1e-12, 0);
    double average = 0; /* against the definition, sample by sample */
    for (int i = 0; i < 5; i++) {
        in[i] = lrs_bin_empty();
        lrs_bin_add(&in[i], i * i);
        average = 0.9 * average + 0.1 * i * i;
    }
    lrs_bins_smooth(5, in, 0.9, out);
    lrs_bins_smooth(5, in, 0.9, in); /* in place */
    assert_close(in[4].last, out[4].last, 0, 0);
    assert_close(out[4].last, average / (1 - pow(0.9, 5)), 1e-12, 0);
}

static void assert_labels_at(int n, const struct lrs_label *label, const char *want)
{
    struct lrs_canvas c;
    lrs_canvas_init(&c, 8, 6, LRS_BRAILLE, true);
    struct lrs_plot p = {.c = &c, .box = {0, 1, 2, 4}, .x = {0, 1, false}, .y = {0, 1, false}};
    lrs_plot_labels(&p, n, label, 3, 5);
    struct lrs_str s = {0};
    lrs_canvas_print_text(&c, &s);
    assert_string_equal(s.s, want);
    lrs_str_clear(&s);
    lrs_canvas_free(&c);
}

/* One a row, in the order of their values, near them; the first ones give way. */
static void test_labels_in_order(void **state)
{
    (void)state;
    struct lrs_label l[] = {
        {0.1, "a", 0}, {0.61, "b", 0}, {0.6, "c", 0}, {NAN, "gap", 0}, {0.62, "d", 0}};
    assert_labels_at(1, l, "\n\n\n\n   a\n\n");
    assert_labels_at(2, l, "\n\n   b\n\n   a\n\n");
    assert_labels_at(3, l, "\n\n   b\n   c\n   a\n\n");
    assert_labels_at(5, l, "\n   d\n   b\n   c\n   a\n\n");
    struct lrs_label same[] = {
        {1, "a", 0}, {1, "b", 0}, {1, "c", 0}, {1, "d", 0}, {0, "lowest", 0}};
    assert_labels_at(3, same, "\n   a\n   b\n   c\n\n\n");
    assert_labels_at(5, same, "\n   b\n   c\n   d\n   lowe\u2026\n\n");
}

/* A curve at a tick's value is drawn in the tick's row, in every technique. */
static void test_curves_run_through_their_ticks(void **state)
{
    (void)state;
    static const struct lrs_scale want[] = {
        {0, 0.2, false}, {0, 0.1, false}, {-3, 7.7, false}, {0.004, 2, true}, {0.13, 1.3, true}};
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (int s = 0; s < 5; s++)
            for (int rows = 2; rows < 24; rows++) {
                struct lrs_axis a;
                lrs_axis_fit(&a, &want[s], rows);
                for (int i = 0; i < a.ticks.n; i++) {
                    struct lrs_canvas c;
                    lrs_canvas_init(&c, 12, rows, g, true);
                    struct lrs_plot p = {
                        .c = &c, .box = {8, 0, 4, rows}, .x = {0, 1, false}, .y = a.scale};
                    lrs_plot_axes(&p, NULL, &a.ticks, 7, false);
                    double x[2] = {0, 1}, y[2] = {a.ticks.at[i], a.ticks.at[i]};
                    lrs_plot_line(&p, 2, x, y, LRS_SOLID, LRS_R_LR);
                    for (int row = 0; row < rows; row++) {
                        bool tick = c.cell[row * 12 + 7].cp == lrs_fold(0x2524) ||
                                    c.cell[row * 12 + 7].cp == 0x2524;
                        bool curve = c.cell[row * 12 + 9].cp != ' ';
                        char *label = a.ticks.label[i], shown[8] = "";
                        for (int k = 0, n = 0; k < 7; k++)
                            if (c.cell[row * 12 + k].cp != ' ')
                                shown[n++] = (char)c.cell[row * 12 + k].cp;
                        assert_true(curve == !strcmp(label, shown));
                        assert_true(tick || !curve);
                    }
                    lrs_canvas_free(&c);
                }
            }
}

static void draw_chart(struct lrs_canvas *c, int kind)
{
    struct lrs_plot p = {.c = c, .box = {6, 0, c->w - 6, c->h - 2}, .x = {0, 20000, false}};
    int n = lrs_plot_columns(c, p.box.w);
    struct lrs_bin *bin = bins_of(kind, n, 3000), *other = bins_of(3, n, 3000);
    struct lrs_ticks xt;
    struct lrs_axis y;
    lrs_ticks(&xt, &p.x, 5, p.box.w, true);
    lrs_axis_fit(&y, &(struct lrs_scale){0, 1, false}, p.box.h);
    p.y = y.scale;
    lrs_plot_axes(&p, &xt, &y.ticks, lrs_ticks_width(&y.ticks), true);
    lrs_plot_shade(&p, 16000, 20000, LRS_R_PAST);
    lrs_plot_vertical(&p, 12000, ':', LRS_R_MARK);
    for (int i = 0; i < n; i++)
        lrs_bin_add(&other[i], other[i].last + 0.15);
    lrs_plot_band(&p, n, other, LRS_R_RAW);
    lrs_plot_bins(&p, n, other, LRS_DOTTED, LRS_R_GHOST);
    lrs_plot_bins(&p, n, bin, LRS_SOLID, LRS_R_LR);
    lrs_plot_point(&p, 5000, 0.9, 'x', LRS_R_MARK);
    lrs_free(bin);
    lrs_free(other);
}

static void test_golden(void **state)
{
    (void)state;
    static const char *const set[] = {"braille", "quadrant", "ascii"};
    for (int g = 0; g < LRS_GLYPH_SETS; g++)
        for (int kind = 0; kind < 5; kind += 2) {
            struct lrs_canvas c;
            char name[80];
            lrs_canvas_init(&c, 64, 14, g, true);
            draw_chart(&c, kind);
            snprintf(name, sizeof name, "tests/draw/golden/chart-%d-%s.txt", kind, set[g]);
            assert_golden(&c, name);
            lrs_canvas_free(&c);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_curves_read_back),
        cmocka_unit_test(test_styles_are_seen),
        cmocka_unit_test(test_hard_numbers),
        cmocka_unit_test(test_nothing_above_0_is_a_gap_on_a_log_scale),
        cmocka_unit_test(test_cells_are_shared),
        cmocka_unit_test(test_curves_meet),
        cmocka_unit_test(test_thick_curves),
        cmocka_unit_test(test_smoothing_is_bias_corrected),
        cmocka_unit_test(test_labels_in_order),
        cmocka_unit_test(test_curves_run_through_their_ticks),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests_name("chart", tests, NULL, NULL) != 0;
}
