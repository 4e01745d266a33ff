/* The optimizers of Keras and optax that are nearest to ours, and where they differ. Every argument is
 * written, since defaults differ, too. */
#include "library.h"

#include <string.h>

#include "lrscope/mem.h"

/* clang-format off */
static const struct library_optimizer keras[] = {
    {"SGD", "torch", "keras.optimizers.SGD", "momentum={momentum}, nesterov={nesterov}", NULL,
     "Keras puts the rate into the velocity: after a drop of the rate it coasts on, where PyTorch slows at once."},
    {"SGD", "keras", "keras.optimizers.SGD", "momentum={momentum}, nesterov={nesterov}", NULL, NULL},
    {"Adagrad", "torch", "keras.optimizers.Adagrad",
     "initial_accumulator_value={initial_accumulator_value}, epsilon={eps}", NULL,
     "Keras adds epsilon inside the root, PyTorch outside."},
    {"Adadelta", "torch", "keras.optimizers.Adadelta", "rho={rho}, epsilon={eps}", NULL, NULL},
    {"RMSprop", "torch", "keras.optimizers.RMSprop",
     "rho={alpha}, momentum={momentum}, epsilon={eps}, centered={centered}", NULL,
     "Keras adds epsilon inside the root and puts the rate into the velocity."},
    {"Adam", "torch", "keras.optimizers.Adam",
     "beta_1={betas.1}, beta_2={betas.2}, epsilon={eps}, amsgrad={amsgrad}", NULL,
     "Keras does not correct epsilon for the bias: early steps differ a little."},
    {"AdamW", "torch", "keras.optimizers.AdamW",
     "beta_1={betas.1}, beta_2={betas.2}, epsilon={eps}, weight_decay={weight_decay}, amsgrad={amsgrad}", NULL,
     "Keras does not correct epsilon for the bias: early steps differ a little."},
    {"NAdam", "torch", "keras.optimizers.Nadam", "beta_1={betas.1}, beta_2={betas.2}, epsilon={eps}", NULL,
     "Keras lets beta_1 grow faster than PyTorch's momentum_decay does."},
    {"Adamax", "torch", "keras.optimizers.Adamax", "beta_1={betas.1}, beta_2={betas.2}, epsilon={eps}", NULL,
     "Keras adds epsilon to the largest gradient, PyTorch inside the maximum."},
    {"Lion", "torch", "keras.optimizers.Lion",
     "beta_1={betas.1}, beta_2={betas.2}, weight_decay={weight_decay}", NULL, NULL},
};

static const struct library_optimizer optax[] = {
    {"SGD", "torch", "optax.sgd", "momentum={momentum}, nesterov={nesterov}", "momentum", NULL},
    {"SGD", "keras", "optax.sgd", "momentum={momentum}, nesterov={nesterov}", "momentum",
     "optax keeps the rate outside the velocity: a drop of the rate acts at once, where Keras coasts on."},
    {"Adagrad", "torch", "optax.adagrad",
     "initial_accumulator_value={initial_accumulator_value}, eps={eps}", NULL,
     "optax adds eps inside the root, PyTorch outside."},
    {"Adadelta", "torch", "optax.adadelta", "rho={rho}, eps={eps}", NULL, NULL},
    {"RMSprop", "torch", "optax.rmsprop",
     "decay={alpha}, eps={eps}, centered={centered}, momentum={momentum}", "momentum",
     "optax adds eps inside the root and puts the rate into the velocity."},
    {"Adam", "torch", "optax.adam", "b1={betas.1}, b2={betas.2}, eps={eps}", "b1", NULL},
    {"AdamW", "torch", "optax.adamw",
     "b1={betas.1}, b2={betas.2}, eps={eps}, weight_decay={weight_decay}", "b1", NULL},
    {"NAdam", "torch", "optax.nadam", "b1={betas.1}, b2={betas.2}, eps={eps}", "b1",
     "optax has no momentum_decay: b1 is the same from the start."},
    {"RAdam", "torch", "optax.radam", "b1={betas.1}, b2={betas.2}, eps={eps}", "b1", NULL},
    {"Adamax", "torch", "optax.adamax", "b1={betas.1}, b2={betas.2}, eps={eps}", "b1", NULL},
    {"Lion", "torch", "optax.lion", "b1={betas.1}, b2={betas.2}, weight_decay={weight_decay}", "b1", NULL},
};
/* clang-format on */

static const struct library_optimizer *find(const struct library_optimizer *list, size_t n,
                                            const struct lrs_spec *spec)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i].name, spec->kind->name) &&
            !strcmp(list[i].semantics, semantics_of(spec)))
            return &list[i];
    return NULL;
}

const struct library_optimizer *library_optimizer(enum lrs_code library,
                                                  const struct lrs_spec *spec, struct lrs_err *err)
{
    bool is_keras = library == LRS_CODE_KERAS;
    const struct library_optimizer *o = is_keras ? find(keras, sizeof keras / sizeof *keras, spec)
                                                 : find(optax, sizeof optax / sizeof *optax, spec);
    if (!o)
        lrs_fail(err, "%s has no %s; choose another optimizer", is_keras ? "Keras" : "optax",
                 spec->kind->name);
    return o;
}

void library_print(const struct library_optimizer *o, const char *head, const char *rate,
                   const char *momentum, const struct lrs_spec *spec, struct lrs_str *out)
{
    struct lrs_str args = {0};
    lrs_str_addf(out, "%s(learning_rate=%s, ", head, rate);
    library_fill(o->args, spec, 0, 1, &args);
    const char *text = lrs_str_text(&args), *at = momentum ? strstr(text, o->driven) : NULL;
    if (at) {
        at += strlen(o->driven) + 1; /* behind the "=" */
        lrs_str_addn(out, text, (size_t)(at - text));
        lrs_str_add(out, momentum);
        at += strcspn(at, ",");
        text = at;
    }
    lrs_str_addf(out, "%s)", text);
    lrs_str_clear(&args);
}

void library_notes(const struct library_optimizer *o, const char *library,
                   const struct lrs_spec *spec, const char *except, struct lrs_str *out)
{
    if (o->note)
        lrs_str_addf(out, "%s\n", o->note);
    for (int i = 0; i < spec->kind->n_params; i++) {
        const struct lrs_param *p = &spec->kind->params[i];
        char *place = lrs_format("{%s", p->name);
        bool said = strstr(o->args, place) || !strcmp(p->name, "lr") ||
                    !strcmp(p->name, "semantics") || (except && !strcmp(p->name, except));
        lrs_free(place);
        if (said || python_is_default(p, &spec->at[i]))
            continue;
        lrs_str_addf(out, "%s has no ", library);
        lrs_str_addf(out, "%s here; ours is ", p->name);
        lrs_python_value(p, &spec->at[i], out);
        lrs_str_add(out, ".\n");
    }
}
