/* Exported code is run and its rates are compared with ours: each schedule, per epoch and per step,
 * with its defaults, fitted to the run and with each value changed; containers, expressions, and each
 * optimizer. Nothing is exported that was not run.
 *
 * This program writes the code and what it should do into a folder; Python (tests/export/run_code.py)
 * runs all of it at once. PyTorch is the installed one; Keras and optax cannot be had here and are
 * small stand-ins that compute what their documentation and sources say. */
#include "check.h"

#include <dirent.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lrscope/export.h"
#include "lrscope/mem.h"
#include "lrscope/scene.h"

/* The lists of texts: one a line, as in '--schedule'. */
static const char *const schedules[] = {
#include "code_cases.h"
};

static const char *const languages[] = {"pytorch", "keras", "optax"};

static struct book {
    char dir[SCRATCH_MAX];
    const char *python;
    enum lrs_code language;
    struct lrs_lua *lua;
    int n;
} book;

/* ---- what the schedule should do ---- */

static double loss_at(int64_t step)
{
    return step < 25 ? 1 / (1 + 0.1 * (double)step) : 0.3 + 0.01 * (double)(step * 7 % 5);
}

static double metric_at(int64_t epoch)
{
    return epoch < 4 ? 1 / (1 + (double)epoch) : 0.3 + 0.01 * (double)(epoch * 7 % 3);
}

struct expected {
    struct lrs_clock clock;
    struct lrs_str lr, momentum;
};

/* What the schedule sees of a step that is over; false where it sees nothing. */
static bool metric_of(const struct lrs_experiment *e, const struct lrs_clock *c, int64_t step,
                      double *metric)
{
    struct lrs_train train = lrs_experiment_train(e);
    bool epoch_over = (step + 1) % c->steps_per_epoch == 0, data = c->steps_per_epoch > 1;
    int64_t epoch = step / c->steps_per_epoch;
    if (data && train.monitor != LRS_TRAIN_LOSS && train.validation > 0) {
        *metric = metric_at(epoch);
        return epoch_over;
    }
    if (c->per_step) {
        *metric = loss_at(step);
        return true;
    }
    *metric = 0;
    for (int64_t i = epoch * c->steps_per_epoch; i <= step; i++)
        *metric += loss_at(i) / (double)c->steps_per_epoch;
    return epoch_over;
}

static void add_number(struct lrs_str *list, double x)
{
    char buf[LRS_NUMBER_MAX];
    lrs_str_addf(list, "%s%s", list->len ? ", " : "", isnan(x) ? "null" : lrs_number_exact(buf, x));
}

static double own_momentum(const struct lrs_spec *optimizer)
{
    const struct lrs_optimizer_class *class = (const struct lrs_optimizer_class *)optimizer->kind;
    if (!class->driven)
        return (double)NAN;
    return strcmp(class->driven, "momentum") ? lrs_spec_get(optimizer, "betas")->reals.at[0]
                                             : lrs_spec_get(optimizer, "momentum")->real;
}

static void expect(const struct lrs_experiment *e, struct expected *x)
{
    const struct lrs_spec *optimizer = e->part[LRS_OPTIMIZER];
    double base = lrs_optimizer_lr(optimizer), own = own_momentum(optimizer);
    struct lrs_schedule *s = lrs_schedule_new(e->part[LRS_SCHEDULE], (double)x->clock.ticks);
    void *state = lrs_alloc(1, lrs_schedule_state_size(s));
    lrs_schedule_reset(s, state, base);
    for (int64_t step = 0; step < x->clock.steps; step++) {
        int64_t t = x->clock.per_step ? step : step / x->clock.steps_per_epoch;
        double momentum = lrs_schedule_momentum(s, state, (double)t), metric;
        add_number(&x->lr, lrs_schedule_rate(s, state, base, (double)t));
        add_number(&x->momentum, isnan(momentum) || isnan(own) ? own : momentum);
        if (metric_of(e, &x->clock, step, &metric))
            lrs_schedule_observe(s, state, base, (double)t, metric);
    }
    lrs_free(state);
    lrs_schedule_free(s);
}

/* ---- cases ---- */

static FILE *open_file(int n, const char *suffix)
{
    char *path = lrs_format("%s/%04d.%s", book.dir, n, suffix);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    lrs_free(path);
    return f;
}

static void write_expected(const struct lrs_experiment *e, const char *label)
{
    struct lrs_err err = {""};
    struct expected x = {0};
    struct lrs_str name = {0};
    int64_t rows;
    assert_true(lrs_experiment_rows(e, &rows, &err));
    x.clock = lrs_experiment_clock(e, rows);
    expect(e, &x);
    lrs_json_text(&name, label);
    FILE *f = open_file(book.n, "json");
    fprintf(f, "{\"label\": %s, \"steps_per_epoch\": %d, \"losses\": [", lrs_str_text(&name),
            (int)x.clock.steps_per_epoch);
    for (int64_t i = 0; i < x.clock.steps; i++)
        fprintf(f, "%s%.17g", i ? ", " : "", loss_at(i));
    fputs("], \"metrics\": [", f);
    for (int64_t i = 0; i <= x.clock.steps / x.clock.steps_per_epoch; i++)
        fprintf(f, "%s%.17g", i ? ", " : "", metric_at(i));
    fprintf(f, "], \"lr\": [%s], \"momentum\": [%s]}\n", lrs_str_text(&x.lr),
            lrs_str_text(&x.momentum));
    assert_int_equal(fclose(f), 0);
    lrs_str_clear(&x.lr);
    lrs_str_clear(&x.momentum);
    lrs_str_clear(&name);
}

/* The few things that a library cannot do at all. */
static bool may_refuse(const struct lrs_experiment *e)
{
    struct lrs_train train = lrs_experiment_train(e);
    return book.language == LRS_CODE_KERAS &&
           (!strcmp(e->part[LRS_OPTIMIZER]->kind->name, "RAdam") ||
            (train.interval == 2 && train.monitor == LRS_TRAIN_LOSS));
}

/* Writes the code of E, which must be possible. */
static void add_case(struct lrs_experiment *e, const char *how)
{
    struct lrs_err err = {""};
    struct lrs_str code = {0}, label = {0};
    lrs_spec_print(e->part[LRS_OPTIMIZER], false, &label);
    lrs_str_add(&label, " ");
    lrs_spec_print(e->part[LRS_SCHEDULE], false, &label);
    lrs_str_addf(&label, " %s", how);
    if (!lrs_experiment_check(e, &err) || !lrs_lua_tabulate(book.lua, e, &err))
        fail_msg("%s: %s", lrs_str_text(&label), err.msg);
    bool written = lrs_code_write(e, book.language, &code, &err);
    if (!written && !may_refuse(e))
        fail_msg("%s: %s", lrs_str_text(&label), err.msg);
    if (written) {
        FILE *f = open_file(book.n, "py");
        fputs(lrs_str_text(&code), f);
        assert_int_equal(fclose(f), 0);
        write_expected(e, lrs_str_text(&label));
        book.n++;
    }
    lrs_str_clear(&code);
    lrs_str_clear(&label);
}

static void set(struct lrs_experiment *e, const char *path, const char *value)
{
    struct lrs_err err = {""};
    if (!lrs_lua_set(book.lua, e, path, value, &err))
        fail_msg("%s: %s", path, err.msg);
}

static void put(struct lrs_experiment *e, enum lrs_part part, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_spec *spec = lrs_lua_spec(book.lua, part, text, "test", &err);
    if (!spec)
        fail_msg("%s: %s", text, err.msg);
    lrs_experiment_put(e, part, spec);
}

/* Twelve epochs of five batches. */
static struct lrs_experiment *experiment(const char *interval)
{
    struct lrs_experiment *e = lrs_experiment_new();
    int64_t rows;
    char batch[32];
    put(e, LRS_OPTIMIZER, "SGD{lr=0.1, momentum=0.9}");
    set(e, "train.epochs", "12");
    set(e, "train.interval", interval);
    assert_true(lrs_experiment_rows(e, &rows, NULL));
    snprintf(batch, sizeof batch, "%d", (int)(rows + 4) / 5);
    set(e, "train.batch", batch);
    return e;
}

static const char *const intervals[] = {"epoch", "step"};

/* ---- schedules ---- */

static bool is_legal(const struct lrs_experiment *e)
{
    return lrs_experiment_check(e, NULL);
}

/* Each value of the schedule moved on its own, so that each argument is written somewhere. */
static void add_changes(struct lrs_experiment *e, const char *how)
{
    struct lrs_spec *spec = e->part[LRS_SCHEDULE];
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *p = &spec->kind->params[i];
        int choices = p->type == LRS_TYPE_CHOICE ? lrs_param_choices(p) : 2;
        for (int n = 1; n < choices; n++) {
            struct lrs_experiment *changed = lrs_experiment_copy(e);
            struct lrs_value *v = &changed->part[LRS_SCHEDULE]->at[i];
            if (v->tag == LRS_UNSET)
                *v = p->type == LRS_TYPE_INT ? lrs_value_int((int64_t)fmin(p->def, 20))
                                             : lrs_value_real(p->def);
            else if (!lrs_param_nudge(p, v, -1, n, false))
                n = choices;
            if (n < choices && is_legal(changed))
                add_case(changed, how);
            lrs_experiment_free(changed);
        }
    }
}

static void add_kind(const struct lrs_kind *kind, const char *interval)
{
    struct lrs_experiment *e = experiment(interval);
    lrs_experiment_put(e, LRS_SCHEDULE, lrs_spec_new(kind));
    add_case(e, interval);
    lrs_schedule_fit(e->part[LRS_SCHEDULE], strcmp(interval, "step") ? 12 : 60, 0.1);
    if (is_legal(e)) {
        add_case(e, interval);
        add_changes(e, interval);
    }
    lrs_experiment_free(e);
}

static void add_kinds(void)
{
    for (int i = 0; i < 2; i++)
        for (const struct lrs_kind *const *k = lrs_schedules.kinds; *k; k++)
            add_kind(*k, intervals[i]);
}

static void add_texts(void)
{
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        for (int k = 0; k < 2; k++) {
            struct lrs_experiment *e = experiment(intervals[k]);
            put(e, LRS_SCHEDULE, schedules[i]);
            add_case(e, intervals[k]);
            lrs_experiment_free(e);
        }
    }
}

/* ---- optimizers, monitors, lengths ---- */

static void add_optimizers(void)
{
    static const char *const driving[] = {
        "Constant",   "StepLR",         "CyclicLR{step_size_up=7}",
        "OneCycleLR", "LogAnnealingLR", "SequentialLR{milestones={9}, LinearLR, OneCycleLR}"};
    for (const struct lrs_kind *const *k = lrs_optimizers.kinds; *k; k++) {
        for (size_t i = 0; i < sizeof driving / sizeof *driving; i++) {
            struct lrs_experiment *e = experiment("step");
            lrs_experiment_put(e, LRS_OPTIMIZER, lrs_spec_new(*k));
            put(e, LRS_SCHEDULE, driving[i]);
            add_case(e, "");
            lrs_experiment_free(e);
        }
    }
}

static void add_monitors(void)
{
    static const char *const monitors[] = {"val_loss", "train_loss", "val_accuracy"};
    static const char *const watching[] = {
        "ReduceLROnPlateau{patience=1, factor=0.5}",
        "ReduceLROnPlateau{patience=1, factor=0.5, mode=\"max\"}",
        "ReduceLROnPlateau{patience=1, factor=0.5, semantics=\"keras\"}",
        "SequentialLR{milestones={3}, LinearLR, ReduceLROnPlateau{patience=1, factor=0.5}}"};
    for (int m = 0; m < 3; m++) {
        for (int i = 0; i < 2; i++) {
            for (size_t k = 0; k < sizeof watching / sizeof *watching; k++) {
                struct lrs_experiment *e = experiment(intervals[i]);
                set(e, "train.monitor", monitors[m]);
                put(e, LRS_SCHEDULE, watching[k]);
                add_case(e, monitors[m]);
                lrs_experiment_free(e);
            }
        }
    }
}

static void add_lengths(void)
{
    static const char *const some[] = {"OneCycleLR", "StepLR{step_size=3}",
                                       "ReduceLROnPlateau{patience=1}"};
    for (size_t k = 0; k < sizeof some / sizeof *some; k++) {
        struct lrs_experiment *e = experiment("auto");
        put(e, LRS_SCHEDULE, some[k]);
        set(e, "train.steps", "57");
        add_case(e, "57 steps");
        put(e, LRS_PROBLEM, "rosenbrock");
        add_case(e, "on a landscape");
        lrs_experiment_free(e);
    }
}

/* ---- running ---- */

static void run_all(void)
{
    char *command =
        lrs_format("'%s' -B '%s' %s '%s' 1>&2", book.python, source_path("tests/export/run_code.py"),
                   languages[book.language], book.dir);
    int status = system(command);
    lrs_free(command);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static int begin(void **state)
{
    (void)state;
    book.n = 0;
    book.lua = lrs_lua_new(0);
    return mkdtemp(scratch_name(book.dir, "code")) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    DIR *dir = opendir(book.dir);
    for (struct dirent *d; dir && (d = readdir(dir));) {
        char *path = lrs_format("%s/%s", book.dir, d->d_name);
        if (d->d_name[0] != '.' && !getenv("LRSCOPE_KEEP"))
            unlink(path);
        lrs_free(path);
    }
    closedir(dir);
    rmdir(book.dir);
    lrs_lua_free(book.lua);
    return 0;
}

static void gives_our_rates(enum lrs_code language)
{
    book.language = language;
    add_kinds();
    add_texts();
    add_optimizers();
    add_monitors();
    add_lengths();
    assert_true(book.n > 200);
    run_all();
}

static void pytorch_gives_our_rates(void **state)
{
    (void)state;
    gives_our_rates(LRS_CODE_PYTORCH);
}

static void keras_gives_our_rates(void **state)
{
    (void)state;
    gives_our_rates(LRS_CODE_KERAS);
}

static void optax_gives_our_rates(void **state)
{
    (void)state;
    gives_our_rates(LRS_CODE_OPTAX);
}

static bool can_run(const char *python)
{
    char *command = lrs_format("'%s' -c 'import torch' 2>/dev/null", python);
    bool can = python && *python && system(command) == 0;
    lrs_free(command);
    return can;
}

int main(void)
{
    const char *const tries[] = {getenv("LRSCOPE_PYTHON"), "python3", "/usr/bin/python3"};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pytorch_gives_our_rates, begin, end),
        cmocka_unit_test_setup_teardown(keras_gives_our_rates, begin, end),
        cmocka_unit_test_setup_teardown(optax_gives_our_rates, begin, end),
    };
    for (int i = 0; i < 3 && !book.python; i++)
        if (tries[i] && can_run(tries[i]))
            book.python = tries[i];
    if (!book.python) {
        puts("1..0 # SKIP no Python with PyTorch");
        return 0; /* to the TAP driver another status is an error */
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
