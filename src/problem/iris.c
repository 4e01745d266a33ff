/* Fisher's iris flowers: 150 rows, the smallest real data that is still worth learning. */
#include "problem_priv.h"

enum inputs { ALL, PETAL, SEPAL };

struct iris {
    int inputs;
};

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    static const char *const ignore[] = {
        [ALL] = "", [PETAL] = "sepal_length,sepal_width", [SEPAL] = "petal_length,petal_width"};
    const struct iris *c = cfg;
    (void)rng;
    struct lrs_csv_want want = {
        .label = "species", .ignore = ignore[c->inputs], .task = LRS_CSV_CLASSIFY};
    d->standardised = true;
    return lrs_csv_load_bundled("scenes/data/iris.csv", want, d, err);
}

static const struct lrs_choice inputs[] = {
    [ALL] = {"all", "length and width of petals and sepals"},
    [PETAL] = {"petal", "length and width of petals, so that the decision regions can be drawn"},
    [SEPAL] = {"sepal", "length and width of sepals, which two of the species share"},
    {NULL, NULL},
};

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "inputs", .help = "Which of the four measures the model sees.",
     LRS_AT_CHOICE(struct iris, inputs), .flags = LRS_RESTART, .choices = inputs, .def = ALL},
};
/* clang-format on */

const struct lrs_problem_class lrs_iris = {
    .kind =
        {
            .id = "iris",
            .name = "iris",
            .aliases = "load_iris",
            .title = "Iris flowers",
            .formula = "4 lengths, standardised → 3 species",
            .formula_ascii = "4 lengths, standardised -> 3 species",
            .summary = "Lengths and widths of petals and sepals; the class is the species.",
            .when = "For real data in an instant: an epoch is a handful of steps.",
            .tips = "With so few rows the validation loss is rough: change the seed before you "
                    "believe a small difference.",
            .source = "R. A. Fisher, The Use of Multiple Measurements in Taxonomic Problems "
                      "(1936), CC BY 4.0",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct iris),
        },
    .form = LRS_DATA,
    .fit_epochs = 60,
    .fit_lr = 0.1,
    .make = make,
};
