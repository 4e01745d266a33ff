/* :explain and :what: each detector finds its own case in a run that is made for it, with figures
 * that are those of the run. */
#include "stage.h"

#include <string.h>

/* Carries out LINES (separated by ';') on SCENE, and explains. */
static const char *explained(struct stage *s, const char *scene, const char *lines)
{
    char copy[256];
    stage_open(s, scene);
    snprintf(copy, sizeof copy, "%s", lines);
    for (char *at = copy, *line; (line = strtok(at, ";")); at = NULL)
        stage_do(s, line);
    stage_do(s, "explain");
    return s->ui->message;
}

static void check(const char *scene, const char *lines, const char *want, const char *also)
{
    struct stage s;
    const char *said = explained(&s, scene, lines);
    if (strncmp(said, want, strlen(want)) != 0 || !strstr(said, also))
        fail_msg("after %s: \"%s\" is not \"%s ... %s\"", lines, said, want, also);
    if (!strpbrk(said, "0123456789"))
        fail_msg("no figure in \"%s\"", said);
    stage_close(&s);
}

#define VALLEY(lr, schedule, steps)                                                                \
    "return { problem = quadratic{}, optimizer = SGD{lr=" lr "}, schedule = " schedule             \
    ", train = {steps=" steps "} }"
#define NOISY(schedule)                                                                            \
    "return { problem = noisy_quadratic{kappa=5}, optimizer = SGD{lr=0.05}, schedule = " schedule  \
    ", train = {steps=4000} }"

static void cases(void **state)
{
    (void)state;
    check(STAGE_SCENE, "pace 0", "0 of 200 steps done", "a rate of 0.1. Press Space");
    check(STAGE_SCENE, "run", "0 of 200 steps done", "Watch what the loss does.");
    check(STAGE_SCENE, "set train.steps 4;step 4", "All of 4 steps done", "held against it");
    check(STAGE_SCENE, "set optimizer.lr 1e9;step 200", "The run diverged at step", "1e9");
    check(STAGE_SCENE, "set optimizer.lr 0.01;schedule Constant;step 50", "50 of 200 steps done",
          "100 % of its highest");
    check(STAGE_SCENE, "step 200", "All of 200 steps done", "held against it");
    check(STAGE_SCENE, "schedule ExponentialLR{gamma=0.2};step 200", "The schedule is used up",
          "other 1");
    check(NOISY("Constant"), "step 4000", "It has reached the noise floor", "a rate of 0.05");
    check(VALLEY("1e-9", "Constant", "200"), "step 200", "The loss has stood still", "1e-9");
}

static void a_valley_with_a_rate_near_the_limit(void **state)
{
    struct stage s;
    char line[64];
    (void)state;
    stage_open(&s, VALLEY("0.01", "Constant", "300"));
    double curvature = stage_real(&s, "problem.kappa"); /* the larger one; the other is 1 */
    stage_close(&s);
    snprintf(line, sizeof line, "set optimizer.lr %.6g;step 20", 1.9 / curvature);
    check(VALLEY("0.01", "Constant", "300"), line, "The run bounces: 100 %", "limit of stability");
    snprintf(line, sizeof line, "set optimizer.lr %.6g;step 20", 0.5 / curvature);
    struct stage calm;
    assert_null(strstr(explained(&calm, VALLEY("0.01", "Constant", "300"), line), "bounces"));
    stage_close(&calm);
}

static void the_finder_knows_better(void **state)
{
    (void)state;
    check(STAGE_SCENE, "set optimizer.lr 1e-5;find;wait 5;back;step 20",
          "The highest rate so far is", "the finder suggests");
}

static void examples_by_heart(void **state)
{
    (void)state;
    check("return { problem = blobs{points=60, classes=2, noise=1.5, label_noise=0.2}, model = "
          "mlp{hidden={64, 64}},"
          " optimizer = Adam{lr=0.01}, schedule = Constant, train = {epochs=200, batch=16, seed=1,"
          " validation=0.5} }",
          "step 400", "It overfits: since about step", "weight decay");
}

static void the_key_says_it_too(void **state)
{
    struct stage s;
    (void)state;
    stage_open(&s, STAGE_SCENE);
    stage_keys(&s, "? ?");
    assert_int_equal(s.ui->overlay, LRS_OVER_NONE);
    assert_non_null(strstr(s.ui->message, "0 of 200 steps done"));
    stage_wait(&s, 60); /* it stays until a key */
    assert_non_null(strstr(s.ui->message, "0 of 200 steps done"));
    stage_keys(&s, "k");
    assert_string_equal(s.ui->message, "");
    stage_close(&s);
}

static void words(void **state)
{
    static const char *const known[][2] = {
        {"gamma", "0.5 halves it"},
        {"Warm up", "The first gradients are large"},
        {"warmup", "The first gradients"},
        {"cosine", "half a cosine"},
        {"step_size", "The rate drops after every so many ticks."},
        {"Adam", "mean gradient"},
        {"epoch", "One pass over all"},
        {"one cycle", "One rise to a high rate"},
    };
    struct stage s;
    (void)state;
    stage_open(&s, STAGE_SCENE);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char line[64];
        snprintf(line, sizeof line, "what %s", known[i][0]);
        stage_do(&s, line);
        if (!strstr(s.ui->message, known[i][1]))
            fail_msg("%s: \"%s\"", known[i][0], s.ui->message);
    }
    stage_refuses(&s, "what plateu", "did you mean 'plateau'");
    stage_refuses(&s, "what", "what WORD");
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(a_valley_with_a_rate_near_the_limit),
        cmocka_unit_test(the_finder_knows_better),
        cmocka_unit_test(examples_by_heart),
        cmocka_unit_test(the_key_says_it_too),
        cmocka_unit_test(words),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL) != 0;
}
