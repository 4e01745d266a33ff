/* What leaves the program: rows as CSV or JSON, the canvas as text, code. */
#ifndef LRSCOPE_EXPORT_H
#define LRSCOPE_EXPORT_H

#include <stdio.h>

#include "lrscope/experiment.h"

enum lrs_format { LRS_CSV, LRS_JSON };
bool lrs_format_parse(const char *word, enum lrs_format *f, struct lrs_err *err);

/* A stream of rows. CSV: a header line, then one line a row, empty where a number is NaN and
 * MISSING says so; JSON: an array of objects, non-finite numbers null. */
struct lrs_cell_value {
    enum { LRS_OUT_NONE, LRS_OUT_REAL, LRS_OUT_INT, LRS_OUT_TEXT } type; /* NONE: empty in CSV, null in JSON */
    double real;
    long long integer;
    const char *text;
};
struct lrs_table {
    FILE *out;
    enum lrs_format format;
    int n_columns;
    const char *const *column;
    long long rows;
};
void lrs_table_begin(struct lrs_table *t, FILE *out, enum lrs_format f, const char *const *column, int n);
void lrs_table_row(struct lrs_table *t, const struct lrs_cell_value *cell);
void lrs_table_end(struct lrs_table *t);
/* A JSON string with quotes and escapes (invalid UTF-8 becomes U+FFFD). */
void lrs_json_text(struct lrs_str *out, const char *text);

/* A file that is written beside its target and renamed at the end, so that an old one is never
 * lost to a failed write. */
struct lrs_file {
    FILE *f;
    char *path, *temp;
};
bool lrs_file_begin(struct lrs_file *file, const char *path, struct lrs_err *err);
/* Flushes, checks every error, renames. On failure the temporary file is gone and the old one is
 * as it was. */
bool lrs_file_commit(struct lrs_file *file, struct lrs_err *err);
void lrs_file_abandon(struct lrs_file *file);

/* ---- code ---- */

/* A value of the row P as Python has it: 0.1, 5, True, "cos", [30, 80], None. A real
 * never looks like an integer ("1.0"), since PyTorch looks at types. Not for functions and children. */
void lrs_python_value(const struct lrs_param *p, const struct lrs_value *v, struct lrs_str *out);
/* Infinities and nan read float('inf'). */
void lrs_python_real(double x, struct lrs_str *out);

/* A schedule and its optimizer as parts of a PyTorch program. Each part is whole lines without
 * indentation, or empty. The program defines `model` before OPTIMIZER and `metric` (what a schedule
 * watches) before OBSERVE; the parts define `optimizer` and, where the rate is not constant,
 * `scheduler`. To be put in this order:
 *
 *     imports, helpers, (model), optimizer, schedule
 *     for each tick: the updates, then observe, then tick
 *
 * The lines are valid for PyTorch 1.13 to 2.x and give the rates of lrs_schedule_rate (and the driven
 * momentum) to rounding. */
struct lrs_pytorch {
    bool per_step;            /* a tick is one update, else one epoch */
    struct lrs_str imports;   /* "import math", "import torch" */
    struct lrs_str helpers;   /* functions and classes that the lines below use */
    struct lrs_str optimizer; /* optimizer = torch.optim.SGD(model.parameters(), lr=0.1) */
    struct lrs_str schedule;  /* scheduler = ... */
    struct lrs_str observe;   /* what the schedule sees, whenever there is a metric; else empty */
    struct lrs_str tick;      /* scheduler.step() */
    struct lrs_str notes;     /* sentences, one a line, on what depends on the version */
};
/* CLOCK: of the experiment's run (lrs_experiment_clock). The experiment must have been checked and
 * its functions tabulated. ANY_VERSION: kinds that older versions of PyTorch compute otherwise (NAdam
 * before 2.0) come as classes of their own in HELPERS. False with a sentence where PyTorch cannot do
 * the same; P must be cleared either way. */
bool lrs_pytorch_parts(const struct lrs_experiment *e, const struct lrs_clock *clock,
                       bool any_version, struct lrs_pytorch *p, struct lrs_err *err);
void lrs_pytorch_clear(struct lrs_pytorch *p);

/* The experiment from step 0 as one script: data, first weights, the order of the rows, model,
 * optimizer and schedule; run with PyTorch it prints step,lr,train_loss as `lrscope run` does. The
 * experiment must have been tabulated. False with a sentence where PyTorch cannot do the same or the
 * problem's file cannot be read. */
bool lrs_pytorch_replay(const struct lrs_experiment *e, struct lrs_str *out, struct lrs_err *err);

/* The optimizer, the schedule and the training loop of E as code to be carried home, with each call in
 * its place. E must have been checked and its functions tabulated. False with a sentence where that
 * library cannot do the same. */
enum lrs_code { LRS_CODE_PYTORCH, LRS_CODE_KERAS, LRS_CODE_OPTAX };
bool lrs_code_write(const struct lrs_experiment *e, enum lrs_code language, struct lrs_str *out,
                    struct lrs_err *err);

/* The rates of the whole run as rows step,epoch,lr[,momentum]: as planned, or, where the schedule looks
 * at the loss, by training. True with a sentence in ERR where that run ended early; false with one
 * where the problem's file cannot be read. The experiment must have been tabulated. */
bool lrs_planned_write(const struct lrs_experiment *e, enum lrs_format format, FILE *out,
                       struct lrs_err *err);

#endif
