/* What the files of this floor share: the kinds themselves, the rows that every cloud of points in
 * the plane and every landscape has, and the reader of comma-separated files. */
#ifndef LRSCOPE_PROBLEM_PRIV_H
#define LRSCOPE_PROBLEM_PRIV_H

#include <math.h>
#include <stdio.h>

#include "lrscope/problem.h"

extern const struct lrs_problem_class lrs_spirals, lrs_moons, lrs_circles, lrs_xor, lrs_blobs;
extern const struct lrs_problem_class lrs_wave, lrs_digits, lrs_iris, lrs_csv, lrs_sparse;
extern const struct lrs_problem_class lrs_quadratic, lrs_saddle, lrs_rosenbrock, lrs_beale;
extern const struct lrs_problem_class lrs_himmelblau, lrs_rastrigin, lrs_noisy_quadratic;

#define LRS_PI       3.14159265358979323846
#define LRS_COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

/* -- datasets ------------------------------------------------------------------------------- */

/* Room for ROWS rows of N_IN inputs and n_out outputs; labels or targets by the task. */
void lrs_dataset_alloc(struct lrs_dataset *d, enum lrs_task task, int rows, int n_in, int n_out);

/* -- clouds of labelled points in the plane -------------------------------------------------- */

struct lrs_plane {
    int64_t points;
    double noise, label_noise;
};

/* clang-format off */
#define LRS_PLANE_ROWS(T, points_def, noise_def)                                                  \
    {.name = "points", .help = "Rows in all, shared out evenly over the classes.",                \
     .aliases = "n_samples", .unit = "rows", LRS_AT_INT(T, plane.points),                         \
     .flags = LRS_RESTART | LRS_LOG, .lo = 10, .hi = 100000, .def = points_def, .nudge = 1.25},   \
    {.name = "noise",                                                                             \
     .help = "Standard deviation of the Gaussian shift of each coordinate; the whole picture "    \
             "is about 2 wide.",                                                                  \
     .aliases = "std cluster_std", .symbol = "σ", LRS_AT_REAL(T, plane.noise),                    \
     .flags = LRS_RESTART, .lo = 0, .hi = 2, .def = noise_def, .nudge = 0.01},                    \
    {.name = "label_noise",                                                                       \
     .help = "Share of rows that get a label drawn at random, which no model can learn.",         \
     .aliases = "flip_y", LRS_AT_REAL(T, plane.label_noise),                                      \
     .flags = LRS_RESTART | LRS_ADVANCED, .lo = 0, .hi = 1, .def = 0, .nudge = 0.01}
/* clang-format on */

/* Room for the rows and their names; row i then gets class i % CLASSES before its label noise. */
void lrs_plane_begin(struct lrs_dataset *d, const struct lrs_plane *p, int classes);
/* Puts a row in, with both kinds of noise. Takes as many random numbers whatever the noise is, so
 * that turning it leaves the points where they are. */
void lrs_plane_put(struct lrs_dataset *d, const struct lrs_plane *p, struct lrs_rng *rng, int row,
                   double x, double y, int label);

/* -- landscapes ------------------------------------------------------------------------------ */

/* First member of every two-dimensional landscape's compiled struct. */
struct lrs_hill {
    double noise;
    struct lrs_reals start;
    double spread;
};

/* clang-format off */
#define LRS_NOISE_ROW(field)                                                                      \
    {.name = "noise",                                                                             \
     .help = "Standard deviation of the Gaussian noise on each entry of the gradient, as small "  \
             "batches have it.",                                                                  \
     .aliases = "gradient_noise", .symbol = "σ", field, .lo = 0, .hi = INFINITY, .def = 0,        \
     .nudge = 0.05}
#define LRS_HILL_ROWS(T, start_def, start_lo, start_hi)                                           \
    LRS_NOISE_ROW(LRS_AT_REAL(T, hill.noise)),                                                    \
    {.name = "start", .help = "Where the walk begins: x, then y.", .aliases = "x0 initial",       \
     LRS_AT_REALS(T, hill.start), .flags = LRS_RESTART, .lo = start_lo, .hi = start_hi,           \
     .def_list = start_def, .def_len = 2, .min_len = 2, .max_len = 2, .nudge = 0.1},              \
    {.name = "spread",                                                                            \
     .help = "Standard deviation of a shift of the start that is drawn anew with each seed.",     \
     LRS_AT_REAL(T, hill.spread), .flags = LRS_RESTART | LRS_ADVANCED, .lo = 0, .hi = 10,         \
     .def = 0, .nudge = 0.05}
/* clang-format on */

/* The start and noise functions of every two-dimensional landscape. */
void lrs_hill_start(const void *cfg, struct lrs_rng *rng, double *x);
double lrs_hill_noise(const void *cfg, int i);

/* -- comma-separated files ------------------------------------------------------------------- */

enum {
    LRS_CSV_ROWS_MAX = 1000000,
    LRS_CSV_COLUMNS_MAX = 4096,
    LRS_CSV_CELLS_MAX = 100000000,
    LRS_CSV_LINE_MAX = 1 << 20, /* bytes of one line (or record, where quotes span lines) */
    LRS_CSV_CLASSES_MAX = 1000,
};

/* A file, read record by record. Fields are NUL-terminated texts in TEXT. */
struct lrs_csv_reader {
    FILE *file;
    const char *path; /* borrowed, for messages */
    char separator;
    int64_t line; /* on which the present record starts, from 1 */
    int64_t next_line;
    char *text;
    size_t len, cap;
    size_t *start; /* offsets of the fields in TEXT, the first LRS_CSV_COLUMNS_MAX of them */
    int n_fields;
};

/* Opens a regular file (never waiting for a pipe or a device) and finds its separator. */
bool lrs_csv_open(struct lrs_csv_reader *r, const char *path, struct lrs_err *err);
void lrs_csv_close(struct lrs_csv_reader *r);
/* The next record that is not blank: 1; 0 at the end; -1 with a sentence where the file cannot be
 * read on. */
int lrs_csv_next(struct lrs_csv_reader *r, struct lrs_err *err);
const char *lrs_csv_field(const struct lrs_csv_reader *r, int i);
/* A finite number that a float can hold; a decimal comma too where the separator is another. */
bool lrs_csv_number(const struct lrs_csv_reader *r, const char *text, double *x);

/* The label column as it is read: every value as a number where it is one, and as a text. */
struct lrs_csv_name {
    char *text;
    int32_t id;
};
struct lrs_csv_labels {
    int rows, cap;
    double *number; /* NaN = not a number */
    int32_t *id;    /* of the text, in order of first sight; -1 = one too many */
    int n_names;
    struct lrs_csv_name *name; /* sorted by text */
    bool all_numbers, all_whole, too_many;
};
void lrs_csv_labels_add(struct lrs_csv_labels *l, const struct lrs_csv_reader *r, const char *text,
                        bool with_text);
void lrs_csv_labels_free(struct lrs_csv_labels *l);

enum lrs_csv_task { LRS_CSV_AUTO, LRS_CSV_CLASSIFY, LRS_CSV_REGRESS };
/* Fills task, n_out, label and class_name, or target, of D; COLUMN and PATH are for messages. */
bool lrs_csv_labels_finish(const struct lrs_csv_labels *l, enum lrs_csv_task task, const char *path,
                           const char *column, struct lrs_dataset *d, struct lrs_err *err);

/* What to read of a file. */
struct lrs_csv_want {
    const char *path;
    const char *label;  /* name of the column; "" = the last one */
    const char *ignore; /* names of columns to leave out, separated by commas */
    enum lrs_csv_task task;
    int64_t max_rows; /* stops after so many; 0 = all */
};
bool lrs_csv_load(const struct lrs_csv_want *want, struct lrs_dataset *d, struct lrs_err *err);
/* The same for a file that comes with the program. */
bool lrs_csv_load_bundled(const char *name, struct lrs_csv_want want, struct lrs_dataset *d,
                          struct lrs_err *err);

#endif
