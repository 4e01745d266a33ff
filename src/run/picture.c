/* A picture of the problem as numbers: decision regions, a landscape with the way taken, the fitted
 * curve, or a table of confusions. What is drawn of them is decided elsewhere. */
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "run_priv.h"

enum {
    POINTS_MAX = 400,
    PATH_RECENT = 256,   /* the latest positions, each */
    PATH_EARLIER = 512,  /* those before, thinned */
    CONFUSED_MAX = 4096, /* rows that a table of confusions counts */
};

/* ARRAY with room for N objects of SIZE bytes, made anew only where it has less. */
static void *fit(struct lrs_picture *pic, int slot, void *array, size_t n, size_t size)
{
    if (array && pic->room[slot] >= n)
        return array;
    lrs_free(array);
    pic->room[slot] = n;
    return lrs_alloc(n, size);
}

enum { SLOT_VALUE, SLOT_CURVE, SLOT_POINT, SLOT_PATH, SLOT_CONFUSION };

static void drop_names(struct lrs_picture *pic)
{
    for (int i = 0; i < pic->n_names; i++)
        lrs_free(pic->class_name[i]);
    lrs_free(pic->class_name);
    pic->class_name = NULL;
    pic->n_names = 0;
}

static void copy_names(const struct lrs_dataset *d, struct lrs_picture *pic)
{
    if (!d->class_name) {
        drop_names(pic);
        return;
    }
    bool same = pic->n_names == d->n_out;
    for (int i = 0; same && i < d->n_out; i++)
        same = strcmp(pic->class_name[i], d->class_name[i]) == 0;
    if (same)
        return;
    drop_names(pic);
    pic->class_name = LRS_ARRAY(char *, (size_t)d->n_out);
    pic->n_names = d->n_out;
    for (int i = 0; i < d->n_out; i++)
        pic->class_name[i] = lrs_strdup(d->class_name[i]);
}

/* ---- data points ---- */

static int add_points(const struct lrs_dataset *d, int first, int rows, int wanted, bool train,
                      struct lrs_picture_point *to)
{
    for (int i = 0; i < wanted; i++) {
        size_t row = (size_t)first + (size_t)((int64_t)i * rows / wanted);
        const float *x = d->x + row * (size_t)d->n_in;
        to[i].x = x[0];
        to[i].y = d->n_in > 1 ? x[1] : d->target[row * (size_t)d->n_out];
        to[i].label = d->label ? d->label[row] : 0;
        to[i].train = train;
    }
    return wanted;
}

static void show_points(const struct lrs_dataset *d, struct lrs_picture *pic)
{
    int n = d->rows < POINTS_MAX ? d->rows : POINTS_MAX;
    int train = (int)((int64_t)n * d->n_train / d->rows);
    pic->point = fit(pic, SLOT_POINT, pic->point, POINTS_MAX, sizeof *pic->point);
    pic->n_points = add_points(d, 0, d->n_train, train, true, pic->point);
    pic->n_points += add_points(d, d->n_train, d->rows - d->n_train, n - train, false,
                                pic->point + pic->n_points);
}

/* ---- regions, curve, confusion: what the model says ---- */

/* The winning class, plus how sure the model is of it: 0 at an even chance, just under 1 at 1. */
static float region(const float *logit, int k)
{
    int best = 0;
    for (int i = 1; i < k; i++)
        if (logit[i] > logit[best])
            best = i;
    double sum = 0;
    for (int i = 0; i < k; i++)
        sum += exp((double)logit[i] - (double)logit[best]);
    double sure = k > 1 ? (k / sum - 1) / (k - 1) : 1;
    return (float)best + (float)(sure > 0 ? fmin(sure, 0.998) : 0); /* not so in NaN */
}

/* The input that the centre of grid cell I stands for. */
static void cell_centre(const struct lrs_picture *pic, int i, double at[2])
{
    const double *box = pic->box;
    at[0] = box[0] + (box[1] - box[0]) * (i % pic->w + 0.5) / pic->w;
    at[1] = box[3] - (box[3] - box[2]) * (i / pic->w + 0.5) / pic->h;
}

/* The model's outputs for the cells FIRST .. FIRST + n - 1; n = ROWS or fewer at the end. */
static int predict_cells(const struct lrs_run *run, const struct lrs_picture *pic, int cells,
                         int first)
{
    const struct trainer *t = run->trainer;
    int n_in = t->viewer->n_in, rows = cells - first < VIEW_ROWS ? cells - first : VIEW_ROWS;
    for (int i = 0; i < rows; i++) {
        double at[2];
        cell_centre(pic, first + i, at);
        for (int j = 0; j < n_in; j++)
            t->view_x[i * n_in + j] = (float)at[j];
    }
    lrs_model_predict(t->viewer, run_weights(run), t->view_x, rows, t->view_out, t->view_work);
    return rows;
}

static void show_regions(const struct lrs_run *run, struct lrs_picture *pic)
{
    int cells = pic->w * pic->h, k = run->trainer->viewer->n_out;
    pic->value = fit(pic, SLOT_VALUE, pic->value, (size_t)cells, sizeof *pic->value);
    for (int first = 0; first < cells;) {
        int rows = predict_cells(run, pic, cells, first);
        for (int i = 0; i < rows; i++)
            pic->value[first + i] = region(run->trainer->view_out + i * k, k);
        first += rows;
    }
}

static void show_curve(const struct lrs_run *run, struct lrs_picture *pic)
{
    int n_out = run->trainer->viewer->n_out;
    pic->curve = fit(pic, SLOT_CURVE, pic->curve, (size_t)pic->w, sizeof *pic->curve);
    for (int first = 0; first < pic->w;) {
        int rows = predict_cells(run, pic, pic->w, first);
        for (int i = 0; i < rows; i++)
            pic->curve[first + i] = run->trainer->view_out[i * n_out];
        first += rows;
    }
}

static int largest(const float *z, int k)
{
    int best = 0;
    for (int i = 1; i < k; i++)
        if (z[i] > z[best])
            best = i;
    return best;
}

/* Counts on the validation rows, or on the training rows where there are none. */
static void show_confusion(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct trainer *t = run->trainer;
    const struct lrs_dataset *d = t->ground->data;
    int k = d->n_out, end = d->rows;
    int first = d->n_train < d->rows ? d->n_train : 0;
    if (end - first > CONFUSED_MAX)
        end = first + CONFUSED_MAX;
    pic->confusion =
        fit(pic, SLOT_CONFUSION, pic->confusion, (size_t)k * (size_t)k, sizeof *pic->confusion);
    memset(pic->confusion, 0, (size_t)k * (size_t)k * sizeof *pic->confusion);
    while (first < end) {
        int rows = end - first < VIEW_ROWS ? end - first : VIEW_ROWS;
        lrs_model_predict(t->viewer, run_weights(run), d->x + (size_t)first * (size_t)d->n_in, rows,
                          t->view_out, t->view_work);
        for (int i = 0; i < rows; i++)
            pic->confusion[d->label[first + i] * k + largest(t->view_out + i * k, k)]++;
        first += rows;
    }
}

/* ---- landscape ---- */

static void show_heights(const struct lrs_surface *s, struct lrs_picture *pic)
{
    int cells = pic->w * pic->h;
    pic->value = fit(pic, SLOT_VALUE, pic->value, (size_t)cells, sizeof *pic->value);
    for (int i = 0; i < cells; i++) {
        double at[2];
        cell_centre(pic, i, at);
        pic->value[i] = (float)s->class->value(s->cfg, at, NULL);
    }
}

static void add_position(const struct lrs_run *run, struct lrs_picture *pic, uint64_t i)
{
    double x = lrs_series_at(&run->path[0], i), y = lrs_series_at(&run->path[1], i);
    if (!isfinite(x) || !isfinite(y))
        return;
    pic->path[pic->n_path][0] = x;
    pic->path[pic->n_path++][1] = y;
}

static void show_path(const struct lrs_run *run, struct lrs_picture *pic)
{
    pic->path = fit(pic, SLOT_PATH, pic->path, PATH_EARLIER + PATH_RECENT + 1, sizeof *pic->path);
    pic->n_path = 0;
    uint64_t count = run->path[0].count;
    uint64_t recent = count < PATH_RECENT ? count : PATH_RECENT, earlier = count - recent;
    uint64_t every = (earlier + PATH_EARLIER - 1) / PATH_EARLIER;
    for (uint64_t i = 0; i < earlier; i += every)
        add_position(run, pic, i);
    for (uint64_t i = earlier; i < count; i++)
        add_position(run, pic, i);
    memcpy(pic->path[pic->n_path++], run_weights(run), sizeof *pic->path);
    memcpy(pic->step, run_head(run)->moved, sizeof pic->step);
}

static void show_landscape(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct lrs_surface *s = run->trainer->ground->surface;
    memcpy(pic->box, s->about.box, sizeof pic->box);
    show_heights(s, pic);
    show_path(run, pic);
    pic->n_minima = s->about.n_minima;
    memcpy(pic->minima, s->about.minima, sizeof pic->minima);
}

/* ---- which ---- */

static enum lrs_picture_kind kind_of(const struct lrs_run *run)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    if (!d)
        return run_has_path(run) ? LRS_PIC_LANDSCAPE : LRS_PIC_NONE;
    if (d->task == LRS_CLASSIFY)
        return d->n_in == 2 ? LRS_PIC_REGIONS : LRS_PIC_CONFUSION;
    return d->n_in == 1 ? LRS_PIC_CURVE : LRS_PIC_NONE;
}

static void show_data(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    memcpy(pic->box, d->box, sizeof pic->box);
    pic->n_classes = d->task == LRS_CLASSIFY ? d->n_out : 0;
    copy_names(d, pic);
    if (pic->kind == LRS_PIC_CONFUSION) {
        show_confusion(run, pic);
        return;
    }
    show_points(d, pic);
    if (pic->kind == LRS_PIC_REGIONS)
        show_regions(run, pic);
    else
        show_curve(run, pic);
}

void lrs_run_picture(const struct lrs_run *run, int w, int h, struct lrs_picture *pic)
{
    unsigned before = lrs_denormals_flush();
    pic->kind = w > 0 && h > 0 ? kind_of(run) : LRS_PIC_NONE;
    pic->w = w;
    pic->h = h;
    pic->n_points = pic->n_path = pic->n_minima = pic->n_classes = 0;
    if (pic->kind == LRS_PIC_LANDSCAPE)
        show_landscape(run, pic);
    else if (pic->kind != LRS_PIC_NONE)
        show_data(run, pic);
    lrs_denormals_restore(before);
}

void lrs_picture_clear(struct lrs_picture *pic)
{
    drop_names(pic);
    void *arrays[] = {pic->value, pic->curve, pic->point, pic->path, pic->confusion};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        lrs_free(arrays[i]);
    *pic = (struct lrs_picture){0};
}
