/* Specs: values in and out, the language's text, compiled structs, paths. */
#include "check.h"

#include "lrscope/mem.h"

#include "base/kinds.h"

/* SequentialLR{milestones={5}, StepLR{}, ListLR{}} and, for a third child, another StepLR. */
static struct lrs_spec *make_chain(int n)
{
    struct lrs_spec *child[] = {lrs_spec_new(&step_kind), lrs_spec_new(&list_kind),
                                lrs_spec_new(&step_kind)};
    for (int i = n; i < 3; i++)
        lrs_spec_free(child[i]);
    struct lrs_spec *chain = lrs_spec_new(&chain_kind);
    assert_true(lrs_spec_set(chain, 0, lrs_value_reals((double[]){5}, 1), NULL));
    assert_true(lrs_spec_set(chain, 1, specs_of(n, child), NULL));
    return chain;
}

static void expect_print(const struct lrs_spec *s, bool everything, const char *want)
{
    struct lrs_str out = {0};
    lrs_spec_print(s, everything, &out);
    assert_string_equal(lrs_str_text(&out), want);
    lrs_str_clear(&out);
}

static void texts(void **state)
{
    (void)state;
    struct lrs_spec *s = lrs_spec_new(&step_kind);
    expect_print(s, false, "StepLR");
    expect_print(
        s, true,
        "StepLR{gamma=0.1, step_size=30, floor=0, verbose=false, mode=\"max\", label=\"plain\"}");
    assert_true(lrs_spec_set(s, 1, lrs_value_int(10), NULL));
    assert_true(lrs_spec_set(s, 0, lrs_value_real(0.5), NULL));
    assert_true(lrs_spec_set(s, 3, lrs_value_int(4), NULL));
    expect_print(s, false, "StepLR{gamma=0.5, step_size=10, limit=4}");
    lrs_spec_free(s);
    s = lrs_spec_new(&bare_kind);
    expect_print(s, false, "Bare");
    expect_print(s, true, "Bare{}");
    lrs_spec_free(s);
    s = lrs_spec_new(&func_kind);
    expect_print(s, false, "LambdaLR");
    expect_print(s, true, "LambdaLR{\"0.95^t\"}");
    lrs_spec_free(s);
    s = make_chain(2);
    expect_print(s, false, "SequentialLR{milestones={5}, StepLR, ListLR}");
    lrs_spec_free(s);
    s = lrs_spec_new(&chain_kind);
    expect_print(s, true, "SequentialLR{milestones={}}");
    lrs_spec_free(s);
}

static void refused_values_change_nothing(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    struct lrs_spec *s = lrs_spec_new(&step_kind), *before = lrs_spec_copy(s);
    assert_false(lrs_spec_set(s, 0, lrs_value_real(7), &err));
    assert_string_equal(err.msg, "gamma = 7 is not allowed: 0 < gamma <= 1");
    assert_false(lrs_spec_set(s, 5, lrs_value_text("best"), NULL));
    assert_true(lrs_spec_equal(s, before));
    assert_true(lrs_spec_set(s, 5, lrs_value_text("min"), NULL));
    assert_false(lrs_spec_equal(s, before));
    assert_int_equal(lrs_spec_get(s, "mode")->choice, 0);
    lrs_spec_free(s);
    lrs_spec_free(before);
    lrs_spec_free(NULL);
}

static void the_kind_checks_too_and_children_say_which(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    struct lrs_spec *s = make_chain(3);
    assert_true(lrs_spec_check(s, &err));
    struct lrs_spec *third = s->at[1].specs.at[2];
    assert_true(lrs_spec_set(third, 2, lrs_value_real(1000), &err));
    assert_false(lrs_spec_check(s, &err));
    assert_string_equal(err.msg, "3.floor is above everything");
    third->at[2].real = -1; /* behind its back */
    assert_false(lrs_spec_check(s, &err));
    assert_string_equal(err.msg, "3.floor = -1 is not allowed: 0 <= floor");
    lrs_spec_free(s);
    s = lrs_spec_new(&chain_kind);
    assert_false(lrs_spec_check(s, &err)); /* children are missing */
    lrs_spec_free(s);
}

static void nesting_has_an_end(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    struct lrs_spec *s = lrs_spec_new(&bare_kind);
    int depth = 0;
    for (; depth < 20; depth++) {
        struct lrs_spec *outer = lrs_spec_new(&chain_kind);
        if (!lrs_spec_set(outer, 1, specs_of(1, &s), &err)) {
            lrs_spec_free(outer);
            break;
        }
        s = outer;
    }
    assert_int_equal(depth, LRS_SPEC_DEPTH - 1);
    assert_string_equal(err.msg, "SequentialLR is nested more than 8 deep");
    if (depth == 20)
        lrs_spec_free(s);
}

static void compiled_structs(void **state)
{
    (void)state;
    struct lrs_spec *s = lrs_spec_new(&step_kind);
    struct step_cfg cfg;
    memset(&cfg, 0xff, sizeof cfg);
    lrs_spec_compile(s, &cfg);
    assert_true(cfg.gamma == 0.1 && cfg.floor == 0 && cfg.size == 30 && !cfg.verbose);
    assert_int_equal(cfg.limit, LRS_INT_UNSET);
    assert_int_equal(cfg.mode, 1);
    assert_string_equal(cfg.label, "plain");
    lrs_spec_free(s);
    s = make_chain(2);
    struct chain_cfg chain;
    lrs_spec_compile(s, &chain);
    assert_true(chain.marks.n == 1 && chain.marks.at[0] == 5);
    assert_true(chain.below.n == 2 && chain.below.at == s->at[1].specs.at);
    struct list_cfg list;
    lrs_spec_compile(chain.below.at[1], &list);
    assert_true(list.betas.n == 2 && list.betas.at[1] == 0.999 && list.marks.n == 0);
    lrs_spec_free(s);
    s = lrs_spec_new(&func_kind);
    struct func_cfg func;
    lrs_spec_compile(s, &func);
    assert_string_equal(func.f->source, "0.95^t");
    lrs_spec_free(s);
    assert_int_equal(lrs_spec_children_row(&chain_kind), 1);
    assert_int_equal(lrs_spec_children_row(&step_kind), -1);
}

static void rows_by_name(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    assert_int_equal(lrs_spec_row(&step_kind, "gamma", NULL), 0);
    assert_int_equal(lrs_spec_row(&step_kind, "decay", NULL), 0);
    assert_int_equal(lrs_spec_row(&step_kind, "γ", NULL), 0);
    assert_int_equal(lrs_spec_row(&step_kind, "Step_Size", NULL), 1);
    assert_int_equal(lrs_spec_row(&step_kind, "gama", &err), -1);
    assert_string_equal(err.msg, "StepLR has no parameter 'gama'; did you mean 'gamma'?");
    assert_int_equal(lrs_spec_row(&list_kind, "zzz", &err), -1);
    assert_string_equal(err.msg, "ListLR has no parameter 'zzz'; it has betas, milestones");
    assert_int_equal(lrs_spec_row(&bare_kind, "zzz", &err), -1);
    assert_string_equal(err.msg, "Bare has no parameter 'zzz'");
}

/* Finds PATH in a chain of N children and tells the place as text, or the sentence. */
static void expect_path(int n, const char *path, const char *want)
{
    struct lrs_spec *s = make_chain(n);
    struct lrs_ref ref;
    struct lrs_err err = {{0}};
    struct lrs_str out = {0};
    if (lrs_spec_find(s, path, &ref, &err)) {
        lrs_str_addf(&out, "%s.%s", ref.spec->kind->name, lrs_ref_param(&ref)->name);
        if (ref.element >= 0)
            lrs_str_addf(&out, "[%d]", ref.element);
        if (ref.spec->kind == &step_kind)
            lrs_str_add(&out, ref.spec == s->at[1].specs.at[0] ? " of 1" : " of 3");
    } else {
        lrs_str_add(&out, err.msg);
    }
    assert_string_equal(lrs_str_text(&out), want);
    lrs_str_clear(&out);
    lrs_spec_free(s);
}

static void paths(void **state)
{
    (void)state;
    expect_path(3, "milestones", "SequentialLR.milestones");
    expect_path(3, "milestones.1", "SequentialLR.milestones[0]");
    expect_path(3, "1.gamma", "StepLR.gamma of 1");
    expect_path(3, "3.gamma", "StepLR.gamma of 3");
    expect_path(3, "schedulers.3.factor", "StepLR.gamma of 3");
    expect_path(3, "2.betas.2", "ListLR.betas[1]");
    expect_path(3, "2.milestones", "ListLR.milestones");
    expect_path(2, "gamma", "StepLR.gamma of 1"); /* only one child has it */
    expect_path(2, "betas.1", "ListLR.betas[0]");
}

static void wrong_paths_are_told(void **state)
{
    (void)state;
    expect_path(3, "gamma", "'gamma' is ambiguous here: 1.gamma or 3.gamma");
    expect_path(3, "", "a path has an empty name");
    expect_path(3, "1.", "a path has an empty name");
    expect_path(3, "..", "a path has an empty name");
    expect_path(3, "4.gamma", "SequentialLR has no child 4; it has 3");
    expect_path(3, "0.gamma", "SequentialLR has no parameter '0'; it has milestones, schedulers");
    expect_path(3, "2", "'2' is a whole ListLR; name one of its parameters, as in 2.betas");
    expect_path(3, "1.2.gamma", "StepLR has no children");
    expect_path(3, "2.betas.3", "ListLR.betas has no element '3'; it has 2");
    expect_path(3, "2.betas.x", "ListLR.betas has no element 'x'; it has 2");
    expect_path(3, "1.gamma.1", "StepLR.gamma has no parts such as '1'");
    expect_path(3, "1.gama", "StepLR has no parameter 'gama'; did you mean 'gamma'?");
    expect_path(2, "beta", "SequentialLR has no parameter 'beta'; did you mean 'betas'?");
    expect_path(3, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq",
                "a path has a name too long");
}

static void setting_through_a_path(void **state)
{
    (void)state;
    struct lrs_err err = {{0}};
    struct lrs_ref ref;
    struct lrs_spec *s = make_chain(3);
    assert_true(lrs_spec_find(s, "2.betas.2", &ref, NULL));
    assert_true(lrs_ref_set(s, &ref, lrs_value_real(0.5), &err));
    assert_true(lrs_ref_value(&ref)->reals.at[1] == 0.5);
    assert_true(lrs_ref_value(&ref)->reals.at[0] == 0.9);
    struct lrs_spec *before = lrs_spec_copy(s);
    assert_false(lrs_ref_set(s, &ref, lrs_value_real(1), &err));
    assert_string_equal(err.msg,
                        "betas.2 = 1 is not allowed: a list of 2 numbers, each 0 <= x < 1");
    assert_false(lrs_ref_set(s, &ref, lrs_value_text("x"), &err));
    assert_string_equal(err.msg, "betas.2 takes a number");
    assert_true(lrs_spec_find(s, "3.floor", &ref, NULL));
    assert_false(lrs_ref_set(s, &ref, lrs_value_real(500), &err)); /* the kind's own check */
    assert_string_equal(err.msg, "3.floor is above everything");
    assert_true(lrs_spec_equal(s, before));
    assert_true(lrs_ref_set(s, &ref, lrs_value_int(5), &err));
    assert_false(lrs_spec_equal(s, before));
    lrs_spec_free(before);
    lrs_spec_free(s);
}

static void rows_in_panel_order(void **state)
{
    (void)state;
    struct lrs_spec *s = make_chain(3);
    struct lrs_row rows[32];
    static const char *const want[] = {
        "milestones", "1.gamma", "1.step_size", "1.floor",      "1.limit", "1.verbose",
        "1.mode",     "1.label", "2.betas",     "2.milestones", "3.gamma", "3.step_size",
        "3.floor",    "3.limit", "3.verbose",   "3.mode",       "3.label"};
    enum { N = sizeof want / sizeof *want };
    assert_int_equal(lrs_spec_rows(s, rows, 32), N);
    for (int i = 0; i < N; i++) {
        assert_string_equal(rows[i].path, want[i]);
        assert_int_equal(rows[i].depth, i > 0);
        struct lrs_ref ref;
        assert_true(lrs_spec_find(s, rows[i].path, &ref, NULL)); /* the path leads there */
        assert_true(ref.spec == rows[i].ref.spec && ref.row == rows[i].ref.row);
    }
    rows[2].depth = 77;
    assert_int_equal(lrs_spec_rows(s, rows, 2), N); /* no more than there is room for */
    assert_int_equal(rows[2].depth, 77);
    lrs_spec_free(s);
}

/* The N-th allocation fails, for every N: nothing is tried that leaves a half-made spec usable; here
 * it is enough that the count of allocations is the same each time, so that every N can be hit. */
static void making_a_spec_allocates_the_same_each_time(void **state)
{
    (void)state;
    unsigned long start = lrs_mem_count();
    lrs_spec_free(make_chain(3));
    unsigned long once = lrs_mem_count() - start;
    lrs_spec_free(make_chain(3));
    assert_int_equal(lrs_mem_count() - start, 2 * once);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(refused_values_change_nothing),
        cmocka_unit_test(the_kind_checks_too_and_children_say_which),
        cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(compiled_structs),
        cmocka_unit_test(rows_by_name),
        cmocka_unit_test(paths),
        cmocka_unit_test(wrong_paths_are_told),
        cmocka_unit_test(setting_through_a_path),
        cmocka_unit_test(rows_in_panel_order),
        cmocka_unit_test(making_a_spec_allocates_the_same_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
