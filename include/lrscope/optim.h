/* Optimizers: the update of all parameters from their gradient, exactly as PyTorch has it, in
 * float32 for networks and in double for landscapes.
 *
 * Updates follow the fma recipe of PyTorch's CPU kernels: bit-identical where the processor has
 * FMA, elsewhere to rounding (float32: about 1e-5 after 60 steps). Elementwise over a flat vector,
 * so that the same code serves any model. */
#ifndef LRSCOPE_OPTIM_H
#define LRSCOPE_OPTIM_H

#include "lrscope/spec.h"

/* What changes from update to update. */
struct lrs_update {
    double lr;
    double momentum; /* driven by the schedule in place of momentum or betas[0]; NaN = not driven */
};

/* In front of the slots in an optimizer's state; plain data. */
struct lrs_optim_head {
    int64_t t;       /* updates done, counted before the kind's step: 1 in the first */
    int64_t started; /* bit k: slot k holds something (PyTorch creates momentum buffers late) */
    double aux[4];   /* the kind's own scalars (NAdam's product of mu) */
};

struct lrs_optimizer_class {
    struct lrs_kind kind; /* first */
    /* PyTorch has this kind under this name with these rows, in this order, and `semantics` "torch"
     * (where there is such a row) computes what it computes. */
    bool in_torch;
    int slots;            /* vectors as long as the parameters */
    const char *driven;   /* the path that a schedule's momentum drives: "momentum", "betas.1"; NULL */
    /* Fills slots that do not start at 0; NULL = all do. */
    void (*start32)(const void *cfg, float *const *slot, size_t n);
    void (*start64)(const void *cfg, double *const *slot, size_t n);
    void (*step32)(const void *cfg, const struct lrs_update *u, struct lrs_optim_head *head,
                   float *p, const float *g, float *const *slot, size_t n);
    void (*step64)(const void *cfg, const struct lrs_update *u, struct lrs_optim_head *head,
                   double *p, const double *g, double *const *slot, size_t n);
    /* The effective rate of a parameter whose slots are SLOT, by the state after an update U: what
     * multiplies its gradient, or the mean of its gradients without the bias of their start. NaN
     * before its first gradient. NULL = the rate itself, for every parameter. */
    double (*rate)(const void *cfg, const struct lrs_update *u, const struct lrs_optim_head *head,
                   const double *slot);
};

/* A compiled optimizer for N parameters. */
struct lrs_optimizer {
    const struct lrs_optimizer_class *class;
    struct lrs_spec *spec; /* its own copy, from which cfg borrows lists */
    void *cfg;
    size_t n;
    bool wide; /* double */
};

extern const struct lrs_registry lrs_optimizers;

struct lrs_optimizer *lrs_optimizer_new(const struct lrs_spec *spec, size_t n, bool wide);
void lrs_optimizer_free(struct lrs_optimizer *o);
/* Bytes of state: head and slots; 64-aligned, position-independent. */
size_t lrs_optimizer_state_size(const struct lrs_optimizer *o);
void lrs_optimizer_start(const struct lrs_optimizer *o, void *state);
/* One update of P (float or double, as made) by gradient G. G may be changed. Allocates nothing. */
void lrs_optimizer_step(const struct lrs_optimizer *o, void *state, const struct lrs_update *u,
                        void *p, const void *g);
/* The effective rates of at most MAX parameters, evenly spread, into RATE, as the last update U left
 * them; returns how many. 0 where all are the rate itself, and before the first update. */
size_t lrs_optimizer_rates(const struct lrs_optimizer *o, const void *state,
                           const struct lrs_update *u, size_t max, double *rate);
/* The base rate of a spec (row "lr"). */
double lrs_optimizer_lr(const struct lrs_spec *spec);

#endif
