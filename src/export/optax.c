/* Programs for optax. A schedule there is called with a traced count, where Python's math fails: what
 * optax has no function for is a table made beforehand. What looks at the loss sets the rate by hand. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "library.h"
#include "lrscope/mem.h"

struct optax {
    const struct code_job *job;
    const struct lrs_spec *schedule, *optimizer;
    const struct library_optimizer *kind;
    double base, weight_decay; /* an L2 penalty; 0 = none, or within the optimizer */
    bool watches, drives;
    struct lrs_str helpers;
    struct lrs_str rate;     /* lines that define `schedule` */
    struct lrs_str momentum; /* lines that define `momentum_schedule` */
    struct lrs_str observe;
};

/* Per epoch the count is divided by the updates of an epoch. */
static void print_lookup(const struct optax *o, const char *name, const char *function,
                         struct lrs_str *out)
{
    const struct lrs_clock *c = &o->job->clock;
    lrs_str_addf(out, "\n%ss = jnp.array([%s(t) for t in range(%" PRId64 ")])\n\n\n", name,
                 function, c->ticks);
    lrs_str_addf(out, "def %s(count):\n", name);
    if (c->per_step || c->steps_per_epoch == 1)
        lrs_str_addf(out, "    return %ss[jnp.minimum(count, %" PRId64 ")]\n\n\n", name,
                     c->ticks - 1);
    else
        lrs_str_addf(out, "    return %ss[jnp.minimum(count // %" PRId64 ", %" PRId64 ")]\n\n\n",
                     name, c->steps_per_epoch, c->ticks - 1);
}

static double own_momentum(const struct optax *o)
{
    bool whole = !strcmp(o->kind->driven, "momentum");
    return whole ? lrs_spec_get(o->optimizer, "momentum")->real
                 : lrs_spec_get(o->optimizer, "betas")->reals.at[0];
}

static bool write_plain(struct optax *o, bool function, struct lrs_err *err)
{
    struct plain plain = {0};
    bool ok = plain_new(o->schedule, (double)o->job->clock.ticks, o->base,
                        o->drives ? own_momentum(o) : (double)NAN, &plain, err);
    if (ok && function) {
        lrs_str_addf(&o->helpers, "%s\n\n", lrs_str_text(&plain.text));
        lrs_str_add(&o->observe, lrs_str_text(&plain.observe));
        if (!o->watches)
            print_lookup(o, "schedule", "rate", &o->rate);
    }
    if (ok && plain.momentum.len) {
        lrs_str_addf(&o->helpers, "%s\n\n", lrs_str_text(&plain.momentum));
        print_lookup(o, "momentum_schedule", "momentum", &o->momentum);
    }
    plain_clear(&plain);
    return ok;
}

static bool write_schedule(struct optax *o, struct lrs_err *err)
{
    const struct lrs_clock *c = &o->job->clock;
    struct lrs_str own = {0};
    bool constant = lrs_schedule_class(o->schedule)->frequency == LRS_NEVER;
    if (constant)
        lrs_python_real(o->base, &own);
    bool has = constant || (!o->watches &&
                            library_schedule(LRS_CODE_OPTAX, o->schedule, (double)c->ticks, o->base,
                                             c->per_step ? 1 : c->steps_per_epoch, &own));
    if (has)
        lrs_str_addf(&o->rate, "schedule = %s\n", lrs_str_text(&own));
    lrs_str_clear(&own);
    return (has && !o->drives) || write_plain(o, !has, err);
}

/* "optimizer = ...": what is set by hand or driven is made changeable. */
static void print_optimizer(const struct optax *o, struct lrs_str *out)
{
    char *head = NULL;
    bool changes = o->watches || o->momentum.len;
    struct lrs_str call = {0};
    lrs_str_addf(&call, changes ? "optax.inject_hyperparams(%s)" : "%s", o->kind->call);
    head = lrs_str_take(&call);
    lrs_str_add(out, "optimizer = ");
    if (o->weight_decay != 0) {
        lrs_str_add(out, "optax.chain(optax.add_decayed_weights(");
        lrs_python_real(o->weight_decay, out);
        lrs_str_add(out, "), ");
    }
    library_print(o->kind, head, o->watches ? "rate(0)" : "schedule",
                  o->momentum.len ? "momentum_schedule" : NULL, o->optimizer, out);
    lrs_str_add(out, o->weight_decay != 0 ? ")\n" : "\n");
    lrs_free(head);
}

/* ---- the loop ---- */

static const char update[] =
    "opt_state = optimizer.init(params)\n\n\n"
    "@jax.jit\n"
    "def update(params, opt_state, inputs, targets):\n"
    "    loss, grads = jax.value_and_grad(loss_fn)(params, inputs, targets)\n"
    "    updates, opt_state = optimizer.update(grads, opt_state, params)\n"
    "    return optax.apply_updates(params, updates), opt_state, loss\n\n\n";

static const char set_rate[] = "%*sopt_state%s.hyperparams[\"learning_rate\"] = rate(%s)\n";

static const char *metric_of(const struct code_job *job)
{
    return job->accuracy ? "evaluate(params)  # your validation accuracy"
                         : "evaluate(params)  # your validation loss";
}

/* A schedule that looks at what the updates of an epoch came to. */
static void print_watch_epoch(const struct optax *o, struct lrs_str *out)
{
    bool sums = !o->job->validates;
    lrs_str_add(out, sums ? "    total, rows = 0.0, 0\n" : "");
    lrs_str_add(out,
                "    for inputs, targets in train_loader:\n"
                "        params, opt_state, loss = update(params, opt_state, inputs, targets)\n");
    lrs_str_add(out, sums ? "        total += float(loss) * len(inputs)\n"
                            "        rows += len(inputs)\n"
                          : "");
    lrs_str_addf(out, "    t, metric = epoch, %s\n",
                 sums ? "total / rows  # this epoch's training loss" : metric_of(o->job));
    python_indent(lrs_str_text(&o->observe), 4, out);
    lrs_str_addf(out, set_rate, 4, "", o->weight_decay != 0 ? "[1]" : "", "epoch + 1");
}

static void print_watch_step(const struct optax *o, struct lrs_str *out)
{
    bool validates = o->job->validates;
    lrs_str_add(out, validates ? "    for batch, (inputs, targets) in enumerate(train_loader, 1):\n"
                               : "    for inputs, targets in train_loader:\n");
    lrs_str_add(out,
                "        params, opt_state, loss = update(params, opt_state, inputs, targets)\n");
    if (validates)
        lrs_str_addf(out, "        if batch == len(train_loader):\n            metric = %s\n",
                     metric_of(o->job));
    else
        lrs_str_add(out, "        metric = float(loss)\n");
    python_indent(lrs_str_text(&o->observe), validates ? 12 : 8, out);
    lrs_str_add(out, "        t += 1\n");
    lrs_str_addf(out, set_rate, 8, "", o->weight_decay != 0 ? "[1]" : "", "t");
}

static void print_loop(const struct optax *o, struct lrs_str *out)
{
    const struct lrs_clock *c = &o->job->clock;
    lrs_str_add(out, update);
    lrs_str_add(out, o->watches && c->per_step ? "t = 0\n" : "");
    lrs_str_addf(out, "for epoch in range(%" PRId64 "):\n",
                 (c->steps + c->steps_per_epoch - 1) / c->steps_per_epoch);
    if (o->watches)
        (c->per_step ? print_watch_step : print_watch_epoch)(o, out);
    else
        lrs_str_add(
            out, "    for inputs, targets in train_loader:\n"
                 "        params, opt_state, loss = update(params, opt_state, inputs, targets)\n");
}

static void print_program(const struct optax *o, struct lrs_str *out)
{
    const char *helpers = lrs_str_text(&o->helpers);
    struct lrs_str notes = {0};
    code_head(o->job,
              o->watches && o->job->validates
                  ? "params, loss_fn, train_loader and evaluate() are yours."
                  : "params, loss_fn and train_loader are yours.",
              out);
    library_notes(o->kind, "optax", o->optimizer, "weight_decay", &notes);
    python_comment(lrs_str_text(&notes), 0, out);
    lrs_str_clear(&notes);
    lrs_str_add(out, python_uses(helpers, "math") ? "\nimport math\n" : "");
    lrs_str_addf(out, "\nimport jax\n%simport optax\n\n",
                 python_uses(lrs_str_text(&o->rate), "jnp") || o->momentum.len
                     ? "import jax.numpy as jnp\n"
                     : "");
    lrs_str_addf(out, "%s%s%s%s", o->helpers.len ? "\n" : "", helpers, lrs_str_text(&o->rate),
                 lrs_str_text(&o->momentum));
    print_optimizer(o, out);
    print_loop(o, out);
}

/* weight_decay of the optimizers for which it is a penalty. */
static double penalty(const struct optax *o)
{
    if (strstr(o->kind->args, "{weight_decay"))
        return 0;
    for (int i = 0; i < o->optimizer->kind->n_params; i++)
        if (!strcmp(o->optimizer->kind->params[i].name, "weight_decay"))
            return o->optimizer->at[i].real;
    return 0;
}

bool optax_write(const struct code_job *job, struct lrs_str *out, struct lrs_err *err)
{
    struct optax o = {.job = job,
                      .schedule = job->e->part[LRS_SCHEDULE],
                      .optimizer = job->e->part[LRS_OPTIMIZER]};
    struct lrs_schedule *s = lrs_schedule_new(o.schedule, (double)job->clock.ticks);
    o.base = lrs_optimizer_lr(o.optimizer);
    o.kind = library_optimizer(LRS_CODE_OPTAX, o.optimizer, err);
    o.watches = lrs_schedule_takes_metric(s);
    o.drives = o.kind && o.kind->driven && lrs_schedule_drives_momentum(s) &&
               ((const struct lrs_optimizer_class *)o.optimizer->kind)->driven;
    bool ok = o.kind != NULL;
    if (ok) {
        o.weight_decay = penalty(&o);
        ok = write_schedule(&o, err);
    }
    if (ok)
        print_program(&o, out);
    lrs_schedule_free(s);
    lrs_str_clear(&o.helpers);
    lrs_str_clear(&o.rate);
    lrs_str_clear(&o.momentum);
    lrs_str_clear(&o.observe);
    return ok;
}
