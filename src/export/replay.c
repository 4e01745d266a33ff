/* A replay: the whole experiment as one script that trains in PyTorch and prints what `lrscope run`
 * prints. It is the proof that schedules and optimizers here are PyTorch's own, and a way to carry
 * an experiment out of the program with nothing left behind.
 *
 * The sections of the script stand in the order in which they run: data, model, optimizer and
 * schedule (the same lines as `--to pytorch` prints), the loop. */
#include "config.h"

#include "replay_priv.h"

#include <inttypes.h>
#include <string.h>

#include "export_priv.h"
#include "lrscope/mem.h"
#include "lrscope/run.h"

/* What decides how the script looks. */
struct replay {
    const struct lrs_run *run; /* at step 0 */
    const struct lrs_experiment *e;
    const struct lrs_dataset *data; /* NULL: a landscape */
    struct lrs_train train;
    struct lrs_clock clock;
    struct lrs_pytorch parts;
    bool watches;    /* the schedule looks at a metric, */
    bool validation; /* and at one of the validation rows */
    bool noisy;      /* the landscape's gradient has noise */
};

/* LINES as comments, the first behind a name. A carriage return ends a line of Python, too. */
static void put_comment(const char *name, const char *lines, struct lrs_str *out)
{
    while (*lines) {
        size_t len = strcspn(lines, "\r\n");
        lrs_str_addf(out, "#   %-9s %.*s\n", name, (int)len, lines);
        lines += len + strspn(lines + len, "\r\n");
        name = "";
    }
}

static bool needs_math(const struct replay *r)
{
    const struct lrs_surface *s = lrs_run_surface(r->run);
    return r->noisy || (s && python_uses(s->class->python, "math")) ||
           python_uses(lrs_str_text(&r->parts.imports), "math");
}

/* What the script itself needs, and what the parts have beyond that. */
static void put_imports(const struct replay *r, struct lrs_str *out)
{
    static const char own[] = "import math\nimport torch\nfrom torch import nn\n";
    const char *lines = lrs_str_text(&r->parts.imports);
    lrs_str_addf(out, "%s%s%s\nimport torch\nfrom torch import nn\n",
                 r->data ? "import base64\n" : "", needs_math(r) ? "import math\n" : "",
                 r->data ? "import struct\n" : "");
    while (*lines) {
        size_t len = strcspn(lines, "\n") + 1;
        char *line = lrs_strndup(lines, len);
        if (*line != '\n' && !strstr(own, line))
            lrs_str_add(out, line);
        lrs_free(line);
        lines += len;
    }
}

static void put_head(const struct replay *r, struct lrs_str *out)
{
    lrs_str_add(out, "# One training run, replayed in PyTorch number by number:\n#\n");
    for (int i = LRS_PROBLEM; i <= LRS_TRAIN; i++) {
        struct lrs_str spec = {0};
        if (i == LRS_MODEL && !r->data)
            continue;
        lrs_spec_print(r->e->part[i], false, &spec);
        put_comment(lrs_part_name((enum lrs_part)i), lrs_str_text(&spec), out);
        lrs_str_clear(&spec);
    }
    lrs_str_add(out, "#\n"
                     "# Written by lrscope " PACKAGE_VERSION
                     ". It prints the rates of `lrscope run` and, to "
                     "rounding, its losses.\n");
    if (r->watches)
        lrs_str_add(out,
                    "# After hundreds of steps rounding adds up, and the schedule, which looks at "
                    "losses, may act\n# at another epoch.\n");
    lrs_str_add(out, "# It needs PyTorch, 1.13 or later, and nothing else.\n\n");
    put_imports(r, out);
    lrs_str_addf(out, "\nSTEPS = %" PRId64 "  # updates to do; fewer end the run earlier\n",
                 r->clock.steps);
    lrs_str_add(out, "\n"
                     "torch.set_num_threads(1)\n"
                     "torch.set_flush_denormal(True)  # tiny numbers count as 0\n");
}

static void put_title(const char *title, struct lrs_str *out)
{
    lrs_str_addf(out, "\n# ---- %s ----\n\n", title);
}

/* ---- data, model, random numbers ---- */

static void put_model(const struct replay *r, struct lrs_str *out)
{
    size_t n;
    const float *weights = lrs_run_weights(r->run, &n);
    const struct lrs_dataset *d = r->data;
    struct lrs_model *m = lrs_model_new(r->e->part[LRS_MODEL], d->task, d->n_in, d->n_out, 1);
    replay_put_model(m, weights, out);
    lrs_model_free(m);
}

static void put_ground(const struct replay *r, struct lrs_str *out)
{
    size_t n;
    if (r->data) {
        replay_put_reader(out);
        put_title("the data", out);
        replay_put_data(r->data, r->validation, out);
        put_title("the model and its first weights", out);
        put_model(r, out);
        return;
    }
    put_title("the landscape, and where the walk begins", out);
    replay_put_landscape(lrs_run_surface(r->run), lrs_run_weights(r->run, &n), r->noisy, out);
}

static void put_streams(const struct replay *r, struct lrs_str *out)
{
    struct lrs_rng shuffle, noise;
    if (!r->data && !r->noisy)
        return;
    put_title(r->data ? "the order of the rows" : "the noise", out);
    replay_put_random(r->data != NULL, out);
    lrs_run_streams(r->run, &shuffle, &noise);
    lrs_str_add(out, "\n\n");
    replay_put_stream(r->data ? "shuffle" : "noise", r->data ? &shuffle : &noise, out);
}

/* ---- optimizer and schedule ---- */

static void put_parts(const struct lrs_pytorch *parts, struct lrs_str *out)
{
    put_title("optimizer and schedule", out);
    if (parts->helpers.len)
        lrs_str_addf(out, "\n%s\n\n", lrs_str_text(&parts->helpers));
    lrs_str_add(out, lrs_str_text(&parts->optimizer));
    lrs_str_add(out, lrs_str_text(&parts->schedule));
}

/* ---- the loop ---- */

/* The loss of the rows of this step. */
static void put_forward(const struct replay *r, struct lrs_str *out)
{
    if (!r->data) {
        lrs_str_add(out, "    loss = model()\n");
        return;
    }
    lrs_str_add(out, "    place = step % STEPS_PER_EPOCH  # in this epoch\n"
                     "    if place == 0:\n"
                     "        order = shuffle.order(len(x_train))\n"
                     "    batch = order[place * BATCH:(place + 1) * BATCH]\n"
                     "    loss = loss_function(model(x_train[batch]), y_train[batch])\n");
}

static void put_update(const struct replay *r, struct lrs_str *out)
{
    lrs_str_add(
        out, "    print(step, float(optimizer.param_groups[0][\"lr\"]), loss.item(), sep=\",\")\n"
             "    if not abs(loss.item()) <= 1e30:\n"
             "        break  # diverged\n"
             "    optimizer.zero_grad()\n"
             "    loss.backward()\n");
    if (r->noisy)
        lrs_str_add(
            out, "    draw = [d * noise.normal() if d > 0 else 0.0 for d in deviation.tolist()]\n"
                 "    model.x.grad += torch.tensor(draw, dtype=torch.float64)\n");
    lrs_str_add(out, "    optimizer.step()\n"
                     "    if not all(p.isfinite().all() for p in model.parameters()):\n"
                     "        break  # diverged, too\n");
}

/* What the schedule sees: METRIC is an expression. */
static void put_observe(const struct replay *r, int indent, const char *metric, struct lrs_str *out)
{
    lrs_str_addf(out, "%*smetric = %s\n", indent, "", metric);
    python_indent(lrs_str_text(&r->parts.observe), indent, out);
}

static void put_tick(const struct replay *r, int indent, struct lrs_str *out)
{
    python_indent(lrs_str_text(&r->parts.tick), indent, out);
}

static const char epoch_over[] = "    if place == STEPS_PER_EPOCH - 1:  # the epoch is over\n";

static void put_tick_per_step(const struct replay *r, struct lrs_str *out)
{
    if (r->watches && r->validation) {
        lrs_str_add(out, epoch_over);
        put_observe(r, 8, "validate()", out);
    } else if (r->watches) {
        put_observe(r, 4, "loss.item()", out);
    }
    put_tick(r, 4, out);
}

static void put_tick_per_epoch(const struct replay *r, struct lrs_str *out)
{
    bool sums = r->watches && !r->validation;
    if (sums)
        lrs_str_add(out, "    total = loss.item() * len(batch) + (total if place > 0 else 0.0)\n");
    if (!r->parts.tick.len && !r->parts.observe.len)
        return;
    lrs_str_add(out, epoch_over);
    if (r->watches)
        put_observe(r, 8, sums ? "total / len(x_train)" : "validate()", out);
    put_tick(r, 8, out);
}

static void put_validate(const struct replay *r, struct lrs_str *out)
{
    bool accuracy = r->train.monitor == LRS_VAL_ACCURACY && r->data->task == LRS_CLASSIFY;
    lrs_str_addf(out,
                 "\n\ndef validate():  # what the schedule watches\n"
                 "    with torch.no_grad():\n"
                 "        output = model(x_val)\n"
                 "        return %s.item()\n\n\n",
                 accuracy ? "(output.argmax(1) == y_val).double().mean()"
                          : "loss_function(output, y_val)");
}

static void put_loop(const struct replay *r, struct lrs_str *out)
{
    put_title("training", out);
    if (r->data)
        lrs_str_addf(out, "BATCH, STEPS_PER_EPOCH = %" PRId64 ", %" PRId64 "\n\n", r->train.batch,
                     r->clock.steps_per_epoch);
    if (r->validation)
        put_validate(r, out);
    lrs_str_add(out, "# A line a step: the rate of its update, and its loss before that.\n"
                     "print(\"step,lr,train_loss\")\n"
                     "for step in range(STEPS):\n");
    put_forward(r, out);
    put_update(r, out);
    if (r->parts.per_step || !r->data)
        put_tick_per_step(r, out);
    else
        put_tick_per_epoch(r, out);
}

/* ---- the whole ---- */

static void put_script(const struct replay *r, struct lrs_str *out)
{
    put_head(r, out);
    put_ground(r, out);
    put_streams(r, out);
    put_parts(&r->parts, out);
    put_loop(r, out);
}

bool lrs_pytorch_replay(const struct lrs_experiment *e, struct lrs_str *out, struct lrs_err *err)
{
    struct lrs_run *run = lrs_run_new(e, err);
    if (!run)
        return false;
    struct lrs_run_info info;
    lrs_run_info(run, &info);
    struct replay r = {
        .run = run,
        .e = e,
        .data = lrs_run_dataset(run),
        .train = lrs_experiment_train(e),
        .clock = info.clock,
        .noisy = replay_is_noisy(lrs_run_surface(run)),
    };
    bool ok = lrs_pytorch_parts(e, &r.clock, true, &r.parts, err);
    r.watches = r.parts.observe.len > 0;
    r.validation = r.watches && info.n_val > 0 && r.train.monitor != LRS_TRAIN_LOSS;
    if (ok)
        put_script(&r, out);
    lrs_pytorch_clear(&r.parts);
    lrs_run_free(run);
    return ok;
}
