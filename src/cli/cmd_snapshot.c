/* lrscope snapshot: one frame of the instrument as text, without a terminal. */
#include "cli.h"
#include "lrscope/ui.h"

/* The size of pictures for which none was asked. */
enum { COLUMNS = 80, ROWS = 24 };

/* Lets the run go to STEP (negative: to its end), which a synchronous engine does at once. */
static void go_to(struct lrs_engine *engine, int run, int64_t step)
{
    struct lrs_command cmd = {
        .type = LRS_CMD_STEP, .run = run, .n = step < 0 ? INT64_MAX / 2 : step};
    if (step == 0)
        return;
    lrs_engine_send(engine, &cmd);
    lrs_engine_pump(engine, 0);
}

static void print_frame(struct lrs_ui *ui, enum lrs_glyphs glyphs, int w, int h, FILE *out)
{
    struct lrs_canvas canvas;
    struct lrs_str text = {0};
    lrs_canvas_init(&canvas, w, h, glyphs, true);
    lrs_ui_refresh(ui);
    lrs_ui_draw(ui, &canvas);
    lrs_canvas_print_text(&canvas, &text);
    fputs(lrs_str_text(&text), out);
    lrs_str_clear(&text);
    lrs_canvas_free(&canvas);
}

static int take_picture(const struct cli_args *args, const struct cli_scene *s,
                        struct lrs_engine *engine)
{
    struct lrs_err err = {{0}};
    struct cli_out out;
    int run = 0, w = args->size[0] ? args->size[0] : COLUMNS,
        h = args->size[1] ? args->size[1] : ROWS;
    /* A picture is looked at without colours: maps must tell levels apart by glyphs. */
    struct lrs_ui_options options = {.glyphs = args->ascii ? LRS_ASCII : LRS_BRAILLE};
    struct lrs_ui *ui = lrs_ui_new(engine, s->lua, s->scene, &options, w, h, &err);
    if (!ui)
        return cli_fail(CLI_USAGE, &err);
    lrs_engine_runs(engine, &run, 1);
    go_to(engine, run, args->at);
    cli_out_begin(&out, NULL, &err);
    print_frame(ui, options.glyphs, w, h, out.f);
    lrs_ui_free(ui);
    return cli_out_end(&out, &err) ? CLI_DONE : cli_fail(CLI_FAILED, &err);
}

int cli_snapshot(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_scene scene;
    if (!cli_scene_open(args, &scene, &err))
        return cli_fail(CLI_USAGE, &err);
    struct lrs_engine *engine = lrs_engine_new(0);
    int status = take_picture(args, &scene, engine);
    lrs_engine_free(engine);
    cli_scene_close(&scene);
    return status;
}
