/* Private to num/: dense products by our own kernels and by BLAS. */
#ifndef LRSCOPE_NUM_PRODUCTS_H
#define LRSCOPE_NUM_PRODUCTS_H

#include <stdbool.h>
#include <stddef.h>

/* C[m x n] = A B (+ C where ADD). A(i, p) = a[i * a_row + p * a_col], so that a transposed A costs
 * nothing; rows of B and C are b_row and c_row apart. */
struct lrs_product {
    int m, n, k;
    const float *a;
    ptrdiff_t a_row, a_col;
    const float *b;
    ptrdiff_t b_row;
    float *c;
    ptrdiff_t c_row;
    bool add;
};

/* The same for OpenBLAS: A is [k x m] where A_T, B is [n x k] where B_T, all without gaps. */
void lrs_blas_product(int m, int n, int k, const float *a, bool a_t, const float *b, bool b_t,
                      float *c, bool add);

#endif
