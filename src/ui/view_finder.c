/* The finder: raw and smoothed loss over the rate on a logarithmic axis, the suggestions marked and
 * named, the selected one explained. Stands in place of the charts. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "view_priv.h"

enum { GUTTER = 6, ALL_NAMES_FROM = 44 /* columns of the box */ };

/* From the best to a little above where the test began; what lies higher is its divergence. */
static struct lrs_scale loss_scale(const struct lrs_finder *f)
{
    double lo = INFINITY, first = f->n ? f->smooth[f->n > 3 ? 3 : 0] : 1, top = -INFINITY;
    for (int i = 0; i < f->n; i++) {
        lo = fmin(lo, f->smooth[i]);
        top = fmax(top, f->smooth[i]);
    }
    double hi = fmin(top, first + fmax(0.5 * (first - lo), 0.05 * fabs(first)));
    struct lrs_range range = {.scale = {0, 1, false}};
    lrs_range_update(&range, lo, hi > lo ? hi : lo, false, false);
    return range.scale;
}

static void draw_curves(const struct lrs_plot *p, const struct lrs_finder *f)
{
    double *y = LRS_ARRAY(double, (size_t)f->n + 1);
    for (int i = 0; i < f->n; i++)
        lrs_plot_point(p, f->lr[i], f->loss[i], p->c->glyphs == LRS_ASCII ? '.' : 0, LRS_R_RAW);
    for (int i = 0; i < f->n; i++)
        y[i] = f->smooth[i] > p->y.hi ? p->y.hi : f->smooth[i];
    lrs_plot_line(p, f->n, f->lr, y, LRS_SOLID, LRS_R_LOSS);
    lrs_free(y);
}

/* The suggestions in the order of their rates, each with its name on a row of its own. */
static void draw_suggestions(const struct lrs_ui *ui, const struct lrs_plot *p,
                             const struct lrs_finder *f)
{
    int row = p->box.y;
    for (int i = 0; i < LRS_SUGGESTIONS; i++) {
        if (!isfinite(f->suggestion[i]))
            continue;
        bool here = i == ui->finder_selected;
        int role = here ? LRS_R_CURSOR : LRS_R_MARK;
        double at = lrs_scale_at(&p->x, f->suggestion[i]);
        int x = p->box.x + (int)(at * p->box.w);
        if (!(at >= 0 && at < 1))
            continue;
        if (here)
            lrs_plot_vertical(p, f->suggestion[i], 0x2502, LRS_R_CURSOR);
        double y = f->at[i] >= 0 && f->at[i] < f->n ? f->smooth[f->at[i]] : p->y.lo;
        lrs_plot_point(p, f->suggestion[i], y, here ? 0x25c6 : 0x25c7, role);
        const char *name = lrs_suggest_name((enum lrs_suggest)i);
        int width = lrs_text_width(name);
        if (row >= p->box.y + p->box.h || (!here && p->box.w < ALL_NAMES_FROM))
            continue;
        int from = x + 2 + width > p->box.x + p->box.w ? x - 1 - width : x + 2;
        lrs_canvas_text(p->c, from, row, width, role, name);
        lrs_canvas_put(p->c, x, row, here ? 0x25c6 : 0x25c7, role);
        lrs_canvas_style(p->c, (struct lrs_rect){from, row, width, 1}, -1, -1,
                         here ? LRS_CELL_BOLD : 0);
        row++;
    }
}

static void explain(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                    const struct lrs_finder *f)
{
    int x = r.x + 1, y = r.y;
    char text[128], n[LRS_NUMBER_MAX];
    for (int i = 0; i < LRS_SUGGESTIONS; i++) {
        bool here = i == ui->finder_selected;
        const char *value =
            isfinite(f->suggestion[i]) ? lrs_number_pretty(n, f->suggestion[i], 3) : "-";
        snprintf(text, sizeof text, "%s%s %s  ", here ? "\u25b8" : " ",
                 lrs_suggest_name((enum lrs_suggest)i), value);
        int width = lrs_text_width(text);
        if (x + width > r.x + r.w && x > r.x + 1) {
            x = r.x + 1;
            y++;
        }
        if (y >= r.y + r.h)
            return;
        lrs_canvas_text(c, x, y, r.x + r.w - x,
                        here                         ? LRS_R_STRONG
                        : isfinite(f->suggestion[i]) ? LRS_R_TEXT
                                                     : LRS_R_DIM,
                        text);
        if (here)
            lrs_canvas_style(c, (struct lrs_rect){x, y, width - 2, 1}, -1, LRS_R_SELECT,
                             LRS_CELL_BOLD | (c->colour ? 0 : LRS_CELL_REVERSE));
        x += width;
    }
    y++;
    struct lrs_rect below = {r.x + 2, y, r.w - 3, r.y + r.h - y};
    if (ui->finder_selected >= 0)
        lrs_canvas_wrap(c, below, LRS_R_DIM,
                        lrs_suggest_help((enum lrs_suggest)ui->finder_selected));
    else
        lrs_canvas_wrap(c, below, LRS_R_WARN,
                        "No suggestion: the loss does not fall clearly anywhere.");
}

static void heading(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r,
                    const struct lrs_finder *f)
{
    char text[96], a[LRS_NUMBER_MAX], b[LRS_NUMBER_MAX];
    int x = lrs_put_heading(c, r, "Learning-rate finder", true), end = r.x + r.w;
    if (ui->finder_selected >= 0 && isfinite(f->suggestion[ui->finder_selected])) {
        snprintf(text, sizeof text, "Enter takes %s ",
                 lrs_number_pretty(a, f->suggestion[ui->finder_selected], 3));
        lrs_put_words(c, &x, r.y, end, LRS_R_STRONG, text);
    }
    snprintf(text, sizeof text, " %d steps, %s to %s%s ", f->n,
             lrs_number_pretty(a, f->settings.start_lr, 3),
             lrs_number_pretty(b, f->n ? f->lr[f->n - 1] : f->settings.end_lr, 3),
             f->stopped ? ", stopped" : "");
    lrs_put_words(c, &x, r.y, end, LRS_R_DIM, text);
}

void lrs_view_finder(const struct lrs_ui *ui, struct lrs_canvas *c, struct lrs_rect r)
{
    const struct lrs_finder *f = ui->snap.finder;
    if (!f || f->n < 1) {
        lrs_put_heading(c, r, "Learning-rate finder", true);
        lrs_canvas_text(c, r.x + 2, r.y + 2, r.w - 2, LRS_R_DIM,
                        ui->snap.finding ? "running..." : "no result yet");
        return;
    }
    heading(ui, c, r, f);
    int below = r.h >= 14 ? 4 : r.h >= 9 ? 2 : 0;
    const struct lrs_scale shown = loss_scale(f);
    struct lrs_axis y;
    lrs_axis_fit(&y, &shown, r.h - 3 - below);
    int gutter = lrs_ticks_width(&y.ticks);
    gutter = gutter > GUTTER ? gutter : GUTTER;
    struct lrs_plot p = {.c = c,
                         .box = {r.x + gutter + 1, r.y + 1, r.w - gutter - 2, r.h - 3 - below}};
    if (p.box.w < 4 || p.box.h < 1)
        return;
    p.x = (struct lrs_scale){f->lr[0], f->lr[f->n - 1] > f->lr[0] ? f->lr[f->n - 1] : f->lr[0] * 10,
                             f->lr[0] > 0};
    p.y = y.scale;
    struct lrs_ticks xt;
    lrs_ticks(&xt, &p.x, p.box.w / 7 + 1, p.box.w, false);
    lrs_plot_axes(&p, &xt, &y.ticks, gutter, true);
    lrs_canvas_text_right(c, p.box.x - 1, p.box.y + p.box.h + 1, gutter, LRS_R_DIM, "rate");
    draw_curves(&p, f);
    draw_suggestions(ui, &p, f);
    explain(ui, c, (struct lrs_rect){r.x, r.y + r.h - below, r.w, below}, f);
}
