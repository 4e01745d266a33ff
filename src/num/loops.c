/* The loops of loops_body.h, compiled for every processor level; lrs_loops picks. */
#include "loops.h"

#include <string.h>

#define LEVEL(f) f##_baseline
#define TARGET
#if defined __FP_FAST_FMAF
#define FMA(a, b, c) __builtin_fmaf(a, b, c)
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#endif
#include "loops_body.h"
#undef LEVEL
#undef TARGET
#undef FMA

#if LRS_X86
#define FMA(a, b, c) __builtin_fmaf(a, b, c)

#define LEVEL(f) f##_avx2
#define TARGET   LRS_TARGET_AVX2
#include "loops_body.h"
#undef LEVEL
#undef TARGET

#define LEVEL(f) f##_avx512
#define TARGET   LRS_TARGET_AVX512
#include "loops_body.h"
#endif

const struct lrs_loops *lrs_loops(void)
{
    static const struct lrs_loops *const table[LRS_LEVELS] = LRS_LEVEL_TABLE(&loops);
    return table[lrs_cpu_use()];
}

/* Rows of a few numbers leave most of a vector empty: several of them are taken as one row, with
 * the bias as often. */
void lrs_bias_activate(enum lrs_activation f, int rows, int n, const float *bias, float *z)
{
    enum { NARROW = 16, SEVERAL = 64 };
    float repeated[SEVERAL];
    int several = n < NARROW ? SEVERAL / n : 1, whole = rows / several;
    if (several > 1 && whole > 0) {
        for (int i = 0; i < several; i++)
            memcpy(repeated + i * n, bias, (size_t)n * sizeof *bias);
        lrs_loops()->bias_activate(f, whole, several * n, repeated, z);
        rows -= whole * several;
        z += (size_t)whole * (size_t)several * (size_t)n;
    }
    if (rows > 0)
        lrs_loops()->bias_activate(f, rows, n, bias, z);
}

void lrs_activate_back(enum lrs_activation f, int rows, int n, const float *y, float *d, float *db)
{
    lrs_loops()->activate_back(f, rows, n, y, d, db);
}
