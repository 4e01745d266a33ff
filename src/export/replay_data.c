/* What a replay trains, in Python: the rows of a data set and the model with its first weights, or a
 * landscape with its noise. */
#include "replay_priv.h"

#include "export_priv.h"
#include "lrscope/mem.h"

static void put_rows(const struct lrs_dataset *d, const char *part, int from, int to,
                     struct lrs_str *out)
{
    char name[32];
    size_t first = (size_t)from, rows = (size_t)(to - from), n_in = (size_t)d->n_in;
    size_t n_out = (size_t)d->n_out;
    snprintf(name, sizeof name, "x_%s", part);
    replay_put_floats(name, d->x + first * n_in, rows * n_in, out);
    lrs_str_addf(out, "%s = %s.view(%d, %d)\n", name, name, to - from, d->n_in);
    snprintf(name, sizeof name, "y_%s", part);
    if (d->task == LRS_CLASSIFY) {
        replay_put_labels(name, d->label + from, rows, out);
        return;
    }
    replay_put_floats(name, d->target + first * n_out, rows * n_out, out);
    lrs_str_addf(out, "%s = %s.view(%d, %d)\n", name, name, to - from, d->n_out);
}

void replay_put_data(const struct lrs_dataset *d, bool validation, struct lrs_str *out)
{
    if (d->standardised)
        lrs_str_add(out, "# Standardised on the training rows.\n");
    put_rows(d, "train", 0, d->n_train, out);
    if (validation)
        put_rows(d, "val", d->n_train, d->rows, out);
}

void replay_put_model(const struct lrs_model *m, const float *w, struct lrs_str *out)
{
    struct lrs_str modules = {0};
    m->class->print_torch(m, &modules);
    lrs_str_add(out, "model = nn.Sequential(\n");
    python_indent(lrs_str_text(&modules), 4, out);
    lrs_str_clear(&modules);
    lrs_str_addf(out, ")\nloss_function = %s()\n\n",
                 m->task == LRS_CLASSIFY ? "nn.CrossEntropyLoss" : "nn.MSELoss");
    replay_put_floats("weights", w, m->n_params, out);
    lrs_str_add(out,
                "with torch.no_grad():  # of each layer the matrix, inputs by outputs; the biases\n"
                "    for layer in model:\n"
                "        if isinstance(layer, nn.Linear):\n"
                "            n, m = layer.in_features, layer.out_features\n"
                "            layer.weight.copy_(weights[:n * m].view(n, m).t())\n"
                "            layer.bias.copy_(weights[n * m:(n + 1) * m])\n"
                "            weights = weights[(n + 1) * m:]\n");
}

/* ---- landscapes ---- */

static void put_surface_rows(const struct lrs_surface *s, struct lrs_str *out)
{
    const struct lrs_kind *kind = s->spec->kind;
    bool any = false;
    for (int i = 0; i < kind->n_params; i++) {
        if (!python_uses(s->class->python, kind->params[i].name))
            continue;
        lrs_str_addf(out, "%s = ", kind->params[i].name);
        lrs_python_value(&kind->params[i], &s->spec->at[i], out);
        lrs_str_add(out, "\n");
        any = true;
    }
    lrs_str_add(out, any ? "\n" : "");
}

bool replay_is_noisy(const struct lrs_surface *s)
{
    for (int i = 0; s && s->class->noise && i < s->about.dim; i++)
        if (s->class->noise(s->cfg, i) > 0)
            return true;
    return false;
}

void replay_put_landscape(const struct lrs_surface *s, const double *x, bool noisy,
                          struct lrs_str *out)
{
    put_surface_rows(s, out);
    lrs_str_add(out, "\nclass Landscape(nn.Module):\n"
                     "    \"\"\"A model without data: its weights are the place x.\"\"\"\n\n"
                     "    def __init__(self, start):\n"
                     "        super().__init__()\n"
                     "        self.x = nn.Parameter(start)\n\n"
                     "    def forward(self):\n"
                     "        x = self.x\n");
    python_indent(s->class->python, 8, out);
    lrs_str_add(out, "\n\n");
    replay_put_doubles("start", x, (size_t)s->about.dim, out);
    lrs_str_add(out, "model = Landscape(start)\n");
    if (!noisy)
        return;
    double *deviation = LRS_ARRAY(double, (size_t)s->about.dim);
    for (int i = 0; i < s->about.dim; i++)
        deviation[i] = s->class->noise(s->cfg, i);
    lrs_str_add(out, "\n# The standard deviation of the noise on each entry of the gradient.\n");
    replay_put_doubles("deviation", deviation, (size_t)s->about.dim, out);
    lrs_free(deviation);
}
