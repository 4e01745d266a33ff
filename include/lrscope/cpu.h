/* Loops for several processors: which level this one has, and the attributes that compile a
 * function for a level. A file with such loops writes them once in a *_body.h and includes that
 * once for each level under another LRS_LEVEL; the table of results is indexed by enum lrs_level.
 * (The compiler's own target_clones would do the same, but its resolver runs before the runtime of
 * the thread sanitizer is up.) */
#ifndef LRSCOPE_CPU_H
#define LRSCOPE_CPU_H

enum lrs_level { LRS_BASELINE, LRS_AVX2, LRS_AVX512, LRS_LEVELS };

/* The level in use: the best that the processor has, or less after lrs_cpu_limit. */
enum lrs_level lrs_cpu_use(void);
/* For tests and benchmarks: use at most HIGHEST from now on; returns what is used then. */
enum lrs_level lrs_cpu_limit(enum lrs_level highest);

#if (defined __x86_64__ || defined __i386__) && (defined __GNUC__ || defined __clang__)
#define LRS_X86           1
#define LRS_TARGET_AVX2   __attribute__((target("avx2,fma")))
#define LRS_TARGET_AVX512 __attribute__((target("avx2,fma,avx512f,avx512vl,avx512dq,avx512bw")))
#else
#define LRS_X86 0
#endif

/* The entries of a table of levels; elsewhere all levels are the first. */
/* clang-format off */
#if LRS_X86
#define LRS_LEVEL_TABLE(f) { f##_baseline, f##_avx2, f##_avx512 }
#else
#define LRS_LEVEL_TABLE(f) { f##_baseline, f##_baseline, f##_baseline }
#endif
/* clang-format on */

#endif
