/* What one update does: where the next one would lead, tried out on copies, and the loss along the
 * line of the last one, the picture that shows what a learning rate is. */
#include <math.h>
#include <string.h>

#include "picture_priv.h"

/* Multiplications that a picture of a line may cost: the rows that it looks at follow. */
static const double LINE_COST = 1e8;

const void *picture_trial(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct run_head *h = run_head(run);
    if (h->end != GOING_ON || h->step >= run->clock.steps)
        return NULL;
    struct lrs_update u = run_rates(run, (double)run_tick(run, h->step));
    if (!isfinite(u.lr))
        return NULL;
    const struct layout *l = &run->layout;
    int rows;
    pic->scratch = picture_fit(pic, SLOT_SCRATCH, pic->scratch, l->size, 1);
    memcpy(pic->scratch, run->block, l->size);
    struct run_head *copy = (struct run_head *)(void *)pic->scratch;
    void *weights = pic->scratch + l->weights;
    trainer_gradient(run->trainer, &copy->feed, weights, &rows);
    trainer_update(run->trainer, weights, pic->scratch + l->optimizer, &u);
    return weights;
}

/* Weights W + a (V - W), into TO; all of the run's type. */
static void on_line(const struct trainer *t, const void *w, const void *v, double a, void *to)
{
    for (size_t i = 0; i < t->n_params; i++)
        if (t->model) {
            double from = (double)((const float *)w)[i], at = (double)((const float *)v)[i];
            ((float *)to)[i] = (float)(from + a * (at - from));
        } else {
            double from = ((const double *)w)[i], at = ((const double *)v)[i];
            ((double *)to)[i] = from + a * (at - from);
        }
}

static double loss_at(const struct trainer *t, int rows, const void *weights)
{
    if (!t->model) {
        const struct lrs_surface *s = t->ground->surface;
        return s->class->value(s->cfg, weights, NULL);
    }
    const struct lrs_dataset *d = t->ground->data;
    struct lrs_batch batch = {.rows = rows, .x = d->x, .label = d->label, .target = d->target};
    double accuracy;
    return lrs_model_loss(t->viewer, weights, &batch, &accuracy, t->view_work);
}

/* The first training rows; they are in random order, and the same every time. */
static int rows_for(const struct trainer *t)
{
    enum { FEWEST = 16 };
    if (!t->model)
        return 0;
    double rows = LINE_COST / LRS_LINE_POINTS / (double)t->n_params;
    rows = fmin(fmax(rows, FEWEST), VIEW_ROWS);
    return rows < t->ground->data->n_train ? (int)rows : t->ground->data->n_train;
}

/* The a of the lowest point: the lowest of the parabola through it and its neighbours. */
static double lowest(const double *loss)
{
    int best = -1;
    for (int i = 0; i < LRS_LINE_POINTS; i++)
        if (isfinite(loss[i]) && (best < 0 || loss[i] < loss[best]))
            best = i;
    if (best < 0)
        return NAN;
    if (best == 0 || best == LRS_LINE_POINTS - 1)
        return lrs_line_at(best);
    double left = loss[best - 1] - loss[best], right = loss[best + 1] - loss[best];
    double shift = left + right > 0 ? (left - right) / (left + right) / 2 : 0;
    return lrs_line_at(best) + (isfinite(shift) ? shift / LRS_LINE_UNIT : 0);
}

void picture_line(const struct lrs_run *run, struct lrs_picture *pic)
{
    const struct trainer *t = run->trainer;
    struct lrs_picture_line *line = &pic->line;
    const void *from = run->before, *to = run_weights(run);
    *line = (struct lrs_picture_line){.length = NAN, .best = NAN, .rows = rows_for(t)};
    size_t size = t->weight_bytes;
    pic->scratch = picture_fit(pic, SLOT_SCRATCH, pic->scratch, run->layout.size + size, 1);
    if (run_head(run)->step == 0 || run->before_at != run_head(run)->step) {
        line->ahead = true;
        from = run_weights(run);
        to = picture_trial(run, pic);
        if (!to)
            return;
    }
    void *at = pic->scratch + run->layout.size;
    line->length =
        t->model ? lrs_distance(t->n_params, from, to) : lrs_distance64(t->n_params, from, to);
    for (int i = 0; i < LRS_LINE_POINTS; i++) {
        on_line(t, from, to, lrs_line_at(i), at);
        line->loss[i] = loss_at(t, line->rows, at);
    }
    line->best = lowest(line->loss);
}
