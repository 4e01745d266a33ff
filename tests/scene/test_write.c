/* The scene writer: what it writes loads to the same experiment, is good to read, and is refused
 * where it would not. */
#include "scenes.h"

#include <unistd.h>

#include "lrscope/run.h"

enum { WIDE = 100 };

static struct lrs_scene *scene_of(struct lrs_lua *lua, const char *text)
{
    struct lrs_err err = {""};
    struct lrs_scene *s = lrs_scene_from_text(lua, text, "x.lua", &err);
    if (!s || !lrs_lua_tabulate(lua, s->exp, &err))
        fail_msg("%s\n%s", err.msg, text);
    return s;
}

/* The text of S; the caller frees it. */
static char *written(const struct lrs_scene *s)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    if (!lrs_scene_write(s, &out, &err))
        fail_msg("%s: %s", s->name, err.msg);
    return lrs_str_take(&out);
}

static void assert_same_text(const char *a, const char *b)
{
    assert_string_equal(a ? a : "(none)", b ? b : "(none)");
}

static void assert_narrow(const char *text)
{
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n");
        char *copy = lrs_strndup(line, len);
        if (lrs_text_width(copy) > WIDE)
            fail_msg("wider than %d columns: %s", WIDE, copy);
        lrs_free(copy);
        line += len + (line[len] == '\n');
    }
}

/* Writes S, loads that in another sandbox, and compares; returns the text. */
static char *round_trip(const struct lrs_scene *s)
{
    char *text = written(s);
    struct lrs_lua *lua = lrs_lua_new(1);
    struct lrs_scene *again = scene_of(lua, text);
    if (!lrs_experiment_equal(again->exp, s->exp))
        fail_msg("%s comes back as something else:\n%s", s->name, text);
    assert_same_text(again->title, s->title);
    assert_same_text(again->about, s->about);
    assert_same_text(again->expect, s->expect);
    assert_true(again->pace == s->pace || (isnan(again->pace) && isnan(s->pace)));
    char *twice = written(again);
    assert_same_text(again->notes, s->notes);
    if (!s->lesson)
        assert_string_equal(text, twice);
    lrs_free(twice);
    lrs_scene_free(again);
    lrs_lua_free(lua);
    return text;
}

/* NAMES are taken over. */
static void all_survive(struct lrs_lua *lua, char **names, int n)
{
    for (int i = 0; i < n; i++) {
        struct lrs_err err = {""};
        struct lrs_scene *s = lrs_scene_load(lua, names[i], &err);
        if (!s || !lrs_lua_tabulate(lua, s->exp, &err))
            fail_msg("%s: %s", names[i], err.msg);
        char *text = round_trip(s);
        assert_narrow(text);
        lrs_free(text);
        lrs_scene_free(s);
        lrs_free(names[i]);
    }
    lrs_free(names);
}

static void bundled_scenes_survive(void **state)
{
    int n;
    char **names = lrs_scene_names(&n);
    assert_true(n >= 13);
    all_survive(*state, names, n);
    names = lrs_lesson_names(&n);
    assert_true(n >= 1);
    all_survive(*state, names, n);
}

static void looks_like_ours(void **state)
{
    /* clang-format off */
    static const char text[] =
        "return {\n"
        "  title = \"Warm-up, then a \\\"cosine\\\"\",\n"
        "  about = \"The first sentence is so long that it goes on in a second line, in which it at "
        "last \"\n"
        "    .. \"comes to its end.\\n\"\n"
        "    .. \"Then a line of its own.\",\n"
        "  problem = moons { points = 300 },\n"
        "  model = mlp { hidden = {16, 16} },\n"
        "  optimizer = Adam { lr = 0.01, betas = {0.8, 0.999} },\n"
        "  schedule = SequentialLR {\n"
        "    milestones = {5, 20},\n"
        "    LinearLR { start_factor = 0.1 },\n"
        "    CosineAnnealingLR { T_max = 15, eta_min = 0.0001 },\n"
        "    StepLR {},\n"
        "  },\n"
        "  train = { epochs = 40, batch = 16, interval = \"epoch\" },\n"
        "  finder = { end_lr = 1 },\n"
        "  expect = \"diverged\",\n"
        "  pace = 12.5,\n"
        "}\n";
    /* clang-format on */
    struct lrs_scene *s = scene_of(*state, text);
    char *got = round_trip(s);
    assert_string_equal(got, text);
    lrs_free(got);
    lrs_scene_free(s);
}

/* Only what differs: a landscape has no model, defaults say nothing. */
static void defaults_are_left_out(void **state)
{
    struct lrs_scene *s = scene_of(*state, "return { title = 'T', problem = beale {},"
                                           " model = mlp {}, train = { seed = 1, epochs = 80 } }");
    char *got = round_trip(s);
    assert_string_equal(got, "return {\n"
                             "  title = \"T\",\n"
                             "  problem = beale {},\n"
                             "  optimizer = SGD {},\n"
                             "  schedule = Constant {},\n"
                             "}\n");
    lrs_free(got);
    lrs_scene_free(s);
}

static void a_lesson_is_told_of(void **state)
{
    struct lrs_scene *s = scene_of(*state, "return { lesson = { { say = 'One.' } }, notes = 'N.',"
                                           " problem = beale {} }");
    struct lrs_scene *copy = lrs_scene_copy(s);
    char *got = round_trip(copy);
    assert_true(
        strncmp(got, "-- The experiment of a scene with a lesson, without the lesson.\n", 64) == 0);
    lrs_free(got);
    lrs_scene_free(copy);
    lrs_scene_free(s);
}

static void strange_strings_survive(void **state)
{
    static const char *const strange[] = {
        "a \"quoted\" word and a \\ backslash", "three\nlines\n\nand an empty one\n",
        "tab\there, bell \a2, delete \x7f",     "γ, η_min, 学習率, é: UTF-8",
        "   leading and trailing   ",           "]] -- [[ .. }",
    };
    struct lrs_scene *s = scene_of(*state, "return {}");
    struct lrs_str all = {0};
    for (size_t i = 0; i <= sizeof strange / sizeof *strange; i++) {
        bool last = i == sizeof strange / sizeof *strange;
        lrs_free(s->title);
        lrs_free(s->about);
        s->title = lrs_strdup(last ? lrs_str_text(&all) : strange[i]);
        s->about = lrs_strdup(s->title);
        char *text = round_trip(s);
        assert_narrow(text);
        lrs_free(text);
        lrs_str_addf(&all, "%s ", last ? "" : strange[i]);
    }
    lrs_str_clear(&all);
    lrs_scene_free(s);
}

/* Without a space to break at, wide characters, more pieces than Lua can join. */
static void long_strings_survive(void **state)
{
    static const struct {
        const char *unit;
        int times;
        bool narrow;
    } cases[] = {{"x", 500, true},  {"学", 300, true},   {"word ", 1000, true},
                 {"\n", 90, true},  {"\n", 2000, false}, {"word ", 12000, false},
                 {"  ", 400, true}, {"\"", 200, true}};
    struct lrs_scene *s = scene_of(*state, "return {}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lrs_str about = {0};
        for (int k = 0; k < cases[i].times; k++)
            lrs_str_add(&about, cases[i].unit);
        lrs_free(s->about);
        s->about = lrs_str_take(&about);
        char *text = round_trip(s);
        if (cases[i].narrow)
            assert_narrow(text);
        lrs_free(text);
    }
    lrs_scene_free(s);
}

static void long_lists_are_filled(void **state)
{
    struct lrs_scene *s =
        scene_of(*state, "local m = {} for i = 1, 20000 do m[i] = 3 * i end\n"
                         "return { schedule = MultiStepLR { milestones = m, gamma = 1/3 } }");
    char *text = round_trip(s);
    assert_narrow(text);
    assert_non_null(strstr(text, "    milestones = {\n      3, 6, 9, 12, "));
    assert_non_null(strstr(text, "\n    },\n    gamma = 0.3333333333333333,\n  },\n"));
    lrs_free(text);
    lrs_scene_free(s);
}

/* --- every kind --- */

/* With its defaults; a container needs children, which fitting gives it. */
static struct lrs_spec *smallest(const struct lrs_kind *kind)
{
    struct lrs_err err = {""};
    struct lrs_spec *spec = lrs_spec_new(kind);
    if (lrs_spec_children_row(kind) >= 0)
        lrs_schedule_fit(spec, 60, 0.1);
    if (!lrs_spec_check(spec, &err))
        fail_msg("%s: %s", kind->name, err.msg);
    return spec;
}

/* A value that is not the default: the next choice, one nudge on, a text with everything in it. */
static struct lrs_value other_value(const struct lrs_param *p)
{
    struct lrs_value v = lrs_param_default(p);
    if (p->flags & LRS_FILE)
        return lrs_value_text(source_path("tests/reference/schedules/0001-StepLR.csv"));
    if (p->type == LRS_TYPE_TEXT) {
        lrs_value_clear(&v);
        return lrs_value_text("a \"b\" \\ c\n\xff γ");
    }
    if (v.tag == LRS_UNSET && p->type == LRS_TYPE_INT)
        v = lrs_value_int(isfinite(p->lo) ? (int64_t)p->lo + 2 : 2);
    else if (v.tag == LRS_UNSET && p->type == LRS_TYPE_REAL)
        v = lrs_value_real(isfinite(p->lo) ? p->lo + 0.1 : 0.1);
    else if (!lrs_param_nudge(p, &v, -1, 1, false))
        lrs_param_nudge(p, &v, -1, -1, false);
    return v;
}

/* Sets row ROW of SPEC to another value, where the kind allows that alone. */
static bool change(struct lrs_spec *spec, int row)
{
    struct lrs_spec *copy = lrs_spec_copy(spec);
    bool ok = lrs_spec_set(copy, row, other_value(&spec->kind->params[row]), NULL) &&
              lrs_spec_check(copy, NULL) && !lrs_spec_equal(copy, spec);
    lrs_spec_free(copy);
    return ok && lrs_spec_set(spec, row, other_value(&spec->kind->params[row]), NULL);
}

/* The kind as it is, then with each row changed alone, then with all that go together. */
static int every_row(struct lrs_lua *lua, enum lrs_part part, const struct lrs_kind *kind)
{
    struct lrs_scene *s = scene_of(lua, "return {}");
    struct lrs_spec *spec = smallest(kind);
    int changed = 0;
    lrs_experiment_put(s->exp, part, lrs_spec_copy(spec));
    lrs_free(round_trip(s));
    for (int i = 0; i < kind->n_params; i++) {
        struct lrs_spec *one = lrs_spec_copy(spec);
        changed += change(one, i);
        lrs_experiment_put(s->exp, part, one);
        lrs_free(round_trip(s));
    }
    for (int i = 0; i < kind->n_params; i++)
        change(spec, i);
    lrs_experiment_put(s->exp, part, spec);
    char *text = round_trip(s);
    assert_narrow(text);
    lrs_free(text);
    lrs_scene_free(s);
    return changed;
}

static void every_kind_survives(void **state)
{
    int rows = 0, changed = 0;
    for (int i = 0; i < LRS_PARTS; i++) {
        enum lrs_part part = (enum lrs_part)i;
        for (const struct lrs_kind *const *k = lrs_part_registry(part)->kinds; *k; k++) {
            rows += (*k)->n_params;
            changed += every_row(*state, part, *k);
        }
    }
    if (changed < rows * 3 / 4)
        fail_msg("only %d of %d rows were changed", changed, rows);
}

/* --- functions --- */

static void functions_with_text_survive(void **state)
{
    static const char *const schedules[] = {
        "LambdaLR { \"0.95^t\" }",
        "LambdaLR { function(t, T, lr) return 1 - t / T end }",
        "LambdaLR { function(t)\n  if t < 3 then\n    return 1\n  end\n  return 0.5\nend }",
        "SequentialLR { milestones = {3}, LambdaLR { function(t) return (t + 1) / 3 end },"
        " LambdaLR { function(t, T) return 1 - t / T end } }",
    };
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        char *text = lrs_format("return { schedule = %s }", schedules[i]);
        struct lrs_scene *s = scene_of(*state, text);
        lrs_free(round_trip(s));
        lrs_scene_free(s);
        lrs_free(text);
    }
}

static void refuses(struct lrs_lua *lua, const char *text, const char *message)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0};
    struct lrs_scene *s = scene_of(lua, text);
    assert_false(lrs_scene_write(s, &out, &err));
    assert_string_equal(err.msg, message);
    assert_int_equal(out.len, 0);
    lrs_scene_free(s);
}

static void functions_of_a_file_are_refused(void **state)
{
    refuses(*state, "local k = 0.5\nreturn { schedule = LambdaLR { function(t) return k^t end } }",
            "schedule.lr_lambda cannot be written: the function of line 2 uses local variables of "
            "its scene's file");
    refuses(*state, "k = 0.5 return { schedule = LambdaLR { function(t) return k^t end } }",
            "schedule.lr_lambda cannot be written: the function alone fails at t = 0: unknown name "
            "'k'");
    refuses(*state,
            "function pi2() return 3 end\nreturn { schedule = SequentialLR { milestones = "
            "{2}, StepLR, LambdaLR { function(t) return pi2() end } } }",
            "schedule.2.lr_lambda cannot be written: the function alone fails at t = 0: unknown "
            "name 'pi2'; did you mean 'pi'?");
    refuses(*state,
            "t0 = 1 return { schedule = LambdaLR { function(t) return math.random() end } }",
            "schedule.lr_lambda cannot be written: the function alone gives other values than it "
            "does here");
}

static void what_is_no_scene_is_refused(void **state)
{
    struct lrs_err err = {""};
    struct lrs_str out = {0}, about = {0};
    struct lrs_scene *s = scene_of(*state, "return {}");
    for (int i = 0; i < 70000; i++)
        lrs_str_add(&about, "x");
    lrs_free(s->about);
    s->about = lrs_str_take(&about);
    assert_false(lrs_scene_write(s, &out, &err));
    assert_non_null(strstr(err.msg, "cannot be written: "));
    assert_int_equal(out.len, 0);
    lrs_scene_free(s);
}

/* --- files --- */

static void files(void **state)
{
    char folder[SCRATCH_MAX];
    struct lrs_err err = {""};
    assert_non_null(mkdtemp(scratch_name(folder, "write")));
    char *path = lrs_format("%s/mine.lua", folder);
    struct lrs_scene *s = scene_of(*state, "return { title = 'Mine', problem = beale {} }");
    if (!lrs_scene_save(s, path, &err) || !lrs_scene_save(s, path, &err))
        fail_msg("%s", err.msg);
    struct lrs_scene *again = lrs_scene_load(*state, path, &err);
    assert_non_null(again);
    assert_true(lrs_experiment_equal(s->exp, again->exp));
    assert_string_equal(again->title, "Mine");
    lrs_scene_free(again);

    char *nowhere = lrs_format("%s/no/mine.lua", folder);
    assert_false(lrs_scene_save(s, nowhere, &err));
    assert_non_null(strstr(err.msg, "cannot write"));
    assert_false(lrs_scene_save(s, source_path("scenes/lessons/01-fixed-rate.lua"), &err));
    assert_non_null(strstr(err.msg, "comes with lrscope"));
    assert_false(lrs_scene_save(s, source_path("scenes/start.lua"), &err));
    assert_non_null(strstr(err.msg, "scenes/start.lua' comes with lrscope and is kept"));
    again = lrs_scene_load(*state, "start", &err);
    assert_string_equal(again->title, "Three spirals under a falling rate");

    lrs_scene_free(again);
    lrs_scene_free(s);
    unlink(path);
    rmdir(folder);
    lrs_free(nowhere);
    lrs_free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bundled_scenes_survive),
        cmocka_unit_test(looks_like_ours),
        cmocka_unit_test(defaults_are_left_out),
        cmocka_unit_test(a_lesson_is_told_of),
        cmocka_unit_test(strange_strings_survive),
        cmocka_unit_test(long_strings_survive),
        cmocka_unit_test(long_lists_are_filled),
        cmocka_unit_test(every_kind_survives),
        cmocka_unit_test(functions_with_text_survive),
        cmocka_unit_test(functions_of_a_file_are_refused),
        cmocka_unit_test(what_is_no_scene_is_refused),
        cmocka_unit_test(files),
    };
    return cmocka_run_group_tests(tests, new_lua, free_lua) != 0;
}
