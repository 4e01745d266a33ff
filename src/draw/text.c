/* Words and lines on the canvas: text that is cut or wrapped, frames, rules, gauges. */
#include "lrscope/canvas.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { ELLIPSIS = 0x2026 };

/* Columns of a character as the canvas shows it: control characters are blanks. */
static int shown_width(uint32_t cp)
{
    return cp < ' ' ? 1 : lrs_utf8_width(cp);
}

static int shown_text_width(const char *s)
{
    int width = 0;
    while (*s)
        width += shown_width(lrs_utf8_next(&s));
    return width;
}

int lrs_canvas_text(struct lrs_canvas *c, int x, int y, int max, int fg, const char *text)
{
    int at = 0, total = shown_text_width(text);
    bool cut = max >= 0 && total > max;
    int room = cut ? max - 1 : total;
    while (*text) {
        uint32_t cp = lrs_utf8_next(&text);
        int width = shown_width(cp);
        if (width == 0)
            continue;
        if (at + width > room)
            break;
        lrs_canvas_put(c, x + at, y, cp, fg);
        at += width;
    }
    if (cut && max > 0)
        lrs_canvas_put(c, x + at++, y, ELLIPSIS, fg);
    return at;
}

int lrs_canvas_textf(struct lrs_canvas *c, int x, int y, int max, int fg, const char *fmt, ...)
{
    char buf[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    return lrs_canvas_text(c, x, y, max, fg, buf);
}

int lrs_canvas_text_right(struct lrs_canvas *c, int x, int y, int max, int fg, const char *text)
{
    int width = shown_text_width(text);
    if (max >= 0 && width > max)
        width = max;
    return lrs_canvas_text(c, x - width, y, max, fg, text);
}

/* Columns of the first BYTES bytes of S. */
static int part_width(const char *s, size_t bytes)
{
    int width = 0;
    for (const char *end = s + bytes; s < end;)
        width += lrs_utf8_width(lrs_utf8_next(&s));
    return width;
}

/* The bytes of S that fit into W columns, at least one character. */
static size_t part_bytes(const char *s, int w)
{
    const char *at = s, *next = s;
    for (int width = 0; *next; at = next) {
        width += lrs_utf8_width(lrs_utf8_next(&next));
        if (width > w && at > s)
            break;
    }
    return (size_t)(at - s);
}

int lrs_canvas_wrap(struct lrs_canvas *c, struct lrs_rect r, int fg, const char *text)
{
    int row = 0, x = 0;
    while (r.w > 0 && *(text += strspn(text, " \n"))) {
        size_t n = strcspn(text, " \n");
        int width = part_width(text, n);
        if (x > 0 && x + 1 + width > r.w) {
            row++;
            x = 0;
        }
        if (width > r.w) { /* a word that no line holds is broken */
            n = part_bytes(text, r.w);
            width = part_width(text, n);
        }
        x += x > 0;
        char word[512];
        snprintf(word, sizeof word, "%.*s", (int)n, text);
        if (row < r.h)
            lrs_canvas_text(c, r.x + x, r.y + row, r.w - x, fg, word);
        x += width;
        text += n;
    }
    return row + (x > 0);
}

void lrs_canvas_hline(struct lrs_canvas *c, int x, int y, int w, int role)
{
    for (int i = 0; i < w; i++)
        lrs_canvas_put(c, x + i, y, 0x2500, role);
}

void lrs_canvas_vline(struct lrs_canvas *c, int x, int y, int h, int role)
{
    for (int i = 0; i < h; i++)
        lrs_canvas_put(c, x, y + i, 0x2502, role);
}

void lrs_canvas_frame(struct lrs_canvas *c, struct lrs_rect r, int role, const char *title)
{
    if (r.w < 2 || r.h < 2)
        return;
    int x1 = r.x + r.w - 1, y1 = r.y + r.h - 1;
    lrs_canvas_hline(c, r.x + 1, r.y, r.w - 2, role);
    lrs_canvas_hline(c, r.x + 1, y1, r.w - 2, role);
    lrs_canvas_vline(c, r.x, r.y + 1, r.h - 2, role);
    lrs_canvas_vline(c, x1, r.y + 1, r.h - 2, role);
    lrs_canvas_put(c, r.x, r.y, 0x250c, role);
    lrs_canvas_put(c, x1, r.y, 0x2510, role);
    lrs_canvas_put(c, r.x, y1, 0x2514, role);
    lrs_canvas_put(c, x1, y1, 0x2518, role);
    if (title && *title && r.w > 6) {
        int n = lrs_canvas_text(c, r.x + 3, r.y, r.w - 6, role, title);
        lrs_canvas_put(c, r.x + 2, r.y, ' ', role);
        lrs_canvas_put(c, r.x + 3 + n, r.y, ' ', role);
    }
}

/* Heavy and light lines, and the left half of a heavy one. */
enum { FILLED = 0x2501, HALF = 0x2578, RAIL = 0x2500, ASCII_FILLED = '=', ASCII_RAIL = '-' };

void lrs_canvas_gauge(struct lrs_canvas *c, int x, int y, int w, double fraction, int role)
{
    if (!(fraction > 0)) /* NaN too */
        fraction = 0;
    if (fraction > 1)
        fraction = 1;
    bool ascii = c->glyphs == LRS_ASCII;
    int halves = (int)lround(fraction * w * 2);
    for (int i = 0; i < w; i++, halves -= 2) {
        if (halves >= 2)
            lrs_canvas_put(c, x + i, y, ascii ? ASCII_FILLED : FILLED, role);
        else if (halves == 1 && !ascii)
            lrs_canvas_put(c, x + i, y, HALF, role);
        else
            lrs_canvas_put(c, x + i, y, ascii ? ASCII_RAIL : RAIL, LRS_R_DIM);
    }
}
