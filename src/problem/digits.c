/* Handwritten digits, 8x8 pixels: the real images that this program comes with. */
#include "problem_priv.h"

enum { ALL_ROWS = 1797, SIDE = 8, PIXEL_MAX = 16 };

struct digits {
    int64_t points;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct digits *c = cfg;
    (void)rng;
    struct lrs_csv_want want = {
        .label = "digit", .ignore = "", .task = LRS_CSV_CLASSIFY, .max_rows = c->points};
    if (!lrs_csv_load_bundled("scenes/data/digits.csv", want, d, err))
        return false;
    for (int i = 0; i < d->rows * d->n_in; i++)
        d->x[i] /= PIXEL_MAX;
    d->image_side = SIDE;
    return true;
}

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "points", .help = "How many of the 1797 images to take, from the first on.",
     .aliases = "n_samples", .unit = "rows", LRS_AT_INT(struct digits, points),
     .flags = LRS_RESTART | LRS_LOG, .lo = 100, .hi = ALL_ROWS, .def = ALL_ROWS, .nudge = 1.25},
};
/* clang-format on */

const struct lrs_problem_class lrs_digits = {
    .kind =
        {
            .id = "digits",
            .name = "digits",
            .aliases = "load_digits",
            .title = "Handwritten digits",
            .formula = "64 pixels, 0 to 1 → 10 classes",
            .formula_ascii = "64 pixels, 0 to 1 -> 10 classes",
            .summary = "Images of 8x8 pixels; the class is the digit that somebody wrote.",
            .when = "For real data of a useful size: small networks reach 95 to 98 % on what they "
                    "have not seen.",
            .tips = "Training loss goes on falling long after the validation loss has stopped: "
                    "watch both curves. The ten classes start at a loss of ln 10 = 2.30.",
            .source = "E. Alpaydin and C. Kaynak, UCI Optical Recognition of Handwritten Digits "
                      "(1998), CC BY 4.0",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct digits),
        },
    .form = LRS_DATA,
    .fit_epochs = 30,
    .fit_lr = 0.1,
    .make = make,
};
