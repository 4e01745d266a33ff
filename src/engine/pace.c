/* Pace: how many steps are due, and how many there were. Knows no clock: seconds are handed in. */
#include <math.h>

#include "engine_priv.h"

static const double levels[LRS_PACE_LEVELS] = {1,   2,    5,    10,   20,    50,    100,   200,
                                               500, 1000, 2000, 5000, 10000, 20000, 50000, 0};
static const double RATE_FLAT_OUT = 100000; /* where time is not real */
static const double LEAST_WAIT = 0.004;     /* fast paces come in small packets */
static const double LATE_AT_MOST = 0.1;     /* seconds that are made up for */
static const double WINDOW = 0.5;           /* of the meter */

double lrs_pace_rate(int level)
{
    return levels[level < 0 ? 0 : level < LRS_PACE_LEVELS ? level : LRS_PACE_LEVELS - 1];
}

int lrs_pace_level(double rate)
{
    int best = LRS_PACE_LEVELS - 1;
    if (!(rate > 0))
        return best;
    best = 0;
    for (int i = 1; i < LRS_PACE_LEVELS - 1; i++)
        if (fabs(log(levels[i] / rate)) < fabs(log(levels[best] / rate)))
            best = i;
    return best;
}

void pace_pass(struct pace *p, double seconds)
{
    p->credit += seconds * (p->rate > 0 ? p->rate : RATE_FLAT_OUT);
}

void pace_forgive(struct pace *p)
{
    p->credit = fmin(p->credit, fmax(1, p->rate * LATE_AT_MOST));
}

int64_t pace_due(const struct pace *p)
{
    /* Ten times a tenth of a second at one step a second is one step, rounding or not. */
    return (int64_t)floor(p->credit + 1e-9);
}

void pace_use(struct pace *p, int64_t steps)
{
    p->credit = fmax(0, p->credit - (double)steps);
}

double pace_wait(const struct pace *p)
{
    return fmax((1 - p->credit) / p->rate, LEAST_WAIT);
}

void meter_start(struct meter *m)
{
    *m = (struct meter){.since = -1};
}

void meter_count(struct meter *m, double now, int64_t steps)
{
    if (m->since < 0) {
        m->since = now; /* these steps took time before the window */
        return;
    }
    m->steps += steps;
    double seconds = now - m->since;
    bool first = m->speed == 0 && seconds >= WINDOW / 10;
    if (m->steps == 0 || (seconds < WINDOW && !first))
        return;
    m->speed = (double)m->steps / seconds;
    if (seconds < WINDOW)
        return;
    m->since = now;
    m->steps = 0;
}

double meter_read(const struct meter *m)
{
    return m->speed;
}
