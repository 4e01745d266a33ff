/* What every optimizer owes the rest: sound tables, ranges as PyTorch's, a state that a copy of
 * bytes carries on, vectors of any length, driven momentum, a live rate. */
#include "optims.h"

static void tables_are_sound(void **state)
{
    (void)state;
    struct lrs_err err = {0};
    if (!lrs_registry_check(&lrs_optimizers, &err))
        fail_msg("%s", err.msg);
    for (int i = 0; lrs_optimizers.kinds[i]; i++) {
        const struct lrs_kind *kind = lrs_optimizers.kinds[i];
        const struct lrs_optimizer_class *class = (const struct lrs_optimizer_class *)kind;
        struct lrs_spec *spec = lrs_spec_new(kind);
        struct lrs_ref ref;
        assert_true(lrs_spec_check(spec, &err));
        assert_true(lrs_optimizer_lr(spec) > 0);
        if (class->driven)
            assert_true(lrs_spec_find(spec, class->driven, &ref, &err));
        assert_true(class->step32 && class->step64);
        assert_true(kind->formula && kind->formula_ascii && kind->tips && kind->source);
        lrs_spec_free(spec);
    }
}

/* Is SPEC with ROW = VALUE accepted? */
static bool accepts(const char *text, const char *row, double value)
{
    struct lrs_spec *spec = read_spec(text);
    struct lrs_err err = {0};
    struct lrs_value v = lrs_value_real(value);
    int at = lrs_spec_row(spec->kind, row, &err);
    if (spec->kind->params[at].type == LRS_TYPE_REALS)
        v = lrs_value_reals((const double[]){value, 0.999}, 2);
    bool ok = lrs_spec_set(spec, at, v, &err);
    assert_true(ok || strstr(err.msg, row));
    lrs_spec_free(spec);
    return ok;
}

static void ranges_are_pytorchs(void **state)
{
    (void)state;
    for (int i = 0; lrs_optimizers.kinds[i]; i++) {
        const char *name = lrs_optimizers.kinds[i]->name;
        assert_true(accepts(name, "lr", 0));
        assert_true(accepts(name, "lr", 1e6));
        assert_false(accepts(name, "lr", -1e-9));
        assert_false(accepts(name, "lr", (double)NAN));
        assert_false(accepts(name, "weight_decay", -0.1));
    }
    assert_false(accepts("Adam", "betas", 1));
    assert_true(accepts("Adam", "betas", 0));
    assert_false(accepts("AdamW", "betas", -0.1));
    assert_false(accepts("Adam", "eps", -1e-8));
    assert_true(accepts("RMSprop", "eps", 0));
    assert_false(accepts("RMSprop", "momentum", -0.1));
    assert_false(accepts("SGD", "momentum", -0.1));
    assert_true(accepts("SGD", "dampening", -0.5));
    assert_true(accepts("Adadelta", "rho", 1));
    assert_false(accepts("Adadelta", "rho", 1.01));
    assert_false(accepts("Adagrad", "lr_decay", -1));
}

/* PyTorch: "Nesterov momentum requires a momentum and zero dampening". */
static void nesterov_needs_momentum(void **state)
{
    (void)state;
    const struct {
        double momentum, dampening;
        bool ok;
    } cases[] = {{0, 0, false}, {0.9, 0.5, false}, {0.9, 0, true}};
    for (int i = 0; i < 3; i++) {
        struct lrs_err err = {0};
        struct lrs_spec *spec = read_spec("SGD");
        int momentum = lrs_spec_row(spec->kind, "momentum", &err);
        int dampening = lrs_spec_row(spec->kind, "dampening", &err);
        int nesterov = lrs_spec_row(spec->kind, "nesterov", &err);
        lrs_spec_set(spec, momentum, lrs_value_real(cases[i].momentum), &err);
        lrs_spec_set(spec, dampening, lrs_value_real(cases[i].dampening), &err);
        lrs_spec_set(spec, nesterov, (struct lrs_value){.tag = LRS_BOOL, .flag = true}, &err);
        assert_int_equal(lrs_spec_check(spec, &err), cases[i].ok);
        assert_true(cases[i].ok || strstr(err.msg, "nesterov"));
        lrs_spec_free(spec);
    }
}

static const char *const all[] = {
    "SGD{lr=0.05, momentum=0.9, nesterov=true, weight_decay=0.1}",
    "SGD{lr=0.05}",
    "Adagrad{lr=0.05, initial_accumulator_value=0.1, lr_decay=0.1}",
    "Adadelta{rho=0.8, weight_decay=0.1}",
    "RMSprop{lr=0.02, centered=true, momentum=0.5}",
    "RMSprop{lr=0.02}",
    "Adam{lr=0.05, amsgrad=true, weight_decay=0.1}",
    "AdamW{lr=0.05}",
    "Adamax{lr=0.05, weight_decay=0.1}",
    "NAdam{lr=0.05, momentum_decay=0.1}",
    "RAdam{lr=0.05, weight_decay=0.1}",
    "Lion{lr=0.05, weight_decay=0.1}",
    "SGD{lr=0.05, momentum=0.9, nesterov=true, semantics=\"keras\"}",
};
enum { ALL = sizeof all / sizeof *all, LONGEST = 67 };

/* Gradient I of step T: of any sign and several sizes. */
static float some_gradient(int t, size_t i)
{
    return (float)(sin(1.7 * t + 0.9 * (double)i) * pow(10, (double)(i % 5) - 2));
}

static void fill(float *g, int t, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g[i] = some_gradient(t, i);
}

/* Each entry is on its own: a vector of any length gives what vectors of one give, also in the rest
 * that does not fill a vector register. */
static void lengths(enum lrs_level level)
{
    (void)level;
    for (int k = 0; k < ALL; k++) {
        struct under_test whole = begin_test(all[k], LONGEST, false), one[LONGEST];
        float p[LONGEST], q[LONGEST], g[LONGEST];
        for (size_t i = 0; i < LONGEST; i++) {
            one[i] = begin_test(all[k], 1, false);
            p[i] = q[i] = (float)(0.1 * (double)i - 2);
        }
        for (int t = 0; t < 7; t++) {
            struct lrs_update u = update_of(0.05 / (1 + t));
            fill(g, t, LONGEST);
            for (size_t i = 0; i < LONGEST; i++)
                lrs_optimizer_step(one[i].o, one[i].state, &u, &q[i], &g[i]);
            lrs_optimizer_step(whole.o, whole.state, &u, p, g);
        }
        assert_memory_equal(p, q, sizeof p);
        for (size_t i = 0; i < LONGEST; i++)
            end_test(&one[i]);
        end_test(&whole);
    }
}

static void entries_are_independent(void **state)
{
    (void)state;
    each_level(lengths);
}

/* The state holds no pointer: training goes on from a copy of its bytes elsewhere. */
static void state_is_plain_bytes(void **state)
{
    (void)state;
    for (int k = 0; k < ALL; k++) {
        struct under_test a = begin_test(all[k], LONGEST, false);
        size_t size = lrs_optimizer_state_size(a.o);
        void *copy = lrs_alloc(1, size);
        float p[LONGEST] = {0}, q[LONGEST], g[LONGEST];
        struct lrs_update u = update_of(0.05);
        assert_int_equal(size % 64, 0);
        for (int t = 0; t < 12; t++) {
            if (t == 5) {
                memcpy(copy, a.state, size);
                memcpy(q, p, sizeof p);
            }
            fill(g, t, LONGEST);
            lrs_optimizer_step(a.o, a.state, &u, p, g);
        }
        for (int t = 5; t < 12; t++) {
            fill(g, t, LONGEST);
            lrs_optimizer_step(a.o, copy, &u, q, g);
        }
        assert_memory_equal(p, q, sizeof p);
        assert_memory_equal(copy, a.state, size);
        lrs_free(copy);
        end_test(&a);
    }
}

/* A schedule that drives momentum has the same effect as a spec that says so. */
static void momentum_is_driven(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"SGD{lr=0.1, momentum=0.9}", "SGD{lr=0.1, momentum=0.3}"},
        {"RMSprop{lr=0.1}", "RMSprop{lr=0.1, momentum=0.3}"},
        {"Adam{lr=0.1}", "Adam{lr=0.1, betas={0.3, 0.999}}"},
        {"AdamW{lr=0.1}", "AdamW{lr=0.1, betas={0.3, 0.999}}"},
        {"Adamax{lr=0.1}", "Adamax{lr=0.1, betas={0.3, 0.999}}"},
        {"NAdam{lr=0.1}", "NAdam{lr=0.1, betas={0.3, 0.999}}"},
        {"RAdam{lr=0.1}", "RAdam{lr=0.1, betas={0.3, 0.999}}"},
        {"Lion{lr=0.1}", "Lion{lr=0.1, betas={0.3, 0.99}}"},
        {"SGD{lr=0.1, momentum=0.9, semantics=\"keras\"}",
         "SGD{lr=0.1, momentum=0.3, semantics=\"keras\"}"},
    };
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        struct under_test driven = begin_test(pairs[k][0], 2, true);
        struct under_test plain = begin_test(pairs[k][1], 2, true);
        struct under_test other = begin_test(pairs[k][0], 2, true);
        double p[2] = {1, 2}, q[2] = {1, 2}, r[2] = {1, 2};
        const struct lrs_update u = {.lr = 0.1, .momentum = 0.3}, own = update_of(0.1);
        for (int t = 0; t < 5; t++) {
            const double g[2] = {t % 2 ? -0.05 : 1, -3};
            lrs_optimizer_step(driven.o, driven.state, &u, p, g);
            lrs_optimizer_step(plain.o, plain.state, &own, q, g);
            lrs_optimizer_step(other.o, other.state, &own, r, g);
        }
        assert_memory_equal(p, q, sizeof p);
        assert_true(p[0] != r[0]);
        end_test(&driven);
        end_test(&plain);
        end_test(&other);
    }
}

/* The rate inside the velocity or outside: the same to the bit while it is a constant power of two,
 * by which nothing is rounded. */
static void semantics_agree_at_a_constant_rate(void **state)
{
    (void)state;
    static const char *const values[] = {"momentum=0.9", "momentum=0.9, nesterov=true",
                                         "momentum=0.9, dampening=0.5",
                                         "momentum=0.9, weight_decay=0.1", "weight_decay=0.1"};
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        char inside[128], outside[128];
        snprintf(outside, sizeof outside, "SGD{lr=0.0625, %s}", values[k]);
        snprintf(inside, sizeof inside, "SGD{lr=0.0625, %s, semantics=\"keras\"}", values[k]);
        struct under_test torch = begin_test(outside, LONGEST, false);
        struct under_test keras = begin_test(inside, LONGEST, false);
        float p[LONGEST] = {0}, q[LONGEST] = {0}, g[LONGEST];
        const struct lrs_update u = update_of(0.0625);
        for (int t = 0; t < 20; t++) {
            fill(g, t, LONGEST);
            lrs_optimizer_step(torch.o, torch.state, &u, p, g);
            lrs_optimizer_step(keras.o, keras.state, &u, q, g);
        }
        assert_memory_equal(p, q, sizeof p);
        end_test(&torch);
        end_test(&keras);
    }
}

/* When the rate drops to 0, PyTorch stands still and Keras coasts: 1/2 + 1/4 + ... of its step. */
static void keras_coasts_after_a_drop(void **state)
{
    (void)state;
    struct under_test torch = begin_test("SGD{lr=1, momentum=0.5}", 1, true);
    struct under_test keras = begin_test("SGD{lr=1, momentum=0.5, semantics=\"keras\"}", 1, true);
    const double g = 1, coasted[] = {-1, -1.5, -1.75, -1.875};
    double p = 0, q = 0;
    for (int t = 0; t < 4; t++) {
        struct lrs_update u = update_of(t == 0 ? 1 : 0);
        lrs_optimizer_step(torch.o, torch.state, &u, &p, &g);
        lrs_optimizer_step(keras.o, keras.state, &u, &q, &g);
        assert_close(p, -1, 0, 0);
        assert_close(q, coasted[t], 0, 0);
    }
    end_test(&torch);
    end_test(&keras);
}

/* What may be given by position in PyTorch, in its order; `semantics` is ours and comes last. */
static void rows_stand_in_pytorchs_order(void **state)
{
    (void)state;
    static const struct {
        const char *name, *rows;
    } constructors[] = {
        {"SGD", "lr momentum dampening weight_decay nesterov"},
        {"Adagrad", "lr lr_decay weight_decay initial_accumulator_value eps"},
        {"Adadelta", "lr rho eps weight_decay"},
        {"RMSprop", "lr alpha eps weight_decay momentum centered"},
        {"Adam", "lr betas eps weight_decay amsgrad"},
        {"AdamW", "lr betas eps weight_decay amsgrad"},
        {"Adamax", "lr betas eps weight_decay"},
        {"NAdam", "lr betas eps weight_decay momentum_decay"},
        {"RAdam", "lr betas eps weight_decay"},
    };
    enum { N = sizeof constructors / sizeof *constructors };
    int found = 0;
    for (int i = 0; lrs_optimizers.kinds[i]; i++)
        found += ((const struct lrs_optimizer_class *)lrs_optimizers.kinds[i])->in_torch;
    assert_int_equal(found, N);
    for (int i = 0; i < N; i++) {
        char rows[256] = "";
        const struct lrs_kind *kind =
            lrs_registry_find(&lrs_optimizers, constructors[i].name, NULL);
        assert_true(((const struct lrs_optimizer_class *)kind)->in_torch);
        for (int k = 0; k < kind->n_params; k++) {
            if (strcmp(kind->params[k].name, "semantics") != 0)
                snprintf(rows + strlen(rows), sizeof rows - strlen(rows), "%s%s", k ? " " : "",
                         kind->params[k].name);
            else
                assert_int_equal(k, kind->n_params - 1);
        }
        assert_string_equal(rows, constructors[i].rows);
    }
}

static void the_rate_of_the_update_counts(void **state)
{
    (void)state;
    struct under_test u = begin_test("SGD{lr=0.5}", 1, true);
    double p = 1;
    const double g = 1;
    struct lrs_update step = update_of(0.25);
    lrs_optimizer_step(u.o, u.state, &step, &p, &g);
    assert_close(p, 0.75, 0, 0);
    step.lr = 0;
    lrs_optimizer_step(u.o, u.state, &step, &p, &g);
    assert_close(p, 0.75, 0, 0);
    end_test(&u);
}

static void a_step_allocates_nothing(void **state)
{
    (void)state;
    for (int k = 0; k < ALL; k++) {
        struct under_test u = begin_test(all[k], LONGEST, false);
        float p[LONGEST] = {0}, g[LONGEST];
        struct lrs_update step = update_of(0.1);
        fill(g, 0, LONGEST);
        unsigned long before = lrs_mem_count();
        lrs_optimizer_step(u.o, u.state, &step, p, g);
        assert_true(lrs_mem_count() == before);
        end_test(&u);
    }
}

/* ---- effective rates ---- */

/* After one update by the gradients G every running mean is known in closed form. */
static double rate_after_one(const char *text, double g)
{
    struct lrs_spec *spec = read_spec(text);
    struct lrs_optimizer *o = lrs_optimizer_new(spec, 1, true);
    void *state = lrs_alloc(1, lrs_optimizer_state_size(o));
    struct lrs_update u = {.lr = 0.3, .momentum = (double)NAN};
    double p = 1, grad = g, rate = -1;
    lrs_optimizer_start(o, state);
    assert_int_equal(lrs_optimizer_rates(o, state, &u, 1, &rate), 0); /* nothing is known */
    lrs_optimizer_step(o, state, &u, &p, &grad);
    size_t n = lrs_optimizer_rates(o, state, &u, 1, &rate);
    assert_int_equal(n, o->class->rate ? 1 : 0);
    lrs_free(state);
    lrs_optimizer_free(o);
    lrs_spec_free(spec);
    return rate;
}

static void effective_rates_are_the_formulas(void **state)
{
    (void)state;
    static const char *const corrected[] = {"Adam", "AdamW", "NAdam", "Adamax", "Adagrad"};
    static const double g[] = {0.25, -4, 100};
    for (int i = 0; i < 3; i++) {
        double size = fabs(g[i]);
        for (size_t k = 0; k < sizeof corrected / sizeof *corrected; k++)
            assert_close(rate_after_one(corrected[k], g[i]), 0.3 / size, 1e-6, 0);
        /* v = (1 - alpha) g^2, and nothing corrects it; centred it loses its mean's square */
        assert_close(rate_after_one("RMSprop", g[i]), 0.3 / (0.1 * size), 1e-6, 0);
        assert_close(rate_after_one("RMSprop{centered=true}", g[i]),
                     0.3 / (sqrt(0.01 - 0.0001) * size), 1e-6, 0);
        /* too early to divide by what is hardly known */
        assert_close(rate_after_one("RAdam", g[i]), 0.3, 1e-12, 0);
        double v = 0.1 * size * size, d = sqrt(1e-6) / sqrt(v + 1e-6) * size;
        assert_close(rate_after_one("Adadelta", g[i]),
                     0.3 * sqrt(0.1 * d * d + 1e-6) / sqrt(v + 1e-6), 1e-9, 0);
    }
    for (size_t k = 0; k < sizeof corrected / sizeof *corrected; k++)
        assert_true(isnan(rate_after_one(corrected[k], 0))); /* no gradient, no rate */
    assert_close(rate_after_one("SGD", 2), -1, 0, 0); /* all have the same: none is written */
    assert_close(rate_after_one("Lion", 2), -1, 0, 0);
}

/* What the rates say is what a step does, where the step is the gradient times the rate. */
static void a_step_is_gradient_times_rate(void **state)
{
    (void)state;
    static const char *const kinds[] = {"Adam", "Adagrad", "RMSprop", "Adamax", "AdamW"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        enum { N = 100 };
        struct lrs_spec *spec = read_spec(kinds[k]);
        struct lrs_ref ref;
        struct lrs_err err = {""};
        if (lrs_spec_find(spec, "weight_decay", &ref, &err))
            assert_true(lrs_ref_set(spec, &ref, lrs_value_real(0), &err));
        if (lrs_spec_find(spec, "betas", &ref, &err)) /* no mean over gradients */
            assert_true(
                lrs_ref_set(spec, &ref, lrs_value_reals((const double[]){0, 0.99}, 2), &err));
        struct lrs_optimizer *o = lrs_optimizer_new(spec, N, false);
        void *state_of = lrs_alloc(1, lrs_optimizer_state_size(o));
        struct lrs_update u = {.lr = 0.01, .momentum = (double)NAN};
        float p[N], before[N], g[N];
        double rate[N];
        lrs_optimizer_start(o, state_of);
        for (int step = 0; step < 5; step++) {
            for (int i = 0; i < N; i++) {
                before[i] = p[i] = 0;
                g[i] = (float)((i + 1) * sin(step + i));
            }
            lrs_optimizer_step(o, state_of, &u, p, g);
        }
        assert_int_equal(lrs_optimizer_rates(o, state_of, &u, N, rate), N);
        for (int i = 0; i < N; i++)
            assert_close((double)(before[i] - p[i]), rate[i] * (double)g[i], 1e-5, 1e-9);
        lrs_free(state_of);
        lrs_optimizer_free(o);
        lrs_spec_free(spec);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_sound),
        cmocka_unit_test(ranges_are_pytorchs),
        cmocka_unit_test(nesterov_needs_momentum),
        cmocka_unit_test(entries_are_independent),
        cmocka_unit_test(state_is_plain_bytes),
        cmocka_unit_test(momentum_is_driven),
        cmocka_unit_test(semantics_agree_at_a_constant_rate),
        cmocka_unit_test(keras_coasts_after_a_drop),
        cmocka_unit_test(rows_stand_in_pytorchs_order),
        cmocka_unit_test(the_rate_of_the_update_counts),
        cmocka_unit_test(a_step_allocates_nothing),
        cmocka_unit_test(effective_rates_are_the_formulas),
        cmocka_unit_test(a_step_is_gradient_times_rate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
