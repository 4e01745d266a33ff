/* Ticks on round numbers, with labels of one format and without duplicates. Linear: the labelling that
 * scores best by Talbot, Lin and Hanrahan's extension of Wilkinson's algorithm (InfoVis 2010): simple
 * numbers, that reach to both ends, about as many as wished for, and legible, which in cells of a
 * terminal means that they fit side by side. Logarithmic: decades, thinned out when crowded, with 2
 * and 5 between when fewer than two decades show. */
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

/* Ticks at the multiples FIRST, FIRST + EVERY ... LAST of UNIT. */
struct labelling {
    double unit, first, last;
    int every;
    double score;
};

static int count_of(const struct labelling *l)
{
    return (int)((l->last - l->first) / l->every + 1e-9) + 1;
}

static void add_labelling(struct lrs_ticks *t, const struct labelling *l, bool si)
{
    double size = fmax(fabs(l->first), fabs(l->last)) * l->unit;
    struct format f = linear_format(l->unit * l->every, fmax(size, l->unit * l->every), si);
    if (l->every > 1) /* 1, 3, 5: what is at a tick may need more than the step */
        f.decimals = linear_format(l->unit, fmax(size, l->unit), si).decimals;
    for (double k = l->first; k <= l->last; k += l->every)
        add(t, k == 0 ? 0 : k * l->unit, &f);
}

void ticks_linear(struct lrs_ticks *t, double step, double first, double last, bool si)
{
    const struct labelling l = {.unit = step, .first = first, .last = last, .every = 1};
    add_labelling(t, &l, si);
}

/* What an axis asks for: at most MAX labels over ROOM columns (0 = however wide they are). */
struct asked {
    const struct lrs_scale *s;
    int max, room;
    bool si;
};

/* The mantissas of steps, the simplest first. */
static const double mantissas[] = {1, 5, 2, 2.5, 4, 3};
enum { MANTISSAS = sizeof mantissas / sizeof *mantissas, SKIPS = 3 };

static double simplicity(int q, const struct labelling *l)
{
    bool zero = l->first <= 0 && l->last >= 0 && fmod(l->first, l->every) == 0;
    return 1 - (double)q / (MANTISSAS - 1) - l->every + (zero ? 1 : 0);
}

static double coverage(const struct lrs_scale *s, const struct labelling *l)
{
    double tenth = 0.1 * (s->hi - s->lo);
    double below = (s->lo - l->first * l->unit) / tenth,
           above = (s->hi - l->last * l->unit) / tenth;
    return 1 - 0.5 * (below * below + above * above);
}

static double density(const struct asked *a, const struct labelling *l)
{
    int n = count_of(l);
    if (n < 2 || a->max < 2)
        return n == a->max ? 1 : -100; /* one label shows no scale */
    double have = (n - 1) / ((l->last - l->first) * l->unit);
    double want = (a->max - 1) / (a->s->hi - a->s->lo);
    return 2 - fmax(have / want, want / have);
}

/* 1 where the labels are all there, with a blank between neighbours; else it is none. */
static double legibility(const struct asked *a, const struct labelling *l)
{
    struct lrs_ticks t = {0};
    add_labelling(&t, l, a->si);
    double apart = a->room * l->unit * l->every / (a->s->hi - a->s->lo);
    bool plain = true;
    for (int i = 0; i < t.n; i++) {
        int width = (int)strlen(t.label[i]);
        int before = i > 0 ? (int)strlen(t.label[i - 1]) : 0;
        if (width == 0 || (a->room > 0 && i > 0 && (width + before + 1) / 2 + 1 > apart))
            return -(double)INFINITY;
        plain = plain && !strpbrk(t.label[i], ".e");
    }
    return plain || !a->si ? 1 : 0; /* steps and epochs are whole numbers */
}

/* Scores the multiples of UNIT, each EVERY-th from the OFFSET-th on, and keeps the better in *BEST. */
static void try_labelling(const struct asked *a, int q, double unit, int every, int offset,
                          struct labelling *best)
{
    struct labelling l = {.unit = unit, .every = every};
    l.first = ceil((a->s->lo / unit - 1e-6 - offset) / every) * every + offset;
    l.last = floor((a->s->hi / unit + 1e-6 - offset) / every) * every + offset;
    if (l.last < l.first || (l.last - l.first) / every + 1 > a->max)
        return;
    l.score = 0.25 * simplicity(q, &l) + 0.2 * coverage(a->s, &l) + 0.5 * density(a, &l) + 0.05;
    if (l.score <= best->score)
        return;
    l.score += 0.05 * (legibility(a, &l) - 1);
    if (l.score > best->score)
        *best = l;
}

static void linear_ticks(struct lrs_ticks *t, const struct asked *a)
{
    struct labelling best = {.score = -(double)INFINITY};
    double least = floor(log10((a->s->hi / 2 - a->s->lo / 2) / a->max)) - 1;
    for (int z = 0; z < 4; z++)
        for (int q = 0; q < MANTISSAS; q++)
            for (int every = 1; every <= SKIPS; every++) {
                double unit = mantissas[q] * pow(10, least + z);
                bool whole = unit >= 1 && unit == round(unit);
                for (int i = 0; i < every && unit > 0 && isfinite(unit) && (whole || !a->si); i++)
                    try_labelling(a, q, unit, every, i, &best);
            }
    if (best.score > -(double)INFINITY)
        add_labelling(t, &best, a->si);
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

void lrs_ticks(struct lrs_ticks *t, const struct lrs_scale *s, int max, int room, bool si)
{
    const struct asked asked = {s, max < LRS_TICKS_MAX ? max : LRS_TICKS_MAX, room, si};
    t->n = 0;
    if (max < 1 || !(s->lo < s->hi))
        return;
    if (s->log)
        log_ticks(t, s, asked.max);
    if (labelled(t) < 2 && (!s->log || max > 1)) { /* a part of a decade: as on a linear scale */
        t->n = 0;
        linear_ticks(t, &asked);
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
