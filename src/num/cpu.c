/* Which of our own loops this processor can run. Asked once; the answer is one number that every
 * table of loops is indexed with. */
#include "lrscope/cpu.h"

#include <stdatomic.h>

#include "lrscope/num.h"

static atomic_int chosen = -1;

static enum lrs_level best_level(void)
{
#if LRS_X86
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
        return LRS_BASELINE;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
        return LRS_AVX512;
    return LRS_AVX2;
#else
    return LRS_BASELINE;
#endif
}

enum lrs_level lrs_cpu_use(void)
{
    int level = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (level < 0) {
        level = (int)best_level();
        atomic_store_explicit(&chosen, level, memory_order_relaxed);
    }
    return (enum lrs_level)level;
}

enum lrs_level lrs_cpu_limit(enum lrs_level highest)
{
    enum lrs_level best = best_level();
    int level = (int)(highest < best ? highest : best);
    atomic_store_explicit(&chosen, level, memory_order_relaxed);
    return (enum lrs_level)level;
}

const char *lrs_cpu_level(void)
{
    static const char *const name[LRS_LEVELS] = {"baseline", "avx2", "avx512"};
    return name[lrs_cpu_use()];
}
