/* Curves made of characters that are chosen for their shape. A gentle part takes one cell a column
 * and tells quarters of a row apart: _ . - ' lie at the bottom, below and about the middle, and at
 * the top, so that a slow rise reads _.-'_.-' and half a row a column reads .'.' ; a slope near one
 * row a column is / or \ ; steeper parts are connected vertical runs, shared out so that each row
 * belongs to one column, with corners . and ' where a run meets a level part:
 *
 *        .------.          _.-'"'-._
 *        |      |        .'         '.
 *     ---'      '---   .'             '.
 *
 * Curves that meet in a cell share it: X and + where they cross, = and : where one runs above the
 * other. The later one gives the colour. Some styles have letters along the line: ---o-------o---.
 */
#include "draw_priv.h"

#include <math.h>
#include <stdlib.h>

#include "lrscope/mem.h"

/* What is drawn in one column: rows LO..HI from the bottom, the ends with their own characters. */
struct column {
    int lo, hi;
    char at_lo, at_hi; /* AT_HI also where there is but one row */
    bool some, run;
    int direction; /* of a run: 1 rises, -1 falls */
};

static int clamp_row(const struct lrs_plot *p, double height)
{
    int row = (int)floor(height);
    return row < 0 ? 0 : row < p->box.h ? row : p->box.h - 1;
}

/* The character for a level FRACTION of a row above its bottom. Level parts do with thirds, as a
 * long row of dots would look dotted. */
static char level_char(double fraction, bool flat)
{
    if (flat)
        return "_-\""[fraction < 1.0 / 3 ? 0 : fraction < 2.0 / 3 ? 1 : 2];
    return "_.-'"[fraction < 0.25 ? 0 : fraction < 0.5 ? 1 : fraction < 0.75 ? 2 : 3];
}

static double bottom_of(const struct way *w)
{
    return fmin(w->lo, fmin(w->in, w->out));
}

static double top_of(const struct way *w)
{
    return fmax(w->hi, fmax(w->in, w->out));
}

/* Is the part of the curve beside column I level, compared with a height of it? */
static bool level_beside(const struct way *w, int n, int i, double height)
{
    return i < 0 || i >= n || !w[i].some || fabs(w[i].out - w[i].in) < height / 3;
}

/* Does the curve take several rows in column I? */
static bool is_run(const struct way *w, int n, int i)
{
    double height = top_of(&w[i]) - bottom_of(&w[i]);
    bool jump = level_beside(w, n, i - 1, height) && level_beside(w, n, i + 1, height);
    return height > (jump ? 0.7 : 1.0);
}

/* The heights of the curve where it enters and leaves column I. One sample a column lies where the
 * way ends: then the column is taken to be about the sample. */
static void sides(const struct way *w, int n, int i, double *left, double *right)
{
    *left = w[i].in;
    *right = w[i].out;
    if (w[i].mean != w[i].out || i + 1 == n || !w[i + 1].some || is_run(w, n, i + 1))
        return;
    double slope = (w[i + 1].out - w[i].in) / 2;
    *left = w[i].mean - slope / 2;
    *right = w[i].mean + slope / 2;
}

/* A column in which the curve takes one cell. */
static void gentle(const struct lrs_plot *p, const struct way *w, int n, int i, struct column *c)
{
    static const double LEVEL = 0.03, DIAGONAL = 0.6;
    int row = clamp_row(p, w[i].mean);
    double left, right, at = w[i].mean - row;
    sides(w, n, i, &left, &right);
    double a = fmin(fmax(left - row, 0), 1), b = fmin(fmax(right - row, 0), 1);
    if (left != a + row || right != b + row)
        at = (a + b) / 2; /* of the part in this row */
    c->lo = c->hi = row;
    if (fabs(b - a) >= DIAGONAL)
        c->at_hi = b > a ? '/' : '\\';
    else
        c->at_hi = level_char(at, fabs(right - left) < LEVEL);
}

/* What a run meets at an end: a level part (a corner), a run on in the same direction (the rows are
 * shared out), a gentler part in the same direction, or a turn. */
enum meeting { AT_LEVEL, AT_RUN, AT_GENTLE, AT_TURN };

static enum meeting meets(const struct way *w, const struct column *c, int n, int i, int direction)
{
    static const double STEEPISH = 0.4;
    if (i < 0 || i >= n || !c[i].some || c[i].direction == 0)
        return AT_LEVEL;
    if (!c[i].run && fabs(w[i].out - w[i].in) < STEEPISH)
        return AT_LEVEL;
    if (c[i].direction != direction)
        return AT_TURN;
    return c[i].run ? AT_RUN : AT_GENTLE;
}

/* The end of a run: a row that it covers a part of, and what is beside it. */
struct end {
    bool top;
    double covered;
    enum meeting meeting;
    bool taken; /* the neighbour lies in that row */
};

/* The character that ends a run, 0 = the row is left out. ALONG is the diagonal that leads on. */
static char end_char(const struct end *e, char along)
{
    char corner = e->top ? '.' : '\'', on = e->top ? along : '|';
    switch (e->meeting) {
    case AT_RUN:
        return (e->top ? e->covered >= 0.5 : e->covered > 0.5) ? on : 0;
    case AT_GENTLE:
        return e->taken ? 0 : on;
    case AT_TURN:
        return e->covered < 0.2 ? 0 : e->covered < 0.5 ? corner : along;
    case AT_LEVEL:
        break;
    }
    return e->covered < 0.2 ? 0 : e->covered < 0.7 ? corner : '|';
}

/* The upper or lower end of the run in column I, at height Y. */
static struct end end_of(const struct lrs_plot *p, const struct way *w, const struct column *c,
                         int n, int i, bool top, double y)
{
    int row = clamp_row(p, y), beside = (c[i].direction > 0) == top ? i + 1 : i - 1;
    struct end e = {.top = top, .covered = top ? y - row : row + 1 - y};
    bool leads = top ? y <= fmax(w[i].in, w[i].out) : y >= fmin(w[i].in, w[i].out);
    if (leads) /* else a peak within the column */
        e.meeting = meets(w, c, n, beside, c[i].direction);
    e.taken = e.meeting == AT_GENTLE && clamp_row(p, w[beside].mean) == row;
    return e;
}

/* A column in which the curve takes several rows. */
static void steep(const struct lrs_plot *p, const struct way *w, int n, int i, struct column *c)
{
    double bottom = bottom_of(&w[i]), top = top_of(&w[i]);
    struct end upper = end_of(p, w, c, n, i, true, top);
    struct end lower = end_of(p, w, c, n, i, false, bottom);
    char along = c[i].direction > 0 ? '/' : c[i].direction < 0 ? '\\' : '|';
    c[i].lo = clamp_row(p, bottom);
    c[i].hi = clamp_row(p, top);
    c[i].at_hi = end_char(&upper, along);
    c[i].at_lo = end_char(&lower, along);
    if (!c[i].at_hi) {
        c[i].hi--;
        c[i].at_hi = upper.meeting == AT_LEVEL ? '|' : along;
    }
    if (!c[i].at_lo) {
        c[i].lo++;
        c[i].at_lo = '|';
    }
    if (c[i].lo > c[i].hi) {
        c[i].lo = c[i].hi = clamp_row(p, (bottom + top) / 2);
        c[i].at_hi = along;
    } else if (c[i].lo == c[i].hi && c[i].at_lo == '\'') {
        c[i].at_hi = c[i].at_hi == '.' ? '|' : '\'';
    }
}

/* Lets a column reach to the one before, where rounding has left a gap. */
static void join(struct column *c, const struct column *before)
{
    if (!before->some)
        return;
    if (c->lo > before->hi + 1) {
        if (c->lo == c->hi)
            c->at_hi = c->at_hi == '.' || c->at_hi == '_' ? '.' : '|';
        c->lo = before->hi + 1;
        c->at_lo = '|';
    } else if (c->hi < before->lo - 1) {
        if (c->lo == c->hi)
            c->at_lo = c->at_hi == '\'' || c->at_hi == '"' ? '\'' : '|';
        c->hi = before->lo - 1;
        c->at_hi = '|';
    }
}

/* What a character draws: thirds of its cell, diagonals, an upright; 0 where it is none of ours. */
enum { LOW = 1, MIDDLE = 2, HIGH = 4, LEVELS = 7, RISING = 8, FALLING = 16, UPRIGHT = 32 };

static unsigned strokes_of(uint32_t cp)
{
    static const struct {
        char ch;
        uint8_t strokes;
    } shapes[] = {{'_', LOW},      {'.', LOW},
                  {'-', MIDDLE},   {'\'', HIGH},
                  {'"', HIGH},     {':', LOW | HIGH},
                  {'=', LEVELS},   {'/', RISING},
                  {'\\', FALLING}, {'X', RISING | FALLING},
                  {'|', UPRIGHT},  {'+', UPRIGHT | MIDDLE}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (cp == (unsigned char)shapes[i].ch)
            return shapes[i].strokes;
    return 0;
}

/* Two curves in one cell: a character that shows the strokes of both. */
static char meeting_char(uint32_t there, char ch)
{
    unsigned before = strokes_of(there), now = strokes_of((unsigned char)ch), both = before | now;
    unsigned slanting = both & (RISING | FALLING);
    if (!now || both == now ||
        (slanting && slanting == both - (both & UPRIGHT) && slanting != (RISING | FALLING)))
        return ch; /* nothing new, or two steep ones side by side */
    if (both == before)
        return (char)there;
    if (slanting)
        return 'X';
    if (both & UPRIGHT)
        return '+';
    return both == (LOW | HIGH) ? ':' : '=';
}

static void draw_cell(const struct lrs_plot *p, int column, int row, char ch, enum lrs_line style,
                      int role)
{
    if (style == LRS_DOTTED)
        ch = ch == '|' ? ':' : ch == '\'' || ch == '"' ? '\'' : '.';
    struct lrs_cell *cell = canvas_at(p->c, p->box.x + column, p->box.y + p->box.h - 1 - row);
    if (!cell)
        return;
    if (cell->fg != role && (cell->flags & LRS_CELL_CURVE))
        ch = meeting_char(cell->cp, ch);
    cell->cp = (unsigned char)ch;
    cell->fg = (uint8_t)role;
    cell->flags = (uint8_t)(LRS_CELL_CURVE | (p->c->thick ? LRS_CELL_BOLD : 0));
}

/* The letter that a style has at a PLACE along the curve, else CH. */
static char lettered(enum lrs_line style, int place, char ch)
{
    enum { APART = 8 };
    if (style == LRS_DASH_DOT && place % APART == APART / 2)
        return 'o';
    return style == LRS_LONG_DASH && place % APART == 0 ? 'x' : ch;
}

static void draw_column(const struct lrs_plot *p, int i, const struct column *c, int from,
                        enum lrs_line style, int role)
{
    for (int row = c->lo; row <= c->hi; row++) {
        char ch = row == c->hi ? c->at_hi : row == c->lo ? c->at_lo : '|';
        bool solid = style == LRS_DOTTED && ch == '|'; /* ":" is dotted by itself */
        int place = i + abs(row - from);
        if (solid || style_on(style, LRS_ASCII, place))
            draw_cell(p, i, row, lettered(style, place, ch), style, role);
    }
}

void ascii_ways(const struct lrs_plot *p, int n, const struct way *w, enum lrs_line style, int role)
{
    struct column *c = LRS_ARRAY(struct column, (size_t)n);
    for (int i = 0; i < n; i++) {
        c[i].some = w[i].some;
        c[i].run = w[i].some && is_run(w, n, i);
        c[i].direction = (w[i].out > w[i].in) - (w[i].out < w[i].in);
    }
    for (int i = 0; i < n; i++) {
        if (!c[i].some)
            continue;
        if (c[i].run)
            steep(p, w, n, i, c);
        else
            gentle(p, w, n, i, &c[i]);
        if (i > 0)
            join(&c[i], &c[i - 1]);
        draw_column(p, i, &c[i], clamp_row(p, w[i].in), style, role);
    }
    lrs_free(c);
}

void ascii_band(const struct lrs_plot *p, int n, const struct way *w, int role)
{
    for (int i = 0; i < n; i++) {
        if (!w[i].some)
            continue;
        int lo = clamp_row(p, w[i].lo), hi = clamp_row(p, w[i].hi);
        for (int row = lo; row <= hi; row++) {
            double from = fmax(w[i].lo - row, 0), to = fmin(w[i].hi - row, 1);
            bool sparse = hi > lo && ((row + i) % 2 || to - from < 0.2);
            int x = p->box.x + i, y = p->box.y + p->box.h - 1 - row;
            struct lrs_cell *cell = canvas_at(p->c, x, y);
            if (sparse || !cell || (cell->cp != ' ' && !(cell->flags & LRS_CELL_UNDER)))
                continue;
            lrs_canvas_put(p->c, x, y, (from + to) / 2 > 0.6 ? '\'' : '.', role);
            cell->flags |= LRS_CELL_UNDER;
        }
    }
}

/* The character for a straight piece with DX columns and DY rows, at a FRACTION of its row. */
static char segment_char(double dx, double dy, double fraction)
{
    if (fabs(dy) > 1.6 * fabs(dx))
        return '|';
    if (fabs(dy) > 0.5 * fabs(dx))
        return (dx > 0) == (dy > 0) ? '/' : '\\';
    return level_char(fraction, false);
}

void ascii_segment(const struct lrs_plot *p, const double a[2], const double b[2],
                   enum lrs_line style, int role, int *at)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], longest = fmax(fabs(dx), fabs(dy));
    if (!(longest < 1e5)) /* far outside */
        return;
    int n = (int)ceil(longest);
    for (int i = 0; i <= n; i++) {
        double t = n ? (double)i / n : 0, x = a[0] + t * dx, y = a[1] + t * dy;
        if (x >= 0 && x < p->box.w && y >= 0 && y < p->box.h && style_on(style, LRS_ASCII, *at))
            draw_cell(p, (int)x, (int)y, segment_char(dx, dy, y - floor(y)), style, role);
        *at += i < n;
    }
}
