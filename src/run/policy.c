/* How a change of the schedule on the way is taken (train.on_edit). What it leaves behind is the anchor
 * in the run's block, so that checkpoints and branches have it; what follows from the anchor, the
 * schedule's horizon and the table of a recursion, is made from it anew wherever it was put. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/text.h"
#include "run_priv.h"

enum { LOOKS = 1024 }; /* ticks at which a curve is looked at for its highest rate */
/* How much higher than it is made for a continued curve may get once its own end is past. */
static const double PAST_END = 10;

struct anchor anchor_none(double base)
{
    return (struct anchor){.how = LRS_EDIT_START, .base = base, .scale = 1};
}

/* Nothing but a clock that began at the step START. */
static struct anchor started_at(const struct lrs_run *run, int64_t start)
{
    struct anchor a = anchor_none(run->base);
    a.how = start > 0 ? LRS_EDIT_RESTART : LRS_EDIT_START;
    a.start = start;
    return a;
}

static int64_t now(const struct lrs_run *run)
{
    return run_tick(run, run_head(run)->step);
}

/* ---- rates ---- */

/* What the schedule itself gives at a tick of the run. */
static double curve(const struct lrs_run *run, double base, double tick)
{
    return lrs_schedule_rate(run->schedule, run_schedule_state(run), base, run_local(run, tick));
}

struct lrs_update run_rates(const struct lrs_run *run, double tick)
{
    const struct anchor *a = &run_head(run)->anchor;
    const void *state = run_schedule_state(run);
    struct lrs_update u = {.momentum = NAN};
    if (run->drives)
        u.momentum = lrs_schedule_momentum(run->schedule, state, run_local(run, tick));
    if (a->how == LRS_EDIT_CHAIN) {
        double i = tick - (double)run_tick(run, a->at);
        u.lr = run->chain[(int64_t)fmin(fmax(i, 0), (double)run->n_chain - 1)];
    } else {
        u.lr = curve(run, a->base, tick) * a->scale + a->lift;
    }
    return u;
}

/* ---- what follows from the anchor ---- */

/* The rates by recursion at the ticks from the anchor's to the one behind the last. */
static void tabulate(struct lrs_run *run)
{
    const struct anchor *a = &run_head(run)->anchor;
    int64_t first = run_tick(run, a->at);
    run->n_chain = run->clock.ticks - first + 1;
    if (run->n_chain < 2)
        run->n_chain = 2;
    run->chain = LRS_ARRAY(double, (size_t)run->n_chain);
    run->chain[0] = a->lr;
    for (int64_t i = 1; i < run->n_chain; i++)
        run->chain[i] = lrs_schedule_chain(run->schedule, run->chain[i - 1], a->base,
                                           run_local(run, (double)(first + i)));
}

void run_unsettle(struct lrs_run *run)
{
    lrs_free(run->chain);
    run->chain = NULL;
    run->n_chain = 0;
    memset(&run->settled, 0, sizeof run->settled);
}

/* Numbers compare by their bits: a rate that is NaN is the same as itself. */
static bool same_real(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_anchor(const struct anchor *a, const struct anchor *b)
{
    return a->how == b->how && a->start == b->start && a->at == b->at &&
           same_real(a->base, b->base) && same_real(a->scale, b->scale) &&
           same_real(a->lift, b->lift) && same_real(a->lr, b->lr);
}

void run_settle(struct lrs_run *run)
{
    const struct anchor *a = &run_head(run)->anchor;
    if (same_anchor(a, &run->settled))
        return;
    double horizon = fmax((double)(run->clock.ticks - run_tick(run, a->start)), 1);
    run_unsettle(run);
    if (run->schedule->horizon != horizon) {
        lrs_schedule_free(run->schedule);
        run->schedule = lrs_schedule_new(run->exp->part[LRS_SCHEDULE], horizon);
    }
    if (a->how == LRS_EDIT_CHAIN)
        tabulate(run);
    run->settled = *a;
}

/* ---- continue ---- */

static bool is_near(double a, double b)
{
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* Nearly every kind is a*base + b: two rates say which base rate gives LR. */
static bool find_base(const struct lrs_run *run, double lr, double *base)
{
    double unit = run->base > 0 ? run->base : 1, tick = (double)now(run);
    double at_0 = curve(run, 0, tick), slope = (curve(run, unit, tick) - at_0) / unit;
    *base = (lr - at_0) / slope;
    return isfinite(*base) && *base >= 0 && is_near(curve(run, *base, tick), lr);
}

/* The highest rate that is to come before the tick END, as the anchor lies now. */
static double highest(const struct lrs_run *run, double end)
{
    double from = (double)now(run), span = end - 1 - from, top = 0;
    double n = fmin(fmax(span, 0), LOOKS);
    for (double i = 0; i <= n; i++)
        top = fmax(top, run_rates(run, rint(from + (n > 0 ? span * i / n : 0))).lr);
    return top;
}

/* Does the curve get far higher than the rate in force and than what it is made for, which is PLAIN?
 * Until its own end nothing above that will do; a cosine beyond T_max may rise somewhat. */
static bool explodes(const struct lrs_run *run, struct anchor plain, double lr)
{
    struct anchor *a = &run_head(run)->anchor, here = *a;
    double ticks = (double)run->clock.ticks, from = (double)now(run);
    double end = lrs_schedule_end(run->schedule) + (from - run_local(run, from));
    end = end > from ? fmin(end, ticks) : ticks;
    double to_end = highest(run, end), to_horizon = highest(run, ticks);
    *a = plain;
    double limit = fmax(lr, highest(run, end)), far = fmax(lr, highest(run, ticks));
    *a = here;
    return to_end > limit * (1 + 1e-9) || to_horizon > far * PAST_END;
}

/* Lays the curve so that the rate at this tick is LR. The anchor has no chain. */
static void go_on_at(struct lrs_run *run, double lr)
{
    struct anchor *a = &run_head(run)->anchor;
    if (is_near(run_rates(run, (double)now(run)).lr, lr))
        return; /* no jump */
    struct anchor plain = started_at(run, a->start);
    *a = plain;
    double rate = curve(run, run->base, (double)now(run));
    if (is_near(rate, lr))
        return;
    plain.how = LRS_EDIT_CONTINUE;
    *a = plain;
    if (!find_base(run, lr, &a->base)) {
        a->base = run->base;
        a->scale = lr / rate;
    }
    bool scaled = a->scale >= 0 && isfinite(a->scale);
    if (scaled && !(lr > rate && explodes(run, plain, lr))) {
        if (lr == 0)
            snprintf(run->note, sizeof run->note, "the rate in force is 0: continued, it stays 0");
        return;
    }
    char by[LRS_NUMBER_MAX];
    *a = plain;
    a->lift = lr - rate;
    snprintf(run->note, sizeof run->note, "%s: the curve is lifted by %s instead",
             scaled ? "scaled, it would rise far too high later" : "a rate of 0 cannot be scaled",
             lrs_number_pretty(by, a->lift, 3));
}

/* ---- the policies ---- */

static void take_from_start(struct lrs_run *run, const struct edit *edit)
{
    (void)edit;
    run_head(run)->anchor = anchor_none(run->base);
}

/* CONTINUE. */
static void take_on(struct lrs_run *run, const struct edit *edit)
{
    struct anchor *a = &run_head(run)->anchor;
    if (!isfinite(edit->lr)) {
        take_from_start(run, edit);
        snprintf(run->note, sizeof run->note,
                 "there is no finite rate to go on with: taken as if from the start");
        return;
    }
    if (a->how == LRS_EDIT_CHAIN)
        *a = started_at(run, a->start);
    run_settle(run);
    go_on_at(run, edit->lr);
}

static void take_anew(struct lrs_run *run, const struct edit *edit)
{
    (void)edit;
    run_head(run)->anchor = started_at(run, run_head(run)->step);
    lrs_schedule_reset(run->schedule, run_schedule_state(run), run->base);
}

/* Can the recursion from the rate LR at the tick FROM be tabulated? Else a note says why it cannot. */
static bool can_chain(struct lrs_run *run, double lr, int64_t from)
{
    const char *why = NULL;
    if (!isfinite(lr))
        why = "there is no finite rate to go on with";
    else if (run->clock.ticks - from > CHAIN_MAX)
        why = "there are too many ticks to come for a recursion";
    else if (lrs_schedule_state_size(run->schedule) > 0 && run->schedule->n_children > 0)
        why = "a schedule that watches the loss has no recursion in t";
    if (why)
        snprintf(run->note, sizeof run->note, "%s: taken as if from the start", why);
    return !why && lrs_schedule_state_size(run->schedule) == 0;
}

/* Says where the recursion goes that the closed form does not: far too high, or nowhere from 0. */
static void judge_chain(struct lrs_run *run)
{
    struct anchor *a = &run_head(run)->anchor, here = *a;
    char high[LRS_NUMBER_MAX], plain[LRS_NUMBER_MAX];
    if (!lrs_schedule_has_chain(run->schedule)) {
        snprintf(run->note, sizeof run->note,
                 "PyTorch has no recursion for %s: the closed form, from the next tick on",
                 run->schedule->class->kind.name);
        return;
    }
    double top = 0, ticks = (double)run->clock.ticks;
    for (int64_t i = 0; i < run->n_chain - 1; i++)
        top = fmax(top, run->chain[i]);
    *a = started_at(run, a->start);
    double limit = highest(run, ticks);
    *a = here;
    if (a->lr == 0 && top == 0)
        snprintf(run->note, sizeof run->note,
                 "the rate is 0, and the recursion multiplies it: it stays 0");
    else if (top > PAST_END * fmax(limit, a->lr))
        snprintf(run->note, sizeof run->note,
                 "the recursion will rise to %s, where the closed form has %s at most",
                 lrs_number_pretty(high, top, 3), lrs_number_pretty(plain, limit, 3));
}

/* A ReduceLROnPlateau alone is a recursion anyhow. */
static void take_chain(struct lrs_run *run, const struct edit *edit)
{
    struct anchor *a = &run_head(run)->anchor;
    double base = a->how == LRS_EDIT_CHAIN && edit->base == run->base ? a->base : run->base;
    int64_t start = a->start;
    *a = anchor_none(run->base);
    if (!can_chain(run, edit->lr, now(run)))
        return;
    a->how = LRS_EDIT_CHAIN;
    a->start = start;
    a->at = run_head(run)->step;
    a->base = base;
    a->lr = edit->lr;
    run_settle(run);
    judge_chain(run);
}

/* ---- the base rate ---- */

/* Written to the optimizer by hand: the recursion takes it up, and knows the old base rate only. */
static void write_rate(struct lrs_run *run, const struct edit *edit)
{
    struct anchor *a = &run_head(run)->anchor;
    double base = a->how == LRS_EDIT_START ? edit->base : a->base;
    if (!can_chain(run, run->base, now(run))) {
        *a = anchor_none(run->base);
        return;
    }
    a->how = LRS_EDIT_CHAIN;
    a->at = run_head(run)->step;
    a->lr = run->base;
    a->base = base;
    a->scale = 1;
    a->lift = 0;
}

static void turn_base(struct lrs_run *run, const struct edit *edit)
{
    struct anchor *a = &run_head(run)->anchor;
    double by = run->base / edit->base;
    if (a->how == LRS_EDIT_START || !isfinite(by)) {
        *a = started_at(run, a->start);
        return;
    }
    a->base *= by;
    a->lift *= by;
    if (a->how == LRS_EDIT_CHAIN) {
        a->lr = edit->lr * by;
        a->at = run_head(run)->step;
    }
}

/* What each policy does with a change of the schedule, and of the base rate alone. */
static const struct {
    void (*schedule)(struct lrs_run *run, const struct edit *edit);
    void (*base)(struct lrs_run *run, const struct edit *edit);
    const char *word; /* of the mark */
} policies[] = {
    [LRS_EDIT_START] = {take_from_start, take_from_start, ""},
    [LRS_EDIT_CONTINUE] = {take_on, turn_base, "continued"},
    [LRS_EDIT_RESTART] = {take_anew, turn_base, "clock restarted"},
    [LRS_EDIT_CHAIN] = {take_chain, write_rate, "PyTorch's chain"},
};

const char *run_anchor(struct lrs_run *run, const struct edit *edit)
{
    struct anchor *a = &run_head(run)->anchor;
    int policy = run->train.on_edit;
    bool longer = edit->horizon && policy == LRS_EDIT_CONTINUE && a->how != LRS_EDIT_CHAIN;
    bool schedule = edit->schedule || longer;
    if (run_head(run)->step == 0)
        take_from_start(run, edit);
    else if (schedule)
        policies[policy].schedule(run, edit);
    else if (edit->optimizer && policy != LRS_EDIT_START)
        turn_base(run, edit);
    else if (edit->base != run->base)
        policies[policy].base(run, edit);
    if (a->how == LRS_EDIT_CHAIN && !can_chain(run, a->lr, run_tick(run, a->at)))
        *a = anchor_none(run->base);
    run_settle(run);
    return schedule && a->how != LRS_EDIT_START ? policies[policy].word : "";
}

void anchor_words(const struct lrs_run *run, char *text, size_t size)
{
    const struct anchor *a = &run_head(run)->anchor;
    char n[LRS_NUMBER_MAX];
    text[0] = '\0';
    if (a->how == LRS_EDIT_RESTART)
        snprintf(text, size, "t = 0 at step %lld", (long long)a->start);
    else if (a->how == LRS_EDIT_CHAIN)
        snprintf(text, size, "chain since step %lld", (long long)a->at);
    else if (a->lift != 0)
        snprintf(text, size, "continued %s%s", a->lift > 0 ? "+" : "",
                 lrs_number_pretty(n, a->lift, 3));
    else if (a->scale != 1)
        snprintf(text, size, "continued x%s", lrs_number_pretty(n, a->scale, 3));
    else if (a->how == LRS_EDIT_CONTINUE)
        snprintf(text, size, "as from lr %s", lrs_number_pretty(n, a->base, 3));
}
