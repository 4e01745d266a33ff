/* The rates that are planned: the schedule asked ahead, from the present state, for a chart. */
#include <math.h>

#include "run_priv.h"

enum { ASKED = 16 }; /* ticks a column asks for at most */

/* The steps [*from, *to) that a column from A to B shows: those in it, or the one that it lies in. */
static void steps_of(double a, double b, int64_t *from, int64_t *to)
{
    *from = (int64_t)ceil(a);
    *to = (int64_t)ceil(b);
    if (*from >= *to) {
        *from = (int64_t)floor(a);
        *to = *from + 1;
    }
}

static void ask(const struct lrs_run *run, int64_t from, int64_t to, struct lrs_bin *lr,
                struct lrs_bin *momentum)
{
    int64_t first = run_tick(run, from), last = run_tick(run, to - 1);
    int64_t n = last - first + 1 < ASKED ? last - first + 1 : ASKED;
    for (int64_t i = 0; i < n; i++) {
        double share = n > 1 ? (double)i / (double)(n - 1) : 0;
        struct lrs_update u = run_rates(run, rint((double)first + share * (double)(last - first)));
        lrs_bin_add(lr, u.lr);
        if (momentum)
            lrs_bin_add(momentum, u.momentum);
    }
}

void lrs_run_plan(const struct lrs_run *run, double from, double to, int n, struct lrs_bin *lr,
                  struct lrs_bin *momentum)
{
    int64_t now = run_head(run)->step, end = run->clock.steps;
    for (int i = 0; i < n; i++) {
        lr[i] = lrs_bin_empty();
        if (momentum)
            momentum[i] = lrs_bin_empty();
        double a = from + (to - from) * i / n, b = from + (to - from) * (i + 1) / n;
        if (!(a < (double)end) || !(b > (double)now))
            continue;
        int64_t first, last;
        steps_of(fmax(a, 0), fmin(b, (double)end), &first, &last);
        if (first < now)
            first = now;
        if (first < last && first < end)
            ask(run, first, last, &lr[i], momentum ? &momentum[i] : NULL);
    }
}
