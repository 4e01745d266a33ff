/* Optimizer and schedule as lines of PyTorch. A schedule that PyTorch has is written as its class,
 * where that gives the same numbers; everything else is a LambdaLR over plain functions. */
#include "export_priv.h"

#include <math.h>
#include <string.h>

#include "lrscope/mem.h"

void lrs_pytorch_clear(struct lrs_pytorch *p)
{
    struct lrs_str *parts[] = {&p->imports, &p->helpers, &p->optimizer, &p->schedule,
                               &p->observe, &p->tick,    &p->notes};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        lrs_str_clear(parts[i]);
}

/* ---- optimizer ---- */

/* betas reads best as what PyTorch's own documentation has, a pair. */
static void print_argument(const struct lrs_param *p, const struct lrs_value *v,
                           struct lrs_str *out)
{
    lrs_str_addf(out, ", %s=", p->name);
    if (v->tag != LRS_REALS) {
        lrs_python_value(p, v, out);
        return;
    }
    for (size_t i = 0; i < v->reals.n; i++) {
        lrs_str_add(out, i ? ", " : "(");
        lrs_python_real(v->reals.at[i], out);
    }
    lrs_str_add(out, ")");
}

static bool is_default(const struct lrs_param *p, const struct lrs_value *v)
{
    struct lrs_value def = lrs_param_default(p);
    bool same = lrs_value_equal(v, &def);
    lrs_value_clear(&def);
    return same;
}

static void write_optimizer(const struct lrs_spec *spec, struct lrs_pytorch *p)
{
    lrs_str_addf(&p->optimizer, "optimizer = torch.optim.%s(model.parameters()", spec->kind->name);
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *row = &spec->kind->params[i];
        if (!strcmp(row->name, "lr") || !is_default(row, &spec->at[i]))
            print_argument(row, &spec->at[i], &p->optimizer);
    }
    lrs_str_add(&p->optimizer, ")\n");
}

/* ---- schedule ---- */

/* Rows that PyTorch has no default for. */
static const struct {
    const char *kind, *rows;
} required[] = {
    {"StepLR", "step_size"},
    {"MultiStepLR", "milestones"},
    {"ExponentialLR", "gamma"},
    {"CosineAnnealingLR", "T_max"},
    {"CosineAnnealingWarmRestarts", "T_0"},
    {"CyclicLR", "base_lr max_lr"},
    {"OneCycleLR", "max_lr total_steps"},
};

static bool is_required(const struct lrs_kind *kind, const char *row)
{
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (!strcmp(required[i].kind, kind->name))
            return lrs_text_has_word(required[i].rows, row);
    return false;
}

/* "lr_scheduler.StepLR(optimizer, step_size=30)". */
static void print_native(const struct lrs_spec *spec, double horizon, struct lrs_str *out)
{
    lrs_str_addf(out, "lr_scheduler.%s(optimizer", spec->kind->name);
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *row = &spec->kind->params[i];
        const struct lrs_value *v = &spec->at[i];
        if (!strcmp(row->name, "semantics"))
            continue;
        bool needed = is_required(spec->kind, row->name);
        struct lrs_value whole = lrs_value_int((int64_t)fmax(1, floor(horizon)));
        if (needed || !is_default(row, v)) {
            lrs_str_addf(out, ", %s=", row->name);
            lrs_python_value(row, v->tag == LRS_UNSET && needed ? &whole : v, out);
        }
    }
    lrs_str_add(out, ")");
}

static bool is_native(const struct lrs_spec *spec)
{
    const struct lrs_kind *kind = spec->kind;
    struct lrs_err err;
    int row = lrs_spec_row(kind, "semantics", &err);
    bool torch = row < 0 || strcmp(kind->params[row].name, "semantics") != 0 ||
                 !strcmp(kind->params[row].choices[spec->at[row].choice].name, "torch");
    return lrs_schedule_class(spec)->in_torch && torch && lrs_spec_children_row(kind) < 0;
}

bool lrs_pytorch_parts(const struct lrs_experiment *e, const struct lrs_clock *clock,
                       bool any_version, struct lrs_pytorch *p, struct lrs_err *err)
{
    const struct lrs_spec *spec = e->part[LRS_SCHEDULE];
    (void)any_version;
    *p = (struct lrs_pytorch){.per_step = clock->per_step};
    write_optimizer(e->part[LRS_OPTIMIZER], p);
    lrs_str_add(&p->imports, "import torch\n");
    if (lrs_schedule_class(spec)->frequency == LRS_NEVER)
        return true;
    if (!is_native(spec))
        return lrs_fail(err, "%s has no PyTorch form", spec->kind->name);
    lrs_str_add(&p->imports, "from torch.optim import lr_scheduler\n");
    lrs_str_add(&p->schedule, "scheduler = ");
    print_native(spec, (double)clock->ticks, &p->schedule);
    lrs_str_add(&p->schedule, "\n");
    bool watches = lrs_schedule_class(spec)->takes_metric;
    lrs_str_add(watches ? &p->observe : &p->tick,
                watches ? "scheduler.step(metric)\n" : "scheduler.step()\n");
    return true;
}
