/* What the fuzzers share: texts of bounded size, pieces put into them, digits changed. */
#ifndef LRSCOPE_TESTS_MUTANTS_H
#define LRSCOPE_TESTS_MUTANTS_H

#include "scenes.h"

#include <stdio.h>
#include <string.h>

#include "lrscope/rng.h"

enum { SIZE = 16384 };

struct text {
    char s[SIZE + 1];
    size_t n;
};

/* A file of the corpus; false where there is none. */
static inline bool read_text(struct text *t, const char *file)
{
    char name[64];
    snprintf(name, sizeof name, "tests/scene/corpus/%s", file);
    FILE *f = fopen(source_path(name), "r");
    if (!f)
        return false;
    t->n = fread(t->s, 1, SIZE, f);
    fclose(f);
    return true;
}

/* Puts N bytes in at AT in the place of CUT bytes, as far as there is room. */
static inline void splice(struct text *t, size_t at, size_t cut, const char *s, size_t n)
{
    at = at < t->n ? at : t->n;
    cut = cut < t->n - at ? cut : t->n - at;
    if (t->n - cut + n > SIZE)
        return;
    memmove(t->s + at + n, t->s + at + cut, t->n - at - cut);
    memcpy(t->s + at, s, n);
    t->n = t->n - cut + n;
    t->s[t->n] = '\0';
}

/* Another digit in the place of the first one from AT on, so that most of these are scenes still. */
static inline void change_digit(struct text *t, size_t at, struct lrs_rng *rng)
{
    char *digit = strpbrk(t->s + at, "0123456789");
    if (digit)
        *digit = (char)('0' + lrs_rng_below(rng, 10));
}

#endif
