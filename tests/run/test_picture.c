/* Pictures and plans: numbers for charts, checked against the run's own. */
#include "lab.h"

enum { W = 40, H = 22 };
static const struct lrs_picture_wish map = {.w = W, .h = H};

static void regions_agree_with_the_accuracy(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(600);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 600);
    struct lrs_picture pic = {0};
    lrs_run_picture(run, &map, &pic);
    assert_int_equal(pic.kind, LRS_PIC_REGIONS);
    assert_int_equal(pic.n_classes, 2);
    assert_int_equal(pic.n_points, 120);
    assert_true(pic.point[0].train);
    assert_false(pic.point[119].train);
    int right = 0, sure = 0, unsure = 0;
    for (int i = 0; i < W * H; i++) {
        float share = pic.value[i] - floorf(pic.value[i]);
        sure += share > 0.9F;
        unsure += share < 0.5F;
    }
    assert_true(sure > W * H / 3 && unsure > 0 && sure > unsure); /* but for the border */
    for (int i = 0; i < pic.n_points; i++) {
        const struct lrs_picture_point *p = &pic.point[i];
        int col = (int)(((double)p->x - pic.box[0]) / (pic.box[1] - pic.box[0]) * W);
        int row = (int)((pic.box[3] - (double)p->y) / (pic.box[3] - pic.box[2]) * H);
        assert_true(col >= 0 && col < W && row >= 0 && row < H);
        float value = pic.value[row * W + col];
        assert_true(value >= 0 && value < 2);
        right += (int)value == p->label;
    }
    assert_true(right > 108); /* nine in ten; the grid is coarse */
    unsigned long before = lrs_mem_count();
    lrs_run_picture(run, &map, &pic);
    assert_int_equal(lrs_mem_count(), before);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_landscape_shows_its_way(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.01, 5000);
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    lrs_run_picture(run, &map, &pic);
    assert_int_equal(pic.kind, LRS_PIC_LANDSCAPE);
    assert_int_equal(pic.n_path, 1);
    lrs_run_advance(run, 3);
    lrs_run_picture(run, &map, &pic);
    assert_int_equal(pic.n_path, 4);
    struct lrs_run_info info = lab_info(run);
    assert_memory_equal(pic.path[3], info.x, sizeof info.x);
    double next[2] = {pic.next[0], pic.next[1]}; /* is what the next step will do */
    lrs_run_step(run);
    lrs_run_picture(run, &map, &pic);
    for (int i = 0; i < 2; i++)
        assert_close(next[i], pic.path[4][i] - pic.path[3][i], 1e-12, 0);
    assert_true(next[0] != 0);
    lrs_run_advance(run, 4996);
    lrs_run_picture(run, &map, &pic);
    assert_true(pic.n_path > 500 && pic.n_path < 1000);
    assert_true(pic.path[0][0] != pic.path[1][0]); /* the start is there, too */
    assert_int_equal(pic.n_minima, 1);
    /* Row 0 is the top: the bowl is mirror-symmetric, and lowest in the middle. */
    assert_close(pic.value[0], pic.value[W * H - 1], 1e-6, 0);
    assert_true(pic.value[H / 2 * W + W / 2] < pic.value[0] / 50);
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_curve_is_fitted(void **state)
{
    (void)state;
    struct lrs_experiment *e = lrs_experiment_new();
    lab_put(e, LRS_PROBLEM, "wave");
    lab_put(e, LRS_OPTIMIZER, "Adam");
    lab_set(e, "optimizer.lr", 0.01);
    lab_set(e, "train.epochs", 100);
    struct lrs_run *run = lab_run(e);
    struct lrs_picture pic = {0};
    lrs_run_picture(run, &map, &pic);
    assert_int_equal(pic.kind, LRS_PIC_CURVE);
    double first = lab_info(run).mean_loss;
    assert_true(isnan(first));
    lrs_run_advance(run, INT64_MAX);
    lrs_run_picture(run, &map, &pic);
    double sum = 0, total = 0;
    for (int i = 0; i < pic.n_points; i++) {
        const struct lrs_picture_point *p = &pic.point[i];
        int col = (int)(((double)p->x - pic.box[0]) / (pic.box[1] - pic.box[0]) * W);
        double miss = (double)pic.curve[col < W ? col : W - 1] - (double)p->y;
        sum += miss * miss;
        total += (double)p->y * (double)p->y;
    }
    assert_true(sum < total / 4);
    assert_true(isnan(lab_info(run).val_accuracy));
    lrs_picture_clear(&pic);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void confusions_are_counted(void **state)
{
    (void)state;
    struct lrs_experiment *e = lrs_experiment_new();
    lab_put(e, LRS_PROBLEM, "iris");
    lab_set_value(e, "model.hidden", lrs_value_reals((const double[]){8}, 1));
    lab_set(e, "optimizer.lr", 0.1);
    lab_set(e, "train.epochs", 40);
    struct lrs_run *run = lab_run(e);
    if (lrs_run_dataset(run)->n_in == 2)
        fail_msg("iris is expected to have four inputs");
    lrs_run_advance(run, INT64_MAX);
    struct lrs_picture pic = {0};
    lrs_run_picture(run, &map, &pic);
    assert_int_equal(pic.kind, LRS_PIC_CONFUSION);
    assert_int_equal(pic.n_classes, 3);
    assert_non_null(pic.class_name);
    int all = 0, right = 0;
    for (int i = 0; i < 9; i++) {
        all += pic.confusion[i];
        right += i % 4 == 0 ? pic.confusion[i] : 0;
    }
    struct lrs_run_info info = lab_info(run);
    assert_int_equal(all, info.n_val);
    assert_close((double)right / all, info.val_accuracy, 1e-6, 0);
    lrs_run_free(run);
    assert_true(strlen(pic.class_name[0]) > 0); /* the picture outlives its run */
    lrs_picture_clear(&pic);
    lrs_experiment_free(e);
}

static void the_plan_is_what_comes(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_bowl(0.1, 1000);
    lab_put(e, LRS_SCHEDULE, "CosineAnnealingLR");
    lab_set(e, "schedule.T_max", 1000);
    struct lrs_run *run = lab_run(e);
    lrs_run_advance(run, 300);
    enum { N = 100 };
    struct lrs_bin plan[N], used[N];
    lrs_run_plan(run, 0, 1200, N, plan, NULL);
    lrs_run_advance(run, 700);
    lrs_series_columns(lrs_run_series(run, LRS_CH_LR), 0, 1200, N, used);
    for (int i = 0; i < N; i++) {
        if (i < 25 || 12 * i >= 1000) {
            assert_int_equal(plan[i].n, 0);
            continue;
        }
        assert_int_equal(plan[i].n, i < 83 ? 12 : 4); /* twelve steps a column: all of them */
        assert_close(plan[i].lo, used[i].lo, 0, 0);
        assert_close(plan[i].hi, used[i].hi, 0, 0);
        assert_close(plan[i].first, used[i].first, 0, 0);
        assert_close(plan[i].last, used[i].last, 0, 0);
    }
    assert_true(lrs_run_seek(run, 305));
    lrs_run_plan(run, 0, 1200, N, plan, NULL);
    assert_int_equal(plan[25].n, 7); /* what is done is not planned */
    assert_close(plan[25].first, used[25].first, 0.01, 0);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

static void a_long_plan_asks_little(void **state)
{
    (void)state;
    struct lrs_experiment *e = lab_moons(600000);
    lab_put(e, LRS_SCHEDULE, "CyclicLR");
    struct lrs_run *run = lab_run(e);
    struct lrs_bin lr[10], momentum[10];
    lrs_run_plan(run, 0, 600000, 10, lr, momentum);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(lr[i].n, 16);
        assert_int_equal(momentum[i].n, 16);
    }
    /* Zoomed in below a step, each column shows the step it lies in. */
    lrs_run_plan(run, 100, 102, 10, lr, NULL);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(lr[i].n, 1);
        assert_close(lr[i].lo, lr[i < 5 ? 0 : 5].lo, 0, 0);
    }
    assert_true(lr[0].lo < lr[5].lo);
    lrs_run_free(run);
    lrs_experiment_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_agree_with_the_accuracy),
        cmocka_unit_test(a_landscape_shows_its_way),
        cmocka_unit_test(a_curve_is_fitted),
        cmocka_unit_test(confusions_are_counted),
        cmocka_unit_test(the_plan_is_what_comes),
        cmocka_unit_test(a_long_plan_asks_little),
    };
    return cmocka_run_group_tests_name("run/picture", tests, NULL, NULL) != 0;
}
