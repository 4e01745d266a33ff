/* What can be computed but is hardly meant: one rule a line, the first that fits is said. */
#include <string.h>

#include "lrscope/experiment.h"
#include "lrscope/mem.h"

/* One value of the schedule (or of a child) with what it stands in. */
struct place {
    const struct lrs_experiment *e;
    const struct lrs_kind *kind;
    const char *path;
    const struct lrs_value *value;
};

static double base_rate(const struct lrs_experiment *e)
{
    return lrs_optimizer_lr(e->part[LRS_OPTIMIZER]);
}

static bool above_base(const struct place *p)
{
    return p->value->tag == LRS_REAL && p->value->real > base_rate(p->e);
}

static bool above_one(const struct place *p)
{
    return p->value->tag == LRS_REAL && p->value->real > 1;
}

static bool negative(const struct place *p)
{
    return p->value->tag == LRS_REAL && p->value->real < 0;
}

/* A plateau that watches an accuracy wants the maximum, one that watches a loss the minimum. */
static bool wrong_way(const struct place *p)
{
    bool wants_max = lrs_experiment_train(p->e).monitor == LRS_VAL_ACCURACY;
    const struct lrs_schedule_class *class = (const struct lrs_schedule_class *)p->kind;
    return class->takes_metric && p->value->tag == LRS_CHOICE &&
           (p->value->choice == 1) != wants_max;
}

static bool nothing_to_drive(const struct place *p)
{
    const struct lrs_optimizer_class *class =
        (const struct lrs_optimizer_class *)p->e->part[LRS_OPTIMIZER]->kind;
    return p->value->tag == LRS_BOOL && p->value->flag && !class->driven;
}

static const struct rule {
    const char *row; /* of a schedule */
    bool (*unwise)(const struct place *p);
    const char *sentence; /* after the path */
} rules[] = {
    {"eta_min", above_base, "is above the base rate: the rate rises where it should fall"},
    {"eta_min", negative, "is below 0: the run will climb"},
    {"min_lr", above_base, "is above the base rate: the rate never falls"},
    {"final_lr", above_base, "is above the base rate: the rate rises where it should fall"},
    {"gamma", above_one, "is above 1: the rate grows"},
    {"mode", wrong_way, "does not fit train.monitor: accuracies want max, losses min"},
    {"cycle_momentum", nothing_to_drive, "has no effect: this optimizer has no momentum"},
};

static const struct rule *first_broken(const struct place *p, const char *row)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].row, row) == 0 && rules[i].unwise(p))
            return &rules[i];
    return NULL;
}

/* A file was asked for and none was named: the example stands in for it. */
static bool reads_example(const struct lrs_experiment *e)
{
    const struct lrs_spec *problem = e->part[LRS_PROBLEM];
    if (strcmp(problem->kind->name, "csv") != 0)
        return false;
    const char *path = problem->kind->params[lrs_spec_row(problem->kind, "path", NULL)].def_text;
    return strcmp(lrs_spec_get(problem, "path")->text, path) == 0;
}

/* Landscapes differ by powers of ten in the rate that they bear; a scene's own may be far off. */
static bool runs_off(const struct lrs_experiment *e, double *fits)
{
    const struct lrs_problem_class *problem = lrs_problem_class(e->part[LRS_PROBLEM]);
    const struct lrs_kind *optimizer = e->part[LRS_OPTIMIZER]->kind;
    *fits = problem->fit_lr;
    return problem->form == LRS_LANDSCAPE && strcmp(optimizer->name, "SGD") == 0 && *fits > 0 &&
           base_rate(e) > 20 * *fits;
}

void lrs_experiment_warn(const struct lrs_experiment *e, struct lrs_str *out)
{
    enum { ROWS = 256 };
    struct lrs_row *rows = LRS_ARRAY(struct lrs_row, ROWS);
    int n = lrs_spec_rows(e->part[LRS_SCHEDULE], rows, ROWS);
    for (int i = 0; i < n && i < ROWS; i++) {
        struct place p = {e, rows[i].ref.spec->kind, rows[i].path, lrs_ref_value(&rows[i].ref)};
        const struct rule *rule = first_broken(&p, lrs_ref_param(&rows[i].ref)->name);
        if (rule) {
            lrs_str_addf(out, "schedule.%s %s", p.path, rule->sentence);
            break;
        }
    }
    lrs_free(rows);
    double fits;
    if (out->len == 0 && runs_off(e, &fits))
        lrs_str_addf(out, "optimizer.lr = %g is large for %s, which takes about %g", base_rate(e),
                     e->part[LRS_PROBLEM]->kind->name, fits);
    if (out->len == 0 && reads_example(e))
        lrs_str_add(out,
                    "csv without a path reads the bundled iris.csv; yours: csv{path=\"my.csv\"}");
}
