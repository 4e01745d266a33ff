/* Snapshots: what a frame needs of a run, reduced to the columns of a chart and copied out, so that
 * the run goes on while it is drawn. Costs O(columns), however long the run is. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine_priv.h"
#include "lrscope/mem.h"

static const double FRAME_PATIENCE = 0.05; /* seconds that a frame waits for a step to end */
static const double PICTURE_REST = 0.4;    /* seconds between two maps of a run that goes on */

/* ---- curves ---- */

static int64_t ceil_div(int64_t a, int64_t b)
{
    return a > 0 ? (a + b - 1) / b : 0;
}

/* The steps that column I of N over [from, to) shows, as lrs_series_columns takes them. */
static void steps_of_column(double from, double to, int n, int i, int64_t *first, int64_t *end)
{
    double width = (to - from) / n, a = from + width * i;
    *first = (int64_t)ceil(a);
    *end = (int64_t)ceil(from + (to - from) * (i + 1) / n);
    if (width < 1 || *first >= *end) {
        *first = (int64_t)floor(a + width / 2);
        *end = *first + 1;
    }
}

/* Epoch k stands at its last step, (k + 1) * per_epoch - 1. */
static void columns_of_epochs(const struct lrs_series *s, int64_t per_epoch, double from, double to,
                              int n, struct lrs_bin *out)
{
    for (int i = 0; i < n; i++) {
        int64_t first, end;
        steps_of_column(from, to, n, i, &first, &end);
        int64_t k = ceil_div(first + 1, per_epoch), k_end = ceil_div(end + 1, per_epoch);
        out[i] = lrs_bin_empty();
        if (k_end > 1 && k_end > k)
            out[i] = lrs_series_bin(s, (uint64_t)(k > 1 ? k - 1 : 0), (uint64_t)(k_end - 1));
    }
}

static void make_room(struct lrs_snapshot *snap, int columns)
{
    if (snap->columns == columns)
        return;
    for (int ch = 0; ch < LRS_CHANNELS + 2; ch++) {
        struct lrs_bin **at = ch < LRS_CHANNELS    ? &snap->curve[ch]
                              : ch == LRS_CHANNELS ? &snap->plan
                                                   : &snap->plan_momentum;
        lrs_free(*at);
        *at = LRS_ARRAY(struct lrs_bin, (size_t)columns);
    }
    snap->columns = columns;
}

/* N columns from column I on, over FROM..TO. */
static void fill_columns(const struct lrs_run *run, struct lrs_snapshot *snap, double from,
                         double to, int n, int i)
{
    for (int ch = 0; ch < LRS_CHANNELS; ch++) {
        const struct lrs_series *s = lrs_run_series(run, ch);
        struct lrs_bin *out = snap->curve[ch] + i;
        if (ch < LRS_CH_VAL_LOSS)
            lrs_series_columns(s, from, to, n, out);
        else
            columns_of_epochs(s, snap->info.clock.steps_per_epoch, from, to, n, out);
    }
    lrs_run_plan(run, from, to, n, snap->plan + i, snap->plan_momentum + i);
}

static void fill_curves(const struct lrs_run *run, struct lrs_snapshot *snap)
{
    int n = snap->columns;
    if (!snap->log) {
        fill_columns(run, snap, snap->from, snap->to, n, 0);
        return;
    }
    double ratio = log(snap->to / snap->from) / n;
    for (int i = 0; i < n; i++)
        fill_columns(run, snap, snap->from * exp(ratio * i), snap->from * exp(ratio * (i + 1)), 1,
                     i);
}

/* Up to the step that the first column shows. */
static void fill_lead(const struct lrs_run *run, double lead, struct lrs_snapshot *snap)
{
    double width = (snap->to - snap->from) / fmax(snap->columns, 1);
    bool narrow = snap->log ? snap->from < snap->columns : width < 1;
    double end = narrow ? floor(snap->from) : ceil(snap->from), from = fmax(0, end - lead);
    snap->n_lead = end - from < LRS_LEAD_MAX ? (int)fmax(end - from, 0) : LRS_LEAD_MAX;
    if (snap->n_lead > 0)
        lrs_series_columns(lrs_run_series(run, LRS_CH_LOSS), from, end, snap->n_lead, snap->lead);
}

static void fill_beside(const struct lrs_run *run, struct lrs_snapshot *snap)
{
    double per = fmax((double)snap->info.clock.steps_per_epoch, 1);
    double epoch[2] = {floor(snap->from / per) - 1, ceil((snap->to + 1) / per) - 1};
    for (int ch = LRS_CH_VAL_LOSS; ch < LRS_CHANNELS; ch++)
        for (int side = 0; side < 2; side++) {
            struct lrs_beside *b = &snap->beside[ch][side];
            b->step = (epoch[side] + 1) * per - 0.5;
            b->value = (double)NAN;
            if (epoch[side] >= 0 && epoch[side] < 1e15)
                b->value = lrs_series_at(lrs_run_series(run, ch), (uint64_t)epoch[side]);
        }
}

/* What the schedule says of a step that is still to be done. */
static void read_plan(const struct lrs_run *run, struct lrs_reading *r)
{
    struct lrs_bin lr, momentum;
    double step = (double)r->step;
    lrs_run_plan(run, step, step + 1, 1, &lr, &momentum);
    r->value[LRS_CH_LR] = lr.last;
    r->value[LRS_CH_MOMENTUM] = momentum.last;
}

static void fill_reading(const struct lrs_run *run, int64_t at, struct lrs_snapshot *snap)
{
    const struct lrs_clock *clock = &snap->info.clock;
    struct lrs_reading *r = &snap->reading;
    int64_t last = (clock->steps > snap->info.step ? clock->steps : snap->info.step) - 1;
    r->step = at > last ? last : at;
    r->step = r->step > 0 ? r->step : 0;
    r->planned = r->step >= snap->info.step;
    int64_t per = clock->steps_per_epoch > 0 ? clock->steps_per_epoch : 1;
    int64_t over = (r->step + 1) / per; /* epochs */
    for (int ch = 0; ch < LRS_CHANNELS; ch++) {
        int64_t i = ch < LRS_CH_VAL_LOSS ? r->step : over - 1;
        bool has = i >= 0 && !r->planned;
        r->value[ch] = has ? lrs_series_at(lrs_run_series(run, ch), (uint64_t)i) : (double)NAN;
    }
    if (r->planned)
        read_plan(run, r);
}

/* ---- the rest ---- */

static double *copy_reals(const double *at, int n)
{
    double *copy = LRS_ARRAY(double, (size_t)n);
    memcpy(copy, at, (size_t)n * sizeof *copy);
    return copy;
}

static struct lrs_finder *copy_finder(const struct lrs_finder *f)
{
    if (!f)
        return NULL;
    struct lrs_finder *copy = LRS_NEW(struct lrs_finder);
    *copy = *f;
    copy->lr = copy_reals(f->lr, f->n);
    copy->loss = copy_reals(f->loss, f->n);
    copy->smooth = copy_reals(f->smooth, f->n);
    return copy;
}

static void fill_finder(const struct slot *s, bool other_run, struct lrs_snapshot *snap)
{
    snap->finding = s->test != NULL;
    if (!other_run && snap->found == s->found)
        return;
    lrs_finder_free(snap->finder);
    snap->finder = copy_finder(s->finder);
    snap->found = s->found;
}

static void fill_marks(const struct lrs_run *run, struct lrs_snapshot *snap)
{
    const struct lrs_mark *marks = lrs_run_marks(run, &snap->n_marks);
    memcpy(snap->marks, marks, (size_t)snap->n_marks * sizeof *marks);
}

static void fill_experiment(const struct lrs_run *run, bool other, struct lrs_snapshot *snap)
{
    if (!other && snap->exp)
        return;
    lrs_experiment_free(snap->exp);
    snap->exp = lrs_experiment_copy(lrs_run_experiment(run));
}

/* Pictures that change all over cost more to make and to show than all the rest: while a run goes on
 * they are made anew a few times a second, not with every frame. A synchronous engine is exact. */
static bool picture_will_do(const struct lrs_engine *e, const struct lrs_request *req,
                            const struct lrs_snapshot *snap)
{
    static const unsigned light = 1U << LRS_PIC_LANDSCAPE | 1U << LRS_PIC_CURVE;
    const struct lrs_picture *pic = &snap->picture;
    bool wanted = req->pic_kind == LRS_PIC_NONE || req->pic_kind == pic->kind;
    return e->n_threads > 0 && wanted && pic->kind != LRS_PIC_NONE && !(light >> pic->kind & 1) &&
           snap->info.state == LRS_RUNNING && pic->w == req->pic_w && pic->h == req->pic_h &&
           engine_now(e) - snap->pictured < PICTURE_REST;
}

static void fill_picture(const struct lrs_engine *e, const struct lrs_run *run,
                         const struct lrs_request *req, struct lrs_snapshot *snap)
{
    const struct lrs_picture_wish wish = {
        .kind = req->pic_kind, .w = req->pic_w, .h = req->pic_h, .from = req->from, .to = req->to};
    snap->pictures = lrs_run_pictures(run);
    lrs_run_picture(run, &wish, &snap->picture);
    snap->pictured = engine_now(e);
}

static void fill(const struct lrs_engine *e, struct slot *s, const struct lrs_request *req,
                 struct lrs_snapshot *snap)
{
    bool other_run = snap->run != s->id;
    uint64_t revision = snap->info.revision;
    snap->run = s->id;
    lrs_run_info(s->run, &snap->info);
    fill_experiment(s->run, other_run || revision != snap->info.revision, snap);
    snap->from = req->from;
    snap->to = req->to;
    snap->log = req->log;
    make_room(snap, req->columns);
    fill_curves(s->run, snap);
    fill_lead(s->run, req->lead, snap);
    fill_beside(s->run, snap);
    fill_reading(s->run, req->at, snap);
    if (other_run || revision != snap->info.revision || !picture_will_do(e, req, snap))
        fill_picture(e, s->run, req, snap);
    fill_finder(s, other_run, snap);
    fill_marks(s->run, snap);
    snap->obeyed = s->obeyed;
    snap->until = s->until.set;
    snap->pace = s->pace.rate;
    snap->speed = snap->info.state == LRS_RUNNING ? meter_read(&s->meter) : 0;
    snprintf(snap->message, sizeof snap->message, "%s", s->message);
    s->message[0] = '\0';
}

void lrs_engine_snapshot(struct lrs_engine *e, int run, const struct lrs_request *req,
                         struct lrs_snapshot *snap)
{
    bool busy = false;
    engine_drain(e);
    struct slot *s =
        snap->run == run ? engine_try_hold(e, run, FRAME_PATIENCE, &busy) : engine_hold(e, run);
    if (busy)
        return;
    if (!s) {
        lrs_snapshot_clear(snap);
        snprintf(snap->message, sizeof snap->message, "there is no run %d", run);
        return;
    }
    fill(e, s, req, snap);
    engine_release(e, s);
}

void lrs_snapshot_clear(struct lrs_snapshot *snap)
{
    for (int ch = 0; ch < LRS_CHANNELS; ch++)
        lrs_free(snap->curve[ch]);
    lrs_free(snap->plan);
    lrs_free(snap->plan_momentum);
    lrs_experiment_free(snap->exp);
    lrs_finder_free(snap->finder);
    lrs_picture_clear(&snap->picture);
    *snap = (struct lrs_snapshot){0};
}
