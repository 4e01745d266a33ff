/* Specs of schedules: children of containers, warm-up in front of a schedule, lengths that fit a
 * run. Nothing here is compiled. */
#include "schedule_priv.h"
#include "lrscope/mem.h"

const struct lrs_specs *lrs_schedule_children(const struct lrs_spec *spec)
{
    static const struct lrs_specs none;
    int row = lrs_spec_children_row(spec->kind);
    return row < 0 || spec->at[row].tag != LRS_SPECS ? &none : &spec->at[row].specs;
}

void lrs_schedule_put(struct lrs_spec *spec, const char *row, struct lrs_value value)
{
    struct lrs_err err = {{0}};
    if (!lrs_spec_set(spec, lrs_spec_row(spec->kind, row, &err), value, &err))
        LRS_BUG("%s: %s", spec->kind->name, err.msg);
}

int64_t lrs_schedule_share(double share, double horizon)
{
    return (int64_t)fmin(fmax(1, round(share * horizon)), 1e15);
}

void lrs_schedule_add_child(struct lrs_spec *spec, struct lrs_spec *child)
{
    struct lrs_value *v = &spec->at[lrs_spec_children_row(spec->kind)];
    if (v->tag != LRS_SPECS)
        *v = (struct lrs_value){.tag = LRS_SPECS};
    v->specs.at = lrs_resize(v->specs.at, v->specs.n, v->specs.n + 1, sizeof *v->specs.at);
    v->specs.at[v->specs.n++] = child;
}

void lrs_schedule_fit(struct lrs_spec *spec, double horizon, double base)
{
    const struct lrs_schedule_class *class = lrs_schedule_class(spec);
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *p = &spec->kind->params[i];
        if (p->fit > 0)
            lrs_schedule_put(spec, p->name, lrs_value_int(lrs_schedule_share(p->fit, horizon)));
    }
    if (class->fit)
        class->fit(spec, horizon, base);
    const struct lrs_specs *children = lrs_schedule_children(spec);
    for (size_t i = 0; i < children->n; i++)
        lrs_schedule_fit(children->at[i], lrs_schedule_child_horizon(spec, i, horizon), base);
}

/* WAS and NOW are SPEC fitted to two horizons. */
static void take_fitted(struct lrs_spec *spec, const struct lrs_spec *was,
                        const struct lrs_spec *now)
{
    const struct lrs_specs *children = lrs_schedule_children(spec);
    int row_of_children = lrs_spec_children_row(spec->kind);
    for (int i = 0; i < spec->kind->n_params; i++)
        if (i != row_of_children && lrs_value_equal(&spec->at[i], &was->at[i]))
            lrs_schedule_put(spec, spec->kind->params[i].name, lrs_value_copy(&now->at[i]));
    for (size_t i = 0; i < children->n; i++)
        take_fitted(children->at[i], lrs_schedule_children(was)->at[i],
                    lrs_schedule_children(now)->at[i]);
}

void lrs_schedule_refit(struct lrs_spec *spec, double from, double to, double base)
{
    struct lrs_spec *was = lrs_spec_copy(spec), *now = lrs_spec_copy(spec);
    lrs_schedule_fit(was, from, base);
    lrs_schedule_fit(now, to, base);
    take_fitted(spec, was, now);
    lrs_spec_free(was);
    lrs_spec_free(now);
}

struct lrs_spec *lrs_schedule_wrap_warmup(struct lrs_spec *inner, int ticks)
{
    struct lrs_spec *ramp = lrs_spec_new(&lrs_linear_class.kind);
    struct lrs_spec *both = lrs_spec_new(&lrs_sequential_class.kind);
    double at = ticks < 1 ? 1 : ticks;

    lrs_schedule_put(ramp, "start_factor", lrs_value_real(0.1));
    lrs_schedule_put(ramp, "total_iters", lrs_value_int((int64_t)at));
    lrs_schedule_put(both, "milestones", lrs_value_reals(&at, 1));
    lrs_schedule_add_child(both, ramp);
    lrs_schedule_add_child(both, inner);
    return both;
}

bool lrs_schedule_has_warmup(const struct lrs_spec *spec)
{
    const struct lrs_specs *children = lrs_schedule_children(spec);
    if (spec->kind != &lrs_sequential_class.kind || children->n != 2 ||
        children->at[0]->kind != &lrs_linear_class.kind)
        return false;
    return lrs_spec_get(children->at[0], "start_factor")->real <
           lrs_spec_get(children->at[0], "end_factor")->real;
}

struct lrs_spec *lrs_schedule_unwrap_warmup(struct lrs_spec *wrapped)
{
    if (!lrs_schedule_has_warmup(wrapped))
        return NULL;
    struct lrs_value *v = &wrapped->at[lrs_spec_children_row(wrapped->kind)];
    struct lrs_spec *inner = v->specs.at[--v->specs.n];
    lrs_spec_free(wrapped);
    return inner;
}

/* Where the ramp of a warm-up ends, and where what comes behind it begins. */
static double ramp_end(const struct lrs_spec *warmup)
{
    const struct lrs_spec *ramp = lrs_schedule_children(warmup)->at[0];
    return (double)lrs_spec_get(ramp, "total_iters")->integer;
}

static double milestone(const struct lrs_spec *warmup)
{
    return lrs_spec_get(warmup, "milestones")->reals.at[0];
}

void lrs_schedule_tie_warmup(struct lrs_spec *spec, const struct lrs_spec *was, double horizon,
                             double base)
{
    if (!lrs_schedule_has_warmup(spec) || !lrs_schedule_has_warmup(was) ||
        ramp_end(was) != milestone(was))
        return;
    const struct lrs_specs *children = lrs_schedule_children(spec);
    double at = milestone(spec) != milestone(was) ? milestone(spec) : ramp_end(spec);
    lrs_schedule_put(spec, "milestones", lrs_value_reals(&at, 1));
    lrs_schedule_put(children->at[0], "total_iters", lrs_value_int((int64_t)at));
    lrs_schedule_refit(children->at[1], lrs_schedule_child_horizon(was, 1, horizon),
                       lrs_schedule_child_horizon(spec, 1, horizon), base);
}
