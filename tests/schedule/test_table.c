/* Table: values from a list, and from files that are as they should be or not. */
#include "sched.h"

#include <unistd.h>

static const double list[] = {1, .5, .2};

static struct sched open_table(int every, int linear, int factor)
{
    struct lrs_spec *spec = spec_of("Table");
    put_list(spec, "values", 3, list);
    put(spec, "every", every);
    put(spec, "interpolate", linear);
    put(spec, "of", factor);
    return sched_open(spec, 0.1, 100);
}

static void holds(void **state)
{
    struct sched x = open_table(3, 0, 0);
    (void)state;
    for (int t = 0; t < 30; t++)
        assert_true(sched_rate(&x, t) == list[t < 9 ? t / 3 : 2]);
    assert_true(sched_rate(&x, 1e12) == .2);
    assert_close(lrs_schedule_end(x.s), 8, 0, 0);
    sched_close(&x);
}

static void interpolates(void **state)
{
    static const double want[] = {1, .75, .5, .35, .2, .2, .2};
    struct sched x = open_table(2, 1, 1);
    (void)state;
    for (int t = 0; t < 7; t++)
        assert_close(sched_rate(&x, t), 0.1 * want[t], 1e-12, 0);
    assert_close(lrs_schedule_end(x.s), 4, 0, 0);
    sched_close(&x);
}

static void needs_values(void **state)
{
    struct lrs_spec *spec = spec_of("Table");
    struct lrs_err err = {{0}};
    (void)state;
    put_list(spec, "values", 0, NULL);
    assert_false(lrs_spec_check(spec, &err));
    assert_non_null(strstr(err.msg, "needs values, or a file"));
    lrs_spec_free(spec);
}

/* A file that nobody read has no rates; one that was read takes the place of the values. */
static void file_goes_first(void **state)
{
    struct lrs_spec *spec = spec_of("Table");
    struct lrs_err err = {{0}};
    int row = lrs_spec_row(spec->kind, "file", &err);
    (void)state;
    assert_true(lrs_spec_set(spec, row, lrs_value_text("rates.csv"), &err));
    struct sched x = sched_open(lrs_spec_copy(spec), 1, 10);
    assert_true(isnan(sched_rate(&x, 0)));
    sched_close(&x);
    spec->at[row].func->n = 3;
    spec->at[row].func->at = LRS_ARRAY(double, 3);
    memcpy(spec->at[row].func->at, list, sizeof list);
    x = sched_open(spec, 1, 10);
    assert_true(sched_rate(&x, 0) == 1 && sched_rate(&x, 2) == .2 && sched_rate(&x, 9) == .2);
    sched_close(&x);
}

/* -- files ------------------------------------------------------------------------------------- */

static char path[SCRATCH_MAX];

static void write_file(const char *text, size_t len)
{
    int fd = mkstemp(scratch_name(path, "rates"));
    assert_true(fd >= 0 && write(fd, text, len) == (ssize_t)len);
    close(fd);
}

static const char *const good[] = {
    "1\n.5\n0.2",
    "\xEF\xBB\xBFrate\r\n1\r\n0.5\r\n2e-1\r\n",
    "step,lr\n0,1\n1,0.5\n2,0.2\n",
    "step,lr,momentum\n0,1,.9\n1,0.5,.8\n2,0.2,.7\n",
    "epoch; lr ;loss\n\n7;1;nan\n# a remark\n7; 0.5 ;-\n7;.2\n",
    "lr\tstep\n1\t0\n.5\t1\n.2\t2\n",
};

static void files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct lrs_reals rates;
        struct lrs_err err = {{0}};
        write_file(good[i], strlen(good[i]));
        if (!lrs_schedule_read_rates(path, &rates, &err))
            fail_msg("file %zu: %s", i, err.msg);
        assert_int_equal(rates.n, 3);
        for (int k = 0; k < 3; k++)
            assert_close(rates.at[k], list[k], 0, 0);
        lrs_free(rates.at);
        unlink(path);
    }
}

#define TEXT(s) s, sizeof(s) - 1

static const struct {
    const char *text;
    size_t len;
    const char *why;
} bad[] = {
    {TEXT(""), ": holds no rates"},
    {TEXT("\n# nothing\nlr\n"), ": holds no rates"},
    {TEXT("0.1\n\nx\n"), ":3: 'x' is not a rate"},
    {TEXT("0.1\n-1\n"), ":2: '-1' is not a rate"},
    {TEXT("0.1\nnan\n"), ":2: 'nan' is not a rate"},
    {TEXT("lr,step\n0.1,0\n0.1\n"), ":3: step '' where 1"},
    {TEXT("step,lr\n0,1\n"
          "2,1\n"),
     ":3: step '2' where 1 was expected"},
    {TEXT("step,lr\n0,1\n1\n"), ":3: '' is not a rate"},
    {TEXT("0,1\n1,1\n"), ":1: 2 columns and no header"},
    {TEXT("a,b,c\n1,1,1\n"), ":1: 3 columns and no header"},
    {TEXT("\0\0\0"), ": holds no rates"},
    {TEXT("0.1\n\x7f"
          "ELF\0\1\n"),
     ":2: a zero byte, or a line"},
};

static void bad_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct lrs_reals rates;
        struct lrs_err err = {{0}};
        write_file(bad[i].text, bad[i].len);
        assert_false(lrs_schedule_read_rates(path, &rates, &err));
        assert_null(rates.at);
        if (strncmp(err.msg, path, strlen(path)) != 0 || !strstr(err.msg, bad[i].why))
            fail_msg("'%s' lacks '%s'", err.msg, bad[i].why);
        unlink(path);
    }
}

static void no_file(void **state)
{
    static const char *const names[] = {"/nonexistent/rates.csv", "/", "/dev/zero", ""};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct lrs_reals rates;
        struct lrs_err err = {{0}};
        assert_false(lrs_schedule_read_rates(names[i], &rates, &err));
        assert_true(err.msg[0]);
    }
}

/* More than can be read, in one line and in many. */
static void large_files(void **state)
{
    enum { LINES = (1 << 20) + 1 };
    struct lrs_reals rates;
    struct lrs_err err = {{0}};
    struct lrs_str text = {0};
    (void)state;
    for (int i = 0; i < LINES; i++)
        lrs_str_addn(&text, "1\n", 2);
    write_file(text.s, text.len - 2);
    assert_true(lrs_schedule_read_rates(path, &rates, &err));
    assert_int_equal(rates.n, LINES - 1);
    lrs_free(rates.at);
    unlink(path);
    write_file(text.s, text.len);
    assert_false(lrs_schedule_read_rates(path, &rates, &err));
    assert_non_null(strstr(err.msg, "more than 1048576 rates"));
    unlink(path);
    memset(text.s, '1', text.len);
    write_file(text.s, text.len);
    assert_false(lrs_schedule_read_rates(path, &rates, &err));
    assert_non_null(strstr(err.msg, ":1: a zero byte, or a line of more than"));
    unlink(path);
    lrs_str_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds),        cmocka_unit_test(interpolates),
        cmocka_unit_test(needs_values), cmocka_unit_test(file_goes_first),
        cmocka_unit_test(files),        cmocka_unit_test(bad_files),
        cmocka_unit_test(no_file),      cmocka_unit_test(large_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
