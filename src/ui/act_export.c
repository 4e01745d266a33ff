/* Actions of the overlay that shows what can leave the program. */
#include <stdlib.h>
#include <string.h>

#include "lrscope/mem.h"
#include "ui_act.h"

/* "pytorch FILE", "FILE", "keras", or nothing: the last two show it. */
LRS_ACT(lrs_act_export)
{
    size_t len = args ? strcspn(args, " ") : 0;
    int i = args ? lrs_leave_find(args, len) : 0;
    if (!args || (i >= 0 && !args[len])) {
        lrs_leave_select(ui, i);
        return true;
    }
    const char *file = i >= 0 ? args + len + strspn(args + len, " ") : args;
    i = i >= 0 ? i : lrs_leave_of_file(file);
    if (i < 0)
        return lrs_fail(err,
                        "export '%.60s' as what? by the ending .py, .lua, .csv, .json or .txt, "
                        "or export FORMAT FILE",
                        file);
    return lrs_leave_save(ui, i, file, err);
}

static bool select_leave(struct lrs_ui *ui, int i)
{
    if (i >= 0 && lrs_leaves[i].name)
        lrs_leave_select(ui, i);
    return true;
}

LRS_ACT(lrs_act_export_up)
{
    (void)args, (void)err;
    return select_leave(ui, ui->leave - 1);
}

LRS_ACT(lrs_act_export_down)
{
    (void)args, (void)err;
    return select_leave(ui, ui->leave + 1);
}

LRS_ACT(lrs_act_export_scroll)
{
    (void)err;
    int lines = 0, to = ui->leave_scroll + (args ? atoi(args) : 1);
    for (const char *at = ui->leave_text; at && (at = strchr(at, '\n')); at++)
        lines++;
    ui->leave_scroll = to < 0 || lines == 0 ? 0 : to >= lines ? lines - 1 : to;
    return true;
}

LRS_ACT(lrs_act_export_pan)
{
    (void)err;
    enum { PAN_MAX = 256 };
    int to = ui->leave_pan + (args ? atoi(args) : 16);
    ui->leave_pan = to < 0 ? 0 : to > PAN_MAX ? PAN_MAX : to;
    return true;
}

/* "my-" keeps clear of the bundled scenes. */
LRS_ACT(lrs_act_export_save)
{
    if (!args && ui->leave_fails)
        return lrs_fail(err, "%s", ui->leave_text);
    const struct lrs_leave *l = &lrs_leaves[ui->leave];
    const char *name = strrchr(ui->scene_name, '/');
    name = name ? name + 1 : ui->scene_name;
    size_t len = strcspn(name, ".");
    char *line = len ? lrs_format("export %s my-%.*s%s", l->name, (int)len, name, l->ending)
                     : lrs_format("export %s lrscope%s", l->name, l->ending);
    lrs_overlay_close(ui);
    lrs_prompt_open(ui, line);
    lrs_free(line);
    return true;
}

LRS_ACT(lrs_act_export_copy)
{
    (void)args;
    if (!ui->leave_text || ui->leave_fails)
        return lrs_fail(err, "%s", ui->leave_text ? ui->leave_text : "nothing is shown to copy");
    lrs_free(ui->copied);
    ui->copied = lrs_strdup(ui->leave_text);
    ui->reactions |= LRS_UI_COPY;
    lrs_ui_say(ui, "copied: %s", lrs_leaves[ui->leave].title);
    return true;
}
