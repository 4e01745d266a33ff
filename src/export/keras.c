/* Programs for Keras. Its schedules are asked at each update and may be traced, so that plain Python
 * serves only in callbacks (per epoch) or as a table made beforehand (per update). */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "library.h"

struct keras {
    const struct code_job *job;
    const struct lrs_spec *schedule, *optimizer;
    const struct library_optimizer *kind;
    double base;
    struct lrs_str helpers; /* classes and functions */
    struct lrs_str rate;    /* what learning_rate is set to */
    struct lrs_str callback;
    struct lrs_str notes;
};

static const char *monitor(const struct code_job *job)
{
    return !job->validates ? "loss" : job->accuracy ? "val_accuracy" : "val_loss";
}

/* ---- schedules that look at the loss ---- */

static const char plateau_call[] =
    "factor={factor}, patience={patience}, mode={mode}, min_delta={threshold}, "
    "cooldown={cooldown}, min_lr={min_lr})";

static void own_plateau(struct keras *k)
{
    lrs_str_addf(&k->callback, "keras.callbacks.ReduceLROnPlateau(monitor=\"%s\", ",
                 monitor(k->job));
    library_fill(plateau_call, k->schedule, k->base, 1, &k->callback);
}

static void write_watcher(struct keras *k, const struct plain *plain)
{
    bool per_step = k->job->clock.per_step && k->job->clock.steps_per_epoch > 1;
    lrs_str_addf(&k->helpers, "%s\n\nclass Watcher(keras.callbacks.Callback):\n",
                 lrs_str_text(&plain->text));
    lrs_str_addf(&k->helpers,
                 "    \"\"\"Sets the rate, and tells the schedule of each epoch's %s."
                 "\"\"\"\n\n",
                 monitor(k->job));
    lrs_str_add(&k->helpers,
                per_step ? "    updates = 0\n\n"
                           "    def on_train_batch_begin(self, batch, logs=None):\n"
                           "        self.model.optimizer.learning_rate = rate(self.updates)\n"
                           "        self.updates += 1\n\n"
                         : "    def on_epoch_begin(self, epoch, logs=None):\n"
                           "        self.model.optimizer.learning_rate = rate(epoch)\n\n");
    lrs_str_addf(&k->helpers,
                 "    def on_epoch_end(self, epoch, logs=None):\n"
                 "        t, metric = %s, logs[\"%s\"]\n",
                 per_step ? "self.updates - 1" : "epoch", monitor(k->job));
    python_indent(lrs_str_text(&plain->observe), 8, &k->helpers);
    lrs_str_add(&k->callback, "Watcher()");
}

/* ---- the others ---- */

static void write_function(struct keras *k, const struct plain *plain)
{
    const struct lrs_clock *c = &k->job->clock;
    lrs_str_add(&k->helpers, lrs_str_text(&plain->text));
    if (!c->per_step) {
        lrs_str_add(&k->callback,
                    "keras.callbacks.LearningRateScheduler(lambda epoch, lr: rate(epoch))");
        return;
    }
    lrs_str_addf(
        &k->helpers,
        "\n\nclass Planned(keras.optimizers.schedules.LearningRateSchedule):\n"
        "    \"\"\"The rates of all updates as a table, since Keras may trace this call.\"\"\"\n\n"
        "    def __init__(self):\n"
        "        self.rates = [rate(t) for t in range(%" PRId64 ")]\n\n"
        "    def __call__(self, step):\n"
        "        rates = keras.ops.convert_to_tensor(self.rates)\n"
        "        t = keras.ops.minimum(keras.ops.cast(step, \"int32\"), len(self.rates) - 1)\n"
        "        return keras.ops.take(rates, t)\n\n"
        "    def get_config(self):\n"
        "        return {}\n",
        c->ticks);
    lrs_str_clear(&k->rate);
    lrs_str_add(&k->rate, "Planned()");
}

static bool write_plain(struct keras *k, bool watches, struct lrs_err *err)
{
    const struct lrs_clock *c = &k->job->clock;
    struct plain plain = {0};
    if (watches && c->per_step && !k->job->validates && c->steps_per_epoch > 1)
        return lrs_fail(err,
                        "Keras shows no batch's own loss: let %s look at val_loss "
                        "(train.monitor) or tick per epoch (train.interval)",
                        k->schedule->kind->name);
    bool ok = plain_new(k->schedule, (double)c->ticks, k->base, (double)NAN, &plain, err);
    if (ok)
        (watches ? write_watcher : write_function)(k, &plain);
    plain_clear(&plain);
    return ok;
}

static bool write_schedule(struct keras *k, bool watches, struct lrs_err *err)
{
    const struct lrs_clock *c = &k->job->clock;
    lrs_python_real(k->base, &k->rate);
    if (lrs_schedule_class(k->schedule)->frequency == LRS_NEVER)
        return true;
    if (watches && !c->per_step && !strcmp(k->schedule->kind->name, "ReduceLROnPlateau") &&
        !strcmp(semantics_of(k->schedule), "keras")) {
        own_plateau(k);
        return true;
    }
    struct lrs_str own = {0};
    bool has = !watches && library_schedule(LRS_CODE_KERAS, k->schedule, (double)c->ticks, k->base,
                                            c->per_step ? 1 : c->steps_per_epoch, &own);
    if (!has) {
        lrs_str_clear(&own);
        return write_plain(k, watches, err);
    }
    lrs_str_clear(&k->rate);
    k->rate = own;
    return true;
}

static void write_notes(struct keras *k, bool drives)
{
    const struct lrs_value *decay = NULL;
    for (int i = 0; i < k->optimizer->kind->n_params; i++)
        if (!strcmp(k->optimizer->kind->params[i].name, "weight_decay"))
            decay = &k->optimizer->at[i];
    library_notes(k->kind, "Keras", k->optimizer, "weight_decay", &k->notes);
    if (decay && decay->real != 0 && !strstr(k->kind->args, "{weight_decay"))
        lrs_str_addf(&k->notes,
                     "weight_decay is an L2 penalty here, unlike Keras' argument: give each layer "
                     "kernel_regularizer=keras.regularizers.L2(%.17g).\n",
                     decay->real / 2);
    if (drives)
        lrs_str_add(&k->notes, "The schedule moves the momentum, too; Keras keeps it as it is.\n");
}

static void write_program(const struct keras *k, struct lrs_str *out)
{
    const struct code_job *job = k->job;
    const struct lrs_clock *c = &job->clock;
    const char *validation = job->validates && k->callback.len ? ", validation_data=val_data" : "";
    code_head(job,
              *validation ? "The model, its loss, train_data and val_data are yours."
                          : "The model, its loss and train_data are yours.",
              out);
    python_comment(lrs_str_text(&k->notes), 0, out);
    lrs_str_add(out, python_uses(lrs_str_text(&k->helpers), "math") ? "\nimport math\n" : "");
    lrs_str_add(out, "\nimport keras\n\n");
    if (k->helpers.len)
        lrs_str_addf(out, "\n%s\n\n", lrs_str_text(&k->helpers));
    lrs_str_addf(out, "schedule = %s\noptimizer = ", lrs_str_text(&k->rate));
    library_print(k->kind, k->kind->call, "schedule", NULL, k->optimizer, out);
    lrs_str_addf(out, "\nmodel.compile(optimizer=optimizer, loss=loss%s)\n",
                 job->accuracy && k->callback.len ? ", metrics=[\"accuracy\"]" : "");
    lrs_str_addf(out, "model.fit(train_data%s, epochs=%" PRId64, validation,
                 (c->steps + c->steps_per_epoch - 1) / c->steps_per_epoch);
    if (k->callback.len)
        lrs_str_addf(out, ", callbacks=[%s]", lrs_str_text(&k->callback));
    lrs_str_add(out, ")\n");
}

bool keras_write(const struct code_job *job, struct lrs_str *out, struct lrs_err *err)
{
    struct keras k = {.job = job,
                      .schedule = job->e->part[LRS_SCHEDULE],
                      .optimizer = job->e->part[LRS_OPTIMIZER]};
    struct lrs_schedule *s = lrs_schedule_new(k.schedule, (double)job->clock.ticks);
    bool watches = lrs_schedule_takes_metric(s), drives = lrs_schedule_drives_momentum(s);
    k.base = lrs_optimizer_lr(k.optimizer);
    k.kind = library_optimizer(LRS_CODE_KERAS, k.optimizer, err);
    bool ok = k.kind && write_schedule(&k, watches, err);
    if (ok) {
        write_notes(&k, drives && ((const struct lrs_optimizer_class *)k.optimizer->kind)->driven);
        write_program(&k, out);
    }
    lrs_schedule_free(s);
    lrs_str_clear(&k.helpers);
    lrs_str_clear(&k.rate);
    lrs_str_clear(&k.callback);
    lrs_str_clear(&k.notes);
    return ok;
}
