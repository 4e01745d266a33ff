/* An experiment as six specs under six names: made, copied, compared, checked as a whole, and
 * addressed by paths. The table of parts is the only list of them. */
#include "lrscope/experiment.h"

#include <stdio.h>
#include <string.h>

#include "lrscope/mem.h"
#include "lrscope/model.h"

static const struct part {
    const char *name;
    const struct lrs_registry *registry;
    const char *kind; /* of a new experiment */
} parts[LRS_PARTS] = {
    [LRS_PROBLEM] = {"problem", &lrs_problems, "spirals"},
    [LRS_MODEL] = {"model", &lrs_models, "mlp"},
    [LRS_OPTIMIZER] = {"optimizer", &lrs_optimizers, "SGD"},
    [LRS_SCHEDULE] = {"schedule", &lrs_schedules, "Constant"},
    [LRS_TRAIN] = {"train", &lrs_train_registry, "train"},
    [LRS_FINDER] = {"finder", &lrs_finder_registry, "finder"},
};

const char *lrs_part_name(enum lrs_part part)
{
    return parts[part].name;
}

const struct lrs_registry *lrs_part_registry(enum lrs_part part)
{
    return parts[part].registry;
}

struct lrs_experiment *lrs_experiment_new(void)
{
    struct lrs_experiment *e = LRS_NEW(struct lrs_experiment);
    for (int i = 0; i < LRS_PARTS; i++) {
        struct lrs_err err = {""};
        const struct lrs_kind *kind = lrs_registry_find(parts[i].registry, parts[i].kind, &err);
        if (!kind)
            LRS_BUG("%s", err.msg);
        e->part[i] = lrs_spec_new(kind);
    }
    return e;
}

struct lrs_experiment *lrs_experiment_copy(const struct lrs_experiment *e)
{
    struct lrs_experiment *copy = LRS_NEW(struct lrs_experiment);
    for (int i = 0; i < LRS_PARTS; i++)
        copy->part[i] = lrs_spec_copy(e->part[i]);
    return copy;
}

void lrs_experiment_free(struct lrs_experiment *e)
{
    for (int i = 0; e && i < LRS_PARTS; i++)
        lrs_spec_free(e->part[i]);
    lrs_free(e);
}

bool lrs_experiment_equal(const struct lrs_experiment *a, const struct lrs_experiment *b)
{
    for (int i = 0; i < LRS_PARTS; i++)
        if (!lrs_spec_equal(a->part[i], b->part[i]))
            return false;
    return true;
}

bool lrs_experiment_same_run(const struct lrs_experiment *a, const struct lrs_experiment *b)
{
    for (int i = 0; i < LRS_TRAIN; i++)
        if (!lrs_spec_equal(a->part[i], b->part[i]))
            return false;
    const struct lrs_spec *from = a->part[LRS_TRAIN], *to = b->part[LRS_TRAIN];
    int later = lrs_spec_row(from->kind, "on_edit", NULL);
    for (int row = 0; row < from->kind->n_params; row++)
        if (row != later && !lrs_value_equal(&from->at[row], &to->at[row]))
            return false;
    return true;
}

struct lrs_train lrs_experiment_train(const struct lrs_experiment *e)
{
    struct lrs_train train;
    lrs_spec_compile(e->part[LRS_TRAIN], &train);
    return train;
}

struct lrs_finder_settings lrs_experiment_finder(const struct lrs_experiment *e)
{
    struct lrs_finder_settings finder;
    lrs_spec_compile(e->part[LRS_FINDER], &finder);
    return finder;
}

bool lrs_experiment_check(const struct lrs_experiment *e, struct lrs_err *err)
{
    for (int i = 0; i < LRS_PARTS; i++)
        if (!lrs_spec_check(e->part[i], err))
            return lrs_fail_prefix(err, "%s: ", parts[i].name);
    return true;
}

/* The part that the first LEN bytes of WORD name, or -1 with a sentence. */
static int find_part(const char *word, size_t len, struct lrs_err *err)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1), word);
    struct lrs_nearest near = {.word = name};
    for (int i = 0; i < LRS_PARTS; i++) {
        if (lrs_text_equal_nocase(name, parts[i].name))
            return i;
        lrs_nearest_try(&near, parts[i].name);
    }
    lrs_fail(err, "no part is called '%s'%s (problem, model, optimizer, schedule, train, finder)",
             name, lrs_nearest_hint(&near));
    return -1;
}

bool lrs_experiment_find(struct lrs_experiment *e, const char *path, enum lrs_part *part,
                         struct lrs_ref *ref, struct lrs_err *err)
{
    size_t len = strcspn(path, ".");
    int i = find_part(path, len, err);
    if (i < 0)
        return false;
    *part = (enum lrs_part)i;
    const struct lrs_kind *kind = e->part[i]->kind;
    if (!path[len] || !path[len + 1])
        return lrs_fail(err, "'%s' names the whole %s; a value is %s.%s, for instance", path,
                        parts[i].name, parts[i].name,
                        kind->n_params ? kind->params[0].name : "NAME");
    if (!lrs_spec_find(e->part[i], path + len + 1, ref, err))
        return lrs_fail_prefix(err, "%s: ", path);
    return true;
}

void lrs_experiment_put(struct lrs_experiment *e, enum lrs_part part, struct lrs_spec *spec)
{
    if (!spec)
        LRS_BUG("no spec for the %s", parts[part].name);
    if (spec == e->part[part])
        return;
    lrs_spec_free(e->part[part]);
    e->part[part] = spec;
}

void lrs_experiment_peak_path(const struct lrs_experiment *e, char path[64])
{
    enum { ROWS = 256 };
    struct lrs_row *rows = LRS_ARRAY(struct lrs_row, ROWS);
    int n = lrs_spec_rows(e->part[LRS_SCHEDULE], rows, ROWS);
    snprintf(path, 64, "optimizer.lr");
    for (int i = 0; i < n && i < ROWS; i++) {
        const char *peak = lrs_schedule_class(rows[i].ref.spec)->peak;
        if (peak && strcmp(peak, lrs_ref_param(&rows[i].ref)->name) == 0) {
            snprintf(path, 64, "schedule.%.54s", rows[i].path);
            break;
        }
    }
    lrs_free(rows);
}

struct lrs_clock lrs_experiment_clock(const struct lrs_experiment *e, int64_t n_train)
{
    struct lrs_train train = lrs_experiment_train(e);
    struct lrs_clock c = {.steps_per_epoch = 1};
    if (n_train > 0)
        c.steps_per_epoch = (n_train + train.batch - 1) / train.batch;
    c.per_step = train.interval == 2 ||
                 (train.interval == 0 && lrs_schedule_usual(e->part[LRS_SCHEDULE]) == LRS_PER_STEP);
    c.steps = train.steps != LRS_INT_UNSET ? train.steps : train.epochs * c.steps_per_epoch;
    c.ticks = c.per_step ? c.steps : (c.steps + c.steps_per_epoch - 1) / c.steps_per_epoch;
    return c;
}

bool lrs_experiment_rows(const struct lrs_experiment *e, int64_t *n_train, struct lrs_err *err)
{
    *n_train = 0;
    if (lrs_problem_class(e->part[LRS_PROBLEM])->form == LRS_LANDSCAPE)
        return true;
    struct lrs_train train = lrs_experiment_train(e);
    struct lrs_dataset *data =
        lrs_dataset_new(e->part[LRS_PROBLEM], (uint64_t)train.seed, train.validation, err);
    if (!data)
        return false;
    *n_train = data->n_train;
    lrs_dataset_free(data);
    return true;
}
