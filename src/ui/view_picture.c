/* The picture: its heading, and the pictures of problems in the plane: decision regions with the data,
 * a landscape with the way of the run, the fitted curve. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "view_priv.h"

enum { PLACE_W = 5 }; /* " 1/6 " behind a title */

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
    bool map = lrs_ui_picture(ui) <= LRS_PIC_CURVE;
    lrs_map_size(c, map ? map_in(r) : lrs_picture_room(r), w, h);
    if (lrs_ui_picture(ui) == LRS_PIC_GRADIENT)
        *w = lrs_plot_columns(c, *w);
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
    enum { PIECES = 1024 };
    double x[PIECES], y[PIECES];
    int n = 0;
    for (int i = 0; i < pic->n_path && n < PIECES; i++) {
        double dx = n ? (pic->path[i][0] - x[n - 1]) / (p->x.hi - p->x.lo) * p->box.w : 9;
        double dy = n ? (pic->path[i][1] - y[n - 1]) / (p->y.hi - p->y.lo) * p->box.h : 9;
        if (fabs(dx) < 1 && fabs(dy) < 0.5 && i + 1 < pic->n_path)
            continue;
        x[n] = pic->path[i][0];
        y[n++] = pic->path[i][1];
    }
    int role = p->c->maps ? LRS_R_CURSOR : LRS_R_STRONG;
    if (p->c->glyphs != LRS_ASCII)
        lrs_plot_line(p, n, x, y, LRS_SOLID, role);
    for (int i = 0; p->c->glyphs == LRS_ASCII && i < n; i++)
        lrs_plot_point(p, x[i], y[i], 'o', role); /* no character of the lines */
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

/* The head of an arrow that goes DX columns to the right and DY rows up. */
static uint32_t arrow_head(const struct lrs_canvas *c, double dx, double dy)
{
    static const char ascii[8] = {'>', '/', '^', '\\', '<', '/', 'v', '\\'};
    static const uint16_t heads[8] = {0x2192, 0x2197, 0x2191, 0x2196,
                                      0x2190, 0x2199, 0x2193, 0x2198};
    int eighth = (int)lround(atan2(dy, dx) / (M_PI / 4)) & 7;
    return c->glyphs == LRS_ASCII ? (unsigned char)ascii[eighth] : heads[eighth];
}

/* The next step, as long as it will be, with its length beside it where there is room; one that is
 * shorter than a cell is in the heading only. */
static void draw_next(const struct lrs_plot *p, const double from[2], const double next[2])
{
    double x[2] = {from[0], from[0] + next[0]}, y[2] = {from[1], from[1] + next[1]};
    double dx = next[0] / (p->x.hi - p->x.lo) * p->box.w;
    double dy = next[1] / (p->y.hi - p->y.lo) * p->box.h;
    if (!(fabs(dx) >= 1 || fabs(dy) >= 1))
        return;
    lrs_plot_line(p, 2, x, y, LRS_SOLID, LRS_R_LR);
    double across = lrs_scale_at(&p->x, x[1]), up = lrs_scale_at(&p->y, y[1]);
    if (!(across >= 0 && across < 1 && up > 0 && up <= 1))
        return;
    draw_mark(p, x[1], y[1], arrow_head(p->c, dx, dy), LRS_R_LR);
    char text[LRS_NUMBER_MAX];
    lrs_number_pretty(text, hypot(next[0], next[1]), 2);
    int w = (int)strlen(text), column = p->box.x + (int)(across * p->box.w);
    int row = p->box.y + (int)((1 - up) * p->box.h), at = dx < 0 ? column - w - 1 : column + 2;
    if (at < p->box.x || at + w > p->box.x + p->box.w)
        return;
    lrs_canvas_text(p->c, at, row, w, LRS_R_LR, text);
    lrs_canvas_style(p->c, (struct lrs_rect){at, row, w, 1}, -1, LRS_BG_NONE, LRS_CELL_BOLD);
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
    draw_next(&p, ui->snap.info.x, pic->next);
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

/* The marks of the classes with their names: "o inner x outer"; where that is more than W columns,
 * without names of several letters. */
static void legend_item(const struct lrs_canvas *c, const struct lrs_picture *pic, int i,
                        bool names, char text[64])
{
    char mark[5], index[12];
    lrs_utf8_put(mark, mark_of(c, i));
    if (names)
        snprintf(text, 64, "%s %.40s ", mark, lrs_class_name(pic, i, index));
    else
        snprintf(text, 64, "%s%.3s ", mark, lrs_class_name(pic, i, index));
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

/* The title gives way to the legend of the regions; both have W columns. */
static const char *title_of(const struct lrs_canvas *c, const struct lrs_picture *pic, int w)
{
    static const char *const titles[LRS_PICTURES] = {
        [LRS_PIC_NONE] = "Picture",
        [LRS_PIC_REGIONS] = "What it has learnt",
        [LRS_PIC_LANDSCAPE] = "Landscape",
        [LRS_PIC_CURVE] = "The fitted function",
        [LRS_PIC_EXAMPLES] = "Examples",
        [LRS_PIC_CONFUSION] = "Rows: true, columns: predicted",
        [LRS_PIC_LINE] = "Along the last update",
        [LRS_PIC_WEIGHTS] = "The way of the weights",
        [LRS_PIC_GRADIENT] = "Gradient and update",
        [LRS_PIC_RATES] = "Rates of the weights",
    };
    const char *title = titles[pic->kind];
    bool room = lrs_text_width(title) + 3 + legend_width(c, pic, true) <= w;
    if (pic->kind == LRS_PIC_CONFUSION && lrs_text_width(title) + 3 > w)
        return "True × predicted";
    if (pic->kind == LRS_PIC_LINE && pic->line.ahead)
        return "Along the next update";
    if (pic->kind == LRS_PIC_RATES && !pic->rates.adaptive)
        return "One rate for all weights";
    return pic->kind == LRS_PIC_REGIONS && !room ? "Learnt" : title;
}

/* The figures that stand in the heading, "" where there are none. */
static void words_of(const struct lrs_ui *ui, const struct lrs_picture *pic, bool wide,
                     char text[96])
{
    char n[LRS_NUMBER_MAX], k[LRS_NUMBER_MAX], step[LRS_NUMBER_MAX];
    const struct lrs_picture_rates *rates = &pic->rates;
    text[0] = '\0';
    if (pic->kind == LRS_PIC_LANDSCAPE)
        snprintf(text, 96, "x %s, y %s%s%s ", lrs_number_pretty(n, ui->snap.info.x[0], 3),
                 lrs_number_pretty(k, ui->snap.info.x[1], 3), wide ? ", next step " : "",
                 wide ? lrs_number_pretty(step, hypot(pic->next[0], pic->next[1]), 2) : "");
    else if (pic->kind == LRS_PIC_LINE && isfinite(pic->line.length))
        snprintf(text, 96, "length %s ", lrs_number_pretty(n, pic->line.length, 2));
    else if (pic->kind == LRS_PIC_EXAMPLES)
        snprintf(text, 96, "%d of %d right ", pic->right, pic->rows);
    else if (pic->kind == LRS_PIC_RATES && rates->n > rates->idle)
        snprintf(text, 96, "max/min %s ",
                 lrs_count(n, round(rates->quantile[4] / rates->quantile[0])));
}

struct lrs_rect lrs_picture_room(struct lrs_rect r)
{
    return (struct lrs_rect){r.x + 1, r.y + 1, r.w > 2 ? r.w - 2 : 0, r.h > 1 ? r.h - 1 : 0};
}

static bool has_place(const struct lrs_ui *ui, struct lrs_rect r)
{
    int of;
    lrs_ui_picture_place(ui, false, &of);
    return of > 1 && r.w >= 26;
}

int lrs_put_place(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r, bool comparison)
{
    int of, place = lrs_ui_picture_place(ui, comparison, &of), end = r.x + r.w;
    char text[16];
    snprintf(text, sizeof text, " %d/%d ", place, of);
    int w = (int)strlen(text);
    if (!has_place(ui, r))
        return end;
    lrs_canvas_text(c, end - w, r.y, w, LRS_R_DIM, text);
    return end - w;
}

void lrs_view_picture(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_picture *pic = &ui->snap.picture;
    int x = lrs_put_heading(c, r, title_of(c, pic, r.w - (has_place(ui, r) ? PLACE_W : 0)),
                            ui->focus == LRS_PANEL_PICTURE);
    int end = lrs_put_place(ui, c, r, false);
    struct lrs_rect m = map_in(r);
    char text[96];
    if (m.w < 2 || m.h < 1)
        return;
    words_of(ui, pic, true, text);
    if (!lrs_put_words(c, &x, r.y, end, LRS_R_STRONG, text)) {
        words_of(ui, pic, false, text);
        lrs_put_words(c, &x, r.y, end, LRS_R_STRONG, text);
    }
    switch (pic->kind) {
    case LRS_PIC_REGIONS:
        legend(c, x, r.y, end, pic);
        draw_regions(c, m, pic);
        break;
    case LRS_PIC_LANDSCAPE:
        draw_landscape(ui, c, m, pic);
        break;
    case LRS_PIC_CURVE:
        draw_curve(c, m, pic);
        break;
    case LRS_PIC_EXAMPLES:
        lrs_draw_examples(c, r, pic);
        break;
    case LRS_PIC_CONFUSION:
        lrs_draw_confusion(c, r, pic);
        break;
    case LRS_PIC_LINE:
        lrs_draw_line(c, r, pic);
        break;
    case LRS_PIC_WEIGHTS:
        lrs_draw_weights(c, r, pic);
        break;
    case LRS_PIC_GRADIENT:
        lrs_draw_gauges(ui, c, r, pic);
        break;
    case LRS_PIC_RATES:
        lrs_draw_rates(ui, c, r, pic);
        break;
    case LRS_PIC_NONE:
    case LRS_PICTURES:
        break;
    }
}
