/* The chart of the loss: the raw band under a bias-corrected average, the validation of each epoch,
 * the last run and the kept ones with how this one differs from them; below it, where there is
 * room, the accuracy. The x axis is that of the rate as well. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum { ACCURACY_FROM = 17 /* rows */ };

static bool has_accuracy(const struct lrs_ui *ui)
{
    return isfinite(ui->snap.info.val_accuracy);
}

/* Three digits do in a narrow chart. */
static char *figure(char buf[LRS_NUMBER_MAX], double x, int w)
{
    return w < 50 && isfinite(x) ? lrs_number_pretty(buf, x, 3) : lrs_figure(buf, x);
}

/* One figure of the heading, after a sample of its line. */
static void put_figure(struct lrs_canvas *c, int *x, int y, int end, bool samples,
                       enum lrs_line style, int role, const char *name, const char *value)
{
    char text[96];
    snprintf(text, sizeof text, "%s %s %s ", lrs_style_sample(c, style), name, value);
    if (samples && lrs_put_words(c, x, y, end, role, text))
        return;
    snprintf(text, sizeof text, "%s %s ", name, value);
    lrs_put_words(c, x, y, end, role, text);
}

static void heading(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_snapshot *s = &ui->snap;
    double train = lrs_shown_loss(&s->info), val = s->info.val_loss,
           accuracy = s->info.val_accuracy;
    char n[LRS_NUMBER_MAX], text[64];
    int end = r.x + r.w, x = lrs_put_heading(c, r, ui->loss_range.scale.log ? "Loss, log" : "Loss",
                                             ui->focus == LRS_PANEL_LOSS);
    if (ui->cursor_on) {
        train = s->reading.value[LRS_CH_LOSS];
        val = s->reading.value[LRS_CH_VAL_LOSS];
        accuracy = s->reading.value[LRS_CH_VAL_ACCURACY];
        snprintf(text, sizeof text, "at step %lld ", (long long)s->reading.step);
        lrs_put_words(c, &x, r.y, end, LRS_R_CURSOR, text);
    }
    put_figure(c, &x, r.y, end, r.w >= 46, lrs_main_style(c), LRS_R_LOSS, "train",
               figure(n, train, r.w));
    if (isfinite(s->info.val_loss))
        put_figure(c, &x, r.y, end, r.w >= 46, LRS_DASHED, LRS_R_VAL, "val", figure(n, val, r.w));
    if (has_accuracy(ui))
        put_figure(c, &x, r.y, end, r.w >= 46, LRS_SOLID, LRS_R_ACCURACY, "acc",
                   lrs_percent(n, accuracy));
}

/* Does column I of N show the same step as the one before? */
static bool same_step(const struct lrs_scale *x, int n, int i)
{
    double a = lrs_scale_inverse(x, (double)i / n), b = lrs_scale_inverse(x, (i + 1.0) / n);
    if (i == 0 || b - a >= 1)
        return false;
    double before = lrs_scale_inverse(x, (i - 1.0) / n);
    return floor((before + a) / 2) == floor((a + b) / 2);
}

struct lrs_bin *lrs_view_loss_line(const struct lrs_ui *ui, int n)
{
    const struct lrs_snapshot *s = &ui->snap;
    const struct lrs_scale x = lrs_ui_steps(ui);
    struct lrs_bin *bin =
        lrs_chart_bins(ui, n, s->curve[LRS_CH_LOSS], s->columns, lrs_snapshot_steps(s));
    if (!(lrs_shown_beta(ui) > 0))
        return bin;
    struct lrs_bin *all = LRS_ARRAY(struct lrs_bin, (size_t)(s->n_lead + n));
    int m = s->n_lead;
    memcpy(all, s->lead, (size_t)m * sizeof *all);
    for (int i = 0; i < n; i++)
        if (!same_step(&x, n, i))
            all[m++] = bin[i];
    lrs_bins_smooth(m, all, lrs_shown_beta(ui), all);
    m = s->n_lead - 1;
    for (int i = 0; i < n; i++) {
        m += !same_step(&x, n, i);
        bin[i] = all[m];
    }
    lrs_free(all);
    return bin;
}

static void draw_trace(const struct lrs_ui *ui, struct lrs_chart *ch, const struct lrs_trace *t,
                       enum lrs_line style, int role)
{
    struct lrs_bin *bin =
        lrs_chart_bins(ui, ch->n, t->curve[LRS_CH_LOSS], LRS_TRACE_COLUMNS, lrs_trace_steps(ui, t));
    if (ui->snap.info.n_train > 0)
        lrs_bins_smooth(ch->n, bin, fmax(lrs_shown_beta(ui), 0.9), bin);
    lrs_plot_bins(&ch->plot, ch->n, bin, style, role);
    lrs_chart_label(ch, ch->n, bin, t->name, role);
    lrs_free(bin);
}

static void draw_loss(const struct lrs_ui *ui, struct lrs_chart *ch)
{
    const struct lrs_snapshot *s = &ui->snap;
    const struct lrs_scale over = lrs_snapshot_steps(s);
    struct lrs_bin *raw = lrs_chart_bins(ui, ch->n, s->curve[LRS_CH_LOSS], s->columns, over);
    struct lrs_bin *line = lrs_view_loss_line(ui, ch->n);
    /* Without colours its dots would be taken for those of another curve. */
    if (lrs_shown_beta(ui) > 0 && (ch->plot.c->colour || !lrs_any_comparable(ui)))
        lrs_plot_band(&ch->plot, ch->n, raw, LRS_R_RAW);
    if (!lrs_plateau_watches_accuracy(ui))
        lrs_view_plateau(ui, ch, 1);
    if (lrs_comparable(ui, ui->ghost))
        draw_trace(ui, ch, ui->ghost, LRS_DOTTED, LRS_R_GHOST);
    lrs_plot_recede(&ch->plot, LRS_R_GHOST);
    for (int i = 0; i < ui->n_kept; i++)
        if (lrs_comparable(ui, ui->kept[i]))
            draw_trace(ui, ch, ui->kept[i], lrs_kept_style(i), lrs_kept_role(i));
    if (s->curve[LRS_CH_VAL_LOSS])
        lrs_chart_epochs(ui, ch, LRS_CH_VAL_LOSS, 1, LRS_DASHED, LRS_R_VAL);
    lrs_plot_bins(&ch->plot, ch->n, line, lrs_main_style(ch->plot.c), LRS_R_LOSS);
    lrs_chart_label(ch, ch->n, line, "train", LRS_R_LOSS);
    if (s->curve[LRS_CH_VAL_LOSS])
        lrs_chart_label(ch, s->columns, s->curve[LRS_CH_VAL_LOSS], "validation", LRS_R_VAL);
    lrs_chart_labels(ch);
    lrs_free(raw);
    lrs_free(line);
}

static void draw_accuracy(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                          int labels)
{
    char n[LRS_NUMBER_MAX], text[64];
    const struct lrs_snapshot *s = &ui->snap;
    double shown = ui->cursor_on ? s->reading.value[LRS_CH_VAL_ACCURACY] : s->info.val_accuracy;
    snprintf(text, sizeof text, "%s ", lrs_percent(n, shown));
    int x = lrs_put_heading(c, r, "Validation accuracy", false);
    lrs_put_words(c, &x, r.y, r.x + r.w, LRS_R_ACCURACY, text);
    static const struct lrs_range percent = {{0, 100, false}, true};
    struct lrs_chart ch = lrs_chart_in(ui, c, r, 1, labels, &percent);
    lrs_chart_axes(ui, &ch, labels);
    lrs_chart_under(ui, &ch);
    if (lrs_plateau_watches_accuracy(ui))
        lrs_view_plateau(ui, &ch, 100);
    if (s->curve[LRS_CH_VAL_ACCURACY])
        lrs_chart_epochs(ui, &ch, LRS_CH_VAL_ACCURACY, 100, LRS_SOLID, LRS_R_ACCURACY);
    lrs_chart_drag(ui, &ch);
    lrs_chart_marks(ui, &ch, ch.plot.box.y + ch.plot.box.h);
}

/* How the panel in R is divided. */
struct parts {
    struct lrs_rect loss, accuracy; /* accuracy: h 0 where there is no room or none to show */
    int top, bottom;                /* rows of the loss for words, and for the axis */
    int labels;                     /* rows of an axis with labels */
};

static struct parts divide(const struct lrs_ui *ui, struct lrs_rect r)
{
    struct parts p = {.loss = r, .top = 1, .labels = r.h >= 7 ? 2 : 1};
    if (r.h >= 8 && lrs_any_comparable(ui))
        p.top++;
    if (r.h >= ACCURACY_FROM && has_accuracy(ui)) {
        p.accuracy = (struct lrs_rect){r.x, r.y + r.h - r.h / 3, r.w, r.h / 3};
        p.loss.h -= p.accuracy.h;
    }
    p.bottom = p.accuracy.h ? 0 : p.labels;
    return p;
}

int lrs_view_loss_rows(const struct lrs_ui *ui, struct lrs_rect r)
{
    struct parts p = divide(ui, r);
    return p.loss.h - p.top - p.bottom;
}

void lrs_view_loss(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    struct parts p = divide(ui, r);
    heading(ui, c, r);
    if (p.top > 1)
        lrs_view_against(ui, c, r, r.y + 1);
    struct lrs_chart ch = lrs_chart_in(ui, c, p.loss, p.top, p.bottom, &ui->loss_range);
    if (ch.plot.box.w < 2 || ch.plot.box.h < 1)
        return;
    lrs_chart_axes(ui, &ch, p.bottom);
    lrs_chart_under(ui, &ch);
    draw_loss(ui, &ch);
    lrs_chart_divergence(ui, &ch);
    lrs_chart_drag(ui, &ch);
    if (p.accuracy.h)
        draw_accuracy(ui, c, p.accuracy, p.labels);
    else
        lrs_chart_marks(ui, &ch, ch.plot.box.y + ch.plot.box.h);
}
