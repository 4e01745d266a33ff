/* lrscope snapshot: one frame of the instrument as a picture, without a terminal. */
#include "cli.h"
#include "lrscope/image.h"
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

static void print_frame(struct lrs_ui *ui, const struct lrs_ui_options *look, enum lrs_image kind,
                        FILE *out)
{
    struct lrs_canvas canvas;
    struct lrs_str text = {0};
    lrs_canvas_init(&canvas, 0, 0, look->glyphs, look->colour);
    lrs_ui_refresh(ui);
    lrs_ui_draw(ui, &canvas);
    lrs_image_print(kind, &canvas, lrs_theme(look->theme), &text);
    fputs(lrs_str_text(&text), out);
    lrs_str_clear(&text);
    lrs_canvas_free(&canvas);
}

/* A picture without colours tells levels and classes apart by glyphs. */
static struct lrs_ui_options look_of(const struct cli_args *args, int theme)
{
    int index = theme < 0 ? 0 : theme;
    return (struct lrs_ui_options){
        .glyphs = args->ascii ? LRS_ASCII : LRS_BRAILLE,
        .theme = index,
        .colour = args->format != LRS_IMAGE_TEXT && lrs_theme(index)->colour,
    };
}

static int take_picture(const struct cli_args *args, const struct cli_scene *s,
                        const struct lrs_ui_options *look, struct lrs_engine *engine)
{
    struct lrs_err err = {{0}};
    struct cli_out out;
    int run = 0, w = args->size[0] ? args->size[0] : COLUMNS,
        h = args->size[1] ? args->size[1] : ROWS;
    struct lrs_ui *ui = lrs_ui_new(engine, s->lua, s->scene, look, w, h, &err);
    if (!ui)
        return cli_fail(CLI_USAGE, &err);
    lrs_engine_runs(engine, &run, 1);
    go_to(engine, run, args->at);
    cli_out_begin(&out, NULL, &err);
    print_frame(ui, look, (enum lrs_image)args->format, out.f);
    lrs_ui_free(ui);
    return cli_out_end(&out, &err) ? CLI_DONE : cli_fail(CLI_FAILED, &err);
}

int cli_snapshot(const struct cli_args *args)
{
    struct lrs_err err = {{0}};
    struct cli_scene scene;
    int theme;
    if (!cli_find_theme(args->theme, &theme, &err))
        return cli_fail(CLI_USAGE, &err);
    if (!cli_scene_open(args, &scene, &err))
        return cli_fail(CLI_USAGE, &err);
    struct lrs_engine *engine = lrs_engine_new(0);
    struct lrs_ui_options look = look_of(args, theme);
    int status = take_picture(args, &scene, &look, engine);
    lrs_engine_free(engine);
    cli_scene_close(&scene);
    return status;
}
