/* The inside of a ReduceLROnPlateau on the chart of what it watches: the best value so far, and the
 * band that a new value has to leave in order to count as better; of a high band only its edge. */
#include <math.h>

#include "lrscope/mem.h"
#include "view_priv.h"

bool lrs_plateau_watches_accuracy(const struct lrs_ui *ui)
{
    struct lrs_train train = lrs_experiment_train(ui->exp);
    return train.monitor == LRS_VAL_ACCURACY && isfinite(ui->snap.info.val_accuracy);
}

/* Is the band so high that it would hide the curves that it lies under? */
static bool is_high(const struct lrs_plot *p, double best, double bar)
{
    enum { ROWS = 3 };
    double a = fmin(fmax(lrs_scale_at(&p->y, best), 0), 1); /* what is outside is not seen */
    double b = fmin(fmax(lrs_scale_at(&p->y, bar), 0), 1);
    return fabs(a - b) * p->box.h > ROWS;
}

/* The far edge, where it is on the chart. */
static void draw_edge(const struct lrs_chart *ch, const struct lrs_bin *edge, double bar)
{
    double at = lrs_scale_at(&ch->plot.y, bar);
    if (at >= 0 && at <= 1)
        lrs_plot_bins(&ch->plot, ch->n, edge, LRS_DOTTED, LRS_R_GOOD);
}

void lrs_view_plateau(const struct lrs_ui *ui, struct lrs_chart *ch, double unit)
{
    const struct lrs_plateau_view *v = &ui->snap.info.plateau;
    double best = unit * v->best, bar = unit * v->threshold_at;
    if (!ui->snap.info.has_plateau || !isfinite(best))
        return;
    bool high = is_high(&ch->plot, best, bar);
    struct lrs_bin *line = LRS_ARRAY(struct lrs_bin, (size_t)ch->n);
    struct lrs_bin *band = LRS_ARRAY(struct lrs_bin, (size_t)ch->n);
    for (int i = 0; i < ch->n; i++) {
        line[i] = band[i] = lrs_bin_empty();
        lrs_bin_add(&line[i], best);
        lrs_bin_add(&band[i], bar);
        if (!high)
            lrs_bin_add(&band[i], best);
    }
    if (high)
        draw_edge(ch, band, bar);
    else
        lrs_plot_band(&ch->plot, ch->n, band, LRS_R_GOOD);
    lrs_plot_bins(&ch->plot, ch->n, line, LRS_DASH_DOT, LRS_R_GOOD);
    lrs_chart_label(ch, ch->n, line, "best", LRS_R_GOOD);
    lrs_free(line);
    lrs_free(band);
}
