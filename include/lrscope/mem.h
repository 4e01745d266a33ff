/* Memory: every allocation of the program goes through here.
 *
 * Nothing returns NULL: when memory runs out the terminal is restored, one line is printed and the
 * program exits with 1. Tests make the N-th allocation fail and count allocations. */
#ifndef LRSCOPE_MEM_H
#define LRSCOPE_MEM_H

#include <stdarg.h>
#include <stddef.h>

#include "lrscope/err.h"

/* N objects of SIZE bytes, all zero, aligned to 64 bytes. N or SIZE may be 0. */
void *lrs_alloc(size_t n, size_t size) __attribute__((malloc, alloc_size(1, 2)));
#define LRS_NEW(type) ((type *)lrs_alloc(1, sizeof(type)))
#define LRS_ARRAY(type, n) ((type *)lrs_alloc((n), sizeof(type)))

/* Grows or shrinks from OLD_N to N objects; what is new is zero. P may be NULL with OLD_N 0. */
void *lrs_resize(void *p, size_t old_n, size_t n, size_t size);
void lrs_free(void *p);

char *lrs_strdup(const char *s);                                /* NULL gives NULL */
char *lrs_strndup(const char *s, size_t n);
char *lrs_format(const char *fmt, ...) LRS_PRINTF(1, 2);        /* owned by the caller */

/* For tests: the N-th allocation from now on (1 = the next) fails; 0 switches that off. */
void lrs_mem_fail_at(unsigned long n);
/* How many allocations there have been so far, over all threads. */
unsigned long lrs_mem_count(void);

#endif
