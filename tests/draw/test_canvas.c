/* The canvas: clipping, wide characters, folding to ASCII, text, frames, gauges, printed forms. */
#include "golden.h"

static struct lrs_canvas canvas(int w, int h, enum lrs_glyphs glyphs)
{
    struct lrs_canvas c;
    lrs_canvas_init(&c, w, h, glyphs, true);
    return c;
}

static void assert_text(const struct lrs_canvas *c, const char *want)
{
    struct lrs_str got = {0};
    lrs_canvas_print_text(c, &got);
    assert_string_equal(lrs_str_text(&got), want);
    lrs_str_clear(&got);
}

/* Draws with everything there is, well beyond all edges. */
static void draw_everything(struct lrs_canvas *c)
{
    for (int x = -3; x < 305; x += 7)
        for (int y = -3; y < 105; y += 7) {
            struct lrs_rect r = {x, y, x % 13, y % 5};
            lrs_canvas_put(c, x, y, 0x4e2d, LRS_R_TEXT);
            lrs_canvas_text(c, x, y, 9, LRS_R_DIM, "word \xe4\xb8\xad\xe6\x96\x87 text");
            lrs_canvas_text_right(c, x, y, -1, LRS_R_DIM, "right");
            lrs_canvas_wrap(c, r, LRS_R_TEXT, "some words in a box");
            lrs_canvas_frame(c, r, LRS_R_FRAME, "title");
            lrs_canvas_fill(c, r, 'x', LRS_R_TEXT, LRS_R_HEAT);
            lrs_canvas_style(c, r, LRS_R_ERROR, -1, LRS_CELL_BOLD);
            lrs_canvas_gauge(c, x, y, 9, 0.3, LRS_R_GAUGE);
        }
}

static void test_every_size_survives(void **state)
{
    (void)state;
    static const int size[][2] = {{0, 0}, {0, 5}, {5, 0}, {1, 1}, {2, 1}, {300, 100}, {-3, 4}};
    for (size_t i = 0; i < sizeof size / sizeof *size; i++)
        for (int g = 0; g < LRS_GLYPH_SETS; g++) {
            struct lrs_canvas c = canvas(size[i][0], size[i][1], g);
            draw_everything(&c);
            assert_true(c.w == (size[i][0] > 0 ? size[i][0] : 0));
            struct lrs_str s = {0};
            lrs_canvas_print_golden(&c, &s);
            assert_true(s.len > 0);
            lrs_str_clear(&s);
            lrs_canvas_resize(&c, 3, 2);
            assert_text(&c, "\n\n");
            lrs_canvas_free(&c);
        }
}

static void test_wide_characters_pair(void **state)
{
    (void)state;
    struct lrs_canvas c = canvas(6, 1, LRS_BRAILLE);
    assert_int_equal(lrs_canvas_text(&c, 0, 0, -1, LRS_R_TEXT, "\xe4\xb8\xad\xe6\x96\x87"), 4);
    assert_text(&c, "\xe4\xb8\xad\xe6\x96\x87\n");
    lrs_canvas_put(&c, 1, 0, 'x', LRS_R_TEXT); /* on a right half: the left one goes */
    assert_text(&c, " x\xe6\x96\x87\n");
    lrs_canvas_put(&c, 2, 0, 'y', LRS_R_TEXT); /* on a left half: the right one goes */
    assert_text(&c, " xy\n");
    lrs_canvas_put(&c, 5, 0, 0x4e2d, LRS_R_TEXT); /* half outside */
    assert_text(&c, " xy\n");
    assert_int_equal(lrs_canvas_text(&c, 0, 0, 4, LRS_R_TEXT, "a\xe4\xb8\xad\xe6\x96\x87"), 4);
    assert_text(&c, "a\xe4\xb8\xad\xe2\x80\xa6\n");
    lrs_canvas_free(&c);
}

static void test_folding_keeps_the_width(void **state)
{
    (void)state;
    for (uint32_t cp = 0x80; cp < 0x30000; cp++)
        assert_in_range(lrs_fold(cp), ' ', '~');
    static const struct {
        uint32_t from;
        char to;
    } some[] = {{0xb7, '.'},   {0x2192, '>'},  {0xd7, 'x'},   {0x3b7, 'n'},   {0x3b3, 'g'},
                {0x3c0, 'p'},  {0x2264, '<'},  {0x221e, '8'}, {0x2500, '-'},  {0x2502, '|'},
                {0x2534, '+'}, {0x2588, '#'},  {0x25cf, 'o'}, {0x25b6, '>'},  {0x2026, '.'},
                {0x2248, '~'}, {0xe9, 'e'},    {0xb2, '2'},   {0x2212, '-'},  {0x221a, 'v'},
                {0x28c0, '.'}, {0x2801, '\''}, {'q', 'q'},    {0x256f, '\''}, {0x2591, '.'},
                {0x259f, '#'}, {0x4e2d, '?'},  {0x250c, '+'}, {0x2717, 'x'},  {0x2192, '>'}};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (lrs_fold(some[i].from) != (uint32_t)some[i].to)
            fail_msg("U+%04X folds to '%c'", some[i].from, (char)lrs_fold(some[i].from));
    struct lrs_canvas c = canvas(12, 1, LRS_ASCII);
    assert_int_equal(
        lrs_canvas_text(&c, 0, 0, 12, LRS_R_TEXT, "\xce\xb7 \xe2\x86\x92 \xe4\xb8\xad!"), 7);
    assert_text(&c, "n > ?"
                    "?!\n");
    lrs_canvas_free(&c);
}

static void test_text_is_cut_and_wrapped(void **state)
{
    (void)state;
    struct lrs_canvas c = canvas(12, 3, LRS_BRAILLE);
    assert_int_equal(lrs_canvas_text(&c, 0, 0, 5, LRS_R_TEXT, "learning"), 5);
    assert_int_equal(lrs_canvas_text(&c, 6, 0, 5, LRS_R_TEXT, "rates"), 5);
    assert_int_equal(lrs_canvas_text_right(&c, 12, 1, -1, LRS_R_TEXT, "0.5"), 3);
    assert_int_equal(lrs_canvas_text(&c, 0, 2, 0, LRS_R_TEXT, "none"), 0);
    assert_text(&c, "lear\xe2\x80\xa6 rates\n         0.5\n\n");
    lrs_canvas_clear(&c);
    struct lrs_rect r = {0, 0, 8, 2};
    assert_int_equal(lrs_canvas_wrap(&c, r, LRS_R_TEXT, "the rate  halves unbelievably"), 4);
    assert_text(&c, "the rate\nhalves\n\n");
    assert_int_equal(lrs_canvas_wrap(&c, r, LRS_R_TEXT, ""), 0);
    lrs_canvas_free(&c);
}

static void test_control_characters_are_blank(void **state)
{
    (void)state;
    struct lrs_canvas c = canvas(6, 1, LRS_BRAILLE);
    lrs_canvas_text(&c, 0, 0, -1, LRS_R_TEXT, "a\x1b[2Jb");
    assert_text(&c, "a [2Jb\n");
    lrs_canvas_free(&c);
}

static void test_roles_have_letters_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(lrs_role_letter(LRS_R_TEXT), '.');
    for (int i = 0; i < LRS_ROLES; i++) {
        assert_in_range(lrs_role_letter(i), '!', '~');
        for (int k = 0; k < i; k++)
            assert_int_not_equal(lrs_role_letter(i), lrs_role_letter(k));
    }
}

/* Ten digits that look like themselves, in blocks and in ASCII. */
static void test_large_digits(void **state)
{
    (void)state;
    static const char text[] = "0123456789-.e";
    struct lrs_canvas c = canvas(48, 3, LRS_ASCII);
    assert_int_equal(lrs_digits_width(text), 47);
    assert_int_equal(lrs_canvas_digits(&c, 0, 0, LRS_R_LR, text), 47);
    assert_text(&c, " _     _   _       _   _   _   _   _         _\n"
                    "| | |  _|  _| |_| |_  |_    | |_| |_|  _    |_\n"
                    "|_| | |_   _|   |  _| |_|   | |_|  _|     . |_\n");
    lrs_canvas_free(&c);
    c = canvas(48, 3, LRS_BRAILLE);
    lrs_canvas_digits(&c, 0, 0, LRS_R_LR, text);
    assert_text(&c, "█▀█ █ ▀▀█ ▀▀█ █ █ █▀▀ █▀▀ ▀▀█ █▀█ █▀█       █▀▀\n"
                    "█ █ █ █▀▀ ▀▀█ ▀▀█ ▀▀█ █▀█   █ █▀█ ▀▀█ ▀▀▀   █▀▀\n"
                    "▀▀▀ ▀ ▀▀▀ ▀▀▀   ▀ ▀▀▀ ▀▀▀   ▀ ▀▀▀ ▀▀▀     ▀ ▀▀▀\n");
    lrs_canvas_clear(&c);
    assert_int_equal(lrs_canvas_digits(&c, 0, 0, LRS_R_LR, "nan"), 0);
    assert_int_equal(lrs_digits_width("1,5"), -1);
    assert_text(&c, "\n\n\n");
    lrs_canvas_free(&c);
}

static void draw_sample(struct lrs_canvas *c)
{
    lrs_canvas_frame(c, (struct lrs_rect){0, 0, 24, 8}, LRS_R_FRAME, "Rate \xce\xb7");
    for (int i = 0; i < 6; i++)
        lrs_canvas_gauge(c, 2, 1 + i, 12, i / 5.0 - (i == 3) * 0.04, LRS_R_GAUGE);
    lrs_canvas_gauge(c, 15, 1, 4, NAN, LRS_R_GAUGE);
    lrs_canvas_gauge(c, 15, 2, 4, 7, LRS_R_GAUGE);
    lrs_canvas_textf(c, 15, 3, -1, LRS_R_STRONG, "%.2f", 0.25);
    lrs_canvas_style(c, (struct lrs_rect){15, 3, 4, 1}, -1, LRS_R_SELECT, LRS_CELL_REVERSE);
    lrs_canvas_fill(c, (struct lrs_rect){15, 5, 4, 2}, 0x2592, LRS_R_CLASS, LRS_R_REGION + 1);
    c->cursor_x = 3;
}

static void test_golden(void **state)
{
    (void)state;
    static const char *const name[] = {"tests/draw/golden/canvas-utf8.txt", NULL,
                                       "tests/draw/golden/canvas-ascii.txt"};
    for (int g = LRS_BRAILLE; g <= LRS_ASCII; g += LRS_ASCII) {
        struct lrs_canvas c = canvas(26, 9, g);
        draw_sample(&c);
        assert_golden(&c, name[g]);
        lrs_canvas_free(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size_survives),
        cmocka_unit_test(test_wide_characters_pair),
        cmocka_unit_test(test_folding_keeps_the_width),
        cmocka_unit_test(test_text_is_cut_and_wrapped),
        cmocka_unit_test(test_control_characters_are_blank),
        cmocka_unit_test(test_roles_have_letters_of_their_own),
        cmocka_unit_test(test_large_digits),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests_name("canvas", tests, NULL, NULL) != 0;
}
