/* Curves that may stand on one chart can be told apart by people who lack one kind of cones.
 *
 * Vision without red, green or blue cones is simulated by the matrices of Machado, Oliveira and
 * Fernandes, "A physiologically-based model for simulation of color vision deficiency" (2009), at
 * full severity; distances are Euclidean in OKLab (Ottosson, 2020). 0.02 is about the least that is
 * seen side by side on a screen. */
#include "check.h"

#include "lrscope/canvas.h"
#include "lrscope/theme.h"

static const struct {
    const char *name;
    double m[3][3]; /* on linear sRGB */
} visions[] = {
    {"normal vision", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"no red cones",
     {{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {"no green cones",
     {{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {"no blue cones",
     {{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
};
enum { VISIONS = sizeof visions / sizeof *visions };

static void multiply(const double m[3][3], const double v[3], double out[3])
{
    for (int i = 0; i < 3; i++)
        out[i] = m[i][0] * v[0] + m[i][1] * v[1] + m[i][2] * v[2];
}

static void seen_as(int vision, int colour, double lab[3])
{
    static const double cones[3][3] = {{0.4122214708, 0.5363325363, 0.0514459929},
                                       {0.2119034982, 0.6806995451, 0.1073969566},
                                       {0.0883024619, 0.2817188376, 0.6299787005}};
    static const double to_lab[3][3] = {{0.2104542553, 0.7936177850, -0.0040720468},
                                        {1.9779984951, -2.4285922050, 0.4505937099},
                                        {0.0259040371, 0.7827717662, -0.8086757660}};
    int rgb[3];
    double linear[3], seen[3], lms[3];
    lrs_theme_rgb(colour, rgb);
    for (int i = 0; i < 3; i++) {
        double c = rgb[i] / 255.0;
        linear[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    multiply(visions[vision].m, linear, seen);
    for (int i = 0; i < 3; i++)
        seen[i] = fmax(seen[i], 0);
    multiply(cones, seen, lms);
    for (int i = 0; i < 3; i++)
        lms[i] = cbrt(lms[i]);
    multiply(to_lab, lms, lab);
}

static double distance(int vision, int a, int b)
{
    double x[3], y[3];
    seen_as(vision, a, x);
    seen_as(vision, b, y);
    return sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) + pow(x[2] - y[2], 2));
}

static void keep_apart(const struct lrs_theme *t, const int *role, int n, double least)
{
    for (int vision = 0; vision < VISIONS; vision++)
        for (int i = 0; i < n; i++)
            for (int k = 0; k < i; k++) {
                double d = distance(vision, t->role[role[i]].colour, t->role[role[k]].colour);
                if (d < least)
                    fail_msg("%s, %s: roles '%c' and '%c' are %.3f apart", t->name,
                             visions[vision].name, lrs_role_letter(role[i]),
                             lrs_role_letter(role[k]), d);
            }
}

#define KEEP_APART(t, roles, least) keep_apart(t, roles, sizeof(roles) / sizeof *(roles), least)

/* The curves of the run itself, which say most, differ most. */
static void the_run_s_own_curves(void **state)
{
    static const int own[] = {LRS_R_LR, LRS_R_LOSS, LRS_R_VAL, LRS_R_ACCURACY};
    static const int rates[] = {LRS_R_LR, LRS_R_PLAN, LRS_R_MOMENTUM, LRS_R_GHOST};
    static const int losses[] = {LRS_R_LOSS, LRS_R_RAW, LRS_R_VAL, LRS_R_GHOST};
    (void)state;
    for (int t = 0; t < lrs_theme_count(); t++)
        if (lrs_theme(t)->colour) {
            KEEP_APART(lrs_theme(t), own, 0.115);
            KEEP_APART(lrs_theme(t), rates, 0.085);
            KEEP_APART(lrs_theme(t), losses, 0.085);
        }
}

/* Six kept curves on top are as many as colours can carry; line styles and labels help. */
static void kept_curves(void **state)
{
    static const int all[] = {LRS_R_LR,       LRS_R_LOSS,     LRS_R_VAL,      LRS_R_GHOST,
                              LRS_R_KEPT,     LRS_R_KEPT + 1, LRS_R_KEPT + 2, LRS_R_KEPT + 3,
                              LRS_R_KEPT + 4, LRS_R_KEPT + 5};
    (void)state;
    for (int t = 0; t < lrs_theme_count(); t++)
        if (lrs_theme(t)->colour)
            KEEP_APART(lrs_theme(t), all, 0.06);
}

/* The simulation itself: without red or green cones red and green meet, and a grey stays grey. */
static void the_simulation(void **state)
{
    enum { RED = 160, GREEN = 64, GREY = 244 };
    (void)state;
    assert_true(distance(0, RED, GREEN) > 0.2);
    assert_true(distance(2, RED, GREEN) < distance(0, RED, GREEN) / 2);
    for (int vision = 0; vision < VISIONS; vision++) {
        double lab[3];
        seen_as(vision, GREY, lab);
        assert_true(fabs(lab[1]) < 1e-3 && fabs(lab[2]) < 1e-3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_run_s_own_curves),
        cmocka_unit_test(kept_curves),
        cmocka_unit_test(the_simulation),
    };
    return cmocka_run_group_tests_name("vision", tests, NULL, NULL) != 0;
}
