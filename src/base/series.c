/* The min-max pyramid. Level 0 holds the leaves, level k+1 a quarter as many bins of four; the last
 * bin of each level is the one that is filling. Every level is kept up to date on the way, so that
 * any range is a few whole bins, whatever its length. */
#include "lrscope/series.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

enum { FAN = 4, FAN_BITS = 2, LEAVES_MIN = 16 };

struct lrs_bin lrs_bin_empty(void)
{
    return (struct lrs_bin){
        .lo = (double)INFINITY, .hi = -(double)INFINITY, .first = (double)NAN, .last = (double)NAN};
}

void lrs_bin_add(struct lrs_bin *bin, double y)
{
    if (!isfinite(y)) {
        bin->bad++;
        return;
    }
    if (bin->n == 0)
        bin->first = y;
    bin->lo = y < bin->lo ? y : bin->lo;
    bin->hi = y > bin->hi ? y : bin->hi;
    bin->last = y;
    bin->sum += y;
    bin->n++;
}

void lrs_bin_merge(struct lrs_bin *bin, const struct lrs_bin *later)
{
    bin->bad += later->bad;
    if (later->n == 0)
        return;
    if (bin->n == 0)
        bin->first = later->first;
    bin->lo = later->lo < bin->lo ? later->lo : bin->lo;
    bin->hi = later->hi > bin->hi ? later->hi : bin->hi;
    bin->last = later->last;
    bin->sum += later->sum;
    bin->n += later->n;
}

/* All levels lie in one block, the leaves first. */
static void place_levels(struct lrs_series *s, size_t cap, struct lrs_bin *block)
{
    s->cap = cap;
    s->levels = 0;
    for (size_t size = cap; size > 0 && s->levels < LRS_SERIES_LEVELS; size >>= FAN_BITS) {
        s->level[s->levels++] = block;
        block += size;
    }
}

static size_t total_bins(size_t cap)
{
    size_t total = 0;
    for (int k = 0; k < LRS_SERIES_LEVELS; k++)
        total += cap >> (FAN_BITS * k);
    return total;
}

void lrs_series_init(struct lrs_series *s, uint64_t expect)
{
    size_t cap = LEAVES_MIN;
    while (cap < expect && cap < LRS_SERIES_CAP)
        cap *= 2;
    *s = (struct lrs_series){.stride = 1};
    place_levels(s, cap, LRS_ARRAY(struct lrs_bin, total_bins(cap)));
}

void lrs_series_clear(struct lrs_series *s)
{
    lrs_free(s->level[0]);
    *s = (struct lrs_series){0};
}

void lrs_series_reset(struct lrs_series *s)
{
    s->count = 0;
    s->stride = 1;
}

/* Bins in use on level K. */
static size_t used(const struct lrs_series *s, int k)
{
    uint64_t covers = s->stride << (FAN_BITS * k);
    size_t n = (size_t)((s->count + covers - 1) / covers), size = s->cap >> (FAN_BITS * k);
    return n < size ? n : size;
}

void lrs_series_copy(struct lrs_series *to, const struct lrs_series *from)
{
    *to = (struct lrs_series){.stride = from->stride, .count = from->count};
    if (from->cap == 0)
        return;
    place_levels(to, from->cap, LRS_ARRAY(struct lrs_bin, total_bins(from->cap)));
    for (int k = 0; k < from->levels; k++)
        memcpy(to->level[k], from->level[k], used(from, k) * sizeof(struct lrs_bin));
}

/* Bin I of level K > 0, made again from the level below. */
static void rebuild(struct lrs_series *s, int k, size_t i)
{
    size_t end = (i + 1) * FAN, below = used(s, k - 1);
    struct lrs_bin bin = lrs_bin_empty();
    for (size_t j = i * FAN; j < end && j < below; j++)
        lrs_bin_merge(&bin, &s->level[k - 1][j]);
    s->level[k][i] = bin;
}

/* The leaves are full: pairs become one, and there is room for as many samples again. */
static void halve(struct lrs_series *s)
{
    for (size_t i = 0; i < s->cap / 2; i++) {
        struct lrs_bin pair = s->level[0][2 * i];
        lrs_bin_merge(&pair, &s->level[0][2 * i + 1]);
        s->level[0][i] = pair;
    }
    s->stride *= 2;
    for (int k = 1; k < s->levels; k++) {
        size_t n = used(s, k);
        for (size_t i = 0; i < n; i++)
            rebuild(s, k, i);
    }
}

void lrs_series_append(struct lrs_series *s, double y)
{
    if (s->count == (uint64_t)s->cap * s->stride)
        halve(s);
    int shift = __builtin_ctzll(s->stride); /* a power of two: shifts, as divisions take long */
    for (int k = 0; k < s->levels; k++, shift += FAN_BITS) {
        struct lrs_bin *bin = &s->level[k][s->count >> shift];
        if ((s->count & ((UINT64_C(1) << shift) - 1)) == 0)
            *bin = lrs_bin_empty();
        lrs_bin_add(bin, y);
    }
    s->count++;
}

void lrs_series_truncate(struct lrs_series *s, uint64_t count)
{
    if (count >= s->count)
        return;
    if (count % s->stride != 0)
        LRS_BUG("a series of stride %llu cannot be cut at %llu", (unsigned long long)s->stride,
                (unsigned long long)count);
    s->count = count;
    for (int k = 1; k < s->levels; k++) {
        size_t n = used(s, k);
        if (n > 0 && count % (s->stride << (FAN_BITS * k)) != 0)
            rebuild(s, k, n - 1);
    }
}

struct lrs_bin lrs_series_bin(const struct lrs_series *s, uint64_t from, uint64_t to)
{
    struct lrs_bin bin = lrs_bin_empty();
    to = to < s->count ? to : s->count;
    if (from >= to)
        return bin;
    size_t i = (size_t)(from / s->stride), end = (size_t)((to + s->stride - 1) / s->stride);
    while (i < end) {
        int k = 0; /* the largest bin that starts here and ends in time */
        while (k + 1 < s->levels && i % ((size_t)FAN << (FAN_BITS * k)) == 0 &&
               i + ((size_t)FAN << (FAN_BITS * k)) <= end)
            k++;
        lrs_bin_merge(&bin, &s->level[k][i >> (FAN_BITS * k)]);
        i += (size_t)1 << (FAN_BITS * k);
    }
    return bin;
}

/* X as a sample number, 0 to COUNT. */
static uint64_t clamp(double x, uint64_t count)
{
    return x <= 0 ? 0 : x >= (double)count ? count : (uint64_t)x;
}

void lrs_series_columns(const struct lrs_series *s, double from, double to, int n,
                        struct lrs_bin *out)
{
    double width = (to - from) / n;
    for (int i = 0; i < n; i++) {
        double a = from + (to - from) * i / n, b = from + (to - from) * (i + 1) / n;
        double first = ceil(a), end = ceil(b);
        if (width < 1 || first >= end) {
            first = floor(a + width / 2);
            end = first + 1;
        }
        out[i] = lrs_bin_empty();
        if (to > from && end > 0 && first < (double)s->count)
            out[i] = lrs_series_bin(s, clamp(first, s->count), clamp(end, s->count));
    }
}

double lrs_series_at(const struct lrs_series *s, uint64_t i)
{
    if (i >= s->count)
        return (double)NAN;
    return s->level[0][i / s->stride].last;
}
