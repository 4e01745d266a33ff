/* ReduceLROnPlateau as a small Python class, for programs whose library has none that counts so:
 * PyTorch's count elsewhere, or inside another schedule; Keras' and optax's count in PyTorch. */
#include <string.h>

#include "export_priv.h"

static const char either_bar[] =
    "self.best * (1 + sign * self.threshold) if self.threshold_mode == \"rel\" "
    "else self.best + sign * self.threshold";

static const struct semantics {
    const char *word; /* of the row "semantics" */
    const char *name; /* of the class */
    const char *doc;
    const char *args;  /* rows, in the order of the constructor */
    const char *bar;   /* what a metric must be beyond to count as better */
    const char *count; /* the lines that count and lower */
} all[] = {
    {"torch", "TorchPlateau", "ReduceLROnPlateau as PyTorch counts it",
     "mode factor patience threshold threshold_mode cooldown min_lr eps", either_bar,
     "self.bad = 0 if better else self.bad + 1\n"
     "if self.cool > 0:\n"
     "    self.cool -= 1\n"
     "    self.bad = 0\n"
     "if self.bad > self.patience:\n"
     "    lower = max(self.lr * self.factor, self.min_lr)\n"
     "    if self.lr - lower > self.eps:\n"
     "        self.lr = lower\n"
     "    self.cool = self.cooldown\n"
     "    self.bad = 0\n"},
    {"keras", "KerasPlateau", "ReduceLROnPlateau as Keras counts it: one tick earlier than PyTorch",
     "mode factor patience threshold cooldown min_lr", "self.best + sign * self.threshold",
     "if self.cool > 0:\n"
     "    self.cool -= 1\n"
     "    self.bad = 0\n"
     "if better:\n"
     "    self.bad = 0\n"
     "elif self.cool == 0:\n"
     "    self.bad += 1\n"
     "    if self.bad >= self.patience and self.lr > self.min_lr:\n"
     "        self.lr = max(self.lr * self.factor, self.min_lr)\n"
     "        self.cool = self.cooldown\n"
     "        self.bad = 0\n"},
    {"optax", "OptaxPlateau", "reduce_on_plateau as optax counts it: one tick earlier than PyTorch",
     "mode factor patience threshold threshold_mode cooldown min_lr", either_bar,
     "bad = 0 if better else self.bad + 1\n"
     "if self.cool > 0:\n"
     "    self.cool -= 1\n"
     "    self.bad = 0\n"
     "    return\n"
     "drop = bad == self.patience\n"
     "self.lr = max(self.lr * self.factor if drop else self.lr, self.min_lr)\n"
     "self.cool = self.cooldown if drop else 0\n"
     "self.bad = 0 if drop else bad\n"},
};

int plateau_semantics(const struct lrs_spec *spec)
{
    const char *word = semantics_of(spec);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].word, word))
            return (int)i;
    LRS_BUG("no plateau counts as %s does", word);
}

/* Copies the first word of LIST; returns what follows it, or NULL where there is none. */
static const char *next_word(const char *list, char word[64])
{
    size_t len = strcspn(list, " ");
    if (len == 0 || len >= 64)
        return NULL;
    memcpy(word, list, len);
    word[len] = '\0';
    return list + len + (list[len] == ' ');
}

void plateau_class(int semantics, struct lrs_str *out)
{
    const struct semantics *s = &all[semantics];
    char word[64];
    lrs_str_addf(out, "%sclass %s:\n", out->len ? "\n\n" : "", s->name);
    lrs_str_addf(out, "    \"\"\"%s.\n\n", s->doc);
    lrs_str_add(out,
                "    All of its state is in its attributes: keep vars() of it in checkpoints.\n"
                "    \"\"\"\n\n"
                "    def __init__(self, lr");
    for (const char *at = s->args; (at = next_word(at, word));)
        lrs_str_addf(out, ", %s", word);
    lrs_str_add(out, "):\n        self.lr = lr\n");
    for (const char *at = s->args; (at = next_word(at, word));)
        lrs_str_addf(out, "        self.%s = %s\n", word, word);
    lrs_str_add(out, "        self.best = math.inf if mode == \"min\" else -math.inf\n"
                     "        self.bad = 0\n"
                     "        self.cool = 0\n\n"
                     "    def __call__(self, t):\n"
                     "        return self.lr\n\n"
                     "    def observe(self, metric):\n"
                     "        sign = -1 if self.mode == \"min\" else 1\n");
    lrs_str_addf(out, "        bar = %s\n", s->bar);
    lrs_str_add(out, "        better = sign * metric > sign * bar\n"
                     "        if better:\n"
                     "            self.best = metric\n");
    python_indent(s->count, 8, out);
}

void plateau_object(const struct lrs_spec *spec, double base, struct lrs_str *out)
{
    const struct semantics *s = &all[plateau_semantics(spec)];
    char word[64];
    lrs_str_addf(out, "%s(\n    lr=", s->name);
    lrs_python_real(base, out);
    for (const char *at = s->args; (at = next_word(at, word));) {
        struct lrs_err err;
        const struct lrs_param *p = &spec->kind->params[lrs_spec_row(spec->kind, word, &err)];
        lrs_str_addf(out, ",\n    %s=", word);
        lrs_python_value(p, lrs_spec_get(spec, word), out);
    }
    lrs_str_add(out, ",\n)");
}
