/* The user's own data. Without a path it reads the bundled iris file, to show what it does. */
#include "problem_priv.h"

#include <string.h>
#include <unistd.h>

#include "lrscope/mem.h"

#define EXAMPLE "scenes/data/iris.csv"

struct csv {
    const char *path, *label, *ignore;
    int task;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct csv *c = cfg;
    (void)rng;
    struct lrs_csv_want want = {.path = c->path,
                                .label = c->label,
                                .ignore = c->ignore,
                                .task = (enum lrs_csv_task)c->task};
    d->standardised = true;
    if (!strcmp(c->path, EXAMPLE) && access(c->path, R_OK) != 0)
        return lrs_csv_load_bundled(EXAMPLE, want, d, err);
    return lrs_csv_load(&want, d, err);
}

static const struct lrs_choice tasks[] = {
    [LRS_CSV_AUTO] = {"auto", "classes where the label is text or at most 20 different whole "
                              "numbers, else regression"},
    [LRS_CSV_CLASSIFY] = {"classify", "each different value of the label is a class"},
    [LRS_CSV_REGRESS] = {"regress", "the label is a number to be predicted"},
    {NULL, NULL},
};

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "path",
     .help = "The file: a header line, then rows; separated by commas, semicolons or tabs.",
     .aliases = "file", LRS_AT_TEXT(struct csv, path), .flags = LRS_RESTART, .def_text = EXAMPLE},
    {.name = "label", .help = "Name of the column to predict; empty for the last one.",
     .aliases = "target", LRS_AT_TEXT(struct csv, label), .flags = LRS_RESTART, .def_text = ""},
    {.name = "task", .help = "Whether the label is a class or a number.",
     LRS_AT_CHOICE(struct csv, task), .flags = LRS_RESTART, .choices = tasks, .def = LRS_CSV_AUTO},
    {.name = "ignore", .help = "Names of columns to leave out, separated by commas.",
     .aliases = "drop", LRS_AT_TEXT(struct csv, ignore), .flags = LRS_RESTART | LRS_ADVANCED,
     .def_text = ""},
};
/* clang-format on */

const struct lrs_problem_class lrs_csv = {
    .kind =
        {
            .id = "csv",
            .name = "csv",
            .aliases = "file table",
            .title = "Your own file",
            .summary =
                "Rows of a file with a header line; one column is predicted from the others. "
                "Without a path it is the bundled iris.csv.",
            .when = "To try schedules on data that you know.",
            .tips = "Inputs, and the numbers of a regression, are standardised on the training "
                    "rows: a loss of 1 is then what the mean alone achieves. With two inputs the "
                    "decision regions are drawn.",
            .source = "RFC 4180 (quotes), with header",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct csv),
        },
    .form = LRS_DATA,
    .fit_epochs = 60,
    .fit_lr = 0.05,
    .make = make,
};
