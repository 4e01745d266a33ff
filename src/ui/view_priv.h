/* What the views share: parts of charts, numbers for people, wrapped text. */
#ifndef LRSCOPE_VIEW_PRIV_H
#define LRSCOPE_VIEW_PRIV_H

#include "ui_priv.h"

/* --- view_parts.c: words and numbers --- */

enum { LRS_TEXT_LINE = 512 };
/* Cuts the next line of at most W columns off *TEXT, at a space where there is one; false at the
 * end. */
bool lrs_next_line(const char **text, int w, char line[LRS_TEXT_LINE]);
/* A figure for a title: four digits, "-" where it is not finite. Returns BUF. */
char *lrs_figure(char buf[LRS_NUMBER_MAX], double x);
/* The rate in force; after the end, the one that was used last. */
double lrs_shown_rate(const struct lrs_run_info *info);
/* "87.5 %" */
char *lrs_percent(char buf[LRS_NUMBER_MAX], double share);
/* "1234", "12.3k", "4.5M". */
char *lrs_count(char buf[LRS_NUMBER_MAX], double n);
/* Writes text and moves *X on; nothing where no room before END is left. Returns whether all of it
 * was written. */
bool lrs_put_words(struct lrs_canvas *c, int *x, int y, int end, int role, const char *text);
/* A panel's heading: a rule with the title on it; returns the first free column. FOCUSED is told
 * by a mark as well as by colour. */
int lrs_put_heading(struct lrs_canvas *c, struct lrs_rect r, const char *title, bool focused);
/* Which picture of how many this is, at the end of its heading ("2/6"); returns where it begins. */
int lrs_put_place(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, bool comparison);
/* Columns of a sample of a line in its style ("--"), and the sample itself. */
const char *lrs_style_sample(const struct lrs_canvas *c, enum lrs_line style);

/* Beta per step of the average that the chart shows; 0 = none. */
double lrs_shown_beta(const struct lrs_ui *ui);

/* --- view_chart.c: what both charts are made of --- */

struct lrs_chart {
    struct lrs_plot plot;
    struct lrs_ticks y_ticks;
    int n;                     /* bins that the width takes */
    int gutter;                /* columns of the y labels */
    int label_x, label_w;      /* the gutter right of the box for labels; w 0 = none */
    struct lrs_label label[LRS_LABELS_MAX];
    int n_labels;
};
/* A chart of RANGE in R over the steps shown, below TOP rows of titles and above BOTTOM rows of the
 * axis. */
struct lrs_chart lrs_chart_in(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int top,
                              int bottom, const struct lrs_range *range);
/* Axes with y ticks; the x axis with labels where LABELS (0 none, 1 on the axis, 2 below). */
void lrs_chart_axes(const struct lrs_ui *ui, const struct lrs_chart *ch, int labels);
/* The steps, of the run, that the columns of the snapshot and of a trace cover. */
struct lrs_scale lrs_snapshot_steps(const struct lrs_snapshot *s);
struct lrs_scale lrs_trace_steps(const struct lrs_ui *ui, const struct lrs_trace *t);
/* Bins over the steps OVER as N bins over the steps shown; the caller frees. */
struct lrs_bin *lrs_chart_bins(const struct lrs_ui *ui, int n, const struct lrs_bin *bin, int n_bins,
                               struct lrs_scale over);
/* A curve with a value an epoch, times UNIT, joined by straight lines over the columns between; lines
 * from and to what lies outside are there as well. */
void lrs_chart_epochs(const struct lrs_ui *ui, const struct lrs_chart *ch, enum lrs_channel what,
                      double unit, enum lrs_line style, int role);
/* Notes a word for the end of the last value of a curve; lrs_chart_labels writes them all into the
 * gutter. */
void lrs_chart_label(struct lrs_chart *ch, int n, const struct lrs_bin *bin, const char *text, int role);
void lrs_chart_labels(const struct lrs_chart *ch);
/* Rows of the box of the chart of the rate, and of the loss, in R. */
int lrs_view_lr_rows(const struct lrs_ui *ui, struct lrs_rect r);
int lrs_view_loss_rows(const struct lrs_ui *ui, struct lrs_rect r);
/* The steps that are being dragged over, in reverse video, over everything else. */
void lrs_chart_drag(const struct lrs_ui *ui, const struct lrs_chart *ch);
/* The smoothed loss over N columns of the chart: with what came before them in mind, and each step
 * counted once, so that it is the same at every zoom. The caller frees. */
struct lrs_bin *lrs_view_loss_line(const struct lrs_ui *ui, int n);
/* Events, the end of the schedule and the cursor, under the curves. */
void lrs_chart_under(const struct lrs_ui *ui, const struct lrs_chart *ch);
/* What the end of the schedule and the latest event are, in words, where curves leave room. */
void lrs_chart_notes(const struct lrs_ui *ui, const struct lrs_chart *ch);
/* Where and why the run diverged, in words. */
void lrs_chart_divergence(const struct lrs_ui *ui, const struct lrs_chart *ch);
/* The events on the axis row Y. */
void lrs_chart_marks(const struct lrs_ui *ui, const struct lrs_chart *ch, int y);
/* Style and role of the kept curve I. */
enum lrs_line lrs_kept_style(int i);
/* Style of the run's own curves, which stand out without colours too. */
enum lrs_line lrs_main_style(const struct lrs_canvas *c);
int lrs_kept_role(int i);
/* "epoch 12.3" or "step 560". */
char *lrs_when(const struct lrs_ui *ui, double step, char buf[48]);
/* Where the cursor reads, "at step 560, epoch 18.6 ", as far as there is room before END. */
void lrs_put_where(const struct lrs_ui *ui, struct lrs_canvas *c, int *x, int y, int end);

/* --- view_big.c --- */

/* Is the control panel the one for projectors? */
bool lrs_view_is_big(const struct lrs_ui *ui);
/* The row of the large control panel in R at Y, or -1. */
int lrs_view_big_control_hit(const struct lrs_ui *ui, struct lrs_rect r, int y);

/* --- view_plateau.c --- */

/* Does a plateau schedule look at the accuracy rather than at a loss? */
bool lrs_plateau_watches_accuracy(const struct lrs_ui *ui);
/* The best value that a plateau schedule has seen, with its threshold, on a chart of the watched
 * value times UNIT; nothing without such a schedule. */
void lrs_view_plateau(const struct lrs_ui *ui, struct lrs_chart *ch, double unit);

/* --- view_choice.c --- */

/* What holds the rates of one or two of the chooser's pictures (B may be NULL), and 0. */
struct lrs_scale lrs_thumb_scale(const struct lrs_bin *a, const struct lrs_bin *b);
/* What is said of the chooser's selected choice. */
void lrs_view_choice(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r);

/* --- view_compare.c --- */

/* How the run stands against the ghost and the kept ones, in row Y. */
void lrs_view_against(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, int y);

/* --- view_picture.c --- */

/* The room below the heading that charts among the pictures have. */
struct lrs_rect lrs_picture_room(struct lrs_rect r);
/* The grid of values that the picture in R asks for. */
void lrs_view_picture_grid(const struct lrs_ui *ui, const struct lrs_canvas *c, struct lrs_rect r, int *w,
                           int *h);

/* --- view_picture_table.c --- */

/* The name of class I: BUF where it is just the number. */
const char *lrs_class_name(const struct lrs_picture *pic, int i, char buf[12]);
void lrs_draw_confusion(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic);
void lrs_draw_examples(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic);

/* --- view_picture_step.c --- */

void lrs_draw_line(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic);
void lrs_draw_weights(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic);
void lrs_draw_gauges(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                     const struct lrs_picture *pic);
void lrs_draw_rates(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                    const struct lrs_picture *pic);

#endif
