/* What every unit test includes: cmocka with what it needs, and a comparison of doubles that does
 * not go through float as cmocka's does. */
#ifndef LRSCOPE_TESTS_CHECK_H
#define LRSCOPE_TESTS_CHECK_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* |got - want| <= abs + rel * |want|; NaN equals NaN. */
#define assert_close(got, want, rel, abs_)                                                         \
    check_close((double)(got), (double)(want), (rel), (abs_), #got, __FILE__, __LINE__)

static inline void check_close(double got, double want, double rel, double abs_, const char *what,
                               const char *file, int line)
{
    if (isnan(want) ? isnan(got) : got == want || fabs(got - want) <= abs_ + rel * fabs(want))
        return;
    print_error("%s is %.17g, expected %.17g\n", what, got, want);
    _fail(file, line);
}

/* A name for mkstemp or mkdtemp where temporary files go; BUF of SCRATCH_MAX bytes. Returns BUF. */
enum { SCRATCH_MAX = 256 };
static inline char *scratch_name(char buf[SCRATCH_MAX], const char *what)
{
    const char *dir = getenv("TMPDIR");
    snprintf(buf, SCRATCH_MAX, "%s/lrscope-%s-XXXXXX", dir && *dir ? dir : P_tmpdir, what);
    return buf;
}

/* A path below the source tree; overwritten by the next call. */
static inline const char *source_path(const char *name)
{
    static char path[4096];
    const char *dir = getenv("LRSCOPE_SRCDIR");
    snprintf(path, sizeof path, "%s/%s", dir ? dir : ".", name);
    return path;
}

#endif
