/* Actions of the group "run", and the finder's. */
#include <math.h>
#include <stdio.h>

#include "ui_act.h"

/* In a script, how much time passes between two looks at the run. */
static const double frame = 1.0 / 30;
/* A script that waits longer than this has a slip of the pen. */
static const double wait_max = 3600;

/* A whole number from 1 in ARGS; FALLBACK where there are none. */
static bool count_of(const char *args, int64_t fallback, int64_t *n, struct lrs_err *err)
{
    double x;
    *n = fallback;
    if (!args)
        return true;
    if (!lrs_number_parse(args, &x) || !(x >= 1) || x > 1e12 || x != floor(x))
        return lrs_fail(err, "'%s' is not a whole number from 1", args);
    *n = (int64_t)x;
    return true;
}

/* A run that has ended does nothing more; it would have to start again. */
static bool can_go_on(const struct lrs_ui *ui, struct lrs_err *err)
{
    if (!lrs_ui_over(ui))
        return true;
    return lrs_fail(err, "the run is over; r runs it again");
}

LRS_ACT(lrs_act_toggle)
{
    if (lrs_ui_over(ui))
        lrs_ui_rerun(ui);
    else
        lrs_ui_run(ui, !ui->wish);
    return true;
}

LRS_ACT(lrs_act_run)
{
    if (!can_go_on(ui, err))
        return false;
    lrs_ui_run(ui, true);
    return true;
}

LRS_ACT(lrs_act_pause)
{
    lrs_ui_run(ui, false);
    return true;
}

static bool go(struct lrs_ui *ui, enum lrs_command_type type, const char *args, struct lrs_err *err)
{
    int64_t n;
    if (!count_of(args, 1, &n, err) || !can_go_on(ui, err))
        return false;
    ui->wish = false;
    lrs_ui_send(ui, type, n, 0);
    return true;
}

LRS_ACT(lrs_act_step)
{
    return go(ui, LRS_CMD_STEP, args, err);
}

LRS_ACT(lrs_act_epoch)
{
    return go(ui, LRS_CMD_EPOCH, args, err);
}

LRS_ACT(lrs_act_rerun)
{
    lrs_ui_rerun(ui);
    lrs_ui_say(ui, "from the start again, seed %lld", (long long)ui->snap.info.seed);
    return true;
}

LRS_ACT(lrs_act_seed)
{
    if (!args)
        return lrs_fail(err, "which seed? seed N");
    return lrs_ui_set(ui, "train.seed", args, err);
}

LRS_ACT(lrs_act_reseed)
{
    char seed[32];
    int64_t now = lrs_experiment_train(ui->exp).seed;
    snprintf(seed, sizeof seed, "%lld", now < INT32_MAX ? (long long)now + 1 : 1);
    return lrs_ui_set(ui, "train.seed", seed, err);
}

static void say_pace(struct lrs_ui *ui)
{
    char rate[LRS_NUMBER_MAX];
    if (ui->pace > 0)
        lrs_ui_say(ui, "%s steps a second", lrs_number_pretty(rate, ui->pace, 4));
    else
        lrs_ui_say(ui, "as fast as the machine can");
}

static bool change_pace(struct lrs_ui *ui, int by)
{
    int level = lrs_pace_level(ui->pace) + by;
    level = level < 0 ? 0 : level >= LRS_PACE_LEVELS ? LRS_PACE_LEVELS - 1 : level;
    lrs_ui_set_pace(ui, lrs_pace_rate(level), true);
    say_pace(ui);
    return true;
}

LRS_ACT(lrs_act_slower)
{
    return change_pace(ui, -1);
}

LRS_ACT(lrs_act_faster)
{
    return change_pace(ui, 1);
}

LRS_ACT(lrs_act_pace)
{
    double rate;
    if (!args || !lrs_number_parse(args, &rate) || !(rate >= 0) || rate > 1e9)
        return lrs_fail(err, "pace takes the steps a second, 0 to 1e9; 0 is as fast as it goes");
    lrs_ui_set_pace(ui, rate, true);
    say_pace(ui);
    return true;
}

LRS_ACT(lrs_act_wait)
{
    double seconds;
    if (lrs_engine_wake_fd(ui->engine) >= 0)
        return lrs_fail(err, "time passes by itself here; wait is for scripts");
    if (!args || !lrs_number_parse(args, &seconds) || !(seconds >= 0) || seconds > wait_max)
        return lrs_fail(err, "wait takes seconds, 0 to %.0f", wait_max);
    unsigned reactions = ui->reactions;
    double until = ui->now + seconds;
    while (ui->now < until) {
        double dt = fmin(frame, until - ui->now);
        lrs_engine_pump(ui->engine, dt);
        ui->now = until - ui->now > frame ? ui->now + dt : until;
        lrs_ui_refresh(ui);
    }
    ui->reactions |= reactions;
    return true;
}

/* --- the finder --- */

LRS_ACT(lrs_act_find)
{
    lrs_finder_ask(ui);
    return true;
}

LRS_ACT(lrs_act_finder_next)
{
    lrs_finder_walk(ui, 1);
    return true;
}

LRS_ACT(lrs_act_finder_back)
{
    lrs_finder_walk(ui, -1);
    return true;
}

LRS_ACT(lrs_act_adopt)
{
    return lrs_finder_adopt(ui, args, err);
}
