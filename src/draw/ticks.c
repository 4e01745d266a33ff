/* Ticks on round numbers, with labels of one format and without duplicates. Linear: the smallest
 * step of 1, 2, 2.5, 5 times a power of ten that gives few enough. Logarithmic: decades, thinned
 * out when crowded, with 2 and 5 between when fewer than two decades show. */
#include "draw_priv.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How all labels of an axis are written. */
struct format {
    double unit; /* divided by, for SI suffixes */
    const char *suffix;
    int decimals;
    bool exponent; /* 2e-4 */
};

/* Decimals that STEP needs to be told apart: 0 for 5, 1 for 0.5 and 2.5, 2 for 0.25. */
static int decimals_of(double step)
{
    int d = 0;
    while (d < 15 && fabs(step - round(step)) > 1e-6 * fabs(step)) {
        step *= 10;
        d++;
    }
    return d;
}

/* "2.5e-4", without signs and zeros that say nothing, as columns are scarce beside a chart. */
static void print_exponent(char *out, size_t size, double v, int decimals)
{
    char buf[64];
    snprintf(buf, sizeof buf, "%.*e", decimals, v);
    char *e = strchr(buf, 'e');
    int power = e ? (int)strtol(e + 1, NULL, 10) : 0;
    while (e && e > buf && decimals > 0 && (e[-1] == '0' || e[-1] == '.')) {
        bool dot = e[-1] == '.';
        *--e = 0;
        if (dot)
            break;
    }
    if (e)
        *e = 0;
    char tail[16];
    snprintf(tail, sizeof tail, "e%d", power);
    snprintf(out, size, "%s%s", v == 0 ? "0" : buf, v == 0 ? "" : tail);
}

/* A label, or false where it does not fit. */
static bool print_label(char out[12], const struct format *f, double v)
{
    char buf[400];
    if (f->exponent)
        print_exponent(buf, sizeof buf, v, f->decimals);
    else
        snprintf(buf, sizeof buf, "%.*f%s", f->decimals, v / f->unit, v == 0 ? "" : f->suffix);
    if (f->decimals > 0 && v == 0)
        strcpy(buf, "0");
    size_t n = strlen(buf);
    if (n > 11)
        return false;
    memcpy(out, buf, n + 1);
    return true;
}

/* Adds a tick; one whose label is already there (or does not fit) becomes a minor one. */
static void add(struct lrs_ticks *t, double v, const struct format *f)
{
    if (t->n == LRS_TICKS_MAX)
        return;
    t->at[t->n] = v;
    t->label[t->n][0] = 0;
    if (f && print_label(t->label[t->n], f, v))
        for (int i = 0; i < t->n; i++)
            if (!strcmp(t->label[i], t->label[t->n]))
                t->label[t->n][0] = 0;
    t->n++;
}

static struct format linear_format(double step, double size, bool si)
{
    static const struct format suffixes[] = {{.unit = 1e12, .suffix = "T"},
                                             {.unit = 1e9, .suffix = "G"},
                                             {.unit = 1e6, .suffix = "M"},
                                             {.unit = 1e3, .suffix = "k"}};
    struct format f = {.unit = 1, .suffix = ""};
    for (int i = 0; si && i < 4; i++)
        if (size >= 10 * suffixes[i].unit) {
            f = suffixes[i];
            break;
        }
    f.decimals = decimals_of(step / f.unit);
    if (f.decimals > 4 || size / f.unit >= 1e5 || size < 0.99e-3) {
        /* Digits of the largest tick that STEP reaches down to. */
        int digits = (int)floor(log10(size) + 1e-9) - (int)floor(log10(step) + 1e-9);
        int more = decimals_of(step / pow(10, floor(log10(step) + 1e-9)));
        f = (struct format){.unit = 1, .suffix = "", .exponent = true};
        f.decimals = digits + more < 15 ? digits + more : 15;
    }
    return f;
}

static double next_step(double step, bool si)
{
    double unit = pow(10, floor(log10(step) + 1e-9)), m = step / unit;
    if (m < 1.5)
        return 2 * unit;
    if (m < 2.2 && !si)
        return 2.5 * unit;
    return (m < 4 ? 5 : 10) * unit;
}

void ticks_linear(struct lrs_ticks *t, double step, double first, double last, bool si)
{
    double size = step * fmax(fmax(fabs(first), fabs(last)), 1);
    struct format f = linear_format(step, size, si);
    for (double k = first; k <= last; k++)
        add(t, k == 0 ? 0 : k * step, &f);
}

static void linear_ticks(struct lrs_ticks *t, const struct lrs_scale *s, int max, bool si)
{
    double span = s->hi - s->lo;
    double step = pow(10, floor(log10(span / max)));
    if (si && step < 1)
        step = 1; /* steps come in whole numbers */
    if (!(step > 0 && isfinite(span)))
        return;
    double first, last;
    for (;; step = next_step(step, si)) {
        first = ceil(s->lo / step - 1e-6);
        last = floor(s->hi / step + 1e-6);
        if (last - first + 1 <= max)
            break;
    }
    ticks_linear(t, step, first, last, si);
}

static struct format log_format(const struct lrs_scale *s)
{
    struct format f = {.unit = 1, .suffix = ""};
    f.exponent = s->lo < 0.9e-3 || s->hi > 1.1e4;
    return f;
}

/* Decimals of a plain label: 0.05 needs two. */
static void add_log(struct lrs_ticks *t, double v, struct format f, bool label)
{
    if (!f.exponent)
        f.decimals = v < 0.99 ? (int)ceil(-log10(v) - 1e-9) : 0;
    add(t, v, label ? &f : NULL);
}

void ticks_log(struct lrs_ticks *t, const struct lrs_scale *s, double v)
{
    add_log(t, v, log_format(s), true);
}

/* Each how many-th of the decades LO..HI gets a label, at most MAX of them. */
static int decades_apart(int lo, int hi, int max)
{
    static const int every[] = {1, 2, 3, 5, 10, 20, 50, 100, 200, 500};
    int i = 0;
    while (i < 9 && (hi - lo) / every[i] + 1 > max)
        i++;
    return every[i];
}

static void log_ticks(struct lrs_ticks *t, const struct lrs_scale *s, int max)
{
    int lo = (int)ceil(log10(s->lo) - 1e-9), hi = (int)floor(log10(s->hi) + 1e-9);
    struct format f = log_format(s);
    int every = decades_apart(lo, hi, max);
    bool between = log10(s->hi) - log10(s->lo) < 2 && every == 1;
    int count = 0;
    static const double mantissa[] = {1, 2, 5};
    for (int k = lo - 1; between && k <= hi; k++)
        for (int i = 0; i < 3; i++)
            count += mantissa[i] * pow(10, k) >= s->lo * (1 - 1e-9) &&
                     mantissa[i] * pow(10, k) <= s->hi * (1 + 1e-9);
    for (int k = lo - 1; k <= hi; k++)
        for (int i = 0; i < 3; i++) {
            double v = mantissa[i] * pow(10, k);
            if (v < s->lo * (1 - 1e-9) || v > s->hi * (1 + 1e-9))
                continue;
            if (i == 0 && (k % every == 0 || hi - lo < LRS_TICKS_MAX))
                add_log(t, v, f, k % every == 0);
            else if (i > 0 && hi - lo < 4)
                add_log(t, v, f, between && count <= max);
        }
}

/* Ticks with a label. */
static int labelled(const struct lrs_ticks *t)
{
    int n = 0;
    for (int i = 0; i < t->n; i++)
        n += t->label[i][0] != 0;
    return n;
}

void lrs_ticks(struct lrs_ticks *t, const struct lrs_scale *s, int max, bool si)
{
    t->n = 0;
    max = max < LRS_TICKS_MAX ? max : LRS_TICKS_MAX;
    if (max < 1 || !(s->lo < s->hi))
        return;
    if (s->log)
        log_ticks(t, s, max);
    if (labelled(t) < 2 && (!s->log || max > 1)) { /* a part of a decade: as on a linear scale */
        t->n = 0;
        linear_ticks(t, s, max, si);
    }
}

int lrs_ticks_width(const struct lrs_ticks *t)
{
    int width = 0;
    for (int i = 0; i < t->n; i++) {
        int n = (int)strlen(t->label[i]);
        width = n > width ? n : width;
    }
    return width;
}

void lrs_ticks_thin(struct lrs_ticks *t, int most)
{
    int labels = 0, seen = 0;
    for (int i = 0; i < t->n; i++)
        labels += t->label[i][0] != '\0';
    int every = (labels + most - 1) / most;
    for (int i = 0; i < t->n; i++)
        if (t->label[i][0] && seen++ % every != 0)
            t->label[i][0] = '\0';
}
