/* Private to kernels.h: one loop for one number type at every processor level, and the step that
 * picks among them. */
#define PASTE(a, b) a##b
#define JOIN(a, b)  PASTE(a, b)
#define TABLE(f)    LRS_LEVEL_TABLE(f) /* once KIND has been expanded */

#define KERNEL(f) JOIN(KIND(f), _baseline)
#define TARGET
#if defined __FP_FAST_FMA && defined __FP_FAST_FMAF
#define FMA(a, b, c) FUSED(a, b, c)
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#endif
#include OPTIM_BODY
#undef KERNEL
#undef TARGET
#undef FMA

#if LRS_X86
#define FMA(a, b, c) FUSED(a, b, c)

#define KERNEL(f) JOIN(KIND(f), _avx2)
#define TARGET    LRS_TARGET_AVX2
#include OPTIM_BODY
#undef KERNEL
#undef TARGET

#define KERNEL(f) JOIN(KIND(f), _avx512)
#define TARGET    LRS_TARGET_AVX512
#include OPTIM_BODY
#undef KERNEL
#undef TARGET
#undef FMA
#endif

static void KIND(step)(const void *cfg, const struct lrs_update *u, struct lrs_optim_head *head,
                       REAL *p, const REAL *g, REAL *const *slot, size_t n)
{
    static void (*const table[LRS_LEVELS])(const struct scalars *s, REAL *p, const REAL *grad,
                                           REAL *const *slot, size_t n) = TABLE(KIND(update));
    const struct scalars s = prepare(cfg, u, head);
    table[lrs_cpu_use()](&s, p, g, slot, n);
}

#undef PASTE
#undef JOIN
#undef TABLE
