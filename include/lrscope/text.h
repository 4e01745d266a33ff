/* Text: a growing string, numbers to and from text, UTF-8, the nearest of some names.
 *
 * Numbers are written and read with a dot whatever the locale. */
#ifndef LRSCOPE_TEXT_H
#define LRSCOPE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lrscope/err.h"

/* A growing string; {0} is empty. S is NULL or ends in NUL. */
struct lrs_str {
    char *s;
    size_t len, cap;
};
void lrs_str_add(struct lrs_str *str, const char *text);
void lrs_str_addn(struct lrs_str *str, const char *text, size_t n);
void lrs_str_addf(struct lrs_str *str, const char *fmt, ...) LRS_PRINTF(2, 3);
const char *lrs_str_text(const struct lrs_str *str);            /* "" when empty */
char *lrs_str_take(struct lrs_str *str);                        /* the caller owns it; str is empty */
void lrs_str_clear(struct lrs_str *str);

enum { LRS_NUMBER_MAX = 32 };

/* The shortest text that reads back the same double ("0.1", "1e-07", "inf", "nan"). Returns BUF. */
char *lrs_number_exact(char buf[LRS_NUMBER_MAX], double x);
/* For people: DIGITS significant digits, 1e-7 rather than 1e-07, no trailing zeros; what lies between
 * a thousand and a million keeps all digits before the dot. Returns BUF. */
char *lrs_number_pretty(char buf[LRS_NUMBER_MAX], double x, int digits);
/* X rounded to DIGITS significant digits. */
double lrs_number_round(double x, int digits);
/* Reads all of TEXT (spaces around it allowed; inf and nan too) as a double. */
bool lrs_number_parse(const char *text, double *x);

/* Next code point of *S, moving *S on; 0 at the end; U+FFFD, one byte on, where it is not UTF-8. */
uint32_t lrs_utf8_next(const char **s);
/* Writes CP as UTF-8 with a NUL; returns the bytes without it. */
int lrs_utf8_put(char buf[5], uint32_t cp);
/* Columns that CP takes in a terminal: 0, 1 or 2. Ambiguous widths count as 1. */
int lrs_utf8_width(uint32_t cp);
/* Columns of a whole text. */
int lrs_text_width(const char *s);

/* Edit distance without regard to case; more than LIMIT counts as LIMIT + 1. */
int lrs_text_distance(const char *a, const char *b, int limit);
bool lrs_text_equal_nocase(const char *a, const char *b);
/* Does TEXT begin with, or hold (NULL holds nothing), the N bytes of WORD, whatever the case of
 * ASCII letters? */
bool lrs_text_begins(const char *text, const char *word, size_t n);
bool lrs_text_contains(const char *text, const char *word, size_t n);
/* Is WORD one of the space-separated words of LIST (which may be NULL)? */
bool lrs_text_has_word(const char *list, const char *word);

/* A running search for the name that is nearest to a word; {.word = w} starts it. */
struct lrs_nearest {
    const char *word;
    const char *best;
    int distance;
};
void lrs_nearest_try(struct lrs_nearest *n, const char *name);
/* "; did you mean 'gamma'?" or "" where nothing is near. Static per thread, valid until the next. */
const char *lrs_nearest_hint(const struct lrs_nearest *n);

#endif
