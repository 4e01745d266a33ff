/* Numbers to text and back: the same double, the shortest text, a dot in every locale. */
#include "check.h"

#include <locale.h>

#include "lrscope/rng.h"
#include "lrscope/text.h"

static int digits_in(const char *s)
{
    int n = 0, zeros = 0;
    for (; *s && *s != 'e'; s++) {
        if (*s == '0')
            zeros++;
        if (*s >= '1' && *s <= '9') {
            n += (n ? zeros : 0) + 1;
            zeros = 0;
        }
    }
    return n;
}

/* By trying: is there a text of fewer digits that reads as X? */
static bool shorter_exists(double x, int digits)
{
    char buf[64];
    for (int d = 1; d < digits; d++) {
        snprintf(buf, sizeof buf, "%.*e", d - 1, x);
        if (strtod(buf, NULL) == x)
            return true;
    }
    return false;
}

static void check_exact(double x)
{
    char buf[LRS_NUMBER_MAX];
    double back;
    assert_ptr_equal(lrs_number_exact(buf, x), buf);
    assert_true(lrs_number_parse(buf, &back));
    assert_memory_equal(&back, &x, sizeof x);
    if (shorter_exists(x, digits_in(buf)))
        fail_msg("%s is not the shortest text of %.17g", buf, x);
}

static void every_double_reads_back(void **state)
{
    (void)state;
    struct lrs_rng rng;
    lrs_rng_seed(&rng, 1, "test");
    for (int i = 0; i < 10000; i++) {
        uint64_t bits = lrs_rng_next(&rng);
        double x;
        memcpy(&x, &bits, sizeof x);
        if (isfinite(x))
            check_exact(x);
        bits &= 0x800fffffffffffff; /* denormals */
        memcpy(&x, &bits, sizeof x);
        check_exact(x);
        check_exact((double)lrs_rng_below(&rng, 1000000) / 1000);
    }
    for (int e = -1074; e < 1024; e++) {
        check_exact(ldexp(1, e));
        check_exact(-ldexp(1, e));
        check_exact(nextafter(ldexp(1, e), 0));
    }
}

static void exact_forms(void **state)
{
    (void)state;
    static const struct {
        double x;
        const char *text;
    } forms[] = {
        {0.1, "0.1"},
        {1e-7, "1e-07"},
        {0.0, "0"},
        {-0.0, "-0"},
        {100000, "100000"},
        {1e22, "1e+22"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {5e-324, "5e-324"},
        {0x1p-24, "5.960464477539063e-08"}, /* 16 digits, which are not the nearest 16 */
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {(double)INFINITY, "inf"},
        {-(double)INFINITY, "-inf"},
        {(double)NAN, "nan"},
        {-(double)NAN, "nan"},
    };
    char buf[LRS_NUMBER_MAX];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_string_equal(lrs_number_exact(buf, forms[i].x), forms[i].text);
}

static void pretty_forms(void **state)
{
    (void)state;
    static const struct {
        double x;
        int digits;
        const char *text;
    } forms[] = {
        {1e-7, 3, "1e-7"},
        {0.25937424601, 3, "0.259"},
        {1e20, 3, "1e20"},
        {-0.0, 3, "0"},
        {12345, 3, "12345"},
        {999999.4, 3, "999999"},
        {1234567, 3, "1.23e6"},
        {0.0001, 3, "0.0001"},
        {0.00001234, 3, "1.23e-5"},
        {999.96, 4, "1000"},
        {1.5, 3, "1.5"},
        {-2.5e-9, 2, "-2.5e-9"},
        {(double)NAN, 3, "nan"},
        {-(double)INFINITY, 3, "-inf"},
        {0.1, 0, "0.1"},
        {1.0 / 3, 99, "0.33333333333333331"},
    };
    char buf[LRS_NUMBER_MAX];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_string_equal(lrs_number_pretty(buf, forms[i].x, forms[i].digits), forms[i].text);
}

static void rounding(void **state)
{
    (void)state;
    assert_true(lrs_number_round(0.25937424601, 3) == 0.259);
    assert_true(lrs_number_round(0.1 + 0.2, 12) == 0.3);
    assert_true(lrs_number_round(-98765, 2) == -99000);
    assert_true(lrs_number_round(0, 3) == 0);
    assert_true(isinf(lrs_number_round((double)INFINITY, 3)));
}

static void parsing_takes_all_or_nothing(void **state)
{
    (void)state;
    static const char *const good[] = {"1",   " 1 ",       "+.5", "5.",        "-1e-7",
                                       "inf", "-INFINITY", "NaN", "\t2e3\r\n", "5e-324"};
    static const char *const bad[] = {"",       " ",     "1x", "1,5", "0x10", "1 2",
                                      "nan(1)", "e5",    ".",  "1e",  "--1",  "infin",
                                      "1e999",  "1e5.5", "١",  "+",   "in f", "1_000"};
    double x = 7;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (!lrs_number_parse(good[i], &x))
            fail_msg("'%s' was not read", good[i]);
    }
    x = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (lrs_number_parse(bad[i], &x))
            fail_msg("'%s' was read as %g", bad[i], x);
    }
    assert_true(x == 7);
    assert_true(lrs_number_parse("1e-999", &x) && x == 0);
    char longest[600];
    memset(longest, '1', sizeof longest);
    longest[599] = '\0';
    assert_false(lrs_number_parse(longest, &x));
}

/* A locale of our own making with a comma, where the system has one installed. */
static void the_locale_does_not_matter(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ps_AF.UTF-8", "de_DE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_ALL, names[i]))
            break;
    char buf[LRS_NUMBER_MAX];
    double x = 0;
    assert_string_equal(lrs_number_exact(buf, 0.5), "0.5");
    assert_string_equal(lrs_number_pretty(buf, 1.5e-9, 3), "1.5e-9");
    assert_true(lrs_number_parse("2.5", &x) && x == 2.5);
    assert_true(lrs_number_round(0.12345, 2) == 0.12);
    setlocale(LC_ALL, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_double_reads_back),
        cmocka_unit_test(exact_forms),
        cmocka_unit_test(pretty_forms),
        cmocka_unit_test(rounding),
        cmocka_unit_test(parsing_takes_all_or_nothing),
        cmocka_unit_test(the_locale_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
