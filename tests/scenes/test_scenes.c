/* The bundled scenes: each loads and runs, has the numbers of the experiment that it repeats, and
 * what its text says is what happens. */
#include "bundled.h"

#include "lrscope/finder.h"
#include "lrscope/mem.h"

static void each_scene(void (*f)(const char *name, struct bundled *b))
{
    int n;
    char **names = lrs_scene_names(&n);
    assert_true(n >= 13);
    assert_string_equal(names[0], "start");
    for (int i = 0; i < n; i++) {
        struct bundled b = bundled_load(names[i]);
        f(names[i], &b);
        bundled_free(&b);
        lrs_free(names[i]);
    }
    lrs_free(names);
}

static void check_runs(const char *name, struct bundled *b)
{
    struct lrs_run *run = bundled_run(b->scene->exp);
    struct lrs_run_info info;
    if (lrs_run_advance(run, 50) != 50)
        fail_msg("%s ends too early", name);
    lrs_run_info(run, &info);
    assert_true(isfinite(info.last_loss) && isfinite(info.last_lr));
    lrs_run_free(run);
}

static void all_scenes_run(void **state)
{
    (void)state;
    each_scene(check_runs);
}

/* Title and text are there, short enough for a panel. */
static void check_text(const char *name, struct bundled *b)
{
    int sentences = 0;
    const char *about = b->scene->about, *title = b->scene->title;
    if (!title || !*title || !about || !*about)
        fail_msg("%s has no title or no text", name);
    for (const char *s = about; *s; s++)
        sentences += *s == '.' && (s[1] == ' ' || !s[1]);
    if (sentences < 2 || sentences > 4 || about[strlen(about) - 1] != '.')
        fail_msg("%s: %d sentences", name, sentences);
    assert_true(strlen(title) < 60 && strlen(about) < 400);
}

/* Long enough to say something about it, short enough to wait for. */
static void check_length(const char *name, struct bundled *b)
{
    int64_t rows;
    assert_true(lrs_experiment_rows(b->scene->exp, &rows, NULL));
    double seconds = (double)lrs_experiment_clock(b->scene->exp, rows).steps / b->scene->pace;
    if (!(seconds >= 15 && seconds <= 25))
        fail_msg("%s takes %g seconds", name, seconds);
}

static void all_scenes_last(void **state)
{
    (void)state;
    each_scene(check_length);
}

static void all_scenes_say_what_they_show(void **state)
{
    (void)state;
    each_scene(check_text);
}

/* The list for people and that for installation name every scene. */
static void check_listed(const char *name, struct bundled *b)
{
    static const char *const lists[] = {"scenes/README.md", "scenes/local.mk"};
    (void)b;
    for (int i = 0; i < 2; i++) {
        char entry[64], text[8192];
        FILE *f = fopen(source_path(lists[i]), "r");
        assert_non_null(f);
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
        snprintf(entry, sizeof entry, i ? "/%s.lua" : "| %s |", name);
        if (!strstr(text, entry))
            fail_msg("%s does not name %s", lists[i], name);
    }
}

static void all_scenes_are_listed(void **state)
{
    (void)state;
    each_scene(check_listed);
}

/* clang-format off */
static const struct {
    const char *scene, *path;
    double value;
} numbers[] = {
    {"step",        "schedule.step_size",    10},
    {"step",        "schedule.gamma",        0.5},
    {"step",        "optimizer.lr",          0.1},
    {"step",        "train.epochs",          100},
    {"exponential", "schedule.gamma",        0.9},
    {"exponential", "optimizer.lr",          0.1},
    {"cosine",      "schedule.T_max",        10},
    {"cosine",      "train.epochs",          100},
    {"cyclic",      "schedule.base_lr",      0.001},
    {"cyclic",      "schedule.max_lr",       0.006},
    {"cyclic",      "schedule.step_size_up", 2000},
    {"warmup",      "optimizer.lr",          0.001},
    {"warmup",      "train.epochs",          100},
    {"finder",      "finder.start_lr",       1e-7},
    {"finder",      "finder.end_lr",         10},
    {"finder",      "finder.num_it",         100},
    {"plateau",     "schedule.patience",     2},
};
static const struct {
    const char *scene;
    enum lrs_part part;
    const char *kind;
} kinds[] = {
    {"fixed",       LRS_SCHEDULE,  "Constant"},
    {"step",        LRS_SCHEDULE,  "StepLR"},
    {"step",        LRS_OPTIMIZER, "Adam"},
    {"exponential", LRS_SCHEDULE,  "ExponentialLR"},
    {"cosine",      LRS_SCHEDULE,  "CosineAnnealingLR"},
    {"cyclic",      LRS_SCHEDULE,  "CyclicLR"},
    {"cyclic",      LRS_OPTIMIZER, "Adam"},
    {"adaptive",    LRS_OPTIMIZER, "Adam"},
    {"warmup",      LRS_SCHEDULE,  "LambdaLR"},
    {"polynomial",  LRS_SCHEDULE,  "PolynomialLR"},
    {"plateau",     LRS_SCHEDULE,  "ReduceLROnPlateau"},
    {"restarts",    LRS_SCHEDULE,  "CosineAnnealingWarmRestarts"},
    {"custom",      LRS_SCHEDULE,  "LogAnnealingLR"},
};
/* clang-format on */

static void experiments_have_their_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct bundled b = bundled_load(numbers[i].scene);
        struct lrs_err err = {0};
        enum lrs_part part;
        struct lrs_ref ref;
        if (!lrs_experiment_find(b.scene->exp, numbers[i].path, &part, &ref, &err))
            fail_msg("%s", err.msg);
        const struct lrs_value *v = lrs_ref_value(&ref);
        assert_true((v->tag == LRS_INT ? (double)v->integer : v->real) == numbers[i].value);
        bundled_free(&b);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct bundled b = bundled_load(kinds[i].scene);
        assert_string_equal(b.scene->exp->part[kinds[i].part]->kind->name, kinds[i].kind);
        bundled_free(&b);
    }
}

/* A scene, some values changed, run to its end. */
struct course {
    struct bundled b;
    struct lrs_run *run;
    struct lrs_run_info end;
};

static struct course course_of(const char *name, const char *path, const char *value)
{
    struct course c = {.b = bundled_load(name)};
    struct lrs_err err = {0};
    if (path && (!lrs_lua_set(c.b.lua, c.b.scene->exp, path, value, &err) ||
                 !lrs_lua_tabulate(c.b.lua, c.b.scene->exp, &err)))
        fail_msg("%s", err.msg);
    c.run = bundled_run(c.b.scene->exp);
    lrs_run_advance(c.run, INT64_MAX);
    lrs_run_info(c.run, &c.end);
    return c;
}

static void course_free(struct course *c)
{
    lrs_run_free(c->run);
    bundled_free(&c->b);
}

/* The rate used in the first step of an epoch. */
static double rate_at(const struct course *c, int64_t epoch)
{
    return lrs_series_at(lrs_run_series(c->run, LRS_CH_LR),
                         (uint64_t)(epoch * c->end.clock.steps_per_epoch));
}

/* The mean of a step's loss over the epochs from..to-1. */
static double loss_over(const struct course *c, int64_t from, int64_t to)
{
    int64_t n = c->end.clock.steps_per_epoch;
    struct lrs_bin bin = lrs_series_bin(lrs_run_series(c->run, LRS_CH_LOSS), (uint64_t)(from * n),
                                        (uint64_t)(to * n));
    return lrs_bin_mean(&bin);
}

static double val_at(const struct course *c, int64_t epoch)
{
    return lrs_series_at(lrs_run_series(c->run, LRS_CH_VAL_LOSS), (uint64_t)epoch);
}

/* The greatest difference between the validation losses of two epochs in a row, over from..to-1. */
static double val_jump(const struct course *c, int64_t from, int64_t to)
{
    double most = 0;
    for (int64_t e = from + 1; e < to; e++)
        most = fmax(most, fabs(val_at(c, e) - val_at(c, e - 1)));
    return most;
}

static void fixed_hovers_and_a_lower_rate_less(void **state)
{
    (void)state;
    struct course high = course_of("fixed", NULL, NULL);
    struct course low = course_of("fixed", "optimizer.lr", "0.02");
    /* The floor by theory, of curvatures 1 and 10 and noise 2: sum lr noise^2 / (2 (2 - lr h)). */
    double floor = 0.2 / 1.9 + 0.2 / 1.0;
    assert_close(loss_over(&high, 100, 400), floor, 0.5, 0);
    assert_true(loss_over(&high, 300, 400) > 0.5 * loss_over(&high, 100, 300));
    assert_true(loss_over(&low, 300, 400) < 0.5 * loss_over(&high, 100, 400));
    assert_true(loss_over(&low, 0, 30) > 1.5 * loss_over(&high, 0, 30));
    course_free(&high);
    course_free(&low);
}

static void step_halves_and_calms(void **state)
{
    (void)state;
    struct course c = course_of("step", NULL, NULL);
    for (int e = 0; e < 100; e++)
        assert_close(rate_at(&c, e), 0.1 * pow(0.5, e / 10), 1e-12, 0);
    assert_close(rate_at(&c, 99), 0.0002, 0.05, 0);
    assert_true(val_jump(&c, 60, 100) < 0.2 * val_jump(&c, 2, 10));
    assert_true(loss_over(&c, 90, 100) < 0.8 * loss_over(&c, 10, 20));
    course_free(&c);
}

static void exponential_stops_learning_early(void **state)
{
    (void)state;
    struct course c = course_of("exponential", NULL, NULL);
    struct course step = course_of("step", NULL, NULL);
    assert_close(rate_at(&c, 99), 2.951e-6, 1e-3, 0);
    assert_true(rate_at(&c, 44) < 0.001);
    assert_close(val_at(&c, 99), val_at(&c, 60), 0.02, 0);
    assert_true(loss_over(&c, 90, 100) > loss_over(&step, 90, 100));
    course_free(&c);
    course_free(&step);
}

static void cosine_goes_down_and_up_five_times(void **state)
{
    (void)state;
    struct course c = course_of("cosine", NULL, NULL);
    double bottoms = 0, tops = 0;
    for (int e = 0; e < 100; e += 10)
        assert_close(rate_at(&c, e), e % 20 ? 0 : 0.1, 1e-12, 1e-12);
    for (int e = 20; e < 100; e += 20) {
        tops += loss_over(&c, e - 1, e + 2);
        bottoms += loss_over(&c, e + 9, e + 12);
        assert_true(loss_over(&c, e + 9, e + 12) < loss_over(&c, e - 1, e + 2));
    }
    assert_true(bottoms < 0.9 * tops);
    assert_true(rate_at(&c, 99) > 0.09);
    struct course once = course_of("cosine", "schedule.T_max", "100");
    assert_true(once.end.val_loss < c.end.val_loss);
    course_free(&once);
    course_free(&c);
}

static void cyclic_makes_three_triangles(void **state)
{
    (void)state;
    struct course c = course_of("cyclic", NULL, NULL);
    const struct lrs_series *lr = lrs_run_series(c.run, LRS_CH_LR);
    assert_int_equal(c.end.step, 12000);
    assert_true(c.end.clock.per_step);
    for (uint64_t t = 0; t < 12000; t += 2000)
        assert_close(lrs_series_at(lr, t), t % 4000 ? 0.006 : 0.001, 1e-9, 0);
    /* Epochs of 30 steps: feet at 4000, 8000 and 12000, peaks between them. */
    for (int k = 1; k <= 2; k++) {
        double foot = loss_over(&c, 400 * k / 3 - 10, 400 * k / 3 + 10);
        double peak = loss_over(&c, 400 * k / 3 + 57, 400 * k / 3 + 77);
        double next = loss_over(&c, 400 * (k + 1) / 3 - 20, 400 * (k + 1) / 3);
        assert_true(foot < peak && next < peak);
    }
    assert_true(c.end.val_accuracy > 0.9);
    course_free(&c);
}

static void adaptive_walks_where_descent_crawls(void **state)
{
    (void)state;
    struct course adam = course_of("adaptive", NULL, NULL);
    assert_true(adam.end.last_loss < 1e-3);
    course_free(&adam);
    for (int i = 0; i < 2; i++) {
        struct bundled b = bundled_load("adaptive");
        struct lrs_err err = {0};
        struct lrs_run_info info;
        lrs_experiment_put(b.scene->exp, LRS_OPTIMIZER,
                           lrs_lua_spec(b.lua, LRS_OPTIMIZER,
                                        i ? "SGD{lr=0.0101}" : "SGD{lr=0.0099}", "test", &err));
        struct lrs_run *run = bundled_run(b.scene->exp);
        lrs_run_advance(run, INT64_MAX);
        lrs_run_info(run, &info);
        if (i)
            assert_true(info.last_loss > 200); /* it climbs out of the bowl */
        else
            assert_true(info.last_loss > 1e-3 && info.last_loss < 1);
        lrs_run_free(run);
        bundled_free(&b);
    }
}

static void warmup_rises_then_falls(void **state)
{
    (void)state;
    struct course c = course_of("warmup", NULL, NULL);
    for (int e = 0; e < 5; e++)
        assert_close(rate_at(&c, e), 0.0002 * (e + 1), 1e-12, 0);
    assert_close(rate_at(&c, 5), 0.001, 1e-12, 0);
    assert_close(rate_at(&c, 99), 0.00010245, 1e-4, 0);
    /* Nearly nothing in the first epoch; the fastest fall around the peak. */
    int fastest = 0;
    double most = 0;
    for (int e = 0; e < 99; e++) {
        double fall = val_at(&c, e) - val_at(&c, e + 1);
        fastest = fall > most ? e + 1 : fastest;
        most = fmax(most, fall);
    }
    assert_true(fastest >= 3 && fastest <= 9);
    assert_true(val_at(&c, 0) > 0.95 * loss_over(&c, 0, 1));
    assert_true(c.end.val_accuracy > 0.94);
    course_free(&c);
}

static void finder_suggests_a_rate_that_learns(void **state)
{
    struct bundled b = bundled_load("finder");
    struct lrs_err err = {0};
    char text[64];
    (void)state;
    struct lrs_run *run = bundled_run(b.scene->exp);
    struct lrs_finder *f = lrs_finder_new(run, &err);
    if (!f)
        fail_msg("%s", err.msg);
    /* The loss stands still at tiny rates, falls, and blows up before the end. */
    assert_close(f->smooth[40], f->smooth[0], 0.05, 0);
    assert_true(f->smooth[85] < 0.9 * f->smooth[0]);
    assert_true(f->loss[f->n - 1] > 2 * f->loss[0]);
    struct course before = course_of("finder", NULL, NULL);
    assert_true(before.end.epoch_loss > 1);
    snprintf(text, sizeof text, "%.17g", f->suggestion[LRS_VALLEY]);
    struct course after = course_of("finder", "optimizer.lr", text);
    assert_true(after.end.epoch_loss < 0.2 * before.end.epoch_loss);
    course_free(&before);
    course_free(&after);
    lrs_finder_free(f);
    lrs_run_free(run);
    bundled_free(&b);
}

static void polynomial_sinks_below_the_fixed_rate(void **state)
{
    (void)state;
    struct course c = course_of("polynomial", NULL, NULL);
    struct course fixed = course_of("polynomial", "schedule.power", "0");
    assert_close(rate_at(&c, 500), 0.125, 1e-12, 0);
    assert_true(loss_over(&c, 950, 1000) < 0.25 * loss_over(&fixed, 950, 1000));
    course_free(&c);
    course_free(&fixed);
}

/* The rate drops after the third epoch in a row without a better loss, and only then. */
static void plateau_drops_after_the_third_bad_epoch(void **state)
{
    (void)state;
    struct course c = course_of("plateau", NULL, NULL);
    double factor = lrs_spec_get(c.b.scene->exp->part[LRS_SCHEDULE], "factor")->real;
    double best = INFINITY, want = rate_at(&c, 0);
    int bad = 0, drops = 0;
    for (int64_t e = 0; e < c.end.epoch; e++) {
        assert_close(rate_at(&c, e), want, 1e-9, 0);
        if (val_at(&c, e) < best * (1 - 1e-4)) {
            best = val_at(&c, e);
            bad = 0;
        } else if (++bad == 3) {
            want *= factor;
            bad = 0;
            if (drops++ == 0) /* it pays at once */
                assert_true(loss_over(&c, e + 1, e + 4) < 0.8 * loss_over(&c, e - 2, e + 1));
        }
    }
    assert_true(drops >= 4 && want < 1e-3);
    course_free(&c);
}

static void restarts_come_back_and_end_lower(void **state)
{
    (void)state;
    struct course c = course_of("restarts", NULL, NULL);
    const int begin[] = {0, 10, 30, 70};
    for (int k = 0; k < 3; k++)
        assert_close(rate_at(&c, begin[k]), 0.2, 1e-12, 0);
    for (int k = 1; k < 3; k++) {
        /* The restart throws the loss up; the end of its period is below the end of the last one. */
        assert_true(loss_over(&c, begin[k], begin[k] + 3) > loss_over(&c, begin[k] - 1, begin[k]));
        assert_true(loss_over(&c, begin[k + 1] - 1, begin[k + 1]) <
                    loss_over(&c, begin[k] - 1, begin[k]));
    }
    course_free(&c);
}

static void custom_falls_like_a_logarithm(void **state)
{
    (void)state;
    struct course c = course_of("custom", NULL, NULL);
    double base = rate_at(&c, 0);
    for (int e = 0; e < 100; e++)
        assert_close(rate_at(&c, e), base * (1 - log(1 + e) / log(101)), 1e-9, 0);
    /* Half of the fall is over by epoch 9. */
    assert_true(rate_at(&c, 10) < 0.5 * base && rate_at(&c, 8) > 0.5 * base);
    assert_close(c.end.val_loss, 0.01, 0.2, 0);
    assert_true(val_at(&c, 20) < 0.2 * val_at(&c, 0));
    course_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_scenes_run),
        cmocka_unit_test(all_scenes_say_what_they_show),
        cmocka_unit_test(all_scenes_last),
        cmocka_unit_test(all_scenes_are_listed),
        cmocka_unit_test(experiments_have_their_numbers),
        cmocka_unit_test(fixed_hovers_and_a_lower_rate_less),
        cmocka_unit_test(step_halves_and_calms),
        cmocka_unit_test(exponential_stops_learning_early),
        cmocka_unit_test(cosine_goes_down_and_up_five_times),
        cmocka_unit_test(cyclic_makes_three_triangles),
        cmocka_unit_test(adaptive_walks_where_descent_crawls),
        cmocka_unit_test(warmup_rises_then_falls),
        cmocka_unit_test(finder_suggests_a_rate_that_learns),
        cmocka_unit_test(polynomial_sinks_below_the_fixed_rate),
        cmocka_unit_test(plateau_drops_after_the_third_bad_epoch),
        cmocka_unit_test(restarts_come_back_and_end_lower),
        cmocka_unit_test(custom_falls_like_a_logarithm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
