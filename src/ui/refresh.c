/* From the engine to the model: takes the newest snapshot, keeps the ranges of the charts with
 * hysteresis, and follows what happened (an end, a refusal, a finder's result). */
#include <math.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* The least number of steps that a zoom shows. */
static const double min_span = 4;
/* A loss beyond this many times the first one is cut off by the chart's edge. */
static const double loss_cut = 1e3;
/* The loss is drawn on a logarithmic axis from this ratio of largest to smallest on, and on a
 * linear one again below the other. */
static const double log_from = 100, log_until = 20;

/* A logarithmic axis of the rate goes down to this share of the highest one at most. */
static const double log_depth = 1e-6;

struct span {
    double lo, hi;
};

static const struct span nothing = {INFINITY, -INFINITY};

static void cover(struct span *s, double y)
{
    if (isfinite(y) && y < s->lo)
        s->lo = y;
    if (isfinite(y) && y > s->hi)
        s->hi = y;
}

/* On a logarithmic axis the least that counts is above 0, and not so far below the rest that it
 * squashes it. */
static void cover_bins(struct span *s, int n, const struct lrs_bin *bin, bool log)
{
    for (int i = 0; bin && i < n; i++)
        if (bin[i].n > 0) {
            double lo = bin[i].lo;
            if (log && !(lo > 0))
                lo = bin[i].first > 0 ? fmin(bin[i].first, bin[i].hi) : bin[i].hi;
            if (log && !(lo > 0))
                continue;
            cover(s, lo);
            cover(s, bin[i].hi);
        }
}

static void cover_means(struct span *s, int n, const struct lrs_bin *bin)
{
    for (int i = 0; bin && i < n; i++)
        if (bin[i].n > 0)
            cover(s, lrs_bin_mean(&bin[i]));
}

/* The columns of a trace that lie in the view. */
static const struct lrs_bin *in_view(const struct lrs_ui *ui, const struct lrs_trace *t,
                                     enum lrs_channel ch, int *n)
{
    double pace = lrs_trace_pace(ui, t), from = t->from * pace;
    double per_column = (t->to * pace - from) / LRS_TRACE_COLUMNS;
    double first = floor((ui->from - from) / per_column);
    double last = ceil((ui->to - from) / per_column);
    int i = (int)fmin(fmax(first, 0), LRS_TRACE_COLUMNS);
    int end = (int)fmin(fmax(last, i), LRS_TRACE_COLUMNS);
    *n = end - i;
    return t->curve[ch] ? t->curve[ch] + i : NULL;
}

static void cover_trace(const struct lrs_ui *ui, const struct lrs_trace *t, struct span *lr,
                        struct span *loss)
{
    if (!lrs_comparable(ui, t))
        return;
    int n;
    const struct lrs_bin *bin = in_view(ui, t, LRS_CH_LR, &n);
    cover_bins(lr, n, bin, ui->lr_log);
    bin = in_view(ui, t, LRS_CH_LOSS, &n);
    cover_means(loss, n, bin);
    bin = in_view(ui, t, LRS_CH_VAL_LOSS, &n);
    cover_means(loss, n, bin);
}

static double first_value(int n, const struct lrs_bin *bin)
{
    for (int i = 0; bin && i < n; i++)
        if (bin[i].n > 0)
            return bin[i].first;
    return NAN;
}

/* Cuts what a divergence would squash the rest under. Its first column may hold all of the rise. */
static struct span cut_loss(const struct lrs_snapshot *s, struct span loss)
{
    double first = first_value(s->columns, s->curve[LRS_CH_LOSS]);
    if (first > 0 && loss.hi > loss_cut * first) {
        cover(&loss, first);
        loss.hi = loss_cut * first;
    }
    return loss;
}

static void choose_log(struct lrs_ui *ui, struct span loss)
{
    if (!ui->loss_log_auto)
        return;
    if (!(loss.lo > 0))
        ui->loss_log = false;
    else
        ui->loss_log = loss.hi / loss.lo > (ui->loss_log ? log_until : log_from);
}

/* The last run's rates are shown where they fit on an axis so many times as high as the run's own need;
 * a shadow does not flatten what is to be seen. */
static const double ghost_room = 3;

static void update_ranges(struct lrs_ui *ui)
{
    const struct lrs_snapshot *s = &ui->snap;
    struct span lr = nothing, loss = nothing;
    cover_bins(&lr, s->columns, s->curve[LRS_CH_LR], ui->lr_log);
    cover_bins(&lr, s->columns, s->plan, ui->lr_log);
    cover_means(&loss, s->columns, s->curve[LRS_CH_LOSS]);
    cover_means(&loss, s->columns, s->curve[LRS_CH_VAL_LOSS]);
    struct span with_ghost = lr;
    cover_trace(ui, ui->ghost, &with_ghost, &loss);
    if (ui->lr_log || with_ghost.hi <= ghost_room * lr.hi)
        lr = with_ghost;
    for (int i = 0; i < ui->n_kept; i++)
        cover_trace(ui, ui->kept[i], &lr, &loss);
    loss = cut_loss(s, loss);
    choose_log(ui, loss);
    if (ui->lr_log && lr.hi > 0)
        lr.lo = fmax(lr.lo, lr.hi * log_depth);

    if (lr.lo <= lr.hi)
        lrs_range_update(&ui->lr_range, lr.lo, lr.hi, ui->lr_log, true);
    if (loss.lo <= loss.hi)
        lrs_range_update(&ui->loss_range, loss.lo, loss.hi, ui->loss_log, true);
}

void lrs_ui_fit_steps(struct lrs_ui *ui)
{
    ui->zoomed = false;
    ui->from = 0;
    double steps = (double)ui->snap.info.clock.steps;
    ui->to = fmax(fmax(steps, (double)ui->snap.info.step), 1);
}

void lrs_ui_show_steps(struct lrs_ui *ui, double from, double to)
{
    lrs_ui_fit_steps(ui);
    double all = ui->to, span = fmax(to - from, fmin(min_span, all));
    if (span >= all || (ui->x_log && from < 1 && to >= all))
        return;
    ui->from = fmin(fmax((from + to - span) / 2, 0), all - span);
    ui->to = ui->from + span;
    ui->zoomed = true;
}

void lrs_ui_zoom(struct lrs_ui *ui, double at, double factor)
{
    const struct lrs_scale x = lrs_ui_steps(ui);
    double share = fmin(fmax(lrs_scale_at(&x, fmax(at, x.lo)), 0), 1);
    double from = lrs_scale_inverse(&x, share * (1 - factor));
    double to = lrs_scale_inverse(&x, share + (1 - share) * factor);
    if (x.log) /* else what lies beyond an end goes on at the other */
        to = fmin(to, fmax((double)ui->snap.info.clock.steps, (double)ui->snap.info.step));
    lrs_ui_show_steps(ui, from, to);
}

void lrs_ui_pan(struct lrs_ui *ui, double share)
{
    const struct lrs_scale x = lrs_ui_steps(ui);
    double all = fmax((double)ui->snap.info.clock.steps, (double)ui->snap.info.step);
    double rest = share < 0 ? -lrs_scale_at(&x, x.log ? 0.5 : 0) : lrs_scale_at(&x, all) - 1;
    share = share < 0 ? -fmin(-share, rest) : fmin(share, rest);
    lrs_ui_show_steps(ui, lrs_scale_inverse(&x, share), lrs_scale_inverse(&x, 1 + share));
}

/* A zoomed view goes along with the run once the run leaves it on the right. */
static void follow(struct lrs_ui *ui, double was, double now)
{
    if (!ui->zoomed) {
        lrs_ui_fit_steps(ui);
        return;
    }
    double end = fmax((double)ui->snap.info.clock.steps, now);
    double span = fmin(ui->to - ui->from, end);
    if (!ui->cursor_on && was <= ui->to && now > ui->to)
        ui->from = now - span / 2;
    ui->from = fmin(fmax(ui->from, 0), end - span);
    ui->to = ui->from + span;
}

static void take_message(struct lrs_ui *ui, struct lrs_snapshot *snap)
{
    if (snap->message[0] != '\0')
        lrs_ui_complain(ui, snap->message);
    snap->message[0] = '\0';
}

/* What the run has to say about an edit goes behind what was said of it. */
static void take_note(struct lrs_ui *ui, uint64_t revision)
{
    const struct lrs_run_info *info = &ui->snap.info;
    char said[sizeof ui->message];
    if (info->revision == revision || !info->note[0] || ui->message_is_error)
        return;
    lrs_copy_text(said, sizeof said, ui->message);
    lrs_ui_say(ui, "%s%s%s", said, said[0] ? "; note: " : "", info->note);
}

void lrs_ui_curves(struct lrs_ui *ui, double to, int columns, struct lrs_snapshot *snap)
{
    *snap = (struct lrs_snapshot){0};
    struct lrs_request req = {.from = 0, .to = to, .columns = columns};
    lrs_engine_snapshot(ui->engine, ui->run, &req, snap);
    take_message(ui, snap);
}

/* Once the engine has carried out all that was sent, what it says counts: it may have refused an
 * experiment, and it knows when a run has ended. */
static void reconcile(struct lrs_ui *ui, enum lrs_state was)
{
    const struct lrs_snapshot *s = &ui->snap;
    if (s->obeyed < ui->sent)
        return;
    lrs_ui_fall_back(ui);
    if (!lrs_ui_over(ui))
        return;
    ui->wish = false;
    if (s->info.state != was && s->info.state != LRS_DONE)
        lrs_ui_complain(ui, s->info.reason);
    else if (s->info.state != was && !ui->message_is_error)
        ui->message[0] = '\0'; /* the last figures are what is to be read now */
}

/* What tells one frame from the next, as far as the run is concerned. */
struct seen {
    int64_t step;
    enum lrs_state state;
    uint64_t revision;
    bool finding;
    unsigned found;
    double pace;
};

static struct seen look(const struct lrs_snapshot *s)
{
    return (struct seen){.step = s->info.step,
                         .state = s->info.state,
                         .revision = s->info.revision,
                         .finding = s->finding,
                         .found = s->found,
                         .pace = s->pace};
}

static bool differ(const struct seen *a, const struct seen *b)
{
    return a->step != b->step || a->state != b->state || a->revision != b->revision ||
           a->finding != b->finding || a->found != b->found || a->pace != b->pace;
}

static void take_snapshot(struct lrs_ui *ui)
{
    const struct seen was = look(&ui->snap);
    struct lrs_request req = {0};
    lrs_view_request(ui, &req);
    lrs_engine_snapshot(ui->engine, ui->run, &req, &ui->snap);
    take_message(ui, &ui->snap);
    take_note(ui, was.revision);
    reconcile(ui, was.state);
    follow(ui, (double)was.step, (double)ui->snap.info.step);
    lrs_ui_meet_traces(ui);
    lrs_finder_look(ui);
}

unsigned lrs_ui_refresh(struct lrs_ui *ui)
{
    const struct seen was = look(&ui->snap);
    ui->reactions = 0;
    do
        take_snapshot(ui);
    while (lrs_lesson_look(ui));
    lrs_ui_expire(ui);
    update_ranges(ui);
    const struct seen is = look(&ui->snap);
    if (differ(&was, &is))
        ui->reactions |= LRS_UI_REDRAW;
    return ui->reactions;
}
