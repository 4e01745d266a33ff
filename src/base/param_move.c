/* Parameter rows under the hand: nudges and gauges.
 *
 * A nudge must land on round numbers (ten times 0.1 * 1.1 is not 0.2593742460100001), a nudge down
 * must take a nudge up back, and nothing may leave the range. A logarithmic real walks on a ladder
 * of preferred numbers that repeats every decade (1 1.25 1.6 2 2.5 ... 10, ISO 3's R10, for a factor
 * of 1.25); a number between the rungs is multiplied and rounded to as few digits as allow the way
 * back. A whole number is multiplied and rounded, and moves by one at least. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "lrscope/param.h"

enum { COARSE = 5, STEPS_MAX = 1000, REAL_DIGITS = 3, ALL_DIGITS = 15 };

static bool is_whole(const struct lrs_param *p)
{
    return p->type == LRS_TYPE_INT || p->type == LRS_TYPE_INTS;
}

/* The least of a logarithmic row that may also be 0: there the multiplying ends. */
static double least_of(const struct lrs_param *p)
{
    double least = 1e-6;
    if (p->def > 0 && p->def < 1e3 * least)
        least = lrs_number_round(p->def / 1e3, 1);
    return isfinite(p->hi) && p->hi < least ? p->hi / 1e3 : least;
}

static int rungs_of(double factor)
{
    double n = round(1.0 / log10(factor));
    return n < 1 ? 1 : n > 1000 ? 1000 : (int)n;
}

/* Rung K of a ladder with N rungs a decade. */
static double rung(int k, int n)
{
    static const double r3[] = {1, 2, 5}, r10[] = {1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8};
    int decade = (int)floor((double)k / n), i = k - decade * n;
    double mantissa = n == 3    ? r3[i]
                      : n == 10 ? r10[i]
                                : lrs_number_round(pow(10.0, (double)i / n), n > 100  ? 4
                                                                             : n > 12 ? 3
                                                                                      : 2);
    return lrs_number_round(mantissa * pow(10.0, decade), REAL_DIGITS + 1);
}

/* The rung that X stands on; false between rungs. */
static bool find_rung(double x, int n, int *k)
{
    int guess = (int)round(log10(x) * n);
    for (*k = guess - 1; *k <= guess + 1; ++*k) {
        if (fabs(rung(*k, n) - x) <= 1e-9 * x)
            return true;
    }
    return false;
}

static int digits_of(double x)
{
    int d = 1;
    while (d < ALL_DIGITS && lrs_number_round(x, d) != x)
        d++;
    return d;
}

static bool on_rung(double x, double factor)
{
    int k;
    return find_rung(x, rungs_of(factor), &k);
}

/* The roundest quotient that leads up to Y again. A rung would lead elsewhere. */
static double slide_down(double y, double factor)
{
    int own = digits_of(y) > REAL_DIGITS ? digits_of(y) : REAL_DIGITS;
    for (int digits = REAL_DIGITS; digits <= ALL_DIGITS; digits++) {
        double x = lrs_number_round(y / factor, digits);
        if (!on_rung(x, factor) && lrs_number_round(x * factor, own) == y)
            return x;
    }
    return lrs_number_round(y / factor, REAL_DIGITS);
}

/* The roundest product from which slide_down() comes back to X. */
static double slide_up(double x, double factor)
{
    for (int digits = REAL_DIGITS; digits <= ALL_DIGITS; digits++) {
        double y = lrs_number_round(x * factor, digits);
        if (!on_rung(y, factor) && slide_down(y, factor) == x)
            return y;
    }
    return lrs_number_round(x * factor, REAL_DIGITS);
}

static double step_real(double x, int direction, double factor)
{
    int k, n = rungs_of(factor);
    if (find_rung(x, n, &k))
        return rung(k + direction, n);
    return direction > 0 ? slide_up(x, factor) : slide_down(x, factor);
}

static double whole_up(double x, double factor)
{
    return fmax(x + 1, round(x * factor));
}

/* Upwards different numbers stay different, so that down can be the exact opposite: the largest
 * number that does not lead beyond X. */
static double step_whole(double x, int direction, double factor)
{
    if (direction > 0)
        return whole_up(x, factor);
    double y = fmin(x - 1, ceil((x + 1) / factor));
    while (y > 0 && whole_up(y, factor) > x)
        y--;
    return y;
}

static double factor_of(const struct lrs_param *p)
{
    return p->nudge > 1 ? p->nudge : is_whole(p) ? 2 : 1.25;
}

static double step_log(const struct lrs_param *p, double x, int direction)
{
    bool zero_too = lrs_param_holds(p, 0);
    double least = is_whole(p) ? 1 : least_of(p);
    if (x <= 0)
        return direction > 0 ? least : 0;
    if (zero_too && direction < 0 && x <= least * (1 + 1e-9))
        return 0;
    double y = is_whole(p) ? step_whole(x, direction, factor_of(p))
                           : step_real(x, direction, factor_of(p));
    return zero_too && direction < 0 && y < least ? 0 : y;
}

/* Digits enough for any setting, few enough to hide that 0.1 + 0.2 is not 0.3. */
static double step_linear(const struct lrs_param *p, double x, int direction)
{
    double step = p->nudge > 0 ? p->nudge : 1;
    if (!(p->nudge > 0) && !is_whole(p) && isfinite(p->hi - p->lo))
        step = lrs_number_round((p->hi - p->lo) / 20, 1);
    if (is_whole(p))
        return x + direction * fmax(1, round(step));
    double y = x + direction * step;
    if (fabs(y) < 1e-9 * step)
        return 0;
    return lrs_number_round(y, 12);
}

static double one_step(const struct lrs_param *p, double x, int direction)
{
    double y = p->flags & LRS_LOG ? step_log(p, x, direction) : step_linear(p, x, direction);
    if (lrs_param_holds(p, y))
        return y;
    double end = direction > 0 ? p->hi : p->lo; /* a closed end can be reached */
    return lrs_param_holds(p, end) && end != x ? end : x;
}

/* Coarse is half a decade on a fine ladder, a decade on a rough one, five steps elsewhere. */
static int coarse_steps(const struct lrs_param *p)
{
    if (!(p->flags & LRS_LOG))
        return COARSE;
    int n = rungs_of(factor_of(p));
    return n >= 6 ? n / 2 : n;
}

static bool move_number(const struct lrs_param *p, double *x, int n, bool coarse)
{
    double y = *x;
    int direction = n > 0 ? 1 : -1;
    long steps = labs((long)n) * (coarse ? coarse_steps(p) : 1);
    steps = steps > STEPS_MAX ? STEPS_MAX : steps;
    for (long i = 0; i < steps; i++)
        y = one_step(p, y, direction);
    bool moved = y != *x;
    *x = y;
    return moved;
}

static bool move_list(const struct lrs_param *p, struct lrs_reals *list, int element, int n,
                      bool coarse)
{
    bool moved = false;
    for (size_t i = 0; i < list->n; i++) {
        if (element < 0 || (size_t)element == i)
            moved |= move_number(p, &list->at[i], n, coarse);
    }
    return moved;
}

/* An optional number that is not set starts at the row's default, or as near as the range allows. */
static bool start_unset(const struct lrs_param *p, struct lrs_value *v)
{
    double x = lrs_param_holds(p, p->def) ? p->def : lrs_param_holds(p, p->lo) ? p->lo : 1;
    if (p->type == LRS_TYPE_REAL && lrs_param_holds(p, x))
        *v = lrs_value_real(x);
    else if (p->type == LRS_TYPE_INT && lrs_param_holds(p, x))
        *v = lrs_value_int((int64_t)x);
    else if (p->type == LRS_TYPE_BOOL)
        *v = (struct lrs_value){.tag = LRS_BOOL, .flag = p->def != 0};
    else if (p->type == LRS_TYPE_CHOICE)
        *v = (struct lrs_value){.tag = LRS_CHOICE, .choice = (int)p->def};
    else
        return false;
    return true;
}

bool lrs_param_nudge(const struct lrs_param *p, struct lrs_value *v, int element, int n,
                     bool coarse)
{
    if (n == 0)
        return false;
    int choices;
    double x;
    switch (v->tag) {
    case LRS_UNSET:
        return start_unset(p, v);
    case LRS_REAL:
        return move_number(p, &v->real, n, coarse);
    case LRS_INT:
        x = (double)v->integer;
        if (!move_number(p, &x, n, coarse))
            return false;
        v->integer = (int64_t)x;
        return true;
    case LRS_BOOL:
        v->flag ^= n & 1;
        return n & 1;
    case LRS_CHOICE:
        choices = lrs_param_choices(p);
        v->choice = ((v->choice + n) % choices + choices) % choices;
        return n % choices != 0;
    case LRS_REALS:
        return move_list(p, &v->reals, element, n, coarse);
    default:
        return false;
    }
}

/* An open or endless logarithmic range shows three decades to either side of the default. */
static double log_fraction(const struct lrs_param *p, double x)
{
    double middle = p->def > 0 ? p->def : 1;
    double lo = p->lo > 0 ? p->lo : fmin(middle, p->hi) / 1e3;
    double hi = isfinite(p->hi) ? p->hi : fmax(middle, lo) * 1e3;
    return x <= lo ? 0 : log(x / lo) / log(hi / lo);
}

double lrs_param_fraction(const struct lrs_param *p, const struct lrs_value *v)
{
    double x;
    int n = lrs_param_choices(p);
    switch (v->tag) {
    case LRS_REAL:
        x = v->real;
        break;
    case LRS_INT:
        x = (double)v->integer;
        break;
    case LRS_BOOL:
        return v->flag;
    case LRS_CHOICE:
        return n > 1 ? (double)v->choice / (n - 1) : (double)NAN;
    default:
        return (double)NAN;
    }
    double hi = isinf(p->hi) && p->usual > 0 ? p->usual : p->hi;
    if (!(p->flags & LRS_LOG) && !isfinite(hi - p->lo))
        return (double)NAN;
    double f = p->flags & LRS_LOG ? log_fraction(p, x) : (x - p->lo) / (hi - p->lo);
    return fmin(fmax(f, 0), 1);
}
