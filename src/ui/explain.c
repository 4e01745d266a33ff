/* :explain. Detectors look at the run in the order of a table; the first that finds its case says
 * two sentences, with the figures that it saw. None of them guesses: where nothing special is to be
 * seen, the last one says where the run stands. */
#include "explain.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 120, RECENT = 64 };

/* What the detectors look at. */
struct evidence {
    const struct lrs_run_info *info;
    const struct lrs_finder *finder; /* or NULL */
    double loss[COLUMNS];            /* mean over 1/120 of the steps done each; NaN = no data */
    double val[COLUMNS];
    double lr[COLUMNS];
    double peak; /* the highest rate so far */
    int n_recent;
    double recent[RECENT]; /* losses of the last steps, one by one */
    int n_path;
    double path[RECENT][2]; /* last places on a landscape, one by one */
};

/* ---- gathering ---- */

static double mean_of(const struct lrs_bin *b)
{
    return b->n > 0 ? lrs_bin_mean(b) : (double)NAN;
}

static void take_columns(struct evidence *e, const struct lrs_snapshot *s)
{
    e->peak = 0;
    for (int i = 0; i < COLUMNS; i++) {
        const struct lrs_bin *lr = &s->curve[LRS_CH_LR][i];
        e->loss[i] = mean_of(&s->curve[LRS_CH_LOSS][i]);
        e->val[i] = mean_of(&s->curve[LRS_CH_VAL_LOSS][i]);
        e->lr[i] = mean_of(lr);
        if (lr->n > 0)
            e->peak = fmax(e->peak, lr->hi);
    }
}

static void take_recent(struct evidence *e, const struct lrs_snapshot *s, int n)
{
    e->n_recent = 0;
    for (int i = 0; i < n; i++)
        if (s->curve[LRS_CH_LOSS][i].n > 0)
            e->recent[e->n_recent++] = s->curve[LRS_CH_LOSS][i].last;
    const struct lrs_picture *p = &s->picture;
    e->n_path = p->kind == LRS_PIC_LANDSCAPE && p->n_path < n ? p->n_path : 0;
    if (p->kind == LRS_PIC_LANDSCAPE && p->n_path >= n)
        e->n_path = n;
    for (int i = 0; i < e->n_path; i++)
        memcpy(e->path[i], p->path[p->n_path - e->n_path + i], sizeof e->path[i]);
}

static void look_at(struct lrs_ui *ui, double from, int columns, struct lrs_snapshot *s)
{
    struct lrs_request req = {
        .from = from, .to = (double)ui->snap.info.step, .columns = columns, .pic_w = 1, .pic_h = 1};
    *s = (struct lrs_snapshot){0};
    lrs_engine_snapshot(ui->engine, ui->run, &req, s);
}

static void gather(struct lrs_ui *ui, struct evidence *e)
{
    struct lrs_snapshot all, last;
    int64_t step = ui->snap.info.step;
    int n = step < RECENT ? (int)step : RECENT;
    *e = (struct evidence){.info = &ui->snap.info, .finder = ui->snap.finder};
    if (step == 0)
        return;
    look_at(ui, 0, COLUMNS, &all);
    take_columns(e, &all);
    lrs_snapshot_clear(&all);
    look_at(ui, (double)(step - n), n, &last);
    take_recent(e, &last, n);
    lrs_snapshot_clear(&last);
}

/* The mean of the columns from A to B that have data. */
static double mean_between(const double *column, int a, int b)
{
    double sum = 0;
    int n = 0;
    for (int i = a; i < b; i++)
        if (!isnan(column[i])) {
            sum += column[i];
            n++;
        }
    return n > 0 ? sum / n : (double)NAN;
}

/* Figures for people, a few to one sentence. */
struct figures {
    char at[4][LRS_NUMBER_MAX];
    int n;
};
static const char *figure(struct figures *f, double x)
{
    int i = f->n++ % 4;
    return lrs_number_pretty(f->at[i], x, 3);
}

/* ---- detectors ---- */

static bool has_diverged(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    if (e->info->state != LRS_DIVERGED)
        return false;
    lrs_str_addf(
        out,
        "The run diverged at step %lld, at a rate of %s: each update overshot further than "
        "the one before. Turn the rate down and press r, or let f look for one that holds.",
        (long long)e->info->diverged_at, figure(&f, e->info->last_lr));
    return true;
}

static bool has_failed(const struct evidence *e, struct lrs_str *out)
{
    if (e->info->state != LRS_FAILED)
        return false;
    lrs_str_addf(out, "The run stopped at step %lld: %s. Change the schedule and it goes on.",
                 (long long)e->info->diverged_at, e->info->reason);
    return true;
}

static bool has_not_begun(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    enum { FEW = 8 };
    if (e->info->step >= FEW || e->info->state == LRS_DONE)
        return false;
    lrs_str_addf(out, "%lld of %lld steps done; the next one takes a rate of %s. %s",
                 (long long)e->info->step, (long long)e->info->clock.steps, figure(&f, e->info->lr),
                 e->info->state == LRS_RUNNING ? "Watch what the loss does."
                                               : "Press Space and watch the loss.");
    return true;
}

static bool is_rising(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    double now = mean_between(e->loss, COLUMNS - COLUMNS / 20, COLUMNS), low = (double)INFINITY;
    for (int i = 0; i < COLUMNS; i++)
        if (e->loss[i] < low)
            low = e->loss[i];
    double before = mean_between(e->loss, COLUMNS / 2, COLUMNS - COLUMNS / 20);
    if (!(now > 2 * before) || !(now > 2 * low) || low <= 0)
        return false;
    lrs_str_addf(out,
                 "The loss is rising: it was as low as %s and is now %s, at a rate of %s. "
                 "A rate that is too large looks like this before it diverges.",
                 figure(&f, low), figure(&f, now), figure(&f, e->info->last_lr));
    return true;
}

/* How much the series resembles itself LAG samples later, after its straight trend is taken away:
 * -1 to 1. */
static double resemblance(const double *y, int n, int lag)
{
    double mean_t = (n - 1) / 2.0, mean = 0, cross = 0, square = 0, self = 0, shifted = 0;
    for (int i = 0; i < n; i++)
        mean += y[i] / n;
    for (int i = 0; i < n; i++) {
        cross += (i - mean_t) * (y[i] - mean);
        square += (i - mean_t) * (i - mean_t);
    }
    for (int i = 0; i < n; i++) {
        double a = y[i] - mean - cross / square * (i - mean_t);
        self += a * a;
        if (i + lag < n)
            shifted += a * (y[i + lag] - mean - cross / square * (i + lag - mean_t));
    }
    return self > 0 ? shifted / self : 0;
}

/* On a landscape: the share of the last updates that went back against the one before. */
static double turning_back(const struct evidence *e)
{
    int back = 0, n = 0;
    for (int i = 2; i < e->n_path; i++) {
        const double *a = e->path[i - 2], *b = e->path[i - 1], *c = e->path[i];
        double dot = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);
        back += dot < 0;
        n++;
    }
    return n >= 6 ? (double)back / n : 0;
}

static bool bounces(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    enum { ENOUGH = 16 };
    bool loss = e->n_recent >= ENOUGH && resemblance(e->recent, e->n_recent, 1) < -0.5 &&
                resemblance(e->recent, e->n_recent, 2) > 0.5;
    double back = turning_back(e);
    if (!loss && back < 0.9)
        return false;
    if (loss)
        lrs_str_addf(out, "The loss bounces: every second step undoes the last (%s, then %s). ",
                     figure(&f, e->recent[e->n_recent - 2]),
                     figure(&f, e->recent[e->n_recent - 1]));
    else
        lrs_str_addf(out,
                     "The run bounces: %s %% of its last updates went back against the one "
                     "before. ",
                     figure(&f, 100 * back));
    lrs_str_addf(out,
                 "The rate of %s is near the limit of stability, 2 over the curvature; half of "
                 "it would go down the middle.",
                 figure(&f, e->info->last_lr));
    return true;
}

static bool overfits(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    int best = -1;
    for (int i = 0; i < COLUMNS; i++)
        if (!isnan(e->val[i]) && (best < 0 || e->val[i] < e->val[best]))
            best = i;
    if (best < 0 || best > COLUMNS * 3 / 4)
        return false;
    double now = mean_between(e->val, COLUMNS - COLUMNS / 10, COLUMNS);
    double train = mean_between(e->loss, COLUMNS - COLUMNS / 10, COLUMNS);
    double then = mean_between(e->loss, best > 3 ? best - 3 : 0, best + 4);
    if (!(now > 1.1 * e->val[best]) || !(train < 0.95 * then) || !(train < now))
        return false;
    lrs_str_addf(
        out, "It overfits: since about step %lld the validation loss has gone up from %s to %s, ",
        (long long)((best + 0.5) / COLUMNS * (double)e->info->step), figure(&f, e->val[best]),
        figure(&f, now));
    lrs_str_addf(out,
                 "while the training loss fell to %s. The rate cannot mend that; fewer epochs, "
                 "a smaller model or weight decay can.",
                 figure(&f, train));
    return true;
}

static bool is_exhausted(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    const struct lrs_run_info *info = e->info;
    int since = COLUMNS;
    while (since > 0 && e->lr[since - 1] < 1e-3 * e->peak)
        since--;
    double step = (double)since / COLUMNS * (double)info->step;
    double idle = (double)info->clock.steps - step;
    if (since == COLUMNS || idle < 0.2 * (double)info->clock.steps)
        return false;
    lrs_str_addf(
        out,
        "The schedule is used up: since about step %s the rate has been below a thousandth "
        "of its peak, now %s, so that the weights hardly move. ",
        figure(&f, step), figure(&f, info->lr));
    lrs_str_addf(out, "A slower decay would make use of the other %s steps.", figure(&f, idle));
    return true;
}

static bool is_past_the_end(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    const struct lrs_run_info *info = e->info;
    if (!((double)info->tick > info->schedule_end) || info->step >= info->clock.steps)
        return false;
    lrs_str_addf(
        out,
        "The schedule ended at tick %s and the run is at tick %lld, with a rate of %s. What "
        "it does there is what the library does, hardly what anybody plans; make it as "
        "long as the run.",
        figure(&f, info->schedule_end), (long long)info->tick, figure(&f, info->lr));
    return true;
}

static bool is_below_the_finder(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    double found = e->finder ? e->finder->suggestion[LRS_VALLEY] : (double)NAN;
    if (!(e->peak > 0) || !(10 * e->peak < found))
        return false;
    lrs_str_addf(
        out,
        "The highest rate so far is %s, while the finder suggests %s (valley). At less than a "
        "tenth of it the run is safe and slow.",
        figure(&f, e->peak), figure(&f, found));
    return true;
}

/* The loss of the last sixth of the run against that of the sixth before. */
struct standstill {
    double before, now, spread; /* spread: standard deviation of the last losses */
    bool stands;
};
static struct standstill stand_of(const struct evidence *e)
{
    struct standstill s = {.before = mean_between(e->loss, COLUMNS * 4 / 6, COLUMNS * 5 / 6),
                           .now = mean_between(e->loss, COLUMNS * 5 / 6, COLUMNS)};
    double mean = 0, square = 0;
    for (int i = 0; i < e->n_recent; i++)
        mean += e->recent[i] / e->n_recent;
    for (int i = 0; i < e->n_recent; i++)
        square += (e->recent[i] - mean) * (e->recent[i] - mean) / e->n_recent;
    s.spread = sqrt(square);
    /* Noise moves the means of long stretches, too. */
    double drift = s.spread < 0.1 * fabs(s.now) ? 0.03 : 0.1;
    s.stands = fabs(s.now - s.before) < drift * fabs(s.before) && e->info->lr > 0.1 * e->peak;
    return s;
}

static bool is_on_the_noise_floor(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    struct standstill s = stand_of(e);
    if (!s.stands || s.spread < 0.1 * fabs(s.now) || e->n_recent < RECENT)
        return false;
    lrs_str_addf(out,
                 "It has reached the noise floor of this rate: the mean loss stands at %s while "
                 "single batches scatter by %s around it. ",
                 figure(&f, s.now), figure(&f, s.spread));
    lrs_str_addf(out,
                 "At a rate of %s the updates wander about as far as they get ahead; a smaller one "
                 "would settle lower.",
                 figure(&f, e->info->lr));
    return true;
}

static bool is_on_a_plateau(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    struct standstill s = stand_of(e);
    if (!s.stands)
        return false;
    lrs_str_addf(
        out,
        "The loss has stood still for the last third of the run: %s, then %s, at a rate of "
        "%s. Try another rate in both directions; u takes it back.",
        figure(&f, s.before), figure(&f, s.now), figure(&f, e->info->lr));
    return true;
}

static bool stands_somewhere(const struct evidence *e, struct lrs_str *out)
{
    struct figures f = {.n = 0};
    const struct lrs_run_info *info = e->info;
    double begun = mean_between(e->loss, 0, COLUMNS / 20 + 1);
    double now = mean_between(e->loss, COLUMNS - COLUMNS / 20, COLUMNS);
    lrs_str_addf(out, "%s of %lld steps done, the training loss went from %s to %s. ",
                 info->state == LRS_DONE ? "All" : figure(&f, (double)info->step),
                 (long long)info->clock.steps, figure(&f, begun), figure(&f, now));
    if (info->state == LRS_DONE)
        lrs_str_addf(out,
                     "The rate ended at %s; c keeps this curve, and another schedule with r can "
                     "be held against it.",
                     figure(&f, info->last_lr));
    else
        lrs_str_addf(out, "The rate is %s, %s %% of its highest so far.", figure(&f, info->lr),
                     figure(&f, e->peak > 0 ? 100 * info->lr / e->peak : 0));
    return true;
}

void lrs_ui_explain(struct lrs_ui *ui, struct lrs_str *out)
{
    static bool (*const detectors[])(const struct evidence *e, struct lrs_str *out) = {
        has_diverged,
        has_failed,
        has_not_begun,
        is_rising,
        bounces,
        overfits,
        is_exhausted,
        is_past_the_end,
        is_below_the_finder,
        is_on_the_noise_floor,
        is_on_a_plateau,
        stands_somewhere,
    };
    struct evidence e;
    gather(ui, &e);
    for (size_t i = 0; i < sizeof detectors / sizeof *detectors; i++)
        if (detectors[i](&e, out))
            return;
}
