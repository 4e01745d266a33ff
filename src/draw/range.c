/* Scales and what axes have to show. A range grows at once and shrinks only when the data use less
 * than 60 % of it: an axis that moves with every sample cannot be read. */
#include "lrscope/plot.h"

#include <float.h>
#include <math.h>

/* Beyond these, differences and steps overflow or vanish. */
static const double LARGEST = DBL_MAX / 64, SMALLEST = 1e-290;
static const double SHRINK_BELOW = 0.6, HEADROOM = 0.05;

double lrs_scale_at(const struct lrs_scale *s, double v)
{
    if (!s->log)
        return (v / 2 - s->lo / 2) / (s->hi / 2 - s->lo / 2); /* halves: hi - lo may overflow */
    if (!(v > 0))
        return NAN;
    return (log(v) - log(s->lo)) / (log(s->hi) - log(s->lo));
}

double lrs_scale_inverse(const struct lrs_scale *s, double at)
{
    if (s->log)
        return exp(log(s->lo) * (1 - at) + log(s->hi) * at);
    return s->lo * (1 - at) + s->hi * at;
}

static double clamp(double v, double lo, double hi)
{
    return v < lo ? lo : v > hi ? hi : v;
}

static struct lrs_scale claim_linear(double lo, double hi, bool from_zero)
{
    double span = hi - lo, size = fmax(fabs(lo), fabs(hi));
    if (span <= 1e-9 * size || size < SMALLEST) { /* all the same: something round about it */
        if (size < SMALLEST)
            return (struct lrs_scale){.lo = from_zero ? 0 : -1, .hi = 1};
        bool down_to_zero = from_zero && lo > 0;
        lo = down_to_zero ? 0 : lo - size / 2;
        hi = down_to_zero ? hi : hi + size / 2;
    }
    if (from_zero && lo >= 0 && lo < hi / 2)
        lo = 0;
    if (from_zero && hi <= 0 && hi > lo / 2)
        hi = 0;
    return (struct lrs_scale){.lo = lo, .hi = hi};
}

static struct lrs_scale claim_log(double lo, double hi)
{
    lo = clamp(lo, SMALLEST, LARGEST);
    hi = clamp(hi, SMALLEST, LARGEST);
    double widen = hi < lo * 1.5 ? 1.5 : 1; /* one value, round itself */
    return (struct lrs_scale){.lo = lo / widen, .hi = hi * widen, .log = true};
}

/* The share of the range S that lo..hi takes, infinite where it reaches beyond. */
static double used(const struct lrs_scale *s, double lo, double hi, bool from_zero)
{
    double a = lrs_scale_at(s, lo), b = lrs_scale_at(s, hi);
    if (!(a >= -1e-9 && b <= 1 + 1e-9))
        return INFINITY;
    if (from_zero && !s->log && s->lo == 0)
        a = 0; /* the room down to zero is wanted */
    return b - a;
}

void lrs_range_update(struct lrs_range *r, double lo, double hi, bool log, bool from_zero)
{
    if (!(isfinite(lo) && isfinite(hi) && lo <= hi)) {
        if (!r->valid)
            r->scale = (struct lrs_scale){.lo = 0, .hi = 1};
        return;
    }
    lo = clamp(lo, -LARGEST, LARGEST);
    hi = clamp(hi, -LARGEST, LARGEST);
    log = log && hi > 0;
    if (log && lo <= 0)
        lo = hi / 1e3; /* what is not above 0 is a gap and has no say */
    if (r->valid && r->scale.log == log) {
        double share = used(&r->scale, lo, hi, from_zero);
        bool same = hi - lo <= 1e-9 * fmax(fabs(lo), fabs(hi));
        if (share <= 1 + 1e-6 && (share >= SHRINK_BELOW || same))
            return;
        if (share < SHRINK_BELOW) /* not so tight that the next sample makes it grow again */
            hi += log ? hi * HEADROOM : (hi - lo) * HEADROOM;
    }
    r->scale = log ? claim_log(lo, hi) : claim_linear(lo, hi, from_zero);
    r->valid = true;
}
