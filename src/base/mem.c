/* Memory: aligned, zeroed, counted, and never NULL. The alignment of 64 bytes is a cache line and
 * the widest vector register, so that every array may be handed to the numeric loops. */
#include "config.h"

#include "lrscope/mem.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

static atomic_ulong allocations;
static atomic_ulong fail_after; /* 0 = never; k = the k-th allocation from now fails */

void lrs_mem_fail_at(unsigned long n)
{
    atomic_store(&fail_after, n);
}

unsigned long lrs_mem_count(void)
{
    return atomic_load(&allocations);
}

/* Counts one allocation; true where a test wants this one to fail. */
static bool must_fail(void)
{
    atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
    unsigned long k = atomic_load_explicit(&fail_after, memory_order_relaxed);
    while (k > 0) {
        if (atomic_compare_exchange_weak(&fail_after, &k, k - 1))
            return k == 1;
    }
    return false;
}

/* Bytes of N objects, rounded up as aligned_alloc asks; dies where the product does not exist. */
static size_t total_bytes(size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || bytes > PTRDIFF_MAX - ALIGNMENT)
        lrs_die("out of memory (%zu objects of %zu bytes)", n, size);
    bytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return bytes ? bytes : ALIGNMENT;
}

static void *allocate(size_t bytes)
{
    void *p = must_fail() ? NULL : aligned_alloc(ALIGNMENT, bytes);
    if (!p)
        lrs_die("out of memory (%zu bytes)", bytes);
    return p;
}

void *lrs_alloc(size_t n, size_t size)
{
    size_t bytes = total_bytes(n, size);
    return memset(allocate(bytes), 0, bytes);
}

/* realloc() does not keep the alignment, so this always moves. */
void *lrs_resize(void *p, size_t old_n, size_t n, size_t size)
{
    size_t bytes = total_bytes(n, size);
    size_t kept = (old_n < n ? old_n : n) * size;
    char *q = allocate(bytes);
    if (kept > 0)
        memcpy(q, p, kept);
    memset(q + kept, 0, bytes - kept);
    free(p);
    return q;
}

void lrs_free(void *p)
{
    free(p);
}

char *lrs_strdup(const char *s)
{
    return s ? lrs_strndup(s, strlen(s)) : NULL;
}

char *lrs_strndup(const char *s, size_t n)
{
    size_t len = strnlen(s, n);
    char *copy = LRS_ARRAY(char, len + 1);
    memcpy(copy, s, len);
    return copy;
}

char *lrs_format(const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0)
        LRS_BUG("a format that cannot be printed: %s", fmt);
    char *text = LRS_ARRAY(char, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, fmt, again);
    va_end(again);
    return text;
}
