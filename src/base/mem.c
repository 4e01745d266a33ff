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

static size_t product(size_t n, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes) || bytes > PTRDIFF_MAX - 2 * ALIGNMENT)
        lrs_die("out of memory (%zu objects of %zu bytes)", n, size);
    return bytes;
}

/* From calloc(), which takes large blocks from the system untouched: room that is reserved for a
 * long history costs nothing before it is used. The block's own address lies before the aligned
 * one. */
void *lrs_alloc(size_t n, size_t size)
{
    size_t bytes = product(n, size);
    char *block = must_fail() ? NULL : calloc(1, bytes + ALIGNMENT + sizeof(void *));
    if (!block)
        lrs_die("out of memory (%zu bytes)", bytes);
    char *p = block + sizeof(void *);
    p += ALIGNMENT - (uintptr_t)p % ALIGNMENT;
    memcpy(p - sizeof(void *), &block, sizeof block);
    return p;
}

/* realloc() does not keep the alignment, so this always moves. */
void *lrs_resize(void *p, size_t old_n, size_t n, size_t size)
{
    size_t kept = (old_n < n ? old_n : n) * size;
    char *q = lrs_alloc(n, size);
    if (kept > 0)
        memcpy(q, p, kept);
    lrs_free(p);
    return q;
}

void lrs_free(void *p)
{
    void *block = NULL;
    if (p)
        memcpy(&block, (char *)p - sizeof(void *), sizeof block);
    free(block);
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
