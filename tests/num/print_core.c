/* What test_blas_setup.sh runs: sets BLAS up as main does, then says which kernels are in use, what
 * loops this processor runs, and its own arguments (which a second start must keep).
 *
 * The name of the kernels comes from here instead of OpenBLAS, so that every processor sees a
 * library that is older than itself: Prescott unless OPENBLAS_CORETYPE says otherwise; with
 * STUBBORN set, Prescott whatever it says. */
#include <stdio.h>
#include <stdlib.h>

#include "lrscope/cpu.h"
#include "lrscope/num.h"

char *openblas_get_corename(void);

char *openblas_get_corename(void)
{
    static char oldest[] = "Prescott";
    char *asked = getenv("OPENBLAS_CORETYPE");
    return asked && !getenv("STUBBORN") ? asked : oldest;
}

int main(int argc, char **argv)
{
    lrs_blas_setup(argv);
    printf("%s %s", lrs_blas_core(), lrs_cpu_level());
    for (int i = 1; i < argc; i++)
        printf(" [%s]", argv[i]);
    putchar('\n');
    return 0;
}
