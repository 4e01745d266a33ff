/* The rates of a whole run, as planned: no training, so only of schedules that do not look at it. */
#include "export_priv.h"

#include <math.h>

#include "lrscope/mem.h"

static void fill(const struct lrs_schedule *s, double base, struct planned *p)
{
    void *state = lrs_alloc(1, lrs_schedule_state_size(s));
    lrs_schedule_reset(s, state, base);
    for (size_t t = 0; t < p->n; t++) {
        p->lr[t] = lrs_schedule_rate(s, state, base, (double)t);
        p->momentum[t] = lrs_schedule_momentum(s, state, (double)t);
        lrs_schedule_observe(s, state, base, (double)t, (double)NAN);
    }
    lrs_free(state);
}

bool planned_new(const struct lrs_spec *spec, double horizon, double base, struct planned *p,
                 struct lrs_err *err)
{
    struct lrs_schedule *s = lrs_schedule_new(spec, horizon);
    bool ok = true;
    *p = (struct planned){0};
    if (lrs_schedule_takes_metric(s))
        ok = lrs_fail(err, "%s looks at the loss, so that its rates are not known before the run",
                      spec->kind->name);
    else if (horizon > PLANNED_MAX)
        ok = lrs_fail(err, "%s would be a table of %.0f numbers, more than %d", spec->kind->name,
                      horizon, PLANNED_MAX);
    if (ok) {
        p->n = (size_t)fmax(1, ceil(horizon));
        p->lr = LRS_ARRAY(double, p->n);
        p->momentum = LRS_ARRAY(double, p->n);
        fill(s, base, p);
    }
    lrs_schedule_free(s);
    return ok;
}

void planned_clear(struct planned *p)
{
    lrs_free(p->lr);
    lrs_free(p->momentum);
    *p = (struct planned){0};
}
