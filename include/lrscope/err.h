/* Errors, of three kinds.
 *
 * A user's error (a bad value, file or spec) is a sentence in a struct lrs_err; the function that
 * found it returns false. A programmer's error is LRS_BUG. Numerical trouble is neither: it is a
 * state of a run. */
#ifndef LRSCOPE_ERR_H
#define LRSCOPE_ERR_H

#include <stdbool.h>

#define LRS_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

/* One line, no capital at the start, no newline at the end; control characters of quoted input are
 * replaced. Empty while nothing went wrong. */
struct lrs_err {
    char msg[512];
};

/* Writes the sentence into ERR (which may be NULL) and returns false. */
bool lrs_fail(struct lrs_err *err, const char *fmt, ...) LRS_PRINTF(2, 3);

/* Puts a prefix ("scenes/x.lua:12: ") before the sentence that is there; returns false. */
bool lrs_fail_prefix(struct lrs_err *err, const char *fmt, ...) LRS_PRINTF(2, 3);

/* Called once before the program ends early with a message; term/ restores the terminal in it. */
extern void (*lrs_last_words)(void);

/* Restores the terminal, prints file, line and sentence, aborts. */
#define LRS_BUG(...) lrs_bug(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void lrs_bug(const char *file, int line, const char *fmt, ...) LRS_PRINTF(3, 4);

/* Restores the terminal, prints "lrscope: " and the sentence, exits with 1. */
_Noreturn void lrs_die(const char *fmt, ...) LRS_PRINTF(1, 2);

#endif
