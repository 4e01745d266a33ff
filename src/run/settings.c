/* The two groups of settings of an experiment, train and finder, as kinds of their own: the same
 * rows serve panel, command line, scene files and exports as do those of schedules. */
#include "lrscope/experiment.h"

/* clang-format off */
static const struct lrs_choice intervals[] = {
    {"auto", "as users of the schedule tick it: cyclical and one-cycle per step, the rest per epoch"},
    {"epoch", "the schedule moves on after each epoch"},
    {"step", "the schedule moves on after each update"},
    {NULL, NULL},
};

static const struct lrs_choice monitors[] = {
    [LRS_VAL_LOSS] = {"val_loss", "the loss on the validation rows"},
    [LRS_TRAIN_LOSS] = {"train_loss", "the mean loss of the tick's own batches"},
    [LRS_VAL_ACCURACY] = {"val_accuracy", "the share of validation rows classified rightly"},
    {NULL, NULL},
};

static const struct lrs_choice policies[] = {
    [LRS_EDIT_START] = {"start", "the rate is what it would be had the new values held all along"},
    [LRS_EDIT_CONTINUE] = {"continue", "the new curve is scaled, so that the rate does not jump"},
    [LRS_EDIT_RESTART] = {"restart", "the schedule's clock starts again at the edit"},
    [LRS_EDIT_CHAIN] = {"chain", "each rate comes from the one before, as PyTorch computes it"},
    {NULL, NULL},
};

static const struct lrs_param train_rows[] = {
    {.name = "epochs", LRS_AT_INT(struct lrs_train, epochs), .lo = 1, .hi = 1e9, .def = 80,
     .flags = LRS_LOG, .nudge = 1.25, .aliases = "max_epochs n_epochs num_epochs", .unit = "epochs",
     .help = "How many times the run goes through the training rows."},
    {.name = "steps", LRS_AT_INT(struct lrs_train, steps), .lo = 1, .hi = 1e12,
     .flags = LRS_LOG | LRS_OPTIONAL, .nudge = 1.25, .aliases = "max_steps num_steps",
     .unit = "steps", .help = "Ends the run after this many updates, whatever epochs says."},
    {.name = "batch", LRS_AT_INT(struct lrs_train, batch), .lo = 1, .hi = 65536, .def = 64,
     .flags = LRS_LOG | LRS_RESTART, .nudge = 2, .aliases = "batch_size", .unit = "rows",
     .help = "Rows in a mini-batch; the last one of an epoch may be shorter."},
    {.name = "seed", LRS_AT_INT(struct lrs_train, seed), .lo = 0, .hi = 9007199254740992.0,
     .def = 1, .flags = LRS_RESTART, .nudge = 1, .aliases = "random_state",
     .help = "Decides every random number: initial weights, data, their order, noise."},
    {.name = "validation", LRS_AT_REAL(struct lrs_train, validation), .lo = 0, .hi = 1, .def = 0.25,
     .flags = LRS_HI_OPEN | LRS_RESTART, .nudge = 0.05, .aliases = "validation_split val_split",
     .help = "The share of the rows that is kept aside for validation."},
    {.name = "interval", LRS_AT_CHOICE(struct lrs_train, interval), .choices = intervals, .hi = 2,
     .help = "How often the schedule ticks: per epoch, per step, or as is usual for its kind."},
    {.name = "monitor", LRS_AT_CHOICE(struct lrs_train, monitor), .choices = monitors, .hi = 2,
     .help = "What a schedule that watches progress sees at the end of each tick."},
    {.name = "on_edit", LRS_AT_CHOICE(struct lrs_train, on_edit), .choices = policies, .hi = 3,
     .aliases = "policy edit_policy",
     .help = "How a change of the schedule on the way is taken, from the next change on."},
};

static const struct lrs_choice ramps[] = {
    {"exponential", "equal factors, equal distances on a logarithmic axis"},
    {"linear", "equal differences"},
    {NULL, NULL},
};

static const struct lrs_choice starts[] = {
    {"fresh", "new weights, as at the start of the run"},
    {"current", "a copy of the weights and optimizer state of now"},
    {NULL, NULL},
};

static const struct lrs_param finder_rows[] = {
    {.name = "start_lr", LRS_AT_REAL(struct lrs_finder_settings, start_lr), .lo = 0, .hi = 1e6,
     .def = 1e-7, .flags = LRS_LO_OPEN | LRS_LOG, .nudge = 10, .aliases = "min_lr",
     .help = "The rate of the first batch."},
    {.name = "end_lr", LRS_AT_REAL(struct lrs_finder_settings, end_lr), .lo = 0, .hi = 1e6,
     .def = 10, .flags = LRS_LO_OPEN | LRS_LOG, .nudge = 10, .aliases = "max_lr",
     .help = "The rate of the last batch, if the test gets that far."},
    {.name = "num_it", LRS_AT_INT(struct lrs_finder_settings, num_it), .lo = 2, .hi = 100000,
     .def = 100, .flags = LRS_LOG, .nudge = 1.25, .aliases = "num_iter num_training",
     .unit = "steps", .help = "How many batches the test trains."},
    {.name = "mode", LRS_AT_CHOICE(struct lrs_finder_settings, mode), .choices = ramps, .hi = 1,
     .aliases = "step_mode", .help = "How the rate rises from batch to batch."},
    {.name = "smooth", LRS_AT_REAL(struct lrs_finder_settings, smooth), .lo = 0, .hi = 1,
     .def = 0.98, .flags = LRS_HI_OPEN, .nudge = 0.01, .symbol = "β", .aliases = "beta",
     .help = "The weight of the past in the bias-corrected average of the loss; 0 smooths nothing."},
    {.name = "diverge", LRS_AT_REAL(struct lrs_finder_settings, diverge), .lo = 1, .hi = 1e6,
     .def = 4, .flags = LRS_LO_OPEN | LRS_LOG, .nudge = 1.25,
     .aliases = "diverge_th early_stop_threshold",
     .help = "The test stops where the smoothed loss is this many times its best."},
    {.name = "from", LRS_AT_CHOICE(struct lrs_finder_settings, from), .choices = starts, .hi = 1,
     .help = "Where the test sets out: from fresh weights or from where training stands."},
};
/* clang-format on */

static bool check_finder(const struct lrs_spec *spec, struct lrs_err *err)
{
    double start = lrs_spec_get(spec, "start_lr")->real;
    double end = lrs_spec_get(spec, "end_lr")->real;
    if (start < end)
        return true;
    return lrs_fail(err, "start_lr must be below end_lr, but they are %g and %g", start, end);
}

static const struct lrs_kind train_kind = {
    .id = "train",
    .name = "train",
    .title = "Training",
    .summary = "How long the run is, what a batch is, and when the schedule ticks.",
    .when = "Always; each experiment has one.",
    .source = "PyTorch's and Keras's training loops",
    .params = train_rows,
    .n_params = sizeof train_rows / sizeof *train_rows,
    .size = sizeof(struct lrs_train),
};

static const struct lrs_kind finder_kind = {
    .id = "finder",
    .name = "finder",
    .title = "Learning-rate finder",
    .summary = "How the range test raises the rate, smooths the loss and stops.",
    .when = "Before the first training of a new problem or model.",
    .source = "L. N. Smith, arXiv 1506.01186; fastai's Learner.lr_find",
    .params = finder_rows,
    .n_params = sizeof finder_rows / sizeof *finder_rows,
    .size = sizeof(struct lrs_finder_settings),
    .check = check_finder,
};

static const struct lrs_kind *const train_kinds[] = {&train_kind, NULL};
static const struct lrs_kind *const finder_kinds[] = {&finder_kind, NULL};
const struct lrs_registry lrs_train_registry = {.noun = "train", .kinds = train_kinds};
const struct lrs_registry lrs_finder_registry = {.noun = "finder", .kinds = finder_kinds};
