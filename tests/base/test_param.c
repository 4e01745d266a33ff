/* Parameter rows: what is accepted, what is converted, how it reads. */
#include "check.h"

#include "lrscope/mem.h"

#include "base/kinds.h"

static const struct lrs_param *row(const struct lrs_kind *kind, const char *name)
{
    return &kind->params[lrs_spec_row(kind, name, NULL)];
}

static struct lrs_value flag(bool b)
{
    return (struct lrs_value){.tag = LRS_BOOL, .flag = b};
}

/* Coerces V (taken over) and compares how it prints, or the sentence when it is refused. */
static void expect(const struct lrs_param *p, struct lrs_value v, const char *want)
{
    struct lrs_err err = {{0}};
    struct lrs_str out = {0};
    if (lrs_param_coerce(p, &v, &err))
        lrs_param_print(p, &v, &out);
    else
        lrs_str_add(&out, err.msg);
    assert_string_equal(lrs_str_text(&out), want);
    lrs_str_clear(&out);
    lrs_value_clear(&v);
}

static void numbers_within_their_range(void **state)
{
    (void)state;
    const struct lrs_param *gamma = row(&step_kind, "gamma"), *size = row(&step_kind, "step_size");
    expect(gamma, lrs_value_real(0.5), "0.5");
    expect(gamma, lrs_value_int(1), "1");
    expect(gamma, lrs_value_real(0), "gamma = 0 is not allowed: 0 < gamma <= 1");
    expect(gamma, lrs_value_real(1.5), "gamma = 1.5 is not allowed: 0 < gamma <= 1");
    expect(gamma, lrs_value_real((double)NAN), "gamma = 0/0 is not allowed: 0 < gamma <= 1");
    expect(row(&step_kind, "floor"), lrs_value_real((double)INFINITY),
           "floor = 1/0 is not allowed: 0 <= floor");
    expect(size, lrs_value_real(7), "7");
    expect(size, lrs_value_real(7.5),
           "step_size = 7.5 is not allowed: a whole number, 1 <= step_size");
    expect(size, lrs_value_int(0), "step_size = 0 is not allowed: a whole number, 1 <= step_size");
    expect(size, lrs_value_real(1e300),
           "step_size = 1e+300 is not allowed: a whole number, 1 <= step_size");
    expect(size, lrs_value_int(INT64_MAX),
           "step_size = 9223372036854775807 is not allowed: a whole number, 1 <= step_size");
    expect(gamma, lrs_value_text("a\nb"), "gamma = \"a\\nb\" is not allowed: 0 < gamma <= 1");
    expect(row(&step_kind, "limit"), (struct lrs_value){.tag = LRS_UNSET}, "nil");
    expect(row(&step_kind, "limit"), lrs_value_int(101),
           "limit = 101 is not allowed: a whole number, 1 to 100, or nil");
    expect(gamma, (struct lrs_value){.tag = LRS_UNSET},
           "gamma = nil is not allowed: 0 < gamma <= 1");
}

static void choices_texts_and_flags(void **state)
{
    (void)state;
    const struct lrs_param *mode = row(&step_kind, "mode");
    expect(mode, lrs_value_text("max"), "\"max\"");
    expect(mode, lrs_value_text("MIN"), "\"min\"");
    expect(mode, lrs_value_text("mix"),
           "mode = \"mix\" is not allowed: min, max or none; did you mean 'min'?");
    expect(mode, lrs_value_int(1), "mode = 1 is not allowed: min, max or none");
    struct lrs_value beyond = {.tag = LRS_CHOICE, .choice = 3};
    assert_false(lrs_param_check(mode, &beyond, NULL));
    struct lrs_value text = lrs_value_text("mixx");
    assert_false(lrs_param_coerce(mode, &text, NULL)); /* nobody listens */
    lrs_value_clear(&text);
    expect(row(&step_kind, "verbose"), flag(true), "true");
    expect(row(&step_kind, "verbose"), lrs_value_int(1),
           "verbose = 1 is not allowed: true or false");
    expect(row(&step_kind, "label"), lrs_value_text("a \"b\"\\\n\x01γ"),
           "\"a \\\"b\\\"\\\\\\n\\001γ\"");
    expect(row(&step_kind, "label"), flag(true), "label = true is not allowed: a text");
}

static void lists(void **state)
{
    (void)state;
    const struct lrs_param *betas = row(&list_kind, "betas"),
                           *marks = row(&list_kind, "milestones");
    expect(betas, lrs_value_reals((double[]){0.8, 0.95}, 2), "{0.8, 0.95}");
    expect(betas, lrs_value_reals((double[]){0.8, 1}, 2),
           "betas.2 = 1 is not allowed: a list of 2 numbers, each 0 <= x < 1");
    expect(betas, lrs_value_real(0.8),
           "betas has 1 entries; allowed: a list of 2 numbers, each 0 <= x < 1");
    expect(marks, lrs_value_int(30), "{30}");
    expect(marks, lrs_value_real(30), "{30}");
    expect(marks, lrs_value_reals((double[]){30, 80.5}, 2),
           "milestones.2 = 80.5 is not allowed: a list of whole numbers, each 0 <= x");
    expect(marks, (struct lrs_value){.tag = LRS_SPECS}, "{}");
    const struct lrs_param *below = row(&chain_kind, "schedulers");
    expect(below, lrs_value_reals(NULL, 0),
           "schedulers has 0 entries; allowed: a list of 1 to 4 kinds");
    expect(below, specs_of(1, (struct lrs_spec *[]){lrs_spec_new(&bare_kind)}), "{Bare}");
    expect(below, lrs_value_int(1), "schedulers = 1 is not allowed: a list of 1 to 4 kinds");
}

static void functions(void **state)
{
    (void)state;
    const struct lrs_param *f = row(&func_kind, "lr_lambda");
    expect(f, lrs_value_text("1/(t+1)"), "\"1/(t+1)\"");
    struct lrs_value v = {.tag = LRS_FUNC,
                          .func = lrs_func_new(lrs_strdup("function(t) return 1 end"), false, 3)};
    expect(f, v, "function(t) return 1 end");
    expect(f, lrs_value_int(1),
           "lr_lambda = 1 is not allowed: an expression or function of t, T and lr");
}

static void functions_are_shared(void **state)
{
    (void)state;
    struct lrs_func *f = lrs_func_new(lrs_strdup("t"), true, 5);
    struct lrs_value a = {.tag = LRS_FUNC, .func = f}, b = lrs_value_copy(&a);
    assert_ptr_equal(b.func, f);
    assert_int_equal(f->refs, 2);
    lrs_value_clear(&a);
    assert_int_equal(a.tag, LRS_UNSET);
    assert_int_equal(f->refs, 1);
    struct lrs_value same = {.tag = LRS_FUNC, .func = lrs_func_new(lrs_strdup("t"), true, 9)};
    struct lrs_value other = {.tag = LRS_FUNC, .func = lrs_func_new(lrs_strdup("t"), false, 9)};
    assert_true(lrs_value_equal(&b, &same));
    assert_false(lrs_value_equal(&b, &other));
    lrs_value_clear(&b);
    lrs_value_clear(&same);
    lrs_value_clear(&other);
    lrs_func_release(NULL);
}

static void ranges_in_words(void **state)
{
    (void)state;
    static const struct {
        double lo, hi;
        unsigned flags;
        enum lrs_type type;
        const char *text;
    } ranges[] = {
        {0, 1, 0, LRS_TYPE_REAL, "0 to 1"},
        {0, 1, LRS_LO_OPEN | LRS_HI_OPEN, LRS_TYPE_REAL, "0 < x < 1"},
        {0, 1, LRS_HI_OPEN, LRS_TYPE_REAL, "0 <= x < 1"},
        {-(double)INFINITY, 1, 0, LRS_TYPE_REAL, "x <= 1"},
        {0, (double)INFINITY, LRS_LO_OPEN, LRS_TYPE_REAL, "0 < x"},
        {-(double)INFINITY, (double)INFINITY, 0, LRS_TYPE_REAL, "any number"},
        {-(double)INFINITY, (double)INFINITY, 0, LRS_TYPE_INT, "any whole number"},
        {-5, 5e9, 0, LRS_TYPE_INT, "a whole number, -5 to 5000000000"},
        {-(double)INFINITY, (double)INFINITY, 0, LRS_TYPE_REALS, "a list of numbers"},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        struct lrs_param p = {.name = "x",
                              .lo = ranges[i].lo,
                              .hi = ranges[i].hi,
                              .flags = ranges[i].flags,
                              .type = ranges[i].type};
        struct lrs_str out = {0};
        lrs_param_print_range(&p, &out);
        assert_string_equal(lrs_str_text(&out), ranges[i].text);
        lrs_str_clear(&out);
    }
}

static void expect_pretty(const struct lrs_kind *kind, const char *name, struct lrs_value v,
                          const char *want)
{
    struct lrs_str out = {0};
    lrs_param_pretty(row(kind, name), &v, &out);
    assert_string_equal(lrs_str_text(&out), want);
    lrs_str_clear(&out);
    lrs_value_clear(&v);
}

static void values_for_people(void **state)
{
    (void)state;
    expect_pretty(&step_kind, "gamma", lrs_value_real(1.0 / 3), "0.3333");
    expect_pretty(&step_kind, "floor", lrs_value_real(1e-7), "1e-7");
    expect_pretty(&step_kind, "step_size", lrs_value_int(12345678), "12345678");
    expect_pretty(&step_kind, "limit", (struct lrs_value){.tag = LRS_UNSET}, "-");
    expect_pretty(&step_kind, "verbose", flag(false), "no");
    expect_pretty(&step_kind, "mode", (struct lrs_value){.tag = LRS_CHOICE, .choice = 0}, "min");
    expect_pretty(&step_kind, "label", lrs_value_text("abc"), "abc");
    expect_pretty(&list_kind, "betas", lrs_value_reals(def_betas, 2), "0.9, 0.999");
    expect_pretty(&list_kind, "milestones", lrs_value_reals(NULL, 0), "none");
    expect_pretty(&func_kind, "lr_lambda", lrs_param_default(&func_rows[0]), "0.95^t");
    expect_pretty(
        &chain_kind, "schedulers",
        specs_of(2, (struct lrs_spec *[]){lrs_spec_new(&bare_kind), lrs_spec_new(&step_kind)}),
        "Bare, StepLR");
}

static void rows_answer_to_their_names(void **state)
{
    (void)state;
    const struct lrs_param *gamma = row(&step_kind, "gamma");
    assert_true(lrs_param_is(gamma, "gamma") && lrs_param_is(gamma, "factor") &&
                lrs_param_is(gamma, "decay") && lrs_param_is(gamma, "γ"));
    assert_false(lrs_param_is(gamma, "fact") || lrs_param_is(gamma, "") ||
                 lrs_param_is(gamma, "factor decay"));
    assert_int_equal(lrs_param_choices(row(&step_kind, "mode")), 3);
    assert_int_equal(lrs_param_choices(gamma), 0);
}

static void values_copy_and_compare(void **state)
{
    (void)state;
    struct lrs_value v[] = {
        {.tag = LRS_UNSET},
        lrs_value_real((double)NAN),
        lrs_value_real(0.5),
        lrs_value_int(3),
        flag(true),
        {.tag = LRS_CHOICE, .choice = 1},
        lrs_value_text("x"),
        lrs_value_reals(def_betas, 2),
        lrs_value_reals(def_betas, 1),
        specs_of(1, (struct lrs_spec *[]){lrs_spec_new(&step_kind)}),
        specs_of(1, (struct lrs_spec *[]){lrs_spec_new(&bare_kind)}),
        lrs_param_default(&func_rows[0]),
    };
    enum { N = sizeof v / sizeof *v };
    for (int i = 0; i < N; i++) {
        struct lrs_value copy = lrs_value_copy(&v[i]);
        for (int k = 0; k < N; k++)
            assert_int_equal(lrs_value_equal(&copy, &v[k]), i == k);
        lrs_value_clear(&copy);
        assert_int_equal(copy.tag, LRS_UNSET);
    }
    for (int i = 0; i < N; i++)
        lrs_value_clear(&v[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_within_their_range),
        cmocka_unit_test(choices_texts_and_flags),
        cmocka_unit_test(lists),
        cmocka_unit_test(functions),
        cmocka_unit_test(functions_are_shared),
        cmocka_unit_test(ranges_in_words),
        cmocka_unit_test(values_for_people),
        cmocka_unit_test(rows_answer_to_their_names),
        cmocka_unit_test(values_copy_and_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
