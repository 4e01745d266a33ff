/* :what WORD. Terms of the trade in two sentences each; kinds and parameters speak for themselves. */
#include "explain.h"

#include <ctype.h>
#include <string.h>

struct term {
    const char *name;
    const char *aliases; /* separated by spaces, or NULL */
    const char *text;
};

/* clang-format off */
static const struct term terms[] = {
    {"accuracy", "acc", "The share of examples that the model puts into the right class. It moves in jumps of one example and says nothing of how sure the model is, so the loss is the finer measure."},
    {"annealing", "decay", "Letting the rate fall in the course of a run. A large rate gets ahead fast, a small one settles exactly, and annealing has the one first and the other at the end."},
    {"base-rate", "base initial_lr", "The rate that the optimizer is given, its lr. Most schedules multiply it by a factor; cyclical and one-cycle rates bring their own instead."},
    {"batch", "mini-batch minibatch batch_size", "The examples that one update looks at. Small ones are quick and noisy, large ones give a truer gradient for more work."},
    {"bias-correction", NULL, "Running means that begin at zero are too small at first; dividing by one minus beta to the power of t mends that. Adam does it to its moments, and the smoothed loss here is corrected the same way."},
    {"bouncing", "oscillation", "Updates that overshoot the floor of a valley come back on the next step, so the run goes from wall to wall. It begins where the rate is about two over the curvature."},
    {"constant", "fixed", "One rate from the first step to the last. It is the curve that every schedule has to beat at the same number of steps."},
    {"convergence", NULL, "The loss comes to rest, because the gradient or the rate went to zero. Only the first means that a minimum was found."},
    {"cooldown", NULL, "Ticks after a drop during which ReduceLROnPlateau does not count bad ones. It gives the loss time to answer before the next drop is considered."},
    {"curvature", "hessian sharpness", "How fast the slope changes: the second derivative. Plain descent is stable while the rate is below two over the largest curvature."},
    {"cycle", NULL, "One way up and down of a rate that does so again and again, as in CyclicLR or with warm restarts. Losses are to be compared at the ends of cycles, where the rate is low."},
    {"divergence", "diverged nan", "Updates that get larger and larger until the loss is no number any more. The rate is too high for the curvature here; the run stops and says at which step."},
    {"epoch", NULL, "One pass over all training examples. With 1000 examples in batches of 50 it is 20 steps."},
    {"eta_min", "min_lr final_lr", "The rate at which a schedule ends. Above zero the weights still move at the end, and a longer run stays worth its time."},
    {"feedback", NULL, "A schedule takes feedback if the loss decides what it does, as ReduceLROnPlateau does. All others follow the clock alone and can be drawn before the run begins."},
    {"finder", "range-test", "It trains a copy with a rate that grows from step to step and draws loss over rate. A good rate lies on the slope well before the loss turns up."},
    {"frequency", NULL, "The first of two questions that sort all schedules: how often does the rate change? At every tick, at fixed intervals, at listed ticks, on a plateau, or never."},
    {"gamma", NULL, "What the rate is multiplied by, at each drop or at each tick. 0.5 halves it; per tick even 0.9 is a lot, as 0.9 to the power of 44 is a hundredth."},
    {"ghost", NULL, "The curve of the run before, drawn faintly behind this one. It shows at a glance what the last change did."},
    {"gradient", NULL, "The direction in which the loss rises fastest, with its steepness as length. An update goes the other way, by the rate times that length."},
    {"horizon", NULL, "The ticks that the whole run will have. Schedules such as cosine or one-cycle must know it to end where the run ends."},
    {"learning-rate", "lr rate eta", "How far an update goes along the gradient. Too high and the loss jumps or explodes, too low and the run ends before it has arrived."},
    {"loss", NULL, "One number for how wrong the model is; training makes it smaller. Here the cross-entropy where classes are to be told, the mean squared error where numbers are."},
    {"metric", "monitor", "What ReduceLROnPlateau looks at: the validation loss, the training loss, or the accuracy, which is to grow instead. train.monitor says which."},
    {"minimum", NULL, "A place lower than all around it. A narrow one needs a small rate to be entered, and a large rate jumps over it."},
    {"momentum", "beta mu", "The share of the last update that goes on in the next. It averages noise away and makes every step count about 1/(1-momentum) times."},
    {"noise", NULL, "A batch's gradient is that of a few examples and misses the true one by chance. The rate decides how much of that gets into the weights."},
    {"noise-floor", NULL, "The loss at which noise throws the weights back as far as each update brings them on. A lower rate, or a larger batch, lowers it."},
    {"optimizer", NULL, "The rule that turns gradients into updates. Adaptive ones such as Adam give each weight a rate of its own, and the schedule scales them all."},
    {"overfitting", NULL, "The training loss falls and the validation loss rises: the model learns its examples by heart. No schedule mends that; less model, fewer epochs or weight decay do."},
    {"patience", NULL, "How many bad ticks ReduceLROnPlateau tolerates. PyTorch drops the rate at the one after that, Keras and optax already at that one."},
    {"peak", "max_lr", "The highest rate of a schedule. It is what the finder's suggestion goes to."},
    {"plateau", NULL, "A stretch on which the loss hardly changes. It can mean that the rate is too low to get ahead or too high to settle, which looks the same from outside."},
    {"quantity", "law", "The second of two questions that sort all schedules: by how much does the rate change? By a factor, along a cosine, a line, a power of the time, or by your own formula."},
    {"restart", "warm-restart", "The rate jumps back to its peak while the weights stay as they are. The loss rises for a while, and may come down somewhere better."},
    {"schedule", "scheduler", "The rule that says the rate of every tick. PyTorch calls its objects schedulers, and step() moves them on by one tick."},
    {"seed", NULL, "The number that all randomness of a run begins with: data, first weights, order of the batches. The same seed gives the same run to the last bit; a difference that does not survive other seeds is luck."},
    {"semantics", NULL, "Libraries mean different things by the same name: when a boundary counts, how patience is counted, what happens past the end. The row semantics says whose meaning is computed."},
    {"smoothing", NULL, "The drawn training loss is a running mean of the batches' losses; ( and ) make it shorter or longer. The rate and the validation loss are never smoothed."},
    {"step", "iteration update", "One update of the weights, from one batch. Rates of schedules that tick per step change that often."},
    {"threshold", NULL, "By how much a value must be better than the best so far to count for ReduceLROnPlateau. Progress below it is no progress."},
    {"tick", NULL, "One move of the schedule's clock: an epoch or a step, as train.interval says. T_max=50 means fifty ticks, and the wrong unit is the commonest mistake with schedules."},
    {"validation", "val_loss", "Examples that are held back from training and only looked at. Their loss says how the model does on what it has not seen."},
    {"warm-up", "warmup", "A short rise of the rate at the start. The first gradients are large and Adam's averages know little yet, so small steps are safer there."},
    {"weight", "parameter", "A number inside the model that training changes. Parameters of a schedule, such as gamma, are set by hand."},
    {"weight-decay", NULL, "Pulls every weight a little towards zero at each update. In AdamW the pull is scaled by the rate, so that a schedule weakens it, too."},
};
/* clang-format on */

enum { TERMS = sizeof terms / sizeof *terms };

const char *lrs_ui_term(int i)
{
    return i < TERMS ? terms[i].name : NULL;
}

/* "Warm up" is "warm-up". */
static void normalise(char word[64], const char *text)
{
    lrs_copy_text(word, 64, text);
    for (char *at = word; *at; at++)
        *at = (char)(*at == ' ' ? '-' : tolower((unsigned char)*at));
}

static bool say_term(const char *word, struct lrs_str *out)
{
    for (int i = 0; i < TERMS; i++)
        if (!strcmp(terms[i].name, word) || lrs_text_has_word(terms[i].aliases, word)) {
            lrs_str_add(out, terms[i].text);
            return true;
        }
    return false;
}

static bool say_kind(const char *word, struct lrs_str *out)
{
    for (int part = 0; part < LRS_TRAIN; part++) {
        const struct lrs_kind *k =
            lrs_registry_find(lrs_part_registry((enum lrs_part)part), word, NULL);
        if (k) {
            lrs_str_addf(out, "%s%s%s", k->summary, k->when ? " " : "", k->when ? k->when : "");
            return true;
        }
    }
    return false;
}

/* A row of what is in force now. */
static bool say_parameter(const struct lrs_ui *ui, const char *word, struct lrs_str *out)
{
    for (int i = 0; i < ui->n_rows; i++) {
        const struct lrs_param *p = lrs_ref_param(&ui->rows[i].ref);
        if (!lrs_param_is(p, word))
            continue;
        lrs_str_addf(out, "%s: %s It can be ", p->name, p->help);
        lrs_param_print_range(p, out);
        lrs_str_add(out, ".");
        return true;
    }
    return false;
}

bool lrs_ui_what(const struct lrs_ui *ui, const char *word, struct lrs_str *out,
                 struct lrs_err *err)
{
    char dashed[64];
    normalise(dashed, word);
    if (say_term(dashed, out) || say_kind(word, out) || say_kind(dashed, out) ||
        say_parameter(ui, word, out))
        return true;
    struct lrs_nearest near = {.word = dashed};
    for (int i = 0; i < TERMS; i++)
        lrs_nearest_try(&near, terms[i].name);
    return lrs_fail(err, "nothing is known of '%.60s'%s", word, lrs_nearest_hint(&near));
}
