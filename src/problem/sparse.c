/* Short texts as bags of words: a few words that stand everywhere and say little, and many rare
 * ones, of which each text holds one that gives its class away. */
#include "problem_priv.h"

#include "lrscope/mem.h"

struct sparse {
    int64_t points, common, rare, classes;
    double rarity, label_noise;
};

/* How much likelier a common word stands in the texts of the class that it leans to. */
static const double often = 0.6, seldom = 0.4;

static void name_all(struct lrs_dataset *d, int common)
{
    d->input_name = LRS_ARRAY(char *, d->n_in);
    for (int j = 0; j < d->n_in; j++)
        d->input_name[j] =
            j < common ? lrs_format("common_%d", j + 1) : lrs_format("rare_%d", j - common + 1);
    d->class_name = LRS_ARRAY(char *, d->n_out);
    for (int k = 0; k < d->n_out; k++)
        d->class_name[k] = lrs_format("%d", k);
}

/* The rank from 1 to N that U of [0, 1) falls on where rank r has a share in proportion to
 * r^-RARITY (Zipf's law). */
static int draw_rank(int n, double rarity, double u)
{
    double total = 0;
    for (int r = 1; r <= n; r++)
        total += pow(r, -rarity);
    int r = 1;
    for (double left = u * total; r < n; r++) {
        left -= pow(r, -rarity);
        if (left < 0)
            break;
    }
    return r;
}

/* The rare words of class k are those with index k, k + classes, k + 2 classes, ... */
static void fill_row(const struct sparse *c, struct lrs_rng *rng, int class, float *x)
{
    int common = (int)c->common, classes = (int)c->classes;
    for (int j = 0; j < common; j++)
        x[j] = lrs_rng_uniform(rng) < (j % classes == class ? often : seldom);
    int own = ((int)c->rare - class + classes - 1) / classes;
    int rank = draw_rank(own, c->rarity, lrs_rng_uniform(rng));
    x[common + class + (rank - 1) * classes] = 1;
}

static bool make(const void *cfg, struct lrs_rng *rng, struct lrs_dataset *d, struct lrs_err *err)
{
    const struct sparse *c = cfg;
    if (c->rare < c->classes)
        return lrs_fail(err,
                        "problem.rare: %lld words are too few; each of the %lld classes "
                        "needs one of its own",
                        (long long)c->rare, (long long)c->classes);
    lrs_dataset_alloc(d, LRS_CLASSIFY, (int)c->points, (int)(c->common + c->rare), (int)c->classes);
    name_all(d, (int)c->common);
    for (int i = 0; i < d->rows; i++) {
        int class = i % d->n_out;
        fill_row(c, rng, class, d->x + (size_t)i * (size_t)d->n_in);
        bool drawn = lrs_rng_uniform(rng) < c->label_noise;
        int other = (int)lrs_rng_below(rng, (uint64_t)d->n_out);
        d->label[i] = drawn ? other : class;
    }
    return true;
}

/* clang-format off */
static const struct lrs_param params[] = {
    {.name = "points", .help = "Rows (texts) in all, shared out evenly over the classes.",
     .aliases = "n_samples", .unit = "rows", LRS_AT_INT(struct sparse, points),
     .flags = LRS_RESTART | LRS_LOG, .lo = 10, .hi = 20000, .def = 1000, .nudge = 1.25},
    {.name = "common",
     .help = "Features (words) that stand in about half of the rows and say little.",
     .unit = "words", LRS_AT_INT(struct sparse, common), .flags = LRS_RESTART, .lo = 0, .hi = 100,
     .def = 20},
    {.name = "rare",
     .help = "Features (words) that give the class away; each row has just one of them.",
     .aliases = "keywords", .unit = "words", LRS_AT_INT(struct sparse, rare),
     .flags = LRS_RESTART | LRS_LOG, .lo = 2, .hi = 500, .def = 50, .nudge = 1.25},
    {.name = "rarity",
     .help = "How unequal the rare words are among each other: the r-th of a class has a share "
             "in proportion to r^-rarity; 0 = all are as rare.",
     .aliases = "zipf exponent", LRS_AT_REAL(struct sparse, rarity), .flags = LRS_RESTART,
     .lo = 0, .hi = 4, .def = 1, .nudge = 0.1},
    {.name = "classes", .help = "Number of classes; rare words belong to one each.",
     .aliases = "n_classes", LRS_AT_INT(struct sparse, classes), .flags = LRS_RESTART,
     .lo = 2, .hi = 10, .def = 2},
    {.name = "label_noise",
     .help = "Share of rows that get a label drawn at random, which no model can learn.",
     .aliases = "flip_y", LRS_AT_REAL(struct sparse, label_noise),
     .flags = LRS_RESTART | LRS_ADVANCED, .lo = 0, .hi = 1, .def = 0, .nudge = 0.01},
};
/* clang-format on */

const struct lrs_problem_class lrs_sparse = {
    .kind =
        {
            .id = "sparse",
            .name = "sparse",
            .aliases = "bag_of_words words",
            .title = "Sparse features",
            .formula = "x ∈ {0, 1}ⁿ: common words, and one rare word that tells the class",
            .formula_ascii = "x in {0, 1}^n: common words, and one rare word that tells the class",
            .summary = "Texts as bags of words: common words say little, rare ones tell the class.",
            .when = "To see why one rate for all weights may be too little: choose a model with no "
                    "hidden layer, and compare SGD with Adagrad or Adam.",
            .tips = "A weight moves only when its word occurs, so that rare words are learnt late; "
                    "the common ones forbid a rate that would make up for it.",
            .source = "after J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for "
                      "Online Learning (2011); word frequencies by Zipf's law",
            .params = params,
            .n_params = LRS_COUNT(params),
            .size = sizeof(struct sparse),
        },
    .form = LRS_DATA,
    .fit_epochs = 40,
    .fit_lr = 0.3,
    .make = make,
};
