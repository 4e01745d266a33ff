/* The learning-rate finder's overlay: opens with the result, walks, adopts the peak, leaves. */
#include "stage.h"

static void f_opens_and_tab_walks(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 15");
    double loss = s.ui->snap.info.mean_loss;
    stage_keys(&s, "f");
    assert_int_equal(s.ui->overlay, LRS_OVER_FINDER);
    assert_non_null(s.ui->snap.finder);
    assert_int_equal(s.ui->snap.info.step, 15); /* a copy was tested, not the run */
    assert_close(s.ui->snap.info.mean_loss, loss, 0, 0);
    int first = s.ui->finder_selected, n = 0;
    assert_true(first >= 0);
    do {
        stage_keys(&s, "Tab");
        assert_true(isfinite(s.ui->snap.finder->suggestion[s.ui->finder_selected]));
        n++;
    } while (s.ui->finder_selected != first && n < 10);
    assert_in_range(n, 2, LRS_SUGGESTIONS);
    stage_keys(&s, "Tab S-Tab");
    assert_int_equal(s.ui->finder_selected, first);
    stage_keys(&s, "Esc");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_close(stage_real(&s, "optimizer.lr"), 0.1, 0, 0);
    stage_close(&s);
}

/* Enter puts the selected rate where the schedule takes its peak from. */
static void enter_adopts_the_peak(void **state)
{
    (void)state;
    static const struct {
        const char *schedule, *path;
    } peaks[] = {
        {":schedule StepLR", "optimizer.lr"},
        {":schedule OneCycleLR{total_steps=200}", "schedule.max_lr"},
        {":schedule CyclicLR", "schedule.max_lr"},
    };
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    for (size_t i = 0; i < sizeof peaks / sizeof *peaks; i++) {
        stage_do(&s, peaks[i].schedule);
        stage_keys(&s, "f");
        double rate = s.ui->snap.finder->suggestion[s.ui->finder_selected];
        stage_keys(&s, "Enter");
        assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
        assert_close(stage_real(&s, peaks[i].path), rate, 0.005, 0);
        char path[80];
        assert_string_equal(lrs_ui_row_path(s.ui, s.ui->selected, path), peaks[i].path);
        stage_agrees(&s);
        stage_keys(&s, "u");
        stage_agrees(&s);
    }
    stage_close(&s);
}

static void adopting_by_name(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_refuses(&s, ":adopt", "not run yet");
    stage_keys(&s, "f Esc");
    stage_refuses(&s, ":adopt valey", "did you mean 'valley'");
    stage_do(&s, ":adopt valley");
    double rate = s.ui->snap.finder->suggestion[LRS_VALLEY];
    assert_close(stage_real(&s, "optimizer.lr"), rate, 0.005, 0);
    stage_close(&s);
}

/* Whose weights it begins with is said, and from when on an adopted rate acts. */
static void the_finder_says_what_it_does(void **state)
{
    (void)state;
    struct stage s;
    struct lrs_event f = {.type = LRS_EVENT_KEY, .key = 'f'};
    stage_open(&s, STAGE_SCENE);
    stage_do(&s, ":step 30");
    lrs_ui_update(s.ui, &f);
    assert_non_null(strstr(s.ui->message, "range test from fresh weights"));
    stage_settle(&s);
    assert_int_equal(s.ui->overlay, LRS_OVER_FINDER);
    assert_string_equal(s.ui->message, ""); /* nothing stays under what opened */
    stage_keys(&s, "Enter");
    assert_non_null(strstr(s.ui->message, "from step 30 on; r runs it from the start"));
    stage_do(&s, ":set finder.from current");
    lrs_ui_update(s.ui, &f);
    assert_non_null(strstr(s.ui->message, "range test on a copy of the weights"));
    stage_settle(&s);
    stage_close(&s);
}

/* Other keys work from the overlay: what is of the main screen closes it. */
static void other_keys_from_the_finder(void **state)
{
    (void)state;
    struct stage s;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "f");
    stage_keys(&s, "Space");
    assert_int_equal(s.ui->overlay, LRS_OVER_FINDER);
    assert_int_equal(s.ui->snap.info.state, LRS_RUNNING);
    stage_keys(&s, "f");
    assert_int_equal(s.ui->overlay, LRS_OVER_FINDER);
    stage_keys(&s, "5");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_string_equal(stage_kind(&s, LRS_SCHEDULE), "CosineAnnealingLR");
    stage_keys(&s, "f : Esc");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(f_opens_and_tab_walks),
        cmocka_unit_test(enter_adopts_the_peak),
        cmocka_unit_test(adopting_by_name),
        cmocka_unit_test(the_finder_says_what_it_does),
        cmocka_unit_test(other_keys_from_the_finder),
    };
    return cmocka_run_group_tests_name("ui finder", tests, NULL, NULL) != 0;
}
