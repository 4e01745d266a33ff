/* What Keras and optax have of their own, as data, and what their writers share. */
#ifndef LRSCOPE_EXPORT_LIBRARY_H
#define LRSCOPE_EXPORT_LIBRARY_H

#include "code_priv.h"

/* A schedule as the library's own class: SPEC for HORIZON ticks of N updates each, as an expression. False
 * (nothing written) where the library has none that gives the same rates at each update. */
bool library_schedule(enum lrs_code library, const struct lrs_spec *spec, double horizon,
                      double base, int64_t n, struct lrs_str *out);

/* An optimizer: the function, its arguments besides the rate, and what is different there. */
struct library_optimizer {
    const char *name, *semantics;
    const char *call;   /* "keras.optimizers.SGD" */
    const char *args;   /* "momentum={momentum}, nesterov={nesterov}" */
    const char *driven; /* the argument that a schedule's momentum would drive, or NULL */
    const char *note;   /* sentences, or NULL */
};
/* NULL with a sentence where the library has none. */
const struct library_optimizer *library_optimizer(enum lrs_code library,
                                                  const struct lrs_spec *spec,
                                                  struct lrs_err *err);

/* TEMPLATE with each {row} replaced by its value in Python. Products and quotients of numbers may stand
 * there, too: {step_size*n}, {eta_min/lr}. */
void library_fill(const char *template, const struct lrs_spec *spec, double base, int64_t n,
                  struct lrs_str *out);

/* "keras.optimizers.SGD(learning_rate=RATE, momentum=0.9)"; with MOMENTUM that expression stands for the
 * driven argument. HEAD is what is called. */
void library_print(const struct library_optimizer *o, const char *head, const char *rate,
                   const char *momentum, const struct lrs_spec *spec, struct lrs_str *out);
/* What is different there, as sentences, one a line: the optimizer's note, and values that it has no
 * argument for. EXCEPT: a row that is taken care of, or NULL. */
void library_notes(const struct library_optimizer *o, const char *library,
                   const struct lrs_spec *spec, const char *except, struct lrs_str *out);

bool keras_write(const struct code_job *job, struct lrs_str *out, struct lrs_err *err);
bool optax_write(const struct code_job *job, struct lrs_str *out, struct lrs_err *err);

#endif
