/* Makes step32 and step64 of an optimizer out of one loop, for float and double and for every
 * processor level. The including file has defined before
 *
 *   struct scalars                        what the loop needs to know, in double;
 *   prepare(cfg, u, head)                 which works that out once an update, as Python would;
 *   OPTIM_BODY "..._body.h"               the file with the loop.
 *
 * The loop is a function TARGET static void KERNEL(update)(const struct scalars *s, REAL *p,
 * const REAL *grad, REAL *const *slot, size_t n) in terms of REAL, ROOT(x) and FMA(a, b, c).
 *
 * PyTorch's kernels fuse multiply and add; the bodies do so where it does. With
 *   F(a, b, c) = a b + c rounded once:
 *   add(a, b, alpha=s) = F(s, b, a)      addcmul(a, b, c, s) = F(s b, c, a)
 *   addcdiv(a, b, c, s) = a + (s b) / c  not fused
 * results are then the same to the bit. The baseline level of a processor without FMA rounds twice.
 * Scalars are computed in double and rounded to the type of the vector, as PyTorch does. */
#include <math.h>

#include "lrscope/cpu.h"

/* For a loop in variants: the compiler drops what a constant argument switches off, and vectorises
 * the rest, which it gives up on while an unknown flag decides about a store. */
#define INLINED static inline __attribute__((always_inline))

#define REAL           float
#define KIND(f)        f##32
#define ROOT(x)        __builtin_sqrtf(x)
#define FUSED(a, b, c) __builtin_fmaf(a, b, c)
#include "kernels_levels.h"
#undef REAL
#undef KIND
#undef ROOT
#undef FUSED

#define REAL           double
#define KIND(f)        f##64
#define ROOT(x)        __builtin_sqrt(x)
#define FUSED(a, b, c) __builtin_fma(a, b, c)
#include "kernels_levels.h"
#undef REAL
#undef KIND
#undef ROOT
#undef FUSED
