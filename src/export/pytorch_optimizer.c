/* Optimizers as lines of PyTorch, and as small classes where PyTorch has none. */
#include <string.h>

#include "pytorch_priv.h"

static const char step_head[] =
    "    @torch.no_grad()\n"
    "    def step(self, closure=None):\n"
    "        loss = None if closure is None else torch.enable_grad()(closure)()\n"
    "        for group in self.param_groups:\n"
    "            for p in group[\"params\"]:\n"
    "                if p.grad is not None:\n"
    "                    self.update(p, p.grad, self.state[p], **group)\n"
    "        return loss\n\n";

static const struct torch_optimizer {
    const char *name, *semantics;
    const char *class_name; /* NULL: PyTorch has it under its name */
    bool repaired;          /* PyTorch has it, but not every version computes the same */
    const char *head, *update;
} all[] = {
    {"SGD", "torch", NULL, false, NULL, NULL},
    {"Adagrad", "torch", NULL, false, NULL, NULL},
    {"Adadelta", "torch", NULL, false, NULL, NULL},
    {"RMSprop", "torch", NULL, false, NULL, NULL},
    {"Adam", "torch", NULL, false, NULL, NULL},
    {"AdamW", "torch", NULL, false, NULL, NULL},
    {"RAdam", "torch", NULL, false, NULL, NULL},
    {"Adamax", "torch", NULL, false, NULL, NULL},
    {"NAdam", "torch", "FixedNAdam", true,
     "    \"\"\"NAdam as PyTorch has it since 2.0.\"\"\"\n\n"
     "    def __init__(self, params, lr=2e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0,\n"
     "                 momentum_decay=4e-3):\n"
     "        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, "
     "weight_decay=weight_decay,\n"
     "                                      momentum_decay=momentum_decay))\n\n",
     "    def update(self, p, g, state, lr, betas, eps, weight_decay, momentum_decay, **rest):\n"
     "        if not state:\n"
     "            state.update(t=0, mus=1.0, m=torch.zeros_like(p), v=torch.zeros_like(p))\n"
     "        state[\"t\"] += 1\n"
     "        t, m, v = state[\"t\"], state[\"m\"], state[\"v\"]\n"
     "        g = g.add(p, alpha=weight_decay)\n"
     "        mu = betas[0] * (1 - 0.5 * 0.96 ** (t * momentum_decay))\n"
     "        mu_next = betas[0] * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))\n"
     "        state[\"mus\"] *= mu\n"
     "        m.mul_(betas[0]).add_(g, alpha=1 - betas[0])\n"
     "        v.mul_(betas[1]).addcmul_(g, g, value=1 - betas[1])\n"
     "        root = v.div(1 - betas[1] ** t).sqrt_().add_(eps)\n"
     "        p.addcdiv_(g, root, value=-lr * (1 - mu) / (1 - state[\"mus\"]))\n"
     "        p.addcdiv_(m, root, value=-lr * mu_next / (1 - state[\"mus\"] * mu_next))\n"},
    {"Lion", "torch", "Lion", false,
     "    \"\"\"Lion (Chen et al., 2023): every weight moves by exactly lr.\"\"\"\n\n"
     "    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):\n"
     "        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))\n\n",
     "    def update(self, p, g, state, lr, betas, weight_decay, **rest):\n"
     "        m = state.setdefault(\"m\", torch.zeros_like(p))\n"
     "        p.mul_(1 - lr * weight_decay)\n"
     "        p.add_(m.mul(betas[0]).add_(g, alpha=1 - betas[0]).sign_(), alpha=-lr)\n"
     "        m.mul_(betas[1]).add_(g, alpha=1 - betas[1])\n"},
    {"SGD", "keras", "KerasSGD", false,
     "    \"\"\"SGD as Keras has it: the rate stands inside the velocity, which coasts on after a "
     "drop.\"\"\"\n\n"
     "    def __init__(self, params, lr=1e-3, momentum=0.0, dampening=0.0, weight_decay=0.0,\n"
     "                 nesterov=False):\n"
     "        super().__init__(params, dict(lr=lr, momentum=momentum, dampening=dampening,\n"
     "                                      weight_decay=weight_decay, nesterov=nesterov))\n\n",
     "    def update(self, p, g, state, lr, momentum, dampening, weight_decay, nesterov, **rest):\n"
     "        g = g.add(p, alpha=weight_decay)\n"
     "        if momentum == 0:\n"
     "            p.add_(g, alpha=-lr)\n"
     "            return\n"
     "        pull = 1 - dampening if \"v\" in state else 1  # the first gradient is not dampened\n"
     "        v = state.setdefault(\"v\", torch.zeros_like(p))\n"
     "        v.mul_(momentum).add_(g, alpha=-lr * pull)\n"
     "        p.add_(g.mul(-lr).add_(v, alpha=momentum) if nesterov else v)\n"},
};

static const struct torch_optimizer *find(const struct lrs_spec *spec)
{
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!strcmp(all[i].name, spec->kind->name) && !strcmp(all[i].semantics, semantics_of(spec)))
            return &all[i];
    return NULL;
}

/* A pair reads best as PyTorch's documentation has it: betas=(0.9, 0.999). */
static void print_argument(const struct lrs_param *p, const struct lrs_value *v,
                           struct lrs_str *out)
{
    lrs_str_addf(out, ", %s=", p->name);
    size_t from = out->len;
    lrs_python_value(p, v, out);
    if (v->tag == LRS_REALS) {
        out->s[from] = '(';
        out->s[out->len - 1] = ')';
    }
}

bool pytorch_optimizer(const struct lrs_spec *spec, bool any_version, struct lrs_pytorch *p,
                       struct lrs_err *err)
{
    const struct torch_optimizer *o = find(spec);
    if (!o)
        return lrs_fail(err, "the optimizer %s (%s) has no form in PyTorch", spec->kind->name,
                        semantics_of(spec));
    bool own = o->class_name && (any_version || !o->repaired);
    if (own)
        lrs_str_addf(&p->helpers, "class %s(torch.optim.Optimizer):\n%s%s%s", o->class_name,
                     o->head, step_head, o->update);
    lrs_str_addf(&p->optimizer, "optimizer = %s%s(model.parameters()", own ? "" : "torch.optim.",
                 own ? o->class_name : o->name);
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *row = &spec->kind->params[i];
        if (strcmp(row->name, "semantics") &&
            (!strcmp(row->name, "lr") || !python_is_default(row, &spec->at[i])))
            print_argument(row, &spec->at[i], &p->optimizer);
    }
    lrs_str_add(&p->optimizer, ")\n");
    return true;
}
