/* Another kind in a part, with what has to follow from it: a schedule's lengths are fitted to the
 * horizon, an optimizer brings its own rate, a problem its length and rate. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* On a landscape, Adam and its like move about lr a step whatever the gradient: their rate is this
 * share of the picture's width there. */
static const double landscape_share = 0.01;
/* Warm-up takes one tick in so many, where nobody says how many. */
enum { WARMUP_SHARE = 16 };

static struct lrs_clock clock_of(const struct lrs_ui *ui, const struct lrs_experiment *e)
{
    int64_t n_train = ui->snap.info.n_train;
    if (!lrs_spec_equal(e->part[LRS_PROBLEM], ui->exp->part[LRS_PROBLEM]) ||
        !lrs_spec_equal(e->part[LRS_TRAIN], ui->exp->part[LRS_TRAIN]))
        lrs_experiment_rows(e, &n_train, NULL);
    return lrs_experiment_clock(e, n_train);
}

/* Fits the schedule that stands in E to E's horizon. */
static void fit_schedule(const struct lrs_ui *ui, struct lrs_experiment *e)
{
    double ticks = (double)clock_of(ui, e).ticks;
    double base = lrs_optimizer_lr(e->part[LRS_OPTIMIZER]);
    lrs_schedule_fit(e->part[LRS_SCHEDULE], fmax(ticks, 1), base);
}

/* A schedule that names its own peak has to follow the optimizer's rate. */
static void fit_rates(const struct lrs_ui *ui, struct lrs_experiment *e)
{
    if (lrs_schedule_class(e->part[LRS_SCHEDULE])->peak)
        fit_schedule(ui, e);
}

static void set_real(struct lrs_spec *spec, const char *name, double x)
{
    int row = lrs_spec_row(spec->kind, name, NULL);
    if (row >= 0)
        lrs_spec_set(spec, row, lrs_value_real(x), NULL);
}

/* The rate that a problem is known to work with. SGD's is said by the problem; on a landscape, where
 * there is no noise to average, momentum adds up the same gradient 1/(1-momentum) times. */
static double rate_for(const struct lrs_spec *optim, const struct lrs_problem_class *class,
                       const struct lrs_spec *problem)
{
    double usual = optim->kind->params[lrs_spec_row(optim->kind, "lr", NULL)].def;
    bool landscape = class->form == LRS_LANDSCAPE;
    if (strcmp(optim->kind->name, "SGD") == 0) {
        double momentum = lrs_spec_get(optim, "momentum")->real;
        double share = landscape && momentum < 1 ? 1 - momentum : 1;
        return lrs_number_round(class->fit_lr * share, 2);
    }
    if (!landscape || usual >= landscape_share)
        return usual;
    struct lrs_surface *s = lrs_surface_new(problem);
    double width = s->about.dim == 2 ? s->about.box[1] - s->about.box[0] : 1;
    lrs_surface_free(s);
    return lrs_number_round(landscape_share * width, 2);
}

/* Length and rate that a problem is known to work with. */
static void fit_problem(const struct lrs_ui *ui, struct lrs_experiment *e)
{
    const struct lrs_problem_class *class = lrs_problem_class(e->part[LRS_PROBLEM]);
    struct lrs_spec *train = e->part[LRS_TRAIN], *optim = e->part[LRS_OPTIMIZER];
    int epochs = lrs_spec_row(train->kind, "epochs", NULL);
    int steps = lrs_spec_row(train->kind, "steps", NULL);
    if (class->fit_epochs >= 1)
        lrs_spec_set(train, epochs, lrs_value_int((int64_t) class->fit_epochs), NULL);
    lrs_spec_set(train, steps, (struct lrs_value){.tag = LRS_UNSET}, NULL);

    set_real(optim, "lr", rate_for(optim, class, e->part[LRS_PROBLEM]));
    fit_schedule(ui, e);
}

static void describe_kinds(const struct lrs_ui *ui, const struct lrs_experiment *next,
                           enum lrs_part part, struct lrs_change *c)
{
    const struct lrs_spec *was = ui->exp->part[part], *now = next->part[part];
    struct lrs_str back = {0}, text = {0};
    lrs_spec_print(was, false, &back);
    lrs_spec_print(now, false, &text);
    lrs_copy_text(c->path, sizeof c->path, lrs_part_name(part));
    lrs_copy_text(c->was, sizeof c->was, was->kind->name);
    lrs_copy_text(c->now, sizeof c->now, now->kind->name);
    lrs_copy_text(c->back, sizeof c->back, lrs_str_text(&back));
    lrs_copy_text(c->text, sizeof c->text, lrs_str_text(&text));
    if (c->what[0] == '\0' && was->kind == now->kind)
        snprintf(c->what, sizeof c->what, "%.90s", lrs_str_text(&text));
    else if (c->what[0] == '\0')
        snprintf(c->what, sizeof c->what, "%.40s -> %.40s", was->kind->name, now->kind->name);
    lrs_str_clear(&back);
    lrs_str_clear(&text);
}

bool lrs_ui_take_part(struct lrs_ui *ui, struct lrs_experiment *next, enum lrs_part part,
                      const char *what, struct lrs_err *err)
{
    struct lrs_change c = {.path = ""};
    if (lrs_experiment_equal(ui->exp, next)) {
        lrs_experiment_free(next);
        lrs_ui_select_part(ui, part);
        lrs_ui_say(ui, "%s stays as it is", ui->exp->part[part]->kind->name);
        return true;
    }
    lrs_copy_text(c.what, sizeof c.what, what ? what : "");
    describe_kinds(ui, next, part, &c);
    if (!lrs_ui_take(ui, next, &c, err))
        return false;
    lrs_ui_select_part(ui, part);
    if (part != LRS_PROBLEM || ui->pace_by_hand)
        return true;
    struct lrs_clock clock = clock_of(ui, ui->exp);
    lrs_ui_set_pace(ui, lrs_ui_natural_pace(clock.steps), false);
    return true;
}

bool lrs_ui_use_kind(struct lrs_ui *ui, enum lrs_part part, const struct lrs_kind *kind,
                     struct lrs_err *err)
{
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    lrs_experiment_put(next, part, lrs_spec_new(kind));
    if (part == LRS_SCHEDULE)
        fit_schedule(ui, next);
    else if (part == LRS_OPTIMIZER)
        fit_rates(ui, next);
    else if (part == LRS_PROBLEM && kind != ui->exp->part[part]->kind)
        fit_problem(ui, next);
    return lrs_ui_take_part(ui, next, part, NULL, err);
}

struct lrs_spec *lrs_ui_fitted_schedule(struct lrs_ui *ui, const struct lrs_kind *kind,
                                        double *ticks)
{
    struct lrs_experiment *e = lrs_experiment_copy(ui->exp);
    if (e->part[LRS_SCHEDULE]->kind != kind) {
        lrs_experiment_put(e, LRS_SCHEDULE, lrs_spec_new(kind));
        fit_schedule(ui, e);
    }
    *ticks = fmax((double)clock_of(ui, e).ticks, 1);
    double base = lrs_optimizer_lr(e->part[LRS_OPTIMIZER]);
    struct lrs_spec *spec = e->part[LRS_SCHEDULE];
    bool ok =
        lrs_spec_check(spec, NULL) && lrs_lua_tabulate_schedule(ui->lua, spec, *ticks, base, NULL);
    struct lrs_spec *fitted = ok ? lrs_spec_copy(spec) : NULL;
    lrs_experiment_free(e);
    return fitted;
}

bool lrs_ui_use_text(struct lrs_ui *ui, enum lrs_part part, const char *text, struct lrs_err *err)
{
    struct lrs_spec *spec = lrs_lua_spec(ui->lua, part, text, lrs_part_name(part), err);
    if (!spec)
        return false;
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    lrs_experiment_put(next, part, spec);
    if (part == LRS_PROBLEM && spec->kind != ui->exp->part[part]->kind)
        fit_problem(ui, next);
    return lrs_ui_take_part(ui, next, part, NULL, err);
}

/* Takes SPEC, if there is one, into PART. WHAT gathers what was understood. */
static bool take_understood(struct lrs_ui *ui, enum lrs_part part, const struct lrs_spec *spec,
                            struct lrs_str *what, struct lrs_err *err)
{
    if (!spec)
        return true;
    lrs_str_add(what, what->len ? " and " : "");
    size_t begin = what->len;
    lrs_spec_print(spec, false, what);
    if (!strchr(lrs_str_text(what) + begin, '{')) { /* nothing but defaults: they are the news */
        what->len = begin;
        lrs_spec_print(spec, true, what);
    }
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    lrs_experiment_put(next, part, lrs_spec_copy(spec));
    return lrs_ui_take_part(ui, next, part, lrs_str_text(what), err);
}

/* Both are checked together first, so that none is taken where the other is refused; the log gets
 * one entry for each. */
bool lrs_ui_use_python(struct lrs_ui *ui, const char *text, struct lrs_err *err)
{
    struct lrs_spec *schedule, *optimizer;
    if (!lrs_python_specs(ui->lua, text, &schedule, &optimizer, err))
        return false;
    struct lrs_str what = {0};
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    if (optimizer)
        lrs_experiment_put(next, LRS_OPTIMIZER, lrs_spec_copy(optimizer));
    if (schedule)
        lrs_experiment_put(next, LRS_SCHEDULE, lrs_spec_copy(schedule));
    bool ok = lrs_experiment_check(next, err) && lrs_lua_tabulate(ui->lua, next, err) &&
              take_understood(ui, LRS_OPTIMIZER, optimizer, &what, err) &&
              take_understood(ui, LRS_SCHEDULE, schedule, &what, err);
    lrs_experiment_free(next);
    lrs_spec_free(optimizer);
    lrs_spec_free(schedule);
    lrs_str_clear(&what);
    return ok;
}

bool lrs_ui_use_expression(struct lrs_ui *ui, const struct lrs_kind *kind, const char *text,
                           struct lrs_err *err)
{
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    char path[80];
    snprintf(path, sizeof path, "schedule.%s", kind->params[0].name);
    lrs_experiment_put(next, LRS_SCHEDULE, lrs_spec_new(kind));
    if (lrs_lua_set(ui->lua, next, path, text, err))
        return lrs_ui_take_part(ui, next, LRS_SCHEDULE, NULL, err);
    lrs_experiment_free(next);
    return false;
}

bool lrs_ui_use_scene(struct lrs_ui *ui, const char *name, struct lrs_err *err)
{
    struct lrs_scene *scene = lrs_scene_load(ui->lua, name, err);
    if (!scene)
        return false;
    struct lrs_change c = {.path = "scene", .anew = true};
    lrs_copy_text(c.was, sizeof c.was, ui->scene_name);
    lrs_copy_text(c.back, sizeof c.back, ui->scene_name);
    lrs_copy_text(c.now, sizeof c.now, scene->name);
    lrs_copy_text(c.text, sizeof c.text, scene->name);
    snprintf(c.what, sizeof c.what, "scene %.80s", scene->title ? scene->title : scene->name);
    if (!lrs_ui_take(ui, lrs_experiment_copy(scene->exp), &c, err)) {
        lrs_scene_free(scene);
        return false;
    }
    lrs_ui_enter_scene(ui, scene);
    if (!ui->pace_by_hand)
        lrs_ui_set_pace(ui, lrs_ui_natural_pace(clock_of(ui, ui->exp).steps), false);
    lrs_scene_free(scene);
    lrs_ui_run(ui, !ui->course);
    lrs_ui_select_part(ui, LRS_SCHEDULE);
    lrs_ui_say(ui, "%s", c.what);
    lrs_lesson_start(ui);
    return true;
}

/* Puts a warm-up over TICKS in front of SPEC, which it takes over, or takes it away; the schedule
 * itself is fitted to what it is left with. */
static struct lrs_spec *toggle(struct lrs_spec *spec, int ticks, double horizon, double base)
{
    if (!lrs_schedule_has_warmup(spec)) {
        lrs_schedule_refit(spec, horizon, fmax(horizon - ticks, 1), base);
        return lrs_schedule_wrap_warmup(spec, ticks);
    }
    double left = lrs_schedule_child_horizon(spec, 1, horizon);
    spec = lrs_schedule_unwrap_warmup(spec);
    lrs_schedule_refit(spec, left, horizon, base);
    return spec;
}

bool lrs_ui_toggle_warmup(struct lrs_ui *ui, int ticks, struct lrs_err *err)
{
    struct lrs_experiment *next = lrs_experiment_copy(ui->exp);
    struct lrs_spec *spec = lrs_spec_copy(next->part[LRS_SCHEDULE]);
    struct lrs_clock clock = clock_of(ui, next);
    bool wraps = !lrs_schedule_has_warmup(spec), goes_on = !lrs_ui_over(ui);
    const char *unit = clock.per_step ? "steps" : "epochs";
    char what[64] = "no warm-up";
    double share = ceil((double)clock.ticks / WARMUP_SHARE);
    if (ticks <= 0)
        ticks = (int)fmin(fmax(share, 1), INT32_MAX / 2);
    if (wraps)
        snprintf(what, sizeof what, "warm-up over %d %s", ticks, unit);
    spec = toggle(spec, ticks, fmax((double)clock.ticks, 1),
                  lrs_optimizer_lr(next->part[LRS_OPTIMIZER]));
    lrs_experiment_put(next, LRS_SCHEDULE, spec);
    if (!lrs_ui_take_part(ui, next, LRS_SCHEDULE, what, err))
        return false;
    bool same_clock = lrs_experiment_train(ui->exp).on_edit != LRS_EDIT_RESTART;
    if (wraps && goes_on && same_clock && ui->snap.info.tick >= ticks)
        lrs_ui_say(ui, "the warm-up's %d %s are over; r shows it", ticks, unit);
    return true;
}
