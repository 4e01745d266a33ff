/* The picture of the problem: decision regions with the data, a landscape with the way of the run,
 * the fitted curve, or a table of what was taken for what. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

/* One mark a class, so that classes are told apart without colours. */
static const char ascii_marks[] = "ox+*^v#%@&";
static const uint16_t marks[10] = {0x25cf, 0x25b2, 0x25a0, 0x25c6, 0x2605,
                                   0x25bc, 0x2716, 0x25cb, 0x25b3, 0x25a1};

/* The map in R: below the heading, not wider than three times as wide as high (in equal units). */
static struct lrs_rect map_in(struct lrs_rect r)
{
    struct lrs_rect m = {r.x, r.y + 1, r.w, r.h - 1};
    int widest = m.h * 2 * 3 / 2;
    if (m.w > widest) {
        m.x += (m.w - widest) / 2;
        m.w = widest;
    }
    return m;
}

void lrs_view_picture_grid(const struct lrs_ui *ui, const struct lrs_canvas *c, struct lrs_rect r,
                           int *w, int *h)
{
    (void)ui;
    lrs_map_size(c, map_in(r), w, h);
}

static uint32_t mark_of(const struct lrs_canvas *c, int class)
{
    return c->glyphs == LRS_ASCII ? (unsigned char)ascii_marks[class % 10] : marks[class % 10];
}

static struct lrs_plot plot_in(struct lrs_canvas *c, struct lrs_rect m, const double box[4])
{
    return (struct lrs_plot){
        .c = c, .box = m, .x = {box[0], box[1], false}, .y = {box[2], box[3], false}};
}

/* As many points as leave the regions in sight; they are in random order. */
static void draw_points(const struct lrs_plot *p, const struct lrs_picture *pic)
{
    int most = p->box.w * p->box.h / 6;
    for (int i = 0; i < pic->n_points && i < most; i++) {
        const struct lrs_picture_point *at = &pic->point[i];
        int class = at->label < 0 ? 0 : (int)at->label;
        lrs_plot_point(p, (double)at->x, (double)at->y, mark_of(p->c, class),
                       LRS_R_CLASS + class % 10);
    }
}

static void draw_regions(struct lrs_canvas *c, struct lrs_rect m, const struct lrs_picture *pic)
{
    struct lrs_plot p = plot_in(c, m, pic->box);
    lrs_map_regions(c, m, pic->w, pic->h, pic->value, pic->n_classes);
    draw_points(&p, pic);
}

/* The way of the run, thinned to pieces of about a cell. */
static void draw_path(const struct lrs_plot *p, const struct lrs_picture *pic)
{
    double x[512], y[512];
    int n = 0;
    for (int i = 0; i < pic->n_path && n < 512; i++) {
        double dx = n ? (pic->path[i][0] - x[n - 1]) / (p->x.hi - p->x.lo) * p->box.w : 9;
        double dy = n ? (pic->path[i][1] - y[n - 1]) / (p->y.hi - p->y.lo) * p->box.h : 9;
        if (fabs(dx) < 1 && fabs(dy) < 0.5 && i + 1 < pic->n_path)
            continue;
        x[n] = pic->path[i][0];
        y[n++] = pic->path[i][1];
    }
    if (p->c->glyphs != LRS_ASCII)
        lrs_plot_line(p, n, x, y, LRS_SOLID, LRS_R_CURSOR);
    for (int i = 0; p->c->glyphs == LRS_ASCII && i < n; i++)
        lrs_plot_point(p, x[i], y[i], 'o', LRS_R_CURSOR); /* no character of the ramp */
}

/* A mark on a landscape, with the terminal's own background round it to be seen on any level. */
static void draw_mark(const struct lrs_plot *p, double x, double y, uint32_t cp, int role)
{
    double across = lrs_scale_at(&p->x, x), up = lrs_scale_at(&p->y, y);
    lrs_plot_point(p, x, y, cp, role);
    if (!(across >= 0 && across < 1 && up > 0 && up <= 1))
        return;
    struct lrs_rect here = {p->box.x + (int)(across * p->box.w),
                            p->box.y + (int)((1 - up) * p->box.h), 1, 1};
    lrs_canvas_style(p->c, here, -1, LRS_BG_NONE, LRS_CELL_BOLD);
}

static void draw_landscape(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect m,
                           const struct lrs_picture *pic)
{
    struct lrs_plot p = plot_in(c, m, pic->box);
    lrs_map_heat(c, m, pic->w, pic->h, pic->value, true);
    draw_path(&p, pic);
    for (int i = 0; i < pic->n_minima; i++)
        draw_mark(&p, pic->minima[i][0], pic->minima[i][1], c->glyphs == LRS_ASCII ? 'M' : 0x2605,
                  LRS_R_MARK);
    draw_mark(&p, ui->snap.info.x[0], ui->snap.info.x[1], c->glyphs == LRS_ASCII ? '@' : 0x25c9,
              LRS_R_CURSOR);
}

/* Data of a function of one number, and the model's answer. */
static void draw_curve(struct lrs_canvas *c, struct lrs_rect m, const struct lrs_picture *pic)
{
    double x[512], y[512];
    int n = pic->w < 512 ? pic->w : 512;
    struct lrs_plot p = plot_in(c, m, pic->box);
    for (int i = 0; i < pic->n_points; i++)
        lrs_plot_point(&p, (double)pic->point[i].x, (double)pic->point[i].y,
                       c->glyphs == LRS_ASCII ? '+' : 0xb7, LRS_R_DIM);
    for (int i = 0; pic->curve && i < n; i++) {
        x[i] = p.x.lo + (i + 0.5) / n * (p.x.hi - p.x.lo);
        y[i] = (double)pic->curve[i];
    }
    if (pic->curve)
        lrs_plot_line(&p, n, x, y, LRS_SOLID, LRS_R_LOSS);
}

/* The table of K classes: columns of the names and of each cell. */
struct table {
    struct lrs_rect r;
    int k, name_w, cell;
};

static const char *class_name(const struct lrs_picture *pic, int i, char buf[12])
{
    if (pic->class_name)
        return pic->class_name[i];
    snprintf(buf, 12, "%d", i);
    return buf;
}

/* Counts where the cells are wide enough, else tenths of the row, "+" for less than one. */
static void table_cell(struct lrs_canvas *c, const struct table *t, const struct lrs_picture *pic,
                       int row, int column)
{
    int64_t n = pic->confusion[row * t->k + column], sum = 0;
    for (int j = 0; j < t->k; j++)
        sum += pic->confusion[row * t->k + j];
    struct lrs_rect here = {t->r.x + t->name_w + column * t->cell + 1, t->r.y + 1 + row,
                            t->cell - 1, 1};
    char text[24];
    if (n == 0)
        snprintf(text, sizeof text, "%s", sum ? "\u00b7" : "");
    else if (t->cell >= 4)
        snprintf(text, sizeof text, "%lld", (long long)n);
    else if (10 * n < sum)
        snprintf(text, sizeof text, "+");
    else
        snprintf(text, sizeof text, "%lld", (long long)(9.999 * (double)n / (double)sum));
    bool right = row == column;
    lrs_canvas_text_right(c, here.x + here.w, here.y, here.w,
                          n == 0  ? LRS_R_DIM
                          : right ? LRS_R_GOOD
                                  : LRS_R_WARN,
                          text);
    if (n && right)
        lrs_canvas_style(c, here, -1, -1, LRS_CELL_BOLD);
}

/* Rows: what it is; columns: what it was taken for. */
static void draw_confusion(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic)
{
    struct table t = {.r = {r.x + 1, r.y + 1, r.w - 1, r.h - 1}, .k = pic->n_classes};
    char index[12];
    for (int i = 0; i < t.k; i++) {
        int w = lrs_text_width(class_name(pic, i, index));
        t.name_w = w > t.name_w ? w : t.name_w;
    }
    t.name_w = t.name_w > t.r.w / 3 ? t.r.w / 3 : t.name_w;
    t.cell = t.k ? (t.r.w - t.name_w - 1) / t.k : 0;
    t.cell = t.cell > 7 ? 7 : t.cell;
    if (t.cell < 2)
        return;
    for (int i = 0; i < t.k; i++) {
        const char *name = class_name(pic, i, index);
        lrs_canvas_text_right(c, t.r.x + t.name_w + (i + 1) * t.cell, t.r.y, t.cell - 1, LRS_R_DIM,
                              name);
        if (i + 1 >= t.r.h)
            continue;
        lrs_canvas_text_right(c, t.r.x + t.name_w, t.r.y + 1 + i, t.name_w, LRS_R_DIM, name);
        for (int j = 0; j < t.k; j++)
            table_cell(c, &t, pic, i, j);
    }
}

/* The marks of the classes with their names: "o inner x outer"; where that is more than W columns,
 * without names of several letters. */
static void legend_item(const struct lrs_canvas *c, const struct lrs_picture *pic, int i,
                        bool names, char text[64])
{
    char mark[5], index[12];
    lrs_utf8_put(mark, mark_of(c, i));
    if (names)
        snprintf(text, 64, "%s %.40s ", mark, class_name(pic, i, index));
    else
        snprintf(text, 64, "%s%.3s ", mark, class_name(pic, i, index));
}

static int legend_width(const struct lrs_canvas *c, const struct lrs_picture *pic, bool names)
{
    int width = 0;
    char text[64];
    for (int i = 0; i < pic->n_classes && i < 10; i++) {
        legend_item(c, pic, i, names, text);
        width += lrs_text_width(text);
    }
    return width;
}

static void legend(struct lrs_canvas *c, int x, int y, int end, const struct lrs_picture *pic)
{
    bool names = x + legend_width(c, pic, true) <= end;
    for (int i = 0; i < pic->n_classes && i < 10; i++) {
        char text[64];
        legend_item(c, pic, i, names, text);
        if (!lrs_put_words(c, &x, y, end, LRS_R_CLASS + i, text))
            return;
    }
}

/* The title gives way to the legend of the regions. */
static const char *title_of(const struct lrs_canvas *c, const struct lrs_picture *pic, int w)
{
    static const char *const titles[] = {"Picture", "What it has learnt", "Landscape",
                                         "The fitted function", "Rows: true, columns: predicted"};
    const char *title = titles[pic->kind];
    bool room = lrs_text_width(title) + 3 + legend_width(c, pic, true) <= w;
    return pic->kind == LRS_PIC_REGIONS && !room ? "Learnt" : title;
}

void lrs_view_picture(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_picture *pic = &ui->snap.picture;
    int x = lrs_put_heading(c, r, title_of(c, pic, r.w), ui->focus == LRS_PANEL_PICTURE);
    int end = r.x + r.w;
    struct lrs_rect m = map_in(r);
    char text[96], n[LRS_NUMBER_MAX], k[LRS_NUMBER_MAX];
    if (m.w < 2 || m.h < 1)
        return;
    switch (pic->kind) {
    case LRS_PIC_REGIONS:
        legend(c, x, r.y, end, pic);
        draw_regions(c, m, pic);
        break;
    case LRS_PIC_LANDSCAPE:
        snprintf(text, sizeof text, "x %s, y %s ", lrs_number_pretty(n, ui->snap.info.x[0], 3),
                 lrs_number_pretty(k, ui->snap.info.x[1], 3));
        lrs_put_words(c, &x, r.y, end, LRS_R_STRONG, text);
        draw_landscape(ui, c, m, pic);
        break;
    case LRS_PIC_CURVE:
        draw_curve(c, m, pic);
        break;
    case LRS_PIC_CONFUSION:
        draw_confusion(c, r, pic);
        break;
    case LRS_PIC_NONE:
        lrs_canvas_wrap(c, m, LRS_R_DIM, "There is no picture of this problem.");
        break;
    }
}
