/* The squares of a chessboard; with two by two of them, exclusive or. */
#include "problem_priv.h"

struct chess {
    struct lrs_plane plane;
    int64_t cells;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct chess *c = cfg;
    (void)err;
    lrs_plane_begin(d, &c->plane, 2);
    for (int i = 0; i < d->rows; i++) {
        int label = i % 2;
        /* A square of the right colour: any column, and every second row from the one that fits. */
        int col = (int)lrs_rng_below(rng, (uint64_t)c->cells);
        int first = (col + label) % 2;
        int of_colour = ((int)c->cells - first + 1) / 2;
        int row = first + 2 * (int)lrs_rng_below(rng, (uint64_t)of_colour);
        double x = 2 * (col + lrs_rng_uniform(rng)) / (double)c->cells - 1;
        double y = 2 * (row + lrs_rng_uniform(rng)) / (double)c->cells - 1;
        lrs_plane_put(d, &c->plane, rng, i, x, y, label);
    }
    return true;
}

/* clang-format off */
static const struct lrs_param params[] = {
    LRS_PLANE_ROWS(struct chess, 640, 0.03),
    {.name = "cells", .help = "Squares along each side; 2 is exclusive or, more is a chessboard.",
     LRS_AT_INT(struct chess, cells), .flags = LRS_RESTART, .lo = 2, .hi = 8, .def = 2},
};
/* clang-format on */

const struct lrs_problem_class lrs_xor = {
    .kind =
        {
            .id = "xor",
            .name = "xor",
            .aliases = "chessboard checkerboard",
            .title = "Exclusive or",
            .formula = "class = [x > 0] xor [y > 0]",
            .formula_ascii = "class = [x > 0] xor [y > 0]",
            .summary = "Points in a square; the class is the colour of their quarter.",
            .when = "For a first hidden layer: no straight line does better than chance, and "
                    "eight units are enough.",
            .tips = "Raise cells to 4 for a chessboard, which needs a wide layer and patience.",
            .source = "M. Minsky and S. Papert, Perceptrons (1969)",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct chess),
        },
    .form = LRS_DATA,
    .fit_epochs = 60,
    .fit_lr = 0.1,
    .make = make,
};
