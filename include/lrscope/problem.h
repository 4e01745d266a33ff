/* Problems: what is learnt. Data for a model (float32), or a landscape: a function of a few
 * numbers (double), with its exact gradient, that the optimizer walks on directly. */
#ifndef LRSCOPE_PROBLEM_H
#define LRSCOPE_PROBLEM_H

#include "lrscope/num.h"
#include "lrscope/rng.h"
#include "lrscope/spec.h"

/* Rows 0..n_train-1 are for training, the rest for validation. Made once per run, then const. */
struct lrs_dataset {
    enum lrs_task task;
    int rows, n_train;
    int n_in, n_out;      /* classes for CLASSIFY, numbers a row for REGRESS */
    float *x;             /* rows x n_in */
    int32_t *label;       /* CLASSIFY */
    float *target;        /* REGRESS: rows x n_out */
    char **class_name;    /* n_out names, or NULL */
    char **input_name;    /* n_in names, or NULL */
    double box[4];        /* n_in <= 2: x lo, x hi, y lo, y hi that a picture should show */
    int image_side;       /* inputs are a square image of this side; 0 = not */
    bool standardised;    /* inputs, and targets of REGRESS, have mean 0 and (population) standard
                           * deviation 1 on the training rows; losses are in those units */
};

/* A function of DIM numbers. */
struct lrs_landscape {
    int dim;
    double box[4];        /* dim == 2: what a picture should show */
    int n_minima;         /* known ones, dim == 2 */
    double minima[4][2];
    double floor;         /* the least value, NaN where unknown */
};

enum lrs_form { LRS_DATA, LRS_LANDSCAPE };

struct lrs_problem_class {
    struct lrs_kind kind; /* first */
    enum lrs_form form;
    double fit_epochs;    /* what the chooser sets train.epochs (or steps) to */
    double fit_lr;        /* a base rate for SGD that works here */
    /* DATA: fills everything but n_train and the order of rows; a box that is set is the least that
     * a picture shows; STANDARDISED asks for it. May fail (a file); D is freed by the caller. */
    bool (*make)(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err);
    /* LANDSCAPE. Derives constants in the compiled struct; NULL = nothing to do. */
    void (*prepare)(void *cfg);
    void (*describe)(const void *cfg, struct lrs_landscape *l);
    void (*start)(const void *cfg, struct lrs_rng *rng, double *x);
    /* The value at X, and its exact gradient where G is not NULL. */
    double (*value)(const void *cfg, const double *x, double *g);
    /* Standard deviation of the Gaussian noise that training adds to each gradient entry i; NULL
     * = none. */
    double (*noise)(const void *cfg, int i);
    /* LANDSCAPE: the value in Python, for exports: the body of a function of x, a tensor of doubles
     * that torch differentiates. In scope: torch, math, and every row under its name (a choice its
     * text). Several lines are indented by four spaces from nothing. */
    const char *python;
};

extern const struct lrs_registry lrs_problems;

const struct lrs_problem_class *lrs_problem_class(const struct lrs_spec *spec);

/* DATA: makes the rows from the stream "data" of SEED, shuffles them by the stream "split", keeps
 * VALIDATION (0 to below 1) of them aside and standardises real data on the training part. The
 * split is rounded to whole rows: at least one trains, and where VALIDATION > 0 at least one is
 * kept aside. NULL with a sentence where that or the file fails. */
struct lrs_dataset *lrs_dataset_new(const struct lrs_spec *spec, uint64_t seed, double validation,
                                    struct lrs_err *err);
void lrs_dataset_free(struct lrs_dataset *d);

/* A compiled landscape. */
struct lrs_surface {
    const struct lrs_problem_class *class;
    struct lrs_spec *spec; /* its own copy, from which cfg borrows lists */
    void *cfg;
    struct lrs_landscape about;
};
struct lrs_surface *lrs_surface_new(const struct lrs_spec *spec);
void lrs_surface_free(struct lrs_surface *s);

/* The folder that holds scenes/: $LRSCOPE_DATA, the program's own folder or one above it (a build
 * tree beside the sources), or the installed one. NAME ("scenes/start.lua", "scenes") is looked up
 * in each, in that order; the caller owns the path; NULL where nothing readable has that name. */
char *lrs_data_path(const char *name);

#endif
