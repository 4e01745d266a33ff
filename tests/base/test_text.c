/* The growing string, UTF-8 and columns, names that somebody may have meant. */
#include "check.h"

#include "lrscope/mem.h"
#include "lrscope/text.h"

static void strings_grow(void **state)
{
    (void)state;
    struct lrs_str s = {0};
    assert_string_equal(lrs_str_text(&s), "");
    for (int i = 0; i < 1000; i++)
        lrs_str_addf(&s, "%d,", i);
    assert_int_equal(s.len, 10 * 2 + 90 * 3 + 900 * 4);
    assert_int_equal(strlen(s.s), s.len);
    assert_string_equal(s.s + s.len - 8, "998,999,");
    lrs_str_addn(&s, "abcdef", 3);
    assert_string_equal(s.s + s.len - 4, ",abc");
    char *own = lrs_str_take(&s);
    assert_null(s.s);
    assert_memory_equal(own, "0,1,2,", 6);
    lrs_free(own);
    own = lrs_str_take(&s);
    assert_string_equal(own, "");
    lrs_free(own);
    lrs_str_add(&s, "x");
    lrs_str_clear(&s);
    assert_int_equal(s.len, 0);
}

static void utf8_round_trip(void **state)
{
    (void)state;
    char buf[5];
    for (uint32_t cp = 1; cp < 0x110000; cp++) {
        if (cp >= 0xd800 && cp < 0xe000)
            continue;
        int n = lrs_utf8_put(buf, cp);
        const char *s = buf;
        if (lrs_utf8_next(&s) != cp || s != buf + n || *s)
            fail_msg("U+%04X came back different", (unsigned)cp);
    }
    assert_int_equal(lrs_utf8_put(buf, 0xd800), 3); /* surrogates cannot be written */
    assert_string_equal(buf, "\xef\xbf\xbd");
    lrs_utf8_put(buf, 0x110000);
    assert_string_equal(buf, "\xef\xbf\xbd");
}

static void what_is_not_utf8_is_replaced_bytewise(void **state)
{
    (void)state;
    static const char *const bad[] = {"\x80",
                                      "\xff",
                                      "\xc0\x80",
                                      "\xc1\xbf",
                                      "\xe0\x80\x80",
                                      "\xed\xa0\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xf4\x90\x80\x80",
                                      "\xf0\x80\x80\x80",
                                      "\xe2\x82",
                                      "\xc3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const char *s = bad[i];
        assert_int_equal(lrs_utf8_next(&s), 0xfffd);
        assert_ptr_equal(s, bad[i] + 1);
    }
    const char *s = "";
    assert_int_equal(lrs_utf8_next(&s), 0);
    assert_string_equal(s, "");
    s = "\xe2(x"; /* what follows a broken start is not lost */
    assert_int_equal(lrs_utf8_next(&s), 0xfffd);
    assert_int_equal(lrs_utf8_next(&s), '(');
}

static void columns(void **state)
{
    (void)state;
    static const struct {
        uint32_t cp;
        int width;
    } known[] = {{'a', 1},     {0x7f, 0},   {'\n', 0},   {0xe9, 1},    {0x301, 0},  {0x3b3, 1},
                 {0x200d, 0},  {0x2500, 1}, {0x28ff, 1}, {0x2588, 1},  {0x4e2d, 2}, {0xac00, 2},
                 {0x1f600, 2}, {0xff21, 2}, {0xfe0f, 0}, {0x1fb00, 1}, {0x115f, 2}, {0xad, 1}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (lrs_utf8_width(known[i].cp) != known[i].width)
            fail_msg("U+%04X has width %d", (unsigned)known[i].cp, lrs_utf8_width(known[i].cp));
    }
    assert_int_equal(lrs_text_width("γ = 中文e\xcc\x81"), 9);
    assert_int_equal(lrs_text_width(""), 0);
}

/* The definition, by recursion. */
static int slow_distance(const char *a, const char *b)
{
    if (!*a || !*b)
        return (int)(strlen(a) + strlen(b));
    int best = slow_distance(a + 1, b + 1) + (*a != *b);
    int d = slow_distance(a + 1, b) + 1;
    best = d < best ? d : best;
    d = slow_distance(a, b + 1) + 1;
    best = d < best ? d : best;
    if (a[1] && b[1] && a[0] == b[1] && a[1] == b[0]) {
        d = slow_distance(a + 2, b + 2) + 1;
        best = d < best ? d : best;
    }
    return best;
}

static void distances(void **state)
{
    (void)state;
    static const char *const words[] = {"",      "a",    "gamma", "gmama", "gama", "T_max",
                                        "alpha", "beta", "betas", "lr",    "rl",   "step"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            int want = slow_distance(words[i], words[k]);
            assert_int_equal(lrs_text_distance(words[i], words[k], 10), want);
            assert_int_equal(lrs_text_distance(words[i], words[k], 1), want > 1 ? 2 : want);
        }
    }
    assert_int_equal(lrs_text_distance("GAMMA", "gamma", 3), 0);
    char longer[200];
    memset(longer, 'a', sizeof longer);
    longer[199] = '\0';
    assert_int_equal(lrs_text_distance(longer, "a", 3), 4);
    assert_int_equal(lrs_text_distance(longer, longer, 3), 0);
}

static const char *nearest(const char *word)
{
    static const char *const names[] = {"step_size", "gamma", "T_max", "eta_min", "patience", "lr"};
    struct lrs_nearest n = {.word = word};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        lrs_nearest_try(&n, names[i]);
    return lrs_nearest_hint(&n);
}

static void hints(void **state)
{
    (void)state;
    assert_string_equal(nearest("gama"), "; did you mean 'gamma'?");
    assert_string_equal(nearest("tmax"), "; did you mean 'T_max'?");
    assert_string_equal(nearest("step"), "; did you mean 'step_size'?");
    assert_string_equal(nearest("pateince"), "; did you mean 'patience'?");
    assert_string_equal(nearest("rl"), "; did you mean 'lr'?");
    assert_string_equal(nearest("momentum"), "");
    assert_string_equal(nearest("step_length"), "; did you mean 'step_size'?"); /* begins alike */
    assert_string_equal(nearest("lrscope"), ""); /* what begins it is too short */
    assert_string_equal(nearest("x"), "");
    assert_string_equal(nearest(""), "");
}

static void words_and_case(void **state)
{
    (void)state;
    assert_true(lrs_text_has_word("min_lr max_update", "max_update"));
    assert_true(lrs_text_has_word("a", "a"));
    assert_false(lrs_text_has_word("min_lr", "min"));
    assert_false(lrs_text_has_word("min_lr", ""));
    assert_false(lrs_text_has_word(NULL, "a"));
    assert_true(lrs_text_equal_nocase("T_MAX", "t_max"));
    assert_false(lrs_text_equal_nocase("T_max", "T_ma"));
    assert_false(lrs_text_equal_nocase("[", "{")); /* letters only */
    assert_true(lrs_text_begins("CosineAnnealing", "cosINE", 6));
    assert_true(lrs_text_begins("Cosine", "cos and more", 3));
    assert_false(lrs_text_begins("Cos", "cosine", 6));
    assert_true(lrs_text_begins("", "", 0));
    assert_true(lrs_text_contains("CosineAnnealing", "anneal", 6));
    assert_true(lrs_text_contains("abc", "BCd", 2));
    assert_false(lrs_text_contains("abc", "bcd", 3));
    assert_false(lrs_text_contains(NULL, "a", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_grow),
        cmocka_unit_test(utf8_round_trip),
        cmocka_unit_test(what_is_not_utf8_is_replaced_bytewise),
        cmocka_unit_test(columns),
        cmocka_unit_test(distances),
        cmocka_unit_test(hints),
        cmocka_unit_test(words_and_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
