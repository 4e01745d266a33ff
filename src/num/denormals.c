/* Flush-to-zero of the calling thread. Momentum of dead units and vanishing softmax gradients decay
 * into denormal numbers in long runs, and those cost a microcode assist each: training runs at half
 * its speed or less. */
#include "lrscope/num.h"

#if defined __SSE__
#include <xmmintrin.h>

enum { FLUSH = 0x8040 }; /* MXCSR: flush results to zero, take denormal inputs as zero */

unsigned lrs_denormals_flush(void)
{
    unsigned before = _mm_getcsr();
    _mm_setcsr(before | FLUSH);
    return before;
}

void lrs_denormals_restore(unsigned before)
{
    _mm_setcsr((_mm_getcsr() & ~(unsigned)FLUSH) | (before & FLUSH));
}

#elif defined __aarch64__

enum { FLUSH = 1 << 24 }; /* FPCR.FZ: both inputs and results */

static uint64_t get_fpcr(void)
{
    uint64_t fpcr;
    __asm__ volatile("mrs %0, fpcr" : "=r"(fpcr));
    return fpcr;
}

static void set_fpcr(uint64_t fpcr)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(fpcr));
}

unsigned lrs_denormals_flush(void)
{
    uint64_t before = get_fpcr();
    set_fpcr(before | FLUSH);
    return (unsigned)before;
}

void lrs_denormals_restore(unsigned before)
{
    set_fpcr((get_fpcr() & ~(uint64_t)FLUSH) | (before & FLUSH));
}

#else

unsigned lrs_denormals_flush(void)
{
    return 0;
}

void lrs_denormals_restore(unsigned before)
{
    (void)before;
}

#endif
