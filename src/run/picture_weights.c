/* The way of the weights in the plane in which it is widest: a principal component analysis of some
 * stored weights and the present ones. With X the m weights less their mean, the m x m Gram matrix
 * X X^T has the same eigenvalues as the covariance (but for a factor), and sqrt(lambda) times its
 * eigenvector is the coordinate of each of the m along that direction.
 * Source: Lorch, "Visualizing deep network training trajectories with PCA" (2016). */
#include <math.h>
#include <string.h>

#include "picture_priv.h"

enum { ROUNDS = 200 /* of the power iteration */ };

/* Weights in rows: those of the album, then the present ones. */
static int gather(const struct lrs_run *run, float *x)
{
    const struct album *a = &run->album;
    size_t n = a->params;
    float *last = x + (size_t)a->n * n;
    memcpy(x, a->weights, (size_t)a->n * n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        last[i] = a->wide ? (float)((const double *)run_weights(run))[i]
                          : ((const float *)run_weights(run))[i];
    return a->n + 1;
}

static void centre(int m, size_t n, float *x)
{
    for (size_t i = 0; i < n; i++) {
        double mean = 0;
        for (int k = 0; k < m; k++)
            mean += (double)x[(size_t)k * n + i] / m;
        for (int k = 0; k < m; k++)
            x[(size_t)k * n + i] -= (float)mean;
    }
}

static double normalise(int m, double *v)
{
    double norm = lrs_norm64((size_t)m, v);
    for (int i = 0; i < m && norm > 0; i++)
        v[i] /= norm;
    return norm;
}

/* The largest eigenvalue of G and its vector V, orthogonal to OTHER (which may be NULL). */
static double leading(int m, const float *g, const double *other, double *v)
{
    double next[LRS_WAY_MAX + 1], value = 0;
    for (int i = 0; i < m; i++)
        v[i] = cos(1 + 2.4 * i); /* anything but orthogonal to it */
    for (int round = 0; round < ROUNDS; round++) {
        double along = 0;
        for (int i = 0; other && i < m; i++)
            along += other[i] * v[i];
        for (int i = 0; other && i < m; i++)
            v[i] -= along * other[i];
        normalise(m, v);
        for (int i = 0; i < m; i++) {
            next[i] = 0;
            for (int k = 0; k < m; k++)
                next[i] += (double)g[i * m + k] * v[k];
        }
        memcpy(v, next, (size_t)m * sizeof *v);
        double before = value;
        value = normalise(m, v);
        if (fabs(value - before) <= 1e-9 * value)
            break;
    }
    return value;
}

/* The coordinates along direction AXIS. Which end is which is open: the start is left and below. */
static void place(int m, double value, const double *v, int axis, double (*path)[2])
{
    double sign = v[0] > v[m - 1] ? -1 : 1;
    for (int i = 0; i < m; i++)
        path[i][axis] = sign * sqrt(value) * v[i];
}

static void find_restarts(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct album *a = &run->album;
    for (int i = 0; i < run->marks.n && pic->n_restarts < LRS_WAY_EVENTS; i++) {
        const struct lrs_mark *mark = &run->marks.at[i];
        int k = 0;
        while (k < a->n && a->at[k] < mark->step)
            k++;
        if (mark->kind == LRS_MARK_RESTART)
            pic->restart[pic->n_restarts++] = k;
    }
}

static void find_box(struct lrs_picture *pic)
{
    for (int axis = 0; axis < 2; axis++) {
        double lo = INFINITY, hi = -INFINITY;
        for (int i = 0; i < pic->n_path; i++) {
            lo = fmin(lo, pic->path[i][axis]);
            hi = fmax(hi, pic->path[i][axis]);
        }
        double room = hi > lo ? 0.06 * (hi - lo) : 1;
        pic->box[2 * axis] = lo - room;
        pic->box[2 * axis + 1] = hi + room;
    }
}

void picture_weights(const struct lrs_run *run, struct lrs_picture *pic)
{
    enum { MOST = LRS_WAY_MAX + 1 };
    size_t n = run->album.params, most = (size_t)run->album.room + 1;
    pic->path = picture_fit(pic, SLOT_PATH, pic->path, MOST, sizeof *pic->path);
    pic->scratch =
        picture_fit(pic, SLOT_SCRATCH, pic->scratch, most * n + most * most, sizeof(float));
    float *x = (float *)(void *)pic->scratch, *gram = x + most * n;
    double first[MOST], second[MOST], trace = 0;
    int m = gather(run, x);
    if (!lrs_all_finite((size_t)m * n, x))
        return;
    centre(m, n, x);
    lrs_matmul_nt(m, m, (int)n, x, x, gram, false);
    for (int i = 0; i < m; i++)
        trace += (double)gram[i * m + i];
    if (m < 3 || !(trace > 0) || !isfinite(trace))
        return;
    double value[2];
    value[0] = leading(m, gram, NULL, first);
    value[1] = leading(m, gram, first, second);
    for (int k = 0; k < 2; k++) {
        pic->share[k] = fmin(value[k] / trace, 1);
        place(m, value[k], k ? second : first, k, pic->path);
    }
    pic->n_path = m;
    find_restarts(run, pic);
    find_box(pic);
}
