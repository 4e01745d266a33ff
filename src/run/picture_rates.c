/* Pictures of sizes: of gradients and updates over time, and of the rates that an adaptive optimizer
 * gives the single weights. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture_priv.h"

enum { RATES_MAX = 4096 /* weights that are looked at */ };

void picture_gauges(const struct lrs_run *run, double from, double to, struct lrs_picture *pic)
{
    double every = (double)run->gauge_apart;
    for (int i = 0; i < GAUGES; i++) {
        enum picture_slot slot = i ? SLOT_GAUGE_2 : SLOT_GAUGE;
        pic->gauge[i] =
            picture_fit(pic, slot, pic->gauge[i], (size_t)pic->w, sizeof *pic->gauge[i]);
        lrs_series_columns(&run->gauge[i], from / every, to / every, pic->w, pic->gauge[i]);
    }
    pic->box[0] = from;
    pic->box[1] = to;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Moves what is finite to the front; returns how many. */
static size_t drop_missing(double *rate, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(rate[i]))
            rate[kept++] = rate[i];
    return kept;
}

/* Shares of the weights in equal bins of the decimal logarithm, over whole decades with all of them
 * and the global rate inside. */
static void histogram(struct lrs_picture *pic, const double *sorted, size_t n)
{
    const struct lrs_picture_rates *r = &pic->rates;
    double lo = fmin(r->quantile[0], r->global), hi = fmax(r->quantile[4], r->global);
    pic->box[0] = floor(log10(lo) - 0.05);
    pic->box[1] = ceil(log10(hi) + 0.05);
    memset(pic->curve, 0, (size_t)pic->w * sizeof *pic->curve);
    for (size_t i = 0; i < n; i++) {
        double at = (log10(sorted[i]) - pic->box[0]) / (pic->box[1] - pic->box[0]);
        int k = (int)(at * pic->w);
        k = k < 0 ? 0 : k < pic->w ? k : pic->w - 1;
        pic->curve[k] += 1 / (float)n;
    }
}

void picture_rates(const struct lrs_run *run, struct lrs_picture *pic)
{
    static const double share[5] = {0, 0.1, 0.5, 0.9, 1};
    const struct run_head *h = run_head(run);
    const struct lrs_optimizer *o = run->trainer->optimizer;
    struct lrs_picture_rates *r = &pic->rates;
    bool fresh = isnan(h->last_lr);
    double global = fresh ? run_rates(run, (double)run_tick(run, h->step)).lr : h->last_lr;
    *r = (struct lrs_picture_rates){.adaptive = o->class->rate, .global = global};
    pic->curve = picture_fit(pic, SLOT_CURVE, pic->curve, (size_t)pic->w, sizeof *pic->curve);
    pic->scratch = picture_fit(pic, SLOT_SCRATCH, pic->scratch, RATES_MAX, sizeof(double));
    double *rate = (double *)(void *)pic->scratch;
    struct lrs_update u = {.lr = global, .momentum = (double)NAN};
    if (!(global > 0) || fresh)
        return;
    r->n = (int64_t)lrs_optimizer_rates(o, run_optimizer_state(run), &u, RATES_MAX, rate);
    size_t n = drop_missing(rate, (size_t)r->n);
    r->idle = r->n - (int64_t)n;
    if (n == 0)
        return;
    qsort(rate, n, sizeof *rate, compare);
    for (int i = 0; i < 5; i++)
        r->quantile[i] = rate[(size_t)(share[i] * (double)(n - 1) + 0.5)];
    histogram(pic, rate, n);
}
