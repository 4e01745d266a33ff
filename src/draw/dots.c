/* Curves made of dots: Braille (2 x 4 a cell) and quadrants (2 x 2). Curves that meet in a cell
 * share it: all dots stay and the later curve gives the colour. What lies under the curves (bands,
 * shades) gives way to them instead. */
#include "draw_priv.h"

#include <math.h>
#include <stdlib.h>

/* Quadrants by bits: 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
static const uint16_t quadrant[16] = {' ',    0x2598, 0x259d, 0x2580, 0x2596, 0x258c,
                                      0x259e, 0x259b, 0x2597, 0x259a, 0x2590, 0x259c,
                                      0x2584, 0x2599, 0x259f, 0x2588};
/* Braille by row from the top and column. */
static const uint8_t braille[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

int dots_down(const struct lrs_canvas *c)
{
    return c->glyphs == LRS_QUADRANT ? 2 : 4;
}

/* The dots that a character consists of; none where it is no such character. */
static unsigned dots_of(enum lrs_glyphs glyphs, uint32_t cp)
{
    if (glyphs == LRS_BRAILLE)
        return cp >= 0x2800 && cp <= 0x28ff ? cp - 0x2800 : 0;
    for (unsigned i = 1; i < 16; i++)
        if (quadrant[i] == cp)
            return i;
    return 0;
}

/* Sets dot (X, UP), counted from the lower left corner of the box. UNDER: as part of what lies
 * under the curves. */
static void set_dot(const struct lrs_plot *p, int x, int up, int role, bool under)
{
    int down = dots_down(p->c), from_top = p->box.h * down - 1 - up;
    if (x < 0 || x >= 2 * p->box.w || up < 0 || from_top < 0)
        return;
    struct lrs_cell *cell = canvas_at(p->c, p->box.x + x / 2, p->box.y + from_top / down);
    if (!cell)
        return;
    bool was_under = cell->flags & LRS_CELL_UNDER;
    unsigned dots = dots_of(p->c->glyphs, cell->cp);
    if (under ? cell->cp != ' ' && !(was_under && dots) : was_under)
        dots = 0;
    if (under && cell->cp != ' ' && !was_under)
        return; /* a curve is here already */
    if (p->c->glyphs == LRS_BRAILLE)
        cell->cp = 0x2800 + (dots | braille[from_top % 4][x % 2]);
    else
        cell->cp = quadrant[dots | 1u << (from_top % 2 * 2 + x % 2)];
    cell->fg = (uint8_t)role;
    cell->flags = (uint8_t)(under ? cell->flags | LRS_CELL_UNDER : cell->flags & ~LRS_CELL_UNDER);
}

/* The middle of a row lies between two dots: the upper one is it, however rounding falls. */
static const double SLACK = 1e-6;

/* The dot row of a height. */
static int dot_row(const struct lrs_plot *p, double height)
{
    int rows = p->box.h * dots_down(p->c), up = (int)floor(height * dots_down(p->c) + SLACK);
    return up < 0 ? 0 : up < rows ? up : rows - 1;
}

/* A mark of a curve: a dot, or on a canvas for projectors four. */
static void set_mark(const struct lrs_plot *p, int x, int up, int role)
{
    set_dot(p, x, up, role, false);
    if (!p->c->thick)
        return;
    int below = up > 0 ? up - 1 : up + 1, beside = x + 1 < 2 * p->box.w ? x + 1 : x - 1;
    set_dot(p, x, below, role, false);
    set_dot(p, beside, up, role, false);
    set_dot(p, beside, below, role, false);
}

void dots_ways(const struct lrs_plot *p, int n, const struct way *w, enum lrs_line style, int role)
{
    int mark = p->c->thick ? 2 : 1; /* dots across; line styles count in marks */
    for (int x = 0; x < n; x++) {
        if (!w[x].some)
            continue;
        int in = dot_row(p, w[x].in), out = dot_row(p, w[x].out);
        int lo = dot_row(p, fmin(w[x].lo, fmin(w[x].in, w[x].out)));
        int hi = dot_row(p, fmax(w[x].hi, fmax(w[x].in, w[x].out)));
        /* The column before has drawn the dot that this one starts from. */
        if (x > 0 && w[x - 1].some && lo < hi && in != out) {
            lo += in == lo;
            hi -= in == hi;
        }
        lo -= style == LRS_THICK && lo > 0;
        for (int up = lo; up <= hi; up++)
            if (style_on(style, p->c->glyphs, (x + abs(up - in)) / mark))
                set_mark(p, x, up, role);
    }
}

void dots_segment(const struct lrs_plot *p, const double a[2], const double b[2],
                  enum lrs_line style, int role, int *at)
{
    int down = dots_down(p->c);
    double x = a[0] * 2, y = a[1] * down, dx = b[0] * 2 - x, dy = b[1] * down - y;
    double longest = fmax(fabs(dx), fabs(dy));
    if (!(longest < 1e5)) /* far outside */
        return;
    int n = (int)ceil(longest);
    for (int i = 0; i <= n; i++) {
        double t = n ? (double)i / n : 0;
        int column = (int)floor(x + t * dx), up = (int)floor(y + t * dy + SLACK);
        bool inside = column >= 0 && column < 2 * p->box.w && up >= 0 && up < down * p->box.h;
        if (inside && style_on(style, p->c->glyphs, *at))
            set_mark(p, column, up, role);
        *at += i < n;
    }
}

void dots_band(const struct lrs_plot *p, int n, const struct way *w, int role)
{
    for (int x = 0; x < n; x++)
        for (int up = dot_row(p, w[x].lo), hi = dot_row(p, w[x].hi); w[x].some && up <= hi; up++)
            if ((x % 2 == 0 && (up + x / 2) % 2 == 0) || w[x].hi - w[x].lo < 0.5)
                set_dot(p, x, up, role, true);
}
