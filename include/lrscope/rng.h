/* Random numbers: xoshiro256**, seeded by splitmix64 from one seed and the name of a stream, so
 * that a new consumer never shifts the numbers of the others.
 * Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators" (2021). */
#ifndef LRSCOPE_RNG_H
#define LRSCOPE_RNG_H

#include <stddef.h>
#include <stdint.h>

/* Plain data: a checkpoint copies it. */
struct lrs_rng {
    uint64_t s[4];
};
/* The streams of a run are "init", "data", "shuffle", "noise" (and "split", "finder"). */
void lrs_rng_seed(struct lrs_rng *rng, uint64_t seed, const char *stream);
uint64_t lrs_rng_next(struct lrs_rng *rng);
double lrs_rng_uniform(struct lrs_rng *rng);                    /* [0, 1), 53 bits */
double lrs_rng_range(struct lrs_rng *rng, double lo, double hi);
uint64_t lrs_rng_below(struct lrs_rng *rng, uint64_t n);        /* 0..n-1 without bias */
double lrs_rng_normal(struct lrs_rng *rng);                     /* mean 0, variance 1; keeps no spare */
void lrs_rng_shuffle(struct lrs_rng *rng, uint32_t *at, size_t n); /* Fisher and Yates */

#endif
