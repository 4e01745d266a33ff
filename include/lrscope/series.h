/* A series: numbers at equal distances, kept as a min-max pyramid, so that a spike of one step
 * among 10^8 still shows, a question costs O(columns), and memory is bounded.
 *
 * Leaves cover STRIDE samples each; when CAP leaves are full, pairs are merged and the stride
 * doubles. Nothing is allocated after lrs_series_init. A series may be truncated exactly at any
 * multiple of the stride. */
#ifndef LRSCOPE_SERIES_H
#define LRSCOPE_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of some consecutive samples. Non-finite ones are counted in BAD and in nothing
 * else; without finite samples LO > HI. */
struct lrs_bin {
    double lo, hi;
    double first, last; /* the first and last finite sample */
    double sum;         /* of the finite samples */
    uint32_t n;         /* finite samples */
    uint32_t bad;       /* NaN or infinite */
};
/* The empty bin, and one more sample (or another bin, later in time) added to a bin. */
struct lrs_bin lrs_bin_empty(void);
void lrs_bin_add(struct lrs_bin *bin, double y);
void lrs_bin_merge(struct lrs_bin *bin, const struct lrs_bin *later);
static inline double lrs_bin_mean(const struct lrs_bin *b) { return b->sum / (double)b->n; }

enum { LRS_SERIES_LEVELS = 12, LRS_SERIES_CAP = 1 << 17 };

struct lrs_series {
    size_t cap;                              /* leaves at most; a power of two */
    uint64_t stride;                         /* samples a leaf covers; a power of two */
    uint64_t count;                          /* samples so far */
    struct lrs_bin *level[LRS_SERIES_LEVELS]; /* level k+1 merges four bins of level k */
    int levels;
};

/* Room for EXPECT samples exactly, or for LRS_SERIES_CAP leaves, whichever is less. */
void lrs_series_init(struct lrs_series *s, uint64_t expect);
void lrs_series_clear(struct lrs_series *s);                    /* frees; s is empty */
void lrs_series_reset(struct lrs_series *s);                    /* keeps the room */
void lrs_series_copy(struct lrs_series *to, const struct lrs_series *from); /* to was cleared */
void lrs_series_append(struct lrs_series *s, double y);
/* Forgets all samples from COUNT on; COUNT must be a multiple of the stride. */
void lrs_series_truncate(struct lrs_series *s, uint64_t count);
/* What samples from..to-1 were: bins whole inside exactly, bins cut by the ends entirely. */
struct lrs_bin lrs_series_bin(const struct lrs_series *s, uint64_t from, uint64_t to);
/* N columns over the half-open sample range [from, to), which may be fractional and reach beyond
 * the data: column i covers from + i*(to-from)/n. A column narrower than one sample shows the
 * sample that it lies in. Empty bins where there is no data. */
void lrs_series_columns(const struct lrs_series *s, double from, double to, int n,
                        struct lrs_bin *out);
/* One sample, exact while the stride is 1; else the last of its leaf. NaN outside. */
double lrs_series_at(const struct lrs_series *s, uint64_t i);

#endif
