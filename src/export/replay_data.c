/* A replay's data in Python: numbers as base64 of little-endian bytes or as plain lists, the rows of
 * a data set, the model with its first weights, a landscape with its noise. */
#include "replay_priv.h"

#include <string.h>

#include "export_priv.h"
#include "lrscope/mem.h"

enum { LINE = 96 }; /* columns of a line of data */

/* Base64 (RFC 4648) of a stream of bytes, wrapped. */
struct encoder {
    struct lrs_str *out;
    uint32_t bits;
    int n, column;
};

static void put_group(struct encoder *e, int bytes)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char group[4];
    for (int i = 0; i < 4; i++)
        group[i] = i <= bytes ? digit[e->bits >> (18 - 6 * i) & 63] : '=';
    if (e->column == LINE) {
        lrs_str_add(e->out, "\n");
        e->column = 0;
    }
    lrs_str_addn(e->out, group, sizeof group);
    e->column += 4;
    e->bits = 0;
    e->n = 0;
}

static void put_byte(struct encoder *e, unsigned char byte)
{
    e->bits |= (uint32_t)byte << (16 - 8 * e->n);
    if (++e->n == 3)
        put_group(e, 3);
}

/* N numbers of SIZE (4 or 8) bytes each, least byte first whatever the machine. */
static void put_numbers(const void *at, size_t n, size_t size, struct lrs_str *out)
{
    struct encoder e = {.out = out};
    for (size_t i = 0; i < n; i++) {
        uint64_t bits = 0;
        if (size == sizeof(uint32_t)) {
            uint32_t half;
            memcpy(&half, (const char *)at + i * size, size);
            bits = half;
        } else {
            memcpy(&bits, (const char *)at + i * size, size);
        }
        for (size_t k = 0; k < size; k++)
            put_byte(&e, (unsigned char)(bits >> 8 * k & 255));
    }
    if (e.n > 0)
        put_group(&e, e.n);
}

static void put_floats(const char *name, const float *at, size_t n, struct lrs_str *out)
{
    lrs_str_addf(out, "%s = tensor(torch.float32, \"\"\"\n", name);
    put_numbers(at, n, sizeof *at, out);
    lrs_str_add(out, "\"\"\")\n");
}

static void put_doubles(const char *name, const double *at, size_t n, struct lrs_str *out)
{
    lrs_str_addf(out, "%s = tensor(torch.float64, \"\"\"\n", name);
    put_numbers(at, n, sizeof *at, out);
    lrs_str_add(out, "\"\"\")\n");
}

static void put_labels(const char *name, const int32_t *at, int n, struct lrs_str *out)
{
    size_t line = 0;
    lrs_str_addf(out, "%s = torch.tensor([int(c) for c in \"\"\"", name);
    for (int i = 0; i < n; i++) {
        bool wrap = i == 0 || out->len - line > LINE;
        if (wrap)
            line = out->len;
        lrs_str_addf(out, "%s%d", wrap ? "\n" : " ", (int)at[i]);
    }
    lrs_str_add(out, "\"\"\".split()])\n");
}

void replay_put_reader(struct lrs_str *out)
{
    lrs_str_add(
        out,
        "\n\ndef tensor(dtype, text):\n"
        "    \"\"\"Numbers that were written as base64 of little-endian floats.\"\"\"\n"
        "    raw, letter = base64.b64decode(text), {torch.float32: \"f\", torch.float64: "
        "\"d\"}[dtype]\n"
        "    numbers = struct.unpack(f\"<{len(raw) // struct.calcsize(letter)}{letter}\", raw)\n"
        "    return torch.tensor(numbers, dtype=dtype)\n");
}

static void put_rows(const struct lrs_dataset *d, const char *part, int from, int to,
                     struct lrs_str *out)
{
    char name[32];
    size_t first = (size_t)from, rows = (size_t)(to - from), n_in = (size_t)d->n_in;
    size_t n_out = (size_t)d->n_out;
    snprintf(name, sizeof name, "x_%s", part);
    put_floats(name, d->x + first * n_in, rows * n_in, out);
    lrs_str_addf(out, "%s = %s.view(%d, %d)\n", name, name, to - from, d->n_in);
    snprintf(name, sizeof name, "y_%s", part);
    if (d->task == LRS_CLASSIFY) {
        put_labels(name, d->label + from, to - from, out);
        return;
    }
    put_floats(name, d->target + first * n_out, rows * n_out, out);
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
    put_floats("weights", w, m->n_params, out);
    lrs_str_add(out, "with torch.no_grad():\n"
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

static bool is_noisy(const struct lrs_surface *s)
{
    for (int i = 0; s->class->noise && i < s->about.dim; i++)
        if (s->class->noise(s->cfg, i) > 0)
            return true;
    return false;
}

bool replay_put_landscape(const struct lrs_surface *s, const double *x, struct lrs_str *out)
{
    bool noisy = is_noisy(s);
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
    put_doubles("start", x, (size_t)s->about.dim, out);
    lrs_str_add(out, "model = Landscape(start)\n");
    if (!noisy)
        return false;
    double *deviation = LRS_ARRAY(double, (size_t)s->about.dim);
    for (int i = 0; i < s->about.dim; i++)
        deviation[i] = s->class->noise(s->cfg, i);
    lrs_str_add(out, "\n# The standard deviation of the noise on each entry of the gradient.\n");
    put_doubles("deviation", deviation, (size_t)s->about.dim, out);
    lrs_free(deviation);
    return true;
}
