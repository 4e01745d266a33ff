/* The grid itself: cells, clipping, wide characters, fills. Text is in text.c, the forms that a
 * canvas is printed in in print.c. A wide character takes two cells; the right one is marked CONT,
 * and writing on either half blanks the other. */
#include "lrscope/canvas.h"

#include "draw_priv.h"
#include "lrscope/mem.h"

static const struct lrs_cell blank = {.cp = ' ', .fg = LRS_R_TEXT, .bg = LRS_BG_NONE};

void lrs_canvas_init(struct lrs_canvas *c, int w, int h, enum lrs_glyphs glyphs, bool colour)
{
    *c = (struct lrs_canvas){.glyphs = glyphs, .colour = colour, .maps = colour, .cursor_x = -1, .cursor_y = -1};
    lrs_canvas_resize(c, w, h);
}

void lrs_canvas_resize(struct lrs_canvas *c, int w, int h)
{
    w = w > 0 ? w : 0;
    h = h > 0 ? h : 0;
    if (w != c->w || h != c->h || !c->cell) {
        lrs_free(c->cell);
        c->cell = LRS_ARRAY(struct lrs_cell, (size_t)w * (size_t)h);
        c->w = w;
        c->h = h;
    }
    lrs_canvas_clear(c);
}

void lrs_canvas_free(struct lrs_canvas *c)
{
    lrs_free(c->cell);
    c->cell = NULL;
    c->w = c->h = 0;
}

void lrs_canvas_clear(struct lrs_canvas *c)
{
    for (size_t i = 0; i < (size_t)c->w * (size_t)c->h; i++)
        c->cell[i] = blank;
    c->cursor_x = c->cursor_y = -1;
}

struct lrs_cell *canvas_at(const struct lrs_canvas *c, int x, int y)
{
    if (x < 0 || y < 0 || x >= c->w || y >= c->h)
        return NULL;
    return &c->cell[(size_t)y * (size_t)c->w + (size_t)x];
}

/* Blanks the other half of a wide character that cell (x, y) is part of. */
static void unpair(struct lrs_canvas *c, int x, int y)
{
    struct lrs_cell *self = canvas_at(c, x, y), *left = canvas_at(c, x - 1, y),
                    *right = canvas_at(c, x + 1, y);
    if (left && self && (self->flags & LRS_CELL_CONT))
        left->cp = ' ';
    if (right && (right->flags & LRS_CELL_CONT)) {
        right->cp = ' ';
        right->flags &= (uint8_t)~LRS_CELL_CONT;
    }
}

static void put_cell(struct lrs_canvas *c, int x, int y, uint32_t cp, int fg, unsigned flags)
{
    struct lrs_cell *cell = canvas_at(c, x, y);
    if (!cell)
        return;
    unpair(c, x, y);
    cell->cp = cp;
    cell->fg = (uint8_t)fg;
    cell->flags =
        (uint8_t)((cell->flags & ~(LRS_CELL_CONT | LRS_CELL_UNDER | LRS_CELL_CURVE)) | flags);
}

void lrs_canvas_put(struct lrs_canvas *c, int x, int y, uint32_t cp, int fg)
{
    int width = lrs_utf8_width(cp);
    if (cp < ' ' || width == 0) {
        cp = ' ';
        width = 1;
    }
    if (c->glyphs == LRS_ASCII)
        cp = lrs_fold(cp);
    if (width < 2) {
        put_cell(c, x, y, cp, fg, 0);
    } else if (cp < 0x80) { /* folded: the likeness of a wide one is two narrow ones */
        put_cell(c, x, y, cp, fg, 0);
        put_cell(c, x + 1, y, cp, fg, 0);
    } else if (canvas_at(c, x, y) && canvas_at(c, x + 1, y)) {
        put_cell(c, x, y, cp, fg, 0);
        put_cell(c, x + 1, y, ' ', fg, LRS_CELL_CONT);
    } else { /* half of it is outside */
        put_cell(c, x, y, ' ', fg, 0);
        put_cell(c, x + 1, y, ' ', fg, 0);
    }
}

struct lrs_rect canvas_clip(const struct lrs_canvas *c, struct lrs_rect r)
{
    int x1 = r.w > c->w - r.x ? c->w : r.x + r.w, y1 = r.h > c->h - r.y ? c->h : r.y + r.h;
    int x0 = r.x > 0 ? r.x : 0, y0 = r.y > 0 ? r.y : 0;
    return (struct lrs_rect){x0, y0, x1 > x0 ? x1 - x0 : 0, y1 > y0 ? y1 - y0 : 0};
}

void lrs_canvas_style(struct lrs_canvas *c, struct lrs_rect r, int fg, int bg, int flags)
{
    r = canvas_clip(c, r);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++) {
            struct lrs_cell *cell = &c->cell[(size_t)y * (size_t)c->w + (size_t)x];
            if (fg >= 0)
                cell->fg = (uint8_t)fg;
            if (bg >= 0)
                cell->bg = (uint8_t)bg;
            if (flags >= 0)
                cell->flags = (uint8_t)((cell->flags & (LRS_CELL_CONT | LRS_CELL_UNDER)) | flags);
        }
}

void lrs_canvas_fill(struct lrs_canvas *c, struct lrs_rect r, uint32_t cp, int fg, int bg)
{
    r = canvas_clip(c, r);
    for (int y = r.y; y < r.y + r.h; y++)
        for (int x = r.x; x < r.x + r.w; x++) {
            lrs_canvas_put(c, x, y, cp, fg);
            struct lrs_cell *cell = &c->cell[(size_t)y * (size_t)c->w + (size_t)x];
            cell->bg = (uint8_t)bg;
            cell->flags &= LRS_CELL_CONT;
        }
}
