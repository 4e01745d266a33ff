/* Paths: values by the type of their row, elements, children, whole parts; nothing half-applied. */
#include "scenes.h"

/* Sets PATH to TEXT on a fresh experiment; the value as it prints then, or "! " and the message. */
static char *set(struct lrs_lua *lua, const char *path, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    struct lrs_experiment *e = lrs_experiment_new();
    assert_true(lrs_lua_set(lua, e, "optimizer", "Adam", &err));
    assert_true(lrs_lua_set(lua, e, "schedule",
                            "SequentialLR{milestones={5}, LinearLR, CosineAnnealingLR{T_max=9}}",
                            &err));
    struct lrs_experiment *before = lrs_experiment_copy(e);
    if (!lrs_lua_set(lua, e, path, text, &err)) {
        lrs_str_addf(&out, "! %s", err.msg);
        assert_true(lrs_experiment_equal(e, before));
    }
    for (int i = 0; out.len == 0 && i < LRS_PARTS; i++)
        if (!lrs_spec_equal(e->part[i], before->part[i]))
            lrs_spec_print(e->part[i], false, &out);
    lrs_experiment_free(before);
    lrs_experiment_free(e);
    return out.s ? lrs_str_take(&out) : lrs_strdup("unchanged");
}

static void values(void **state)
{
    static const struct {
        const char *path, *text, *want;
    } cases[] = {
        {"optimizer.lr", "1e-3*2", "Adam{lr=0.002}"},
        {"optimizer.lr", "exp(0) * max(0.25, 0.5)", "Adam{lr=0.5}"},
        {"optimizer.lr", " 0.5 ", "Adam{lr=0.5}"},
        {"optimizer.betas", "{0.5, 0.75}", "Adam{betas={0.5, 0.75}}"},
        {"optimizer.betas.1", "1/2", "Adam{betas={0.5, 0.999}}"},
        {"optimizer.amsgrad", "true", "Adam{amsgrad=true}"},
        {"optimizer.amsgrad", "1 < 2", "Adam{amsgrad=true}"},
        {"model.hidden", "{8, 4}", "mlp{hidden={8, 4}}"},
        {"model.hidden", "24", "mlp{hidden={24}}"},
        {"model.hidden", "{}", "mlp{hidden={}}"},
        {"model.activation", "sigmoid", "mlp{activation=\"sigmoid\"}"},
        {"model.activation", "\"sigmoid\"", "mlp{activation=\"sigmoid\"}"},
        {"model.activation", "'sigmoid'", "mlp{activation=\"sigmoid\"}"},
        {"train.epochs", "2^5", "train{epochs=32}"},
        {"train.batch_size", "32", "train{batch=32}"},
        {"train.interval", "step", "train{interval=\"step\"}"},
        {"train.steps", "500", "train{steps=500}"},
        {"train.steps", "nil", "unchanged"},
        {"finder.num_it", "200", "finder{num_it=200}"},
        {"schedule.2.T_max", "20",
         "SequentialLR{milestones={5}, LinearLR, CosineAnnealingLR{T_max=20}}"},
        {"schedule.T_max", "20",
         "SequentialLR{milestones={5}, LinearLR, CosineAnnealingLR{T_max=20}}"},
        {"schedule.milestones.1", "7",
         "SequentialLR{milestones={7}, LinearLR, CosineAnnealingLR{T_max=9}}"},
        {"schedule", "cosine", "CosineAnnealingLR"},
        {"schedule", "StepLR{gamma=0.5}", "StepLR{gamma=0.5}"},
        {"problem", "moons", "moons"},
        {"train", "{epochs=5}", "train{epochs=5}"},
        {"optimizer.lr", "", "! optimizer.lr: nothing found, one value expected, allowed 0 <= lr"},
        {"optimizer.lr", "0.1 0.2", "! optimizer.lr: <eof> expected near '0.2', allowed 0 <= lr"},
        {"optimizer.lr", "-1", "! optimizer.lr = -1 is not allowed: 0 <= lr"},
        {"optimizer.lr", "nil", "! optimizer.lr: found nil, allowed 0 <= lr"},
        {"optimizer.lr", "fast", "! optimizer.lr: 'fast' is no number, allowed 0 <= lr"},
        {"train.epochs", "ten",
         "! train.epochs: 'ten' is no number, allowed a whole number, 1 to 1000000000"},
        {"train.batch", "1x",
         "! train.batch: '1x' is no number, allowed a whole number, 1 to 65536"},
        {"model.hidden", "ten", NULL},
        {"problem", "my.csv", "! problem: a file of your own is csv{path=\"my.csv\"}"},
        {"optimizer.betas.2", "1", NULL},
        {"optimizer.betas.3", "0.5", NULL},
        {"optimizer.betas.1", "{}", NULL},
        {"optimizer.betas.1", "nil", NULL},
        {"train.interval", "steps", NULL},
        {"train.epochs", "1e300", NULL},
        {"train.epochs", "2.5", NULL},
        {"schedule", "Adam", NULL},
        {"schedule", "StepLR{gamma=-1}", "! schedule.gamma = -1 is not allowed: 0 <= gamma"},
        {"schedule", "StepLR{", "! schedule: unexpected symbol near <eof>"},
        {"schedule.3.T_max", "5", NULL},
        {"shedule.T_max", "5", NULL},
        {"", "5", NULL},
        {".", "5", NULL},
        {"schedule.", "5", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *got = set(*state, cases[i].path, cases[i].text);
        if (cases[i].want)
            assert_string_equal(got, cases[i].want);
        else /* the sentence is the path's or the row's own */
            assert_true(got[0] == '!' && strlen(got) > 10);
        lrs_free(got);
    }
}

/* A function's row takes a bare expression, one in quotes, or a function. */
static void expressions(void **state)
{
    static const char *const forms[][2] = {
        {"0.9^t", "LambdaLR{\"0.9^t\"}"},
        {"'0.9^t'", "LambdaLR{\"0.9^t\"}"},
        {"function(t) return 0.9^t end", "LambdaLR{function(t) return 0.9^t end}"},
        {"0.9^", "! schedule.lr_lambda: \"0.9^\": unexpected symbol near <eof>"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct lrs_err err = {""};
        struct lrs_str out = {0};
        struct lrs_experiment *e = lrs_experiment_new();
        assert_true(lrs_lua_set(*state, e, "schedule", "LambdaLR", &err));
        if (lrs_lua_set(*state, e, "schedule.lr_lambda", forms[i][0], &err))
            lrs_spec_print(e->part[LRS_SCHEDULE], false, &out);
        else
            lrs_str_addf(&out, "! %s", err.msg);
        expect_text(lrs_str_take(&out), forms[i][1]);
        lrs_experiment_free(e);
    }
}

/* Values that only fit together may come in any order; what does not fit in the end is refused. */
static void together(void **state)
{
    static const char *const pairs[][2][2] = {
        {{"finder.start_lr", "20"}, {"finder.end_lr", "100"}},
        {{"optimizer.nesterov", "true"}, {"optimizer.momentum", "0.9"}},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct lrs_err err = {""};
        struct lrs_experiment *e = lrs_experiment_new();
        assert_true(lrs_lua_set(*state, e, pairs[i][0][0], pairs[i][0][1], &err));
        assert_false(lrs_experiment_check(e, &err));
        assert_true(lrs_lua_set(*state, e, pairs[i][1][0], pairs[i][1][1], &err));
        assert_true(lrs_experiment_check(e, &err));
        lrs_experiment_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values),
        cmocka_unit_test(expressions),
        cmocka_unit_test(together),
    };
    return cmocka_run_group_tests(tests, new_lua, free_lua) != 0;
}
