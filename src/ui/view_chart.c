/* What both charts are made of: one geometry, so that their x axes agree; axes in epochs or steps;
 * curves of other resolutions; events, the end of the schedule and the cursor. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum { GUTTER = 6, LABELS_FROM = 72, BIG_TICKS = 4 };

/* The axis of RANGE, or of nothing in particular, over ROWS rows. */
static struct lrs_axis axis_of(const struct lrs_range *range, int rows)
{
    static const struct lrs_scale none = {0, 1, false};
    struct lrs_axis a;
    lrs_axis_fit(&a, range->valid ? &range->scale : &none, rows);
    return a;
}

/* Columns for labels right of the charts: for the longest that may stand there. */
static int label_width(const struct lrs_ui *ui, int w)
{
    int longest = lrs_text_width("validation");
    if (w < LABELS_FROM)
        return 0;
    for (int i = -1; i < ui->n_kept; i++) {
        const struct lrs_trace *t = i < 0 ? ui->ghost : ui->kept[i];
        int width = lrs_comparable(ui, t) ? lrs_text_width(t->name) : 0;
        longest = width > longest ? width : longest;
    }
    return longest + 1 < w * 3 / 10 ? longest + 1 : w * 3 / 10;
}

/* Columns for the y labels: the same for both charts, so that one step is in one column. */
static int gutter_of(const struct lrs_ui *ui)
{
    struct lrs_layout l;
    lrs_ui_layout(ui, &l);
    struct lrs_axis lr = axis_of(&ui->lr_range, lrs_view_lr_rows(ui, l.lr));
    struct lrs_axis loss = axis_of(&ui->loss_range, lrs_view_loss_rows(ui, l.loss));
    int a = lrs_ticks_width(&lr.ticks), b = lrs_ticks_width(&loss.ticks), widest = a > b ? a : b;
    return widest > GUTTER ? widest : GUTTER;
}

struct lrs_scale lrs_ui_steps(const struct lrs_ui *ui)
{
    static const double FIRST = 0.5;
    double to = ui->to > ui->from ? ui->to : ui->from + 1;
    double from = ui->x_log ? fmax(ui->from, FIRST) : ui->from;
    return (struct lrs_scale){from, to, ui->x_log};
}

struct lrs_scale lrs_snapshot_steps(const struct lrs_snapshot *s)
{
    return (struct lrs_scale){s->from, s->to, s->log};
}

struct lrs_scale lrs_trace_steps(const struct lrs_ui *ui, const struct lrs_trace *t)
{
    double pace = lrs_trace_pace(ui, t);
    return (struct lrs_scale){t->from * pace, t->to * pace, false};
}

/* The columns of the box of a chart in R; returns those of the y labels. */
static int box_columns(const struct lrs_ui *ui, struct lrs_rect r, int *x, int *w)
{
    int gutter = gutter_of(ui);
    *x = r.x + gutter + 1;
    *w = r.w - gutter - 1 - label_width(ui, r.w);
    *w = *w > 0 ? *w : 0;
    return gutter;
}

struct lrs_chart lrs_chart_in(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                              int top, int bottom, const struct lrs_range *range)
{
    struct lrs_chart ch = {.plot = {.c = c, .x = lrs_ui_steps(ui)}};
    struct lrs_rect *box = &ch.plot.box;
    ch.gutter = box_columns(ui, r, &box->x, &box->w);
    box->y = r.y + top;
    box->h = r.h - top - bottom > 0 ? r.h - top - bottom : 0;
    struct lrs_axis y = axis_of(range, box->h);
    ch.plot.y = y.scale;
    ch.y_ticks = y.ticks;
    if (ui->big)
        lrs_ticks_thin(&ch.y_ticks, BIG_TICKS);
    ch.n = lrs_plot_columns(c, box->w);
    ch.label_w = label_width(ui, r.w);
    ch.label_x = box->x + box->w + 1;
    ch.label_w -= ch.label_w > 0;
    return ch;
}

/* Steps that a unit of the x axis is long: epochs, where they have more than one step. */
static double unit_of(const struct lrs_ui *ui)
{
    if (ui->x_log) /* 1, 10, 100: the first epoch is the longest part of it */
        return 1;

    int64_t per = ui->snap.info.clock.steps_per_epoch;
    return per > 1 ? (double)per : 1;
}

static void x_ticks(const struct lrs_ui *ui, const struct lrs_chart *ch, struct lrs_ticks *t)
{
    double unit = unit_of(ui);
    struct lrs_scale s = {ch->plot.x.lo / unit, ch->plot.x.hi / unit, ch->plot.x.log};
    int most = ui->big ? BIG_TICKS : ch->plot.box.w / 11 + 1;
    lrs_ticks(t, &s, most, ch->plot.box.w, s.hi - s.lo > 3);
    for (int i = 0; i < t->n; i++)
        t->at[i] *= unit;
}

/* Labels in the row of the axis itself, where no row is left below it. */
static void label_axis(const struct lrs_plot *p, const struct lrs_ticks *t)
{
    int y = p->box.y + p->box.h, free_from = p->box.x;
    for (int i = 0; i < t->n; i++) {
        int width = (int)strlen(t->label[i]);
        int x = p->box.x + (int)(lrs_scale_at(&p->x, t->at[i]) * p->box.w) - width / 2;
        x = x > p->box.x + p->box.w - width ? p->box.x + p->box.w - width : x;
        x = x < p->box.x ? p->box.x : x;
        if (x < free_from)
            continue;
        lrs_canvas_text(p->c, x, y, width, LRS_R_DIM, t->label[i]);
        free_from = x + width + 1;
    }
}

void lrs_chart_axes(const struct lrs_ui *ui, const struct lrs_chart *ch, int labels)
{
    const struct lrs_plot *p = &ch->plot;
    struct lrs_ticks xt;
    x_ticks(ui, ch, &xt);
    lrs_plot_axes(p, labels ? &xt : NULL, &ch->y_ticks, ch->gutter, labels == 2);
    if (labels == 1)
        label_axis(p, &xt);
    const char *name = unit_of(ui) > 1 ? "epoch" : "step";
    int row = p->box.y + p->box.h + labels - 1;
    if (labels)
        lrs_canvas_text_right(p->c, p->box.x - 1, row, ch->gutter, LRS_R_DIM, name);
}

/* Between the middles of two bins, at place AT (bin K has its middle at K), for a column that is SHARE
 * of a bin wide. */
static struct lrs_bin between(const struct lrs_bin *bin, int n_bins, double at, double share)
{
    int k = (int)floor(at), next = k + 1;
    k = k < 0 ? 0 : k;
    next = next < n_bins ? next : n_bins - 1;
    double t = at - k;
    const struct lrs_bin *near = &bin[t < 0.5 ? k : next];
    struct lrs_bin out = lrs_bin_empty();
    if (!near->n)
        return out;
    double y = lrs_bin_mean(near);
    if (bin[k].n && bin[next].n && k < next)
        y = lrs_bin_mean(&bin[k]) * (1 - t) + lrs_bin_mean(&bin[next]) * t;
    lrs_bin_add(&out, y);
    out.n = (uint32_t)fmax(near->n * share, 1);
    out.sum = y * out.n;
    return out;
}

struct lrs_bin *lrs_chart_bins(const struct lrs_ui *ui, int n, const struct lrs_bin *bin,
                               int n_bins, struct lrs_scale over)
{
    struct lrs_bin *out = LRS_ARRAY(struct lrs_bin, (size_t)(n > 0 ? n : 1));
    const struct lrs_scale shown = lrs_ui_steps(ui);
    double a, b = lrs_scale_at(&over, shown.lo) * n_bins;
    for (int i = 0; i < n; i++) {
        out[i] = lrs_bin_empty();
        a = b;
        b = lrs_scale_at(&over, lrs_scale_inverse(&shown, (i + 1.0) / n)) * n_bins;
        if (!bin || !(b > 0 && a < n_bins))
            continue;
        /* Bins by their middles: a bin belongs to one column, else curves become thick. */
        int k = a > 0.5 ? (int)ceil(a - 0.5 - 1e-6) : 0, end = (int)ceil(b - 0.5 - 1e-6);
        end = end > n_bins ? n_bins : end;
        if (k >= end)
            out[i] = between(bin, n_bins, (a + b) / 2 - 0.5, b - a);
        for (; k < end; k++)
            lrs_bin_merge(&out[i], &bin[k]);
    }
    return out;
}

void lrs_chart_epochs(const struct lrs_ui *ui, const struct lrs_chart *ch, enum lrs_channel what,
                      double unit, enum lrs_line style, int role)
{
    const struct lrs_snapshot *s = &ui->snap;
    const struct lrs_scale over = lrs_snapshot_steps(s);
    const struct lrs_beside *beside = s->beside[what];
    size_t room = (size_t)s->columns + 2;
    double *x = LRS_ARRAY(double, room), *y = LRS_ARRAY(double, room);
    int n = 0;
    for (int i = -1; i <= s->columns; i++) {
        bool inside = i >= 0 && i < s->columns;
        const struct lrs_bin *bin = inside ? &s->curve[what][i] : NULL;
        if (inside ? !bin->n : !isfinite(beside[i > 0].value))
            continue;
        x[n] = inside ? lrs_scale_inverse(&over, (i + 0.5) / s->columns) : beside[i > 0].step;
        y[n++] = unit * (inside ? lrs_bin_mean(bin) : beside[i > 0].value);
    }
    lrs_plot_line(&ch->plot, n, x, y, style, role);
    lrs_free(x);
    lrs_free(y);
}

void lrs_chart_label(struct lrs_chart *ch, int n, const struct lrs_bin *bin, const char *text,
                     int role)
{
    for (int i = n - 1; i >= 0; i--)
        if (bin[i].n && ch->n_labels < LRS_LABELS_MAX) {
            ch->label[ch->n_labels++] = (struct lrs_label){bin[i].last, text, role};
            return;
        }
}

void lrs_chart_labels(const struct lrs_chart *ch)
{
    if (ch->label_w > 0)
        lrs_plot_labels(&ch->plot, ch->n_labels, ch->label, ch->label_x, ch->label_w);
}

/* The step at which the schedule's own length is over; infinite where it has none. */
static double schedule_end(const struct lrs_run_info *info)
{
    double ticks = info->schedule_end + 1;
    return info->clock.per_step ? ticks : ticks * (double)info->clock.steps_per_epoch;
}

void lrs_chart_under(const struct lrs_ui *ui, const struct lrs_chart *ch)
{
    const struct lrs_plot *p = &ch->plot;
    double end = schedule_end(&ui->snap.info);
    if (end < p->x.hi)
        lrs_plot_shade(p, end, p->x.hi, LRS_R_PAST);
    for (int i = 0; i < ui->snap.n_marks; i++) {
        const struct lrs_mark *m = &ui->snap.marks[i];
        if (m->kind != LRS_MARK_DROP)
            lrs_plot_vertical(p, (double)m->step, p->c->glyphs == LRS_ASCII ? ':' : 0x2506,
                              m->kind == LRS_MARK_DIVERGED ? LRS_R_MARK : LRS_R_PAST);
    }
    if (ui->cursor_on)
        lrs_plot_vertical(p, ui->cursor, 0x2502, LRS_R_CURSOR);
}

/* Is there nothing but texture in W cells from (x, y)? */
static bool is_free(const struct lrs_canvas *c, int x, int y, int w)
{
    for (int i = 0; i < w; i++) {
        const struct lrs_cell *cell = &c->cell[y * c->w + x + i];
        if (cell->cp != ' ' && !(cell->flags & LRS_CELL_UNDER))
            return false;
    }
    return true;
}

/* Words in the highest row of the box where they cover no curve, from column X on. */
static bool put_where_free(const struct lrs_plot *p, int x, int role, const char *text)
{
    int w = lrs_text_width(text) + 1, end = p->box.x + p->box.w;
    if (x < p->box.x || x + w > end || end > p->c->w || p->box.y + p->box.h > p->c->h)
        return false;
    for (int y = p->box.y; y < p->box.y + p->box.h; y++)
        if (is_free(p->c, x, y, w)) {
            lrs_canvas_fill(p->c, (struct lrs_rect){x, y, w, 1}, ' ', LRS_R_TEXT, LRS_BG_NONE);
            lrs_canvas_text(p->c, x, y, w, role, text);
            return true;
        }
    return false;
}

/* The same on either side of column X. */
static bool put_beside(const struct lrs_plot *p, int x, int role, const char *text)
{
    return put_where_free(p, x + 1, role, text) ||
           put_where_free(p, x - lrs_text_width(text) - 1, role, text);
}

void lrs_chart_divergence(const struct lrs_ui *ui, const struct lrs_chart *ch)
{
    const struct lrs_run_info *info = &ui->snap.info;
    const struct lrs_plot *p = &ch->plot;
    if (info->state != LRS_DIVERGED && info->state != LRS_FAILED)
        return;
    double at = lrs_scale_at(&p->x, (double)info->diverged_at);
    char text[200];
    const char *word = info->state == LRS_DIVERGED ? "diverged" : "failed";
    if (!(at >= 0 && at <= 1))
        return;
    int x = p->box.x + (int)(at * (p->box.w - 1));
    snprintf(text, sizeof text, "%s at step %lld: %s", word, (long long)info->diverged_at,
             info->reason);
    if (put_beside(p, x, LRS_R_ERROR, text))
        return;
    snprintf(text, sizeof text, "%s at step %lld", word, (long long)info->diverged_at);
    put_beside(p, x, LRS_R_ERROR, text);
}

void lrs_chart_notes(const struct lrs_ui *ui, const struct lrs_chart *ch)
{
    const struct lrs_plot *p = &ch->plot;
    double end = schedule_end(&ui->snap.info);
    int x = p->box.x + (int)(lrs_scale_at(&p->x, fmin(end, p->x.hi)) * p->box.w) + 1;
    if (end > p->x.lo && end < p->x.hi &&
        !put_where_free(p, x, LRS_R_DIM, "past the schedule's end"))
        put_where_free(p, x, LRS_R_DIM, "past its end");
    for (int i = ui->snap.n_marks - 1; i >= 0; i--) {
        const struct lrs_mark *m = &ui->snap.marks[i];
        double at = lrs_scale_at(&p->x, (double)m->step);
        if (m->kind == LRS_MARK_DROP || m->kind == LRS_MARK_DIVERGED || !(at >= 0 && at < 1))
            continue;
        put_beside(p, p->box.x + (int)(at * p->box.w), LRS_R_DIM, m->text);
        return; /* the latest one only */
    }
}

void lrs_chart_drag(const struct lrs_ui *ui, const struct lrs_chart *ch)
{
    const struct lrs_plot *p = &ch->plot;
    if (!ui->drag.moved)
        return;
    double a = lrs_scale_at(&p->x, fmin(ui->drag.from, ui->drag.to));
    double b = lrs_scale_at(&p->x, fmax(ui->drag.from, ui->drag.to));
    int from = (int)(fmin(fmax(a, 0), 1) * p->box.w), to = (int)(fmin(fmax(b, 0), 1) * p->box.w);
    to = to < p->box.w ? to : p->box.w - 1;
    lrs_canvas_style(p->c, (struct lrs_rect){p->box.x + from, p->box.y, to - from + 1, p->box.h},
                     -1, -1, LRS_CELL_REVERSE);
}

/* Labels on the axis itself are not to be drawn over. */
static bool is_digit(const struct lrs_canvas *c, int x, int y)
{
    if (x < 0 || y < 0 || x >= c->w || y >= c->h)
        return false;
    uint32_t cp = c->cell[y * c->w + x].cp;
    return (cp >= '0' && cp <= '9') || cp == '.';
}

void lrs_chart_marks(const struct lrs_ui *ui, const struct lrs_chart *ch, int y)
{
    static const uint32_t glyph[] = {[LRS_MARK_DROP] = 0x25be,
                                     [LRS_MARK_RESTART] = 0x25b4,
                                     [LRS_MARK_EDIT] = 0x25c6,
                                     [LRS_MARK_DIVERGED] = 0x2717};
    const struct lrs_plot *p = &ch->plot;
    for (int i = 0; i < ui->snap.n_marks; i++) {
        double at = lrs_scale_at(&p->x, (double)ui->snap.marks[i].step);
        int x = p->box.x + (int)(at * p->box.w);
        if (at >= 0 && at < 1 && !is_digit(p->c, x, y))
            lrs_canvas_put(p->c, x, y, glyph[ui->snap.marks[i].kind], LRS_R_MARK);
    }
}

enum lrs_line lrs_kept_style(int i)
{
    return i % 2 ? LRS_LONG_DASH : LRS_DASH_DOT; /* solid is the run's own alone */
}

enum lrs_line lrs_main_style(const struct lrs_canvas *c)
{
    return c->colour || c->glyphs == LRS_ASCII ? LRS_SOLID : LRS_THICK;
}

int lrs_kept_role(int i)
{
    return LRS_R_KEPT + i % 6;
}

char *lrs_when(const struct lrs_ui *ui, double step, char buf[48])
{
    double per = (double)ui->snap.info.clock.steps_per_epoch;
    char n[LRS_NUMBER_MAX];
    if (per > 1)
        snprintf(buf, 48, "epoch %s", lrs_number_pretty(n, floor(10 * step / per) / 10, 6));
    else
        snprintf(buf, 48, "step %s", lrs_count(n, step));
    return buf;
}

void lrs_put_where(const struct lrs_ui *ui, struct lrs_canvas *c, int *x, int y, int end)
{
    const struct lrs_reading *r = &ui->snap.reading;
    char text[96], when[48];
    if (ui->snap.info.clock.steps_per_epoch > 1) {
        snprintf(text, sizeof text, "at step %lld, %s ", (long long)r->step,
                 lrs_when(ui, (double)r->step, when));
        if (lrs_put_words(c, x, y, end, LRS_R_CURSOR, text))
            return;
    }
    snprintf(text, sizeof text, "at step %lld ", (long long)r->step);
    lrs_put_words(c, x, y, end, LRS_R_CURSOR, text);
}

double lrs_view_step_at(const struct lrs_ui *ui, struct lrs_rect r, int x)
{
    int box_x, w;
    box_columns(ui, r, &box_x, &w);
    if (w < 1 || x < box_x || x >= box_x + w)
        return NAN;
    const struct lrs_scale shown = lrs_ui_steps(ui);
    return lrs_scale_inverse(&shown, (x - box_x + 0.5) / w);
}

double lrs_view_nearest_step(const struct lrs_ui *ui, struct lrs_rect r, int x)
{
    int box_x, w;
    box_columns(ui, r, &box_x, &w);
    x = x < box_x ? box_x : x >= box_x + w ? box_x + w - 1 : x;
    return lrs_view_step_at(ui, r, x);
}

void lrs_view_request(const struct lrs_ui *ui, struct lrs_request *req)
{
    struct lrs_layout l;
    struct lrs_canvas like = {.glyphs = ui->opt.glyphs,
                              .colour = ui->opt.colour && lrs_theme(ui->opt.theme)->colour};
    like.maps = like.colour && !ui->opt.few_colours;
    lrs_ui_layout(ui, &l);
    int x, w;
    box_columns(ui, l.loss.w ? l.loss : l.lr, &x, &w);
    const struct lrs_scale shown = lrs_ui_steps(ui);
    req->from = shown.lo;
    req->to = shown.hi;
    req->log = shown.log;
    req->at = (int64_t)ui->cursor;
    if (lrs_shown_beta(ui) > 0) /* with what is older the average has less than a hundredth to do */
        req->lead = 5 / (1 - lrs_shown_beta(ui));
    req->columns = lrs_plot_columns(&like, w);
    req->pic_w = req->pic_h = 0;
    req->pic_kind = lrs_ui_picture(ui);
    if (l.picture.h > 1)
        lrs_view_picture_grid(ui, &like, l.picture, &req->pic_w, &req->pic_h);
}
