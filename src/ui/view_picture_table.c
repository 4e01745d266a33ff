/* Pictures of classes whose inputs are no plane: the table of what was taken for what, and images with
 * what they are taken for. */
#include <math.h>
#include <stdio.h>

#include "view_priv.h"

/* The table of K classes: columns of the names and of each cell. */
struct table {
    struct lrs_rect r;
    int k, name_w, cell;
};

const char *lrs_class_name(const struct lrs_picture *pic, int i, char buf[12])
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
void lrs_draw_confusion(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic)
{
    struct table t = {.r = {r.x + 1, r.y + 1, r.w - 1, r.h - 1}, .k = pic->n_classes};
    char index[12];
    for (int i = 0; i < t.k; i++) {
        int w = lrs_text_width(lrs_class_name(pic, i, index));
        t.name_w = w > t.name_w ? w : t.name_w;
    }
    t.name_w = t.name_w > t.r.w / 3 ? t.r.w / 3 : t.name_w;
    t.cell = t.k ? (t.r.w - t.name_w - 1) / t.k : 0;
    t.cell = t.cell > 7 ? 7 : t.cell;
    if (t.cell < 2)
        return;
    for (int i = 0; i < t.k; i++) {
        const char *name = lrs_class_name(pic, i, index);
        lrs_canvas_text_right(c, t.r.x + t.name_w + (i + 1) * t.cell, t.r.y, t.cell - 1, LRS_R_DIM,
                              name);
        if (i + 1 >= t.r.h)
            continue;
        lrs_canvas_text_right(c, t.r.x + t.name_w, t.r.y + 1 + i, t.name_w, LRS_R_DIM, name);
        for (int j = 0; j < t.k; j++)
            table_cell(c, &t, pic, i, j);
    }
}

/* ---- examples ---- */

enum { HALF_BLOCK = 0x2580 };
static const char ramp[] = " .:-=+*#%@";
static const uint16_t shades[] = {' ', 0x2591, 0x2592, 0x2593, 0x2588};

/* Brightness 0 to 1 without colours, in SHADE levels. */
static uint32_t ink(const struct lrs_canvas *c, float v)
{
    int levels = c->glyphs == LRS_ASCII ? (int)sizeof ramp - 1 : 5;
    int level = (int)(v * (float)levels);
    level = level < 0 ? 0 : level < levels ? level : levels - 1;
    return c->glyphs == LRS_ASCII ? (unsigned char)ramp[level] : shades[level];
}

/* Shades from the terminal's own background to its ink. */
static int grey_of(float v)
{
    static const int roles[] = {LRS_BG_NONE, LRS_R_FRAME, LRS_R_DIM, LRS_R_STRONG};
    int level = (int)(v * 4);
    return roles[level < 0 ? 0 : level < 4 ? level : 3];
}

/* One image of SIDE x SIDE pixels: a column of the screen each, and two of them in a row. */
static void draw_image(struct lrs_canvas *c, int x0, int y0, int side, const float *pixel)
{
    bool halves = c->maps && c->glyphs != LRS_ASCII;
    for (int y = 0; y < side; y += 2)
        for (int x = 0; x < side; x++) {
            float upper = pixel[y * side + x], lower = y + 1 < side ? pixel[(y + 1) * side + x] : 0;
            struct lrs_rect here = {x0 + x, y0 + y / 2, 1, 1};
            if (!halves) {
                lrs_canvas_put(c, here.x, here.y, ink(c, (upper + lower) / 2), LRS_R_TEXT);
                continue;
            }
            int up = grey_of(upper), down = grey_of(lower);
            if (up == LRS_BG_NONE) /* which has no ink to paint it with */
                lrs_canvas_put(c, here.x, here.y, down == up ? ' ' : HALF_BLOCK + 4, down);
            else
                lrs_canvas_put(c, here.x, here.y, HALF_BLOCK, up);
            lrs_canvas_style(c, here, -1, up == LRS_BG_NONE ? LRS_BG_NONE : down, 0);
        }
}

/* "7" where it is right, "7 not 1!" where it is not: told by words, not by colour alone. */
static void draw_verdict(struct lrs_canvas *c, int x, int y, int w, const struct lrs_picture *pic,
                         const struct lrs_picture_example *e)
{
    char said[12], is[12], text[64];
    bool right = e->said == e->label;
    if (right)
        snprintf(text, sizeof text, "%.40s", lrs_class_name(pic, e->said, said));
    else
        snprintf(text, sizeof text, "%.20s not %.20s", lrs_class_name(pic, e->label, is),
                 lrs_class_name(pic, e->said, said));
    int n = lrs_canvas_text(c, x, y, w, right ? LRS_R_DIM : LRS_R_WARN, text);
    if (!right)
        lrs_canvas_style(c, (struct lrs_rect){x, y, n, 1}, -1, -1,
                         LRS_CELL_BOLD | LRS_CELL_REVERSE);
}

void lrs_draw_examples(struct lrs_canvas *c, struct lrs_rect r, const struct lrs_picture *pic)
{
    int side = pic->side, high = (side + 1) / 2, w = side + 2, h = high + 1;
    w = w < 9 ? 9 : w;
    struct lrs_rect m = lrs_picture_room(r);
    int across = (m.w + 1) / w, down = (m.h + (m.h > h)) / h;
    int gap = down > 1 && (m.h - down * h) >= down - 1 ? 1 : 0;
    int margin = (m.w - across * w + 1) / 2;
    for (int i = 0; across > 0 && i < across * down && i < pic->n_examples; i++) {
        int x = m.x + margin + i % across * w, y = m.y + i / across * (h + gap);
        if (y + h > m.y + m.h)
            return;
        draw_image(c, x, y, side, pic->value + (size_t)i * (size_t)(side * side));
        draw_verdict(c, x, y + high, w - 1, pic, &pic->example[i]);
    }
}
