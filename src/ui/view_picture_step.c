/* Pictures of the training itself: the loss along an update, the way of the weights, the sizes of
 * gradients and updates, and the rates of the single weights. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

/* ---- what they share ---- */

enum { WIDE_FROM = 40 /* columns for whole sentences */ };

/* What a mark looks like: the character in ASCII, and otherwise. */
static uint32_t glyph(const struct lrs_canvas *c, char ascii, uint32_t cp)
{
    return c->glyphs == LRS_ASCII ? (unsigned char)ascii : cp;
}

/* A sentence over the upper rows of M, which it takes from it; nothing where too few would be left. */
static void put_caption(struct lrs_canvas *c, struct lrs_rect *m, int role, const char *text)
{
    enum { LEAST = 5 };
    int rows = lrs_canvas_wrap(c, (struct lrs_rect){m->x, m->y, m->w, 0}, role, text);
    if (m->h - rows < LEAST)
        return;
    lrs_canvas_wrap(c, (struct lrs_rect){m->x, m->y, m->w, rows}, role, text);
    m->y += rows;
    m->h -= rows;
}

static void axis_over(struct lrs_plot *p, struct lrs_ticks *t, double lo, double hi, bool log)
{
    struct lrs_range range = {0};
    struct lrs_axis a;
    lrs_range_update(&range, lo, hi, log, false);
    lrs_axis_fit(&a, &range.scale, p->box.h);
    p->y = a.scale;
    *t = a.ticks;
}

/* Makes room for the y labels of T left of the box; returns the columns that they take. */
static int make_gutter(struct lrs_plot *p, const struct lrs_ticks *t)
{
    int gutter = lrs_ticks_width(t);
    gutter = gutter > p->box.w / 3 ? p->box.w / 3 : gutter;
    p->box.x += gutter + 1;
    p->box.w -= gutter + 1;
    return gutter;
}

/* ---- the loss along an update ---- */

/* How far the rate went, in words; WIDE: in a whole sentence. */
static void verdict(const struct lrs_picture_line *line, bool wide, char text[160])
{
    char n[LRS_NUMBER_MAX];
    double best = line->best, share = 1 / best;
    bool worse = line->loss[2 * LRS_LINE_UNIT] > line->loss[LRS_LINE_UNIT];
    const char *who = wide ? "The rate went " : "";
    lrs_number_pretty(n, share, 2);
    if (isnan(best))
        snprintf(text, 160, "The loss is no number here.");
    else if (best <= 0)
        snprintf(text, 160, "Uphill: %swas lower before.", wide ? "the loss " : "it ");
    else if (best >= lrs_line_at(LRS_LINE_POINTS - 1))
        snprintf(text, 160, "%s of the way%s",
                 wide ? "The rate went less than 1/4" : "Less than 1/4", wide ? " down." : "");
    else if (share < 0.95)
        snprintf(text, 160, "%s%s of the way down%s", who, n, wide ? "." : "");
    else if (share <= 1.05)
        snprintf(text, 160, "%s the way down%s", wide ? "The rate went all" : "All",
                 wide ? "." : "");
    else
        snprintf(text, 160, "%s%s times too far%s", who, n,
                 !wide   ? ""
                 : worse ? ", and the loss rose."
                         : ".");
}

/* The highest loss shown: what lies far above the two ends would flatten all that matters. */
static void span_of(const struct lrs_picture_line *line, double *lo, double *hi)
{
    double ends = fmax(line->loss[LRS_LINE_UNIT], line->loss[2 * LRS_LINE_UNIT]), top = -INFINITY;
    *lo = INFINITY;
    for (int i = 0; i < LRS_LINE_POINTS; i++)
        if (isfinite(line->loss[i])) {
            *lo = fmin(*lo, line->loss[i]);
            top = fmax(top, line->loss[i]);
        }
    *hi = isfinite(ends) ? fmin(top, ends + 2 * (ends - *lo)) : top;
    *hi = *hi > *lo ? *hi : top;
}

/* The curve up to where it leaves the box. */
static void draw_loss_line(const struct lrs_plot *p, const struct lrs_picture_line *line)
{
    double x[LRS_LINE_POINTS], y[LRS_LINE_POINTS];
    for (int i = 0; i < LRS_LINE_POINTS; i++) {
        x[i] = lrs_line_at(i);
        y[i] = line->loss[i] <= p->y.hi ? line->loss[i] : (double)NAN;
    }
    for (int i = 0; i + 1 < LRS_LINE_POINTS; i++) {
        bool up = isnan(y[i + 1]) && line->loss[i] < p->y.hi && line->loss[i + 1] > p->y.hi;
        bool down = isnan(y[i]) && line->loss[i + 1] < p->y.hi && line->loss[i] > p->y.hi;
        if (!up && !down)
            continue;
        int out = up ? i + 1 : i;
        double t = (p->y.hi - line->loss[i]) / (line->loss[i + 1] - line->loss[i]);
        x[out] = lrs_line_at(i) + t / LRS_LINE_UNIT;
        y[out] = p->y.hi;
    }
    lrs_plot_line(p, LRS_LINE_POINTS, x, y, LRS_SOLID, LRS_R_LOSS);
}

static double loss_near(const struct lrs_picture_line *line, double a)
{
    double at = (a + 1) * LRS_LINE_UNIT;
    int i = (int)at;
    i = i < 0 ? 0 : i < LRS_LINE_POINTS - 1 ? i : LRS_LINE_POINTS - 2;
    return line->loss[i] + (at - i) * (line->loss[i + 1] - line->loss[i]);
}

static void point_inside(const struct lrs_plot *p, double x, double y, uint32_t cp, int role)
{
    y = y > p->y.hi ? p->y.hi : y;
    lrs_plot_point(p, x, y, cp, role);
}

/* Marks and what they mean: "o before @ after * lowest; loss on 256 rows". */
static void put_legend(struct lrs_canvas *c, struct lrs_rect *m, const uint32_t mark[3], int rows,
                       bool change)
{
    char text[160], sign[3][5], what[80] = "";
    for (int i = 0; i < 3; i++)
        lrs_utf8_put(sign[i], mark[i]);
    if (rows)
        snprintf(what, sizeof what, "; %s on %d rows", change ? "change of the loss" : "loss",
                 rows);
    else if (change)
        snprintf(what, sizeof what, "; change of the loss");
    snprintf(text, sizeof text, "%s before %s after %s lowest%s", sign[0], sign[1], sign[2], what);
    if (lrs_text_width(text) > m->w)
        snprintf(text, sizeof text, "%s%s before %s after", change ? "change: " : "", sign[0],
                 sign[1]);
    put_caption(c, m, LRS_R_DIM, text);
}

/* The curve and its marks in M. */
static void draw_line_chart(struct lrs_canvas *c, struct lrs_rect m,
                            const struct lrs_picture_line *line, const uint32_t mark[3])
{
    struct lrs_plot p = {.c = c,
                         .box = {m.x, m.y, m.w, m.h - (m.h > 4 ? 2 : 1)},
                         .x = {-1, lrs_line_at(LRS_LINE_POINTS - 1), false}};
    struct lrs_ticks xt, yt;
    double lo, hi;
    span_of(line, &lo, &hi);
    if (p.box.w < 10 || p.box.h < 2 || !(lo <= hi))
        return;
    axis_over(&p, &yt, lo, hi, false);
    int gutter = make_gutter(&p, &yt);
    lrs_ticks(&xt, &p.x, 6, p.box.w, false);
    lrs_plot_axes(&p, &xt, &yt, gutter, m.h > 4);
    lrs_plot_vertical(&p, 0, glyph(c, ':', 0x2506), LRS_R_DIM);
    lrs_plot_vertical(&p, 1, glyph(c, ':', 0x2506), LRS_R_LR);
    draw_loss_line(&p, line);
    if (isfinite(line->best))
        point_inside(&p, line->best, loss_near(line, line->best), mark[2], LRS_R_GOOD);
    point_inside(&p, 0, line->loss[LRS_LINE_UNIT], mark[0], LRS_R_CURSOR);
    point_inside(&p, 1, line->loss[2 * LRS_LINE_UNIT], mark[1], LRS_R_LR);
}

void lrs_draw_line(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic)
{
    static const double NARROW = 0.05; /* a span so small beside the loss: only its change counts */
    struct lrs_picture_line line = pic->line;
    struct lrs_rect m = lrs_picture_room(r);
    char text[160];
    double lo, hi, before = line.loss[LRS_LINE_UNIT];
    if (isnan(line.length)) {
        lrs_canvas_wrap(c, m, LRS_R_DIM, "The run is over, and its last update is not at hand.");
        return;
    }
    const uint32_t mark[3] = {glyph(c, 'o', 0x25cb), glyph(c, '@', 0x25cf), glyph(c, '*', 0x25c6)};
    verdict(&line, m.w >= WIDE_FROM, text);
    put_caption(c, &m, LRS_R_STRONG, text);
    span_of(&line, &lo, &hi);
    bool change = isfinite(before) && hi - lo < NARROW * fabs(before);
    for (int i = 0; change && i < LRS_LINE_POINTS; i++)
        line.loss[i] -= before;
    put_legend(c, &m, mark, line.rows, change);
    draw_line_chart(c, m, &line, mark);
}

/* ---- the way of the weights ---- */

/* From dim to bright: the role and the mark of a point at a share of the way. */
static int age_role(double share)
{
    return share < 0.33 ? LRS_R_DIM : share < 0.75 ? LRS_R_TEXT : LRS_R_STRONG;
}

static uint32_t age_mark(const struct lrs_canvas *c, double share)
{
    return share < 0.33   ? glyph(c, '.', 0xb7)
           : share < 0.75 ? glyph(c, 'o', 0x2022)
                          : glyph(c, 'O', 0x25cf);
}

static void draw_way(const struct lrs_plot *p, const struct lrs_picture *pic)
{
    int n = pic->n_path;
    for (int i = 0; i + 1 < n && p->c->glyphs != LRS_ASCII; i++) {
        double x[2] = {pic->path[i][0], pic->path[i + 1][0]};
        double y[2] = {pic->path[i][1], pic->path[i + 1][1]};
        lrs_plot_line(p, 2, x, y, LRS_SOLID, age_role((double)i / n));
    }
    for (int i = 0; i < n; i++)
        lrs_plot_point(p, pic->path[i][0], pic->path[i][1], age_mark(p->c, (double)i / n),
                       age_role((double)i / n));
}

void lrs_draw_weights(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic)
{
    struct lrs_rect m = lrs_picture_room(r);
    char text[160];
    if (pic->n_path < 3) {
        lrs_canvas_wrap(
            c, m, LRS_R_DIM,
            "All weights together are a point that moves: its way can be seen after two "
            "steps.");
        return;
    }
    const char *here = c->glyphs == LRS_ASCII ? "@" : "\u25c9";
    snprintf(text, sizeof text, "%.0f %% %sacross, %.0f %% up", 100 * pic->share[0],
             m.w >= WIDE_FROM ? "of all movement is " : "", 100 * pic->share[1]);
    put_caption(c, &m, LRS_R_STRONG, text);
    snprintf(text, sizeof text, "S start, %s now%s", here, pic->n_restarts ? ", R restart" : "");
    put_caption(c, &m, LRS_R_DIM, text);
    struct lrs_plot p = {.c = c,
                         .box = m,
                         .x = {pic->box[0], pic->box[1], false},
                         .y = {pic->box[2], pic->box[3], false}};
    draw_way(&p, pic);
    lrs_plot_point(&p, pic->path[0][0], pic->path[0][1], 'S', LRS_R_GOOD);
    for (int i = 0; i < pic->n_restarts; i++) {
        const double *at = pic->path[pic->restart[i] < pic->n_path ? pic->restart[i] : 0];
        lrs_plot_point(&p, at[0], at[1], 'R', LRS_R_MARK);
    }
    const double *now = pic->path[pic->n_path - 1];
    lrs_plot_point(&p, now[0], now[1], glyph(c, '@', 0x25c9), LRS_R_CURSOR);
}

/* ---- sizes of gradients and updates ---- */

/* One of the two charts. GUIDE: a value to compare with, or NaN. */
struct gauge {
    const char *name;
    const struct lrs_bin *bin;
    int n, role;
    double guide;
    struct lrs_plot plot;
    struct lrs_ticks ticks;
    double last;
    bool some;
};

/* Its axis in the rows of R below the first. */
static void lay_gauge(struct gauge *g, struct lrs_rect r, const double x[2])
{
    double lo = INFINITY, hi = -INFINITY;
    g->last = NAN;
    for (int i = 0; i < g->n; i++)
        if (g->bin[i].n) {
            lo = fmin(lo, g->bin[i].lo > 0 ? g->bin[i].lo : g->bin[i].hi);
            hi = fmax(hi, g->bin[i].hi);
            g->last = g->bin[i].last;
        }
    g->some = lo <= hi && hi > 0 && r.h > 1;
    g->plot.box = (struct lrs_rect){r.x, r.y + 1, r.w, r.h - 1};
    g->plot.x = (struct lrs_scale){x[0], x[1], false};
    if (g->some)
        axis_over(&g->plot, &g->ticks, fmin(lo, g->guide), fmax(hi, g->guide), true);
}

static void draw_gauge(const struct gauge *g, int gutter)
{
    enum { NOTE_FROM = 34 };
    struct lrs_plot p = g->plot;
    char text[120], now[LRS_NUMBER_MAX];
    snprintf(text, sizeof text, "%s %s", g->name, lrs_figure(now, g->last));
    lrs_canvas_text(p.c, p.box.x, p.box.y - 1, p.box.w, g->role, text);
    if (!g->some || p.box.w < gutter + 10)
        return;
    p.box.x += gutter + 1;
    p.box.w -= gutter + 1;
    lrs_plot_axes(&p, NULL, &g->ticks, gutter, false);
    double ends[2] = {p.x.lo, p.x.hi}, level[2] = {g->guide, g->guide};
    if (!isnan(g->guide))
        lrs_plot_line(&p, 2, ends, level, LRS_DASHED, LRS_R_DIM);
    struct lrs_bin *mean = LRS_ARRAY(struct lrs_bin, (size_t)g->n);
    lrs_bins_smooth(g->n, g->bin, 0.8, mean);
    if (p.c->colour)
        lrs_plot_band(&p, g->n, g->bin, LRS_R_RAW);
    lrs_plot_bins(&p, g->n, mean, LRS_SOLID, g->role);
    lrs_free(mean);
    int y = p.box.y + (int)((1 - lrs_scale_at(&p.y, g->guide)) * p.box.h);
    if (!isnan(g->guide) && p.box.w >= NOTE_FROM && p.box.h > 2)
        lrs_canvas_text_right(p.c, p.box.x + p.box.w, y > p.box.y ? y - 1 : y + 1, p.box.w,
                              LRS_R_DIM, "often about 0.001");
}

void lrs_draw_gauges(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                     const struct lrs_picture *pic)
{
    struct lrs_rect m = lrs_picture_room(r);
    char from[48], to[48];
    int half = (m.h - 1) / 2;
    if (half < 2 || !(pic->box[0] < pic->box[1]))
        return;
    struct gauge g[2] = {
        {.name = "|gradient|", .role = LRS_R_LOSS, .guide = NAN},
        {.name = "|update| / |weights|", .role = LRS_R_LR, .guide = 1e-3},
    };
    int gutter = 0;
    for (int i = 0; i < 2; i++) {
        g[i].bin = pic->gauge[i];
        g[i].n = pic->w;
        g[i].plot.c = c;
        lay_gauge(&g[i], (struct lrs_rect){m.x, m.y + i * half, m.w, half}, pic->box);
        int wide = g[i].some ? lrs_ticks_width(&g[i].ticks) : 0;
        gutter = wide > gutter ? wide : gutter;
    }
    for (int i = 0; i < 2; i++)
        draw_gauge(&g[i], gutter);
    lrs_canvas_text(c, m.x, m.y + 2 * half, m.w, LRS_R_DIM, lrs_when(ui, pic->box[0], from));
    lrs_canvas_text_right(c, m.x + m.w, m.y + 2 * half, m.w / 2, LRS_R_DIM,
                          lrs_when(ui, pic->box[1], to));
}

/* ---- the rates of the single weights ---- */

static void one_rate(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect m,
                     const struct lrs_picture_rates *rates)
{
    char text[256], n[LRS_NUMBER_MAX], lr[LRS_NUMBER_MAX];
    const char *name = ui->exp->part[LRS_OPTIMIZER]->kind->name;
    if (rates->adaptive)
        snprintf(text, sizeof text,
                 "%s gives each weight a rate of its own, from the gradients that it "
                 "has seen: after the first step.",
                 name);
    else
        snprintf(text, sizeof text,
                 "%s gives all %s weights the same rate, %s: it is global. Adam, RMSprop "
                 "and Adagrad give each its own (o chooses).",
                 name, lrs_count(n, (double)ui->snap.info.n_params),
                 lrs_number_pretty(lr, rates->global, 3));
    lrs_canvas_wrap(c, m, LRS_R_TEXT, text);
}

/* A bar of HEIGHT rows, in eighths. */
static void draw_bar(struct lrs_canvas *c, int x, int bottom, double height, int role)
{
    enum { EIGHTH = 0x2581, FULL = 0x2588 };
    int eighths = (int)ceil(height * 8);
    for (int y = bottom; eighths > 0; y--, eighths -= 8) {
        uint32_t cp = glyph(c,
                            eighths >= 6   ? '#'
                            : eighths >= 3 ? '+'
                                           : '.',
                            eighths >= 8 ? FULL : EIGHTH + (uint32_t)eighths - 1);
        lrs_canvas_put(c, x, y, cp, role);
    }
}

static double share_at(const struct lrs_picture *pic, int x, int w)
{
    int from = (int)((int64_t)x * pic->w / w), to = (int)((int64_t)(x + 1) * pic->w / w);
    double sum = 0;
    for (int i = from; i < to || i == from; i++)
        sum += (double)pic->curve[i];
    return sum;
}

/* The span of all rates and of the middle four fifths, with the median, in one row. */
static void draw_span(const struct lrs_plot *p, int y, const struct lrs_picture_rates *rates)
{
    int at[5];
    for (int i = 0; i < 5; i++) {
        int x = (int)(lrs_scale_at(&p->x, rates->quantile[i]) * p->box.w);
        at[i] = p->box.x + (x < 0 ? 0 : x < p->box.w ? x : p->box.w - 1);
    }
    for (int x = at[0]; x <= at[4]; x++) {
        bool middle = x >= at[1] && x <= at[3];
        lrs_canvas_put(p->c, x, y, middle ? glyph(p->c, '=', 0x2550) : glyph(p->c, '-', 0x2500),
                       LRS_R_TEXT);
    }
    lrs_canvas_put(p->c, at[2], y, glyph(p->c, 'M', 0x25c6), LRS_R_STRONG);
}

void lrs_draw_rates(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                    const struct lrs_picture *pic)
{
    const struct lrs_picture_rates *rates = &pic->rates;
    struct lrs_rect m = lrs_picture_room(r);
    char text[200], q[3][LRS_NUMBER_MAX], n[LRS_NUMBER_MAX], idle[64] = "";
    if (rates->n <= rates->idle) {
        one_rate(ui, c, m, rates);
        return;
    }
    for (int i = 0; i < 3; i++)
        lrs_number_pretty(q[i], rates->quantile[i + 1], 2);
    if (rates->idle)
        snprintf(idle, sizeof idle, "; %s had no gradient yet", lrs_count(n, (double)rates->idle));
    if (m.w >= WIDE_FROM)
        snprintf(text, sizeof text, "80 %% are %s to %s, median %s%s", q[0], q[2], q[1], idle);
    else
        snprintf(text, sizeof text, "80 %% are %s to %s", q[0], q[2]);
    put_caption(c, &m, LRS_R_STRONG, text);
    struct lrs_plot p = {.c = c,
                         .box = {m.x + 1, m.y, m.w - 4, m.h - 3},
                         .x = {pow(10, pic->box[0]), pow(10, pic->box[1]), true},
                         .y = {0, 1, false}};
    if (p.box.h < 2 || p.box.w < 10)
        return;
    double top = 0;
    for (int x = 0; x < p.box.w; x++)
        top = fmax(top, share_at(pic, x, p.box.w));
    for (int x = 0; x < p.box.w && top > 0; x++)
        draw_bar(c, p.box.x + x, p.box.y + p.box.h - 1, share_at(pic, x, p.box.w) / top * p.box.h,
                 LRS_R_VAL);
    lrs_plot_vertical(&p, rates->global, glyph(c, '|', 0x2502), LRS_R_LR);
    draw_span(&p, p.box.y + p.box.h, rates);
    struct lrs_ticks xt;
    lrs_ticks(&xt, &p.x, p.box.w / 8 + 1, p.box.w, false);
    static const struct lrs_ticks none = {0};
    p.box.h++;
    lrs_plot_axes(&p, &xt, &none, 0, true);
    snprintf(text, sizeof text, "lr %s", lrs_number_pretty(n, rates->global, 3));
    int x = p.box.x + (int)(lrs_scale_at(&p.x, rates->global) * p.box.w) + 1;
    int w = lrs_text_width(text);
    lrs_canvas_text(c, x + w <= m.x + m.w ? x : x - w - 1, p.box.y, w, LRS_R_LR, text);
}
