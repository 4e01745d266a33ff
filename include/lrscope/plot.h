/* Plots: scales, ticks, lines, bands, scatter, heat maps and contours on a canvas. A plot takes
 * polylines in data units and lets the glyph technique draw them: Braille dots, quadrants, or
 * characters chosen for their shape, so that each looks good for itself.
 *
 * Draw what matters least first. Curves that meet in a cell share it: all dots stay (in ASCII the
 * character shows both strokes), and the later curve gives the colour. Bands and shades give way. */
#ifndef LRSCOPE_PLOT_H
#define LRSCOPE_PLOT_H

#include "lrscope/canvas.h"
#include "lrscope/series.h"

/* Data interval of an axis, lo < hi; log: both above 0. */
struct lrs_scale {
    double lo, hi;
    bool log;
};
/* 0 at lo, 1 at hi; NaN where a log scale gets 0 or less. */
double lrs_scale_at(const struct lrs_scale *s, double v);
double lrs_scale_inverse(const struct lrs_scale *s, double at);

/* What an axis has to show: it grows at once and shrinks only when the data use less than 60 % of
 * it, so that axes do not jitter. {0} is fresh. */
struct lrs_range {
    struct lrs_scale scale;
    bool valid;
};
/* DATA lo..hi (lo <= hi; equal is fine; log with nothing above 0 falls back to linear). FROM_ZERO: a
 * linear range that is near 0 starts there. */
void lrs_range_update(struct lrs_range *r, double lo, double hi, bool log, bool from_zero);

enum { LRS_TICKS_MAX = 24 };
struct lrs_ticks {
    int n;
    double at[LRS_TICKS_MAX];
    char label[LRS_TICKS_MAX][12]; /* same format throughout; "" = a minor mark */
};
/* About MAX labelled ticks and no more, on round numbers or decades, that stand side by side along
 * ROOM columns (0: however wide they are). SI: whole numbers with labels like 12k, for steps.
 * Source: Talbot, Lin, Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick Labels
 * on Axes", InfoVis 2010, with the weights given there. */
void lrs_ticks(struct lrs_ticks *t, const struct lrs_scale *s, int max, int room, bool si);

/* Leaves at most MOST labels, evenly among those there are; the others become minor marks. */
void lrs_ticks_thin(struct lrs_ticks *t, int most);

/* An axis up a box of some rows: every labelled tick stands in the middle of a row (2 and 5 between
 * decades within 0.12 of it), and equal steps (log: equal decades) are equal numbers of rows. */
struct lrs_axis {
    struct lrs_scale scale;
    struct lrs_ticks ticks;
};
/* The axis over ROWS rows that shows WANT and little more. Depends on nothing else: it stays as it
 * is while WANT does. */
void lrs_axis_fit(struct lrs_axis *a, const struct lrs_scale *want, int rows);

/* THICK: two dots for one, as strong as a curve gets without colours; in ASCII the same as SOLID. */
enum lrs_line { LRS_SOLID, LRS_DASHED, LRS_DOTTED, LRS_DASH_DOT, LRS_LONG_DASH, LRS_THICK, LRS_LINE_STYLES };

struct lrs_plot {
    struct lrs_canvas *c;
    struct lrs_rect box;  /* the plotting area, without axes */
    struct lrs_scale x, y;
};
/* Gutter left of the box with y ticks (labels right-aligned before the axis line), the line itself,
 * and x ticks below (one row of marks on the axis line, one of labels). GUTTER: columns of the
 * labels. X_LABELS: draw that row too. XT NULL: the y axis only. */
void lrs_plot_axes(const struct lrs_plot *p, const struct lrs_ticks *xt, const struct lrs_ticks *yt,
                   int gutter, bool x_labels);
/* Columns that the labels of T need. */
int lrs_ticks_width(const struct lrs_ticks *t);

/* Sub-columns that the technique distinguishes in a box of W columns: ask the data for that many. */
int lrs_plot_columns(const struct lrs_canvas *c, int w);
/* N bins evenly over the box's width (n = lrs_plot_columns). LINE joins the means (or lasts) of
 * neighbouring bins without gaps and reaches from lo to hi in each; bins without data are gaps. On a
 * logarithmic axis bins with nothing above 0 are gaps, marked at the floor of the box. */
void lrs_plot_bins(const struct lrs_plot *p, int n, const struct lrs_bin *bin, enum lrs_line style, int role);
/* What was drawn with ROLE gives way to the curves that come later, as a band does: a mere shadow must
 * not lend its dots to another's colour. */
void lrs_plot_recede(const struct lrs_plot *p, int role);
/* Only the span lo..hi of each bin, to lie under a line. */
void lrs_plot_band(const struct lrs_plot *p, int n, const struct lrs_bin *bin, int role);
/* A polyline in data units; NaN breaks it. */
void lrs_plot_line(const struct lrs_plot *p, int n, const double *x, const double *y, enum lrs_line style, int role);
/* One point, drawn as CP (0 = a dot). */
void lrs_plot_point(const struct lrs_plot *p, double x, double y, uint32_t cp, int role);
/* A vertical line through the box at x, under what is there. */
void lrs_plot_vertical(const struct lrs_plot *p, double x, uint32_t cp, int role);
/* Shades the cells from x0 to x1 that are still blank. */
void lrs_plot_shade(const struct lrs_plot *p, double x0, double x1, int role);
/* Words behind the ends of curves, one a row, as near to their values as room allows and in the order
 * of the values. Where rows are too few, the first of them are left out. At most LRS_LABELS_MAX. */
enum { LRS_LABELS_MAX = 16 };
struct lrs_label {
    double y;
    const char *text;
    int role;
};
void lrs_plot_labels(const struct lrs_plot *p, int n, const struct lrs_label *label, int x_cell, int max);

/* A mean over the bins with memory: bias-corrected exponential average with BETA per sample, for
 * display. OUT[i] has lo = hi = last = the average after bin i; gaps stay gaps. OUT may be IN. */
void lrs_bins_smooth(int n, const struct lrs_bin *in, double beta, struct lrs_bin *out);

/* Maps of w x h values, row 0 at the top. With colours two values share a cell (half blocks); the
 * grid that fits a rectangle comes from lrs_map_size. LEVEL: 0..LRS_HEAT_LEVELS-1 for each value. */
void lrs_map_size(const struct lrs_canvas *c, struct lrs_rect r, int *w, int *h);
void lrs_map_heat(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value, bool log);
/* VALUE: class + confidence as in struct lrs_picture. Where colours are not enough maps are made of
 * lines between levels or classes, with a sparse texture of its own for each. */
void lrs_map_regions(struct lrs_canvas *c, struct lrs_rect r, int w, int h, const float *value, int classes);

#endif
