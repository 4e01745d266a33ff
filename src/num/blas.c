/* Large products, on OpenBLAS, and the care that it needs. This is the only file that knows BLAS. */
#include "config.h"

#include "lrscope/num.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lrscope/cpu.h"
#include "lrscope/text.h"
#include "products.h"

#define CORE_VARIABLE  "OPENBLAS_CORETYPE"
#define GUARD_VARIABLE "LRSCOPE_BLAS_CHOSEN"

/* Kernels without AVX2. An OpenBLAS that is older than the processor falls back on one of them
 * (Debian 12's on Prescott: a quarter of the speed and less). */
static const char old_cores[] = "Katmai Coppermine Northwood Prescott Banias Atom Core2 Penryn "
                                "Dunnington Nehalem Sandybridge Athlon Opteron Opteron_SSE3 "
                                "Barcelona Bobcat Bulldozer Piledriver Steamroller Nano";

/* The name of the core to ask for, or NULL where OpenBLAS has chosen well, or the user chose. */
static const char *better_core(void)
{
    const char *asked = getenv(CORE_VARIABLE);
    if ((asked && *asked) || getenv(GUARD_VARIABLE))
        return NULL;
    if (!lrs_text_has_word(old_cores, openblas_get_corename()))
        return NULL;
    switch (lrs_cpu_use()) {
    case LRS_AVX512:
        return "SkylakeX";
    case LRS_AVX2:
        return "Haswell";
    default:
        return NULL;
    }
}

void lrs_blas_setup(char **argv)
{
    openblas_set_num_threads(1);
    const char *core = better_core();
    if (!core)
        return;
    /* The program's own path rather than /proc/self/exe, which would be its name in lists. */
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n < 0)
        return;
    path[n] = '\0';
    setenv(CORE_VARIABLE, core, 1);
    setenv(GUARD_VARIABLE, "1", 1); /* never twice, whatever OpenBLAS makes of it */
    execv(path, argv);
    unsetenv(CORE_VARIABLE);
}

const char *lrs_blas_core(void)
{
    return openblas_get_corename();
}

void lrs_blas_product(int m, int n, int k, const float *a, bool a_t, const float *b, bool b_t,
                      float *c, bool add)
{
    cblas_sgemm(CblasRowMajor, a_t ? CblasTrans : CblasNoTrans, b_t ? CblasTrans : CblasNoTrans, m,
                n, k, 1, a, a_t ? m : k, b, b_t ? k : n, add, c, n);
}
