/* Axes whose labelled ticks stand in the middle of a row: the row beside a label then is the value
 * itself, and equal steps are equal numbers of rows.
 *
 * Work is done on a ruler: the values themselves, or their decimal logarithms. A step of the ticks is
 * APART rows long, so a row is step / apart of the ruler, and row number k has its middle at k rows.
 * Of all pairs that show enough, the one with the finest rows wins (it covers the box best), unless its
 * labels are too few or too many (density) or its steps are odd (simplicity): what Talbot, Lin and
 * Hanrahan weigh, for labels that must stand on rows. */
#include "draw_priv.h"

#include <float.h>
#include <math.h>

#include "lrscope/mem.h"

/* A way to lay the ruler: row BOTTOM (counted from 0 on the ruler) is the lowest of the box. */
struct fit {
    double step, row, bottom, cost;
    int apart;
};

struct wish {
    double lo, hi; /* on the ruler */
    int rows;
    bool log;
};

/* The rows above a decade in which 2 and 5 times it lie; false where they are not near a middle. */
static bool rows_of_2_and_5(int apart, double row[2])
{
    static const double NEAR = 0.12; /* of a row: half a Braille dot */
    double two = apart * log10(2), five = apart * log10(5);
    row[0] = round(two);
    row[1] = round(five);
    return fabs(two - row[0]) < NEAR && fabs(five - row[1]) < NEAR;
}

/* Multiples of APART among the rows from BOTTOM on, each moved up by OFFSET. */
static int count_multiples(const struct fit *f, int rows, double offset)
{
    double first = ceil((f->bottom - offset) / f->apart);
    double last = floor((f->bottom - offset + rows - 1) / f->apart);
    return last < first ? 0 : (int)(last - first) + 1;
}

/* Would so many labels be too close to each other? */
static bool crowded(const struct wish *w, int labels)
{
    return w->rows > 4 && labels > w->rows / 2 + 1;
}

/* Labels of an axis; on a logarithmic one with few decades, where there is room, 2 and 5 get some as
 * well: then *BETWEEN. */
static int count_labels(const struct wish *w, const struct fit *f, double row[2], bool *between)
{
    int n = count_multiples(f, w->rows, 0), more = n;
    *between = false;
    if (!w->log || f->step != 1 || n > 2 || !rows_of_2_and_5(f->apart, row))
        return n;
    for (int i = 0; i < 2; i++)
        more += count_multiples(f, w->rows, row[i]);
    *between = !crowded(w, more);
    return *between ? more : n;
}

/* What counts is how fine the rows are; crowded labels, too few and too many are worth some of it. */
static double cost_of(const struct wish *w, const struct fit *f)
{
    double cost = f->row, row[2];
    bool between;
    int n = count_labels(w, f, row, &between), many = 3 + w->rows / 4;
    if (crowded(w, n))
        cost *= 1.6;
    if (n < (w->rows > 1 ? 2 : 1))
        cost *= 100;
    else if (n < 3 && w->rows > 5)
        cost *= 1.6;
    return n > many ? cost * (1 + 0.06 * (n - many)) : cost;
}

/* Takes a step and its rows for *BEST where they show enough and cost less. ODD: what counting in such
 * steps costs, over 1. */
static bool try_fit(const struct wish *w, double step, int apart, double odd, struct fit *best)
{
    static const double SLACK = 1e-9;
    struct fit f = {.step = step, .row = step / apart, .apart = apart};
    f.bottom = floor(w->lo / f.row + 0.5 + SLACK);
    if (!((f.bottom + w->rows - 0.5 + SLACK) * f.row >= w->hi))
        return false;
    f.cost = cost_of(w, &f) * odd;
    if (f.cost < best->cost)
        *best = f;
    return true;
}

static struct fit fit_linear(const struct wish *w)
{
    /* The steps of ticks.c by size, with their lack of simplicity. */
    static const double mantissa[] = {1, 2, 2.5, 3, 4, 5};
    static const double odd[] = {1, 1, 1, 1.35, 1.3, 1};
    struct fit best = {.cost = INFINITY};
    for (int apart = 1; apart <= 8 && (apart < w->rows || apart == 1); apart++) {
        double unit = pow(10, floor(log10((w->hi - w->lo) / w->rows * apart)));
        for (int i = 0; i < 18; i++) {
            if (try_fit(w, mantissa[i % 6] * unit, apart, odd[i % 6], &best) && odd[i % 6] == 1)
                break; /* larger ones are coarser */
            unit *= i % 6 == 5 ? 10 : 1;
        }
    }
    return best;
}

static struct fit fit_log(const struct wish *w)
{
    static const int decades[] = {2, 3, 5, 10, 20, 50, 100, 200, 500, 1000};
    struct fit best = {.cost = INFINITY};
    for (int apart = 1; apart <= 2 * w->rows; apart++)
        try_fit(w, 1, apart, 1, &best);
    for (int i = 0; i < 10; i++)
        for (int apart = 1; apart <= 6; apart++)
            try_fit(w, decades[i], apart, 1, &best);
    return best;
}

static void linear_axis(struct lrs_axis *a, const struct wish *w, const struct fit *f)
{
    double end = f->bottom + w->rows;
    a->scale = (struct lrs_scale){(f->bottom - 0.5) * f->row, (end - 0.5) * f->row, false};
    ticks_linear(&a->ticks, f->step, ceil(f->bottom / f->apart), floor((end - 1) / f->apart),
                 false);
}

static double power_of_ten(double x)
{
    return pow(10, fmin(fmax(x, DBL_MIN_10_EXP), DBL_MAX_10_EXP));
}

static void log_axis(struct lrs_axis *a, const struct wish *w, const struct fit *f)
{
    static const double mantissa[] = {1, 2, 5};
    double end = f->bottom + w->rows, at[3] = {0};
    bool between;
    count_labels(w, f, at + 1, &between);
    int kinds = between ? 3 : 1;
    a->scale = (struct lrs_scale){power_of_ten((f->bottom - 0.5) * f->row),
                                  power_of_ten((end - 0.5) * f->row), true};
    for (double k = floor(f->bottom / f->apart); k * f->apart < end; k++)
        for (int i = 0; i < kinds; i++) {
            double row = k * f->apart + at[i], exponent = k * f->step;
            if (row >= f->bottom && row < end && fabs(exponent) < DBL_MAX_10_EXP)
                ticks_log(&a->ticks, &a->scale, mantissa[i] * pow(10, exponent));
        }
}

void lrs_axis_fit(struct lrs_axis *a, const struct lrs_scale *want, int rows)
{
    struct wish w = {.lo = want->lo, .hi = want->hi, .rows = rows, .log = want->log};
    *a = (struct lrs_axis){.scale = *want};
    if (rows < 1 || !(want->lo < want->hi))
        return;
    if (w.log) {
        w.lo = log10(w.lo);
        w.hi = log10(w.hi);
    }
    struct fit f = w.log ? fit_log(&w) : fit_linear(&w);
    if (!isfinite(f.cost))
        return;
    if (w.log)
        log_axis(a, &w, &f);
    else
        linear_axis(a, &w, &f);
}
