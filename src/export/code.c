/* A whole program to be carried home: optimizer, schedule, and the loop with each call in its place.
 * Model, data and loss are the reader's own. */
#include "library.h"

#include <inttypes.h>
#include <string.h>

#include "lrscope/mem.h"

static bool job_begin(struct code_job *job, const struct lrs_experiment *e, struct lrs_err *err)
{
    const struct lrs_spec *problem = e->part[LRS_PROBLEM];
    *job = (struct code_job){.e = e, .train = lrs_experiment_train(e)};
    int64_t n_train = 0;
    if (((const struct lrs_problem_class *)problem->kind)->form == LRS_DATA) {
        struct lrs_dataset *d =
            lrs_dataset_new(problem, (uint64_t)job->train.seed, job->train.validation, err);
        if (!d)
            return false;
        n_train = d->n_train;
        job->data = true;
        job->validates = job->train.monitor != LRS_TRAIN_LOSS && d->rows > d->n_train;
        job->accuracy = job->train.monitor == LRS_VAL_ACCURACY && d->task == LRS_CLASSIFY;
        lrs_dataset_free(d);
    }
    job->clock = lrs_experiment_clock(e, n_train);
    return true;
}

void code_head(const struct code_job *job, const char *yours, struct lrs_str *out)
{
    struct lrs_str text = {0};
    const struct lrs_clock *c = &job->clock;
    lrs_spec_print(job->e->part[LRS_OPTIMIZER], false, &text);
    lrs_str_add(&text, " with ");
    lrs_spec_print(job->e->part[LRS_SCHEDULE], false, &text);
    lrs_str_addf(&text, ", ticked once per %s.\n", c->per_step ? "batch" : "epoch");
    lrs_str_addf(&text, "Written by lrscope. %s\n", yours);
    if (job->data)
        lrs_str_addf(&text,
                     "Here an epoch has %" PRId64 " batches and the run %" PRId64 " updates; %s\n",
                     c->steps_per_epoch, c->steps,
                     c->per_step ? "lengths that count batches change with your data."
                                 : "lengths count epochs.");
    python_comment(lrs_str_text(&text), 0, out);
    lrs_str_clear(&text);
}

/* ---- PyTorch ---- */

/* LINES with what they are there for. */
static void put(const char *comment, const struct lrs_str *lines, int indent, struct lrs_str *out)
{
    if (!lines->len)
        return;
    if (comment)
        lrs_str_addf(out, "%*s# %s\n", indent, "", comment);
    python_indent(lrs_str_text(lines), indent, out);
}

static const char *tick_comment(const struct code_job *job)
{
    return job->clock.per_step
               ? "Once per batch, behind optimizer.step(): the schedule counts batches."
               : "Once per epoch, not per batch: the schedule counts epochs.";
}

/* The schedule's call, and what it wants to see: METRIC is an expression. */
static void put_tick(const struct code_job *job, const struct lrs_pytorch *p, const char *metric,
                     int indent, struct lrs_str *out)
{
    if (metric && p->observe.len) {
        lrs_str_addf(out, "%*smetric = %s\n", indent, "", metric);
        put(p->tick.len ? NULL : "The schedule looks at the metric, whenever there is a new one.",
            &p->observe, indent, out);
    }
    put(tick_comment(job), &p->tick, indent, out);
}

static const char *metric_of(const struct code_job *job)
{
    if (!job->validates)
        return job->clock.per_step ? "loss.item()" : "total / rows  # this epoch's training loss";
    return job->accuracy ? "evaluate(model)  # your validation accuracy"
                         : "evaluate(model)  # your validation loss";
}

/* Beyond their end some schedules raise an error: a run that does not end with an epoch ends here. */
static void put_end(const struct code_job *job, struct lrs_str *out)
{
    const struct lrs_clock *c = &job->clock;
    if (c->steps % c->steps_per_epoch)
        lrs_str_addf(out,
                     "        steps += 1\n"
                     "        if steps == %" PRId64 ":\n"
                     "            break\n",
                     c->steps);
}

static void put_epochs(const struct code_job *job, const struct lrs_pytorch *p, struct lrs_str *out)
{
    const struct lrs_clock *c = &job->clock;
    bool watches = p->observe.len > 0, sums = watches && !job->validates && !c->per_step;
    bool last = watches && job->validates && c->per_step; /* looks at the end of an epoch */
    lrs_str_add(out, c->steps % c->steps_per_epoch ? "steps = 0\n" : "");
    lrs_str_addf(out, "for epoch in range(%" PRId64 "):\n",
                 (c->steps + c->steps_per_epoch - 1) / c->steps_per_epoch);
    lrs_str_add(out, sums ? "    total, rows = 0.0, 0\n" : "");
    lrs_str_add(out, last ? "    for batch, (inputs, targets) in enumerate(train_loader, 1):\n"
                          : "    for inputs, targets in train_loader:\n");
    lrs_str_add(out, "        optimizer.zero_grad()\n"
                     "        loss = loss_fn(model(inputs), targets)\n"
                     "        loss.backward()\n"
                     "        optimizer.step()\n");
    lrs_str_add(out, sums ? "        total += loss.item() * len(inputs)\n"
                            "        rows += len(inputs)\n"
                          : "");
    if (last) {
        lrs_str_add(out, "        if batch == len(train_loader):\n");
        lrs_str_addf(out, "            metric = %s\n", metric_of(job));
        put("The schedule looks at the metric when the epoch is over.", &p->observe, 12, out);
    }
    if (c->per_step)
        put_tick(job, p, last ? NULL : metric_of(job), 8, out);
    put_end(job, out);
    if (!c->per_step)
        put_tick(job, p, metric_of(job), 4, out);
}

static void put_steps(const struct code_job *job, const struct lrs_pytorch *p, struct lrs_str *out)
{
    lrs_str_addf(out, "for step in range(%" PRId64 "):\n", job->clock.steps);
    lrs_str_add(out, "    optimizer.zero_grad()\n"
                     "    loss = loss_fn(model)\n"
                     "    loss.backward()\n"
                     "    optimizer.step()\n");
    if (p->observe.len) {
        lrs_str_add(out, "    metric = loss.item()\n");
        put(NULL, &p->observe, 4, out);
    }
    put("Behind optimizer.step(), once for each.", &p->tick, 4, out);
}

static bool write_pytorch(const struct code_job *job, struct lrs_str *out, struct lrs_err *err)
{
    struct lrs_pytorch p;
    bool ok = lrs_pytorch_parts(job->e, &job->clock, false, &p, err);
    if (ok) {
        code_head(job,
                  !job->data ? "The model and its loss_fn(model) are yours."
                  : p.observe.len && job->validates
                      ? "The model, loss_fn, train_loader and evaluate() are yours."
                      : "The model, loss_fn and train_loader are yours.",
                  out);
        python_comment(lrs_str_text(&p.notes), 0, out);
        lrs_str_addf(out, "\n%s\n", lrs_str_text(&p.imports));
        if (p.helpers.len)
            lrs_str_addf(out, "\n%s\n\n", lrs_str_text(&p.helpers));
        lrs_str_addf(out, "%s%s\n", lrs_str_text(&p.optimizer), lrs_str_text(&p.schedule));
        (job->data ? put_epochs : put_steps)(job, &p, out);
    }
    lrs_pytorch_clear(&p);
    return ok;
}

bool lrs_code_write(const struct lrs_experiment *e, enum lrs_code language, struct lrs_str *out,
                    struct lrs_err *err)
{
    static bool (*const write[])(const struct code_job *, struct lrs_str *, struct lrs_err *) = {
        [LRS_CODE_PYTORCH] = write_pytorch,
        [LRS_CODE_KERAS] = keras_write,
        [LRS_CODE_OPTAX] = optax_write,
    };
    struct code_job job;
    return job_begin(&job, e, err) && write[language](&job, out, err);
}
