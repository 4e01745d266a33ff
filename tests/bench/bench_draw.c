/* What a frame costs: a snapshot and the drawing of the whole instrument at 200 x 60, after runs of very
 * different lengths. Drawing costs O(columns): the ratios to the shortest run should be near 1.
 *
 *     bench_draw [STEPS ...]      default 1000 1000000 100000000
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "lrscope/mem.h"
#include "lrscope/ui.h"

enum { W = 200, H = 60, FRAMES = 200 };

/* Cheap steps for long runs, and a network with smoothing, validation and a picture. */
static const struct {
    const char *name, *text;
    double longest;
} problems[] = {
    {"landscape", "problem = quadratic{noise=0.1}, optimizer = SGD{lr=0.01}", 1e9},
    {"network", "problem = blobs{points=200}, model = mlp{hidden={4}}, optimizer = SGD{lr=0.1}",
     2e6},
};

/* Of processor, so that a busy machine does not count. */
static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double median(double *at, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && at[k] < at[k - 1]; k--) {
            double swap = at[k];
            at[k] = at[k - 1];
            at[k - 1] = swap;
        }
    return at[n / 2];
}

/* Seconds that a frame takes once the run of TEXT is over. */
static double frame_after(const char *text, double steps, double *trained)
{
    struct lrs_err err = {""};
    const struct lrs_ui_options options = {.glyphs = LRS_BRAILLE, .colour = true, .running = true};
    struct lrs_lua *lua = lrs_lua_new(1);
    struct lrs_engine *engine = lrs_engine_new(0);
    struct lrs_canvas canvas;
    unsigned reactions;
    char scene[512];
    snprintf(scene, sizeof scene,
             "return { %s, schedule = CosineAnnealingLR{T_max=%.0f},"
             " train = {steps=%.0f, batch=16, interval='step'} }",
             text, steps / 3, steps);
    struct lrs_scene *s = lrs_scene_from_text(lua, scene, "bench", &err);
    struct lrs_ui *ui = s ? lrs_ui_new(engine, lua, s, &options, W, H, &err) : NULL;
    if (!ui || !lrs_ui_command(ui, "pace 0", &reactions, &err) ||
        !lrs_ui_command(ui, "cursor", &reactions, &err)) {
        fprintf(stderr, "%s\n", err.msg);
        exit(1);
    }
    lrs_canvas_init(&canvas, W, H, LRS_BRAILLE, true);
    *trained = seconds();
    for (int i = 0; i < 2; i++) {
        lrs_engine_pump(engine, steps / 1e5 + 1); /* flat out counts as 100000 steps a second */
        lrs_ui_refresh(ui);
    }
    *trained = seconds() - *trained;
    double took[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
        double from = seconds();
        lrs_ui_refresh(ui);
        lrs_ui_draw(ui, &canvas);
        took[i] = seconds() - from;
    }
    lrs_canvas_free(&canvas);
    lrs_ui_free(ui);
    lrs_scene_free(s);
    lrs_engine_free(engine);
    lrs_lua_free(lua);
    return median(took, FRAMES);
}

int main(int argc, char **argv)
{
    static const char *const usual[] = {"", "1000", "1000000", "100000000"};
    const char *const *steps = argc > 1 ? (const char *const *)argv : usual;
    int n = argc > 1 ? argc : 4;
    printf("a frame (snapshot and drawing) at %dx%d, median of %d\n", W, H, FRAMES);
    for (size_t p = 0; p < sizeof problems / sizeof *problems; p++) {
        double first = 0, trained;
        for (int i = 1; i < n; i++) {
            double count = strtod(steps[i], NULL);
            if (!(count > 0 && count <= problems[p].longest))
                continue;
            double frame = frame_after(problems[p].text, count, &trained);
            first = first > 0 ? first : frame;
            printf("%-10s %10.0f steps: %.3f ms, ratio %.2f (trained for %.1f s)\n",
                   problems[p].name, count, 1e3 * frame, frame / first, trained);
            fflush(stdout);
        }
    }
    return 0;
}
