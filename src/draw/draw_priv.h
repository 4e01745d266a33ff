/* What the files of the draw floor share. */
#ifndef LRSCOPE_DRAW_PRIV_H
#define LRSCOPE_DRAW_PRIV_H

#include "lrscope/plot.h"

/* The cell at (x, y), or NULL outside. */
struct lrs_cell *canvas_at(const struct lrs_canvas *c, int x, int y);
/* The part of R that lies on the canvas. */
struct lrs_rect canvas_clip(const struct lrs_canvas *c, struct lrs_rect r);

/* A height in a plot's box, in rows from its bottom edge (0 .. box.h), clamped; NaN where the value
 * cannot be shown. */
double plot_height(const struct lrs_plot *p, double v);
/* The canvas row of a height. */
int plot_row(const struct lrs_plot *p, double height);

/* Is a line style on at this place along the curve, counted in marks of the technique? */
bool style_on(enum lrs_line style, enum lrs_glyphs glyphs, int at);

/* The way of a curve through one column (ASCII) or sub-column (dots), in rows from the bottom. */
struct way {
    bool some;      /* false: a gap */
    double in, out; /* where it enters and leaves */
    double lo, hi, mean;
};
/* Draws N ways, one a column of the technique. */
void ascii_ways(const struct lrs_plot *p, int n, const struct way *w, enum lrs_line style,
                int role);
void dots_ways(const struct lrs_plot *p, int n, const struct way *w, enum lrs_line style, int role);
/* A straight piece between two points in cells of the box (x from the left, y up from the bottom);
 * AT counts marks along the curve, for the style. */
void ascii_segment(const struct lrs_plot *p, const double a[2], const double b[2],
                   enum lrs_line style, int role, int *at);
void dots_segment(const struct lrs_plot *p, const double a[2], const double b[2],
                  enum lrs_line style, int role, int *at);
/* Spans lo..hi as a light texture. */
void ascii_band(const struct lrs_plot *p, int n, const struct way *w, int role);
void dots_band(const struct lrs_plot *p, int n, const struct way *w, int role);
/* Labelled ticks: the multiples FIRST..LAST of STEP; and V on the logarithmic scale S. */
void ticks_linear(struct lrs_ticks *t, double step, double first, double last, bool si);
void ticks_log(struct lrs_ticks *t, const struct lrs_scale *s, double v);
/* Dots a cell: 2 across, and 4 or 2 down. */
int dots_down(const struct lrs_canvas *c);

#endif
