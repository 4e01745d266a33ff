/* The two questions that sort all schedules, in words: how often does the rate change, and by what
 * law and which way? */
#include "lrscope/schedule.h"

const char *lrs_frequency_name(enum lrs_frequency f)
{
    static const char *const names[] = {
        [LRS_NEVER] = "never",
        [LRS_EVERY_TICK] = "every tick",
        [LRS_AT_INTERVALS] = "at intervals",
        [LRS_AT_LISTED] = "at listed ticks",
        [LRS_ON_PLATEAU] = "on plateau",
        [LRS_AS_CHILDREN] = "as its parts",
    };
    return names[f];
}

const char *lrs_direction_name(enum lrs_direction d)
{
    static const char *const names[] = {
        [LRS_FLAT] = "flat",       [LRS_MONOTONE] = "monotone",     [LRS_CYCLIC] = "cyclic",
        [LRS_WARM_UP] = "warm-up", [LRS_EITHER_WAY] = "either way",
    };
    return names[d];
}

const char *lrs_feedback_name(const struct lrs_schedule_class *c)
{
    if (lrs_spec_children_row(&c->kind) >= 0)
        return "as its parts";
    return c->takes_metric ? "yes" : "no";
}
