/* Steps per second of one small training, ours against simple twins, in one run: points on three
 * spirals, mlp 2-64-64-3 with ReLU, batches of 64, softmax cross-entropy, SGD with momentum 0.9 and
 * a cosine schedule, denormals flushed. A step is gather, forward, loss, backward and update.
 *
 *   bench_step                      ours, C with OpenBLAS, plain C
 *   bench_step --with-python        also numpy and, where it can be imported, PyTorch
 *
 * Contenders take turns; each line is the median over the rounds. On a busy machine single figures
 * move by a third: the ratios are the result. */
#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lrscope/mem.h"
#include "lrscope/model.h"
#include "lrscope/optim.h"

enum { ROWS = 3072, IN = 2, HIDDEN = 64, OUT = 3, BATCH = 64, LAYERS = 3, ROUNDS = 9 };
enum { PARAMS = IN * HIDDEN + HIDDEN + HIDDEN * HIDDEN + HIDDEN + HIDDEN * OUT + OUT };
static const int width[LAYERS + 1] = {IN, HIDDEN, HIDDEN, OUT};
static const double slice = 0.06; /* seconds of a turn */

/* The data, and the place in it. */
struct feed {
    float x[ROWS * IN];
    int32_t label[ROWS];
    uint32_t order[ROWS];
    int at;
    int64_t step;
    struct lrs_rng rng;
    float batch_x[BATCH * IN];
    int32_t batch_label[BATCH];
};

static struct feed *make_feed(void)
{
    struct feed *f = LRS_NEW(struct feed);
    lrs_rng_seed(&f->rng, 1, "data");
    for (int i = 0; i < ROWS; i++) {
        int c = i % OUT;
        double r = lrs_rng_uniform(&f->rng);
        double a = 4 * r + c * 2 * acos(-1) / OUT + 0.1 * lrs_rng_normal(&f->rng);
        f->x[i * IN] = (float)(r * cos(a));
        f->x[i * IN + 1] = (float)(r * sin(a));
        f->label[i] = c;
        f->order[i] = (uint32_t)i;
    }
    return f;
}

static struct lrs_batch next_batch(struct feed *f)
{
    if (f->at == 0)
        lrs_rng_shuffle(&f->rng, f->order, ROWS);
    for (int r = 0; r < BATCH; r++) {
        uint32_t row = f->order[f->at + r];
        memcpy(f->batch_x + r * IN, f->x + row * IN, IN * sizeof(float));
        f->batch_label[r] = f->label[row];
    }
    f->at = (f->at + BATCH) % ROWS;
    f->step++;
    return (struct lrs_batch){.rows = BATCH, .x = f->batch_x, .label = f->batch_label};
}

static double rate_now(const struct feed *f)
{
    return 0.05 * (1 + cos(acos(-1) * (double)(f->step % 20000) / 20000));
}

/* Somebody who can do a step. */
struct contender {
    const char *name;
    double (*step)(struct contender *c); /* returns the loss */
    struct feed *feed;
    float *w, *g, *v, *work;
    struct lrs_model *model;
    struct lrs_optimizer *optimizer;
    void *state;
    double rate[ROUNDS], first_loss, last_loss;
};

static double step_ours(struct contender *c)
{
    struct lrs_batch b = next_batch(c->feed);
    struct lrs_update u = {.lr = rate_now(c->feed), .momentum = (double)NAN};
    double loss = lrs_model_gradient(c->model, c->w, &b, c->g, c->work);
    lrs_optimizer_step(c->optimizer, c->state, &u, c->w, c->g);
    return loss;
}

/* The same step written out twice: with products from outside, and all in plain loops. */
/* The products of a step. */
struct products {
    void (*nn)(int m, int n, int k, const float *a, const float *b, float *c);
    void (*tn)(int m, int n, int k, const float *a, const float *b, float *c);
    void (*nt)(int m, int n, int k, const float *a, const float *b, float *c);
};

static void blas_nn(int m, int n, int k, const float *a, const float *b, float *c)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, c, n);
}

static void blas_tn(int m, int n, int k, const float *a, const float *b, float *c)
{
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1, a, m, b, n, 0, c, n);
}

static void blas_nt(int m, int n, int k, const float *a, const float *b, float *c)
{
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, a, k, b, k, 0, c, n);
}

static void plain_nn(int m, int n, int k, const float *a, const float *b, float *c)
{
    memset(c, 0, (size_t)(m * n) * sizeof *c);
    for (int i = 0; i < m; i++) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++)
                c[i * n + j] += a[i * k + p] * b[p * n + j];
        }
    }
}

static void plain_tn(int m, int n, int k, const float *a, const float *b, float *c)
{
    memset(c, 0, (size_t)(m * n) * sizeof *c);
    for (int p = 0; p < k; p++) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++)
                c[i * n + j] += a[p * m + i] * b[p * n + j];
        }
    }
}

static void plain_nt(int m, int n, int k, const float *a, const float *b, float *c)
{
    for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int p = 0; p < k; p++)
                sum += a[i * k + p] * b[j * k + p];
            c[i * n + j] = sum;
        }
    }
}

/* Logits to their gradient; returns the mean loss. */
static double plain_softmax(int rows, int k, float *z, const int32_t *label)
{
    double loss = 0;
    for (int r = 0; r < rows; r++, z += k) {
        float max = z[0], sum = 0, picked = z[label[r]];
        for (int c = 1; c < k; c++)
            max = z[c] > max ? z[c] : max;
        for (int c = 0; c < k; c++)
            sum += z[c] = expf(z[c] - max);
        loss += log((double)sum) + (double)max - (double)picked;
        for (int c = 0; c < k; c++)
            z[c] = (z[c] / sum - (float)(c == label[r])) / (float)rows;
    }
    return loss / rows;
}

static void add_bias(int n, const float *bias, bool relu, float *z)
{
    for (int r = 0; r < BATCH; r++, z += n) {
        for (int j = 0; j < n; j++) {
            z[j] += bias[j];
            z[j] = relu && z[j] < 0 ? 0 : z[j];
        }
    }
}

static void sum_columns(int n, const float *d, float *sum)
{
    memset(sum, 0, (size_t)n * sizeof *sum);
    for (int r = 0; r < BATCH; r++, d += n) {
        for (int j = 0; j < n; j++)
            sum[j] += d[j];
    }
}

static double written_out(struct contender *c, const struct products *by)
{
    struct lrs_batch b = next_batch(c->feed);
    const float *w[LAYERS], *in[LAYERS] = {b.x};
    float *g[LAYERS], *out = c->work;
    size_t at = 0;
    for (int l = 0; l < LAYERS; l++) {
        int n = width[l], k = width[l + 1];
        w[l] = c->w + at;
        g[l] = c->g + at;
        at += (size_t)(n * k + k);
        out = c->work + l * BATCH * HIDDEN;
        by->nn(BATCH, k, n, in[l], w[l], out);
        add_bias(k, w[l] + n * k, l < LAYERS - 1, out);
        if (l < LAYERS - 1)
            in[l + 1] = out;
    }
    double loss = plain_softmax(BATCH, OUT, out, b.label);
    for (int l = LAYERS - 1; l >= 0; l--) {
        int n = width[l], k = width[l + 1];
        float *below = c->work + (LAYERS + l % 2) * BATCH * HIDDEN;
        by->tn(n, k, BATCH, in[l], out, g[l]);
        sum_columns(k, out, g[l] + n * k);
        if (l > 0) {
            by->nt(BATCH, n, k, out, w[l], below);
            for (int i = 0; i < BATCH * n; i++)
                below[i] = in[l][i] > 0 ? below[i] : 0;
        }
        out = below;
    }
    float lr = (float)rate_now(c->feed);
    for (int i = 0; i < PARAMS; i++) {
        c->v[i] = 0.9F * c->v[i] + c->g[i];
        c->w[i] -= lr * c->v[i];
    }
    return loss;
}

static double step_blas(struct contender *c)
{
    static const struct products by = {blas_nn, blas_tn, blas_nt};
    return written_out(c, &by);
}

static double step_plain(struct contender *c)
{
    static const struct products by = {plain_nn, plain_tn, plain_nt};
    return written_out(c, &by);
}

static struct lrs_spec *spec_of(const struct lrs_registry *reg, const char *name, const char *row,
                                struct lrs_value value)
{
    struct lrs_err err = {0};
    struct lrs_spec *spec = lrs_spec_new(lrs_registry_find(reg, name, &err));
    if (!lrs_spec_set(spec, lrs_spec_row(spec->kind, row, &err), value, &err))
        lrs_die("%s", err.msg);
    return spec;
}

static void prepare(struct contender *c)
{
    const double hidden[] = {HIDDEN, HIDDEN};
    struct lrs_spec *mlp = spec_of(&lrs_models, "mlp", "hidden", lrs_value_reals(hidden, 2));
    struct lrs_spec *sgd = spec_of(&lrs_optimizers, "SGD", "momentum", lrs_value_real(0.9));
    struct lrs_rng rng;
    c->feed = make_feed();
    c->model = lrs_model_new(mlp, LRS_CLASSIFY, IN, OUT, BATCH);
    c->optimizer = lrs_optimizer_new(sgd, c->model->n_params, false);
    c->state = lrs_alloc(1, lrs_optimizer_state_size(c->optimizer));
    lrs_optimizer_start(c->optimizer, c->state);
    c->w = LRS_ARRAY(float, PARAMS);
    c->g = LRS_ARRAY(float, PARAMS);
    c->v = LRS_ARRAY(float, PARAMS);
    c->work = LRS_ARRAY(float, c->model->work_floats + 5 * BATCH * HIDDEN);
    lrs_rng_seed(&rng, 1, "init");
    lrs_model_init(c->model, c->w, &rng);
    lrs_spec_free(mlp);
    lrs_spec_free(sgd);
}

static void discard(struct contender *c)
{
    lrs_model_free(c->model);
    lrs_optimizer_free(c->optimizer);
    void *const owned[] = {c->feed, c->state, c->w, c->g, c->v, c->work};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        lrs_free(owned[i]);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Steps per second of processor time over one turn. */
static double take_turn(struct contender *c)
{
    double start = seconds(), now = start;
    int64_t steps = 0;
    while (now - start < slice) {
        for (int i = 0; i < 50; i++, steps++)
            c->last_loss = c->step(c);
        now = seconds();
    }
    return (double)steps / (now - start);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, compare);
    return x[n / 2];
}

/* The script prints "name steps-a-second" lines. */
static void run_python(double ours)
{
    char command[4200], line[256], name[64];
    double rate;
    const char *python = getenv("PYTHON");
    snprintf(command, sizeof command, "%s '%s/tests/bench/bench_step.py'",
             python ? python : "python3", BENCH_SOURCE_DIR);
    fflush(stdout);
    FILE *f = popen(command, "r");
    if (!f)
        lrs_die("cannot run %s", command);
    while (fgets(line, sizeof line, f)) {
        if (sscanf(line, "%63s %lf", name, &rate) == 2)
            printf("%-12s %10.0f steps/s   ours is %6.2f times that\n", name, rate, ours / rate);
    }
    pclose(f);
}

int main(int argc, char **argv)
{
    static struct contender all[] = {
        {.name = "ours", .step = step_ours},
        {.name = "C+OpenBLAS", .step = step_blas},
        {.name = "plain-C", .step = step_plain},
    };
    enum { N = sizeof all / sizeof *all };
    lrs_blas_setup(argv);
    unsigned before = lrs_denormals_flush();
    for (int i = 0; i < N; i++) {
        prepare(&all[i]);
        all[i].first_loss = all[i].step(&all[i]);
    }
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < N; i++)
            all[i].rate[round] = take_turn(&all[i]);
    }
    lrs_denormals_restore(before);
    printf("loops %s, OpenBLAS core %s\n", lrs_cpu_level(), lrs_blas_core());
    double ours = median(all[0].rate, ROUNDS);
    for (int i = 0; i < N; i++) {
        double rate = median(all[i].rate, ROUNDS); /* which sorts them */
        printf("%-12s %10.0f steps/s (best %.0f)   ours is %6.2f times that   loss %.4f -> %.4f\n",
               all[i].name, rate, all[i].rate[ROUNDS - 1], ours / rate, all[i].first_loss,
               all[i].last_loss);
    }
    if (argc > 1 && strcmp(argv[1], "--with-python") == 0)
        run_python(ours);
    for (int i = 0; i < N; i++)
        discard(&all[i]);
    return 0;
}
