/* xoshiro256** with splitmix64 as its seeder. */
#include "lrscope/rng.h"

#include <math.h>

/* S. Vigna's splitmix64: every seed, 0 too, gives four well mixed words. */
static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* FNV-1a. */
static uint64_t hash(const char *name)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 0x100000001b3u;
    return h;
}

void lrs_rng_seed(struct lrs_rng *rng, uint64_t seed, const char *stream)
{
    uint64_t state = hash(stream);
    state = splitmix(&state) ^ seed;
    for (int i = 0; i < 4; i++)
        rng->s[i] = splitmix(&state);
}

static uint64_t rotate(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

uint64_t lrs_rng_next(struct lrs_rng *rng)
{
    uint64_t *s = rng->s;
    uint64_t result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double lrs_rng_uniform(struct lrs_rng *rng)
{
    return (double)(lrs_rng_next(rng) >> 11) * 0x1p-53;
}

double lrs_rng_range(struct lrs_rng *rng, double lo, double hi)
{
    return lo + (hi - lo) * lrs_rng_uniform(rng);
}

/* D. Lemire, "Fast random integer generation in an interval" (2019): the high half of a product,
 * with the few low halves that would favour some numbers rejected. */
uint64_t lrs_rng_below(struct lrs_rng *rng, uint64_t n)
{
    __extension__ typedef unsigned __int128 wide;
    wide m = (wide)lrs_rng_next(rng) * n;
    if ((uint64_t)m < n) {
        uint64_t least = -n % n;
        while ((uint64_t)m < least)
            m = (wide)lrs_rng_next(rng) * n;
    }
    return (uint64_t)(m >> 64);
}

/* Box and Muller; the second number of the pair is not kept, so that the state is the four words. */
double lrs_rng_normal(struct lrs_rng *rng)
{
    double u = 1.0 - lrs_rng_uniform(rng); /* (0, 1] */
    double angle = 2.0 * M_PI * lrs_rng_uniform(rng);
    return sqrt(-2.0 * log(u)) * cos(angle);
}

void lrs_rng_shuffle(struct lrs_rng *rng, uint32_t *at, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)lrs_rng_below(rng, i);
        uint32_t t = at[i - 1];
        at[i - 1] = at[j];
        at[j] = t;
    }
}
