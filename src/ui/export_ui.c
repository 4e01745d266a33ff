/* What can leave the instrument, one table: code for other libraries, the scene, the run's curves, the
 * screen. Each is a text, which the overlay shows, a file holds, and the clipboard takes. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lrscope/image.h"
#include "lrscope/mem.h"
#include "ui_act.h"

enum { PYTORCH, KERAS, OPTAX, SCENE, CSV, JSON, PICTURE };

const struct lrs_leave lrs_leaves[] = {
    [PYTORCH] = {"pytorch", "PyTorch", "optimizer, schedule and loop", ".py"},
    [KERAS] = {"keras", "Keras", "optimizer, schedule and fit", "-keras.py"},
    [OPTAX] = {"optax", "optax", "optimizer, schedule and loop", "-optax.py"},
    [SCENE] = {"lua", "scene", "what lrscope loads again", ".lua"},
    [CSV] = {"csv", "CSV", "the curves of the run", ".csv"},
    [JSON] = {"json", "JSON", "the curves of the run", ".json"},
    [PICTURE] = {"picture", "picture", "the screen as text", ".txt"},
    {0},
};

int lrs_leave_find(const char *word, size_t len)
{
    for (int i = 0; lrs_leaves[i].name; i++)
        if (strlen(lrs_leaves[i].name) == len && !strncmp(lrs_leaves[i].name, word, len))
            return i;
    return -1;
}

int lrs_leave_of_file(const char *file)
{
    const char *dot = strrchr(file, '.');
    for (int i = 0; dot && lrs_leaves[i].name; i++)
        if (!strcmp(lrs_leaves[i].ending, dot))
            return i;
    return -1;
}

static bool scene_text(const struct lrs_ui *ui, struct lrs_str *out, struct lrs_err *err)
{
    struct lrs_scene scene = *ui->scene;
    scene.exp = ui->exp;
    scene.pace = ui->pace_by_hand ? ui->pace : (double)NAN;
    return lrs_scene_write(&scene, out, err);
}

/* Without the list that lies over it. */
static void picture_text(struct lrs_ui *ui, struct lrs_str *out)
{
    struct lrs_canvas c;
    enum lrs_overlay over = ui->overlay;
    ui->overlay = LRS_OVER_NONE;
    lrs_canvas_init(&c, 0, 0, ui->opt.glyphs, ui->opt.colour);
    lrs_ui_draw(ui, &c);
    lrs_image_print(LRS_IMAGE_TEXT, &c, lrs_theme(ui->opt.theme), out);
    lrs_canvas_free(&c);
    ui->overlay = over;
}

static bool curves_text(struct lrs_ui *ui, enum lrs_format format, struct lrs_str *out,
                        char what[64], struct lrs_err *err)
{
    int64_t rows, every;
    if (!lrs_ui_curves_text(ui, format, out, &rows, &every, err))
        return false;
    if (every > 1)
        snprintf(what, 64, "%lld rows, each the mean of %lld steps,", (long long)rows,
                 (long long)every);
    else
        snprintf(what, 64, "%lld steps", (long long)rows);
    return true;
}

bool lrs_leave_text(struct lrs_ui *ui, int i, struct lrs_str *out, char what[64],
                    struct lrs_err *err)
{
    snprintf(what, 64, i == SCENE || i == PICTURE ? "the %s" : "the code for %s",
             lrs_leaves[i].title);
    switch (i) {
    case PYTORCH:
        return lrs_code_write(ui->exp, LRS_CODE_PYTORCH, out, err);
    case KERAS:
        return lrs_code_write(ui->exp, LRS_CODE_KERAS, out, err);
    case OPTAX:
        return lrs_code_write(ui->exp, LRS_CODE_OPTAX, out, err);
    case SCENE:
        return scene_text(ui, out, err);
    case PICTURE:
        picture_text(ui, out);
        return true;
    default:
        return curves_text(ui, i == CSV ? LRS_CSV : LRS_JSON, out, what, err);
    }
}

bool lrs_leave_save(struct lrs_ui *ui, int i, const char *file, struct lrs_err *err)
{
    struct lrs_str text = {0};
    struct lrs_file out;
    char what[64];
    if (i == SCENE) { /* it looks after the bundled scenes */
        if (!lrs_ui_write_scene(ui, file, err))
            return false;
        lrs_ui_say(ui, "the experiment as a scene in %s", file);
        return true;
    }
    bool ok = lrs_leave_text(ui, i, &text, what, err) && lrs_file_begin(&out, file, err);
    if (ok) {
        fputs(lrs_str_text(&text), out.f);
        ok = lrs_file_commit(&out, err);
    }
    lrs_str_clear(&text);
    if (ok)
        lrs_ui_say(ui, "%s in %s", what, file);
    return ok;
}

void lrs_leave_select(struct lrs_ui *ui, int i)
{
    struct lrs_str text = {0};
    struct lrs_err err = {""};
    char what[64];
    lrs_overlay_open(ui, LRS_OVER_EXPORT);
    ui->leave = i;
    ui->leave_scroll = ui->leave_pan = 0;
    ui->leave_fails = !lrs_leave_text(ui, i, &text, what, &err);
    lrs_free(ui->leave_text);
    ui->leave_text = ui->leave_fails ? lrs_strdup(err.msg) : lrs_str_take(&text);
    lrs_str_clear(&text);
}
