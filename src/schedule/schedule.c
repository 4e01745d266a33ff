/* Compiled schedules: building the tree of a schedule and its children, laying out their state, and
 * handing each question to the kind. */
#include <string.h>

#include "schedule_priv.h"
#include "lrscope/mem.h"

const struct lrs_schedule_class *lrs_schedule_class(const struct lrs_spec *spec)
{
    return (const struct lrs_schedule_class *)spec->kind; /* the kind is its first member */
}

double lrs_schedule_child_horizon(const struct lrs_spec *spec, size_t i, double horizon)
{
    const struct lrs_schedule_class *class = lrs_schedule_class(spec);
    return class->child_horizon ? class->child_horizon(spec, i, horizon) : horizon;
}

/* "torch" is the first choice of every `semantics`. */
static bool has_torch_meaning(const struct lrs_spec *spec)
{
    int row = lrs_spec_row(spec->kind, "semantics", NULL);
    return row < 0 || spec->at[row].choice == 0;
}

/* One node and all below it, with its state from STATE_AT on. LRS_SPEC_DEPTH bounds it. */
static struct lrs_schedule *build(const struct lrs_spec *spec, double horizon, size_t state_at)
{
    const struct lrs_specs *children = lrs_schedule_children(spec);
    struct lrs_schedule *s = LRS_NEW(struct lrs_schedule);

    s->class = lrs_schedule_class(spec);
    s->torch_meaning = has_torch_meaning(spec);
    s->horizon = horizon;
    s->state_at = state_at;
    s->state_size = s->class->state_size;
    s->cfg = lrs_alloc(1, spec->kind->size);
    lrs_spec_compile(spec, s->cfg);
    s->n_children = (int)children->n;
    s->child = LRS_ARRAY(struct lrs_schedule *, children->n);
    for (size_t i = 0; i < children->n; i++) {
        s->child[i] = build(children->at[i], lrs_schedule_child_horizon(spec, i, horizon),
                            state_at + s->state_size);
        s->state_size += s->child[i]->state_size;
    }
    if (s->class->prepare)
        s->class->prepare(s);
    return s;
}

struct lrs_schedule *lrs_schedule_new(const struct lrs_spec *spec, double horizon)
{
    return build(spec, horizon, 0);
}

void lrs_schedule_free(struct lrs_schedule *s)
{
    if (!s)
        return;
    for (int i = 0; i < s->n_children; i++)
        lrs_schedule_free(s->child[i]);
    if (s->class->release)
        s->class->release(s);
    lrs_free(s->child);
    lrs_free(s->cfg);
    lrs_free(s);
}

size_t lrs_schedule_state_size(const struct lrs_schedule *s)
{
    return s->state_size;
}

void lrs_schedule_reset(const struct lrs_schedule *s, void *state, double base)
{
    if (s->class->reset)
        s->class->reset(s, state, base);
    for (int i = 0; i < s->n_children; i++)
        lrs_schedule_reset(s->child[i], state, base);
}

double lrs_schedule_rate(const struct lrs_schedule *s, const void *state, double base, double t)
{
    return s->class->rate(s, state, base, t);
}

bool lrs_schedule_has_chain(const struct lrs_schedule *s)
{
    return s->class->chain && s->torch_meaning;
}

double lrs_schedule_chain(const struct lrs_schedule *s, double lr, double base, double t)
{
    return lrs_schedule_has_chain(s) ? s->class->chain(s, lr, base, t)
                                     : s->class->rate(s, NULL, base, t);
}

double lrs_schedule_momentum(const struct lrs_schedule *s, const void *state, double t)
{
    return s->class->momentum ? s->class->momentum(s, state, t) : (double)NAN;
}

void lrs_schedule_observe(const struct lrs_schedule *s, void *state, double base, double t,
                          double metric)
{
    if (s->class->observe)
        s->class->observe(s, state, base, t, metric);
}

double lrs_schedule_end(const struct lrs_schedule *s)
{
    return s->class->end ? s->class->end(s) : (double)INFINITY;
}

bool lrs_schedule_plateau(const struct lrs_schedule *s, const void *state, double t,
                          struct lrs_plateau_view *view)
{
    return s->class->plateau && s->class->plateau(s, state, t, view);
}

bool lrs_schedule_takes_metric(const struct lrs_schedule *s)
{
    bool takes = s->class->takes_metric;
    for (int i = 0; i < s->n_children && !takes; i++)
        takes = lrs_schedule_takes_metric(s->child[i]);
    return takes;
}

/* A kind that drives the momentum does so from its own tick 0 on; containers only hand it through. */
bool lrs_schedule_drives_momentum(const struct lrs_schedule *s)
{
    if (s->n_children == 0)
        return !isnan(lrs_schedule_momentum(s, NULL, 0));
    for (int i = 0; i < s->n_children; i++)
        if (lrs_schedule_drives_momentum(s->child[i]))
            return true;
    return false;
}

enum lrs_interval lrs_schedule_usual(const struct lrs_spec *spec)
{
    const struct lrs_specs *children = lrs_schedule_children(spec);
    enum lrs_interval usual = lrs_schedule_class(spec)->usual;
    for (size_t i = 0; i < children->n && usual == LRS_PER_EPOCH; i++)
        usual = lrs_schedule_usual(children->at[i]);
    return usual;
}
