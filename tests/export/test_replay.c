/* Replays as texts: what they hold is exactly what the run begins with. That PyTorch then computes
 * the same is for tests/replay/. */
#include "check.h"

#include "lrscope/export.h"
#include "lrscope/mem.h"
#include "lrscope/model.h"
#include "lrscope/run.h"

static struct lrs_experiment *experiment_with(const char *problem)
{
    struct lrs_err err = {""};
    struct lrs_experiment *e = lrs_experiment_new();
    const struct lrs_kind *kind = lrs_registry_find(&lrs_problems, problem, &err);
    assert_non_null(kind);
    lrs_experiment_put(e, LRS_PROBLEM, lrs_spec_new(kind));
    return e;
}

static char *replay_of(const struct lrs_experiment *e)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    if (!lrs_pytorch_replay(e, &out, &err))
        fail_msg("%s", err.msg);
    return lrs_str_take(&out);
}

static int digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* The bytes of the base64 text that follows NAME in SCRIPT; at most MAX. */
static size_t decode(const char *script, const char *name, unsigned char *to, size_t max)
{
    const char *at = strstr(script, name);
    size_t n = 0;
    unsigned bits = 0, held = 0;
    assert_non_null(at);
    at = strstr(at, "\"\"\"");
    assert_non_null(at);
    for (at += 3; *at != '"' && *at != '='; at++) {
        if (*at == '\n')
            continue;
        assert_true(digit(*at) >= 0);
        bits = bits << 6 | (unsigned)digit(*at);
        held += 6;
        if (held >= 8 && n < max) {
            held -= 8;
            to[n++] = (unsigned char)(bits >> held & 255);
        }
    }
    return n;
}

static float float_at(const unsigned char *b)
{
    uint32_t bits = b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* NAME in SCRIPT holds these floats and no more. */
static void check_floats(const char *script, const char *name, const float *want, size_t n)
{
    unsigned char *bytes = LRS_ARRAY(unsigned char, 4 * n + 4);
    assert_int_equal(decode(script, name, bytes, 4 * n + 4), 4 * n);
    for (size_t i = 0; i < n; i++)
        assert_true(float_at(bytes + 4 * i) == want[i]);
    lrs_free(bytes);
}

static void data_and_weights_arrive_as_they_are(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    struct lrs_experiment *e = experiment_with("wave");
    struct lrs_run *run = lrs_run_new(e, &err);
    const struct lrs_dataset *d = lrs_run_dataset(run);
    char *script = replay_of(e);
    size_t n, rows = (size_t)d->n_train;
    const float *weights = lrs_run_weights(run, &n);
    check_floats(script, "\nx_train = ", d->x, rows * (size_t)d->n_in);
    check_floats(script, "\ny_train = ", d->target, rows * (size_t)d->n_out);
    check_floats(script, "\nweights = ", weights, n);
    assert_null(strstr(script, "x_val")); /* nothing looks at it */
    lrs_free(script);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void pixels_arrive_as_bytes(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    struct lrs_experiment *e = experiment_with("digits");
    struct lrs_run *run = lrs_run_new(e, &err);
    const struct lrs_dataset *d = lrs_run_dataset(run);
    char *script = replay_of(e);
    size_t n = (size_t)d->n_train * (size_t)d->n_in;
    unsigned char *bytes = LRS_ARRAY(unsigned char, n + 1);
    assert_non_null(strstr(script, "/ 16.0\n"));
    assert_int_equal(decode(script, "\nx_train = ", bytes, n + 1), n);
    for (size_t i = 0; i < n; i++)
        assert_true((float)bytes[i] / 16 == d->x[i]);
    assert_true(strlen(script) < 200000);
    lrs_free(bytes);
    lrs_free(script);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_landscape_is_plain_to_read(void **state)
{
    (void)state;
    struct lrs_experiment *e = experiment_with("quadratic");
    char *script = replay_of(e);
    assert_non_null(strstr(script, "\nSTEPS = 80 "));
    assert_non_null(strstr(script, "\nkappa = 20.0\n"));
    assert_non_null(strstr(script, "\nstart = torch.tensor([-2.5, 1.5], dtype=torch.float64)\n"));
    assert_null(strstr(script, "base64"));
    assert_null(strstr(script, "class Random")); /* there is no noise */
    lrs_free(script);
    lrs_experiment_free(e);
}

/* What looks at losses may part from the run when rounding has added up; others do not. */
static void a_plateau_says_how_far_it_agrees(void **state)
{
    static const char *const kinds[] = {"ReduceLROnPlateau", "StepLR"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct lrs_experiment *e = experiment_with("spirals");
        lrs_spec_free(e->part[LRS_SCHEDULE]);
        e->part[LRS_SCHEDULE] = lrs_spec_new(lrs_registry_find(&lrs_schedules, kinds[i], NULL));
        char *script = replay_of(e);
        assert_true(!strstr(script, "rounding adds up") == (i == 1));
        lrs_free(script);
        lrs_experiment_free(e);
    }
}

static void a_missing_file_is_a_sentence(void **state)
{
    (void)state;
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    struct lrs_experiment *e = experiment_with("csv");
    int row = lrs_spec_row(e->part[LRS_PROBLEM]->kind, "path", &err);
    struct lrs_value path = lrs_value_text("no/such/file.csv");
    assert_true(lrs_spec_set(e->part[LRS_PROBLEM], row, path, &err));
    assert_false(lrs_pytorch_replay(e, &out, &err));
    assert_non_null(strstr(err.msg, "no/such/file.csv"));
    assert_int_equal(out.len, 0);
    lrs_experiment_free(e);
}

/* Rows that say where and how a walk goes, not what the surface is. */
static bool shapes(const char *row)
{
    return !lrs_text_has_word("noise start spread", row);
}

static void every_kind_can_be_replayed(void **state)
{
    (void)state;
    for (int i = 0; lrs_problems.kinds[i]; i++) {
        const struct lrs_problem_class *class = (const void *)lrs_problems.kinds[i];
        for (int k = 0; class->form == LRS_LANDSCAPE && k < class->kind.n_params; k++) {
            const char *name = class->kind.params[k].name;
            assert_non_null(class->python);
            if (shapes(name) && !strstr(class->python, name))
                fail_msg("%s: the Python does not use %s", class->kind.name, name);
        }
    }
    for (int i = 0; lrs_models.kinds[i]; i++)
        assert_non_null(
            ((const struct lrs_model_class *)(const void *)lrs_models.kinds[i])->print_torch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_and_weights_arrive_as_they_are),
        cmocka_unit_test(pixels_arrive_as_bytes),
        cmocka_unit_test(a_landscape_is_plain_to_read),
        cmocka_unit_test(a_plateau_says_how_far_it_agrees),
        cmocka_unit_test(a_missing_file_is_a_sentence),
        cmocka_unit_test(every_kind_can_be_replayed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
