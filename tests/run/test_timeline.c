/* The timeline by itself: dense near now, thinner before, bounded. */
#include "lab.h"

#include "../../src/run/run_priv.h"

static bool any(const void *arg, int64_t step)
{
    (void)arg;
    (void)step;
    return true;
}

static bool even_thousands(const void *arg, int64_t step)
{
    (void)arg;
    return step % 1024 == 0;
}

static int64_t nearest(const struct timeline *t, int64_t step)
{
    int64_t found = -1;
    const int64_t *block = timeline_find(t, step, any, NULL, &found);
    assert_non_null(block);
    assert_int_equal(*block, found); /* each holds its own step */
    return found;
}

static void fill(struct timeline *t, int64_t from, int64_t to)
{
    for (int64_t i = from; i <= to; i++)
        timeline_save(t, i, &i);
}

static void the_past_gets_thinner(void **state)
{
    (void)state;
    enum { NOW = 100000 };
    struct timeline t = {0};
    timeline_init(&t, sizeof(int64_t), 200000, 32);
    int64_t zero = 0;
    timeline_start(&t, 0, &zero);
    fill(&t, 1, NOW);
    for (int64_t back = 0; back <= NOW; back++) {
        int64_t at = nearest(&t, NOW - back);
        /* A replay is never longer than the way back, or than one gap. */
        assert_true(NOW - back - at <= (back > 32 ? back : 32));
    }
    assert_true(t.shelves * t.room < 80);
    int64_t found;
    assert_non_null(timeline_find(&t, NOW, even_thousands, NULL, &found));
    assert_int_equal(found, NOW / 1024 * 1024);
    timeline_clear(&t);
}

static void what_is_cut_is_gone(void **state)
{
    (void)state;
    struct timeline t = {0};
    timeline_init(&t, sizeof(int64_t), 10000, 32);
    int64_t base = 100;
    timeline_start(&t, base, &base);
    fill(&t, 101, 1000);
    assert_int_equal(nearest(&t, 1000), 992);
    timeline_cut(&t, 500);
    assert_int_equal(nearest(&t, 1000), 384); /* at 1000 the past around 500 was that thin */
    int64_t found;
    assert_null(timeline_find(&t, 99, any, NULL, &found));
    assert_int_equal(nearest(&t, 100), 100);
    timeline_start(&t, 600, &(int64_t){600});
    assert_int_equal(nearest(&t, 10000), 600);
    timeline_clear(&t);
}

static void large_states_are_kept_less_often(void **state)
{
    (void)state;
    struct timeline t = {0};
    timeline_init(&t, 4 << 20, 1000000, 32);
    assert_true((size_t)(t.shelves * t.room) * t.block <= 24 << 20);
    assert_true(t.gap > 32);
    timeline_clear(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_past_gets_thinner),
        cmocka_unit_test(what_is_cut_is_gone),
        cmocka_unit_test(large_states_are_kept_less_often),
    };
    return cmocka_run_group_tests_name("run/timeline", tests, NULL, NULL) != 0;
}
