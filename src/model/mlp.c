/* The multilayer perceptron: dense layers with an activation between them; the last layer gives
 * logits or numbers. Without a hidden layer: softmax or linear regression.
 *
 * Layer l of 0..L-1 maps width[l] inputs to width[l + 1] outputs. Parameters: for each layer its
 * weights w[in][out], then its biases b[out]. With X the rows of a batch and f the activation
 *   forward    A_0 = X,  A_{l+1} = f(A_l W_l + b_l),  without f in the last layer
 *   backward   dW_l = A_l^T D_l,  db_l = column sums of D_l,  D_{l-1} = (D_l W_l^T) * f'(A_l)
 * where D of the last layer is the loss's gradient. */
#include "model_priv.h"

enum { HIDDEN_MAX = 8, WIDTH_MAX = 4096 };

struct mlp {
    struct lrs_reals hidden;
    int activation; /* enum lrs_activation */
    int init;       /* enum lrs_init */
};

static int layers(const struct lrs_model *m)
{
    const struct mlp *c = m->cfg;
    return (int)c->hidden.n + 1;
}

/* Inputs of layer L; of one past the last: the outputs of the model. */
static int width(const struct lrs_model *m, int l)
{
    const struct mlp *c = m->cfg;
    if (l == 0)
        return m->n_in;
    return l < layers(m) ? (int)c->hidden.at[l - 1] : m->n_out;
}

static enum lrs_activation activation(const struct lrs_model *m, int l)
{
    const struct mlp *c = m->cfg;
    return l < layers(m) - 1 ? (enum lrs_activation)c->activation : LRS_IDENTITY;
}

static size_t weight_count(const struct lrs_model *m, int l)
{
    return (size_t)width(m, l) * (size_t)width(m, l + 1);
}

static size_t layer_count(const struct lrs_model *m, int l)
{
    return weight_count(m, l) + (size_t)width(m, l + 1);
}

static int widest_hidden(const struct lrs_model *m)
{
    int widest = 1;
    for (int l = 1; l < layers(m); l++)
        widest = width(m, l) > widest ? width(m, l) : widest;
    return widest;
}

/* Scratch: two areas for D as wide as the widest hidden layer, used in turn; then the outputs of
 * every layer. */
static size_t area_floats(const struct lrs_model *m)
{
    return padded_floats(m->max_rows, widest_hidden(m));
}

static void measure(struct lrs_model *m)
{
    m->n_params = 0;
    m->work_floats = 2 * area_floats(m);
    for (int l = 0; l < layers(m); l++) {
        m->n_params += layer_count(m, l);
        m->work_floats += padded_floats(m->max_rows, width(m, l + 1));
    }
}

static void init(const struct lrs_model *m, float *w, struct lrs_rng *rng)
{
    const struct mlp *c = m->cfg;
    for (int l = 0; l < layers(m); w += layer_count(m, l), l++)
        lrs_init_layer((enum lrs_init)c->init, rng, width(m, l), width(m, l + 1), w,
                       w + weight_count(m, l));
}

static void forward_layer(const struct lrs_model *m, int l, const float *w, const float *in,
                          int rows, float *out)
{
    int n = width(m, l + 1);
    lrs_matmul(rows, n, width(m, l), in, w, out, false);
    lrs_bias_activate(activation(m, l), rows, n, w + weight_count(m, l), out);
}

/* Two areas in turn hold what only the next layer needs. */
static void predict(const struct lrs_model *m, const float *w, const float *x, int rows, float *out,
                    float *work)
{
    for (int l = 0; l < layers(m); l++) {
        float *y = l == layers(m) - 1 ? out : work + (l % 2 ? area_floats(m) : 0);
        forward_layer(m, l, w, x, rows, y);
        x = y;
        w += layer_count(m, l);
    }
}

static double loss_gradient(const struct lrs_model *m, const struct lrs_batch *b, float *out)
{
    if (m->task == LRS_CLASSIFY)
        return lrs_softmax_loss(b->rows, m->n_out, out, b->label, out, NULL);
    return lrs_square_loss(b->rows, m->n_out, out, b->target, out);
}

static double gradient(const struct lrs_model *m, const float *w, const struct lrs_batch *b,
                       float *g, float *work)
{
    const float *in[HIDDEN_MAX + 2] = {b->x}; /* A_l, and behind them the model's outputs */
    float *out = work + 2 * area_floats(m);
    int n_layers = layers(m);
    for (int l = 0; l < n_layers; l++) {
        forward_layer(m, l, w, in[l], b->rows, out);
        in[l + 1] = out;
        w += layer_count(m, l);
        g += layer_count(m, l);
        out += padded_floats(m->max_rows, width(m, l + 1));
    }
    float *d = out - padded_floats(m->max_rows, m->n_out);
    double loss = loss_gradient(m, b, d);
    for (int l = n_layers - 1; l >= 0; l--) {
        int n_in = width(m, l), n_out = width(m, l + 1);
        float *below = work + (l % 2 ? area_floats(m) : 0);
        w -= layer_count(m, l);
        g -= layer_count(m, l);
        lrs_activate_back(activation(m, l), b->rows, n_out, in[l + 1], d, g + weight_count(m, l));
        lrs_matmul_tn(n_in, n_out, b->rows, in[l], d, g, false);
        if (l > 0)
            lrs_matmul_nt(b->rows, n_in, n_out, d, w, below, false);
        d = below;
    }
    return loss;
}

static const struct lrs_choice activations[] = {
    [LRS_RELU] = {"relu", "max(0, x): the usual choice, fast to learn"},
    [LRS_TANH] = {"tanh", "smooth, from -1 to 1: smooth boundaries"},
    [LRS_SIGMOID] = {"sigmoid", "smooth, from 0 to 1: gradients fade in deep nets"},
    {NULL, NULL},
};

static const struct lrs_choice inits[] = {
    [LRS_INIT_TORCH] = {"torch", "uniform within 1/sqrt(inputs), biases too: nn.Linear's default"},
    [LRS_INIT_XAVIER] = {"xavier", "uniform for equal variance both ways: made for tanh"},
    [LRS_INIT_HE] = {"he", "normal with variance 2/inputs: made for ReLU"},
    [LRS_INIT_ZERO] = {"zero", "all zero: hidden units stay equal and learn nothing apart"},
    {NULL, NULL},
};

static void print_torch(const struct lrs_model *m, struct lrs_str *out)
{
    static const char *const modules[] = {
        [LRS_RELU] = "nn.ReLU()", [LRS_TANH] = "nn.Tanh()", [LRS_SIGMOID] = "nn.Sigmoid()"};
    for (int l = 0; l < layers(m); l++) {
        lrs_str_addf(out, "nn.Linear(%d, %d),\n", width(m, l), width(m, l + 1));
        if (l < layers(m) - 1)
            lrs_str_addf(out, "%s,\n", modules[activation(m, l)]);
    }
}

static const double hidden_default[] = {32, 32};

/* clang-format off */
static const struct lrs_param rows[] = {
    {.name = "hidden", .aliases = "hidden_sizes hidden_layer_sizes layers", .unit = "units",
     .help = "How many units each hidden layer has; an empty list leaves plain regression.",
     LRS_AT_INTS(struct mlp, hidden), .flags = LRS_RESTART | LRS_LOG, .lo = 1, .hi = WIDTH_MAX,
     .def_list = hidden_default, .def_len = 2, .min_len = 0, .max_len = HIDDEN_MAX},
    {.name = "activation", .aliases = "act nonlinearity", .symbol = "φ",
     .help = "What each hidden unit does to its weighted sum.",
     LRS_AT_CHOICE(struct mlp, activation), .flags = LRS_RESTART, .def = LRS_RELU,
     .choices = activations},
    {.name = "init", .aliases = "initialization kernel_initializer",
     .help = "How the weights are drawn before training.",
     LRS_AT_CHOICE(struct mlp, init), .flags = LRS_RESTART, .def = LRS_INIT_TORCH,
     .choices = inits},
};
/* clang-format on */

const struct lrs_model_class lrs_mlp_class = {
    .kind = {.id = "mlp",
             .name = "mlp",
             .aliases = "MLP net",
             .title = "Multilayer perceptron",
             .formula = "y = W₂·φ(W₁x + b₁) + b₂",
             .formula_ascii = "y = W2*phi(W1*x + b1) + b2",
             .summary = "Dense layers of weighted sums with an activation between them.",
             .when = "For every data problem here; with hidden={} it is softmax or linear "
                     "regression.",
             .tips = "Two layers of 32 draw any boundary of these problems. Wider nets bear "
                     "smaller rates; deeper ones want He's initialisation with ReLU.",
             .source = "torch.nn.Linear; Rumelhart, Hinton, Williams (1986)",
             .params = rows,
             .n_params = sizeof rows / sizeof *rows,
             .size = sizeof(struct mlp)},
    .measure = measure,
    .init = init,
    .predict = predict,
    .gradient = gradient,
    .print_torch = print_torch,
};
