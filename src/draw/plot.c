/* Plots: axes, and everything in the box that is no curve: points, vertical lines, shades, labels;
 * and the way from data to columns. How a curve looks is up to the technique (dots.c, ascii.c). */
#include "draw_priv.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

double plot_height(const struct lrs_plot *p, double v)
{
    double at = lrs_scale_at(&p->y, v);
    if (isnan(at))
        return NAN;
    return at < 0 ? 0 : at > 1 ? p->box.h : at * p->box.h;
}

int plot_row(const struct lrs_plot *p, double height)
{
    int up = (int)floor(height);
    if (up > p->box.h - 1)
        up = p->box.h - 1;
    return p->box.y + p->box.h - 1 - up;
}

/* The column of X, or -1 outside the box. */
static int column_of(const struct lrs_plot *p, double x)
{
    double at = lrs_scale_at(&p->x, x);
    if (!(at >= 0 && at <= 1) || p->box.w < 1)
        return -1;
    int column = (int)(at * p->box.w);
    return p->box.x + (column < p->box.w ? column : p->box.w - 1);
}

static void y_axis(const struct lrs_plot *p, const struct lrs_ticks *t, int gutter)
{
    int x = p->box.x - 1;
    lrs_canvas_vline(p->c, x, p->box.y, p->box.h, LRS_R_DIM);
    for (int i = 0; i < t->n; i++) {
        double at = lrs_scale_at(&p->y, t->at[i]);
        if (!(at >= -1e-9 && at <= 1 + 1e-9))
            continue;
        int row = plot_row(p, plot_height(p, t->at[i]));
        lrs_canvas_put(p->c, x, row, t->label[i][0] ? 0x2524 : 0x2502, LRS_R_DIM);
        if (t->label[i][0])
            lrs_canvas_text_right(p->c, x, row, gutter, LRS_R_DIM, t->label[i]);
    }
}

static void x_axis(const struct lrs_plot *p, const struct lrs_ticks *t, bool labels)
{
    int y = p->box.y + p->box.h, free_from = p->box.x;
    lrs_canvas_hline(p->c, p->box.x, y, p->box.w, LRS_R_DIM);
    lrs_canvas_put(p->c, p->box.x - 1, y, 0x2514, LRS_R_DIM);
    for (int i = 0; i < t->n; i++) {
        int x = column_of(p, t->at[i]);
        if (x < 0)
            continue;
        if (t->label[i][0])
            lrs_canvas_put(p->c, x, y, 0x252c, LRS_R_DIM);
        int width = (int)strlen(t->label[i]), from = x - width / 2;
        int end = p->box.x + p->box.w;
        from = from + width > end ? end - width : from < p->box.x ? p->box.x : from;
        if (!labels || !width || from < free_from)
            continue;
        lrs_canvas_text(p->c, from, y + 1, width, LRS_R_DIM, t->label[i]);
        free_from = from + width + 1;
    }
}

void lrs_plot_axes(const struct lrs_plot *p, const struct lrs_ticks *xt, const struct lrs_ticks *yt,
                   int gutter, bool x_labels)
{
    if (p->box.w < 1 || p->box.h < 1)
        return;
    y_axis(p, yt, gutter);
    if (xt)
        x_axis(p, xt, x_labels);
}

int lrs_plot_columns(const struct lrs_canvas *c, int w)
{
    return w < 1 ? 0 : c->glyphs == LRS_ASCII ? w : 2 * w;
}

/* N bins as the ways through the columns of the technique, one a column; other numbers of bins
 * (the window has just been resized) are merged or repeated. */
static struct way *ways_of(const struct lrs_plot *p, int n, const struct lrs_bin *bin, int columns)
{
    struct way *w = LRS_ARRAY(struct way, (size_t)columns);
    double out = NAN;
    for (int i = 0; i < columns; i++) {
        int from = (int)((int64_t)i * n / columns), to = (int)((int64_t)(i + 1) * n / columns);
        struct lrs_bin b = bin[from];
        for (int k = from + 1; k < to; k++)
            lrs_bin_merge(&b, &bin[k]);
        if (b.n == 0 || isnan(plot_height(p, b.hi))) { /* a gap */
            out = NAN;
            continue;
        }
        /* A part of the bin may be 0 or less on a log scale: what can be shown is. */
        double lo = plot_height(p, b.lo), hi = plot_height(p, b.hi);
        double first = plot_height(p, b.first), last = plot_height(p, b.last);
        double mean = plot_height(p, lrs_bin_mean(&b));
        w[i] = (struct way){.some = true, .hi = hi, .lo = isnan(lo) ? hi : lo};
        w[i].out = isnan(last) ? w[i].lo : last;
        w[i].mean = isnan(mean) ? (w[i].lo + w[i].hi) / 2 : mean;
        w[i].in = !isnan(out) ? out : isnan(first) ? w[i].out : first;
        out = w[i].out;
    }
    return w;
}

/* Values that a logarithmic axis cannot show, 0 above all: marks that point down at the floor of the
 * box. The line ends beside them. */
static void mark_floor(const struct lrs_plot *p, int n, const struct lrs_bin *bin, int role)
{
    static const uint32_t down = 0x25be;
    int last = -2;
    for (int i = 0; p->y.log && i < n; i++) {
        if (!bin[i].n || bin[i].hi > 0)
            continue;
        int x = (int)((2 * i + 1) * (int64_t)p->box.w / (2 * (int64_t)n));
        if (x >= last + 2) /* with blanks between, or they would look like a line */
            lrs_canvas_put(p->c, p->box.x + (last = x), p->box.y + p->box.h - 1, down, role);
    }
}

void lrs_plot_bins(const struct lrs_plot *p, int n, const struct lrs_bin *bin, enum lrs_line style,
                   int role)
{
    int columns = lrs_plot_columns(p->c, p->box.w);
    if (n < 1 || columns < 1 || p->box.h < 1)
        return;
    struct way *w = ways_of(p, n, bin, columns);
    if (p->c->glyphs == LRS_ASCII)
        ascii_ways(p, columns, w, style, role);
    else
        dots_ways(p, columns, w, style, role);
    mark_floor(p, n, bin, role);
    lrs_free(w);
}

void lrs_plot_band(const struct lrs_plot *p, int n, const struct lrs_bin *bin, int role)
{
    int columns = lrs_plot_columns(p->c, p->box.w);
    if (n < 1 || columns < 1 || p->box.h < 1)
        return;
    struct way *w = ways_of(p, n, bin, columns);
    if (p->c->glyphs == LRS_ASCII)
        ascii_band(p, columns, w, role);
    else
        dots_band(p, columns, w, role);
    lrs_free(w);
}

/* Does the curve go from left to right throughout? */
static bool runs_right(int n, const double *x)
{
    for (int i = 1; i < n; i++)
        if (x[i] < x[i - 1])
            return false;
    return true;
}

/* Adds the piece of the straight line a..b (columns and values) that lies in column I. */
static void add_piece(struct lrs_bin *bin, int i, const double a[2], const double b[2])
{
    double width = b[0] - a[0], t[2] = {0, 1};
    if (width > 0) {
        t[0] = fmax(0, (i - a[0]) / width);
        t[1] = fmin(1, (i + 1 - a[0]) / width);
    }
    for (int k = 0; k < 2; k++)
        lrs_bin_add(bin, a[1] * (1 - t[k]) + b[1] * t[k]);
}

/* A curve that runs to the right, as bins of heights. */
static void line_bins(int n, const double (*at)[2], int columns, struct lrs_bin *bin)
{
    for (int i = 0; i < columns; i++)
        bin[i] = lrs_bin_empty();
    for (int k = 0; k + 1 < n || (n == 1 && k == 0); k++) {
        const double *a = at[k], *b = n == 1 ? at[k] : at[k + 1];
        if (isnan(a[1]) || isnan(b[1]) || !(a[0] < columns && b[0] >= 0))
            continue;
        int from = a[0] < 0 ? 0 : (int)a[0], to = b[0] >= columns ? columns - 1 : (int)b[0];
        for (int i = from; i <= to; i++)
            if (b[0] > i || from == to || i == from)
                add_piece(&bin[i], i, a, b);
    }
}

static void line_right(const struct lrs_plot *p, int n, const double (*at)[2], int columns,
                       enum lrs_line style, int role)
{
    struct lrs_bin *bin = LRS_ARRAY(struct lrs_bin, (size_t)columns);
    struct way *w = LRS_ARRAY(struct way, (size_t)columns);
    line_bins(n, at, columns, bin);
    for (int i = 0; i < columns; i++)
        if (bin[i].n)
            w[i] = (struct way){.some = true,
                                .in = bin[i].first,
                                .out = bin[i].last,
                                .lo = bin[i].lo,
                                .hi = bin[i].hi,
                                .mean = (bin[i].lo + bin[i].hi) / 2};
    if (p->c->glyphs == LRS_ASCII)
        ascii_ways(p, columns, w, style, role);
    else
        dots_ways(p, columns, w, style, role);
    lrs_free(w);
    lrs_free(bin);
}

void lrs_plot_line(const struct lrs_plot *p, int n, const double *x, const double *y,
                   enum lrs_line style, int role)
{
    int columns = lrs_plot_columns(p->c, p->box.w);
    if (n < 1 || columns < 1 || p->box.h < 1)
        return;
    bool right = runs_right(n, x);
    double(*at)[2] = lrs_alloc((size_t)n, sizeof *at);
    for (int i = 0; i < n; i++) {
        at[i][0] = lrs_scale_at(&p->x, x[i]) * (right ? columns : p->box.w);
        at[i][1] = right ? plot_height(p, y[i]) : lrs_scale_at(&p->y, y[i]) * p->box.h;
        if (isnan(at[i][0]))
            at[i][1] = NAN;
    }
    if (right)
        line_right(p, n, (const double(*)[2])at, columns, style, role);
    for (int i = 0, mark = 0; !right && i + 1 < n; i++)
        if (isfinite(at[i][0] + at[i][1] + at[i + 1][0] + at[i + 1][1])) {
            if (p->c->glyphs == LRS_ASCII)
                ascii_segment(p, at[i], at[i + 1], style, role, &mark);
            else
                dots_segment(p, at[i], at[i + 1], style, role, &mark);
        }
    lrs_free(at);
}

void lrs_plot_point(const struct lrs_plot *p, double x, double y, uint32_t cp, int role)
{
    int column = column_of(p, x);
    double at = lrs_scale_at(&p->y, y);
    if (column < 0 || !(at >= 0 && at <= 1) || p->box.h < 1)
        return;
    if (cp || p->c->glyphs == LRS_ASCII) {
        lrs_canvas_put(p->c, column, plot_row(p, at * p->box.h), cp ? cp : 'o', role);
        return;
    }
    double here[2] = {lrs_scale_at(&p->x, x) * p->box.w, at * p->box.h};
    int mark = 0;
    dots_segment(p, here, here, LRS_SOLID, role, &mark);
}

void lrs_plot_vertical(const struct lrs_plot *p, double x, uint32_t cp, int role)
{
    int column = column_of(p, x);
    for (int y = p->box.y; column >= 0 && y < p->box.y + p->box.h; y++) {
        struct lrs_cell *cell = canvas_at(p->c, column, y);
        if (!cell || (cell->cp != ' ' && !(cell->flags & LRS_CELL_UNDER)))
            continue;
        lrs_canvas_put(p->c, column, y, cp, role);
        cell->flags |= LRS_CELL_UNDER;
    }
}

void lrs_plot_recede(const struct lrs_plot *p, int role)
{
    for (int y = p->box.y; y < p->box.y + p->box.h; y++)
        for (int x = p->box.x; x < p->box.x + p->box.w; x++) {
            struct lrs_cell *cell = canvas_at(p->c, x, y);
            if (!cell || cell->fg != role || cell->cp == ' ')
                continue;
            cell->flags &= (uint8_t)~LRS_CELL_CURVE;
            cell->flags |= LRS_CELL_UNDER;
        }
}

void lrs_plot_shade(const struct lrs_plot *p, double x0, double x1, int role)
{
    x0 = fmax(x0, p->x.lo);
    x1 = fmin(x1, p->x.hi);
    if (!(x0 < x1))
        return;
    int from = column_of(p, x0), to = column_of(p, x1);
    for (int y = p->box.y; from >= 0 && y < p->box.y + p->box.h; y++)
        for (int x = from; x <= to; x++) {
            struct lrs_cell *cell = canvas_at(p->c, x, y);
            int sparse = p->c->glyphs == LRS_ASCII ? 2 : 1; /* a full stop looks like a curve's */
            if (!cell || cell->cp != ' ' || (x + 2 * sparse * y) % (4 * sparse))
                continue;
            lrs_canvas_put(p->c, x, y, 0xb7, role);
            cell->flags |= LRS_CELL_UNDER;
        }
}

/* A label on its way to a row, counted from the top of the box. */
struct placed {
    const struct lrs_label *label;
    double wanted; /* distance from the top */
    double shift;  /* of the group that it is in: row = shift + place in the order */
    int group;     /* labels in it; only the last of a group counts */
};

/* Labels that may be shown, from the top down; equal ones stay in order. */
static int sort_labels(const struct lrs_plot *p, int n, const struct lrs_label *label,
                       struct placed *out)
{
    int m = 0;
    for (int i = n - 1; i >= 0 && m < p->box.h && m < LRS_LABELS_MAX; i--) {
        double height = plot_height(p, label[i].y);
        if (isnan(height))
            continue;
        double wanted = p->box.h - height;
        int at = m++;
        for (; at > 0 && out[at - 1].wanted >= wanted; at--)
            out[at] = out[at - 1];
        out[at] = (struct placed){.label = &label[i], .wanted = wanted};
    }
    return m;
}

/* Keeps the order with the least squares of displacements (isotonic regression: groups of labels
 * that want the same rows share the mean of what they want). */
static void settle(int n, struct placed *at)
{
    for (int i = 0; i < n; i++) {
        at[i].shift = ceil(at[i].wanted) - 1 - i;
        at[i].group = 1;
        while (i >= at[i].group && at[i - at[i].group].shift > at[i].shift) {
            const struct placed *above = &at[i - at[i].group];
            int sum = above->group + at[i].group;
            at[i].shift = (above->shift * above->group + at[i].shift * at[i].group) / sum;
            at[i].group = sum;
        }
    }
    for (int i = n - 1; i >= 0; i -= at[i].group)
        for (int k = 1; k < at[i].group; k++)
            at[i - k].shift = at[i].shift;
}

void lrs_plot_labels(const struct lrs_plot *p, int n, const struct lrs_label *label, int x_cell,
                     int max)
{
    struct placed at[LRS_LABELS_MAX];
    int m = sort_labels(p, n, label, at);
    settle(m, at);
    for (int i = 0; i < m; i++) {
        double shift = fmin(fmax(round(at[i].shift), 0), p->box.h - m);
        lrs_canvas_text(p->c, x_cell, p->box.y + (int)shift + i, max, at[i].label->role,
                        at[i].label->text);
    }
}

bool style_on(enum lrs_line style, enum lrs_glyphs glyphs, int at)
{
    /* marks that are on, off, on and off again: Braille, quadrants, ASCII (there further styles have
     * letters instead, as lines with many gaps fall to pieces) */
    static const int8_t pattern_of[LRS_LINE_STYLES][LRS_GLYPH_SETS][4] = {
        [LRS_SOLID] = {{1}, {1}, {1}},
        [LRS_DASHED] = {{5, 3}, {4, 2}, {2, 1}},
        [LRS_DOTTED] = {{1, 2}, {1, 1}, {1, 1}},
        [LRS_DASH_DOT] = {{6, 2, 1, 2}, {5, 1, 1, 1}, {1}},
        [LRS_LONG_DASH] = {{12, 3}, {9, 2}, {1}},
        [LRS_THICK] = {{1}, {1}, {1}},
    };
    const int8_t *n = pattern_of[style][glyphs];
    int place = at % (n[0] + n[1] + n[2] + n[3]);
    return place < n[0] || (place >= n[0] + n[1] && place < n[0] + n[1] + n[2]);
}

void lrs_bins_smooth(int n, const struct lrs_bin *in, double beta, struct lrs_bin *out)
{
    double average = 0, weight = 1; /* weight = beta^samples */
    for (int i = 0; i < n; i++) {
        struct lrs_bin here = in[i]; /* IN and OUT may be the same */
        out[i] = lrs_bin_empty();
        if (!here.n)
            continue;
        double keep = pow(beta, here.n);
        average = keep * average + (1 - keep) * lrs_bin_mean(&here);
        weight *= keep;
        lrs_bin_add(&out[i], weight < 1 ? average / (1 - weight) : lrs_bin_mean(&here));
    }
}
