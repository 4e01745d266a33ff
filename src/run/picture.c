/* A picture of the problem as numbers: decision regions, a landscape with the way taken, the fitted
 * curve, or a table of confusions. What is drawn of them is decided elsewhere. */
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "picture_priv.h"

enum {
    POINTS_MAX = 400,
    PATH_RECENT = 256,  /* the latest positions, each */
    PATH_EARLIER = 512, /* those before, thinned */
};

void *picture_fit(struct lrs_picture *pic, enum picture_slot slot, void *array, size_t n,
                  size_t size)
{
    if (array && pic->room[slot] >= n * size)
        return array;
    lrs_free(array);
    pic->room[slot] = n * size;
    return lrs_alloc(n, size);
}

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
    pic->point = picture_fit(pic, SLOT_POINT, pic->point, POINTS_MAX, sizeof *pic->point);
    pic->n_points = add_points(d, 0, d->n_train, train, true, pic->point);
    pic->n_points += add_points(d, d->n_train, d->rows - d->n_train, n - train, false,
                                pic->point + pic->n_points);
}

/* ---- regions, curve: what the model says ---- */

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
    pic->value = picture_fit(pic, SLOT_VALUE, pic->value, (size_t)cells, sizeof *pic->value);
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
    pic->curve = picture_fit(pic, SLOT_CURVE, pic->curve, (size_t)pic->w, sizeof *pic->curve);
    for (int first = 0; first < pic->w;) {
        int rows = predict_cells(run, pic, pic->w, first);
        for (int i = 0; i < rows; i++)
            pic->curve[first + i] = run->trainer->view_out[i * n_out];
        first += rows;
    }
}

/* ---- landscape ---- */

static void show_heights(const struct lrs_surface *s, struct lrs_picture *pic)
{
    int cells = pic->w * pic->h;
    pic->value = picture_fit(pic, SLOT_VALUE, pic->value, (size_t)cells, sizeof *pic->value);
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
    pic->path =
        picture_fit(pic, SLOT_PATH, pic->path, PATH_EARLIER + PATH_RECENT + 1, sizeof *pic->path);
    pic->n_path = 0;
    uint64_t count = run->path[0].count;
    uint64_t recent = count < PATH_RECENT ? count : PATH_RECENT, earlier = count - recent;
    uint64_t every = (earlier + PATH_EARLIER - 1) / PATH_EARLIER;
    for (uint64_t i = 0; i < earlier; i += every)
        add_position(run, pic, i);
    for (uint64_t i = earlier; i < count; i++)
        add_position(run, pic, i);
    memcpy(pic->path[pic->n_path++], run_weights(run), sizeof *pic->path);
    const double *next = picture_trial(run, pic), *here = run_weights(run);
    for (int i = 0; i < 2; i++)
        pic->next[i] = next ? next[i] - here[i] : 0;
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

static bool fits_regions(const struct lrs_run *run)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    return d && d->task == LRS_CLASSIFY && d->n_in == 2;
}

static bool fits_curve(const struct lrs_run *run)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    return d && d->task == LRS_REGRESS && d->n_in == 1;
}

static bool fits_confusion(const struct lrs_run *run)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    return d && d->task == LRS_CLASSIFY && d->n_in != 2;
}

static bool fits_examples(const struct lrs_run *run)
{
    return fits_confusion(run) && run->trainer->ground->data->image_side > 0;
}

/* Two numbers are seen on their landscape. */
static bool fits_weights(const struct lrs_run *run)
{
    return run->album.room > 0 && run->trainer->n_params > 2;
}

static bool fits_all(const struct lrs_run *run)
{
    (void)run;
    return true;
}

static const struct {
    const char *name;
    bool (*fits)(const struct lrs_run *run);
} rows[LRS_PICTURES] = {
    [LRS_PIC_NONE] = {"", NULL},
    [LRS_PIC_REGIONS] = {"regions", fits_regions},
    [LRS_PIC_LANDSCAPE] = {"landscape", run_has_path},
    [LRS_PIC_CURVE] = {"curve", fits_curve},
    [LRS_PIC_EXAMPLES] = {"examples", fits_examples},
    [LRS_PIC_CONFUSION] = {"confusion", fits_confusion},
    [LRS_PIC_LINE] = {"line", fits_all},
    [LRS_PIC_WEIGHTS] = {"weights", fits_weights},
    [LRS_PIC_GRADIENT] = {"gradient", fits_all},
    [LRS_PIC_RATES] = {"rates", fits_all},
};

const char *lrs_picture_name(enum lrs_picture_kind kind)
{
    return rows[kind].name;
}

unsigned lrs_run_pictures(const struct lrs_run *run)
{
    unsigned fit = 0;
    for (int kind = LRS_PIC_NONE + 1; kind < LRS_PICTURES; kind++)
        fit |= (unsigned)rows[kind].fits(run) << kind;
    return fit;
}

static enum lrs_picture_kind choose(const struct lrs_run *run, enum lrs_picture_kind wish)
{
    unsigned fit = lrs_run_pictures(run);
    if (fit >> wish & 1)
        return wish;
    int kind = LRS_PIC_NONE + 1;
    while (!(fit >> kind & 1))
        kind++;
    return (enum lrs_picture_kind)kind;
}

static void show_data(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct lrs_dataset *d = run->trainer->ground->data;
    memcpy(pic->box, d->box, sizeof pic->box);
    pic->n_classes = d->task == LRS_CLASSIFY ? d->n_out : 0;
    copy_names(d, pic);
    switch (pic->kind) {
    case LRS_PIC_CONFUSION:
        picture_confusion(run, pic);
        break;
    case LRS_PIC_EXAMPLES:
        picture_examples(run, pic);
        break;
    case LRS_PIC_REGIONS:
        show_points(d, pic);
        show_regions(run, pic);
        break;
    default:
        show_points(d, pic);
        show_curve(run, pic);
        break;
    }
}

void lrs_run_picture(const struct lrs_run *run, const struct lrs_picture_wish *wish,
                     struct lrs_picture *pic)
{
    unsigned before = lrs_denormals_flush();
    pic->w = wish->w;
    pic->h = wish->h;
    pic->kind = pic->w > 0 && pic->h > 0 ? choose(run, wish->kind) : LRS_PIC_NONE;
    pic->n_points = pic->n_path = pic->n_minima = pic->n_classes = 0;
    pic->n_examples = pic->n_restarts = 0;
    switch (pic->kind) {
    case LRS_PIC_NONE:
        break;
    case LRS_PIC_LANDSCAPE:
        show_landscape(run, pic);
        break;
    case LRS_PIC_LINE:
        picture_line(run, pic);
        break;
    case LRS_PIC_WEIGHTS:
        picture_weights(run, pic);
        break;
    case LRS_PIC_GRADIENT:
        picture_gauges(run, wish->from, wish->to, pic);
        break;
    case LRS_PIC_RATES:
        picture_rates(run, pic);
        break;
    default:
        show_data(run, pic);
        break;
    }
    lrs_denormals_restore(before);
}

void lrs_picture_clear(struct lrs_picture *pic)
{
    drop_names(pic);
    void *arrays[] = {pic->value,    pic->curve,    pic->point,   pic->path,   pic->confusion,
                      pic->gauge[0], pic->gauge[1], pic->example, pic->scratch};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        lrs_free(arrays[i]);
    *pic = (struct lrs_picture){0};
}
