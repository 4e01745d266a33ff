/* Suggestions: four ways to read a rate off the finder's curve, by fastai's formulas. They look at a
 * window of it: without the first tenth of the iterations, where the average still settles, and
 * without the last five points, where the loss runs away. */
#include <math.h>
#include <stdio.h>

#include "lrscope/finder.h"
#include "lrscope/mem.h"

enum { SKIP_LAST = 5, SLIDE_WIDTH = 15 };
static const double SLIDE_THRESHOLD = 0.005;

struct window {
    int n;
    const double *lr, *loss;
};

/* ---- minimum / 10 ---- */

static int minimum(const struct window *w)
{
    int best = 0;
    for (int i = 1; i < w->n; i++)
        if (w->loss[i] < w->loss[best])
            best = i;
    return best;
}

/* ---- steepest ---- */

/* Where the loss falls fastest over the logarithm of the rate; -1 where it never does. */
static int steepest(const struct window *w)
{
    int best = -1;
    double least = 0;
    for (int i = 0; i + 1 < w->n; i++) {
        double slope = (w->loss[i + 1] - w->loss[i]) / (log(w->lr[i + 1]) - log(w->lr[i]));
        if (slope < least) {
            least = slope;
            best = i;
        }
    }
    return best;
}

/* ---- valley ---- */

/* The length of the longest strictly falling subsequence, and in *END the first point at which one
 * of that length ends. tail[k] is the highest last value of those of length k + 1 so far; the tails
 * fall with k. */
static int longest_fall(const struct window *w, int *end)
{
    double *tail = LRS_ARRAY(double, (size_t)w->n);
    int length = 0;
    *end = 0;
    for (int i = 0; i < w->n; i++) {
        int lo = 0, hi = length;
        while (lo < hi) {
            int mid = (lo + hi) / 2;
            if (tail[mid] > w->loss[i])
                lo = mid + 1;
            else
                hi = mid;
        }
        tail[lo] = w->loss[i];
        if (lo == length) {
            length++;
            *end = i;
        }
    }
    lrs_free(tail);
    return length;
}

/* About half way down the longest fall. */
static int valley(const struct window *w)
{
    int end, length = longest_fall(w, &end);
    if (length < 2)
        return 0;
    double third = length / 3.0;
    int index = end - length + (int)third + (int)(third / 2);
    return index < 0 ? 0 : index;
}

/* ---- slide ---- */

/* The slope of the loss from point to point, as numpy.gradient has it. */
static double slope(const struct window *w, int i)
{
    if (i == 0)
        return w->loss[1] - w->loss[0];
    if (i == w->n - 1)
        return w->loss[i] - w->loss[i - 1];
    return (w->loss[i + 1] - w->loss[i - 1]) / 2;
}

/* Slides an interval down from the right until the slopes at its ends agree. */
static int slide(const struct window *w)
{
    int left = w->n - 1 - SLIDE_WIDTH, answer = left;
    for (int right = w->n - 1; left >= 0; left--, right--) {
        if (!(fabs(slope(w, right) - slope(w, left)) > SLIDE_THRESHOLD))
            break;
        answer = left;
    }
    return answer;
}

/* ---- all ---- */

static const struct way {
    const char *name, *help;
    int (*find)(const struct window *w); /* index in the window, -1 = none */
    double factor;                       /* of the rate there */
    int needs;                           /* points */
} ways[LRS_SUGGESTIONS] = {
    [LRS_STEEPEST] = {"steepest", "Where the smoothed loss falls fastest over log rate.", steepest,
                      1, 2},
    [LRS_MINIMUM_10] = {"minimum/10", "A tenth of the rate with the lowest smoothed loss.", minimum,
                        0.1, 1},
    [LRS_VALLEY] = {"valley", "About half way down the longest fall; fastai's default.", valley, 1,
                    1},
    [LRS_SLIDE] = {"slide", "Just before the loss turns up, sliding down from the right.", slide, 1,
                   SLIDE_WIDTH + 1},
};

const char *lrs_suggest_name(enum lrs_suggest s)
{
    return ways[s].name;
}

const char *lrs_suggest_help(enum lrs_suggest s)
{
    return ways[s].help;
}

/* The point of the whole curve whose rate is nearest, by ratio. */
static int nearest_point(const struct lrs_finder *f, double lr)
{
    int best = 0;
    for (int i = 1; i < f->n; i++)
        if (fabs(log(f->lr[i] / lr)) < fabs(log(f->lr[best] / lr)))
            best = i;
    return best;
}

void lrs_finder_suggest(struct lrs_finder *f)
{
    int first = (int)(f->settings.num_it / 10);
    struct window w = {f->n - SKIP_LAST - first, f->lr + first, f->smooth + first};
    for (int i = 0; i < LRS_SUGGESTIONS; i++) {
        f->suggestion[i] = NAN;
        f->at[i] = -1;
        f->why_not[i][0] = '\0';
        int index = w.n >= ways[i].needs ? ways[i].find(&w) : -1;
        if (index >= 0) {
            f->suggestion[i] = w.lr[index] * ways[i].factor;
            f->at[i] = nearest_point(f, f->suggestion[i]);
        } else if (w.n >= ways[i].needs) {
            snprintf(f->why_not[i], sizeof f->why_not[i], "the loss never falls");
        } else {
            snprintf(f->why_not[i], sizeof f->why_not[i], "needs %d points more",
                     ways[i].needs - w.n);
        }
    }
}
