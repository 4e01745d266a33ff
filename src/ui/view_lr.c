/* The chart of the rate: what was used, bright; what is planned, dim and dashed; what lies past the
 * schedule's own length, shaded; the last run and the kept ones. */
#include <math.h>
#include <stdio.h>

#include "lrscope/mem.h"
#include "view_priv.h"

/* What an edit left behind, and at the end of the line how the next one will be taken. */
static void signs(const struct lrs_ui *ui, struct lrs_canvas *c, int x, int y, int end)
{
    static const char *const ways[] = {[LRS_EDIT_START] = "",
                                       [LRS_EDIT_CONTINUE] = " edits: continue ",
                                       [LRS_EDIT_RESTART] = " edits: restart ",
                                       [LRS_EDIT_CHAIN] = " edits: chain "};
    const char *way = ways[lrs_experiment_train(ui->exp).on_edit];
    int at = end - lrs_text_width(way);
    char text[64];
    if (at >= x && way[0]) {
        end = at;
        lrs_put_words(c, &at, y, at + lrs_text_width(way), LRS_R_HINT, way);
    }
    if (!ui->snap.info.anchored[0])
        return;
    snprintf(text, sizeof text, " %s ", ui->snap.info.anchored);
    lrs_put_words(c, &x, y, end, LRS_R_DIM, text);
}

/* Heading: the rate in force, or the one under the cursor. */
static void heading(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_snapshot *s = &ui->snap;
    char n[LRS_NUMBER_MAX], text[128], title[32];
    bool log = ui->lr_range.scale.log;
    snprintf(title, sizeof title, "%s%s", r.w < 36 ? "Rate" : "Learning rate", log ? ", log" : "");
    int end = r.x + r.w, x = lrs_put_heading(c, r, title, ui->focus == LRS_PANEL_LR);
    if (ui->cursor_on) {
        snprintf(text, sizeof text, "%s ", lrs_figure(n, s->reading.value[LRS_CH_LR]));
        lrs_put_words(c, &x, r.y, end, LRS_R_CURSOR, text);
        lrs_put_where(ui, c, &x, r.y, end);
    } else {
        snprintf(text, sizeof text, "%s ", lrs_figure(n, lrs_shown_rate(&s->info)));
        lrs_put_words(c, &x, r.y, end, LRS_R_LR, text);
    }
    if (isfinite(s->info.momentum)) {
        double at = ui->cursor_on ? s->reading.value[LRS_CH_MOMENTUM] : s->info.momentum;
        snprintf(text, sizeof text, " momentum %s ", lrs_figure(n, at));
        lrs_put_words(c, &x, r.y, end, LRS_R_MOMENTUM, text);
    }
    signs(ui, c, x, r.y, end);
}

static void draw_trace(const struct lrs_ui *ui, struct lrs_chart *ch, const struct lrs_trace *t,
                       enum lrs_line style, int role)
{
    struct lrs_bin *bin =
        lrs_chart_bins(ui, ch->n, t->curve[LRS_CH_LR], LRS_TRACE_COLUMNS, lrs_trace_steps(ui, t));
    for (int i = 0; i < ch->n; i++) /* the last run does not set the axis, and may lie beyond it */
        if (bin[i].n && bin[i].lo > ch->plot.y.hi)
            bin[i] = lrs_bin_empty();
    lrs_plot_bins(&ch->plot, ch->n, bin, style, role);
    lrs_chart_label(ch, ch->n, bin, t->name, role);
    lrs_free(bin);
}

/* What was used, and from there on what is planned. */
static void draw_run(const struct lrs_ui *ui, struct lrs_chart *ch)
{
    const struct lrs_snapshot *s = &ui->snap;
    const struct lrs_scale over = lrs_snapshot_steps(s);
    struct lrs_bin *used = lrs_chart_bins(ui, ch->n, s->curve[LRS_CH_LR], s->columns, over);
    struct lrs_bin *plan = lrs_chart_bins(ui, ch->n, s->plan, s->columns, over);
    bool running_on = false;
    for (int i = 0; i < ch->n; i++) {
        double end = lrs_scale_inverse(&ch->plot.x, (i + 1.0) / ch->n);
        if (end <= (double)s->info.step)
            plan[i] = lrs_bin_empty();
        running_on = running_on || plan[i].n;
    }
    lrs_plot_bins(&ch->plot, ch->n, plan, LRS_DASHED, LRS_R_PLAN);
    lrs_plot_bins(&ch->plot, ch->n, used, lrs_main_style(ch->plot.c), LRS_R_LR);
    if (running_on)
        lrs_chart_label(ch, ch->n, plan, "planned", LRS_R_PLAN);
    else
        lrs_chart_label(ch, ch->n, used, "this run", LRS_R_LR);
    lrs_free(used);
    lrs_free(plan);
}

/* The momentum that the schedule drives, over the height of the chart on a scale of its own: what
 * is to be seen is that it moves against the rate. Its value stands in the heading. */
static void draw_momentum(const struct lrs_ui *ui, struct lrs_chart *ch)
{
    const struct lrs_snapshot *s = &ui->snap;
    double lo = (double)INFINITY, hi = -(double)INFINITY;
    if (!s->curve[LRS_CH_MOMENTUM] || !s->plan_momentum)
        return;
    const struct lrs_scale over = lrs_snapshot_steps(s);
    struct lrs_bin *bin = lrs_chart_bins(ui, ch->n, s->plan_momentum, s->columns, over);
    struct lrs_bin *used = lrs_chart_bins(ui, ch->n, s->curve[LRS_CH_MOMENTUM], s->columns, over);
    for (int i = 0; i < ch->n; i++) {
        bin[i] = used[i].n ? used[i] : bin[i];
        lo = bin[i].n ? fmin(lo, bin[i].lo) : lo;
        hi = bin[i].n ? fmax(hi, bin[i].hi) : hi;
    }
    struct lrs_chart own = *ch;
    double room = fmax(0.05 * (hi - lo), 0.005);
    own.plot.y = (struct lrs_scale){lo - room, hi + room, false};
    if (lo <= hi)
        lrs_plot_bins(&own.plot, ch->n, bin, LRS_DOTTED, LRS_R_MOMENTUM);
    for (int i = ch->n - 1; i >= 0 && lo <= hi; i--)
        if (bin[i].n && ch->n_labels < LRS_LABELS_MAX) {
            double at = lrs_scale_inverse(&ch->plot.y, lrs_scale_at(&own.plot.y, bin[i].last));
            ch->label[ch->n_labels++] = (struct lrs_label){at, "momentum", LRS_R_MOMENTUM};
            break;
        }
    lrs_free(bin);
    lrs_free(used);
}

int lrs_view_lr_rows(const struct lrs_ui *ui, struct lrs_rect r)
{
    return r.h - 1 - (ui->maximised ? 2 : 0);
}

void lrs_view_lr(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    heading(ui, c, r);
    bool alone = ui->maximised;
    struct lrs_chart ch = lrs_chart_in(ui, c, r, 1, alone ? 2 : 0, &ui->lr_range);
    if (ch.plot.box.w < 2 || ch.plot.box.h < 1)
        return;
    lrs_chart_axes(ui, &ch, alone ? 2 : 0);
    lrs_chart_under(ui, &ch);
    if (lrs_comparable(ui, ui->ghost))
        draw_trace(ui, &ch, ui->ghost, LRS_DOTTED, LRS_R_GHOST);
    lrs_plot_recede(&ch.plot, LRS_R_GHOST);
    for (int i = 0; i < ui->n_kept; i++)
        if (lrs_comparable(ui, ui->kept[i]))
            draw_trace(ui, &ch, ui->kept[i], lrs_kept_style(i), lrs_kept_role(i));
    draw_momentum(ui, &ch);
    draw_run(ui, &ch);
    lrs_chart_labels(&ch);
    lrs_chart_divergence(ui, &ch);
    lrs_chart_notes(ui, &ch);
    lrs_chart_drag(ui, &ch);
    if (alone)
        lrs_chart_marks(ui, &ch, ch.plot.box.y + ch.plot.box.h);
}
