/* Dense products. Layers of a few dozen units are small for BLAS, which packs copies of its operands
 * first; those are done here, in registers and cache, straight from where the numbers are. Large
 * ones go to OpenBLAS. */
#include "products.h"

#include <string.h>

#include "lrscope/cpu.h"
#include "lrscope/num.h"

#if LRS_X86
#include <immintrin.h>
#endif

#define INLINED static inline __attribute__((always_inline))

#define LEVEL(f) f##_baseline
#define TARGET
#define LANES               4
#define WIDE                2
#define VEC                 float __attribute__((vector_size(16)))
#define LOAD(p)             load4(p)
#define STORE(p, v)         store4(p, v)
#define LOAD_PART(p, n)     load4_part(p, n)
#define STORE_PART(p, v, n) store4_part(p, v, n)
#define SPLAT(x)            ((VEC){x, x, x, x})
#define MULADD(a, b, c)     ((a) * (b) + (c))
#define LANE_SUM(v)         (((v)[0] + (v)[1]) + ((v)[2] + (v)[3]))

INLINED VEC load4(const float *p)
{
    VEC v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINED VEC load4_part(const float *p, int n)
{
    VEC v = {p[0], n > 1 ? p[1] : 0, n > 2 ? p[2] : 0, 0};
    return v;
}

INLINED void store4(float *p, VEC v)
{
    memcpy(p, &v, sizeof v);
}

INLINED void store4_part(float *p, VEC v, int n)
{
    for (int i = 0; i < n; i++)
        p[i] = v[i];
}

#include "products_body.h"

#if LRS_X86
/* All bits of the first N of eight lanes. */
LRS_TARGET_AVX2 INLINED __m256i first_lanes(int n)
{
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), lane);
}

LRS_TARGET_AVX2 INLINED float lane_sum8(__m256 v)
{
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}

#define LEVEL(f)            f##_avx2
#define TARGET              LRS_TARGET_AVX2
#define LANES               8
#define WIDE                2
#define VEC                 __m256
#define LOAD(p)             _mm256_loadu_ps(p)
#define STORE(p, v)         _mm256_storeu_ps(p, v)
#define LOAD_PART(p, n)     _mm256_maskload_ps(p, first_lanes(n))
#define STORE_PART(p, v, n) _mm256_maskstore_ps(p, first_lanes(n), v)
#define SPLAT(x)            _mm256_set1_ps(x)
#define MULADD(a, b, c)     _mm256_fmadd_ps(a, b, c)
#define LANE_SUM(v)         lane_sum8(v)
#include "products_body.h"

#define LEVEL(f)            f##_avx512
#define TARGET              LRS_TARGET_AVX512
#define LANES               16
#define WIDE                4
#define VEC                 __m512
#define LOAD(p)             _mm512_loadu_ps(p)
#define STORE(p, v)         _mm512_storeu_ps(p, v)
#define LOAD_PART(p, n)     _mm512_maskz_loadu_ps((__mmask16)((1U << (n)) - 1), p)
#define STORE_PART(p, v, n) _mm512_mask_storeu_ps(p, (__mmask16)((1U << (n)) - 1), v)
#define SPLAT(x)            _mm512_set1_ps(x)
#define MULADD(a, b, c)     _mm512_fmadd_ps(a, b, c)
#define LANE_SUM(v)         _mm512_reduce_add_ps(v)
#include "products_body.h"
#endif

static void multiply(const struct lrs_product *q)
{
    static void (*const table[LRS_LEVELS])(const struct lrs_product *q) = LRS_LEVEL_TABLE(product);
    table[lrs_cpu_use()](q);
}

/* TO[columns x rows] = FROM[rows x columns] transposed: rows from I to END, columns from J on. */
static void transpose_part(int rows, int columns, int i, int end, int j, const float *restrict from,
                           float *restrict to)
{
    for (; i < end; i++) {
        for (int x = j; x < columns; x++)
            to[x * rows + i] = from[i * columns + x];
    }
}

#if LRS_X86
/* Rows R and R + 4 of four columns, in the two halves of a vector. */
#define ROW_PAIR(from, columns, r)                                                                 \
    _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps((from) + (r) * (columns))),           \
                         _mm_loadu_ps((from) + ((r) + 4) * (columns)), 1)

/* Eight rows of four columns become four rows of eight. */
LRS_TARGET_AVX2 INLINED void transpose_8x4(int rows, int columns, const float *from, float *to)
{
    const __m256 a = ROW_PAIR(from, columns, 0), b = ROW_PAIR(from, columns, 1);
    const __m256 c = ROW_PAIR(from, columns, 2), d = ROW_PAIR(from, columns, 3);
    const __m256 ab = _mm256_unpacklo_ps(a, b), AB = _mm256_unpackhi_ps(a, b);
    const __m256 cd = _mm256_unpacklo_ps(c, d), CD = _mm256_unpackhi_ps(c, d);
    _mm256_storeu_ps(to, _mm256_shuffle_ps(ab, cd, 0x44));
    _mm256_storeu_ps(to + rows, _mm256_shuffle_ps(ab, cd, 0xee));
    _mm256_storeu_ps(to + 2 * rows, _mm256_shuffle_ps(AB, CD, 0x44));
    _mm256_storeu_ps(to + 3 * rows, _mm256_shuffle_ps(AB, CD, 0xee));
}

LRS_TARGET_AVX2 static void transpose_fast(int rows, int columns, const float *from, float *to)
{
    for (int j = 0; j + 4 <= columns; j += 4) {
        for (int i = 0; i + 8 <= rows; i += 8)
            transpose_8x4(rows, columns, from + i * columns + j, to + j * rows + i);
    }
}
#endif

static void transpose(int rows, int columns, const float *from, float *to)
{
    int row = 0;
#if LRS_X86
    if (lrs_cpu_use() >= LRS_AVX2) {
        transpose_fast(rows, columns, from, to);
        row = rows / 8 * 8;
        transpose_part(rows, columns, 0, row, columns / 4 * 4, from, to);
    }
#endif
    transpose_part(rows, columns, row, rows, 0, from, to);
}

/* B of up to so many numbers: ours, at least as fast as OpenBLAS's best kernels then (measured with
 * AVX2 and AVX-512). Where B has to be transposed first, which takes stack: up to TURNED_MAX. */
enum { TURNED_MAX = 1 << 14 };

static bool is_ours(int n, int k)
{
    static const int64_t ours_max[LRS_LEVELS] = {1 << 10, 1 << 18, 1 << 18};
    return (int64_t)n * k <= ours_max[lrs_cpu_use()];
}

/* C = A B where rows of A have no gaps; as dot products where C has next to no columns and the sums
 * are long enough to fill vectors. */
enum { DOTS_MAX = 4, DOTS_K_MIN = 32, DOTS_K_MAX = 1024 };

static void multiply_rows(const struct lrs_product *q)
{
    static void (*const table[LRS_LEVELS])(const struct lrs_product *q, const float *turned) =
        LRS_LEVEL_TABLE(dots);
    float turned[DOTS_MAX * DOTS_K_MAX];
    if (q->n > DOTS_MAX || q->k < DOTS_K_MIN || q->k > DOTS_K_MAX) {
        multiply(q);
        return;
    }
    transpose(q->k, q->n, q->b, turned);
    table[lrs_cpu_use()](q, turned);
}

void lrs_matmul(int m, int n, int k, const float *a, const float *b, float *c, bool add)
{
    if (!is_ours(n, k)) {
        lrs_blas_product(m, n, k, a, false, b, false, c, add);
        return;
    }
    multiply_rows(&(struct lrs_product){.m = m,
                                        .n = n,
                                        .k = k,
                                        .a = a,
                                        .a_row = k,
                                        .a_col = 1,
                                        .b = b,
                                        .b_row = n,
                                        .c = c,
                                        .c_row = n,
                                        .add = add});
}

/* C = A^T B with so few columns that they would leave most of a vector empty, as C^T = B^T A: rows
 * of C run along the vector. */
enum { THIN_COLUMNS = 12, THIN_ROWS = 64 };

static void multiply_thin(int m, int n, int k, const float *a, const float *b, float *c)
{
    float turned[THIN_COLUMNS * THIN_ROWS];
    for (int i = 0; i < m; i += THIN_ROWS) {
        int rows = m - i < THIN_ROWS ? m - i : THIN_ROWS;
        multiply(&(struct lrs_product){.m = n,
                                       .n = rows,
                                       .k = k,
                                       .a = b,
                                       .a_row = 1,
                                       .a_col = n,
                                       .b = a + i,
                                       .b_row = m,
                                       .c = turned,
                                       .c_row = rows});
        transpose(n, rows, turned, c + i * n);
    }
}

void lrs_matmul_tn(int m, int n, int k, const float *a, const float *b, float *c, bool add)
{
    if (!is_ours(n, k))
        lrs_blas_product(m, n, k, a, true, b, false, c, add);
    else if (n <= THIN_COLUMNS && m > THIN_COLUMNS && !add)
        multiply_thin(m, n, k, a, b, c);
    else
        multiply(&(struct lrs_product){.m = m,
                                       .n = n,
                                       .k = k,
                                       .a = a,
                                       .a_row = 1,
                                       .a_col = m,
                                       .b = b,
                                       .b_row = n,
                                       .c = c,
                                       .c_row = n,
                                       .add = add});
}

void lrs_matmul_nt(int m, int n, int k, const float *a, const float *b, float *c, bool add)
{
    float turned[TURNED_MAX];
    if (!is_ours(n, k) || (int64_t)n * k > TURNED_MAX) {
        lrs_blas_product(m, n, k, a, false, b, true, c, add);
        return;
    }
    transpose(n, k, b, turned);
    lrs_matmul(m, n, k, a, turned, c, add);
}
