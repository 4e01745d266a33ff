/* Themes (contrast, distinct colours) and maps. */
#include "golden.h"

#include "lrscope/plot.h"
#include "lrscope/theme.h"

/* Relative luminance and contrast ratio: WCAG 2.1. */
static double luminance(const int rgb[3])
{
    double l = 0;
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255.0;
        l += weight[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return l;
}

static double contrast(const int a[3], const int b[3])
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

/* What carries data or words. */
static const int read_roles[] = {
    LRS_R_DIM,   LRS_R_STRONG,   LRS_R_TITLE,    LRS_R_FOCUS,    LRS_R_KEY,      LRS_R_HINT,
    LRS_R_GAUGE, LRS_R_ERROR,    LRS_R_WARN,     LRS_R_GOOD,     LRS_R_LR,       LRS_R_PLAN,
    LRS_R_LOSS,  LRS_R_VAL,      LRS_R_ACCURACY, LRS_R_MOMENTUM, LRS_R_GHOST,    LRS_R_MARK,
    LRS_R_KEPT,  LRS_R_KEPT + 1, LRS_R_KEPT + 2, LRS_R_KEPT + 3, LRS_R_KEPT + 4, LRS_R_KEPT + 5};

static void test_contrast(void **state)
{
    (void)state;
    static const int dark[3] = {0x1c, 0x1c, 0x1c}, light[3] = {255, 255, 255};
    for (int t = 0; t < lrs_theme_count(); t++) {
        const struct lrs_theme *theme = lrs_theme(t);
        for (size_t i = 0; theme->colour && i < sizeof read_roles / sizeof *read_roles; i++) {
            int rgb[3];
            lrs_theme_rgb(theme->role[read_roles[i]].colour, rgb);
            double ratio = contrast(rgb, theme->dark ? dark : light);
            if (ratio < 3)
                fail_msg("%s: role '%c' has contrast %.2f", theme->name,
                         lrs_role_letter(read_roles[i]), ratio);
        }
    }
}

/* A colour in CIELAB under D65, where equal distances look about equally different. */
static void lab_of(int colour, double lab[3])
{
    static const double m[3][3] = {
        {0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}};
    static const double white[] = {0.9505, 1, 1.089};
    int rgb[3];
    double f[3];
    lrs_theme_rgb(colour, rgb);
    for (int i = 0; i < 3; i++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            double c = rgb[k] / 255.0;
            sum += m[i][k] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
        }
        sum /= white[i];
        f[i] = sum > 0.008856 ? cbrt(sum) : 7.787 * sum + 16 / 116.0;
    }
    lab[0] = 116 * f[1] - 16;
    lab[1] = 500 * (f[0] - f[1]);
    lab[2] = 200 * (f[1] - f[2]);
}

static double difference(int a, int b)
{
    double x[3], y[3];
    lab_of(a, x);
    lab_of(b, y);
    return sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) + pow(x[2] - y[2], 2));
}

static void assert_distinct(const struct lrs_theme *t, int n, const int *role)
{
    for (int i = 0; i < n; i++)
        for (int k = 0; k < i; k++) {
            double d = difference(t->role[role[i]].colour, t->role[role[k]].colour);
            if (d < 20)
                fail_msg("%s: roles '%c' and '%c' are %.0f apart", t->name,
                         lrs_role_letter(role[i]), lrs_role_letter(role[k]), d);
        }
}

/* What may stand on the same chart can be told apart. */
static void test_series_are_distinct(void **state)
{
    (void)state;
    static const int lr[] = {LRS_R_LR,       LRS_R_PLAN,     LRS_R_MOMENTUM, LRS_R_GHOST,
                             LRS_R_MARK,     LRS_R_KEPT,     LRS_R_KEPT + 1, LRS_R_KEPT + 2,
                             LRS_R_KEPT + 3, LRS_R_KEPT + 4, LRS_R_KEPT + 5};
    static const int loss[] = {LRS_R_LOSS,     LRS_R_RAW,      LRS_R_VAL,      LRS_R_ACCURACY,
                               LRS_R_GHOST,    LRS_R_MARK,     LRS_R_KEPT,     LRS_R_KEPT + 1,
                               LRS_R_KEPT + 2, LRS_R_KEPT + 3, LRS_R_KEPT + 4, LRS_R_KEPT + 5};
    for (int t = 0; t < lrs_theme_count(); t++)
        if (lrs_theme(t)->colour) {
            assert_distinct(lrs_theme(t), (int)(sizeof lr / sizeof *lr), lr);
            assert_distinct(lrs_theme(t), (int)(sizeof loss / sizeof *loss), loss);
        }
}

/* The way of a run is seen on every level of a landscape, and neighbouring levels differ. */
static void test_ways_on_landscapes(void **state)
{
    (void)state;
    for (int t = 0; t < lrs_theme_count(); t++)
        for (int k = 0; lrs_theme(t)->colour && k < LRS_HEAT_LEVELS; k++) {
            int way[3], heat[3], colour = lrs_theme(t)->role[LRS_R_HEAT + k].colour;
            lrs_theme_rgb(lrs_theme(t)->role[LRS_R_CURSOR].colour, way);
            lrs_theme_rgb(colour, heat);
            if (contrast(way, heat) < 3)
                fail_msg("%s: level %d has contrast %.2f", lrs_theme(t)->name, k,
                         contrast(way, heat));
            if (k > 0)
                assert_true(difference(colour, lrs_theme(t)->role[LRS_R_HEAT + k - 1].colour) > 8);
        }
}

/* A point is seen on the region of its own class. */
static void test_points_on_their_regions(void **state)
{
    (void)state;
    for (int t = 0; t < lrs_theme_count(); t++)
        for (int k = 0; lrs_theme(t)->colour && k < 30; k++) {
            int point[3], region[3];
            lrs_theme_rgb(lrs_theme(t)->role[LRS_R_CLASS + k / 3].colour, point);
            lrs_theme_rgb(lrs_theme(t)->role[LRS_R_REGION + k].colour, region);
            if (contrast(point, region) < 2.5)
                fail_msg("%s: class %d on confidence %d: %.2f", lrs_theme(t)->name, k / 3, k % 3,
                         contrast(point, region));
        }
}

static void test_themes_by_name(void **state)
{
    (void)state;
    static const char *const names[] = {"dark", "light", "contrast", "mono"};
    assert_int_equal(lrs_theme_count(), 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(lrs_theme_find(names[i]), i);
    assert_int_equal(lrs_theme_find("sepia"), -1);
    assert_false(lrs_theme(3)->colour);
    for (int t = 0; t < 4; t++)
        for (int i = 0; i < LRS_ROLES; i++) {
            assert_in_range(lrs_theme(t)->role[i].colour + 1, 0, 256);
            assert_in_range(lrs_theme(t)->role[i].colour8 + 1, 0, 8);
        }
    int rgb[3];
    lrs_theme_rgb(208, rgb);
    assert_int_equal(rgb[0], 255);
    assert_int_equal(rgb[1], 135);
    assert_int_equal(rgb[2], 0);
}

static void fill_map(int w, int h, float *heat, float *regions)
{
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++) {
            float u = (float)x / (float)w - 0.5f, v = (float)y / (float)h - 0.5f;
            heat[y * w + x] = 100 * u * u + v * v;
            regions[y * w + x] =
                (float)(u + v > 0.0f ? 1 : 0) + (u + v < 0.1f && u + v > -0.1f ? 0.1f : 0.9f);
        }
    heat[0] = NAN;
    regions[0] = NAN;
}

static void test_maps(void **state)
{
    (void)state;
    static const char *const names[] = {"colour", "mono", "ascii"};
    for (int i = 0; i < 3; i++) {
        struct lrs_canvas c;
        lrs_canvas_init(&c, 42, 8, i == 2 ? LRS_ASCII : LRS_BRAILLE, i == 0);
        struct lrs_rect left = {0, 0, 20, 8}, right = {22, 0, 20, 8};
        int w, h;
        lrs_map_size(&c, left, &w, &h);
        assert_int_equal(w, 20);
        assert_int_equal(h, i == 0 ? 16 : 8);
        float heat[320], regions[320];
        fill_map(w, h, heat, regions);
        lrs_map_heat(&c, left, w, h, heat, true);
        lrs_map_regions(&c, right, w, h, regions, 2);
        char name[80];
        snprintf(name, sizeof name, "tests/draw/golden/map-%s.txt", names[i]);
        assert_golden(&c, name);
        lrs_canvas_free(&c);
    }
}

static void test_maps_of_other_sizes(void **state)
{
    (void)state;
    static const float value[6] = {0, 1, INFINITY, NAN, -1e30f, 1e30f},
                       same[6] = {2, 2, 2, 2, 2, 2};
    for (int size = 0; size < 9; size++) {
        struct lrs_canvas c;
        lrs_canvas_init(&c, size, size, LRS_BRAILLE, true);
        struct lrs_rect r = {0, 0, size, size};
        lrs_map_heat(&c, r, 3, 2, value, true);
        lrs_map_heat(&c, r, 3, 2, value, false);
        lrs_map_heat(&c, r, 3, 2, same, true);
        lrs_map_regions(&c, r, 3, 2, value, 2);
        lrs_map_heat(&c, r, 0, 0, value, true);
        lrs_canvas_free(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast),
        cmocka_unit_test(test_series_are_distinct),
        cmocka_unit_test(test_ways_on_landscapes),
        cmocka_unit_test(test_points_on_their_regions),
        cmocka_unit_test(test_themes_by_name),
        cmocka_unit_test(test_maps),
        cmocka_unit_test(test_maps_of_other_sizes),
    };
    return cmocka_run_group_tests_name("look", tests, NULL, NULL) != 0;
}
