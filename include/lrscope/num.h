/* Numbers: dense products (small ones in registers, large ones on OpenBLAS), elementwise loops,
 * losses, initialisation, statistics. float32, row-major; n rows (samples) by columns (features).
 * Fast loops are chosen once, by processor, through a table (baseline, AVX2+FMA, AVX-512); each has
 * a plain twin lrs_plain_* that tests compare it with. They take up to 64 KiB of stack. */
#ifndef LRSCOPE_NUM_H
#define LRSCOPE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lrscope/rng.h"

/* CLASSIFY: softmax cross-entropy over n_out classes; REGRESS: mean squared error of n_out numbers. */
enum lrs_task { LRS_CLASSIFY, LRS_REGRESS };

/* To be called first thing in main with its own argv: one BLAS thread; and where OpenBLAS took
 * kernels older than the processor (Debian 12: Prescott on AVX2 and newer), sets OPENBLAS_CORETYPE
 * and starts the program once again. Returns where nothing needs doing or that failed. */
void lrs_blas_setup(char **argv);
/* "SkylakeX", "Haswell": for --version and exports. */
const char *lrs_blas_core(void);
/* "baseline", "avx2" or "avx512": which of our own loops were chosen. */
const char *lrs_cpu_level(void);

/* Flush denormals to zero on this thread; returns what to give to lrs_denormals_restore. */
unsigned lrs_denormals_flush(void);
void lrs_denormals_restore(unsigned before);

/* C[m x n] = A[m x k] B[k x n] (+ C where ADD); _tn takes A as [k x m], _nt takes B as [n x k]. */
void lrs_matmul(int m, int n, int k, const float *a, const float *b, float *c, bool add);
void lrs_matmul_tn(int m, int n, int k, const float *a, const float *b, float *c, bool add);
void lrs_matmul_nt(int m, int n, int k, const float *a, const float *b, float *c, bool add);

enum lrs_activation { LRS_RELU, LRS_TANH, LRS_SIGMOID, LRS_IDENTITY };
/* z[rows x n] += bias[n] row by row, then the activation, in place. */
void lrs_bias_activate(enum lrs_activation f, int rows, int n, const float *bias, float *z);
/* d[rows x n] *= f'(.), from the activation's OUTPUT y; and db[n] = column sums of the result. */
void lrs_activate_back(enum lrs_activation f, int rows, int n, const float *y, float *d, float *db);

/* Mean softmax cross-entropy of logits z[rows x k] against label[rows], k at most LRS_CLASSES_MAX;
 * D (may be NULL, may be z) gets the gradient of the mean. *RIGHT (may be NULL) gets how many have
 * their (first) largest logit at the label. Sums in double, in a fixed order. */
enum { LRS_CLASSES_MAX = 1024 };
double lrs_softmax_loss(int rows, int k, const float *z, const int32_t *label, float *d, int *right);
/* Mean over rows and columns of (z - target)^2, as torch.nn.MSELoss; D as above. */
double lrs_square_loss(int rows, int k, const float *z, const float *target, float *d);

/* Initial weights of a layer w[in x out] with bias b[out]. */
enum lrs_init { LRS_INIT_TORCH, LRS_INIT_XAVIER, LRS_INIT_HE, LRS_INIT_ZERO };
void lrs_init_layer(enum lrs_init how, struct lrs_rng *rng, int in, int out, float *w, float *b);

/* Mean and (population) standard deviation of x[i * stride], i < n. */
void lrs_mean_deviation(size_t n, const float *x, size_t stride, double *mean, double *deviation);
bool lrs_all_finite(size_t n, const float *x);
/* Euclidean norms of X and of X - Y, to about six digits; sums in a fixed order. */
double lrs_norm(size_t n, const float *x);
double lrs_norm64(size_t n, const double *x);
double lrs_distance(size_t n, const float *x, const float *y);
double lrs_distance64(size_t n, const double *x, const double *y);

/* Two-sided sign test: the probability of a split at least as uneven as WINS against LOSSES under
 * a fair coin. */
double lrs_sign_test(int wins, int losses);

#endif
