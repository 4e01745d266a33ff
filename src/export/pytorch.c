/* A schedule as lines of PyTorch: its own class where PyTorch has one that gives the same numbers,
 * else a LambdaLR over plain functions. */
#include "pytorch_priv.h"

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

/* What is written about. */
struct job {
    const struct lrs_spec *spec; /* the schedule */
    const struct lrs_optimizer_class *optimizer;
    double horizon, base;
    double momentum; /* of the optimizer; NaN where no schedule can drive it, or none does */
    struct lrs_pytorch *p;
    struct lrs_err *err;
};

/* ---- which of PyTorch's classes give the same numbers ---- */

static double number_of(const struct lrs_spec *spec, const char *row)
{
    const struct lrs_value *v = lrs_spec_get(spec, row);
    return v->tag == LRS_INT ? (double)v->integer : v->tag == LRS_REAL ? v->real : (double)NAN;
}

/* How long a OneCycleLR is. */
static double total_steps(const struct lrs_spec *spec, double horizon)
{
    double n = number_of(spec, "total_steps");
    return isnan(n) ? fmax(1, floor(horizon)) : n;
}

/* Values that our closed forms compute and PyTorch's recursions do not: divisions by zero, and
 * factors that are never taken back. */
static bool is_degenerate(const struct lrs_spec *spec, double horizon)
{
    if (code_is(spec, "LinearLR"))
        return number_of(spec, "start_factor") == 0;
    if (code_is(spec, "ConstantLR"))
        return number_of(spec, "factor") == 0 || number_of(spec, "total_iters") == 0;
    if (code_is(spec, "OneCycleLR")) {
        double pct = number_of(spec, "pct_start"), n = total_steps(spec, horizon);
        return pct * n == 1 || pct == 1;
    }
    return false;
}

static bool says_function(const struct lrs_spec *spec)
{
    struct lrs_err err;
    struct lrs_str text = {0};
    bool after_end = true, said = true;
    int row = lrs_spec_row(spec->kind, "lr_lambda", &err);
    if (row >= 0 && spec->at[row].tag == LRS_FUNC)
        said = expr_to_python(spec->at[row].func, &text, &after_end) && after_end;
    lrs_str_clear(&text);
    return said;
}

static bool is_leaf(const struct lrs_spec *spec, double horizon)
{
    return lrs_schedule_class(spec)->in_torch && !strcmp(semantics_of(spec), "torch") &&
           lrs_spec_children_row(spec->kind) < 0 && !is_degenerate(spec, horizon) &&
           says_function(spec);
}

/* SequentialLR sets a child to its own start by the closed form, which these have or do not need.
 * Others scale the whole sequence, go on from the last rate, or are refused. */
static const char in_sequence[] =
    "StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR "
    "CosineAnnealingLR CosineAnnealingWarmRestarts LambdaLR";
/* ChainedScheduler multiplies what changes the rate by factors; others overwrite it. */
static const char in_chain[] =
    "StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR CosineAnnealingLR";

/* The recursion of the cosine is a factor on its way down to zero only. */
static bool is_factor(const struct lrs_spec *spec, double horizon)
{
    return !code_is(spec, "CosineAnnealingLR") ||
           (number_of(spec, "eta_min") == 0 && horizon <= number_of(spec, "T_max") + 1);
}

static bool is_native(const struct lrs_spec *spec, double horizon)
{
    const struct lrs_specs *children = code_children(spec);
    bool sequence = code_is(spec, "SequentialLR"), chain = code_is(spec, "ChainedScheduler");
    if (!sequence && !chain)
        return is_leaf(spec, horizon);
    for (size_t i = 0; i < children->n; i++) {
        const struct lrs_spec *child = children->at[i];
        double part = lrs_schedule_child_horizon(spec, i, horizon);
        if (!is_leaf(child, part) ||
            !lrs_text_has_word(sequence ? in_sequence : in_chain, child->kind->name) ||
            (chain && !is_factor(child, horizon)))
            return false;
    }
    return children->n > 0;
}

/* ---- classes of PyTorch ---- */

/* Rows that PyTorch has no default for, or none that is known here. */
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

static bool torch_knows(const struct lrs_spec *spec, const struct lrs_param *p)
{
    const char *args = lrs_schedule_class(spec)->torch_args;
    return args ? lrs_text_has_word(args, p->name) : strcmp(p->name, "semantics") != 0;
}

static void print_function(const struct lrs_func *f, struct lrs_str *out)
{
    bool after_end;
    lrs_str_add(out, "lambda t: ");
    expr_to_python(f, out, &after_end);
}

/* "lr_scheduler.StepLR(optimizer, step_size=30)". */
static void print_leaf(const struct lrs_spec *spec, double horizon, struct lrs_str *out)
{
    lrs_str_addf(out, "lr_scheduler.%s(optimizer", spec->kind->name);
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *p = &spec->kind->params[i];
        const struct lrs_value *v = &spec->at[i];
        bool needed = is_required(spec->kind, p->name) || v->tag == LRS_FUNC;
        if (!torch_knows(spec, p) || (!needed && python_is_default(p, v)))
            continue;
        lrs_str_addf(out, ", %s=", p->name);
        if (v->tag == LRS_FUNC)
            print_function(v->func, out);
        else if (v->tag == LRS_UNSET && !strcmp(p->name, "total_steps"))
            lrs_str_addf(out, "%.0f", total_steps(spec, horizon));
        else
            lrs_python_value(p, v, out);
    }
    lrs_str_add(out, ")");
}

static void print_container(const struct lrs_spec *spec, double horizon, struct lrs_str *out)
{
    const struct lrs_specs *children = code_children(spec);
    bool sequence = code_is(spec, "SequentialLR");
    lrs_str_addf(out, "lr_scheduler.%s(\n", spec->kind->name);
    lrs_str_addf(out, "    %s[\n", sequence ? "optimizer,\n    schedulers=" : "");
    for (size_t i = 0; i < children->n; i++) {
        lrs_str_add(out, "        ");
        print_leaf(children->at[i], lrs_schedule_child_horizon(spec, i, horizon), out);
        lrs_str_add(out, ",\n");
    }
    lrs_str_add(out, "    ],\n");
    if (sequence) {
        struct lrs_err err;
        int row = lrs_spec_row(spec->kind, "milestones", &err);
        lrs_str_add(out, "    milestones=");
        lrs_python_value(&spec->kind->params[row], &spec->at[row], out);
        lrs_str_add(out, ",\n");
    }
    lrs_str_add(out, ")");
}

/* ---- momentum ---- */

/* CyclicLR before PyTorch 2 drives "momentum" alone; from 2 on beta1, too. */
static bool drives_itself(const struct job *job)
{
    return !code_is(job->spec, "CyclicLR") || !strcmp(job->optimizer->driven, "momentum");
}

/* The schedule without its momentum, for an optimizer that it does not drive. */
static struct lrs_spec *without_momentum(const struct lrs_spec *spec)
{
    static const char *const rows[] = {"cycle_momentum", "base_momentum", "max_momentum"};
    struct lrs_spec *copy = lrs_spec_copy(spec);
    for (int i = 0; i < 3; i++) {
        struct lrs_err err;
        int row = lrs_spec_row(spec->kind, rows[i], &err);
        if (row < 0)
            break;
        lrs_value_clear(&copy->at[row]);
        copy->at[row] = i == 0 ? (struct lrs_value){.tag = LRS_BOOL}
                               : lrs_param_default(&spec->kind->params[row]);
    }
    return copy;
}

/* RMSprop makes room for momentum in its first step only if there is some. */
static const char late_buffer[] =
    "        for p in group[\"params\"]:\n"
    "            if optimizer.state[p]:  # RMSprop makes none where it starts without momentum\n"
    "                optimizer.state[p].setdefault(\"momentum_buffer\", torch.zeros_like(p))\n";

/* Momentum in the loop: `momentum` is a function of the tick. */
static void write_momentum(const struct job *job, const struct plain *plain)
{
    struct lrs_pytorch *p = job->p;
    bool beta = strcmp(job->optimizer->driven, "momentum") != 0;
    bool late = job->momentum == 0 && !strcmp(job->optimizer->kind.name, "RMSprop");
    lrs_str_addf(&p->helpers, "%s%s\n\ndef set_momentum(t):\n", p->helpers.len ? "\n\n" : "",
                 lrs_str_text(&plain->momentum));
    lrs_str_add(&p->helpers, "    for group in optimizer.param_groups:\n");
    lrs_str_add(&p->helpers,
                beta ? "        group[\"betas\"] = (momentum(t), *group[\"betas\"][1:])\n"
                     : "        group[\"momentum\"] = momentum(t)\n");
    lrs_str_add(&p->helpers, late ? late_buffer : "");
    lrs_str_add(&p->schedule, "set_momentum(0)\n");
    lrs_str_add(&p->tick, "set_momentum(scheduler.last_epoch)\n");
}

/* ---- a schedule ---- */

/* Beyond its end OneCycleLR raises an error; here its last value holds. */
static void write_step(const struct job *job)
{
    double n =
        code_is(job->spec, "OneCycleLR") ? total_steps(job->spec, job->horizon) : (double)INFINITY;
    if (job->horizon > n)
        lrs_str_addf(&job->p->tick,
                     "if scheduler.last_epoch < %.0f:  # beyond, it raises an error\n"
                     "    scheduler.step()\n",
                     n);
    else
        lrs_str_add(&job->p->tick, "scheduler.step()\n");
}

static bool write_native(const struct job *job)
{
    struct lrs_pytorch *p = job->p;
    bool driven = !isnan(job->momentum), by_hand = driven && !drives_itself(job), ok = true;
    struct lrs_spec *bare =
        driven && !by_hand ? lrs_spec_copy(job->spec) : without_momentum(job->spec);
    lrs_str_add(&p->schedule, "scheduler = ");
    (code_children(bare)->n ? print_container : print_leaf)(bare, job->horizon, &p->schedule);
    lrs_str_add(&p->schedule, "\n");
    lrs_spec_free(bare);
    if (lrs_schedule_class(job->spec)->takes_metric)
        lrs_str_add(&p->observe, "scheduler.step(metric)\n");
    else
        write_step(job);
    if (by_hand) {
        struct plain plain;
        ok = plain_new(job->spec, job->horizon, job->base, job->momentum, &plain, job->err);
        if (ok)
            write_momentum(job, &plain);
        plain_clear(&plain);
    }
    return ok;
}

static bool write_lambda(const struct job *job)
{
    struct lrs_pytorch *p = job->p;
    struct plain plain = {0};
    if (job->base == 0)
        return lrs_fail(job->err,
                        "optimizer.lr is 0, and PyTorch can only multiply it: give it a rate");
    bool ok = plain_new(job->spec, job->horizon, job->base, job->momentum, &plain, job->err);
    if (ok) {
        if (plain.observe.len)
            lrs_str_addf(&p->observe, "t = scheduler.last_epoch\n%s", lrs_str_text(&plain.observe));
        lrs_str_add(&p->helpers, p->helpers.len ? "\n\n" : "");
        lrs_str_add(&p->helpers, lrs_str_text(&plain.text));
        lrs_str_add(&p->schedule,
                    "scheduler = lr_scheduler.LambdaLR(optimizer, lambda t: rate(t) / ");
        lrs_python_real(job->base, &p->schedule);
        lrs_str_add(&p->schedule, ")\n");
        lrs_str_add(&p->tick, "scheduler.step()\n");
        if (plain.momentum.len)
            write_momentum(job, &plain);
    }
    plain_clear(&plain);
    return ok;
}

/* The momentum that the optimizer has of its own; NaN where the schedule leaves it alone. */
static double own_momentum(const struct lrs_experiment *e, double horizon)
{
    const struct lrs_spec *spec = e->part[LRS_OPTIMIZER];
    const char *driven = ((const struct lrs_optimizer_class *)spec->kind)->driven;
    struct lrs_schedule *s = lrs_schedule_new(e->part[LRS_SCHEDULE], horizon);
    bool drives = driven && lrs_schedule_drives_momentum(s);
    lrs_schedule_free(s);
    if (!drives)
        return (double)NAN;
    return strcmp(driven, "momentum") ? lrs_spec_get(spec, "betas")->reals.at[0]
                                      : lrs_spec_get(spec, "momentum")->real;
}

static bool is_constant(const struct lrs_spec *spec)
{
    return lrs_schedule_class(spec)->frequency == LRS_NEVER ||
           (lrs_spec_children_row(spec->kind) >= 0 && code_children(spec)->n == 0);
}

bool lrs_pytorch_parts(const struct lrs_experiment *e, const struct lrs_clock *clock,
                       bool any_version, struct lrs_pytorch *p, struct lrs_err *err)
{
    const struct lrs_spec *optimizer = e->part[LRS_OPTIMIZER];
    double horizon = (double)clock->ticks;
    *p = (struct lrs_pytorch){.per_step = clock->per_step};
    struct job job = {.spec = e->part[LRS_SCHEDULE],
                      .optimizer = (const struct lrs_optimizer_class *)optimizer->kind,
                      .horizon = horizon,
                      .base = lrs_optimizer_lr(optimizer),
                      .momentum = own_momentum(e, horizon),
                      .p = p,
                      .err = err};
    bool ok = pytorch_optimizer(optimizer, any_version, p, err);
    if (ok && !is_constant(job.spec))
        ok = is_native(job.spec, horizon) ? write_native(&job) : write_lambda(&job);
    if (python_uses(lrs_str_text(&p->helpers), "math") ||
        python_uses(lrs_str_text(&p->schedule), "math"))
        lrs_str_add(&p->imports, "import math\n\n");
    lrs_str_add(&p->imports, "import torch\n");
    if (!is_constant(job.spec))
        lrs_str_add(&p->imports, "from torch.optim import lr_scheduler\n");
    if (ok)
        pytorch_notes(e, p);
    return ok;
}
