/* Pictures: the same cells as text, with ANSI colours and as SVG. */
#include "lrscope/image.h"

#include <string.h>

#include "check.h"
#include "lrscope/mem.h"

static struct lrs_canvas board(const char *text, int role)
{
    struct lrs_canvas c;
    lrs_canvas_init(&c, 8, 2, LRS_BRAILLE, true);
    lrs_canvas_text(&c, 0, 0, -1, role, text);
    return c;
}

static char *print(enum lrs_image kind, const struct lrs_canvas *c, const char *theme)
{
    struct lrs_str out = {0};
    lrs_image_print(kind, c, lrs_theme(lrs_theme_find(theme)), &out);
    char *text = lrs_strdup(lrs_str_text(&out));
    lrs_str_clear(&out);
    return text;
}

/* Takes SGR sequences out of TEXT, in place. */
static void strip(char *text)
{
    char *to = text;
    for (const char *at = text; *at;) {
        if (*at == '\033')
            at += strcspn(at, "m") + 1;
        else
            *to++ = *at++;
    }
    *to = '\0';
}

static int count(const char *text, const char *what)
{
    int n = 0;
    for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
        n++;
    return n;
}

static void ansi_is_the_text_with_colours(void **state)
{
    (void)state;
    struct lrs_canvas c = board("a \u28ff b", LRS_R_LOSS);
    char *ansi = print(LRS_IMAGE_ANSI, &c, "dark"), *text = print(LRS_IMAGE_TEXT, &c, "dark");
    assert_string_equal(text, "a \u28ff b\n\n");
    assert_true(strlen(ansi) > strlen(text));
    char want[32];
    snprintf(want, sizeof want, ";38;5;%dm", lrs_theme(0)->role[LRS_R_LOSS].colour);
    assert_non_null(strstr(ansi, want));
    assert_string_equal(ansi + strlen(ansi) - 2, "\n\n");
    assert_non_null(strstr(ansi, "\033[0m\n"));
    strip(ansi);
    assert_string_equal(ansi, text);
    lrs_free(ansi);
    lrs_free(text);
    lrs_canvas_free(&c);
}

static void ansi_keeps_coloured_blanks(void **state)
{
    (void)state;
    struct lrs_canvas c = board("", LRS_R_TEXT);
    lrs_canvas_fill(&c, (struct lrs_rect){3, 1, 2, 1}, ' ', LRS_R_TEXT, LRS_R_HEAT);
    char *ansi = print(LRS_IMAGE_ANSI, &c, "dark"), want[32];
    snprintf(want, sizeof want, "48;5;%dm  ", lrs_theme(0)->role[LRS_R_HEAT].colour);
    assert_non_null(strstr(ansi, want));
    lrs_free(ansi);
    lrs_canvas_free(&c);
}

static void without_colours_ansi_has_none(void **state)
{
    (void)state;
    struct lrs_canvas c = board("x", LRS_R_TITLE);
    char *ansi = print(LRS_IMAGE_ANSI, &c, "mono");
    assert_non_null(strstr(ansi, "\033[0;1mx"));
    assert_null(strstr(ansi, "38;5"));
    lrs_free(ansi);
    lrs_canvas_free(&c);
}

static void svg_draws_dots_blocks_and_lines(void **state)
{
    (void)state;
    struct lrs_canvas c = board("\u2801\u28ff\u2580\u2599\u253c\u2501\u2583", LRS_R_LOSS);
    char *svg = print(LRS_IMAGE_SVG, &c, "dark");
    assert_int_equal(count(svg, "M2 2h0"), 1);       /* the upper left dot of U+2801 */
    assert_int_equal(count(svg, "h0"), 1 + 8);       /* and all eight of U+28FF */
    assert_int_equal(count(svg, "h4v8h-4z"), 2 + 3); /* two quarters, three quarters */
    assert_non_null(strstr(svg, "M24 8h4v8h-4z"));   /* U+2599's lower left */
    assert_null(strstr(svg, "M28 0h4v8h-4z"));       /* but not its upper right */
    assert_non_null(strstr(svg, "M36 8v-8M36 8v8M36 8h-4M36 8h4")); /* the crossing */
    assert_non_null(strstr(svg, "stroke-width=\"3\" stroke=\""));   /* the heavy line */
    assert_non_null(strstr(svg, "M48 10h8v6h-8z"));                 /* three eighths */
    assert_int_equal(count(svg, "<text"), 0);
    lrs_free(svg);
    lrs_canvas_free(&c);
}

static void svg_letters_are_escaped_and_stay_in_their_columns(void **state)
{
    (void)state;
    struct lrs_canvas c = board("<&> ab", LRS_R_TITLE);
    lrs_canvas_text(&c, 0, 1, -1, LRS_R_TITLE, "1  2");
    char *svg = print(LRS_IMAGE_SVG, &c, "light");
    assert_non_null(strstr(svg, "textLength=\"48\""));
    assert_non_null(strstr(svg, "font-weight=\"bold\">&lt;&amp;&gt; ab</text>"));
    assert_non_null(
        strstr(svg, "<text x=\"24\" y=\"28\" textLength=\"8\"")); /* the 2, on its own */
    assert_int_equal(count(svg, "<text"), count(svg, "</text>"));
    lrs_free(svg);
    lrs_canvas_free(&c);
}

static void svg_reverses(void **state)
{
    (void)state;
    struct lrs_canvas c = board("x", LRS_R_TEXT);
    lrs_canvas_style(&c, (struct lrs_rect){0, 0, 1, 1}, -1, -1, LRS_CELL_REVERSE);
    char *svg = print(LRS_IMAGE_SVG, &c, "mono"); /* white on black, so black on white */
    assert_non_null(strstr(svg, "<rect width=\"64\" height=\"32\" fill=\"#000000\"/>"));
    assert_non_null(
        strstr(svg, "<rect x=\"0\" y=\"0\" width=\"8\" height=\"16\" fill=\"#ffffff\"/>"));
    assert_non_null(strstr(svg, "fill=\"#000000\">x</text>"));
    lrs_free(svg);
    lrs_canvas_free(&c);
}

/* No role, theme, line or block brings a picture out of step. */
static void every_look_prints(void **state)
{
    (void)state;
    for (int theme = 0; theme < lrs_theme_count(); theme++) {
        struct lrs_canvas c;
        lrs_canvas_init(&c, LRS_ROLES, LRS_ROLES, LRS_BRAILLE, true);
        for (int y = 0; y < LRS_ROLES; y++)
            for (int x = 0; x < LRS_ROLES; x++)
                lrs_canvas_fill(&c, (struct lrs_rect){x, y, 1, 1},
                                (uint32_t)(0x2500 + (y * LRS_ROLES + x) % 0xa0), x, y);
        char *svg = print(LRS_IMAGE_SVG, &c, lrs_theme(theme)->name);
        char *ansi = print(LRS_IMAGE_ANSI, &c, lrs_theme(theme)->name);
        char *text = print(LRS_IMAGE_TEXT, &c, lrs_theme(theme)->name);
        assert_int_equal(count(svg, "<"), count(svg, ">"));
        assert_string_equal(svg + strlen(svg) - 7, "</svg>\n");
        strip(ansi);
        assert_string_equal(ansi, text);
        lrs_free(svg);
        lrs_free(ansi);
        lrs_free(text);
        lrs_canvas_free(&c);
    }
}

static void a_name_asks_for_its_kind(void **state)
{
    (void)state;
    assert_int_equal(lrs_image_of_file("a.b/x.svg"), LRS_IMAGE_SVG);
    assert_int_equal(lrs_image_of_file("X.SVG"), LRS_IMAGE_SVG);
    assert_int_equal(lrs_image_of_file("x.ans"), LRS_IMAGE_ANSI);
    assert_int_equal(lrs_image_of_file("x.txt"), LRS_IMAGE_TEXT);
    assert_int_equal(lrs_image_of_file("screen"), LRS_IMAGE_TEXT);
    for (int i = 0; i < LRS_IMAGES; i++)
        assert_true(strlen(lrs_image_name((enum lrs_image)i)) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ansi_is_the_text_with_colours),
        cmocka_unit_test(ansi_keeps_coloured_blanks),
        cmocka_unit_test(without_colours_ansi_has_none),
        cmocka_unit_test(svg_draws_dots_blocks_and_lines),
        cmocka_unit_test(svg_letters_are_escaped_and_stay_in_their_columns),
        cmocka_unit_test(svg_reverses),
        cmocka_unit_test(every_look_prints),
        cmocka_unit_test(a_name_asks_for_its_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
