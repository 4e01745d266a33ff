/* Functions of t, T and lr: their tables against the same formulas in C, when a table is made anew,
 * and functions that leave the sandbox that read them. */
#include "scenes.h"

#include <time.h>

static const double PI = 3.141592653589793;

static struct lrs_spec *lambda(struct lrs_lua *lua, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_spec *spec = lrs_lua_spec(lua, LRS_SCHEDULE, text, "--schedule", &err);
    if (!spec)
        fail_msg("%s", err.msg);
    return spec;
}

static void tabulate(struct lrs_lua *lua, struct lrs_spec *spec, double horizon, double lr)
{
    struct lrs_err err = {""};
    if (!lrs_lua_tabulate_schedule(lua, spec, horizon, lr, &err))
        fail_msg("%s", err.msg);
}

/* The message of a schedule that cannot be tabulated. */
static char *refusal(struct lrs_lua *lua, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_spec *spec = lambda(lua, text);
    assert_false(lrs_lua_tabulate_schedule(lua, spec, 100, 0.1, &err));
    assert_int_equal(lrs_spec_get(spec, "lr_lambda")->func->n, 0);
    lrs_spec_free(spec);
    return lrs_strdup(err.msg);
}

static double f_power(double t, double T, double lr)
{
    (void)T, (void)lr;
    return pow(0.95, t);
}
static double f_noam(double t, double T, double lr)
{
    (void)T, (void)lr;
    return fmin(pow(t + 1, -0.5), (t + 1) * pow(20, -1.5));
}
static double f_warm(double t, double T, double lr)
{
    (void)T, (void)lr;
    return t < 5 ? (t + 1) / 5 : pow(0.1, (t - 5) / 95);
}
static double f_wave(double t, double T, double lr)
{
    (void)T, (void)lr;
    return exp(-t / 30) * (1 + cos(PI * t / 10)) / 2;
}
static double f_all(double t, double T, double lr)
{
    return (1 - t / T) * lr + fmod(t, 7) + tanh(t / T) + fabs(sin(t));
}

static void tables_match_c(void **state)
{
    static const struct {
        const char *text;
        double (*f)(double t, double T, double lr);
    } cases[] = {
        {"LambdaLR{'0.95^t'}", f_power},
        {"LambdaLR{function(t, T, lr) return 0.95^t end}", f_power},
        {"LambdaLR{'min((t+1)^-0.5, (t+1)*20^-1.5)'}", f_noam},
        {"LambdaLR{'t < 5 and (t+1)/5 or 0.1^((t-5)/95)'}", f_warm},
        {"LambdaLR{'exp(-t/30)*(1+cos(pi*t/10))/2'}", f_wave},
        {"LambdaLR{'math.exp(-t/30)*(1+math.cos(math.pi*t/10))/2'}", f_wave},
        {"LambdaLR{function(t) return exp(-t/30)*(1+cos(pi*t/10))/2 end}", f_wave},
        {"LambdaLR{'(1-t/T)*lr + t % 7 + tanh(t/T) + abs(sin(t))'}", f_all},
        {"LambdaLR{function(t, T, lr)\n local x = (1 - t/T)*lr\n if x then x = x + t % 7 end\n"
         " return x + math.tanh(t/T) + math.abs(math.sin(t)) end}",
         f_all},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lrs_spec *spec = lambda(*state, cases[i].text);
        tabulate(*state, spec, 100, 0.3);
        const struct lrs_func *f = lrs_spec_get(spec, "lr_lambda")->func;
        assert_int_equal(f->n, 100);
        for (size_t t = 0; t < f->n; t++)
            assert_close(f->at[t], cases[i].f((double)t, 100, 0.3), 1e-12, 1e-300);
        lrs_spec_free(spec);
    }
}

/* t, T and lr are floats: integer arithmetic would wrap around or divide by zero. */
static void arguments_are_floats(void **state)
{
    struct lrs_spec *spec = lambda(*state, "LambdaLR{\"math.type(t) == 'float' and math.type(T) == "
                                           "'float' and math.type(lr) == 'float' and 1 or 0\"}");
    tabulate(*state, spec, 3, 1);
    assert_close(lrs_spec_get(spec, "lr_lambda")->func->at[2], 1, 0, 0);
    lrs_spec_free(spec);
}

/* A shared table is never changed; a new horizon or base rate makes a new one, the same none. */
static void made_anew_only_where_needed(void **state)
{
    struct lrs_spec *spec = lambda(*state, "LambdaLR{'t/T + lr'}");
    tabulate(*state, spec, 10, 0.5);
    struct lrs_spec *copy = lrs_spec_copy(spec);
    const struct lrs_func *first = lrs_spec_get(spec, "lr_lambda")->func;
    tabulate(*state, spec, 10, 0.5);
    assert_ptr_equal(lrs_spec_get(spec, "lr_lambda")->func, first);
    tabulate(*state, spec, 20, 0.5);
    assert_int_equal(lrs_spec_get(spec, "lr_lambda")->func->n, 20);
    assert_close(lrs_spec_get(spec, "lr_lambda")->func->at[10], 1.0, 1e-15, 0);
    tabulate(*state, spec, 20, 0.25);
    assert_close(lrs_spec_get(spec, "lr_lambda")->func->at[10], 0.75, 1e-15, 0);
    assert_ptr_equal(lrs_spec_get(copy, "lr_lambda")->func, first);
    assert_int_equal(first->n, 10);
    assert_close(first->at[5], 1.0, 1e-15, 0);
    assert_true(lrs_spec_equal(spec, copy)); /* the same source */
    lrs_spec_free(spec);
    lrs_spec_free(copy);
}

static void children_are_found(void **state)
{
    struct lrs_err err = {""};
    struct lrs_spec *spec =
        lambda(*state, "SequentialLR{milestones={5}, LinearLR, LambdaLR{'t < 30 and 1 or nil'}}");
    assert_false(lrs_lua_tabulate_schedule(*state, spec, 100, 0.1, &err));
    assert_string_equal(err.msg,
                        "schedule.2.lr_lambda: at t = 30: the result is of type nil, not a "
                        "number");
    lrs_spec_free(spec);
}

static void failures_name_t(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"'(50-t)^0.5'", "at t = 51: the result is not a number (nan)"},
        {"'1/t'", "at t = 0: the result is infinite"},
        {"'t < 7'", "at t = 0: the result is of type boolean, not a number"},
        {"'t < 7 and 1 or tostring'", "at t = 7: unknown name 'tostring' (known are t, T, lr and "
                                      "mathematics: exp, cos, pi ...)"},
        {"'cso(t)'", "at t = 0: unknown name 'cso'; did you mean 'cos'? (known are t, T, lr and "
                     "mathematics: exp, cos, pi ...)"},
        {"'1, 2'", "at t = 0: one result expected, found 2"},
        {"''", "at t = 0: one result expected, found 0"},
        {"'sin = 1'", NULL},
        {"'(function() sin = 1 end)() or 1'", "at t = 0: 'sin' cannot be set here"},
        {"function(t) return t .. '' end", "at t = 0: the result is of type string, not a number"},
        {"function(t) if t > 3 then error('boo') end return 1 end", "at t = 4: line 1: boo"},
        {"function(t)\n if t > 3 then t = t + nil end\n return 1 end",
         "at t = 4: line 2: attempt to perform arithmetic on a nil value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = lrs_format("LambdaLR{%s}", cases[i].text);
        if (cases[i].want) {
            char *want = lrs_format("schedule.lr_lambda: %s", cases[i].want);
            expect_text(refusal(*state, text), want);
            lrs_free(want);
        } else { /* no expression at all */
            expect_text(read_spec(*state, LRS_SCHEDULE, text),
                        "! --schedule: schedule.lr_lambda: \"sin = 1\": <eof> expected near '='");
        }
        lrs_free(text);
    }
}

/* A factor from tick to tick is not asked for its value at 0. */
static void factors_begin_at_one(void **state)
{
    struct lrs_spec *spec = lambda(*state, "MultiplicativeLR{'1 + 1/t'}");
    tabulate(*state, spec, 10, 0.5);
    const struct lrs_func *f = lrs_spec_get(spec, "lr_lambda")->func;
    assert_true(f->n == 10 && f->at[0] == 1 && f->at[1] == 2 && f->at[4] == 1.25);
    struct lrs_schedule *s = lrs_schedule_new(spec, 10);
    assert_close(lrs_schedule_rate(s, NULL, 0.5, 9), 5, 1e-14, 0); /* 2/1 * 3/2 * ... * 10/9 */
    lrs_schedule_free(s);
    tabulate(*state, spec, 1, 0.5);
    assert_true(lrs_spec_get(spec, "lr_lambda")->func->at[0] == 1);
    lrs_spec_free(spec);
    expect_text(refusal(*state, "MultiplicativeLR{'1/(t - 1)'}"),
                "schedule.lr_lambda: at t = 1: the result is infinite");
}

/* Whatever was done before, math.random gives a table the same numbers. */
static void random_tables_repeat(void **state)
{
    struct lrs_spec *a = lambda(*state, "LambdaLR{'random()'}");
    struct lrs_spec *b = lambda(*state, "LambdaLR{function() return math.random() end}");
    tabulate(*state, a, 50, 0.1);
    tabulate(*state, b, 50, 0.1);
    const struct lrs_func *fa = lrs_spec_get(a, "lr_lambda")->func;
    const struct lrs_func *fb = lrs_spec_get(b, "lr_lambda")->func;
    assert_memory_equal(fa->at, fb->at, 50 * sizeof *fa->at);
    assert_true(fa->at[0] != fa->at[1]);
    lrs_spec_free(a);
    lrs_spec_free(b);
}

/* A spec outlives its sandbox. Functions with a text of their own come to life in another one. */
static void functions_travel(void **state)
{
    static const char scene[] = "local k = 2\n"
                                "local function named(t) return t + 1 end\n"
                                "return { schedule = ChainedScheduler {\n"
                                "  LambdaLR{function(t) -- end }\n"
                                "    if t > 0 then return t end\n"
                                "    for i = 1, 2 do local s = 'end' end repeat until true\n"
                                "    return [[x end]] and 0.5\n"
                                "  end},\n"
                                "  LambdaLR{named}, LambdaLR{function(t) return k end} } }";
    struct lrs_err err = {""};
    struct lrs_lua *other = lrs_lua_new(8);
    struct lrs_scene *s = lrs_scene_from_text(other, scene, "x.lua", &err);
    if (!s)
        fail_msg("%s", err.msg);
    struct lrs_spec *spec = lrs_spec_copy(s->exp->part[LRS_SCHEDULE]);
    tabulate(other, spec, 4, 1);
    lrs_scene_free(s);
    lrs_lua_free(other);
    const struct lrs_specs *children = &lrs_spec_get(spec, "schedules")->specs;
    const struct lrs_func *local = lrs_spec_get(children->at[2], "lr_lambda")->func;
    assert_close(local->at[3], 2, 0, 0);
    assert_false(lrs_lua_tabulate_schedule(*state, spec, 5, 1, &err));
    assert_string_equal(err.msg, "schedule.3.lr_lambda: the function was read elsewhere and uses "
                                 "local variables of its file");
    assert_close(lrs_spec_get(children->at[0], "lr_lambda")->func->at[0], 0.5, 0, 0);
    assert_close(lrs_spec_get(children->at[0], "lr_lambda")->func->at[4], 4, 0, 0);
    assert_close(lrs_spec_get(children->at[1], "lr_lambda")->func->at[4], 5, 0, 0);
    lrs_spec_free(spec);
}

static void tables_are_bounded_and_fast(void **state)
{
    struct lrs_spec *spec = lambda(*state, "LambdaLR{'exp(-t/30)*(1+cos(pi*t/10))/2'}");
    struct timespec a, b;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
    tabulate(*state, spec, 1e5, 0.1);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
    double ms = 1e3 * (double)(b.tv_sec - a.tv_sec) + 1e-6 * (double)(b.tv_nsec - a.tv_nsec);
    print_message("# 100000 ticks in %.1f ms\n", ms);
    assert_true(ms < 500); /* about 25 on a desk; sanitizers and old machines are slower */
    tabulate(*state, spec, 1e9, 0.1);
    assert_int_equal(lrs_spec_get(spec, "lr_lambda")->func->n, 1 << 20);
    lrs_spec_free(spec);
}

/* The experiment's own horizon: epochs, or steps where the schedule ticks per step. */
static void experiments_give_the_horizon(void **state)
{
    struct lrs_err err = {""};
    struct lrs_experiment *e = lrs_experiment_new();
    assert_true(lrs_lua_set(*state, e, "problem", "quadratic", &err));
    assert_true(lrs_lua_set(*state, e, "train.epochs", "30", &err));
    assert_true(lrs_lua_set(*state, e, "optimizer.lr", "0.25", &err));
    assert_true(lrs_lua_set(*state, e, "schedule", "LambdaLR{'T + lr'}", &err));
    assert_true(lrs_lua_tabulate(*state, e, &err));
    const struct lrs_func *f = lrs_spec_get(e->part[LRS_SCHEDULE], "lr_lambda")->func;
    assert_int_equal(f->n, 30);
    assert_close(f->at[0], 30.25, 0, 0);
    lrs_experiment_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_match_c),
        cmocka_unit_test(arguments_are_floats),
        cmocka_unit_test(made_anew_only_where_needed),
        cmocka_unit_test(children_are_found),
        cmocka_unit_test(failures_name_t),
        cmocka_unit_test(factors_begin_at_one),
        cmocka_unit_test(random_tables_repeat),
        cmocka_unit_test(functions_travel),
        cmocka_unit_test(tables_are_bounded_and_fast),
        cmocka_unit_test(experiments_give_the_horizon),
    };
    return cmocka_run_group_tests(tests, new_lua, free_lua) != 0;
}
