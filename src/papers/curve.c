/* The picture of a schedule in text: its rates at 60 ticks, drawn as the instrument draws them
 * where there is nothing but ASCII. */
#include "papers.h"

#include <math.h>

#include "lrscope/mem.h"
#include "lrscope/plot.h"

enum { WIDTH = PAPER_TICKS, ROWS = 9, GUTTER = 6, BELOW = 2 };

/* A loss for schedules that look at one: it falls, then stands still. */
static double loss_at(int t)
{
    enum { FALLS = 15 };
    return t < FALLS ? 1 - (double)t / (FALLS + 5) : 1 - (double)FALLS / (FALLS + 5);
}

struct lrs_spec *paper_fitted(const struct lrs_kind *kind)
{
    struct lrs_err err = {""};
    struct lrs_spec *spec = lrs_spec_new(kind);
    struct lrs_lua *lua = lrs_lua_new(0);
    lrs_schedule_fit(spec, PAPER_TICKS, PAPER_BASE);
    if (!lrs_spec_check(spec, &err) ||
        !lrs_lua_tabulate_schedule(lua, spec, PAPER_TICKS, PAPER_BASE, &err))
        LRS_BUG("%s: %s", kind->name, err.msg);
    lrs_lua_free(lua);
    return spec;
}

void paper_rates(const struct lrs_spec *spec, int n, double rate[])
{
    struct lrs_schedule *s = lrs_schedule_new(spec, PAPER_TICKS);
    void *state = lrs_alloc(1, lrs_schedule_state_size(s));
    lrs_schedule_reset(s, state, PAPER_BASE);
    for (int t = 0; t < n; t++) {
        rate[t] = lrs_schedule_rate(s, state, PAPER_BASE, t);
        lrs_schedule_observe(s, state, PAPER_BASE, t, loss_at(t));
    }
    lrs_free(state);
    lrs_schedule_free(s);
}

/* One column a tick, in which the rate is held. */
static void draw_line(const struct lrs_plot *p, const double rate[PAPER_TICKS])
{
    int n = lrs_plot_columns(p->c, WIDTH);
    struct lrs_bin *bin = LRS_ARRAY(struct lrs_bin, (size_t)n);
    for (int i = 0; i < n; i++) {
        bin[i] = lrs_bin_empty();
        lrs_bin_add(&bin[i], rate[i * PAPER_TICKS / n]);
    }
    lrs_plot_bins(p, n, bin, LRS_SOLID, LRS_R_LR);
    lrs_free(bin);
}

static void draw(struct lrs_canvas *c, const double rate[PAPER_TICKS])
{
    struct lrs_plot p = {.c = c, .box = {GUTTER + 1, 0, WIDTH, ROWS}, .x = {0, PAPER_TICKS, false}};
    struct lrs_range range = {.valid = false};
    struct lrs_axis y;
    struct lrs_ticks x;
    double top = 0;
    for (int t = 0; t < PAPER_TICKS; t++)
        top = fmax(top, rate[t]);
    lrs_range_update(&range, 0, top, false, true);
    lrs_axis_fit(&y, &range.scale, ROWS);
    p.y = y.scale;
    lrs_ticks(&x, &p.x, 7, 0, false);
    lrs_plot_axes(&p, &x, &y.ticks, GUTTER, true);
    draw_line(&p, rate);
}

void paper_curve(const double rate[PAPER_TICKS], struct lrs_str *out)
{
    struct lrs_canvas c;
    lrs_canvas_init(&c, GUTTER + 1 + WIDTH + 2, ROWS + BELOW, LRS_ASCII, false);
    draw(&c, rate);
    lrs_canvas_print_text(&c, out);
    lrs_canvas_free(&c);
}
